"""The lists of a history in the session: what has been entered, read, changed or removed. Nothing of it leaves the session."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import streamlit as st

from planner.errors import BadInput
from planner.history import LISTS, History, Period, history_of
from planner.words import long_day

LISTED = "_timeline_lists"          # in the session: name of a list -> its entries as they were given
FACTS = "_timeline_facts"           # facts of a file that stand in no field of the page
NAMES = {"job": "Job", "ead": "Work card (EAD)", "cpt": "CPT", "at": "Academic Training", "offer": "Offer"}
CARDS = {"opt_pre": "OPT before graduation", "opt_post": "OPT after graduation", "opt_stem": "STEM extension"}
KINDS = {"on_campus": "on campus", "cpt": "under CPT", "opt": "on OPT", "at": "under Academic Training",
         "other": "under another permission"}
Lists = dict[str, list[dict]]
Frozen = tuple[tuple[str, tuple[tuple[tuple[str, object], ...], ...]], ...]


@dataclass(frozen=True)
class Place:
    """Where an entry stands: its list and its number in it, from 0."""
    name: str
    number: int


def lists() -> Lists:
    """What the session holds."""
    return st.session_state.get(LISTED, {})


def keep(changed: Lists) -> None:
    """Hold these lists from now on."""
    st.session_state[LISTED] = {name: entries for name, entries in changed.items() if entries}


def frozen(held: Lists) -> Frozen:
    """The lists as a value that can be a key."""
    return tuple((name, tuple(tuple(sorted(entry.items())) for entry in entries)) for name, entries in sorted(held.items()))


def thawed(held: Frozen) -> Lists:
    """The lists from such a value."""
    return {name: [dict(entry) for entry in entries] for name, entries in held}


def of_history(history: History) -> Lists:
    """The lists of a history that has been read, as a form would have given them."""
    return {name: [given(entry) for entry in getattr(history, name)] for name in LISTS if getattr(history, name)}


def given(entry: Period) -> dict[str, object]:
    """What was given for an entry, under the names of a file."""
    fields = type(entry).model_fields
    return {fields[name].alias or name: getattr(entry, name) for name in fields
            if name in entry.model_fields_set and getattr(entry, name) not in (None, "")}


def checked(name: str, cells: dict[str, object]) -> BadInput | None:
    """Why an entry cannot stand by itself; None where it can."""
    try:
        history_of({"status": "F-1", "program_start": date(2025, 8, 25), "program_end": date(2027, 5, 14)}, {name: [cells]})
    except BadInput as error:
        return error
    return None


def put(name: str, cells: dict[str, object], place: Place | None = None) -> None:
    """Add an entry, or put it in the place of another."""
    changed = {one: list(entries) for one, entries in lists().items()}
    if place is not None:
        changed[place.name].pop(place.number)
    changed.setdefault(name, []).append(cells)
    keep(changed)


def remove(place: Place) -> None:
    """Take an entry away."""
    changed = {one: list(entries) for one, entries in lists().items()}
    changed[place.name].pop(place.number)
    keep(changed)


def places() -> list[Place]:
    """Every entry there is, list by list, in the order of time."""
    held = lists()
    found = [Place(name, number) for name in LISTS for number in range(len(held.get(name, [])))]
    return sorted(found, key=lambda place: (tuple(LISTS).index(place.name), str(_first(held[place.name][place.number]))))


def _first(cells: dict) -> object:
    return cells.get("from") or cells.get("offer_start") or ""


def in_words(place: Place) -> str:
    """An entry on one line."""
    cells = lists()[place.name][place.number]
    first, last = _first(cells), cells.get("to") or cells.get("offer_end")
    name = f" ({cells['employer']})" if cells.get("employer") else ""
    until = f" to {long_day(last)}" if last else " on" if first else ""
    when = f"{long_day(first)}{until}" if first else "no first day"
    return ", ".join(filter(None, [f"{NAMES[place.name]}{name}: {when}", _more(place.name, cells)]))


def _more(name: str, cells: dict) -> str:
    if name == "ead":
        part_time = ", part time" if cells.get("full_time") is False else ""
        return CARDS[cells.get("category", "opt_post")] + part_time
    if name == "cpt":
        return {True: "full time", False: "part time"}.get(cells.get("full_time"), f"{cells.get('hours', 20):g} hours a week")
    hours = f"{cells.get('hours_per_week', cells.get('hours', 20)):g} hours a week"
    kind = KINDS[cells.get("kind", "opt")] if name == "job" else ""
    unpaid = "unpaid" if cells.get("paid") is False else ""
    return ", ".join(filter(None, [hours, kind, unpaid]))
