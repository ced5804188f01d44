"""An adviser's queue: of every student the best route, what has to happen next, by when, and how much room there is.

A queue is columns, one row per case in the order of the caseload. Who is too late for the offer as asked gets a negative
float: the day that was missed, walked back from the offer's own start, less the earliest day on which the step can happen now.
"""
from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property

import numpy as np

from planner.answer import LATER, NO, PARTLY, STEP_MILESTONES, UNKNOWN, YES
from planner.batch import Batch, known_or
from planner.best import best_routes
from planner.cases import Cases
from planner.closings import closings
from planner.days import BLANK, FAR_OFF
from planner.office_days import open_before
from planner.plan import Plan, plans
from planner.routes import ALL_ROUTES, CAUTIONS, ROUTES
from planner.routes.base import APPROVED, NOTHING
from planner.schedule import backward_pass
from planner.world import World

TOO_LATE, TODAY, WEEK, MONTH, LATER_ON, WAITING, HELD, CLOSED, FREE = range(9)
BUCKETS = ("too late for the offer", "today", "this week", "next 30 days", "later", "waiting for USCIS", "on hold, no date",
           "no route open", "nothing to do")
NEEDS_AN_OFFER = tuple(ROUTES.index(name) for name in ("on_campus", "current_ead", "cpt", "at"))
PICKED = ("verdict", "earliest_start", "start", "authorized_until", "shift_days", "next_step", "next_step_by", "route_closes",
          "float_days", "driving_rule", "reasons", "cautions")


@dataclass(frozen=True, eq=False)
class Queue:
    """The best route of every case: its columns as in Answer (int32 days with BLANK), and what an adviser adds.

    route: place in ALL_ROUTES; by: the day the step is due (without an offer the last day that keeps the route open);
    open_by: as planner.office_days.open_before; missed: the last day on which it would have made the offer's own start; never:
    that day lies before the step was possible. closes, closing, closing_route, closing_until, closes_open: as in
    planner.closings.Closings. own_bucket: by the step of the best route alone; bucket: closings count too; decides: the closing
    comes before that step, so it is what has to be met; past: too late for an offer whose work is over.
    """
    on: int
    rule_ids: tuple[str, ...]
    route: np.ndarray
    verdict: np.ndarray
    earliest_start: np.ndarray
    start: np.ndarray
    authorized_until: np.ndarray
    shift_days: np.ndarray
    next_step: np.ndarray
    by: np.ndarray
    open_by: np.ndarray
    route_closes: np.ndarray
    float_days: np.ndarray
    driving_rule: np.ndarray
    reasons: np.ndarray
    cautions: np.ndarray
    missed: np.ndarray
    never: np.ndarray
    offer_start: np.ndarray
    closes: np.ndarray
    closing: np.ndarray
    closing_route: np.ndarray
    closing_until: np.ndarray
    closes_open: np.ndarray
    closing_bucket: np.ndarray
    own_bucket: np.ndarray
    decides: np.ndarray
    past: np.ndarray
    bucket: np.ndarray

    def __len__(self) -> int:
        return len(self.route)

    @property
    def in_time(self) -> np.ndarray:
        """Cases with an offer whose start can be made."""
        return (self.offer_start != BLANK) & ((self.verdict == YES) | (self.verdict == PARTLY))

    @property
    def expedited(self) -> np.ndarray:
        """Of those in time, the cases that are so only if the office answers faster than usual."""
        return self.in_time & (self.cautions & (1 << CAUTIONS.index("expedite")) != 0)

    @cached_property
    def ranked(self) -> np.ndarray:
        """Rows in the order of the queue: whom a closing presses by its day; then by bucket, offers that are over last in
        it, the least float, the earliest day."""
        last = np.where(self.act_float == BLANK, FAR_OFF, self.act_float)
        pressed = np.where(self.pressed, self.closes, FAR_OFF)
        return np.lexsort((np.where(self.act_by == BLANK, FAR_OFF, self.act_by), last, self.past, self.bucket, pressed))

    @property
    def pressed(self) -> np.ndarray:
        """Cases in which something closes within the next days that the queue counts."""
        return self.closing_bucket != FREE

    @cached_property
    def act_by(self) -> np.ndarray:
        """The day by which to act: the step's, or that of the closing where it comes first."""
        return np.where(self.decides, self.closes, self.by).astype(np.int32)

    @cached_property
    def act_float(self) -> np.ndarray:
        """The room until then."""
        return np.where(self.decides, self.closes - self.on, self.float_days).astype(np.int32)

    def due(self, *buckets: int) -> np.ndarray:
        """Cases in some buckets, or with a closing that is; one that is too late for its offer can be in two."""
        return np.isin(self.bucket, buckets) | self.pressed & np.isin(self.closing_bucket, buckets)

    def count(self, *buckets: int) -> int:
        """How many cases those are."""
        return int(self.due(*buckets).sum())

    @classmethod
    def joined(cls, queues: list[Queue]) -> Queue:
        """Queues of one plan's pieces, one after the other."""
        if len(queues) == 1:
            return queues[0]
        columns = [field.name for field in fields(cls) if field.name not in ("on", "rule_ids")]
        return cls(queues[0].on, queues[0].rule_ids,
                   **{name: np.concatenate([getattr(queue, name) for queue in queues]) for name in columns})


def queue_of_cases(cases: Cases, on: int, world: World) -> Queue:
    """The queue of cases, however many: planned piece by piece."""
    return Queue.joined([queue_of(plan) for plan in plans(cases, on, world)])


def queue_of(plan: Plan) -> Queue:
    """The queue of a plan.

    >>> from planner.cases import Cases
    >>> from planner.days import day, to_date
    >>> from planner.plan import make_plan
    >>> case = {"status": "F-1", "program_start": "2025-08-25", "program_end": "2027-05-14", "offer_start": "2026-12-01"}
    >>> queue = queue_of(make_plan(Cases.of([case]), on=day("2026-11-22")))
    >>> BUCKETS[queue.bucket[0]], int(queue.shift_days[0]), to_date(queue.missed[0]).isoformat(), int(queue.float_days[0])
    ('too late for the offer', 6, '2026-11-16', -6)
    """
    best = best_routes(plan)
    columns = _of_best(plan, best)
    by, floats = _due(plan, best, columns)
    missed, never, short = _missed(plan, best, columns)
    floats = np.where(missed == BLANK, floats, np.where(floats == BLANK, short, np.minimum(short, floats))).astype(np.int32)
    del columns["next_step_by"], columns["float_days"]
    closing, own = closings(plan, best, columns["start"]), _buckets(plan, best, columns, by)
    soon = _closing_buckets(plan, closing.day)
    decides = (soon != FREE) & (own != TOO_LATE) & ((own > LATER_ON) | (closing.day < by))
    places = np.array([list(ALL_ROUTES).index(name) for name in plan.routes], np.int8)
    return Queue(plan.on, plan.rule_ids, places[best], by=by, open_by=open_before(plan, columns["next_step"], by, floats),
                 float_days=floats, missed=missed, never=never, offer_start=plan.cases.offer_start,
                 closes=closing.day, closing=closing.kind, closing_route=closing.route, closing_until=closing.until,
                 closes_open=closing.open_by, closing_bucket=soon, own_bucket=own, decides=decides,
                 past=(own == TOO_LATE) & (known_or(plan.cases.offer_end, plan.cases.offer_start) < plan.on),
                 bucket=np.where(decides, soon, own), **columns)


def _closing_buckets(plan: Plan, day: np.ndarray) -> np.ndarray:
    """Today, this week or the next days; FREE where nothing closes so soon."""
    return _by_day(plan, day, day != BLANK, FREE)


def _by_day(plan: Plan, day: np.ndarray, where: np.ndarray, other: int) -> np.ndarray:
    on, number = plan.on, plan.world.law.number
    edges = (day <= on, day < on + number("planner.this_week"), day <= on + number("planner.next_days"))
    return np.select([where & edge for edge in edges], (TODAY, WEEK, MONTH), other).astype(np.int8)


def _of_best(plan: Plan, best: np.ndarray) -> dict[str, np.ndarray]:
    rows = np.arange(len(best))
    return {name: np.stack([getattr(answer, name) for answer in plan.routes.values()])[best, rows] for name in PICKED}


def _due(plan: Plan, best: np.ndarray, columns: dict) -> tuple[np.ndarray, np.ndarray]:
    """The day the next step is due and its float; without an offer nothing is due before the route closes."""
    by, floats, closes = columns["next_step_by"], columns["float_days"], columns["route_closes"]
    free = (plan.cases.offer_start == BLANK) & (by != BLANK) & (closes != BLANK)
    early = by - floats
    due = np.where(free, closes, by)
    return due.astype(np.int32), np.where(free, closes - early, floats).astype(np.int32)


def _missed(plan: Plan, best: np.ndarray, columns: dict) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """For starts that cannot be made: the last day of the step that would have, whether it never could, and the float to it."""
    missed, short = (np.full(len(best), BLANK, np.int32) for _ in range(2))
    never = np.zeros(len(best), bool)
    too_late = (columns["verdict"] == LATER) & (columns["next_step"] != NOTHING)
    for place, name in enumerate(plan.routes):
        rows = np.flatnonzero(too_late & (best == place))
        if len(rows):
            missed[rows], never[rows], short[rows] = _walked_back(plan, name, rows, columns["next_step"][rows])
    return missed, never, short


def _walked_back(plan: Plan, name: str, rows: np.ndarray, steps: np.ndarray):
    batch = Batch(plan.cases[rows], plan.on, plan.world)
    route = ALL_ROUTES[name](batch)
    late = backward_pass(route.network_to(batch.offer_start), {"work_starts": batch.offer_start}).date
    early = route.early.date
    at_step = [steps == step for step in STEP_MILESTONES]
    day, now = (np.select(at_step, [np.broadcast_to(dates.get(name, BLANK), len(rows)) for name in STEP_MILESTONES.values()], BLANK)
                for dates in (late, early))
    never = late["filed"] < route.opens if hasattr(route, "opens") else np.zeros(len(rows), bool)
    known = day < now                       # else something other than this step holds the start
    return np.where(known, day, BLANK), known & never, np.where(known, day - now, BLANK)


def _buckets(plan: Plan, best: np.ndarray, columns: dict, by: np.ndarray) -> np.ndarray:
    verdict, step, offer = columns["verdict"], columns["next_step"], plan.cases.offer_start != BLANK
    idle = (step == NOTHING) | (by == BLANK) | (~offer & np.isin(best, NEEDS_AN_OFFER))
    cases = (((verdict == NO) & offer, CLOSED), (verdict == NO, FREE), (verdict == LATER, TOO_LATE),
             ((verdict == UNKNOWN) & ((step == APPROVED) | (by == BLANK)), HELD), (step == APPROVED, WAITING), (idle, FREE))
    due = _by_day(plan, by, np.ones(len(by), bool), LATER_ON)
    return np.select([where for where, _ in cases], [bucket for _, bucket in cases], due).astype(np.int8)
