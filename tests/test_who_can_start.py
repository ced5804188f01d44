"""The heat map: limits read off the squares, the stairs that draw them, and shades that stand for their counts."""
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.charts.who_can_start import SEQUENTIAL, SHADES, heat_map, shade, shades
from planner.days import day
from planner.job import job_of
from planner.postings import who_makes_it
from planner.ui.host_answer import POSTS, STARTS, JobQuestion, answer, who_can_start
from planner.who_can_start import LETTERS, Grid
from planner.world import load_world

ON = date(2026, 11, 22)
SPRING = {"start": "2027-02-16", "weeks": 3, "hours_per_week": 15}


def grid(makes, on=ON, chosen=None) -> Grid:
    makes = np.array(makes, bool)
    posts, starts = ([ON + timedelta(7 * n) for n in range(size)] for size in makes.shape[1:])
    return Grid(tuple(posts), tuple(starts), tuple("ABCDEFGHIJK"[:len(makes)]), makes, on, chosen)


def of_job(on=ON, **job) -> Grid:
    return who_can_start(JobQuestion(job_of(SPRING | job, load_world()), on, load_world()))[0]


@given(st.integers(1, 11), st.integers(1, 11))
def test_more_candidates_are_never_lighter(most, count):
    count = min(count, most)
    assert 1 <= shade(count, most) <= len(SHADES) - 1
    assert shade(count - 1, most) <= shade(count, most)
    assert shade(most, most) == len(SHADES) - 1 or most < len(SHADES) - 1


def test_shades_name_the_counts_that_are_shown():
    everybody, nobody = [[[1]]] * 9, [[[0]]] * 9
    assert shades(grid(everybody)) == {3: "7 to 9"}
    assert shades(grid(nobody)) == {}


limits = st.lists(st.lists(st.integers(-1, 5), min_size=4, max_size=4), min_size=1, max_size=8)


@given(limits)
def test_limits_say_what_the_squares_say(lasts):
    """Squares made from limits give the limits back, shared ones once, and every kind is named once."""
    makes = [[[post <= last for last in kind] for post in range(6)] for kind in lasts]
    found = grid(makes).limits
    assert sorted(title for limit in found for title in limit.titles) == list("ABCDEFGH"[:len(lasts)])
    assert {limit.last for limit in found} == {tuple(kind) for kind in lasts}
    assert [limit.letter for limit in found] == list(LETTERS[:len(found)])


@given(limits)
def test_letters_beneath_the_picture_do_not_touch(lasts):
    makes = [[[post <= last for last in kind] for post in range(6)] for kind in lasts]
    tags = [tag for tag in heat_map(grid(makes)).layout.annotations if tag.bordercolor]
    assert not [(a.text, b.text) for n, a in enumerate(tags) for b in tags[n + 1:] if a.yshift == b.yshift and abs(a.x - b.x) < 2]


def test_a_limit_that_leaves_the_picture_is_broken_there_not_bridged():
    makes = [[[post <= last for last in (1, 5, 2)] for post in range(6)]]
    line = next(trace for trace in heat_map(grid(makes)).data if trace.type == "scatter")
    assert list(line.x) == [1.5, 1.5, None, 2.5, 2.5]
    assert list(line.y) == [-.5, .5, None, 1.5, 2.5]
    assert line.connectgaps is False


@pytest.mark.parametrize(("last", "drawn"), [(-1, 0), (0, 1), (4, 1), (5, 0)])
def test_nobody_and_everybody_have_no_stairs(last, drawn):
    makes = [[[post <= last] for post in range(6)]]
    assert sum(trace.mode == "lines" for trace in heat_map(grid(makes)).data if trace.type == "scatter") == drawn


def test_the_past_is_hatched_and_has_no_numbers():
    figure = heat_map(grid(np.ones((1, 6, 2)), on=ON + timedelta(14)))
    numbers = figure.data[0].text
    assert [list(row) for row in numbers] == [["", "", "1", "1", "1", "1"]] * 2
    hatched = next(trace for trace in figure.data if trace.type == "bar")
    assert hatched.x[0] - hatched.width[0] / 2 == -.5
    assert hatched.x[0] + hatched.width[0] / 2 == 1.5


def test_today_before_the_first_day_hatches_nothing():
    assert not [trace for trace in heat_map(grid(np.ones((1, 6, 2)), on=ON - timedelta(30))).data if trace.type == "bar"]


def test_colours_are_placeholders_that_the_theme_swaps():
    scale = {colour for _, colour in heat_map(grid(np.ones((1, 2, 2)))).data[0].colorscale}
    assert scale == {SEQUENTIAL[step] for step in SHADES}
    assert list(SEQUENTIAL) == [f"#0000{n}" for n in range(11, 21)]


# ---- around a job ---------------------------------------------------------------------------------------------------

def test_the_job_stands_in_its_square_and_makes_it():
    """CPT: the 22nd of December makes the 16th of February, a week later does not."""
    around = of_job()
    post, start = around.chosen
    assert (around.posts[post], around.starts[start]) == (date(2026, 12, 22), date(2027, 2, 16))
    cpt = around.titles.index("CPT")
    assert around.makes[cpt, post, start]
    assert not around.makes[cpt, post + 1, start]


@pytest.mark.parametrize("job", [{}, {"start": "2028-06-01"}, {"start": "2026-11-24"}, {"school": "rutgers", "start": "2027-06-01"},
                                 {"posting_date": "2026-12-01"}, {"posting_date": "2026-10-01"}, {"on_campus": "true"}])
def test_the_grid_fits_a_phone_and_begins_no_work_in_the_past(job):
    around = of_job(**job)
    assert (len(around.posts), len(around.starts)) == (POSTS, STARTS)
    assert min(around.starts) >= ON
    assert around.chosen is not None
    assert around.starts[around.chosen[1]].isoformat() == (SPRING | job)["start"]


def test_every_square_is_the_engines_answer():
    around, job = of_job(school="rutgers"), job_of(SPRING | {"school": "rutgers", "end": "2027-03-08", "weeks": ""}, load_world())
    again = who_makes_it(job, [day(one) for one in around.posts], [day(one) for one in around.starts], day(ON), load_world())
    assert (around.makes == again).all()
    assert around.titles == tuple(one.title for one in answer(JobQuestion(job, ON, load_world())).situations)


def test_the_words_name_each_limit():
    said = of_job().in_words().replace("\u00a0", " ")
    assert "CPT, CPT, program requires training and J-1 Academic Training: to start on" in said
    assert "to start on Tue 5 Jan 2027 post by" in said or "post by Tue" in said
