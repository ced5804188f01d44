"""The same student and the same offer at four schools: four answers, each for a reason that it names; worked by hand.

Three publish their calendar. Binghamton does not: its terms are projected, its answer says so, and CPT lies inside one of them.

An F-1 student since Monday 12 January 2026, offered on Sunday 22 November 2026 a job from Monday 14 December 2026 to Friday
15 January 2027, for credit, 20 hours a week off campus, or 30 hours a week on campus.
"""
from __future__ import annotations

import pytest

from planner.cases import Cases
from planner.days import day
from planner.explain import explain_case
from planner.what_if import apply
from planner.world import load_world

ON = day("2026-11-22")
WORLD = load_world()
OFFER = {"status": "F-1", "program_start": "2026-01-12", "program_end": "2027-12-17", "offer_date": "2026-11-22",
         "offer_start": "2026-12-14", "offer_end": "2027-01-15", "hours_per_week": 20}

FOUR = [
    # Two main terms: spring (20 January to 13 May 2026) and fall (1 September to 22 December, exams included). CPT opens with
    # their end, 8 days after the offer's start. The office's 10 business days end on 7 December (26 November is closed).
    ("rutgers", "later", "2026-12-22", 8, "2027-12-17", "academic_year.required",
     "Here it is complete with Fall 2026, on Tue 22 Dec 2026."),
    # Spring begins on 12 January itself, so it counts; fall classes end on 7 December, the day on which the office's 10
    # business days end too. Of the two the office is named.
    ("ut_austin", "yes", "2026-12-07", 0, "2027-12-17", "lead_time.cpt",
     "Your office takes 10 business days: the earliest start is Mon 7 Dec 2026."),
    # Spring from 20 January, fall exams until 18 December: 4 days late. The office's 14 days end on 6 December.
    ("boston_university", "later", "2026-12-18", 4, "2027-12-17", "academic_year.required",
     "Here it is complete with Fall 2026, on Fri 18 Dec 2026."),
    # Projected: the year is complete with fall, on 18 December (102 days after Labor Day, 7 September), fall's last day. CPT lies
    # in one term, so it is winter: 21 December (Monday after exams) to 15 January (Friday before Martin Luther King Day, the 18th).
    # CPT ends with it, on the offer's last day.
    ("binghamton", "later", "2026-12-21", 7, "2027-01-15", "cpt.within_term",
     "CPT is authorized inside one term here; Winter 2027 starts on Mon 21 Dec 2026."),
]


def answers(school: str, **facts):
    view = explain_case(Cases.of([OFFER | {"school": school} | facts]), ON, WORLD)
    return {route.route: route for route in view.routes}


@pytest.mark.parametrize(("school", "verdict", "start", "shift", "until", "rule", "why"), FOUR)
def test_the_same_offer_for_credit(school, verdict, start, shift, until, rule, why):
    cpt = answers(school)["cpt"]
    assert (cpt.verdict, str(cpt.earliest_start), cpt.shift_days, str(cpt.authorized_until)) == (verdict, start, shift, until)
    assert cpt.driving_rule == rule
    assert why in cpt.why.replace("\u00a0", " ")
    projected = {"projected_calendar", "online_credit", "add_deadline_unsure"} if school == "binghamton" else set()
    assert {note.code for note in cpt.cautions} == {"cpt_guidance_2026"} | projected


ON_CAMPUS = [  # on which days of the job 30 hours are too many
    ("rutgers", "Mon 14 Dec 2026 to Tue 22 Dec 2026.", "exams; spring begins on 19 January, after the job"),
    ("ut_austin", "Mon 11 Jan 2027 to Fri 15 Jan 2027.", "fall is over, as far as is known; spring begins on 11 January"),
    ("boston_university", "Mon 14 Dec 2026 to Fri 18 Dec 2026.", "exams; spring begins on 21 January"),
    ("binghamton", "Mon 14 Dec 2026 to Fri 18 Dec 2026: Fall 2026 (projected, give or take 7 days), so ask the registrar.",
     "projected exams"),
]
BREAKS_NOT_KNOWN = ("while school is in session; full time may be allowed in your school's breaks, which this plan does not know: "
                    "ask your office.")


@pytest.mark.parametrize(("school", "days", "reason"), ON_CAMPUS)
def test_the_same_hours_on_campus(school, days, reason):
    on_campus = answers(school, on_campus=True, hours_per_week=30)["on_campus"]
    note, = on_campus.reasons
    assert note.code == "over_20h"
    assert note.says.replace("\u00a0", " ").endswith(f"allowed while school is in session, as it is on {days}"), reason


def test_without_a_calendar_every_day_counts_as_in_session():
    note, = answers("generic", on_campus=True, hours_per_week=30)["on_campus"].reasons
    assert (note.code, note.says.endswith(BREAKS_NOT_KNOWN)) == ("over_20h", True)


BREAKS = [  # 30 hours on campus, first and last day, school, verdict, reason
    ("rutgers", "2026-12-23", "2027-01-18", "yes", "from the day after exams to the day before spring"),
    ("rutgers", "2026-12-22", "2027-01-18", "no", "the last day of exams"),
    ("rutgers", "2026-12-23", "2027-01-19", "no", "the first day of spring"),
    ("boston_university", "2026-12-23", "2027-01-20", "yes", "spring begins two days later there"),
    ("ut_austin", "2026-12-23", "2027-01-18", "no", "spring begins on the 11th there"),
    ("ut_austin", "2026-12-23", "2027-01-10", "yes", "the day before"),
    ("binghamton", "2026-12-19", "2027-01-18", "yes", "by the projection: the day after exams to the day before spring"),
    ("binghamton", "2026-12-18", "2027-01-18", "no", "its last day of exams"),
    ("binghamton", "2026-12-19", "2027-01-19", "no", "its first day of spring"),
    ("generic", "2026-12-23", "2027-01-18", "no", "a school without terms counts as in session"),
]


@pytest.mark.parametrize(("school", "first", "last", "verdict", "reason"), BREAKS)
def test_full_time_in_breaks(school, first, last, verdict, reason):
    on_campus = answers(school, on_campus=True, hours_per_week=30, offer_start=first, offer_end=last)["on_campus"]
    assert on_campus.verdict == verdict, reason
    cautions = {note.code for note in on_campus.cautions}
    assert ("projected_calendar" in cautions) == (school == "binghamton" and verdict == "yes")


def test_the_last_term_is_said():
    """Spring 2027 is the last term of a program that ends on 14 May 2027: the next one begins in August."""
    spring = {"offer_start": "2027-02-16", "offer_end": "2027-03-08"}
    last = answers("binghamton", program_end="2027-05-14", **spring)["cpt"]
    assert "final_term" in {note.code for note in last.cautions}
    assert "final_term" not in {note.code for note in answers("binghamton", **spring)["cpt"].cautions}


def test_the_reason_names_the_term_of_the_earliest_start_not_that_of_the_offer():
    cpt = answers("binghamton", program_start="2025-08-19", offer_start="2027-02-16", offer_end="2027-03-08")["cpt"]
    assert (cpt.verdict, str(cpt.earliest_start), str(cpt.authorized_until)) == ("yes", "2026-12-21", "2027-05-13")
    assert "Winter 2027 starts on Mon 21 Dec 2026." in cpt.why.replace("\u00a0", " ")


DECEMBER = [  # the job starts on, verdict, shift, what is said before the start is moved, reason
    ("2026-12-21", "yes", 0, "", "the projected first day of winter session"),
    ("2026-12-20", "later", 1, "Sun 20 Dec 2026 may still be possible.", "a day before it: inside its error"),
    ("2026-12-11", "later", 10, "Fri 11 Dec 2026 may still be possible.", "the last day inside"),
    ("2026-12-10", "later", 11, "", "a day more: not even by its error"),
]


@pytest.mark.parametrize(("start", "verdict", "shift", "says", "reason"), DECEMBER)
def test_no_start_is_refused_for_a_guess_without_saying_whom_to_ask(start, verdict, shift, says, reason):
    """A student whose academic year is complete; only the winter session's first day decides."""
    case = Cases.of([OFFER | {"school": "binghamton", "program_start": "2025-01-21", "offer_start": start}])
    view = explain_case(case, ON, WORLD)
    cpt = next(route for route in view.routes if route.route == "cpt")
    assert (cpt.verdict, cpt.shift_days) == (verdict, shift), reason
    asked = [text for text in view.helps if "Ask the registrar when Winter 2027 begins" in text]
    assert len(asked) == bool(says)
    assert not says or asked[0].replace("\u00a0", " ").endswith(says)
    assert "if terms run as expected" in view.headline
    assert "Your school has not published Winter 2027 (projected, give or take 10 days)" in view.because.replace("\u00a0", " ")


def test_every_projected_day_that_stands_in_the_way_is_asked_for():
    """The year is complete with fall, on 18 December; winter session begins on the 21st; the job on the 14th."""
    helps = explain_case(Cases.of([OFFER | {"school": "binghamton"}]), ON, WORLD).helps
    assert helps[0].replace("\u00a0", " ") == (
        "Ask the registrar when Fall 2026 ends (projected, give or take 7 days) and when Winter 2027 begins (projected, give or "
        "take 10 days): Mon 14 Dec 2026 may still be possible.")


SPRING = [  # the offer is in hand on, may start on, its CPT ends on, is the deadline in doubt, reason
    ("2027-02-02", "2027-02-16", "2027-05-13", False, "the credit of spring is added on its last day, as projected"),
    ("2027-02-03", "2027-02-16", "2027-05-13", True, "a day later it may be past: nobody is passed over, the office is asked"),
    ("2027-02-09", "2027-02-16", "2027-05-13", True, "the last day of its error"),
    ("2027-02-10", "2027-06-01", "2027-07-02", True, "surely past: the first summer session, whose own deadline is not known"),
]


@pytest.mark.parametrize(("offered", "start", "until", "doubt", "reason"), SPRING)
def test_an_offer_after_the_add_deadline_waits_for_the_next_term(offered, start, until, doubt, reason):
    """Spring 2027, projected: from 19 January, credit added by 2 February, give or take 7 days. The office takes a day, so that
    nothing else decides."""
    fast = apply(WORLD, {"schools": {"binghamton": {"lead_time": {"cpt": 1}}}})
    case = OFFER | {"school": "binghamton", "offer_date": offered, "offer_start": "2027-02-16", "offer_end": "2027-03-08"}
    view = explain_case(Cases.of([case]), day(offered), fast)
    cpt = next(route for route in view.routes if route.route == "cpt")
    assert (str(cpt.start), str(cpt.authorized_until)) == (start, until), reason
    assert ("add_deadline_unsure" in {note.code for note in cpt.cautions}) == doubt, reason


def test_a_credit_that_is_surely_too_late_is_named_with_what_may_still_help():
    """Fall's was to be added by 8 September, or by the 15th at the latest; the offer is of November."""
    cpt = answers("binghamton", program_start="2025-01-21")["cpt"]
    assert (cpt.verdict, str(cpt.earliest_start), cpt.driving_rule) == ("later", "2026-12-21", "cpt.add_deadline")
    assert ("The credit for Fall 2026 had to be added by Tue 8 Sep 2026 (projected, give or take 7 days); Winter 2027 starts on "
            "Mon 21 Dec 2026. Ask your office whether a late registration is possible.") in cpt.why.replace("\u00a0", " ")


def test_the_last_day_to_add_the_credit_is_said():
    cpt = answers("binghamton", program_start="2025-01-21", offer_start="2027-02-16", offer_end="2027-03-08")["cpt"]
    assert "The credit for Spring 2027 has to be added by Tue 2 Feb 2027 (projected, give or take 7 days)." in (
        cpt.why.replace("\u00a0", " "))


ACROSS = [  # the job lasts until, is beginning with spring a remedy, reason
    ("2027-01-15", False, "winter session holds all of it: a plain yes"),
    ("2027-01-16", False, "a day too long, and over before spring begins"),
    ("2027-01-20", True, "the second day of spring"),
    ("2027-05-13", True, "its last day"),
    ("2027-05-14", False, "a day longer than spring"),
]


@pytest.mark.parametrize(("until", "remedy", "reason"), ACROSS)
def test_a_job_across_two_terms_may_begin_with_the_second(until, remedy, reason):
    """Winter session 2027 ends on 15 January, spring lasts from 19 January to 13 May, both projected."""
    case = OFFER | {"school": "binghamton", "program_start": "2025-01-21", "offer_start": "2027-01-11", "offer_end": until}
    helps = explain_case(Cases.of([case]), ON, WORLD).helps
    said = ("Or begin with Spring 2027 (projected, give or take 7 days), on Tue 19 Jan 2027: one authorization then holds the "
            "whole job.")
    assert (said in [text.replace("\u00a0", " ") for text in helps]) == remedy, reason


def test_no_credit_is_needed_where_everybody_trains():
    """The add deadline binds those who need credit; fall then holds 14 December, but the term ends before the job."""
    cpt = answers("binghamton", training_required=True)["cpt"]
    assert (cpt.verdict, str(cpt.authorized_until)) == ("partly", "2026-12-18")
    assert "online_credit" not in {note.code for note in cpt.cautions}
    assert "CPT is authorized for one term here, Fall 2026" in cpt.why
