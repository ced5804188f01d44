"""Terms that nobody has published yet, projected from a school's own pattern: "13 days before the first Monday of September".

A pattern is data in the school's file; every date it gives carries the pattern's error band. A term that the calendar has
published or imported is never projected over, and no term is part one and part the other.
"""
from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Annotated

from pydantic import AfterValidator, Field

from planner.strict import Strict
from planner.term_facts import Fact
from planner.terms import Term, terms_of

FIRST_YEAR, LAST_YEAR = 2018, 2029
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
NTH = re.compile(r"(1st|2nd|3rd|4th|5th|last) (\w{3}) (\w{3})( [+-] \d{1,3})?")
FROM_START = re.compile(r"start \+ (\d{1,3})")
HOW = 'write for example "1st Mon Sep - 13" or "start + 114"'


def _is_a_rule(text: str) -> str:
    nth = NTH.fullmatch(text)
    if not FROM_START.fullmatch(text) and not (nth and nth[2] in WEEKDAYS and nth[3] in MONTHS):
        raise ValueError(f'"{text}" is not a rule for a date; {HOW}')
    return text


DateRule = Annotated[str, AfterValidator(_is_a_rule)]


class Pattern(Strict):
    """How the dates of one term fall, year after year; `term` is its name with {year}, named for the year it ends in where
    it starts in December."""
    term: str = Field(pattern=r"\{year\}")
    kind: str = Field(pattern="^(main|winter|summer)$")
    band: int = Field(ge=1, le=60)
    start: DateRule
    last_class: DateRule | None = None
    add_deadline: DateRule | None = None
    finals_start: DateRule | None = None
    finals_end: DateRule | None = None
    breaks: tuple[tuple[DateRule, DateRule], ...] = ()
    source: str = Field(min_length=5)
    checked: datetime.date
    verified: bool = True
    note: str = ""

    @property
    def in_words(self) -> str:
        """Its rules, as the school's file has them."""
        rules = [(event, getattr(self, event)) for event in ("start", "add_deadline", "last_class", "finals_start", "finals_end")]
        said = [f"{event.replace('_', ' ')}: {rule}" for event, rule in rules if rule]
        return "; ".join([*said, *(f"break: {first} to {last}" for first, last in self.breaks)])

    def facts(self, year: int) -> list[Fact]:
        """The term that starts in a calendar year."""
        start = on_rule(self.start, date(year, 1, 1))
        name = self.term.replace("{year}", str(year + (start.month == 12)))
        dates = [("start", start)]
        dates += [(event, on_rule(rule, start)) for event in ("last_class", "add_deadline", "finals_start", "finals_end")
                  if (rule := getattr(self, event))]
        for first, last in self.breaks:
            dates += [("break_start", on_rule(first, start)), ("break_end", on_rule(last, start))]
        source = self.source if self.verified else f"not verified: {self.source}"
        return [Fact(name, self.kind, event, when, "projected", self.band, source, self.checked, self.note)
                for event, when in dates]


def on_rule(rule: str, start: date) -> date:
    """The date that a rule gives, on the first occasion on or after `start` (a term's start, or the first of January).

    >>> on_rule("1st Mon Sep - 13", date(2026, 1, 1)).isoformat(), on_rule("start + 114", date(2027, 1, 19)).isoformat()
    ('2026-08-25', '2027-05-13')
    """
    if match := FROM_START.fullmatch(rule):
        return start + timedelta(int(match[1]))
    nth, weekday, month, plus = NTH.fullmatch(rule).groups()
    shift = timedelta(int((plus or "0").replace(" ", "")))
    dates = (_nth(nth, WEEKDAYS.index(weekday), year, MONTHS.index(month) + 1) + shift for year in (start.year, start.year + 1))
    return next(when for when in dates if when >= start)


def _nth(nth: str, weekday: int, year: int, month: int) -> date:
    if nth == "last":
        end = date(year + month // 12, month % 12 + 1, 1) - timedelta(1)
        return end - timedelta((end.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta((weekday - first.weekday()) % 7 + 7 * ("1st", "2nd", "3rd", "4th", "5th").index(nth))


def projected(patterns: Iterable[Pattern], known: Iterable[Fact], years=range(FIRST_YEAR, LAST_YEAR + 1)) -> list[Fact]:
    """Facts of every projected term that no known term of its kind stands in place of; a term without its first or last day
    stands in place of none."""
    terms = terms_of(known)
    names = {term.name for term in terms}
    facts = []
    for pattern in patterns:
        for year in years:
            rows = pattern.facts(year)
            if rows[0].term not in names and not any(_stands_for(term, rows) for term in terms):
                facts += rows
    return facts


def _stands_for(known: Term, rows: list[Fact]) -> bool:
    """Whether a known term of the same kind lies where the projected one would."""
    return any(known.kind == term.kind and known.start <= term.end and term.start <= known.end for term in terms_of(rows))
