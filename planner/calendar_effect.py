"""What another calendar changes: which cases of a caseload move, on which route, by how many days."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from planner.cases import Cases
from planner.days import BLANK, to_date
from planner.errors import BadInput
from planner.plan import make_plan
from planner.read_caseload import Caseload
from planner.routes import VERDICTS
from planner.term_facts import Fact
from planner.terms import terms_of
from planner.words import counted, long_day
from planner.world import World

COMPARED = ("verdict", "start", "authorized_until", "next_step_by")


@dataclass(frozen=True)
class Move:
    """One case on one route, before and after; `days` is how much later the work starts, None where one of the two is closed.

    line: of the caseload, 0 where it has none; alone: no other line has the same case_id.
    """
    case_id: str
    route: str
    verdicts: tuple[str, str]
    starts: tuple[date | None, date | None]
    untils: tuple[date | None, date | None]
    line: int = 0
    alone: bool = True

    @property
    def name(self) -> str:
        """What the case is called: by its line where it has no id, or one that stands twice."""
        line = f"line {self.line}" if self.line else ""
        return f"{self.case_id} ({line})" if self.case_id and line and not self.alone else self.case_id or line or "the case"

    @property
    def days(self) -> int | None:
        before, after = self.starts
        return (after - before).days if before and after else None

    def __str__(self) -> str:
        parts = [f"{self.verdicts[0]} becomes {self.verdicts[1]}"] if self.verdicts[0] != self.verdicts[1] else []
        if self.days:
            way = "later" if self.days > 0 else "earlier"
            parts.append(f"starts {counted(abs(self.days), 'day')} {way}, {long_day(self.starts[1])}")
        if all(self.untils) and self.untils[0] != self.untils[1]:
            parts.append(f"lasts until {long_day(self.untils[1])} instead of {long_day(self.untils[0])}")
        return f"{self.name}, {self.route}: {'; '.join(parts) or 'other days for the next step'}"


def with_calendar(world: World, slug: str, facts: list[Fact]) -> World:
    """The world in which a school has these facts in place of what it had for the same terms."""
    school = world.schools[slug]
    return replace(world, schools=world.schools | {slug: school.with_facts(merged(school.known_facts, facts))})


def merged(known: list[Fact], more: list[Fact]) -> list[Fact]:
    """Known facts with others: a term that is given anew, with both its edges, is replaced as a whole; of a term that is not, and
    that is known, only the days on which the offices are closed are added."""
    anew, there = {term.name for term in terms_of(more)}, {term.name for term in terms_of(known)}
    kept = [fact for fact in known if fact.term not in anew]
    said = {(fact.event, fact.date) for fact in kept}
    added = (fact for fact in more if fact.term in anew or fact.term not in there
             or (fact.event == "closure" and ("closure", fact.date) not in said))
    return [*kept, *added]


@dataclass(frozen=True)
class Effect:
    """What another calendar does to a caseload: cases read, rows that could not be, and every move."""
    cases: int
    bad: list[BadInput]
    moves: list[Move]


def effect(load: Caseload, on: int, before: World, after: World) -> Effect:
    """Every good case of a caseload under both calendars; a bad row is listed, never dropped in silence."""
    cases, bad, found, ids = 0, list(load.problems), [], Counter()
    for rows in map(load.read, load.pieces):
        ids.update(map(str, rows.cases.case_id))
        cases += len(rows.cases)
        bad += rows.problems
        if len(rows.cases):
            found += moves(rows.cases, on, before, after, rows.lines)
    return Effect(cases, bad, [replace(move, alone=ids[move.case_id] == 1) for move in found])


def moves(cases: Cases, on: int, before: World, after: World, lines: Sequence[int] | None = None) -> Iterator[Move]:
    """Every case and route that another calendar changes, in the order of the cases; lines: of each in its file."""
    lines = np.zeros(len(cases), int) if lines is None else lines
    first, second = make_plan(cases, on, before), make_plan(cases, on, after)
    changed = {name: np.logical_or.reduce([getattr(first.routes[name], column) != getattr(second.routes[name], column)
                                           for column in COMPARED]) for name in first.routes}
    for row in np.flatnonzero(np.logical_or.reduce(list(changed.values()))):
        for name in first.routes:
            if changed[name][row]:
                move = _move(str(cases.case_id[row]), name, first.routes[name], second.routes[name], row)
                yield replace(move, line=int(lines[row]))


def _move(case_id, route, before, after, row) -> Move:
    def both(column):
        return tuple(None if column(one)[row] == BLANK else to_date(column(one)[row]) for one in (before, after))
    return Move(case_id, route, tuple(VERDICTS[one.verdict[row]] for one in (before, after)),
                both(lambda one: one.start), both(lambda one: one.authorized_until))
