"""Several offers planned together, in words for a page, a terminal and JSON."""
from __future__ import annotations

from planner.offer_plan import OfferPlan
from planner.offers import Together
from planner.plan_text import aligned, in_terminal, written
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


def step_of(plan: OfferPlan) -> str:
    """What to do next for one offer, and by when; empty where nothing has to be asked for."""
    if plan.shared:
        return f"the same application as for {plan.shared}"
    if not plan.step or plan.by is None:
        return ""
    return f"{words()['milestone'][plan.step]['ask']} by {long_day(plan.by)}"


def offers_text(together: Together) -> str:
    """The offers as a table, and every weak point; empty where there are none."""
    if len(together.plans) < 2:
        return ""
    lines = ["", f"{counted(len(together.plans), 'offer')} together", *aligned([TITLES, *map(_cells, together.plans)])]
    lines += [f"  {one.says}{f' [{one.cite}]' if one.cite else ''}" for one in together.weak] or [f"  {headline(together)}"]
    return in_terminal("\n".join(lines)) + "\n"


def _cells(plan: OfferPlan) -> tuple[str, ...]:
    return (plan.name, plan.route if plan.is_open else "", plan.verdict, written(plan.start), written(plan.last), plan.step,
            written(plan.by))


def offers_json(together: Together) -> dict:
    """The same as plain values."""
    plans = [{"offer": plan.name, "route": plan.route if plan.is_open else None, "verdict": plan.verdict,
              **{name: None if when is None else when.isoformat() for name, when in (
                  ("start", plan.start), ("last", plan.last), ("authorized_until", plan.until), ("next_step_by", plan.by))},
              "next_step": plan.step or None} for plan in together.plans]
    weak = [{"code": one.code, "says": in_terminal(one.says), "cite": one.cite or None} for one in together.weak]
    return {"plans": plans, "weak_points": weak}
