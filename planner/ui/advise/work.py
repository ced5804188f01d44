"""Requests to the office by week, against what it can finish, as planned and under the scenario that is on."""
from __future__ import annotations

import numpy as np
import streamlit as st

from planner.charts.workload import workload_chart
from planner.days import to_date
from planner.queue import Queue
from planner.scenario_words import if_so
from planner.ui.advise.desk import Desk
from planner.ui.advise.scenarios import chosen
from planner.ui.marks import legend
from planner.ui.tables import table
from planner.words import counted, long_day, sentence
from planner.workload import EARLIEST, KINDS, LATEST, Office, monday, office, requests

WEEKS = 26                          # half a year ahead
WHEN = {"as late as they can": LATEST, "as soon as they can": EARLIEST}
OF_EXAMPLE = 20                     # requests a week of the example's office, for the picture
MARKS = {"CPT": "load-cpt", "OPT": "load-opt", "STEM": "load-stem", "AT": "load-at", "On campus": "load-campus"}
STAIR = "load-stair"


def work(desk: Desk) -> None:
    """The section."""
    st.html('<hr class="wa wa-rule">')
    st.header("Requests to our office, by week", anchor=False)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        when = st.segmented_control("Students ask", list(WHEN), default=next(iter(WHEN)), required=True, key="_work_when",
                                    persist_state="session")
        capacity = st.number_input("Our office finishes, a week", 1, 100_000, OF_EXAMPLE if desk.synthetic else None, step=1,
                                   width=200, key=f"_work_capacity_{desk.synthetic}", persist_state="session",
                                   help="Requests of all kinds together. Empty: no limit is drawn.")
    spec = chosen(desk)
    changed = desk.changes(spec).after if spec else None
    first, weeks = monday(desk.on), _weeks(desk.queue, changed, WHEN[when])
    counts = requests(desk.queue, WHEN[when]).by_week(first, weeks)
    stair = None if changed is None else requests(changed, WHEN[when]).by_week(first, weeks).sum(axis=0)
    _said(spec, counts, stair, first, len(requests(desk.queue, WHEN[when])))
    st.plotly_chart(workload_chart(to_date(first), counts, capacity, stair), theme="streamlit", config={"displayModeBar": False},
                    key=f"_work_{st.context.theme.type}", alt=_in_words(counts, stair, first, capacity))
    shown = [MARKS[kind] for place, kind in enumerate(KINDS) if counts[place].any()] + ([STAIR] if spec else [])
    st.html(legend(shown, {mark: kind for kind, mark in MARKS.items()} | {STAIR: "All, under the scenario"}))
    served = _served(desk, desk.queue, WHEN[when], capacity)
    served_then = _served(desk, changed, WHEN[when], capacity) if changed else None
    if served:
        _crowded(desk, spec, served, served_then)
    with st.expander("The same as a table"):
        st.html(_table(first, counts, stair, served))


def _weeks(queue: Queue, changed: Queue | None, when: str) -> int:
    """Weeks to draw: until the last request, half a year at most."""
    days = [requests(one, when).day.max(initial=one.on) for one in (queue, changed) if one]
    return int(min(max(((day - monday(queue.on)) // 7 + 1 for day in days), default=1), WEEKS))


def _said(spec, counts: np.ndarray, stair: np.ndarray | None, first: int, all_: int) -> None:
    total, weeks = counts.sum(axis=0), counted(counts.shape[1], "week")
    drawn, later = int(total.sum()), all_ - int(total.sum())
    rest = f"; the picture has {drawn:,} in {weeks}, {later:,} come later" if later else f" in {weeks}"
    text = (f"One request a student, the next one on the best route: {all_:,}{rest}. Most come in the week of "
            f"{_week(first, int(total.argmax()))}: {total.max():,}.")
    if stair is not None and stair.any():
        text += f" {sentence(if_so(spec))}, the fullest week is that of {_week(first, int(stair.argmax()))}, with {stair.max():,}."
    st.markdown(_plain(text))


def _plain(text: str) -> str:
    """A stranger's words as markdown shows them: as they are."""
    return "".join(f"\\{c}" if c in "\\`*_{}[]<>()#+!|~$:" else c for c in text)


def _week(first: int, n: int) -> str:
    return long_day(to_date(first + 7 * n))


def _served(desk: Desk, queue: Queue, when: str, capacity: int | None) -> Office | None:
    return office(requests(queue, when), queue.on, capacity, desk.school.closures) if capacity else None


def _crowded(desk: Desk, spec, served: Office, then: Office | None) -> None:
    """What a full desk does to the office's time."""
    lead = desk.school.lead_time["cpt"]
    if served.longest_wait == 0:
        text = "At this pace nobody waits: every request is begun on the day it comes."
    else:
        worst = to_date(int(served.came[int(served.wait.argmax())]))
        text = (f"At this pace a request of {long_day(worst)} lies {counted(served.longest_wait, 'business day')} before the "
                f"office gets to it, so {lead.in_words} for CPT become {counted(lead.n + served.longest_wait, 'day')}. "
                f"{int((served.wait > 0).sum()):,} of all {len(served.wait):,} requests wait.")
    if then is not None:
        text += f" {sentence(if_so(spec))}, the longest wait is {counted(then.longest_wait, 'business day')}."
    st.markdown(_plain(text))
    st.caption("First come, first served; each business day the office finishes its share of the week. The plan above does not "
               "count this wait: it takes the office's usual time.")


def _in_words(counts: np.ndarray, stair, first: int, capacity: int | None) -> str:
    total = counts.sum(axis=0)
    weeks = "; ".join(f"week of {_week(first, n)}: {total[n]:,}" + ("" if stair is None else f", scenario {stair[n]:,}")
                      for n in range(len(total)))
    return f"Requests by week{'' if capacity is None else f', capacity {capacity:,}'}. {weeks}."


def _table(first: int, counts: np.ndarray, stair, served: Office | None) -> str:
    waits = served.longest_by_week(first, counts.shape[1]) if served else None
    rows = "".join(_row(first, n, counts[:, n], stair, waits) for n in range(counts.shape[1]))
    return table("Requests by week", ("Week of", "As planned", "Scenario", "Longest wait"), rows, "compare")


def _row(first: int, n: int, counts: np.ndarray, stair, waits) -> str:
    parts = ", ".join(f"{kind} {number:,}" for kind, number in zip(KINDS, counts.tolist(), strict=True) if number)
    wait = "" if waits is None else counted(int(waits[n]), "day")
    return (f'<tr class="first"><th scope="row">{_week(first, n)}</th><td>{counts.sum():,}<br><small>{parts}</small></td>'
            f'<td>{"" if stair is None else f"{stair[n]:,}"}</td><td>{wait}</td></tr>')
