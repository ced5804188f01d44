"""One student of the caseload: the same answer, picture and steps as on the student's own page, without an address."""
from __future__ import annotations

from html import escape

import streamlit as st

from planner.checklist import checklist
from planner.closing_words import closing_says
from planner.gantt import gantt
from planner.plan import make_plan
from planner.row import Row
from planner.timeline import ACTORS, KINDS, picture
from planner.ui.advise.desk import Desk
from planner.ui.key_dates import key_dates
from planner.ui.marks import legend
from planner.ui.notes import notes
from planner.ui.routes import open_routes
from planner.ui.section import section
from planner.ui.steps import stops
from planner.ui.tables import closed_table, why_table
from planner.views import PlanView, RouteView
from planner.words import sentence

SAYS = ("In the words of the student's own page, with the same numbers. It is drawn here and not there, so that nothing of the "
        "student goes into an address.")


def one(desk: Desk, row: int) -> None:
    """The section for one row of the caseload."""
    plan = desk.student(row)
    st.html(section(f"{escape(sentence(desk.name(row)))} in detail", f'<p class="wa wa-small">{escape(_facts(plan))} {SAYS}</p>'))
    with st.container(width=760):
        st.subheader(plan.headline, anchor=False)
        helps = "".join(f"<li>{escape(text)}</li>" for text in plan.helps)
        st.html(f'<div class="wa">{_closing(desk, row)}<p>{escape(plan.because)}</p><ul>{helps}</ul></div>')
    open_ = [route for route in plan.routes if route.is_open]
    if open_:
        st.html(key_dates(plan, plan.best) + section("Routes compared", open_routes(plan)))
    closed = closed_table(plan)
    if closed:
        st.html(f'<h3 class="wa wa-h3">Not open to this student</h3>{closed}')
    route = _picture(desk, plan, open_, row) if open_ else None
    left, right = st.columns([2, 3], gap="large")
    left.html(section("Next steps", stops(_steps(desk, plan, row, route), plan.on)))
    if route:
        right.html(section("Why this date", why_table(route, plan.on, plan.case["school"])))


def _closing(desk: Desk, row: int) -> str:
    """What closes whatever the offer, where it does so soon."""
    queue = desk.queue
    return f"<p><b>{escape(closing_says(queue, row, desk.world))}</b></p>" if queue.pressed[row] else ""


def _facts(plan: PlanView) -> str:
    case = plan.case
    return f"{case['status']}, {case['level']}, {plan.school_name}."


def _picture(desk: Desk, plan: PlanView, routes: list[RouteView], row: int) -> RouteView:
    by_title = {route.title: route for route in routes}
    title, heading = next(iter(by_title)), st.empty()
    if len(by_title) > 1:
        title = st.segmented_control("Route to draw", list(by_title), default=title, required=True, key=f"_one_route_{row}",
                                     wrap=True)
    heading.html(section(f"{title}, step by step"))
    drawn = picture(plan, by_title[title])
    st.plotly_chart(gantt(drawn), theme="streamlit", config={"displayModeBar": False}, alt=drawn.in_words(),
                    key=f"_one_{row}_{st.context.theme.type}")
    st.html(legend(drawn.shown(), ACTORS | KINDS) + notes(by_title[title], desk.world.schools[plan.case["school"]]))
    return by_title[title]


def _steps(desk: Desk, plan: PlanView, row: int, route: RouteView | None):
    """What to do next on the drawn route; of the best one the plan has it already."""
    if route is None or route is plan.best:
        return plan.checklist
    return checklist(Row(make_plan(desk.load.cases[row:row + 1], desk.on, desk.world), 0), route)
