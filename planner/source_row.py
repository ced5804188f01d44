"""One number with its source, and rows of them as text: how an amount is written, a table, a CSV file."""
from __future__ import annotations

import csv
import dataclasses
import datetime
import io
from dataclasses import dataclass

from planner.words import counted


@dataclass(frozen=True)
class SourceRow:
    """One number (or sentence) with its source; `start` and `until` are the days it is in force, None where open."""
    id: str
    value: str
    start: datetime.date | None
    until: datetime.date | None
    status: str
    regime: str
    cite: str
    checked: datetime.date
    verified: bool
    says: str
    note: str


def with_unit(amount: object, unit: str) -> str:
    """An amount as people write it.

    >>> with_unit(1, "days"), with_unit(30, "business_days"), with_unit(470, "usd"), with_unit("ask first", "text")
    ('1 day', '30 business days', '470 USD', 'ask first')
    """
    if unit == "usd":
        return f"{amount} USD"
    if unit in ("text", "date", "fraction"):
        return str(amount)
    return counted(amount, unit.replace("_", " ").removesuffix("s"))


def cells_of(rows: list[SourceRow]) -> list[list[str]]:
    """The rows as text under their titles, for files and the command line.

    >>> cells_of([])
    [['id', 'value', 'in_force_from', 'in_force_until', 'status', 'regime', 'cite', 'checked', 'verified', 'says', 'note']]
    """
    named = {"start": "in_force_from", "until": "in_force_until"}
    titles = [named.get(field.name, field.name) for field in dataclasses.fields(SourceRow)]
    return [titles, *([_cell(cell) for cell in dataclasses.astuple(row)] for row in rows)]


def _cell(cell: object) -> str:
    return "" if cell is None else str(cell).lower() if isinstance(cell, bool) else str(cell)


def csv_of(rows: list[SourceRow]) -> str:
    """The rows as CSV."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(cells_of(rows))
    return text.getvalue()
