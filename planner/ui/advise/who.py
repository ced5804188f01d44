"""Who must act, ranked: filters, the table, and the student that was picked in it."""
from __future__ import annotations

from datetime import timedelta

import numpy as np
import streamlit as st

from planner.queue import BUCKETS, LATER_ON, MONTH, TODAY, TOO_LATE, WEEK
from planner.queue_table import TITLES, queue_table
from planner.ui.advise.desk import Desk
from planner.words import counted, long_day

ALL, NEAR = "All", "Near a limit"
DUE = {ALL: tuple(range(len(BUCKETS))), "Too late": (TOO_LATE,), "This week": (TODAY, WEEK), "Next 30 days": (TODAY, WEEK, MONTH),
       "Later": (LATER_ON,), NEAR: tuple(range(len(BUCKETS)))}
EVERY = "every route"
KEYS = ("_who_due", "_who_route", "_who_find")
OFFICE = "The office's last open day before “By”, where that is a closed day; a request on a closed day counts like one on it."
CLOSES = ("The last day of law, whatever becomes of the offer: to file or to ask in time for it, to use a recommendation, or to "
          "begin work before the days without it are used up.")
ABOUT = ("Float is the room in days between the earliest and the latest day of the next step; a negative number is by how much the "
         "day for the offer's own start was missed. Sort by a column's head. To see a student, pick a row: with the mouse by its "
         "box, with the keyboard by the arrow keys, then Shift and Space. Or find a name: the only one left is shown.")


def who(desk: Desk) -> int | None:
    """The section; returns the row of the caseload that was picked."""
    st.html('<hr class="wa wa-rule">')
    st.header("Who must act, by float", anchor=False)
    rows = _filtered(desk)
    if not len(rows):
        _nothing(desk)
        return None
    shown = queue_table(desk.load.cases.case_id, desk.queue, desk.near, rows, desk.world)
    event = st.dataframe(shown, hide_index=True, row_height=35, height=min(38 + 35 * len(rows), 430), column_config=_columns(),
                         placeholder="",
                         on_select="rerun", selection_mode="single-row", key=f"_who_{hash(desk.key)}_{'-'.join(map(_entry, KEYS))}",
                         alt="Students, ranked by what is due and by float")
    hidden = "" if len(rows) == len(desk) else f"{len(rows):,} of {counted(len(desk), 'student')} shown. "
    st.caption(f"{hidden}{_expedited(desk)}{_when(desk)} {ABOUT}")
    picked = event.selection.rows
    return int(rows[picked[0]]) if picked and picked[0] < len(rows) else int(rows[0]) if len(rows) == 1 else None


def _expedited(desk: Desk) -> str:
    """How many are in time only if the office is faster than usual."""
    n = int(desk.queue.expedited.sum())
    who_is = f"{counted(n, 'student')} of those in time {'is' if n == 1 else 'are'}"
    return f"{who_is} so only if the office is asked today for a faster answer; no chance is given for them. " if n else ""


def _when(desk: Desk) -> str:
    """What the filters by day hold."""
    week, month = (desk.world.law.number(f"planner.{name}") for name in ("this_week", "next_days"))
    return (f"“By” or “Route closes” decides, whichever comes first: this week is the {week} days from "
            f"{long_day(desk.day, False)} on, next 30 days end on {long_day(desk.day + timedelta(month), False)} and hold this "
            "week too. Whose route closes by then stands first, too late for the offer or not.")


def _entry(key: str) -> str:
    return str(st.session_state.get(key, ""))


def _filtered(desk: Desk) -> np.ndarray:
    """Rows of the caseload that the filters leave, in the order of the queue."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        due = st.segmented_control("Due", list(DUE), default=ALL, required=True, key=KEYS[0], wrap=True)
        route = st.selectbox("Route", [EVERY, *TITLES], key=KEYS[1], width=190)
        find = st.text_input("Find a student", key=KEYS[2], width=190, placeholder="name or number", type="search").strip().lower()
    queue, rows = desk.queue, desk.queue.ranked
    keep = queue.due(*DUE[due])[rows]
    if due == NEAR:
        keep &= np.array([bool(desk.near[row]) for row in rows.tolist()], bool)
    if route != EVERY:
        keep &= (queue.route[rows] == TITLES.index(route)) & (queue.verdict[rows] > 0)
    if find:
        keep &= np.array([find in str(name).lower() for name in desk.load.cases.case_id[rows]], bool)
    return rows[keep]


def _nothing(desk: Desk) -> None:
    st.text(f"No student fits these filters; they hide all {len(desk):,}.")
    st.button("Show everybody", on_click=_drop_filters)


def _drop_filters() -> None:
    for key in KEYS:
        st.session_state.pop(key, None)


def _columns() -> dict:
    column = st.column_config
    day = column.DateColumn(format="ddd D MMM YYYY", width=130)
    return {"Student": column.TextColumn(pinned=True, width=110), "Due": column.TextColumn(width=150),
            "Next step": column.TextColumn(width=150), "By": day,
            "Last open day": column.DateColumn(format="ddd D MMM YYYY", width=130, help=OFFICE),
            "Route closes": column.DateColumn(format="ddd D MMM YYYY", width=130, help=CLOSES),
            "Float": column.NumberColumn(width=65, help="Days to spare; negative: too late by so many."),
            "Verdict": column.TextColumn(width=70), "Route": column.TextColumn(width=150), "Earliest start": day,
            "Move the start by": column.NumberColumn(format="%d days", width=125), "Had to happen by": day,
            "What holds it": column.TextColumn(width=260), "Near its limit": column.TextColumn(width=230)}
