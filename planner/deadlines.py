"""Dated duties and edges of a student's stay: windows, reports, last days of work, the last day in the country."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from planner.days import BLANK, day, to_date
from planner.duties import DERIVED, Due, due_dates
from planner.law import Law, Value


@dataclass(frozen=True)
class Deadline:
    """One dated duty or edge of one student, in plain values.

    `done` is the day that shows it is done, `stricter` an earlier day by a stricter reading; `value` is the number of law
    behind it, with its citation, status and the day it was checked.
    """
    id: str
    title: str
    kind: str
    date: date
    since: date
    stricter: date | None
    done: date | None
    actor: str
    document: str
    rule: str
    says: str
    value: Value
    anchor: str


Days = date | Iterable[date] | None


def deadlines(known: Mapping[str, Days], law: Law, status: str = "F-1", stem: bool = True) -> list[Deadline]:
    """Every dated duty and edge of one student, in the order of time.

    known: days by the names in ANCHORS; an anchor may have several (each job, each CPT). stem: the degree is on the list.

    >>> from planner.law import load_law
    >>> stem = {"stem_starts": date(2027, 2, 1), "stem_ends": date(2029, 1, 31)}
    >>> for one in deadlines(stem, load_law())[:3]:
    ...     print(one.date, one.title)
    2027-08-13 STEM report after 6 months
    2028-02-10 Self-evaluation after 12 months
    2028-02-15 STEM report after 12 months
    """
    columns = {name: np.array([day(one) for one in _days(days)] or [BLANK], np.int32) for name, days in known.items()}
    single = {name: column.max() for name, column in columns.items()}
    first = {name: column.min() for name, column in columns.items()}
    found = []
    for name in (*columns, *DERIVED):
        days = single | ({name: columns[name]} if name in columns else {})
        for due in due_dates(days, law, status == "F-1", stem, counted_from=name):
            found += _in_plain_values(due, first, law)
    return sorted(found, key=lambda one: (one.date, one.id))


def _days(days: Days) -> list[date]:
    return [] if days is None else [days] if isinstance(days, date) else list(days)


def _in_plain_values(due: Due, first: Mapping[str, int], law: Law) -> Iterator[Deadline]:
    duty = due.duty
    done = first.get(duty.done_by, BLANK)
    for since, when, stricter in np.broadcast(due.since, due.date, due.stricter):
        if when != BLANK:
            yield Deadline(duty.id, duty.title.format(months=due.months), duty.kind, to_date(when), to_date(since),
                           to_date(stricter), to_date(done), duty.actor, duty.document, duty.rule, law.rules[duty.rule].says,
                           law.newest_by(duty.rule, int(since)), duty.anchor)
