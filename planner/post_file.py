"""A file of jobs answered into another: one row per job and kind of candidate, bad rows listed and no row lost."""
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from planner.caseload import Summary, errors_path, keep_apart, opened
from planner.errors import BadInput
from planner.job_table import open_jobs
from planner.world import World
from planner.write_dates import checked_ending, dates_file, rows_of
from planner.write_results import ERROR_COLUMNS, errors_csv, header_line, is_special, written_whole


def answer_jobs(source: str | Path, out: str | Path, on: int, world: World,
                progress: Callable[[int], None] = lambda _bytes_read: None) -> Summary:
    """Answer the table of jobs at `source` into `out` (.csv or .xlsx), and list what cannot be used in errors_path(out).

    on: the status date, days since 1970-01-01. BadInput where nothing of the file can be read or written.
    """
    checked_ending(out)
    keep_apart(source, out, errors_path(out))
    with opened(source) as file, written_whole(errors_path(out)) as errors, written_whole(out) as results:
        table, summary, rows = open_jobs(file, str(source)), Summary(), []
        summary.notes += table.notes
        errors.write(header_line(ERROR_COLUMNS) + errors_csv(table.problems))
        summary.add(0, table.problems)
        for one in table.answered(on, world):
            rows += rows_of(one)
            errors.write(errors_csv(one.problems))
            summary.add(one.view is not None, one.problems)
            summary.notes += one.remarks
            progress(file.tell() if file.seekable() else 0)
        if not summary.answered and summary.problems == len(table.problems):
            raise BadInput("has a header and no jobs; write one job on each line below it", file=str(source))
        results.write(dates_file(out, rows))
        results.wanted, errors.wanted = summary.answered > 0, summary.problems > 0
    if not errors.wanted and not is_special(errors_path(out)):
        errors_path(out).unlink(missing_ok=True)            # of an earlier run
    return summary
