"""What a host sees first: a job in the next season that a posting can still reach, so that the page answers at once."""
from __future__ import annotations

from datetime import date, timedelta

from planner.days import day
from planner.errors import BadInput
from planner.hiring_steps import SituationData
from planner.job import job_of
from planner.postings import Asked
from planner.ui.host_fields import ANY, FIELD, FIELD_LIST
from planner.ui.host_form import first_day, offered
from planner.world import World

REACHED = "cpt"                     # the commonest candidate: a season that a posting reaches for them
WITHOUT_A_CALENDAR = 84             # days ahead, where no season is known
PAY = 18.0


def first_job(on: date, world: World) -> dict[str, object]:
    """What the form holds on a first visit."""
    slug = next(slug for slug, school in world.schools.items() if school.name == FIELD["job_school"].default)
    season, start = _season(on, world, slug)
    return {field.name: field.default for field in FIELD_LIST} | {"job_season": season, "job_start": start, "job_pay": PAY}


def _season(on: date, world: World, slug: str) -> tuple[str, date]:
    for season in offered(world, slug, on):
        start = first_day(season, on)
        if season.start > day(on) and _is_reached(on, world, slug, season.name, start):
            return season.name, start
    start = on + timedelta(WITHOUT_A_CALENDAR)
    return ANY, start - timedelta(start.weekday())


def _is_reached(on: date, world: World, slug: str, season: str, start: date) -> bool:
    try:
        asked = Asked.of(job_of({"school": slug, "season": season, "start": start}, world), day(on), world)
    except BadInput:
        return False
    kind: SituationData = next(one for one in asked.situations if one.name == REACHED)
    return asked.latest_posting(kind)[0] >= day(on)
