"""A table of jobs on the host's page: when to post each of them, the rows that could not be used, and all of it as a file."""
from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from html import escape

import streamlit as st

from planner.days import day, to_date
from planner.errors import BadInput
from planner.host_sentences import WHO
from planner.host_views import HostView, SituationView
from planner.job_dates import SOON, first_weekday
from planner.job_table import Answered, open_jobs, template_csv
from planner.posting_checks import MEND
from planner.ui.bad_rows import bad_rows
from planner.ui.bring import complain
from planner.ui.tables import day_cell, table
from planner.words import counted, long_day, sentence
from planner.world import World
from planner.write_dates import Row, dates_csv, dates_xlsx, rows_of

TITLE = "Many jobs: when to post each, from a table (CSV or workbook)"
LARGEST, MOST = 2, 500              # megabytes of a table, and jobs answered on the page
BEYOND = (f"and all lines after it are not answered here, for a page answers {MOST} jobs; split the table, or use "
          "python -m planner post JOBS.csv --out DATES.csv")
MOST_SHOWN = 50                     # jobs in the table; the downloads have all
FILE, KEPT, ROUND = "_jobs_file", "_jobs_answered", "_jobs_round"       # in the session
NEEDS = ("One job on each line, for an office that plans a year. **start** (2027-02-16), or **season** with a school whose "
         "calendar is known, is enough; every other column has a default. A table holds no student's data; it is read in memory, "
         "for this browser tab alone, and forgotten when you close or reload it.")
LEFT_OUT = "These rows are left out, or are answered without the column; every other job is answered."


@dataclass(frozen=True)
class Jobs:
    """A table answered: `key` says for which file, day and world."""
    key: tuple
    answered: list[Answered]
    problems: list[BadInput]
    remarks: list[str]

    @property
    def good(self) -> list[Answered]:
        """The jobs that have an answer: whose day to post comes first stands first, those that are too late last."""
        good = [one for one in self.answered if one.view]
        return sorted(good, key=lambda one: one.view.first.post_by if one.view.first else date.max)

    def rows(self) -> list[Row]:
        """What the downloads hold, in the order of the file."""
        return [row for one in self.answered for row in rows_of(one)]


def many_jobs(on: date, world: World) -> None:
    """The section, worked out only while it is open."""
    part = st.expander(TITLE, on_change="rerun", key="_jobs_many")
    if part.open:
        with part:
            brought = _brought(on)
            jobs = _answered(*brought, on, world) if brought else None
            if jobs:
                _draw(jobs, on)


def _brought(on: date) -> tuple[str, bytes] | None:
    """Name and bytes of the table of this session, until it is forgotten."""
    st.markdown(NEEDS)
    start = to_date(first_weekday(day(on) + SOON))
    with st.container(horizontal=True):
        st.download_button("Download the template", template_csv(str(start)), "jobs_template.csv", "text/csv", on_click="ignore")
    sent = st.file_uploader("Jobs (.csv or .xlsx)", ["csv", "xlsx", "xlsm"], max_upload_size=LARGEST,
                            key=f"_jobs_{st.session_state.get(ROUND, 0)}")
    if sent is not None:
        st.session_state[FILE] = sent.name, sent.getvalue()
    kept = st.session_state.get(FILE)
    if kept and st.button("Forget this table"):
        for name in (FILE, KEPT):
            st.session_state.pop(name, None)
        st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1        # a field of another name is an empty one
        st.rerun()
    return kept


def _answered(name: str, data: bytes, on: date, world: World) -> Jobs | None:
    """The table answered; what was answered before where nothing has changed, None where nothing of it can be read."""
    key = name, sha256(data).digest(), on, id(world)
    kept = st.session_state.get(KEPT)
    if kept is None or kept.key != key:
        try:
            kept = st.session_state[KEPT] = _answer(key, name, data, on, world)
        except BadInput as error:
            complain([error])
            return None
    return kept


def _answer(key: tuple, name: str, data: bytes, on: date, world: World) -> Jobs:
    table, so_far, found, problems = open_jobs(io.BytesIO(data), name, settle=True), st.empty(), [], []
    for one in table.answered(day(on), world):
        if len(found) == MOST:
            problems.append(BadInput(BEYOND, file=name, line=one.line))
            break
        found.append(one)
        so_far.caption(f"{counted(len(found), 'job')} answered so far")
    so_far.empty()
    if not found and not table.problems:
        raise BadInput("has a header and no jobs; write one job on each line below it", file=name)
    problems = [*table.problems, *(problem for one in found for problem in one.problems), *problems]
    return Jobs(key, found, problems, [*table.notes, *(remark for one in found for remark in one.remarks)])


def _draw(jobs: Jobs, on: date) -> None:
    good = jobs.good
    if good:
        st.html(f'<h3 class="wa wa-h3">{headline([one.view for one in good])}</h3>' + _table(good, on))
    remarks = "".join(f"<li>{escape(sentence(said))}.</li>" for said in jobs.remarks[:MOST_SHOWN])
    if remarks:
        st.html(f'<ul class="wa wa-small">{remarks}</ul>')
    bad_rows(jobs.problems, LEFT_OUT, "dates.errors.csv")
    if good:
        with st.container(horizontal=True):
            st.download_button("Dates (.csv)", lambda: dates_csv(jobs.rows()), "dates.csv", "text/csv", on_click="ignore")
            st.download_button("Dates (.xlsx)", lambda: dates_xlsx(jobs.rows()), "dates.xlsx", on_click="ignore")
        st.caption("One row for each job and kind of candidate, with the columns of the command line: "
                   "python -m planner post JOBS.csv --out DATES.csv.")


def headline(views: list[HostView]) -> str:
    """How many jobs, which to post first, and how many are too late."""
    first, late = views[0], sum(view.first is None for view in views)
    says = f"{counted(len(views), 'job')}"
    if first.first:
        says += f": post the first, {escape(_name(first))}, by {long_day(first.first.post_by)}."
    return says + (f" {counted(late, 'job')} can reach no international student in time any more." if late else "")


def _table(good: list[Answered], on: date) -> str:
    rows = "".join(_row(one, on) for one in good[:MOST_SHOWN])
    more = "" if len(good) <= MOST_SHOWN else f'<p class="wa wa-small">And {len(good) - MOST_SHOWN} more in the file.</p>'
    return table("When to post each job, the first day first", ("Job", "Starts", "Post by", "Days left"), rows, "why") + more


def _row(one: Answered, on: date) -> str:
    view, best = one.view, one.view.first
    by = day_cell(best.post_by, on) if best else '<span class="over">too late</span>'
    cells = f"<td>{day_cell(view.start, on)}</td><td>{by}</td><td>{best.days_left if best else ''}</td>"
    mend = " ".join(found.says for found in one.found if found.verdict == MEND)
    mend = f"<br><b>To mend:</b> {escape(mend)}" if mend else ""
    mend += f"<br>{escape(' '.join(one.told))}" if one.told else ""
    return (f'<tr class="first"><th scope="row">{escape(_name(view))}</th>{cells}</tr>'
            f'<tr><td colspan="4"><small>{escape(view.school_name)}. {escape(_why(view, best))}{mend}</small></td></tr>')


def _why(view: HostView, best: SituationView | None) -> str:
    """For whom that day is, what holds it there, and who has more time; of a job that is too late, what is left."""
    if best is None:
        return f"{view.headline} {view.others}"
    return f"For {WHO[best.name]}: {best.holds.rstrip('.')}. {view.others}"


def _name(view: HostView) -> str:
    return view.job.job_id or view.job.title or "A job without a name"
