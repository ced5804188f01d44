"""The same student in several short jobs of a year: what each way to lawful work uses up, and where it ends.

Counted by the counters that count a student's own history; no other work is assumed, and nothing used before.
"""
from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from planner.counters import Counter, full_time_cpt, unemployment
from planner.days import day, to_date
from planner.history import Cpt, Ead
from planner.history import Job as Worked
from planner.host_views import ComesBack, YearJob
from planner.job import Job
from planner.law import Law
from planner.words import counted, listed, long_day, words

HOURS = {"opt_post": "opt_post.hours_that_count", "opt_stem": "opt_stem.hours"}
TITLES = {"card": "Card in hand (OPT)", "stem_card": "STEM OPT card in hand"}


def same_student(job: Job, jobs: tuple[YearJob, ...], law: Law) -> Iterator[ComesBack]:
    """Each way to lawful work that a student could be on in all of these jobs."""
    ways = {"cpt": _on_cpt, "card": partial(_on_card, "card", "opt_post"), "stem_card": partial(_on_card, "stem_card", "opt_stem"),
            "at": _in_training}
    for name, way in ways.items():
        can = tuple(one for one in jobs if one.by.get(name)) or jobs
        found = way(job, can, law, day(can[0].start))
        yield _with_gaps(found, jobs, can) if any(one.by.get(name) for one in jobs) else _without_any(found, jobs)


def _with_gaps(found: ComesBack, jobs: tuple[YearJob, ...], can: tuple[YearJob, ...]) -> ComesBack:
    """The jobs that this way does not reach are gaps: counted in none, named."""
    last = can[found.jobs - 1].number if 0 < found.jobs < len(can) else jobs[-1].number
    gaps = tuple(one.number for one in jobs if one not in can and one.number <= last)
    if not gaps:
        return found
    which = f"{'Job' if len(gaps) == 1 else 'Jobs'} {listed([str(number) for number in gaps])}"
    return replace(found, says=f"{which} cannot be started this way. {found.says}", gaps=gaps)


def _without_any(found: ComesBack, jobs: tuple[YearJob, ...]) -> ComesBack:
    """A way on which none of the jobs can be started."""
    said = found.says if not found.jobs else f"None of the {counted(len(jobs), 'job')} can be started this way."
    return replace(found, jobs=0, says=said, gaps=tuple(one.number for one in jobs))


def _in_a_row(jobs: tuple[YearJob, ...], fine: Callable[[YearJob], bool]) -> int:
    """How many jobs from the first one on are fine."""
    return next((place for place, one in enumerate(jobs) if not fine(one)), len(jobs))


def _on_cpt(job: Job, jobs: tuple[YearJob, ...], law: Law, begun: int) -> ComesBack:
    entries = [Cpt.model_validate({"from": one.start, "to": one.end, "hours": job.hours_per_week}) for one in jobs]
    counter, bar = full_time_cpt(entries, begun, law), law.number("cpt.year_bars_opt", on=begun)
    again = "Each time the school has to authorize CPT anew, for these dates."
    if job.contractor:
        again = f"{again} {words()['caution']['contractor_on_cpt']['to_host']}"
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


def _in_training(_job: Job, jobs: tuple[YearJob, ...], law: Law, begun: int) -> ComesBack:
    days = sum((one.end - one.start).days + 1 for one in jobs)
    most = law.number("at.length", on=begun)
    says = (f"All of them are {counted(days, 'day')} of Academic Training; part time counts in full, {counted(most, 'month')} are "
            "the most, and no longer than the studies. Each time the officer has to authorize it before the program ends.")
    return ComesBack("at", "J-1 Academic Training", len(jobs), says, "at.length", law.cite("at.length", begun))
