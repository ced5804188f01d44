"""A year of short jobs: where they fit, when to post each, and how often one student could come back, counted by hand."""
from datetime import timedelta

import pytest

from planner.days import day
from planner.errors import BadInput
from planner.hiring_year import A_YEAR, hiring_year
from planner.host import answer_job
from planner.job import job_of
from planner.world import load_world

WORLD = load_world()
ON = day("2026-11-22")


def year(times=4, on=ON, **values):
    return hiring_year(job_of(values, WORLD), times, on, WORLD)


def again(name, **values):
    return next(one for one in year(**values).same_student if one.name == name)


@pytest.mark.parametrize("values", [dict(weeks=3), dict(weeks=2, school="rutgers"), dict(weeks=4, school="binghamton"),
                                    dict(weeks=1, school="buffalo", hours_per_week=40)])
@pytest.mark.parametrize("times", [1, 4, 12])
def test_jobs_follow_each_other_inside_their_seasons(values, times):
    found = year(times, **values)
    assert [one.number for one in found.jobs] == list(range(1, times + 1))
    for one in found.jobs:
        assert (one.end - one.start).days == 7 * values["weeks"] - 1 and one.start.weekday() < 5
        if one.season:
            assert one.season.start <= day(one.start) and day(one.end) <= one.season.end
    assert all(first.end < second.start for first, second in zip(found.jobs, found.jobs[1:], strict=False))
    assert all(one.season for one in found.jobs) == (values.get("school") in ("rutgers", "binghamton"))


@pytest.mark.parametrize("school", ["generic", "rutgers", "binghamton"])
def test_the_first_job_is_the_first_that_a_posting_of_today_can_fill_by_cpt(school):
    first = year(school=school, weeks=2).jobs[0]
    assert first.by["cpt"] is not None and day(first.by["cpt"]) >= ON
    earlier = answer_job(job_of({"school": school, "weeks": 2, "start": str(first.start - timedelta(7))}, WORLD), ON, WORLD)
    assert not earlier.situation("cpt").makes_it


def test_each_job_is_answered_as_if_it_stood_alone():
    for one in year(school="rutgers", weeks=3).jobs:
        alone = answer_job(job_of({"school": "rutgers", "weeks": 3, "start": str(one.start)}, WORLD), ON, WORLD)
        assert {view.name: view.post_by for view in alone.situations} == one.by
        assert set(one.reached) == {name for name, by in one.by.items() if by and by >= one.post_by}


def test_the_advice_of_the_programme_stands_beside():
    advised = {one.season.kind: str(one.advised) for one in year(13, school="binghamton", weeks=4).jobs if one.advised}
    assert advised["spring"] == "2028-01-31" and advised["winter break"] == "2027-11-15"


# ---- the same student again -----------------------------------------------------------------------------------------

@pytest.mark.parametrize("hours, full_time", [(20, False), (20.5, True)])
def test_cpt_counts_from_the_first_minute_over_twenty_hours(hours, full_time):
    one = again("cpt", hours_per_week=hours, weeks=4)
    assert one.jobs == 4
    assert ("All 4 jobs are 112 days of full-time CPT; 365 at one level" in one.says) == full_time


@pytest.mark.parametrize("weeks, times, fits", [(4, 13, 13), (52, 1, 1)])
def test_a_year_of_full_time_cpt_is_364_days_and_closes_nothing(weeks, times, fits):
    one = again("cpt", weeks=weeks, times=times, hours_per_week=40)
    assert one.jobs == fits and "364 days" in one.says


def test_the_clock_runs_between_two_jobs():
    """Two jobs of two weeks on generic days: Fri 15 Jan to Thu 28 Jan, then from Fri 16 Jul: 168 days between, 91 on 29 Apr."""
    found = year(2, weeks=2)
    assert [(str(one.start), str(one.end)) for one in found.jobs] == [("2027-01-15", "2027-01-28"), ("2027-07-16", "2027-07-29")]
    card, stem = (again(name, times=2, weeks=2) for name in ("card", "stem_card"))
    assert card.jobs == 1 and "168 days without a job" in card.says and "90 are allowed" in card.says
    assert "Thu\u00a029\u00a0Apr\u00a02027" in card.says
    assert stem.jobs == 1 and "150 are allowed" in stem.says


@pytest.mark.parametrize("hours, says", [(20, False), (19, True)])
def test_too_few_hours_do_not_stop_the_clock(hours, says):
    card = again("card", weeks=2, times=2, hours_per_week=hours)
    assert card.says.startswith("Under 20 hours a week the clock runs on while the student works.") == says


@pytest.mark.parametrize("values", [dict(hours_per_week=19), dict(paid=False), dict(e_verify=False)])
def test_a_stem_card_covers_none_of_them(values):
    assert again("stem_card", weeks=2, **values).jobs == 0


def test_contract_work_leads_nobody_to_cpt():
    """A contractor on CPT asks the office first: the day to post by is that of students who need not."""
    found = year(2, school="rutgers", weeks=2, contractor=True)
    assert all(one.post_by == one.by["at"] and "cpt" not in one.order for one in found.jobs)
    assert "asks the office first" in next(one.says for one in found.same_student if one.name == "cpt")
    assert "asks the office first" not in again("cpt", weeks=2).says


@pytest.mark.parametrize("weeks, times, most", [(3, 18, 17), (1, 53, 52), (52, 2, 1), (2, 0, 26)])
def test_more_than_fit_are_refused_with_what_fits(weeks, times, most):
    with pytest.raises(BadInput, match=f'"{times}" jobs of {weeks} weeks? do not fit into a year; choose 1 to {most}'):
        year(times, weeks=weeks)
    assert most * 7 * weeks <= A_YEAR


def test_a_job_that_cpt_does_not_reach_is_a_gap():
    """The third job lies between the terms of summer: CPT cannot start it, and five of the six are counted."""
    found = year(6, school="binghamton", weeks=4, hours_per_week=20, on=day("2026-11-24"))
    unreached = tuple(one.number for one in found.jobs if not one.by["cpt"])
    cpt = next(one for one in found.same_student if one.name == "cpt")
    assert unreached == cpt.gaps != () and cpt.jobs == 6 - len(unreached)
    assert cpt.says.startswith(f"Job {unreached[0]} cannot be started this way.")
    at = next(one for one in found.same_student if one.name == "at")
    assert (at.jobs, at.gaps) == (6, ())
