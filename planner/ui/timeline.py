"""The page "My timeline": a student's whole stay, from arrival to the last day of grace: what is granted, what is planned."""
from __future__ import annotations

from functools import lru_cache
from html import escape
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from planner.as_planned import as_planned
from planner.charts.timeline_chart import timeline_chart
from planner.days import day
from planner.errors import BadInput
from planner.export.stay_ics import stay_ics
from planner.history import History, history_of
from planner.history_file import HistoryFile, history_toml
from planner.offers import Together, plan_offers
from planner.stay import Stay, make_stay
from planner.stay_dates import Dated, dates_of, describe
from planner.stay_picture import SHAPES, stay_picture, zooms
from planner.stay_words import because, figures, headline
from planner.ui import entries, state, timeline_form
from planner.ui.answer import KEPT, Question, to_mend
from planner.ui.bring import complain
from planner.ui.entry_form import entry_form
from planner.ui.first import answer_first, left_of_the_example, whose
from planner.ui.marks import legend
from planner.ui.offers import cited, offers_section
from planner.ui.rule_link import rule_link
from planner.ui.section import section
from planner.ui.student import DISCLAIMER, things_to_mend
from planner.ui.tables import table
from planner.ui.timeline_form import FORM, PATH, TimelineForm, begin, extra, forget, take
from planner.ui.today import today
from planner.ui.unread import said_of_the_link
from planner.words import counted, long_day, sentence
from planner.world import World

CSS = Path(__file__).with_name("page.css")
LAST_GOOD = "_timeline_good"       # in the session: the last entries that had an answer
OWN = "Entries and lists stay in this session; the address holds the fields above, never the lists."
KEEP = ("The link and the file hold the entries above and the lists, employers' names too, and nothing else; the server keeps "
        "nothing. Opened on another day they give the answer of that day, unless you have entered a day of the plan.")
EXAMPLE = ("Example: a master's student from arrival to the end of STEM OPT. Change an entry, or add to the history below, "
           "to see yours.")
LARGEST = 1                         # megabyte of a file
Asked = tuple[Question, entries.Frozen, tuple[tuple[str, object], ...]]


def page() -> None:
    """Draw the page for what the form and the session hold."""
    said_of_the_link(PATH, TimelineForm.fields)         # before anybody changes the address
    begin()
    st.html(CSS)
    with st.container(width=1120):
        top = answer_first()
        if unread := said_of_the_link(PATH, TimelineForm.fields):
            top.text(unread)
        form = TimelineForm()
        entered = form.draw()
        question = Question.of(entered, today(), state.world())
        mend = to_mend(question)
        form.mend(mend)
        asked = (question, entries.frozen(entries.lists()), tuple(sorted(extra().items())))
        problem = _problem(asked) if not mend else ""
        if not mend and not problem:
            st.session_state[LAST_GOOD] = asked
        good = st.session_state.get(LAST_GOOD)
        _answer(top, good, mend, problem, left_of_the_example(timeline_form.left_of_the_example(entered), entered))
        _history(question, good, entered)


# ---- the answer -----------------------------------------------------------------------------------------------------

@lru_cache(KEPT)
def _history_of(asked: Asked) -> History:
    question, held, extra = asked
    facts = dict(extra) | {name: value for name, value in question.facts if value is not None}
    return history_of(facts, entries.thawed(held), tuple(question.base.schools))


@lru_cache(KEPT)
def _planned(asked: Asked) -> tuple[Stay, tuple[Dated, ...], Together]:
    """The stay with the offers that can be worked, its dates, and all offers together."""
    question = asked[0]
    stay = make_stay(_history_of(asked), day(question.on), question.world)
    together = plan_offers(stay)
    stay = as_planned(stay, together)
    return stay, tuple(dates_of(stay)), together


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


def _stay(asked: Asked) -> tuple[Stay, tuple[Dated, ...]]:
    return _planned(asked)[:2]


def _together(asked: Asked) -> Together:
    return _planned(asked)[2]


def _answer(top: DeltaGenerator, good: Asked | None, mend: dict[str, str], problem: str, left: str) -> None:
    if mend:
        top.markdown(things_to_mend(mend, TimelineForm, good is not None))
    if problem:
        top.markdown(f":material/close: :red[{problem}.]")
    if good is None:
        top.title("Your whole stay, once the entries below can be read.", anchor=False)
        return
    stay, dates = _stay(good)
    top.title(headline(stay), anchor=False)
    whose(top, "" if FORM.is_own else EXAMPLE)
    with st.container(width=760):
        st.markdown((f"**{left}** " if left else "") + " ".join(because(stay, list(dates))) + f"\n\n{DISCLAIMER}")
        if FORM.is_own:
            st.caption(OWN)
    st.html(_figures(stay, dates))
    _picture(good)
    if together := _together(good).plans and _together(good):
        st.html(section("Your offers, together", offers_section(together, stay.on)))
    st.html(section("Every date, in order", _date_tables(stay, dates)))


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

def _history(question: Question, good: Asked | None, entered: dict[str, object]) -> None:
    st.html(section("My jobs, cards, CPT and offers"))
    entry_form(str(dict(question.facts)["status"]), FORM.make_mine)
    if good is not None:
        stay = _stay(good)[0]
        notes = "".join(f'<p class="wa-note">{escape(one.says)}{cited(one)}</p>' for one in stay.made.findings)
        if notes:
            st.html(f'<h3 class="wa wa-h3">What contradicts something else</h3><div class="wa">{notes}</div>')
    st.html(section("Keep it", f'<p class="wa wa-small">{KEEP}</p>'))
    with st.expander("The link to this stay, its lists included"):
        st.code(timeline_form.link(entered), language=None, wrap_lines=True)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if good is not None:
            stay, dates = _stay(good)
            st.download_button("Save my-timeline.toml", lambda: history_toml(_history_of(good)), "my-timeline.toml",
                               "application/toml", on_click="ignore")
            st.download_button("Save the dates ahead for a calendar (.ics)", lambda: stay_ics(stay, list(dates)), "my-timeline.ics",
                               "text/calendar", on_click="ignore")
        if FORM.is_own:
            st.button("Show the example", on_click=forget)
    st.file_uploader("Bring such a file", "toml", max_upload_size=LARGEST, key="_timeline_file",
                     on_change=_bring, args=(state.world(),))
    complain(st.session_state.get("_timeline_said", []))


def _bring(world: World) -> None:
    """Take the facts and the lists of a file, or say why not, a line for each thing."""
    file = st.session_state["_timeline_file"]
    st.session_state["_timeline_said"] = []
    if file is None:
        return
    try:
        history = HistoryFile.of(file.getvalue().decode("utf-8-sig"), file.name).history(tuple(world.schools))
    except UnicodeDecodeError:
        st.session_state["_timeline_said"] = [BadInput("is not UTF-8 text; save it as UTF-8", file=file.name)]
        return
    except BadInput as error:
        st.session_state["_timeline_said"] = [error, *error.others]
        return
    take(history)
