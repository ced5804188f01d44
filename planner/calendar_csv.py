"""A registrar's calendar as a table: the planner's own columns, or any with the name of an event and its day."""
from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from planner.calendar_events import facts_of, meaning_of
from planner.calendar_names import kind_of
from planner.cells import Unreadable, shown
from planner.errors import BadInput
from planner.ics import MOST_EVENTS, Event
from planner.spellings import orders_left, slashed
from planner.term_facts import COLUMNS, EVENTS, Fact, facts_in
from planner.written_days import read_written_day

NAMES = {"summary": ("summary", "subject", "event", "title", "name"), "first": ("start date", "start", "date", "begin"),
         "last": ("end date", "end")}
NO_DATE = ("ignore", "unsure", "resume")        # known words that stand for no date of a term by themselves


@dataclass(frozen=True)
class Days:
    """How the days of a table are read. order: of the figures in 2/5/2027, None where they are refused; says: what was settled."""
    order: str | None = None
    says: str = ""

    @classmethod
    def of(cls, texts: Iterable[str], settle: bool) -> Days:
        """settle: whether a cell that can be read in one way only settles the others; where nothing does they stay refused.

        >>> Days.of(["2/5/2027", "3/29/2027"], True).order, Days.of(["2/5/2027"], True).order, Days.of(["3/29/2027"], False).order
        ('month/day/year', None, None)
        """
        written = [text for text in texts if slashed(text)]
        left = orders_left(written) if settle and written else ()
        if len(left) != 1:
            return cls()
        order, = left
        sure = next(text for text in written if len(slashed(text)) == 1)
        return cls(order, f"Dates are read as {order}, because of {shown(sure)}")

    def read(self, written: str) -> date:
        """The day in a cell; Unreadable says what is wrong."""
        return slashed(written).get(self.order) or read_written_day(written)


@dataclass(frozen=True)
class OwnFormat:
    """A table with the columns term, event and date: its facts, what stands for no date of a term, and how its days were read."""
    facts: list[Fact]
    unused: list[Event]
    says: str = ""


def own_format(text: str, name: str, checked: date, settle: bool = False) -> OwnFormat:
    """The planner's own columns; what is missing of them is filled in, and events may be in a registrar's words.

    settle: as of Days. BadInput for the first row that cannot be read, whose `.others` are the rest.
    """
    rows = list(csv.DictReader(io.StringIO(text)))
    if len(rows) > MOST_EVENTS:
        raise BadInput(f"has {len(rows):,} rows, more than {MOST_EVENTS:,}; export one academic year", file=name)
    if set(COLUMNS) <= set(rows[0] if rows else ()):
        read = facts_in(text, name)
        return OwnFormat([replace(fact, status="imported") if fact.status == "published" else fact for fact in read], [])
    lines = [(line, cells) for line, row in enumerate(rows, start=2) if any((cells := _cells(row)).values())]
    days = Days.of((cells.get("date", "") for _, cells in lines), settle)
    facts, unused, bad = [], [], []
    for line, cells in lines:
        try:
            facts += _facts_of(cells, line, days, name, checked, unused)
        except BadInput as error:
            bad.append(error)
    if bad:
        bad[0].others = bad[1:]
        raise bad[0]
    return OwnFormat(facts, unused, days.says)


def _cells(row: dict) -> dict[str, str]:
    return {key.strip().lower(): cell.strip() for key, cell in row.items() if key and isinstance(cell, str)}


def _facts_of(cells: dict[str, str], line: int, days: Days, name: str, checked: date, unused: list[Event]) -> list[Fact]:
    """The facts of one row; a row in words that stand for no date of a term goes to `unused`."""
    cells = cells | {"date": _iso(days, cells.get("date", ""), name, line)}
    said, term = cells.get("event", ""), cells.get("term", "")
    if said in EVENTS or not (meant := meaning_of(said)):
        return facts_in(_whole(cells, name, checked), name, line)
    event = Event(date.fromisoformat(cells["date"]), date.fromisoformat(cells["date"]), said, line)
    if not term or meant[0] in NO_DATE:
        unused.append(replace(event, summary=f"{term} {said}".strip()))
        return []
    read = [cells | {"event": fact.event, "date": str(fact.date), "note": cells.get("note") or said}
            for fact in facts_of(event, meant, term, name, checked)]
    return [fact for row in read for fact in facts_in(_whole(row, name, checked), name, line)]


def _whole(cells: dict[str, str], name: str, checked: date) -> str:
    """One row as a calendar file with every column."""
    known = {"kind": kind_of(cells.get("term", "")), "status": "imported", "source": f"imported from {name}",
             "checked": checked.isoformat()}
    filled = io.StringIO()
    writer = csv.DictWriter(filled, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerow({column: cells.get(column) or known.get(column, "") for column in COLUMNS})
    return filled.getvalue()


def _iso(days: Days, written: str, name: str, line: int) -> str:
    try:
        return days.read(written).isoformat()
    except Unreadable as error:
        raise BadInput(str(error), file=name, line=line, column="date", value=shown(written)) from None


def events_of_csv(text: str, name: str, settle: bool = False) -> tuple[list[Event], list[BadInput], str]:
    """Any table with the name of an event, its day and perhaps its last day; and how its days were read (see Days)."""
    rows = csv.reader(io.StringIO(text))
    header = [cell.strip().lower() for cell in next(rows, [])]
    place = {key: next((header.index(word) for word in words if word in header), None) for key, words in NAMES.items()}
    if place["summary"] is None or place["first"] is None:
        raise BadInput("has no columns term, event and date, nor summary and start date; name its columns so", file=name, line=1)
    events, problems = [], []
    of_days = [column for column in (place["first"], place["last"]) if column is not None]
    days = Days.of((cells[column] for cells in csv.reader(io.StringIO(text)) for column in of_days if column < len(cells)), settle)
    for cells in rows:
        if any(cells):
            try:
                events.append(_event_of(cells, place, days, rows.line_num))
            except (Unreadable, IndexError) as error:
                remedy = str(error) if isinstance(error, Unreadable) else "has too few columns; complete it"
                problems.append(BadInput(remedy, file=name, line=rows.line_num, value=shown(",".join(cells))))
        if len(events) > MOST_EVENTS:
            raise BadInput(f"has more than {MOST_EVENTS:,} events; export one academic year", file=name)
    return events, problems, days.says


def _event_of(cells: list[str], place: dict, days: Days, line: int) -> Event:
    first = days.read(cells[place["first"]])
    written = cells[place["last"]] if place["last"] is not None and len(cells) > place["last"] else ""
    last = days.read(written) if written.strip() else first
    if last < first:
        raise Unreadable("ends before it starts; correct one of the two days")
    return Event(first, last, cells[place["summary"]].strip(), line)
