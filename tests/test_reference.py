# ruff: noqa: C408 - keyword tables read better here
"""The slow reference against the contract's own examples, and against dates worked by hand with a calendar.

Each row: why it is there, the case, the status date, the route, what must come out. Dates are ISO strings.
"""

import random
from datetime import date, timedelta

import pytest
from reference import LAW, REASONS, ROUTES, add_business_days, add_months, answer, length, submit_by

DATES = (
    "program_start", "program_end", "full_time_since", "academic_year_complete", "ead_start", "ead_end",
    "dso_recommended", "i765_filed", "opt_requested_start", "i907_filed", "offer_date", "offer_start", "offer_end",
)  # fmt: skip


def day(text):
    return date.fromisoformat(text) if text else None


def ask(case, on, **options):
    """The reference, asked with ISO strings."""
    closures = [day(text) for text in options.pop("closures", ())]
    typed = {key: day(value) if key in DATES else value for key, value in case.items()}
    return answer(typed, day(on), closures=closures, **options)


def text(value):
    return value.isoformat() if isinstance(value, date) else value


# ---- section 2: how days are counted --------------------------------------------------------------------------------


@pytest.mark.parametrize("start, n, end", [
    ("2022-06-27", 10, "2022-07-12"),   # the contract: 4 July closed
    ("2024-10-01", 7, "2024-10-10"),    # the contract
    ("2025-02-10", 7, "2025-02-20"),    # the contract: Presidents' Day closed
    ("2026-11-21", 1, "2026-11-23"),    # the contract: a Saturday's next business day is Monday
    ("2026-11-22", 10, "2026-12-07"),   # the contract's worked table: 26 November is closed
    ("2026-11-26", 0, "2026-11-26"),    # day 0 whether or not the office is open
    ("2027-12-30", 1, "2028-01-03"),    # New Year's Day 2028 is a Saturday, observed on Friday 31 December 2027
    ("2026-07-02", 1, "2026-07-06"),    # 4 July 2026 is a Saturday, observed on Friday the 3rd
    ("2021-07-02", 1, "2021-07-06"),    # 4 July 2021 is a Sunday, observed on Monday the 5th
    ("2020-06-18", 1, "2020-06-19"),    # Juneteenth is not yet a federal holiday
    ("2023-06-18", 1, "2023-06-20"),    # now it is
])  # fmt: skip
def test_business_days(start, n, end):
    assert add_business_days(day(start), n) == day(end)


@pytest.mark.parametrize("end, n, latest", [
    ("2026-12-21", 10, "2026-12-07"),   # the contract: ten business days to the 21st
    ("2027-02-13", 10, "2027-01-31"),   # the contract: a Sunday, counts like Friday the 29th
    ("2026-12-07", 10, "2026-11-22"),   # the contract: today
    ("2026-11-26", 1, "2026-11-24"),    # on a holiday only what was done the day before counts
    ("2026-11-22", 0, "2026-11-22"),    # nothing to wait for
])  # fmt: skip
def test_submit_by(end, n, latest):
    assert submit_by(day(end), n) == day(latest)


def test_submit_by_is_the_inverse():
    first = date(2026, 11, 1)
    for offset in range(90):
        x = first + timedelta(offset)
        for n in (0, 1, 5, 30):
            latest = submit_by(x, n)
            assert add_business_days(latest, n) <= x < add_business_days(latest + timedelta(1), n)


@pytest.mark.parametrize("start, n, end", [
    ("2026-01-31", 1, "2026-02-28"),    # the last day of a shorter month
    ("2027-12-31", 2, "2028-02-29"),    # a leap year
    ("2028-02-29", 12, "2029-02-28"),   # and the year after it
    ("2027-02-28", 12, "2028-02-28"),   # same day of the month, not "last day to last day"
    ("2025-08-25", 9, "2026-05-25"),    # the contract: E of the worked table
    ("2026-12-15", 1, "2027-01-15"),    # over the year's end
])  # fmt: skip
def test_months(start, n, end):
    assert add_months(day(start), n) == day(end)


@pytest.mark.parametrize("first, last, n", [
    ("2026-01-01", "2026-01-31", 31),   # the contract: both ends included
    ("2028-02-28", "2028-03-01", 3),    # over 29 February
    ("2026-01-02", "2026-01-01", 0),    # ends before it begins
])  # fmt: skip
def test_length(first, last, n):
    assert length(day(first), day(last)) == n


# ---- section 4: the worked table, every column ----------------------------------------------------------------------

STUDENT = dict(status="F-1", level="master", program_start="2025-08-25", program_end="2027-05-14")
WORKED = STUDENT | dict(offer_start="2026-12-21", offer_end="2027-01-15", hours_per_week=20)
D = "2026-11-22"

WORKED_TABLE = {  # verdict, earliest start, until, shift, next step, by, route closes, float, reasons, cautions
    "on_campus": ("no", None, None, None, "", None, None, None, ["off_campus"], set()),
    "current_ead": ("no", None, None, None, "", None, None, None, ["no_ead"], set()),
    # closes: Sunday 2 May counts like Friday 30 April, ten business days to 14 May
    "cpt": ("yes", "2026-12-07", "2027-05-14", 0, "requested", "2026-12-07", "2027-05-02", 15, [],
            {"cpt_guidance_2026"}),
    # closes: 14 May - 14 = 30 April, - 120 = 31 December, ten business days back over Christmas: 16 December
    "opt_pre": ("later", "2027-04-20", "2027-05-14", 120, "requested", "2026-11-22", "2026-12-16", 0, [], set()),
    # requested earliest 30 December: its ten days (1 January closed) end on 14 January = 13 February - 30;
    # closes: 13 July less ten business days (5 July closed): 28 June. 27 June is a Sunday
    "opt_post": ("later", "2027-06-27", "2028-06-26", 188, "requested", "2027-01-31", "2027-06-28", 32, [],
                 {"contested_rule", "weekend_start"}),
    "opt_stem": ("no", None, None, None, "", None, None, None, ["no_ead"], set()),
    "at": ("no", None, None, None, "", None, None, None, ["wrong_status"], set()),
}  # fmt: skip

WORKED_EARLY = {
    "cpt": dict(signed="2026-11-22", requested="2026-11-22", authorized="2026-12-07"),
    "opt_pre": dict(requested="2026-11-22", recommended="2026-12-07", filed="2026-12-07", approved="2027-04-06",
                    card_received="2027-04-20"),
    "opt_post": dict(requested="2026-12-30", recommended="2027-01-14", filed="2027-02-13", approved="2027-06-13",
                     card_received="2027-06-27"),
}  # fmt: skip


@pytest.mark.parametrize("route", ROUTES)
def test_worked_table(route):
    plan = ask(WORKED, D)[route]
    early = {name: text(value) for name, value in plan.pop("early").items()}
    assert tuple(text(value) for value in plan.values()) == WORKED_TABLE[route]
    assert early == WORKED_EARLY.get(route, {})


def test_routes_come_in_the_order_of_the_contract():
    assert tuple(ask(WORKED, D)) == ROUTES


# ---- rows worked by hand --------------------------------------------------------------------------------------------

# Post-completion: PED 18 Dec 2026, filing 19 Sep 2026 .. 16 Feb 2027, 14 months end on 18 Feb 2028
GRAD = dict(status="F-1", level="master", program_start="2024-08-26", program_end="2026-12-18")
# A second-semester student: E = 24 May 2027, pre-completion filing opens 23 Feb 2027
YOUNG = dict(status="F-1", level="bachelor", program_start="2026-08-24", program_end="2028-05-12")
# On post-completion OPT to 31 Jan 2027; STEM filing 2 Nov 2026 .. 31 Jan 2027; + 180 days is 30 Jul 2027
STEM = dict(status="F-1", level="master", program_start="2023-08-28", program_end="2025-12-19", stem=True,
            e_verify=True, ead_start="2026-02-01", ead_end="2027-01-31")  # fmt: skip
# A one-year programme: nine months would end on 24 May 2027
ONE_YEAR = dict(status="F-1", level="master", program_start="2026-08-24", program_end="2027-05-14")
# J-1: 481 days of study
J1 = dict(status="J-1", level="master", program_start="2025-08-25", program_end="2026-12-18")
FILED = dict(i765_filed="2026-10-01", opt_requested_start="2027-01-04")

ROWS = []


def row(why, case, on, route, options=None, **expected):
    ROWS.append(pytest.param(case, on, route, options or {}, expected, id=f"{route}: {why}"))


# filed: 1 Oct + 120 = 29 Jan, + 14 = 12 Feb
row("filed, the card decides", GRAD | FILED, D, "opt_post", verdict="yes", earliest_start="2027-02-12",
    authorized_until="2028-01-28", next_step="approved", next_step_by="2027-01-29", route_closes=None, float_days=0,
    shift_days=None, cautions=set(), early=dict(approved="2027-01-29", card_received="2027-02-12"))
row("filed, no requested start: PED+60", GRAD | dict(i765_filed="2026-10-01"), D, "opt_post",
    earliest_start="2027-02-16", authorized_until="2028-02-15", next_step_by="2027-02-02", float_days=4,
    cautions={"requested_start_unknown"})
row("decision planned for today is not overdue", GRAD | FILED, "2027-01-29", "opt_post", earliest_start="2027-02-12",
    cautions=set())
row("a day later it is, and is planned on D", GRAD | FILED, "2027-01-30", "opt_post", earliest_start="2027-02-13",
    authorized_until="2028-01-29", cautions={"processing_overdue", "weekend_start"})
row("i907 on 2 Nov + 30 (11 and 26 Nov closed) = 16 Dec; the requested start decides",
    GRAD | FILED | dict(i907_filed="2026-11-02"), D, "opt_post", earliest_start="2027-01-04",
    authorized_until="2028-01-03", next_step_by="2026-12-21", float_days=5, cautions=set(),
    early=dict(approved="2026-12-16", card_received="2026-12-30"))
row("premium asked for today + 30 (26 Nov, 25 Dec, 1 Jan closed) = 6 Jan", GRAD | FILED | dict(premium=True), D,
    "opt_post", earliest_start="2027-01-20", cautions={"premium_from_today"}, authorized_until="2028-01-05")
row("the standard date comes before premium asked for today; filed on the first day of the window",
    GRAD | dict(i765_filed="2026-09-19", opt_requested_start="2027-01-04", premium=True), "2027-01-10", "opt_post",
    early=dict(approved="2027-01-17", card_received="2027-01-31"), earliest_start="2027-01-31",
    cautions={"premium_from_today", "weekend_start"})
row("premium lapsed too: the earlier of both dates is past",
    GRAD | FILED | dict(i907_filed="2026-11-02"), "2026-12-17", "opt_post", earliest_start="2027-01-04",
    cautions={"processing_overdue"}, early=dict(approved="2026-12-17", card_received="2026-12-31"))
row("not filed, premium: 7 Dec + 30 business days (25 Dec, 1 and 18 Jan closed) = 21 Jan",
    WORKED | dict(premium=True), D, "opt_pre", earliest_start="2027-02-04", shift_days=45, next_step_by=D,
    early=dict(requested=D, recommended="2026-12-07", filed="2026-12-07", approved="2027-01-21",
               card_received="2027-02-04"))
row("filed in the other category: not a fact of this route", GRAD | dict(i765_filed="2026-10-01",
    i765_category="opt_pre"), D, "opt_post", next_step="requested", has={"pending_precompletion"})

# filed too early
row("the day before the window opens: as if not filed", GRAD | dict(i765_filed="2026-09-18"), D, "opt_post",
    earliest_start="2027-04-20", authorized_until="2028-02-18", next_step="requested", next_step_by=D,
    route_closes="2027-02-01", float_days=0, cautions={"filed_too_early", "contested_rule"})
row("its recommendation stays a fact: file again by 10 Oct",
    GRAD | dict(i765_filed="2026-09-18", dso_recommended="2026-09-10"), "2026-10-05", "opt_post", next_step="filed",
    earliest_start="2027-02-16", next_step_by="2026-10-05", route_closes="2026-10-10", float_days=0,
    authorized_until="2028-02-15", has={"filed_too_early"}, lacks={"recommendation_expired"})
row("and expires like any other", GRAD | dict(i765_filed="2026-09-18", dso_recommended="2026-09-10"), D, "opt_post",
    next_step="requested", has={"filed_too_early", "recommendation_expired"})
row("too early beats the recommendation's 30 days: `whatever else holds`",
    GRAD | dict(i765_filed="2026-09-18", dso_recommended="2026-08-01"), D, "opt_post", verdict="later",
    has={"filed_too_early", "recommendation_expired"}, extra=dict(offer_start="2027-01-04"))
row("a blocked route still says it", GRAD | dict(i765_filed="2026-09-18", related=False), D, "opt_post",
    reasons=["unrelated_work"], cautions={"filed_too_early"})
row("pre-completion, the day before E - 90", YOUNG | dict(i765_filed="2027-02-22", i765_category="opt_pre"),
    "2027-03-01", "opt_pre", next_step="requested", has={"filed_too_early"})
row("pre-completion, on E - 90: + 120 = 23 Jun", YOUNG | dict(i765_filed="2027-02-23", i765_category="opt_pre"),
    "2027-03-01", "opt_pre", next_step="approved", earliest_start="2027-07-07", authorized_until="2028-05-12",
    cautions=set())

# the recommendation
row("30 days end today: file today", GRAD | dict(dso_recommended="2026-10-23"), D, "opt_post", next_step="filed",
    next_step_by=D, route_closes=D, float_days=0, earliest_start="2027-04-05", cautions={"contested_rule"})
row("30 days ended yesterday: ask again", GRAD | dict(dso_recommended="2026-10-22"), D, "opt_post",
    next_step="requested", next_step_by=D, earliest_start="2027-04-20",
    cautions={"contested_rule", "recommendation_expired"})
row("30 days end before the window opens", STUDENT | dict(dso_recommended="2026-11-20"), D, "opt_post",
    next_step="requested", has={"recommendation_expired"}, early=WORKED_EARLY["opt_post"])
row("a late offer start leaves the recommendation's end (16 Dec) as the date to file by",
    GRAD | dict(dso_recommended="2026-11-16", offer_start="2027-06-01"), D, "opt_post", verdict="yes", shift_days=0,
    earliest_start="2027-04-05", next_step="filed", next_step_by="2026-12-16", route_closes="2026-12-16",
    float_days=24, authorized_until="2028-02-18", lacks={"unemployment_limit"})
row("filed on the 30th day", GRAD | dict(dso_recommended="2026-10-01", i765_filed="2026-10-31"), D, "opt_post",
    next_step="approved", reasons=[])
row("filed on the 31st day", GRAD | dict(dso_recommended="2026-10-01", i765_filed="2026-11-01"), D, "opt_post",
    verdict="no", reasons=["filing_window_closed"], cautions=set())
row("the only closed window of pre-completion OPT", STUDENT | dict(dso_recommended="2026-10-01",
    i765_filed="2026-11-01", i765_category="opt_pre"), D, "opt_pre", reasons=["filing_window_closed"])
row("a recommendation without a form belongs to opt_post", STUDENT | dict(dso_recommended="2026-11-16"), D,
    "opt_pre", next_step="requested")
row("60 days end today", STEM | dict(dso_recommended="2026-09-23", i765_category="opt_stem"), D, "opt_stem",
    next_step="filed", next_step_by=D, route_closes=D, cautions=set())
row("60 days ended yesterday", STEM | dict(dso_recommended="2026-09-22", i765_category="opt_stem"), D, "opt_stem",
    next_step="requested", cautions={"recommendation_expired"})

# the filing window of opt_post and expedite
row("the last day on which ten business days (15 Feb closed) suffice", GRAD, "2027-02-01", "opt_post",
    next_step_by="2027-02-01", route_closes="2027-02-01", lacks={"expedite"}, earliest_start="2027-06-30")
row("a day later only an expedited request helps: 16 Feb + 120 = 16 Jun", GRAD, "2027-02-02", "opt_post",
    has={"expedite"}, next_step="requested", next_step_by="2027-02-02", route_closes="2027-02-02", float_days=0,
    earliest_start="2027-06-30", authorized_until="2028-02-18",
    early=dict(requested="2027-02-02", recommended="2027-02-16", filed="2027-02-16", approved="2027-06-16",
               card_received="2027-06-30"))
row("the day before the window's last", GRAD, "2027-02-15", "opt_post", has={"expedite"}, next_step_by="2027-02-15")
row("the window's last day", GRAD, "2027-02-16", "opt_post", has={"expedite"}, next_step_by="2027-02-16")
row("the day after", GRAD, "2027-02-17", "opt_post", verdict="no", reasons=["filing_window_closed"], next_step="",
    route_closes=None)
row("recommended: file on the last day, nothing to expedite", GRAD | dict(dso_recommended="2027-02-08"),
    "2027-02-16", "opt_post", next_step="filed", next_step_by="2027-02-16", lacks={"expedite"})
row("expired recommendation in the last days: ask again, expedited", GRAD | dict(dso_recommended="2027-01-10"),
    "2027-02-12", "opt_post", has={"expedite", "recommendation_expired"}, next_step_by="2027-02-12")
row("filed on the last day", GRAD | dict(i765_filed="2027-02-16"), "2027-02-20", "opt_post", next_step="approved")
row("filed a day late", GRAD | dict(i765_filed="2027-02-17"), "2027-02-20", "opt_post",
    reasons=["filing_window_closed"])
row("expedite keeps D even for a late offer", GRAD | dict(offer_start="2027-09-01"), "2027-02-10", "opt_post",
    verdict="yes", next_step_by="2027-02-10", route_closes="2027-02-10", float_days=0)
row("30 days under the revived rule: open on 17 Jan", GRAD, "2027-01-17", "opt_post",
    dict(regime="fixed_period_2026"), has={"expedite"}, lacks={"contested_rule"})
row("30 days under the revived rule: closed on 18 Jan", GRAD, "2027-01-18", "opt_post",
    dict(regime="fixed_period_2026"), reasons=["filing_window_closed"])
row("the revived rule moves the latest start too: 17 Jan 2027", GRAD | dict(i765_filed="2026-10-01"), D, "opt_post",
    dict(regime="fixed_period_2026", i765_standard=60), earliest_start="2027-01-17", authorized_until="2028-01-16")
row("programs that end before 15 Sep 2026 keep 60 days", GRAD | dict(program_end="2026-09-14"), "2026-11-13",
    "opt_post", dict(regime="fixed_period_2026"), has={"expedite"})
row("programs that end before 15 Sep 2026 are not contested", GRAD | dict(program_end="2026-09-14"), "2026-11-13",
    "opt_post", has={"expedite"}, lacks={"contested_rule"})

# opt_post: what is used up
row("days used shorten the year", GRAD | FILED | dict(opt_days_used=100), D, "opt_post",
    authorized_until="2027-10-20")   # 28 Jan 2028 - 100
row("14 months after the program are the other end", GRAD | dict(i765_filed="2027-02-16"), "2027-02-20", "opt_post",
    earliest_start="2027-06-30", authorized_until="2028-02-18")
row("91 days of unemployment: 22 Mar to 31 May are 71", GRAD | dict(dso_recommended="2026-11-16",
    offer_start="2027-06-01", unemployed_days=20), D, "opt_post", has={"unemployment_limit"})
row("90 days of unemployment", GRAD | dict(dso_recommended="2026-11-16", offer_start="2027-06-01",
    unemployed_days=19), D, "opt_post", lacks={"unemployment_limit"})
row("364 days used: one day is left, an offer on the second is too late",
    GRAD | dict(FILED, opt_days_used=364, offer_start="2027-02-12"), D, "opt_post", reasons=["too_late_to_start"])
row("365 days used, 365 days of CPT, in the contract's order", GRAD | dict(opt_days_used=365,
    cpt_full_time_days=365), D, "opt_post", reasons=["cpt_year_used", "opt_used_up"])
row("364 days of CPT do not block", GRAD | dict(cpt_full_time_days=364), D, "opt_post", reasons=[])
row("an opt_pre card and no days given", GRAD | dict(ead_start="2026-06-01", ead_end="2026-12-18"), D, "opt_post",
    has={"opt_days_unknown"}, reasons=[])
row("an opt_pre card and its days", GRAD | dict(ead_start="2026-06-01", ead_end="2026-12-18", opt_days_used=90), D,
    "opt_post", lacks={"opt_days_unknown"})
row("an opt_pre card: its application is no longer pending", GRAD | dict(ead_start="2026-06-01",
    ead_end="2026-12-18", i765_filed="2026-03-01", i765_category="opt_pre"), D, "opt_post",
    lacks={"pending_precompletion"})
row("19 hours do not stop the unemployment clock", GRAD | dict(hours_per_week=19), D, "opt_post", has={"under_20h"})
row("20 hours do", GRAD, D, "opt_post", lacks={"under_20h"})

# opt_pre
row("the first request whose ten days (18 Jan closed) reach 24 Jan is 8 Jan", YOUNG, D, "opt_pre", verdict="yes",
    earliest_start="2027-07-07", authorized_until="2028-05-12", next_step_by="2027-02-08",
    route_closes="2027-12-15", float_days=31,
    early=dict(requested="2027-01-08", recommended="2027-01-25", filed="2027-02-23", approved="2027-06-23",
               card_received="2027-07-07"))
row("days used count from S: 6 Jul 2028 - 100", YOUNG | dict(i765_filed="2027-02-23", i765_category="opt_pre",
    opt_days_used=100), "2027-03-01", "opt_pre", authorized_until="2028-03-28")
row("21 hours a week", STUDENT | dict(hours_per_week=21), D, "opt_pre", reasons=["over_20h"])
row("an opt_pre card", STUDENT | dict(ead_start="2026-09-01", ead_end="2027-05-14"), D, "opt_pre",
    reasons=["already_authorized"])
row("everything at once, in order", STUDENT | dict(level="language", ead_start="2027-05-15", ead_end="2028-05-14",
    cpt_full_time_days=365, opt_days_used=365, hours_per_week=40, related=False), "2027-06-01", "opt_pre",
    reasons=["already_authorized", "language_training", "program_over", "cpt_year_used", "opt_used_up", "over_20h",
             "unrelated_work"])
row("the card comes on the last day of the program", STUDENT | dict(program_end="2027-04-20"), D, "opt_pre",
    earliest_start="2027-04-20", authorized_until="2027-04-20", verdict="yes")
row("the card comes a day after", STUDENT | dict(program_end="2027-04-19"), D, "opt_pre",
    reasons=["too_late_to_start"])
row("a J-1 has none", J1, D, "opt_pre", reasons=["wrong_status"], cautions=set())

# E, the academic year
row("a one-year program: E = PED", ONE_YEAR, D, "cpt", earliest_start="2027-05-14", authorized_until="2027-05-14",
    next_step_by="2027-05-02", cautions={"academic_year_assumed", "cpt_guidance_2026"})
row("eight months to the day", ONE_YEAR | dict(program_end="2027-04-24"), D, "cpt", earliest_start="2027-04-24",
    has={"academic_year_assumed", "weekend_start"})
row("a day short of eight months", ONE_YEAR | dict(program_end="2027-04-23"), D, "cpt",
    reasons=["academic_year_incomplete"], cautions=set())
row("nine months to the day: nothing is assumed", ONE_YEAR | dict(program_end="2027-05-24"), D, "cpt",
    earliest_start="2027-05-24", lacks={"academic_year_assumed"})
row("the caution stands beside the reason", ONE_YEAR, D, "opt_pre", reasons=["too_late_to_start"],
    cautions={"academic_year_assumed"})
row("post-completion OPT needs the year too", ONE_YEAR, D, "opt_post", has={"academic_year_assumed"})
row("the year given in the case is taken at its word", ONE_YEAR | dict(academic_year_complete="2027-05-20"), D,
    "opt_post", reasons=["academic_year_incomplete"], cautions=set())
row("full time before this program counts", ONE_YEAR | dict(full_time_since="2025-08-25"), D, "cpt",
    earliest_start="2026-12-07")
row("training required of all master students: no year to wait", ONE_YEAR | dict(training_required=True), D, "cpt",
    earliest_start="2026-12-07", cautions=set())
row("training required of a bachelor: the year counts", YOUNG | dict(training_required=True), D, "cpt",
    earliest_start="2027-05-24", cautions=set())

# cpt
row("a sign-off of three days first (26 Nov closed): 25 Nov, then ten to 10 Dec", STUDENT, D, "cpt",
    dict(lead=dict(sign_off=3)), earliest_start="2026-12-10", next_step_by="2026-11-26",   # the holiday counts like the day before
    float_days=1,
    early=dict(signed="2026-11-25", requested="2026-11-25", authorized="2026-12-10"))
row("the school is closed on 7 Dec", WORKED, D, "cpt", dict(closures=["2026-12-07"]), earliest_start="2026-12-08")
row("the offer comes on Mon 30 Nov: ten days to 14 Dec", WORKED | dict(offer_date="2026-11-30"), D, "cpt",
    earliest_start="2026-12-14", next_step_by="2026-12-07", float_days=7)
row("the offer outlasts the program", WORKED | dict(offer_end="2027-05-15"), D, "cpt", verdict="partly",
    shift_days=0)
row("the offer ends with the program", WORKED | dict(offer_end="2027-05-14"), D, "cpt", verdict="yes")
row("later wins over partly", WORKED | dict(offer_start="2026-12-04", offer_end="2027-06-15"), D, "cpt",
    verdict="later", shift_days=3)
row("the offer starts after the program", WORKED | dict(offer_start="2027-05-15", offer_end=None), D, "cpt",
    reasons=["too_late_to_start"])
row("too late is never said beside another code", WORKED | dict(offer_start="2027-05-15", curricular=False), D,
    "cpt", reasons=["not_curricular"])
row("the program's last day is not over, only too late", STUDENT, "2027-05-14", "cpt", reasons=["too_late_to_start"])
row("the day after it is over", STUDENT, "2027-05-15", "cpt", reasons=["program_over"])
row("21 Dec to 15 Jan are 26 days: 334", WORKED | dict(hours_per_week=40, cpt_full_time_days=308), D, "cpt",
    has={"full_time_cpt"}, lacks={"cpt_year_at_risk"})
row("and 335", WORKED | dict(hours_per_week=40, cpt_full_time_days=309), D, "cpt",
    has={"full_time_cpt", "cpt_year_at_risk"})
row("part-time adds nothing", WORKED | dict(cpt_full_time_days=309), D, "cpt",
    lacks={"full_time_cpt", "cpt_year_at_risk"})
row("the guidance of 12 Aug 2026, the day before", STUDENT, "2026-08-11", "cpt", cautions=set())
row("the guidance of 12 Aug 2026, the day", STUDENT | dict(contractor=True), "2026-08-12", "cpt",
    cautions={"cpt_guidance_2026", "contractor_on_cpt"})

# opt_stem
row("no offer: the day after the card, request ten days (18 Jan closed) before 31 Jan", STEM, D, "opt_stem",
    verdict="yes", earliest_start="2027-02-01", authorized_until="2029-01-31", next_step="requested",
    next_step_by="2027-01-14", route_closes="2027-01-14", float_days=53, cautions=set())
row("the first request whose ten days reach 3 Sep, 60 days before the window", STEM, "2026-06-01", "opt_stem",
    early=dict(requested="2026-08-20", recommended="2026-09-03", filed="2026-11-02", approved="2027-03-02",
               card_received="2027-03-16"))
row("first part under the present card", STEM | dict(offer_start="2026-12-01", offer_end="2027-06-30"), D,
    "opt_stem", verdict="yes", earliest_start=D, shift_days=0, next_step_by="2027-01-14", lacks={"weekend_start"})
row("the offer starts on the card's last day", STEM | dict(offer_start="2027-01-31"), D, "opt_stem",
    earliest_start=D, has={"weekend_start"})
row("the offer starts the day after", STEM | dict(offer_start="2027-02-01"), D, "opt_stem",
    earliest_start="2027-02-01", verdict="yes")
row("a card that has not begun", STEM | dict(offer_start="2026-01-20"), "2026-01-15", "opt_stem", verdict="later",
    earliest_start="2026-02-01", shift_days=12)
row("D after the card: the first part is gone", STEM | dict(i765_filed="2027-01-15", i765_category="opt_stem",
    offer_start="2027-01-20"), "2027-02-01", "opt_stem", verdict="later", earliest_start="2027-02-01",
    shift_days=12, next_step="approved", next_step_by=None, route_closes=None, float_days=None)
row("D on its last day: it is not", STEM | dict(i765_filed="2027-01-15", i765_category="opt_stem",
    offer_start="2027-01-20"), "2027-01-31", "opt_stem", earliest_start="2027-01-31", shift_days=11)
SLOW = dict(i765_standard=300)   # 7 Dec + 300 = 3 Oct, + 14 = 17 Oct 2027
row("starts on day 180 of the pending time, then a gap to the card", STEM | dict(offer_start="2027-07-30"), D,
    "opt_stem", SLOW, verdict="yes", earliest_start="2027-02-01", has={"work_gap"}, next_step_by="2027-01-14")
row("starts on day 181: only with the card", STEM | dict(offer_start="2027-07-31"), D, "opt_stem", SLOW,
    verdict="later", earliest_start="2027-10-17", shift_days=78, next_step_by=D, float_days=0, lacks={"work_gap"})
row("starts with the card", STEM | dict(offer_start="2027-10-17"), D, "opt_stem", SLOW, verdict="yes",
    earliest_start="2027-02-01", next_step_by=D, float_days=0, route_closes="2027-01-14", lacks={"work_gap"})
row("starts after the card: 1 Nov - 14 - 300 = 22 Dec, ten business days back", STEM | dict(
    offer_start="2027-11-01"), D, "opt_stem", SLOW, verdict="yes", next_step_by="2026-12-08", float_days=16)
row("the card comes on day 181: no gap", STEM, D, "opt_stem", dict(i765_standard=222), cautions=set())
row("the card comes on day 182: a gap of one day", STEM, D, "opt_stem", dict(i765_standard=223),
    cautions={"work_gap"})
row("D after day 180: the card decides", STEM | dict(i765_filed="2027-01-15", i765_category="opt_stem"),
    "2027-08-02", "opt_stem", dict(i765_standard=220), earliest_start="2027-09-06", next_step="approved",
    next_step_by="2027-08-23", float_days=0, lacks={"work_gap"})   # 15 Jan + 220 = 23 Aug, + 14
row("filed, S after day 180: approval by 18 Oct, planned 27 Sep", STEM | dict(i765_filed="2026-12-01",
    i765_category="opt_stem", offer_start="2027-11-01"), "2026-12-10", "opt_stem", SLOW, next_step="approved",
    next_step_by="2027-10-18", float_days=21)
row("ten business days still suffice", STEM, "2027-01-14", "opt_stem", lacks={"expedite"},
    next_step_by="2027-01-14")
row("expedite", STEM, "2027-01-15", "opt_stem", has={"expedite"}, next_step_by="2027-01-15",
    route_closes="2027-01-15")
row("the window's last day", STEM, "2027-01-31", "opt_stem", has={"expedite"}, earliest_start="2027-02-01")
row("the day after", STEM, "2027-02-01", "opt_stem", reasons=["filing_window_closed"])
row("filed the day before the window opens", STEM | dict(i765_filed="2026-11-01", i765_category="opt_stem"), D,
    "opt_stem", next_step="requested", cautions={"filed_too_early"})
row("150 days of unemployment: 22 Nov to 31 Jan are 71", STEM | dict(unemployed_days=79), D, "opt_stem",
    cautions={"limit_of_the_first_card"})
row("151 days of unemployment", STEM | dict(unemployed_days=80), D, "opt_stem",
    cautions={"unemployment_limit", "limit_of_the_first_card"})
row("every STEM code, in order", STEM | dict(stem=False, e_verify=False, paid=False, hours_per_week=10,
    related=False), D, "opt_stem",
    reasons=["not_stem", "no_e_verify", "unpaid_stem", "under_20h_stem", "unrelated_work"])
row("E-Verify unknown is a caution", STEM | dict(e_verify=None), D, "opt_stem", verdict="yes",
    cautions={"e_verify_unknown"})
row("a STEM card: its own end closes the window too", STEM | dict(ead_start="2024-02-01", ead_end="2026-01-31",
    program_end="2022-12-19", program_start="2020-08-24", stem=False), D, "opt_stem",
    reasons=["already_authorized", "filing_window_closed", "not_stem"])
row("a pre-completion card is no ground for STEM", STUDENT | dict(ead_start="2026-09-01", ead_end="2027-05-14",
    stem=True), D, "opt_stem", reasons=["no_ead"])
row("24 months from 1 March end on the last of February of a leap year", STEM | dict(ead_start="2025-03-01",
    ead_end="2026-02-28", program_end="2025-01-31"), "2025-12-01", "opt_stem", earliest_start="2026-03-01",
    authorized_until="2028-02-29")

# the card in the case
row("until its end, 20 hours or more", STEM, D, "current_ead", verdict="yes", earliest_start=D, next_step="",
    authorized_until="2027-01-31", next_step_by=None, route_closes=None, float_days=None, cautions={"weekend_start"})
row("inferred opt_post: fewer than 20 hours is a caution", STEM | dict(hours_per_week=10, paid=False), D,
    "current_ead", reasons=[], has={"under_20h"})
row("ends on start + 12 months: still opt_post", STEM | dict(ead_end="2027-02-01"), D, "opt_stem", reasons=[])
row("ends a day later: opt_stem", STEM | dict(ead_end="2027-02-02"), D, "opt_stem", reasons=["already_authorized"])
row("start blank, ends on PED + 14 months: opt_post", STEM | dict(ead_start=None, ead_end="2027-02-19"), D,
    "opt_stem", reasons=[])
row("start blank, ends a day later: opt_stem", STEM | dict(ead_start=None, ead_end="2027-02-20", paid=False), D,
    "current_ead", reasons=["unpaid_stem"])
row("begins on PED: opt_pre, and ends there", STUDENT | dict(ead_start="2027-05-14", ead_end="2028-05-13"),
    "2027-05-14", "current_ead", authorized_until="2027-05-14", earliest_start="2027-05-14")
row("begins on PED + 1: opt_post", STUDENT | dict(ead_start="2027-05-15", ead_end="2028-05-14"), "2027-05-14",
    "current_ead", authorized_until="2028-05-14", earliest_start="2027-05-15")
row("start blank, ends on PED: opt_pre, no more than 20 hours", STUDENT | dict(ead_end="2027-05-14",
    hours_per_week=21), D, "current_ead", reasons=["over_20h"])
row("start blank, ends on PED + 1: opt_post, any hours", STUDENT | dict(ead_end="2027-05-15", hours_per_week=40), D,
    "current_ead", reasons=[], authorized_until="2027-05-15")
row("the category given wins", STUDENT | dict(ead_end="2027-05-14", ead_category="opt_post", hours_per_week=40), D,
    "current_ead", reasons=[])
row("its last day", STEM, "2027-01-31", "current_ead", verdict="yes")
row("expired", STEM, "2027-02-01", "current_ead", reasons=["ead_expired"])
row("the offer starts after its end", STEM | dict(offer_start="2027-02-01"), D, "current_ead",
    reasons=["too_late_to_start"])
row("the offer outlasts it", STEM | dict(offer_start="2026-12-01", offer_end="2027-02-01"), D, "current_ead",
    verdict="partly")
row("60 + 31 idle days exceed 90", STEM | dict(unemployed_days=60, offer_start="2026-12-23"), D, "current_ead",
    has={"unemployment_limit"})   # 22 Nov to 22 Dec
row("60 + 30 do not", STEM | dict(unemployed_days=60, offer_start="2026-12-22"), D, "current_ead",
    lacks={"unemployment_limit"})
row("no unemployment limit before completion", STUDENT | dict(ead_end="2027-05-14", unemployed_days=200), D,
    "current_ead", lacks={"unemployment_limit"})
EARLIER = dict(ead_start="2025-09-01", ead_end="2026-08-31", ead_category="opt_post")
row("an earlier level's card ends the day before this program", YOUNG | EARLIER, "2026-08-01", "current_ead",
    authorized_until="2026-08-23")
row("and is over in it", YOUNG | EARLIER, D, "current_ead", reasons=["ead_expired"])
row("and closes no other route", YOUNG | EARLIER, D, "opt_pre", reasons=[])
row("nor opens one", YOUNG | EARLIER | dict(stem=True), D, "opt_stem", reasons=["no_ead"])
row("a card from the program's first day is of this level", YOUNG | EARLIER | dict(ead_start="2026-08-24"), D,
    "opt_pre", reasons=["already_authorized"])

# on_campus
ON_CAMPUS = dict(on_campus=True)
row("F-1: today, nobody to ask", STUDENT | ON_CAMPUS, "2026-11-23", "on_campus", verdict="yes", next_step="",
    earliest_start="2026-11-23", authorized_until="2027-05-14", cautions=set(), early={})
row("30 days before the program, a Saturday", STUDENT | ON_CAMPUS | dict(program_start="2027-01-25",
    program_end="2028-12-15"), D, "on_campus", earliest_start="2026-12-26", cautions={"weekend_start"})
row("21 hours while school is in session", STUDENT | ON_CAMPUS | dict(hours_per_week=21), D, "on_campus",
    reasons=["over_20h"])
row("20 hours, unrelated to the studies", STUDENT | ON_CAMPUS | dict(related=False), D, "on_campus", reasons=[])
row("J-1: five business days (26 Nov closed) to 30 Nov", J1 | ON_CAMPUS, D, "on_campus",
    earliest_start="2026-11-30", next_step="requested", next_step_by=D, route_closes="2026-12-13", float_days=0,
    early=dict(requested=D, authorized="2026-11-30"))
row("J-1: not before the program", J1 | ON_CAMPUS | dict(program_start="2027-01-25", program_end="2028-12-15"), D,
    "on_campus", earliest_start="2027-01-25", next_step_by="2027-01-18")   # closed, counts like Friday the 15th
row("over and too many hours", STUDENT | ON_CAMPUS | dict(hours_per_week=21), "2027-05-15", "on_campus",
    reasons=["program_over", "over_20h"])
row("off campus stands alone", STUDENT | dict(hours_per_week=21), "2027-05-15", "on_campus", reasons=["off_campus"])

# at
row("481 days of study from 7 Dec", J1, D, "at", verdict="yes", earliest_start="2026-12-07",
    authorized_until="2028-03-31", next_step="requested", next_step_by=D, route_closes="2026-12-06", float_days=0,
    cautions=set(), early=dict(signed=D, requested=D, authorized="2026-12-07"))
row("days used", J1 | dict(at_days_used=100), D, "at", authorized_until="2027-12-22", route_closes="2026-12-06")
row("the last day on which ten business days suffice", J1, "2026-12-06", "at", lacks={"expedite"},
    earliest_start="2026-12-18", next_step_by="2026-12-06")
row("expedite", J1, "2026-12-07", "at", cautions={"expedite"}, earliest_start="2026-12-18",
    next_step_by="2026-12-07", route_closes="2026-12-07",
    early=dict(signed="2026-12-07", requested="2026-12-07", authorized="2026-12-18"))
row("the program's last day", J1, "2026-12-18", "at", cautions={"expedite"}, next_step_by="2026-12-18")
row("the day after", J1, "2026-12-19", "at", reasons=["filing_window_closed"])
row("the offer comes on the last day", J1 | dict(offer_date="2026-12-18"), D, "at", cautions={"expedite"},
    next_step_by="2026-12-18", float_days=0)
row("the offer comes too late", J1 | dict(offer_date="2026-12-19"), D, "at", reasons=["filing_window_closed"])
row("closed, and all 481 days used", J1 | dict(at_days_used=481), "2026-12-19", "at",
    reasons=["filing_window_closed", "at_used_up"])
row("closed, one day left", J1 | dict(at_days_used=480), "2026-12-19", "at", reasons=["filing_window_closed"])
row("starts 30 days after the program", J1 | dict(offer_start="2027-01-17"), D, "at", verdict="yes",
    next_step_by="2026-12-06", cautions={"weekend_start"})
row("starts 31 days after", J1 | dict(offer_start="2027-01-18"), D, "at", reasons=["too_late_to_start"])
row("18 months when the studies were longer", J1 | dict(program_start="2022-08-22", offer_start="2026-12-14"), D,
    "at", authorized_until="2028-06-13")
PHD = J1 | dict(level="doctorate", program_start="2021-08-23")
row("a doctorate that starts on PED: 18 months", PHD | dict(offer_start="2026-12-18"), D, "at",
    authorized_until="2028-06-17", cautions=set())
row("a doctorate that starts after PED: 36 months", PHD | dict(offer_start="2026-12-21"), D, "at",
    authorized_until="2029-12-20", cautions={"ro_confirms"})
row("a postdoc: 36 months", J1 | dict(level="postdoc", program_start="2023-01-02", offer_start="2026-12-14"), D,
    "at", authorized_until="2029-12-13", cautions=set())
row("a postdoc of 481 days", J1 | dict(level="postdoc", offer_start="2026-12-07"), D, "at",
    authorized_until="2028-03-31")
row("nondegree: 341 days of study from 14 Dec", J1 | dict(level="nondegree", program_start="2026-01-12",
    offer_start="2026-12-14"), D, "at", authorized_until="2027-11-19")
NONDEGREE = J1 | dict(level="nondegree", program_start="2025-01-13")
row("nondegree: 24 months in all", NONDEGREE | dict(offer_start="2026-12-14"), D, "at",
    authorized_until="2027-01-12")
row("nondegree: the last of the 24 months", NONDEGREE | dict(offer_start="2027-01-12"), D, "at", verdict="yes",
    authorized_until="2027-01-12")
row("nondegree: the day after", NONDEGREE | dict(offer_start="2027-01-13"), D, "at", reasons=["at_used_up"])
row("a J-1 has no card", J1, D, "current_ead", reasons=["wrong_status"])


def checked(plan, expected):
    """What the row names, as text."""
    return {key: {k: text(v) for k, v in plan[key].items()} if key == "early" else text(plan[key]) for key in expected}


@pytest.mark.parametrize("case, on, route, options, expected", ROWS)
def test_worked_by_hand(case, on, route, options, expected):
    expected = dict(expected)
    case = case | expected.pop("extra", {})
    has, lacks = expected.pop("has", set()), expected.pop("lacks", set())
    plan = ask(case, on, **options)[route]
    assert checked(plan, expected) == expected
    assert has <= plan["cautions"] and not lacks & plan["cautions"]


def test_a_number_of_law_can_be_overridden(monkeypatch):
    monkeypatch.setitem(LAW, "opt_post_closes", (61, "a test"))
    assert ask(GRAD, "2027-02-17")["opt_post"]["reasons"] == []


def test_an_unknown_key_is_refused():
    with pytest.raises(AssertionError, match="offer_begin"):
        ask(STUDENT | dict(offer_begin="2027-01-01"), D)


# ---- what every answer must obey ------------------------------------------------------------------------------------


def some_case(dice):
    """A plausible random case and the status date it is asked on."""
    on = date(2026, 6, 1) + timedelta(dice.randrange(540))

    def near(low, high):
        return on + timedelta(dice.randint(low, high))

    def maybe(value, chance=0.5):
        return value if dice.random() < chance else None

    start, end = near(-900, -30), near(-80, 500)
    case = dict(
        status=dice.choice(["F-1", "F-1", "F-1", "J-1"]), program_start=start, program_end=end, stem=True,
        level=dice.choice(["bachelor", "master", "doctorate", "postdoc", "nondegree"]),
        training_required=maybe(True, 0.2), offer_date=maybe(near(-20, 60)), offer_start=maybe(near(-20, 400), 0.7),
        on_campus=maybe(True), premium=maybe(True, 0.3), opt_days_used=maybe(dice.randint(0, 300), 0.2),
        at_days_used=maybe(dice.randint(0, 300), 0.2),
    )  # fmt: skip
    if case["status"] == "F-1" and dice.random() < 0.5:
        case |= dict(ead_end=near(-30, 400), ead_category=dice.choice(["opt_pre", "opt_post", "opt_stem"]))
    if dice.random() < 0.4:
        case |= dict(dso_recommended=near(-60, 0), i765_category=dice.choice(["opt_pre", "opt_post", "opt_stem"]))
        case |= dict(i765_filed=maybe(min(on, case["dso_recommended"] + timedelta(dice.randint(0, 40)))))
    return case, on


CASES = [some_case(random.Random(seed)) for seed in range(400)]


def work_starts(case, plan):
    return max(plan["earliest_start"], case.get("offer_start") or plan["earliest_start"])


def open_routes(case, on):
    return {route: plan for route, plan in answer(case, on).items() if plan["verdict"] != "no"}


def test_every_answer_hangs_together():
    for case, on in CASES:
        for route, plan in answer(case, on).items():
            if plan["verdict"] == "no":
                assert plan["reasons"] == sorted(set(plan["reasons"]), key=REASONS.index) != []
                continue
            assert not plan["reasons"] and plan["authorized_until"] >= work_starts(case, plan), (case, on, route)
            assert all(planned >= on for planned in plan["early"].values()), (case, on, route)
            if plan["next_step_by"]:  # "always a date one can act on"
                assert plan["float_days"] >= 0 and plan["next_step_by"] >= on, (case, on, route)
            if plan["route_closes"] and plan["next_step"] != "approved":
                assert plan["route_closes"] >= plan["next_step_by"], (case, on, route)


def test_next_step_by_is_the_latest_day_that_still_makes_the_start():
    """Plan again on that day: the same start. A day later: a later start, a closed route, or an expedited one."""
    seen = 0
    for case, on in CASES:
        for route, plan in open_routes(case, on).items():
            by, start = plan["next_step_by"], None
            if plan["next_step"] not in ("requested", "filed") or "expedite" in plan["cautions"]:
                continue
            start = work_starts(case, plan)
            if by >= start:  # the STEM extension may be filed after work began under the present card
                continue
            waited = dict(case, offer_date=None) if route.startswith("opt") else case
            waited = dict(waited, offer_start=start)
            again = answer(waited, by)[route]
            assert again["verdict"] != "no" and work_starts(waited, again) == start, (case, on, route)
            assert "expedite" not in again["cautions"], (case, on, route)
            after = answer(waited, by + timedelta(1))[route]
            missed = after["verdict"] == "no" or work_starts(waited, after) > start
            changed = {"expedite", "recommendation_expired"} & (after["cautions"] - plan["cautions"])
            assert missed or changed, (case, on, route)
            seen += 1
    assert seen > 100


def test_route_closes_is_the_last_day_the_route_is_open():
    """Whatever the offer: planned on that day the route is open, a day later it is closed or expedited."""
    seen = 0
    for case, on in CASES:
        case = dict(case, offer_start=None, offer_date=None, at_days_used=None, opt_days_used=None)
        if case["level"] == "nondegree":  # the 24 months of a stay may end before the program: not part of the date
            case["level"] = "master"
        for route, plan in open_routes(case, on).items():
            closes = plan["route_closes"]
            if closes is None or "expedite" in plan["cautions"]:
                continue
            again, after = (answer(case, closes + timedelta(n))[route] for n in (0, 1))
            assert again["verdict"] != "no" and "expedite" not in again["cautions"], (case, on, route)
            changed = {"expedite", "recommendation_expired"} & (after["cautions"] - plan["cautions"])
            assert after["verdict"] == "no" or changed, (case, on, route)
            seen += 1
    assert seen > 100
