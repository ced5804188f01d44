"""What the form holds, between runs and in the address: Streamlit binds every field to a query parameter of its name.

A field at its default is left out of the address. The first visit shows an example whose values are on the form but not in
the address; the first change makes the case the reader's own, and then the address holds all of it.
"""
from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from planner.ui import examples
from planner.ui.fields import FIELD, FIELD_LIST

EXAMPLE = "example"                 # in the address: the example to begin with
PARTLY_IN_ADDRESS = "_partly"       # in the session: the form holds more than the address
PICKED = "_picked"                  # in the session: the menu of examples


def begin() -> None:
    """On the first run of a session, fill the form with an example, unless the address brings a case."""
    if PARTLY_IN_ADDRESS in st.session_state:
        return
    st.session_state[PARTLY_IN_ADDRESS] = not FIELD.keys() & st.query_params.keys()
    if st.session_state[PARTLY_IN_ADDRESS]:
        _fill(st.query_params.get(EXAMPLE, examples.FIRST))


def load_example() -> None:
    """Fill the form with the example that was picked."""
    _fill(st.session_state[PICKED])
    _whole_address()


def make_mine() -> None:
    """After a change by the reader the case is theirs: every field goes into the address."""
    if st.session_state[PARTLY_IN_ADDRESS]:
        for name in FIELD.keys() & st.session_state.keys():
            st.session_state[name] = st.session_state[name]
        _whole_address()


def _whole_address() -> None:
    st.session_state[PARTLY_IN_ADDRESS] = False
    st.query_params.pop(EXAMPLE, None)


def _fill(example: str) -> None:
    for name, entry in examples.entries(example).items():
        st.session_state[name] = entry


def link(entered: dict[str, object]) -> str:
    """The address of what is entered: each field that is not at its default, nothing else."""
    asked = {field.name: _in_address(entered[field.name]) for field in FIELD_LIST
             if field.name in entered and entered[field.name] != field.default}
    return f"{(st.context.url or '').split('?')[0]}?{urlencode(asked)}"


def _in_address(entry: object) -> str:
    if isinstance(entry, bool):
        return str(entry).lower()
    return f"{entry:g}" if isinstance(entry, float) else str(entry)
