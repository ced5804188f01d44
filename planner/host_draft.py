"""A host's job as a posting to check: what the job says already, what the answer adds, and what only the posting needs."""
from __future__ import annotations

from datetime import date

from planner.days import day, to_date
from planner.hiring_steps import load_hiring
from planner.host_views import HostView
from planner.job_dates import Dated, dated
from planner.posting import Finding, check
from planner.posting_checks import CHECK, MEND
from planner.posting_draft import HOURLY, UNPAID, Draft
from planner.world import World

ALWAYS = ("account",)               # what every host has to look at, and a job says nothing about


def draft_of(view: HostView, dated: Dated, *, way: str, title: str, **said: object) -> Draft:
    """The draft of an answered job; `said` are the entries of the posting itself, by the names of `Draft`."""
    job, season = view.job, view.season
    return Draft(
        way, job.school, view.school_name, title, dated.of_year.capitalize(), view.start, view.end, weeks_of(view),
        job.hours_per_week, kind=job.posting_type, contractor=job.contractor, on_campus=job.on_campus, decision=decision_of(view),
        season=season.name if season else "", season_end=to_date(season.end) if season else None, band=season.band if season else 0,
        posted=view.posting if view.posting_given else None, advised=view.recommended.by if view.recommended else None, **said)


def to_mend(view: HostView, world: World) -> list[Finding]:
    """What the rules of a posting on the school's job board say of a job as its file has it: what is wrong, then what to check."""
    pay = HOURLY if view.job.paid else UNPAID
    job = dated(view.job, day(view.on), world)
    found = check(draft_of(view, job, way="handshake", title=view.job.title, pay=pay, usd=view.job.pay or 0.0))
    unsaid = ALWAYS if view.job.title else (*ALWAYS, "title")
    return [one for verdict in (MEND, CHECK) for one in found if one.verdict == verdict and one.rule.about not in unsaid]


def weeks_of(view: HostView) -> int:
    """The length of the work in weeks, a begun week counted whole."""
    return -(-((view.end - view.start).days + 1) // 7)


def decision_of(view: HostView) -> int:
    """How many days the student has to decide: as entered, else as the programme says."""
    hiring = load_hiring().with_durations(view.job.durations, view.job.posting_type)
    return hiring.chain(view.job.posting_type)[-1].n


def apply_by(view: HostView) -> date | None:
    """The day on which applications close: of the posting day entered, else of the latest one for those a host asks about first."""
    step = view.first.step("applications_close") if view.first else None
    if step is None:
        return None
    return step.early if view.posting_given or step.late is None else step.late
