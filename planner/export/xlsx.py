"""A workbook of results: typed dates, a header that stays in sight, filters, one sheet for each scenario.

Text is written as text whatever it begins with, so no spreadsheet takes it for a formula or a link.
"""
from __future__ import annotations

import io
import re
import tempfile
from collections.abc import Iterable
from typing import BinaryIO

import pyarrow as pa

from planner.errors import BadInput

MOST_ROWS = (1 << 20) - 1           # of a sheet, below its header
LONGEST_TEXT = 32_767               # characters of a cell
LONGEST_TITLE = 31
SERIAL_OF_1970 = 25_569             # the day a spreadsheet counts 1970-01-01 as
WIDTHS = {"case_id": 16, "route": 13, "reasons": 30, "cautions": 30, "driving_rule": 24}
NOT_IN_A_TITLE = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


class Workbook:
    """A workbook on its way into a file open for writing bytes; memory stays flat, temporary files end with it.

    name: the file's, for messages.
    """

    def __init__(self, file: BinaryIO, name: str | None = None):
        import xlsxwriter  # only a workbook needs it
        self.name, self._folder, self._titles = name, tempfile.TemporaryDirectory(), set()
        self.book = xlsxwriter.Workbook(_Outlet(file), {
            "constant_memory": True, "tmpdir": self._folder.name, "strings_to_formulas": False, "strings_to_urls": False,
            "strings_to_numbers": False, "nan_inf_to_errors": False})
        self.header = self.book.add_format({"bold": True, "bottom": 1})
        self.day = self.book.add_format({"num_format": "yyyy-mm-dd"})

    def sheet(self, title: str) -> Sheet:
        """A new sheet; its title is cut and cleaned to what a spreadsheet takes, and is never that of another."""
        title = sheet_title(title, self._titles)
        self._titles.add(title.lower())
        return Sheet(self, self.book.add_worksheet(title))

    def finish(self) -> None:
        """Write all of it into the file; OSError where there is no room."""
        from xlsxwriter.exceptions import FileCreateError
        try:
            self.book.close()
        except FileCreateError as error:
            raise error.args[0] from None

    def forget(self) -> None:
        """Delete the temporary files."""
        self._folder.cleanup()


class _Outlet:
    """A file that takes nothing more once it has failed or is closed: what the library left half-way tries again when it is
    thrown away, and says so to whoever watches.
    """

    def __init__(self, file: BinaryIO):
        self.file, self.failed = file, False

    def write(self, data: bytes) -> int:
        return self._ask("write", data)

    def seek(self, *where: int) -> int:
        return self._ask("seek", *where)

    def tell(self) -> int:
        return self._ask("tell")

    def flush(self) -> None:
        self._ask("flush")

    def _ask(self, what: str, *more: object):
        if self.failed or self.file.closed:
            return 0
        try:
            return getattr(self.file, what)(*more)
        except OSError:
            self.failed = True
            raise


class Sheet:
    """A sheet that takes tables of one shape, one below the other."""

    def __init__(self, book: Workbook, sheet):
        self.book, self.sheet, self.row = book, sheet, 0

    def write(self, table: pa.Table) -> None:
        """Append the rows of a table; the first one brings the header."""
        if self.row == 0:
            self._header(table.column_names)
        if self.row + len(table) - 1 > MOST_ROWS:
            raise self._refused(f"would have more than {MOST_ROWS:,} rows, and no sheet holds them")
        columns = [self._cells(column, name) for name, column in zip(table.column_names, table.columns, strict=True)]
        for cells in zip(*columns, strict=True):
            for place, (write, value, *form) in enumerate(cells):
                if value is not None:
                    write(self.row, place, value, *form)
            self.row += 1
        self.sheet.autofilter(0, 0, self.row - 1, len(columns) - 1)

    def _header(self, names: list[str]) -> None:
        for place, name in enumerate(names):
            self.sheet.set_column(place, place, WIDTHS.get(name, max(len(name) + 3, 11)))
            self.sheet.write_string(0, place, name, self.book.header)
        self.sheet.freeze_panes(1, 1)
        self.row = 1

    def _cells(self, column: pa.ChunkedArray, name: str) -> list[tuple]:
        """How to write each value of a column."""
        if pa.types.is_date32(column.type):
            return [(self.sheet.write_number, None if days is None else days + SERIAL_OF_1970, self.book.day)
                    for days in column.cast(pa.int32()).to_pylist()]
        values = column.to_pylist()
        if pa.types.is_boolean(column.type):
            return [(self.sheet.write_boolean, value) for value in values]
        if pa.types.is_integer(column.type) or pa.types.is_floating(column.type):
            return [(self.sheet.write_number, value) for value in values]
        if any(value is not None and len(value) > LONGEST_TEXT for value in values):
            raise self._refused(f"would have a text of more than {LONGEST_TEXT:,} characters, and no cell holds it", name)
        return [(self.sheet.write_string, value) for value in values]

    def _refused(self, why: str, column: str | None = None) -> BadInput:
        return BadInput(f"{why}; end the name in .csv or .parquet", file=self.book.name, column=column)


def sheet_title(wished: str, taken: Iterable[str] = ()) -> str:
    """A title that every spreadsheet takes: at most 31 characters, none of []:*?/\\, and not one of `taken` (in small letters).

    >>> sheet_title("USCIS at 180 days / card at 21"), sheet_title("What if", {"what if"}), sheet_title("'")
    ('USCIS at 180 days card at 21', 'What if (2)', 'Sheet')
    """
    plain = " ".join(NOT_IN_A_TITLE.sub(" ", wished).split()).strip("'")[:LONGEST_TITLE].strip(" '") or "Sheet"
    plain = "History (2)" if plain.lower() == "history" else plain          # a title that Excel keeps for itself
    title, n = plain, 2
    while title.lower() in taken:
        end = f" ({n})"
        title, n = plain[:LONGEST_TITLE - len(end)] + end, n + 1
    return title


def xlsx_bytes(sheets: Iterable[tuple[str, pa.Table]]) -> bytes:
    """A workbook in memory from titles and typed tables, a sheet for each."""
    file = io.BytesIO()
    book = Workbook(file)
    try:
        for title, table in sheets:
            book.sheet(title).write(table)
        book.finish()
    finally:
        book.forget()
    return file.getvalue()
