"""Days as registrars write them: what has one reading is read, what has two is refused with both."""
from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.cells import Unreadable
from planner.written_days import MONTHS, WEEKDAYS, read_written_day

READ = [  # as written, the day, reason
    ("2026-08-24", "2026-08-24", "ISO"),
    ("Mon, August 24, 2026", "2026-08-24", "weekday and commas"),
    ("Monday, August 24, 2026", "2026-08-24", "in full"),
    ("Mon. Aug. 24, 2026", "2026-08-24", "with points"),
    ("Aug 24 2026", "2026-08-24", "short, no comma"),
    ("AUGUST 24, 2026", "2026-08-24", "in capitals"),
    ("  August  24,\u00a02026 ", "2026-08-24", "odd spaces"),
    ("August 1st, 2026", "2026-08-01", "an ordinal"),
    ("Sept. 1, 2026", "2026-09-01", "four letters"),
    ("Tues, Sep 1, 2026", "2026-09-01", "a long short weekday"),
    ("24 August 2026", "2026-08-24", "day first, the month in letters"),
    ("Mon 24 Aug 2026", "2026-08-24", "as this planner shows it"),
    ("24-Aug-2026", "2026-08-24", "as a spreadsheet writes it"),
    ("Feb 29, 2028", "2028-02-29", "a leap year"),
]
REFUSED = [
    ("Tue, August 24, 2026", "is a Monday; ask which of the two is right"),
    ("Mon, November 9, 2027", "is a Tuesday"),
    ("05/06/2026", "is ambiguous; write 2026-05-06 or 2026-06-05"),
    ("08/24/2026", "is not written year-month-day; write 2026-08-24"),
    ("24/08/2026", "is not written year-month-day; write 2026-08-24"),
    ("Feb 29, 2027", "is not a day of the calendar; February 2027 has 28 days"),
    ("August 32, 2026", "is not a day of the calendar"),
    ("August 24", "is not a date"),
    ("Aug 24 26", "is not a date"),
    ("Ju 24, 2026", "is not a date"),
    ("Nov 25-29, 2026", "is not a date"),
    ("Foo, August 24, 2026", "begins with no weekday; write 2026-08-24"),
    ("August 24, 1926", "lies outside 2009 to 2099"),
    ("tba", "is not a date"),
    ("", "is not a date"),
]


@pytest.mark.parametrize(("text", "expected", "reason"), READ)
def test_one_reading_is_read(text, expected, reason):
    assert str(read_written_day(text)) == expected, reason


@pytest.mark.parametrize(("text", "says"), REFUSED)
def test_no_reading_or_two_are_refused(text, says):
    with pytest.raises(Unreadable) as error:
        read_written_day(text)
    assert says in str(error.value)


@given(st.dates(date(2009, 1, 1), date(2099, 12, 31)), st.integers(3, 9), st.integers(3, 9))
def test_every_day_is_read_back_and_no_other_weekday_passes(when, letters, of_weekday):
    month, weekday = MONTHS[when.month - 1][:letters], WEEKDAYS[when.weekday()][:of_weekday]
    assert read_written_day(f"{weekday}, {month} {when.day}, {when.year}") == when
    tomorrow = when + timedelta(1)
    with pytest.raises(Unreadable):
        read_written_day(f"{WEEKDAYS[tomorrow.weekday()]}, {month} {when.day}, {when.year}")
