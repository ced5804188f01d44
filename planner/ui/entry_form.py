"""One small form to add or change an entry of a history, the list of what there is, and the file that keeps it."""
from __future__ import annotations

from collections.abc import Callable
from datetime import date
from html import escape

import streamlit as st

from planner.errors import BadInput
from planner.ui import entries
from planner.ui.entries import CARDS, KINDS, NAMES, Place

FIRST, LAST = date(2009, 1, 1), date(2099, 12, 31)
ROUND, EDIT, PROBLEM = "_entry_round", "_entry_edit", "_entry_problem"      # in the session: keys, what changes, what is wrong
VERIFY = {"not known": None, "yes": True, "no": False}
DAY, WORD = 168, 206


def entry_form(status: str, changed: Callable[[], None]) -> None:
    """Draw list and form; `changed` is called once something has been added, changed or removed."""
    _list(changed)
    place = st.session_state.get(EDIT)
    names = [name for name in NAMES if name != ("at" if status == "F-1" else "ead") and (status == "F-1" or name != "cpt")]
    if place and place.name not in names:
        names.append(place.name)
    name = st.segmented_control("What do you want to add?", names, format_func=NAMES.get, default="job", key="_entry_name",
                                disabled=place is not None, required=True)
    cells = entries.lists()[place.name][place.number] if place else {}
    fields = _Fields(cells, f"{st.session_state.get(ROUND, 0)}-{name}")
    with st.form("_entry", border=False):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            _FIELDS[name](fields)
        with st.container(horizontal=True):
            st.form_submit_button("Change the entry" if place else "Add to my history", on_click=_take,
                                  args=(name, fields, place, changed))
            if place:
                st.form_submit_button("Leave it as it is", on_click=_again)
    if problem := st.session_state.get(PROBLEM):
        st.markdown(f":small[:material/close: :red[{problem}]]")


# What a button does happens before the page is drawn again: only then can it also fill the fields above.

def _take(name: str, fields: _Fields, place: Place | None, changed: Callable[[], None]) -> None:
    cells = fields.entered()
    problem = entries.checked(name, cells)
    if problem is not None:
        st.session_state[PROBLEM] = _said(problem)
        return
    changed()
    entries.put(name, cells, place)
    _again()


def _again(edit: Place | None = None) -> None:
    """An empty form, or one filled with the entry that is to be changed."""
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
    for key in (EDIT, PROBLEM):
        st.session_state.pop(key, None)
    if edit:
        st.session_state[EDIT] = edit
        st.session_state["_entry_name"] = edit.name


def _remove(place: Place, changed: Callable[[], None]) -> None:
    changed()
    entries.remove(place)
    _again()


def _said(problem: BadInput) -> str:
    key = str(problem.column).split(".")[-1]
    label = {"from": "First day", "to": "Last day", "offer_start": "First day", "offer_end": "Last day"}.get(key, key)
    remedy = problem.remedy.replace("offer_start ", "the first day, ").replace("from ", "the first day, ")
    return f"{problem.value or label} {remedy}."


def _list(changed: Callable[[], None]) -> None:
    """What there is, and what can be done with it."""
    places = entries.places()
    if not places:
        st.caption("Nothing yet: with no entries the timeline is planned ahead from your program alone.")
        return
    said = {place: entries.in_words(place) for place in places}
    items = "".join(f"<li>{escape(text)}</li>" for text in said.values())
    st.html(f'<ul class="wa wa-entries">{items}</ul>')
    with st.container(horizontal=True, vertical_alignment="bottom"):
        place = st.selectbox("An entry", places, format_func=said.get, width=420,
                             key=f"_entry_place_{hash(tuple(said.values()))}")       # other entries, another field
        st.button("Change", key="_entry_change", on_click=_again, args=(place,))
        st.button("Remove", key="_entry_remove", on_click=_remove, args=(place, changed))


class _Fields:
    """Widgets of one round of the form, filled with an entry that is to be changed."""

    def __init__(self, cells: dict[str, object], key: str):
        self.cells, self.key, self.names = cells, key, []

    def entered(self) -> dict[str, object]:
        """What the widgets hold, under the names of a file; blanks left out."""
        held = {name: st.session_state.get(self._key(name)) for name in self.names}
        held |= {"e_verify": VERIFY[held["e_verify"]]} if "e_verify" in held else {}
        return {name: value for name, value in held.items() if value is not None and value != ""}

    def day(self, label: str, name: str, note: str = "") -> None:
        st.date_input(label, self.cells.get(name), FIRST, LAST, format="YYYY-MM-DD", help=note or None, width=DAY,
                      **self._keyed(name))

    def hours(self, name: str, usual: float) -> None:
        st.number_input("Hours a week", 0.0, 168.0, float(self.cells.get(name, usual)), 1.0, format="%g", width=DAY,
                        **self._keyed(name))

    def text(self, name: str) -> None:
        st.text_input("Your name for it", self.cells.get(name, ""), max_chars=60, width=WORD, **self._keyed(name),
                      help="Any name or none; it stays in this session.")

    def flag(self, label: str, name: str, usual: bool) -> None:
        st.checkbox(label, bool(self.cells.get(name, usual)), **self._keyed(name))

    def choice(self, label: str, name: str, words: dict, usual: object) -> None:
        options = list(words)
        st.selectbox(label, options, options.index(self.cells.get(name, usual)), format_func=words.get, width=WORD,
                     **self._keyed(name))

    def verify(self) -> None:
        at = list(VERIFY.values()).index(self.cells.get("e_verify"))
        st.selectbox("Employer uses E-Verify", list(VERIFY), at, width=DAY, **self._keyed("e_verify"))

    def _keyed(self, name: str) -> dict[str, str]:
        self.names.append(name)
        return {"key": self._key(name)}

    def _key(self, name: str) -> str:
        return f"_entry_{self.key}_{name}"


def _job(fields: _Fields) -> None:
    fields.day("First day", "from")
    fields.day("Last day", "to", "Empty: still going.")
    fields.hours("hours_per_week", 20)
    fields.choice("Allowed as work", "kind", KINDS, "opt")
    fields.text("employer")
    fields.verify()
    fields.flag("Paid", "paid", True)


def _card(fields: _Fields) -> None:
    fields.choice("The card is for", "category", CARDS, "opt_post")
    fields.day("Valid from", "from", "On the front of the card.")
    fields.day("Card expires", "to", "On the front of the card.")
    fields.flag("Full time (before graduation: part time counts half)", "full_time", True)


def _cpt(fields: _Fields) -> None:
    fields.day("First day authorized", "from", "I-20, page 2.")
    fields.day("Last day authorized", "to", "I-20, page 2.")
    fields.choice("Authorized as", "full_time", {True: "full time", False: "part time"}, True)
    fields.text("employer")


def _training(fields: _Fields) -> None:
    fields.day("First day authorized", "from")
    fields.day("Last day authorized", "to")
    fields.hours("hours", 40)


def _offer(fields: _Fields) -> None:
    fields.day("First day", "offer_start")
    fields.day("Last day", "offer_end", "Empty: not known.")
    fields.hours("hours_per_week", 20)
    fields.text("employer")
    fields.verify()
    fields.flag("Paid", "paid", True)
    fields.flag("On campus", "on_campus", False)
    fields.flag("Part of my studies", "curricular", True)


_FIELDS = {"job": _job, "ead": _card, "cpt": _cpt, "at": _training, "offer": _offer}
