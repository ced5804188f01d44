"""A school that somebody enters on a page: its facts checked like those of a file, and the two files themselves."""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from planner.calendar_check import Finding, check
from planner.errors import BadInput
from planner.schools import EACH_YEAR, School, school_of
from planner.term_facts import Fact, facts_csv
from planner.toml_file import toml_value

KINDS = {"Fall": "main", "Winter": "winter", "Spring": "main", "Summer": "summer"}
DATED = ("start", "add_deadline", "break_start", "break_end", "last_class", "finals_end")


@dataclass(frozen=True)
class SchoolFiles:
    """What data/schools/<slug>.toml and data/calendars/<slug>.csv would hold."""
    slug: str
    data: dict
    facts: tuple[Fact, ...]

    @property
    def toml(self) -> str:
        """The school's file."""
        plain = "".join(f"{key} = {toml_value(value)}\n" for key, value in self.data.items() if not isinstance(value, dict))
        tables = "".join(f"\n[{name}]\n" + "".join(f"{key} = {toml_value(value)}\n" for key, value in table.items())
                         for name, table in self.data.items() if isinstance(table, dict))
        return plain + tables

    @property
    def csv(self) -> str:
        """The calendar's file."""
        return facts_csv(self.facts)

    @property
    def findings(self) -> list[Finding]:
        """Every defect of the calendar."""
        return check(self.facts, f"{self.slug}.csv")

    def school(self) -> School:
        """The school; BadInput where one of the two files would not load."""
        for finding in self.findings:
            if finding.stops:
                raise finding.problem
        return school_of(self.slug, self.data, list(self.facts))


def slug_of(name: str) -> str:
    """The short name of a school.

    >>> slug_of("  École Supérieure, New York ")
    'ecole_superieure_new_york'
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")


def closed_days(text: str) -> tuple[list[date], list[str]]:
    """Closed days as people list them: dates, and spans of every year; BadInput for what is neither.

    >>> closed_days("2026-12-24, 12-25 to 01-01")
    ([datetime.date(2026, 12, 24)], ['12-25 to 01-01'])
    """
    days, spans = [], []
    for word in filter(None, (part.strip() for part in re.split(r"[,;\n]", text))):
        if EACH_YEAR.fullmatch(word):
            spans.append(word)
            continue
        try:
            days.append(date.fromisoformat(word))
        except ValueError:
            raise BadInput("is no closed day; write 2026-12-24, or 12-24 to 01-01 for every year", value=word[:40]) from None
    return days, spans


def term_facts(season: str, dates: dict[str, date | None], source: str, checked: date) -> list[Fact]:
    """The rows of one entered term; its name takes the year of its start, a winter's the year it ends in.

    >>> [fact.term for fact in term_facts("Winter", {"start": date(2026, 12, 21)}, "the registrar", date(2026, 11, 22))]
    ['Winter 2027']
    """
    given = {event: dates[event] for event in DATED if dates.get(event)}
    if not given:
        return []
    first = min(given.values())
    name = f"{season} {first.year + (season == 'Winter' and first.month == 12)}"
    return [Fact(name, KINDS[season], event, when, "imported", 0, source, checked) for event, when in given.items()]


def numbered(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """The rows with the lines they would have in their file."""
    return tuple(Fact(*(getattr(fact, name) for name in Fact.__dataclass_fields__ if name != "line"), line)
                 for line, fact in enumerate(facts, start=2))
