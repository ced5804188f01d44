"""Dates worked with a calendar: every edge of every route's windows on the day before, the day, and the day after."""
from datetime import date, timedelta

import pytest
from asking import ask, text, world
from test_reference import ROWS

D = "2026-11-22"
STUDENT = {"status": "F-1", "program_start": "2025-08-25", "program_end": "2027-05-14"}
GRAD = {"status": "F-1", "program_start": "2024-08-26", "program_end": "2026-12-18"}
YOUNG = {"status": "F-1", "level": "bachelor", "program_start": "2026-08-24", "program_end": "2028-05-12"}
STEM = {"status": "F-1", "program_start": "2023-08-28", "program_end": "2025-12-19", "stem": True, "e_verify": True,
        "ead_start": "2026-02-01", "ead_end": "2027-01-31"}
VISITOR = {"status": "J-1", "program_start": "2025-08-25", "program_end": "2026-12-18"}
CAMPUS = {"on_campus": True}
SLOW = {"i765_standard": 300}
REVIVED = {"regime": "fixed_period_2026"}

CLOSED, LATE, OVER = "filing_window_closed", "too_late_to_start", "program_over"
EDGES = []


def edge(route, facts, varied, on_edge, column, *expected, why, on=D, **options):
    """What a column shows with one date a day before an edge, on it, and a day after. `varied`: a fact, or "on".

    The column "open" is the earliest start, or the reasons where there is none; "+code" asks whether a caution stands.
    """
    EDGES.append(pytest.param(route, facts, varied, on_edge, column, expected, on, options, id=f"{route}: {why}"))


# ---- on campus ------------------------------------------------------------------------------------------------------

BEFORE_CLASSES = STUDENT | CAMPUS | {"program_start": "2028-03-30", "program_end": "2029-05-18"}
edge("on_campus", BEFORE_CLASSES, "on", "2028-02-29", "open", "2028-02-29", "2028-02-29", "2028-03-01",
     why="30 days before classes are a leap day")
edge("on_campus", BEFORE_CLASSES, "program_start", "2027-01-30", "open", "2026-12-30", "2026-12-31", "2027-01-01",
     why="30 days before classes over the year's end")
edge("on_campus", STUDENT | CAMPUS, "on", "2027-05-14", "open", "2027-05-13", "2027-05-14", OVER,
     why="the program's last day is a day of work")
edge("on_campus", STUDENT | CAMPUS, "offer_start", "2027-05-14", "open", D, D, LATE, why="an offer on the last day")
edge("on_campus", VISITOR | CAMPUS, "on", "2026-11-26", "open", "2026-12-03", "2026-12-03", "2026-12-04",
     why="five business days: asked on a closed day is like the day before")
edge("on_campus", VISITOR | CAMPUS, "on", "2026-11-22", "open", "2026-11-30", "2026-11-30", "2026-12-01",
     why="five business days: Saturday and Sunday are like Friday")
edge("on_campus", VISITOR | CAMPUS, "offer_start", "2026-12-14", "next_step_by", "2026-12-06", "2026-12-07", "2026-12-08",
     why="five business days back: to Sunday the 13th by Sunday the 6th")
edge("on_campus", VISITOR | CAMPUS, "on", "2026-12-13", "open", "2026-12-18", "2026-12-18", LATE,
     why="asked by Sunday the office answers on Friday, the program's last day")

# ---- the card in the case -------------------------------------------------------------------------------------------

edge("current_ead", STEM, "on", "2027-01-31", "open", "2027-01-30", "2027-01-31", "ead_expired", why="its last day")
edge("current_ead", STEM, "on", "2026-02-01", "open", "2026-02-01", "2026-02-01", "2026-02-02", why="its first day")
edge("current_ead", STEM, "offer_start", "2027-01-31", "open", D, D, LATE, why="an offer on its last day")
edge("current_ead", STEM | {"offer_start": "2026-12-01"}, "offer_end", "2027-01-31", "verdict", "yes", "yes", "partly",
     why="an offer that ends with it")
edge("current_ead", STUDENT | {"ead_start": "2026-06-01"}, "ead_end", "2027-05-14", "authorized_until",
     "2027-05-13", "2027-05-14", "2027-05-14", why="a card from before graduation ends with the program")
edge("current_ead", STUDENT | {"ead_end": "2028-05-10"}, "ead_start", "2027-05-14", "authorized_until",
     "2027-05-14", "2027-05-14", "2028-05-10", why="begun by the last day it is pre-completion", on="2027-05-10")
edge("current_ead", STEM | {"e_verify": False, "ead_end": "2027-02-01"}, "ead_start", "2026-02-01", "open",
     "no_e_verify", D, D, why="longer than twelve months is a STEM card")
edge("current_ead", STEM | {"e_verify": False, "ead_start": None}, "ead_end", "2027-02-19", "open", D, D, "no_e_verify",
     why="beyond 14 months after the program is a STEM card")
edge("current_ead", STEM | {"unemployed_days": 60}, "offer_start", "2026-12-22", "+unemployment_limit",
     False, False, True, why="90 days of unemployment are allowed, day 91 is not")
edge("current_ead", YOUNG | {"ead_start": "2025-09-01", "ead_end": "2026-08-31", "ead_category": "opt_post"}, "on",
     "2026-08-23", "open", "2026-08-22", "2026-08-23", "ead_expired", why="a card of an earlier level ends before this one")

# ---- cpt ------------------------------------------------------------------------------------------------------------

edge("cpt", STUDENT, "on", "2026-11-26", "open", "2026-12-10", "2026-12-10", "2026-12-11", why="asked on Thanksgiving")
edge("cpt", STUDENT, "on", "2027-01-01", "open", "2027-01-15", "2027-01-15", "2027-01-15",
     why="New Year's Eve, New Year and the Saturday after are one day to the office")
edge("cpt", STUDENT, "on", "2027-01-03", "open", "2027-01-15", "2027-01-15", "2027-01-19",
     why="a Monday's ten days run into Martin Luther King Day")
edge("cpt", STUDENT | {"academic_year_complete": "2026-12-07"}, "academic_year_complete", "2026-12-07", "open",
     "2026-12-07", "2026-12-07", "2026-12-08", why="the academic year is over when the office answers")
edge("cpt", STUDENT, "program_start", "2026-03-07", "open", "2026-12-07", "2026-12-07", "2026-12-08",
     why="nine months after the program's start")
edge("cpt", STUDENT | {"program_start": "2027-05-31", "program_end": "2029-05-18"}, "program_start", "2027-05-31", "open",
     "2028-02-29", "2028-02-29", "2028-03-01", why="nine months from 30 and 31 May end on a leap day")
edge("cpt", YOUNG | {"program_start": "2026-09-14"}, "program_end", "2027-05-14", "open", "academic_year_incomplete",
     "2027-05-14", "2027-05-15", why="eight months to the day are an academic year")
edge("cpt", YOUNG | {"program_start": "2026-09-14"}, "program_end", "2027-06-14", "+academic_year_assumed",
     True, False, False, why="nine months to the day need no assumption")
edge("cpt", STUDENT, "on", "2027-05-02", "open", "2027-05-14", "2027-05-14", LATE, why="ten days before the program's end")
edge("cpt", STUDENT, "on", "2027-05-14", "open", LATE, LATE, OVER, why="D after the program's end")
edge("cpt", STUDENT, "offer_date", "2026-12-07", "open", "2026-12-18", "2026-12-21", "2026-12-22",
     why="asked when the offer is in hand")
edge("cpt", STUDENT, "offer_start", "2026-12-21", "next_step_by", "2026-12-06", "2026-12-07", "2026-12-08",
     why="ten business days back")
edge("cpt", STUDENT, "offer_start", "2026-12-07", "verdict", "later", "yes", "yes", why="the first day it can be made")
edge("cpt", STUDENT | {"offer_start": "2026-12-21"}, "offer_end", "2027-05-14", "verdict", "yes", "yes", "partly",
     why="it ends with the program")
edge("cpt", STUDENT | {"offer_start": "2027-01-04", "hours_per_week": 21, "cpt_full_time_days": 304}, "offer_end",
     "2027-02-03", "+cpt_year_at_risk", False, True, True, why="304 days and 31, both ends included, are 335")
edge("cpt", STUDENT, "on", "2026-08-12", "+cpt_guidance_2026", False, True, True, why="the guidance of August 2026")
edge("cpt", STUDENT, "on", "2027-01-15", "open", "2027-01-29", "2027-02-01", "2027-02-01",
     why="a sign-off of no days adds nothing")
edge("cpt", STUDENT, "on", "2026-11-24", "open", "2026-12-11", "2026-12-14", "2026-12-15",
     why="a sign-off of three days first", lead={"sign_off": 3})

# ---- opt before graduation ------------------------------------------------------------------------------------------

PENDING = YOUNG | {"i765_category": "opt_pre"}
edge("opt_pre", PENDING, "i765_filed", "2027-02-23", "next_step", "requested", "approved", "approved", on="2027-03-01",
     why="90 days before the academic year is complete")
edge("opt_pre", PENDING | {"academic_year_complete": "2028-05-29", "program_end": "2029-05-18"}, "i765_filed", "2028-02-29",
     "+filed_too_early", True, False, False, on="2028-03-15", why="90 days before it are a leap day")
edge("opt_pre", PENDING | {"dso_recommended": "2027-02-23"}, "i765_filed", "2027-03-25", "open", "2027-08-05",
     "2027-08-06", CLOSED, on="2027-04-01", why="30 days after the recommendation; + 120 + 14")
edge("opt_pre", PENDING | {"dso_recommended": "2027-01-24"}, "dso_recommended", "2027-01-24", "next_step", "requested",
     "filed", "filed", on="2027-02-01", why="a recommendation that lasts to the window's first day")
edge("opt_pre", PENDING | {"dso_recommended": "2027-03-01"}, "on", "2027-03-31", "next_step", "filed", "filed", "requested",
     why="the recommendation's 30th day")
edge("opt_pre", STUDENT, "program_end", "2027-04-20", "open", LATE, "2027-04-20", "2027-04-20",
     why="the card comes on the program's last day")
edge("opt_pre", STUDENT, "on", "2026-12-16", "open", "2027-05-13", "2027-05-14", LATE,
     why="the last day to ask: ten days over Christmas, 120 and 14")
edge("opt_pre", YOUNG, "offer_start", "2027-05-13", "authorized_until", "2028-05-12", "2028-05-12", "2028-05-12",
     why="twelve months, and not beyond the program", i765_standard=10)
edge("opt_pre", YOUNG | {"program_end": "2028-12-15"}, "offer_start", "2027-12-16", "authorized_until", "2028-12-14",
     "2028-12-15", "2028-12-15", why="twelve months less a day end with the program")
edge("opt_pre", YOUNG | {"program_end": "2029-12-14"}, "offer_start", "2028-02-29", "authorized_until", "2029-02-27",
     "2029-02-27", "2029-02-28", why="twelve months from a leap day")
edge("opt_pre", STUDENT | {"premium": True}, "on", "2026-12-24", "open", "2027-03-09", "2027-03-10", "2027-03-10",
     why="premium: Christmas Day counts like its eve")

# ---- opt after graduation -------------------------------------------------------------------------------------------

edge("opt_post", GRAD, "i765_filed", "2026-09-19", "next_step", "requested", "approved", "approved",
     why="90 days before the program's end")
edge("opt_post", GRAD | {"program_end": "2028-05-29"}, "i765_filed", "2028-02-29", "+filed_too_early", True, False, False,
     on="2028-03-15", why="90 days before the program's end are a leap day")
edge("opt_post", GRAD | {"program_end": "2027-03-31"}, "i765_filed", "2026-12-31", "+filed_too_early", True, False, False,
     on="2027-01-15", why="90 days before it are a year's last day")
edge("opt_post", GRAD, "on", "2027-02-16", "open", "2027-06-30", "2027-06-30", CLOSED, why="60 days after the program")
edge("opt_post", GRAD | {"program_end": "2026-12-16"}, "on", "2027-02-14", "open", "2027-06-28", "2027-06-28", CLOSED,
     why="60 days end on a Sunday: no roll to Monday")
edge("opt_post", GRAD | {"program_end": "2026-12-17"}, "on", "2027-02-15", "open", "2027-06-29", "2027-06-29", CLOSED,
     why="60 days end on Presidents' Day: no roll")
edge("opt_post", GRAD | {"program_end": "2027-12-31"}, "on", "2028-02-29", "open", "2028-07-12", "2028-07-12", CLOSED,
     why="60 days end on a leap day")
edge("opt_post", GRAD | {"program_end": "2026-11-01"}, "on", "2026-12-31", "open", "2027-05-14", "2027-05-14", CLOSED,
     why="60 days end on a year's last day")
edge("opt_post", GRAD, "i765_filed", "2027-02-16", "open", "2027-06-29", "2027-06-30", CLOSED, on="2027-03-01",
     why="filed on the 60th day")
edge("opt_post", GRAD, "on", "2027-02-01", "+expedite", False, False, True, why="ten business days before the 60th day")
edge("opt_post", GRAD | {"dso_recommended": "2026-10-15", "opt_requested_start": "2026-12-19"}, "i765_filed", "2026-11-14",
     "open", "2027-03-27", "2027-03-28", CLOSED, why="30 days after the recommendation; + 120 + 14", on="2026-11-30")
edge("opt_post", GRAD | {"dso_recommended": "2026-10-23"}, "on", "2026-11-22", "next_step", "filed", "filed", "requested",
     why="the recommendation's 30th day is a Sunday: no roll")
edge("opt_post", GRAD | {"dso_recommended": "2026-11-16"}, "offer_start", "2027-04-29", "next_step_by", "2026-12-15",
     "2026-12-16", "2026-12-16", why="120 and 14 days back, and not beyond the recommendation's 30")
edge("opt_post", STUDENT, "offer_start", "2027-06-27", "verdict", "later", "yes", "yes", why="the first day it can be made")
edge("opt_post", GRAD | {"i765_filed": "2026-09-25"}, "opt_requested_start", "2027-02-06", "open", "2027-02-06",
     "2027-02-06", "2027-02-07", why="the card comes on the start asked for")
edge("opt_post", GRAD | {"i765_filed": "2026-09-19", "opt_requested_start": "2026-12-19"}, "on", "2027-01-17",
     "+processing_overdue", False, False, True, why="120 days after filing")
edge("opt_post", GRAD | {"i765_filed": "2026-11-01", "i907_filed": "2026-11-02", "opt_requested_start": "2026-12-19"}, "on",
     "2026-12-16", "+processing_overdue", False, False, True, why="30 business days after the request for premium")
edge("opt_post", GRAD | {"dso_recommended": "2026-11-20"}, "offer_start", "2027-02-16", "authorized_until", "2028-02-14",
     "2028-02-15", "2028-02-15", why="a start is asked for until day 60 only", i765_standard=20)
edge("opt_post", GRAD | {"dso_recommended": "2026-11-20"}, "on", "2026-12-05", "authorized_until", "2027-12-18",
     "2027-12-18", "2027-12-18", why="the day after the program, approved before it", i765_standard=5, card=3)
edge("opt_post", GRAD | {"dso_recommended": "2027-01-20"}, "on", "2027-02-15", "authorized_until", "2028-02-18",
     "2028-02-18", "2028-02-18", why="fourteen months after the program at the latest")
edge("opt_post", {"status": "F-1", "program_start": "2022-08-22", "program_end": "2024-12-31"}, "i765_filed", "2025-03-01",
     "open", "2025-07-12", "2025-07-13", CLOSED, on="2025-03-10", why="60 days after a year's last day: 1 March 2025")
edge("opt_post", {"status": "F-1", "program_start": "2022-08-22", "program_end": "2024-12-31"}, "i765_filed", "2025-02-28",
     "authorized_until", "2026-02-28", "2026-02-28", "2026-02-28", on="2025-03-10",
     why="fourteen months after New Year's Eve end with February")
edge("opt_post", GRAD | {"dso_recommended": "2026-11-16", "unemployed_days": 20}, "offer_start", "2027-05-31",
     "+unemployment_limit", False, False, True, why="20 days and 70 from 22 March")
edge("opt_post", GRAD, "program_end", "2026-09-15", "+contested_rule", False, True, True, on="2026-11-01",
     why="programs that end on 15 September 2026 or later would fall under the postponed rule")
edge("opt_post", GRAD, "program_end", "2026-09-15", "open", "2027-03-27", CLOSED, CLOSED, on="2026-11-01",
     why="the revived rule's first day: 30 days instead of 60", **REVIVED)
edge("opt_post", GRAD, "on", "2027-01-17", "open", "2027-05-31", "2027-05-31", CLOSED, why="30 days after the program",
     **REVIVED)
edge("opt_post", GRAD | {"i765_filed": "2026-10-01"}, "program_end", "2026-09-15", "open", "2027-02-12", "2027-02-12",
     "2027-02-12", why="filed: approved after either latest start", **REVIVED)
edge("opt_post", GRAD | {"i765_filed": "2026-10-01"}, "program_end", "2026-12-18", "open", "2027-01-16", "2027-01-17",
     "2027-01-18", why="no start asked for: the revived rule's 30th day is planned", i765_standard=60, **REVIVED)

# ---- the stem extension ---------------------------------------------------------------------------------------------

ASKED = STEM | {"i765_category": "opt_stem"}
edge("opt_stem", ASKED, "i765_filed", "2026-11-02", "next_step", "requested", "approved", "approved",
     why="90 days before the card ends")
edge("opt_stem", STEM, "on", "2027-01-31", "open", "2027-02-01", "2027-02-01", CLOSED, why="the card's last day, a Sunday")
edge("opt_stem", ASKED, "i765_filed", "2027-01-31", "next_step", "approved", "approved", "", on="2027-02-05",
     why="filed on the card's last day")
edge("opt_stem", ASKED | {"dso_recommended": "2026-11-20"}, "i765_filed", "2027-01-19", "open", "2027-02-01", "2027-02-01",
     CLOSED, on="2027-01-25", why="60 days after the recommendation")
edge("opt_stem", ASKED | {"dso_recommended": "2026-09-23"}, "on", "2026-11-22", "next_step", "filed", "filed", "requested",
     why="the recommendation's 60th day")
edge("opt_stem", STEM, "on", "2027-01-14", "+expedite", False, False, True, why="ten business days before the card ends")
edge("opt_stem", STEM, "offer_start", "2027-01-31", "open", D, D, "2027-02-01",
     why="an offer that begins under the present card")
edge("opt_stem", ASKED | {"i765_filed": "2027-01-15", "offer_start": "2027-01-20"}, "on", "2027-01-31", "open",
     "2027-01-30", "2027-01-31", "2027-02-01", why="under the present card while it lasts")
edge("opt_stem", STEM, "offer_start", "2027-07-30", "open", "2027-02-01", "2027-02-01", "2027-10-17",
     why="day 180 of work under the pending application", **SLOW)
edge("opt_stem", STEM, "offer_start", "2027-10-17", "open", "2027-10-17", "2027-02-01", "2027-02-01",
     why="beyond day 180 work begins with the card", **SLOW)
edge("opt_stem", ASKED, "i765_filed", "2026-12-19", "+work_gap", False, False, True,
     why="the card comes on day 181, and a day later leaves a day without permission", i765_standard=210)
edge("opt_stem", ASKED | {"i765_filed": "2027-01-31"}, "on", "2027-07-30", "open", "2027-07-29", "2027-07-30", "2027-12-11",
     why="D on day 180", **SLOW)
edge("opt_stem", STEM, "ead_end", "2027-02-01", "open", "2027-02-01", "2027-02-02", "already_authorized",
     why="longer than twelve months is a STEM card, no ground for another")
edge("opt_stem", STEM | {"ead_start": "2025-03-01", "ead_category": "opt_post", "program_end": "2025-01-31"}, "ead_end",
     "2026-02-28", "authorized_until", "2028-02-27", "2028-02-29", "2028-03-01", on="2025-12-01",
     why="24 months from 1 March end on the leap day")
edge("opt_stem", STEM | {"unemployed_days": 80}, "ead_end", "2027-01-30", "+unemployment_limit", False, False, True,
     why="80 days and 70 to the card's end are 150")

# ---- academic training ----------------------------------------------------------------------------------------------

edge("at", VISITOR, "on", "2026-12-18", "open", "2026-12-18", "2026-12-18", CLOSED, why="authorized before the program ends")
edge("at", VISITOR, "on", "2026-12-06", "+expedite", False, False, True, why="ten business days before the program ends")
edge("at", VISITOR, "offer_date", "2026-12-18", "open", "2026-12-18", "2026-12-18", CLOSED, why="the offer comes in time")
edge("at", VISITOR, "offer_start", "2027-01-17", "open", "2026-12-07", "2026-12-07", LATE,
     why="30 days after the program, a Sunday")
edge("at", VISITOR, "program_end", "2026-12-06", "+expedite", True, True, False, why="the office's answer is on 7 December")
edge("at", VISITOR | {"program_end": "2028-01-30", "offer_start": "2028-02-29"}, "offer_start", "2028-02-29", "open",
     "2026-12-07", "2026-12-07", LATE, why="30 days after the program are a leap day")
edge("at", VISITOR | {"program_start": "2025-06-16"}, "program_start", "2025-06-16", "authorized_until", "2028-06-06",
     "2028-06-06", "2028-06-06", why="no longer than eighteen months")
edge("at", VISITOR, "program_start", "2025-08-25", "authorized_until", "2028-04-01", "2028-03-31", "2028-03-30",
     why="no longer than the 481 days of study, both ends included")
edge("at", VISITOR | {"level": "doctorate", "program_start": "2021-08-23"}, "offer_start", "2026-12-18", "authorized_until",
     "2028-06-16", "2028-06-17", "2029-12-18", why="a doctorate after the program: 36 months")
edge("at", VISITOR | {"level": "doctorate", "program_start": "2021-08-23"}, "offer_start", "2026-12-18", "+ro_confirms",
     False, False, True, why="and the officer confirms it")
edge("at", VISITOR | {"level": "nondegree", "program_start": "2025-01-13"}, "offer_start", "2027-01-12", "open",
     "2026-12-07", "2026-12-07", "at_used_up", why="a stay of 24 months")
edge("at", VISITOR | {"level": "postdoc", "program_start": "2023-01-02", "program_end": "2028-01-31"}, "offer_start",
     "2028-02-29", "authorized_until", "2031-02-27", "2031-02-27", "2031-02-28", why="36 months from a leap day")


def shifted(text_or_none, by):
    return (date.fromisoformat(text_or_none) + timedelta(by)).isoformat()


@pytest.mark.parametrize(("route", "facts", "varied", "on_edge", "column", "expected", "on", "options"), EDGES)
def test_the_day_before_the_day_and_the_day_after(route, facts, varied, on_edge, column, expected, on, options):
    found = []
    for by in (-1, 0, 1):
        when = shifted(on_edge, by)
        case = facts if varied == "on" else facts | {varied: when}
        found.append(seen(ask(case, when if varied == "on" else on, world(**options))[route], column))
    assert tuple(found) == expected


def seen(one, column):
    if column.startswith("+"):
        return column[1:] in one["cautions"]
    if column == "open":
        return ";".join(one["reasons"]) or text(one["earliest_start"])
    return text(one[column])


def test_every_route_has_its_edges():
    routes = [one.values[0] for one in EDGES]
    assert {route: routes.count(route) >= 8 for route in set(routes)} == dict.fromkeys(
        ("on_campus", "current_ead", "cpt", "opt_pre", "opt_post", "opt_stem", "at"), True)


# ---- the rows worked by hand for the reference hold for the engine --------------------------------------------------

@pytest.mark.parametrize(("case", "on", "route", "options", "expected"), ROWS)
def test_worked_by_hand(case, on, route, options, expected):
    expected = dict(expected)
    one = ask(case | expected.pop("extra", {}), on, world(**options))[route]
    has, lacks = expected.pop("has", set()), expected.pop("lacks", set())
    early = expected.pop("early", {})
    assert {key: text(one[key]) for key in expected} == expected
    assert {name: text(one["early"][name]) for name in early} == early
    assert has <= one["cautions"]
    assert not lacks & one["cautions"]
