"""Minimum wages by region, day and size of the employer; after the last published one the amount is unknown, not unchanged.

Where a year has no published amount the last known one is given with `known = False`: a floor to warn with, not to rely on.
"""
from __future__ import annotations

import csv
import datetime
from dataclasses import dataclass
from functools import cache
from pathlib import Path

WAGES = Path(__file__).parent.parent / "data" / "postings" / "wages.csv"
ALL = "all"


@dataclass(frozen=True)
class Wage:
    """One row of data/postings/wages.csv: dollars an hour from `start` to `until` (None: open); usd None: no amount found."""
    region: str
    employer_size: str
    start: datetime.date
    until: datetime.date | None
    usd: float | None
    verified: bool
    source: str
    checked: datetime.date
    note: str

    def holds(self, when: datetime.date) -> bool:
        return self.start <= when and (self.until is None or when <= self.until)


@dataclass(frozen=True)
class Minimum:
    """The minimum of a day: the row it is from, and whether that row is of that day (else the last one known before it)."""
    wage: Wage
    known: bool
    note: str

    @property
    def usd(self) -> float:
        return self.wage.usd


@cache
def load_wages(path: Path = WAGES) -> tuple[Wage, ...]:
    """All rows, in the order of the file."""
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(map(_wage, csv.DictReader(file)))


def _wage(row: dict[str, str]) -> Wage:
    def day(text):
        return datetime.date.fromisoformat(text) if text else None
    usd = float(row["usd"]) if row["usd"] else None
    return Wage(row["region"], row["employer_size"], day(row["start"]), day(row["until"]), usd,
                row["verified"] == "true", row["source"], day(row["checked"]), row["note"])


def regions() -> tuple[str, ...]:
    """The regions that have rows, in the order of the file.

    >>> regions()[-1]
    'Elsewhere in the United States'
    """
    return tuple(dict.fromkeys(wage.region for wage in load_wages()))


def minimum(region: str, when: datetime.date, employer_size: str = ALL) -> Minimum | None:
    """The lowest lawful pay of an hour in a region on a day; None on days before every row.

    employer_size: "11+" or "10 or fewer" where the region had two wages; unknown ("all") is the higher of them.

    >>> at = minimum("Rest of New York State", datetime.date(2026, 12, 31))
    >>> at.usd, at.known
    (16.0, True)
    >>> at = minimum("Rest of New York State", datetime.date(2027, 1, 1))
    >>> at.usd, at.known
    (16.0, False)
    """
    rows = [wage for wage in load_wages() if wage.region == region and (
            employer_size == ALL or wage.employer_size in (ALL, employer_size))]
    holding = [wage for wage in rows if wage.holds(when)]
    amounts = [wage for wage in holding if wage.usd is not None]
    if amounts:
        return Minimum(max(amounts, key=lambda wage: wage.usd), True, "")
    before = [wage for wage in rows if wage.usd is not None and wage.until and wage.until < when]
    if not before:
        return None
    return Minimum(max(before, key=lambda wage: (wage.until, wage.usd)), False, next((wage.note for wage in holding), ""))
