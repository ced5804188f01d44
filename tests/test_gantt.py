"""The picture of a route: its colours are the theme's, its words fit a phone, and it shows what the plan says."""
import tomllib
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from asking import explained

from planner.cases import Cases, read_case
from planner.days import day
from planner.gantt import COLOUR, HEAD, NAMES, ROW, gantt
from planner.plan import make_plan
from planner.timeline import FIGURE, LABEL, month_ticks, picture
from planner.words import long_day
from planner.world import load_world

ROOT = Path(__file__).parent.parent
ON = "2026-11-22"
TOKENS = {          # the ten colours of the design by theme, in the order of the placeholders
    "light": ["#163E7A", "#106357", "#AA5D21", "#CC69A5", "#14181F", "#4A515C", "#D00019", "#FFFFFF", "#D3D1C9", "#6B7280"],
    "dark": ["#CED7FE", "#75C7AB", "#E47649", "#A258A9", "#F1EFE9", "#B4BAC4", "#FF5A5F", "#12161B", "#343C46", "#9AA3AF"],
}
WORKED = {"status": "F-1", "program_start": "2025-08-25", "program_end": "2027-05-14",
          "offer_start": "2026-12-21", "offer_end": "2027-01-15"}
EXAMPLES = ("winter_break", "spring", "close_to_graduation", "pending_i765", "before_stem", "j1_student")


@cache
def view(**changes):
    return explained(make_plan(Cases.of([WORKED | changes]), day(ON)))


def drawn(route, **changes):
    plan = view(**changes)
    return picture(plan, next(r for r in plan.routes if r.route == route))


@cache
def every_picture():
    plans = [view(), view(i765_filed="2026-11-01", i765_category="opt_pre", program_start="2024-08-25")]
    world = load_world()
    plans += [explained(make_plan(read_case(ROOT / "data" / "examples" / f"{name}.toml", day(ON), world), day(ON), world))
              for name in EXAMPLES]
    return [picture(plan, route) for plan in plans for route in plan.routes if route.is_open]


def placeholders(value):
    """Every colour that a figure names."""
    if isinstance(value, dict):
        return {found for part in value.values() for found in placeholders(part)}
    if isinstance(value, list | tuple):
        return {found for part in value for found in placeholders(part)}
    return {value} if isinstance(value, str) and value.startswith(("#", "rgb")) else set()


# ---- colours --------------------------------------------------------------------------------------------------------

def test_the_ten_placeholders_are_the_ones_that_streamlit_swaps():
    assert list(COLOUR.values()) == [f"#0000{n:02d}" for n in range(1, 11)]
    assert tuple(COLOUR) == NAMES == ("student", "school", "agency", "host", "ink", "ink2", "now", "bg", "line", "float")


@pytest.mark.parametrize("theme", TOKENS)
def test_the_theme_gives_the_placeholders_their_colours_in_this_order(theme):
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())
    assert config["theme"][theme]["chartCategoricalColors"] == TOKENS[theme]


def test_streamlit_still_swaps_them():
    """The swap is not documented: when a release drops it, the page would be drawn in near black."""
    import streamlit
    scripts = (Path(streamlit.__file__).parent / "static" / "static" / "js").glob("PlotlyChart*.js")
    source = "".join(path.read_text() for path in scripts)
    assert all(colour in source for colour in COLOUR.values())
    assert "chartCategoricalColors" in source


def test_a_figure_names_no_colour_of_its_own():
    for shown in every_picture():
        figure = gantt(shown).to_dict()
        ours = {key: figure["layout"][key] for key in ("shapes", "xaxis", "font", "hoverlabel")}
        assert placeholders({"data": figure["data"], **ours}) <= {*COLOUR.values(), "rgba(0,0,0,0)"}


# ---- a phone --------------------------------------------------------------------------------------------------------

def test_words_fit_beside_each_other_on_a_phone():
    for shown in every_picture():
        for lane in shown.lanes:
            assert len(lane.label) <= LABEL, lane.label
            assert len(lane.figure) <= FIGURE, lane.figure


def test_names_on_the_axis_are_at_most_six_and_never_cut_at_the_right():
    for shown in every_picture():
        named = [(when, text) for when, text in shown.ticks() if text]
        assert 1 <= len(named) <= 6
        assert all(shown.place(when) < .86 for when, _ in named)


@pytest.mark.parametrize(("first", "last", "expected"), [
    ("2026-11-19", "2027-05-10", ["Dec", "Jan 2027", "Feb", "Mar", "Apr", "May"]),      # half a year: every month
    ("2026-11-19", "2027-08-10", ["", "Jan 2027", "", "Mar", "", "May", "", "Jul", ""]),
    ("2026-11-19", "2028-04-10", ["", "Jan 2027", "", "", "Apr", "", "", "Jul", "", "", "Oct", "", "", "Jan 2028", "", "", "Apr"]),
])
def test_months_name_the_year_where_it_changes(first, last, expected):
    assert [text for _, text in month_ticks(date.fromisoformat(first), date.fromisoformat(last))] == expected


def test_a_thumb_scrolls_the_page_not_the_picture():
    layout = gantt(drawn("cpt")).layout
    assert layout.dragmode is False
    assert layout.xaxis.fixedrange
    assert layout.yaxis.fixedrange
    assert not layout.yaxis.visible


def test_a_row_is_52_pixels():
    shown = drawn("opt_post")
    assert gantt(shown).layout.height == ROW * len(shown.lanes) + HEAD == 52 * 8 + 100


# ---- what it shows --------------------------------------------------------------------------------------------------

def test_the_worked_cpt_case():
    shown = drawn("cpt")
    asked = next(lane for lane in shown.lanes if lane.title == "Ask for CPT")
    marks = {mark.kind: (mark.start.isoformat(), mark.end and mark.end.isoformat()) for mark in asked.marks}
    assert marks == {"float": ("2026-11-22", "2026-12-07"), "acts": ("2026-11-22", None), "latest": ("2026-12-07", None)}
    signed = next(lane for lane in shown.lanes if lane.title == "CPT authorized")
    assert {mark.kind for mark in signed.marks} == {"wait", "drives", "float", "earliest", "latest"}
    assert signed.label == "CPT authorized, 10 office days"
    assert date(2026, 11, 26) in shown.closed                           # Thanksgiving
    assert shown.first < date(2026, 11, 22) < date(2027, 1, 15) < shown.last


def test_the_job_is_drawn_with_its_last_day():
    job = next(mark for mark in drawn("cpt").lanes[-1].marks if mark.kind == "job")
    assert (job.start, job.end) == (date(2026, 12, 21), date(2027, 1, 16))


def test_planned_and_likely_are_two_rows():
    titles = [lane.title for lane in drawn("opt_post").lanes]
    assert titles[titles.index("USCIS decides") + 1] == "Likely"


def test_the_filing_window_is_drawn_as_law_has_it():
    filed = next(lane for lane in drawn("opt_post").lanes if lane.title == "File Form I-765")
    window = next(mark for mark in filed.marks if mark.kind == "window")
    assert (window.start, window.end) == (date(2027, 2, 13), date(2027, 7, 13))


def test_the_legend_lists_only_what_is_shown():
    assert "agency" not in drawn("cpt").shown()
    assert "window" not in drawn("cpt").shown()
    assert {"agency", "window", "likely"} <= set(drawn("opt_post").shown())
    assert drawn("opt_pre").shown()[-1] == "today"


def test_every_mark_has_a_shape_and_every_shape_lies_on_the_axis():
    for shown in every_picture():
        assert gantt(shown).data
        for lane in shown.lanes:
            for mark in lane.marks:
                assert mark.start < shown.last, (lane.title, mark)
                assert mark.end is None or mark.end <= shown.last, (lane.title, mark)


def test_in_words():
    words = drawn("cpt").in_words().replace("\u00a0", " ")
    assert words.startswith("CPT, step by step. Today is Sun 22 Nov 2026. ")
    assert "Ask for CPT, by Mon 7 Dec (15 to spare): earliest on Sun 22 Nov 2026, latest on Mon 7 Dec 2026." in words
    assert "The offer starts on Mon 21 Dec 2026." in words


def test_every_day_of_a_picture_is_said():
    """A reader who does not see it is told each day that a mark stands on, and by when how many have their decision."""
    for shown in every_picture():
        words = shown.in_words()
        for lane in shown.lanes:
            days = [mark.start for mark in lane.marks if mark.kind in ("acts", "earliest", "latest")]
            days += [mark.end for mark in lane.marks if mark.kind in ("wait", "window", "until")]
            days += [day for day in (lane.likely.quantiles if lane.likely else ()) if day]
            assert all(long_day(day) in words for day in days), lane.title


def test_a_long_past_fact_does_not_squeeze_the_picture():
    """Filed a year and more ago: the axis begins before today, not with the application."""
    shown = drawn("opt_post", program_end="2025-05-16", program_start="2023-08-25", i765_filed="2025-05-20",
                  opt_requested_start="2025-06-01")
    assert shown.days < 1100
