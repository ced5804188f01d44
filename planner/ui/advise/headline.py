"""The first sentence of the page: how many must act this week, and what the scenario does; then four counts."""
from __future__ import annotations

from datetime import timedelta

import numpy as np

from planner.cells import shown
from planner.closing_words import closing_title
from planner.compare import Changes
from planner.days import BLANK, to_date
from planner.queue import MONTH, TODAY, TOO_LATE, WAITING, WEEK, Queue
from planner.queue_table import queue_table
from planner.scenario_words import if_so
from planner.ui.advise.desk import Desk
from planner.what_if import WhatIf
from planner.words import counted, listed, long_day, mid_sentence

FIRST = 2                           # students named under the headline
LONGEST_NAME = 30

def headline(queue: Queue, spec: WhatIf | None, changes: Changes | None, left_out: int = 0) -> str:
    """How many must act this week, or are too late already; then the scenario in a clause, or without one the too late; then how
    many rows of the file are left out."""
    lost = f" {counted(left_out, 'row')} of {len(queue) + left_out:,} {'is' if left_out == 1 else 'are'} left out."
    return _who_must_act(queue, spec, changes) + (lost if left_out else "")


def _who_must_act(queue: Queue, spec: WhatIf | None, changes: Changes | None) -> str:
    week, late = queue.count(TODAY, WEEK), queue.count(TOO_LATE)
    if late and not week:
        first = f"{counted(late, 'student')} {'is' if late == 1 else 'are'} too late for the offer as asked"
        return f"{first}; {_under(spec, changes) if spec else 'nobody else must act this week'}."
    first = f"{counted(week, 'student') if week else 'No student'} must act this week"
    return f"{first}; {_under(spec, changes) if spec else _too_late(late)}."


def _under(spec: WhatIf, changes: Changes) -> str:
    missed, made = int(changes.newly_missed.sum()), int(changes.newly_made.sum())
    if made > missed:
        return f"{if_so(spec)}, {made:,} more {'makes' if made == 1 else 'make'} their start"
    return f"{if_so(spec)}, {f'{missed:,}' if missed else 'nobody'} more {'misses' if missed < 2 else 'miss'} their start"


def _too_late(n: int) -> str:
    return f"{f'{n:,}' if n else 'nobody'} {'is' if n < 2 else 'are'} too late for the offer as asked"


def first_to_act(desk: Desk) -> str:
    """Who is first, each with the step and its day, then what else closes whatever the offer; "" where nobody has to act within
    the next days that the queue counts."""
    queue = desk.queue
    rows = queue.ranked[queue.due(TODAY, WEEK, MONTH)[queue.ranked]]
    rows = rows[np.argsort(_day(queue)[rows], kind="stable")]
    if not len(rows):
        return ""
    first = f"First {listed(_named(desk, rows[:FIRST]))}."
    others = rows[FIRST:][queue.pressed[rows[FIRST:]]]
    return f"{first} {_closing(desk, others)}" if len(others) else first


def _closing(desk: Desk, rows: np.ndarray) -> str:
    """Those whom the first sentence does not name and who lose a way to work within the next days."""
    more = [f"{len(rows) - FIRST:,} more"] if len(rows) > FIRST else []
    return f"Closing within {desk.world.law.number('planner.next_days')} days, whatever the offer: " \
           f"{listed(_named(desk, rows[:FIRST]) + more)}."


def _day(queue: Queue) -> np.ndarray:
    """The day by which each has to act; of one who is too late for the offer that of the closing."""
    return np.where(_by_closing(queue), queue.closes, queue.act_by)


def _by_closing(queue: Queue) -> np.ndarray:
    return queue.decides | queue.pressed & (queue.bucket == TOO_LATE)


def _named(desk: Desk, rows: np.ndarray) -> list[str]:
    queue = desk.queue
    steps = queue_table(desk.load.cases.case_id, queue, desk.near, rows, desk.world)["Next step"].to_pylist()
    closing = _by_closing(queue)
    steps = [closing_title(queue, row) if closing[row] else step for row, step in zip(rows.tolist(), steps, strict=True)]
    return [f"{shown(desk.name(row), LONGEST_NAME)} ({mid_sentence(step)} {_by(queue, row, closing[row])})"
            for row, step in zip(rows.tolist(), steps, strict=True)]


def _by(queue: Queue, row: int, closing: bool) -> str:
    by, open_by = (queue.closes, queue.closes_open) if closing else (queue.by, queue.open_by)
    if by[row] <= queue.on:
        return "today"
    office = "" if open_by[row] == BLANK else f", office: {long_day(to_date(open_by[row]), False)}"
    return f"by {long_day(to_date(by[row]), False)}{office}"


def counts(desk: Desk) -> str:
    """Four or five numbers with what they mean, two by two on a phone."""
    queue, law = desk.queue, desk.world.law
    week = to_date(desk.on) + timedelta(law.number("planner.this_week") - 1)
    month = to_date(desk.on) + timedelta(law.number("planner.next_days"))
    near = sum(map(bool, desk.near))
    cells = (("Too late for the offer", queue.count(TOO_LATE), "the start has to move"),
             ("This week", queue.count(TODAY, WEEK), f"by {long_day(week, False)}"),
             ("Next 30 days", queue.count(TODAY, WEEK, MONTH), f"by {long_day(month, False)}"),
             ("Waiting", queue.count(WAITING), "filed, USCIS decides"),
             ("Near a limit", near, "days used, windows, cards"))
    rows = "".join(f"<div><dt>{label}</dt><dd><b>{n:,}</b><small>{under}</small></dd></div>" for label, n, under in cells)
    return f'<dl class="wa wa-keys">{rows}</dl>'
