"""The slow reference of a student's dated duties: one student, day by day, as a reader of the legal notes would count.

It knows nothing of the planner and holds its own numbers, each with the row of the notes it was written from.

>>> sorted(duties(dict(program_ends=date(2022, 5, 4)), "J-1").items())[-1]
('study_work_ends', [datetime.date(2022, 5, 4)])
"""
from datetime import date, timedelta

from reference import add_business_days, add_months, cap_gap_last_day, next_october

REVIVED = "fixed_period_2026"
FIRST_DAY = date(2026, 9, 15)           # REG-DS-FINAL: stated effective date
CAP = date(2030, 9, 15)                 # DS-TRANS-CAP-4Y


def days_later(day, n):
    """n days after a day, one step at a time: day 0 is the day itself."""
    for _ in range(n):
        day += timedelta(1)
    return day


def duties(known, status, regime=None, stem=True):
    """Every duty by its name: a list of days, one for each day it counts from."""
    found = {}

    def say(name, days):
        days = [day for day in days if day]
        if days:
            found[name] = sorted(days)

    def each(anchor):
        value = known.get(anchor)
        return [] if value is None else value if isinstance(value, list) else [value]

    def one(anchor):
        return each(anchor)[0] if each(anchor) else None

    end = one("program_ends")
    revived = regime == REVIVED
    in_transition = revived and one("program_starts") is not None and one("program_starts") <= FIRST_DAY
    if status == "F-1":
        thirty = revived and end is not None and end >= FIRST_DAY       # DS-OPT-FILE-30, DS-OPT-START-30
        if one("academic_year_complete"):
            say("opt_pre_opens", [one("academic_year_complete") - timedelta(90)])   # OPTPRE-FILE-EARLIEST
        if end:
            say("opt_post_opens", [end - timedelta(90)])                # OPT-POST-FILE-EARLIEST
            say("opt_post_closes", [days_later(end, 30 if thirty else 60)])         # OPT-POST-FILE-LATEST
            say("opt_start_opens", [days_later(end, 1)])                # OPT-POST-START-EARLIEST
            say("opt_start_closes", [days_later(end, 30 if thirty else 60)])        # OPT-POST-START-LATEST
        say("opt_recommendation_ends", [days_later(d, 30) for d in each("opt_recommended")])        # OPT-POST-FILE-DSO30
        if stem and one("opt_ends"):
            say("stem_opens", [one("opt_ends") - timedelta(90)])        # STEM-FILE-EARLIEST
            say("stem_closes", [one("opt_ends")])                       # STEM-FILE-LATEST
        say("stem_recommendation_ends", [days_later(d, 60) for d in each("stem_recommended")])      # STEM-FILE-DSO60
        say("stem_earlier_degree", [add_months(d, 120) for d in each("earlier_stem_degree")])       # STEM-10Y
        say("employer_before_termination", [days_later(d, 90) for d in each("opt_starts")])         # OPT-AUTO-TERM
        for name, anchor in (("opt_job_begun", "opt_job_starts"), ("opt_job_ended", "opt_job_ends"),
                             ("stem_job_begun", "stem_job_starts"), ("stem_job_ended", "stem_job_ends"),
                             ("stem_training_plan", "stem_job_starts"), ("stem_evaluation_on_leaving", "stem_job_ends"),
                             ("f1_address", "moved")):
            say(name, [days_later(d, 10) for d in each(anchor)])        # OPT-REPORT-10, STEM-I983, STEM-EVAL-12/24
        say("stem_employer_tells", [add_business_days(d, 5) for d in each("stem_job_ends")])        # STEM-EMPLOYER-5BD
        if one("stem_starts") and one("stem_ends"):
            marks = [add_months(one("stem_starts"), 6 * k) for k in range(1, 41)]                   # STEM-VALIDATE-6M
            marks = [mark for mark in marks if mark <= one("stem_ends") + timedelta(1)]
            say("stem_report", [add_business_days(mark, 10) for mark in marks])
            years = [add_months(one("stem_starts"), 12 * k) for k in range(1, 21)]                  # STEM-EVAL-12/24
            say("stem_evaluation", [days_later(mark, 10) - timedelta(1) for mark in years if mark <= one("stem_ends")])
        if one("stem_ends"):
            say("stem_final_evaluation", [days_later(one("stem_ends"), 10)])
        for name in ("cpt_ends", "opt_pre_ends", "opt_ends", "stem_ends"):
            say(name, each(name))
        if one("stem_filed") and one("opt_ends"):
            say("pending_work_ends", [days_later(one("opt_ends"), 180)])            # STEM-AUTOEXT-180
        say("card_inquiry", [days_later(d, 30) for d in each("approved")])          # PREM-NOTCARD
        if one("opt_starts"):
            say("travel_signature", [add_months(d, 6) - timedelta(1) for d in each("travel_signed")])       # OPT-TRAVEL
        cap_gap(say, one)
        leave(say, one, end, revived, in_transition)
    else:
        if end:
            say("at_approved", [end])                                   # J1AT-APPROVE-BEFORE
            say("at_start_closes", [days_later(end, 30)])               # J1AT-START-30
        say("j1_address", [days_later(d, 10) for d in each("moved")])   # J1-ADDR-10
        say("at_ends", each("at_ends"))
        last = max([d for d in (end, one("at_ends")) if d], default=None)
        if last:                                                        # GRACE-J1-30, DS-TRANS-CAP-4Y
            name = "leave_j1_in_transition" if in_transition else "leave_j1"
            say(name, [days_later(min(last, CAP) if in_transition else last, 30)])
    say("study_work_ends", [end])
    return found


def cap_gap(say, one):
    """CAPGAP-APR1, -HIST, -END, -GRACE: OPT goes on where the petition came under it and has not ended."""
    filed, ends = one("h1b_filed"), max([d for d in (one("opt_ends"), one("stem_ends")) if d], default=None)
    if not filed or one("h1b_ended") or not ends or filed > ends:
        return
    last = cap_gap_last_day(one("h1b_starts") or next_october(filed))
    if one("h1b_valid_from"):
        last = min(last, one("h1b_valid_from") - timedelta(1))
    say("cap_gap_ends", [last])


def leave(say, one, end, revived, in_transition):
    """The last day in the country of an F-1 student: after what ended last."""
    if one("violated"):
        say("leave_after_violation", [one("violated")])                 # GRACE-F1-15 / 0
        return
    if one("withdrew"):
        say("leave_after_withdrawal", [days_later(one("withdrew"), 15)])
        return

    def after(name, day):
        if in_transition:                                               # DS-OPT-I539-EXEMPT, DS-TRANS-CAP-4Y
            say(f"{name}_in_transition", [days_later(min(day, CAP), 60)])
        else:                                                           # GRACE-F1-60, DS-FIXED-GRACE-30
            say(name, [days_later(day, 30 if revived and day >= FIRST_DAY else 60)])
    if one("h1b_filed") and not one("h1b_ended") and (one("stem_ends") or one("opt_ends")):
        return                                                          # CAPGAP-APR1: the stay goes on with the petition
    if one("stem_ends"):
        after("leave_after_stem", one("stem_ends"))
    elif one("opt_ends"):
        after("leave_after_opt", one("opt_ends"))
    elif one("opt_denied"):                                             # OPT-DENIED
        say("leave_after_denial", [days_later(max(d for d in (one("opt_denied"), end) if d), 60)])
    elif not one("opt_filed") and end:
        after("leave_after_program", end)
