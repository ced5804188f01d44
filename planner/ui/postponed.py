"""The postponed rule of 2026 on the page "Rules and sources": one student's dates, rule by rule, and what has happened to it."""
from __future__ import annotations

from contextlib import suppress
from datetime import date
from html import escape

import streamlit as st

from planner.days import FIRST, LAST, day, to_date
from planner.law import Law
from planner.rule_words import in_words
from planner.rulebook import Entry, changed, story
from planner.transition import REGIME, is_here
from planner.two_regimes import Line, compare, longer_stay, next_classes_by
from planner.ui import examples, state
from planner.ui.rule_link import rule_link
from planner.ui.rule_tables import regimes_table, story_table
from planner.ui.section import section
from planner.ui.tables import table
from planner.words import MINUS, counted, long_day
from planner.world import World

STATUS, STARTS, ENDS, CARD = "_two_status", "_two_starts", "_two_ends", "_two_card"
CASE = {STARTS: "program_start", ENDS: "program_end", CARD: "ead_end"}


def postponed(found: tuple[Entry, ...], world: World) -> None:
    """Draw the view; the dates begin with those of the student's page."""
    pairs, events = changed(world, REGIME), story(world)
    with st.container(width=760):
        st.title(f"The postponed rule would change or add {counted(len(pairs), 'rule')}; it is not in force, and no plan uses it "
                 "unless you ask.", anchor=False)
        st.markdown(next(in_words(event.title) for event in events if event.row.status == "assumption"))
    st.html(section("What it would mean for one student"))
    _one_student(world)
    st.html(section("Rule by rule", regimes_table(pairs)))
    st.html(section("What has happened", story_table(events)))


def _one_student(world: World) -> None:
    st.markdown(_begin())
    with st.container(horizontal=True, vertical_alignment="bottom"):
        status = st.selectbox("Your status", ("F-1", "J-1"), key=STATUS, width=120)
        starts = _day("Your program starts", STARTS)
        ends = _day("Your program ends", ENDS)
        card = _day("Work card ends, if any", CARD)
    if not (starts and ends):
        st.markdown("Enter the days that your program starts and ends.")
    elif ends < starts:
        st.markdown(f":small[:material/close: :red[Your program ends on {ends}, before it starts on {starts}. Move one of them.]]")
    else:
        lines = compare(world.law, status == "F-1", starts, ends, card)
        st.html(_lines(lines) + _about(world.law.under(REGIME), status == "F-1", starts, ends, card))


def _day(label: str, key: str) -> date | None:
    return st.date_input(label, None, to_date(FIRST), to_date(LAST), format="YYYY-MM-DD", key=key, width=176)


def _begin() -> str:
    """Fill in the student's own dates, or those of the example where the form is untouched; says which."""
    case = st.session_state.get(state.ADDRESS) or {}
    example = examples.entries(examples.FIRST)
    own = "program_start" in case or "program_end" in case
    if STARTS not in st.session_state:
        st.session_state[STATUS] = str(case.get("status", example["status"]))[:3]
        for key, name in CASE.items():
            st.session_state[key] = _day_in(case.get(name)) if own else example[name]
    return "Your dates, from “Can I take this offer?”:" if own else "Example dates. Change them to see yours."


def _day_in(written: str | None) -> date | None:
    with suppress(ValueError):
        return date.fromisoformat(written or "")
    return None


def _lines(lines: list[Line]) -> str:
    rows = "".join(_line(line) for line in lines)
    return table("One student's dates, today and if the postponed rule took effect", ("Day", "Today", "If it took effect", "Moves"),
                 rows, "why")


def _line(line: Line) -> str:
    n = line.days_moved
    moved = "" if n == 0 else f"+{n:,}" if n > 0 else f"{MINUS}{-n:,}"
    return (f'<tr class="first"><th scope="row">{escape(line.what)}<br><small>{rule_link(line.rule)}</small></th>'
            f"<td>{_short(line.today)}</td><td>{_short(line.postponed)}</td><td>{moved}</td></tr>")


def _short(when: date) -> str:
    return f"{long_day(when, False)}<br>{when.year}"


def _about(law: Law, is_f1: bool, starts: date, ends: date, card: date | None) -> str:
    """What the dates above do not say: who is meant, and which forms and days come with it."""
    here = bool(is_here(law, day(starts)))
    said = ["Your program had begun by the rule's first day, so you would be in its transition: "
            f"no stay past {long_day(law.number('fixed_period.transition_cap'))}, days to leave aside." if here else
            "Your program begins after the rule's first day, so you would be admitted anew for a fixed time."]
    said += _forms(law, here, starts, ends, card) if is_f1 else ["Academic Training would need Form I-539."]
    return f'<div class="wa">{"".join(f"<p class={chr(34)}wa-note{chr(34)}>{escape(text)}</p>" for text in said)}</div>'


def _forms(law: Law, here: bool, starts: date, ends: date, card: date | None) -> list[str]:
    """Form I-539 on an F-1 student's way, and by when a next program would begin."""
    exempt, classes = long_day(law.number("fixed_period.transition_i539")), next_classes_by(law, ends, card)
    within = counted(law.number("fixed_period.transfer_classes"), "month")
    said = [f"OPT filed for by {exempt} would need no Form I-539; later it would, beside Form I-765." if here else
            "OPT would need Form I-539 beside Form I-765."]
    if not here:
        longer = longer_stay(law, starts, ends, card)
        said.append(f"To stay longer, Form I-539 would have to reach USCIS by {long_day(longer.file_by)}. On-campus, CPT "
                    f"and hardship work would go on meanwhile only if it came by {long_day(longer.file_to_work_by)}, and until "
                    f"{long_day(longer.works_until)} at the latest.")
    return [*said, f"A next program's classes would have to begin within {within} of the program or of OPT: "
                   f"by {long_day(classes)}."]
