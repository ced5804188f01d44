"""Which fact stands under which heading of somebody's spreadsheet: a suggestion for a person to confirm.

A heading is taken for a fact by its own name, by one of the words of data/headings.toml, or where it is nearly one of
them. Each fact is suggested once; what could mean two is left to the person.
"""
from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from planner.case import Case
from planner.entry import Entry
from planner.errors import BadData

HEADINGS = Path(__file__).parent.parent / "data" / "headings.toml"
NEARLY = 0.87                       # of a difflib ratio: one slip of the pen in a word of eight letters


def suggested_mapping(headings: Iterable[str]) -> dict[str, str | None]:
    """For each heading the fact that stands under it, None where nothing is close enough.

    >>> suggested_mapping(["Student ID", "Visa Type", "Program start", "I-20 End Date"])
    {'Student ID': 'case_id', 'Visa Type': 'status', 'Program start': 'program_start', 'I-20 End Date': 'program_end'}
    """
    headings = list(dict.fromkeys(headings))
    found: dict[str, str | None] = dict.fromkeys(headings)
    for look in (_same, _nearly):
        for heading in headings:
            fact = look(_plain(heading))
            if found[heading] is None and fact not in found.values():
                found[heading] = fact
    return found


def _plain(heading: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", heading.lower()))


def known_fact(heading: str, schema: type[Entry] = Case, words: Path = HEADINGS) -> str | None:
    """The fact that goes by exactly this heading, in its own name or one of the words of data/headings.toml.

    schema: what a row of the table is; words: the file with other words for its facts.

    >>> known_fact("Visa Type"), known_fact("Notes")
    ('status', None)
    """
    return _same(_plain(heading), schema, words)


def _same(plain: str, schema: type[Entry] = Case, file: Path = HEADINGS) -> str | None:
    return _words(schema, file).get(plain)


def _nearly(plain: str) -> str | None:
    known = _words(Case, HEADINGS)
    close = difflib.get_close_matches(plain[:80], known, n=1, cutoff=NEARLY)
    return known[close[0]] if close else None


@cache
def _words(schema: type[Entry], file: Path) -> dict[str, str]:
    """Every known word for a fact."""
    others, fields = tomllib.loads(file.read_text(encoding="utf-8")), schema.model_fields
    if unknown := others.keys() - fields.keys():
        raise BadData(f"is no fact of a {schema.called}; correct its name", file=str(file.name), value=min(unknown))
    words = {_plain(fact): fact for fact in fields}
    for fact, names in others.items():
        for name in names:
            if words.setdefault(name, fact) != fact:
                raise BadData("stands for two facts; keep one", file=str(file.name), value=name)
    return words
