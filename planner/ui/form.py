"""The form: the query bar with the six fields that matter most, and everything else behind "More about me"."""
from __future__ import annotations

from datetime import date

import streamlit as st

from planner.ui.fields import BAR, FIELD, GROUPS, Field, in_group
from planner.ui.state import binding, world

FIRST, LAST = date(2009, 1, 1), date(2099, 12, 31)
IN_BAR = {"status": 136, "school": 194, "hours_per_week": 104}      # pixels: one row at a desk, two fields on a phone
A_DAY, IN_GROUP, A_FLAG = 168, 206, 320
SCHOOLS = ("school", "job_school")              # fields whose choices are schools
HOW_TO_TYPE = " Type year, month, day: 20270514 is 14 May 2027."        # the field's own refusal says nothing of the order
LABEL_HEIGHT = '<div class="wa-label"></div>'       # the button has no label, so at a desk it needs the height of one


class Form:
    """The fields as widgets. `entered` is what they hold; sentences about what to mend can be put beside them.

    This is the student's; the form of another page names its own fields.
    """
    fields, bar, widths, groups, popover = FIELD, BAR, IN_BAR, GROUPS, "More about me"

    def __init__(self):
        self.entered: dict[str, object] = {}
        self._slots: dict[str, object] = {}

    def draw(self) -> dict[str, object]:
        """Bar and popover; returns the entries of the fields that apply to the status."""
        with st.container(horizontal=True, gap="xsmall"):
            for name in self.bar:
                self.field(self.fields[name], self.widths.get(name, A_DAY))
            with st.container(width="content", gap=None):
                st.html(LABEL_HEIGHT)
                self._more()
        return self.entered

    def _more(self) -> None:
        """What does not stand in the bar."""
        with st.popover(self.popover):
            for group in self.groups:
                self._group(group)

    def mend(self, sentences: dict[str, str]) -> None:
        """Write each sentence under its field, in ink with a cross and red words."""
        for name, sentence in sentences.items():
            self._slots[name].markdown(f":small[:material/close: :red[{sentence}]]")

    def _group(self, group: str) -> None:
        fields = self.in_group(group)
        if not fields:
            return
        st.markdown(f"**{group}**")
        with st.container(horizontal=True, vertical_alignment="bottom"):
            for field in fields:
                if not field.needs or self.entered.get(field.needs):
                    self.field(field, A_FLAG if field.kind == "flag" else IN_GROUP)

    def field(self, field: Field, width: int) -> None:
        """One field, with room for a sentence beneath."""
        self._slots[field.name] = slot = st.container(width=width, gap=None)
        with slot:
            self.entered[field.name] = _DRAW[field.kind](self, field)

    def in_group(self, group: str) -> list[Field]:
        return in_group(group, self.entered["status"][:3])

    def binding(self, field: Field) -> dict:
        """How a field is tied to the address."""
        return binding()

    def options(self, field: Field) -> list[str]:
        """The words of a choice; schools that the reader has added come last."""
        options = [words for words, _ in field.options]
        if field.name in SCHOOLS:
            options += [school.name for school in world().schools.values() if school.name not in options]
        return options

    def bound(self, field: Field) -> dict:
        typed = HOW_TO_TYPE if field.kind == "day" else ""
        return dict(key=field.name, help=field.help + typed, **self.binding(field))


def _day(form: Form, field: Field) -> date | None:
    return st.date_input(field.label, None, FIRST, LAST, format="YYYY-MM-DD", **form.bound(field))


def _count(form: Form, field: Field) -> int | None:
    return st.number_input(field.label, value=field.default, step=1, **form.bound(field))


def _hours(form: Form, field: Field) -> float | None:
    return st.number_input(field.label, value=float(field.default), step=1.0, format="%g", **form.bound(field))


def _money(form: Form, field: Field) -> float | None:
    return st.number_input(field.label, value=field.default, step=1.0, format="%.2f", **form.bound(field))


def _flag(form: Form, field: Field) -> bool:
    return st.checkbox(field.label, field.default, **form.bound(field))


def _choice(form: Form, field: Field) -> str:
    options = form.options(field)
    return st.selectbox(field.label, options, options.index(field.default), **form.bound(field))


def _text(form: Form, field: Field) -> str:
    return st.text_input(field.label, field.default, max_chars=120, **form.bound(field))


_DRAW = {"day": _day, "count": _count, "hours": _hours, "money": _money, "flag": _flag, "choice": _choice, "text": _text}
