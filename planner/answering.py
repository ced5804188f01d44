"""How a route is answered: earliest dates from its network, the start that fits the offer, what is in the way, what comes next."""
from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from planner.answer import LATER, PARTLY, STEP_MILESTONES, UNKNOWN, YES, Answer, Known
from planner.batch import Batch
from planner.days import BLANK, FAR_OFF, choose
from planner.likely import likely_reading, no_reading
from planner.network import Network
from planner.routes import CAUTIONS, REASONS, Route
from planner.routes.base import APPROVED, NOTHING, planned_start
from planner.schedule import Dates, backward_pass, longest_wait, tighten
from planner.selection import worth_selecting


def answer_route(route: type[Route], batch: Batch, places: dict[str, int]) -> Answer:
    """One route's answer; in a large batch worked out only for the rows to which the route is not closed anyway."""
    whole = route(batch)
    known = _known(whole)
    rows = np.flatnonzero((known.reasons == 0) | (known.alone == 0) & whole.dates_matter)
    if not worth_selecting(rows, batch.size):
        return _Answering(whole, batch, known, places).answer
    few = batch.of_rows(rows)
    return _Answering(route(few), few, known.of(rows), places).answer.spread(rows, batch.size, known)


def _known(route: Route) -> Known:
    size = route.batch.size
    alone = _codes(route.stands_alone(), REASONS, size)
    no_other = alone == 0
    reasons = _codes(route.reasons(), REASONS, size) * no_other | _first_code(alone)
    return Known(alone, reasons, _codes(route.lasting_cautions(), CAUTIONS, size) * no_other)


class _Answering:
    """One route's answer, built once from its network and the reasons it gives."""

    def __init__(self, route: Route, batch: Batch, known: Known, rules: dict[str, int]):
        self.route, self.batch, self.known, self.rules = route, batch, known, rules

    @cached_property
    def answer(self) -> Answer:
        route = self.route
        latest_open = backward_pass(route.network)
        late = tighten(latest_open, route.network_to(self.start), {"work_starts": self.start})
        latest_open, late = self._without_what_nobody_knows(latest_open, late)
        step_by, float_days = self._step(late)
        return Answer(route, self.verdict, self._open(self.earliest), self._open(self.start), self._open(self.until),
                      self._shift(), self._steps * (~self.blocked).view(np.int8), step_by,
                      self._closes(latest_open), float_days, self._driving(), self.reasons, self.cautions,
                      route.early, late, latest_open, self._likely())

    @cached_property
    def earliest(self):
        return self.route.early.date["work_starts"]

    @cached_property
    def start(self):
        return planned_start(self.earliest, self.batch)

    @cached_property
    def until(self):
        return self.route.until(self.start)

    @cached_property
    def reasons(self):
        dated = _codes(self.route.reasons_for(self.start, self.until), REASONS, self.batch.size) * (self.known.alone == 0)
        too_late = self._too_late
        if self._any_held:
            dated, too_late = dated * ~self.route.held, choose(self.route.held, self._offered_too_late, too_late)
        reasons = self.known.reasons | dated
        return reasons | _codes([("too_late_to_start", (reasons == 0) & too_late)], REASONS, self.batch.size)

    @cached_property
    def _too_late(self):
        late = self.start > self.until
        last = self.route.last_start()
        return late if last is None else late | (self.start > last)

    @cached_property
    def _offered_too_late(self):
        """Rows whose offer starts after the last day for it: no other day has to be known."""
        last = self.route.last_start()
        return False if last is None else self.batch.offer_start > last

    @cached_property
    def blocked(self):
        return self.reasons != 0

    # A held case: whether the route is open can be told, and what to do until filing; no day after that can

    @cached_property
    def _any_held(self):
        return bool(np.any(self.route.held))

    @cached_property
    def unknown(self):
        return ~self.blocked & self.route.held

    @cached_property
    def _dateless(self):
        return self.blocked | self.unknown if self._any_held else self.blocked

    def _without_what_nobody_knows(self, latest_open, late):
        """The latest dates, of held rows those that hang on nothing after filing."""
        if not self._any_held:
            return latest_open, late
        before = backward_pass(self.route.network.until("approved"))
        return (_Chosen(latest_open.network, {name: choose(self.route.held, before.date[name], dates.date[name])
                                              for name in latest_open.network.milestones}) for dates in (latest_open, late))

    @cached_property
    def verdict(self):
        offer, end = self.batch.has_offer_start, self.batch.cases.offer_end
        short = offer & (end != BLANK) & (self.until < end)
        late = offer & (self.earliest > self.batch.offer_start)
        verdict = np.int8(YES) - short.view(np.int8) * np.int8(YES - PARTLY)
        np.minimum(verdict, np.int8(YES) - late.view(np.int8) * np.int8(YES - LATER), out=verdict)
        if self._any_held:
            verdict = np.where(self.unknown, np.int8(UNKNOWN), verdict)
        return verdict * (~self.blocked).view(np.int8)

    @cached_property
    def cautions(self):
        weekend = ("weekend_start", (self.start + 3) % 7 >= 5)
        others = _codes([*self.route.cautions(self.start, self.until), weekend], CAUTIONS, self.batch.size)
        if self._any_held:
            others = others & ~(_DATED * self.unknown) | _codes([("held_case", self.unknown)], CAUTIONS, self.batch.size)
        return self.known.cautions | others * ~self.blocked

    def _open(self, column):
        return choose(self._dateless, BLANK, column)

    def _shift(self):
        shift = np.maximum(self.earliest - self.batch.offer_start, 0)
        return choose(self.batch.has_offer_start & ~self._dateless, shift, BLANK)

    @cached_property
    def _steps(self):
        return np.broadcast_to(np.asarray(self.route.next_step, np.int8), self.batch.size)

    def _step(self, late):
        """Latest and earliest day of the next step."""
        by, early = self._at_step(late), self._at_step(self.route.early)
        known = ~self.blocked & (by < _BEYOND) & (by != BLANK)          # beyond: this start does not depend on the step
        return choose(known, by, BLANK), choose(known, by - early, BLANK)

    def _closes(self, latest_open):
        closes = self._at_step(latest_open, but=APPROVED)
        return choose(~self.blocked & (closes < _BEYOND), closes, BLANK)

    def _at_step(self, dates: Dates, but: int = NOTHING):
        """The date of each row's own next step, BLANK where it has none."""
        column = BLANK
        for step, milestone in STEP_MILESTONES.items():
            if step != but and milestone in dates.date:
                column = choose(self._steps == step, dates.date[milestone], column)
        return np.broadcast_to(np.asarray(column, np.int32), self.batch.size)

    def _driving(self):
        rule = longest_wait(self.route.early, "work_starts", self.rules, self.batch.on)
        return rule.astype(np.int16) * ~self._dateless

    def _likely(self):
        waits = hasattr(self.route, "wait_series")
        return likely_reading(self.route, self.batch, self._dateless | self.route.undated) if waits else no_reading(self.batch.size)


@dataclass(frozen=True)
class _Chosen:
    """Latest dates of a network, put together from two passes."""
    network: Network
    date: dict[str, np.ndarray]


_BEYOND = FAR_OFF - 3660                 # a latest date that nothing pulls


def _codes(coded, order, size) -> np.ndarray:
    """Masks by code as one uint32 column of bits, in the order of the codes."""
    bits = np.zeros(size, np.uint32)
    for code, mask in coded:
        bits |= np.asarray(mask).astype(np.uint32) << np.uint32(order.index(code))
    return bits


_DATED = _codes([(code, np.ones(1, bool)) for code in (      # cautions that say something about a day after filing
    "processing_overdue", "premium_from_today", "requested_start_unknown", "unemployment_limit", "work_gap", "weekend_start",
    "projected_calendar", "one_card_at_a_time", "evidence_request", "limit_of_the_first_card")], CAUTIONS, 1)


def _first_code(bits: np.ndarray) -> np.ndarray:
    return bits & -bits.astype(np.int64).astype(np.uint32)
