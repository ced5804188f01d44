"""Cases, law, schools and agency composed into a plan: for every case and route the verdict, the dates and what drives them."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from planner.answer import Answer
from planner.answering import answer_route
from planner.batch import Batch
from planner.cases import Cases
from planner.routes import Route, asked_for
from planner.world import World, load_world

CHUNK = 1 << 16                       # rows whose columns fit the processor's cache


@dataclass(frozen=True)
class Plan:
    """The answers to a batch of cases on a status date (days since 1970-01-01), by route."""
    on: int
    cases: Cases
    world: World
    rule_ids: tuple[str, ...]
    routes: dict[str, Answer] = field(repr=False)


Routes = dict[str, type[Route]]


def make_plan(cases: Cases, on: int, world: World | None = None, routes: Routes | None = None) -> Plan:
    """Answer every route for one batch of cases (one student, or up to CHUNK of them).

    routes: which to answer; None: those that every case has, and those on request for which a case gives a fact.

    >>> from planner.days import day, to_date
    >>> from planner.routes import VERDICTS
    >>> case = {"status": "F-1", "program_start": "2025-08-25", "program_end": "2027-05-14", "offer_start": "2026-12-21"}
    >>> cpt = make_plan(Cases.of([case]), on=day("2026-11-22")).routes["cpt"]
    >>> VERDICTS[cpt.verdict[0]], to_date(cpt.earliest_start[0]).isoformat(), to_date(cpt.next_step_by[0]).isoformat()
    ('yes', '2026-12-07', '2026-12-07')
    """
    world = world or load_world()
    batch = Batch(cases, on, world)
    places = rule_places(world)
    answers = {name: answer_route(route, batch, places) for name, route in (routes or routes_for(cases)).items()}
    return Plan(on, cases, world, tuple(places), answers)


def plans(cases: Cases, on: int, world: World | None = None, chunk: int = CHUNK) -> Iterator[Plan]:
    """Plans of a long table of cases, chunk by chunk in its order: memory stays flat however many there are."""
    routes = routes_for(cases)
    for at in range(0, len(cases), chunk):
        yield make_plan(cases[at:at + chunk], on, world, routes)


def routes_for(cases: Cases) -> Routes:
    """The routes to answer for a table of cases, the same for all of them."""
    return asked_for(cases.gives)


def rule_places(world: World) -> dict[str, int]:
    """Ids of everything that can hold a date, numbered; 0 is "nothing"."""
    leads = [f"lead_time.{key}" for key in next(iter(world.schools.values())).lead_time]
    return {rule: place for place, rule in enumerate(["", *world.law.rules, *leads, *world.processing.figures])}
