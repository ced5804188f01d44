"""A plan is a temporal network: milestones, and arcs that say how far apart two of them are at least or at most.

Who owns an arc (law, school, agency, host) makes no difference to it. An "at most" arc is an "at least" arc read
backwards: `filed <= recommended + 30` says that the recommendation may not be earlier than `filed` walked back 30 days.
"""
from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np

from planner.days import FAR_OFF, LONG_AGO, CalendarDays, choose


class Lag(Protocol):
    """A monotone map of days with its inverses (planner.days)."""
    def add(self, d): ...
    def undo(self, x): ...
    def reach(self, x): ...


@dataclass(frozen=True)
class Backwards:
    """A lag walked from its end to its beginning.

    >>> Backwards(CalendarDays(30)).add(100)
    70
    """
    lag: Lag

    def add(self, d):
        return self.lag.reach(d)

    def undo(self, x):
        return self.lag.add(x)


@dataclass(frozen=True)
class Arc:
    """`after` is not earlier than `lag` from `before`, for the rows in `where` (None: for all); `rule` says why."""
    before: str
    after: str
    lag: Lag
    rule: str
    where: np.ndarray | None = None


SAME_DAY = CalendarDays(0)


def at_least(before: str, after: str, lag: Lag, rule: str, where=None) -> tuple[Arc, ...]:
    """`after` happens on `before + lag` or later."""
    return (Arc(before, after, lag, rule, where),)


def at_most(before: str, after: str, lag: Lag, rule: str, where=None) -> tuple[Arc, ...]:
    """`after` happens on `before + lag` or earlier."""
    return (Arc(after, before, Backwards(lag), rule, where),)


def exactly(before: str, after: str, lag: Lag, rule: str, where=None) -> tuple[Arc, ...]:
    """`after` happens on `before + lag`: a lead time that nobody can stretch."""
    return at_least(before, after, lag, rule, where) + at_most(before, after, lag, rule, where)


def _narrower(pick, gate, other):
    return gate if other is None else other if gate is None else pick(gate, other)


@dataclass(frozen=True)
class Imposed:
    """A date that is given, not computed: a fact of the case, for the rows in `where` (None: for all)."""
    date: np.ndarray | int
    where: np.ndarray | None = None

    def or_else(self, date: int) -> np.ndarray:
        """The fact, or `date` for the rows that have none."""
        given = np.asarray(self.date, np.int32)
        return given if self.where is None else choose(self.where, given, date)


@dataclass(frozen=True)
class Network:
    """Milestones in the order of time, arcs, imposed dates; `size` rows at once.

    Milestones not in `milestones` but imposed are anchors: every row has their date (program_ends, status_date).
    """
    size: int
    milestones: tuple[str, ...]
    arcs: tuple[Arc, ...]
    imposed: dict[str, Imposed]

    @cached_property
    def push_gates(self) -> list[np.ndarray | None]:
        """For each arc FAR_OFF in the rows where it may push `after`, LONG_AGO elsewhere: no early date passes a closed gate."""
        held = {name: self._fact_gate(name, FAR_OFF, LONG_AGO) for name in self.milestones}
        return [_narrower(np.minimum, gate, held.get(arc.after)) for arc, gate in zip(self.arcs, self._own_gates, strict=True)]

    @cached_property
    def pull_gates(self) -> list[np.ndarray | None]:
        """For each arc LONG_AGO in the rows where it may pull `before`, FAR_OFF elsewhere: no late date passes a closed gate."""
        held = {name: self._fact_gate(name, LONG_AGO, FAR_OFF) for name in self.milestones}
        mirrored = [None if gate is None else LONG_AGO + FAR_OFF - gate for gate in self._own_gates]
        return [_narrower(np.maximum, gate, held.get(arc.before)) for arc, gate in zip(self.arcs, mirrored, strict=True)]

    @cached_property
    def _own_gates(self) -> list[np.ndarray | None]:
        return [None if arc.where is None else choose(arc.where, FAR_OFF, LONG_AGO) for arc in self.arcs]

    def _fact_gate(self, name: str, opened: int, closed: int) -> np.ndarray | None:
        """A fact does not move: its rows are closed to every arc. None where the milestone has no fact in any row."""
        if name not in self.imposed:
            return None
        fact = self.imposed[name].where
        if fact is None:
            return np.full(self.size, closed, np.int32)
        return choose(fact, closed, opened) if fact.any() else None

    def until(self, milestone: str) -> Network:
        """The network of what lies before a milestone: nothing leads to it any more, or back from it."""
        arcs = tuple(arc for arc in self.arcs if milestone not in (arc.before, arc.after))
        return Network(self.size, self.milestones, arcs, self.imposed)

    def with_arcs(self, more: tuple[Arc, ...]) -> Network:
        return Network(self.size, self.milestones, self.arcs + more, self.imposed)
