"""The last days of law in a caseload: after one of them a way to work is gone, whatever becomes of the offer.

A filing window ends, a recommendation runs out before it is used, Academic Training can no longer be authorized, or days without
work pass their limit. An offer that is made too late, or that a route does not admit, moves none of these days.
"""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from planner.answer import LATER, NO, Answer
from planner.batch import OPT_POST, OPT_STEM, Batch
from planner.cases import CODINGS, FIELDS, Cases
from planner.days import BLANK, FAR_OFF
from planner.office_days import open_before
from planner.plan import Plan, make_plan
from planner.routes import ALL_ROUTES, REASONS, REGISTRY
from planner.routes.base import FILED, NOTHING, REQUESTED

WINDOWS = ("opt_post", "opt_stem")              # routes whose filing window the law ends
NONE, FILE, USE, ASK, HURRY, TRAIN, STUDY, WORK = range(8)
KINDS = ("", "file", "use", "ask", "hurry", "train", "study", "work")        # their words: [closing] of data/words.toml
STEPS = np.array([NOTHING, FILED, FILED, REQUESTED, REQUESTED, REQUESTED, REQUESTED, NOTHING], np.int8)
OFFER = ("offer_date", "offer_start", "offer_end", "hours_per_week", "paid", "related", "e_verify")
_PLACE = {name: place for place, name in enumerate(ALL_ROUTES)}
_OF_THE_OFFER = sum(1 << REASONS.index(code) for code in (
    "no_e_verify", "unpaid_stem", "under_20h_stem", "unrelated_work", "too_late_to_start"))


@dataclass(frozen=True)
class Closings:
    """Of every case the closing that comes first: int32 days with BLANK where there is none.

    day: the last day to act; kind: place in KINDS; route: place in ALL_ROUTES; until: the day that the closing is about (the end of
    the window or of the program, the first day over the limit); open_by: as planner.office_days.open_before.
    """
    day: np.ndarray
    kind: np.ndarray
    route: np.ndarray
    until: np.ndarray
    open_by: np.ndarray


def closings(plan: Plan, best: np.ndarray, start: np.ndarray) -> Closings:
    """The first closing of every case.

    best: the place of each case's best route in `plan.routes`; start: the planned first day of work there, BLANK where none.
    """
    batch, found = Batch(plan.cases, plan.on, plan.world), _First(plan)
    for name in WINDOWS:
        _window(plan, batch, name, found)
    _training(plan, batch, found)
    _study(plan, best, found)
    _idle(plan, batch, start, found)
    return found.closings()


class _First:
    """The earliest of what is found, day by day, that is not over."""

    def __init__(self, plan: Plan):
        size = len(plan.cases)
        self.plan, self.day = plan, np.full(size, FAR_OFF, np.int32)
        self.kind, self.route = np.zeros(size, np.int8), np.zeros(size, np.int8)
        self.until = np.full(size, BLANK, np.int32)

    def see(self, where, day, kind, route: str, until) -> None:
        """Some rows close on `day`."""
        rows = np.asarray(where) & (day != BLANK) & (day >= self.plan.on) & (day < self.day)
        for column, value in ((self.day, day), (self.kind, kind), (self.route, _PLACE[route]), (self.until, until)):
            column[rows] = np.broadcast_to(value, rows.shape)[rows]

    def closings(self) -> Closings:
        day = np.where(self.kind == NONE, BLANK, self.day).astype(np.int32)
        return Closings(day, self.kind, self.route, self.until, open_before(self.plan, STEPS[self.kind], day))


def _window(plan: Plan, batch: Batch, name: str, found: _First) -> None:
    """The last day of a filing, or of the request that has to come before it; a recommendation may run out sooner."""
    route, answer = REGISTRY[name](batch), plan.routes[name]
    day, step = answer.route_closes.copy(), answer.next_step.copy()
    rows = np.flatnonzero((answer.verdict == NO) & ((answer.reasons & ~np.uint32(_OF_THE_OFFER)) == 0))
    if len(rows):
        again = _without_offer(plan, rows, name)
        day[rows], step[rows] = again.route_closes, again.next_step
    ask = np.where(route.expedite, HURRY, ASK)
    kind = np.where(step == REQUESTED, ask, np.where(day < route.closes, USE, FILE))
    found.see(step != NOTHING, day, kind, name, route.closes)


def _without_offer(plan: Plan, rows: np.ndarray, name: str) -> Answer:
    """The route of some rows, whatever the offer."""
    cases = plan.cases[rows]
    blank = {fact: np.full(len(rows), CODINGS[fact].encode(FIELDS[fact].default), CODINGS[fact].dtype) for fact in OFFER}
    free = Cases(cases.case_id, cases.schools, cases.columns | blank)
    return make_plan(free, plan.on, plan.world, {name: REGISTRY[name]}).routes[name]


def _training(plan: Plan, batch: Batch, found: _First) -> None:
    answer = plan.routes["at"]
    found.see((answer.verdict != NO) & batch.has_offer_start, answer.route_closes, TRAIN, "at", plan.cases.program_end)


def _study(plan: Plan, best: np.ndarray, found: _First) -> None:
    """CPT that comes too late for the offer as asked is still there for a later start, until the program is too near its end."""
    answer = plan.routes["cpt"]
    mine = (best == list(plan.routes).index("cpt")) & (answer.verdict == LATER)
    found.see(mine, answer.route_closes, STUDY, "cpt", plan.cases.program_end)


def _idle(plan: Plan, batch: Batch, start: np.ndarray, found: _First) -> None:
    """The day before days without work pass the limit, where no planned work starts by then.

    Under the card of the first twelve months its smaller limit counts, whatever extension is to come. Of a student without an
    offer only days that were already used say that there is no work now.
    """
    for category, route in ((OPT_POST, "opt_post"), (OPT_STEM, "opt_stem")):
        limit = batch.number(f"{route}.unemployment_limit", batch.on)
        over = np.maximum(batch.card_starts, np.int32(plan.on)) + limit - batch.cases.unemployed_days
        idle = np.where((start == BLANK) | ~batch.has_offer_start, batch.cases.unemployed_days > 0, start > over)
        runs = batch.has_card_of_this_level(category) & idle & (over >= plan.on) & (over <= batch.card_ends)
        found.see(runs, np.maximum(over - 1, plan.on).astype(np.int32), WORK, route, over)
