"""A stay as rows of a time picture: study, each authorization, windows, reports, jobs, grace, and the counters."""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

import numpy as np

from planner.counters import TITLES, Counter
from planner.days import day, to_date
from planner.stay import Stay
from planner.stay_ahead import Grant
from planner.stay_dates import NAMES, Dated
from planner.timeline import LABEL, Lane, Mark, Picture
from planner.words import counted, listed, long_day

ALL, YEAR, OPT, STEM, AT = "All", "Next 12 months", "OPT", "STEM", "Training"
SHAPES = {"study": "Study", "granted": "May work: granted", "planned": "May work: planned", "grace": "Days of grace", "job": "Job",
          "offered": "Offer", "window": "Window to file", "latest": "Latest day", "used": "Days used", "limit": "Limit",
          "today": "Today"}
WHO = {"cpt": "school", "opt_pre": "agency", "opt_post": "agency", "opt_stem": "agency", "at": "school", "cap_gap": "agency"}
ONE_DAY = timedelta(1)


@dataclass(frozen=True)
class Curve:
    """A counter to draw in the row of a lane and the one below it: corners of the days used, and of the limit."""
    row: int
    name: str
    used: tuple[tuple[date, float], ...]
    limit: tuple[tuple[date, int], ...]


@dataclass(frozen=True)
class StayPicture:
    """The rows and the curves of a stay between two days."""
    picture: Picture
    curves: tuple[Curve, ...]

    def shown(self) -> list[str]:
        """The kinds of marks that the picture holds, in the order of a legend."""
        kinds = {mark.kind for lane in self.picture.lanes for mark in lane.marks}
        kinds |= {"used", "limit"} if self.curves else set()
        kinds |= {"today"} if self.picture.first <= self.picture.on <= self.picture.last else set()
        return [kind for kind in SHAPES if kind in kinds]

    def in_words(self) -> str:
        """The picture for a reader who does not see it."""
        lanes = [lane.in_words() for lane in self.picture.lanes if lane.title]
        return " ".join([f"{self.picture.title}. Today is {long_day(self.picture.on)}.", *lanes])


def zooms(stay: Stay) -> list[str]:
    """The stretches of a stay that can be looked at by themselves."""
    found = {ALL: True, YEAR: True, OPT: stay.grant("opt_post"), STEM: stay.grant("opt_stem"), AT: stay.grant("at")}
    return [name for name, there in found.items() if there]


def stay_picture(stay: Stay, dates: list[Dated], zoom: str = ALL) -> StayPicture:
    """The rows between the first and last day of a zoom (one of `zooms`)."""
    first, last = _span(stay, zoom)
    lanes = [lane for lane in (_cut(lane, first, last) for lane in _lanes(stay, dates)) if lane.marks]
    curves = []
    for counter in (stay.counters[name] for name in ("unemployment", "cpt", "at", "opt") if name in stay.counters):
        if counter.name != "opt" or stay.grant("opt_pre"):
            curves.append(_curve(counter, len(lanes), _reach(counter, stay), (first, last)))
            lanes += [_counter_lane(stay, counter), Lane("", "", "", "", ())]
    title = "Your stay from the first day of the program to the last day of grace"
    return StayPicture(Picture(title, stay.on, None, tuple(lanes), (), first, last), tuple(curves))


def _span(stay: Stay, zoom: str) -> tuple[date, date]:
    grant = {OPT: stay.grant("opt_post"), STEM: stay.grant("opt_stem"), AT: stay.grant("at")}.get(zoom)
    if grant:
        air = timedelta(100 if zoom == OPT else 60)
        return grant.first - air, grant.last + timedelta(75)
    if zoom == YEAR:
        return stay.on - timedelta(30), stay.on + timedelta(335)
    ends = [stay.program_end, *(grant.last for grant in stay.grants), *([stay.leave_by.date] if stay.leave_by else [])]
    begins = [stay.program_start, *(job.start for job in stay.history.job), *(grant.first for grant in stay.grants)]
    air = timedelta(max((max(ends) - min(begins)).days // 30, 7))
    return min(begins) - air, max(ends) + air


def _cut(lane: Lane, first: date, last: date) -> Lane:
    """The lane with what lies between two days."""
    marks = [_cut_mark(mark, first, last) for mark in lane.marks]
    return Lane(lane.actor, lane.title, lane.detail, lane.figure, tuple(mark for mark in marks if mark))


def _cut_mark(mark: Mark, first: date, last: date) -> Mark | None:
    if mark.end is None or mark.kind == "window":
        return mark if first <= mark.start and (mark.end or mark.start) <= last else None
    start, end = max(mark.start, first), min(mark.end, last)
    return Mark(mark.kind, start, end) if start < end else None


def _lanes(stay: Stay, dates: list[Dated]) -> Iterator[Lane]:
    study = Mark("study", stay.program_start, stay.program_end + ONE_DAY)
    yield Lane("student", "Study", _dates("Study", stay.program_start, stay.program_end), "", (study,))
    for kind in NAMES:
        grants = [grant for grant in stay.grants if grant.kind == kind]
        if grants:
            yield _grant_lane(kind, grants)
    yield from _grace(stay)
    yield from _windows(dates)
    yield from _reports(dates)
    yield from _work(stay)


def _grant_lane(kind: str, grants: list[Grant]) -> Lane:
    marks = tuple(Mark("granted" if grant.granted else "planned", grant.first, grant.last + ONE_DAY) for grant in grants)
    detail = _dates(NAMES[kind], grants[0].first, grants[0].last) if len(grants) == 1 else f"{len(grants)} stretches"
    return Lane(WHO[kind], NAMES[kind], detail, "" if grants[-1].granted else "planned", marks)


def _grace(stay: Stay) -> Iterator[Lane]:
    one = stay.leave_by
    if one and one.date > one.since:
        days = counted((one.date - one.since).days, "day")
        yield Lane("student", "Grace", f"until {_short(one.date)}", days, (Mark("grace", one.since + ONE_DAY, one.date + ONE_DAY),))


def _windows(dates: list[Dated]) -> Iterator[Lane]:
    """The windows to file, each from the day it opens to its last."""
    found = []
    for opens, closes, name in (("opt_post.filing_opens", "opt_post.filing_closes", "OPT"),
                                ("opt_stem.filing_opens", "opt_stem.filing_closes", "STEM")):
        days = [next((one.date for one in dates if one.rule == rule), None) for rule in (opens, closes)]
        if all(days):
            found.append((name, *days))
    if found:
        marks = tuple(Mark("window", first, last) for _, first, last in found)
        detail = ", ".join(f"{name} from {_short(first)}" for name, first, _ in found)
        names = listed([name for name, _, _ in found])
        yield Lane("student", "Form I-765", detail if len(detail) <= LABEL - 12 else names, "", marks)


def _reports(dates: list[Dated]) -> Iterator[Lane]:
    due = [one for one in dates if one.kind in ("report", "evaluation") and one.actor == "student"]
    if due:
        marks = tuple(Mark("latest", one.date) for one in due)
        yield Lane("student", "Reports", "to your office", counted(len(due), "report"), marks)


def _work(stay: Stay) -> Iterator[Lane]:
    """Jobs, and offers in a row of their own: both may lie on the same days."""
    until = max(stay.work_ends.last if stay.work_ends else stay.program_end, stay.on)
    for title, kind, what, jobs in (("Work", "job", "job", stay.history.job), ("Offers", "offered", "offer", stay.offered)):
        if jobs:
            marks = tuple(Mark(kind, job.start, max(job.end or until, job.start) + ONE_DAY) for job in jobs)
            yield Lane("host", title, counted(len(jobs), what), "", marks)


def _counter_lane(stay: Stay, counter: Counter) -> Lane:
    limit = counter.limit_on(counter.grid.last)
    detail = {"cpt": f"{limit} close OPT", "opt": "part time at half"}.get(counter.name, f"{_limits(counter)} at most")
    return Lane("student", TITLES[counter.name], detail, f"{ceil(counter.in_all)} of {limit}", ())


def _limits(counter: Counter) -> str:
    return ", then ".join(str(int(limit)) for limit in dict.fromkeys(counter.limit.tolist()))


def _reach(counter: Counter, stay: Stay) -> tuple[date, date]:
    """First and last day of a counter's line: that of study for full-time CPT, of its own days for all others."""
    first, last = to_date(counter.grid.first), to_date(counter.grid.last)
    return (min(first, stay.program_start), max(last, stay.program_end)) if counter.name == "cpt" else (first, last)


def _curve(counter: Counter, row: int, reach: tuple[date, date], shown: tuple[date, date]) -> Curve:
    """Corners of the counter between two days; before its first day nothing is used, after its last no more."""
    low, high = max(day(shown[0]), day(reach[0])), min(day(shown[1]), day(reach[1]))
    if low > high:
        return Curve(row, counter.name, (), ())
    places = np.clip(np.arange(low, high + 1) - counter.grid.first, -1, counter.grid.size - 1)
    used, limit = np.where(places < 0, 0, counter.used[places]), counter.limit[np.maximum(places, 0)]
    before = counter.by(low - 1)
    steps = np.diff(used, prepend=before)
    corners = [0, *(np.flatnonzero(np.diff(steps)) + 1).tolist()]
    points = [(to_date(low + at), float(used[at - 1]) if at else before) for at in corners]
    points.append((to_date(high + 1), float(used[-1])))
    changes = [0, *(np.flatnonzero(np.diff(limit)) + 1).tolist()]
    limits = [(to_date(low + at), int(limit[at])) for at in changes] + [(to_date(high + 1), int(limit[-1]))]
    return Curve(row, counter.name, tuple(points), tuple(limits))


def _dates(title: str, first: date, last: date) -> str:
    """First and last day, with the years where a phone has room for them."""
    long = f"{_short(first)} to {_short(last)}"
    return long if len(title) + 2 + len(long) <= LABEL else f"to {_short(last)}"


def _short(when: date) -> str:
    return f"{when.day}\u00a0{when:%b}\u00a0{when.year}"


def corners(points: Iterable[tuple[date, float]]) -> tuple[list[str], list[float]]:
    """Days and amounts of corners as two columns."""
    days, amounts = zip(*points, strict=True)
    return [str(one) for one in days], list(amounts)
