"""The first sentence of the page: how many must act this week, and what the scenario does; then four counts."""
from __future__ import annotations

from datetime import timedelta

import numpy as np

from planner.cells import shown
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
    """Who is first, each with the step and its day; "" where nobody has to act within the next days that the queue counts."""
    queue = desk.queue
    rows = queue.ranked[np.isin(queue.bucket[queue.ranked], (TODAY, WEEK, MONTH))]
    if not len(rows):
        return ""
    steps = queue_table(desk.load.cases.case_id, queue, desk.near, rows[:FIRST], desk.world)["Next step"].to_pylist()
    said = [f"{shown(desk.name(row), LONGEST_NAME)} ({mid_sentence(step)} {_by(queue, row)})"
            for row, step in zip(rows[:FIRST].tolist(), steps, strict=True)]
    return f"First {listed(said)}."


def _by(queue: Queue, row: int) -> str:
    if queue.by[row] <= queue.on:
        return "today"
    open_by = queue.open_by[row]
    office = "" if open_by == BLANK else f", office: {long_day(to_date(open_by), False)}"
    return f"by {long_day(to_date(queue.by[row]), False)}{office}"


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
