"""What scenarios change, as a file: CSV, a workbook with a sheet for each scenario, or Parquet, by the ending of its name."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from planner.export.results import kind_of
from planner.export.xlsx import Workbook
from planner.write_changes import COLUMNS, changes_csv
from planner.write_results import harmless

NUMBERS, TRUTHS, TEXTS = ("days_later", "line"), ("newly_misses_start", "newly_makes_start"), (
    "scenario", "case_id",
    *(f"{name}_{when}" for name in ("verdict", "route", "next_step", "cautions") for when in ("before", "after")))
SCHEMA = pa.schema([(name, pa.int32() if name in NUMBERS else pa.bool_() if name in TRUTHS else pa.string() if name in TEXTS
                     else pa.date32()) for name in COLUMNS])

Rows = Iterable[dict[str, object]]
Write = Callable[[str, Rows], None]         # a scenario's title, and its rows as of planner.write_changes


@contextmanager
def changes_into(file: BinaryIO, name: str | Path) -> Iterator[Write]:
    """What appends one scenario after the other to a file open for writing bytes; BadInput where no kind goes by its name."""
    with WRITERS[kind_of(name)](file, str(name)) as write:
        yield write


def changes_table(rows: Rows) -> pa.Table:
    """The rows as a typed table; text that a spreadsheet could take for a formula is made harmless."""
    return pa.Table.from_pylist([{name: harmless(cell) if isinstance(cell, str) else cell for name, cell in row.items()}
                                 for row in rows], SCHEMA)


@contextmanager
def _csv(file: BinaryIO, _name: str) -> Iterator[Write]:
    file.write(changes_csv([]))
    yield lambda _title, rows: file.write(changes_csv(rows, header=False))


@contextmanager
def _parquet(file: BinaryIO, _name: str) -> Iterator[Write]:
    with pq.ParquetWriter(pa.PythonFile(file, "w"), SCHEMA, compression="zstd", store_schema=False) as writer:
        yield lambda _title, rows: writer.write_table(changes_table(rows))


@contextmanager
def _xlsx(file: BinaryIO, name: str) -> Iterator[Write]:
    book = Workbook(file, name)
    try:
        yield lambda title, rows: book.sheet(title).write(changes_table(rows))
        book.finish()
    finally:
        book.forget()


WRITERS = {".csv": _csv, ".parquet": _parquet, ".xlsx": _xlsx}
