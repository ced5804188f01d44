"""A day as a registrar writes it: the month in letters, the year in full, and a weekday that has to agree.

Figures alone are read year first; 05/06/2026 is two days, and nobody here guesses which.
"""
from __future__ import annotations

import re
from datetime import date

from planner.cells import Unreadable, read_day

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
WEEKDAY = r"(?:(?P<weekday>[a-z]{2,9})\.?,?\s+)?"
MONTH, NUMBER, YEAR = r"(?P<month>[a-z]{3,9})\.?", r"(?P<number>\d{1,2})(?:st|nd|rd|th)?", r"(?P<year>\d{4})"
SPELLED = (re.compile(rf"{WEEKDAY}{MONTH}\s+{NUMBER},?\s+{YEAR}"), re.compile(rf"{WEEKDAY}{NUMBER}[\s-]{MONTH}[\s,-]\s*{YEAR}"))


def read_written_day(cell: str) -> date:
    """A day as ISO or spelled out; Unreadable says what is wrong, and for figures in another order every reading.

    >>> [str(read_written_day(text)) for text in ("2026-08-24", "Mon, August 24, 2026", "Aug 24 2026", "24 Aug. 2026")]
    ['2026-08-24', '2026-08-24', '2026-08-24', '2026-08-24']
    >>> read_written_day("Tue, August 24, 2026")
    Traceback (most recent call last):
    planner.cells.Unreadable: is a Monday; ask which of the two is right, then correct it
    """
    text = " ".join(cell.split()).lower()
    found = next((match for pattern in SPELLED if (match := pattern.fullmatch(text)) and _month(match["month"])), None)
    if found is None:
        return read_day(cell)
    when = read_day(f"{found['year']}-{_month(found['month']):02}-{int(found['number']):02}")
    _check_weekday(found["weekday"], when)
    return when


def _month(name: str) -> int | None:
    """The number of a month from three of its letters or more; "Sept" is four."""
    return next((number for number, month in enumerate(MONTHS, 1) if month.startswith(name)), None)


def _check_weekday(written: str | None, when: date) -> None:
    if written is None:
        return
    named = [weekday for weekday in WEEKDAYS if weekday.lower().startswith(written)]
    if not named:
        raise Unreadable(f"begins with no weekday; write {when}")
    if WEEKDAYS[when.weekday()] not in named:
        raise Unreadable(f"is a {WEEKDAYS[when.weekday()]}; ask which of the two is right, then correct it")
