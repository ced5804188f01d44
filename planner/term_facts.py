"""One dated fact of an academic calendar, as a row of data/calendars/<school>.csv says it: what, when, how sure, who says so."""
from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from planner.cells import Unreadable, meant, read_count, read_day, shown
from planner.errors import BadInput
from planner.toml_file import read_text

KINDS = ("main", "winter", "summer", "session")         # session: a part of another term, it counts for nothing by itself
EVENTS = ("start", "last_class", "add_deadline", "finals_start", "finals_end", "break_start", "break_end", "closure", "conferral")
STATUSES = ("published", "projected", "imported")
WIDEST_BAND = 60                                        # days: a projection less sure than that says nothing


@dataclass(frozen=True)
class Fact:
    """One row; `band` is the error in days that a projected date may have (0 for every other), `line` its place in its file."""
    term: str
    kind: str
    event: str
    date: datetime.date
    status: str
    band: int
    source: str
    checked: datetime.date
    note: str = ""
    line: int | None = None


COLUMNS = tuple(field.name for field in fields(Fact) if field.name != "line")


def read_facts(path: Path) -> list[Fact]:
    """Every row of a calendar file; BadInput for the first that cannot be read (file, line, remedy), the others with it."""
    return facts_in(read_text(path), path.name)


def facts_in(text: str, name: str, line: int | None = None) -> list[Fact]:
    """The rows of a calendar as text; name: the file's, for messages; line: that of a row which was taken out of one.

    >>> facts_in("term,kind,event,date,status,band,source,checked,note\\n"
    ...          "Fall 2026,main,start,2026-09-01,published,,registrar,2026-11-22,\\n", "x.csv")[0].date.isoformat()
    '2026-09-01'
    """
    rows = csv.reader(io.StringIO(text), strict=True)
    try:
        header = [cell.strip() for cell in next(rows, [])]
        _check_header(header, name)
        return _facts(header, rows, name, line)
    except csv.Error as error:
        raise BadInput(f"cannot be read as CSV ({error}); check the quotation marks", file=name, line=rows.line_num) from None


def _facts(header: list[str], rows: Iterable[list[str]], name: str, line: int | None) -> list[Fact]:
    """Every row as a fact; BadInput for the first that is none, whose `.others` are the rest."""
    found, bad = [], []
    for cells in rows:
        try:
            found += [_fact(dict(zip(header, cells, strict=False)), name, line or rows.line_num)] if any(cells) else []
        except BadInput as error:
            bad.append(error)
    if bad:
        bad[0].others = bad[1:]
        raise bad[0]
    return found


def _check_header(header: list[str], name: str) -> None:
    for column in header:
        if column not in COLUMNS:
            raise BadInput("is not a column of a calendar" + meant(column, COLUMNS), file=name, line=1, column=shown(column))
    for column in COLUMNS:
        if column not in header:
            raise BadInput("is missing; add this column", file=name, line=1, column=column)


def _fact(row: dict[str, str], name: str, line: int) -> Fact:
    def cell(column):
        return (row.get(column) or "").strip()

    def read(column, reader):
        try:
            return reader(cell(column))
        except Unreadable as error:
            raise BadInput(str(error), file=name, line=line, column=column, value=shown(cell(column))) from None

    def text(column):
        if not cell(column):
            raise BadInput("is blank; every row needs it", file=name, line=line, column=column)
        return cell(column)

    def one_of(column, words):
        if cell(column) not in words:
            raise BadInput(f"is not one of {', '.join(words)}", file=name, line=line, column=column, value=shown(cell(column)))
        return cell(column)
    status = one_of("status", STATUSES)
    return Fact(text("term"), one_of("kind", KINDS), one_of("event", EVENTS), read("date", read_day), status,
                _band(read("band", read_count) if cell("band") else 0, status, name, line), text("source"),
                read("checked", read_day), cell("note"), line)


def _band(band: int, status: str, name: str, line: int) -> int:
    if status == "projected" and not 0 < band <= WIDEST_BAND:
        raise BadInput(f"is no error band of a projected date; write 1 to {WIDEST_BAND} days", file=name, line=line, column="band",
                       value=str(band))
    if status != "projected" and band:
        raise BadInput(f"is an error band, and the date is {status}; leave it blank", file=name, line=line, column="band",
                       value=str(band))
    return band


def facts_csv(facts: Iterable[Fact]) -> str:
    """The rows as a calendar file has them."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for fact in facts:
        writer.writerow(cell or "" for cell in astuple(fact)[:-1])
    return text.getvalue()
