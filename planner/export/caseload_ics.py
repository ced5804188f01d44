"""The deadlines of a caseload as days of a calendar: the next step of each student, windows that close, cards that end.

A day names the student by the adviser's own case_id, or by the line of the caseload where ids are left out; nothing else of a
student stands in it.
"""
from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from planner.answer import NO
from planner.batch import Batch
from planner.cases import Cases
from planner.closing_words import closing_says, closing_title
from planner.closings import NONE, USE, WORK
from planner.days import BLANK, to_date
from planner.export.calendar_file import END, Day, event, head
from planner.office_days import open_before
from planner.plan import Plan
from planner.queue import LATER_ON, Queue, queue_of
from planner.routes import ALL_ROUTES, NEXT_STEPS
from planner.routes.base import APPROVED, NOTHING
from planner.words import by_route, counted, long_day, words
from planner.write_results import written_whole

WINDOWS = ("opt_post", "opt_stem")          # routes whose filing window the law ends
PLANNED = "Planned on {on}. We plan; the office decides."


@dataclass(frozen=True)
class Calendar:
    """Where the deadlines of a caseload go as a calendar file, and whether they name the cases by their ids."""
    path: str | Path
    with_ids: bool = True


class CaseloadDays:
    """The days of one piece of a caseload.

    lines: the line of each case; names: what each is called, "" or one that stands twice goes by its line.
    """

    def __init__(self, plan: Plan, lines: np.ndarray, names: np.ndarray):
        self.plan, self.lines, self.names = plan, lines, names
        self.planned = PLANNED.format(on=long_day(to_date(plan.on)))

    def days(self) -> Iterator[Day]:
        """Every day, case by case within each kind."""
        queue = queue_of(self.plan)
        yield from self._next_steps(queue)
        for route in WINDOWS:
            yield from self._closing(route, queue)
        yield from self._others(queue)
        yield from self._cards()

    def _next_steps(self, queue: Queue) -> Iterator[Day]:
        due = (queue.own_bucket <= LATER_ON) & (queue.by != BLANK)
        for row in np.flatnonzero(due).tolist():
            route, step = tuple(ALL_ROUTES)[queue.route[row]], NEXT_STEPS[queue.next_step[row]]
            spare = int(queue.float_days[row])
            room = "too late for the offer's own start" if queue.missed[row] != BLANK else f"{counted(spare, 'day')} to spare"
            if queue.closing[row] == WORK and queue.closes[row] < queue.by[row]:
                room = f"but work has to begin by {long_day(to_date(queue.closes[row]))}"
            start = to_date(queue.start[row])
            aim = f"to start on {long_day(start)}" if start else "the day to start unknown while USCIS holds the case"
            says = f"{ALL_ROUTES[route].title}, {aim}: {room}.{_office(queue.open_by[row])}"
            yield self._day(row, queue.by[row], f"{_title(route, step)}, last day", says, f"{route}|{step}")

    def _closing(self, name: str, queue: Queue) -> Iterator[Day]:
        answer = self.plan.routes[name]
        mine = (queue.route == list(ALL_ROUTES).index(name)) & (queue.by == answer.route_closes)       # said already
        ahead = (answer.verdict != NO) & (answer.route_closes != BLANK) & ~np.isin(answer.next_step, (NOTHING, APPROVED))
        open_by = open_before(self.plan, answer.next_step, answer.route_closes)
        for row in np.flatnonzero(ahead & ~mine).tolist():
            step = NEXT_STEPS[answer.next_step[row]]
            ends, says = "the window closes", f"After this day {ALL_ROUTES[name].title} is closed.{_office(open_by[row])}"
            if queue.closing[row] == USE and queue.closes[row] == answer.route_closes[row]:
                ends, says = "the recommendation runs out", closing_says(queue, row, self.plan.world)
            yield self._day(row, answer.route_closes[row], f"{_title(name, step)}, {ends}", says, f"{name}|closes")

    def _others(self, queue: Queue) -> Iterator[Day]:
        """Closings that no day above says: work that has to begin, training, a window that this offer does not admit."""
        names = tuple(ALL_ROUTES)
        said = np.zeros(len(queue), bool)
        for name in WINDOWS:
            said |= (queue.closing_route == names.index(name)) & (self.plan.routes[name].verdict != NO) & (queue.closing != WORK)
        said |= (queue.closing_route == queue.route) & (queue.closes == queue.by) & (queue.own_bucket <= LATER_ON)
        for row in np.flatnonzero((queue.closing != NONE) & ~said).tolist():
            route = names[queue.closing_route[row]]
            summary = f"{closing_title(queue, row)}, last day"
            yield self._day(row, queue.closes[row], summary, closing_says(queue, row, self.plan.world), f"{route}|last")

    def _cards(self) -> Iterator[Day]:
        batch = Batch(self.plan.cases, self.plan.on, self.plan.world)
        ends = np.broadcast_to(batch.card_ends, batch.size)
        for row in np.flatnonzero(batch.has_card & ~batch.card_of_earlier_level & (ends >= self.plan.on)).tolist():
            yield self._day(row, ends[row], "Card ends", "Last day of work under the card in the case.", "card|ends")

    def _day(self, row: int, when: int, summary: str, says: str, key: str) -> Day:
        name = self.names[row] or f"Line {self.lines[row]}"
        return Day(to_date(when), f"{name}: {summary}", f"{says}\n{self.planned}", f"{name}|{key}")


def _office(open_by: int) -> str:
    """What to say of a day on which the office is closed."""
    return "" if open_by == BLANK else f" The office is closed on that day; it is last open before on {long_day(to_date(open_by))}."


def _title(route: str, step: str) -> str:
    return by_route(words()["milestone"][step]["title"], route)


def names_of(cases: Cases, repeated: np.ndarray, with_ids: bool = True) -> np.ndarray:
    """What each case is called in a calendar: its case_id, "" where that is blank, stands twice, or is to be left out.

    repeated: rows whose case_id stood before.
    """
    names = cases.case_id.copy() if with_ids else np.full(len(cases), "", object)
    names[repeated] = ""
    return names


@contextmanager
def deadlines_file(calendar: Calendar, title: str, on: int) -> Iterator[Callable[[Plan, np.ndarray, list[int]], None]]:
    """What writes the deadlines of one piece after the other: told its plan, the line of each case, and which lines hold a
    case_id that stood before. No file is left where no piece came.

    title: of the scenario; on: the status date, days since 1970-01-01.
    """
    with written_whole(calendar.path) as draft:
        draft.wanted = False

        def write(plan: Plan, lines: np.ndarray, again: list[int]) -> None:
            names = names_of(plan.cases, np.flatnonzero(np.isin(lines, again)), calendar.with_ids)
            for one in CaseloadDays(plan, lines, names).days():
                draft.write(event(one, to_date(on)))
            draft.wanted = True
        draft.write(head(f"Deadlines: {title or 'caseload'}"))
        yield write
        draft.write(END)
