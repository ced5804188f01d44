"""Dates of many jobs as a file, one row per job and kind of candidate: CSV as text, a workbook with typed dates."""
from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyarrow as pa

from planner.errors import BadInput
from planner.export.xlsx import xlsx_bytes
from planner.host_text import COLUMNS, host_rows
from planner.job_table import Answered
from planner.plan_text import in_terminal
from planner.write_results import harmless, header_line

ENDINGS = (".csv", ".xlsx")
DATES = ("start", "end", "post_by", "post_by_80", "recommended_by", "posting_date", "earliest_start", "latest_end")
NUMBERS = ("days_left", "line")
SCHEMA = pa.schema([(name, pa.date32() if name in DATES else pa.int32() if name in NUMBERS else pa.string()) for name in COLUMNS])

Row = tuple[object, ...]


def rows_of(one: Answered) -> Iterator[Row]:
    """COLUMNS for every kind of candidate: no text that a spreadsheet takes for a formula, plain spaces, None where blank."""
    for row in host_rows(one.view, one.line, one.found, one.told) if one.view else ():
        yield tuple(in_terminal(harmless(cell)) if isinstance(cell, str) else cell for cell in row)


def dates_csv(rows: Iterable[Row]) -> bytes:
    """The rows as CSV under their header."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return header_line(COLUMNS) + text.getvalue().encode()


def dates_xlsx(rows: Iterable[Row]) -> bytes:
    """The rows as a workbook with one sheet."""
    columns = list(zip(*rows, strict=True)) or [()] * len(COLUMNS)
    cells = [[None if cell == "" else cell for cell in column] for column in columns]
    return xlsx_bytes([("When to post", pa.table(cells, schema=SCHEMA))])


def dates_file(name: str | Path, rows: Iterable[Row]) -> bytes:
    """The rows as a file of this name, whose kind its ending tells; one with no ending, such as /dev/stdout, is CSV."""
    return dates_xlsx(rows) if checked_ending(name) == ".xlsx" else dates_csv(rows)


def checked_ending(name: str | Path) -> str:
    """The ending of a file of dates.

    >>> checked_ending("DATES.doc")
    Traceback (most recent call last):
    planner.errors.BadInput: DATES.doc: is no kind of answer to a table of jobs; end the name in .csv or .xlsx
    """
    ending = Path(name).suffix.lower()
    if ending and ending not in ENDINGS:
        raise BadInput(f"is no kind of answer to a table of jobs; end the name in {' or '.join(ENDINGS)}", file=str(name))
    return ending
