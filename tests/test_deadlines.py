"""Dated duties of a student's stay: a table on both sides of every edge, and a slow reference for any student."""
from collections import defaultdict
from datetime import date, timedelta

import numpy as np
import pytest
import reference_deadlines
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.days import BLANK, day, to_date
from planner.deadlines import deadlines
from planner.duties import ANCHORS, KINDS, due_dates, load_duties
from planner.law import load_law

REVIVED = "fixed_period_2026"
LAW = load_law()

# duty, the day it counts from by name, three days in a row, what each leads to, why
EDGES = [
    ("leave_after_program", "program_ends", ("2022-05-03", "2022-07-02", "2022-07-03", "2022-07-04"),
     "60 days, both published by CU Boulder for 4 May 2022"),
    ("leave_after_program", "program_ends", ("2024-12-17", "2025-02-15", "2025-02-16", "2025-02-17"), "over the year's end"),
    ("leave_after_program", "program_ends", ("2027-12-30", "2028-02-28", "2028-02-29", "2028-03-01"), "into a leap day"),
    ("leave_after_program", "program_ends", ("2026-09-14", "2026-11-13", "2026-11-14", "2026-11-15"),
     "the postponed rule would begin on 15 September 2026 and did not"),
    ("leave_after_opt", "opt_ends", ("2028-05-30", "2028-07-29", "2028-07-30", "2028-07-31"), "60 days after the card ends"),
    ("leave_after_stem", "stem_ends", ("2027-12-30", "2028-02-28", "2028-02-29", "2028-03-01"), "into a leap day"),
    ("leave_after_withdrawal", "withdrew", ("2026-12-16", "2026-12-31", "2027-01-01", "2027-01-02"), "15 days"),
    ("leave_after_violation", "violated", ("2026-12-16", "2026-12-16", "2026-12-17", "2026-12-18"), "no day at all"),
    ("opt_post_opens", "program_ends", ("2026-05-14", "2026-02-13", "2026-02-14", "2026-02-15"),
     "90 days: TrackMyOPT has 14 February for 15 May"),
    ("opt_post_opens", "program_ends", ("2028-05-28", "2028-02-28", "2028-02-29", "2028-03-01"), "back to a leap day"),
    ("opt_post_closes", "program_ends", ("2027-05-13", "2027-07-12", "2027-07-13", "2027-07-14"), "60 days, received"),
    ("opt_start_opens", "program_ends", ("2027-12-30", "2027-12-31", "2028-01-01", "2028-01-02"), "the day after"),
    ("opt_start_closes", "program_ends", ("2016-05-20", "2016-07-19", "2016-07-20", "2016-07-21"), "SimplyOPT, 21 May 2016"),
    ("opt_pre_opens", "academic_year_complete", ("2026-05-24", "2026-02-23", "2026-02-24", "2026-02-25"), "90 days before"),
    ("opt_recommendation_ends", "opt_recommended", ("2028-01-29", "2028-02-28", "2028-02-29", "2028-03-01"), "30 days"),
    ("stem_recommendation_ends", "stem_recommended", ("2027-12-30", "2028-02-28", "2028-02-29", "2028-03-01"), "60 days"),
    ("stem_opens", "opt_ends", ("2028-05-30", "2028-03-01", "2028-03-02", "2028-03-03"), "90 days before the card ends"),
    ("stem_closes", "opt_ends", ("2028-05-30", "2028-05-30", "2028-05-31", "2028-06-01"), "the card's last day"),
    ("stem_earlier_degree", "earlier_stem_degree", ("2018-02-28", "2028-02-28", "2028-03-01", "2028-03-02"), "ten years"),
    ("stem_earlier_degree", "earlier_stem_degree", ("2016-02-28", "2026-02-28", "2026-02-28", "2026-03-01"),
     "ten years from a leap day end on the 28th"),
    ("employer_before_termination", "opt_starts", ("2027-05-31", "2027-08-29", "2027-08-30", "2027-08-31"), "90 days"),
    ("opt_job_begun", "opt_job_starts", ("2026-12-21", "2026-12-31", "2027-01-01", "2027-01-02"), "10 days"),
    ("stem_job_ended", "stem_job_ends", ("2028-02-18", "2028-02-28", "2028-02-29", "2028-03-01"), "10 days"),
    ("stem_employer_tells", "stem_job_ends", ("2026-11-19", "2026-11-27", "2026-11-30", "2026-11-30"),
     "five business days over Thanksgiving; Saturday counts like Friday"),
    ("stem_training_plan", "stem_job_starts", ("2026-12-21", "2026-12-31", "2027-01-01", "2027-01-02"), "10 days"),
    ("card_inquiry", "approved", ("2027-01-29", "2027-02-28", "2027-03-01", "2027-03-02"), "30 days after approval"),
    ("f1_address", "moved", ("2028-02-18", "2028-02-28", "2028-02-29", "2028-03-01"), "10 days"),
]


def date_of(duty, known, status="F-1", law=LAW, **facts):
    found = [one for one in deadlines(known, law, status, **facts) if one.id == duty]
    assert len(found) <= 1
    return str(found[0].date) if found else None


@pytest.mark.parametrize("duty, anchor, days, why", EDGES)
def test_the_day_before_the_day_and_the_day_after(duty, anchor, days, why):
    first, *expected = days
    got = [date_of(duty, {anchor: date.fromisoformat(first) + timedelta(n)}) for n in range(3)]
    assert got == expected, why


@pytest.mark.parametrize("anchor, day_, status, expected, why", [
    ("program_ends", "2022-05-04", "J-1", "2022-06-03", "30 days: CU Boulder"),
    ("at_ends", "2028-01-30", "J-1", "2028-02-29", "30 days after the training, into a leap day"),
])
def test_a_j1_student_has_thirty_days(anchor, day_, status, expected, why):
    assert date_of("leave_j1", {anchor: date.fromisoformat(day_)}, status) == expected, why


STEM = {"stem_starts": date(2020, 6, 1), "stem_ends": date(2022, 5, 31)}


def test_a_stem_report_every_six_months():
    """Fullerton publishes 1 December 2020 and 2021 as marks, with 11 December as the student's day; the rule says business days."""
    reports = [one for one in deadlines(STEM, LAW) if one.id == "stem_report"]
    assert [str(one.since) for one in reports] == ["2020-12-01", "2021-06-01", "2021-12-01", "2022-06-01"]
    assert [str(one.stricter) for one in reports] == ["2020-12-11", "2021-06-11", "2021-12-11", "2022-06-11"]
    assert [str(one.date) for one in reports] == ["2020-12-15", "2021-06-15", "2021-12-15", "2022-06-15"]
    assert [one.title for one in reports][-1] == "STEM report after 24 months"


@pytest.mark.parametrize("ends, reports, evaluations, why", [
    ("2020-11-29", 0, 0, "a day short of six months there is nothing to report"),
    ("2020-11-30", 1, 0, "six months end on 30 November, the report is for 1 December"),
    ("2021-05-30", 1, 0, "a day short of a year"), ("2021-05-31", 2, 0, "a year: the final evaluation is the only one"),
    ("2021-06-01", 2, 1, "a day more than a year: an evaluation after the year, and a final one"),
    ("2022-05-30", 3, 1, "a day short of two years"), ("2022-05-31", 4, 1, "two years"),
])
def test_reports_and_evaluations_last_as_long_as_the_extension(ends, reports, evaluations, why):
    found = [one.id for one in deadlines(STEM | {"stem_ends": date.fromisoformat(ends)}, LAW)]
    assert (found.count("stem_report"), found.count("stem_evaluation")) == (reports, evaluations), why
    assert found.count("stem_final_evaluation") == 1


def test_the_first_evaluation_is_due_ten_days_after_a_full_year():
    assert date_of("stem_evaluation", STEM) == "2021-06-10"         # the year ends on 31 May
    assert date_of("stem_final_evaluation", STEM) == "2022-06-10"


@pytest.mark.parametrize("signed, expected, why", [
    ("2027-08-30", "2028-02-28", "a signature of 30 August is six months old on the leap day"),
    ("2027-08-31", "2028-02-28", "so is one of the 31st: February has no 31st"),
    ("2027-09-01", "2028-02-29", "one of 1 September turns six months old on 1 March"),
])
def test_a_travel_signature_is_good_while_it_is_younger_than_six_months(signed, expected, why):
    known = {"travel_signed": date.fromisoformat(signed)}
    assert date_of("travel_signature", known | {"opt_starts": date(2027, 7, 1)}) == expected, why
    assert date_of("travel_signature", known) is None, "the six months are for those on OPT"


@pytest.mark.parametrize("filed, expected", [(None, None), (date(2028, 5, 1), "2028-11-27")])
def test_work_goes_on_for_180_days_only_under_a_pending_stem_application(filed, expected):
    known = {"opt_ends": date(2028, 5, 31)} | ({"stem_filed": filed} if filed else {})
    assert date_of("pending_work_ends", known) == expected


@pytest.mark.parametrize("denied, expected, why", [
    ("2027-05-13", "2027-07-13", "denied before the program ends: counted from its end"),
    ("2027-05-14", "2027-07-13", "denied on its last day"), ("2027-05-15", "2027-07-14", "denied after it: from the denial")])
def test_after_a_denial_the_later_of_the_two_days_counts(denied, expected, why):
    known = {"program_ends": date(2027, 5, 14), "opt_denied": date.fromisoformat(denied)}
    assert date_of("leave_after_denial", known) == expected, why
    assert date_of("leave_after_program", known) is None


@pytest.mark.parametrize("starts, ends, duty, expected, why", [
    ("2026-09-14", "2028-05-12", "leave_after_program_in_transition", "2028-07-11", "begun the day before: 60 days"),
    ("2026-09-15", "2028-05-12", "leave_after_program_in_transition", "2028-07-11", "in status on the day itself"),
    ("2026-09-16", "2028-05-12", "leave_after_program", "2028-06-11", "begun the day after: 30 days"),
    ("2026-08-24", "2030-09-14", "leave_after_program_in_transition", "2030-11-13", "a day before the cap"),
    ("2026-08-24", "2030-09-15", "leave_after_program_in_transition", "2030-11-14", "the cap and 60 days: 91 FR 44976"),
    ("2026-08-24", "2030-09-16", "leave_after_program_in_transition", "2030-11-14", "past the cap nothing moves"),
])
def test_the_postponed_rule_spares_those_already_here(starts, ends, duty, expected, why):
    known = {"program_starts": date.fromisoformat(starts), "program_ends": date.fromisoformat(ends)}
    assert date_of(duty, known, law=LAW.under(REVIVED)) == expected, why
    today = date_of("leave_after_program", known)
    assert today == str(date.fromisoformat(ends) + timedelta(60)), "and it is not in force"


@pytest.mark.parametrize("ends, expected", [("2030-09-15", "2030-10-15"), ("2030-09-16", "2030-10-15")])
def test_the_postponed_rule_caps_j1_students_too(ends, expected):
    known = {"program_starts": date(2026, 8, 24), "program_ends": date.fromisoformat(ends)}
    assert date_of("leave_j1_in_transition", known, "J-1", LAW.under(REVIVED)) == expected


def test_what_came_later_takes_the_place_of_what_came_before():
    known = {"program_ends": date(2027, 5, 14), "opt_ends": date(2028, 5, 31), "stem_ends": date(2030, 5, 31)}
    leaving = [one.id for one in deadlines(known, LAW) if one.kind == "leave"]
    assert leaving == ["leave_after_stem"]
    filed = {"program_ends": date(2027, 5, 14), "opt_filed": date(2027, 3, 1)}
    assert not [one for one in deadlines(filed, LAW) if one.kind == "leave"], "while OPT is pending the stay has no known end"


@pytest.mark.parametrize("filed, expected", [
    ("2027-05-30", ["2028-03-31"]), ("2027-05-31", ["2028-03-31"]), ("2027-06-01", [])])
def test_a_petition_filed_under_opt_carries_it_on(filed, expected):
    """The card ends on 31 May 2027; H-1B is asked for from 1 October 2027."""
    known = {"opt_ends": date(2027, 5, 31), "h1b_filed": date.fromisoformat(filed)}
    assert [str(one.date) for one in deadlines(known, LAW) if one.id == "cap_gap_ends"] == expected
    assert not [one for one in deadlines(known, LAW) if one.kind == "leave"], "the stay goes on with the petition"
    ended = deadlines(known | {"h1b_ended": date(2027, 6, 5)}, LAW)
    assert [str(one.date) for one in ended if one.kind == "leave"] == ["2027-07-30"]


def test_each_job_and_each_cpt_has_its_own_day():
    known = {"opt_job_starts": [date(2027, 6, 10), date(2027, 9, 1)], "cpt_ends": [date(2026, 8, 14), date(2026, 12, 18)]}
    found = [(one.id, str(one.date)) for one in deadlines(known, LAW)]
    assert found == [("cpt_ends", "2026-08-14"), ("cpt_ends", "2026-12-18"),
                     ("opt_job_begun", "2027-06-20"), ("opt_job_begun", "2027-09-11")]


def test_a_duty_names_its_rule_its_source_and_what_shows_that_it_is_done():
    known = {"opt_starts": date(2027, 6, 1), "opt_job_starts": [date(2027, 9, 1), date(2027, 6, 10)]}
    [one] = [one for one in deadlines(known, LAW) if one.id == "employer_before_termination"]
    assert (one.rule, one.value.status, str(one.done)) == ("opt_post.auto_termination", "practice", "2027-06-10")
    assert one.value.checked and one.says == LAW.rules[one.rule].says


def test_a_column_has_a_row_for_each_student():
    ends = np.array([day("2027-05-14"), BLANK, day("2028-12-31")], np.int32)
    f1 = np.array([True, True, False])
    by_id = {due.duty.id: due.date for due in due_dates({"program_ends": ends}, LAW, f1)}
    assert [str(to_date(d)) for d in by_id["opt_post_closes"]] == ["2027-07-13", "None", "None"]
    assert [str(to_date(d)) for d in by_id["leave_j1"]] == ["None", "None", "2029-01-30"]


def test_an_unknown_name_of_a_day_is_the_callers_error():
    with pytest.raises(KeyError):
        due_dates({"program_end": 1}, LAW)


@pytest.mark.parametrize("duty", load_duties(), ids=lambda duty: duty.id)
def test_a_duty_is_complete(duty):
    for rule in (duty.rule, duty.every, duty.cap):
        assert rule is None or LAW.rules[rule].use == "engine", rule
    assert LAW.under(REVIVED).unit(duty.rule) in ("days", "business_days", "months", "years", "text")
    assert duty.kind in KINDS and duty.title[0].isupper() and duty.document
    assert (duty.every is None) == (duty.until is None)
    assert not duty.stricter or LAW.unit(duty.rule) == "business_days", "only business days have a stricter reading"


def test_no_duty_stands_twice():
    ids = [duty.id for duty in load_duties()]
    assert len(ids) == len(set(ids))


@st.composite
def lives(draw):
    """Days of a student, known or not, in any order: contradictions are not this module's business."""
    days = st.dates(date(2010, 1, 1), date(2060, 12, 31)) | st.dates(date(2026, 9, 13), date(2026, 9, 17)) | \
        st.dates(date(2030, 9, 13), date(2030, 9, 17))
    known = {name: draw(days) for name in draw(st.sets(st.sampled_from(ANCHORS)))}
    for name in ("opt_job_starts", "opt_job_ends", "stem_job_ends", "cpt_ends", "moved"):
        if draw(st.booleans()):
            known[name] = draw(st.lists(days, min_size=1, max_size=3))
    if "stem_starts" in known:
        known["stem_ends"] = known["stem_starts"] + timedelta(draw(st.integers(0, 800)))
    return known


@settings(max_examples=300, deadline=None)
@given(lives(), st.sampled_from(["F-1", "J-1"]), st.sampled_from([None, REVIVED]), st.booleans())
def test_the_slow_reference_agrees(known, status, regime, stem):
    ours = defaultdict(list)
    for one in deadlines(known, LAW.under(regime), status, stem):
        ours[one.id].append(one.date)
    assert ours == reference_deadlines.duties(known, status, regime, stem)


@settings(max_examples=100, deadline=None)
@given(lives())
def test_they_come_in_the_order_of_time(known):
    found = [one.date for one in deadlines(known, LAW)]
    assert found == sorted(found)
