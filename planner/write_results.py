"""Answers as a CSV file, one row per case and route; files that appear whole or not at all."""
from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

import numpy as np
import pyarrow as pa
import pyarrow.compute
import pyarrow.csv

from planner.answer import codes_in
from planner.cases import Cases
from planner.days import BLANK
from planner.errors import BadInput, unwritable
from planner.office_days import open_before
from planner.plan import Plan
from planner.routes import CAUTIONS, NEXT_STEPS, REASONS, VERDICTS

COLUMNS = ("case_id", "route", "verdict", "earliest_start", "authorized_until", "shift_days", "next_step",
           "next_step_by", "route_closes", "float_days", "driving_rule", "reasons", "cautions", "p50_start",
           "p80_start", "p95_start", "chance_on_time", "line", "last_open_day")
OF_ANSWER = ("earliest_start", "authorized_until", "next_step_by", "route_closes", "p50_start", "p80_start", "p95_start")
DATES = (*OF_ANSWER, "last_open_day")
ERROR_COLUMNS = ("file", "line", "column", "value", "remedy")
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n",                     # what a spreadsheet may take for a formula
           "\uff1d", "\uff0b", "\uff0d", "\uff20")                    # the first four again, full width


def results_table(cases: Cases, lines: np.ndarray, plan: Plan) -> pa.Table:
    """COLUMNS for every case and route, in the order of the cases; what is blank is null.

    lines: the line of each case in its file; plan: what planner.plan.make_plan answers for the same cases.
    """
    routes = tuple(plan.routes)
    place = np.repeat(np.arange(len(cases), dtype=np.int32), len(routes))
    columns = {"case_id": _words(place, _harmless_ids(cases.case_id)),
               "route": _words(np.tile(np.arange(len(routes), dtype=np.int32), len(cases)), routes),
               "verdict": _words(_side_by_side(plan, "verdict"), VERDICTS),
               "next_step": _words(_side_by_side(plan, "next_step"), NEXT_STEPS),
               "driving_rule": _words(_side_by_side(plan, "driving_rule"), plan.rule_ids),
               "reasons": _codes(_side_by_side(plan, "reasons"), REASONS),
               "cautions": _codes(_side_by_side(plan, "cautions"), CAUTIONS),
               "chance_on_time": _chances(_side_by_side(plan, "chance")),
               "line": pa.array(lines[place])}
    for name in (*OF_ANSWER, "shift_days", "float_days"):
        column = _numbers(_side_by_side(plan, name))
        columns[name] = column.cast(pa.date32()) if name in OF_ANSWER else column
    open_days = [open_before(plan, answer.next_step, answer.next_step_by, answer.float_days) for answer in plan.routes.values()]
    columns["last_open_day"] = _numbers(np.stack(open_days, axis=1).ravel()).cast(pa.date32())
    return pa.table([columns[name] for name in COLUMNS], names=COLUMNS)


def _numbers(days: np.ndarray) -> pa.Array:
    return pa.array(days, mask=days == BLANK)


def _side_by_side(plan, name: str) -> np.ndarray:
    return np.stack([getattr(answer, name) for answer in plan.routes.values()], axis=1).ravel()


def _words(places: np.ndarray, words: Iterable[str]) -> pa.Array:
    return _coded(places.astype(np.int32), words)


def _codes(masks: np.ndarray, names: tuple[str, ...]) -> pa.Array:
    distinct = pa.array(masks).dictionary_encode()
    return _coded(distinct.indices.to_numpy(), (";".join(codes_in(mask, names)) for mask in distinct.dictionary.to_pylist()))


def _coded(places: np.ndarray, words: Iterable[str]) -> pa.Array:
    """Words by their places; an empty word is a blank."""
    words = list(words)
    blank = np.array([not word for word in words], bool)[places] if "" in words else None
    return pa.DictionaryArray.from_arrays(pa.array(places, mask=blank), pa.array(words, pa.string()))


def _chances(chance: np.ndarray) -> pa.Array:
    blank = np.isnan(chance)
    percent = np.rint(np.where(blank, 0, chance).astype(np.float64) * 100).astype(np.int32)
    return pa.DictionaryArray.from_arrays(pa.array(percent, mask=blank), _percents())


@cache
def _percents() -> pa.Array:
    """0.00 to 1.00 as text; made when needed, because an Arrow array of a list loads pandas."""
    return pa.array([f"{percent / 100:.2f}" for percent in range(101)])


def _harmless_ids(ids: np.ndarray) -> list[str]:
    return [harmless(text) for text in ids]


def harmless(text: str) -> str:
    """Text that a spreadsheet shows and never runs: an apostrophe goes before = + - @ (full width too), tab and line end.

    >>> harmless("=1+1"), harmless("SAMPLE-001")
    ("'=1+1", 'SAMPLE-001')
    """
    return f"'{text}" if text.startswith(FORMULA) else text


def results_csv(table: pa.Table) -> pa.Buffer:
    """The rows of a results table as CSV, no header line; text is quoted where a case_id of these rows must be."""
    special = pa.compute.match_substring_regex(table["case_id"].chunk(0).dictionary, r'[",\r\n]')
    quoting = "needed" if pa.compute.any(special).as_py() else "none"
    sink = pa.BufferOutputStream()
    pa.csv.write_csv(table, sink, pa.csv.WriteOptions(include_header=False, quoting_style=quoting, batch_size=8192))
    return sink.getvalue()


def errors_csv(problems: Iterable[BadInput]) -> bytes:
    """ERROR_COLUMNS of each problem as CSV, without the header line."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    for problem in problems:
        cells = (getattr(problem, name) for name in ERROR_COLUMNS)
        writer.writerow("" if cell is None else harmless(str(cell)) for cell in cells)
    return text.getvalue().encode()


def header_line(columns: Iterable[str]) -> bytes:
    """The first line of a CSV file."""
    return (",".join(columns) + "\n").encode()


@dataclass
class Draft:
    """A file on its way: it takes its place when its block ends well and it is wanted, else nothing is left of it."""
    file: BinaryIO
    wanted: bool = True

    def write(self, data: bytes) -> None:
        """Append bytes."""
        self.file.write(data)


@contextmanager
def written_whole(path: str | Path) -> Iterator[Draft]:
    """A draft of the file at `path`, kept in the same folder; BadInput where it cannot be written."""
    special = is_special(Path(path))
    target = Path(path if special else os.path.realpath(path))
    part = target if special else target.with_name(f".{target.name}.{uuid4().hex[:8]}.part")
    try:
        with part.open("wb") as file:
            draft = Draft(file)
            yield draft
        if draft.wanted and not special:
            os.replace(part, target)
    except OSError as error:
        raise unwritable(path, error) from None
    finally:
        if not special:
            part.unlink(missing_ok=True)


def is_special(path: Path) -> bool:
    """A pipe or a device: it takes bytes as they come, and cannot be replaced."""
    return path.exists() and not path.is_file() and not path.is_dir()
