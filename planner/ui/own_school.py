"""A school that is not in the list: a small form, the school for the session, and the two files that keep it."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import streamlit as st

from planner.errors import BadInput
from planner.school_file import DATED, KINDS, SchoolFiles, closed_days, numbered, slug_of, term_facts
from planner.ui import state
from planner.ui.bring import complain
from planner.world import load_world

FEDERAL, LISTED = "on federal holidays", "on the days I list"
LEADS = {"cpt": "CPT", "opt": "OPT recommendation", "stem": "STEM recommendation", "sign_off": "Academic sign-off"}
LABELS = {"start": "starts", "add_deadline": "last day to add", "break_start": "break from", "break_end": "break to",
          "last_class": "last class", "finals_end": "exams end"}
FIRST, LAST = date(2018, 1, 1), date(2035, 12, 31)


def own_school(on: date) -> None:
    """The section; the form is behind a switch."""
    st.html('<hr class="wa wa-rule">')
    st.header("Add your own school", anchor=False)
    st.markdown("For this session, or as two files that anyone can put under data/. No code.")
    if not st.toggle("My school is not in the list", key="_own_open"):
        return
    try:
        files = _form(on)
        if files is None:
            return
        school = files.school()
    except BadInput as error:
        complain([_of_the_form(error)])
        return
    complain([one.problem for one in files.findings], "; used all the same")
    with st.container(horizontal=True):
        if st.button("Use this school for the session"):
            state.keep_schools(state.world().schools | {school.slug: school})
            st.query_params.from_dict({"school": school.slug})
            st.rerun()
        st.download_button(f"Save {school.slug}.toml", files.toml, f"{school.slug}.toml", on_click="ignore")
        if files.facts:
            st.download_button(f"Save {school.slug}.csv", files.csv, f"{school.slug}.csv", "text/csv", on_click="ignore")
    st.caption("The first file goes into data/schools/, the second into data/calendars/. What you leave out is the generic figure, "
               "marked “not verified”.")


def _of_the_form(error: BadInput) -> BadInput:
    """The sentence with the name of the field, which is no column here."""
    value = "" if error.value is None else f"“{error.value}” "
    return BadInput(f"{f'“{error.column}”: ' if error.column else ''}{value}{error.remedy}")


def _form(on: date) -> SchoolFiles | None:
    """What is entered; None while there is no name. BadInput for an entry that cannot stand."""
    with st.container(horizontal=True):
        name = st.text_input("Name", max_chars=80, key="_own_name", width=300).strip()
        office = st.text_input("Office", "the international office", max_chars=80, key="_own_office", width=300).strip()
    with st.container(horizontal=True):
        closed = st.selectbox("The office is closed", [FEDERAL, LISTED], key="_own_closed", width=220)
        days = st.text_area("Closed days besides weekends", key="_own_days", width=380, height=100,
                            help="One a line: 2026-12-24, or 12-24 to 01-01 for every year.")
    st.markdown("**How many business days the office takes.** Empty: the generic figure.")
    with st.container(horizontal=True):
        leads = {key: st.number_input(label, 0, 250, None, key=f"_own_{key}", width=168) for key, label in LEADS.items()}
    aligned = st.checkbox("CPT is authorized inside one term", key="_own_aligned")
    st.markdown("**Terms.** Empty: no such term, or not known.")
    dates = {season: _term(season) for season in KINDS}
    source = st.text_input("Where is that written?", max_chars=200, key="_own_source", width=468,
                           help="The address of the office's page or of the registrar's calendar.").strip()
    if not name:
        st.caption("Give the school a name, then it can be used.")
        return None
    return _files(_Entered(name, office, closed, days, leads, aligned, dates, source), on)


def _term(season: str) -> dict[str, date | None]:
    with st.container(horizontal=True, gap="small"):
        return {event: st.date_input(f"{season} {LABELS[event]}", None, FIRST, LAST, format="YYYY-MM-DD",
                                     key=f"_own_{season}_{event}", width=168) for event in DATED}


@dataclass(frozen=True)
class _Entered:
    """What stands in the form, as it stands there."""
    name: str
    office: str
    closed: str
    days: str
    leads: dict[str, float | None]
    aligned: bool
    dates: dict[str, dict[str, date | None]]
    source: str

    @property
    def business_days(self) -> dict[str, dict[str, int]]:
        return {key: {"business_days": int(n)} for key, n in self.leads.items() if n is not None}

    @property
    def needs_a_source(self) -> bool:
        dated = any(when for term in self.dates.values() for when in term.values())
        return bool(self.business_days) or dated or self.aligned


def _files(entered: _Entered, on: date) -> SchoolFiles:
    slug = _slug(entered.name)
    if entered.needs_a_source and len(entered.source) < 5:
        raise BadInput("is missing; say where the figures and dates are from, for example the office's page",
                       column="Where is that written?")
    facts = [fact for season, term in entered.dates.items() for fact in term_facts(season, term, entered.source, on)]
    return SchoolFiles(slug, _data(entered, on), numbered(facts))


def _slug(name: str) -> str:
    """The name of the files; BadInput for one that is none, or that another school has."""
    slug = slug_of(name)
    taken = {one.name for one in state.world().schools.values() if one.slug != slug}
    if not slug or slug in load_world().schools or name in taken:
        raise BadInput("cannot be used: write it in Latin letters" if not slug else "is in the list already; choose it above",
                       column="Name", value=name)
    return slug


def _data(entered: _Entered, on: date) -> dict[str, object]:
    """What the school's file would hold."""
    listed, spans = closed_days(entered.days)
    said = {"source": entered.source, "checked": on, "verified": True}
    closed = "federal holidays" if entered.closed == FEDERAL else "own list"
    data = {"name": entered.name, "office": entered.office or "the international office", "closed": closed, "closures": listed,
            "closed_each_year": spans}
    data |= {"lead_time": entered.business_days, "lead_time_source": said} if entered.business_days else {}
    return data | ({"calendar": {"cpt_in_term": entered.aligned, **said}} if entered.aligned else {})
