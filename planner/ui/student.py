"""The page "Can I take this offer?": the answer first, then the routes, the picture, what to do, and why."""
from __future__ import annotations

from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from planner.export.plan_ics import plan_ics
from planner.nearest import asked_about
from planner.timeline import ACTORS, KINDS
from planner.ui import examples, state
from planner.ui.afterwards import after_table
from planner.ui.answer import Question, answer, drawn, follows, steps, to_mend
from planner.ui.doors import link
from planner.ui.fields import FIELD
from planner.ui.first import answer_first, left_of_the_example, whose
from planner.ui.form import Form
from planner.ui.key_dates import key_dates
from planner.ui.marks import legend
from planner.ui.notes import notes
from planner.ui.questions import questions
from planner.ui.route_switch import chosen_route
from planner.ui.routes import open_routes
from planner.ui.section import section
from planner.ui.sheet import EXAMPLE
from planner.ui.steps import stops
from planner.ui.tables import closed_table, why_table
from planner.ui.today import today
from planner.ui.unread import said_of_the_link
from planner.views import PlanView, RouteView
from planner.words import counted, listed, long_day
from planner.world import load_world

CSS = Path(__file__).with_name("page.css")
LAST_GOOD = "_last_good"            # in the session: the last question that had an answer
DISCLAIMER = "We plan; your office decides. This is not legal advice."
LINK = ("The link holds what stands in the form and nothing else: no name, no answer. Opened on another day it gives the answer "
        "of that day, unless you have entered a day of the plan.")
OF_A_STAY = ("status", "school", "program_start", "program_end", "stem", "full_time_since", "academic_year_complete",
             "dso_recommended", "i765_filed", "i765_category", "opt_requested_start", "held", "h1b_filed", "on", "regime")
LINK_OWN = "The school or calendar that you have added is not in it: others see the planner's own data."


def page() -> None:
    """Draw the page for what the form holds."""
    unread = said_of_the_link()
    state.begin()
    st.html(CSS)
    with st.container(width=1120):
        top = answer_first()
        form = Form()
        entered = form.draw()
        question = Question.of(entered, today(), state.world())
        mend = to_mend(question)
        form.mend(mend)
        if not mend:
            st.session_state[LAST_GOOD] = question
        good = st.session_state.get(LAST_GOOD)
        plan = answer(good) if good else None
        _headline(top, mend, plan, unread)
        whose(top, _example(entered))
        if plan:
            _cause(plan, left_of_the_example(state.left_of_the_example(entered), entered))
        if good:
            _sections(good, plan, entered)


def _headline(top: DeltaGenerator, mend: dict[str, str], plan: PlanView | None, unread: str) -> None:
    """The sentence that answers; above it how much there is to mend."""
    if unread:
        top.text(unread)
    if mend:
        top.markdown(things_to_mend(mend, Form, plan is not None))
    if plan:
        top.title(plan.headline, anchor=False)


def _cause(plan: PlanView, left: str) -> None:
    """Why the answer is what it is, and what would help."""
    helps = "".join(f"\n- {text}" for text in plan.helps)
    with st.container(width=760):
        st.markdown(f"{f'**{left}** ' if left else ''}{plan.because}\n{helps}\n\n{DISCLAIMER}")


def things_to_mend(mend: dict[str, str], form: type[Form], has_answer: bool) -> str:
    """How many things to mend, in which fields, and where those are that nobody sees."""
    seen, hidden = ([f"“{form.fields[name].label if name in form.fields else FIELD[name].label}”" for name in mend
                     if (name in form.bar) is wanted] for wanted in (True, False))
    where = "".join([f": {listed(seen)}" if seen else "",
                     f"{', and' if seen else ','} under “{form.popover}”: {listed(hidden)}" if hidden else ""])
    before = ". The answer below is for the entries before." if has_answer else ", then the answer comes."
    return f"**{counted(len(mend), 'thing')} to mend**{where}{before}"


def _sections(question: Question, plan: PlanView, entered: dict) -> None:
    """Everything under the headline. A section is one element: Streamlit draws each again at every change."""
    st.html(_examples(entered) + (key_dates(plan, plan.best) if plan.best.is_open else "") + _compared(plan))
    route = _picture(question, plan) if plan.best.is_open else None
    left, right = st.columns([2, 3], gap="large")
    ahead = steps(question, route.route) if route else plan.checklist
    left.html(section("Next steps", stops(ahead, plan.on)))
    if route:
        left.download_button("Add these days to my calendar", lambda: plan_ics(plan, route, ahead), "work-authorization.ics",
                             "text/calendar", on_click="ignore")
        right.html(section("Why this date", why_table(route, plan.on, plan.case["school"])))
    about = LINK if state.world() is load_world() else f"{LINK} {LINK_OWN}"
    asked = questions(*_asked_about(plan, route), question.world, plan.on)
    _to_the_host(plan)
    link("timeline", "Your whole stay, to the last day of grace", {
        name: entry for name, entry in state.FORM.in_address(entered).items() if name in OF_A_STAY})
    later = follows(question, route.route) if route else []
    after = section("After you start", after_table(later, plan.on)) if later else ""
    st.html(after + asked + section("Link to this answer", f'<p class="wa wa-small">{about}</p>'))
    st.code(state.link(entered), language=None, wrap_lines=True)


def _asked_about(plan: PlanView, drawn: RouteView | None) -> tuple[str, list[tuple[str, str]]]:
    """The route that the page speaks of, and the others that are for a student of this status."""
    spoken = (drawn or asked_about(plan.routes)).route
    return spoken, [(route.route, route.title) for route in plan.routes
                    if route.route != spoken and all(note.code != "wrong_status" for note in route.reasons)]


def _to_the_host(plan: PlanView) -> None:
    """The job as its host would plan it; nothing of the student goes along."""
    start, end = plan.best.offer_start, plan.best.offer_end
    if start and start > plan.on:
        weeks = -(-((end - start).days + 1) // 7) if end else ""
        link("host", "For your host: when to post such a job", {
            "job_school": plan.school_name, "job_start": start, "job_weeks": weeks,
            "job_hours": f"{plan.case['hours_per_week']:g}"})


def _examples(entered: dict) -> str:
    """The other examples as links."""
    name = examples.named(entered)
    said = "Other examples" if name else "Examples"
    links = [f'<a href="?{EXAMPLE}={other}" target="_self">{title}</a>'
             for other, title in examples.TITLES.items() if other != name]
    return f'<p class="wa wa-small wa-examples">{said}: {", ".join(links)}.</p>'


def _example(entered: dict) -> str:
    """Which example the form holds, empty where it is the reader's own; an old one is planned on its own day, and says so."""
    name = examples.named(entered)
    if not name:
        return ""
    if not state.is_planned_on_its_own_day():
        return f"Example: {examples.TITLES[name]}. Change the entries below to see yours."
    return (f"Example: {examples.TITLES[name]}, as it was on {long_day(entered['on'])}. "
            "Change the entries below to see yours, as of today.")


def _compared(plan: PlanView) -> str:
    """The open routes, best first, and the closed ones with the reason."""
    routes = section("Routes compared", open_routes(plan)) if plan.best.is_open else ""
    closed = closed_table(plan)
    return routes + (f'<h3 class="wa wa-h3">Not open to you</h3>{closed}' if closed else "")


def _picture(question: Question, plan: PlanView) -> RouteView:
    """One route drawn step by step, with its legend and what to know about it."""
    route = chosen_route(plan)
    picture, figure = drawn(question, route.route)
    st.plotly_chart(figure, theme="streamlit", config={"displayModeBar": False}, alt=picture.in_words(),
                    key=f"gantt-{st.context.theme.type}")
    st.html(legend(picture.shown(), ACTORS | KINDS) + notes(route, question.world.schools[plan.case["school"]]))
    return route
