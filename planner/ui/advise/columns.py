"""Which column of somebody's file is which fact: suggested, shown, and changed by whoever knows better."""
from __future__ import annotations

import io

import streamlit as st

from planner.case import FIELDS, REQUIRED
from planner.mapping import suggested_mapping
from planner.read_table import headings_of
from planner.records import MOST_COLUMNS
from planner.words import counted, listed
from planner.write_results import harmless

NOT_READ = "not read"
NO_TEXT = "\0\ufffd"                # characters of what is no text
Mapping = dict[str, str | None]


class NotSaid(Exception):
    """Somebody has to say which columns are the facts that every case needs."""


def columns(name: str, data: bytes, key: str) -> Mapping | None:
    """The mapping of a file whose headings are not all the planner's words; None where they are, or where it is no table.

    BadInput where it has no headings, NotSaid where a fact that every case needs is under none of them yet.
    """
    headings = list(dict.fromkeys(heading for heading in headings_of(io.BytesIO(data), name) if heading))
    no_table = len(headings) > MOST_COLUMNS or any(c in heading for heading in headings for c in NO_TEXT)
    if no_table or set(headings) <= FIELDS.keys():
        return None
    suggested = suggested_mapping(headings)
    missing = [fact for fact in REQUIRED if fact not in suggested.values()]
    said = st.empty()
    with st.expander(_says(suggested), expanded=bool(missing)):
        st.caption("Change “Means” where the planner is wrong. What is “not read” is never looked at.")
        mapping = _as_corrected(suggested, key)
    missing = [fact for fact in REQUIRED if fact not in mapping.values()]
    if missing:
        said.title(f"Say which column is {listed(missing)}.", anchor=False)
        raise NotSaid
    return mapping


def _says(suggested: Mapping) -> str:
    left = sum(fact is None for fact in suggested.values())
    return f"{counted(len(suggested) - left, 'column')} read{f', {left:,} not read' if left else ''}. See which"


def _as_corrected(suggested: Mapping, key: str) -> Mapping:
    rows = [{"Heading": harmless(heading), "Means": fact or NOT_READ} for heading, fact in suggested.items()]
    column = st.column_config
    edited = st.data_editor(rows, hide_index=True, key=key, height=min(38 + 35 * len(rows), 320), disabled=["Heading"], width=520,
                            column_config={"Means": column.SelectboxColumn(options=[NOT_READ, *FIELDS], required=True)})
    return {heading: None if row["Means"] == NOT_READ else row["Means"] for heading, row in zip(suggested, edited, strict=True)}
