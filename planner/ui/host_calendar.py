"""The hiring calendar on a host's page: a year of posting days as a picture, and in a table."""
from __future__ import annotations

from functools import lru_cache
from html import escape

import streamlit as st

from planner.charts.hiring_calendar import hiring_chart
from planner.hiring_calendar import SHAPES, SeasonPosting, hiring_calendar, hiring_picture, shown
from planner.host_views import HostView
from planner.timeline import Picture
from planner.ui.host_answer import KEPT, JobQuestion
from planner.ui.marks import legend
from planner.ui.section import section
from planner.ui.tables import day_cell, table
from planner.words import counted, long_day


@lru_cache(KEPT)
def _year(asked: JobQuestion) -> list[SeasonPosting]:
    return hiring_calendar(asked.job, asked.on, asked.world)


@lru_cache(KEPT)
def _drawn(asked: JobQuestion, school: str) -> tuple[Picture, object]:
    picture = hiring_picture(_year(asked), school, asked.on)
    return picture, hiring_chart(picture)


def calendar(asked: JobQuestion, view: HostView) -> None:
    """The section; where no calendar is known, a sentence that says where to bring one."""
    year = _year(asked)
    st.html(section(f"A year of posting dates at {escape(view.school_name)}", f'<p class="wa wa-small">{_about(year, view)}</p>'))
    if year:
        picture, figure = _drawn(asked, view.school_name)
        st.plotly_chart(figure, theme="streamlit", config={"displayModeBar": False}, alt=_in_words(year),
                        key=f"hiring-{st.context.theme.type}")
        st.html(legend(shown(picture), SHAPES))
        with st.expander("The posting dates as a table"):
            st.html(year_table(year, view))


def _about(year: list[SeasonPosting], view: HostView) -> str:
    if not year:
        return (f"No calendar of {escape(view.school_name)} is known for the year to come. Import the registrar's file on the page "
                "“Calendars”; until then choose the first day of work yourself.")
    bands = {one.season.band for one in year if one.season.status == "projected"}
    said = "The latest day to post this job if it began with each term or break."
    if bands:
        said += f" Projected dates may move by up to {counted(max(bands), 'day')}: ask the registrar before you promise a day."
    return said


def year_table(year: list[SeasonPosting], view: HostView) -> str:
    """The picture in numbers: by season, for students on CPT, with a card, with premium processing; then the advice."""
    rows = "".join(_row(one, view) for one in year)
    caption = f"By when to post at {view.school_name} for work that begins with each term or break"
    return table(caption, ("Season", "CPT: post by", "Card: post by", "Premium: post by"), rows, "why")


def _row(one: SeasonPosting, view: HostView) -> str:
    cells = "".join(f"<td>{_day(one, name, view)}</td>" for name in ("cpt", "card", "premium"))
    unsure = f" Projected, plus or minus {counted(one.season.band, 'day')}." if one.season.status == "projected" else ""
    advice = f" {one.advice}" if one.advice else ""
    return (f'<tr class="first"><th scope="row">{escape(one.season.name)}</th>{cells}</tr>'
            f'<tr><td colspan="4"><small>Work begins on {long_day(one.start)}.{unsure}{escape(advice)}</small></td></tr>')


def _day(one: SeasonPosting, name: str, view: HostView) -> str:
    when = one.by.get(name)
    if when is None:
        return "never"
    return day_cell(when, view.on) + ("<br><small>past</small>" if when < view.on else "")


def _in_words(year: list[SeasonPosting]) -> str:
    """The picture for a reader who does not see it."""
    return " ".join(f"{one.season.name}: post by {long_day(one.best)}{'' if one.by.get('cpt') else ', for a card alone'}."
                    for one in year if one.best)
