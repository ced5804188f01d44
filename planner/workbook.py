"""A sheet of an .xlsx workbook as records, read as the spreadsheet shows it: typed dates as days, formulas as last calculated.

Nothing is run (macros, links, formulas) and nothing is guessed: a cell whose formula was never calculated and a row with
merged cells are named with their line, not read as blank.
"""
from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import BinaryIO

import openpyxl
from openpyxl.utils import range_boundaries

from planner.cells import Unreadable, meant, shown
from planner.errors import BadInput
from planner.records import Records, titles_not_read
from planner.safe_zip import DAMAGED, checked_archive, pieces
from planner.sheet_records import Blocks, headings_among, numbered
from planner.words import counted

FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
MERGED = re.compile(rb'<(?:\w+:)?mergeCell [^>]*ref="([A-Z0-9:$]{2,40})"')
MOST_MERGED = 100_000

warnings.filterwarnings("ignore", module="openpyxl")            # about styles and links, which nobody asked for


@dataclass
class Sheet:
    """One sheet: which it is, what else the workbook has, what to know about it, and its rows as `blocks` of records."""
    title: str
    others: list[str]
    notes: list[str]
    serials_from: date
    blocks: Iterator[Records] = field(repr=False)


def open_sheet(file: BinaryIO, name: str, title: str | None = None, unread: Collection[str] = ()) -> Sheet:
    """The sheet called `title` (default: the first that is not hidden) of a workbook open for reading bytes.

    name: the file's, for messages; unread: headings that nobody looks at. BadInput where the workbook is damaged, hostile,
    too large, or has no such sheet.
    """
    archive = checked_archive(file, name)
    if "mimetype" in archive.namelist():
        raise BadInput("is an OpenDocument file; save it as .xlsx or as CSV UTF-8", file=name)
    if "xl/workbook.bin" in archive.namelist():
        raise BadInput("is a binary workbook (.xlsb); save it as .xlsx or as CSV UTF-8", file=name)
    with _faults(name):
        return _Reader(file, archive, name).sheet(title, unread)


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

    def sheet(self, title: str | None, unread: Collection[str]) -> Sheet:
        sheet = self._chosen(title)
        others = [f"{one.title}{'' if one.sheet_state == 'visible' else ' (hidden)'}"
                  for one in self.book.worksheets if one is not sheet]
        formulas, merged = self._looked_at(sheet)
        rows = numbered(self._rows(sheet, formulas), self.name)
        titles, header = headings_among(rows)
        if header is None:
            raise BadInput(f"has no headings in its sheet “{shown(sheet.title)}”; its first row names the columns", file=self.name)
        notes = _notes(sheet, others, titles, formulas)
        blocks = Blocks(self.name, header, merged, unread).of(rows)
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
            if len(merged) > MOST_MERGED:
                raise BadInput(f"has more than {MOST_MERGED:,} merged cells; unmerge them", file=self.name)
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


def _notes(sheet, others: list[str], titles: list[int], formulas: int) -> list[str]:
    notes = [f"sheet “{shown(sheet.title)}” is read, not {', '.join(f'“{shown(one)}”' for one in others)}"] if others else []
    notes += titles_not_read(titles)
    if formulas:
        notes.append(f"{counted(formulas, 'formula')}: read as a spreadsheet program last calculated, or named where none did")
    return notes


def _without_faults(blocks: Iterator[Records], name: str) -> Iterator[Records]:
    while True:
        with _faults(name):
            block = next(blocks, None)
        if block is None:
            return
        yield block
