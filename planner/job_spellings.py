"""What a table of jobs means that is not written as the planner writes it: "Start date", "$18.00", "3 weeks", "unpaid".

Nothing is guessed: a figure with its own unit is that figure. Days in another order than year, month, day are read where somebody
can see how, and only where another day of the column settles the order.
"""
from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from planner.cells import SPELLED
from planner.job import Job
from planner.mapping import known_fact
from planner.spellings import orders_left, slashed

HEADINGS = Path(__file__).parent.parent / "data" / "job_headings.toml"
DAYS = ("start", "end", "posting_date")
HOUR = r"(?:h|hrs?|hours?)\.?"
WEEK = r"(?:w|wks?|weeks?)\.?"
UNITS = {"weeks": re.compile(rf"(\d+)\s*{WEEK}", re.I),
         "hours_per_week": re.compile(rf"(\d+(?:\.\d+)?)\s*{HOUR}(?:\s*(?:/|per|a)\s*{WEEK})?", re.I),
         "pay": re.compile(rf"\$?\s*(\d+(?:\.\d+)?)\s*(?:usd|dollars)?\s*(?:(?:/|per|an)\s*{HOUR})?", re.I)}
TYPES = {"micro-internship": "micro", "microinternship": "micro", "micro internship": "micro", "internship": "general"}


def facts_under(headings: Iterable[str]) -> dict[str, str]:
    """The fact of a job under each heading that is known; a slip of the pen in one is left to a person.

    >>> facts_under(["Job ID", "Start date", "Weeks", "Pay", "Notes"])
    {'Job ID': 'job_id', 'Start date': 'start', 'Weeks': 'weeks', 'Pay': 'pay'}
    """
    found: dict[str, str] = {}
    for heading in headings:
        fact = known_fact(heading, Job, HEADINGS)
        if fact and fact not in found.values():
            found[heading] = fact
    return found


@dataclass(frozen=True)
class JobSpellings:
    """How the cells of one table are read. orders: for a fact that is a day, how its figures are ordered, where that is settled."""
    orders: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[dict[str, str]]) -> JobSpellings:
        """The orders that the days of a table settle.

        >>> JobSpellings.of([{"start": "2/5/2027"}, {"start": "12/21/2026"}]).orders
        {'start': 'month/day/year'}
        """
        rows = list(rows)
        written = {fact: [text for row in rows if slashed(text := row.get(fact, ""))] for fact in DAYS}
        left = {fact: orders_left(texts) for fact, texts in written.items() if texts}
        return cls({fact: next(iter(orders)) for fact, orders in left.items() if len(orders) == 1})

    def read(self, cells: dict[str, str], days: bool) -> dict[str, str]:
        """The cells of a row as the planner writes them; what is not known stays as it is. days: whether days are read too.

        >>> JobSpellings().read({"weeks": "3 weeks", "hours_per_week": "20 h", "pay": "unpaid"}, days=False)
        {'weeks': '3', 'hours_per_week': '20', 'pay': '', 'paid': 'false'}
        """
        found = {fact: self._cell(fact, cell.strip(), days) for fact, cell in cells.items()}
        if found.get("pay", "").lower() == "unpaid":
            found |= {"pay": "", "paid": found.get("paid") or "false"}
        return found

    def _cell(self, fact: str, cell: str, days: bool) -> str:
        if fact in UNITS and (match := UNITS[fact].fullmatch(cell)):
            return match[1]
        if fact in DAYS and days:
            return self._day(fact, cell)
        return TYPES.get(cell.lower(), cell) if fact == "posting_type" else cell

    def _day(self, fact: str, cell: str) -> str:
        if when := slashed(cell).get(self.orders.get(fact, "")):
            return str(when)
        for spelling in SPELLED:
            with suppress(ValueError):
                return str(datetime.strptime(" ".join(cell.replace(",", " ").split()), spelling).date())
        return cell
