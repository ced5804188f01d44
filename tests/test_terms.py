"""What a calendar means for a day: in session, the academic year, the term of CPT; both sides of each edge, with a reason."""
from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from projected import ELMWOOD

from planner.answer import codes_in
from planner.calendar_check import check
from planner.cases import Cases
from planner.days import BLANK, FAR_OFF, LONG_AGO, day, to_date
from planner.plan import make_plan
from planner.projection import LAST_YEAR, on_rule
from planner.routes import CAUTIONS, VERDICTS
from planner.schools import load_schools
from planner.term_tables import HIGH, LOW, term_tables
from planner.terms import Term, Terms

SCHOOLS = load_schools() | {"elmwood": ELMWOOD}
WITH_TERMS = [slug for slug, school in SCHOOLS.items() if school.terms]


def tables(slug: str):
    return term_tables((SCHOOLS[slug].terms,)).of(np.zeros(1, np.int16))


IN_SESSION = [  # school, day, in session?, reason
    ("rutgers", "2026-08-31", False, "the day before fall"),
    ("rutgers", "2026-09-01", True, "its first day"),
    ("rutgers", "2026-11-25", True, "the day before Thanksgiving"),
    ("rutgers", "2026-11-26", False, "a break has begun"),
    ("rutgers", "2026-11-29", False, "its last day, a Sunday"),
    ("rutgers", "2026-11-30", True, "classes again"),
    ("rutgers", "2026-12-12", True, "between classes and exams"),
    ("rutgers", "2026-12-22", True, "the last day of exams"),
    ("rutgers", "2026-12-23", False, "winter session is no main term"),
    ("rutgers", "2027-01-18", False, "the day before spring"),
    ("rutgers", "2027-01-19", True, "spring"),
    ("rutgers", "2027-07-01", False, "summer"),
    ("boston_university", "2027-01-20", False, "the day before spring: two days later than at Rutgers"),
    ("boston_university", "2027-01-21", True, "spring"),
    ("ut_austin", "2027-01-10", False, "the day before spring"),
    ("ut_austin", "2027-01-11", True, "spring: eight days before Rutgers"),
    ("elmwood", "2027-01-18", False, "the day before a projected spring"),
    ("elmwood", "2027-01-19", True, "a projected spring"),
    ("seattle_central", "2026-02-02", True, "winter is a quarter there"),
    ("seattle_central", "2026-03-28", False, "between two quarters"),
    ("mit", "2025-05-13", True, "the last day that is known"),
    ("mit", "2025-07-01", True, "nothing is known of that summer: it counts as in session"),
    ("rutgers", "2034-07-01", True, "beyond every projection"),
    ("generic", "2026-07-01", True, "no terms at all"),
]


@pytest.mark.parametrize(("slug", "when", "expected", "reason"), IN_SESSION)
def test_in_session(slug, when, expected, reason):
    assert SCHOOLS[slug].terms.in_session(day(when)) == expected, reason
    if SCHOOLS[slug].terms:
        assert (tables(slug).next_in_session(np.array([day(when)]))[0] == day(when)) == expected, reason


YEARS = [  # school, enrolled since, one academic year is complete on, where projected: may turn out to be as late as, reason
    ("rutgers", "2025-09-02", "2026-05-13", None, "fall and spring, exams included"),
    ("rutgers", "2025-09-03", "2026-12-22", None, "a day late for fall: spring and the next fall"),
    ("rutgers", "2026-01-20", "2026-12-22", None, "spring and fall"),
    ("boston_university", "2026-01-20", "2026-12-18", None, "the same, exams four days earlier"),
    ("ut_austin", "2026-01-12", "2026-12-07", None, "the last day of classes: exams are not known there"),
    ("ut_austin", "2027-08-23", "2028-05-01", None, "its last published year"),
    ("ut_austin", "2028-01-18", "2028-12-04", "2028-12-07", "the second term is projected"),
    ("elmwood", "2025-08-19", "2026-05-14", "2026-05-21", "both are projected: by their error"),
    ("elmwood", "2025-08-20", "2026-05-14", "2026-12-25", "fall may have begun before, then the next one completes the year"),
    ("elmwood", "2025-08-26", "2026-05-14", "2026-12-25", "a projected fall may begin a week later, so it counts"),
    ("elmwood", "2025-08-27", "2026-12-18", "2026-12-25", "a day beyond its error: it does not"),
    ("binghamton", "2025-08-19", "2026-05-14", "2026-05-21", "by the same pattern"),
    ("binghamton", "2026-01-20", "2026-12-18", "2026-12-25", "spring and fall"),
    ("seattle_central", "2025-09-29", "2026-06-22", None, "three quarters"),
    ("mit", "2025-02-01", None, None, "one term is no academic year"),
    ("muhlenberg", "2025-08-25", None, None, "spring has no end yet"),
    ("rutgers", "2012-09-01", None, None, "long before every term"),
    ("rutgers", "2029-09-04", None, None, "spring 2030 is projected by nobody"),
]


@pytest.mark.parametrize(("slug", "since", "complete", "at_latest", "reason"), YEARS)
def test_the_academic_year(slug, since, complete, at_latest, reason):
    found = tables(slug)
    when = np.array([day(since)])
    for column, expected in ((found.academic_year, complete), (found.academic_year_open_until, at_latest)):
        assert to_date(column(when)[0]) == (expected and date.fromisoformat(expected)), reason


CPT = [  # start asked for, credit added from, the term it is in, its first possible day, reason (Elmwood)
    ("2026-12-07", "2026-08-25", "Fall 2026", "2026-12-07", "credit added in time"),
    ("2026-12-07", "2026-09-08", "Fall 2026", "2026-12-07", "on the last day"),
    ("2026-12-07", "2026-09-09", "Fall 2026", "2026-12-07", "a day after it: within its error, so nobody is passed over"),
    ("2026-12-07", "2026-09-15", "Fall 2026", "2026-12-07", "the last day on which it may turn out to be"),
    ("2026-12-07", "2026-09-16", "Winter 2027", "2026-12-21", "surely late: the next term"),
    ("2026-12-17", "2026-09-08", "Fall 2026", "2026-12-17", "the last day but one of the term"),
    ("2026-12-18", "2026-09-08", "Winter 2027", "2026-12-21", "its last day: a day of training is none"),
    ("2026-12-19", "2026-09-08", "Winter 2027", "2026-12-21", "between two terms"),
    ("2027-02-16", "2027-02-02", "Spring 2027", "2027-02-16", "a start after the deadline, credit added before"),
    ("2027-02-16", "2027-02-09", "Spring 2027", "2027-02-16", "an offer after it, within its error"),
    ("2027-02-16", "2027-02-10", "Summer 2027 Session 1", "2027-06-01", "an offer after its error too"),
    ("2031-02-16", "2026-11-22", "", "2031-02-16", "beyond every term nothing binds"),
]


@pytest.mark.parametrize(("start", "added", "name", "first", "reason"), CPT)
def test_the_term_of_cpt(start, added, name, first, reason):
    term = SCHOOLS["elmwood"].terms.cpt_term(day(start), day(added))
    assert (term.name, to_date(max(term.start, day(start))).isoformat()) == (name, first), reason


@pytest.mark.parametrize("slug", WITH_TERMS)
def test_the_tables_say_on_every_day_what_the_calendar_says(slug):
    terms, found = SCHOOLS[slug].terms, tables(slug)
    when = np.arange(day("2017-06-01"), day("2031-06-01"), 1 if slug in ("elmwood", "binghamton", "rutgers") else 7)
    session = found.next_in_session(when) == when
    assert session.tolist() == [terms.in_session(int(d)) for d in when]
    year = [terms.academic_year(int(d)) for d in when]
    assert found.academic_year(when).tolist() == [BLANK if term is None else term.end for term in year]
    still_open = [terms.year_open_until(int(d)) if term and term.band else BLANK for term, d in zip(year, when, strict=True)]
    assert found.academic_year_open_until(when).tolist() == still_open
    for ahead in (LONG_AGO, 0, -60):
        added = when + ahead if ahead > LONG_AGO else np.full(len(when), LONG_AGO)
        place = found.cpt_term(when, added)
        places = [terms.cpt_term(int(d), int(a)) for d, a in zip(when, added, strict=True)]
        assert found.cpt.start[place].tolist() == [term.start for term in places]
        assert found.cpt.end[place].tolist() == [term.end for term in places]
        assert [bool(named) for named in found.cpt.named[place]] == [bool(term.name) for term in places]
        assert found.cpt.closes[place].tolist() == [term.closes for term in places]


@given(st.lists(st.tuples(st.integers(0, 170), st.integers(50, 130)), min_size=1, max_size=6), st.integers(LOW, LOW + 3000),
       st.lists(st.integers(LOW - 400, HIGH + 400), min_size=1, max_size=20))
def test_any_calendar_tabulated_equals_itself(lengths, first, days):
    terms, at = [], first
    for gap, length in lengths:
        at += gap + 1
        terms.append(Term(f"T{at}", "main", at, at + length, ((at + 20, at + 22),), at + 10, band=len(terms) % 3))
        at += length
    calendar = Terms(tuple(terms), aligned=True)
    found = term_tables((calendar,)).of(np.zeros(1, np.int16))
    when = np.array(days)
    assert (found.next_in_session(when) == when).tolist() == [calendar.in_session(d) for d in days]
    assert (found.next_in_session(when) >= when).all()
    year = [calendar.academic_year(d) if LOW <= d <= HIGH else None for d in days]
    inside = (when >= LOW) & (when <= HIGH)
    assert found.academic_year(when)[inside].tolist() == [BLANK if y is None else y.end
                                                          for y, known in zip(year, inside, strict=True) if known]
    order = np.argsort(when)
    places = found.cpt_term(when, np.full(len(when), LONG_AGO))[order]
    assert (np.diff(places) >= 0).all(), "a later start is never in an earlier term"


def test_a_school_without_terms_binds_nobody():
    stacked = term_tables((SCHOOLS["generic"].terms, SCHOOLS["elmwood"].terms)).of(np.array([0, 1]))
    when = np.array([day("2026-12-19")] * 2)
    assert stacked.known.tolist() == [False, True]
    assert stacked.next_in_session(when).tolist() == [when[0], day("2027-01-19")]
    place = stacked.cpt_term(when, when)
    assert stacked.cpt.end[place].tolist() == [FAR_OFF, day("2027-01-15")]
    assert stacked.cpt.start[place].tolist() == [LONG_AGO, day("2026-12-21")]
    assert term_tables((SCHOOLS["generic"].terms,)) is None


RULES = [  # rule, on or after, date, reason
    ("1st Mon Sep", "2026-01-01", "2026-09-07", "Labor Day"),
    ("1st Mon Sep - 13", "2026-01-01", "2026-08-25", "thirteen days before it"),
    ("1st Mon Sep - 13", "2027-01-01", "2027-08-24", "and a year later"),
    ("4th Thu Nov + 3", "2026-08-25", "2026-11-29", "the Sunday after Thanksgiving"),
    ("last Mon May + 1", "2027-01-01", "2027-06-01", "May has five Mondays: Memorial Day is the 31st"),
    ("last Mon Dec", "2026-01-01", "2026-12-28", "a year's last month"),
    ("3rd Mon Jan - 3", "2026-12-21", "2027-01-15", "in the next year, for a term that starts in December"),
    ("start + 114", "2027-01-19", "2027-05-13", "counted from the start"),
    ("5th Mon Aug", "2026-01-01", "2026-08-31", "a fifth Monday"),
]


@pytest.mark.parametrize(("rule", "since", "expected", "reason"), RULES)
def test_a_rule_for_a_date(rule, since, expected, reason):
    assert on_rule(rule, date.fromisoformat(since)).isoformat() == expected, reason


@pytest.mark.parametrize("slug", [slug for slug, school in SCHOOLS.items() if school.patterns])
def test_a_pattern_gives_back_the_terms_it_was_made_from_within_its_error(slug):
    """And what it projects is a sound calendar that stands beside no known term."""
    school = SCHOOLS[slug]
    known = {fact.term for fact in school.known_facts}
    projected = [fact for fact in school.terms.facts if fact.status == "projected"]
    assert projected
    assert not known & {fact.term for fact in projected}
    assert not [str(one) for one in check(projected, slug) if one.stops]
    assert all(fact.band > 0 for fact in projected)
    assert all(fact.date.year <= LAST_YEAR + 1 for fact in projected)
    compared = 0
    for pattern in school.patterns:
        for year in range(2022, 2029):
            for fact in pattern.facts(year):
                real = sorted(one.date for one in school.known_facts if (one.term, one.event) == (fact.term, fact.event))
                if real:
                    compared += 1
                    assert min(abs((fact.date - when).days) for when in real) <= pattern.band, fact
    assert compared or slug in ("elmwood", "binghamton")


@pytest.mark.parametrize("slug", WITH_TERMS)
def test_terms_of_a_school_are_in_order_and_of_one_status(slug):
    terms = SCHOOLS[slug].terms
    assert list(terms.terms) == sorted(terms.terms, key=lambda term: term.start)
    status = {}
    for fact in terms.facts:
        assert status.setdefault(fact.term, fact.status) == fact.status
    for one, other in zip(terms.main, terms.main[1:], strict=False):
        assert one.end < other.start, (one, other)


FRAGMENTS = [  # Binghamton: the pattern, the year it starts in, the event, the day that some page gives, error used, reason
    ("Fall {year}", 2022, "start", "2022-08-23", 0, "a third party's copy"),
    ("Fall {year}", 2022, "add_deadline", "2022-09-06", 0, "the same"),
    ("Fall {year}", 2022, "break_start", "2022-11-23", 0, "Thanksgiving there"),
    ("Fall {year}", 2018, "finals_end", "2018-12-14", 0, "the residence halls' quiet hours end"),
    ("Spring {year}", 2022, "start", "2022-01-18", 0, "as first announced: the Tuesday after Martin Luther King Day"),
    ("Spring {year}", 2022, "start", "2022-01-25", 7, "as moved: a projection may err by that"),
    ("Spring {year}", 2022, "last_class", "2022-05-11", 7, "moved with it"),
    ("Spring {year}", 2022, "finals_start", "2022-05-13", 7, "moved with it"),
    ("Spring {year}", 2022, "finals_end", "2022-05-19", 7, "moved with it"),
    ("Summer {year} Session 1", 2022, "start", "2022-05-31", 0, "a third party's copy"),
    ("Summer {year} Session 1", 2022, "last_class", "2022-07-01", 0, "the same"),
    ("Summer {year} Session 2", 2022, "start", "2022-07-11", 0, "the same"),
    ("Summer {year} Session 2", 2022, "start", "2022-07-04", 7, "and its other reading, a holiday"),
    ("Summer {year} Session 2", 2022, "last_class", "2022-08-12", 0, "the same"),
]


@pytest.mark.parametrize(("term", "year", "event", "seen", "error", "reason"), FRAGMENTS)
def test_the_pattern_of_binghamton_gives_every_fragment_within_its_error(term, year, event, seen, error, reason):
    pattern = next(one for one in SCHOOLS["binghamton"].patterns if one.term == term)
    given = next(fact.date for fact in pattern.facts(year) if fact.event == event)
    assert abs((given - date.fromisoformat(seen)).days) == error <= pattern.band, reason
    assert not pattern.verified, "fragments and own knowledge are no calendar"


def test_commencement_is_the_day_after_the_last_exam_or_a_week_later():
    """Commencement began on 12 May 2023 and on 19 May 2017."""
    spring = next(one for one in SCHOOLS["binghamton"].patterns if one.term == "Spring {year}")
    for year, ceremony in ((2023, "2023-05-12"), (2017, "2017-05-19")):
        ends = max(fact.date for fact in spring.facts(year))
        assert 1 <= (date.fromisoformat(ceremony) - ends).days <= 1 + spring.band


HALF_A_YEAR = ("mit", "muhlenberg", "northwestern_iowa")       # one term is known of each: no pattern, and the page says so


@pytest.mark.parametrize("slug", [slug for slug in WITH_TERMS if SCHOOLS[slug].patterns])
def test_every_school_with_a_year_of_terms_is_projected_to_2029(slug):
    """In session or not is known of every day from its first known term to the end of 2029, in one chain without a hole."""
    terms = SCHOOLS[slug].terms
    assert len(terms.chains) == 1
    last = terms.main[-1]
    assert (to_date(last.end).year, last.status) == (2029, "projected")
    assert not terms.in_session(day("2029-07-01")) or any(term.start <= day("2029-07-01") <= term.end for term in terms.main)


def test_a_school_of_the_planner_has_a_pattern_or_is_known_to_have_none():
    """A school that somebody adds may have neither."""
    assert sum(bool(school.patterns) for school in SCHOOLS.values()) >= 13


@pytest.mark.parametrize("slug", HALF_A_YEAR)
def test_half_a_year_is_no_pattern(slug):
    school = SCHOOLS[slug]
    assert len(school.terms.main) == 1
    assert not school.patterns
    assert any("so nothing is projected" in note.says for note in school.notes)


# ---- the last day to add a credit, in a plan of CPT ------------------------------------------------------------------------

LATE = {"school": "binghamton", "status": "F-1", "program_start": "2025-08-25", "program_end": "2027-12-17",
        "offer_start": "2027-04-20", "offer_end": "2027-05-10", "hours_per_week": 15}
ADD_BY = [
    # Spring's credit has to be added by 2 February 2027, as projected, and may turn out to be open until the 9th. Ten business
    # days before 20 April would be 6 April: by then the term is lost.
    ("2026-12-01", "2027-02-02", False, "in time: the day before which the credit is certain to be added"),
    ("2027-02-01", "2027-02-02", False, "the day before"),
    ("2027-02-02", "2027-02-02", False, "the day"),
    ("2027-02-03", "2027-02-03", True, "the day after: today, and nobody is sure"),
    ("2027-02-09", "2027-02-09", True, "the last day that the error leaves"),
]


@pytest.mark.parametrize(("on", "by", "unsure", "why"), ADD_BY)
def test_cpt_is_asked_for_while_its_credit_can_be_added(on, by, unsure, why):
    cpt = make_plan(Cases.of([LATE]), day(on)).routes["cpt"]
    assert str(to_date(cpt.next_step_by[0])) == by, why
    assert ("add_deadline_unsure" in codes_in(int(cpt.cautions[0]), CAUTIONS)) is unsure, why
    assert VERDICTS[cpt.verdict[0]] == "yes"


def test_cpt_asked_for_after_the_deadline_and_its_error_is_of_the_next_term():
    cpt = make_plan(Cases.of([LATE]), day("2027-02-10")).routes["cpt"]
    assert (VERDICTS[cpt.verdict[0]], str(to_date(cpt.earliest_start[0]))) == ("later", "2027-06-01")


def test_a_program_that_requires_training_needs_no_credit_and_has_no_such_day():
    cpt = make_plan(Cases.of([LATE | {"training_required": True}]), day("2026-12-01")).routes["cpt"]
    assert str(to_date(cpt.next_step_by[0])) == "2027-04-06", "ten business days before 20 April"
