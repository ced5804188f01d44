"""A closing of the queue in words: what has to be done by its day, whatever becomes of the offer."""
from __future__ import annotations

from planner.closings import KINDS, STEPS, WORK
from planner.days import BLANK, to_date
from planner.queue import Queue
from planner.routes import ALL_ROUTES, NEXT_STEPS
from planner.words import by_route, long_day, mid_sentence, words
from planner.world import World

# Each step that some closing asks for, by the places of the kind of closing and of the route.
TITLES = tuple(tuple(words()["closing"]["work"]["title"] if kind == WORK else
                     by_route(words()["milestone"][NEXT_STEPS[step]]["title"], route) if step else "" for route in ALL_ROUTES)
               for kind, step in enumerate(STEPS.tolist()))


def closing_says(queue: Queue, row: int, world: World) -> str:
    """The closing of a case in one sentence or two; "" where nothing closes.

    >>> from planner.cases import Cases
    >>> from planner.days import day
    >>> from planner.queue import queue_of_cases
    >>> from planner.world import load_world
    >>> case = {"status": "F-1", "program_start": "2024-08-20", "program_end": "2026-10-30", "offer_start": "2027-02-01"}
    >>> queue = queue_of_cases(Cases.of([case]), day("2026-11-24"), load_world())
    >>> closing_says(queue, 0, load_world()).replace("\u00a0", " ").split(":")[0]
    'Whatever becomes of the offer, ask for the OPT I-20 by Mon 14 Dec 2026'
    """
    return _said(queue, row, world, "says") + _office(queue, row)


def closing_short(queue: Queue, row: int, world: World) -> str:
    """The same in a few words."""
    return _said(queue, row, world, "short")


def closing_title(queue: Queue, row: int) -> str:
    """What has to be done, as a title."""
    return TITLES[queue.closing[row]][queue.closing_route[row]]


def _said(queue: Queue, row: int, world: World, which: str) -> str:
    kind, name = queue.closing[row], tuple(ALL_ROUTES)[queue.closing_route[row]]
    if not kind:
        return ""
    limit = world.law.number(f"{name}.unemployment_limit", queue.on) if kind == WORK else 0
    step = closing_title(queue, row)
    return words()["closing"][KINDS[kind]][which].format(
        step=step, mid_step=mid_sentence(step), route=ALL_ROUTES[name].title, day=long_day(to_date(queue.closes[row])),
        until=long_day(to_date(queue.closing_until[row])), limit=limit, over=limit + 1)


def _office(queue: Queue, row: int) -> str:
    open_by = queue.closes_open[row]
    return "" if open_by == BLANK else f" The office is last open before on {long_day(to_date(open_by))}."
