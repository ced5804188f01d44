"""A year of short jobs for one team: when each could start, when to post it for whom, and how often one student could come back.

The first job starts when a posting of today can bring students on CPT, the others follow over twelve months, each inside one term
or break of the school where its calendar is known.
"""
from __future__ import annotations

from collections.abc import Iterator

from planner.days import BLANK, to_date
from planner.errors import BadInput
from planner.host_views import HEADLINE_FOR, ON_CPT, HiringYear, YearJob
from planner.job import MOST_WEEKS, Job
from planner.job_dates import Dated, first_weekday
from planner.postings import Asked, host_world
from planner.recommended import recommended_day
from planner.same_student import same_student
from planner.seasons import Season, seasons
from planner.words import counted
from planner.world import World

A_YEAR = 7 * MOST_WEEKS             # days: twelve months of whole weeks


def hiring_year(job: Job, times: int, on: int, world: World) -> HiringYear:
    """So many jobs like this one in the year from a status date (days since 1970-01-01); the job's own start plays no part.

    BadInput where so many do not fit into a year.

    >>> from planner.days import day
    >>> from planner.job import job_of
    >>> from planner.world import load_world
    >>> year = hiring_year(job_of({"school": "rutgers", "weeks": 3}, load_world()), 4, day("2026-11-22"), load_world())
    >>> for one in year.jobs:
    ...     print(one.season.name, one.start, one.post_by)
    Spring 2027 2027-01-19 2026-11-23
    Spring 2027 2027-04-16 2027-02-24
    Summer break 2027 2027-07-16 2027-05-23
    Fall 2027 2027-10-15 2027-08-24
    """
    plain = job.model_copy(update={"season": "", "start": to_date(on), "end": None, "posting_date": None,
                                   "weeks": job.weeks or world.hiring.assumed["weeks"].value})
    length = 7 * plain.weeks
    if times < 1 or times * length > A_YEAR:
        most = A_YEAR // length
        raise BadInput(f"jobs of {counted(plain.weeks, 'week')} do not fit into a year; choose 1 to {most}", column="times",
                       value=str(times))
    jobs = tuple(_job(plain, number, start, on, world) for number, start in enumerate(_starts(plain, times, on, world), 1))
    return HiringYear(jobs, tuple(same_student(plain, jobs, world.law)))


def _starts(job: Job, times: int, on: int, world: World) -> Iterator[int]:
    """First days of work, spread over the year."""
    first, length = _first_start(job, on, world), 7 * job.weeks
    known = seasons(world.schools[job.school].terms, on, first + 2 * A_YEAR)
    free = first
    for number in range(times):
        start = _fitting(max(free, first + number * A_YEAR // times), length, known)
        free = start + length
        yield start


def _first_start(job: Job, on: int, world: World) -> int:
    """The first day on which students on CPT could start after a posting of today."""
    asked = Asked(Dated(job, on, on + 7 * job.weeks - 1), on, host_world(job, world))
    cpt = next(one for one in asked.situations if one.name == "cpt")
    earliest = int(asked.answer(cpt, [on]).earliest_start[0])
    card = next(one for one in asked.situations if one.name == "card")
    return int(asked.answer(card, [on]).earliest_start[0]) if earliest == BLANK else earliest


def _fitting(when: int, length: int, known: tuple[Season, ...]) -> int:
    """The first weekday from a day on from which a job of so many days lies in one season; any weekday where none is known."""
    starts = [start for season in known if (start := first_weekday(max(when, season.start))) + length - 1 <= season.end]
    return min(starts, default=first_weekday(when))


def _season_of(start: int, end: int, known: tuple[Season, ...]) -> Season | None:
    holding = [season for season in known if season.start <= start and end <= season.end]
    return max(holding, key=lambda season: season.end - season.start, default=None)


def _job(job: Job, number: int, start: int, on: int, world: World) -> YearJob:
    end = start + 7 * job.weeks - 1
    school = world.schools[job.school]
    season = _season_of(start, end, seasons(school.terms, start, end))
    asked = Asked(Dated(job.model_copy(update={"start": to_date(start)}), start, end, season), on, host_world(job, world))
    by = {one.name: asked.latest_posting(one)[0] for one in asked.situations}
    advice = next((one for one in school.postings if one.season == asked.job.of_year), None)
    advised = recommended_day(advice, start) if advice else None
    return YearJob(number, season, to_date(start), to_date(end), {name: to_date(when) for name, when in by.items()},
                   None if advised is None else to_date(advised), _order(job))


def _order(job: Job) -> tuple[str, ...]:
    """Whom a host asks about first; a contractor on CPT asks the office first, so that no day can be promised."""
    return tuple(name for name in HEADLINE_FOR if not (job.contractor and name in ON_CPT))
