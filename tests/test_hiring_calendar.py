"""The hiring calendar and the way back: what they draw is what the engine says for the same job."""
from dataclasses import replace
from datetime import date, timedelta

import pytest
from projected import with_elmwood

from planner.charts.hiring_calendar import hiring_chart
from planner.days import day, to_date
from planner.gantt import gantt
from planner.hiring_calendar import SHAPES, hiring_calendar, hiring_picture, shown, weeks_of
from planner.host import answer_job
from planner.host_picture import host_picture
from planner.job import job_of
from planner.timeline import LABEL
from planner.world import load_world

ON = date(2026, 11, 22)


def year(on=ON, world=None, **job):
    world = world or load_world()
    return hiring_calendar(job_of({"weeks": 3, "hours_per_week": 15} | job, world), on, world)


def test_each_row_is_the_answer_for_a_job_that_begins_with_the_season():
    world = load_world()
    for one in year(school="rutgers"):
        job = job_of({"school": "rutgers", "start": one.start, "weeks": 3, "hours_per_week": 15}, world)
        answer = answer_job(job, day(ON), world)
        assert one.by == {name: answer.situation(name).post_by for name in ("card", "cpt", "premium")}, one.season.name
        assert one.start.weekday() < 5


def test_only_seasons_that_hold_the_job_and_begin_later():
    names = [one.season.name for one in year(school="rutgers")]
    assert "Thanksgiving break 2026" not in names, "four days hold no three weeks"
    assert "Fall 2026" not in names, "it has begun"
    assert "Winter break 2026-27" in names
    assert "Winter break 2026-27" not in [one.season.name for one in year(school="rutgers", weeks=4)], "27 days hold no four weeks"


def test_what_the_programme_advises_stands_beside_it():
    winter = next(one for one in year(school="binghamton") if one.season.name.startswith("Winter break"))
    assert winter.advised == date(2026, 11, 15)
    assert "mid-November" in winter.advice
    fall = next(one for one in year(school="binghamton") if one.season.kind == "fall")
    assert fall.advised is None
    assert fall.advice


def test_a_school_without_a_calendar_has_no_year():
    assert year(school="generic") == []


def test_projected_seasons_are_drawn_as_such():
    picture = hiring_picture(year(school="elmwood", world=with_elmwood()), "Elmwood University", ON)
    assert "projected" in shown(picture)
    assert "published" not in shown(picture)
    assert {"published"} <= set(shown(hiring_picture(year(school="rutgers"), "Rutgers University", ON)))


def test_the_marks_run_from_out_of_reach_to_the_last_card():
    for lane, one in zip(hiring_picture(year(school="rutgers"), "Rutgers", ON).lanes, year(school="rutgers"), strict=True):
        marks = {mark.kind: mark for mark in lane.marks}
        assert (marks["wait"].start, marks["wait"].end) == (one.by["premium"], one.by["cpt"])
        assert (marks["float"].start, marks["float"].end) == (one.by["cpt"], one.by["card"])
        assert marks["latest"].start == one.by["cpt"]
        assert len(lane.label) <= LABEL
        assert set(marks) <= set(SHAPES)


def test_a_day_for_a_card_is_not_drawn_as_one_for_cpt():
    """The summer break of 2027 lies in no term of Binghamton that takes credit: only those with a card can start with it."""
    rows = year(school="binghamton")
    for lane, one in zip(hiring_picture(rows, "Binghamton", ON).lanes, rows, strict=True):
        kinds = {mark.kind for mark in lane.marks}
        assert ("latest" in kinds, "card" in kinds) == (one.by["cpt"] is not None, one.by["cpt"] is None), one.season.name
    never = [one for one in rows if one.by["cpt"] is None]
    assert never, "the case is there"
    assert hiring_chart(hiring_picture(never, "Binghamton", ON)).layout.shapes


def test_the_figure_draws_the_programmes_day_over_the_term():
    """Spring's advice, 31 January, lies inside the term's box: it is drawn after it."""
    figure = hiring_chart(hiring_picture(year(school="binghamton"), "Binghamton", ON))
    shapes = [(shape.type, shape.xanchor or shape.x0) for shape in figure.layout.shapes]
    advice = [n for n, (kind, at) in enumerate(shapes) if kind == "path" and at == "2027-01-31"]
    box = [n for n, (kind, at) in enumerate(shapes) if kind == "rect" and at == "2027-01-19"]
    assert advice and box and min(advice) > max(box)


@pytest.mark.parametrize(("job", "weeks"), [({"weeks": 4}, 4), ({"start": "2027-02-01", "end": "2027-02-21", "weeks": ""}, 3),
                                            ({"start": "2027-02-01", "end": "2027-02-22", "weeks": ""}, 4), ({"weeks": ""}, None)])
def test_the_length_of_a_job_in_weeks(job, weeks):
    assert weeks_of(job_of(job, load_world())) == weeks


# ---- the way back ---------------------------------------------------------------------------------------------------

def view(on=ON, **job):
    return answer_job(job_of({"start": "2027-02-16", "weeks": 3, "hours_per_week": 15} | job, load_world()), day(on), load_world())


def test_the_way_back_of_the_worked_job_step_by_step():
    """The dates of the table of latest days, one row for each step that takes time."""
    answer = view()
    picture = host_picture(answer, answer.situation("cpt"))
    waits = [(lane.title, mark.start, mark.end) for lane in picture.lanes for mark in lane.marks if mark.kind == "wait"]
    assert waits == [
        ("School approves", date(2026, 12, 22), date(2026, 12, 30)), ("Applications close", date(2026, 12, 30), date(2027, 1, 13)),
        ("You choose", date(2027, 1, 13), date(2027, 1, 21)), ("Student accepts", date(2027, 1, 21), date(2027, 2, 1)),
        ("CPT authorized", date(2027, 2, 1), date(2027, 2, 16))]
    spare = next(mark for mark in picture.lanes[0].marks if mark.kind == "float")
    assert (spare.start, spare.end) == (ON, date(2026, 12, 22))
    job = picture.lanes[-1].marks[0]
    assert (job.start, job.end) == (date(2027, 2, 16), date(2027, 3, 9))


@pytest.mark.parametrize("name", ["card", "pending", "cpt", "cpt_required", "at", "premium", "standard"])
def test_every_kind_of_candidate_can_be_drawn(name):
    """In the order of time and without a gap, from the posting to the work; what is filed stands on its own day."""
    answer = view()
    one = answer.situation(name)
    picture = host_picture(answer, one)
    chain = [mark for lane in picture.lanes if lane.critical for mark in lane.marks if mark.kind == "wait"]
    assert chain[0].start == one.post_by
    assert chain[-1].end == answer.start
    assert all(before.end <= after.start for before, after in zip(chain, chain[1:], strict=False))
    for lane in picture.lanes:
        assert len(lane.label) <= LABEL
        assert all(picture.first <= mark.start <= picture.last for mark in lane.marks)
    assert gantt(picture).layout.height > 150
    assert "The work starts on Tue 16 Feb 2027." in picture.in_words().replace("\u00a0", " ")


def test_a_card_on_its_way_shows_what_was_filed_and_when_it_is_planned():
    answer = view()
    lanes = {lane.title: lane for lane in host_picture(answer, answer.situation("pending")).lanes}
    assert [mark.kind for mark in lanes["File Form I-765"].marks] == ["fact"]
    decided = {mark.kind: mark for mark in lanes["USCIS decides"].marks}
    assert decided["wait"].start == to_date(day(ON) - 70)
    assert decided["earliest"].start == date(2027, 1, 11)


def test_too_late_is_drawn_too():
    answer = view(on=date(2027, 1, 20))
    one = answer.situation("cpt")
    lane = host_picture(answer, one).lanes[0]
    assert lane.figure == "29 days ago"
    assert [mark.kind for mark in lane.marks] == ["latest"]


def test_the_closed_days_of_the_school_are_drawn():
    answer = view()
    picture = host_picture(answer, answer.situation("cpt"))
    assert {date(2026, 11, 26), date(2026, 12, 25), date(2027, 1, 1), date(2027, 1, 18), date(2027, 2, 15)} <= set(picture.closed)
    assert replace(picture, closed=()).closed == ()
    assert all(when < picture.last + timedelta(1) for when in picture.closed)
