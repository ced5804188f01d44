"""Cells that are not written as the planner writes them: how they were read is said, and what has two meanings is asked."""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from html import escape

import streamlit as st

from planner.cells import shown
from planner.spellings import DAY_FIRST, MONTH_FIRST
from planner.ui.tables import table
from planner.words import counted, listed

ORDERS = (MONTH_FIRST, DAY_FIRST)
MOST_SHOWN = 12                     # readings of one column in the table


def said_orders(orders: Mapping[str, frozenset[str]], called: Mapping[str, str], key: str) -> dict[str, str]:
    """For each fact with dates like 5/6/2027 how they are meant: settled by the column itself, or said here; others are left out.

    orders: those that the cells of the column allow; called: the heading of each fact.
    """
    settled = {fact: min(left) for fact, left in orders.items() if len(left) == 1}
    open_ = [fact for fact in orders if fact not in settled]
    if not open_:
        return settled
    st.html(f'<div class="wa"><p class="wa-said">{_why(orders, open_, called)}</p></div>')
    with st.container(horizontal=True):
        said = {fact: st.selectbox(f"Dates in “{_plain(called.get(fact, fact))}”", ORDERS, index=None, key=f"{key}_{fact}",
                                   placeholder="month or day first?", width=240) for fact in open_}
    return settled | {fact: order for fact, order in said.items() if order}


def _why(orders: Mapping[str, frozenset[str]], open_: list[str], called: Mapping[str, str]) -> str:
    names = {fact: f"“{escape(shown(called.get(fact, fact)))}”" for fact in open_}
    either = [names[fact] for fact in open_ if orders[fact]]
    mixed = [names[fact] for fact in open_ if not orders[fact]]
    said = [f"In {listed(either)} a date such as 05/06/2027 can be the 6th of May or the 5th of June."] if either else []
    said += [f"In {listed(mixed)} some dates put the month first and others the day."] if mixed else []
    return " ".join(said) + " Say which comes first; until then the rows with such dates are left out."


def _plain(heading: str) -> str:
    """A stranger's heading in a label, which is markdown."""
    return re.sub(r"([^\w\s])", r"\\\1", shown(heading, 40))


def readings(read_as: Counter, called: Mapping[str, str]) -> None:
    """What was read otherwise than it is written, column by column."""
    if not read_as:
        return
    columns: dict[str, list[str]] = {}
    for (fact, says), n in read_as.most_common():
        columns.setdefault(fact, []).append(f"{escape(shown(says))}, {counted(n, 'cell')}")
    with st.expander(f"{counted(read_as.total(), 'cell')} in {counted(len(columns), 'column')} read as what they mean. See how"):
        rows = "".join(f'<tr class="first"><th scope="row">{escape(shown(called.get(fact, fact)))}</th>'
                       f"<td>{_listed(said)}</td></tr>" for fact, said in columns.items())
        st.html(table("How cells were read", ("Column", "Read as"), rows, "compare"))


def _listed(said: list[str]) -> str:
    more = f"; and {len(said) - MOST_SHOWN:,} more" if len(said) > MOST_SHOWN else ""
    return "; ".join(said[:MOST_SHOWN]) + more
