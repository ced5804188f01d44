"""What scenarios change in a caseload, as rows: one for each case that changes, ranked within its scenario."""
from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date

import numpy as np

from planner.answer import codes_in
from planner.compare import Changes
from planner.days import BLANK, to_date
from planner.queue import Queue
from planner.routes import ALL_ROUTES, CAUTIONS, NEXT_STEPS, VERDICTS
from planner.write_results import harmless

BOTH = ("verdict", "route", "earliest_start", "next_step", "next_step_by")
LAST = ("authorized_until", "route_closes", "last_open_day", "cautions")
COLUMN = {"last_open_day": "open_by"}       # of a queue, where it goes by another name
COLUMNS = ("scenario", "case_id", *(f"{name}_{when}" for name in BOTH for when in ("before", "after")),
           "days_later", "newly_misses_start", "newly_makes_start", "line",
           *(f"{name}_{when}" for name in LAST for when in ("before", "after")))


def change_rows(title: str, case_ids: np.ndarray, lines: np.ndarray, changes: Changes) -> Iterator[dict[str, object]]:
    """COLUMNS of each changed case, ranked; None where blank, dates as dates."""
    for row in changes.ranked.tolist():
        days = changes.days[row]
        yield {"scenario": title, "case_id": str(case_ids[row])} | {
            f"{name}_{when}": value for when, queue in (("before", changes.before), ("after", changes.after))
            for name, value in _answer(queue, row).items()} | {
            "days_later": None if days == BLANK else int(days), "newly_misses_start": bool(changes.newly_missed[row]),
            "newly_makes_start": bool(changes.newly_made[row]), "line": int(lines[row])}


def _answer(queue: Queue, row: int) -> dict[str, object]:
    verdict = VERDICTS[queue.verdict[row]]
    if verdict == "no":
        return dict.fromkeys((*BOTH, *LAST)) | {"verdict": verdict}
    return {"verdict": verdict, "route": tuple(ALL_ROUTES)[queue.route[row]], "earliest_start": to_date(queue.earliest_start[row]),
            "next_step": NEXT_STEPS[queue.next_step[row]] or None, "next_step_by": to_date(queue.by[row])} | {
                name: to_date(getattr(queue, COLUMN.get(name, name))[row]) for name in LAST[:-1]} | {
                "cautions": ";".join(codes_in(int(queue.cautions[row]), CAUTIONS)) or None}


def changes_csv(rows: Iterable[dict[str, object]], header: bool = True) -> bytes:
    """The rows as CSV; what a spreadsheet could take for a formula is made harmless."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    if header:
        writer.writerow(COLUMNS)
    writer.writerows([_cell(row[name]) for name in COLUMNS] for row in rows)
    return text.getvalue().encode()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if isinstance(value, date) else harmless(value) if isinstance(value, str) else str(value)
