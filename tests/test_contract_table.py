"""A worked table of one student, every column, and what follows from it for the columns that the table leaves out."""
from datetime import date

import pytest
from asking import ask, text
from reference import ROUTES

FACTS = {"status": "F-1", "level": "master", "program_start": "2025-08-25", "program_end": "2027-05-14",
         "offer_start": "2026-12-21", "offer_end": "2027-01-15", "hours_per_week": 20}
PLAN = ask(FACTS, "2026-11-22")

COLUMNS = ("verdict", "earliest_start", "shift_days", "authorized_until", "next_step", "next_step_by", "route_closes",
           "float_days", "driving_rule", "reasons", "cautions")
NO = (None, None, None, "", None, None, None, "")
TABLE = {
    "cpt": ("yes", "2026-12-07", 0, "2027-05-14", "requested", "2026-12-07",
            "2027-05-02", 15, "lead_time.cpt", [], {"cpt_guidance_2026"}),
    "opt_pre": ("later", "2027-04-20", 120, "2027-05-14", "requested", "2026-11-22",
                "2026-12-16", 0, "processing.i765_standard", [], set()),
    "opt_post": ("later", "2027-06-27", 188, "2028-06-26", "requested", "2027-01-31",
                 "2027-06-28", 32, "processing.i765_standard", [], {"contested_rule", "weekend_start"}),
    "on_campus": ("no", *NO, ["off_campus"], set()),
    "current_ead": ("no", *NO, ["no_ead"], set()),
    "opt_stem": ("no", *NO, ["no_ead"], set()),
    "at": ("no", *NO, ["wrong_status"], set()),
}
EARLY = {
    "cpt": {"signed": "2026-11-22", "requested": "2026-11-22", "authorized": "2026-12-07", "work_starts": "2026-12-07"},
    "opt_pre": {"requested": "2026-11-22", "recommended": "2026-12-07", "filed": "2026-12-07", "approved": "2027-04-06",
                "card_received": "2027-04-20", "work_starts": "2027-04-20"},
    "opt_post": {"requested": "2026-12-30", "recommended": "2027-01-14", "filed": "2027-02-13", "approved": "2027-06-13",
                 "card_received": "2027-06-27", "work_starts": "2027-06-27"},
}
LATE = {    # the latest dates that still make S: 21 December for CPT, the earliest start itself where that is later
    "cpt": {"requested": "2026-12-07", "authorized": "2026-12-21", "work_starts": "2026-12-21"},
    "opt_pre": {"requested": "2026-11-22", "recommended": "2026-12-07", "filed": "2026-12-07", "approved": "2027-04-06",
                "card_received": "2027-04-20", "work_starts": "2027-04-20"},
    "opt_post": {"requested": "2027-01-31", "recommended": "2027-02-12", "filed": "2027-02-13", "approved": "2027-06-13",
                 "card_received": "2027-06-27", "work_starts": "2027-06-27"},
}


def test_the_routes_come_in_the_order_of_the_contract():
    assert tuple(PLAN) == ROUTES == ("on_campus", "current_ead", "cpt", "opt_pre", "opt_post", "opt_stem", "at")


@pytest.mark.parametrize("route", TABLE)
@pytest.mark.parametrize("column", COLUMNS)
def test_every_column(route, column):
    assert text(PLAN[route][column]) == TABLE[route][COLUMNS.index(column)]


@pytest.mark.parametrize("route", EARLY)
def test_every_milestone_early_and_late(route):
    assert {name: text(when) for name, when in PLAN[route]["early"].items()} == EARLY[route]
    late = PLAN[route]["late"]
    assert {name: text(late[name]) for name in LATE[route]} == LATE[route]


def test_an_academic_year_of_nine_months():
    """E = 2026-05-25: with a status date the day before, and the day itself, CPT waits and then does not."""
    facts = FACTS | {"offer_start": None, "offer_end": None, "program_start": "2026-03-01", "program_end": "2027-05-14"}
    assert ask(facts, "2026-11-22")["cpt"]["earliest_start"] == date(2026, 12, 7)
    facts["program_start"] = "2026-03-08"
    assert ask(facts, "2026-11-22")["cpt"]["earliest_start"] == date(2026, 12, 8)


def test_without_an_offer_start_there_is_no_shift_and_no_later():
    plan = ask(FACTS | {"offer_start": None, "offer_end": None}, "2026-11-22")
    assert {plan[route]["verdict"] for route in ("cpt", "opt_pre", "opt_post")} == {"yes"}
    assert {plan[route]["shift_days"] for route in plan} == {None}
    assert {plan[route]["chance"] for route in plan} == {None}
    assert plan["cpt"]["next_step_by"] == date(2026, 11, 22)
