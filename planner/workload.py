"""Requests to the office under a plan: how many a week, and how long they wait where the office cannot take them all.

One request a student: the next one of the best route. Students ask on the latest day that still makes the planned start, or on the
earliest day they can; the first is how deadlines crowd, the second what an office sees that tells everybody to ask at once.
A crowded office is a queue, first come first served: each business day it finishes its share of the week's capacity.
"""
from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from planner.days import BLANK, DAYS_IN_TABLE, open_days
from planner.queue import CLOSED, Queue
from planner.routes import ALL_ROUTES
from planner.routes.base import REQUESTED

KINDS = {"CPT": ("cpt",), "OPT": ("opt_pre", "opt_post"), "STEM": ("opt_stem",), "AT": ("at",), "On campus": ("on_campus",)}
LONGEST = 1300                  # business days looked ahead: five years
WEEKDAYS = 5
LATEST, EARLIEST = "latest", "earliest"


@dataclass(frozen=True, eq=False)
class Requests:
    """Requests of a caseload: the day of each (int32, days since 1970-01-01) and the place of its kind in KINDS."""
    day: np.ndarray
    kind: np.ndarray

    def __len__(self) -> int:
        return len(self.day)

    def by_week(self, first: int, weeks: int) -> np.ndarray:
        """How many of each kind in each week (kinds, weeks); weeks begin on Mondays, the first on `first`."""
        week = (self.day - first) // 7
        counts = np.zeros((len(KINDS), weeks), np.int64)
        np.add.at(counts, (self.kind, np.clip(week, 0, weeks - 1)), (week >= 0) & (week < weeks))
        return counts


def requests(queue: Queue, when: str = LATEST) -> Requests:
    """The request that each student has yet to make; `when` is LATEST or EARLIEST."""
    kind = np.full(len(ALL_ROUTES), -1, np.int8)
    for place, routes in enumerate(KINDS.values()):
        kind[[list(ALL_ROUTES).index(name) for name in routes]] = place
    rows = np.flatnonzero((queue.next_step == REQUESTED) & (queue.by != BLANK) & (queue.own_bucket < CLOSED)
                          & (kind[queue.route] >= 0))
    late = np.maximum(queue.by[rows], queue.on)
    early = late - np.maximum(queue.float_days[rows], 0)
    return Requests(np.maximum(early if when == EARLIEST else late, queue.on), kind[queue.route[rows]])


def monday(day: int) -> int:
    """The Monday of a day's week.

    >>> from planner.days import day, to_date
    >>> to_date(monday(day("2026-11-22"))).isoformat()
    '2026-11-16'
    """
    return day - (day + 3) % 7              # 1970-01-01 was a Thursday


@dataclass(frozen=True, eq=False)
class Office:
    """What becomes of requests in an office with a capacity: business days, and how many arrive and are finished on each."""
    days: np.ndarray
    arrived: np.ndarray
    finished: np.ndarray

    @cached_property
    def waiting(self) -> np.ndarray:
        """Requests on the desk at the end of each business day."""
        return np.cumsum(self.arrived) - np.cumsum(self.finished)

    @cached_property
    def wait(self) -> np.ndarray:
        """For each request, first come first served, how many business days it lay before the office got to it."""
        places = np.arange(1, int(self.arrived.sum()) + 1)
        came = np.searchsorted(np.cumsum(self.arrived), places)
        done = np.searchsorted(np.cumsum(self.finished), places)
        return done - came

    @cached_property
    def came(self) -> np.ndarray:
        """For each request, in the same order, the business day on which the office had it."""
        return self.days[np.searchsorted(np.cumsum(self.arrived), np.arange(1, int(self.arrived.sum()) + 1))]

    @property
    def longest_wait(self) -> int:
        return int(self.wait.max(initial=0))

    def longest_by_week(self, first: int, weeks: int) -> np.ndarray:
        """The longest wait of the requests of each week; 0 where there are none."""
        longest = np.zeros(weeks, np.int64)
        week = (self.came - first) // 7
        inside = (week >= 0) & (week < weeks)
        np.maximum.at(longest, week[inside], self.wait[inside])
        return longest


def office(asked: Requests, on: int, capacity: int, closures: frozenset[int]) -> Office:
    """A queue of requests, first come first served, from the status date on.

    capacity: requests that the office finishes in a week of five business days, one at least; a day it is closed is lost. What
    arrives on a closed day is there on the next open one. What is not used on a day is not kept for the next.

    >>> from planner.days import day
    >>> monday = day("2026-11-30")
    >>> two_weeks = office(Requests(np.full(8, monday, np.int32), np.zeros(8, np.int8)), monday, 5, frozenset())
    >>> two_weeks.finished[:8].tolist(), two_weeks.longest_wait
    ([1, 1, 1, 1, 1, 1, 1, 1], 7)
    """
    days = on + np.flatnonzero(open_days(closures)[on:DAYS_IN_TABLE])[:LONGEST]
    arrived = np.bincount(np.searchsorted(days, np.clip(asked.day, days[0], days[-1])), minlength=len(days))
    finished, waiting = np.zeros(len(days), np.int64), 0
    for place, share in enumerate(_shares(days, capacity)):
        waiting += arrived[place]
        finished[place] = min(waiting, share)
        waiting -= finished[place]
    return Office(days, arrived, finished)


def _shares(days: np.ndarray, capacity: int) -> np.ndarray:
    """What each day can finish: whole requests, so that an open week adds up to the capacity."""
    weekday = (days + 3) % 7
    return (weekday + 1) * capacity // WEEKDAYS - weekday * capacity // WEEKDAYS
