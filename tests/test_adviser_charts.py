"""The adviser's pictures: what they show is what was counted, in the theme's colours, with words that fit a phone."""
from datetime import date

import numpy as np
import pytest

from planner.charts.shifts import EDGES, SHOWN, Shift, classes, distribution, dumbbells, shift_picture, shifts_in_words
from planner.charts.workload import FILL, workload_chart
from planner.gantt import COLOUR, HEAD, ROW
from planner.timeline import LABEL
from planner.workload import KINDS

ON = date(2026, 11, 22)


def shift(name="SYN-0001", before="2026-12-07", after="2026-12-14", offer="2026-12-10", misses=True) -> Shift:
    return Shift(name, *(date.fromisoformat(day) if day else None for day in (before, after, offer)), misses)


def counts(*weeks: dict) -> np.ndarray:
    return np.array([[week.get(kind, 0) for week in weeks] for kind in KINDS])


def colours(value) -> set:
    if isinstance(value, dict):
        return {found for part in value.values() for found in colours(part)}
    if isinstance(value, list | tuple):
        return {found for part in value for found in colours(part)}
    return {value} if isinstance(value, str) and value.startswith(("#", "rgb")) else set()


# ---- before and after -----------------------------------------------------------------------------------------------

@pytest.mark.parametrize(("one", "moved", "fate"), [
    (shift(), "+7 days", "misses start"),
    (shift(after="2026-12-08", offer="2026-12-21", misses=False), "+1 day", "still in time"),
    (shift(after="2026-12-01", misses=False), "−6 days", "still in time"),
    (shift(after=None), "no way left", "misses start"),
    (shift(offer=None, misses=False), "+7 days", ""),
])
def test_a_shift_says_by_how_much_and_what_becomes_of_the_start(one, moved, fate):
    assert (one.moved, one.fate) == (moved, fate)


def test_each_student_has_an_open_dot_a_filled_one_and_the_offer():
    figure = dumbbells([shift(), shift("SYN-0002", after=None)], ON)
    days = next(trace for trace in figure.data if trace.type == "scatter" and trace.mode == "markers")
    assert list(days.x) == ["2026-12-07", "2026-12-14", "2026-12-07"]
    assert list(days.marker.color) == [COLOUR["bg"], COLOUR["ink"], COLOUR["bg"]]
    posts = [shape for shape in figure.layout.shapes if shape.line.color == COLOUR["host"]]
    assert [post.x0 for post in posts] == ["2026-12-10"] * 2
    assert figure.layout.height == 2 * ROW + HEAD - ROW


def test_every_label_fits_a_phone_however_long_the_name():
    picture = shift_picture([shift("X" * 200), shift("")], ON)
    assert all(len(lane.label) <= LABEL for lane in picture.lanes)
    assert picture.lanes[1].title == "no name"


def test_the_picture_in_words_names_every_student():
    said = shifts_in_words([shift(), shift("SYN-0002", after=None)]).replace("\u00a0", " ")
    assert "SYN-0001: from Mon 7 Dec 2026 to Mon 14 Dec 2026, +7 days, misses start" in said
    assert "SYN-0002: from Mon 7 Dec 2026 to no way left" in said


def test_the_classes_of_the_distribution_leave_no_day_out():
    names = classes()
    assert names[0] == "earlier"
    assert names[1:-2] == ["1 to 7 days later", "8 to 14 days later", "15 to 30 days later", "31 to 60 days later"]
    assert len(names) == len(EDGES) + 2
    bars = distribution(list(range(len(names)))).data[0]
    assert list(bars.y) == list(range(len(names)))
    assert SHOWN >= 5


# ---- the office's work ----------------------------------------------------------------------------------------------

def test_the_bars_stack_to_the_requests_of_each_week():
    figure = workload_chart(ON, counts({"CPT": 3, "OPT": 2}, {}, {"STEM": 1, "AT": 1}))
    assert [(trace.name, list(trace.y)) for trace in figure.data] == [
        ("CPT", [3, 0, 0]), ("OPT", [2, 0, 0]), ("STEM", [0, 0, 1]), ("AT", [0, 0, 1])]
    assert figure.layout.barmode == "stack"


def test_kinds_differ_by_pattern_and_not_by_colour_alone():
    patterns = [pattern for _, pattern in FILL.values()]
    assert len(set(patterns)) == len(KINDS) == len(FILL)


def test_a_scenario_is_a_stair_from_edge_to_edge_and_the_capacity_a_dashed_line():
    figure = workload_chart(date(2026, 11, 23), counts({"CPT": 3}, {"CPT": 1}), 2, np.array([1, 4]))
    stair = figure.data[-1]
    assert (stair.mode, list(stair.y)) == ("lines", [1, 1, 4, 4])
    [line] = figure.layout.shapes
    assert (line.y0, line.y1, line.line.dash) == (2, 2, "dash")
    assert figure.layout.annotations[0].text == "<b>Capacity, 2 a week</b>"
    assert figure.layout.yaxis.range[1] > 4


@pytest.mark.parametrize("weeks", [1, 5, 6, 26])
def test_at_most_five_weeks_have_a_name_so_that_they_fit_a_phone(weeks):
    figure = workload_chart(date(2026, 11, 23), counts(*[{"CPT": 1}] * weeks))
    assert 1 <= len(figure.layout.xaxis.ticktext) <= 5


@pytest.mark.parametrize("most", [9, 99, 999, 9_999, 99_999])
def test_the_numbers_of_the_axis_have_their_room_and_the_browser_looks_for_none(most):
    margin = distribution([most] * len(classes())).layout.margin
    assert margin.autoexpand is False, "else every chart is drawn twice"
    assert 7.2 * len(f"{most * 1.16:,.0f}") + 6 < margin.l < 70


def test_no_request_at_all_is_an_empty_picture_and_no_error():
    assert not workload_chart(ON, counts({}, {}), 5, np.array([0, 0])).data[0].y[0]


@pytest.mark.parametrize("figure", [dumbbells([shift()], ON), distribution([1] * len(classes())),
                                    workload_chart(ON, counts(dict.fromkeys(KINDS, 1)), 3, np.array([2]))], ids=["a", "b", "c"])
def test_only_the_themes_placeholders_are_drawn_in(figure):
    assert colours(figure.to_plotly_json()["layout"]) | {c for trace in figure.data for c in colours(trace.to_plotly_json())} <= {
        *COLOUR.values(), "rgba(0,0,0,0)"} | template_colours(figure)


def template_colours(figure) -> set:
    """What plotly's own template brings; the theme replaces it."""
    return colours(figure.to_plotly_json()["layout"].get("template", {}))
