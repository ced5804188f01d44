"""A whole stay as a calendar file: every day ahead on which something opens, is due, or ends."""
from __future__ import annotations

from collections.abc import Iterator

from planner.export.calendar_file import Day, calendar_file
from planner.export.plan_ics import PLANNED
from planner.stay import Stay
from planner.stay_dates import TO_ACT, Dated, describe
from planner.words import long_day

SHOWN = (*TO_ACT, "work ends")


def stay_ics(stay: Stay, dates: list[Dated]) -> bytes:
    """The dates of a stay from its status date on; what is on record or done is left out.

    >>> from planner.days import day
    >>> from planner.history import history_of
    >>> from planner.stay import make_stay
    >>> from planner.stay_dates import dates_of
    >>> from planner.world import load_world
    >>> facts = {"status": "F-1", "program_start": "2025-08-25", "program_end": "2027-05-14"}
    >>> stay = make_stay(history_of(facts, {}), day("2026-11-22"), load_world())
    >>> [line for line in stay_ics(stay, dates_of(stay)).decode().splitlines() if line.startswith("SUMMARY")][0]
    'SUMMARY:Filing for OPT after graduation opens'
    """
    return b"".join(calendar_file(_days(stay, dates), "Work authorization: my timeline", stay.on))


def _days(stay: Stay, dates: list[Dated]) -> Iterator[Day]:
    seen: dict[str, int] = {}
    for one in dates:
        if one.date >= stay.on and one.kind in SHOWN and not one.done:
            seen[one.title] = seen.get(one.title, 0) + 1
            about = "\n".join(part for part in (f"{describe(one).capitalize()}. {one.why}", one.cite,
                                                PLANNED.format(on=long_day(stay.on))) if part)
            key = f"stay|{stay.program_start}|{one.title}|{seen[one.title]}"      # the same duty, moved by a change of plan
            yield Day(one.date, one.title, about, key)
