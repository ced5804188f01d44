"""What lives between runs: the world of the session, and the student's form."""
from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date

import streamlit as st

from planner.schools import School
from planner.ui import examples, sheet
from planner.ui.fields import FIELD_LIST, Field
from planner.ui.today import today
from planner.ui.unread import forget
from planner.world import World, load_world

WORLD = "_world"                    # in the session: the schools and calendars that the reader has added, with all others
ADDRESS = sheet.ADDRESS             # in the session: what the student's address was last
OF_EXAMPLE = "_day_of_the_example"  # in the session: the day of the plan is the example's, not the reader's
FORM = sheet.Sheet("", FIELD_LIST, frozenset({"on", "regime"}), examples.FIRST)


def world() -> World:
    """What every page plans under: the planner's data, with what the reader has kept for the session."""
    return st.session_state.get(WORLD) or load_world()


def keep(changed: World | None) -> None:
    """Use a world for the rest of the session; None: the planner's own again."""
    st.session_state[WORLD] = changed


def keep_schools(schools: dict[str, School]) -> None:
    """The same with other schools."""
    keep(replace(world(), schools=schools))


def begin() -> None:
    """Fill the student's form with an example where the address brings no case."""
    FORM.begin(_example)


def _example() -> dict[str, object]:
    """The example that the address names, planned on the day it names; else on its own day, once that is long ago."""
    asked, own_day = _day(st.query_params.get("on", "")), examples.planned_on(today())
    st.session_state[OF_EXAMPLE] = asked is None and own_day is not None
    return _brought() | {"on": asked or own_day}


def _brought() -> dict[str, object]:
    """What the example brings that the address names."""
    return examples.entries(st.query_params.get(sheet.EXAMPLE, examples.FIRST))


def left_of_the_example(entered: dict[str, object]) -> list[Field]:
    """Fields that nobody sees and that still hold what the example brought."""
    return FORM.left_of_the_example(_brought(), entered)


def _day(written: str) -> date | None:
    """The day of the plan that an address asks for together with an example."""
    with suppress(ValueError):
        return date.fromisoformat(written)


def binding() -> dict[str, object]:
    """How a field of the student's form is tied to the address."""
    return FORM.binding(_first_change)


def is_planned_on_its_own_day() -> bool:
    """Whether the form holds an example, planned on the day it was written for."""
    return st.session_state.get(OF_EXAMPLE, False) and not FORM.is_own


def _first_change() -> None:
    """An example that becomes the reader's own is planned on the reader's own day."""
    forget()
    if st.session_state.pop(OF_EXAMPLE, False) and st.session_state.get("on") == examples.WRITTEN_FOR:
        st.session_state["on"] = None


def link(entered: dict[str, object]) -> str:
    """The whole address of what is entered."""
    return FORM.link(entered)
