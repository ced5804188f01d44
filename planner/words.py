"""How the planner speaks: dates, counts, and the sentences of data/words.toml."""
from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from pathlib import Path

WORDS = Path(__file__).parent.parent / "data" / "words.toml"
NBSP = "\u00a0"
MINUS = "\u2212"


def long_day(when: date, year: bool = True) -> str:
    """A date on a page, never broken over lines.

    >>> long_day(date(2026, 12, 7)).replace(NBSP, " "), long_day(date(2026, 12, 7), year=False).replace(NBSP, " ")
    ('Mon 7 Dec 2026', 'Mon 7 Dec')
    """
    return f"{when:%a} {when.day} {when:%b}{f' {when.year}' if year else ''}".replace(" ", NBSP)


def counted(n: int, thing: str) -> str:
    """A number with its noun.

    >>> counted(1, "day"), counted(1200, "business day")
    ('1 day', '1,200 business days')
    """
    return f"{n:,} {thing}{'' if n == 1 else 's'}".replace("-", MINUS)


def listed(items: list[str], last: str = "and") -> str:
    """Items of a sentence.

    >>> listed(["CPT", "OPT", "STEM"], "or")
    'CPT, OPT or STEM'
    """
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {last} {items[-1]}"


def sentence(text: str) -> str:
    """The text with a capital at its head.

    >>> sentence("ask your office")
    'Ask your office'
    """
    return text[:1].upper() + text[1:]


def mid_sentence(text: str) -> str:
    """A sentence as it goes on after a colon; "OPT" and "J-1" stay what they are.

    >>> mid_sentence("The offer is off campus."), mid_sentence("OPT is used up."), mid_sentence("J-1 Academic Training")
    ('the offer is off campus.', 'OPT is used up.', 'J-1 Academic Training')
    """
    return text if text[1:2].isupper() or text[1:2] == "-" else text[:1].lower() + text[1:]


@cache
def words() -> dict:
    """All of data/words.toml."""
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))


def by_route(entry, route: str, default=""):
    """A value that may differ by route: `{cpt = ..., _ = ...}`."""
    return entry.get(route, entry.get("_", default)) if isinstance(entry, dict) else entry
