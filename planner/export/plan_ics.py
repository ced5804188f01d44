"""One student's plan as a calendar file: what to do by when on one route, the first day of work and the last."""
from __future__ import annotations

from collections.abc import Iterator

from planner.export.calendar_file import Day, calendar_file
from planner.views import PlanView, RouteView, Step
from planner.words import long_day, sentence

PLANNED = "Planned on {on}. We plan; your office decides."


def plan_ics(plan: PlanView, route: RouteView | None = None, steps: list[Step] | None = None) -> bytes:
    """The steps of a route (default: the best one) that are still ahead, each on its last day.

    route and steps: an open route of the plan and its checklist, as planner.checklist makes it.

    >>> from planner.cases import Cases
    >>> from planner.days import day
    >>> from planner.explain import explain_case
    >>> case = {"status": "F-1", "program_start": "2025-08-25", "program_end": "2027-05-14", "offer_start": "2026-12-21"}
    >>> text = plan_ics(explain_case(Cases.of([case]), day("2026-11-22"))).decode()
    >>> [line for line in text.splitlines() if line.startswith("SUMMARY")][:2]
    ['SUMMARY:Have your department sign', 'SUMMARY:Ask for CPT']
    """
    route = route or plan.best
    days = _days(plan, route, plan.checklist if steps is None else steps)
    return b"".join(calendar_file(days, f"Work authorization: {route.title}", plan.on))


def _days(plan: PlanView, route: RouteView, steps: list[Step]) -> Iterator[Day]:
    for step in steps:
        when = step.by or step.early
        if step.kind != "fact" and when is not None:
            yield Day(when, step.title.rstrip("."), _about(plan, step), _key(plan, route, step.title))
    if route.authorized_until is not None:
        says = f"Last day on which you may work under this authorization ({route.title})."
        yield Day(route.authorized_until, "Work authorization ends", f"{says}\n{_planned(plan)}", _key(plan, route, "ends"))


def _about(plan: PlanView, step: Step) -> str:
    bring = f"Bring: {'; '.join(step.documents)}." if step.documents else ""
    return "\n".join(part for part in (step.note, bring, sentence(step.cite), _planned(plan)) if part)


def _planned(plan: PlanView) -> str:
    return PLANNED.format(on=long_day(plan.on))


def _key(plan: PlanView, route: RouteView, what: str) -> str:
    case = plan.case
    return "|".join(map(str, (case["case_id"], case["program_start"], case["offer_start"], route.route, what)))
