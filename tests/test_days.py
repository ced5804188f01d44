"""Calendar arithmetic: worked dates, exact inverses, and business days against a naive count and against numpy."""
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reference import add_business_days, add_months, submit_by

from planner.days import (
    BLANK,
    DAYS_IN_TABLE,
    FAR_OFF,
    FIRST,
    HORIZON,
    LAST,
    LONG_AGO,
    CalendarDays,
    Table,
    business_days,
    choose,
    day,
    months,
    open_days,
    to_date,
    us_federal_holidays,
)

FEDERAL = us_federal_holidays()
CLOSED = {
    "weekends only": frozenset(),
    "federal holidays": FEDERAL,
    "and a winter break": FEDERAL | frozenset(range(day("2026-12-21"), day("2027-01-04"))),
    "every Monday of 2027": frozenset(range(day("2027-01-04"), day("2028-01-01"), 7)),
    "a closed day on a weekend": FEDERAL | {day("2026-11-28")},
    "days outside the tables": FEDERAL | {-5, HORIZON + 1},
}
SOME_DAYS = np.arange(day("2026-10-01"), day("2028-04-01"), dtype=np.int32)
EDGE_DAYS = np.unique(np.concatenate([SOME_DAYS, np.arange(FIRST, FIRST + 400), np.arange(LAST - 400, LAST + 1)]))


@pytest.mark.parametrize(("text", "number", "why"), [
    ("1970-01-01", 0, "day 0"),
    ("1969-12-31", -1, "the day before it"),
    ("2000-02-29", 11016, "a leap day of a century that has one"),
    ("2026-11-22", 20779, "the day of the worked table"),
    ("2100-03-01", 47541, "2100 has no leap day: the day after 28 February"),
])
def test_a_day_is_a_count_and_back(text, number, why):
    assert day(text) == day(date.fromisoformat(text)) == number, why
    assert to_date(number) == date.fromisoformat(text), why
    assert to_date(np.int32(number)) == date.fromisoformat(text), why


def test_blank_is_no_date_and_the_outer_days_lie_around_every_date_of_a_case():
    assert to_date(BLANK) is None
    assert BLANK < 0 < LONG_AGO < FIRST < LAST < FAR_OFF < HORIZON == DAYS_IN_TABLE - 1
    assert np.int32(BLANK) == BLANK, "it fits the columns"


# ---- calendar days --------------------------------------------------------------------------------------------------

@pytest.mark.parametrize(("start", "n", "end", "why"), [
    ("2027-05-14", 60, "2027-07-13", "the filing window's last day"),
    ("2027-05-14", -90, "2027-02-13", "and its first"),
    ("2028-05-12", -90, "2028-02-12", "a leap day in between"),
    ("2027-12-31", 60, "2028-02-29", "60 days end on the leap day"),
    ("2026-12-31", 60, "2027-03-01", "and a year earlier on 1 March"),
    ("2026-12-30", 2, "2027-01-01", "over the year's end"),
    ("2026-11-22", 0, "2026-11-22", "day 0 is the day itself"),
])
def test_calendar_days(start, n, end, why):
    lag = CalendarDays(n)
    assert lag.add(day(start)) == day(end), why
    assert lag.undo(day(end)) == lag.reach(day(end)) == day(start), why


def test_calendar_days_may_differ_by_row():
    lag = CalendarDays(np.array([30, 60]))
    assert lag.add(np.array([100, 100])).tolist() == [130, 160]
    assert lag.undo(np.array([130, 160])).tolist() == [100, 100]


# ---- months ---------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize(("start", "n", "end", "why"), [
    ("2025-08-25", 9, "2026-05-25", "E of the worked table"),
    ("2026-01-31", 1, "2026-02-28", "the last day of a shorter month"),
    ("2027-01-31", 13, "2028-02-29", "of a leap year"),
    ("2027-12-31", 2, "2028-02-29", "over the year's end"),
    ("2028-02-29", 12, "2029-02-28", "the year after a leap year has no 29 February"),
    ("2028-02-29", 48, "2032-02-29", "the next leap year has"),
    ("2027-02-28", 12, "2028-02-28", "same day of the month, not last day to last day"),
    ("2026-04-30", 1, "2026-05-30", "nor from a shorter month to a longer one"),
    ("2098-12-31", 14, "2100-02-28", "2100 is no leap year"),
    ("2026-12-15", 1, "2027-01-15", "over the year's end"),
    ("2026-07-31", 0, "2026-07-31", "no months"),
])
def test_months(start, n, end, why):
    assert to_date(months(n).add(day(start))) == date.fromisoformat(end), why


@pytest.mark.parametrize(("n", "end", "submit_by", "worth_from", "why"), [
    (1, "2027-02-28", "2027-01-31", "2027-01-28", "28 to 31 January all lead to 28 February"),
    (1, "2028-02-28", "2028-01-28", "2028-01-28", "in a leap year only the 28th does"),
    (1, "2028-02-29", "2028-01-31", "2028-01-29", "and 29 to 31 lead to the 29th"),
    (1, "2027-03-31", "2027-02-28", "2027-03-01", "no day of February leads to 31 March: the 28th stops short"),
    (1, "2027-03-29", "2027-02-28", "2027-03-01", "nor to the 29th"),
    (12, "2029-02-28", "2028-02-29", "2028-02-28", "the leap day counts like the 28th"),
])
def test_months_backwards(n, end, submit_by, worth_from, why):
    lag = months(n)
    assert to_date(lag.undo(day(end))).isoformat() == submit_by, why
    assert to_date(lag.reach(day(end))).isoformat() == worth_from, why


@pytest.mark.parametrize("n", range(37))
def test_months_against_a_count_by_hand(n):
    for d in SOME_DAYS[::3].tolist() + [day("2028-02-29"), day("2027-01-31"), day("2027-12-31")]:
        assert to_date(months(n).add(d)) == add_months(to_date(d), n)


# ---- business days --------------------------------------------------------------------------------------------------

@pytest.mark.parametrize(("start", "n", "end", "why"), [
    ("2022-06-27", 10, "2022-07-12", "the contract: 4 July closed"),
    ("2024-10-01", 7, "2024-10-10", "the contract: nothing closed"),
    ("2025-02-10", 7, "2025-02-20", "the contract: Presidents' Day closed"),
    ("2026-11-21", 1, "2026-11-23", "the contract: a Saturday's next business day is Monday"),
    ("2026-11-22", 10, "2026-12-07", "the contract's worked table: 26 November closed"),
    ("2026-11-26", 0, "2026-11-26", "day 0 whether or not the office is open"),
    ("2026-11-21", 0, "2026-11-21", "on a Saturday too"),
    ("2026-07-02", 1, "2026-07-06", "4 July 2026 is a Saturday, observed on Friday the 3rd"),
    ("2021-07-02", 1, "2021-07-06", "4 July 2021 is a Sunday, observed on Monday the 5th"),
    ("2027-12-30", 1, "2028-01-03", "1 January 2028 is a Saturday, observed in the year before"),
    ("2020-06-18", 1, "2020-06-19", "Juneteenth is not yet a federal holiday"),
    ("2021-06-17", 1, "2021-06-21", "its first year: 19 June 2021 is a Saturday, observed on Friday the 18th"),
    ("2026-12-24", 1, "2026-12-28", "Christmas is a Friday"),
    ("2026-12-07", 30, "2027-01-21", "premium: 25 December, 1 and 18 January closed"),
])
def test_business_days(start, n, end, why):
    assert to_date(business_days(FEDERAL, n).add(day(start))).isoformat() == end, why


@pytest.mark.parametrize(("end", "n", "latest", "worth_from", "why"), [
    ("2026-12-21", 10, "2026-12-07", "2026-12-07", "the contract: ten business days to the 21st"),
    ("2027-02-13", 10, "2027-01-31", "2027-02-01", "the contract: by a Sunday; Monday leads past the 13th, a Saturday"),
    ("2026-12-07", 10, "2026-11-22", "2026-11-20", "Friday, Saturday and Sunday all lead there"),
    ("2026-11-26", 1, "2026-11-24", "2026-11-25", "on a holiday only what was done two days before counts"),
    ("2026-11-22", 0, "2026-11-22", "2026-11-22", "nothing to wait for"),
])
def test_business_days_backwards(end, n, latest, worth_from, why):
    lag = business_days(FEDERAL, n)
    assert to_date(lag.undo(day(end))).isoformat() == latest, why
    assert to_date(lag.reach(day(end))).isoformat() == worth_from, why


@pytest.mark.parametrize("closures", CLOSED.values(), ids=CLOSED)
@pytest.mark.parametrize("n", [0, 1, 2, 3, 5, 7, 10, 15, 30, 60])
def test_business_days_against_numpy(closures, n):
    d = np.concatenate([EDGE_DAYS, SOME_DAYS]).astype("M8[D]")
    holidays = np.array(sorted(closures), "M8[D]")
    expected = np.busday_offset(d, n, roll="preceding", holidays=holidays) if n else d
    assert (business_days(closures, n).add(d.astype(np.int32)) == expected.astype(np.int32)).all()


@pytest.mark.parametrize("n", [0, 1, 5, 10, 30])
def test_business_days_against_a_naive_count(n):
    lag = business_days(FEDERAL, n)
    for d in range(day("2026-11-15"), day("2027-01-25")):
        assert to_date(lag.add(d)) == add_business_days(to_date(d), n)
        assert to_date(lag.undo(d)) == submit_by(to_date(d), n)


def test_own_closures_of_an_office_count():
    closed = FEDERAL | {day("2026-11-27")}
    assert to_date(business_days(closed, 1).add(day("2026-11-25"))).isoformat() == "2026-11-30"
    assert not open_days(closed)[day("2026-11-27")]
    assert open_days(FEDERAL)[day("2026-11-27")]
    assert open_days(frozenset())[day("2026-11-26")]
    assert open_days(closed)[SOME_DAYS].sum() == np.busday_count(
        "2026-10-01", "2028-04-01", holidays=np.array(sorted(closed), "M8[D]"))


@pytest.mark.parametrize(("text", "closed", "why"), [
    ("2026-11-26", True, "Thanksgiving"),
    ("2026-11-27", False, "the Friday after it is not a federal holiday"),
    ("2026-07-03", True, "Independence Day, a Saturday, observed on Friday"),
    ("2026-07-04", False, "the Saturday itself: closed as a weekend, no holiday of its own"),
    ("2027-07-05", True, "a Sunday, observed on Monday"),
    ("2026-10-12", True, "Columbus Day: the federal offices close, many schools do not"),
    ("2028-12-25", True, "Christmas"),
    ("2026-12-24", False, "not the day before, though presidents have often given it"),
    ("2027-01-18", True, "Martin Luther King Day"),
    ("2099-12-25", True, "the last Christmas a case may hold"),
])
def test_federal_holidays(text, closed, why):
    assert (day(text) in FEDERAL) == closed, why


# ---- what every lag obeys -------------------------------------------------------------------------------------------

LAGS = [CalendarDays(n) for n in (-90, -1, 0, 1, 60)] + [months(n) for n in range(37)]
LAGS += [business_days(closures, n) for closures in CLOSED.values() for n in (0, 1, 2, 5, 10, 29, 30, 60)]
lags = st.sampled_from(LAGS)
days = st.integers(FIRST, LAST) | st.integers(day("2026-11-01"), day("2028-03-05")) | st.sampled_from(
    [day(text) for text in ("2028-02-29", "2027-02-28", "2026-12-31", "2027-01-01", "2026-11-26", "2027-07-05")])


@given(lags, days)
def test_undo_is_the_latest_day_that_makes_it(lag, x):
    assert lag.add(lag.undo(x)) <= x < lag.add(lag.undo(x) + 1)


@given(lags, days)
def test_reach_is_the_earliest_day_that_leads_there_or_later(lag, x):
    assert lag.add(lag.reach(x) - 1) < x <= lag.add(lag.reach(x))


@given(lags, days, days)
def test_a_lag_keeps_the_order_of_days(lag, a, b):
    a, b = sorted((a, b))
    for way in (lag.add, lag.undo, lag.reach):
        assert way(a) <= way(b)


@pytest.mark.parametrize("n", range(37))
def test_every_day_of_three_years_both_ways_months(n):
    _inverse_everywhere(months(n))


@pytest.mark.parametrize("closures", CLOSED.values(), ids=CLOSED)
def test_every_day_of_three_years_both_ways_business_days(closures):
    for n in range(61):
        _inverse_everywhere(business_days(closures, n))


def _inverse_everywhere(lag):
    x = EDGE_DAYS
    assert ((lag.add(lag.undo(x)) <= x) & (x < lag.add(lag.undo(x) + 1))).all()
    assert ((lag.add(lag.reach(x) - 1) < x) & (x <= lag.add(lag.reach(x)))).all()


@given(lags, st.lists(days, min_size=1, max_size=5))
def test_a_column_is_its_days_one_by_one(lag, column):
    together = lag.add(np.array(column, np.int32))
    assert together.tolist() == [lag.add(d) for d in column]


def test_one_lag_per_school():
    slow, fast = business_days(FEDERAL, 10), business_days(frozenset(), 1)
    lag = Table.of_rows([slow, fast], np.array([1, 0, 1]))
    d = np.full(3, day("2026-11-22"), np.int32)
    assert lag.add(d).tolist() == [fast.add(d[0]), slow.add(d[0]), fast.add(d[0])]
    assert lag.undo(d).tolist() == [fast.undo(d[0]), slow.undo(d[0]), fast.undo(d[0])]
    assert lag.reach(d).tolist() == [fast.reach(d[0]), slow.reach(d[0]), fast.reach(d[0])]
    same = Table.of_rows([slow, slow], np.array([1, 0]))
    assert same.add(d[:2]).tolist() == slow.add(d[:2]).tolist()


def test_columns_stay_int32():
    d = np.array([day("2026-11-22")], np.int32)
    for lag in (months(9), business_days(FEDERAL, 10), CalendarDays(60)):
        assert {way(d).dtype for way in (lag.add, lag.undo, lag.reach)} == {np.dtype(np.int32)}


# ---- choose ---------------------------------------------------------------------------------------------------------

int32 = st.integers(BLANK, -BLANK - 1)


@given(st.lists(st.tuples(st.booleans(), int32, int32), min_size=1))
def test_choose_is_where(rows):
    mask, yes, no = map(np.array, zip(*rows, strict=True))
    found = choose(mask, yes, no)
    assert found.dtype == np.int32
    assert found.tolist() == np.where(mask, yes, no).tolist()


def test_choose_takes_numbers_for_columns():
    assert choose(np.array([True, False]), 5, BLANK).tolist() == [5, BLANK]
    assert choose(True, np.array([1, 2]), 9).tolist() == [1, 2]
    assert choose(False, np.array([1, 2]), 9).tolist() == [9, 9]


def test_open_days_know_the_weekday():
    assert open_days(frozenset())[day("2026-11-20"):day("2026-11-27")].tolist() == [True, False, False] + [True] * 4
    first = date(1970, 1, 1)
    opened = open_days(frozenset())
    assert all(opened[n] == ((first + timedelta(n)).weekday() < 5) for n in range(0, DAYS_IN_TABLE, 11))
