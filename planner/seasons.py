"""The seasons of a school as people name them: its terms, the breaks between two of them, and the breaks inside one.

A season of dates that are not published says so: it has the status and the error band of the terms that bound it.
"""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from planner.days import to_date
from planner.terms import Term, Terms

SHORTEST_BREAK = 3                  # days in a term: fewer are a holiday
BETWEEN = (                         # months of the day in the middle of a time between two main terms
    ((12, 1), "winter break"), ((2, 3, 4), "spring break"), ((5, 6, 7, 8), "summer break"), ((9, 10, 11), "fall break"))
INSIDE = {11: "thanksgiving break", 2: "spring break", 3: "spring break", 4: "spring break", 9: "fall break", 10: "fall break"}


@dataclass(frozen=True)
class Season:
    """A named time, both ends included, in days since 1970-01-01; `band` is how many days either end may move."""
    name: str
    kind: str
    start: int
    end: int
    status: str
    band: int

    @property
    def dates(self) -> tuple[date, date]:
        """First and last day."""
        return to_date(self.start), to_date(self.end)


def seasons(terms: Terms, first_day: int, last_day: int) -> tuple[Season, ...]:
    """The seasons that touch the days from first to last, in the order of time; none where nothing is known.

    >>> from planner.days import day
    >>> a_year = Terms((Term("Fall 2026", "main", day("2026-08-31"), day("2026-12-18")),
    ...                 Term("Spring 2027", "main", day("2027-01-19"), day("2027-05-14"), status="projected", band=4)))
    >>> for season in seasons(a_year, day("2026-12-01"), day("2027-01-31")):
    ...     print(season.name, "|", season.kind, "|", *season.dates, "|", season.status, season.band)
    Fall 2026 | fall | 2026-08-31 2026-12-18 | published 0
    Winter break 2026-27 | winter break | 2026-12-19 2027-01-18 | projected 4
    Spring 2027 | spring | 2027-01-19 2027-05-14 | projected 4
    """
    found = [*map(_of_term, terms.terms), *_between(terms), *_inside(terms)]
    touching = (season for season in found if season.start <= last_day and season.end >= first_day)
    return tuple(sorted(touching, key=lambda season: (season.start, -season.end)))


def _of_term(term: Term) -> Season:
    words = term.name.lower().split()
    kind = next((season for season in ("fall", "winter", "spring", "summer") if season in words), term.kind)
    return Season(term.name, kind, term.start, term.end, term.status, term.band)


def _between(terms: Terms) -> Iterator[Season]:
    for chain in terms.chains:
        for before, after in pairwise(chain):
            if after.start - before.end > 1:
                middle = to_date((before.end + after.start) // 2).month
                kind = next(kind for months, kind in BETWEEN if middle in months)
                yield _break(kind, before.end + 1, after.start - 1, (before, after))


def _inside(terms: Terms) -> Iterator[Season]:
    for term in terms.main:
        for first, last in term.breaks:
            kind = INSIDE.get(to_date(first).month)
            if kind and last - first + 1 >= SHORTEST_BREAK:
                yield _break(kind, first, last, (term,))


def _break(kind: str, start: int, end: int, bounds: tuple[Term, ...]) -> Season:
    unsure = max(bounds, key=lambda term: term.band)
    first, last = to_date(start).year, to_date(end).year
    when = f"{first}-{last % 100:02}" if first < last else str(first)
    return Season(f"{kind.capitalize()} {when}", kind, start, end, unsure.status, unsure.band)
