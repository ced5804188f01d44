"""A registrar's file on the page: what it says, how each event is read, what is wrong, what it changes; then kept or saved."""
from __future__ import annotations

import csv
import io
from datetime import date
from functools import lru_cache
from html import escape
from pathlib import Path

import streamlit as st

from planner.calendar_check import UNUSED
from planner.calendar_effect import Effect, Move, effect, with_calendar
from planner.calendar_import import MEANINGS, NOT_USED, WHOLE_BREAK, Imported, Meaning, calendar_in, meanings, with_meanings
from planner.calendar_text import calendar_csv, closed_in_words, moved_in_words
from planner.cells import shown
from planner.days import day, to_date
from planner.errors import BadInput
from planner.read_caseload import open_caseload
from planner.routes import ALL_ROUTES
from planner.schools import School
from planner.term_facts import Fact
from planner.terms import Term
from planner.ui import state
from planner.ui.drawn_year import draw
from planner.ui.tables import table
from planner.words import counted, listed, long_day
from planner.world import World
from planner.year import Year, year_of

EXAMPLE = Path(__file__).parents[2] / "data" / "examples" / "caseload.csv"
LARGEST = 2, 5                      # megabytes of a calendar, of a caseload
MOST_SHOWN = 20                     # cases that move, in the table
ROUND = "_import_round"             # in the session: a new number empties the field
EXAMPLES, OWN = "The example caseload", "My own file"
WORDS = {NOT_USED: "not used", WHOLE_BREAK: "break, these days", "start": "term starts", "last_class": "last day of classes",
         "add_deadline": "last day to add", "finals_start": "exams start", "finals_end": "exams end, term ends",
         "break_start": "break starts", "break_end": "break ends", "closure": "offices closed", "conferral": "degrees conferred"}
HINT = ("The file that a registrar's page offers to add to a calendar (.ics), or a table (.csv) with columns such as "
        "“summary, start date, end date”. It is read, shown and forgotten: nothing is kept on the server.")


def bring(school: School, on: date) -> None:
    """The section for one school."""
    st.html('<hr class="wa wa-rule">')
    st.header("Import a registrar's calendar", anchor=False)
    with st.container(width=760):
        st.markdown(HINT)
        file = st.file_uploader(f"Calendar of {shown(school.name, 60)}", ["ics", "csv", "txt"], max_upload_size=LARGEST[0],
                                key=f"_import_{school.slug}_{st.session_state.get(ROUND, 0)}")
    if file is None:
        return
    try:
        _imported(file.getvalue(), file.name, school, on)
    except BadInput as error:
        complain([error, *error.others])


def _imported(data: bytes, name: str, school: School, on: date) -> None:
    """What a file says and what it would change; BadInput where nothing of it can be used."""
    imported = _as_corrected(calendar_in(data, name, on, settle=True), name, on)
    _preview(imported, school)
    if not imported.usable:
        raise BadInput("gives no calendar that can be used; correct what is listed above, or how its events are read", file=name)
    text = calendar_csv(school, imported.facts)
    world = after(state.world(), school.slug, tuple(imported.facts))
    _picture(world.schools[school.slug], imported, on)
    _keep(world, school, text)
    _what_moves(world, school, on)


@lru_cache(16)
def after(base: World, slug: str, facts: tuple[Fact, ...]) -> World:
    """The world with a school's new facts; the same world for the same facts, so that answers are kept."""
    return with_calendar(base, slug, list(facts))


def complain(problems: list[BadInput], why: str = "") -> None:
    """Sentences in ink with a cross and red words; they hold a stranger's text, so they are no markdown."""
    cross = '<i class="wm wm-no" aria-hidden="true"></i>'
    lines = "".join(f"<li>{cross} <span>{escape(str(one))}{why}.</span></li>" for one in problems)
    if lines:
        st.html(f'<ul class="wa wa-bad" role="alert">{lines}</ul>')


# How each event is read

def _as_corrected(imported: Imported, name: str, on: date) -> Imported:
    """The file as the reader has corrected it in the table; unchanged where nothing was."""
    found = meanings(imported)
    st.subheader("How each event is read", anchor=False)
    st.caption(f"{counted(len(found) - len(imported.not_understood), 'date')} understood, "
               f"{counted(len(imported.not_understood), 'event')} not used. Change “Means” or “Term” where the planner is wrong."
               + (f" {imported.says}." if imported.says else ""))
    rows = [{"Event": one.event.summary, "Day": one.event.first, "Means": WORDS[one.means], "Term": one.term} for one in found]
    column = st.column_config
    edited = st.data_editor(
        rows, hide_index=True, width="stretch", key=f"_map_{name}_{len(rows)}_{st.session_state.get(ROUND, 0)}",
        height=min(38 + 35 * len(rows), 400), disabled=["Event", "Day"],
        column_config={"Event": column.TextColumn(width="medium"), "Day": column.DateColumn(format="ddd D MMM YYYY", width=130),
                       "Means": column.SelectboxColumn(options=[WORDS[one] for one in MEANINGS], required=True, width=160),
                       "Term": column.TextColumn(max_chars=60, width=130)})
    by_words = {words: means for means, words in WORDS.items()}
    said = [Meaning(one.event, by_words[row["Means"]], row["Term"] or "") for one, row in zip(found, edited, strict=True)]
    return imported if said == found else with_meanings(imported, said, name, on)


# What it says

def _preview(imported: Imported, school: School) -> None:
    st.subheader(f"{counted(len(imported.terms), 'term')} in the file", anchor=False)
    before = {term.name: term for term in school.terms.terms}
    rows = "".join(_row(term, before.get(term.name)) for term in imported.terms)
    if rows:
        caption = "The terms of the file beside what the planner knew"
        st.html(table(caption, ("Term", "Starts", "Add courses by", "Ends"), rows, "why"))
    if closed := closed_in_words(imported):
        st.html(f'<p class="wa wa-small">{closed}.</p>')
    complain([*imported.problems, *(one.problem for one in imported.findings if one.stops)])
    others = [one.problem for one in imported.findings if not one.stops]
    complain([one for one in others if one.remedy.endswith(UNUSED)])
    complain([one for one in others if not one.remedy.endswith(UNUSED)], "; used all the same")


def _row(term: Term, before: Term | None) -> str:
    days = "".join(f"<td>{_cell(when)}</td>" for when in (term.start, term.add_deadline, term.end))
    breaks = [f"{long_day(to_date(first), False)} to {long_day(to_date(last), False)}" for first, last in term.breaks]
    said = f"Break {listed(breaks)}. " if breaks else ""
    return (f'<tr class="first"><th scope="row">{escape(term.name)}</th>{days}</tr>'
            f'<tr><td colspan="4">{said}<b>{_against(term, before)}</b></td></tr>')


def _cell(when: int | None) -> str:
    return "not in the file" if when is None else f"{long_day(to_date(when), False)}<br>{to_date(when).year}"


def _against(term: Term, before: Term | None) -> str:
    """How the file differs from what was known."""
    if before is None:
        return "New: the planner knew no such term."
    known = f"{before.status}, plus or minus {counted(before.band, 'day')}" if before.band else before.status
    shifts = [f"{what} {counted(abs(n), 'day')} {'later' if n > 0 else 'earlier'}" for what, n in
              (("starts", term.start - before.start), ("ends", term.end - before.end)) if n]
    return f"So far {known}: the file {listed(shifts) if shifts else 'starts and ends on the same days'}."


# What it changes

def _picture(school: School, imported: Imported, on: date) -> None:
    terms = [term for term in imported.terms if term.kind == "main"] or imported.terms
    year = Year(school, year_of(to_date(terms[0].start)))
    st.subheader(f"{year.name} with this file", anchor=False)
    draw(year, on, "import")


def _keep(changed: World, school: School, text: str) -> None:
    with st.container(horizontal=True):
        if st.button("Keep for this session"):
            state.keep(changed)
            st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
            st.rerun()
        st.download_button(f"Save as {school.slug}.csv", text, f"{school.slug}.csv", "text/csv", on_click="ignore")
    st.caption(f"Kept for the session, every page uses it until you close or reload this one. The saved file goes into "
               f"data/calendars/{school.slug}.csv of a planner of your own.")


def _what_moves(changed: World, school: School, on: date) -> None:
    st.subheader("What it changes", anchor=False)
    chosen = st.segmented_control("Cases", [EXAMPLES, OWN], default=EXAMPLES, required=True, key="_moves_of")
    if chosen == EXAMPLES:
        st.caption(f"The example cases, as if all were students of {shown(school.name, 60)}, planned on {long_day(on)}.")
        data, name = _of_school(school.slug), EXAMPLE.name
    else:
        with st.container(width=760):
            file = st.file_uploader("Caseload (.csv)", ["csv"], max_upload_size=LARGEST[1], key="_moves_cases")
        if file is None:
            st.caption("Its columns are those of data/examples/caseload.csv. It is read in memory and forgotten.")
            return
        data, name = file.getvalue(), file.name
    try:
        found = moved(data, name, on, state.world(), changed)
    except BadInput as error:
        complain([error])
        return
    beyond = len(found.bad) - MOST_SHOWN
    complain(found.bad[:MOST_SHOWN] + ([BadInput(f"{counted(beyond, 'more row')} cannot be used")] if beyond > 0 else []))
    st.html(_moves_table(found.cases, found.moves))


@lru_cache(2)
def _of_school(slug: str) -> bytes:
    rows = list(csv.DictReader(io.StringIO(EXAMPLE.read_text(encoding="utf-8"))))
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0].keys(), lineterminator="\n")
    writer.writeheader()
    writer.writerows(row | {"school": slug} for row in rows)
    return text.getvalue().encode()


def moved(data: bytes, name: str, on: date, before: World, changed: World) -> Effect:
    """What the file does to a caseload; nothing of it is remembered, for it holds students."""
    load = open_caseload(io.BytesIO(data), name, day(on), before)
    return effect(load, day(on), before, changed)


def _moves_table(cases: int, found: list[Move]) -> str:
    said = f"<b>{moved_in_words(found).rstrip(':.')}</b>, of {counted(cases, 'case')}."
    rows = "".join(f'<tr class="first"><th scope="row">{escape(move.name)}</th><td>{escape(ALL_ROUTES[move.route].title)}</td>'
                   f"<td>{escape(str(move).split(': ', 1)[1])}</td></tr>" for move in found[:MOST_SHOWN])
    more = f"<p>and {counted(len(found) - MOST_SHOWN, 'more move')}.</p>" if len(found) > MOST_SHOWN else ""
    return f'<div class="wa wa-moves"><p>{said}</p>' + (
        table("Cases that move", ("Case", "Route", "What moves"), rows, "closed") + more if found else "") + "</div>"
