"""What a link says that the form cannot read: named, so that nobody takes the answer for their own case."""
from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date

import streamlit as st

from planner.days import FIRST, LAST, to_date
from planner.ui.fields import FIELD, Field
from planner.words import counted

UNREAD = "_unread"                  # in the session: the sentence about the link, until a field is changed
OTHERS = {"example", "route", "candidate", "lists"}       # in the address, but no fields


def said_of_the_link(path: str = "", fields: Mapping[str, Field] = FIELD) -> str:
    """One sentence about the entries of the link that could not be read, empty where all could.

    path, fields: of the page that the link opened.
    """
    if UNREAD + path not in st.session_state:
        st.session_state[UNREAD + path] = sentence(st.query_params.to_dict(), fields)
    return st.session_state[UNREAD + path]


def add(path: str, said: str) -> None:
    """One more sentence about the link."""
    st.session_state[UNREAD + path] = f"{st.session_state.get(UNREAD + path, '')} {said}".strip()


def forget(path: str = "") -> None:
    """A change in the form makes it the reader's own: the link has had its say."""
    st.session_state[UNREAD + path] = ""


def sentence(entries: dict[str, str], fields: Mapping[str, Field] = FIELD) -> str:
    """The entries that no field can hold, each with what it says.

    >>> sentence({"status": "H1B", "offer_start": "2026-12-21"})
    '1 thing in the link could not be read, and is left out: status=H1B.'
    """
    bad = [f"{name}={value}" for name, value in entries.items()
           if name not in OTHERS and not (name in fields and _readable(fields[name], value))]
    if not bad:
        return ""
    left_out = "is" if len(bad) == 1 else "are"
    return f"{counted(len(bad), 'thing')} in the link could not be read, and {left_out} left out: {', '.join(bad)}."


def _readable(field: Field, written: str) -> bool:
    with suppress(ValueError):
        if field.kind == "choice":
            return not field.options or written in dict(field.options)
        if field.kind == "text":
            return True
        if field.kind == "flag":
            return written.lower() in ("true", "false")
        if field.kind == "day":
            return to_date(FIRST) <= date.fromisoformat(written) <= to_date(LAST)
        return float(written) >= 0
    return False
