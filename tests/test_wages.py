"""Minimum wages: the last day of one amount, the first of the next, and years of which nobody knows the amount."""
from datetime import date, timedelta

import pytest

from planner.wages import load_wages, minimum, regions

NYC, ISLAND, REST, ELSEWHERE = regions()

AT = [
    (REST, "2018-12-30", "all", None, "before every row nothing is said"),
    (REST, "2018-12-31", "all", 11.10, "the first day of the first row; the year turns on 31 December until 2023"),
    (REST, "2019-12-30", "all", 11.10, "the last day of it"),
    (REST, "2019-12-31", "all", 11.80, "and the next amount the day after"),
    (REST, "2022-12-30", "all", 13.20, ""),
    (REST, "2022-12-31", "all", 14.20, ""),
    (REST, "2023-12-31", "all", 14.20, "the last year that turns on 31 December"),
    (REST, "2024-01-01", "all", 15.00, "from here on the year turns on 1 January"),
    (REST, "2024-02-29", "all", 15.00, "a leap day"),
    (REST, "2025-12-31", "all", 15.50, ""),
    (REST, "2026-01-01", "all", 16.00, ""),
    (REST, "2026-12-31", "all", 16.00, ""),
    (NYC, "2026-01-01", "all", 17.00, "the city asks for more"),
    (ISLAND, "2021-12-30", "all", 14.00, ""),
    (ISLAND, "2021-12-31", "all", 15.00, ""),
    (NYC, "2019-06-01", "11+", 15.00, "two sizes of employer, two amounts"),
    (NYC, "2019-06-01", "10 or fewer", 13.50, ""),
    (NYC, "2019-06-01", "all", 15.00, "an employer of unknown size pays the higher"),
    (NYC, "2019-12-31", "10 or fewer", 15.00, "the small employers' amount has risen to the others'"),
    (ELSEWHERE, "2026-06-01", "all", 7.25, "the federal amount"),
    (ELSEWHERE, "2031-06-01", "all", 7.25, "it has no last day"),
]


@pytest.mark.parametrize(("region", "when", "size", "usd", "why"), AT)
def test_the_amount_of_a_day(region, when, size, usd, why):
    at = minimum(region, date.fromisoformat(when), size)
    assert (at and at.usd, at and at.known) == (usd, usd and True), why


@pytest.mark.parametrize("region", [NYC, ISLAND, REST])
@pytest.mark.parametrize("when", ["2027-01-01", "2027-06-01", "2030-12-31"])
def test_after_the_last_published_amount_the_last_one_is_a_warning(region, when):
    at, last = minimum(region, date.fromisoformat(when)), minimum(region, date(2026, 12, 31))
    assert at.usd == last.usd
    assert not at.known
    assert "no amount found" in at.note


def test_no_day_has_two_amounts_for_the_same_employer():
    rows = [wage for wage in load_wages() if wage.usd is not None]
    for wage in rows:
        same = [other for other in rows if other.region == wage.region and other.employer_size == wage.employer_size]
        assert [other for other in same if other.holds(wage.start)] == [wage]


def test_amounts_follow_each_other_without_a_day_between():
    for wage in load_wages():
        if wage.until:
            assert minimum(wage.region, wage.until + timedelta(1), wage.employer_size) is not None


@pytest.mark.parametrize("wage", load_wages(), ids=str)
def test_every_amount_says_where_it_is_from(wage):
    assert wage.source.startswith("http")
    assert wage.checked.year >= 2026
    assert (wage.usd is None) <= (not wage.verified), "what was not found is not verified"
