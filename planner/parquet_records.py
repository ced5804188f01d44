"""A Parquet file as records of CSV, so that typed columns take the way of a CSV file: a day becomes YYYY-MM-DD."""
from __future__ import annotations

import io
from collections.abc import Iterator
from typing import BinaryIO

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet as pq

from planner.errors import BadInput
from planner.records import LONGEST_RECORD, Records, records

ROWS = 65_536                       # of one piece


def parquet_blocks(file: BinaryIO, name: str) -> Iterator[Records]:
    """Rows as records; the line of the first row is 2, as in a CSV file with the same rows."""
    try:
        source = pq.ParquetFile(file)
        yield _records(",".join(_quoted(one) for one in source.schema_arrow.names).encode() + b"\n", name, 1, 1)
        line = 2
        for batch in source.iter_batches(ROWS):
            yield _records(_as_csv(batch, name), name, line, len(batch))
            line += len(batch)
    except (pa.ArrowException, OSError) as error:
        raise BadInput(f"cannot be read as Parquet ({str(error).splitlines()[0][:80]}); write it again", file=name) from None


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _as_csv(batch: pa.RecordBatch, name: str) -> bytes:
    columns = [_as_text(column, heading, name) for column, heading in zip(batch.columns, batch.schema.names, strict=True)]
    table, sink = pa.table(columns, names=[str(n) for n in range(len(columns))]), pa.BufferOutputStream()
    pa.csv.write_csv(table, sink, pa.csv.WriteOptions(include_header=False))
    return sink.getvalue().to_pybytes()


def _as_text(column: pa.Array, heading: str, name: str) -> pa.Array:
    """A typed column as the text a person would write; a time at midnight is a day."""
    kind = column.type
    if pa.types.is_timestamp(kind) and pc.all(pc.equal(pc.cast(pc.cast(column, pa.date32(), safe=False), kind), column)).as_py():
        column = pc.cast(column, pa.date32(), safe=False)
    try:
        return pc.fill_null(pc.cast(column, pa.string()), "")
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        raise BadInput(f"holds {kind}, not text, numbers or days; write it as text", file=name, column=heading) from None


def _records(text: bytes, name: str, line: int, rows: int) -> Records:
    found = [piece for piece in records(io.BytesIO(text), block=len(text) + 1) if len(piece)]
    if sum(map(len, found)) != rows:
        raise BadInput(f"has a cell with more than {LONGEST_RECORD:,} lines; shorten it", file=name)
    piece = found[0] if found else Records(b"", *[np.zeros(0, int)] * 3)
    piece.lines = np.arange(line, line + rows)
    return piece
