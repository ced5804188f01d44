"""Which of several things is drawn: the best one, until the reader picks another."""
from __future__ import annotations

import streamlit as st

from planner.ui.section import section
from planner.views import PlanView, RouteView

ROUTE = "route"                     # in the address, while another than the best is drawn
PICKED = "_picked_"                 # in the session, before the key of a switch: the reader has picked


def chosen_route(plan: PlanView) -> RouteView:
    """Heading and switch of the picture; returns the route to draw."""
    routes = {route.title: route for route in plan.routes if route.is_open}
    heading = st.empty()
    title = switch(ROUTE, "Route to draw", list(routes), plan.best.title)
    heading.html(section(f"{title}, step by step"))
    return routes[title]


def switch(key: str, label: str, titles: list[str], best: str) -> str:
    """A row of buttons bound to the address under `key`; returns the title to draw."""
    _keep_or_follow(key, titles, best)
    if len(titles) == 1:
        return best
    return st.segmented_control(label, titles, default=best, required=True, key=key, wrap=True, label_visibility="collapsed",
                                bind="query-params", on_change=_pick, args=(key,))


def _pick(key: str) -> None:
    st.session_state[PICKED + key] = True


def _keep_or_follow(key: str, titles: list[str], best: str) -> None:
    """What was picked stays while it is there; else the switch follows the best one."""
    picked = PICKED + key
    if picked not in st.session_state:
        st.session_state[picked] = st.query_params.get(key) in titles
        return
    if st.session_state.get(key) not in titles:
        st.session_state[picked] = False
    if not st.session_state[picked] and st.session_state.get(key) != best:
        st.session_state[key] = best
