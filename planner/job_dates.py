"""When a job is: its first and last day from what the host wrote, the season they lie in, and a sentence where they cannot be."""
from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from planner.cells import did_you_mean, shown
from planner.days import day, to_date
from planner.errors import BadInput
from planner.job import Job
from planner.seasons import Season, seasons
from planner.words import counted, listed
from planner.world import World

AHEAD = 3 * 366                 # days: seasons further off are not offered
SOON = 8 * 7                    # days: a start that most can still make, as an example
MOST_SUGGESTED = 4
YEAR = re.compile(r"\d{4}(-\d{2})?")
MONTHS = {12: "winter", 1: "winter", 2: "spring", 3: "spring", 4: "spring", 5: "summer", 6: "summer", 7: "summer", 8: "summer",
          9: "fall", 10: "fall", 11: "fall"}


@dataclass(frozen=True)
class Dated:
    """A job with its dates, days since 1970-01-01, both ends included; `season` is None where no calendar names one."""
    job: Job
    start: int
    end: int
    season: Season | None = None

    @property
    def length(self) -> int:
        return self.end - self.start + 1

    @property
    def of_year(self) -> str:
        """fall, winter, spring or summer: what the season is, else what its name says, else what the month suggests."""
        named = (self.season.kind if self.season else self.job.season).lower()
        return next((one for one in ("winter", "spring", "summer", "fall") if one in named), MONTHS[to_date(self.start).month])


def dated(job: Job, on: int, world: World) -> Dated:
    """The job with its dates; BadInput where they contradict each other or cannot be known.

    >>> from planner.job import job_of
    >>> from planner.world import load_world
    >>> world = load_world()
    >>> job = dated(job_of({"start": "2027-02-16", "weeks": 3}, world), day("2026-11-22"), world)
    >>> to_date(job.end).isoformat(), job.of_year
    ('2027-03-08', 'spring')
    """
    season = _named(job, on, world) if job.season and not (job.start and not world.schools[job.school].terms) else None
    start = _start(job, season)
    end = _end(job, start, world)
    found = season or _season_of(job, start, world)
    _inside(job, start, end, season, on)
    return Dated(job, start, end, found)


def offered(job: Job, on: int, world: World) -> tuple[Season, ...]:
    """The seasons of the job's school that a host may choose from: those that begin on the status date or later."""
    known = seasons(world.schools[job.school].terms, on, on + AHEAD)
    return tuple(season for season in known if season.start >= on)


def _named(job: Job, on: int, world: World) -> Season:
    school = world.schools[job.school]
    if not school.terms:
        raise BadInput(f"cannot be looked up: no calendar of {school.name} is known; give start instead, for example "
                       f"{to_date(first_weekday(on + SOON))}", column="season", value=shown(job.season))
    known = seasons(school.terms, on, on + AHEAD)
    wanted = " ".join(job.season.lower().split())
    exact = [season for season in known if season.name.lower() == wanted]
    begun_by_name = [season for season in known if season.name.lower().startswith(wanted) and season.start >= on]
    if not (exact or begun_by_name):
        names = [season.name for season in known if season.start >= on]
        hint = _same_of_another_year(wanted, names) or did_you_mean(job.season, names) or (
            f"; known are {listed(names[:MOST_SUGGESTED])}" if names else "")
        raise BadInput(f"is no term or break of {school.name} from today on{hint}", column="season", value=shown(job.season))
    return (exact or begun_by_name)[0]


def _same_of_another_year(wanted: str, names: list[str]) -> str:
    """The next season of the same kind, where a year was named that has none.

    >>> _same_of_another_year("spring 2020", ["Winter break 2026-27", "Spring 2027", "Spring 2028"])
    '; the next one is Spring 2027'
    """
    kind = YEAR.sub("", wanted).strip()
    return next((f"; the next one is {name}" for name in names if kind and YEAR.sub("", name.lower()).strip() == kind), "")


def _start(job: Job, season: Season | None) -> int:
    if job.start:
        return day(job.start)
    if season is None:
        raise BadInput("is missing; give the first day of work, or name a season of a school whose calendar is known",
                       column="start")
    return first_weekday(season.start)


def first_weekday(when: int) -> int:
    """The day itself, or the Monday after a weekend.

    >>> to_date(first_weekday(day("2026-12-19"))).isoformat()
    '2026-12-21'
    """
    weekday = to_date(when).weekday()
    return when + max(0, 7 - weekday) * (weekday >= 5)


def last_weekday(when: int) -> int:
    """The day itself, or the Friday before a weekend.

    >>> to_date(last_weekday(day("2026-12-20"))).isoformat()
    '2026-12-18'
    """
    return when - max(0, to_date(when).weekday() - 4)


def _end(job: Job, start: int, world: World) -> int:
    by_weeks = start + 7 * (job.weeks or world.hiring.assumed["weeks"].value) - 1
    if job.end is None:
        return by_weeks
    end = day(job.end)
    if end < start:
        raise BadInput(f"is before the start, {to_date(start)}; {counted((by_weeks - start + 1) // 7, 'week')} from then end on "
                       f"{to_date(by_weeks)}: write that, or leave end blank", column="end", value=str(job.end))
    if job.weeks and abs(end - by_weeks) > 6:
        raise BadInput(f"contradicts weeks {job.weeks}, which would end on {to_date(by_weeks)}; leave one of the two blank",
                       column="end", value=str(job.end))
    return end


def _season_of(job: Job, start: int, world: World) -> Season | None:
    holding = seasons(world.schools[job.school].terms, start, start)
    return max(holding, key=lambda season: season.end - season.start, default=None)        # a break, and not the session in it


def _inside(job: Job, start: int, end: int, season: Season | None, on: int) -> None:
    """A job for a named season lies in it."""
    if season is None:
        return
    first, last = season.dates
    if not season.start <= start <= season.end:
        raise BadInput(f"is outside {season.name}, {first} to {last}; start on {to_date(first_weekday(season.start))} or later, "
                       "or leave season blank", column="start", value=str(to_date(start)))
    if end > season.end:
        raise _too_long(job, start, end, season, last, on)


def _too_long(job: Job, start: int, end: int, season: Season, last: date, on: int) -> BadInput:
    fits = (season.end - start + 1) // 7
    column = "end" if job.end else "weeks"
    value = str(job.end or (end - start + 1) // 7)
    at_most = "less than a week fits" if not fits else f"at most {counted(fits, 'week')} {'fits' if fits == 1 else 'fit'}"
    sooner = last_weekday(season.end - (end - start))
    move = f", start by {to_date(sooner)}" if sooner >= max(season.start, on) and not job.end else ""
    return BadInput(f"does not fit: {season.name} ends on {last}; {at_most} from {to_date(start)}{move}, or leave season blank",
                    column=column, value=value)
