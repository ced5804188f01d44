"""Two plans of one caseload side by side: who changes verdict, by how many days, and who newly misses the offer's start.

A scenario is a what-if with a name: another world, perhaps another status date. Every case is compared by its best route in
each of the two plans, as a person would: what counts is whether and when the work can start, not by which form.
"""
from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from planner.answer import NO
from planner.cases import Cases
from planner.days import BLANK, day
from planner.facts import contradictions
from planner.queue import Queue, queue_of_cases
from planner.routes import VERDICTS
from planner.what_if import WhatIf, apply
from planner.world import World

CHANGED = ("verdict", "route", "earliest_start", "shift_days", "authorized_until", "next_step", "by")


@dataclass(frozen=True)
class Scenario:
    """A named what-if in force: `on` is its status date, `spec` what it was made from."""
    title: str
    world: World
    on: int
    spec: WhatIf

    def queue(self, cases: Cases) -> Queue:
        """The same cases answered under the scenario."""
        return queue_of_cases(cases, self.on, self.world)


def scenario(spec: WhatIf, world: World, on: int) -> Scenario:
    """A what-if in a world; its own status date where it has one, else `on`; BadInput for what cannot be understood.

    >>> from planner.world import load_world
    >>> slow = scenario(WhatIf(title="USCIS slows down", processing={"i765_standard": 180}), load_world(), day("2026-11-22"))
    >>> slow.title, slow.on == day("2026-11-22")
    ('USCIS slows down', True)
    """
    changed = apply(world, spec)
    return Scenario(spec.title, changed, day(spec.on) if spec.on else on, spec)


def distinct(scenarios: list[Scenario]) -> list[Scenario]:
    """The same scenarios, each with a title of its own: a second "What if" becomes "What if (2)"."""
    named: dict[str, Scenario] = {}
    for one in scenarios:
        title, n = one.title, 2
        while title in named:
            title, n = f"{one.title} ({n})", n + 1
        named[title] = replace(one, title=title)
    return list(named.values())


@dataclass(frozen=True, eq=False)
class Changes:
    """What a scenario changes in a caseload: two queues of the same cases; rows in `impossible` are left out.

    impossible: cases that cannot be planned on the scenario's status date, because they hold a fact that lies after it.
    """
    before: Queue
    after: Queue
    impossible: np.ndarray

    @cached_property
    def days(self) -> np.ndarray:
        """How many days later the work starts (int32, BLANK where it cannot in one of the two): the planned start, the
        offer's day or later: a first possible day long before the offer helps nobody.
        """
        first, second = self.before.start, self.after.start
        known = (first != BLANK) & (second != BLANK) & ~self.impossible
        return np.where(known, second - first, BLANK).astype(np.int32)

    @cached_property
    def changed(self) -> np.ndarray:
        """Cases in which anything a person would notice is another."""
        either = [getattr(self.before, name) != getattr(self.after, name) for name in CHANGED]
        return np.logical_or.reduce([*either, self.before.expedited != self.after.expedited]) & ~self.impossible

    @cached_property
    def only_until(self) -> np.ndarray:
        """Cases whose start stays and whose last day of work is another."""
        return self._still & (self.before.authorized_until != self.after.authorized_until)

    @cached_property
    def only_act(self) -> np.ndarray:
        """Cases whose start and last day of work stay and that must take another step, or on another day."""
        other = (self.before.by != self.after.by) | (self.before.next_step != self.after.next_step)
        return self._still & ~self.only_until & other

    @property
    def _still(self) -> np.ndarray:
        return self.changed & (self.days == 0)

    @cached_property
    def other_verdict(self) -> np.ndarray:
        return (self.before.verdict != self.after.verdict) & ~self.impossible

    @cached_property
    def newly_missed(self) -> np.ndarray:
        """Cases that could make the offer's start and no longer can."""
        return self.before.in_time & ~self.after.in_time & ~self.impossible

    @cached_property
    def newly_made(self) -> np.ndarray:
        """Cases that could not make the offer's start and now can."""
        return ~self.before.in_time & self.after.in_time & ~self.impossible

    @cached_property
    def newly_hurried(self) -> np.ndarray:
        """Cases that are in time only if the office is asked for a faster answer, and were not so before."""
        return self.after.expedited & ~self.before.expedited & ~self.impossible

    @cached_property
    def ranked(self) -> np.ndarray:
        """Changed rows: who newly misses the start, then who newly needs a faster answer to make it, then who newly makes it, then
        other verdicts; most days first."""
        kind = np.select([self.newly_missed, self.newly_hurried, self.newly_made, self.other_verdict], [0, 1, 2, 3], 4)
        return (order := np.lexsort((-_size(self), kind)))[self.changed[order]]

    def verdicts(self) -> tuple[np.ndarray, np.ndarray]:
        """How many cases have each verdict of VERDICTS, before and after; the impossible ones are in neither."""
        return tuple(np.bincount(queue.verdict[~self.impossible], minlength=len(VERDICTS)) for queue in (self.before, self.after))


def _size(changes: Changes) -> np.ndarray:
    """Days moved, whichever way; a case that is closed in one of the two moves farthest of all."""
    closed = (changes.before.verdict == NO) != (changes.after.verdict == NO)
    return np.where(changes.days == BLANK, np.where(closed, np.iinfo(np.int32).max, 0), np.abs(changes.days.astype(np.int64)))


def compared(cases: Cases, before: Queue, one: Scenario) -> Changes:
    """What a scenario changes for cases whose queue is known already."""
    return Changes(before, one.queue(cases), impossible_on(cases, one))


def impossible_on(cases: Cases, one: Scenario) -> np.ndarray:
    """Cases whose facts contradict the scenario's status date."""
    rows = np.zeros(len(cases), bool)
    rows[[row for row, *_ in contradictions(cases, one.on, one.world.law)]] = True
    return rows
