"""The page "Calendars": a school's academic year at a glance, two schools compared, a calendar imported, a school added."""
from __future__ import annotations

from datetime import date
from html import escape
from pathlib import Path

import streamlit as st

from planner.schools import GENERIC, School
from planner.ui import state
from planner.ui.bring import bring
from planner.ui.drawn_year import draw
from planner.ui.marks import legend
from planner.ui.office import office_facts
from planner.ui.own_school import own_school
from planner.ui.today import today
from planner.ui.year_tables import around, compare_table, year_table
from planner.world import load_world
from planner.year import SHAPES, Year, named, shown, year_of, year_picture, years_of
from planner.year_words import because, differ, headline

CSS = Path(__file__).with_name("page.css")
RULE = '<hr class="wa wa-rule">'
FIRST = "binghamton"
NOBODY = ""
SCHOOL, YEAR, OTHER = "school", "year", "with"          # in the address
KEYS = {SCHOOL: "_calendar_school", YEAR: "_calendar_year", OTHER: "_calendar_with"}
YEARS_AROUND = 2                    # academic years before and after this one that can be chosen, beside the published ones


def page() -> None:
    """Draw the page for the school, the year and the comparison in the address."""
    st.html(CSS)
    on, schools = today(), state.world().schools
    with st.container(width=1120):
        school, year, other = _bar(schools, on)
        shown_year = Year(school, year)
        compared = Year(other, year) if other else None
        _headline(shown_year, compared)
        _pictures(shown_year, compared, on)
        _tables(shown_year, compared)
        bring(school, on)
        own_school(on)


def _bar(schools: dict[str, School], on: date) -> tuple[School, int, School | None]:
    """The three choices; the address leads."""
    slugs = sorted((slug for slug in schools if slug != GENERIC), key=lambda slug: (not schools[slug].terms, schools[slug].name))
    asked = st.query_params.to_dict()
    slug = asked.get(SCHOOL) if asked.get(SCHOOL) in slugs else _students(schools)
    others = [NOBODY, *(one for one in slugs if one != slug)]
    other = asked.get(OTHER) if asked.get(OTHER) in others else NOBODY
    years = _years([schools[one] for one in (slug, other) if one], on)
    year = next((year for year in years if str(year) == asked.get(YEAR)), year_of(on))
    for param, value in ((SCHOOL, slug), (YEAR, year), (OTHER, other)):
        st.session_state[KEYS[param]] = value

    def name(one: str) -> str:
        return "no other school" if one == NOBODY else schools[one].name + ("" if schools[one].terms else " (no calendar)")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox("School", slugs, format_func=name, key=KEYS[SCHOOL], on_change=_into_address, width=300)
        st.selectbox("Academic year", years, format_func=named, key=KEYS[YEAR], on_change=_into_address, width=136)
        st.selectbox("Compare with", others, format_func=name, key=KEYS[OTHER], on_change=_into_address, width=300)
    return schools[slug], year, schools.get(other)


def _students(schools: dict[str, School]) -> str:
    """The school of the student's page, where it is one with an office of its own."""
    name = st.session_state.get(state.ADDRESS, {}).get("school")
    return next((slug for slug, school in schools.items() if school.name == name and slug != GENERIC), FIRST)


def _years(schools: list[School], on: date) -> list[int]:
    now = year_of(on)
    near = set(range(now - YEARS_AROUND, now + YEARS_AROUND + 2))
    return sorted(near | {year for school in schools for year in years_of(school) if _is_known(Year(school, year))})


def _is_known(year: Year) -> bool:
    return any(term.term.status != "projected" for term in year.terms)


def _into_address() -> None:
    chosen = {param: str(st.session_state[key]) for param, key in KEYS.items()}
    if chosen[YEAR] == str(year_of(today())):
        del chosen[YEAR]
    st.query_params.from_dict({param: value for param, value in chosen.items() if value})


def _headline(year: Year, other: Year | None) -> None:
    with st.container(width=760):
        st.title(differ(year, other) if other else headline(year), anchor=False)
        told = [escape(text) for text in ((headline(year), headline(other)) if other else (because(year),))]
        st.html('<div class="wa">' + "".join(f'<p class="wa-said">{text}</p>' for text in told) + "</div>")
        for one in (year, other):
            if one and state.world().schools[one.school.slug] is not load_world().schools.get(one.school.slug):
                _kept(one.school)


def _kept(school: School) -> None:
    st.html(f'<div class="wa"><p class="wa-note">{escape(school.name)}: what you imported or entered is used on every page '
            "until you close or reload this one. The server keeps nothing.</p></div>")
    if st.button("Use the planner's own data again", key=f"_drop_{school.slug}"):
        schools = {slug: one for slug, one in state.world().schools.items() if slug != school.slug}
        own = load_world().schools.get(school.slug)
        state.keep_schools(schools | ({school.slug: own} if own else {}))
        st.rerun()


def _pictures(year: Year, other: Year | None, on: date) -> None:
    kinds = []
    st.html(RULE)
    st.header(f"The year {year.name} at a glance", anchor=False)
    for one in filter(None, (year, other)):
        picture = year_picture(one, on)
        if other:
            st.subheader(one.school.name, anchor=False)
        draw(one, on, "year")
        kinds += [kind for kind in shown(picture) if kind not in kinds]
    st.html(legend([kind for kind in SHAPES if kind in kinds], SHAPES))


def _tables(year: Year, other: Year | None) -> None:
    st.html(RULE)
    if other:
        st.header("Side by side", anchor=False)
        st.html(compare_table(year, other))
    for one in filter(None, (year, other)):
        if one.terms or one.closed:
            st.header(f"Dates of {one.school.name}" if other else "Dates", anchor=False)
            st.html(year_table(one) + around(one))
    for one in filter(None, (year, other)):
        st.header(f"{one.school.name}: what its office says" if other else f"What {one.school.office} says", anchor=False)
        st.html(office_facts(one.school))
