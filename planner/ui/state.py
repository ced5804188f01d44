"""What the form holds, between runs and in the address.

Streamlit binds every field to a query parameter of its name and leaves out the defaults. An example is different: its values
are on the form but not in the address. The first change makes the case the reader's own: all of it goes into the address, in
one step, and from then on the fields are bound.
"""
from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date
from urllib.parse import urlencode

import streamlit as st

from planner.schools import School
from planner.ui import examples
from planner.ui.fields import FIELD, FIELD_LIST
from planner.ui.unread import forget
from planner.world import World, load_world

CASE = FIELD.keys() - {"on", "regime"}
EXAMPLE = "example"                 # in the address: the example to begin with
OWN = "_own"                        # in the session: the case is the reader's, not an example
WORLD = "_world"                    # in the session: the schools and calendars that the reader has added, with all others
LEFT = "_left"                      # in the session: what the student's address was when the reader went to another page
ADDRESS = "_address"                # in the session: what it was last


def world() -> World:
    """What every page plans under: the planner's data, with what the reader has kept for the session."""
    return st.session_state.get(WORLD) or load_world()


def keep(changed: World | None) -> None:
    """Use a world for the rest of the session; None: the planner's own again."""
    st.session_state[WORLD] = changed


def keep_schools(schools: dict[str, School]) -> None:
    """The same with other schools."""
    keep(replace(world(), schools=schools))


def leave() -> None:
    """Another page is drawn: Streamlit forgets the form and its address, so they are noted."""
    st.session_state[LEFT] = st.session_state.get(ADDRESS)


def stay() -> None:
    """The student's page has been drawn: note its address."""
    st.session_state[ADDRESS] = st.query_params.to_dict()


def _come_back() -> None:
    """The first run after another page: the address of before, unless the reader has come with one."""
    noted = st.session_state.pop(LEFT, None)
    if noted is None:
        return
    st.session_state.pop(OWN, None)
    if not st.query_params:
        st.query_params.from_dict(noted)


def begin() -> None:
    """Fill the form with an example where the address brings no case: on a first visit, or after "back" to it."""
    _come_back()
    own = bool(CASE & st.query_params.keys())
    if not own and st.session_state.get(OWN, True):
        for name, entry in examples.entries(st.query_params.get(EXAMPLE, examples.FIRST)).items():
            st.session_state[name] = entry
        st.session_state["on"] = _day(st.query_params.get("on", ""))
    st.session_state[OWN] = own


def _day(written: str) -> date | None:
    """The day of the plan that an address asks for together with an example."""
    with suppress(ValueError):
        return date.fromisoformat(written)


def binding() -> dict[str, object]:
    """How a field is tied to the address: not before the case is the reader's own."""
    return {"bind": "query-params" if st.session_state[OWN] else None, "on_change": make_mine}


def make_mine() -> None:
    """After the first change the case is the reader's."""
    forget()
    if not st.session_state[OWN]:
        st.session_state[OWN] = True
        entered = {name: st.session_state[name] for name in FIELD if name in st.session_state}
        st.query_params.from_dict(in_address(entered))
        for name, entry in entered.items():             # bound fields are new ones: tell them, also those not on the screen
            st.session_state[name] = entry


def in_address(entered: dict[str, object]) -> dict[str, str]:
    """The query parameters of what is entered: each field that is not at its default, nothing else."""
    return {field.name: _written(entered[field.name]) for field in FIELD_LIST
            if field.name in entered and entered[field.name] != field.default}


def _written(entry: object) -> str:
    if isinstance(entry, bool):
        return str(entry).lower()
    return f"{entry:g}" if isinstance(entry, float) else str(entry)


def link(entered: dict[str, object]) -> str:
    """The whole address of what is entered."""
    return f"{(st.context.url or '').split('?')[0].rstrip('/')}/?{urlencode(in_address(entered))}"
