"""From what is entered to an answer, or to the sentences that say what to mend. Nothing here draws."""
from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from planner.afterwards import afterwards
from planner.cases import Cases, case_of, read_cell
from planner.checklist import checklist
from planner.days import day
from planner.deadlines import Deadline
from planner.errors import BadInput
from planner.explain import explain_row, plan_with_levers
from planner.facts import contradictions
from planner.gantt import gantt
from planner.row import Row
from planner.schools import GENERIC
from planner.timeline import Picture, picture
from planner.ui.fields import FIELD
from planner.views import PlanView, Step
from planner.what_if import apply
from planner.world import World, load_world

KEPT = 256                          # answers and figures of recent forms, for every reader together
Facts = tuple[tuple[str, object], ...]


@dataclass(frozen=True)
class Question:
    """The facts of a case as entered, the day of the plan, the rules asked for, and the world they are asked in."""
    facts: Facts
    on: date
    regime: str | None
    base: World

    @classmethod
    def of(cls, entered: dict[str, object], today: date, base: World | None = None) -> Question:
        """What the entries of a form ask; a blank day of the plan is today; base: with the schools of the session."""
        base = base or load_world()
        values = {name: FIELD[name].value_of(entry) for name, entry in entered.items() if name != "school"}
        values["school"] = _school(entered["school"], base)
        on, regime = values.pop("on") or today, values.pop("regime")
        values |= values.pop("status")
        values = {name: int(value) if isinstance(value, float) and value.is_integer() else value for name, value in values.items()}
        return cls(tuple(sorted(values.items())), on, regime, base)

    @property
    def world(self) -> World:
        """The schools of the session under the rules asked for."""
        return _under(self.base, self.regime)

    @property
    def cases(self) -> Cases:
        """The case as a batch of one."""
        return Cases.of([case_of(dict(self.facts), tuple(self.base.schools))])


def _school(name: str, base: World) -> str:
    """The slug of a school by its name in the form."""
    return next((slug for slug, school in base.schools.items() if school.name == name), GENERIC)


@lru_cache(KEPT)
def _row(question: Question) -> Row:
    """The case, planned once for its answer and for everything else the page says of it."""
    return Row(plan_with_levers(question.cases, day(question.on), question.world), 0)


@lru_cache(KEPT)
def answer(question: Question) -> PlanView:
    """The explained plan of a question that has nothing to mend."""
    return explain_row(_row(question))


@lru_cache(KEPT)
def steps(question: Question, route: str) -> list[Step]:
    """What to do next on a route; of the best one the plan has it already."""
    plan = answer(question)
    if route == plan.best.route:
        return plan.checklist
    return checklist(_row(question), next(view for view in plan.routes if view.route == route))


@lru_cache(KEPT)
def follows(question: Question, route: str) -> list[Deadline]:
    """What a route brings once the work has begun."""
    row = _row(question)
    return afterwards(row, row.plan.routes[route])


@lru_cache(KEPT)
def drawn(question: Question, route: str) -> tuple[Picture, object]:
    """One route of an answer as a picture and its figure."""
    plan = answer(question)
    shown = picture(plan, next(view for view in plan.routes if view.route == route))
    return shown, gantt(shown)


@lru_cache(KEPT)
def to_mend(question: Question) -> dict[str, str]:
    """Every entry that cannot stand, by field, with the sentence that says why and what to do."""
    found = _unreadable(question, question.world)
    if not found:
        for _, column, value, remedy in contradictions(question.cases, day(question.on), question.world.law):
            found.setdefault(column, _sentence(column, value, remedy))
    return found


def _unreadable(question: Question, world: World) -> dict[str, str]:
    found = {}
    for name, value in question.facts:
        try:
            read_cell(name, value, tuple(world.schools))
        except BadInput as error:
            found[name] = _sentence(name, error.value, error.remedy)
    return found


def _sentence(column: str, value: str | None, remedy: str) -> str:
    """The remedy with the labels of the form in place of the names of columns and the planner's own words."""
    remedy = remedy.replace("the status date", "the day of the plan")
    named = re.sub(r"\b[a-z0-9]+(_[a-z0-9]+)+\b", lambda match: _label(match[0]), remedy)
    return f"{value or _label(column)} {named}."


def _label(name: str) -> str:
    return f"“{FIELD[name].label}”" if name in FIELD else name


@lru_cache(64)
def _under(base: World, regime: str | None) -> World:
    return apply(base, {"regime": regime}) if regime else base
