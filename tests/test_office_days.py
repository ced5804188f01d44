"""A last day to ask the office that is a closed day: the office's last open day before it is named everywhere."""
from dataclasses import replace

import numpy as np
import pytest

from planner.cases import Cases
from planner.days import BLANK, day, to_date
from planner.explain import explain_case
from planner.export.caseload_ics import CaseloadDays
from planner.office_days import open_before
from planner.plan import make_plan
from planner.queue import queue_of
from planner.queue_table import queue_table
from planner.routes import NEXT_STEPS
from planner.world import load_world
from planner.write_results import results_table

ON, WORLD = day("2026-11-22"), load_world()             # a Sunday
CASE = {"status": "F-1", "program_start": "2025-08-25", "program_end": "2027-05-14"}
SUNDAY = {"case_id": "S", "offer_start": "2027-06-27"} | CASE       # asked for by Sun 31 Jan 2027 at the latest
SUNDAY_BY = day("2027-01-31")


@pytest.mark.parametrize(("step", "by", "says"), [
    ("requested", "2027-01-29", None),                  # a Friday
    ("requested", "2027-01-30", "2027-01-29"),          # the day after
    ("requested", "2027-01-31", "2027-01-29"),
    ("requested", "2027-02-01", None),
    ("requested", "2027-01-18", "2027-01-15"),          # Martin Luther King's day, a Monday
    ("requested", "2026-11-22", None),                  # today, when no open day is left before it
    ("requested", "2026-11-26", "2026-11-25"),          # Thanksgiving
    ("filed", "2027-01-31", None), ("approved", "2027-01-31", None), ("", "2027-01-31", None),      # not the office's
    ("requested", None, None),
])
def test_the_last_open_day_before_a_closed_one(step, by, says):
    plan = make_plan(Cases.of([CASE]), ON, WORLD)
    found = open_before(plan, np.array([NEXT_STEPS.index(step)]), np.array([day(by) if by else BLANK], np.int32))
    assert str(to_date(found[0])) == str(says)


def test_each_student_has_the_days_of_the_own_office():
    own = WORLD.schools["binghamton"]
    world = replace(WORLD, schools=WORLD.schools | {"binghamton": replace(own, closures=own.closures | {day("2027-01-29")})})
    plan = make_plan(Cases.of([CASE | {"school": "binghamton"}, CASE, CASE | {"school": "binghamton"}]), ON, world)
    found = open_before(plan, np.full(3, NEXT_STEPS.index("requested")), np.full(3, SUNDAY_BY, np.int32))
    assert [str(to_date(one)) for one in found] == ["2027-01-28", "2027-01-29", "2027-01-28"]


def test_the_queue_the_results_the_calendar_and_the_plan_name_it():
    plan = make_plan(Cases.of([SUNDAY]), ON, WORLD)
    queue = queue_of(plan)
    assert (queue.by[0], to_date(queue.open_by[0]).isoformat()) == (SUNDAY_BY, "2027-01-29")
    table = queue_table(plan.cases.case_id, queue, [""], np.array([0]), WORLD)
    assert str(table["Last open day"][0]) == "2027-01-29"
    rows = {row["route"]: row for row in results_table(plan.cases, np.array([2]), plan).to_pylist()}
    assert str(rows["opt_post"]["last_open_day"]) == "2027-01-29" and rows["cpt"]["last_open_day"] is None
    said = [one.description for one in CaseloadDays(plan, np.array([2]), plan.cases.case_id).days()]
    assert any("last open before on Fri\u00a029\u00a0Jan\u00a02027" in text for text in said)
    best = explain_case(plan.cases, ON, WORLD).best
    assert (best.route, str(best.last_open_day)) == ("opt_post", "2027-01-29")
