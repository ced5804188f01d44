"""A year of short jobs for one team: when each could start, when to post it for whom, and how often one student could come back.

The first job starts when a posting of today can bring students on CPT, the others follow over twelve months, each inside one term
or break of the school where its calendar is known. How often the same student could come back is counted by the counters that count
a student's own history.
"""
from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from planner.counters import Counter, full_time_cpt, unemployment
from planner.days import BLANK, day, to_date
from planner.errors import BadInput
from planner.history import Cpt, Ead
from planner.history import Job as Worked
from planner.host_views import HEADLINE_FOR
from planner.job import MOST_WEEKS, Job
from planner.job_dates import Dated, first_weekday
from planner.law import Law
from planner.postings import Asked, host_world
from planner.recommended import recommended_day
from planner.seasons import Season, seasons
from planner.words import counted, long_day
from planner.world import World

HOURS = {"opt_post": "opt_post.hours_that_count", "opt_stem": "opt_stem.hours"}
TITLES = {"card": "Card in hand (OPT)", "stem_card": "STEM OPT card in hand"}
A_YEAR = 7 * MOST_WEEKS             # days: twelve months of whole weeks


@dataclass(frozen=True)
class YearJob:
    """One job of the year; by: the latest day to post for each kind of candidate, None where it cannot start then."""
    number: int
    season: Season | None
    start: date
    end: date
    by: dict[str, date | None]
    advised: date | None

    @property
    def post_by(self) -> date | None:
        """The day to post by: for students on CPT, else for those a host asks about next."""
        return next((self.by[name] for name in HEADLINE_FOR if self.by.get(name)), None)

    @property
    def reached(self) -> tuple[str, ...]:
        """The kinds of candidates who can start, if the job is posted by `post_by`."""
        return tuple(name for name, by in self.by.items() if by and self.post_by and by >= self.post_by)


@dataclass(frozen=True)
class ComesBack:
    """How many of the year's jobs the same student could do in a row, on one way to lawful work, and why not more."""
    name: str
    title: str
    jobs: int
    says: str
    rule: str
    cite: str


@dataclass(frozen=True)
class HiringYear:
    """The jobs of a year in the order of time, and the same student in several of them."""
    jobs: tuple[YearJob, ...]
    same_student: tuple[ComesBack, ...]


def hiring_year(job: Job, times: int, on: int, world: World) -> HiringYear:
    """So many jobs like this one in the year from a status date (days since 1970-01-01); the job's own start plays no part.

    BadInput where so many do not fit into a year.

    >>> from planner.job import job_of
    >>> from planner.world import load_world
    >>> year = hiring_year(job_of({"school": "rutgers", "weeks": 3}, load_world()), 4, day("2026-11-22"), load_world())
    >>> for one in year.jobs:
    ...     print(one.season.name, one.start, one.post_by)
    Spring 2027 2027-01-19 2026-11-23
    Spring 2027 2027-04-16 2027-02-24
    Summer break 2027 2027-07-16 2027-05-23
    Fall 2027 2027-10-15 2027-08-24
    """
    plain = job.model_copy(update={"season": "", "start": to_date(on), "end": None, "posting_date": None,
                                   "weeks": job.weeks or world.hiring.assumed["weeks"].value})
    length = 7 * plain.weeks
    if times < 1 or times * length > A_YEAR:
        most = A_YEAR // length
        raise BadInput(f"jobs of {counted(plain.weeks, 'week')} do not fit into a year; choose 1 to {most}", column="times",
                       value=str(times))
    jobs = tuple(_job(plain, number, start, on, world) for number, start in enumerate(_starts(plain, times, on, world), 1))
    return HiringYear(jobs, tuple(_same_student(plain, jobs, world.law)))


def _starts(job: Job, times: int, on: int, world: World) -> Iterator[int]:
    """First days of work, spread over the year."""
    first, length = _first_start(job, on, world), 7 * job.weeks
    known = seasons(world.schools[job.school].terms, on, first + 2 * A_YEAR)
    free = first
    for number in range(times):
        start = _fitting(max(free, first + number * A_YEAR // times), length, known)
        free = start + length
        yield start


def _first_start(job: Job, on: int, world: World) -> int:
    """The first day on which students on CPT could start after a posting of today."""
    asked = Asked(Dated(job, on, on + 7 * job.weeks - 1), on, host_world(job, world))
    cpt = next(one for one in asked.situations if one.name == "cpt")
    earliest = int(asked.answer(cpt, [on]).earliest_start[0])
    card = next(one for one in asked.situations if one.name == "card")
    return int(asked.answer(card, [on]).earliest_start[0]) if earliest == BLANK else earliest


def _fitting(when: int, length: int, known: tuple[Season, ...]) -> int:
    """The first weekday from a day on from which a job of so many days lies in one season; any weekday where none is known."""
    starts = [start for season in known if (start := first_weekday(max(when, season.start))) + length - 1 <= season.end]
    return min(starts, default=first_weekday(when))


def _season_of(start: int, end: int, known: tuple[Season, ...]) -> Season | None:
    holding = [season for season in known if season.start <= start and end <= season.end]
    return max(holding, key=lambda season: season.end - season.start, default=None)


def _job(job: Job, number: int, start: int, on: int, world: World) -> YearJob:
    end = start + 7 * job.weeks - 1
    school = world.schools[job.school]
    season = _season_of(start, end, seasons(school.terms, start, end))
    asked = Asked(Dated(job.model_copy(update={"start": to_date(start)}), start, end, season), on, host_world(job, world))
    by = {one.name: asked.latest_posting(one)[0] for one in asked.situations}
    advice = next((one for one in school.postings if one.season == asked.job.of_year), None)
    advised = recommended_day(advice, start) if advice else None
    return YearJob(number, season, to_date(start), to_date(end), {name: to_date(when) for name, when in by.items()},
                   None if advised is None else to_date(advised))


# ---- the same student again -----------------------------------------------------------------------------------------

def _same_student(job: Job, jobs: tuple[YearJob, ...], law: Law) -> Iterator[ComesBack]:
    begun = day(jobs[0].start)
    yield _on_cpt(job, jobs, law, begun)
    yield _on_card("card", "opt_post", job, jobs, law, begun)
    yield _on_card("stem_card", "opt_stem", job, jobs, law, begun)
    yield _in_training(jobs, law, begun)


def _in_a_row(jobs: tuple[YearJob, ...], fine: Callable[[YearJob], bool]) -> int:
    """How many jobs from the first one on are fine."""
    return next((place for place, one in enumerate(jobs) if not fine(one)), len(jobs))


def _on_cpt(job: Job, jobs: tuple[YearJob, ...], law: Law, begun: int) -> ComesBack:
    entries = [Cpt.model_validate({"from": one.start, "to": one.end, "hours": job.hours_per_week}) for one in jobs]
    counter, bar = full_time_cpt(entries, begun, law), law.number("cpt.year_bars_opt", on=begun)
    again = "Each time the school has to authorize CPT anew, for these dates."
    if counter is None:
        says = f"{job.hours_per_week:g} hours a week are part-time CPT, which uses up nothing. {again}"
        return ComesBack("cpt", "CPT", len(jobs), says, "cpt.full_time_over", law.cite("cpt.full_time_over", begun))
    fits = _in_a_row(jobs, lambda one: counter.by(day(one.end)) < bar)
    says = (f"All {counted(len(jobs), 'job')} are {counted(int(counter.in_all), 'day')} of full-time CPT; "
            f"{bar} at one level, those used before among them, close OPT. {again}")
    return ComesBack("cpt", "CPT", fits, says, "cpt.year_bars_opt", law.cite("cpt.year_bars_opt", begun))


def _on_card(name: str, category: str, job: Job, jobs: tuple[YearJob, ...], law: Law, begun: int) -> ComesBack:
    """Between two jobs the days without work count, if the student has no other."""
    title, limit, hours = TITLES[name], f"{category}.unemployment_limit", law.number(HOURS[category], on=begun)
    if not any(one.by[name] for one in jobs):
        says = f"Such a card does not cover this job: it takes pay, E-Verify and {hours} hours a week or more."
        return ComesBack(name, title, 0, says, HOURS[category], law.cite(HOURS[category], begun))
    worked = [Worked.model_validate({"from": one.start, "to": one.end, "hours_per_week": job.hours_per_week, "paid": job.paid,
                                     "e_verify": job.e_verify}) for one in jobs]
    card = Ead.model_validate({"from": jobs[0].start, "to": jobs[-1].end, "category": category})
    counter = unemployment(worked, [card], begun, law)
    fits = _in_a_row(jobs, lambda one: counter.by(day(one.start) - 1) <= counter.limit_on(day(one.start)))
    too_few = f"Under {hours} hours a week the clock runs on while the student works. " if job.hours_per_week < hours else ""
    return ComesBack(name, title, fits, too_few + _idle_in_words(counter), limit, law.cite(limit, begun))


def _idle_in_words(counter: Counter) -> str:
    idle, allowed = int(counter.in_all), int(counter.limit[-1])
    says = (f"With no other work, {counted(idle, 'day')} without a job would count from the first to the last of them; "
            f"{allowed} are allowed at this level")
    if counter.runs_out is None:
        return f"{says}."
    return f"{says}: the limit would be passed on {long_day(to_date(counter.runs_out))}, so other work is needed in between."


def _in_training(jobs: tuple[YearJob, ...], law: Law, begun: int) -> ComesBack:
    days = sum((one.end - one.start).days + 1 for one in jobs)
    most = law.number("at.length", on=begun)
    says = (f"All of them are {counted(days, 'day')} of Academic Training; part time counts in full, {counted(most, 'month')} are "
            "the most, and no longer than the studies. Each time the officer has to authorize it before the program ends.")
    return ComesBack("at", "J-1 Academic Training", len(jobs), says, "at.length", law.cite("at.length", begun))
