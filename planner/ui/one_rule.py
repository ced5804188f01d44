"""One rule on the page "Rules and sources": looked up by its words or linked to by its name, with everything known about it."""
from __future__ import annotations

from datetime import date

import streamlit as st

from planner.cells import did_you_mean, shown
from planner.days import day
from planner.disagreements import about
from planner.rule_words import picked_by, rule_headline
from planner.rulebook import Entry, in_force
from planner.ui.rule_tables import disagreements_html, facts, history_table
from planner.ui.section import section
from planner.ui.today import today
from planner.world import World

RULE = "rule"                       # in the address
LOOKED_UP = "_rule"                 # in the session


def say(title: str, *because: str) -> None:
    """The headline of a view and what stands under it."""
    with st.container(width=760):
        st.title(title, anchor=False)
        for text in because:
            st.markdown(text)


def looked_up(found: tuple[Entry, ...]) -> str | None:
    """The rule asked for by its name. The address leads, so that a rule can be linked to."""
    titles = {entry.row.id: f"{entry.row.id}: {entry.title}" for entry in found}
    asked = st.query_params.get(RULE)
    st.session_state[LOOKED_UP] = asked if asked in titles else None
    if asked and asked not in titles:
        st.text(f'The link asks for the rule "{shown(asked)}", which does not exist{did_you_mean(asked, titles)}')
    return st.selectbox("Look up one rule or figure", list(titles), format_func=titles.get, key=LOOKED_UP, on_change=_look_up,
                        index=None, placeholder="Type a word of it, such as grace, 765 or unemployment", width=560)


def _look_up() -> None:
    if st.session_state[LOOKED_UP]:
        st.query_params[RULE] = st.session_state[LOOKED_UP]
    else:
        _back()


def _back() -> None:
    st.query_params.pop(RULE, None)


def one_rule(rule: str, found: tuple[Entry, ...], world: World) -> None:
    """A rule: what it says today, its values through time, and where sources disagree about it."""
    on = today()
    values = sorted((entry for entry in found if entry.row.id == rule), key=lambda entry: (entry.row.start or date.min))
    used = next((entry for entry in values if in_force(entry.row, world.law, day(on))), None)
    say(rule_headline(used or values[-1], used is not None, on))
    st.html(facts(used or values[-1]))
    if len(values) > 1:
        st.html(section("Through time", _picked(rule, world) + history_table(values, used)))
    disputes = about(rule)
    if disputes:
        st.html(section("Sources disagree", disagreements_html(tuple(disputes))))
    st.html(section("Link to this rule"))
    st.code(f"{(st.context.url or '').split('?')[0]}?{RULE}={rule}", language=None, wrap_lines=True)
    st.button("All rules and figures", on_click=_back)


def _picked(rule: str, world: World) -> str:
    law = world.law.rules.get(rule)
    return f'<p class="wa wa-small">{picked_by(law.keyed_on)}</p>' if law else ""
