"""Every date of a student's stay in the order of time: what has happened, what is planned, what is due, and why."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from planner.counters import Counter
from planner.days import to_date
from planner.deadlines import Deadline
from planner.history import Job
from planner.stay import Stay
from planner.words import counted, long_day

NAMES = {"cpt": "CPT", "opt_pre": "OPT before graduation", "opt_post": "OPT", "opt_stem": "STEM OPT",
         "at": "Academic Training", "cap_gap": "Cap-gap"}
KINDS = {"opens": "opens", "closes": "latest day", "report": "report by", "evaluation": "report by",
         "work ends": "last day of work", "leave": "last day here", "limit": "limit", "ask": "ask by", "fact": "on record",
         "planned": "planned"}
ONLY_IF = "only if a job carries STEM OPT"
TO_ACT = ("opens", "closes", "report", "evaluation", "leave", "ask", "limit")
ANCHORED = {"opt_starts": "opt_post", "opt_ends": "opt_post", "stem_starts": "opt_stem", "stem_ends": "opt_stem",
            "at_starts": "at", "at_ends": "at"}


@dataclass(frozen=True)
class Dated:
    """One date: what, of which kind (KINDS), why, who acts, and the citation; `planned` where it hangs on a plan."""
    date: date
    title: str
    kind: str
    why: str
    cite: str = ""
    actor: str = "student"
    planned: bool = False
    done: bool = False
    rule: str = ""
    document: str = ""
    only_if: bool = False           # planned for a job that nobody has entered


def dates_of(stay: Stay) -> list[Dated]:
    """Every date of a stay, in order.

    >>> from planner.days import day
    >>> from planner.history import history_of
    >>> from planner.stay import make_stay
    >>> from planner.world import load_world
    >>> facts = {"status": "J-1", "program_start": "2025-08-25", "program_end": "2026-12-19"}
    >>> stay = make_stay(history_of(facts, {}), day("2026-11-22"), load_world())
    >>> [(str(one.date), one.title) for one in dates_of(stay)][-1]
    ('2028-05-14', 'Last day in the country')
    """
    found = [*_program(stay), *_grants(stay), *_jobs(stay), *_counted(stay), *_asks(stay), *_duties(stay)]
    return sorted(found, key=lambda one: (one.date, ORDER.index(one.kind), one.title))


ORDER = tuple(KINDS)[::-1]


def next_date(dates: list[Dated], on: date) -> Dated | None:
    """The next date on which something opens, closes or is due."""
    return next((one for one in dates if one.date >= on and one.kind in TO_ACT and not one.done and not one.only_if
                 and one.actor != "host"), None)


def _program(stay: Stay) -> Iterator[Dated]:
    paper = "I-20" if stay.case.status == "F-1" else "DS-2019"
    yield Dated(stay.program_start, "The program starts", "fact", f"as on your {paper}")
    yield Dated(stay.program_end, "The program ends", "fact", f"as on your {paper}")
    if stay.academic_year and stay.program_start <= stay.academic_year <= stay.program_end:
        why = "as your office has told you" if stay.case.academic_year_complete else "counted by the planner; ask your office"
        yield Dated(stay.academic_year, "One academic year is complete", "fact" if stay.academic_year <= stay.on else "planned",
                    f"{why}. CPT and OPT may begin from here on", stay.world.law.cite("academic_year.required"),
                    rule="academic_year.required")
    for name, what in (("i765_filed", "USCIS received Form I-765"), ("dso_recommended", "Your school recommended OPT in SEVIS")):
        if when := getattr(stay.case, name):
            yield Dated(when, what, "fact", "as you have entered it")


def _grants(stay: Stay) -> Iterator[Dated]:
    for grant in stay.grants:
        paper = {"cpt": "I-20, page 2", "at": "the officer's letter"}.get(grant.kind, "your card")
        if_planned = "while the H-1B petition lasts" if grant.kind == "cap_gap" else "if you apply in time"
        why = f"{paper if grant.granted else if_planned}, until {long_day(grant.last)}"
        yield Dated(grant.first, f"{NAMES[grant.kind]} starts", "fact" if grant.granted else "planned", why,
                    planned=not grant.granted, only_if=stay.is_only_if(grant))


def _asks(stay: Stay) -> Iterator[Dated]:
    for ask in stay.asks:
        yield Dated(ask.date, ask.title, "ask", f"{ask.why} With: {ask.document}" if ask.document else ask.why, planned=True,
                    document=ask.document)


def _jobs(stay: Stay) -> Iterator[Dated]:
    offers = zip_longest(stay.offered, stay.asked)
    for job, asked, offered in (*((job, None, False) for job in stay.history.job), *((job, asked, True) for job, asked in offers)):
        why = f"{job.hours_per_week:g} hours a week{'' if job.paid else ', unpaid'}"
        later = f". The start asked for, {long_day(asked)}, cannot be made: this is the earliest day" if asked else ""
        yield Dated(job.start, f"{_named(job, offered)} starts", "planned" if offered else "fact", why + later, planned=offered)
        if job.end:
            yield Dated(job.end, f"{_named(job, offered)} ends", "planned" if offered else "fact", why, planned=offered)


def _named(job: Job, offered: bool) -> str:
    return f"{'Offer' if offered else 'Job'}{f' at {job.employer}' if job.employer else ''}"


def _counted(stay: Stay) -> Iterator[Dated]:
    """The days on which a counter reaches what closes a way, or a warning before it."""
    for counter in stay.counters.values():
        if counter.runs_out is not None and counter.name in ("cpt", "unemployment", "at"):
            yield _run_out(stay, counter)
        warning = stay.world.law.number("cpt.year_warning", on=counter.grid.first)
        if counter.name == "cpt" and counter.in_all >= warning:
            when = to_date(counter.grid.first + int((counter.used < warning).sum()))
            yield Dated(when, f"{counted(warning, 'day')} of full-time CPT", "limit", stay.world.law.rules["cpt.year_warning"].says,
                        stay.world.law.cite("cpt.year_warning"), rule="cpt.year_warning")


def _run_out(stay: Stay, counter: Counter) -> Dated:
    when, limit = to_date(counter.runs_out), counter.limit_on(counter.runs_out)
    stem = stay.grant("opt_stem")
    on_stem = bool(stem and stem.first <= when)
    rule = {"cpt": "cpt.year_bars_opt", "at": "at.length",
            "unemployment": "opt_stem.unemployment_limit" if on_stem else "opt_post.unemployment_limit"}[counter.name]
    title = {"cpt": f"{counted(limit, 'day')} of full-time CPT: OPT is closed",
             "at": f"More than {counted(limit, 'day')} of training",
             "unemployment": f"Day {limit + 1} without work"}[counter.name]
    why = stay.world.law.rules[rule].says
    if counter.name == "unemployment" and when > stay.on:
        why = f"unless work of enough hours begins by then. {why}"
    return Dated(when, title, "limit", why, stay.world.law.cite(rule), planned=when > stay.on, rule=rule,
                 only_if=on_stem and stay.is_only_if(stem))


def _duties(stay: Stay) -> Iterator[Dated]:
    """The dated duties; of an end of OPT that the planned extension would move, the last day here too."""
    found = list(stay.deadlines)
    if stay.leave_by and stay.leave_by.id not in {one.id for one in found}:
        found.append(stay.leave_by)
    for place, one in enumerate(found):
        same = sum((other.id, other.since) == (one.id, one.since) for other in found[:place])
        yield _due(stay, one, _employer(stay, one, same))


def _employer(stay: Stay, one: Deadline, which: int) -> str:
    """Whose job a duty is about: of several that begin or end on the day it counts from, the one in that place."""
    if "_job_" not in one.anchor:
        return ""
    edge = "start" if one.anchor.endswith("_starts") else "end"
    jobs = [job for job in (*stay.history.job, *stay.offered) if job.kind == "opt" and getattr(job, edge) == one.since]
    return jobs[which].employer if which < len(jobs) else ""


def _due(stay: Stay, one: Deadline, employer: str = "") -> Dated:
    """A dated duty with the day it counts from, and whose job it is about."""
    kind = ANCHORED.get(one.anchor)
    grant = stay.grant(kind) if kind else None
    stricter = f" A stricter reading: {long_day(one.stricter)}." if one.stricter and one.stricter != one.date else ""
    why = f"{_counted_from(one)}{stricter} {one.document}."
    done = one.done is not None and one.done <= stay.on
    planned = bool(grant and not grant.granted) or ("_job_" in one.anchor and one.since > stay.on)
    extension = kind == "opt_stem" or one.rule.startswith("opt_stem.")
    return Dated(one.date, f"{one.title}{f': {employer}' if employer else ''}", one.kind, why, one.value.cite, one.actor, planned,
                 done, one.rule, one.document, extension and stay.is_only_if(stay.grant("opt_stem")))


def _counted_from(one: Deadline) -> str:
    """The number of law and the day it counts from; a rule in words says itself."""
    if one.value.unit == "text" or not one.value.amount:
        return one.says
    thing = one.value.unit.rstrip("s").replace("_", " ")
    way = "after" if one.date > one.since else "before"
    return f"{counted(one.value.amount, thing)} {way} {long_day(one.since)}."


def describe(one: Dated) -> str:
    """The kind of a date in words."""
    if one.only_if:
        return f"{KINDS[one.kind]}, {ONLY_IF}"
    more = ", done" if one.done else ", planned" if one.planned and one.kind not in ("planned", "ask") else ""
    return KINDS[one.kind] + more
