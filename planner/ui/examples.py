"""Worked examples: case files that fill the form, the same ones that the command line reads."""
from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from pathlib import Path

from planner.cases import read_case
from planner.days import LAST
from planner.ui.fields import FIELD_LIST
from planner.world import load_world

FOLDER = Path(__file__).parents[2] / "data" / "examples"
FIRST = "winter_break"
WRITTEN_FOR = date(2026, 11, 22)        # the day of the plan that the examples were made for
FRESH = timedelta(14)                   # so long they may be planned on the reader's own day
TITLES = {
    "winter_break": "a winter-break job",
    "spring": "a job in the spring term",
    "close_to_graduation": "close to graduation",
    "pending_i765": "waiting for the work card",
    "before_stem": "on OPT, before the STEM extension",
    "cap_gap": "between OPT and H-1B",
    "j1_student": "a J-1 student",
}


@cache
def entries(example: str) -> dict[str, object]:
    """What the form holds for an example, field by field; an unknown example is the first one."""
    name = example if example in TITLES else FIRST
    case = read_case(FOLDER / f"{name}.toml", on=LAST, world=load_world()).record()     # the form checks facts against its own day
    case["status"] = {"status": case["status"], "level": case["level"]}
    return {field.name: field.entry_for(case[field.name]) if field.name in case else field.default for field in FIELD_LIST}


def planned_on(today: date) -> date | None:
    """The day of the plan of an example: the one it was written for once its dates grow old, else none, which is today.

    >>> planned_on(date(2026, 12, 6)), str(planned_on(date(2026, 12, 7)))
    (None, '2026-11-22')
    """
    return WRITTEN_FOR if today > WRITTEN_FOR + FRESH else None


def named(entered: dict[str, object]) -> str | None:
    """The example that the form holds unchanged, None where the case is somebody's own."""
    for name in TITLES:
        example = entries(name)
        if all(example[field] == entry for field, entry in entered.items() if field not in ("on", "regime")):
            return name
    return None
