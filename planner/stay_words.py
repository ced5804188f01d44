"""A stay in sentences: until when a student may work, the next date, and the few figures to remember."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import ceil

from planner.counters import whole_months
from planner.days import day, months, to_date
from planner.stay import Stay
from planner.stay_ahead import Grant
from planner.stay_dates import NAMES, Dated, next_date
from planner.words import MINUS, counted, listed, long_day, sentence

THE = {"opt_post": "OPT", "opt_stem": "the STEM extension", "at": "Academic Training", "cap_gap": "the cap-gap"}


@dataclass(frozen=True)
class Figure:
    """A key figure: what it is, the figure, and what stands under it."""
    label: str
    value: str
    under: str


def headline(stay: Stay) -> str:
    """Until when the student may work, and what that hangs on: at most 25 words."""
    last = stay.work_ends
    if last is None and stay.case.held:
        return "No date after graduation can be given while USCIS holds your case."
    if last is None:
        return f"Your program {_ends(stay)} on {long_day(stay.program_end)}; no work after it is open to you in this plan."
    if broken := _broken(stay):
        return broken
    kinds = dict.fromkeys(grant.kind for grant in stay.grants
                          if grant.kind in THE and not grant.granted and not stay.is_only_if(grant))
    less = "" if stay.carried else "; no job entered can go on under the STEM extension"
    if kinds:
        return f"If you use {listed([THE[kind] for kind in kinds])}, you may work until {long_day(last.last)}{less}."
    if last.last < stay.on:
        return f"Your {NAMES[last.kind]} ended on {long_day(last.last)}."
    return f"You may work until {long_day(last.last)}, the last day of your {NAMES[last.kind]}{less}."


def _broken(stay: Stay) -> str:
    """The day on which the days without work pass their limit, by the jobs and offers that are entered; empty where they do not."""
    counter = stay.counters.get("unemployment")
    if counter is None or counter.runs_out is None or not any(job.kind == "opt" for job in (*stay.history.job, *stay.offered)):
        return ""
    out, limit = to_date(counter.runs_out), counter.limit_on(counter.runs_out)
    if out > stay.work_ends.last:
        return ""
    if out <= stay.on:
        return f"Day {limit + 1} without work was {long_day(out)}: see your office at once."
    hours = stay.world.law.number("opt_post.hours_that_count", on=counter.grid.first)
    return f"Day {limit + 1} without work would be {long_day(out)}: have work of at least {hours:g} hours a week by then to stay."


def _ends(stay: Stay) -> str:
    return "ended" if stay.program_end < stay.on else "ends"


def because(stay: Stay, dates: list[Dated]) -> list[str]:
    """The next date, the days without work, and why something is not open; a sentence each."""
    said = [_next(stay, next_date(dates, stay.on)), *([] if _broken(stay) else _idle(stay)), *_full_time(stay),
            *_earlier_cpt(stay), *_extension(stay)]
    for kind, notes in stay.closed.items():
        closed = "has no date" if stay.case.held else "is not open"
        said += [f"{sentence(THE[kind])} {closed}: {' '.join(note.says for note in notes)}"]
    return [text for text in said if text]


def _next(stay: Stay, one: Dated | None) -> str:
    if one is None or one.rule.endswith("unemployment_limit"):          # that one has a sentence of its own
        return ""
    own_name = one.title.startswith(("USCIS", "SEVIS", "STEM", "Academic Training"))
    return f"Your next date is {long_day(one.date)}: {one.title if own_name else one.title[:1].lower() + one.title[1:]}."


def _idle(stay: Stay) -> list[str]:
    """Where the days without work lead, if nothing changes."""
    counter = stay.counters.get("unemployment")
    if counter is None:
        return []
    limit, out = counter.limit_on(day(stay.on)), counter.runs_out
    used = ceil(counter.by(day(stay.on)))
    if out is not None and to_date(out) <= stay.on:
        return [f"Day {limit + 1} without work was {long_day(to_date(out))}: see your office at once."]
    if out is not None and stay.work_ends and to_date(out) > stay.work_ends.last:
        return []                       # under an extension that no job carries
    if out is not None:
        return [f"Without more work, {long_day(to_date(out))} is day {counter.limit_on(out) + 1} without work: "
                "have a job by then."]
    end = ceil(counter.in_all)
    last = counter.limit_on(counter.grid.last)
    return [f"You will have used {end} of {last} days without work by this plan: {last - end} are left."] if end > used else []


def _earlier_cpt(stay: Stay) -> list[str]:
    """CPT before the program belongs to an earlier level."""
    before = [cpt for cpt in stay.history.cpt if cpt.start < stay.program_start]
    said = [f"{long_day(cpt.start)} to {long_day(cpt.end)}" for cpt in before]
    return [f"CPT that begins before this program is not counted: {listed(said)}."] if said else []


def _extension(stay: Stay) -> list[str]:
    """What each employer has to offer where the STEM extension is planned."""
    stem = stay.grant("opt_stem")
    if stem is None or stem.granted:
        return []
    hours = stay.world.law.number("opt_stem.hours_per_employer", on=stay.on)
    return [f"The STEM extension needs E-Verify and at least {hours:g} hours a week from each employer."]


def _full_time(stay: Stay) -> list[str]:
    """A warning where full-time CPT comes near the year that closes OPT."""
    counter = stay.counters.get("cpt")
    if counter is None or counter.in_all < stay.world.law.number("cpt.year_warning", on=counter.grid.first):
        return []
    limit = counter.limit_on(counter.grid.last)
    return [f"You have {counted(ceil(counter.in_all), 'day')} of full-time CPT; {limit} close OPT."]


def figures(stay: Stay, dates: list[Dated]) -> list[Figure]:
    """The few things to remember."""
    found = [_next_figure(stay, dates), _left(stay), _idle_left(stay), _cpt_left(stay), _leave(stay)]
    return [figure for figure in found if figure]


def _next_figure(stay: Stay, dates: list[Dated]) -> Figure | None:
    one = next_date(dates, stay.on)
    return one and Figure("Next date", long_day(one.date), f"{_away(one.date, stay.on)}: {one.title}")


def _away(when: date, on: date) -> str:
    days = (when - on).days
    return "today" if days == 0 else f"in {counted(days, 'day')}"


def _left(stay: Stay) -> Figure | None:
    """What is left of the authorization that ends last, or of the one that is planned."""
    if stay.case.status == "J-1":
        return _span_left("Academic Training", stay.grant("at"), stay)
    running = next((grant for grant in stay.grants
                    if grant.kind in THE and grant.granted and grant.first <= stay.on <= grant.last), None)
    if running:
        return _span_left(NAMES[running.kind], running, stay)
    post = stay.grant("opt_post")
    used = stay.counters.get("opt")
    before = ceil(sum(_days_of(stay, "opt_pre"))) if used else 0
    return post and Figure("OPT left", length(post.first, post.last),
                           f"{counted(before, 'day')} used before graduation" if before else "nothing used at this level")


def _days_of(stay: Stay, kind: str) -> list[float]:
    counter = stay.counters["opt"]
    return [counter.by(day(grant.last)) - counter.by(day(grant.first) - 1) for grant in stay.grants if grant.kind == kind]


def _span_left(name: str, grant: Grant | None, stay: Stay) -> Figure | None:
    if grant is None:
        return None
    first = max(stay.on, grant.first)
    ended = grant.last < stay.on
    return Figure(f"{name} left", "none" if ended else length(first, grant.last), f"until {long_day(grant.last)}")


def length(first: date, last: date) -> str:
    """A stretch of days in whole months and the days over, both ends included.

    >>> [length(date(2027, 7, 1), last) for last in (date(2028, 6, 30), date(2028, 5, 30), date(2027, 7, 9))]
    ['12 months', '10 months 30 days', '9 days']
    """
    whole = whole_months([(day(first), day(last))])
    over = day(last) + 1 - int(months(whole).add(day(first)))
    parts = [counted(whole, "month")] if whole else []
    return " ".join(parts + ([counted(over, "day")] if over or not whole else []))


def _idle_left(stay: Stay) -> Figure | None:
    counter = stay.counters.get("unemployment")
    if counter is None:
        return None
    on, label = day(stay.on), "Days without work left"
    if on < counter.grid.first:
        limit = counter.limit_on(on)
        return Figure(label, f"{limit} of {limit}", f"today; counted from {long_day(to_date(counter.grid.first))}")
    left = f"{counter.left(on)} of {counter.limit_on(on)}".replace("-", MINUS)
    return Figure(label, left, f"{counter.by(on):g} used by {long_day(stay.on)}")


def _cpt_left(stay: Stay) -> Figure | None:
    counter = stay.counters.get("cpt")
    if counter is None:
        return None
    limit = counter.limit_on(counter.grid.last)
    return Figure("Full-time CPT", f"{ceil(counter.in_all)} of {limit}", "days authorized; the last one closes OPT")


def _leave(stay: Stay) -> Figure | None:
    one = stay.leave_by
    return one and Figure("Last day in the country", long_day(one.date),
                          f"{counted((one.date - one.since).days, 'day')} after {long_day(one.since)}")
