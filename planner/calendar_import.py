"""A registrar's calendar becomes terms: every event is mapped to a date of a term, or listed as not understood.

Nothing is kept: the result is a list of facts with the status "imported", and what the check says about them.
"""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from planner.calendar_check import Finding, check
from planner.calendar_csv import events_of_csv, own_format
from planner.calendar_events import facts_of, mapped, with_kinds
from planner.calendar_names import kind_of, term_named
from planner.errors import BadInput
from planner.ics import Event, as_text, checked_bytes, events_in
from planner.term_facts import EVENTS as EVENT_NAMES
from planner.term_facts import Fact
from planner.terms import Term, terms_of


@dataclass(frozen=True)
class Imported:
    """What a file gives: facts, what nobody understood, and every problem found."""
    facts: list[Fact]
    not_understood: list[Event]
    problems: list[BadInput]
    findings: list[Finding]
    says: str = ""
    """How its days were read, where a person should know."""

    @property
    def terms(self) -> list[Term]:
        return terms_of(self.facts)

    @property
    def usable(self) -> bool:
        return bool(self.terms) and not any(finding.stops for finding in self.findings)


def read_calendar(path: str | Path, checked: date) -> Imported:
    """A registrar's .ics or .csv as facts; BadInput where nothing of it can be read.

    checked: the day on which somebody looked at it.
    """
    path = Path(path)
    return calendar_in(checked_bytes(path), path.name, checked)


def calendar_in(data: bytes, name: str, checked: date, settle: bool = False) -> Imported:
    """The same for a file that is not on a disk (an upload); its name says which kind it is.

    settle: whether days such as 2/5/2027 are read where another of the file settles the order.
    """
    text = as_text(data, name)
    if Path(name).suffix.lower() in (".csv", ".txt"):
        header = [cell.strip().lower() for cell in text.split("\n", 1)[0].split(",")]
        if {"term", "event", "date"} <= set(header):
            own = own_format(text, name, checked, settle)
            return _result(own.facts, own.unused, [], name, own.says)
        events, problems, says = events_of_csv(text, name, settle)
    else:
        (events, problems), says = events_in(text, name), ""
    if not events:
        raise problems[0] if problems else BadInput("holds no event; export it again", file=name)
    facts, unknown = mapped(events, name, checked)
    return _result(facts, unknown, problems, name, says)


def _result(facts, unknown, problems, name, says="") -> Imported:
    return Imported(facts, unknown, problems, check(facts, name), says)


# What a person says an event means

NOT_USED, WHOLE_BREAK = "", "break"
MEANINGS = (NOT_USED, WHOLE_BREAK, *EVENT_NAMES)


@dataclass(frozen=True)
class Meaning:
    """An event of a file with the date of a term that it stands for (`means` is one of MEANINGS)."""
    event: Event
    means: str
    term: str


def meanings(imported: Imported) -> list[Meaning]:
    """What was made of each event, those of no use last, for a person to correct.

    >>> holiday = Event(date(2026, 11, 26), date(2026, 11, 26), "Thanksgiving", 7)
    >>> meanings(Imported([], [holiday], [], []))[0].means
    ''
    """
    used = [Meaning(Event(fact.date, fact.date, fact.note or fact.event, fact.line or 0), fact.event, fact.term)
            for fact in imported.facts]
    return used + [Meaning(event, NOT_USED, term_named(event)) for event in imported.not_understood]


def with_meanings(imported: Imported, said: list[Meaning], name: str, checked: date) -> Imported:
    """The same file read as a person says; the term decides the kind where the file has it, else its season does."""
    kinds = {fact.term: fact.kind for fact in imported.facts}
    facts, unused = [], []
    for one in said:
        term = one.term.strip()
        if one.means == NOT_USED or not term:
            unused.append(one.event)
            continue
        span = ("break_start", "break_end") if one.means == WHOLE_BREAK else None
        kind = kinds.get(term) or kind_of(term)
        facts += facts_of(one.event, (one.means, span), term, name, checked, kind)
    return _result(with_kinds(facts), unused, imported.problems, name, imported.says)
