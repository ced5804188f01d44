"""What a cell means that is not written as the planner writes it: "Y", "F1", "Master's", an American date.

Nothing is guessed: a word is known (data/spellings.toml) or it is not, and whether a month or a day comes first in 05/06/2027 is
said by a person, or by another cell of the same column that can be read in one way only.
"""
from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path

from planner.case import FIELDS
from planner.cells import SPELLED, YEAR_LAST

SPELLINGS = Path(__file__).parent.parent / "data" / "spellings.toml"
MONTH_FIRST, DAY_FIRST = "month/day/year", "day/month/year"
EITHER = frozenset((MONTH_FIRST, DAY_FIRST))
KINDS = {"status": "status", "level": "level", "ead_category": "card", "i765_category": "card", "school": "school"}


@dataclass(frozen=True)
class Meaning:
    """What a cell means: `text` as the planner writes it, `says` how it was read, for a person."""
    text: str
    says: str


@dataclass(frozen=True)
class Spellings:
    """How the cells of one table are read. orders: for a fact that is a day, MONTH_FIRST or DAY_FIRST where that is settled."""
    orders: Mapping[str, str] = field(default_factory=dict)

    def meaning(self, fact: str, text: str) -> Meaning | None:
        """The meaning of a cell that the planner's own reader refuses; None where it is not known.

        >>> Spellings().meaning("stem", "Y"), Spellings().meaning("level", "Ph.D.").text
        (Meaning(text='true', says='Y = yes'), 'doctorate')
        >>> Spellings().meaning("program_end", "05/06/2027") is None
        True
        >>> Spellings({"program_end": MONTH_FIRST}).meaning("program_end", "05/06/2027").text
        '2027-05-06'
        """
        if _is_day(fact):
            return self._day(fact, text)
        word = _words(_kind(fact)).get(_plain(text))
        said = {"true": "yes", "false": "no"}.get(word, word)
        return Meaning(word, f"{text.strip()} = {said}") if word else None

    def _day(self, fact: str, text: str) -> Meaning | None:
        if fact in self.orders:
            with suppress(KeyError):
                return Meaning(str(slashed(text)[self.orders[fact]]), self.orders[fact])
        for spelling in SPELLED:
            with suppress(ValueError):
                when = datetime.strptime(" ".join(text.replace(",", " ").split()), spelling).date()
                return Meaning(str(when), "a month in letters")
        return None


def slashed(text: str) -> dict[str, date]:
    """The days that 5/6/2027 can be, by the order of its parts.

    >>> {order: str(when) for order, when in slashed("12/17/2027").items()}
    {'month/day/year': '2027-12-17'}
    """
    found, match = {}, YEAR_LAST.fullmatch(text.strip())
    if match:
        first, second, year = map(int, match.groups())
        for order, month, day in ((MONTH_FIRST, first, second), (DAY_FIRST, second, first)):
            with suppress(ValueError):
                found[order] = date(year, month, day)
    return found


def orders_left(texts: Iterable[str]) -> frozenset[str]:
    """Which orders all the dates of a column allow: both where nothing settles it, none where two cells contradict each other.

    >>> sorted(orders_left(["05/06/2027", "12/17/2027"])), len(orders_left(["13/05/2027", "12/17/2027"]))
    (['month/day/year'], 0)
    """
    left = EITHER
    for text in texts:
        left &= frozenset(slashed(text)) or EITHER
    return left


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", text.lower().replace("\u2019", "'")))


def _is_day(fact: str) -> bool:
    return "datetime.date" in str(FIELDS[fact].annotation)


def _kind(fact: str) -> str:
    return "flag" if "bool" in str(FIELDS[fact].annotation) else KINDS.get(fact, "")


@cache
def _words(kind: str) -> dict[str, str]:
    known = tomllib.loads(SPELLINGS.read_text(encoding="utf-8")).get(kind, {})
    return {said: word for word, spelled in known.items() for said in spelled}
