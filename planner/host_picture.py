"""The way back from a job's start to the day of posting, for one kind of candidate, as rows of a time picture."""
from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from planner.host_views import HostView, SituationView
from planner.timeline import FIGURE, Lane, Mark, Picture, fitting
from planner.views import MilestoneView
from planner.words import counted, long_day

ACTORS = {"host": "You, the host", "school": "School", "student": "Student", "agency": "USCIS"}
AIR = 4                             # days at the left and right


def host_picture(view: HostView, one: SituationView) -> Picture:
    """Each step as late as it may be, from the latest day to post; what has been filed already runs from its own day."""
    lanes = [_post(view, one), *_steps(view, one), _work(view)]
    days = [view.on, view.end, *(day for lane in lanes for mark in lane.marks for day in (mark.start, mark.end) if day)]
    first, last = min(days) - timedelta(AIR), max(days) + timedelta(AIR + 1)
    closed = tuple(day for day in view.closures if first <= day < last)
    title = f"{one.title}, back from {long_day(view.start)}"
    return Picture(title, view.on, view.start, tuple(lanes), closed, first, last, "Work starts")


def _post(view: HostView, one: SituationView) -> Lane:
    days = (one.post_by - view.on).days
    spare = (Mark("float", view.on, one.post_by),) if days > 0 else ()
    figure = counted(days, "day") + " left" if days >= 0 else counted(-days, "day") + " ago"
    return Lane("host", "Post", fitting("Post", f"by {long_day(one.post_by)}"), figure, (*spare, Mark("latest", one.post_by)), True)


def _steps(view: HostView, one: SituationView) -> Iterator[Lane]:
    """The steps between the posting and the work; one that takes no time is the end of the one before."""
    since = one.post_by
    for step in one.steps:
        if step.name in ("posted", "work_starts"):
            continue
        if step.done:
            if step.actual:
                yield Lane(step.actor, step.title, fitting(step.title, long_day(step.actual)), "done", (Mark("fact", step.actual),))
        elif _has_begun(step, one):
            yield _waited(step)
        elif step.late and step.late > since:
            yield _planned(step, since)
            since = step.late


def _has_begun(step: MilestoneView, one: SituationView) -> bool:
    """Whether a step follows from something the student has done before any posting."""
    facts = {other.actual for other in one.steps if other.actual}
    return bool(facts) and step.actor == "agency"


def _waited(step: MilestoneView) -> Lane:
    """Planned from the day it was filed, and how long it may take at most."""
    marks = [Mark("wait", step.start, step.early)]
    if step.late and step.late > step.early:
        marks += [Mark("float", step.early, step.late), Mark("latest", step.late)]
    detail = fitting(step.title, f"planned {long_day(step.early, False)}", long_day(step.early, False))
    return Lane(step.actor, step.title, detail, _lag(step), (*marks, Mark("earliest", step.early)))


def _planned(step: MilestoneView, since: date) -> Lane:
    span = f"{long_day(since, False)} to {long_day(step.late, False)}"
    return Lane(step.actor, step.title, fitting(step.title, span, f"by {long_day(step.late, False)}"), _lag(step),
                (Mark("wait", since, step.late), Mark("drives", since, step.late)), True)


def _lag(step: MilestoneView) -> str:
    return step.lag.replace("business", "office") if len(step.lag) <= FIGURE + 3 else ""


def _work(view: HostView) -> Lane:
    job = view.job
    weeks = ((view.end - view.start).days + 1) / 7
    detail = f"{weeks:.2g} weeks at {job.hours_per_week:g} h"
    return Lane("host", "Work", detail, f"to {view.end.day}\u00a0{view.end:%b}",
                (Mark("job", view.start, view.end + timedelta(1)),), True)
