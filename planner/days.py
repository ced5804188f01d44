"""Calendar arithmetic on arrays of days: a day is an int32 count since 1970-01-01, so a million dates are one column.

A lag is a monotone map of days with two exact inverses:
    add(d)    the day the lag leads to
    undo(x)   the latest day d with add(d) <= x     ("submit by")
    reach(x)  the earliest day d with add(d) >= x   ("not worth asking before")
Months and business days are look-ups in tables from 1970 to HORIZON; the dates of a case lie well inside (FIRST to LAST).
"""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache

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
DAYS_IN_TABLE = HORIZON + 1
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


@dataclass(frozen=True, eq=False)
class Table:
    """A lag tabulated over every day from 1970 to HORIZON: one look-up each way.

    Several rows may stand behind one another (one per school); `row` then says which is each case's (None: there is one).
    """
    added: np.ndarray
    undone: np.ndarray
    reached: np.ndarray
    row: np.ndarray | None = None

    def add(self, d):
        return self._look_up(self.added, d)

    def undo(self, x):
        return self._look_up(self.undone, x)

    def reach(self, x):
        return self._look_up(self.reached, x)

    def _look_up(self, table, d):
        return np.take(table, d if self.row is None else d + self.row)

    @classmethod
    def of_rows(cls, tables: Sequence[Table], column: np.ndarray) -> Table:
        """One lag per case: `column` says which of the tables is each case's."""
        distinct = tuple(dict.fromkeys(tables))
        if len(distinct) == 1:
            return tables[0]
        place = np.array([distinct.index(table) for table in tables], np.intp) * DAYS_IN_TABLE
        return cls(*_behind_one_another(distinct), place[column])


@lru_cache(maxsize=32)
def _behind_one_another(tables: tuple[Table, ...]) -> tuple[np.ndarray, ...]:
    return tuple(np.concatenate([getattr(table, way) for table in tables]) for way in ("added", "undone", "reached"))


@cache
def months(n: int) -> Table:
    """`d + n months`: the same day of the month, or the last day of a shorter month.

    >>> to_date(months(9).add(day("2027-05-31"))).isoformat(), to_date(months(12).add(day("2024-02-29"))).isoformat()
    ('2028-02-29', '2025-02-28')
    """
    t, d = _months(), np.arange(DAYS_IN_TABLE)
    index, day_of_month = t.index, t.day_of_month
    ahead, back = np.minimum(index + n, t.last), np.maximum(index - n, 0)
    added = t.first[ahead] + np.minimum(day_of_month, t.length[ahead]) - 1
    month_is_over = day_of_month == t.length[index]
    undone = t.first[back] + np.where(month_is_over, t.length[back], np.minimum(day_of_month, t.length[back])) - 1
    exists = day_of_month <= t.length[back]
    reached = np.where(exists, t.first[back] + day_of_month - 1, t.first[back + 1])
    return Table(*(way[d].astype(np.int32) for way in (added, undone, reached)))


def first_of_months(d: np.ndarray, n: int) -> np.ndarray:
    """First day of the twelve months in which a day lies, where a year begins `n` months after January.

    >>> [str(to_date(first_of_months(day(d), 9))) for d in ("2026-09-30", "2026-10-01", "2027-02-28")]
    ['2025-10-01', '2026-10-01', '2026-10-01']
    """
    t = _months()
    return t.first[(t.index[d] - n) // 12 * 12 + n].astype(np.int32)


def years(n: int) -> Table:
    """`d + n years`: the same day of the year; 29 February becomes the 28th where there is none.

    >>> to_date(years(10).add(day("2024-02-29"))).isoformat()
    '2034-02-28'
    """
    return months(12 * n)


@dataclass(frozen=True)
class _MonthTable:
    index: np.ndarray           # day -> month since 1970-01
    day_of_month: np.ndarray    # day -> 1..31
    first: np.ndarray           # month -> its first day
    length: np.ndarray          # month -> 28..31
    last: int                   # the last month


@cache
def _months() -> _MonthTable:
    count = 12 * (2140 - 1970)
    first = (np.datetime64("1970-01") + np.arange(count + 1)).astype("M8[D]").astype(np.int32)
    length = np.diff(first)
    index = np.repeat(np.arange(count, dtype=np.int32), length)
    return _MonthTable(index, (np.arange(len(index)) - first[index] + 1).astype(np.int32), first, length, count - 1)


@cache
def calendar_days(n: int) -> Table:
    """`d + n days` as a table, for a lag that stands beside those in business days.

    >>> to_date(calendar_days(14).add(day("2026-12-21"))).isoformat()
    '2027-01-04'
    """
    d = np.arange(DAYS_IN_TABLE, dtype=np.int32)
    back = np.maximum(d - n, 0)
    return Table(np.minimum(d + n, HORIZON), back, back)


@lru_cache(1024)
def business_days(closures: frozenset[int], n: int) -> Table:
    """`d + n business days` of an office: the n-th day it is open strictly after `d`; n = 0 is `d` itself.

    closures: the days (since 1970-01-01) on which the office is closed besides Saturdays and Sundays.
    Behind the table stand two look-ups: how many business days have passed by a day, and which day is the k-th.

    >>> lag = business_days(us_federal_holidays(), 10)
    >>> to_date(lag.add(day("2022-06-27"))).isoformat(), to_date(lag.undo(day("2026-12-21"))).isoformat()
    ('2022-07-12', '2026-12-07')
    """
    d = np.arange(DAYS_IN_TABLE, dtype=np.int32)
    if n == 0:
        return Table(d, d, d)
    opened = open_days(closures)
    passed = np.cumsum(opened)                                  # business days up to and with each day
    nth = np.concatenate([[LONG_AGO], np.flatnonzero(opened)])
    kth = lambda k: nth[np.clip(k, 0, len(nth) - 1)]            # noqa: E731
    before = np.concatenate([[0], passed[:-1]])
    return Table(*(way.astype(np.int32) for way in (kth(passed + n), kth(passed - n + 1) - 1, kth(before - n + 1))))


@lru_cache(1024)
def open_days(closures: frozenset[int]) -> np.ndarray:
    """For every day from 1970 to HORIZON whether an office with these closures is open."""
    opened = (np.arange(DAYS_IN_TABLE) + 3) % 7 < 5             # 1970-01-01 was a Thursday
    shut = np.fromiter(closures, np.int64, len(closures))
    opened[shut[(shut >= 0) & (shut < DAYS_IN_TABLE)]] = False
    return opened


@lru_cache(1024)
def last_open_days(closures: frozenset[int]) -> np.ndarray:
    """For every day from 1970 to HORIZON the last day up to it on which an office with these closures is open; int32.

    >>> to_date(last_open_days(us_federal_holidays())[day("2027-01-31")]).isoformat()
    '2027-01-29'
    """
    d = np.arange(DAYS_IN_TABLE, dtype=np.int32)
    return np.maximum.accumulate(np.where(open_days(closures), d, np.int32(0)))


def choose(mask: np.ndarray, yes, no) -> np.ndarray:
    """`yes` where the mask holds, else `no`, as int32: a select without branches, six times faster than np.where here.

    >>> choose(np.array([True, False]), 5, BLANK).tolist() == [5, BLANK]
    True
    """
    yes, no = np.asarray(yes, np.int32), np.asarray(no, np.int32)
    return (yes ^ no) * mask ^ no


@cache
def us_federal_holidays() -> frozenset[int]:
    """Days on which the federal offices are closed: the observed days, weekends left out.

    >>> day("2026-11-26") in us_federal_holidays(), day("2026-07-03") in us_federal_holidays()
    (True, True)
    """
    return frozenset(day(d) for d in holidays.country_holidays("US", years=range(2008, 2106)) if d.weekday() < 5)
