"""The same student and the same offer at five schools: five answers, each for a reason that it names; worked by hand.

Elmwood is made up: all its terms are projected, and it binds CPT to them. Binghamton publishes no calendar, so it answers as a
school without terms.

An F-1 student since Monday 12 January 2026, offered on Sunday 22 November 2026 a job from Monday 14 December 2026 to Friday
15 January 2027, for credit, 20 hours a week off campus, or 30 hours a week on campus.
"""
from __future__ import annotations

import pytest
from projected import with_elmwood

from planner.cases import Cases
from planner.days import day
from planner.explain import explain_case
from planner.what_if import apply

ON = day("2026-11-22")
WORLD = with_elmwood()
OFFER = {"status": "F-1", "program_start": "2026-01-12", "program_end": "2027-12-17", "offer_date": "2026-11-22",
         "offer_start": "2026-12-14", "offer_end": "2027-01-15", "hours_per_week": 20}

FIVE = [
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
    # Projected: fall until 18 December (102 days after Labor Day, 7 September), its credit added by 8 September, so an offer of
    # November is for the next term, winter: 21 December (Monday after exams) to 15 January (Friday before Martin Luther King
    # Day, 18 January). CPT ends with the term, on the offer's last day.
    ("elmwood", "later", "2026-12-21", 7, "2027-01-15", "cpt.add_deadline",
     "The credit for Fall 2026 had to be added by Tue 8 Sep 2026; Winter 2027 starts on Mon 21 Dec 2026."),
    # No published calendar, so no term binds: the academic year is counted in days and complete, the office's 10 business days end
    # on 7 December, and CPT may last until the program does.
    ("binghamton", "yes", "2026-12-07", 0, "2027-12-17", "lead_time.cpt",
     "Your office takes 10 business days: the earliest start is Mon 7 Dec 2026."),
]


def answers(school: str, **facts):
    view = explain_case(Cases.of([OFFER | {"school": school} | facts]), ON, WORLD)
    return {route.route: route for route in view.routes}


@pytest.mark.parametrize(("school", "verdict", "start", "shift", "until", "rule", "why"), FIVE)
def test_the_same_offer_for_credit(school, verdict, start, shift, until, rule, why):
    cpt = answers(school)["cpt"]
    assert (cpt.verdict, str(cpt.earliest_start), cpt.shift_days, str(cpt.authorized_until)) == (verdict, start, shift, until)
    assert cpt.driving_rule == rule
    assert why in cpt.why.replace("\u00a0", " ")
    projected = {"projected_calendar", "online_credit"} if school == "elmwood" else set()
    assert {note.code for note in cpt.cautions} == {"cpt_guidance_2026"} | projected


ON_CAMPUS = [  # on which days of the job 30 hours are too many
    ("rutgers", "Mon 14 Dec 2026 to Tue 22 Dec 2026.", "exams; spring begins on 19 January, after the job"),
    ("ut_austin", "Mon 11 Jan 2027 to Fri 15 Jan 2027.", "fall is over, as far as is known; spring begins on 11 January"),
    ("boston_university", "Mon 14 Dec 2026 to Fri 18 Dec 2026.", "exams; spring begins on 21 January"),
    ("elmwood", "Mon 14 Dec 2026 to Fri 18 Dec 2026: Fall 2026 (projected, give or take 7 days).", "projected exams"),
]
BREAKS_NOT_KNOWN = ("while school is in session; full time may be allowed in your school's breaks, which this plan does not know: "
                    "ask your office.")


@pytest.mark.parametrize(("school", "days", "reason"), ON_CAMPUS)
def test_the_same_hours_on_campus(school, days, reason):
    on_campus = answers(school, on_campus=True, hours_per_week=30)["on_campus"]
    note, = on_campus.reasons
    assert note.code == "over_20h"
    assert note.says.replace("\u00a0", " ").endswith(f"allowed while school is in session, as it is on {days}"), reason


@pytest.mark.parametrize("school", ["binghamton", "generic"])
def test_without_a_calendar_every_day_counts_as_in_session(school):
    note, = answers(school, on_campus=True, hours_per_week=30)["on_campus"].reasons
    assert (note.code, note.says.endswith(BREAKS_NOT_KNOWN)) == ("over_20h", True)


BREAKS = [  # 30 hours on campus, first and last day, school, verdict, reason
    ("rutgers", "2026-12-23", "2027-01-18", "yes", "from the day after exams to the day before spring"),
    ("rutgers", "2026-12-22", "2027-01-18", "no", "the last day of exams"),
    ("rutgers", "2026-12-23", "2027-01-19", "no", "the first day of spring"),
    ("boston_university", "2026-12-23", "2027-01-20", "yes", "spring begins two days later there"),
    ("ut_austin", "2026-12-23", "2027-01-18", "no", "spring begins on the 11th there"),
    ("ut_austin", "2026-12-23", "2027-01-10", "yes", "the day before"),
    ("elmwood", "2026-12-23", "2027-01-18", "yes", "by the projection"),
    ("binghamton", "2026-12-23", "2027-01-18", "no", "no published calendar: every day counts as in session"),
    ("generic", "2026-12-23", "2027-01-18", "no", "a school without terms counts as in session"),
]


@pytest.mark.parametrize(("school", "first", "last", "verdict", "reason"), BREAKS)
def test_full_time_in_breaks(school, first, last, verdict, reason):
    on_campus = answers(school, on_campus=True, hours_per_week=30, offer_start=first, offer_end=last)["on_campus"]
    assert on_campus.verdict == verdict, reason
    cautions = {note.code for note in on_campus.cautions}
    assert ("projected_calendar" in cautions) == (school == "elmwood")


def test_the_last_term_is_said():
    """Spring 2027 is the last term of a program that ends on 14 May 2027: the next one begins in August."""
    spring = {"offer_start": "2027-02-16", "offer_end": "2027-03-08"}
    last = answers("elmwood", program_end="2027-05-14", **spring)["cpt"]
    assert "final_term" in {note.code for note in last.cautions}
    assert "final_term" not in {note.code for note in answers("elmwood", **spring)["cpt"].cautions}


def test_the_reason_names_the_term_of_the_earliest_start_not_that_of_the_offer():
    cpt = answers("elmwood", program_start="2025-08-19", offer_start="2027-02-16", offer_end="2027-03-08")["cpt"]
    assert (cpt.verdict, str(cpt.earliest_start), str(cpt.authorized_until)) == ("yes", "2026-12-21", "2027-05-13")
    assert "Winter 2027 starts on Mon 21 Dec 2026." in cpt.why.replace("\u00a0", " ")


SPRING = [  # the offer is in hand on, may start on, its CPT ends on, reason
    ("2027-02-02", "2027-02-16", "2027-05-13", "the credit of spring is added on its last day"),
    ("2027-02-03", "2027-06-01", "2027-07-02", "a day later spring is closed: the next term is the first summer session"),
]


@pytest.mark.parametrize(("offered", "start", "until", "reason"), SPRING)
def test_an_offer_after_the_add_deadline_waits_for_the_next_term(offered, start, until, reason):
    """Spring 2027, projected: from 19 January, credit added by 2 February. Ten business days from then end on 17 February at the
    latest (the 15th is closed), so the office is asked in a world in which it needs one."""
    fast = apply(WORLD, {"schools": {"elmwood": {"lead_time": {"cpt": 1}}}})
    case = OFFER | {"school": "elmwood", "offer_date": offered, "offer_start": "2027-02-16", "offer_end": "2027-03-08"}
    view = explain_case(Cases.of([case]), day(offered), fast)
    cpt = next(route for route in view.routes if route.route == "cpt")
    assert (str(cpt.start), str(cpt.authorized_until)) == (start, until), reason


def test_no_credit_is_needed_where_everybody_trains():
    """The add deadline binds those who need credit; fall then holds 14 December, but the term ends before the job."""
    cpt = answers("elmwood", training_required=True)["cpt"]
    assert (cpt.verdict, str(cpt.authorized_until)) == ("partly", "2026-12-18")
    assert "online_credit" not in {note.code for note in cpt.cautions}
    assert "CPT is authorized for one term here, Fall 2026" in cpt.why
