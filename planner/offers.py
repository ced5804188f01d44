"""Several offers, one after another or side by side, as people use micro-internships: each one's route, and the weak points.

Every offer is one row of a batch. What the earlier ones use up is carried forward: days of full-time CPT and of Academic
Training. The rows are planned again until no offer changes its route.
"""
from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import ceil

from planner.answer import NO, Answer
from planner.best import best_routes
from planner.cases import Cases
from planner.counters import full_time_cpt, training_used
from planner.days import BLANK, day
from planner.explain import explain_case, route_view
from planner.history import OFFER_KEYS, Offer
from planner.history_check import Finding
from planner.notes import reason_notes
from planner.offer_plan import ON_A_CARD, OfferPlan, cpts_of, trainings_of
from planner.plan import Plan, make_plan
from planner.routes import VERDICTS
from planner.row import Row
from planner.sentences import headline
from planner.stay import Stay
from planner.stay_ahead import with_card
from planner.stem_ahead import going_on
from planner.views import PlanView
from planner.weak_points import limit_day, weak_points

ONE_CARD = ("opt_pre", "opt_post", "opt_stem")      # routes on which one application covers every job


@dataclass(frozen=True)
class Together:
    """All offers in the order of time, and every weak point of the combination, the worst first."""
    plans: tuple[OfferPlan, ...]
    weak: tuple[Finding, ...]


NO_OFFERS = Together((), ())


def plan_offers(stay: Stay) -> Together:
    """The offers of a stay, planned together; offers without a first day begin when they can.

    >>> from planner.history import history_of
    >>> from planner.stay import make_stay
    >>> from planner.world import load_world
    >>> facts = {"status": "F-1", "program_start": "2025-08-25", "program_end": "2027-05-14"}
    >>> offers = [{"offer_start": "2026-12-21", "offer_end": "2027-01-15"},
    ...           {"offer_start": "2027-02-01", "offer_end": "2027-03-26"}]
    >>> together = plan_offers(make_stay(history_of(facts, {"offer": offers}), day("2026-11-22"), load_world()))
    >>> [(plan.name, plan.route, plan.verdict) for plan in together.plans], together.weak
    ([('Offer 1', 'cpt', 'yes'), ('Offer 2', 'cpt', 'yes')], ())
    """
    offers = stay.history.offer
    if not offers:
        return NO_OFFERS
    plans = _planned(stay, [{} for _ in offers])
    for _ in offers:                                    # the first offer stands at once, then the second, and so on
        again = _planned(stay, [_carried(stay, plans[:place]) for place in range(len(offers))])
        if [plan.route for plan in again] == [plan.route for plan in plans]:
            break
        plans = again
    plans = going_on(stay, _bounded(stay, _shared(again)))
    return Together(_over_the_limit(plans, limit_day(stay, plans)), weak_points(stay, plans))


def explained(stay: Stay, together: Together) -> list[PlanView]:
    """Every offer with all its routes, each after what the earlier ones have used up, in the order of the plans."""
    rows = [_row(stay, plan.offer, _carried(stay, together.plans[:place])) for place, plan in enumerate(together.plans)]
    return [explain_case(Cases.of([row]), day(stay.on), stay.world, stay.clock) for row in rows]


def _shared(plans: tuple[OfferPlan, ...]) -> tuple[OfferPlan, ...]:
    """Offers on one card need one application, that of the first of them."""
    first: dict[str, str] = {}
    found = []
    for plan in plans:
        covered = first.get(plan.route, "") if plan.is_open and plan.route in ONE_CARD else ""
        first.setdefault(plan.route, plan.name)
        found.append(replace(plan, step="", by=None, act_by=None, shared=covered) if covered else plan)
    return tuple(found)


def _bounded(stay: Stay, plans: tuple[OfferPlan, ...]) -> tuple[OfferPlan, ...]:
    """A planned card ends as the stay plans it, whichever of its offers begins first."""
    ends = {grant.kind: grant.last for grant in stay.grants if not grant.granted and grant.kind != "at"}
    return tuple(replace(plan, until=ends[plan.route]) if plan.is_open and plan.route in ends and plan.start <= ends[plan.route]
                 and (plan.last is None or plan.last <= ends[plan.route]) else plan for plan in plans)


def _over_the_limit(plans: tuple[OfferPlan, ...], limit: date | None) -> tuple[OfferPlan, ...]:
    """Offers on a card that begin when too many days without work have passed say so: there may be no card left."""
    return tuple(replace(plan, over=limit) if limit and plan.is_open and plan.route in ON_A_CARD and plan.start >= limit else plan
                 for plan in plans)


# ---- each offer -----------------------------------------------------------------------------------------------------

def _planned(stay: Stay, carried: list[dict[str, int]]) -> tuple[OfferPlan, ...]:
    rows = [_row(stay, offer, more) for offer, more in zip(stay.history.offer, carried, strict=True)]
    plan = make_plan(Cases.of(rows), day(stay.on), stay.world)
    best = best_routes(plan)
    return tuple(_offer_plan(plan, place, tuple(plan.routes)[best[place]], offer) for place, offer in enumerate(stay.history.offer))


def _row(stay: Stay, offer: Offer, carried: dict[str, int]) -> dict[str, object]:
    """The student's case with one offer, after what the earlier offers have used up."""
    case = {name: value for name, value in stay.made.cases.record().items() if not name.startswith("offer_") and value is not None}
    given = {name: getattr(offer, name) for name in OFFER_KEYS if getattr(offer, name) is not None}
    post = stay.grant("opt_post")
    if post and not post.granted and offer.offer_start and offer.offer_start > post.last:
        case = {name: value for name, value in (case | with_card(case, post)).items() if value is not None}
    return case | given | {name: max(days, case.get(name, 0)) for name, days in carried.items()}


def _carried(stay: Stay, earlier: tuple[OfferPlan, ...]) -> dict[str, int]:
    """Totals after the earlier offers."""
    cpt = full_time_cpt((*stay.history.cpt, *cpts_of(earlier)), stay.history.program[0], stay.world.law)
    at = training_used((*stay.history.at, *trainings_of(earlier)), stay.history, stay.world.law)
    return {name: ceil(counter.in_all) for name, counter in (("cpt_full_time_days", cpt), ("at_days_used", at)) if counter}


def _offer_plan(plan: Plan, place: int, route: str, offer: Offer) -> OfferPlan:
    row, answer = Row(plan, place), plan.routes[route]
    name = offer.employer or f"Offer {place + 1}"
    verdict = VERDICTS[answer.verdict[place]]
    if answer.verdict[place] == NO or answer.start[place] == BLANK:
        return OfferPlan(offer, name, route, verdict, None, None, None, "", None, _reason(row, plan))
    start, until = row.day(answer.start), row.day(answer.authorized_until)
    last = min(offer.offer_end, until) if offer.offer_end and offer.offer_end >= start else None
    return OfferPlan(offer, name, route, verdict, start, last, until, row.next_step(answer), row.day(answer.next_step_by), "",
                     act_by=_act_by(row, answer))


def _act_by(row: Row, answer: Answer) -> date | None:
    by, spare = row.day(answer.next_step_by), row.value(answer.float_days)
    return by and row.to_act_by(row.next_step(answer), by, by - timedelta(spare))


def _reason(row: Row, plan: Plan) -> str:
    """Why there is no way: for work after the program what closes that; else what a person asks about first."""
    start, end = row.case["offer_start"], row.case["program_end"]
    if start and start > end and not row.case["held"]:
        name = "opt_post" if row.case["status"] == "F-1" else "at"
        if "already_authorized" in row.reasons(plan.routes[name]):
            name = "opt_stem"
        return " ".join(note.says for note in reason_notes(row, plan.routes[name]))
    views = [route_view(row, answer) for answer in plan.routes.values()]
    return headline(row, sorted(views, key=lambda view: view.verdict != "unknown")).removeprefix("No: ")
