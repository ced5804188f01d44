"""A caseload file answered: a table in, one row per case and route out, bad rows listed, memory flat.

Pieces of the file are read, planned and made ready to be written by two threads (numpy and Arrow let go of the
interpreter), and joined in the order of the input.
"""
from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa

from planner.cells import shown
from planner.errors import BadInput
from planner.export.caseload_ics import Calendar, deadlines_file
from planner.export.results import writer_for
from planner.plan import Plan, make_plan
from planner.read_caseload import Caseload, Rows, open_caseload
from planner.records import Records
from planner.routes import asked_for
from planner.toml_file import unreadable
from planner.world import World
from planner.write_results import (
    ERROR_COLUMNS,
    errors_csv,
    header_line,
    is_special,
    results_table,
    written_whole,
)

MOST_LISTED = 1000              # problems kept for the screen; the errors file has all of them


@dataclass
class Summary:
    """What became of a caseload: cases answered, problems met, the first MOST_LISTED of them, and what of the file was read."""
    answered: int = 0
    problems: int = 0
    listed: list[BadInput] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, cases: int, problems: list[BadInput]) -> None:
        """One piece more."""
        self.answered += cases
        self.problems += len(problems)
        self.listed += problems[:MOST_LISTED - len(self.listed)]


def answer_file(source: str | Path, out: str | Path, on: int, world: World,
                progress: Callable[[int], None] = lambda _bytes_read: None, *, calendar: Calendar | None = None,
                sheet: str | None = None) -> Summary:
    """Answer the caseload at `source` into `out`, and list what cannot be used in errors_path(out).

    on: the status date, days since 1970-01-01; progress: told how many bytes have been read; sheet: of a workbook. The kind of
    `out` is told by its ending. BadInput when nothing of the file can be read or written; where no case could be answered,
    only the errors file is written.
    """
    written = [out, errors_path(out), *([calendar.path] if calendar else [])]
    keep_apart(source, *written)
    with opened(source) as file:
        load = open_caseload(file, str(source), on, world, sheet=sheet)
        return answer_caseload(load, out, calendar, lambda: progress(file.tell() if file.seekable() else 0))


def answer_caseload(load: Caseload, out: str | Path, calendar: Calendar | None = None,
                    progress: Callable[[], None] = lambda: None) -> Summary:
    """The same for a caseload that is open; progress: told when a piece has been written."""
    return _Answering(load, out, calendar).answered(progress)


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


def keep_apart(source: str | Path, *written: str | Path) -> None:
    """BadInput where what is to be written is the table itself, one file twice, or in a folder that does not exist."""
    paths = [Path(path) for path in written]
    for path in paths:
        if not path.parent.is_dir():
            raise BadInput(f"cannot be written (there is no folder {shown(str(path.parent))}); make it, or choose another place",
                           file=str(path))
        if path.is_file() and Path(source).exists() and path.samefile(source):
            raise BadInput("is the table itself; choose another name for --out", file=str(path))
    seen = set()
    for path in paths:
        name = os.path.realpath(path)
        if name in seen and not is_special(path):
            raise BadInput("is to be written twice; choose two names", file=str(path))
        seen.add(name)


@dataclass
class _Answered:
    """One piece of a caseload: its rows, its results ready to be written, and its plan where that is needed again."""
    rows: Rows
    results: object = None
    plan: Plan | None = None


class _Answering:
    """A caseload on its way into its files."""

    def __init__(self, load: Caseload, out: str | Path, calendar: Calendar | None):
        self.load, self.out, self.calendar = load, out, calendar
        self.summary = Summary(notes=load.notes)
        self.writer = writer_for(out)
        self.routes = asked_for(load.header.facts.__contains__)         # the header decides, so that every case has the same

    def answered(self, progress: Callable[[], None]) -> Summary:
        load, summary = self.load, self.summary
        with ExitStack() as files:
            errors = files.enter_context(written_whole(errors_path(self.out)))
            draft = files.enter_context(written_whole(self.out))
            results = files.enter_context(self.writer(draft.file, str(self.out), load.world.title or "Plan"))
            deadlines = files.enter_context(deadlines_file(self.calendar, load.world.title, load.on)) if self.calendar else None
            errors.write(header_line(ERROR_COLUMNS) + errors_csv(load.problems))
            summary.add(0, load.problems)
            for part in _in_order(lambda piece: self._piece(piece, results.prepare), load.pieces):
                if part.results is not None:
                    results.write(part.results)
                again = load.repeated(part.rows)
                if deadlines and part.plan is not None:
                    deadlines(part.plan, part.rows.lines, [problem.line for problem in again])
                problems = sorted(part.rows.problems + again, key=lambda problem: problem.line)
                errors.write(errors_csv(problems))
                summary.add(len(part.rows.cases), problems)
                progress()
            if not summary.answered and summary.problems == len(load.problems):
                raise BadInput("has a header and no cases; write one case on each line below it", file=load.name)
            draft.wanted, errors.wanted = summary.answered > 0, summary.problems > 0
        if not errors.wanted and not is_special(errors_path(self.out)):
            errors_path(self.out).unlink(missing_ok=True)           # of an earlier run
        return summary

    def _piece(self, piece: Records, prepare: Callable[[pa.Table], object]) -> _Answered:
        rows = self.load.read(piece)
        if not len(rows.cases):
            return _Answered(rows)
        plan = make_plan(rows.cases, self.load.on, self.load.world, self.routes)
        results = prepare(results_table(rows.cases, rows.lines, plan))
        return _Answered(rows, results, plan if self.calendar else None)


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
