"""What a registrar calls an event, and the date of a term that it stands for (data/calendar_events.toml)."""
from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from planner.calendar_names import kind_of, spoken, term_named
from planner.days import to_date
from planner.ics import Event
from planner.term_facts import Fact
from planner.terms import Term, terms_of

LONGEST_WINTER_SESSION = 45         # days: a winter that lasts longer is a quarter
LONGEST_CLOSURE = 31
SOON_AFTER = 56                     # days after a term in which a break is the one between two terms
CLOSED = re.compile(r"\bclosed\b(?! (on )?(mon|tue|wed|thu|fri))", re.I)         # "closed Friday" is a part of the days
Meant = tuple[str, tuple[str, str] | None]      # a date of a term, and the two that first and last day stand for where there are


def mapped(events: list[Event], name: str, checked: date) -> tuple[list[Fact], list[Event]]:
    """Dates that bound terms first; breaks and closures then fall into the terms that are known."""
    facts, unknown, later, resumed = [], [], [], []
    for event in events:
        found = meaning_of(event.summary)
        if found is None or found[0] == "unsure":
            unknown.append(event)
        elif found[0] in ("break", "break_start", "break_end", "closure"):
            later.append((event, found))
        elif found[0] == "resume":
            resumed.append(event)
        elif found[0] != "ignore":
            facts += facts_of(event, found, term_named(event), name, checked)
    facts = with_kinds(facts)
    bounds = terms_of(facts)
    for event, found in later:
        fallen = _in_its_term(event, found, _holding(bounds, event), name, checked)
        facts += fallen
        if not fallen and not _between_terms(bounds, event):
            unknown.append(event)
    return facts + _breaks_ended(facts, resumed, name, checked), unknown


def _in_its_term(event: Event, meant: Meant, term: Term | None, name: str, checked: date) -> list[Fact]:
    """A break or a closure in the term that holds it; where the offices are closed on a break too, it is both."""
    of_term = (term.name, name, checked, term.kind) if term else (term_named(event), name, checked)
    found = facts_of(event, meant, *of_term) if term or meant[0] == "closure" else []
    if meant[0] != "closure" and CLOSED.search(event.summary):
        found += facts_of(event, ("closure", None), *of_term)
    return found


def _breaks_ended(facts: list[Fact], resumed: list[Event], name: str, checked: date) -> list[Fact]:
    """Many registrars name the first day of a break and the day on which classes resume, not its last day."""
    found = []
    for event in sorted(resumed, key=lambda event: event.first):
        before = [fact for fact in facts if fact.event in ("break_start", "break_end") and fact.date < event.first]
        last = max(before, key=lambda fact: (fact.date, fact.event == "break_end"), default=None)
        if last and last.event == "break_start" and not any(fact.date >= last.date for fact in found):
            day_before = replace(event, first=event.first - timedelta(1))
            found += facts_of(day_before, ("break_end", None), last.term, name, checked, last.kind)
    return found


def meaning_of(summary: str) -> Meant | None:
    """What a registrar's words stand for, None where nobody knows them.

    >>> meaning_of("First day of classes"), meaning_of("Spring break")
    (('start', None), ('break', ('break_start', 'break_end')))
    """
    text = summary.lower()
    found = next((one for one in spoken()["event"] if one["pattern"].search(text)), None)
    return found and (found["event"], tuple(found["span"]) if "span" in found else None)


def facts_of(event: Event, meant: Meant, term: str, name: str, checked: date, kind: str | None = None) -> list[Fact]:
    """The dates of a term that an event stands for; of a closure every weekday of it.

    name: of the file it is from; checked: the day on which somebody looked at it; kind: the term's, by default its season's.
    """
    meaning, span = meant
    if meaning == "closure":
        days = min((event.last - event.first).days + 1, LONGEST_CLOSURE)
        dated = [("closure", event.first + timedelta(n)) for n in range(days)]
        dated = [(what, when) for what, when in dated if days == 1 or when.weekday() < 5]
    elif span:
        dated = list(zip(span, (event.first, event.last), strict=True))
    else:
        dated = [(meaning, event.first)]
    kind = kind or kind_of(term)
    return [Fact(term, kind, what, when, "imported", 0, f"imported from {name}", checked, event.summary, event.line)
            for what, when in dated]


def with_kinds(facts: list[Fact]) -> list[Fact]:
    """A winter that lasts as long as a quarter is a main term."""
    long = {term.name for term in terms_of(facts) if term.kind == "winter" and term.end - term.start > LONGEST_WINTER_SESSION}
    return [replace(fact, kind="main") if fact.term in long else fact for fact in facts]


def _holding(terms: list[Term], event: Event) -> Term | None:
    """The term that an event lies in: the whole rather than a part of it."""
    holding = [term for term in terms if to_date(term.start) <= event.first and event.last <= to_date(term.end)]
    return min(holding, key=lambda term: term.kind == "session", default=None)


def _between_terms(terms: list[Term], event: Event) -> bool:
    """A break that begins soon after a term, and lies in none: no school is in session then anyway."""
    after = any(0 < (event.first - to_date(term.end)).days <= SOON_AFTER for term in terms)
    return after and not any(to_date(term.start) <= event.last and event.first <= to_date(term.end) for term in terms)
