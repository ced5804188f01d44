"""Results as a file, by the ending of its name: CSV as text, Parquet and a workbook with typed columns.

Each takes the pieces of a caseload in order: `prepare` runs beside others in a thread, `write` in the order of the input.
"""
from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol

import pyarrow as pa
import pyarrow.parquet as pq

from planner.errors import BadInput
from planner.export.xlsx import Workbook
from planner.write_results import COLUMNS, header_line, results_csv


class Results(Protocol):
    """A results file on its way; what is left of it is written when its block ends."""

    def prepare(self, table: pa.Table) -> object:
        """Do what can be done before its turn."""

    def write(self, prepared: object) -> None:
        """Append what was prepared."""


class _Csv:
    def __init__(self, file: BinaryIO):
        self.write = file.write
        self.write(header_line(COLUMNS))

    prepare = staticmethod(results_csv)


class _Parquet:
    """One row group for each piece; words as dictionaries, dates as date32."""

    def __init__(self, file: BinaryIO):
        self.file, self.writer = pa.PythonFile(file, "w"), None

    @staticmethod
    def prepare(table: pa.Table) -> pa.Table:
        return typed(table)

    def write(self, table: pa.Table) -> None:
        if self.writer is None:
            self.writer = pq.ParquetWriter(self.file, table.schema, compression="zstd", store_schema=False)
        self.writer.write_table(table, row_group_size=len(table))

    def close(self) -> None:
        if self.writer is not None:
            self.writer.close()


class _Xlsx:
    """One sheet called after the scenario."""

    def __init__(self, file: BinaryIO, name: str, title: str):
        self.book = Workbook(file, name)
        self.sheet = self.book.sheet(title)
        self.write = self.sheet.write

    @staticmethod
    def prepare(table: pa.Table) -> pa.Table:
        return typed(table)


def typed(table: pa.Table) -> pa.Table:
    """A results table whose chance_on_time is a number; the text of the CSV file has two places."""
    place = table.schema.get_field_index("chance_on_time")
    codes = table["chance_on_time"].combine_chunks()
    chance = pa.DictionaryArray.from_arrays(codes.indices, codes.dictionary.cast(pa.float64())).dictionary_decode()
    return table.set_column(place, "chance_on_time", chance)


@contextmanager
def _csv(file: BinaryIO, _name: str, _title: str):
    yield _Csv(file)


@contextmanager
def _parquet(file: BinaryIO, _name: str, _title: str):
    results = _Parquet(file)
    try:
        yield results
    finally:
        results.close()


@contextmanager
def _xlsx(file: BinaryIO, name: str, title: str):
    results = _Xlsx(file, name, title)
    try:
        yield results
        results.book.finish()
    finally:
        results.book.forget()


Writer = Callable[[BinaryIO, str, str], AbstractContextManager[Results]]
WRITERS: dict[str, Writer] = {".csv": _csv, ".parquet": _parquet, ".xlsx": _xlsx}


def writer_for(path: str | Path) -> Writer:
    """How results are written to a file of this name: given the file, its name for messages, and a title for what it holds.

    A name with no ending, such as /dev/stdout, is CSV.

    >>> writer_for("RESULTS.doc")
    Traceback (most recent call last):
    planner.errors.BadInput: RESULTS.doc: is no kind of results; end the name in .csv, .xlsx or .parquet
    """
    return WRITERS[kind_of(path)]


def kind_of(path: str | Path) -> str:
    """The ending of a file's name, in small letters: what kind of results it takes; BadInput where none is known by it.

    >>> kind_of("CHANGES.XLSX"), kind_of("/dev/stdout")
    ('.xlsx', '.csv')
    """
    ending = Path(path).suffix.lower()
    if ending and ending not in WRITERS:
        raise BadInput("is no kind of results; end the name in .csv, .xlsx or .parquet", file=str(path))
    return ending or ".csv"


def parquet_bytes(table: pa.Table) -> bytes:
    """A results table as a Parquet file in memory."""
    sink = pa.BufferOutputStream()
    pq.write_table(typed(table.combine_chunks()), sink, compression="zstd", store_schema=False)
    return sink.getvalue().to_pybytes()
