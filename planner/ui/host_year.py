"""A year of it: several such jobs for one team, when to post each, whom that reaches, and the same student again."""
from __future__ import annotations

from functools import lru_cache
from html import escape

import streamlit as st

from planner.days import day
from planner.errors import BadInput
from planner.hiring_year import HiringYear, YearJob, hiring_year
from planner.host_views import HostView
from planner.ui.host_answer import KEPT, JobQuestion
from planner.ui.host_form import HostForm
from planner.ui.tables import day_cell, table
from planner.words import counted, listed, long_day

TITLE = "A year of it: several such jobs for one team"


@lru_cache(KEPT)
def _year(asked: JobQuestion, times: int) -> HiringYear:
    return hiring_year(asked.job, times, day(asked.on), asked.world)


def year_of_it(asked: JobQuestion, view: HostView, form: HostForm) -> None:
    """The section, worked out only while it is open."""
    part = st.expander(TITLE, on_change="rerun", key="_job_year")
    if part.open:
        with part:
            form.year()
            _draw(asked, view, form)


def _draw(asked: JobQuestion, view: HostView, form: HostForm) -> None:
    times = form.entered["job_times"]
    try:
        year = _year(asked, times or 0)
    except BadInput as error:
        form.mend({"job_times": f"{times or 'Nothing'} {error.remedy}."})
        return
    st.html(f'<p class="wa">{_headline(year)}</p>' + _jobs(year, view) + _again(year))


def _headline(year: HiringYear) -> str:
    days = [long_day(one.post_by) for one in year.jobs if one.post_by]
    if not days:
        return "Nobody can be reached for these."
    return f"For {counted(len(year.jobs), 'job')} in twelve months post by {listed(days)}."


def _jobs(year: HiringYear, view: HostView) -> str:
    titles = {one.name: one.title for one in view.situations}
    rows = "".join(_job(one, view, titles) for one in year.jobs)
    caption = f"{counted(len(year.jobs), 'job')} in a year: when each starts, when to post it, and whom that reaches"
    return table(caption, ("Job", "Starts", "Ends", "Post by"), rows, "why")


def _job(one: YearJob, view: HostView, titles: dict[str, str]) -> str:
    cells = "".join(f"<td>{day_cell(when, view.on) or 'never'}</td>" for when in (one.start, one.end, one.post_by))
    name = f"{one.number}. {one.season.name}" if one.season else f"{one.number}."
    reached = f"Reaches {'; '.join(titles[kind] for kind in one.reached)}." if one.reached else "Reaches nobody."
    after = ", which comes after the start: it is meant for later ones" if one.advised and one.advised > one.start else ""
    advised = f" The programme's own day: {long_day(one.advised)}{after}." if one.advised else ""
    return (f'<tr class="first"><th scope="row">{escape(name)}</th>{cells}</tr>'
            f'<tr><td colspan="4"><small>{escape(reached)}{advised}</small></td></tr>')


def _again(year: HiringYear) -> str:
    """How often one student could come back, on each way to lawful work."""
    rows = "".join(f'<tr class="first"><th scope="row">{escape(one.title)}</th><td>{one.jobs} of {len(year.jobs)}</td>'
                   f"<td>{escape(one.says)}<br><small>{escape(one.cite)}</small></td></tr>" for one in year.same_student)
    return '<h3 class="wa wa-h3">The same student again</h3>' + table(
        "How many of the jobs one student could do in a row, and why", ("Way", "Jobs", "Why"), rows)
