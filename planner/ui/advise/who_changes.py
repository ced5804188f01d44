"""Everybody whom a scenario changes, ranked: who newly misses the start comes first."""
from __future__ import annotations

import numpy as np
import pyarrow as pa
import streamlit as st

from planner.compare import Changes
from planner.days import BLANK
from planner.queue_table import TITLES
from planner.routes import VERDICTS
from planner.ui.advise.desk import Desk
from planner.write_results import harmless

FATES = (None, "newly missed", "only with a faster office", "newly made")
MOST = 100                          # changed students in the table; the download has all


def who_changes(desk: Desk, changes: Changes) -> None:
    """The table, ranked; the first MOST of it."""
    rows = changes.ranked
    st.html('<h3 class="wa wa-h3">Everybody who changes</h3>')
    column = st.column_config
    day = column.DateColumn(format="ddd D MMM YYYY", width=130)
    st.dataframe(changes_table(desk, changes, rows[:MOST]), hide_index=True, row_height=35, placeholder="",
                 height=min(38 + 35 * len(rows), 320),
                 alt="Students that the scenario changes, ranked", key="_changed",
                 column_config={"Student": column.TextColumn(pinned=True, width=110), "Start, as planned": day,
                                "Start, scenario": day, "Offer starts": day, "Act by, as planned": day,
                                "Act by, scenario": day, "Days later": column.NumberColumn(width=95)})
    more = f"The first {MOST:,} of {len(rows):,}; the download below has all. " if len(rows) > MOST else ""
    st.caption(more + "Who newly misses the start comes first, then who needs a faster answer, most days first.")


def changes_table(desk: Desk, changes: Changes, rows: np.ndarray) -> pa.Table:
    """The changed students of some rows, as people read them."""
    def numbers(column):
        return pa.array(column[rows], mask=column[rows] == BLANK)
    before, after = changes.before, changes.after
    fate = np.select([kind[rows] for kind in (changes.newly_missed, changes.newly_hurried, changes.newly_made)], [1, 2, 3], 0)
    routes = [[TITLES[queue.route[row]] if queue.verdict[row] else None for row in rows] for queue in (before, after)]
    return pa.table({
        "Student": pa.array([harmless(str(name)) for name in desk.load.cases.case_id[rows]], pa.string()),
        "The start": pa.array([FATES[one] for one in fate], pa.string()),
        "Days later": numbers(changes.days), "Verdict, as planned": [VERDICTS[code] for code in before.verdict[rows]],
        "Verdict, scenario": [VERDICTS[code] for code in after.verdict[rows]],
        "Start, as planned": numbers(before.start).cast(pa.date32()),
        "Start, scenario": numbers(after.start).cast(pa.date32()),
        "Offer starts": numbers(before.offer_start).cast(pa.date32()),
        "Act by, as planned": numbers(before.by).cast(pa.date32()), "Act by, scenario": numbers(after.by).cast(pa.date32()),
        "Route, as planned": pa.array(routes[0], pa.string()), "Route, scenario": pa.array(routes[1], pa.string())})
