"""The page "When should I post?": by when, then for whom, the picture, the way back step by step, and the posting itself."""
from __future__ import annotations

from datetime import date
from functools import partial
from html import escape
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from planner.charts.who_can_start import shades
from planner.errors import BadInput
from planner.export.one_page import A4, LETTER, file_name, one_page
from planner.host_picture import ACTORS
from planner.host_sentences import not_verified
from planner.host_views import NEVER, HostView
from planner.timeline import KINDS
from planner.ui import state
from planner.ui.first import answer_first, whose
from planner.ui.host_answer import JobQuestion, answer, drawn, question, sentence, who_can_start
from planner.ui.host_calendar import calendar
from planner.ui.host_fields import FIELD, SHEET
from planner.ui.host_first import first_job
from planner.ui.host_form import HostForm
from planner.ui.host_many import many_jobs
from planner.ui.host_posting import posting
from planner.ui.host_questions import questions
from planner.ui.host_tables import about_last_day, forwards_table, grid_table, latest_table, letters, to_know, who_is_meant
from planner.ui.host_year import year_of_it
from planner.ui.marks import legend
from planner.ui.route_switch import switch
from planner.ui.section import section
from planner.ui.tables import steps_table
from planner.ui.today import today
from planner.ui.unread import said_of_the_link
from planner.who_can_start import Grid
from planner.words import counted, long_day
from planner.world import load_world

CSS = Path(__file__).with_name("page.css")
WIDE = 160                          # pixels of a field that has room for a sentence beneath
LAST_ENTRIES = "_last_good_entries"     # there too: the entries that it was the answer to
LAST_GOOD = "_last_good_job"        # in the session: the last job that had an answer
DISCLAIMER = "We plan; the student's office decides. This is not legal advice."
LINK = ("The link holds what stands in the form and nothing else; your own text is not in it. "
        "Opened on another day it gives the answer of that day.")
LINK_OWN = "The school or calendar that you have added is not in it."
SITUATION = "candidate"             # in the address: the kind of candidate that is drawn
FOUR_IN_FIVE = ("“Post by” plans every wait with one cautious figure. “4 in 5 by” is the last day with which four in five have "
                "their card in time, by dated data; “too few” where fewer than that would make it "
                "from any day, blank where there are no data.")
KINDS_IN_SHORT = ("CPT: an enrolled student trains for the curriculum, and the school authorizes it. OPT: work after graduation "
                  "with a card from USCIS, asked for on Form I-765; a STEM card extends it for some degrees. J-1 Academic "
                  "Training: an exchange student, and the officer of the program authorizes it.")
CLOSED_DAY = "A day on which the office is closed counts like its last open day before: by a Sunday means by Friday."
EXAMPLE = "An example. Change the entries below to see yours."
SQUARES = ("Each square is a day to post and a day to start, a week apart; its number counts the kinds of candidates who make it. "
           "Thick lines are their limits.")
PAPERS = {"One-page summary (PDF)": LETTER, "The same on A4": A4}
MARKS = {"gone": "Past", "yours": "Your job", "today": "Today"}


def page() -> None:
    """Draw the page for what the form holds."""
    unread = said_of_the_link(SHEET.path, FIELD)
    on, world = today(), state.world()
    SHEET.begin(lambda: first_job(on, world))
    st.html(CSS)
    with st.container(width=1120):
        top = answer_first()
        form = HostForm(st.session_state.get("job_on") or on)
        entered = form.draw()
        mend = _answered(entered, on, form)
        good = st.session_state.get(LAST_GOOD)
        view = answer(good) if good else None
        _headline(top, mend, view, unread)
        whose(top, "" if SHEET.is_own else EXAMPLE)
        if view:
            _others(view)
            _sections(good, view, entered, form, mend)


def _answered(entered: dict, on: date, form: HostForm) -> str:
    """What to mend, empty where the job has an answer, which is kept; a sentence that has room stands under its field."""
    try:
        asked = question(entered, on, state.world())
        answer(asked)
    except BadInput as error:
        name, said = sentence(error)
        narrow, behind = form.widths.get(name, WIDE) < WIDE, name not in form.bar
        form.mend({name: "see below" if narrow else said})
        return f"“{FIELD[name].label}”: {said}" if narrow or behind else "See the field below."
    st.session_state[LAST_GOOD] = asked
    return ""


def _headline(top: DeltaGenerator, mend: str, view: HostView | None, unread: str) -> None:
    """The sentence that answers; above it what there is to mend."""
    if unread:
        top.text(unread)
    if mend:
        before = "The answer below is for the entries before." if view else "Then the answer comes."
        top.markdown(f"**1 thing to mend.** :red[{mend}] {before}")
    if view:
        top.title(view.headline, anchor=False)


def _others(view: HostView) -> None:
    """Who else can make it, and how the programme's advice compares."""
    said = [view.others, view.recommended.says if view.recommended else "", DISCLAIMER]
    with st.container(width=760):
        st.markdown("\n\n".join(text for text in said if text))


def _sections(asked: JobQuestion, view: HostView, entered: dict, form: HostForm, mend: str) -> None:
    """The answer from its table to its link, which is that of the answer shown also where an entry is to be mended."""
    about = f'<p class="wa wa-small">{KINDS_IN_SHORT}</p><p class="wa wa-small">{FOUR_IN_FIVE} {escape(not_verified(view))}</p>'
    st.html(section("Latest posting date, by candidate", latest_table(view) + about + to_know(view)))
    with st.expander("Who is meant, and what to know"):
        st.html(who_is_meant(view))
    _who_can_start(asked)
    _backwards(asked, view)
    when = "today, " if view.posting == view.on else "on "
    st.html(section(f"If you post {when}{long_day(view.posting)}", forwards_table(view) + about_last_day(view)))
    calendar(asked, view)
    year_of_it(asked, view, form)
    draft = posting(view, form, state.world())
    with st.expander("What must we file or pay, and other questions of hosts"):
        st.html(questions(view))
    many_jobs(asked.on, asked.world)
    about = LINK if state.world() is load_world() else f"{LINK} {LINK_OWN}"
    st.html(section("Share", f'<p class="wa wa-small">{about}</p>'))
    if not mend:
        st.session_state[LAST_ENTRIES] = dict(entered)
    address = SHEET.link(st.session_state.get(LAST_ENTRIES, entered))
    st.code(address, language=None, wrap_lines=True)
    with st.container(horizontal=True):
        for label, paper in PAPERS.items():
            st.download_button(label, partial(one_page, view, draft, address, paper), file_name(view, paper), "application/pdf",
                               on_click="ignore", help="Black on white, for a manager. It holds no student's data.")


def _who_can_start(asked: JobQuestion) -> None:
    grid, figure = who_can_start(asked)
    st.html(section("Who can start when", f'<p class="wa wa-small">{SQUARES}{_yours(grid)}</p>'))
    st.plotly_chart(figure, theme="streamlit", config={"displayModeBar": False}, alt=grid.in_words(),
                    key=f"who-{st.context.theme.type}")
    kinds = {f"shade{step}": f"{span} kinds" for step, span in shades(grid).items()}
    st.html(f'<div class="wa">{letters(grid)}</div>' + legend([*kinds, *_marks(grid)], kinds | MARKS))
    with st.expander("The picture as a table"):
        st.html(grid_table(grid))


def _yours(grid: Grid) -> str:
    """Which square is the job of the form."""
    if grid.chosen is None:
        return ""
    post, start = grid.chosen
    return (f" Yours is in the double frame: posted on {long_day(grid.posts[post])}, it starts on {long_day(grid.starts[start])} "
            f"for {counted(int(grid.counts[post, start]), 'kind')} of candidates.")


def _marks(grid: Grid) -> list[str]:
    """The marks that a grid shows besides its shades."""
    shown = {"gone": grid.posts[0] < grid.on, "yours": grid.chosen is not None, "today": grid.posts[0] <= grid.on <= grid.posts[-1]}
    return [name for name in MARKS if shown[name]]


def _backwards(asked: JobQuestion, view: HostView) -> None:
    """The way back from the start for one kind of candidate."""
    can = {one.title: one for one in view.situations if one.verdict != NEVER}
    if not can:
        return
    heading = st.empty()
    title = switch(SITUATION, "Candidate to draw", list(can), view.first.title if view.first else next(iter(can)))
    note = f'<p class="wa wa-small">{CLOSED_DAY}</p>'
    heading.html(section(f"Back from {long_day(view.start)}: {escape(title)}", note))
    picture, figure = drawn(asked, can[title].name)
    st.plotly_chart(figure, theme="streamlit", config={"displayModeBar": False}, alt=picture.in_words(),
                    key=f"back-{st.context.theme.type}")
    shown = [name for name in (*ACTORS, *KINDS) if name in picture.shown()]
    st.html(legend(shown, ACTORS | KINDS))
    with st.expander("The steps as a table, and where each length is from"):
        st.html(steps_table(title, can[title].steps, view.on, view.job.school))
