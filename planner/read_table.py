"""A table that somebody brings, whatever its file is: CSV, a workbook (.xlsx, .xlsm) or Parquet, told by its first bytes.

All become records of CSV with their line, so what is said about a cell does not depend on the kind of file. What is known
not to be a table is refused by name, with what to save instead.
"""
from __future__ import annotations

import io
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import BinaryIO

from planner.dialect import Dialect, dialect_of
from planner.errors import BadInput
from planner.parquet_records import parquet_blocks
from planner.records import LOOKED_AT, Records, below_titles, cells_of, records, titles_not_read, with_known_line_ends
from planner.toml_file import unreadable

LARGEST_UPLOAD = 100                # megabytes: what a page takes; the command line streams CSV of any size
ENDINGS = ("csv", "xlsx", "xlsm", "parquet")
SERIALS_FROM = date(1899, 12, 30)   # day 0 of a spreadsheet's dates, unless the workbook says 1904
ZIP, OLE, PARQUET, PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PAR1", b"%PDF"
LOCKED = "is an old workbook (.xls) or locked with a password; save it without one as .xlsx, or as CSV UTF-8"


@dataclass
class Table:
    """A table whose kind is known: `blocks` of records, the first record of all names the columns.

    notes: what was read and what was not, for a person; serials_from: day 0 of bare numbers that were meant as dates.
    """
    blocks: Iterable[Records] = field(repr=False)
    notes: list[str] = field(default_factory=list)
    serials_from: date = SERIALS_FROM

    def kept(self) -> Table:
        """The same table in memory: it can be read again and again."""
        return replace(self, blocks=list(self.blocks))


def open_table(file: BinaryIO, name: str, sheet: str | None = None, unread: Collection[str] = ()) -> Table:
    """The table in a file open for reading bytes; BadInput where it is none.

    name: the file's, for messages; sheet: which one of a workbook, by default the first that is not hidden; unread:
    headings that nobody looks at.
    """
    first = _peek(file, name)
    if first.startswith((ZIP, PARQUET)) and not file.seekable():
        raise BadInput("comes from a pipe, which only CSV can; name a file", file=name)
    if first.startswith(ZIP):
        from planner.workbook import open_sheet  # its library takes as long to load as all the rest
        found = open_sheet(file, name, sheet, unread)
        return Table(found.blocks, found.notes, found.serials_from)
    if sheet is not None:
        raise BadInput("has no sheets; only a workbook (.xlsx) has", file=name)
    if first.startswith(PARQUET):
        return Table(parquet_blocks(file, name))
    for magic, remedy in ((OLE, LOCKED), (PDF, "is a PDF; save the table as CSV UTF-8 or .xlsx")):
        if first.startswith(magic):
            raise BadInput(remedy, file=name)
    return _csv_table(file, first, name)


def headings_of(file: BinaryIO, name: str, sheet: str | None = None) -> list[str]:
    """The names of the columns as they stand in the file, which is then at its beginning again; BadInput where it has none."""
    first = next(iter(open_table(file, name, sheet).blocks), None)
    file.seek(0)
    if first is None or not len(first):
        raise BadInput("is empty; its first line names the columns", file=name)
    text = first[:1].text.decode("utf-8-sig", errors="replace")
    try:
        return cells_of(text, int(first.lines[0]), first.separator)
    except BadInput as error:
        error.file = name
        raise


def _peek(file: BinaryIO, name: str) -> bytes:
    """The first bytes of a file, which stays at its beginning where it can be wound back, else what has been read of it."""
    try:
        first = file.read(len(OLE))
        if file.seekable():
            file.seek(-len(first), io.SEEK_CUR)
        return first
    except OSError as error:
        raise unreadable(name, error) from None


def _csv_table(file: BinaryIO, first: bytes, name: str) -> Table:
    try:
        if file.seekable():
            first = file.read(LOOKED_AT)
            file.seek(-len(first), io.SEEK_CUR)
        else:
            first += file.read(LOOKED_AT)
    except OSError as error:
        raise unreadable(name, error) from None
    dialect, named = dialect_of(first), _named_otherwise(name)
    if named and dialect.separator.encode() not in first:
        raise BadInput(f"is text, and no {named} as its name says; save the table as .xlsx, or as CSV UTF-8", file=name)
    rejoined = with_known_line_ends(file) if file.seekable() else _Rejoined(first, file)
    notes = [f"is text, and no {named} as its name says: read as CSV"] if named else []
    return Table(_csv_blocks(rejoined, dialect, name), [*notes, *titles_not_read(dialect.titles)])


def _named_otherwise(name: str) -> str:
    """What the ending of a text file's name says that it is, "" where that is a text.

    >>> _named_otherwise("students.XLSX"), _named_otherwise("students.csv")
    ('workbook', '')
    """
    ending = str(name).lower().rpartition(".")[2]
    return {"xlsx": "workbook", "xlsm": "workbook", "xls": "workbook", "parquet": "Parquet file"}.get(ending, "")


def _csv_blocks(file: BinaryIO, dialect: Dialect, name: str) -> Iterator[Records]:
    try:
        yield from below_titles(records(file, separator=dialect.separator), dialect.line)
    except OSError as error:
        raise unreadable(name, error) from None
    except BadInput as error:
        error.file = name
        raise


class _Rejoined:
    """A pipe whose first bytes have been read."""

    def __init__(self, first: bytes, file: BinaryIO):
        self.first, self.file = first, file

    def read(self, size: int) -> bytes:
        first, self.first = self.first, b""
        return first + self.file.read(size)
