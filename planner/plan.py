"""Cases, law, schools and agency composed into a plan: for every case and route the verdict, the dates and what drives them."""
from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from planner.batch import Batch
from planner.cases import Cases
from planner.days import BLANK, FAR_OFF, choose
from planner.likely import Reading, likely_reading, no_reading
from planner.routes import CAUTIONS, REASONS, REGISTRY, VERDICTS, Route
from planner.routes.base import APPROVED, FILED, NEXT_STEPS, NOTHING, REQUESTED, planned_start
from planner.schedule import Dates, backward_pass, longest_wait
from planner.world import World, load_world

CHUNK = 1 << 16                       # rows whose columns fit the processor's cache
NO, LATER, PARTLY, YES = range(len(VERDICTS))
STEP_MILESTONES = {REQUESTED: "requested", FILED: "filed", APPROVED: "approved"}


@dataclass(frozen=True)
class Answer:
    """One route's answer for every case of a batch; int32 days with BLANK, int8 codes, uint32 bit masks of codes.

    `late` are the latest dates that still make the planned start, `latest_open` those that keep the route open at all.
    """
    route: Route
    verdict: np.ndarray
    earliest_start: np.ndarray
    start: np.ndarray
    authorized_until: np.ndarray
    shift_days: np.ndarray
    next_step: np.ndarray
    next_step_by: np.ndarray
    route_closes: np.ndarray
    float_days: np.ndarray
    driving_rule: np.ndarray
    reasons: np.ndarray
    cautions: np.ndarray
    late: Dates
    latest_open: Dates
    likely: Reading

    p50_start = property(lambda self: self.likely.p50_start)
    p80_start = property(lambda self: self.likely.p80_start)
    p95_start = property(lambda self: self.likely.p95_start)
    chance = property(lambda self: self.likely.chance)

    @property
    def early(self) -> Dates:
        return self.route.early


@dataclass(frozen=True)
class Plan:
    """The answers to a batch of cases on a status date (days since 1970-01-01), by route."""
    on: int
    cases: Cases
    world: World
    rule_ids: tuple[str, ...]
    routes: dict[str, Answer] = field(repr=False)


def make_plan(cases: Cases, on: int, world: World | None = None) -> Plan:
    """Answer every route for one batch of cases (one student, or up to CHUNK of them).

    >>> from planner.days import day, to_date
    >>> case = {"status": "F-1", "program_start": "2025-08-25", "program_end": "2027-05-14", "offer_start": "2026-12-21"}
    >>> cpt = make_plan(Cases.of([case]), on=day("2026-11-22")).routes["cpt"]
    >>> VERDICTS[cpt.verdict[0]], to_date(cpt.earliest_start[0]).isoformat(), to_date(cpt.next_step_by[0]).isoformat()
    ('yes', '2026-12-07', '2026-12-07')
    """
    world = world or load_world()
    batch = Batch(cases, on, world)
    places = rule_places(world)
    answers = {name: _Answering(route(batch), batch, places).answer for name, route in REGISTRY.items()}
    return Plan(on, cases, world, tuple(places), answers)


def plans(cases: Cases, on: int, world: World | None = None, chunk: int = CHUNK, threads: int = 2) -> Iterator[Plan]:
    """Plans of a long table of cases, chunk by chunk in its order: memory stays flat however many there are."""
    parts = (cases[at:at + chunk] for at in range(0, len(cases), chunk))
    yield from in_order(lambda part: make_plan(part, on, world), parts, threads)


def in_order(work, parts, threads: int = 2):
    """Map over parts on a few threads, in order, never more than one part ahead of the reader."""
    with ThreadPoolExecutor(threads) as pool:
        waiting = []
        for part in parts:
            waiting.append(pool.submit(work, part))
            if len(waiting) > threads:
                yield waiting.pop(0).result()
        while waiting:
            yield waiting.pop(0).result()


def rule_places(world: World) -> dict[str, int]:
    """Ids of everything that can hold a date, numbered; 0 is "nothing"."""
    leads = [f"lead_time.{key}" for key in next(iter(world.schools.values())).lead_time]
    return {rule: place for place, rule in enumerate(["", *world.law.rules, *leads, *world.processing.figures])}


class _Answering:
    """One route's answer, built once from its network and the reasons it gives."""

    def __init__(self, route: Route, batch: Batch, rules: dict[str, int]):
        self.route, self.batch, self.rules = route, batch, rules

    @cached_property
    def answer(self) -> Answer:
        route = self.route
        late = backward_pass(route.network_to(self.start), {"work_starts": self.start})
        latest_open = backward_pass(route.network)
        step_by, float_days = self._step(late)
        return Answer(route, self.verdict, self._open(self.earliest), self._open(self.start), self._open(self.until),
                      self._shift(), np.where(self.blocked, NOTHING, self._steps).astype(np.int8), step_by,
                      self._closes(latest_open), float_days, self._driving(), self.reasons, self.cautions,
                      late, latest_open, self._likely())

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
        alone = _codes(self.route.stands_alone(), REASONS, self.batch.size)
        others = _codes([*self.route.reasons(), *self.route.reasons_for(self.start, self.until)], REASONS, self.batch.size)
        others = np.where(others == 0, self._too_late.astype(np.uint32) << REASONS.index("too_late_to_start"), others)
        return np.where(alone == 0, others, _first_code(alone))

    @cached_property
    def _too_late(self):
        late = self.start > self.until
        last = self.route.last_start()
        return late if last is None else late | (self.start > last)

    @cached_property
    def blocked(self):
        return self.reasons != 0

    @cached_property
    def verdict(self):
        offer, end = self.batch.has_offer_start, self.batch.cases.offer_end
        verdict = np.where(offer & (end != BLANK) & (self.until < end), PARTLY, YES)
        verdict = np.where(offer & (self.earliest > self.batch.offer_start), LATER, verdict)
        return np.where(self.blocked, NO, verdict).astype(np.int8)

    @cached_property
    def cautions(self):
        lasting = _codes(self.route.lasting_cautions(), CAUTIONS, self.batch.size)
        weekend = ("weekend_start", (self.start + 3) % 7 >= 5)
        others = _codes([*self.route.cautions(self.start, self.until), weekend], CAUTIONS, self.batch.size)
        alone = _codes(self.route.stands_alone(), REASONS, self.batch.size) != 0
        return np.where(alone, np.uint32(0), np.where(self.blocked, lasting, lasting | others))

    def _open(self, column):
        return np.where(self.blocked, BLANK, column).astype(np.int32)

    def _shift(self):
        shift = np.maximum(self.earliest - self.batch.offer_start, 0)
        return self._open(np.where(self.batch.has_offer_start, shift, BLANK))

    @cached_property
    def _steps(self):
        return np.broadcast_to(np.asarray(self.route.next_step, np.int8), self.batch.size)

    def _step(self, late):
        """Latest and earliest day of the next step."""
        by, early = self._at_step(late), self._at_step(self.route.early)
        by = np.where(by < _BEYOND, by, BLANK)                # a step that this start does not depend on
        has_step = (by != BLANK) & (early != BLANK)
        return self._open(by), self._open(np.where(has_step, by - early, BLANK))

    def _closes(self, latest_open):
        closes = self._at_step(latest_open, but=APPROVED)
        return self._open(np.where(closes < _BEYOND, closes, BLANK))

    def _at_step(self, dates: Dates, but: int = NOTHING):
        """The date of each row's own next step, BLANK where it has none."""
        column = np.full(self.batch.size, BLANK, np.int32)
        for step, milestone in STEP_MILESTONES.items():
            if step != but and milestone in dates.date:
                np.copyto(column, dates.date[milestone], where=self._steps == step)
        return column

    def _driving(self):
        rule = longest_wait(self.route.early, "work_starts", self.rules, self.batch.on)
        return choose(~self.blocked, rule, 0).astype(np.int16)

    def _likely(self):
        return likely_reading(self.route, self.batch, self.blocked) if hasattr(self.route, "wait_series") else no_reading(self.batch.size)


_BEYOND = FAR_OFF - 3660                 # a latest date that nothing pulls


def _codes(coded, order, size) -> np.ndarray:
    """Masks by code as one uint32 column of bits, in the order of the codes."""
    bits = np.zeros(size, np.uint32)
    for code, mask in coded:
        bits |= np.asarray(mask).astype(np.uint32) << np.uint32(order.index(code))
    return bits


def _first_code(bits: np.ndarray) -> np.ndarray:
    return bits & -bits.astype(np.int64).astype(np.uint32)


def codes_in(bits: int, order: tuple[str, ...]) -> list[str]:
    """The codes of a bit mask, in their order.

    >>> codes_in(0b101, ("a", "b", "c"))
    ['a', 'c']
    """
    return [code for place, code in enumerate(order) if bits >> place & 1]


__all__ = ["Answer", "Plan", "make_plan", "plans", "in_order", "codes_in", "rule_places", "load_world", "CHUNK", "NEXT_STEPS"]
