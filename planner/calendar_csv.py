"""A registrar's calendar as a table: the planner's own columns, or any with the name of an event and its day."""
from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date

from planner.calendar_names import kind_of
from planner.cells import Unreadable, shown
from planner.errors import BadInput
from planner.ics import MOST_EVENTS, Event
from planner.term_facts import COLUMNS, Fact, facts_in
from planner.written_days import read_written_day

NAMES = {"summary": ("summary", "subject", "event", "title", "name"), "first": ("start date", "start", "date", "begin"),
         "last": ("end date", "end")}


def own_format(text: str, name: str, checked: date) -> list[Fact]:
    """The planner's own columns; what is missing of them is filled in."""
    rows = list(csv.DictReader(io.StringIO(text)))
    if len(rows) > MOST_EVENTS:
        raise BadInput(f"has {len(rows):,} rows, more than {MOST_EVENTS:,}; export one academic year", file=name)
    if set(COLUMNS) <= set(rows[0] if rows else ()):
        read = facts_in(text, name)
        return [replace(fact, status="imported") if fact.status == "published" else fact for fact in read]
    filled = io.StringIO()
    writer = csv.DictWriter(filled, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for line, row in enumerate(rows, start=2):
        cells = {key.strip().lower(): cell for key, cell in row.items() if key and isinstance(cell, str)}
        cells["date"] = _iso(cells.get("date", ""), name, line)
        known = {"kind": kind_of(cells.get("term", "")), "status": "imported", "source": f"imported from {name}",
                 "checked": checked.isoformat()}
        writer.writerow({column: cells.get(column) or known.get(column, "") for column in COLUMNS})
    return facts_in(filled.getvalue(), name)


def _iso(written: str, name: str, line: int) -> str:
    try:
        return read_written_day(written).isoformat()
    except Unreadable as error:
        raise BadInput(str(error), file=name, line=line, column="date", value=shown(written)) from None


def events_of_csv(text: str, name: str) -> tuple[list[Event], list[BadInput]]:
    """Any table with the name of an event, its day and perhaps its last day."""
    rows = csv.reader(io.StringIO(text))
    header = [cell.strip().lower() for cell in next(rows, [])]
    place = {key: next((header.index(word) for word in words if word in header), None) for key, words in NAMES.items()}
    if place["summary"] is None or place["first"] is None:
        raise BadInput("has no columns term, event and date, nor summary and start date; name its columns so", file=name, line=1)
    events, problems = [], []
    for cells in rows:
        if any(cells):
            try:
                events.append(_event_of(cells, place, rows.line_num))
            except (Unreadable, IndexError) as error:
                remedy = str(error) if isinstance(error, Unreadable) else "has too few columns; complete it"
                problems.append(BadInput(remedy, file=name, line=rows.line_num, value=shown(",".join(cells))))
        if len(events) > MOST_EVENTS:
            raise BadInput(f"has more than {MOST_EVENTS:,} events; export one academic year", file=name)
    return events, problems


def _event_of(cells: list[str], place: dict, line: int) -> Event:
    first = read_written_day(cells[place["first"]])
    written = cells[place["last"]] if place["last"] is not None and len(cells) > place["last"] else ""
    last = read_written_day(written) if written.strip() else first
    if last < first:
        raise Unreadable("ends before it starts; correct one of the two days")
    return Event(first, last, cells[place["summary"]].strip(), line)
