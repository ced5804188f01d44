"""What of a table could not be used: line, column, value and remedy, and all of it as a file."""
from __future__ import annotations

from html import escape

import streamlit as st

from planner.errors import BadInput
from planner.ui.tables import table
from planner.words import counted
from planner.write_results import ERROR_COLUMNS, errors_csv, header_line

MOST_SHOWN = 20                     # rows in the table; the download has all


def bad_rows(problems: list[BadInput], says: str, file_name: str) -> None:
    """The section, nothing where all could be used; says: what becomes of these rows; file_name: of the download."""
    if not problems:
        return
    rows = len({problem.line for problem in problems})
    st.subheader(f"{counted(len(problems), 'thing')} to mend in {counted(rows, 'row')} of the file", anchor=False)
    st.caption(says)
    shown = "".join(_bad_row(problem) for problem in problems[:MOST_SHOWN])
    st.html(table("What could not be read", ("Line", "Column", "Value", "What to do"), shown, "compare"))
    if len(problems) > MOST_SHOWN:
        st.caption(f"And {len(problems) - MOST_SHOWN:,} more in the file.")
    st.download_button("Download the list", header_line(ERROR_COLUMNS) + errors_csv(problems), file_name, "text/csv",
                       on_click="ignore")


def _bad_row(problem: BadInput) -> str:
    value = "" if problem.value is None else f"“{escape(problem.value)}”"
    return (f'<tr class="first"><th scope="row">{problem.line or ""}</th><td>{escape(problem.column or "")}</td><td>{value}</td>'
            f"<td>{escape(problem.remedy)}</td></tr>")
