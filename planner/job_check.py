"""A job that cannot be as it is written: one sentence, with the nearest thing that works, taken from the engine itself."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from planner.days import BLANK, to_date
from planner.errors import BadInput
from planner.hiring_steps import SituationData
from planner.host_sentences import WHO
from planner.postings import Asked
from planner.words import listed

NEAREST = ("on_campus", "card", "cpt")              # who starts soonest after a posting, and the commonest


def check(asked: Asked) -> None:
    """BadInput where no hour is worked, the work begins in the past, or the posting comes after the work."""
    if not asked.job.job.hours_per_week:
        raise BadInput("is no work; write the hours of a week, for example 15", column="hours_per_week", value="0")
    if asked.job.start < asked.on:
        raise _bad("start", asked.job.start, f"is before today, {to_date(asked.on)}; {_earliest(asked)}")
    if asked.posting > asked.job.start:
        raise _bad("posting_date", asked.posting, f"is after the start, {to_date(asked.job.start)}; {_latest(asked)}")


def _bad(column: str, when: int, remedy: str) -> BadInput:
    return BadInput(remedy, column=column, value=str(to_date(when)))


def _asked_about(asked: Asked) -> Iterator[SituationData]:
    return (one for name in NEAREST for one in asked.situations if one.name == name)


def _earliest(asked: Asked) -> str:
    """What a posting today leads to."""
    now = replace(asked, job=replace(asked.job, start=asked.on, end=asked.on + asked.job.length - 1))
    starts = [(one.name, int(now.answer(one, [asked.on]).earliest_start[0])) for one in _asked_about(asked)]
    said = [f"{to_date(start)} for {WHO[name]}" for name, start in starts if start != BLANK]
    return f"a posting today leads to a start on {listed(said)}" if said else "choose a later start"


def _latest(asked: Asked) -> str:
    """The days of posting that still make the start."""
    days = [(one.name, asked.latest_posting(one)[0]) for one in _asked_about(asked)]
    said = [f"{to_date(when)} for {WHO[name]}" for name, when in days if when != BLANK and when >= asked.on]
    return f"post by {listed(said)}, or move the start" if said else f"no posting makes this start any more: {_earliest(asked)}"
