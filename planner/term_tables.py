"""What the calendars of the schools of a batch say about days, tabulated: a column of days is answered by one look-up.

Beside the days stand the terms of CPT, one list for all schools; a look-up gives a place in it. The tables reach from LOW
to HIGH; every calendar lies inside, and outside nothing is known: school counts as in session, and no term binds anybody.
"""
from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache

import numpy as np

from planner.days import BLANK, FAR_OFF, LONG_AGO, day
from planner.terms import LONGEST_GAP, Terms

LOW, HIGH = day("2010-01-01"), day("2035-12-31")
SPAN = HIGH - LOW + 1


@dataclass(frozen=True, eq=False)
class DayTable:
    """By day: the next day in session and the next projected one, the academic year of those enrolled since that day and,
    where a projection gives it, the last day on which it may end; the next main term's start, and the places of the CPT term
    of a start and of the first one still open to a day."""
    session: np.ndarray
    projected: np.ndarray
    year: np.ndarray
    year_open: np.ndarray
    next_main: np.ndarray
    cpt_at: np.ndarray
    cpt_open: np.ndarray


@dataclass(frozen=True, eq=False)
class CptTerms:
    """By place: first day, last day, last day to add its credit (BLANK where not known) and with its error, error band, whether
    the credit is online, and whether it is a term at all and no time between."""
    start: np.ndarray
    end: np.ndarray
    deadline: np.ndarray
    closes: np.ndarray
    band: np.ndarray
    online: np.ndarray
    named: np.ndarray


@dataclass(frozen=True, eq=False)
class TermTables:
    """The tables of several schools behind one another; `row` says where each case's school begins."""
    days: DayTable
    cpt: CptTerms
    has_terms: np.ndarray           # by school
    aligned: np.ndarray

    def of(self, column: np.ndarray) -> CaseTerms:
        return CaseTerms(self, column)


class CaseTerms:
    """The calendars as the cases of a batch see them: every method takes and gives a column of days."""

    def __init__(self, tables: TermTables, school: np.ndarray):
        self._tables, self.cpt = tables, tables.cpt
        self._row = school.astype(np.int64) * SPAN - LOW
        self.known, self.aligned = tables.has_terms[school], tables.aligned[school]

    def _look_up(self, name: str, when) -> np.ndarray:
        return np.take(getattr(self._tables.days, name), self._row + np.clip(when, LOW, HIGH))

    def next_in_session(self, when) -> np.ndarray:
        """The first day in session on or after a day."""
        return self._look_up("session", when) + (when - np.clip(when, LOW, HIGH))

    def next_projected(self, when) -> np.ndarray:
        """The first day on or after a day about which only a projected term says anything; FAR_OFF for none."""
        return self._look_up("projected", when)

    def academic_year(self, since) -> np.ndarray:
        """The day one academic year is complete, BLANK where the calendar does not tell."""
        return self._look_up("year", since)

    def academic_year_open_until(self, since) -> np.ndarray:
        """The last day on which it may turn out to be complete, BLANK where it is published."""
        return self._look_up("year_open", since)

    def next_main(self, when) -> np.ndarray:
        """The start of the first main term after a day in the calendar, LONG_AGO where nobody knows."""
        return self._look_up("next_main", when)

    def cpt_term(self, start, registered) -> np.ndarray:
        """The place in `cpt` of the first term that a start on a day can lie in, its credit added on `registered` or later."""
        return np.maximum(self._look_up("cpt_at", start), self._look_up("cpt_open", registered))


@lru_cache(1024)
def term_tables(schools: tuple[Terms, ...]) -> TermTables | None:
    """The tables of these schools, in their order; None where none of them has terms."""
    if not any(schools):
        return None
    days, cpt, first = [], [], 0
    for terms in schools:
        one, places = _days_of(terms), _cpt_of(terms)
        days.append(DayTable(**{f.name: getattr(one, f.name) + (first if f.name.startswith("cpt") else 0) for f in fields(one)}))
        cpt.append(places)
        first += len(places.start)
    return TermTables(_joined(DayTable, days), _joined(CptTerms, cpt), np.array([bool(terms) for terms in schools]),
                      np.array([bool(terms) and terms.aligned for terms in schools]))


def _joined(kind, parts):
    return kind(*(np.concatenate([getattr(part, f.name) for part in parts]) for f in fields(kind)))


@lru_cache(1024)
def _days_of(terms: Terms) -> DayTable:
    return DayTable(_next_where(_session(terms), HIGH), _next_where(_projected(terms), FAR_OFF), *_years(terms),
                    _next_main(terms), *_cpt_places(terms))


def _next_where(mask: np.ndarray, none: int) -> np.ndarray:
    """For every day the first day on or after it at which the mask holds."""
    when = np.where(mask, np.arange(LOW, HIGH + 1), none)
    return np.minimum.accumulate(when[::-1])[::-1].astype(np.int32)


def _span(first: int, last: int) -> slice:
    return slice(max(first - LOW, 0), max(last - LOW + 1, 0))


def _session(terms: Terms) -> np.ndarray:
    opened = np.ones(SPAN, bool)
    for chain in terms.chains:
        opened[_span(chain[0].start, chain[-1].end)] = False
    for term in terms.main:
        own = np.zeros(SPAN, bool)
        own[_span(term.start, term.end)] = True
        for first, last in term.breaks:
            own[_span(first, last)] = False
        opened |= own
    return opened


def _projected(terms: Terms) -> np.ndarray:
    """Days of a projected main term, and days between two main terms one of which is projected."""
    marked = np.zeros(SPAN, bool)
    for chain in terms.chains:
        for before, term, after in zip([None, *chain], chain, [*chain[1:], None], strict=False):
            if term.band:
                marked[_span(before.end + 1 if before else term.start, after.start - 1 if after else term.end)] = True
    return marked


def _years(terms: Terms) -> tuple[np.ndarray, np.ndarray]:
    year, still_open = np.full(SPAN, BLANK, np.int32), np.full(SPAN, BLANK, np.int32)
    edges = {LOW, HIGH + 1} | {start + 1 for term in terms.main for start in (term.start, term.latest_start)}
    edges |= {chain[0].start - LONGEST_GAP for chain in terms.chains}
    edges = sorted(edge for edge in edges if LOW <= edge <= HIGH + 1)
    for first, beyond in zip(edges, edges[1:], strict=False):
        if completes := terms.academic_year(first):
            year[_span(first, beyond - 1)] = completes.end
            if completes.band:
                still_open[_span(first, beyond - 1)] = terms.year_open_until(first)
    return year, still_open


def _next_main(terms: Terms) -> np.ndarray:
    starts = np.full(SPAN, LONG_AGO, np.int32)
    for chain in terms.chains:
        for term, after in zip(chain, chain[1:], strict=False):
            starts[_span(term.start, after.start - 1)] = after.start
    return starts


def _cpt_places(terms: Terms) -> tuple[np.ndarray, np.ndarray]:
    cpt, when = _cpt_of(terms), np.arange(LOW, HIGH + 1)
    place = np.searchsorted(cpt.start, when, side="left").astype(np.int32)
    for number, (first, last) in enumerate(zip(cpt.start, cpt.end - cpt.named, strict=True)):     # a term's last day is too late
        place[_span(int(first), int(last))] = number
    still_open = np.searchsorted(np.maximum.accumulate(cpt.closes), when, side="left")
    return place, still_open.astype(np.int32)


@lru_cache(1024)
def _cpt_of(terms: Terms) -> CptTerms:
    listed = terms.of_cpt
    columns = ([t.start for t in listed], [t.end for t in listed],
               [BLANK if t.add_deadline is None else t.add_deadline for t in listed], [t.closes for t in listed],
               [t.band for t in listed], [t.kind in terms.online for t in listed], [bool(t.name) for t in listed])
    return CptTerms(*(np.array(column, np.int32) for column in columns))
