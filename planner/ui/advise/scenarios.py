"""Scenarios on the page: named what-ifs, changed by sliders, taken from files and handed back as files."""
from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from planner.cells import shown
from planner.days import FIRST, LAST, to_date
from planner.errors import BadInput
from planner.scenario_edit import OFFICE, agency_takes, at_schools, office_takes, planned_on, renamed, terms_move, under_regime
from planner.scenario_words import regime_in_words, regimes, title, what_if_toml
from planner.toml_file import text_of
from planner.ui.advise.desk import Desk
from planner.ui.bring import complain
from planner.ui.hold import hold
from planner.what_if import WhatIf, what_if_in
from planner.words import long_day

SPECS, CHOSEN, SCHOOLS = "_scenarios", "_scenario", "_scenario_schools"         # in the session
ROUND, ERROR = "_scenario_round", "_scenario_error"
AS_PLANNED = -1
MOST = 6                            # scenarios side by side
LONGEST_NAME, SHORT = 60, 38        # characters of a name, and of it on the switch, which a phone can hold
SLOWER_OFFICE, SLOWER_AGENCY = 5, 60        # business days and days that the first scenarios add
IN_FORCE = "as in force today"


def specs(desk: Desk) -> list[WhatIf]:
    """The scenarios of the session; at first a slower office, a slower agency and the postponed rule."""
    kept = st.session_state.get(SPECS)
    if kept is None:
        cpt, standard = desk.school.lead_time["cpt"].n, desk.world.processing.figure("i765_standard").n
        kept = [office_takes(WhatIf(), cpt + SLOWER_OFFICE, OFFICE, desk.load.cases.schools, desk.world),
                agency_takes(WhatIf(), "i765_standard", standard + SLOWER_AGENCY, desk.world),
                *(under_regime(WhatIf(), regime) for regime in regimes(desk.world.law))]
        st.session_state[SPECS], st.session_state[CHOSEN] = kept, 0
    elif st.session_state[SCHOOLS] != desk.load.cases.schools:                  # another caseload has come
        kept = st.session_state[SPECS] = [at_schools(spec, desk.load.cases.schools) for spec in kept]
    st.session_state[SCHOOLS] = desk.load.cases.schools
    return kept


def chosen(desk: Desk) -> WhatIf | None:
    """The scenario that the page speaks of; None: as planned."""
    kept, place = specs(desk), st.session_state.get(CHOSEN, AS_PLANNED)
    return kept[place] if place is not None and 0 <= place < len(kept) else None


def scenario_bar(desk: Desk) -> None:
    """The switch between the scenarios, and what can be changed about the one that is on."""
    kept = specs(desk)
    hold(CHOSEN, min(st.session_state.get(CHOSEN, 0), len(kept) - 1))
    st.segmented_control("Scenario", range(AS_PLANNED, len(kept)), required=True, key=CHOSEN, wrap=True, persist_state="session",
                         format_func=lambda place: "As planned" if place == AS_PLANNED else shown(kept[place].title, SHORT))
    spec = chosen(desk)
    if spec:
        _sliders(desk, spec)
    _files(desk, spec)


def _sliders(desk: Desk, spec: WhatIf) -> None:
    """The numbers that matter most; the rest behind a button."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _slider("CPT, business days", _lead(desk, spec, "cpt"), 60, lambda n: lambda s: _office(desk, s, n, ["cpt"]))
        _slider("OPT and STEM I-20, business days", _lead(desk, spec, "opt"), 60,
                lambda n: lambda s: _office(desk, s, n, ["opt", "stem"]))
        _slider("USCIS standard, days", _agency(desk, spec, "i765_standard"), 365,
                lambda n: lambda s: agency_takes(s, "i765_standard", n, desk.world))
        _slider("Card in the mail, days", _agency(desk, spec, "card"), 60,
                lambda n: lambda s: agency_takes(s, "card", n, desk.world))
        with st.popover("More to change"):
            _more(desk, spec)


def _slider(label: str, value: int, high: int, edit: Callable) -> None:
    """A slider that shows what the scenario says and tells it what it was moved to."""
    key = f"_slider_{label}"
    hold(key, value)
    st.slider(label, 0, max(high, value), key=key, width=250, on_change=lambda: _edit(edit(st.session_state[key])))


def _edit(change: Callable[[WhatIf], WhatIf]) -> None:
    """Change the scenario that is on."""
    kept, place = st.session_state[SPECS], st.session_state[CHOSEN]
    st.session_state[SPECS] = [change(spec) if n == place else spec for n, spec in enumerate(kept)]


def _more(desk: Desk, spec: WhatIf) -> None:
    """Academic Training, premium processing, terms, another day, the rules, the name."""
    _slider("Academic Training, business days", _lead(desk, spec, "at"), 60, lambda n: lambda s: _office(desk, s, n, ["at"]))
    _slider("Premium processing, business days", _agency(desk, spec, "i765_premium"), 120,
            lambda n: lambda s: agency_takes(s, "i765_premium", n, desk.world))
    shift = next((times.terms_shift_days for times in spec.schools.values() if times.terms_shift_days), 0)
    _entry("_terms_shift", shift, lambda n: lambda s: terms_move(s, n or 0, desk.day, desk.load.cases.schools),
           lambda key, change: st.number_input("Terms to come start later by, days", -60, 60, step=1, key=key, on_change=change))
    _entry("_planned_on", spec.on, lambda when: lambda s: planned_on(s, when),
           lambda key, change: st.date_input("Another status date", None, to_date(FIRST), to_date(LAST), format="YYYY-MM-DD",
                                             key=key, on_change=change))
    known = ["", *regimes(desk.world.law)]
    known += [spec.regime] if spec.regime and spec.regime not in known else []
    _entry("_regime", spec.regime or "", lambda regime: lambda s: under_regime(s, regime or None),
           lambda key, change: st.selectbox("Rules", known, key=key, on_change=change,
                                            format_func=lambda one: f"as if {regime_in_words(one)}" if one else IN_FORCE))
    _entry("_name", "" if spec.title == title(spec) else spec.title, lambda name: lambda s: renamed(s, name),
           lambda key, change: st.text_input("A name of your own", max_chars=LONGEST_NAME, key=key, on_change=change))


def _entry(key: str, value: object, edit: Callable, draw: Callable) -> None:
    hold(key, value)
    draw(key, lambda: _edit(edit(st.session_state[key])))


def _lead(desk: Desk, spec: WhatIf, key: str) -> int:
    """The lead time of the office under the scenario, in the school's own unit."""
    return desk.scenario(spec).world.schools[desk.school.slug].lead_time[key].n


def _agency(desk: Desk, spec: WhatIf, name: str) -> int:
    return desk.scenario(spec).world.processing.figure(name).n


def _office(desk: Desk, spec: WhatIf, n: int, keys: list[str]) -> WhatIf:
    return office_takes(spec, n, keys, desk.load.cases.schools, desk.world)


def _files(desk: Desk, spec: WhatIf | None) -> None:
    """Add, remove, save, and take from a file."""
    kept = specs(desk)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if len(kept) < MOST:
            st.button("Add a scenario", on_click=_add, args=(WhatIf(title=title(WhatIf())),))
        if spec:
            st.button("Remove this one", on_click=_remove)
            st.download_button("Save it as a file", lambda: what_if_toml(spec), "what_if.toml", "application/toml",
                               on_click="ignore")
        if len(kept) < MOST:
            with st.popover("Open a file"):
                key = f"_scenario_file_{st.session_state.get(ROUND, 0)}"
                st.file_uploader("Scenario (.toml)", ["toml"], key=key, max_upload_size=1, on_change=_from_file, args=(key, desk))
    if st.session_state.get(ERROR):
        complain([st.session_state[ERROR]])
    if spec and spec.on and spec.on < desk.day:
        st.caption(f"Planned on {long_day(spec.on)}: students with a fact dated after it are left out of this scenario.")


def _add(spec: WhatIf) -> None:
    st.session_state[SPECS] = [*st.session_state[SPECS], spec]
    st.session_state[CHOSEN] = len(st.session_state[SPECS]) - 1
    st.session_state.pop(ERROR, None)


def _remove() -> None:
    place = st.session_state[CHOSEN]
    st.session_state[SPECS] = [spec for n, spec in enumerate(st.session_state[SPECS]) if n != place]
    st.session_state[CHOSEN] = min(place, len(st.session_state[SPECS]) - 1)


def _from_file(key: str, desk: Desk) -> None:
    file = st.session_state[key]
    if file is None:
        return
    try:
        _add(what_if_in(text_of(file.getvalue(), file.name), file.name, desk.world))
    except BadInput as error:
        st.session_state[ERROR] = error
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
