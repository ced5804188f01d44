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

    @cached_property
    def gate(self) -> np.ndarray:
        """FAR_OFF for the rows the arc is for, LONG_AGO for the others: no earliest date passes a closed gate."""
        return choose(self.where, FAR_OFF, LONG_AGO)


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


@dataclass(frozen=True)
class Imposed:
    """A date that is given, not computed: a fact of the case, for the rows in `where` (None: for all)."""
    date: np.ndarray | int
    where: np.ndarray | None = None

    @cached_property
    def bounds(self) -> tuple[np.ndarray, np.ndarray]:
        """Earliest and latest the milestone can be: the fact, or anything for the rows that have none."""
        return choose(self.where, self.date, LONG_AGO), choose(self.where, self.date, FAR_OFF)


@dataclass(frozen=True)
class Network:
    """Milestones in the order of time, arcs, imposed dates; `size` rows at once.

    Milestones not in `milestones` but imposed are anchors: every row has their date (program_ends, status_date).
    """
    size: int
    milestones: tuple[str, ...]
    arcs: tuple[Arc, ...]
    imposed: dict[str, Imposed]

    def with_arcs(self, more: tuple[Arc, ...]) -> Network:
        return Network(self.size, self.milestones, self.arcs + more, self.imposed)
