"""What an adviser takes along: every route of every student, the changes, as files. They are made when asked for."""
from __future__ import annotations

import streamlit as st

from planner.compare import Changes
from planner.plan import CHUNK, make_plan
from planner.ui.advise.desk import Desk
from planner.ui.advise.scenarios import chosen, specs
from planner.what_if import WhatIf
from planner.write_changes import change_rows, changes_csv
from planner.write_results import COLUMNS, header_line, results_csv, results_table


def exports(desk: Desk) -> None:
    """The section."""
    st.html('<hr class="wa wa-rule">')
    st.header("Take it along", anchor=False)
    spec = chosen(desk)
    kept = [(one, desk.changes(one)) for one in specs(desk)]
    with st.container(horizontal=True):
        st.download_button("Results as planned (.csv)", lambda: results(desk, None), "results.csv", "text/csv", on_click="ignore")
        if spec:
            st.download_button("Results of the scenario (.csv)", lambda: results(desk, spec), "results_scenario.csv", "text/csv",
                               on_click="ignore")
        if kept:
            st.download_button("Changes of every scenario (.csv)", lambda: changed(desk, kept), "changes.csv", "text/csv",
                               on_click="ignore")
    st.caption("Results have one row for each student and route, with the columns of the command line. The saved scenario file "
               "gives the same rows there: python -m planner caseload CASES.csv --what-if what_if.toml --out RESULTS.csv. "
               "A name that a spreadsheet could take for a formula gets an apostrophe.")


def results(desk: Desk, spec: WhatIf | None) -> bytes:
    """Every route of every student as CSV, as planned or under a scenario."""
    load = desk.load
    one = desk.scenario(spec) if spec else None
    on, world = (one.on, one.world) if one else (desk.on, desk.world)
    parts = [header_line(COLUMNS)]
    for at in range(0, len(desk), CHUNK):
        cases = load.cases[at:at + CHUNK]
        parts.append(bytes(results_csv(results_table(cases, load.lines[at:at + CHUNK], make_plan(cases, on, world)))))
    return b"".join(parts)


def changed(desk: Desk, kept: list[tuple[WhatIf, Changes]]) -> bytes:
    """The rows of `python -m planner compare`."""
    load = desk.load
    return changes_csv(row for spec, changes in kept for row in change_rows(spec.title, load.cases.case_id, load.lines, changes))
