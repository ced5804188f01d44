"""The postponed rule of 2026 as arithmetic: until when somebody would be admitted, and which form would be needed in time.

Today an F-1 or J-1 student stays as long as the studies or the card last, and some days more. The rule would give every stay a
last day: for a new student four years after the program start at the latest, for those already here (the transition) a day in
2030. Columns are int32 days since 1970-01-01, BLANK where there is none; one number stands for one student. `law` says which
rules hold: read under no regime, the answers are those of today.
"""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from planner.days import BLANK, choose, day, months, years
from planner.law import Law

REGIME = "fixed_period_2026"
CAP = "fixed_period.transition_cap"          # in use only where the postponed rule is asked for


@dataclass(frozen=True)
class Stay:
    """`until`: the last day of study or authorized work. `leave_by`: the last day in the country."""
    until: np.ndarray | int
    leave_by: np.ndarray | int


def transition_end(law: Law, is_f1, form_ends, card_ends=BLANK) -> Stay:
    """The stay of somebody in valid F-1 or J-1 status on the rule's first day.

    form_ends: end of the I-20 or DS-2019. card_ends: end of the EAD, BLANK without one.

    >>> from planner.days import to_date
    >>> from planner.law import load_law
    >>> law, ends = load_law(), day("2031-05-14")
    >>> [str(to_date(transition_end(read, True, ends).leave_by)) for read in (law, law.under(REGIME))]
    ['2031-07-13', '2030-11-14']
    """
    until = np.maximum(form_ends, card_ends)
    if law.in_use(CAP):
        until = np.minimum(until, day(law.number(CAP)))
        f1, j1 = law.number("fixed_period.transition_days_f1"), law.number("fixed_period.transition_days_j1")
        return Stay(until, until + choose(np.asarray(is_f1), f1, j1))
    return Stay(until, until + _days_to_leave(law, is_f1, until))


def is_here(law: Law, program_starts):
    """Whether somebody is taken to be in the transition: a program that has begun by the rule's first day.

    >>> from planner.law import load_law
    >>> [bool(is_here(load_law().under(REGIME), day(starts))) for starts in ("2026-09-15", "2026-09-16")]
    [True, False]
    """
    return np.asarray(program_starts) <= law.first_day_in_use(CAP)


def admission_end(law: Law, is_f1, program_starts, program_ends, card_ends=BLANK) -> Stay:
    """The stay of a new student: to the end on the form, under the rule for so many years from the program start at most.

    card_ends: end of the EAD, BLANK without one; whoever has one has been given the longer stay that it needs (Form I-539).

    >>> from planner.days import to_date
    >>> from planner.law import load_law
    >>> stay = admission_end(load_law().under(REGIME), True, day("2027-08-23"), day("2032-05-14"))
    >>> str(to_date(stay.until)), str(to_date(stay.leave_by))
    ('2031-08-23', '2031-09-22')
    """
    until = program_ends
    if law.in_use(CAP):
        f1, j1 = (years(law.number(f"fixed_period.{rule}")).add(program_starts) for rule in ("stay_years", "j1_years"))
        until = np.minimum(until, choose(np.asarray(is_f1), f1, j1))
    until = np.maximum(until, card_ends)
    return Stay(until, until + _days_to_leave(law, is_f1, until))


def _days_to_leave(law: Law, is_f1, ends):
    return choose(np.asarray(is_f1), law.number("grace.f1_after_end", on=ends), law.number("grace.j1_after_end", on=ends))


def needs_extension(law: Law, filed):
    """Whether OPT asked for on `filed` needs Form I-539 beside Form I-765, for somebody of the transition who files in time.

    >>> from planner.law import load_law
    >>> [bool(needs_extension(load_law().under(REGIME), day(filed))) for filed in ("2027-03-18", "2027-03-19")]
    [False, True]
    """
    if not law.in_use(CAP):
        return np.zeros(np.shape(filed), bool)
    return np.asarray(filed) > day(law.number("fixed_period.transition_i539"))


def work_while_extension_pending(law: Law, i94_ends, filed):
    """Last day of on-campus, CPT or hardship work while Form I-539 is pending: it goes on only if filed before the days to leave.

    >>> from planner.days import to_date
    >>> from planner.law import load_law
    >>> law, i94 = load_law().under(REGIME), day("2027-06-13")
    >>> [str(to_date(work_while_extension_pending(law, i94, day(filed)))) for filed in ("2027-05-14", "2027-05-15")]
    ['2028-02-08', '2027-05-14']
    """
    activity_ends = i94_ends - law.number("fixed_period.printed_on_i94")
    goes_on = i94_ends + law.number("fixed_period.work_while_extension_pending")
    return choose(np.asarray(filed) <= activity_ends, goes_on, activity_ends)


def classes_begin_by(law: Law, event):
    """By when classes begin after a transfer, a completion or the end of OPT.

    >>> from planner.days import to_date
    >>> from planner.law import load_law
    >>> str(to_date(classes_begin_by(load_law().under(REGIME), day("2026-09-30"))))
    '2027-02-28'
    """
    return months(law.number("fixed_period.transfer_classes")).add(event)
