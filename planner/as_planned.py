"""A stay with its offers on the days on which they can be worked, what to ask for on which day, and what they carry."""
from __future__ import annotations

from collections.abc import Iterator

from planner.history import Offer
from planner.offer_plan import OfferPlan
from planner.offers import Together
from planner.stay import Ask, Stay
from planner.stay_ahead import Grant
from planner.stem_ahead import is_carried
from planner.words import by_route, long_day, words


def as_planned(stay: Stay, together: Together) -> Stay:
    """The stay with the offers as planned: one that cannot be worked starts no job and brings no duties.

    Academic Training is given for one job and ends with it: where offers are planned on it, it lasts as they do.
    """
    taken = [plan for plan in together.plans if plan.verdict != "no"]
    return stay.with_offers(
        tuple(map(_in_time, taken)),
        asked=tuple(plan.offer.offer_start if plan.verdict == "later" else None for plan in taken if plan.offer.offer_start),
        asks=tuple(_asks(together)), grants=_grants(stay, together.plans), carried=is_carried(stay, together.plans))


def _in_time(plan: OfferPlan) -> Offer:
    """An offer on the days on which it can be worked: from its earliest day, and no longer than it is authorized."""
    begins = {"offer_start": plan.start} if plan.verdict == "later" else {}
    return plan.offer.model_copy(update=begins | ({"offer_end": plan.ends} if plan.is_open else {}))


def _grants(stay: Stay, plans: tuple[OfferPlan, ...]) -> tuple[Grant, ...]:
    training = [Grant("at", plan.start, plan.last or plan.until, False) for plan in plans if plan.is_open and plan.route == "at"]
    if not any(grant.last > stay.program_end for grant in training):
        return stay.grants
    others = [grant for grant in stay.grants if grant.granted or grant.kind != "at"]
    return tuple(sorted([*others, *training], key=lambda grant: (grant.first, grant.last)))


def _asks(together: Together) -> Iterator[Ask]:
    """The day by which each thing has to be asked for, on a day on which the office is open."""
    for plan in together.plans:
        if plan.is_open and plan.step in ("requested", "filed") and plan.act_by and not plan.shared:
            title = by_route(words()["milestone"][plan.step]["title"], plan.route)
            closed = "" if plan.act_by == plan.by else f" The last day is {long_day(plan.by)}; your office is closed then."
            name = plan.offer.employer or (plan.name if len(together.plans) > 1 else "")
            yield Ask(plan.act_by, f"{title}{f': {name}' if name else ''}",
                      f"so that work can start on {long_day(plan.start)}.{closed}", "; ".join(plan.documents))
