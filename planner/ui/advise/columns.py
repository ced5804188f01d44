"""Which column of somebody's file is which fact: suggested, shown, and changed by whoever knows better."""
from __future__ import annotations

import re
from html import escape

import streamlit as st

from planner.case import FIELDS, REQUIRED
from planner.cells import shown
from planner.errors import BadInput
from planner.mapping import suggested_mapping
from planner.records import MOST_COLUMNS
from planner.words import counted, listed
from planner.write_results import harmless

NOT_READ = "not read"
MOST_NAMED = 8                      # headings that one sentence can hold
MATTERS = {"cpt_full_time_days": "days of full-time CPT used", "opt_days_used": "days of OPT used",
           "unemployed_days": "days without work",
           "ead_end": "the end of a work card", "i765_filed": "a filed Form I-765", "offer_start": "the start of an offer"}
NO_TEXT = "\0\ufffd"                # characters of what is no text
Mapping = dict[str, str | None]


class NotSaid(Exception):
    """Somebody has to say which columns are the facts that every case needs."""


def columns(all_headings: list[str], key: str) -> Mapping | None:
    """The mapping of a file whose headings are not all the planner's words; None where they are, or where it is no table.

    NotSaid where a fact that every case needs is under none of the headings yet.
    """
    headings = list(dict.fromkeys(heading for heading in all_headings if heading))
    no_table = len(headings) > MOST_COLUMNS or any(c in heading for heading in headings for c in NO_TEXT)
    if no_table:
        return None
    if set(headings) <= FIELDS.keys():
        _say_unread({heading: heading for heading in headings}, st)
        return None
    suggested = suggested_mapping(headings)
    missing = [fact for fact in REQUIRED if fact not in suggested.values()]
    said = st.empty()
    expander, unread = st.empty(), st.empty()
    corrected = _with_edits(suggested, st.session_state.get(key))
    with expander.expander(_says(corrected), expanded=bool(missing)):
        st.caption("Change “Means” where the planner is wrong. What is “not read” is never looked at.")
        mapping = _as_corrected(suggested, key)
    _say_unread(mapping, unread)
    missing = [fact for fact in REQUIRED if fact not in mapping.values()]
    if missing:
        said.title(f"Say which column is {listed(missing)}.", anchor=False)
        raise NotSaid
    return mapping


def _with_edits(suggested: Mapping, edited: dict | None) -> Mapping:
    """The mapping as the table below has been changed, before it is drawn again."""
    mapping, headings = dict(suggested), list(suggested)
    for place, row in (edited or {}).get("edited_rows", {}).items():
        if "Means" in row and int(place) < len(headings):
            mapping[headings[int(place)]] = None if row["Means"] == NOT_READ else row["Means"]
    return mapping


def _say_unread(mapping: Mapping, place) -> None:
    if said := _unread(mapping):
        place.html(f'<div class="wa"><p class="wa-said">{said}</p></div>')


def _unread(mapping: Mapping) -> str:
    """The columns that are not read, and the facts that matter and stand nowhere.

    >>> _unread({"Notes": None} | {fact: fact for fact in MATTERS if fact != "ead_end"})
    'Not read: “Notes”. No column gives the end of a work card: taken as none.'
    """
    gone = [words for fact, words in MATTERS.items() if fact not in mapping.values()]
    missing = f"No column gives {listed(gone)}: taken as none." if gone else ""
    if None not in mapping.values():
        return missing
    headings = [f"“{escape(shown(heading, 40))}”" for heading, fact in mapping.items() if fact is None]
    more = f" and {len(headings) - MOST_NAMED:,} more" if len(headings) > MOST_NAMED else ""
    named = ", ".join(headings[:MOST_NAMED]) + more if more else listed(headings)
    return f"Not read: {named}. {missing}".rstrip()


def with_column(problem: BadInput, mapping: Mapping | None) -> BadInput:
    """The same problem; where it asks for a fact that no column gives, with the unread column that may be it.

    >>> str(with_column(BadInput("stands without ead_end; give ead_end too"), {"EAD ends on": None, "Start": "ead_start"}))
    'stands without ead_end; give ead_end too; is it the column “EAD ends on”, which is not read?'
    """
    for heading, fact in (mapping or {}).items():
        words = heading.lower().split()
        asked = [one for one in FIELDS if one not in mapping.values() and re.search(rf"\b{one}\b", problem.remedy)]
        if fact is None and words and any(one.split("_")[0] == words[0] for one in asked):
            remedy = f"{problem.remedy}; is it the column “{shown(heading, 40)}”, which is not read?"
            return BadInput(remedy, file=problem.file, line=problem.line, column=problem.column, value=problem.value)
    return problem


def _says(suggested: Mapping) -> str:
    left = sum(fact is None for fact in suggested.values())
    return f"{counted(len(suggested) - left, 'column')} read{f', {left:,} not read' if left else ''}. See which"


def _as_corrected(suggested: Mapping, key: str) -> Mapping:
    rows = [{"Heading": harmless(heading), "Means": fact or NOT_READ} for heading, fact in suggested.items()]
    column = st.column_config
    edited = st.data_editor(rows, hide_index=True, key=key, height=min(38 + 35 * len(rows), 320), disabled=["Heading"], width=520,
                            column_config={"Means": column.SelectboxColumn(options=[NOT_READ, *FIELDS], required=True)})
    return {heading: None if row["Means"] == NOT_READ else row["Means"] for heading, row in zip(suggested, edited, strict=True)}
