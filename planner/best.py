"""Which of a student's routes is the best: the better verdict, then the smaller shift, then the one that asks for the least."""
from __future__ import annotations

import numpy as np

from planner.days import BLANK
from planner.plan import Plan
from planner.routes import VERDICTS

FAVOURS = ("current_ead", "cap_gap", "on_campus", "cpt", "at", "opt_stem", "opt_pre", "opt_post", "intl_org",
           "hardship")          # least to ask for first
GOODNESS = ("yes", "partly", "later", "unknown", "no")
_RANK = np.array([GOODNESS.index(verdict) for verdict in VERDICTS], np.int64)
_VERDICT, _SHIFT = 40, 4            # bits to the right of a verdict's rank and of a shift in one number that orders routes


def best_routes(plan: Plan) -> np.ndarray:
    """For every case the place of its best route in `plan.routes` (int8).

    >>> from planner.cases import Cases
    >>> from planner.days import day
    >>> from planner.plan import make_plan
    >>> case = {"status": "F-1", "program_start": "2025-08-25", "program_end": "2027-05-14", "offer_start": "2026-12-21"}
    >>> plan = make_plan(Cases.of([case]), on=day("2026-11-22"))
    >>> tuple(plan.routes)[best_routes(plan)[0]]
    'cpt'
    """
    return np.stack([_order(name, answer) for name, answer in plan.routes.items()]).argmin(axis=0).astype(np.int8)


def _order(name: str, answer) -> np.ndarray:
    """One number for a route of each case: the smaller, the better."""
    shift = np.where(answer.shift_days == BLANK, 0, answer.shift_days).astype(np.int64)
    return (_RANK[answer.verdict] << _VERDICT) + (shift << _SHIFT) + FAVOURS.index(name)
