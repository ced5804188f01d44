"""One academic year of a school, from 1 August: its terms and what stands around them, and the rows of their picture."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from planner.days import day, to_date
from planner.schools import Posting, School
from planner.term_facts import Fact
from planner.terms import Term
from planner.timeline import LABEL, Lane, Mark, Picture
from planner.words import counted, listed, long_day

FIRST_MONTH = 8
SHAPES = {"published": "Classes, as published", "imported": "Classes, as imported or entered", "projected": "Classes, projected",
          "band": "May move by so much, either way", "break": "Break, no classes", "exams": "Exams", "latest": "Latest day",
          "shut": "Office closed", "today": "Today"}


def year_of(when: date) -> int:
    """The academic year of a day, by the year it begins in.

    >>> year_of(date(2026, 11, 22)), year_of(date(2027, 7, 31))
    (2026, 2026)
    """
    return when.year - (when.month < FIRST_MONTH)


def named(year: int) -> str:
    """An academic year as people write it.

    >>> named(2026)
    '2026-27'
    """
    return f"{year}-{(year + 1) % 100:02d}"


def years_of(school: School) -> list[int]:
    """The academic years in which a school has a main term, in order."""
    return sorted({year_of(to_date(term.start)) for term in school.terms.main})


@dataclass(frozen=True)
class YearTerm:
    """A term with its dates as dates."""
    term: Term
    facts: tuple[Fact, ...]

    def on(self, event: str) -> date | None:
        """The first date of an event."""
        return next((fact.date for fact in self.facts if fact.event == event), None)

    @property
    def start(self) -> date:
        return to_date(self.term.start)

    @property
    def end(self) -> date:
        return to_date(self.term.end)

    @property
    def breaks(self) -> list[tuple[date, date]]:
        return [(to_date(first), to_date(last)) for first, last in self.term.breaks]

    @property
    def add_by(self) -> date | None:
        return None if self.term.add_deadline is None else to_date(self.term.add_deadline)

    @property
    def exams(self) -> tuple[date, date] | None:
        """First and last day of exams; they begin after the last class where nothing else is said."""
        last_class = self.on("last_class")
        first = self.on("finals_start") or (last_class and last_class + timedelta(1))
        return (first, self.end) if first and self.on("finals_end") and first <= self.end else None

    @property
    def how_sure(self) -> str:
        """Projected with its error, or who says so."""
        return f"±{counted(self.term.band, 'day')}" if self.term.status == "projected" else self.term.status


@dataclass(frozen=True)
class Year:
    """A school's academic year that begins in August of `year`."""
    school: School
    year: int

    @property
    def name(self) -> str:
        return named(self.year)

    @property
    def first(self) -> date:
        return date(self.year, FIRST_MONTH, 1)

    @property
    def last(self) -> date:
        """A month more than a year, and more where a summer session reaches further."""
        return max([date(self.year + 1, FIRST_MONTH, 31), *(term.end + timedelta(7) for term in self.terms)])

    @cached_property
    def terms(self) -> list[YearTerm]:
        """The terms that begin in the year, in the order of time."""
        facts = self.school.terms.facts
        return [YearTerm(term, tuple(fact for fact in facts if fact.term == term.name)) for term in self.school.terms.terms
                if year_of(to_date(term.start)) == self.year]

    @property
    def main(self) -> list[YearTerm]:
        return [term for term in self.terms if term.term.kind == "main"]

    @cached_property
    def closed(self) -> list[date]:
        """Working days on which the office is closed."""
        days = map(to_date, sorted(when for when in self.school.closures if day(self.first) <= when < day(self.last)))
        return [when for when in days if when.weekday() < 5 and year_of(when) == self.year]

    @cached_property
    def posting(self) -> list[tuple[date, Posting]]:
        """By when hosts post and offer, where there is such a day."""
        dated = [(self._next(posting.by), posting) for posting in self.school.postings if posting.by]
        return sorted(dated, key=lambda one: one[0])

    def _next(self, month_and_day: str) -> date:
        month, number = map(int, month_and_day.split("-"))
        return date(self.year + (month < FIRST_MONTH), month, number)


def year_picture(year: Year, on: date) -> Picture:
    """The year at a glance; `on` is today."""
    return Picture(f"{year.school.name}, {year.name}", on, None, tuple(_lanes(year)), (), year.first, year.last)


def shown(picture: Picture) -> list[str]:
    """The kinds of marks of a year's picture, in the order of a legend."""
    kinds = {mark.kind for lane in picture.lanes for mark in lane.marks}
    kinds |= {"today"} if picture.first <= picture.on <= picture.last else set()
    return [kind for kind in SHAPES if kind in kinds]


def _lanes(year: Year) -> Iterator[Lane]:
    for term in year.terms:
        yield Lane("school", term.term.name, _span(term), term.how_sure, tuple(_marks(term)))
    if year.closed:
        shut = tuple(Mark("shut", when, when + timedelta(1)) for when in year.closed)
        yield Lane("school", "Office closed", counted(len(shut), "working day"), "", shut)
    if year.posting:
        days = listed([_short(when) for when, _ in year.posting])
        yield Lane("host", "Hosts post", f"by {days}", "", tuple(Mark("latest", when) for when, _ in year.posting))


def _span(term: YearTerm) -> str:
    """First and last day, with their weekdays where a phone has room for them."""
    long = f"{long_day(term.start, False)} to {long_day(term.end, False)}"
    return long if len(term.term.name) + len(long) <= LABEL else f"{_short(term.start)} to {_short(term.end)}"


def _short(when: date) -> str:
    return f"{when.day}\u00a0{when:%b}"


def _marks(term: YearTerm) -> Iterator[Mark]:
    yield Mark(term.term.status, term.start, term.end + timedelta(1))
    if term.exams:
        yield Mark("exams", term.exams[0], term.exams[1] + timedelta(1))
    for first, last in term.breaks:
        yield Mark("break", first, last + timedelta(1))
    if term.term.band:
        wide = timedelta(term.term.band)
        yield Mark("band", term.start - wide, term.start)
        yield Mark("band", term.end + timedelta(1), term.end + timedelta(1) + wide)
    if term.add_by:
        yield Mark("latest", term.add_by)
