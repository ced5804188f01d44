"""A caseload file answered: CSV in, one row per case and route out, bad rows listed, memory flat.

Pieces of the file are read, planned and written as text by two threads (numpy and the CSV code let go of the
interpreter), and joined in the order of the input.
"""
from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa

from planner.errors import BadInput
from planner.plan import make_plan
from planner.read_caseload import Caseload, Rows, open_caseload
from planner.records import Records
from planner.toml_file import unreadable
from planner.world import World
from planner.write_results import (
    COLUMNS,
    ERROR_COLUMNS,
    errors_csv,
    header_line,
    is_special,
    results_csv,
    results_table,
    written_whole,
)

MOST_LISTED = 1000              # problems kept for the screen; the errors file has all of them


@dataclass
class Summary:
    """What became of a caseload: cases answered, problems met, and the first MOST_LISTED of them."""
    answered: int = 0
    problems: int = 0
    listed: list[BadInput] = field(default_factory=list)

    def add(self, cases: int, problems: list[BadInput]) -> None:
        self.answered += cases
        self.problems += len(problems)
        self.listed += problems[:MOST_LISTED - len(self.listed)]


def answer_file(source: str | Path, out: str | Path, on: int, world: World,
                progress: Callable[[int], None] = lambda _bytes_read: None) -> Summary:
    """Answer the caseload at `source` into `out`, and list what cannot be used in errors_path(out).

    on: the status date, days since 1970-01-01; progress: told how many bytes have been read. BadInput when nothing of
    the file can be read or written; where no case could be answered, only the errors file is written.
    """
    keep_apart(source, out)
    with opened(source) as file:
        load = open_caseload(file, str(source), on, world)
        return _answer(load, out, lambda: progress(file.tell() if file.seekable() else 0))


def opened(source: str | Path) -> BinaryIO:
    """The file, open for reading bytes; BadInput where it cannot be."""
    try:
        return Path(source).open("rb")
    except (OSError, ValueError) as error:
        raise unreadable(source, error) from None


def errors_path(out: str | Path) -> Path:
    """Where the bad rows of a caseload are listed.

    >>> errors_path("autumn/RESULTS.csv").name
    'RESULTS.errors.csv'
    """
    return Path(os.devnull) if is_special(Path(out)) else Path(out).with_suffix(".errors.csv")


def keep_apart(source: str | Path, out: str | Path) -> None:
    """BadInput where what is to be written is the caseload itself."""
    for written in (Path(out), errors_path(out)):
        if written.is_file() and Path(source).exists() and written.samefile(source):
            raise BadInput("is the caseload itself; choose another name for --out", file=str(written))


def _answer(load: Caseload, out: str | Path, progress: Callable[[], None]) -> Summary:
    summary = Summary()
    with written_whole(errors_path(out)) as errors, written_whole(out) as results:
        results.write(header_line(COLUMNS))
        errors.write(header_line(ERROR_COLUMNS) + errors_csv(load.problems))
        summary.add(0, load.problems)
        for text, rows in _in_order(lambda piece: _answer_piece(load, piece), load.pieces):
            results.write(text)
            problems = sorted(rows.problems + load.repeated(rows), key=lambda problem: problem.line)
            errors.write(errors_csv(problems))
            summary.add(len(rows.cases), problems)
            progress()
        if not summary.answered and summary.problems == len(load.problems):
            raise BadInput("has a header and no cases; write one case on each line below it", file=load.name)
        results.wanted, errors.wanted = summary.answered > 0, summary.problems > 0
    if not errors.wanted and not is_special(errors_path(out)):
        errors_path(out).unlink(missing_ok=True)            # of an earlier run
    return summary


def _answer_piece(load: Caseload, piece: Records) -> tuple[pa.Buffer | bytes, Rows]:
    rows = load.read(piece)
    if not len(rows.cases):
        return b"", rows
    return results_csv(results_table(rows.cases, rows.lines, make_plan(rows.cases, load.on, load.world))), rows


def _in_order(work, parts, threads: int = 2):
    """Map over parts on a few threads, in order, never more than one part ahead of the reader."""
    with ThreadPoolExecutor(threads) as pool:
        waiting = []
        for part in parts:
            waiting.append(pool.submit(work, part))
            if len(waiting) > threads:
                yield waiting.pop(0).result()
        while waiting:
            yield waiting.pop(0).result()
