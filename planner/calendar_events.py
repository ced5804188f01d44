"""What a registrar calls an event, and the date of a term that it stands for (data/calendar_events.toml)."""
from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from planner.days import to_date
from planner.ics import Event
from planner.term_facts import Fact
from planner.terms import Term, terms_of

EVENTS = Path(__file__).parent.parent / "data" / "calendar_events.toml"
SEASONS = {"fall": "Fall", "autumn": "Fall", "spring": "Spring", "summer": "Summer", "winter": "Winter", "j-term": "Winter"}
KINDS = {"Fall": "main", "Spring": "main", "Winter": "winter", "Summer": "summer"}
LONGEST_WINTER_SESSION = 45         # days: a winter that lasts longer is a quarter
LONGEST_CLOSURE = 31
Meant = tuple[str, tuple[str, str] | None]      # a date of a term, and the two that first and last day stand for where there are


@cache
def _patterns() -> list[tuple[re.Pattern, Meant]]:
    entries = tomllib.loads(EVENTS.read_text(encoding="utf-8"))["event"]
    return [(re.compile(one["pattern"]), (one["event"], tuple(one["span"]) if "span" in one else None)) for one in entries]


def mapped(events: list[Event], name: str, checked: date) -> tuple[list[Fact], list[Event]]:
    """Dates that bound terms first; breaks and closures then fall into the terms that are known."""
    facts, unknown, later, resumed = [], [], [], []
    for event in events:
        found = _meaning(event.summary)
        if found is None:
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
        term = _holding(bounds, event)
        if term:
            facts += facts_of(event, found, term.name, name, checked, term.kind)
        elif found[0] == "closure":
            facts += facts_of(event, found, term_named(event), name, checked)
        else:
            unknown.append(event)
    return facts + _breaks_ended(facts, resumed, name, checked), unknown


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


def _meaning(summary: str) -> Meant | None:
    return next((meant for pattern, meant in _patterns() if pattern.search(summary.lower())), None)


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
    kind = kind or KINDS[term.split()[0]]
    return [Fact(term, kind, what, when, "imported", 0, f"imported from {name}", checked, event.summary, event.line)
            for what, when in dated]


def season_named(summary: str) -> str | None:
    """The season that a name speaks of, None where it names none.

    >>> season_named("Autumn classes begin"), season_named("Thanksgiving")
    ('Fall', None)
    """
    found = re.search("|".join(SEASONS), summary.lower())
    return SEASONS[found[0]] if found else None


def term_named(event: Event) -> str:
    """The term an event speaks of: by its own words, else by its day.

    >>> opens = date(2026, 12, 28)
    >>> term_named(Event(opens, opens, "Winter session begins", 7)), term_named(Event(opens, opens, "Offices closed", 8))
    ('Winter 2027', 'Fall 2026')
    """
    season = season_named(event.summary) or ("Spring" if event.first.month < 6 else "Summer" if event.first.month < 8 else "Fall")
    year = re.search(r"\b20\d\d\b", event.summary)
    number = re.search(r"\b(?:session|block|term) ([1-4]|i{1,3})\b", event.summary.lower())
    when = event.first.year + (season == "Winter" and event.first.month == 12)
    part = f" Session {number[1].upper()}" if number and season == "Summer" else ""
    return f"{season} {year[0] if year and abs(int(year[0]) - when) < 2 else when}{part}"


def with_kinds(facts: list[Fact]) -> list[Fact]:
    """A winter that lasts as long as a quarter is a main term."""
    long = {term.name for term in terms_of(facts) if term.kind == "winter" and term.end - term.start > LONGEST_WINTER_SESSION}
    return [replace(fact, kind="main") if fact.term in long else fact for fact in facts]


def _holding(terms: list[Term], event: Event) -> Term | None:
    return next((term for term in terms if to_date(term.start) <= event.first and event.last <= to_date(term.end)), None)
