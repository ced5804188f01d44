"""The queue as a typed table, ranked: what an adviser reads, sorts and hands on."""
from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

import numpy as np
import pyarrow as pa

from planner.closing_words import TITLES as CLOSING_TITLES
from planner.days import BLANK
from planner.queue import BUCKETS, Queue
from planner.routes import ALL_ROUTES, NEXT_STEPS, VERDICTS
from planner.words import by_route, sentence, words
from planner.world import World
from planner.write_results import harmless

TITLES = tuple(route.title for route in ALL_ROUTES.values())
OVER = "too late, the offer is over"
HEADS = ("Student", "By", "Next step", "Due", "Last open day", "Route closes", "Float", "Route", "Verdict", "Had to happen by",
         "Move the start by", "Near its limit", "Earliest start", "What holds it")


def queue_table(names: np.ndarray, queue: Queue, near: list[str], rows: np.ndarray, world: World) -> pa.Table:
    """HEADS for some rows of a queue in their order; what is blank is null.

    names: the case_id of every case, made harmless: a table on a page can be downloaded; near: of planner.near for every case.
    """
    open_ = queue.verdict[rows] > 0
    columns = {
        "Student": pa.array([harmless(str(name)) for name in names[rows]], pa.string()), "Due": _due(queue, rows),
        "Next step": _steps(queue, rows), "By": _days(queue.act_by[rows]),
        "Last open day": _days(np.where(queue.decides, queue.closes_open, queue.open_by)[rows]),
        "Route closes": _days(queue.closes[rows]), "Float": _numbers(queue.act_float[rows]),
        "Verdict": _words(queue.verdict[rows], VERDICTS),
        "Route": _words(np.where(open_, queue.route[rows], len(TITLES)), (*TITLES, "")),
        "Earliest start": _days(queue.earliest_start[rows]),
        "Move the start by": _numbers(np.where(queue.shift_days[rows] > 0, queue.shift_days[rows], BLANK)),
        "Had to happen by": _days(queue.missed[rows]),
        "What holds it": _words(queue.driving_rule[rows], [in_words(rule, world) for rule in queue.rule_ids]),
        "Near its limit": pa.array([near[row] or None for row in rows.tolist()], pa.string())}
    return pa.table([columns[head] for head in HEADS], names=HEADS)


def in_words(rule: str, world: World) -> str:
    """What holds a date, in a few words: an office's or an agency's time, or a rule of law.

    >>> from planner.world import load_world
    >>> in_words("processing.card", load_world()), in_words("lead_time.cpt", load_world())
    ('The work card (EAD) arrives after the approval', 'The office: CPT request to the new I-20')
    """
    if rule.startswith("lead_time."):
        return f"The office: {world.schools['generic'].lead_time[rule.removeprefix('lead_time.')].says}"
    if rule.startswith("processing."):
        return sentence(world.processing.figures[rule].says)
    return world.law.rules[rule].says if rule else ""


def _due(queue: Queue, rows: np.ndarray) -> pa.Array:
    return _words(np.where(queue.past[rows], len(BUCKETS), queue.bucket[rows]), [*BUCKETS, OVER])


def _steps(queue: Queue, rows: np.ndarray) -> pa.Array:
    """The next step by its name on the route, or what a closing asks for: one word for each pair of the two."""
    entry = words()["milestone"]
    names = ["" if not step else by_route(entry[step]["title"], route) for route in ALL_ROUTES for step in NEXT_STEPS]
    own = queue.route[rows].astype(np.int32) * len(NEXT_STEPS) + queue.next_step[rows]
    closing = len(names) + queue.closing[rows].astype(np.int32) * len(ALL_ROUTES) + queue.closing_route[rows]
    return _words(np.where(queue.decides[rows], closing, own), [*names, *chain.from_iterable(CLOSING_TITLES)])


def _words(places: np.ndarray, texts: Iterable[str]) -> pa.Array:
    """Words by their places; an empty one is a blank."""
    return pa.array([text or None for text in texts], pa.string()).take(pa.array(places.astype(np.int32)))


def _days(column: np.ndarray) -> pa.Array:
    return _numbers(column).cast(pa.date32())


def _numbers(column: np.ndarray) -> pa.Array:
    return pa.array(column.astype(np.int32), mask=column == BLANK)
