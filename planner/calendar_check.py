"""Is a calendar to be trusted? Every defect that real calendars have been seen to carry, found and named with line and remedy.

A defect that makes a date wrong stops the file; one that a reader should know (exams on scattered days, two terms that share
a day) is said and the file is used.
"""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

from planner.days import day, us_federal_holidays
from planner.errors import BadData, BadInput
from planner.term_facts import Fact, read_facts

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")
SHORT = "|".join(month[:3] for month in MONTHS)
PRINTED = re.compile(rf"\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\.?,? +({SHORT})[a-z]*\.? (\d{{1,2}})\b(?:,? (\d{{4}}))?")
ONLY_WEEKDAY = re.compile(r"\bprinted (Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\b")
SCATTERED = "ends exams on scattered days; the days between them count as in session"
OFFICES_OPEN = re.compile(r"\boffices? (is |are )?open\b", re.I)
LONGEST = {"main": 175, "winter": 60, "summer": 130, "session": 130}        # days of a term
SHORTEST_MAIN = 50
EXAMS_AFTER_CLASSES = 16                                                    # days from the last class to the last exam
NAMED_EARLY = 60                                                            # days that a deadline may lie before its term
BY_ITSELF = ("closure", "conferral")
UNUSED = "this term is not used"       # what is said last of a term without its edges


@dataclass(frozen=True)
class Finding:
    """One defect: its code, the line and the remedy, and whether the calendar may be used all the same."""
    code: str
    problem: BadInput
    stops: bool

    def __str__(self) -> str:
        return str(self.problem)


def load_facts(path: Path) -> list[Fact]:
    """The rows of a calendar file that passes the check; BadData for the first defect, whose `.others` are the rest."""
    try:
        facts = read_facts(path)
    except BadInput as error:
        raise _all_of_it([error, *error.others], path.name) from None
    stops = [finding.problem for finding in check(facts, path.name) if finding.stops]
    if stops:
        raise _all_of_it(stops, path.name)
    return facts


def _all_of_it(found: list[BadInput], name: str) -> BadData:
    """What is wrong with a file: the first of it, and the others."""
    first, *others = (BadData(bad.remedy, file=name, line=bad.line, column=bad.column, value=bad.value) for bad in found)
    first.others = others
    return first


def check(facts: Iterable[Fact], name: str) -> list[Finding]:
    """Every defect of a calendar, in the order of its lines.

    >>> from planner.term_facts import facts_in
    >>> rows = facts_in('''term,kind,event,date,status,band,source,checked,note
    ... Fall 2027,main,start,2027-11-09,published,,registrar,2026-11-22,"Mon, November 9, 2027"
    ... ''', "x.csv")
    >>> print(check(rows, "x.csv")[0])
    x.csv, line 2, column date: "Mon, November 9, 2027" is a Tuesday; ask which of the two is right, then correct it
    """
    facts = list(facts)
    by_term: dict[str, list[Fact]] = {}
    for fact in facts:
        by_term.setdefault(fact.term, []).append(fact)
    found = [one for each in OF_A_FACT for fact in facts for one in each(fact)]
    found += [one for each in OF_A_TERM for rows in by_term.values() for one in each(_Rows(rows))]
    found += _overlaps([rows for rows in map(_Rows, by_term.values()) if rows.first and rows.last])
    found = [Finding(code, BadInput(remedy, file=name, line=fact.line, column=column, value=value), stops)
             for code, fact, column, value, remedy, stops in found]
    return sorted(found, key=lambda one: (one.problem.line or 0, not one.stops))


class _Rows(list):
    """The facts of one term."""

    def of(self, *events: str) -> list[Fact]:
        return sorted((fact for fact in self if fact.event in events), key=lambda fact: fact.date)

    @property
    def first(self) -> Fact | None:
        return next(iter(self.of("start")), None)

    @property
    def last(self) -> Fact | None:
        return next(reversed(self.of("finals_end") or self.of("last_class")), None)

    @property
    def breaks(self) -> list[tuple[Fact, Fact]]:
        return list(zip(self.of("break_start"), self.of("break_end"), strict=False))


def _found(code: str, fact: Fact, remedy: str, stops: bool = True, value: str | None = None, column: str = "date"):
    return code, fact, column, value or fact.date.isoformat(), remedy, stops


def _weekday(when: date) -> str:
    return WEEKDAYS[when.weekday()]


# One fact by itself

def _weekday_does_not_match(fact: Fact) -> Iterator:
    """The source prints a weekday that the date has not."""
    for match in PRINTED.finditer(fact.note):
        month = next(n for n, name in enumerate(MONTHS, 1) if name.startswith(match[2]))
        try:
            when = date(int(match[4] or fact.date.year), month, int(match[3]))
        except ValueError:
            yield _found("no_such_day", fact, "is not a day of the calendar; correct it", value=match[0])
            continue
        if not _weekday(when).startswith(match[1]):
            yield _found("weekday", fact, f"is a {_weekday(when)}; ask which of the two is right, then correct it", value=match[0])
    for match in ONLY_WEEKDAY.finditer(fact.note):
        if not _weekday(fact.date).startswith(match[1]):
            yield _found("weekday", fact, f"is a {_weekday(fact.date)}, and the source prints {match[1]}; ask which is right")


def _holiday_on_a_weekend(fact: Fact) -> Iterator:
    """Offices do not close on a day that they are closed anyway: the observed day is meant, or the date is wrong."""
    if fact.event == "closure" and fact.date.weekday() >= 5:
        observed = fact.date + timedelta(-1 if fact.date.weekday() == 5 else 1)
        yield _found("holiday_on_weekend", fact, f"is a {_weekday(fact.date)}; write the day on which the holiday is observed, "
                     f"perhaps {observed}, or delete the row")


def _offices_are_open(fact: Fact) -> Iterator:
    if fact.event == "closure" and OFFICES_OPEN.search(fact.note):
        yield _found("not_a_closure", fact, "is no closure, for the offices are open; write it as break_start and break_end")


def _exams_on_scattered_days(fact: Fact) -> Iterator:
    if fact.event == "finals_end" and re.search(r"non-contiguous|exam days|reading day", fact.note, re.I):
        yield _found("scattered_exams", fact, SCATTERED, stops=False)


# The facts of one term

def _mixed(rows: _Rows) -> Iterator:
    for fact in rows[1:]:
        if fact.kind != rows[0].kind:
            yield _found("kind_differs", fact, f"differs from {rows[0].kind} on line {rows[0].line}; a term is of one kind",
                         value=fact.kind, column="kind")
        if "projected" in (fact.status, rows[0].status) and fact.status != rows[0].status:
            yield _found("mixed", fact, f"stands beside {rows[0].status} rows of {fact.term}; a projected date is never mixed with "
                         "others: delete it, or the others", value=fact.status, column="status")


def _twice(rows: _Rows) -> Iterator:
    for event in ("start", "last_class", "add_deadline"):
        for fact in sorted(rows.of(event), key=lambda fact: fact.line or 0)[1:]:
            yield _found("twice", fact, f"is a second {event} of {fact.term}; keep one, or name two sessions apart")


def _not_bounded(rows: _Rows) -> Iterator:
    """A closed day and a day of degrees count by themselves; every other date needs its term."""
    if not (rows.first and rows.last) and any(fact.event not in BY_ITSELF for fact in rows):
        missing = "start" if not rows.first else "last_class or finals_end"
        yield _found("not_bounded", rows[0], f"has no {missing}; until it has, {UNUSED}", False, rows[0].term, "term")


def _backwards(rows: _Rows) -> Iterator:
    for last in (rows.of("last_class")[-1:] + rows.of("finals_end")[-1:]) if rows.first else []:
        if last.date <= rows.first.date:
            yield _found("backwards", last, f"is not after the start, {rows.first.date}; correct {last.event} or start")
    for first, last in rows.breaks:
        if last.date < first.date:
            yield _found("backwards", last, f"ends a break before it begins on {first.date}; correct one of the two")
    unpaired = len(rows.of("break_start")) - len(rows.of("break_end"))
    if unpaired:
        event, other = ("break_start", "break_end") if unpaired > 0 else ("break_end", "break_start")
        yield _found("unpaired", rows.of(event)[-1], f"is a {event} without its {other}; add it")


def _exams(rows: _Rows) -> Iterator:
    classes, begin, end = rows.of("last_class"), rows.of("finals_start"), rows.of("finals_end")
    if begin and end and end[-1].date < begin[0].date:
        yield _found("backwards", end[-1], f"ends exams before they begin on {begin[0].date}; correct one of the two")
    if classes and end and end[-1].date < classes[-1].date:
        yield _found("backwards", end[-1], f"ends exams before the last class, {classes[-1].date}; "
                     "correct finals_end or last_class")
    if classes and begin and begin[0].date <= classes[-1].date:
        yield _found("exams_before_end", begin[0], f"begins exams before classes are over on {classes[-1].date}; "
                     "correct one of the two")
    if classes and end and (end[-1].date - classes[-1].date).days > EXAMS_AFTER_CLASSES:
        yield _found("exams_after_end", end[-1], f"ends exams more than {EXAMS_AFTER_CLASSES} days after the last class, "
                     f"{classes[-1].date}; correct one of the two")
    if len(begin) > 1 or len(end) > 1:
        yield _found("scattered_exams", end[-1] if end else begin[-1], SCATTERED, stops=False)


def _outside(rows: _Rows) -> Iterator:
    """Breaks, deadlines and exams lie in their term."""
    if not (rows.first and rows.last):
        return
    first, last = rows.first.date, rows.last.date
    for fact in rows.of("break_start", "break_end", "add_deadline"):
        early = timedelta(NAMED_EARLY if fact.event == "add_deadline" else 0)
        if fact.event == "add_deadline" and first - early <= fact.date < first:
            yield _found("deadline_early", fact, f"is a last day to add before the first day of {fact.term}, {first}: check it",
                         stops=False)
        if not first - early <= fact.date <= last:
            yield _found("outside", fact, f"lies outside {fact.term}, {first} to {last}; correct it, or the term "
                         "it is written under")


def _length(rows: _Rows) -> Iterator:
    if not (rows.first and rows.last):
        return
    days, kind = (rows.last.date - rows.first.date).days + 1, rows.first.kind
    if days > LONGEST[kind]:
        yield _found("too_long", rows.last, f"ends {rows.first.term} after {days} days; check its start, {rows.first.date}")
    elif kind == "main" and 0 < days < SHORTEST_MAIN:
        yield _found("too_short", rows.last, f"ends {rows.first.term} after {days} days; check it, or write kind session")


def _begins_on_a_weekend(rows: _Rows) -> Iterator:
    if rows.first and rows.first.date.weekday() >= 5:
        yield _found("weekend_start", rows.first, f"is a {_weekday(rows.first.date)}; classes seldom begin then: check it",
                     stops=False)


def _shifted(rows: _Rows) -> Iterator:
    """Closed days that fall on Saturdays, and on the day after each holiday: somebody counted from the wrong zero."""
    closed = Counter(_free_days(rows))
    as_written = _fit(closed)
    for by, which in ((1, "late"), (-1, "early")):
        if len(closed) > 1 and _fit({when - timedelta(by): n for when, n in closed.items()}) >= as_written + 2:
            earlier = "earlier" if by > 0 else "later"
            yield _found("shifted", rows.first or rows[0], f"looks a day too {which}, as do all days off of {rows[0].term}; move "
                         f"the whole term one day {earlier}, or ask the registrar")


def _free_days(rows: _Rows) -> Iterator[date]:
    for fact in rows.of("closure"):
        yield fact.date
    for first, last in rows.breaks:
        if (last.date - first.date).days <= 4:                  # a long break says nothing about a single day
            yield from (first.date + timedelta(n) for n in range(max((last.date - first.date).days, 0) + 1))


def _fit(days: Iterable[date]) -> int:
    """How well days off lie: on holidays and not on weekends."""
    holidays = us_federal_holidays()
    return sum((day(when) in holidays) - (when.weekday() >= 5) for when in days)


# Two terms

def _overlaps(terms: list[_Rows]) -> Iterator:
    for one, other in combinations(sorted(terms, key=lambda rows: rows.first.date), 2):
        kinds = {one.first.kind, other.first.kind}
        if other.first.date > one.last.date or "session" in kinds or kinds == {"summer"}:
            continue
        both = (one.last.date - other.first.date).days + 1
        stops = kinds == {"main"} or both > 7
        yield _found("overlap", other.first, f"begins {other.first.term} while {one.first.term} lasts until {one.last.date}; "
                     + ("correct one of the two" if stops else "on the days they share, the later term counts"), stops)


OF_A_FACT: tuple[Callable, ...] = (_weekday_does_not_match, _holiday_on_a_weekend, _offices_are_open, _exams_on_scattered_days)
OF_A_TERM: tuple[Callable, ...] = (_mixed, _twice, _not_bounded, _backwards, _exams, _outside, _length,
                                   _begins_on_a_weekend, _shifted)
