"""The engine asked as a reader of the contract would: facts in, plain values by column name out, blank is None."""
from __future__ import annotations

import datetime
from dataclasses import replace

import numpy as np
from reference import LEAD

from planner.answer import codes_in
from planner.cases import Cases
from planner.days import BLANK, day, to_date
from planner.explain import explain_case
from planner.plan import Plan, make_plan
from planner.routes import CAUTIONS, NEXT_STEPS, REASONS, VERDICTS
from planner.schools import Source
from planner.views import PlanView
from planner.world import World, load_world

A_TEST = Source(source="a test", checked=datetime.date(2026, 11, 22), verified=False)
DATES = ("earliest_start", "authorized_until", "next_step_by", "route_closes", "p50_start", "p80_start", "p95_start")
COUNTS = ("shift_days", "float_days")
COLUMNS = (*DATES, *COUNTS, "start", "chance")


def world(*, lead=None, closures=(), regime=None, **figures) -> World:
    """The world with every school's lead times and closures, the regime and the agency's planning figures replaced."""
    base = load_world()
    assert set(lead or {}) <= set(LEAD)
    closed = frozenset(map(day, closures))
    schools = {slug: replace(school, closures=school.closures | closed).with_lead_times(lead or {}, A_TEST)
               for slug, school in base.schools.items()}
    return replace(base, schools=schools, law=base.law.under(regime),
                   processing=base.processing.with_figures({name: n for name, n in figures.items() if n is not None}))


def ask(facts: dict, on, under: World | None = None) -> dict[str, dict]:
    """Every route of one case on one day. A closed route has no dates: what its milestones would be nobody is told."""
    return answers(make_plan(Cases.of([facts]), day(on), under))[0]


def answers(plan: Plan) -> list[dict[str, dict]]:
    """For each case of a plan its routes, and for each route its columns."""
    by_route = {name: _columns(answer, plan.rule_ids) for name, answer in plan.routes.items()}
    return [{name: {key: column[row] for key, column in columns.items()} for name, columns in by_route.items()}
            for row in range(len(plan.cases))]


def explained(plan: Plan, row: int = 0) -> PlanView:
    """One case of a plan as its own page would show it."""
    return explain_case(plan.cases[row:row + 1], plan.on, plan.world)


def _columns(answer, rule_ids) -> dict[str, list]:
    columns = {name: _plain(name, getattr(answer, name)) for name in COLUMNS}
    columns |= {"verdict": [VERDICTS[code] for code in answer.verdict],
                "next_step": [NEXT_STEPS[code] for code in answer.next_step],
                "reasons": [codes_in(bits, REASONS) for bits in answer.reasons.tolist()],
                "cautions": [set(codes_in(bits, CAUTIONS)) for bits in answer.cautions.tolist()],
                "driving_rule": [rule_ids[place] for place in answer.driving_rule]}
    for name in ("early", "late"):
        dates = _milestones(getattr(answer, name), len(answer.verdict))
        columns[name] = [{} if verdict == "no" else row for verdict, row in zip(columns["verdict"], dates, strict=True)]
    return columns


def _milestones(dates, size: int) -> list[dict]:
    columns = {name: np.broadcast_to(dates.date[name], size).tolist() for name in dates.network.milestones}
    return [{name: to_date(column[row]) for name, column in columns.items()} for row in range(size)]


def _plain(name: str, column: np.ndarray) -> list:
    if name in COUNTS:
        return [None if n == BLANK else n for n in column.tolist()]
    if name == "chance":
        return [None if np.isnan(share) else share for share in column.tolist()]
    return [to_date(n) for n in column.tolist()]


def text(value):
    """Dates as ISO text, everything else as it is."""
    return value.isoformat() if isinstance(value, datetime.date) else value
