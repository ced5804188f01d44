"""A plan in sentences, each with its citation: why this date, what else would help, what to do next.

Nobody writes the reasons by hand: they are read off the arcs that hold each milestone where it is.
"""
from __future__ import annotations

from datetime import date, timedelta

from planner.answer import NO, Answer
from planner.best import FAVOURS, GOODNESS
from planner.cases import Cases
from planner.checklist import checklist
from planner.counters import Counter
from planner.levers import LEVERS, with_levers
from planner.likely import view_of_likely
from planner.nearest import asked_about
from planner.notes import caution_notes, reason_notes, school_notes
from planner.office_days import open_before
from planner.plan import Plan, make_plan
from planner.remedies import helps
from planner.route_notes import what_to_know
from planner.row import Row
from planner.sentences import because, headline
from planner.slots import last_day_to_begin
from planner.steps import milestones
from planner.uses import costs, uses_up
from planner.views import PlanView, RouteView
from planner.why import why
from planner.world import World, load_world


def explain_case(case: Cases, on: int, world: World | None = None, clock: Counter | None = None) -> PlanView:
    """One case (a table of one row) answered and explained on a status date (days since 1970-01-01).

    clock: the days without work of the history behind the case, its jobs that go on included.

    >>> from planner.days import day
    >>> case = Cases.of([{"status": "F-1", "program_start": "2025-08-25", "program_end": "2027-05-14",
    ...                   "offer_start": "2026-12-21", "offer_end": "2027-01-15"}])
    >>> explain_case(case, day("2026-11-22")).headline.replace(chr(160), " ")
    'Yes, through CPT: ask your office by Mon 7 Dec 2026, start on Mon 21 Dec 2026.'
    """
    return explain_row(Row(plan_with_levers(case, on, world or load_world()), 0, clock))


def plan_with_levers(case: Cases, on: int, world: World) -> Plan:
    """The case (a table of one row) planned in row 0, and below it once more with each change that might help."""
    return make_plan(with_levers(case, world.law), on, world)


def explain_row(row: Row) -> PlanView:
    """The first row of such a plan explained."""
    plan = row.plan
    views = sorted((route_view(row, answer) for answer in plan.routes.values()), key=_goodness)
    others = [Row(plan, 1 + place) for place in range(len(LEVERS))]
    return PlanView(row.on, row.case, row.school.name, row.school.office, views,
                    headline(row, views), because(row, views),
                    helps(row, views, others, _begun_in_time(row, views[0])),
                    checklist(row, asked_about(views)),
                    _closures(row, views), row.law.regime)


def _begun_in_time(row: Row, best: RouteView) -> list[tuple[date, str]]:
    """Where nothing is open because the offer starts too late: the last weekday to begin, planned again, and what it opens."""
    if best.verdict != "no" or row.case["held"] or not row.case["offer_start"]:
        return []
    late = [answer for answer in row.plan.routes.values() if row.reasons(answer) == ["too_late_to_start"]]
    lasts = [(_weekday(last_day_to_begin(row, answer)), answer) for answer in late]
    return [(last, answer.route.title) for last, answer in lasts if _opens(row, answer, last)]


def _weekday(when: date) -> date:
    """The day itself, or the Friday before a weekend: the last on which people begin."""
    return when - timedelta(max(0, when.weekday() - 4))


def _opens(row: Row, answer: Answer, start: date) -> bool:
    """Whether the route makes a start on that day."""
    end = row.case["offer_end"]
    if start < row.on or start >= row.case["offer_start"] or (end and end < start):
        return False
    case = {name: value for name, value in (row.case | {"offer_start": start}).items() if value is not None}
    again = make_plan(Cases.of([case]), row.plan.on, row.world, {answer.route.name: type(answer.route)})
    row, answer = Row(again, 0), again.routes[answer.route.name]
    return row.verdict(answer) in ("yes", "partly") and "expedite" not in row.cautions(answer)


def _goodness(view: RouteView):
    return GOODNESS.index(view.verdict), view.shift_days or 0, FAVOURS.index(view.route)


def route_view(row: Row, answer: Answer) -> RouteView:
    """One route's answer in plain values and sentences."""
    route, case = answer.route, row.case
    blocked = answer.verdict[row.row] == NO
    steps = [] if blocked else milestones(row, answer)
    reasons = reason_notes(row, answer)
    return RouteView(
        route.name, route.title, row.verdict(answer), row.day(answer.earliest_start), row.day(answer.authorized_until),
        row.value(answer.shift_days), row.next_step(answer), row.day(answer.next_step_by), row.day(answer.route_closes),
        row.value(answer.float_days), row.plan.rule_ids[answer.driving_rule[row.row]], reasons, caution_notes(row, answer),
        row.day(answer.p50_start), row.day(answer.p80_start), row.day(answer.p95_start), row.chance(answer),
        case["offer_start"], case["offer_end"], row.day(answer.start), steps, {} if blocked else _windows(row, route),
        view_of_likely(row, answer) if row.day(answer.start) else None, "" if blocked else uses_up(row, answer),
        [] if blocked else costs(row, answer), [] if blocked else school_notes(row, route.name),
        why(row, answer, steps, reasons), [] if blocked else what_to_know(row, answer),
        row.day(open_before(row.plan, answer.next_step, answer.next_step_by, answer.float_days)),
        row.day(route.until(answer.early.date["work_starts"])) if row.day(answer.start) else None)


def _windows(row: Row, route) -> dict[str, tuple[date | None, date | None]]:
    """First and last day of the filing or approval window the law draws."""
    if route.name == "at":
        return {"authorized": (None, row.case["program_end"])}
    if not hasattr(route, "opens"):
        return {}
    closes = None if route.closes is None else row.day(route.closes)
    return {"filed": (row.day(route.opens), closes)}


def _closures(row: Row, views: list[RouteView]) -> list[date]:
    """Working days on which the school's office is closed, from the status date to the last date anyone cares about."""
    ends = [when for view in views for when in (view.earliest_start, view.offer_end) if when]
    return row.closed_days(row.on, max([*ends, row.on]))
