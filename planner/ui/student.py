"""The page "Can I take this offer?": the answer first, then the routes, the picture, what to do, and why."""
from __future__ import annotations

from pathlib import Path

import streamlit as st

from planner.timeline import ACTORS, KINDS
from planner.ui import examples, state
from planner.ui.answer import Question, answer, drawn, steps, to_mend
from planner.ui.fields import BAR, FIELD
from planner.ui.form import Form
from planner.ui.key_dates import key_dates
from planner.ui.marks import legend
from planner.ui.notes import notes
from planner.ui.route_switch import chosen_route
from planner.ui.routes import open_routes
from planner.ui.steps import stops
from planner.ui.tables import closed_table, why_table
from planner.ui.today import today
from planner.views import PlanView, RouteView, Step
from planner.words import counted, listed
from planner.world import load_world

CSS = Path(__file__).with_name("page.css")
LAST_GOOD = "_last_good"            # in the session: the last question that had an answer
RULE = '<hr class="wa wa-rule">'
DISCLAIMER = "We plan; your office decides. This is not legal advice."
LINK = ("The link holds what stands in the form and nothing else: no name, no answer. Opened on another day it gives the answer "
        "of that day, unless you have entered a day of the plan.")
LINK_OWN = "The school or calendar that you have added is not in it: others see the planner's own data."


def page() -> None:
    """Draw the page for what the form holds."""
    state.begin()
    st.html(CSS)
    with st.container(width=1120):
        form = Form()
        entered = form.draw()
        question = Question.of(entered, today(), state.world())
        mend = to_mend(question)
        form.mend(mend)
        if not mend:
            st.session_state[LAST_GOOD] = question
        _headline(mend, entered)
        if LAST_GOOD in st.session_state:
            _sections(st.session_state[LAST_GOOD], entered)


def _headline(mend: dict[str, str], entered: dict) -> None:
    with st.container(width=760):
        if mend:
            st.markdown(_count(mend))
        if LAST_GOOD not in st.session_state:
            return
        plan = answer(st.session_state[LAST_GOOD])
        st.title(plan.headline, anchor=False)
        helps = "".join(f"\n- {text}" for text in plan.helps)
        st.markdown(f"{plan.because}\n{helps}\n\n{DISCLAIMER}")
        st.html(_examples(entered))


def _count(mend: dict[str, str]) -> str:
    """How many things to mend, and where those are that nobody sees."""
    hidden = [f"“{FIELD[name].label}”" for name in mend if name not in BAR]
    where = f", under “More about me”: {listed(hidden)}" if hidden else ""
    before = ". The answer below is for the entries before." if LAST_GOOD in st.session_state else ", then the answer comes."
    return f"**{counted(len(mend), 'thing')} to mend**{where}{before}"


def _examples(entered: dict) -> str:
    """Which example this is, and the others as links."""
    name = examples.named(entered)
    said = f"Example: {examples.TITLES[name]}. Change the entries above to see yours. Other examples" if name else "Examples"
    links = [f'<a href="?{state.EXAMPLE}={other}" target="_self">{title}</a>'
             for other, title in examples.TITLES.items() if other != name]
    return f'<p class="wa wa-small wa-examples">{said}: {", ".join(links)}.</p>'


def _sections(question: Question, entered: dict) -> None:
    plan = answer(question)
    if plan.best.is_open:
        st.html(key_dates(plan, plan.best) + RULE)
    _compare(plan)
    route = _picture(question, plan) if plan.best.is_open else None
    _steps_and_why(plan, route, steps(question, route.route) if route else plan.checklist)
    _share(entered)


def _compare(plan: PlanView) -> None:
    if plan.best.is_open:
        st.header("Routes compared", anchor=False)
        st.html(open_routes(plan))
    closed = closed_table(plan)
    if closed:
        st.subheader("Not open to you", anchor=False)
        st.html(closed)


def _picture(question: Question, plan: PlanView) -> RouteView:
    """One route drawn step by step, with its legend and what to know about it."""
    st.html(RULE)
    route = chosen_route(plan)
    picture, figure = drawn(question, route.route)
    st.plotly_chart(figure, theme="streamlit", config={"displayModeBar": False}, alt=picture.in_words(),
                    key=f"gantt-{st.context.theme.type}")
    st.html(legend(picture.shown(), ACTORS | KINDS) + notes(route, question.world.schools[plan.case["school"]]))
    return route


def _steps_and_why(plan: PlanView, route: RouteView | None, next_steps: list[Step]) -> None:
    left, right = st.columns([2, 3], gap="large")
    with left:
        st.html(RULE)
        st.header("Next steps", anchor=False)
        st.html(stops(next_steps, plan.on))
    if route:
        with right:
            st.html(RULE)
            st.header("Why this date", anchor=False)
            st.html(why_table(route, plan.on))


def _share(entered: dict) -> None:
    st.html(RULE)
    st.subheader("Link to this answer", anchor=False)
    st.code(state.link(entered), language=None, wrap_lines=True)
    st.caption(LINK if state.world() is load_world() else f"{LINK} {LINK_OWN}")
