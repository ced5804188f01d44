"""A table of jobs answered: CSV in, one row per job and kind of candidate out, bad rows listed and no row lost."""
from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path

from planner.caseload import Summary, errors_path, keep_apart, opened
from planner.caseload_header import NOT_UTF8, read_header
from planner.cells import shown
from planner.errors import BadInput
from planner.host import answer_job
from planner.host_text import COLUMNS, host_rows
from planner.job import Job, job_of
from planner.plan_text import in_terminal
from planner.records import NEVER_CLOSED, Records, records
from planner.world import World
from planner.write_results import ERROR_COLUMNS, errors_csv, harmless, header_line, is_special, written_whole

Row = tuple[int, dict[str, str] | BadInput]


def answer_jobs(source: str | Path, out: str | Path, on: int, world: World,
                progress: Callable[[int], None] = lambda _bytes_read: None) -> Summary:
    """Answer the table of jobs at `source` into `out` (host_text.COLUMNS), and list what cannot be used in errors_path(out).

    on: the status date, days since 1970-01-01. BadInput where nothing of the file can be read or written.
    """
    keep_apart(source, out)
    with opened(source) as file:
        pieces = records(file)
        first = next(pieces, None)
        header = read_header(first, str(source), schema=Job)
        rows = _rows(first, pieces, str(source), header.facts)
        return _answer(rows, header.problems, out, on, world, lambda: progress(file.tell() if file.seekable() else 0), str(source))


def _rows(first: Records, pieces: Iterator[Records], name: str, facts: list[str]) -> Iterator[Row]:
    """Each row's line, and its cells by fact or what is wrong with it, in the order of the file."""
    body = first[1:]
    body.broken = first.broken
    for piece in (body, *pieces):
        found = [*((line, BadInput(NEVER_CLOSED, file=name, line=line)) for line in piece.broken),
                 *((int(piece.lines[row]), _cells(piece[row:row + 1], name, facts)) for row in range(len(piece)))]
        yield from sorted(found, key=lambda row: row[0])


def _cells(record: Records, name: str, facts: list[str]) -> dict[str, str] | BadInput:
    line = int(record.lines[0])
    try:
        cells = next(csv.reader(io.StringIO(record.text.decode(), newline="")))
    except UnicodeDecodeError:
        return BadInput(NOT_UTF8, file=name, line=line)
    except csv.Error:
        return BadInput("cannot be read as CSV; check its quotation marks", file=name, line=line)
    if len(cells) != len(facts):
        return BadInput(f"has {len(cells)} cells where the header has {len(facts)}; add or remove commas, or quote a cell that "
                        "holds one", file=name, line=line, value=shown(",".join(cells)))
    return {fact: cell for fact, cell in zip(facts, cells, strict=True) if fact in Job.model_fields}


def _answer(rows: Iterator[Row], problems: list[BadInput], out: str | Path, on: int, world: World, progress: Callable[[], None],
            name: str) -> Summary:
    summary, seen = Summary(), {}
    with written_whole(errors_path(out)) as errors, written_whole(out) as results:
        results.write(header_line(COLUMNS))
        errors.write(header_line(ERROR_COLUMNS) + errors_csv(problems))
        summary.add(0, problems)
        for line, cells in rows:
            text, bad = _one(line, cells, on, world, name)
            if not bad:
                summary.notes += _remarks(line, cells, seen)
            results.write(text)
            errors.write(errors_csv(bad))
            summary.add(not bad, bad)
            progress()
        if not summary.answered and summary.problems == len(problems):
            raise BadInput("has a header and no jobs; write one job on each line below it", file=name)
        results.wanted, errors.wanted = summary.answered > 0, summary.problems > 0
    if not errors.wanted and not is_special(errors_path(out)):
        errors_path(out).unlink(missing_ok=True)            # of an earlier run
    return summary


def _one(line: int, cells: dict[str, str] | BadInput, on: int, world: World, name: str) -> tuple[bytes, list[BadInput]]:
    """One job's rows as CSV, or its problem."""
    if isinstance(cells, BadInput):
        return b"", [cells]
    try:
        view = answer_job(job_of(cells, world), on, world)
    except BadInput as error:
        bad = [error, *error.others]
        for one in bad:
            one.file, one.line = name, line
        return b"", bad
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    for row in host_rows(view, line):
        writer.writerow("" if cell is None else in_terminal(harmless(str(cell))) if isinstance(cell, str) else cell for cell in row)
    return text.getvalue().encode(), []


def _remarks(line: int, cells: dict[str, str], seen: dict[str, int]) -> Iterator[str]:
    """What to look at again in a job that is answered all the same. seen: the line on which each name stood first."""
    name, pay = (cells.get(fact, "?").strip() for fact in ("job_id", "pay"))        # no such column: nothing to remark
    if not name:
        yield f"line {line}, column job_id: is blank; the answers can be told apart by their line alone"
    elif name != "?" and seen.setdefault(name, line) != line:
        yield (f'line {line}, column job_id: "{shown(name)}" stands on line {seen[name]} too; both are answered, '
               "give each job its own name")
    if not pay:
        yield f"line {line}, column pay: is blank; the dates hold all the same, but a posting has to name the pay"
