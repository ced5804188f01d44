"""How registrars name terms and parts of them (data/calendar_events.toml): by season and year, by a figure or a letter."""
from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from planner.ics import Event

EVENTS = Path(__file__).parent.parent / "data" / "calendar_events.toml"
KINDS = {"Fall": "main", "Spring": "main", "Winter": "winter", "Summer": "summer"}
NUMBERS = {"i": "1", "ii": "2", "iii": "3", "first": "1", "second": "2", "third": "3", "1st": "1", "2nd": "2", "3rd": "3"}


@cache
def spoken() -> dict[str, list[dict]]:
    """The entries of the file by kind ("event", "season", "part"), their patterns ready to be searched for in small letters."""
    data = tomllib.loads(EVENTS.read_text(encoding="utf-8"))
    return {kind: [entry | {"pattern": re.compile(entry["pattern"])} for entry in entries] for kind, entries in data.items()}


def season_named(text: str, month: int | None = None) -> str | None:
    """The season that a text names first, None where it names none; month: of the day it speaks of.

    >>> season_named("Autumn classes begin"), season_named("Thanksgiving"), season_named("Intersession begins", 1)
    ('Fall', None, 'Winter')
    """
    found = [(match.start(), one["season"]) for one in spoken()["season"] if month in one.get("months", [month])
             and (match := one["pattern"].search(text.lower()))]
    return min(found, default=(0, None))[1]


def _part_named(text: str) -> str:
    """The part of a term that a text names, as a figure or a letter; empty where it names none."""
    found = next((match[1] for one in spoken()["part"] if (match := one["pattern"].search(text.lower()))), "")
    return NUMBERS.get(found, found.upper())


def term_named(event: Event) -> str:
    """The term an event speaks of: by its own words, else by its day.

    >>> from datetime import date
    >>> opens = date(2026, 12, 28)
    >>> term_named(Event(opens, opens, "Winter session begins", 7)), term_named(Event(opens, opens, "Offices closed", 8))
    ('Winter 2027', 'Fall 2026')
    """
    month, text = event.first.month, event.summary
    season = season_named(text, month) or ("Spring" if month < 6 else "Summer" if month < 8 else "Fall")
    year, part = re.search(r"\b20\d\d\b", text), _part_named(text)
    when = event.first.year + (season == "Winter" and month == 12)
    named = year[0] if year and abs(int(year[0]) - when) < 2 else when
    return f"{season} {named}{f' Session {part}' if part and season != 'Winter' else ''}"


def kind_of(term: str) -> str:
    """What kind of term goes by such a name: half a fall is a session, and counts for nothing by itself.

    >>> [kind_of(term) for term in ("Fall 2026", "Winter 2027", "Summer 2027 Session 1", "Fall 2026 Session A")]
    ['main', 'winter', 'summer', 'session']
    """
    kind = KINDS[season_named(term) or "Fall"]
    return "session" if kind == "main" and _part_named(term) else kind
