"""The kinds of candidates a posting can reach, each as a made-up case whose other dates bind nothing.

What is asked is how the job, the posting and the way to lawful work go together, so everything else of such a student is
out of the way: the program began long before and ends long after, the card covers the job. No real student is meant.
"""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np

from planner.case import Case
from planner.cases import Cases
from planner.days import BLANK, day, to_date
from planner.hiring_steps import SituationData
from planner.job import Job
from planner.terms import Terms
from planner.world import World

LONG = 2 * 366                  # days: far enough to bind nothing
FALL_MONTHS = (7, 8, 9, 10)     # a main term that begins in one of them begins the academic year


@dataclass(frozen=True)
class Setting:
    """What the made-up cases have to fit: the job's dates, the day of acceptance (int32 columns), and the status date."""
    job: Job
    start: np.ndarray
    end: np.ndarray
    accepted: np.ndarray
    on: int
    world: World

    @property
    def begun(self) -> np.ndarray:
        """Before everything that is planned."""
        return np.minimum(self.accepted, np.minimum(self.start, self.on)) - LONG

    @property
    def pending_days(self) -> int:
        assumed = self.world.hiring.assumed["pending_days"].value
        return assumed if self.job.pending_days is None else self.job.pending_days


def situations(job: Job, world: World) -> tuple[SituationData, ...]:
    """The kinds of candidates for a job; those of work on campus only where it is there."""
    pending = Setting(job, *[np.zeros(1, np.int32)] * 3, 0, world).pending_days
    return tuple(one.filled(pending_days=pending) for one in world.hiring.situations if job.on_campus or not one.on_campus)


def candidates(name: str, setting: Setting) -> Cases:
    """One made-up case of a kind for every row of the setting."""
    facts, columns = _KINDS[name]
    job, size = setting.job, len(setting.start)
    offer = {"hours_per_week": job.hours_per_week, "paid": job.paid, "on_campus": job.on_campus, "curricular": job.curricular,
             "contractor": job.contractor, "e_verify": job.e_verify, "school": job.school}
    made_up = {"status": "F-1", "program_start": date(2020, 1, 1), "program_end": date(2020, 1, 2)}         # their columns follow
    rows = Cases.of([Case(**made_up | offer | facts)])[np.zeros(size, int)]
    dates = {"offer_start": setting.start, "offer_end": setting.end, "offer_date": setting.accepted}
    own = dates | _enrolled(setting) | columns(setting)
    return Cases(rows.case_id, rows.schools, rows.columns | {key: column.astype(np.int32) for key, column in own.items()})


def _enrolled(setting: Setting) -> dict[str, np.ndarray]:
    """A student in the middle of a long program."""
    return {"program_start": setting.begun, "program_end": setting.end + LONG,
            "academic_year_complete": setting.begun + LONG // 2}


def _graduated(setting: Setting) -> dict[str, np.ndarray]:
    """A program that ended before anything is planned, and a card since then that outlasts the job."""
    ended = setting.begun + LONG - 1
    return {"program_end": ended, "ead_start": ended + 1, "ead_end": setting.end + LONG // 2}


def _pending(setting: Setting) -> dict[str, np.ndarray]:
    """Filed so many days ago; the program ends as late as that and the job allow, and the card is to begin the day after."""
    law, filed = setting.world.law, np.full(len(setting.start), setting.on - setting.pending_days, np.int32)
    ends = np.minimum(setting.start - 1, filed + law.number("opt_post.filing_opens", on=filed))
    begun = np.minimum(setting.begun, filed - LONG)
    return {"program_start": begun, "academic_year_complete": begun + LONG // 2, "program_end": ends, "i765_filed": filed,
            "opt_requested_start": ends + law.number("opt_post.start_opens", on=ends)}


def _finishing(setting: Setting) -> dict[str, np.ndarray]:
    """The program ends on the day the school recommends OPT, asked for at the acceptance: that day is inside the window to file."""
    one_school = np.zeros(len(setting.accepted), np.int16)
    return {"program_end": setting.world.school_lag("opt", (setting.job.school,), one_school).add(setting.accepted)}


def _began_last_fall(setting: Setting) -> dict[str, np.ndarray]:
    """In the first year when the work starts."""
    return _began_before(setting.start, setting)


def _enrolled_lately(setting: Setting) -> dict[str, np.ndarray]:
    """In the first year when the offer is accepted."""
    return _began_before(np.minimum(setting.start, setting.accepted), setting)


def _began_before(when: np.ndarray, setting: Setting) -> dict[str, np.ndarray]:
    began = last_fall(when, setting.world.schools[setting.job.school].terms, setting.world)
    return {"program_start": began, "academic_year_complete": np.full(len(began), BLANK)}


def last_fall(start: np.ndarray, terms: Terms, world: World) -> np.ndarray:
    """The first day of the last fall term on or before each day; by the assumed day where the calendar does not know it."""
    distinct, places = np.unique(start, return_inverse=True)
    falls = [term.start for term in terms.main if to_date(term.start).month in FALL_MONTHS]
    return np.array([_fall_before(when, falls, world) for when in distinct.tolist()], np.int32)[places]


def _fall_before(when: int, falls: list[int], world: World) -> int:
    known = [first for first in falls if when - 366 < first <= when]
    if known:
        return known[-1]
    month_and_day, year = world.hiring.assumed["program_begins"].value, to_date(when).year
    this_year = day(f"{year}-{month_and_day}")
    return this_year if this_year <= when else day(f"{year - 1}-{month_and_day}")


Columns = Callable[[Setting], dict[str, np.ndarray]]
_NOTHING_MORE: Columns = lambda setting: {}             # noqa: E731
_KINDS: dict[str, tuple[dict[str, object], Columns]] = {
    "card": ({"ead_category": "opt_post"}, _graduated),
    "stem_card": ({"ead_category": "opt_stem", "stem": True}, _graduated),
    "pending": ({"i765_category": "opt_post"}, _pending),
    "cpt": ({}, _NOTHING_MORE),
    "cpt_required": ({"training_required": True}, _enrolled_lately),
    "at": ({"status": "J-1"}, _NOTHING_MORE),
    "premium": ({"premium": True}, _finishing),
    "standard": ({}, _finishing),
    "first_year": ({}, _began_last_fall),
    "on_campus": ({}, _NOTHING_MORE),
    "on_campus_j1": ({"status": "J-1"}, _NOTHING_MORE),
}
HAVE_FACTS = ("card", "stem_card", "pending")           # what they have done lies before the status date
