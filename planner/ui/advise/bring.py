"""What an adviser brings: the example or a file of one's own, read with what cannot be used listed beside its remedy.

The bytes stay in the session of the browser tab that sent them: no file is written, no cache of the process sees them.
"""
from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property

import streamlit as st

from planner.days import FIRST, LAST, day, to_date
from planner.errors import BadInput
from planner.read_caseload import caseload_in, not_read
from planner.read_table import ENDINGS, LARGEST_UPLOAD, Table, headings_of, open_table
from planner.schools import GENERIC
from planner.spellings import Spellings
from planner.synthetic import EXAMPLE, template_csv
from planner.ui import state
from planner.ui.advise.columns import Mapping, NotSaid, columns, with_column
from planner.ui.advise.desk import Desk, forget
from planner.ui.advise.values import readings, said_orders
from planner.ui.bring import complain
from planner.ui.today import today
from planner.whole_caseload import WholeCaseload, whole
from planner.words import counted

SYNTHETIC, OWN = "500 synthetic students", "My own file"
EXAMPLE_DAY = date(2026, 11, 22)    # the example was drawn for this day
SLOW = 3000                         # lines from which reading shows how far it is
LEFT_OUT = "These rows are left out, or are answered without the column; every other student is answered."
FILE, DESK, ROUND = "_own_caseload", "_desk", "_caseload_round"             # in the session
HEADINGS, TABLE, ORDERS = "_own_headings", "_own_table", "_own_orders"      # of the file, there too
PRIVATE = ("Nothing is stored on the server: a file is read in memory, for this browser tab alone, and forgotten when you close or "
           "reload it, or press “Forget this file”. No name or answer goes into an address or a log. Only a workbook that you "
           "download passes through a temporary file, which is deleted before you have it.")
WHOSE = ("Its office's days and its terms are used. The generic office's days are planning figures that nobody has checked.")
NEEDS = ("Three columns are enough: **status** (F-1 or J-1), **program_start** and **program_end** (dates as 2027-05-14). "
         "**case_id** is your own name for a student; a number will do. The template has every column "
         "but those of rare ways: cap-gap, hardship, an international organization.")


@dataclass(frozen=True)
class Brought:
    """A file as the browser sent it."""
    name: str
    data: bytes

    @property
    def file(self) -> io.BytesIO:
        return io.BytesIO(self.data)

    @cached_property
    def digest(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def bring() -> Desk | None:
    """The bar of the page; returns the caseload on the desk, None while there is none."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        source = st.segmented_control("Caseload", [SYNTHETIC, OWN], default=SYNTHETIC, required=True, key="_caseload_source",
                                      persist_state="session")
        on = st.date_input("Status date", EXAMPLE_DAY if source == SYNTHETIC else today(), to_date(FIRST), to_date(LAST),
                           format="YYYY-MM-DD", width=168, key=f"_caseload_on_{source}", persist_state="session")
        school = GENERIC if source == SYNTHETIC else _school()
    on = on or today()
    brought = _example() if source == SYNTHETIC else _own()
    return _read(brought, on, school, synthetic=source == SYNTHETIC) if brought else None


def _school() -> str:
    """Whose office it is, for students whose row names no school; the slug."""
    schools = state.world().schools
    return st.selectbox("School, where a row has none", list(schools), format_func=lambda slug: schools[slug].name, width=260,
                        key="_caseload_school", persist_state="session", help=WHOSE)


@cache
def _example() -> Brought:
    """The synthetic students: nobody's data, so they may stay."""
    return Brought(EXAMPLE.name, EXAMPLE.read_bytes())


def _own() -> Brought | None:
    """The file of this session: what was sent last, until it is forgotten."""
    sent = st.file_uploader("Caseload (.csv, .xlsx or .parquet)", list(ENDINGS), max_upload_size=LARGEST_UPLOAD,
                            key=f"_caseload_{st.session_state.get(ROUND, 0)}")
    if sent is not None:
        st.session_state[FILE] = Brought(sent.name, sent.getvalue())
    kept = st.session_state.get(FILE)
    if kept is None:
        _empty()
    elif st.button("Forget this file", help="It is then gone from the server's memory too."):
        _forget()
        st.rerun()
    return kept


def _forget() -> None:
    for name in (FILE, DESK, HEADINGS, TABLE, ORDERS):
        st.session_state.pop(name, None)
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1           # a field of another name is an empty one
    forget()


def _empty() -> None:
    """What a file needs."""
    with st.container(width=760):
        st.title("Bring your caseload: who must act, and by when?", anchor=False)
        st.markdown(NEEDS)
        template_button()
        st.caption(PRIVATE)


def template_button() -> None:
    """An empty caseload to fill in."""
    st.download_button("Download the template", template_csv(), "caseload_template.csv", "text/csv", on_click="ignore")


def _read(brought: Brought, on: date, school: str, *, synthetic: bool) -> Desk | None:
    """The file on the desk; the one of before where nothing has changed."""
    mapping = None
    try:
        if synthetic:
            return _desk(brought, on, school, None, None, synthetic)
        headings = _kept(HEADINGS, brought, lambda: headings_of(brought.file, brought.name))
        mapping = columns(headings, f"_columns_{brought.digest[:12]}")
        called = {fact: heading for heading, fact in (mapping or {}).items() if fact}
        orders = said_orders(_orders(brought, on, mapping), called, f"_order_{brought.digest[:12]}")
        desk = _desk(brought, on, school, mapping, orders, synthetic)
        readings(desk.load.read_as, called)
        return desk
    except BadInput as error:
        complain([with_column(error, mapping)])
    except NotSaid:
        pass
    return None


def _orders(brought: Brought, on: date, mapping: Mapping | None) -> dict[str, frozenset[str]]:
    """Which of month and day can come first in each column of dates."""
    def look() -> dict[str, frozenset[str]]:
        return caseload_in(_table(brought, mapping), brought.name, day(on), state.world(), mapping).date_orders()
    return _kept(ORDERS, brought, look, tuple((mapping or {}).items()))


def _table(brought: Brought, mapping: Mapping | None) -> Table:
    """The rows of the file, in memory: a workbook is unfolded once, however often its dates are looked at."""
    def unfold() -> Table:
        with st.spinner("Reading the file"):
            return open_table(brought.file, brought.name, unread=not_read(mapping)).kept()
    return _kept(TABLE, brought, unfold, tuple(not_read(mapping)))


def _kept(name: str, brought: Brought, make: Callable[[], object], *more: object):
    """What has been made of a file, in the session until another file or another `more` comes."""
    key = (brought.digest, brought.name, *more)
    if (known := st.session_state.get(name)) is None or known[0] != key:
        known = st.session_state[name] = key, make()
    return known[1]


def _whole(brought: Brought, on: date, mapping: Mapping | None, orders: dict[str, str] | None) -> WholeCaseload:
    """The file read; orders: how its dates are meant, None where only what the planner writes itself is read."""
    world = state.world()
    spellings = None if orders is None else Spellings(orders)
    table = open_table(brought.file, brought.name) if orders is None else _table(brought, mapping)
    return _with_progress(brought, lambda told: whole(caseload_in(table, brought.name, day(on), world, mapping, spellings), told))


def _desk(brought: Brought, on: date, school: str, mapping: Mapping | None, orders: dict[str, str] | None, synthetic: bool) -> Desk:
    world = state.world()
    key = (brought.digest, brought.name, on, school, id(world), tuple((mapping or {}).items()), tuple((orders or {}).items()))
    desk = st.session_state.get(DESK)
    if desk is None or desk.key != key:
        load = _whole(brought, on, mapping, orders)
        load = replace(load, cases=load.cases.of_school(school), problems=[with_column(one, mapping) for one in load.problems])
        desk = st.session_state[DESK] = Desk(load, day(on), world, key, synthetic)
    return desk


def _with_progress(brought: Brought, read: Callable) -> WholeCaseload:
    """Reading, with a bar where it takes long enough to be seen."""
    lines = max(brought.data.count(b"\n") - 1, 1)
    bar = st.progress(0.0, "Reading") if lines >= SLOW else None

    def told(cases: int) -> None:
        if bar:
            bar.progress(min(cases / lines, 1.0), f"{cases:,} of {counted(lines, 'student')}")
    try:
        return read(told)
    finally:
        if bar:
            bar.empty()
