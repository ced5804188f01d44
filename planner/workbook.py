"""A sheet of an .xlsx workbook as records, read as the spreadsheet shows it: typed dates as days, formulas as last calculated.

Nothing is run (macros, links, formulas) and nothing is guessed: a cell whose formula was never calculated and a row with
merged cells are named with their line, not read as blank. The line of a record is its row in the sheet.
"""
from __future__ import annotations

import csv
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import chain
from typing import BinaryIO

import numpy as np
import openpyxl
from openpyxl.utils import get_column_letter, range_boundaries

from planner.cells import Unreadable, meant, shown
from planner.errors import BadInput
from planner.records import MOST_COLUMNS, Records
from planner.safe_zip import DAMAGED, checked_archive, pieces
from planner.words import counted

ROWS = 65_536                       # of one piece
MOST_ROWS = 1 << 20                 # of a sheet
MOST_CELLS = 20_000_000             # the empty ones between others included
LEAST_HEADINGS = 3                  # a row with fewer cells is a title: every case needs three facts
TITLES = 20                         # rows that may stand above the headings
FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
MERGED = re.compile(rb'<(?:\w+:)?mergeCell [^>]*ref="([A-Z0-9:$]{2,40})"')
NEVER_CALCULATED = "holds a formula that was never calculated; save the file in a spreadsheet program, or write the value"
MERGED_CELLS = "is part of merged cells; unmerge them and fill in every row"

warnings.filterwarnings("ignore", module="openpyxl")            # about styles and links, which nobody asked for


@dataclass
class Sheet:
    """One sheet: which it is, what else the workbook has, what to know about it, and its rows as `blocks` of records."""
    title: str
    others: list[str]
    notes: list[str]
    serials_from: date
    blocks: Iterator[Records] = field(repr=False)


def open_sheet(file: BinaryIO, name: str, title: str | None = None) -> Sheet:
    """The sheet called `title` (default: the first that is not hidden) of a workbook open for reading bytes.

    name: the file's, for messages. BadInput where the workbook is damaged, hostile, too large, or has no such sheet.
    """
    archive = checked_archive(file, name)
    if "mimetype" in archive.namelist():
        raise BadInput("is an OpenDocument file; save it as .xlsx or as CSV UTF-8", file=name)
    if "xl/workbook.bin" in archive.namelist():
        raise BadInput("is a binary workbook (.xlsb); save it as .xlsx or as CSV UTF-8", file=name)
    with _faults(name):
        return _Reader(file, archive, name).sheet(title)


@contextmanager
def _faults(name: str) -> Iterator[None]:
    """Whatever a damaged workbook makes the library say is one line about the file."""
    try:
        yield
    except BadInput:
        raise
    except Exception:
        raise BadInput(DAMAGED, file=name) from None


class _Reader:
    """A workbook on its way to one sheet."""

    def __init__(self, file: BinaryIO, archive: zipfile.ZipFile, name: str):
        self.file, self.archive, self.name = file, archive, name
        self.book = self._opened(data_only=True)

    def _opened(self, data_only: bool):
        return openpyxl.load_workbook(self.file, read_only=True, data_only=data_only, keep_links=False)

    def sheet(self, title: str | None) -> Sheet:
        sheet = self._chosen(title)
        others = [f"{one.title}{'' if one.sheet_state == 'visible' else ' (hidden)'}"
                  for one in self.book.worksheets if one is not sheet]
        formulas, merged = self._looked_at(sheet)
        rows = _numbered(self._rows(sheet, formulas), self.name)
        titles, header = _headings(rows)
        if header is None:
            raise BadInput(f"has no headings in its sheet “{shown(sheet.title)}”; its first row names the columns", file=self.name)
        notes = _notes(sheet, others, titles, formulas)
        blocks = _Blocks(self.name, header, merged).of(rows)
        return Sheet(sheet.title, others, notes, self.book.epoch.date(), _without_faults(blocks, self.name))

    def _chosen(self, title: str | None):
        sheets = self.book.worksheets
        if title is not None:
            for sheet in sheets:
                if sheet.title == title:
                    return sheet
            raise BadInput("is not a sheet of this workbook" + meant(title, [one.title for one in sheets]), file=self.name,
                           value=shown(title))
        for sheet in sheets:
            if sheet.sheet_state == "visible":
                return sheet
        raise BadInput("has no sheet that is not hidden; show the one with the cases", file=self.name)

    def _looked_at(self, sheet) -> tuple[int, list[tuple[int, int, int, int]]]:
        """How many formulas the sheet has, and its merged cells as columns and rows, both included."""
        formulas, merged = 0, set()
        for known, piece in pieces(self.archive, sheet._worksheet_path):
            formulas += sum(match.end() > known for match in FORMULA.finditer(piece))
            merged.update(MERGED.findall(piece))
        return formulas, [range_boundaries(ref.decode()) for ref in merged]

    def _rows(self, sheet, formulas: int) -> Iterator[tuple]:
        """Cells by row; where a formula has no value, an Unreadable stands in its place."""
        rows = _all_rows(sheet)
        if not formulas:
            yield from rows
            return
        again = self._opened(data_only=False)[sheet.title]
        for row, written in zip(rows, _all_rows(again), strict=True):
            yield tuple(_calculated(cell, formula) for cell, formula in zip(row, written, strict=True))


def _all_rows(sheet) -> Iterator[tuple]:
    sheet.reset_dimensions()                    # what a workbook says of its size need not be so
    return sheet.iter_rows(min_row=1)


def _calculated(cell, formula):
    """A cell with an empty text as its result is blank; one without any result was never calculated."""
    blank = cell.value is None and cell.data_type != "str"
    return Unreadable(shown(formula.value)) if formula.data_type == "f" and blank else cell


Numbered = tuple[int, list]


def _numbered(rows: Iterable[tuple], name: str) -> Iterator[Numbered]:
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


def _headings(rows: Iterator[Numbered]) -> tuple[list[int], Numbered | None]:
    """The rows above the headings, and the headings: the first row with as many cells as every case needs."""
    above: list[Numbered] = []
    for number, values in rows:
        if sum(value not in (None, "") for value in values) >= LEAST_HEADINGS:
            return [line for line, _ in above], (number, values)
        above.append((number, values))
        if len(above) > TITLES:
            break
    return [], above[0] if above else None


def _notes(sheet, others: list[str], titles: list[int], formulas: int) -> list[str]:
    notes = [f"sheet “{shown(sheet.title)}” is read, not {', '.join(f'“{shown(one)}”' for one in others)}"] if others else []
    if titles:
        notes.append(f"taken for a title and not read: line {', '.join(map(str, titles))}")
    if formulas:
        notes.append(f"{counted(formulas, 'formula')} read as a spreadsheet program last calculated")
    return notes


class _Blocks:
    """Rows of a sheet as records of CSV, so that a workbook and a CSV file take the same way."""

    def __init__(self, name: str, header: Numbered, merged: list[tuple[int, int, int, int]]):
        self.name, self.header, self.width = name, header, len(header[1])
        self.merged = [(top, bottom, f"{get_column_letter(left)}{top}:{get_column_letter(right)}{bottom}")
                       for left, top, right, bottom in merged if bottom >= header[0] and left <= self.width]

    def of(self, rows: Iterator[Numbered]) -> Iterator[Records]:
        self._unmerged_headings()
        lines, texts, problems = [], _Lines(), []
        writer = csv.writer(texts, lineterminator="\n")
        named = (self.header[0], [" ".join(_text(cell).split()) for cell in self.header[1]])
        for number, values in chain([named], rows):
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

    def _unmerged_headings(self) -> None:
        for top, _, ref in self.merged:
            if top <= self.header[0]:
                raise BadInput("has merged cells in its headings; unmerge them and name each column", file=self.name,
                               line=self.header[0], value=ref)

    def _problem(self, number: int, values: list) -> BadInput | None:
        """Why a row cannot be read, if so."""
        for top, bottom, ref in self.merged:
            if top <= number <= bottom:
                return BadInput(MERGED_CELLS, file=self.name, line=number, value=ref)
        for place, cell in enumerate(values):
            if isinstance(cell, Unreadable):
                heading = self._heading(place)
                return BadInput(NEVER_CALCULATED, file=self.name, line=number, column=heading, value=str(cell))
        if len(values) > self.width:
            return BadInput("stands in a column that has no heading; name the column or delete the cell", file=self.name,
                            line=number, column=get_column_letter(len(values)), value=shown(_text(values[-1])))
        return None

    def _heading(self, place: int) -> str:
        named = self.header[1][place] if place < self.width else None
        return shown(" ".join(_text(named).split())) or get_column_letter(place + 1)


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


def _without_faults(blocks: Iterator[Records], name: str) -> Iterator[Records]:
    while True:
        with _faults(name):
            block = next(blocks, None)
        if block is None:
            return
        yield block
