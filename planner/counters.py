"""What a student has used up: full-time CPT, OPT, days without work, Academic Training, each by the end of every day.

A counter is two columns over the days of a history: the days used and the limit. What has not happened yet counts as it is
planned, so that the day on which something runs out can be read off: a job that is still going goes on, a gap stays a gap.
"""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil

import numpy as np

from planner.days import day, months
from planner.history import At, Cpt, Ead, History, Job
from planner.law import Law
from planner.spans import Grid, Span, runs

TITLES = {"cpt": "Full-time CPT", "opt": "OPT", "unemployment": "Days without work", "at": "Academic Training"}
FOREVER = day("2105-12-31")         # the last day of a job that is still going


@dataclass(frozen=True, eq=False)
class Counter:
    """Days used by the end of each day from `grid.first` on, and how many there are.

    used: float64, halves occur; limit: int32. `full` is the amount over the limit that does the harm: 0 where the last day
    allowed is itself the limit's day (365 days of CPT close OPT), 1 where the limit may be reached (day 91 without work breaks it).
    """
    name: str
    grid: Grid
    used: np.ndarray
    limit: np.ndarray
    full: int

    def by(self, when: int) -> float:
        """Days used by the end of a day."""
        place = min(when, self.grid.last) - self.grid.first
        return float(self.used[place]) if place >= 0 else 0.0

    @property
    def in_all(self) -> float:
        """Days used by the end of the history."""
        return float(self.used[-1])

    def limit_on(self, when: int) -> int:
        """The limit on a day, that of the nearest day where the history does not reach it."""
        return int(self.limit[np.clip(when - self.grid.first, 0, self.grid.size - 1)])

    def left(self, when: int) -> int:
        """Whole days left by the end of a day; a half is no day. Negative where the limit has been passed."""
        return self.limit_on(when) - ceil(self.by(when))

    @cached_property
    def runs_out(self) -> int | None:
        """The first day on which the limit does its harm, None where it never does."""
        places = np.flatnonzero(self.used >= self.limit + self.full)
        return self.grid.first + int(places[0]) if len(places) else None


def span_of(entry: Job | Ead | Cpt | At) -> Span:
    """First and last day of an entry; what is still going goes on."""
    return day(entry.start), FOREVER if entry.end is None else day(entry.end)


def of_this_level(entries: Iterable, program_start: int) -> list:
    """The entries that begin with the program or later: the others belong to an earlier level."""
    return [entry for entry in entries if day(entry.start) >= program_start]


# ---- full-time CPT --------------------------------------------------------------------------------------------------

def is_full_time(cpt: Cpt, law: Law) -> bool:
    """Whether CPT is authorized for full time: as said, else by its hours."""
    return cpt.hours > law.number("cpt.full_time_over", on=day(cpt.start)) if cpt.full_time is None else cpt.full_time


def full_time_cpt(cpts: Sequence[Cpt], program_start: int, law: Law) -> Counter | None:
    """Days of full-time CPT authorized at this level, both ends included, overlaps once; None where there is none.

    >>> from planner.law import load_law
    >>> from planner.days import to_date
    >>> year = Cpt.model_validate({"from": "2026-01-01", "to": "2026-12-31", "full_time": True})
    >>> counter = full_time_cpt([year], day("2025-08-25"), load_law())
    >>> counter.in_all, str(to_date(counter.runs_out))
    (365.0, '2026-12-31')
    """
    spans = [span_of(cpt) for cpt in of_this_level(cpts, program_start) if is_full_time(cpt, law)]
    grid = Grid.over(spans)
    if grid is None:
        return None
    limit = np.full(grid.size, law.number("cpt.year_bars_opt", on=grid.first), np.int32)
    return Counter("cpt", grid, np.cumsum(grid.covered(spans)).astype(float), limit, 0)


def whole_months(spans: Iterable[Span]) -> int:
    """Whole calendar months in unbroken stretches of days; what is left over in a stretch makes no month.

    >>> whole_months([(day("2025-02-01"), day("2025-07-31")), (day("2026-02-01"), day("2026-07-30"))])
    11
    """
    return sum(_months_in(first, last + 1) for first, last in spans)


def _months_in(first: int, beyond: int) -> int:
    n = 0
    while months(n + 1).add(first) <= beyond:
        n += 1
    return n


def cpt_months(counter: Counter) -> int:
    """Whole calendar months of full-time CPT: the other way to count the year that closes OPT."""
    return whole_months(runs(np.diff(counter.used, prepend=0) > 0, counter.grid.first))


def cpt_year_is_full(counter: Counter | None, law: Law) -> bool:
    """Whether full-time CPT closes OPT, by days or by calendar months, the stricter of the two."""
    if counter is None:
        return False
    by_months = cpt_months(counter) >= law.number("cpt.year_in_months", on=counter.grid.first)
    return counter.runs_out is not None or by_months


# ---- OPT ------------------------------------------------------------------------------------------------------------

def card_span(card: Ead, program_end: int) -> Span:
    """The days a card is good for; one for OPT before graduation ends with the program."""
    first, last = span_of(card)
    return first, min(last, program_end) if card.category == "opt_pre" else last


def opt_used(cards: Sequence[Ead], program: Span, law: Law) -> Counter | None:
    """Days of the twelve months used at this level: part time before graduation at half, overlaps once, halves kept.

    program: first and last day of it. The STEM extension uses none of them.
    """
    counted = [card for card in of_this_level(cards, program[0]) if card.category != "opt_stem"]
    spans = [card_span(card, program[1]) for card in counted]
    grid = Grid.over([(first, last) for first, last in spans if first <= last])
    if grid is None:
        return None
    weight = np.zeros(grid.size)
    for span, card in zip(spans, counted, strict=True):
        half = card.category == "opt_pre" and not card.full_time
        rule = "opt.part_time_counts" if half else "opt.full_time_counts"
        np.maximum(weight, grid.covered([span]) * law.number(rule, on=span[0]), out=weight)
    return Counter("opt", grid, np.cumsum(weight), np.full(grid.size, _twelve_months(counted, grid, law), np.int32), 0)


def _twelve_months(cards: Sequence[Ead], grid: Grid, law: Law) -> int:
    """Days of the twelve months that begin with the card after graduation, or with the first card: 365, or 366 in a leap year."""
    start = max((day(card.start) for card in cards if card.category == "opt_post"), default=grid.first)
    return int(months(law.number("opt.length", on=start)).add(start)) - start


def opt_last_day(start: int, used: float, program_end: int, law: Law) -> int:
    """The last day of post-completion OPT that begins on `start`: twelve months less a day, less the days used (a half
    day rounds what is left down), and never beyond the months after the program in which training has to end.

    >>> from planner.law import load_law
    >>> from planner.days import to_date
    >>> str(to_date(opt_last_day(day("2027-07-01"), 30.5, day("2027-05-14"), load_law())))
    '2028-05-30'
    """
    year = months(law.number("opt.length", on=start)).add(start) - 1 - ceil(used)
    return int(min(year, months(law.number("opt_post.cap", on=program_end)).add(program_end)))


# ---- days without work ----------------------------------------------------------------------------------------------

def unemployment(jobs: Sequence[Job], cards: Sequence[Ead], program_start: int, law: Law) -> Counter | None:
    """Days without qualifying work from the first day of the post-completion card to the end of the last.

    Every calendar day of a card counts on which all jobs together have too few hours; volunteering counts as work on OPT and
    not on STEM OPT, where the employer has to use E-Verify (unknown counts as yes). None without such a card.
    """
    post, stem = ([span_of(card) for card in of_this_level(cards, program_start) if card.category == category]
                  for category in ("opt_post", "opt_stem"))
    grid = Grid.over(post + stem)
    if grid is None:
        return None
    on_stem = grid.covered(stem)
    on_card = on_stem | grid.covered(post)
    works = on_card & _employed(jobs, grid, on_stem, law)
    idle = on_card & ~works & ~_short_gaps(on_card & ~works, works, grid, law)
    return Counter("unemployment", grid, np.cumsum(idle).astype(float), _idle_limit(grid, on_stem, law), 1)


def _employed(jobs: Sequence[Job], grid: Grid, on_stem: np.ndarray, law: Law) -> np.ndarray:
    """Days with enough hours over all jobs together."""
    on_opt = _hours(grid, [job for job in jobs if job.kind == "opt"])
    of_stem = _hours(grid, [job for job in jobs if job.kind == "opt" and job.paid and job.e_verify is not False])
    return np.where(on_stem, of_stem >= law.number("opt_stem.hours", on=grid.days),
                    on_opt >= law.number("opt_post.hours_that_count", on=grid.days))


def _hours(grid: Grid, jobs: list[Job]) -> np.ndarray:
    """Hours a week on each day, rounded to a thousandth: sums of decimals are not exact."""
    return np.round(grid.total([span_of(job) for job in jobs], [job.hours_per_week for job in jobs]), 3)


def _idle_limit(grid: Grid, on_stem: np.ndarray, law: Law) -> np.ndarray:
    """The limit of each day: the smaller one until the STEM extension begins."""
    return np.where(on_stem, law.number("opt_stem.unemployment_limit", on=grid.days),
                    law.number("opt_post.unemployment_limit", on=grid.days)).astype(np.int32)


def _short_gaps(idle: np.ndarray, works: np.ndarray, grid: Grid, law: Law) -> np.ndarray:
    """Idle days of gaps between two jobs that are short enough not to count (guidance of 2008 to 2010)."""
    left_out = np.zeros(grid.size, bool)
    for first, last in runs(idle, grid.first):
        between = grid.first < first and last < grid.last and works[first - 1 - grid.first] and works[last + 1 - grid.first]
        if between and last - first + 1 <= law.number("opt_post.short_gap_between_jobs", on=first):
            left_out[first - grid.first:last - grid.first + 1] = True
    return left_out


# ---- Academic Training ----------------------------------------------------------------------------------------------

def training_used(trainings: Sequence[At], history: History, law: Law) -> Counter | None:
    """Days of Academic Training authorized in this program, part time in full, overlaps once; None where there is none.

    The limit is that of training which begins on its first day: so many months, and no longer than the studies.
    """
    program = history.program
    spans = [span_of(at) for at in of_this_level(trainings, program[0])]
    grid = Grid.over(spans)
    if grid is None:
        return None
    used = np.cumsum(grid.covered(spans) * law.number("at.part_time_counts", on=grid.first))
    limit = np.full(grid.size, _training_limit(grid.first, history, law), np.int32)
    return Counter("at", grid, used, limit, 1)


def _training_limit(start: int, history: History, law: Law) -> int:
    begins, ends = history.program
    level = history.case.level
    long = level == "postdoc" or (level == "doctorate" and start > ends)
    by_length = months(law.number("at.length_postdoc" if long else "at.length", on=start)).add(start) - start
    return int(min(by_length, ends - begins + 1))


# ---- all of them ----------------------------------------------------------------------------------------------------

def counters(history: History, law: Law) -> dict[str, Counter]:
    """The counters of a history that have anything to count, by name."""
    program = history.program
    found = {"cpt": full_time_cpt(history.cpt, program[0], law), "opt": opt_used(history.ead, program, law),
             "unemployment": unemployment(history.job, history.ead, program[0], law),
             "at": training_used(history.at, history, law)}
    return {name: counter for name, counter in found.items() if counter is not None}
