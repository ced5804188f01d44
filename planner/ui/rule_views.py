"""Three views of the page "Rules and sources": where sources disagree, what is never applied, how sure and how fresh it is."""
from __future__ import annotations

from html import escape

import streamlit as st

from planner.disagreements import load_disagreements
from planner.rulebook import SURE, Entry, never_applied, search, topics
from planner.ui.one_rule import say
from planner.ui.rule_tables import disagreements_html, numbers_table, topics_table
from planner.ui.section import section
from planner.ui.today import today
from planner.words import counted, long_day
from planner.world import World


def disputes(found: tuple[Entry, ...], world: World) -> None:
    """Who says what, which reading we take, and why."""
    known = load_disagreements()
    say(f"Sources disagree on {counted(len(known), 'point')}; for each we say who says what, which reading we take, and why.",
        "We take the text of the law where it decides, else the reading that promises a student less.")
    st.html(disagreements_html(known))


def dormant(found: tuple[Entry, ...], world: World) -> None:
    """What no plan uses unless its rules are asked for."""
    some = never_applied(world)
    say(f"{counted(len(some), 'value')} are postponed, proposed or contested: shown here, and in no plan unless you ask for them.",
        "The student's page can plan as if the postponed rule held: “Rules”, under “More about me”.")
    for status in dict.fromkeys(entry.row.status for entry in some):
        these = [entry for entry in some if entry.row.status == status]
        st.html(section(status.capitalize(), numbers_table(these, f"{status.capitalize()}: values that no plan uses")))


def sureness(found: tuple[Entry, ...], world: World) -> None:
    """How many values are how sure, how old the oldest check is, and all that nobody has verified."""
    unsure = search(found, sure=SURE[-1])
    of_law = [entry for entry in unsure if entry.row.id in world.law.rules]
    oldest = min(entry.row.checked for entry in found)
    ago = counted((today() - oldest).days, "day")
    say(f"{counted(len(of_law), 'value')} of law are not verified: ask your office before you rely on one.",
        f"The oldest check of any number was on {long_day(oldest)}, {ago} ago. “Read”: where it is written; “second-hand”: on "
        "another page.")
    st.html(section("By topic", topics_table(found)))
    st.html(section("Law that nobody here has verified", numbers_table(of_law, "Values of law that are not verified")))
    offices = topics(entry for entry in unsure if entry.row.id not in world.law.rules)
    if offices:
        st.html(section("And not of law"))
        st.markdown("\n".join(f"- {escape(topic)}: {_left(unsure, topic)}" for topic in offices))


def _left(unsure: list[Entry], topic: str) -> str:
    return counted(sum(entry.topic == topic for entry in unsure), "figure") + " not verified"
