"""The page "Caseload": who of all students must act by when, one of them in detail, what a change would do, the office's work."""
from __future__ import annotations

from html import escape
from pathlib import Path

import streamlit as st

from planner.ui.advise.bring import EXAMPLE_DAY, LEFT_OUT, PRIVATE, bring, template_button
from planner.ui.advise.compared import compared
from planner.ui.advise.desk import Desk
from planner.ui.advise.exports import exports
from planner.ui.advise.headline import counts, first_to_act, headline
from planner.ui.advise.one import one
from planner.ui.advise.scenarios import chosen
from planner.ui.advise.who import who
from planner.ui.advise.work import work
from planner.ui.bad_rows import bad_rows
from planner.words import counted, long_day, sentence

CSS = Path(__file__).with_name("page.css")
DISCLAIMER = "We plan; your office decides. This is not legal advice."


def page() -> None:
    """Draw the page for the caseload that is on the desk."""
    st.html(CSS)
    with st.container(width=1120):
        desk = bring()
        if desk:
            _answer(desk)


def _answer(desk: Desk) -> None:
    """Everything below the bar, in two parts that are drawn again each by itself: the students, and the scenarios."""
    with st.container(width=760):
        first_sentence = st.empty()
        st.html(f'<div class="wa"><p class="wa-said">{escape(first_to_act(desk))}</p>'
                f'<p class="wa-said">{_about(desk)} {DISCLAIMER}</p></div>')
    st.html(counts(desk))
    bad_rows(desk.load.problems, LEFT_OUT, "caseload.errors.csv")
    _students(desk)
    _scenarios(desk, first_sentence)
    st.html('<hr class="wa wa-rule">')
    st.header("Your students' data", anchor=False)
    with st.container(width=760):
        st.markdown(PRIVATE)
        template_button()


@st.fragment
def _students(desk: Desk) -> None:
    """Who must act, and the one that is picked."""
    row = who(desk)
    if row is not None:
        one(desk, row)


@st.fragment
def _scenarios(desk: Desk, first_sentence) -> None:
    """What changes under the scenario that is on, the first sentence of the page included."""
    spec = chosen(desk)
    first_sentence.title(headline(desk.queue, spec, desk.changes(spec) if spec else None, desk.load.left_out),
                         anchor=False)
    compared(desk)
    work(desk)
    exports(desk)


def _students_of(desk: Desk) -> str:
    left = desk.load.left_out
    if not left:
        return counted(len(desk), "student")
    return f"{len(desk):,} of {counted(len(desk) + left, 'student')}, {counted(left, 'row')} left out,"


def _about(desk: Desk) -> str:
    """What was read."""
    what = "Example: " + counted(len(desk), "synthetic student") + ", drawn by this planner; none is real" if desk.synthetic else \
        f"{_students_of(desk)} of {escape(desk.load.name)}"
    bad = len(desk.load.problems)
    drawn = ", the day it was drawn for" if desk.synthetic and desk.day == EXAMPLE_DAY else ""
    notes = "".join(f" {escape(sentence(note)).rstrip('.')}." for note in desk.load.notes)
    mend = f" {counted(bad, 'thing')} to mend, listed below." if bad else ""
    return f"{what}. Planned on {long_day(desk.day)}{drawn}, all routes.{notes}{mend}"
