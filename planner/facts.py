"""Facts of one case that contradict each other: each is an error that names both facts and the remedy.

A contradiction is a mask over the columns of a batch: a case file (a batch of one) and a caseload meet the same list.
"""
from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from string import Formatter

import numpy as np

from planner.case import I765_CATEGORIES, STATUSES
from planner.days import BLANK, months, to_date
from planner.law import Law

H1B_LATER = ("h1b_start", "h1b_valid_from", "h1b_ended")


@dataclass(frozen=True)
class Contradiction:
    """`column` cannot stand where `broken` is true. `remedy` may name other columns, {on}, {opens} and {closes}."""
    column: str
    broken: Callable[[object, int, Law], np.ndarray]
    remedy: str


def given(days: np.ndarray) -> np.ndarray:
    """Where a date is known."""
    return days != BLANK


def start_window(program_end: np.ndarray, law: Law) -> tuple[np.ndarray, np.ndarray]:
    """First and last day that post-completion OPT may be asked to start; both included.

    >>> from planner.days import day, to_date
    >>> from planner.law import load_law
    >>> [str(to_date(d)) for d in start_window(day("2027-05-14"), load_law())]
    ['2027-05-15', '2027-07-13']
    """
    law = law.under(None)           # a what-if about a postponed rule does not unmake a fact of today
    return tuple(program_end + law.number(f"opt_post.start_{edge}", on=program_end) for edge in ("opens", "closes"))


def _start_not_allowed(cases, _on, law):
    asked = cases.opt_requested_start
    opens, closes = start_window(cases.program_end, law)
    return given(asked) & ((asked < opens) | (asked > closes))


def _ead_of_a_j1(cases, _on, _law):
    return given(cases.ead_end) & (cases.status == STATUSES.index("J-1"))


def _before(column: str, earlier: str) -> Contradiction:
    def broken(cases, _on, _law):
        first, second = getattr(cases, earlier), getattr(cases, column)
        return given(first) & given(second) & (second < first)
    return Contradiction(column, broken, f"is before {earlier} {{{earlier}}}; correct one of the two")


def _alone(column: str, needed: str) -> Contradiction:
    return Contradiction(column, lambda cases, _on, _law: given(getattr(cases, column)) & ~given(getattr(cases, needed)),
                         f"stands without {needed}; give {needed} too, or leave {column} blank")


def _after_the_plan(column: str) -> Contradiction:
    return Contradiction(column, lambda cases, on, _law: getattr(cases, column) > on,
                         "is after the status date {on}; leave it blank until it has happened, or correct it")


def _without_its_fact(column: str, category: str) -> Contradiction:
    """Something that was done for a route whose fact the case does not hold."""
    def broken(cases, _on, _law):
        return given(getattr(cases, column)) & (cases.i765_category == I765_CATEGORIES.index(category)) & ~getattr(cases, category)
    return Contradiction(column, broken, f"has i765_category {category}, but {category} is not true; set {category} to true or "
                         "correct i765_category")


CONTRADICTIONS = (
    _before("program_end", "program_start"),
    _before("offer_end", "offer_start"),
    _before("ead_end", "ead_start"),
    _alone("ead_start", "ead_end"),
    Contradiction("ead_end", _ead_of_a_j1,
                  "contradicts status J-1, which has no EAD for practical training; leave ead_end blank or correct status"),
    _after_the_plan("dso_recommended"),
    _after_the_plan("i765_filed"),
    _before("i765_filed", "dso_recommended"),
    Contradiction("opt_requested_start", _start_not_allowed,
                  "is outside {opens} to {closes}, the days allowed for program_end {program_end}; correct one of the two"),
    _after_the_plan("i907_filed"),
    _before("i907_filed", "i765_filed"),
    _alone("i907_filed", "i765_filed"),
    _after_the_plan("rfe_received"),
    _alone("rfe_received", "i765_filed"),
    _before("rfe_received", "i765_filed"),
    _alone("rfe_answered", "rfe_received"),
    _before("rfe_answered", "rfe_received"),
    *(_without_its_fact(column, category) for column in ("dso_recommended", "i765_filed") for category in ("hardship", "intl_org")),
    *(_after_the_plan(column) for column in ("h1b_filed", "h1b_ended")),
    *(_alone(column, "h1b_filed") for column in H1B_LATER),
    *(_before(column, "h1b_filed") for column in H1B_LATER),
)


def contradictions(cases, on: int, law: Law) -> Iterator[tuple[int, str, str, str]]:
    """Row, column, value and remedy of every fact in a batch of Cases that another fact of the same case rules out."""
    for one in CONTRADICTIONS:
        rows = np.flatnonzero(one.broken(cases, on, law))
        if len(rows):
            values = getattr(cases, one.column)[rows].tolist()
            for row, value, remedy in zip(rows.tolist(), values, _remedies(one, cases[rows], on, law), strict=True):
                yield row, one.column, str(to_date(value)), remedy


def _remedies(one: Contradiction, cases, on: int, law: Law) -> Iterator[str]:
    """The remedy for each of some cases, with the dates that it names."""
    opens, closes = start_window(cases.program_end, law)
    known = cases.columns | {"on": np.full(len(cases), on), "opens": opens, "closes": closes}
    named = [name for _, name, _, _ in Formatter().parse(one.remedy) if name]
    columns = [known[name].tolist() for name in named]
    for row in range(len(cases)):
        yield one.remedy.format(**{name: to_date(column[row]) for name, column in zip(named, columns, strict=True)})


def doubtful_ends(cases, on: int, law: Law) -> np.ndarray:
    """Rows whose program ends so late that the year is worth a second look; they are answered all the same.

    >>> from planner.cases import Cases
    >>> from planner.days import day
    >>> from planner.law import load_law
    >>> facts = {"status": "F-1", "program_start": "2025-08-25"}
    >>> cases = Cases.of([facts | {"program_end": end} for end in ("2036-11-24", "2036-11-25", "2072-05-14")])
    >>> doubtful_ends(cases, day("2026-11-24"), load_law()).tolist()
    [1, 2]
    """
    longest = months(law.number("planner.longest_program", on)).add(cases.program_start)
    farthest = months(law.number("planner.farthest_end", on)).add(np.int32(on))
    return np.flatnonzero((cases.program_end > longest) | (cases.program_end > farthest))
