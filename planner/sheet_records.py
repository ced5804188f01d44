"""Rows of a sheet as records of CSV, so that a workbook takes the way of a CSV file. The line of a record is its row in the sheet.

Nothing is guessed: a row with merged cells and a cell without a value or a heading are named, not read as blank.
"""
from __future__ import annotations

import csv
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

import numpy as np
from openpyxl.utils import get_column_letter

from planner.cells import Unreadable, shown
from planner.errors import BadInput
from planner.records import LEAST_HEADINGS, MOST_COLUMNS, TITLES, Records

ROWS = 65_536                       # of one piece
MOST_ROWS = 1 << 20                 # of a sheet
MOST_CELLS = 20_000_000             # the empty ones between others included
NEVER_CALCULATED = "holds a formula that was never calculated; save the file in a spreadsheet program, or write the value"
MERGED_CELLS = "is part of merged cells; unmerge them and fill in every row"

Numbered = tuple[int, list]


def numbered(rows: Iterable[tuple], name: str) -> Iterator[Numbered]:
    """The number and the values of each row that has any, without the empty cells at its end."""
    seen = 0
    for number, row in enumerate(rows, start=1):
        seen += len(row)
        if number > MOST_ROWS or seen > MOST_CELLS:
            raise BadInput("is larger than a caseload in a spreadsheet can be; save it as CSV UTF-8", file=name)
        values = [cell if isinstance(cell, Unreadable) else cell.value for cell in row]
        while values and values[-1] in (None, ""):
            values.pop()
        if len(values) > MOST_COLUMNS:
            raise BadInput(f"has {len(values):,} columns, more than {MOST_COLUMNS:,}; keep the columns of the template", file=name,
                           line=number)
        if values:
            yield number, values


def headings_among(rows: Iterator[Numbered]) -> tuple[list[int], Numbered | None]:
    """The rows above the headings, and the headings: the first row with as many cells as every case needs."""
    above: list[Numbered] = []
    for number, values in rows:
        if sum(value not in (None, "") for value in values) >= LEAST_HEADINGS:
            return [line for line, _ in above], (number, values)
        above.append((number, values))
        if len(above) > TITLES:
            break
    return [], above[0] if above else None


class Blocks:
    """Rows of a sheet as records of CSV, so that a workbook and a CSV file take the same way."""

    def __init__(self, name: str, header: Numbered, merged: list[tuple[int, int, int, int]],
                 unread: Collection[str] = ()):
        self.name, self.header, self.width = name, header, len(header[1])
        self.merged = sorted(((top, bottom, f"{get_column_letter(left)}{top}:{get_column_letter(right)}{bottom}")
                              for left, top, right, bottom in merged if bottom >= header[0] and left <= self.width), reverse=True)
        self.unread = {place for place in range(self.width) if " ".join(_text(header[1][place]).split()) in unread}
        self.reach = 0, ""              # how far down the merged cells above reach, and which they are

    def of(self, rows: Iterator[Numbered]) -> Iterator[Records]:
        self._check_headings()
        lines, texts, problems = [], _Lines(), []
        writer = csv.writer(texts, lineterminator="\n")
        writer.writerow([" ".join(_text(cell).split()) for cell in self.header[1]])
        yield texts.records([self.header[0]], [])               # who asks for the headings need not wait for the rows
        for number, values in rows:
            problem = self._problem(number, values)
            if problem:
                problems.append(problem)
            else:
                writer.writerow([_text(cell) for cell in values] + [""] * (self.width - len(values)))
                lines.append(number)
            if len(lines) + len(problems) >= ROWS:
                yield texts.records(lines, problems)
                lines, problems = [], []
        if lines or problems:
            yield texts.records(lines, problems)

    def _check_headings(self) -> None:
        """BadInput where a heading is merged or was never calculated: no row could be read."""
        for top, _, ref in self.merged:
            if top <= self.header[0]:
                raise BadInput("has merged cells in its headings; unmerge them and name each column", file=self.name,
                               line=self.header[0], value=ref)
        if problem := self._problem(*self.header):
            raise problem

    def _problem(self, number: int, values: list) -> BadInput | None:
        """Why a row cannot be read, if so; rows are asked about from the top down."""
        while self.merged and self.merged[-1][0] <= number:
            self.reach = max(self.reach, self.merged.pop()[1:])
        if number <= self.reach[0]:
            return BadInput(MERGED_CELLS, file=self.name, line=number, value=self.reach[1])
        for place, cell in enumerate(values):
            if isinstance(cell, Unreadable) and (place not in self.unread or number == self.header[0]):
                heading = self._heading(place)
                return BadInput(NEVER_CALCULATED, file=self.name, line=number, column=heading, value=str(cell))
        if len(values) > self.width:
            return BadInput("stands in a column that has no heading; name the column or delete the cell", file=self.name,
                            line=number, column=get_column_letter(len(values)), value=shown(_text(values[-1])))
        return None

    def _heading(self, place: int) -> str:
        named = self.header[1][place] if place < self.width else None
        words = "" if isinstance(named, Unreadable) else " ".join(_text(named).split())
        return shown(words) or get_column_letter(place + 1)


class _Lines:
    """What csv.writer writes, one call a row."""

    def __init__(self):
        self.rows: list[bytes] = []

    def write(self, row: str) -> None:
        self.rows.append(row.encode())

    def records(self, lines: list[int], problems: list[BadInput]) -> Records:
        """The rows so far; they are forgotten."""
        ends = np.cumsum([len(row) for row in self.rows], dtype=np.int64)
        data, starts = b"".join(self.rows), np.append(0, ends)[:len(ends)]
        self.rows = []
        return Records(data, starts, ends, np.array(lines, np.int64), problems=problems)


def _text(cell: object) -> str:
    """A cell as it would stand in a CSV file: a day as YYYY-MM-DD, a whole number without a point."""
    match cell:
        case None:
            return ""
        case bool():
            return str(cell).lower()
        case datetime():
            return str(cell).removesuffix(" 00:00:00")
        case float() if cell.is_integer() and abs(cell) < 1e15:
            return str(int(cell))
        case _:
            return str(cell)
