"""The page "Rules and sources": every number the planner counts with, how sure it is, and where that is written."""
from __future__ import annotations

from datetime import date
from pathlib import Path

import streamlit as st

from planner.days import FIRST, LAST, day, to_date
from planner.law import Law
from planner.routes import ALL_ROUTES
from planner.rule_words import figures_in_words, numbers_headline
from planner.rulebook import IF_REVIVED, IN_FORCE, SURE, THROUGH_TIME, Entry, entries, in_force, search, topics
from planner.source_row import csv_of
from planner.transition import REGIME
from planner.ui import state
from planner.ui.fields import Field
from planner.ui.hold import hold
from planner.ui.one_rule import RULE, looked_up, one_rule, say
from planner.ui.postponed import postponed
from planner.ui.rule_tables import numbers_table
from planner.ui.rule_views import disputes, dormant, sureness
from planner.ui.section import section
from planner.ui.today import today
from planner.ui.unread import forget, said_of_the_link
from planner.words import counted, long_day
from planner.world import World

CSS = Path(__file__).with_name("page.css")
NUMBERS, DISPUTES, POSTPONED, DORMANT, SURENESS = VIEWS = (
    "All numbers", "Where sources disagree", "The postponed rule", "Never applied", "How sure, how fresh")
A_PAGE = 40                         # values on a page of the table
FIND, ABOUT, HOW_SURE, DAY, SHOW, VIEW = "find", "about", "sure", "day", "show", "view"       # in the address
PLACE, PATH = "_page", "rules"      # in the session: the page of the table; what belongs to this page
SHOWN = (IN_FORCE, IF_REVIVED, THROUGH_TIME)
ANY_TOPIC, ANY_SURE = "everything", "however sure"
NOTHING = "Nothing here matches all of your choices."


def page() -> None:
    """Draw one rule if the address names one, else the view that is chosen."""
    st.html(CSS)
    world = state.world()
    found = entries(world)
    with st.container(width=1120):
        if said := said_of_the_link(PATH, _fields(found)):
            st.text(said)
        rule = looked_up(found)
        if rule:
            one_rule(rule, found, world)
        else:
            _DRAW[_view()](found, world)


def _fields(found: tuple[Entry, ...]) -> dict[str, Field]:
    """What an address of this page may hold."""
    choices = {VIEW: VIEWS, ABOUT: _topics(found), HOW_SURE: (ANY_SURE, *SURE), SHOW: SHOWN}
    fields = [Field(name, "", "choice", "", options=tuple((words, words) for words in known)) for name, known in choices.items()]
    fields += [Field(DAY, "", "day", ""), Field(FIND, "", "text", ""), Field(RULE, "", "text", "")]
    return {field.name: field for field in fields}


def _view() -> str:
    return st.segmented_control("Show", VIEWS, default=NUMBERS, required=True, key=VIEW, wrap=True, bind="query-params",
                                label_visibility="collapsed")


# ---- all numbers ----------------------------------------------------------------------------------------------------

def _numbers(found: tuple[Entry, ...], world: World) -> None:
    law_ids = set(world.law.rules)
    say(numbers_headline(found, law_ids), f"And other figures: {figures_in_words(found, law_ids)}.")
    some, on = _chosen(found, world.law)
    st.html(section(f"{counted(len(some), 'number')} of {len(found):,}"))
    if not some:
        st.markdown(NOTHING)
        st.button("Show everything again", on_click=_forget)
        return
    _table(some, f"Numbers on {long_day(on)}, with their sources")


def _chosen(found: tuple[Entry, ...], law: Law) -> tuple[list[Entry], date]:
    """The filters, and what they leave."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        words = st.text_input("Find", key=FIND, **BOUND, placeholder="60 days, I-765, 214.2", width=200)
        topic = st.selectbox("About", _topics(found), key=ABOUT, **BOUND, width=250)
        sure = st.selectbox("How sure", [ANY_SURE, *SURE], key=HOW_SURE, **BOUND, width=168)
        on = st.date_input("On the day", None, to_date(FIRST), to_date(LAST), format="YYYY-MM-DD", key=DAY, **BOUND,
                           help="Empty: today. Numbers that have changed show the value of that day.", width=136) or today()
        when = st.selectbox("Show what is", SHOWN, key=SHOW, **BOUND, width=264)
    asked = _routes().get(topic) or ("" if topic == ANY_TOPIC else topic)
    some = search(found, words, asked, "" if sure == ANY_SURE else sure)
    read = law.under(REGIME) if when == IF_REVIVED else law
    return [entry for entry in some if when == THROUGH_TIME or in_force(entry.row, read, day(on))], on


def _first_page() -> None:
    st.session_state[PLACE] = 1
    forget(PATH)


BOUND = dict(bind="query-params", on_change=_first_page)


def _topics(found: tuple[Entry, ...]) -> list[str]:
    return [ANY_TOPIC, *_routes(), *topics(found)]


def _routes() -> dict[str, str]:
    """What a reader calls a route, and its name."""
    return {f"all for {route.title}": name for name, route in ALL_ROUTES.items()}


def _forget() -> None:
    for key, entry in ((FIND, ""), (ABOUT, ANY_TOPIC), (HOW_SURE, ANY_SURE), (DAY, None), (SHOW, IN_FORCE)):
        st.session_state[key] = entry


def _table(some: list[Entry], caption: str) -> None:
    pages = -(-len(some) // A_PAGE)
    place = min(st.session_state.get(PLACE, 1), pages)
    st.html(numbers_table(some[A_PAGE * (place - 1):A_PAGE * place], caption))
    with st.container(horizontal=True, vertical_alignment="center"):
        if pages > 1:
            hold(PLACE, place)
            st.pagination(pages, key=PLACE)
        st.download_button("Download these as CSV", lambda: csv_of([entry.row for entry in some]), "sources.csv", "text/csv")


_DRAW = {NUMBERS: _numbers, DISPUTES: disputes, POSTPONED: postponed, DORMANT: dormant, SURENESS: sureness}
