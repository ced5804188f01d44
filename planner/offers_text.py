"""Several offers planned together, in words for a page, a terminal and JSON."""
from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from planner.offer_plan import OfferPlan
from planner.offers import Together
from planner.plan_text import CLOSING, aligned, answer_json, in_terminal, plan_lines, written
from planner.views import PlanView
from planner.words import counted, long_day, words

TITLES = ("offer", "route", "verdict", "start", "last day", "next step", "by")


def headline(together: Together) -> str:
    """The whole in one sentence: the weakest point, or that there is none."""
    n = len(together.plans)
    if together.weak:
        return f"Weak point: {together.weak[0].says}"
    if n == 1:
        return f"{together.plans[0].name} can be worked through {together.plans[0].title}."
    return f"All {n} offers can be worked, by what is entered."


def step_of(plan: OfferPlan, on: date | None = None) -> str:
    """What to do next for one offer, and by when; empty where nothing has to be asked for."""
    if plan.shared:
        return f"the same application as for {plan.shared}"
    if not plan.step or plan.act_by is None:
        return ""
    when = "today" if plan.act_by == on else f"by {long_day(plan.act_by)}"
    return f"{words()['milestone'][plan.step]['ask']} {when}"


def each_offer(together: Together, views: list[PlanView], assumptions: Iterable[str] = ()) -> str:
    """Every offer for itself: its answer, its routes and its next steps; what all have in common stands once."""
    lines = [in_terminal(headline(together)), f"{views[0].school_name}, planned on {written(views[0].on)}."]
    lines += [f"What if: {sentence}" for sentence in assumptions]
    told: set[str] = set()
    for place, (plan, view) in enumerate(zip(together.plans, views, strict=True), 1):
        shared = [f"One application covers this job and {plan.shared}: do what is said there; the dates here are for this offer "
                  "alone."] if plan.shared else []
        lines += ["", f"Offer {place}{_days(plan)}", *shared, in_terminal("\n".join(plan_lines(view, told)))]
    return "\n".join([*lines, "", CLOSING]) + "\n"


def _days(plan: OfferPlan) -> str:
    offer = plan.offer
    named = f", {offer.employer}" if offer.employer else ""
    days = [written(when) for when in (offer.offer_start, offer.offer_end) if when and offer.offer_start]
    return f"{named}: {' to '.join(days)}{', ' if days else ''}{offer.hours_per_week:g} hours a week"


def offers_text(together: Together) -> str:
    """The offers as a table, and every weak point; empty where there are fewer than two."""
    if len(together.plans) < 2:
        return ""
    lines = ["", f"{counted(len(together.plans), 'offer')} together", *aligned([TITLES, *map(_cells, together.plans)])]
    lines += [f"  {one.says}{f' [{one.cite}]' if one.cite else ''}" for one in together.weak] or [f"  {headline(together)}"]
    return in_terminal("\n".join(lines)) + "\n"


def _cells(plan: OfferPlan) -> tuple[str, ...]:
    last = plan.last or plan.until if plan.is_open and not plan.goes_on else plan.ends
    verdict = f"{plan.verdict}, if not over the limit" if plan.over else plan.verdict
    if not plan.is_open:
        return plan.name, "", verdict, "", "", "", ""
    return plan.name, plan.route, verdict, written(plan.start), written(last) or "open", plan.step, written(plan.act_by)


def offers_json(together: Together, views: list[PlanView]) -> dict:
    """The same as plain values; every offer with the answer and the routes that `plan --json` gives for one."""
    plans = [{"offer": plan.name, "route": plan.route if plan.is_open else None, "verdict": plan.verdict,
              **{name: None if when is None else when.isoformat() for name, when in (
                  ("start", plan.start), ("last", plan.last), ("authorized_until", plan.until), ("next_step_by", plan.by))},
              "next_step": plan.step or None, "last_open_day": plan.act_by.isoformat() if plan.act_by != plan.by else None,
              "shared_with": plan.shared or None, **answer_json(view)}
             for plan, view in zip(together.plans, views, strict=True)]
    weak = [{"code": one.code, "says": in_terminal(one.says), "cite": one.cite or None} for one in together.weak]
    return {"plans": plans, "weak_points": weak}
