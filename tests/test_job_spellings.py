"""Tables of jobs as people write them: headings, units, American dates where the column settles them, and remarks in the answer."""
import io

import pytest

from planner.cells import Unreadable, school_meant
from planner.days import day
from planner.errors import BadInput
from planner.job_table import open_jobs
from planner.world import load_world

WORLD = load_world()
ON = day("2026-11-24")
HEAD = "Job ID,School,Title,Start date,Weeks,Hours per week,Pay\n"


def answered(text: str, settle: bool = False):
    return list(open_jobs(io.BytesIO(text.encode()), "jobs.csv", settle).answered(ON, WORLD))


def test_headings_and_units_as_people_write_them():
    one, unpaid = answered(HEAD + "A,Binghamton University,Ops,2027-02-16,3 weeks,20 h,$18.00\n"
                           "B,buffalo,Ops,2027-02-16,2,15,unpaid\n")
    job = one.view.job
    assert (job.job_id, job.school, str(job.start), job.weeks, job.hours_per_week, job.pay) == (
        "A", "binghamton", "2027-02-16", 3, 20, 18)
    assert not unpaid.view.job.paid and unpaid.view.job.pay is None


@pytest.mark.parametrize("settle, other, read", [
    (True, "12/21/2026", ["2027-02-05", "2026-12-21"]), (True, "12/12/2026", [None, None]), (False, "12/21/2026", [None, None])])
def test_american_dates_are_read_where_the_column_settles_them(settle, other, read):
    seen = answered(f"{HEAD}A,generic,Ops,2/5/2027,3,15,18\nB,generic,Ops,{other},3,15,18\n", settle)
    assert [one.view and str(one.view.start) for one in seen] == read
    assert all(one.problems[0].column == "start" and "write 20" in one.problems[0].remedy for one in seen if not one.view)


def test_a_missing_column_is_one_complaint():
    with pytest.raises(BadInput, match="is missing, and so is season; add one of the two columns"):
        answered("Job ID,School,Weeks\nA,generic,3\nB,generic,3\n")


def test_letters_that_stand_for_a_school_hint_at_those_that_hold_them():
    with pytest.raises(Unreadable, match="did you mean new_york_public_health"):
        school_meant("NYU", {slug: school.name for slug, school in WORLD.schools.items()})


@pytest.mark.parametrize("more, says", [
    ("2027-03-01,3,20,18", ""), ("2027-03-01,3,21,18", "is full-time CPT"), ("2027-03-05,3,20,18", ""),
    ("2027-03-06,3,20,18", "Sat 6 Mar 2027, is on a weekend"), ("2027-03-08,3,20,18", ""), ("2027-03-01,3,20,0", "Pay is 0")])
def test_what_looks_odd_is_remarked_in_the_row(more, says):
    told = " ".join(answered(f"{HEAD}A,columbia,Ops,{more}\n")[0].told).replace("\u00a0", " ")
    assert says in told and bool(says) == bool(told)


@pytest.mark.parametrize("start, odd", [("2027-07-01", True), ("2027-04-01", False)])
def test_a_season_that_the_start_is_hardly_in_is_remarked(start, odd):
    told = answered(f"job_id,school,season,start,title,pay\nA,columbia,Spring 2027,{start},Ops,18\n")[0].told
    assert any("is hardly in Spring 2027" in said for said in told) == odd
