"""Which route is drawn: the best one, until the reader picks another."""
from __future__ import annotations

import streamlit as st

from planner.ui.section import section
from planner.views import PlanView, RouteView

ROUTE = "route"                     # in the address, while another than the best is drawn
PICKED = "_route_picked"            # in the session: the reader has picked it


def chosen_route(plan: PlanView) -> RouteView:
    """Heading and switch of the picture; returns the route to draw."""
    routes = {route.title: route for route in plan.routes if route.is_open}
    _keep_or_follow(routes, plan.best.title)
    heading = st.empty()
    title = _switch(list(routes), plan.best.title)
    heading.html(section(f"{title}, step by step"))
    return routes[title]


def _switch(titles: list[str], best: str) -> str:
    if len(titles) == 1:
        return best
    return st.segmented_control("Route to draw", titles, default=best, required=True, key=ROUTE, wrap=True,
                                label_visibility="collapsed", bind="query-params", on_change=_pick)


def _pick() -> None:
    st.session_state[PICKED] = True


def _keep_or_follow(routes: dict[str, RouteView], best: str) -> None:
    """A picked route stays while it is open; else the switch follows the best one."""
    if PICKED not in st.session_state:
        st.session_state[PICKED] = st.query_params.get(ROUTE) in routes
        return
    if st.session_state.get(ROUTE) not in routes:
        st.session_state[PICKED] = False
    if not st.session_state[PICKED] and st.session_state.get(ROUTE) != best:
        st.session_state[ROUTE] = best
