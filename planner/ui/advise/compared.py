"""What the scenarios change: side by side, the verdicts of the one that is on, who moves, and a picture of both."""
from __future__ import annotations

from collections import Counter
from html import escape

import numpy as np
import streamlit as st

from planner.best import GOODNESS
from planner.charts.shifts import (
    EDGES,
    KINDS,
    SHOWN,
    Shift,
    classes,
    distribution,
    dumbbells,
    shifts_in_words,
)
from planner.compare import Changes
from planner.days import BLANK, to_date
from planner.routes import VERDICTS
from planner.scenario_words import if_so
from planner.ui.advise.desk import Desk
from planner.ui.advise.scenarios import chosen, scenario_bar, specs
from planner.ui.advise.who_changes import who_changes
from planner.ui.marks import legend, mark
from planner.ui.tables import table
from planner.what_if import WhatIf
from planner.words import MINUS, counted, sentence
from planner.workload import monday, requests


def compared(desk: Desk) -> None:
    """The section "What if"."""
    st.html('<hr class="wa wa-rule">')
    st.header("What if", anchor=False)
    scenario_bar(desk)
    st.subheader("Scenarios side by side", anchor=False)
    st.html(_side_by_side(desk))
    spec = chosen(desk)
    if spec is None:
        st.caption("Choose a scenario above to see who changes.")
        return
    changes = desk.changes(spec)
    st.subheader(said(spec, changes), anchor=False)
    if not changes.changed.any():
        return
    left, right = st.columns(2, gap="large")
    with left:
        _moves(desk, changes)
    with right:
        st.html(_verdicts(spec, changes))
        _spread(changes)
    who_changes(desk, changes)


def said(spec: WhatIf, changes: Changes) -> str:
    """The scenario in one sentence.

    >>> from planner.compare import compared, scenario
    >>> from planner.cases import Cases
    >>> from planner.days import day
    >>> from planner.queue import queue_of_cases
    >>> from planner.world import load_world
    >>> facts = {"status": "F-1", "program_start": "2025-08-25", "program_end": "2027-05-14", "offer_start": "2026-12-09"}
    >>> cases, on = Cases.of([facts]), day("2026-11-22")
    >>> spec = WhatIf(title="slow", schools={"generic": {"lead_time": {"cpt": 15}}})
    >>> said(spec, compared(cases, queue_of_cases(cases, on, load_world()), scenario(spec, load_world(), on)))
    'Under “slow” 1 more student misses the start; the start moves for 1.'
    """
    missed, made, changed = (int(rows.sum()) for rows in (changes.newly_missed, changes.newly_made, changes.changed))
    moved = int((changes.changed & (changes.days != 0)).sum())
    until, act = int(changes.only_until.sum()), int(changes.only_act.sum())
    if not changed:
        return f"{sentence(if_so(spec))}, nothing changes for anybody."
    who_misses = f"{missed:,} more student{'' if missed == 1 else 's'}" if missed else "nobody more"
    first = f"{who_misses} {'misses' if missed < 2 else 'miss'} the start"
    hurried = int(changes.newly_hurried.sum())
    first += f", {hurried:,} more in time only with a faster answer of the office" if hurried else ""
    first += f", {made:,} more make{'s' if made == 1 else ''} it" if made else ""
    comma = "" if if_so(spec).startswith("under") else ","
    rest = (("the last day of work moves for", until), ("only the day to act for", act),
            ("only the route or its first possible day for", changed - moved - until - act))
    last = ", ".join([f"the start moves for {moved:,}", *(f"{what} {n:,}" for what, n in rest if n)])
    return f"{sentence(if_so(spec))}{comma} {first}; {last}."


def _side_by_side(desk: Desk) -> str:
    """One row a scenario: who makes the start, who newly misses it, the fullest week of the office."""
    rows = _scenario_row("As planned", int(desk.queue.in_time.sum()), "", _peak(desk.queue))
    for spec in specs(desk):
        changes = desk.changes(spec)
        rows += _scenario_row(spec.title, int((changes.after.in_time & ~changes.impossible).sum()),
                              f"{int(changes.newly_missed.sum()):,}", _peak(changes.after))
    heads = ("Scenario", "Make their start", "Newly miss it", "Most requests a week")
    return table("Scenarios side by side", heads, rows, "compare")


def _scenario_row(name: str, *cells: object) -> str:
    body = "".join(f"<td>{cell}</td>" for cell in cells)
    return f'<tr class="first"><th scope="row">{escape(name)}</th>{body}</tr>'


def _peak(queue) -> int:
    asked = requests(queue)
    return int(np.bincount((asked.day - monday(queue.on)) // 7).max()) if len(asked) else 0


def _verdicts(spec: WhatIf, changes: Changes) -> str:
    before, after = changes.verdicts()
    rows = "".join(_verdict_row(VERDICTS[code], int(before[code]), int(after[code])) for code in map(VERDICTS.index, GOODNESS)
                   if before[code] or after[code])
    heads = ("Best route", "As planned", "Scenario", "Change")
    return ('<h3 class="wa wa-h3">Verdicts</h3>' + table(f"Verdicts as planned and under {spec.title}", heads, rows, "compare"))


def _verdict_row(verdict: str, before: int, after: int) -> str:
    change = f"{after - before:+,}".replace("-", MINUS) if after != before else "0"
    return (f'<tr class="first"><th scope="row">{mark(verdict)} {sentence(verdict)}</th><td>{before:,}</td><td>{after:,}</td>'
            f"<td>{change}</td></tr>")


# The pictures

def shifts(desk: Desk, changes: Changes) -> list[Shift]:
    """The changed students that can start as planned, who misses the start first."""
    moved = changes.ranked[(changes.before.start[changes.ranked] != BLANK) & (changes.days[changes.ranked] != 0)]
    return [_shift(desk, changes, row) for row in moved[:SHOWN].tolist()]


def _shift(desk: Desk, changes: Changes, row: int) -> Shift:
    before, after = changes.before, changes.after
    days = (to_date(column[row]) for column in (before.start, after.start, before.offer_start))
    return Shift(desk.name(row), *days, misses=bool(changes.newly_missed[row]))


def _moves(desk: Desk, changes: Changes) -> None:
    found = shifts(desk, changes)
    st.html('<h3 class="wa wa-h3">Planned start, before and after</h3>')
    if not found:
        st.caption("Nobody's start moves.")
        return
    moved = int((changes.changed & (changes.days != 0)).sum())
    st.caption(f"{len(found)} of {moved:,}: who misses the start first, the largest shift first.")
    st.plotly_chart(dumbbells(found, desk.day), theme="streamlit", config={"displayModeBar": False}, alt=shifts_in_words(found),
                    key=f"_shifts_{st.context.theme.type}")
    st.html(legend(list(KINDS), KINDS))


def class_counts(changes: Changes) -> list[int]:
    """How many changed students fall into each class of the distribution; those whose start stays are in none."""
    days = changes.days[changes.changed]
    known = days[(days != BLANK) & (days != 0)]
    counted_ = Counter(np.searchsorted((0, *EDGES), known, side="right").tolist())
    gone = (changes.before.start != BLANK) & (changes.after.start == BLANK) & ~changes.impossible
    return [counted_[0], *(counted_[place] for place in range(2, len(EDGES) + 2)), int(gone.sum())]


def _spread(changes: Changes) -> None:
    counts = class_counts(changes)
    st.html('<h3 class="wa wa-h3">By how many days the start moves</h3>')
    words = "; ".join(f"{name}: {counted(n, 'student')}" for name, n in zip(classes(), counts, strict=True))
    st.plotly_chart(distribution(counts), theme="streamlit", config={"displayModeBar": False}, alt=f"Shifts by days. {words}.",
                    key=f"_spread_{st.context.theme.type}")
    rows = "".join(_scenario_row(name, f"{n:,}") for name, n in zip(classes(), counts, strict=True))
    with st.expander("The same as a table"):
        st.html(table("Students by days of shift", ("Days", "Students"), rows, "compare"))
