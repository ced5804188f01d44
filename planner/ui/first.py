"""What stands first on a page: the headline, above the form; a phone shows the answer, and an entry changes it in view."""
from __future__ import annotations

from datetime import date

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from planner.ui.fields import Field
from planner.ui.form import Form
from planner.words import listed, long_day


def answer_first() -> DeltaGenerator:
    """The place of the headline; the form below it is drawn before anybody knows the answer."""
    return st.container(width=760)


def whose(top: DeltaGenerator, said: str) -> None:
    """A line in small type under the headline, which says whose case it speaks of; none where it is the reader's own."""
    if said:
        top.html(f'<p class="wa wa-small">{said}</p>')


def left_of_the_example(fields: list[Field], entered: dict[str, object]) -> str:
    """What nobody sees and is still the example's, not the reader's; empty where nothing is."""
    said = [f"{field.label.lower()} {_entry(entered[field.name])}".strip() for field in fields]
    return f"Still from the example: {listed(said)}. Change it under “{Form.popover}”." if said else ""


def _entry(value: object) -> str:
    return long_day(value) if isinstance(value, date) else "" if value is True else "no" if value is False else str(value)
