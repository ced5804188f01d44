"""What is close to its limit in a caseload: full-time CPT, days without work, filing windows, cards."""
from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from planner.answer import NO
from planner.batch import OPT_POST, OPT_STEM, Batch
from planner.closing_words import closing_short
from planner.closings import FILE
from planner.days import to_date
from planner.plan import Plan
from planner.queue import queue_of
from planner.routes import REGISTRY
from planner.routes.base import APPROVED
from planner.words import long_day

WINDOWS = {"opt_post": "OPT", "opt_stem": "STEM"}       # routes whose filing window the law ends


@dataclass(frozen=True)
class Near:
    """One kind of limit: the rows close to it, and what to say of one."""
    kind: str
    rows: np.ndarray
    says: Callable[[int], str]


def near_limits(plan: Plan) -> list[str]:
    """For every case what is near its limit, "" where nothing is; several things are joined by "; ".

    >>> from planner.cases import Cases
    >>> from planner.days import day
    >>> from planner.plan import make_plan
    >>> case = {"status": "F-1", "program_start": "2025-08-25", "program_end": "2027-05-14", "cpt_full_time_days": 341}
    >>> near_limits(make_plan(Cases.of([case]), on=day("2026-11-22")))
    ['full-time CPT 341 of 365']
    """
    said = [[] for _ in range(len(plan.cases))]
    for near in limits(plan):
        for row in near.rows.tolist():
            said[row].append(near.says(row))
    return ["; ".join(parts) for parts in said]


def limits(plan: Plan) -> Iterator[Near]:
    """Every kind of limit with the rows that are close to it."""
    batch = Batch(plan.cases, plan.on, plan.world)
    yield _cpt(batch)
    yield from _unemployment(batch)
    for name, title in WINDOWS.items():
        yield from _window(plan, batch, name, title)
    yield _card(batch)
    yield _closing(plan)


def _cpt(batch: Batch) -> Near:
    used, limit = batch.cases.cpt_full_time_days, batch.number("cpt.year_bars_opt")
    rows = np.flatnonzero(batch.is_f1 & (used >= batch.number("cpt.year_warning")))
    return Near("cpt", rows, lambda row: f"full-time CPT {used[row]} of {limit}")


def _unemployment(batch: Batch) -> Iterator[Near]:
    idle = batch.cases.unemployed_days
    for category, route in ((OPT_POST, "opt_post"), (OPT_STEM, "opt_stem")):
        limit = batch.number(f"{route}.unemployment_limit", batch.on)
        close = batch.has_card_of_this_level(category) & (idle >= limit - batch.number("planner.unemployment_near"))
        yield Near("unemployment", np.flatnonzero(close), lambda row, limit=limit: f"without work {idle[row]} of {limit} days")


def _window(plan: Plan, batch: Batch, name: str, title: str) -> Iterator[Near]:
    """A window in which a form not yet filed could be filed."""
    route, answer, soon = REGISTRY[name](batch), plan.routes[name], batch.number("planner.window_near")
    to_file = (answer.verdict != NO) & (answer.next_step != APPROVED)
    for verb, edge, first in (("opens", route.opens, 1), ("closes", route.closes, 0)):
        days = edge - plan.on
        rows = np.flatnonzero(to_file & (days >= first) & (days <= soon))
        yield Near("window", rows, lambda row, edge=edge, verb=verb: f"{title} filing {verb} {long_day(to_date(edge[row]))}")


def _closing(plan: Plan) -> Near:
    """What has to be done before the last day of law: the request before the filing, the use of a recommendation, work."""
    queue = queue_of(plan)
    said = (queue.closing == FILE) & (queue.verdict != NO)         # the window's own end
    return Near("closing", np.flatnonzero(queue.pressed & ~said), lambda row: closing_short(queue, row, plan.world))


def _card(batch: Batch) -> Near:
    left = batch.card_ends - batch.on
    rows = np.flatnonzero(batch.has_card & ~batch.card_of_earlier_level & (left >= 0)
                          & (left <= batch.number("planner.card_ends_near")))
    return Near("card", rows, lambda row: f"card ends {long_day(to_date(batch.card_ends[row]))}")
