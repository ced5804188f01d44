"""The seasons a host chooses from: named as people name them, with both ends, and no surer than the terms that bound them."""
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from projected import ELMWOOD

from planner.days import day
from planner.schools import load_schools
from planner.seasons import seasons
from planner.terms import Term, Terms

SCHOOLS = load_schools() | {"elmwood": ELMWOOD}

NAMED = [  # school, name, kind, first day, last day, status, band, reason
    ("elmwood", "Winter break 2026-27", "winter break", "2026-12-19", "2027-01-18", "projected", 7, "after exams, before spring"),
    ("elmwood", "Winter 2027", "winter", "2026-12-21", "2027-01-15", "projected", 10, "the session inside the break"),
    ("elmwood", "Summer break 2027", "summer break", "2027-05-14", "2027-08-23", "projected", 7, "two summer sessions lie in it"),
    ("elmwood", "Thanksgiving break 2026", "thanksgiving break", "2026-11-25", "2026-11-29", "projected", 7, "inside fall"),
    ("rutgers", "Winter break 2026-27", "winter break", "2026-12-23", "2027-01-18", "published", 0, "exams end on the 22nd"),
    ("rutgers", "Spring 2027", "spring", "2027-01-19", "2027-05-12", "published", 0, "exams included"),
    ("rutgers", "Spring break 2027", "spring break", "2027-03-13", "2027-03-21", "published", 0, "inside spring"),
    ("seattle_central", "Winter 2026", "winter", "2026-01-05", "2026-03-25", "published", 0, "a quarter is a term of its season"),
    ("seattle_central", "Spring break 2026", "spring break", "2026-03-26", "2026-04-05", "published", 0, "between two quarters"),
]


@pytest.mark.parametrize(("school", "name", "kind", "first", "last", "status", "band", "reason"), NAMED)
def test_a_season_has_its_name_its_days_and_its_doubt(school, name, kind, first, last, status, band, reason):
    found = {one.name: one for one in seasons(SCHOOLS[school].terms, day("2025-08-01"), day("2028-12-31"))}
    one = found[name]
    assert (one.kind, *map(str, one.dates), one.status, one.band) == (kind, first, last, status, band), reason


def test_only_what_touches_the_days_asked_for():
    edge = day("2026-12-19")
    for when, expected in ((edge - 1, ["Fall 2026"]), (edge, ["Winter break 2026-27"])):
        assert [one.name for one in seasons(SCHOOLS["elmwood"].terms, when, when)] == expected


def test_where_nothing_is_known_nothing_is_said():
    assert seasons(SCHOOLS["generic"].terms, day("2026-01-01"), day("2026-12-31")) == ()
    hole = Terms((Term("Fall 2025", "main", day("2025-09-01"), day("2025-12-19")),
                  Term("Fall 2026", "main", day("2026-09-01"), day("2026-12-18"))))
    assert [one.kind for one in seasons(hole, day("2025-01-01"), day("2026-12-31"))] == ["fall", "fall"], "no break of eight months"


@given(st.sampled_from(sorted(slug for slug in SCHOOLS if SCHOOLS[slug].terms)), st.integers(day("2017-06-01"), day("2031-01-01")))
def test_outside_every_break_school_is_in_session_and_inside_it_is_not(slug, when):
    """The same calendar twice: as seasons and as days in session."""
    terms = SCHOOLS[slug].terms
    here = seasons(terms, when, when)
    if any(one.kind.endswith("break") for one in here):
        assert not terms.in_session(when)
    if not here:
        assert terms.in_session(when) or any(first <= when <= last for term in terms.main for first, last in term.breaks)
