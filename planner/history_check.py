"""What in a history contradicts the law or itself: each a sentence that names both facts. A plan is still made.

The sentences stand in data/words.toml under [finding].
"""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from planner.counters import card_span, is_full_time, of_this_level, opt_last_day, opt_used, span_of
from planner.days import day, months, to_date
from planner.history import Ead, History, Job, Period
from planner.spans import Grid, Span, runs
from planner.words import by_route, long_day, words
from planner.world import World

CARD = {"opt_pre": "card for OPT before graduation", "opt_post": "card for OPT", "opt_stem": "STEM card"}
WORK = {"on_campus": "job on campus", "cpt": "CPT job", "opt": "job", "at": "job under Academic Training", "other": "job"}
PAPER = {"opt": "card", "cpt": "CPT authorization", "at": "authorization for Academic Training"}
LISTED = {"at": "Academic Training", "cpt": "CPT", "ead": "work card"}
HOURS_RULE = {"on_campus": "on_campus.hours_in_session", "opt": "opt_pre.hours_in_session"}
WHERE = {"on_campus": "on campus", "opt": "on OPT before graduation"}


@dataclass(frozen=True)
class Finding:
    """A contradiction: its code, the sentence that names both facts, the rule it goes by, and the citation of that."""
    code: str
    says: str
    cite: str = ""
    rule: str = ""


def finding(code: str, world: World, which: str = "", **slots: object) -> Finding:
    """A finding in words; `which` picks its rule where the rule differs, `slots` fill the braces."""
    entry = words()["finding"][code]
    rule = by_route(entry["rule"], which)
    return Finding(code, entry["says"].format(**slots), world.law.cite(rule) if rule else "", rule)


def check_history(history: History, on: int, world: World) -> list[Finding]:
    """Everything in a history that cannot stand beside something else, in the order of the lists.

    on: the status date; a job that is still going is looked at up to it.

    >>> from planner.history import history_of
    >>> from planner.world import load_world
    >>> facts = {"status": "F-1", "program_start": "2025-08-25", "program_end": "2027-05-14"}
    >>> late = history_of(facts, {"cpt": [{"from": "2027-05-01", "to": "2027-05-20"}]})
    >>> print(check_history(late, day("2026-11-22"), load_world())[0].says.replace(chr(160), " "))
    The CPT from Sat 1 May 2027 to Thu 20 May 2027 lasts beyond the program, which ends on Fri 14 May 2027.
    """
    check = _Check(history, on, world)
    return [*check.status(), *check.cpt(), *check.cards(), *check.jobs(), *check.hours()]


class _Check:

    def __init__(self, history: History, on: int, world: World):
        self.history, self.on, self.world, self.law = history, on, world, world.law
        self.start, self.end = history.program
        self.cards_of_level = of_this_level(history.ead, self.start)

    def _found(self, code: str, entry: Period | None = None, which: str = "", **slots) -> Finding:
        known = {"program_start": _day(self.start), "program_end": _day(self.end), "dates": entry and dates(span_of(entry))}
        return finding(code, self.world, which, **known | slots)

    # ---- authorizations ----

    def status(self) -> Iterator[Finding]:
        """Authorizations that this status does not have."""
        status = self.history.case.status
        for name in ("at",) if status == "F-1" else ("cpt", "ead"):
            for entry in getattr(self.history, name):
                yield self._found("wrong_status", entry, name, what=LISTED[name], status=status)

    def cpt(self) -> Iterator[Finding]:
        for cpt in self.history.cpt:
            first, last = span_of(cpt)
            if last > self.end:
                yield self._found("cpt_after_program", cpt)
            if first < self.start <= last:
                yield self._found("cpt_before_program", cpt)

    def cards(self) -> Iterator[Finding]:
        for card in self.cards_of_level:
            yield from self._length(card)
            yield from self._beside_the_program(card)
            case = self.history.case
            if case.i765_filed and case.i765_category == card.category and card.start < case.i765_filed:
                yield self._found("card_before_filing", card, what=CARD[card.category], filed=long_day(case.i765_filed))
        yield from self._overlaps()
        yield from self._order()

    def _length(self, card: Ead) -> Iterator[Finding]:
        """A card that lasts longer than the law gives one with this first day."""
        first, last = span_of(card)
        rule = {"opt_stem": "opt_stem.length"}.get(card.category, "opt.length")
        given, which = int(months(self.law.number(rule, on=first)).add(first)) - 1, card.category
        if card.category == "opt_post":
            before = opt_used([one for one in self.cards_of_level if one.category == "opt_pre"], (self.start, self.end), self.law)
            by_year, given = given, opt_last_day(first, before.in_all if before else 0, self.end, self.law)
            which = "cap" if given < by_year and not before else which
        if last > given:
            yield self._found("card_too_long", card, which, what=CARD[card.category], given=_day(given))

    def _beside_the_program(self, card: Ead) -> Iterator[Finding]:
        """A card on the wrong side of the program's end."""
        first, last = span_of(card)
        if card.category == "opt_pre" and first <= self.end < last:
            yield self._found("card_past_program", card, what=CARD[card.category])
        if card.category != "opt_pre" and first <= self.end:
            yield self._found("card_before_end", card, what=CARD[card.category])

    def _overlaps(self) -> Iterator[Finding]:
        for one, other in combinations(self.cards_of_level, 2):
            if _meet(card_span(one, self.end), card_span(other, self.end)):
                yield self._found("cards_overlap", one, what=CARD[one.category], other=CARD[other.category],
                                  other_dates=dates(span_of(other)))

    def _order(self) -> Iterator[Finding]:
        """A STEM card begins the day after the OPT card has ended."""
        for card in self.cards_of_level:
            if card.category == "opt_stem":
                before = [one.end for one in self.cards_of_level if one.category != "opt_pre" and one.start < card.start]
                if not before:
                    yield self._found("stem_without_opt", card)
                elif day(max(before)) < day(card.start) - 1:
                    yield self._found("gap_between_cards", card, ended=long_day(max(before)))

    # ---- jobs ----

    def jobs(self) -> Iterator[Finding]:
        """Days of work that nothing in the history allows."""
        for job in self.history.job:
            allowed = self._allows(job)
            first, last = self._looked_at(job)
            if job.kind in PAPER and not allowed:
                yield self._found("job_without_paper", job, job.kind, what=_job(job), paper=PAPER[job.kind])
            elif job.kind != "other":
                grid = Grid(first, last)
                for gap in runs(~grid.covered(allowed), first):
                    yield self._uncovered(job, gap, allowed)

    def _looked_at(self, job: Job) -> Span:
        first, last = span_of(job)
        return first, last if job.end else max(first, self.on)

    def _allows(self, job: Job) -> list[Span]:
        match job.kind:
            case "opt":
                return [card_span(card, self.end) if day(card.start) >= self.start else span_of(card) for card in self.history.ead]
            case "cpt" | "at":
                return [span_of(entry) for entry in getattr(self.history, job.kind)]
        return [(self.start - self.law.number("on_campus.start_opens", on=self.start), self.end)]

    def _uncovered(self, job: Job, gap: Span, allowed: list[Span]) -> Finding:
        said = {"what": _job(job), "paper": PAPER.get(job.kind), "dates": dates(gap)}
        if job.kind == "on_campus":
            return self._found("job_off_program", which=job.kind, program=dates((self.start, self.end)), **said)
        begun = [first for first, _ in allowed if first < gap[0]]
        later = [first for first, _ in allowed if first > gap[1]]
        if later and not begun:
            return self._found("job_before_paper", which=job.kind, starts=_day(min(later)), **said)
        return self._found("job_after_card" if job.kind == "opt" and not later else "job_outside", which=job.kind, **said)

    # ---- hours ----

    def hours(self) -> Iterator[Finding]:
        yield from self._part_time_cpt()
        yield from self._in_session("on_campus")
        yield from self._in_session("opt")
        stem = [span_of(card) for card in self.cards_of_level if card.category == "opt_stem"]
        for job in self.history.job:
            if job.kind == "opt" and any(_meet(span, span_of(job)) for span in stem):
                yield from self._on_stem(job)

    def _part_time_cpt(self) -> Iterator[Finding]:
        line = self.law.number("cpt.full_time_over", on=self.start)
        for job in (job for job in self.history.job if job.kind == "cpt" and job.hours_per_week > line):
            covering = [cpt for cpt in self.history.cpt if _meet(span_of(cpt), span_of(job))
                        and not (cpt.employer and job.employer and cpt.employer != job.employer)]
            if covering and not any(is_full_time(cpt, self.law) for cpt in covering):
                yield self._found("over_cpt_hours", covering[0], what=_job(job), hours=f"{job.hours_per_week:g}", limit=line)

    def _in_session(self, kind: str) -> Iterator[Finding]:
        """Hours of all jobs of a kind together, on days of study on which school is in session."""
        jobs = [job for job in self.history.job if job.kind == kind]
        spans = [self._looked_at(job) for job in jobs]
        grid = Grid.over(spans)
        if grid is None:
            return
        limit = self.law.number(HOURS_RULE[kind], on=self.start)
        hours = np.round(grid.total(spans, [job.hours_per_week for job in jobs]), 3)
        over = (hours > limit) & grid.covered([(self.start, self.end)]) & in_session(self.history, grid, self.world)
        if kind == "opt":
            over &= grid.covered([card_span(card, self.end) for card in self.history.ead if card.category == "opt_pre"])
        for first, last in runs(over, grid.first)[:1]:
            most = hours[first - grid.first:last + 1 - grid.first].max()
            yield self._found("over_20h", which=kind, where=WHERE[kind], hours=f"{most:g}", dates=dates((first, last)), limit=limit)

    def _on_stem(self, job: Job) -> Iterator[Finding]:
        """On STEM OPT each employer counts by itself, pays, and uses E-Verify."""
        limit = self.law.number("opt_stem.hours", on=self.on)
        if job.hours_per_week < limit:
            yield self._found("stem_hours", what=_job(job), hours=f"{job.hours_per_week:g}", limit=limit)
        if not job.paid:
            yield self._found("stem_unpaid", what=_job(job))
        if job.e_verify is False:
            yield self._found("stem_e_verify", what=_job(job))


def in_session(history: History, grid: Grid, world: World) -> np.ndarray:
    """Days on which school is in session; a school without a calendar counts as in session."""
    terms = world.terms((history.case.school,), np.zeros(1, np.int16))
    return np.ones(grid.size, bool) if terms is None else terms.next_in_session(grid.days) == grid.days


def _meet(one: Span, other: Span) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _day(when: int) -> str:
    return long_day(to_date(when))


def dates(span: Span) -> str:
    """A span of days in words.

    >>> dates((day("2026-12-07"), day("2026-12-07"))).replace(chr(160), " ")
    'on Mon 7 Dec 2026'
    """
    return f"on {_day(span[0])}" if span[0] == span[1] else f"from {_day(span[0])} to {_day(span[1])}"


def _job(job: Job) -> str:
    name = f" at {job.employer}" if job.employer else ""
    until = f"to {long_day(job.end)}" if job.end else "on"
    return f"{WORK[job.kind]}{name} from {long_day(job.start)} {until}"
