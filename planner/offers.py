"""Several offers, one after another or side by side, as people use micro-internships: each one's route, and the weak points.

Every offer is one row of a batch. What the earlier ones use up is carried forward: days of full-time CPT and of Academic
Training. The rows are planned again until no offer changes its route.
"""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from math import ceil

import numpy as np

from planner.answer import NO
from planner.best import best_routes
from planner.cases import Cases
from planner.counters import (
    Counter,
    cpt_months,
    cpt_year_is_full,
    full_time_cpt,
    is_full_time,
    span_of,
    training_used,
    unemployment,
)
from planner.days import BLANK, day, to_date
from planner.explain import route_view
from planner.history import OFFER_KEYS, At, Cpt, Job, Offer
from planner.history_check import HOURS_RULE, Finding, dates, in_session
from planner.notes import reason_notes
from planner.plan import Plan, make_plan
from planner.routes import ALL_ROUTES, VERDICTS
from planner.row import Row
from planner.sentences import headline
from planner.spans import Grid, Span, runs
from planner.stay import Stay, with_card
from planner.words import by_route, counted, listed, long_day, sentence, words

ON_A_CARD = ("current_ead", "opt_post", "opt_stem", "cap_gap")
MOST_OF_A_KIND = 3              # weak points of one kind that are listed
ONE_CARD = ("opt_pre", "opt_post", "opt_stem")      # routes on which one application covers every job
KIND = {"on_campus": "on_campus", "cpt": "cpt", "at": "at", "hardship": "other", "intl_org": "other"} | dict.fromkeys(
    ("opt_pre", *ON_A_CARD), "opt")


@dataclass(frozen=True)
class OfferPlan:
    """One offer of several: the best route, and the days on which it would be worked; `last` is None where nobody knows."""
    offer: Offer
    name: str
    route: str
    verdict: str
    start: date | None
    last: date | None
    until: date | None
    step: str
    by: date | None
    reason: str
    shared: str = ""                # the earlier offer whose application covers this one too

    title = property(lambda self: ALL_ROUTES[self.route].title)
    is_open = property(lambda self: self.verdict not in ("no", "unknown"))

    def as_job(self) -> Job:
        """The offer as a job that is worked."""
        return Job(start=self.start, end=self.last, hours_per_week=self.offer.hours_per_week, kind=KIND[self.route],
                   employer=self.name, paid=self.offer.paid, e_verify=self.offer.e_verify)


@dataclass(frozen=True)
class Together:
    """All offers in the order of time, and every weak point of the combination, the worst first."""
    plans: tuple[OfferPlan, ...]
    weak: tuple[Finding, ...]


NO_OFFERS = Together((), ())


def plan_offers(stay: Stay) -> Together:
    """The offers of a stay, planned together; offers without a first day begin when they can.

    >>> from planner.history import history_of
    >>> from planner.stay import make_stay
    >>> from planner.world import load_world
    >>> facts = {"status": "F-1", "program_start": "2025-08-25", "program_end": "2027-05-14"}
    >>> offers = [{"offer_start": "2026-12-21", "offer_end": "2027-01-15"},
    ...           {"offer_start": "2027-02-01", "offer_end": "2027-03-26"}]
    >>> together = plan_offers(make_stay(history_of(facts, {"offer": offers}), day("2026-11-22"), load_world()))
    >>> [(plan.name, plan.route, plan.verdict) for plan in together.plans], together.weak
    ([('Offer 1', 'cpt', 'yes'), ('Offer 2', 'cpt', 'yes')], ())
    """
    offers = stay.history.offer
    if not offers:
        return NO_OFFERS
    plans = _planned(stay, [{} for _ in offers])
    for _ in offers:                                    # the first offer stands at once, then the second, and so on
        again = _planned(stay, [_carried(stay, plans[:place]) for place in range(len(offers))])
        if [plan.route for plan in again] == [plan.route for plan in plans]:
            break
        plans = again
    plans = _bounded(stay, _shared(again))
    return Together(plans, _few_of_each(_Weak(stay, plans).all()))


def _few_of_each(weak: list[Finding]) -> tuple[Finding, ...]:
    """The first of the same kind: the same thing said ten times is not read."""
    return tuple(one for place, one in enumerate(weak) if sum(other.code == one.code for other in weak[:place]) < MOST_OF_A_KIND)


def _shared(plans: tuple[OfferPlan, ...]) -> tuple[OfferPlan, ...]:
    """Offers on one card need one application, that of the first of them."""
    first: dict[str, str] = {}
    found = []
    for plan in plans:
        covered = first.get(plan.route, "") if plan.is_open and plan.route in ONE_CARD else ""
        first.setdefault(plan.route, plan.name)
        found.append(replace(plan, step="", by=None, shared=covered) if covered else plan)
    return tuple(found)


def _bounded(stay: Stay, plans: tuple[OfferPlan, ...]) -> tuple[OfferPlan, ...]:
    """A planned card ends as the stay plans it, whichever of its offers begins first."""
    ends = {grant.kind: grant.last for grant in stay.grants if not grant.granted}
    return tuple(replace(plan, until=ends[plan.route]) if plan.is_open and plan.route in ends and plan.start <= ends[plan.route]
                 and (plan.last is None or plan.last <= ends[plan.route]) else plan for plan in plans)


# ---- each offer -----------------------------------------------------------------------------------------------------

def _planned(stay: Stay, carried: list[dict[str, int]]) -> tuple[OfferPlan, ...]:
    rows = [_row(stay, offer, more) for offer, more in zip(stay.history.offer, carried, strict=True)]
    plan = make_plan(Cases.of(rows), day(stay.on), stay.world)
    best = best_routes(plan)
    return tuple(_offer_plan(plan, place, tuple(plan.routes)[best[place]], offer) for place, offer in enumerate(stay.history.offer))


def _row(stay: Stay, offer: Offer, carried: dict[str, int]) -> dict[str, object]:
    """The student's case with one offer, after what the earlier offers have used up."""
    case = {name: value for name, value in stay.made.cases.record().items() if not name.startswith("offer_") and value is not None}
    given = {name: getattr(offer, name) for name in OFFER_KEYS if getattr(offer, name) is not None}
    post = stay.grant("opt_post")
    if post and not post.granted and offer.offer_start and offer.offer_start > post.last:
        case = {name: value for name, value in (case | with_card(case, post)).items() if value is not None}
    return case | given | {name: max(days, case.get(name, 0)) for name, days in carried.items()}


def _carried(stay: Stay, earlier: tuple[OfferPlan, ...]) -> dict[str, int]:
    """Totals after the earlier offers."""
    cpt = full_time_cpt((*stay.history.cpt, *_cpts(earlier)), stay.history.program[0], stay.world.law)
    at = training_used((*stay.history.at, *_trainings(earlier)), stay.history, stay.world.law)
    return {name: ceil(counter.in_all) for name, counter in (("cpt_full_time_days", cpt), ("at_days_used", at)) if counter}


def _cpts(plans: tuple[OfferPlan, ...]) -> list[Cpt]:
    return [Cpt(start=plan.start, end=plan.last or plan.until, hours=plan.offer.hours_per_week, employer=plan.name)
            for plan in plans if plan.is_open and plan.route == "cpt"]


def _trainings(plans: tuple[OfferPlan, ...]) -> list[At]:
    return [At(start=plan.start, end=plan.last or plan.until) for plan in plans if plan.is_open and plan.route == "at"]


def _offer_plan(plan: Plan, place: int, route: str, offer: Offer) -> OfferPlan:
    row, answer = Row(plan, place), plan.routes[route]
    name = offer.employer or f"Offer {place + 1}"
    verdict = VERDICTS[answer.verdict[place]]
    if answer.verdict[place] == NO or answer.start[place] == BLANK:
        return OfferPlan(offer, name, route, verdict, None, None, None, "", None, _reason(row, plan))
    start, until = row.day(answer.start), row.day(answer.authorized_until)
    last = min(offer.offer_end, until) if offer.offer_end and offer.offer_end >= start else None
    return OfferPlan(offer, name, route, verdict, start, last, until, row.next_step(answer), row.day(answer.next_step_by), "")


def _reason(row: Row, plan: Plan) -> str:
    """Why there is no way: for work after the program what closes that; else what a person asks about first."""
    start, end = row.case["offer_start"], row.case["program_end"]
    if start and start > end and not row.case["held"]:
        name = "opt_post" if row.case["status"] == "F-1" else "at"
        if "already_authorized" in row.reasons(plan.routes[name]):
            name = "opt_stem"
        return " ".join(note.says for note in reason_notes(row, plan.routes[name]))
    views = [route_view(row, answer) for answer in plan.routes.values()]
    return headline(row, sorted(views, key=lambda view: view.verdict != "unknown")).removeprefix("No: ")


# ---- the whole ------------------------------------------------------------------------------------------------------

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
        taken = _cpts(self.open)
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
        part = [cpt for cpt in (*self.stay.history.cpt, *_cpts(self.open)) if not is_full_time(cpt, self.law)]
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

    def _clock(self, jobs) -> Counter | None:
        return unemployment(jobs, self.stay.clocked, self.stay.history.program[0], self.law)

    def _idle(self) -> Iterator[Finding]:
        counter = self._clock(self.jobs)
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
        counter = self._clock(self.jobs)
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
