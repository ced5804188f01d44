"""A day to ask the school's office that falls on a closed day: the office's last open day before it counts the same."""
from __future__ import annotations

import numpy as np

from planner.days import BLANK, last_open_days
from planner.plan import Plan
from planner.routes.base import REQUESTED


def open_before(plan: Plan, step: np.ndarray, by: np.ndarray, floats: np.ndarray | None = None) -> np.ndarray:
    """For every case the last open day of its school's office before `by` (int32); BLANK unless the step is to ask the office,
    `by` is a day on which it is closed, and that open day is still to come.

    floats: days from the earliest day of the step to `by`; where the open day lies before that earliest day there is none.

    >>> from planner.cases import Cases
    >>> from planner.days import day, to_date
    >>> from planner.plan import make_plan
    >>> case = {"status": "F-1", "program_start": "2025-08-25", "program_end": "2027-05-14"}
    >>> plan = make_plan(Cases.of([case]), on=day("2026-11-22"))
    >>> to_date(open_before(plan, np.array([REQUESTED]), np.array([day("2027-01-31")]))[0]).isoformat()
    '2027-01-29'
    """
    rows = np.flatnonzero((step == REQUESTED) & (by != BLANK))
    found, asked = np.full(len(by), BLANK, np.int32), by[rows]
    opened = _last_open(plan, plan.cases.school[rows], asked)
    closed = (opened < asked) & (opened >= plan.on)
    if floats is not None:
        closed &= asked - opened <= floats[rows]
    found[rows[closed]] = opened[closed]
    return found


def _last_open(plan: Plan, school: np.ndarray, asked: np.ndarray) -> np.ndarray:
    """The last open day up to each day, of the office of each place in the schools of the cases."""
    opened = np.empty_like(asked)
    for place, slug in enumerate(plan.cases.schools):
        mine = school == place
        opened[mine] = last_open_days(plan.world.schools[slug].closures)[asked[mine]]
    return opened
