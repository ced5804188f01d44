"""Worked examples: case files that fill the form, the same ones that the command line reads."""
from __future__ import annotations

from functools import cache
from pathlib import Path

from planner.cases import TABLES, case_of
from planner.toml_file import TomlFile
from planner.ui.fields import FIELD_LIST

FOLDER = Path(__file__).parents[2] / "data" / "examples"
FIRST = "winter_break"
TITLES = {
    "winter_break": "a winter-break job",
    "spring": "a job in the spring term",
    "close_to_graduation": "close to graduation",
    "pending_i765": "waiting for the work card",
    "before_stem": "on OPT, before the STEM extension",
    "j1_student": "a J-1 student",
}


@cache
def entries(example: str) -> dict[str, object]:
    """What the form holds for an example, field by field; an unknown example is the first one."""
    name = example if example in TITLES else FIRST
    facts, _ = TomlFile.read(FOLDER / f"{name}.toml").flat(TABLES)
    case = case_of(facts).model_dump()
    case["status"] = {"status": case["status"], "level": case["level"]}
    return {field.name: field.entry_for(case[field.name]) if field.name in case else field.default for field in FIELD_LIST}
