"""Dates that schools and others have published: 27 examples, each computed by the planner. Where one is wrong, ours stands.

The file holds facts only: who published which dates for which input. Three of its rows are wrong or count differently:
UTA's autumn and summer terms of 2023 and 2024, and Fullerton's label; the tests below say what is right and why.
"""
import csv
import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from asking import ask, world

from planner.counters import opt_last_day, opt_used
from planner.days import CalendarDays, day, months, to_date
from planner.duties import due_dates
from planner.history import Ead
from planner.law import load_law
from planner.transition import transition_end

LAW = load_law()
FILE = Path(__file__).parent / "data" / "published_examples.csv"
EXAMPLES = [row | {"inputs": json.loads(row["inputs"]), "expected": json.loads(row["expected"])}
            for row in csv.DictReader(FILE.open(newline="", encoding="utf-8"))]
AT_ONCE = world(i765_standard=0, card=0, lead={"opt": 0})       # so that only the law's own days remain
REVIVED = LAW.under("fixed_period_2026")


def by(n, start):
    return to_date(CalendarDays(n).add(day(start))).isoformat()


# ---- windows of OPT after graduation, through the engine ------------------------------------------------------------

def student(program_end, **more):
    start = date.fromisoformat(program_end) - timedelta(700)
    return {"status": "F-1", "program_start": start.isoformat(), "program_end": program_end} | more


def first_day_to_file(program_end):
    """The first day on which a filing is not too early."""
    on = by(-40, program_end)
    early = [n for n in range(-100, -80)
             if "filed_too_early" in ask(student(program_end, i765_filed=by(n, program_end)), on)["opt_post"]["cautions"]]
    return by(early[-1] + 1, program_end)


def first_day_to_start(program_end):
    return ask(student(program_end), by(-10, program_end), AT_ONCE)["opt_post"]["earliest_start"].isoformat()


def last_day_to_start(program_end):
    """What is planned for a filed application that names no start."""
    case = student(program_end, i765_filed=by(-40, program_end))
    one = ask(case, by(-30, program_end), AT_ONCE)["opt_post"]
    assert "requested_start_unknown" in one["cautions"]
    return one["earliest_start"].isoformat()


WINDOW = {"earliest_apply": first_day_to_file, "earliest_start": first_day_to_start, "latest_start": last_day_to_start}
OURS = {  # (program end that the published dates imply, column): ours, and why the published date is not right
    ("2023-12-13", "earliest_apply"): ("2023-09-14", "PED - 90, that day included; the page's day 89 only costs a day"),
    ("2024-08-09", "latest_start"): ("2024-10-08", "PED + 60; the page's day 61 would be denied"),
}


def window(inputs, expected):
    ends = inputs.get("program_end_date") or inputs["program_end_implied"][0]
    for column, published in expected.items():
        ours, why = OURS.get((ends, column), (published, "as published"))
        assert WINDOW[column](ends) == ours, why


# ---- days to leave, reports, days used: the duties and the counters ---------------------------------------------------

def grace(duty):
    def check(inputs, expected):
        due = due_dates({"program_ends": day(inputs["program_end_date"])}, LAW, f1=duty == "leave_after_program")
        [leave] = [one for one in due if one.duty.id == duty]
        assert to_date(int(leave.date)).isoformat() == expected["last_day_grace"]
    return check


def school_intake(inputs, expected):
    """A school's own advice, no rule of the planner: 100 days before the program's end, counted like every window."""
    assert by(-inputs["school_intake_days_before"], inputs["program_end_date"]) == expected["first_day_submit_to_school"]


def stem_validation(inputs, expected):
    """The mark is counted from the extension's first day. The page calls its anchor the end of OPT: then all is a day later.

    Ten calendar days, as the page has it, are the stricter reading of "10 business days".
    """
    def report(starts):
        due = due_dates({"stem_starts": starts, "stem_ends": int(months(24).add(starts)) - 1}, LAW)
        return next(one for one in due if one.duty.id == "stem_report" and one.months == inputs["month_mark"])
    anchor = day(inputs["anchor_date"])
    one = report(anchor)
    found = [to_date(int(when)).isoformat() for when in (one.since, one.stricter, one.date)]
    assert found == [expected["mark"], expected["student_deadline"], expected["mark"][:8] + "15"]
    assert to_date(int(report(anchor + 1).since)).isoformat() == by(1, expected["mark"]), "were it truly the end of OPT"
    assert expected["dso_deadline"] == by(30, expected["mark"]), "the practice of SEVIS"


def deduction(full_time):
    """In months, as published; the planner counts the days of the card, and months are up to a few days longer or shorter."""
    def check(inputs, expected):
        assert (inputs["time"] == "full") == full_time
        begins, ends = day("2025-09-01"), int(months(inputs["pre_completion_months"]).add(day("2025-09-01"))) - 1
        card = Ead(**{"from": to_date(begins), "to": to_date(ends), "category": "opt_pre", "full_time": full_time})
        used = opt_used([card], (day("2024-08-26"), day("2027-05-14")), LAW).in_all
        assert used == (ends - begins + 1) * (1 if full_time else 0.5)
        start = day("2027-06-01")
        as_published = int(months(expected["remaining_months"]).add(start)) - 1
        assert abs(opt_last_day(start, used, day("2027-05-14"), LAW) - as_published) <= 3
    return check


def year_of_cpt(inputs, expected):
    """The regulation says one year or more: 365 days bar, 364 do not. "More than 11 months 29 days" is that year."""
    days = inputs.get("full_time_cpt_days", LAW.number("cpt.year_bars_opt"))
    for route in ("opt_pre", "opt_post"):
        one = ask(student("2027-05-14", cpt_full_time_days=days), "2026-11-22")[route]
        assert ("cpt_year_used" in one["reasons"]) == expected["opt_barred"]


def unemployment(inputs, expected):
    """150 days in all: 50 used leave 100, the 101st is too many."""
    used, left = inputs["unemployed_days_initial_opt"], expected["remaining_days_stem"]
    assert LAW.number("opt_stem.unemployment_limit", day("2026-11-22")) - used == left
    card = student("2025-05-14", ead_end="2028-06-30", ead_start="2026-07-01", ead_category="opt_stem", stem=True)
    for n, over in ((left, False), (left + 1, True)):
        one = ask(card | {"unemployed_days": used, "offer_start": by(n, "2026-11-22")}, "2026-11-22")["current_ead"]
        assert ("unemployment_limit" in one["cautions"]) == over


STUDIES = {"one semester exchange": 4, "one academic year exchange": 9}


def time_of_study(inputs, expected):
    """As long as the studies. The planner counts their days, so it may end up to three days before so many months do."""
    n = inputs.get("program_months") or STUDIES[inputs["program"]]
    ends = to_date(months(n).add(day("2026-01-12")) - 1)
    visitor = {"status": "J-1", "level": "bachelor", "program_start": "2026-01-12", "program_end": ends.isoformat()}
    one = ask(visitor | {"offer_start": (ends + timedelta(10)).isoformat()}, "2026-01-20")["at"]
    last = to_date(months(expected["max_at_months"]).add(day(one["start"])) - 1)
    assert (one["authorized_until"] - one["start"]).days == (ends - date(2026, 1, 12)).days
    assert timedelta(0) <= last - one["authorized_until"] <= timedelta(3)


# ---- the postponed rule: its own dates, read only under its regime --------------------------------------------------

def four_years(inputs, expected):
    cap = months(12 * inputs["cap_years"]).add(day(inputs["effective"]))
    assert to_date(cap).isoformat() == expected["activity_cap"]
    rule, days, last = {"F": ("fixed_period.transition_leave_f1", 60, "last_day_with_60"),
                        "J": ("fixed_period.transition_leave_j1", 30, "last_day_with_30")}[inputs["class"]]
    assert by(days, expected["activity_cap"]) == expected[last]
    value = REVIVED.value(rule, day(inputs["effective"]))
    assert (value.date.isoformat(), value.status) == (expected[last], "postponed")
    assert REVIVED.value("fixed_period.transition_cap", day(inputs["effective"])).date.isoformat() == expected["activity_cap"]
    with pytest.raises(LookupError):
        LAW.value(rule, day(inputs["effective"]))
    stay = transition_end(REVIVED, inputs["class"] == "F", day("2033-05-14"))
    assert (str(to_date(int(stay.until))), str(to_date(int(stay.leave_by)))) == (expected["activity_cap"], expected[last])


def days_of_journalists(inputs, expected):
    """I visas are no student's: no rule of the planner, but its way of counting agrees with the rule's own dates."""
    assert by(inputs["days"], inputs["effective"]) == expected["last_day"]


CHECKS = {
    "OPT-POST-WINDOW": window, "OPT-POST-START-LATEST": window, "OPT-POST-START-WINDOW": window,
    "OPT-POST-FILE-EARLIEST": window, "SCHOOL-INTAKE-100D": school_intake,
    "GRACE-F1-60": grace("leave_after_program"), "GRACE-J1-30": grace("leave_j1"),
    "STEM-VALIDATE-6M": stem_validation, "OPT-PRE-DEDUCT-FULL": deduction(full_time=True),
    "OPT-PRE-DEDUCT-HALF": deduction(full_time=False), "CPT-12M-BAR": year_of_cpt,
    "OPT-UNEMP-150": unemployment, "J1AT-MAX-STUDYTIME": time_of_study, "DS-TRANS-CAP-4Y": four_years,
    "DS-TRANS-I-240": days_of_journalists, "DS-TRANS-I-90": days_of_journalists,
}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: f"{one['line']} {one['rule_id']} {one['institution']}")
def test_published(example):
    CHECKS[example["rule_id"]](example["inputs"], example["expected"])


def test_none_is_left_out():
    assert len(EXAMPLES) == 27
    assert {example["rule_id"] for example in EXAMPLES} == set(CHECKS)
    assert all(example["source"] for example in EXAMPLES)


@pytest.mark.parametrize(("ends", "column"), OURS)
def test_the_published_dates_that_are_wrong_fit_no_program_end(ends, column):
    """UTA's three dates of one term cannot all be right, whichever of the two days the program ended on."""
    example = next(one for one in EXAMPLES if ends in one["inputs"].get("program_end_implied", ()))
    fits = [all(WINDOW[name](end) == published for name, published in example["expected"].items())
            for end in example["inputs"]["program_end_implied"]]
    assert not any(fits)
    assert example["expected"][column] != OURS[ends, column][0]
