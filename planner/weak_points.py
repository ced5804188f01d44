"""Where several offers together are weak: what goes wrong only because there are several, and what one of them lacks.

The sentences stand in data/words.toml under [together].
"""
from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from math import ceil

import numpy as np

from planner.counters import Counter, cpt_months, cpt_year_is_full, full_time_cpt, is_full_time, span_of, unemployment
from planner.days import day, to_date
from planner.history import Cpt
from planner.history_check import HOURS_RULE, Finding, dates, in_session
from planner.offer_plan import ON_A_CARD, OfferPlan, cpts_of
from planner.spans import Grid, Span, runs
from planner.stay import Stay
from planner.words import by_route, counted, listed, long_day, sentence, words

MOST_OF_A_KIND = 3              # weak points of one kind that are listed


def weak_points(stay: Stay, plans: tuple[OfferPlan, ...]) -> tuple[Finding, ...]:
    """Every weak point of offers that are planned together, the worst first."""
    return _few_of_each(_Weak(stay, plans).all())


def limit_day(stay: Stay, plans: tuple[OfferPlan, ...]) -> date | None:
    """The day on which the days without work pass their limit, all open offers worked; None where they do not."""
    weak = _Weak(stay, plans)
    counter = weak.clock(weak.jobs)
    return None if counter is None or counter.runs_out is None else to_date(counter.runs_out)


def _few_of_each(weak: list[Finding]) -> tuple[Finding, ...]:
    """The first of the same kind: the same thing said ten times is not read."""
    return tuple(one for place, one in enumerate(weak) if sum(other.code == one.code for other in weak[:place]) < MOST_OF_A_KIND)


class _Weak:
    """What goes wrong only because there are several offers, and what one of them lacks."""

    def __init__(self, stay: Stay, plans: tuple[OfferPlan, ...]):
        self.stay, self.plans, self.law = stay, plans, stay.world.law
        self.open = tuple(plan for plan in plans if plan.is_open)
        self.jobs = (*stay.history.job, *(plan.as_job() for plan in self.open))

    def all(self) -> list[Finding]:
        """The worst first: no way at all, a limit of law passed, a start or an end that moves, a limit that comes near."""
        cpt = list(self._cpt())
        return [*self._no_way(), *(one for one in cpt if one.code != "cpt_warning"), *self._idle(), *self._hours("on_campus"),
                *self._hours("opt"), *self._moved(), *self._few_hours(), *self._part_time_sum(),
                *(one for one in cpt if one.code == "cpt_warning")]

    def _found(self, code: str, which: str = "", **slots) -> Finding:
        entry = words()["together"][code]
        rule = by_route(entry["rule"], which)
        return Finding(code, entry["says"].format(**slots), self.law.cite(rule) if rule else "", rule)

    def _no_way(self) -> Iterator[Finding]:
        for plan in self.plans:
            if not plan.is_open:
                yield self._found("no_way", name=plan.name, reason=plan.reason[:1].lower() + plan.reason[1:])

    def _moved(self) -> Iterator[Finding]:
        for plan in self.open:
            through = f"through {plan.title}"
            if plan.verdict == "later":
                yield self._found("later", name=plan.name, asked=long_day(plan.offer.offer_start), start=long_day(plan.start),
                                  through=through)
            if plan.verdict == "partly":
                yield self._found("partly", name=plan.name, until=long_day(plan.until), through=through)

    # Full-time CPT accumulates.

    def _cpt(self) -> Iterator[Finding]:
        taken = cpts_of(self.open)
        counter = full_time_cpt((*self.stay.history.cpt, *taken), self.stay.history.program[0], self.law)
        if not taken or counter is None:
            return
        limit, used = counter.limit_on(counter.grid.last), ceil(counter.in_all)
        if counter.runs_out is not None:
            yield self._found("cpt_year", name=_whose(taken, counter), limit=limit, day=_day(counter.runs_out))
        elif cpt_year_is_full(counter, self.law):
            yield self._found("cpt_months", months=cpt_months(counter))
        elif used >= self.law.number("cpt.year_warning", on=counter.grid.first):
            yield self._found("cpt_warning", used=used, limit=limit, left=limit - used)

    def _part_time_sum(self) -> Iterator[Finding]:
        """Part-time CPT side by side: no source says whether the hours add up."""
        part = [cpt for cpt in (*self.stay.history.cpt, *cpts_of(self.open)) if not is_full_time(cpt, self.law)]
        limit = self.law.number("cpt.full_time_over", on=self.stay.history.program[0])
        for span, most, which in _stretches([span_of(cpt) for cpt in part], [cpt.hours for cpt in part], limit):
            names = listed([part[place].employer or "Another CPT" for place in which])
            yield self._found("part_time_sum", names=names, hours=f"{most:g}", dates=dates(span))

    # Hours add up while school is in session.

    def _hours(self, kind: str) -> Iterator[Finding]:
        end = self.stay.history.program[1]
        jobs = [job for job in self.jobs if job.kind == kind and day(job.start) <= end]
        spans = [(day(job.start), min(span_of(job)[1], end)) for job in jobs]
        if len(jobs) < 2:
            return
        limit = self.law.number(HOURS_RULE[kind], on=self.stay.history.program[0])
        for span, most, which in _stretches(spans, [job.hours_per_week for job in jobs], limit):
            grid = Grid(*span)
            inside = runs(in_session(self.stay.history, grid, self.stay.world), grid.first)
            if inside and len(which) > 1:
                names = listed([jobs[place].employer or "A job" for place in which])
                yield self._found("over_20h", kind, names=names, hours=f"{most:g}", dates=dates(inside[0]), limit=limit)

    # Gaps on OPT run the clock.

    def clock(self, jobs) -> Counter | None:
        return unemployment(jobs, self.stay.clocked, self.stay.history.program[0], self.law)

    def _idle(self) -> Iterator[Finding]:
        counter = self.clock(self.jobs)
        if counter is None or counter.runs_out is None or not any(plan.route in ON_A_CARD for plan in self.open):
            return
        limit = counter.limit_on(counter.runs_out)
        gaps = runs(np.diff(counter.used, prepend=0) > 0, counter.grid.first)
        longest = max(gaps, key=lambda gap: gap[1] - gap[0])
        stem = self.stay.grant("opt_stem")
        which = "opt_stem" if stem and day(stem.first) <= counter.runs_out else "opt_post"
        yield self._found("idle", which, day=_day(counter.runs_out), over=limit + 1, limit=limit,
                          gap=f"{counted(longest[1] - longest[0] + 1, 'day')}, {dates(longest)}")

    def _few_hours(self) -> Iterator[Finding]:
        """Days of a card on which there is work, and too little of it."""
        counter = self.clock(self.jobs)
        jobs = [job for job in self.jobs if job.kind == "opt"]
        if counter is None or not jobs:
            return
        grid, spans = counter.grid, [span_of(job) for job in jobs]
        idle = np.diff(counter.used, prepend=0) > 0
        hours = np.round(grid.total(spans, [job.hours_per_week for job in jobs]), 3)
        limit = self.law.number("opt_post.hours_that_count", on=grid.first)
        for first, last in runs(idle & (hours > 0) & (hours < limit), grid.first):
            most = hours[first - grid.first:last + 1 - grid.first].max()
            yield self._found("few_hours", dates=sentence(dates((first, last))), hours=f"{most:g}", limit=limit)


def _stretches(spans: list[Span], hours: list[float], limit: float) -> Iterator[tuple[Span, float, list[int]]]:
    """Stretches of days on which the hours together exceed the limit: the days, the most hours, and whose they are."""
    grid = Grid.over(spans)
    if grid is None:
        return
    total = np.round(grid.total(spans, hours), 3)
    for first, last in runs(total > limit, grid.first):
        which = [place for place, span in enumerate(spans) if span[0] <= last and first <= span[1]]
        yield (first, last), float(total[first - grid.first:last + 1 - grid.first].max()), which


def _whose(taken: list[Cpt], counter: Counter) -> str:
    """The offer that lies on the day on which the year is full, or the last one before it."""
    before = [cpt for cpt in taken if day(cpt.start) <= counter.runs_out]
    return max(before or taken, key=lambda cpt: cpt.start).employer


def _day(when: int) -> str:
    return long_day(to_date(when))
