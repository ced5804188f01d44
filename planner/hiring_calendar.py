"""The hiring calendar of a year: for each term and break of a school by when to post a job that begins with it."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from planner.days import BLANK, day, to_date
from planner.errors import BadInput
from planner.job import Job
from planner.job_dates import first_weekday, offered
from planner.postings import Asked
from planner.recommended import recommended_day
from planner.seasons import Season
from planner.timeline import Lane, Mark, Picture, fitting
from planner.words import long_day
from planner.world import World

AHEAD = 430                         # days: a year, and the term that it ends in
KINDS = {"card": "Card in hand", "cpt": "CPT", "premium": "Nothing filed, premium"}
SHAPES = {"published": "Term or break, as published", "imported": "As imported or entered", "projected": "Projected",
          "wait": "In time for CPT, no longer for OPT", "float": "In time for a card in hand",
          "latest": "Latest day for CPT", "card": "Latest day for a card, CPT is not possible",
          "advice": "The programme's own day", "today": "Today"}


@dataclass(frozen=True)
class SeasonPosting:
    """One season: when the work would begin, the latest day to post for each kind of KINDS (None: never), and the advice."""
    season: Season
    start: date
    by: dict[str, date | None]
    advised: date | None
    advice: str

    @property
    def best(self) -> date | None:
        """The day that matters most: for students on CPT, else for those with a card."""
        return self.by.get("cpt") or self.by.get("card")


def hiring_calendar(job: Job, on: date, world: World) -> list[SeasonPosting]:
    """Every season of the job's school that begins after a day, within a year or so, and is long enough for the job.

    >>> from planner.job import job_of
    >>> from planner.world import load_world
    >>> world = load_world()
    >>> year = hiring_calendar(job_of({"school": "rutgers", "weeks": 3}, world), date(2026, 11, 22), world)
    >>> [(one.season.name, str(one.by["cpt"])) for one in year][:3]
    [('Winter break 2026-27', '2026-11-01'), ('Winter 2027', '2026-11-01'), ('Spring 2027', '2026-11-23')]
    """
    some = job.model_copy(update={"season": "", "start": None, "end": None, "weeks": weeks_of(job), "posting_date": None})
    seasons = [season for season in offered(some, day(on), world) if season.start <= day(on) + AHEAD]
    return [one for season in seasons if (one := _of(season, some, on, world))]


def weeks_of(job: Job) -> int | None:
    """The length of a job in weeks, a begun week counted whole; None where it is not entered."""
    if job.weeks or not (job.start and job.end):
        return job.weeks
    return -(-((job.end - job.start).days + 1) // 7)


def _of(season: Season, job: Job, on: date, world: World) -> SeasonPosting | None:
    start = first_weekday(season.start)
    try:
        asked = Asked.of(job.model_copy(update={"season": season.name, "start": to_date(start)}), day(on), world)
    except BadInput:                                # the season is shorter than the job
        return None
    by = {one.name: asked.latest_posting(one)[0] for one in asked.situations if one.name in KINDS}
    advice = next((one for one in world.schools[job.school].postings if one.season == asked.job.of_year), None)
    advised = recommended_day(advice, start) if advice else None
    return SeasonPosting(season, to_date(start), {name: to_date(when) if when != BLANK else None for name, when in by.items()},
                         to_date(advised) if advised is not None else None, advice.says if advice else "")


def hiring_picture(year: list[SeasonPosting], school: str, on: date) -> Picture:
    """A row for each season: when to post, and the season itself."""
    lanes = tuple(Lane("host", one.season.name, _detail(one), "", tuple(_marks(one))) for one in year)
    days = [on, *(when for lane in lanes for mark in lane.marks for when in (mark.start, mark.end) if when)]
    return Picture(f"Hiring calendar of {school}", on, None, lanes, (), min(days) - timedelta(7), max(days) + timedelta(7))


def _detail(one: SeasonPosting) -> str:
    if not one.best:
        return ""
    whom = "" if one.by.get("cpt") else "card "
    return fitting(one.season.name, f"{whom}by {long_day(one.best, False)}", f"{whom}by {one.best.day}\u00a0{one.best:%b}")


def _marks(one: SeasonPosting) -> Iterator[Mark]:
    first, last = one.season.dates
    yield Mark(one.season.status, first, last + timedelta(1))
    premium, cpt, card = (one.by.get(name) for name in ("premium", "cpt", "card"))
    if premium and cpt and premium < cpt:
        yield Mark("wait", premium, cpt)
    reached = cpt or premium
    if reached and card and reached < card:
        yield Mark("float", reached, card)
    if one.best:
        yield Mark("latest" if cpt else "card", one.best)
    if one.advised:
        yield Mark("advice", one.advised)


def shown(picture: Picture) -> list[str]:
    """The kinds of marks of a hiring calendar, in the order of a legend."""
    kinds = {mark.kind for lane in picture.lanes for mark in lane.marks} | {"today"}
    return [kind for kind in SHAPES if kind in kinds]
