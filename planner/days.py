"""Calendar arithmetic on arrays of days: a day is an int32 count since 1970-01-01, so a million dates are one column.

A lag is a monotone map of days with two exact inverses:
    add(d)    the day the lag leads to
    undo(x)   the latest day d with add(d) <= x     ("submit by")
    reach(x)  the earliest day d with add(d) >= x   ("not worth asking before")
Months and business days are look-ups in tables from 1970 to HORIZON; the dates of a case lie well inside (FIRST to LAST).
"""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import holidays
import numpy as np

BLANK = int(np.iinfo(np.int32).min)
EPOCH = date(1970, 1, 1)


def day(when: str | date) -> int:
    """Days from 1970-01-01 to an ISO date.

    >>> day("1970-01-02"), day(date(2026, 11, 22))
    (1, 20779)
    """
    return ((date.fromisoformat(when) if isinstance(when, str) else when) - EPOCH).days


def to_date(number: int) -> date | None:
    """The calendar date of a day, None for BLANK.

    >>> to_date(20779).isoformat(), to_date(BLANK)
    ('2026-11-22', None)
    """
    return None if number == BLANK else EPOCH + timedelta(int(number))


LONG_AGO = day("1980-01-01")              # earlier than every date in a case: constrains nothing, and lags reach before it
FAR_OFF = day("2125-01-01")               # later than every date a case can lead to
HORIZON = day("2139-12-31")               # the last day in the tables
FIRST, LAST = day("2009-01-01"), day("2099-12-31")      # dates a case may hold: the rules of 2008-04-08 govern them all


@dataclass(frozen=True)
class CalendarDays:
    """`d + n days`: weekends and holidays count. `n` is one number or a column.

    >>> to_date(CalendarDays(60).add(day("2027-05-14"))).isoformat()
    '2027-07-13'
    """
    n: int | np.ndarray

    def add(self, d):
        return d + self.n

    def undo(self, x):
        return x - self.n

    reach = undo


@dataclass(frozen=True)
class Months:
    """`d + n months`: the same day of the month, or the last day of a shorter month.

    >>> to_date(Months(9).add(day("2027-05-31"))).isoformat(), to_date(Months(12).add(day("2024-02-29"))).isoformat()
    ('2028-02-29', '2025-02-28')
    """
    n: int | np.ndarray

    def add(self, d):
        t = _months()
        month = t.index[d] + self.n
        return t.first[month] + np.minimum(t.day_of_month[d], t.length[month]) - 1

    def undo(self, x):
        t = _months()
        month = t.index[x] - self.n
        month_is_over = t.day_of_month[x] == t.length[t.index[x]]
        last = np.where(month_is_over, t.length[month], np.minimum(t.day_of_month[x], t.length[month]))
        return t.first[month] + last - 1

    def reach(self, x):
        t = _months()
        month = t.index[x] - self.n
        exists = t.day_of_month[x] <= t.length[month]
        return np.where(exists, t.first[month] + t.day_of_month[x] - 1, t.first[month + 1])


@dataclass(frozen=True)
class _MonthTable:
    index: np.ndarray           # day -> month since 1970-01
    day_of_month: np.ndarray    # day -> 1..31
    first: np.ndarray           # month -> its first day
    length: np.ndarray          # month -> 28..31


@cache
def _months() -> _MonthTable:
    count = 12 * (2140 - 1970)
    first = (np.datetime64("1970-01") + np.arange(count + 1)).astype("M8[D]").astype(np.int32)
    length = np.diff(first)
    index = np.repeat(np.arange(count, dtype=np.int32), length)
    return _MonthTable(index, (np.arange(len(index)) - first[index] + 1).astype(np.int32), first, length)


class Offices:
    """Business days of several offices as two look-ups: how many have passed by a day, and which day is the k-th.

    closures: for each office the days (ints) it is closed besides Saturdays and Sundays.
    """

    def __init__(self, closures: Iterable[Iterable[int]]):
        span = np.arange(HORIZON + 1)
        opened = np.array([self._open(span, shut) for shut in closures])
        rank = np.cumsum(opened, axis=1, dtype=np.int32)
        self.width = len(span)
        nth = np.full(opened.shape, HORIZON, np.int32)
        for office, is_open in enumerate(opened):
            days = np.flatnonzero(is_open)
            nth[office, 1:len(days) + 1] = days
            nth[office, 0] = LONG_AGO
        self.rank, self.nth, self.opened = rank.ravel(), nth.ravel(), opened

    @staticmethod
    def _open(span, shut):
        opened = (span + 3) % 7 < 5                     # 1970-01-01 was a Thursday
        shut = np.fromiter(shut, np.int64)
        opened[shut[(shut >= 0) & (shut <= HORIZON)]] = False
        return opened


@dataclass(frozen=True)
class BusinessDays:
    """`d + n business days` of an office: the n-th day it is open strictly after `d`; n = 0 is `d` itself.

    office: row of the table, one number or a column; n: one number or a column, at least 0.

    >>> federal = Offices([us_federal_holidays()])
    >>> lag = BusinessDays(federal, 0, 10)
    >>> to_date(lag.add(day("2022-06-27"))).isoformat(), to_date(lag.undo(day("2026-12-21"))).isoformat()
    ('2022-07-12', '2026-12-07')
    """
    offices: Offices
    office: int | np.ndarray
    n: int | np.ndarray

    def add(self, d):
        base = self.office * self.offices.width
        return self._unless_zero(d, self.offices.nth[base + self.offices.rank[base + d] + self.n])

    def undo(self, x):
        base = self.office * self.offices.width
        return self._unless_zero(x, self.offices.nth[base + self.offices.rank[base + x] - self.n + 1] - 1)

    def reach(self, x):
        base = self.office * self.offices.width
        return self._unless_zero(x, self.offices.nth[base + self.offices.rank[base + x - 1] - self.n + 1])

    def _unless_zero(self, d, moved):
        if np.ndim(self.n) == 0:
            return moved if self.n else d
        return np.where(self.n == 0, d, moved)


@cache
def us_federal_holidays() -> frozenset[int]:
    """Days on which the federal offices are closed: the observed days, weekends left out.

    >>> day("2026-11-26") in us_federal_holidays(), day("2026-07-03") in us_federal_holidays()
    (True, True)
    """
    return frozenset(day(d) for d in holidays.country_holidays("US", years=range(2008, 2106)) if d.weekday() < 5)
