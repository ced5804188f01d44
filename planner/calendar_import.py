"""A registrar's calendar becomes terms: every event is mapped to a date of a term, or listed as not understood.

Nothing is kept: the result is a list of facts with the status "imported", and what the check says about them.
"""
from __future__ import annotations

import csv
import io
import re
import tomllib
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from planner.calendar_check import Finding, check
from planner.cells import Unreadable, shown
from planner.days import to_date
from planner.errors import BadInput
from planner.ics import MOST_EVENTS, Event, as_text, checked_bytes, events_in
from planner.term_facts import COLUMNS, Fact, facts_in
from planner.term_facts import EVENTS as EVENT_NAMES
from planner.terms import Term, terms_of
from planner.written_days import read_written_day

EVENTS = Path(__file__).parent.parent / "data" / "calendar_events.toml"
SEASONS = {"fall": "Fall", "autumn": "Fall", "spring": "Spring", "summer": "Summer", "winter": "Winter", "j-term": "Winter"}
KINDS = {"Fall": "main", "Spring": "main", "Winter": "winter", "Summer": "summer"}
LONGEST_WINTER_SESSION = 45         # days: a winter that lasts longer is a quarter
LONGEST_CLOSURE = 31
NAMES = {"summary": ("summary", "subject", "event", "title", "name"), "first": ("start date", "start", "date", "begin"),
         "last": ("end date", "end")}


@dataclass(frozen=True)
class Imported:
    """What a file gives: facts, what nobody understood, and every problem found."""
    facts: list[Fact]
    not_understood: list[Event]
    problems: list[BadInput]
    findings: list[Finding]

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


def calendar_in(data: bytes, name: str, checked: date) -> Imported:
    """The same for a file that is not on a disk (an upload); its name says which kind it is."""
    text = as_text(data, name)
    if Path(name).suffix.lower() in (".csv", ".txt"):
        header = [cell.strip().lower() for cell in text.split("\n", 1)[0].split(",")]
        if {"term", "event", "date"} <= set(header):
            return _result(_own_format(text, name, checked), [], [], name)
        events, problems = _events_of_csv(text, name)
    else:
        events, problems = events_in(text, name)
    if not events:
        raise problems[0] if problems else BadInput("holds no event; export it again", file=name)
    facts, unknown = _mapped(events, name, checked)
    return _result(facts, unknown, problems, name)


def _result(facts, unknown, problems, name) -> Imported:
    return Imported(facts, unknown, problems, check(facts, name))


# CSV

def _own_format(text: str, name: str, checked: date) -> list[Fact]:
    """The planner's own columns; what is missing of them is filled in."""
    rows = list(csv.DictReader(io.StringIO(text)))
    if len(rows) > MOST_EVENTS:
        raise BadInput(f"has {len(rows):,} rows, more than {MOST_EVENTS:,}; export one academic year", file=name)
    if set(COLUMNS) <= set(rows[0] if rows else ()):
        read = facts_in(text, name)
        return [replace(fact, status="imported") if fact.status == "published" else fact for fact in read]
    filled = io.StringIO()
    writer = csv.DictWriter(filled, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for line, row in enumerate(rows, start=2):
        cells = {key.strip().lower(): cell for key, cell in row.items() if key and isinstance(cell, str)}
        cells["date"] = _iso(cells.get("date", ""), name, line)
        guess = _season_named(cells.get("term", "")) or "Fall"
        known = {"kind": KINDS[guess], "status": "imported", "source": f"imported from {name}", "checked": checked.isoformat()}
        writer.writerow({column: cells.get(column) or known.get(column, "") for column in COLUMNS})
    return facts_in(filled.getvalue(), name)


def _iso(written: str, name: str, line: int) -> str:
    try:
        return read_written_day(written).isoformat()
    except Unreadable as error:
        raise BadInput(str(error), file=name, line=line, column="date", value=shown(written)) from None


def _events_of_csv(text: str, name: str) -> tuple[list[Event], list[BadInput]]:
    """Any table with the name of an event, its day and perhaps its last day."""
    rows = csv.reader(io.StringIO(text))
    header = [cell.strip().lower() for cell in next(rows, [])]
    place = {key: next((header.index(word) for word in words if word in header), None) for key, words in NAMES.items()}
    if place["summary"] is None or place["first"] is None:
        raise BadInput("has no columns term, event and date, nor summary and start date; name its columns so", file=name, line=1)
    events, problems = [], []
    for cells in rows:
        if any(cells):
            try:
                events.append(_event_of(cells, place, rows.line_num))
            except (Unreadable, IndexError) as error:
                remedy = str(error) if isinstance(error, Unreadable) else "has too few columns; complete it"
                problems.append(BadInput(remedy, file=name, line=rows.line_num, value=shown(",".join(cells))))
        if len(events) > MOST_EVENTS:
            raise BadInput(f"has more than {MOST_EVENTS:,} events; export one academic year", file=name)
    return events, problems


def _event_of(cells: list[str], place: dict, line: int) -> Event:
    first = read_written_day(cells[place["first"]])
    written = cells[place["last"]] if place["last"] is not None and len(cells) > place["last"] else ""
    last = read_written_day(written) if written.strip() else first
    if last < first:
        raise Unreadable("ends before it starts; correct one of the two days")
    return Event(first, last, cells[place["summary"]].strip(), line)


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
    return used + [Meaning(event, NOT_USED, _term_named(event)) for event in imported.not_understood]


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
        kind = kinds.get(term) or KINDS[_season_named(term) or "Fall"]
        facts += _facts(one.event, one.means, span, term, name, checked, kind)
    return _result(_with_kinds(facts), unused, imported.problems, name)


# Events to dates of terms

@cache
def _patterns() -> list[tuple[re.Pattern, str, tuple[str, str] | None]]:
    entries = tomllib.loads(EVENTS.read_text(encoding="utf-8"))["event"]
    return [(re.compile(entry["pattern"]), entry["event"], tuple(entry["span"]) if "span" in entry else None) for entry in entries]


def _mapped(events: list[Event], name: str, checked: date) -> tuple[list[Fact], list[Event]]:
    """Dates that bound terms first; breaks and closures then fall into the terms that are known."""
    facts, unknown, later, resumed = [], [], [], []
    for event in events:
        found = _meaning(event.summary)
        if found is None:
            unknown.append(event)
        elif found[0] in ("break", "break_start", "break_end", "closure"):
            later.append((event, *found))
        elif found[0] == "resume":
            resumed.append(event)
        elif found[0] != "ignore":
            facts += _facts(event, *found, _term_named(event), name, checked)
    facts = _with_kinds(facts)
    bounds = terms_of(facts)
    for event, kind, span in later:
        term = _holding(bounds, event)
        if term:
            facts += _facts(event, kind, span, term.name, name, checked, term.kind)
        elif kind == "closure":
            facts += _facts(event, kind, span, _term_named(event), name, checked)
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
            found += _facts(day_before, "break_end", None, last.term, name, checked, last.kind)
    return found


def _meaning(summary: str):
    return next(((event, span) for pattern, event, span in _patterns() if pattern.search(summary.lower())), None)


def _facts(event: Event, meaning: str, span, term: str, name: str, checked: date, kind: str | None = None) -> list[Fact]:
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


def _season_named(summary: str) -> str | None:
    found = re.search("|".join(SEASONS), summary.lower())
    return SEASONS[found[0]] if found else None


def _term_named(event: Event) -> str:
    """The term an event speaks of: by its own words, else by its day."""
    season = _season_named(event.summary) or ("Spring" if event.first.month < 6 else "Summer" if event.first.month < 8 else "Fall")
    year = re.search(r"\b20\d\d\b", event.summary)
    number = re.search(r"\b(?:session|block|term) ([1-4]|i{1,3})\b", event.summary.lower())
    when = event.first.year + (season == "Winter" and event.first.month == 12)
    part = f" Session {number[1].upper()}" if number and season == "Summer" else ""
    return f"{season} {year[0] if year and abs(int(year[0]) - when) < 2 else when}{part}"


def _with_kinds(facts: list[Fact]) -> list[Fact]:
    """A winter that lasts as long as a quarter is a main term."""
    long = {term.name for term in terms_of(facts) if term.kind == "winter" and term.end - term.start > LONGEST_WINTER_SESSION}
    return [replace(fact, kind="main") if fact.term in long else fact for fact in facts]


def _holding(terms: list[Term], event: Event) -> Term | None:
    return next((term for term in terms if to_date(term.start) <= event.first and event.last <= to_date(term.end)), None)
