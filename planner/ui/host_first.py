"""What a host sees first: a job in the next season that a posting can still reach, so that the page answers at once."""
from __future__ import annotations

from datetime import date, timedelta

from planner.days import BLANK, day, to_date
from planner.job import job_of
from planner.postings import Asked
from planner.ui.host_fields import ANY, FIELD, FIELD_LIST
from planner.ui.host_form import first_day, offered
from planner.world import World

REACHED = "cpt"                     # the commonest candidate: a season that a posting reaches for them
SPARE, LENGTH = 14, 21              # days to spare before the example's posting, and of its work
PAY = 18.0


def first_job(on: date, world: World) -> dict[str, object]:
    """What the form holds on a first visit."""
    slug = next(slug for slug, school in world.schools.items() if school.name == FIELD["job_school"].default)
    season, start = _season(on, world, slug, _reached(on, world, slug))
    return {field.name: field.default for field in FIELD_LIST} | {"job_season": season, "job_start": start, "job_pay": PAY}


def _season(on: date, world: World, slug: str, reached: date) -> tuple[str, date]:
    """The first season that holds the work after what can be reached, and the first Monday for it."""
    for season in offered(world, slug, on):
        start = max(first_day(season, on), _monday(reached))
        if season.start <= day(start) and day(start) + LENGTH - 1 <= season.end:
            return season.name, start
    return ANY, _monday(reached)


def _monday(when: date) -> date:
    """The day itself, or the next Monday."""
    return when + timedelta(-when.weekday() % 7)


def _reached(on: date, world: World, slug: str) -> date:
    """When a student can start whose posting goes up a while from now."""
    asked = Asked.of(job_of({"school": slug, "start": on + timedelta(2 * SPARE)}, world), day(on), world)
    kind = next(one for one in asked.situations if one.name == REACHED)
    earliest = int(asked.answer(kind, [day(on) + SPARE]).earliest_start[0])
    return on + timedelta(6 * SPARE) if earliest == BLANK else to_date(earliest)
