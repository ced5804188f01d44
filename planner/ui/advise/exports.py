"""What an adviser takes along: every route of every student, the changes, as files. They are made when asked for."""
from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import chain

import numpy as np
import pyarrow as pa
import streamlit as st

from planner.changes_file import changes_into
from planner.compare import Changes, distinct
from planner.export.calendar_file import Day, calendar_file
from planner.export.caseload_ics import CaseloadDays, names_of
from planner.export.results import parquet_bytes, typed
from planner.export.xlsx import MOST_ROWS, xlsx_bytes
from planner.plan import CHUNK, Plan, plans
from planner.routes import REGISTRY
from planner.ui.advise.desk import Desk
from planner.ui.advise.scenarios import chosen, specs
from planner.what_if import WhatIf
from planner.write_changes import change_rows
from planner.write_results import COLUMNS, header_line, results_csv, results_table


def exports(desk: Desk) -> None:
    """The section."""
    st.html('<hr class="wa wa-rule">')
    st.header("Take it along", anchor=False)
    spec = chosen(desk)
    kept = [(one, desk.changes(one)) for one in specs(desk)]
    with_names = not st.checkbox("No names in the calendar: a line number stands for each student", key="_ics_nameless",
                                 persist_state="session")
    with st.container(horizontal=True):
        st.download_button("Results as planned (.csv)", lambda: results(desk, None), "results.csv", "text/csv", on_click="ignore")
        if spec:
            st.download_button("Results of the scenario (.csv)", lambda: results(desk, spec), "results_scenario.csv", "text/csv",
                               on_click="ignore")
        if len(desk) * len(REGISTRY) <= MOST_ROWS:
            st.download_button("Workbook, a sheet a scenario (.xlsx)", lambda: workbook(desk, kept), "results.xlsx",
                               on_click="ignore")
        st.download_button("Results (.parquet)", lambda: parquet_bytes(table(desk, None)), "results.parquet", on_click="ignore")
        st.download_button("Deadlines for a calendar (.ics)", lambda: deadlines(desk, with_names), "deadlines.ics", "text/calendar",
                           on_click="ignore")
        if kept:
            st.download_button("Changes of every scenario (.csv)", lambda: changed(desk, kept), "changes.csv", "text/csv",
                               on_click="ignore")
            st.download_button("Changes, a sheet for each (.xlsx)", lambda: changed(desk, kept, "changes.xlsx"), "changes.xlsx",
                               on_click="ignore")
    st.caption("Results have one row for each student and route, with the columns of the command line. The saved scenario file "
               "gives the same rows there: python -m planner caseload CASES.csv --what-if what_if.toml --out RESULTS.csv. "
               "A name that a spreadsheet could take for a formula gets an apostrophe. Where you have chosen a school for rows "
               "without one, write it into the column school to get the same rows there. The command line reads dates as "
               "2027-05-14 and the planner's own words; this page reads more: what it took otherwise than it is written, as it "
               "says under the file, has to be written so before you run it there.")


def results(desk: Desk, spec: WhatIf | None) -> bytes:
    """Every route of every student as CSV, as planned or under a scenario."""
    return header_line(COLUMNS) + b"".join(bytes(results_csv(part)) for part in _parts(desk, spec))


def table(desk: Desk, spec: WhatIf | None) -> pa.Table:
    """The same as one table."""
    return pa.concat_tables(list(_parts(desk, spec))).unify_dictionaries().combine_chunks()


def _parts(desk: Desk, spec: WhatIf | None) -> Iterator[pa.Table]:
    """The rows of the results, piece by piece."""
    one = desk.scenario(spec) if spec else None
    on, world = (one.on, one.world) if one else (desk.on, desk.world)
    for at, plan in enumerate(plans(desk.load.cases, on, world)):
        yield results_table(plan.cases, desk.load.lines[at * CHUNK:at * CHUNK + len(plan.cases)], plan)


def workbook(desk: Desk, kept: list[tuple[WhatIf, Changes]]) -> bytes:
    """As planned and every scenario, a sheet for each."""
    sheets = [("As planned", None), *((spec.title, spec) for spec, _ in kept)]
    return xlsx_bytes((title, typed(table(desk, spec))) for title, spec in sheets)


def deadlines(desk: Desk, with_names: bool = True) -> bytes:
    """What is due when, as a calendar file; a student without a name goes by the line of the file."""
    cases = desk.load.cases
    repeated = _repeated(cases.case_id)
    days = chain.from_iterable(_days(desk, plan, at * CHUNK, repeated, with_names)
                               for at, plan in enumerate(plans(cases, desk.on, desk.world)))
    return b"".join(calendar_file(days, "Deadlines of the caseload", desk.day))


def _days(desk: Desk, plan: Plan, first: int, repeated: np.ndarray, with_names: bool) -> Iterator[Day]:
    """The days of one piece, whose cases begin at `first`."""
    here = slice(first, first + len(plan.cases))
    return CaseloadDays(plan, desk.load.lines[here], names_of(plan.cases, np.flatnonzero(repeated[here]), with_names)).days()


def _repeated(ids: np.ndarray) -> np.ndarray:
    """Which names stood before."""
    again = np.ones(len(ids), bool)
    again[np.unique(ids.astype(str), return_index=True)[1]] = False
    return again


def changed(desk: Desk, kept: list[tuple[WhatIf, Changes]], name: str = "changes.csv") -> bytes:
    """The file of `python -m planner compare`, of the kind that the ending of its name says."""
    ids, lines = desk.load.cases.case_id, desk.load.lines
    named = distinct([desk.scenario(spec) for spec, _ in kept])
    file = io.BytesIO()
    with changes_into(file, name) as write:
        for one, (_, changes) in zip(named, kept, strict=True):
            write(one.title, change_rows(one.title, ids, lines, changes))
    return file.getvalue()
