"""What the page "My timeline" holds: its fields, bound to the address, and how it begins, takes a file, and forgets."""
from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st

from planner.errors import BadInput
from planner.history import OFFER_KEYS, History
from planner.history_file import HistoryFile
from planner.ui import entries, list_link, sheet, unread
from planner.ui.fields import DONE, FIELD, PLAN, RARE, YOU, Field
from planner.ui.form import Form
from planner.world import load_world

EXAMPLE = Path(__file__).parents[2] / "data" / "examples" / "histories" / "whole_stay.toml"
PATH = "timeline"
PROGRAM_START = replace(FIELD["program_start"], group="")
OPT_START = replace(FIELD["opt_requested_start"], label="OPT should start on", group="",
                    help="The start you ask for, or plan to ask for, on Form I-765. Empty: the one that fits the first offer after "
                         "the program, else the earliest there can be.")
BAR = (FIELD["status"], FIELD["school"], PROGRAM_START, FIELD["program_end"], OPT_START)
MORE = tuple(FIELD[name] for name in (
    "full_time_since", "academic_year_complete", "stem", "dso_recommended", "i765_filed", "i765_category", "premium", "i907_filed",
    "rfe_received", "rfe_answered", "held", "h1b_filed", "h1b_start", "h1b_valid_from", "h1b_ended", "h1b_change_of_status",
    "on", "regime"))
FORM = sheet.Sheet(PATH, BAR + MORE, frozenset({"on", "regime"}), EXAMPLE.stem)


class TimelineForm(Form):
    """The fields of a stay: no offer among them, those stand in the lists."""
    fields = {field.name: field for field in BAR + MORE}
    bar, groups = tuple(field.name for field in BAR), (YOU, DONE, RARE, PLAN)

    def field(self, field: Field, width: int) -> None:
        """A field of the bar that the status does not have is left out."""
        if field.applies_to(self._status):
            super().field(field, width)

    def in_group(self, group: str) -> list[Field]:
        return [field for field in MORE if field.group == group and field.applies_to(self._status)
                and (not field.needs or self.entered.get(field.needs) is not None)]

    def binding(self, field: Field) -> dict:
        return FORM.binding(_own)

    def _group(self, group: str) -> None:
        if self.in_group(group):
            super()._group(group)

    @property
    def _status(self) -> str:
        """The status as entered, once it has been drawn."""
        return str(self.entered.get("status", ""))[:3]


def begin() -> None:
    """On a first visit the student's own case from the first page, else the example."""
    first = sheet.OWN + PATH not in st.session_state
    arriving = first or sheet.LEFT + PATH in st.session_state
    own = st.session_state.get(sheet.ADDRESS, {})
    if first and not st.query_params and own.keys() & {"program_start", "program_end"}:
        st.query_params.from_dict({name: value for name, value in own.items() if name in FORM.names})
    FORM.begin(_example_entries)
    if arriving and FORM.is_own:
        _from_address()
    if not FORM.is_own:
        st.session_state[entries.LISTED], st.session_state[entries.FACTS] = entries.of_history(_example()), {}
    elif first:
        st.session_state.setdefault(entries.LISTED, {})
    if linked := st.query_params.get(list_link.LINKED):
        _take_lists(linked)


def _take_lists(linked: str) -> None:
    """The lists that a link brings go into the session and out of the address."""
    del st.query_params[list_link.LINKED]
    try:
        st.session_state[entries.LISTED], st.session_state[entries.FACTS] = list_link.read(linked)
    except BadInput as error:
        said = str(error)
        why = "" if said == list_link.DAMAGED else f" ({said})"
        unread.add(PATH, f"{list_link.DAMAGED}{why}.")


def link(entered: dict[str, object]) -> str:
    """The whole address of what is entered, the lists included: it gives the same answer in another browser."""
    listed = list_link.written(entries.lists(), extra())
    more = f"&{urlencode({list_link.LINKED: listed})}" if listed else ""
    return FORM.link(entered) + more


def _from_address() -> None:
    """Fill the fields from the address: other pages have fields of the same names, whose entries would stay in the way."""
    for field in FORM.fields:
        with suppress(ValueError):
            st.session_state[field.name] = _read(field, st.query_params.get(field.name))


def _read(field: Field, written: str | None) -> object:
    """The entry of a field that an address holds; ValueError where it cannot be one."""
    if written is None:
        return field.default
    if field.kind == "day":
        return date.fromisoformat(written)
    if field.kind == "flag":
        return written.lower() == "true"
    if field.kind == "choice" and written not in dict(field.options) and field.name != "school":
        raise ValueError(written)
    return written


@cache
def _example() -> History:
    return HistoryFile.read(EXAMPLE).history(tuple(load_world().schools))


def left_of_the_example(entered: dict[str, object]) -> list[Field]:
    """Fields behind the button that still hold what the example brought."""
    return FORM.left_of_the_example(_example_entries(), entered)


def _example_entries() -> dict[str, object]:
    return _entries_of(_example()) | {"on": None, "regime": FIELD["regime"].default}


def _entries_of(history: History) -> dict[str, object]:
    """What the form holds for the facts of a history."""
    case = history.case.model_dump()
    case["status"] = {"status": case["status"], "level": case["level"]}
    return {field.name: field.entry_for(case[field.name]) if field.name in case else field.default for field in FORM.fields}


def _own() -> None:
    """The first change of a field takes the example's lists away: they are not the reader's."""
    unread.forget(PATH)
    if not FORM.is_own:
        st.session_state[entries.LISTED] = {}


def extra() -> dict[str, object]:
    """Facts from a file that no field of the page shows."""
    return st.session_state.get(entries.FACTS, {})


def forget() -> None:
    """The example again."""
    for name in FORM.names:
        st.session_state.pop(name, None)
    st.session_state.pop(sheet.OWN + PATH, None)
    st.query_params.clear()


def take(history: History) -> None:
    """Show a history that has been read: its facts in the form, its lists in the session, the rest beside them."""
    held = _entries_of(history)
    held |= {"on": st.session_state.get("on"), "regime": st.session_state.get("regime") or FIELD["regime"].default}
    lists = entries.of_history(history)
    offer = {name: getattr(history.case, name) for name in OFFER_KEYS if name in history.facts}
    if offer and "offer" not in lists:                  # the one of a case file: on this page it is the first of several
        lists["offer"] = [offer]
    shown = {*FORM.names, "level", *OFFER_KEYS}
    st.session_state[entries.LISTED] = lists
    st.session_state[entries.FACTS] = {name: getattr(history.case, name) for name in history.facts if name not in shown}
    if not FORM.is_own:                                 # afterwards the fields are bound: they alone write the address
        st.session_state[sheet.OWN + PATH] = True
        st.query_params.from_dict(FORM.in_address(held))
    for name, entry in held.items():
        st.session_state[name] = entry
