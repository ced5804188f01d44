"""The form: the query bar with the six fields that matter most, and everything else behind "More about me"."""
from __future__ import annotations

from datetime import date

import streamlit as st

from planner.ui.fields import BAR, FIELD, GROUPS, Field, in_group
from planner.ui.state import binding, world

FIRST, LAST = date(2009, 1, 1), date(2099, 12, 31)
IN_BAR = {"status": 136, "school": 194, "hours_per_week": 104}      # pixels: one row at a desk, two fields on a phone
A_DAY, IN_GROUP, A_FLAG = 168, 206, 320
LABEL_HEIGHT = '<div class="wa-label"></div>'       # the button has no label, so at a desk it needs the height of one


class Form:
    """The fields as widgets. `entered` is what they hold; sentences about what to mend can be put beside them."""

    def __init__(self):
        self.entered: dict[str, object] = {}
        self._slots: dict[str, object] = {}

    def draw(self) -> dict[str, object]:
        """Bar and popover; returns the entries of the fields that apply to the status."""
        with st.container(horizontal=True, gap="xsmall"):
            for name in BAR:
                self._field(FIELD[name], IN_BAR.get(name, A_DAY))
            with st.container(width="content", gap=None):
                st.html(LABEL_HEIGHT)
                with st.popover("More about me"):
                    for group in GROUPS:
                        self._group(group)
        return self.entered

    def mend(self, sentences: dict[str, str]) -> None:
        """Write each sentence under its field, in ink with a cross and red words."""
        for name, sentence in sentences.items():
            self._slots[name].markdown(f":small[:material/close: :red[{sentence}]]")

    def _group(self, group: str) -> None:
        st.markdown(f"**{group}**")
        with st.container(horizontal=True, vertical_alignment="bottom"):
            for field in in_group(group, self.entered["status"][:3]):
                self._field(field, A_FLAG if field.kind == "flag" else IN_GROUP)

    def _field(self, field: Field, width: int) -> None:
        self._slots[field.name] = slot = st.container(width=width, gap=None)
        with slot:
            self.entered[field.name] = _DRAW[field.kind](field)


def _bound(field: Field) -> dict:
    return dict(key=field.name, help=field.help, **binding())


def _day(field: Field) -> date | None:
    return st.date_input(field.label, None, FIRST, LAST, format="YYYY-MM-DD", **_bound(field))


def _count(field: Field) -> int | None:
    return st.number_input(field.label, value=field.default, step=1, **_bound(field))


def _hours(field: Field) -> float | None:
    return st.number_input(field.label, value=float(field.default), step=1.0, format="%g", **_bound(field))


def _flag(field: Field) -> bool:
    return st.checkbox(field.label, field.default, **_bound(field))


def _choice(field: Field) -> str:
    options = [words for words, _ in field.options]
    if field.name == "school":
        options += [school.name for school in world().schools.values() if school.name not in options]
    return st.selectbox(field.label, options, **_bound(field))


_DRAW = {"day": _day, "count": _count, "hours": _hours, "flag": _flag, "choice": _choice}
