"""A job asked about on many days of posting at once: every day is a row, every kind of candidate a batch of the one engine.

The latest day of posting is the last day from which the forward pass makes the job's start. It is looked for, not walked back
to, because a route may turn on the day of the offer (a window that has closed, a term that takes no more credit).
"""
from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from planner.answer import NO, PARTLY, Answer
from planner.answering import answer_route
from planner.days import BLANK, LONG_AGO, day
from planner.hiring import Chain, HostBatch
from planner.hiring_steps import SituationData
from planner.job import Job
from planner.job_dates import Dated, dated
from planner.plan import rule_places
from planner.routes import REGISTRY
from planner.situations import HAVE_FACTS, Setting, candidates, situations
from planner.world import World

LOOKED_BACK = 2 * 366           # days before the start in which a posting is looked for, besides the host's own
AT_ONCE = 512                   # days in a batch


def host_world(job: Job, world: World) -> World:
    """The world with the durations that the host has entered, and the terms of the school on the safe side."""
    school = world.schools[job.school]
    schools = world.schools | {job.school: replace(school, terms=school.terms.on_the_safe_side)}
    return replace(world, schools=schools, hiring=world.hiring.with_durations(job.durations, job.posting_type))


@dataclass(frozen=True)
class Asked:
    """A job with its dates, on a status date, in the host's own world."""
    job: Dated
    on: int
    world: World

    @classmethod
    def of(cls, job: Job, on: int, world: World) -> Asked:
        """BadInput where the job's dates cannot be."""
        world = host_world(job, world)
        return cls(dated(job, on, world), on, world)

    @property
    def posting(self) -> int:
        """The day of the posting asked about: the one given, else the status date."""
        given = self.job.job.posting_date
        return self.on if given is None else day(given)

    @property
    def situations(self) -> tuple[SituationData, ...]:
        return situations(self.job.job, self.world)

    def answer(self, situation: SituationData, days, start=None, first: str = "posted", not_before=LONG_AGO) -> Answer:
        """One kind of candidate for every row: the milestone `first` happens on `days`, the work starts on `start`.

        days, start: int32 columns; start blank: the job's own. not_before: no acceptance is earlier.
        """
        days = np.asarray(days, np.int32)
        start = np.full(len(days), self.job.start, np.int32) if start is None else start
        chain = Chain(self.job.job.posting_type, self.job.job.school, days, first, not_before)
        on = self.on if situation.name in HAVE_FACTS else min(self.on, int(days.min(initial=self.on)))
        setting = Setting(self.job.job, start, start + self.job.length - 1, chain.accepted(self.world), on, self.world)
        batch = HostBatch(candidates(situation.name, setting), on, self.world, chain)
        return answer_route(REGISTRY[situation.route], batch, places(self.world))

    @property
    def first_day(self) -> int:
        """The first day on which a posting is looked for."""
        waits = sum(step.n for step in self.world.hiring.chain(self.job.job.posting_type))
        return self.job.start - LOOKED_BACK - 2 * waits

    def latest_posting(self, situation: SituationData) -> tuple[int, int]:
        """The latest day of posting as planned, and for four in five; BLANK where there is none, or no data."""
        planned = likely = BLANK
        for beyond in range(self.job.start + 1, self.first_day, -AT_ONCE):          # the last days first: most are found there
            days = np.arange(max(beyond - AT_ONCE, self.first_day), beyond, dtype=np.int32)
            answer = self.answer(situation, days)
            planned = _last(days, makes_start(answer)) if planned == BLANK else planned
            likely = _last(days, makes_start_likely(answer, self.job.start)) if likely == BLANK else likely
            if planned != BLANK and (likely != BLANK or not hasattr(answer.route, "wait_series")):
                break
        return planned, likely


def places(world: World) -> dict[str, int]:
    """Ids of everything that can hold a date, the steps of hiring among them, numbered."""
    known = rule_places(world)
    return known | {step: len(known) + place for place, step in enumerate(world.hiring.steps)}


def makes_start(answer: Answer) -> np.ndarray:
    """Rows in which the work starts on the job's day, though the authorization may end before the work does."""
    return answer.verdict >= PARTLY


def makes_start_likely(answer: Answer, start: np.ndarray | int) -> np.ndarray:
    """Rows in which four in five have their card by the job's start; none where no data applies."""
    return (answer.verdict != NO) & (answer.p80_start != BLANK) & (answer.p80_start <= start)


def _last(days: np.ndarray, good: np.ndarray) -> int:
    return int(days[np.flatnonzero(good)[-1]]) if good.any() else BLANK


def who_makes_it(job: Job, posts, starts, on: int, world: World) -> np.ndarray:
    """Which kinds of candidates make which start from which posting: bool (situations, posts, starts).

    posts, starts: days since 1970-01-01. The situations are those of planner.situations.situations(job, world), in their
    order; the job keeps its length. Days are columns, one batch per kind of candidate.
    """
    asked = Asked.of(job, on, world)
    starts, posts = np.asarray(starts, np.int32), np.asarray(posts, np.int32)
    days, start = np.repeat(posts, len(starts)), np.tile(starts, len(posts))
    rows = [makes_start(asked.answer(one, days, start)).reshape(len(posts), len(starts)) for one in asked.situations]
    return np.array(rows)
