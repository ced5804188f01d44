"""The postponed rule as arithmetic: both sides of every edge, against a slow reading of its text, and against the dated duties."""
from datetime import date, timedelta

import numpy as np
import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from planner.days import BLANK, day, to_date
from planner.duties import due_dates
from planner.law import load_law
from planner.transition import (
    REGIME,
    admission_end,
    classes_begin_by,
    is_here,
    needs_extension,
    transition_end,
    work_while_extension_pending,
)
from planner.two_regimes import compare, longer_stay

LAW = load_law()
REVIVED = LAW.under(REGIME)


def dates(stay):
    return str(to_date(int(stay.until))), str(to_date(int(stay.leave_by)))


@pytest.mark.parametrize(("f1", "form", "card", "until", "leave", "why"), [
    (True, "2027-05-14", None, "2027-05-14", "2027-07-13", "60 days, as today"),
    (True, "2027-05-14", "2028-06-30", "2028-06-30", "2028-08-29", "the card ends later than the form"),
    (True, "2028-06-30", "2027-05-14", "2028-06-30", "2028-08-29", "the form ends later than the card"),
    (True, "2030-09-14", None, "2030-09-14", "2030-11-13", "the day before the cap"),
    (True, "2030-09-15", None, "2030-09-15", "2030-11-14", "the cap itself: the rule's own example"),
    (True, "2030-09-16", None, "2030-09-15", "2030-11-14", "the day after it"),
    (True, "2027-05-14", "2031-01-31", "2030-09-15", "2030-11-14", "a card is capped too"),
    (False, "2030-09-14", None, "2030-09-14", "2030-10-14", "J-1: 30 days"),
    (False, "2030-09-15", None, "2030-09-15", "2030-10-15", "J-1: the rule's own example"),
    (False, "2030-09-16", None, "2030-09-15", "2030-10-15", "J-1: the day after the cap"),
])
def test_those_already_here(f1, form, card, until, leave, why):
    ends = day(card) if card else BLANK
    assert dates(transition_end(REVIVED, f1, day(form), ends)) == (until, leave), why
    free = max(date.fromisoformat(form), date.fromisoformat(card or form))
    assert dates(transition_end(LAW, f1, day(form), ends)) == (str(free), str(free + timedelta(60 if f1 else 30))), "today: no cap"


@pytest.mark.parametrize(("f1", "starts", "ends", "until", "leave", "why"), [
    (True, "2027-08-23", "2031-08-22", "2031-08-22", "2031-09-21", "the day before four years are over"),
    (True, "2027-08-23", "2031-08-23", "2031-08-23", "2031-09-22", "four years to the day"),
    (True, "2027-08-23", "2031-08-24", "2031-08-23", "2031-09-22", "the day after"),
    (True, "2028-02-29", "2033-05-14", "2032-02-29", "2032-03-30", "from a leap day to the next one"),
    (False, "2027-08-23", "2031-08-24", "2031-08-23", "2031-09-22", "J-1: four years too"),
    (False, "2027-08-23", "2028-05-12", "2028-05-12", "2028-06-11", "J-1: a short program ends with its form"),
])
def test_those_admitted_anew(f1, starts, ends, until, leave, why):
    assert dates(admission_end(REVIVED, f1, day(starts), day(ends))) == (until, leave), why
    today = date.fromisoformat(ends) + timedelta(60 if f1 else 30)
    assert dates(admission_end(LAW, f1, day(starts), day(ends))) == (ends, str(today)), "today: no four years"


@pytest.mark.parametrize(("filed", "needed"), [("2027-03-17", False), ("2027-03-18", False), ("2027-03-19", True)])
def test_form_i539_beside_form_i765(filed, needed):
    assert bool(needs_extension(REVIVED, day(filed))) == needed
    assert not needs_extension(LAW, day(filed)), "today it never is"


@pytest.mark.parametrize(("filed", "until", "why"), [
    ("2027-05-13", "2028-02-08", "before the days to leave"), ("2027-05-14", "2028-02-08", "the last day before them"),
    ("2027-05-15", "2027-05-14", "their first day: too late for work"),
])
def test_work_goes_on_only_where_the_extension_came_before_the_days_to_leave(filed, until, why):
    assert str(to_date(int(work_while_extension_pending(REVIVED, day("2027-06-13"), day(filed))))) == until, why


@pytest.mark.parametrize(("ends", "card", "days"), [
    ("2029-05-18", None, ("2029-06-17", "2029-05-18", "2030-02-12")),
    ("2029-05-18", "2030-06-30", ("2030-07-30", "2030-06-30", "2031-03-27")),
    ("2031-08-24", None, ("2031-09-22", "2031-08-23", "2032-05-19")),
])
def test_an_extension_in_time_comes_before_the_last_day_in_the_country(ends, card, days):
    """The form's end, the card's, and the end of four years: 30 days to leave, in which the form is in time but work ends."""
    longer = longer_stay(REVIVED, date(2027, 8, 23), date.fromisoformat(ends), card and date.fromisoformat(card))
    assert (str(longer.file_by), str(longer.file_to_work_by), str(longer.works_until)) == days


@pytest.mark.parametrize(("event", "by"), [("2026-09-29", "2027-02-28"), ("2026-09-30", "2027-02-28"), ("2027-09-30", "2028-02-29"),
                                           ("2026-10-01", "2027-03-01")])
def test_classes_after_a_transfer(event, by):
    assert str(to_date(int(classes_begin_by(REVIVED, day(event))))) == by


# ---- a slow reading of the rule, one student at a time --------------------------------------------------------------

def slowly(regime, f1, starts, form, card):
    """What the text says, with its numbers written out."""
    if regime and starts <= date(2026, 9, 15):
        ends = min(max(form, card or form), date(2030, 9, 15))
        return ends, ends + timedelta(60 if f1 else 30)
    if regime:
        ends = min(form, starts + relativedelta(years=4))
        ends = max(ends, card or ends)
        return ends, ends + timedelta(30)
    ends = max(form, card or form)
    return ends, ends + timedelta(60 if f1 else 30)


near = st.dates(date(2022, 1, 1), date(2036, 12, 31)) | st.sampled_from(
    [date(2026, 9, 15) + timedelta(n) for n in (-1, 0, 1)] + [date(2030, 9, 15) + timedelta(n) for n in (-1, 0, 1)])


@given(st.booleans(), near, st.integers(1, 2500), st.integers(-1, 900), st.sampled_from([None, REGIME]))
def test_any_student_under_both_sets_of_rules(f1, starts, length, card_after, regime):
    form = starts + timedelta(length)
    card = form + timedelta(card_after) if card_after >= 0 and f1 else None
    law = LAW.under(regime)
    if regime and not is_here(law, day(starts)):
        stay = admission_end(law, f1, day(starts), day(form), day(card) if card else BLANK)
    else:
        stay = transition_end(law, f1, day(form), day(card) if card else BLANK)
    assert tuple(map(to_date, (int(stay.until), int(stay.leave_by)))) == slowly(regime, f1, starts, form, card)


@given(st.lists(st.tuples(st.booleans(), near, near), min_size=1, max_size=6))
def test_a_column_is_its_students_one_by_one(students):
    f1, form, card = (np.array(column) for column in zip(*[(f, day(a), day(b)) for f, a, b in students], strict=True))
    for law in (LAW, REVIVED):
        together = transition_end(law, f1, form.astype(np.int32), card.astype(np.int32))
        one_by_one = [transition_end(law, bool(f), int(a), int(b)) for f, a, b in zip(f1, form, card, strict=True)]
        assert together.leave_by.tolist() == [int(stay.leave_by) for stay in one_by_one]


@given(near.filter(lambda d: d <= date(2026, 9, 15)), st.integers(1, 2500), st.booleans())
def test_the_dated_duties_say_the_same_last_day(starts, length, f1):
    """Two modules that must never differ: the list of duties, and the comparison of two sets of rules."""
    form = day(starts) + length
    for law in (LAW, REVIVED):
        [leave] = [due for due in due_dates({"program_starts": day(starts), "program_ends": form}, law, f1=f1)
                   if due.duty.kind == "leave"]
        assert int(leave.date) == int(transition_end(law, f1, form).leave_by)


@pytest.mark.parametrize(("card", "until", "leave"), [
    ("2031-05-13", "2031-05-14", "2031-06-13"), ("2032-05-13", "2032-05-13", "2032-06-12")])
def test_a_card_of_somebody_admitted_anew(card, until, leave):
    stay = admission_end(REVIVED, True, day("2027-08-23"), day("2031-05-14"), day(card))
    assert dates(stay) == (until, leave)


def test_one_student_side_by_side():
    lines = {line.rule: line for line in compare(LAW, True, date(2025, 8, 25), date(2027, 5, 14), date(2028, 6, 30))}
    assert lines["opt_post.filing_opens"].days_moved == 0
    assert lines["opt_post.filing_closes"].days_moved == lines["opt_post.start_closes"].days_moved == -30
    assert lines["grace.f1_after_end"].days_moved == 0, "the transition keeps the 60 days"
    assert "opt_post.filing_closes" not in {line.rule for line in compare(LAW, False, date(2025, 8, 25), date(2027, 5, 14))}
