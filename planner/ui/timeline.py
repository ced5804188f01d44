"""The page "My timeline": a student's whole stay, from arrival to the last day of grace: what is granted, what is planned."""
from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import cache, lru_cache
from html import escape
from pathlib import Path

import streamlit as st

from planner.charts.timeline_chart import timeline_chart
from planner.days import day
from planner.errors import BadInput
from planner.export.stay_ics import stay_ics
from planner.history import History, HistoryFile, history_of, history_toml
from planner.offers import Together, plan_offers
from planner.stay import Stay, make_stay
from planner.stay_dates import Dated, dates_of, describe
from planner.stay_picture import SHAPES, stay_picture, zooms
from planner.stay_words import because, figures, headline
from planner.ui import entries, sheet, state
from planner.ui.answer import KEPT, Question, to_mend
from planner.ui.entry_form import entry_form
from planner.ui.fields import DONE, FIELD, PLAN, RARE, YOU, Field
from planner.ui.form import Form
from planner.ui.marks import legend
from planner.ui.offers import cited, offers_section
from planner.ui.rule_link import rule_link
from planner.ui.section import section
from planner.ui.student import DISCLAIMER
from planner.ui.tables import table
from planner.ui.today import today
from planner.words import counted, long_day, sentence
from planner.world import World, load_world

CSS = Path(__file__).with_name("page.css")
EXAMPLE = Path(__file__).parents[2] / "data" / "examples" / "histories" / "whole_stay.toml"
PATH = "timeline"
PROGRAM_START = replace(FIELD["program_start"], group="")
OPT_START = replace(FIELD["opt_requested_start"], label="OPT should start on", group="",
                    help="The start you ask for, or plan to ask for, on Form I-765. Empty: the earliest day there can be.")
BAR = (FIELD["status"], FIELD["school"], PROGRAM_START, FIELD["program_end"], OPT_START)
MORE = tuple(FIELD[name] for name in (
    "full_time_since", "academic_year_complete", "stem", "dso_recommended", "i765_filed", "i765_category", "premium", "i907_filed",
    "rfe_received", "rfe_answered", "held", "h1b_filed", "h1b_start", "h1b_valid_from", "h1b_ended", "h1b_change_of_status",
    "on", "regime"))
FORM = sheet.Sheet(PATH, BAR + MORE, frozenset({"on", "regime"}))
LAST_GOOD = "_timeline_good"       # in the session: the last entries that had an answer
LARGEST = 1                         # megabyte of a file
Asked = tuple[Question, entries.Frozen, tuple[tuple[str, object], ...]]


class TimelineForm(Form):
    """The fields of a stay: no offer among them, those stand in the lists."""
    fields = {field.name: field for field in BAR + MORE}
    bar, groups = tuple(field.name for field in BAR), (YOU, DONE, RARE, PLAN)

    def field(self, field: Field, width: int) -> None:
        """A field of the bar that the status does not have is left out."""
        if field.applies_to(self._status):
            super().field(field, width)

    def in_group(self, group: str) -> list[Field]:
        return [field for field in MORE if field.group == group and field.applies_to(self._status)
                and (not field.needs or self.entered.get(field.needs) is not None)]

    def binding(self, field: Field) -> dict:
        return FORM.binding(_own)

    def _group(self, group: str) -> None:
        if self.in_group(group):
            super()._group(group)

    @property
    def _status(self) -> str:
        """The status as entered, once it has been drawn."""
        return str(self.entered.get("status", ""))[:3]


def page() -> None:
    """Draw the page for what the form and the session hold."""
    _begin()
    st.html(CSS)
    with st.container(width=1120):
        form = TimelineForm()
        question = Question.of(form.draw(), today(), state.world())
        mend = to_mend(question)
        form.mend(mend)
        asked = (question, entries.frozen(entries.lists()), tuple(sorted(_extra().items())))
        problem = _problem(asked) if not mend else ""
        if not mend and not problem:
            st.session_state[LAST_GOOD] = asked
        good = st.session_state.get(LAST_GOOD)
        _answer(good, len(mend), problem)
        _history(question, good)


# ---- what the form holds --------------------------------------------------------------------------------------------

def _begin() -> None:
    """On a first visit the student's own case from the first page, else the example."""
    first = sheet.OWN + PATH not in st.session_state
    arriving = first or sheet.LEFT + PATH in st.session_state
    own = st.session_state.get(sheet.ADDRESS, {})
    if first and not st.query_params and own.keys() & {"program_start", "program_end"}:
        st.query_params.from_dict({name: value for name, value in own.items() if name in FORM.names})
    FORM.begin(_example_entries)
    if arriving and FORM.is_own:
        _from_address()
    if not FORM.is_own:
        st.session_state[entries.LISTED], st.session_state[entries.FACTS] = entries.of_history(_example()), {}
    elif first:
        st.session_state.setdefault(entries.LISTED, {})


def _from_address() -> None:
    """Fill the fields from the address: other pages have fields of the same names, whose entries would stay in the way."""
    for field in FORM.fields:
        with suppress(ValueError):
            st.session_state[field.name] = _read(field, st.query_params.get(field.name))


def _read(field: Field, written: str | None) -> object:
    """The entry of a field that an address holds; ValueError where it cannot be one."""
    if written is None:
        return field.default
    if field.kind == "day":
        return date.fromisoformat(written)
    if field.kind == "flag":
        return written.lower() == "true"
    if field.kind == "choice" and written not in dict(field.options) and field.name != "school":
        raise ValueError(written)
    return written


@cache
def _example() -> History:
    return HistoryFile.read(EXAMPLE).history(tuple(load_world().schools))


def _example_entries() -> dict[str, object]:
    return _entries_of(_example()) | {"on": None, "regime": FIELD["regime"].default}


def _entries_of(history: History) -> dict[str, object]:
    """What the form holds for the facts of a history."""
    case = history.case.model_dump()
    case["status"] = {"status": case["status"], "level": case["level"]}
    return {field.name: field.entry_for(case[field.name]) if field.name in case else field.default for field in FORM.fields}


def _own() -> None:
    """The first change of a field takes the example's lists away: they are not the reader's."""
    if not FORM.is_own:
        st.session_state[entries.LISTED] = {}


def _extra() -> dict[str, object]:
    """Facts from a file that no field of the page shows."""
    return st.session_state.get(entries.FACTS, {})


# ---- the answer -----------------------------------------------------------------------------------------------------

@lru_cache(KEPT)
def _history_of(asked: Asked) -> History:
    question, held, extra = asked
    facts = dict(extra) | {name: value for name, value in question.facts if value is not None}
    return history_of(facts, entries.thawed(held), tuple(question.base.schools))


@lru_cache(KEPT)
def _stay(asked: Asked) -> tuple[Stay, tuple[Dated, ...]]:
    question = asked[0]
    stay = make_stay(_history_of(asked), day(question.on), question.world)
    return stay, tuple(dates_of(stay))


@lru_cache(KEPT)
def _drawn(asked: Asked, zoom: str):
    stay, dates = _stay(asked)
    shown = stay_picture(stay, list(dates), zoom)
    return shown, timeline_chart(shown)


def _problem(asked: Asked) -> str:
    """What stands in the way of an answer beyond single fields; empty where nothing does."""
    try:
        _stay(asked)
    except BadInput as error:
        return f"{error.value or error.column or ''} {error.remedy}".strip()
    return ""


@lru_cache(KEPT)
def _together(asked: Asked) -> Together:
    return plan_offers(_stay(asked)[0])


def _answer(good: Asked | None, to_mend_: int, problem: str) -> None:
    with st.container(width=760):
        if to_mend_:
            below = ". The answer below is for the entries before." if good else "."
            st.markdown(f"**{counted(to_mend_, 'thing')} to mend**{below}")
        if problem:
            st.markdown(f":material/close: :red[{problem}.]")
        if good is None:
            st.title("Your whole stay, once the entries above can be read.", anchor=False)
            return
        stay, dates = _stay(good)
        st.title(headline(stay), anchor=False)
        st.markdown(" ".join(because(stay, list(dates))) + f"\n\n{DISCLAIMER}")
        st.html(f'<p class="wa wa-small">{_whose()}</p>')
    st.html(_figures(stay, dates))
    _picture(good)
    if together := _together(good).plans and _together(good):
        st.html(section("Your offers, together", offers_section(together, stay.on)))
    st.html(section("Every date, in order", _date_tables(stay, dates)))


def _whose() -> str:
    if FORM.is_own:
        return "Entries and lists stay in this session; the address holds the fields above, never the lists."
    return ("Example: a master's student from arrival to the end of STEM OPT. Change an entry above, or add to the history below, "
            "to see yours.")


def _figures(stay: Stay, dates: tuple[Dated, ...]) -> str:
    rows = "".join(f"<div><dt>{escape(one.label)}</dt><dd><b>{escape(one.value)}</b><small>{escape(one.under)}</small></dd></div>"
                   for one in figures(stay, list(dates)))
    return f'<dl class="wa wa-keys">{rows}</dl>'


def _picture(good: Asked) -> None:
    st.html(section("From arrival to the last day of grace"))
    names = zooms(_stay(good)[0])
    if st.session_state.get("_timeline_zoom") not in names:
        st.session_state["_timeline_zoom"] = names[0]
    zoom = st.segmented_control("Look at", names, key="_timeline_zoom", required=True, label_visibility="collapsed")
    shown, chart = _drawn(good, zoom)
    st.plotly_chart(chart, theme="streamlit", config={"displayModeBar": False}, alt=shown.in_words(),
                    key=f"timeline-{st.context.theme.type}")
    st.html(legend(shown.shown(), SHAPES))


def _date_tables(stay: Stay, dates: tuple[Dated, ...]) -> str:
    """What lies ahead, and folded away what has passed."""
    ahead = [one for one in dates if one.date >= stay.on]
    past = [one for one in dates if one.date < stay.on]
    below = f"<summary>{counted(len(past), 'date')} before today</summary>{_table(past, 'Every date that has passed')}"
    passed = f'<details class="wa wa-past">{below}</details>' if past else ""
    return (_table(ahead, "Every date from today on") if ahead else "") + passed


def _table(dates: list[Dated], caption: str) -> str:
    return table(caption, ("Date", "What, and why"), "".join(map(_row, dates)), "stay")


def _row(one: Dated) -> str:
    cite = f" <small>{rule_link(one.rule, one.cite) if one.rule else escape(one.cite)}</small>" if one.cite else ""
    return (f'<tr class="first"><th scope="row">{long_day(one.date)}<br><small>{describe(one)}</small></th>'
            f"<td><b>{escape(one.title)}</b><br>{escape(sentence(one.why))}{cite}</td></tr>")


# ---- the history ----------------------------------------------------------------------------------------------------

def _history(question: Question, good: Asked | None) -> None:
    st.html(section("My jobs, cards, CPT and offers"))
    entry_form(str(dict(question.facts)["status"]), FORM.make_mine)
    if good is not None:
        stay = _stay(good)[0]
        notes = "".join(f'<p class="wa-note">{escape(one.says)}{cited(one)}</p>' for one in stay.made.findings)
        if notes:
            st.html(f'<h3 class="wa wa-h3">What contradicts something else</h3><div class="wa">{notes}</div>')
    st.html(section("Keep it", '<p class="wa wa-small">The file holds the entries above and the lists, in plain text. '
                               "The server keeps nothing.</p>"))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if good is not None:
            stay, dates = _stay(good)
            st.download_button("Save my-timeline.toml", history_toml(_history_of(good)), "my-timeline.toml", "application/toml",
                               on_click="ignore")
            st.download_button("Save the dates ahead for a calendar (.ics)", stay_ics(stay, list(dates)), "my-timeline.ics",
                               "text/calendar", on_click="ignore")
        if FORM.is_own:
            st.button("Show the example", on_click=_forget)
    st.file_uploader("Bring such a file", "toml", max_upload_size=LARGEST, key="_timeline_file",
                     on_change=_bring, args=(state.world(),))
    if said := st.session_state.get("_timeline_said"):
        st.markdown(f":material/close: :red[{said}]")


def _forget() -> None:
    """The example again."""
    for name in FORM.names:
        st.session_state.pop(name, None)
    st.session_state.pop(sheet.OWN + PATH, None)
    st.query_params.clear()


def _bring(world: World) -> None:
    """Take the facts and the lists of a file, or say in one line why not."""
    file = st.session_state["_timeline_file"]
    st.session_state["_timeline_said"] = ""
    if file is None:
        return
    try:
        history = HistoryFile.of(file.getvalue().decode("utf-8-sig"), file.name).history(tuple(world.schools))
    except UnicodeDecodeError:
        st.session_state["_timeline_said"] = f"{file.name}: is not UTF-8 text; save it as UTF-8"
        return
    except BadInput as error:
        st.session_state["_timeline_said"] = str(error)
        return
    take(history)


def take(history: History) -> None:
    """Show a history that has been read: its facts in the form, its lists in the session, the rest beside them."""
    held = _entries_of(history)
    held |= {"on": st.session_state.get("on"), "regime": st.session_state.get("regime") or FIELD["regime"].default}
    shown = {*FORM.names, "level"}
    st.session_state[entries.LISTED] = entries.of_history(history)
    st.session_state[entries.FACTS] = {name: getattr(history.case, name) for name in history.facts if name not in shown}
    st.session_state[sheet.OWN + PATH] = True
    st.query_params.from_dict(FORM.in_address(held))
    for name, entry in held.items():
        st.session_state[name] = entry
