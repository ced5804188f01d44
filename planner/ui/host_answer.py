"""From what a host enters to an answer, or to the sentences that say what to mend. Nothing here draws."""
from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import numpy as np

from planner.charts.who_can_start import heat_map
from planner.days import day
from planner.errors import BadInput
from planner.gantt import gantt
from planner.host import answer_job
from planner.host_picture import host_picture
from planner.host_views import HostView
from planner.job import Job, job_of
from planner.posting_draft import FEE, HOURLY, UNPAID
from planner.postings import who_makes_it
from planner.timeline import Picture
from planner.ui.host_fields import ANY, FIELD, FIELD_LIST, PREFIX
from planner.who_can_start import Grid
from planner.words import long_day
from planner.world import World

KEPT = 128                          # answers of recent forms, for every reader together
POSTS, STARTS = 22, 18              # weeks across and down: a square is then 13 pixels wide on a phone
BEFORE_NOW, BEFORE_START = 3, 8     # weeks shown before today, and before the job's start
WEEK = timedelta(7)
ISO = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")       # as files have their days; a page says them in words


@dataclass(frozen=True)
class JobQuestion:
    """A job on a status date in a world; `pay` is how it is paid (the job knows dollars an hour alone)."""
    job: Job
    on: date
    world: World


def question(entered: dict[str, object], today: date, world: World) -> JobQuestion:
    """What the entries of the form ask; BadInput with the column of the job that cannot be read."""
    return JobQuestion(job_of(_values(entered, world), world), entered.get("job_on") or today, world)


def _values(entered: dict[str, object], world: World) -> dict[str, object]:
    values = {field.column: field.value_of(entered[field.name]) for field in FIELD_LIST if field.column and field.name in entered}
    values["school"] = next(slug for slug, school in world.schools.items() if school.name == entered["job_school"])
    values["season"] = "" if entered["job_season"] == ANY else entered["job_season"]
    pay, way = (FIELD[name].value_of(entered[name]) for name in ("job_paid", "job_way"))
    if way != "handshake" and values["approval"] is None:
        values["approval"] = 0                      # only the school's own job board has the school approve a posting
    values |= {"paid": pay != UNPAID, "contractor": pay == FEE, "pay": values["pay"] if pay == HOURLY else None}
    return {name: int(value) if isinstance(value, float) and value.is_integer() else value for name, value in values.items()}


@lru_cache(KEPT)
def answer(asked: JobQuestion) -> HostView:
    """The job answered; BadInput where its dates cannot be."""
    return answer_job(asked.job, day(asked.on), asked.world)


def sentence(error: BadInput) -> tuple[str, str]:
    """The field to mend, and what to do, in the words of the form."""
    name = PREFIX + {"hours_per_week": "hours", "posting_type": "type", "end": "weeks"}.get(error.column or "", error.column or "")
    name = name if name in FIELD else "job_start"
    value = f"{error.value} " if error.value is not None else f"“{FIELD[name].label}” "
    said = f"{value}{error.remedy.replace('leave season blank', 'choose “any time”')}."
    return name, ISO.sub(lambda day: long_day(date.fromisoformat(day[0])), said)


@lru_cache(KEPT)
def drawn(asked: JobQuestion, name: str) -> tuple[Picture, object]:
    """The way back from the start for one kind of candidate, as a picture and its figure."""
    view = answer(asked)
    picture = host_picture(view, view.situation(name))
    return picture, gantt(picture)


@lru_cache(KEPT)
def who_can_start(asked: JobQuestion) -> tuple[Grid, object]:
    """Who can start when, around the job, as a grid and its figure."""
    grid = _grid(asked)
    return grid, heat_map(grid)


def _grid(asked: JobQuestion) -> Grid:
    view = answer(asked)
    post = _chosen_post(view)
    posts, starts = _posts(view.on, post), _starts(view.on, view.start)
    makes = who_makes_it(asked.job.model_copy(update={"season": "", "start": view.start, "end": view.end, "weeks": None}),
                         [day(one) for one in posts], [day(one) for one in starts], day(view.on), asked.world)
    place = (posts.index(post), starts.index(view.start)) if post in posts else None
    return Grid(posts, starts, tuple(one.title for one in view.situations), np.asarray(makes, bool), view.on, place)


def _chosen_post(view: HostView) -> date:
    """The posting day that is marked: the one entered, else the headline's, else today."""
    if view.posting_given:
        return view.posting
    return view.first.post_by if view.first else view.on


def _posts(on: date, post: date) -> tuple[date, ...]:
    """Days a week apart that hold the posting day; today stands near the left edge where it can."""
    back = min((post - on).days // 7 + BEFORE_NOW, POSTS - 4)
    return tuple(post + WEEK * (n - max(back, 1)) for n in range(POSTS))


def _starts(on: date, start: date) -> tuple[date, ...]:
    """Days a week apart around the start, none before today."""
    back = min(BEFORE_START, (start - on).days // 7)
    return tuple(start + WEEK * (n - back) for n in range(STARTS))
