"""The first line of a caseload names its columns: what is missing, given twice or unknown is said before any row."""
from __future__ import annotations

import csv
import io

from planner.case import FIELDS, REQUIRED, not_a_fact
from planner.cells import did_you_mean, shown
from planner.errors import BadInput
from planner.records import NEVER_CLOSED, Records

NOT_UTF8 = "is not UTF-8 text; save the file as CSV UTF-8"


def read_header(first: Records | None, name: str) -> tuple[list[str], list[BadInput]]:
    """The columns that the first record names, and a problem for each unknown one; BadInput where no row can be read.

    first: the first records of the file, None where it has none; name: the file, for messages.
    """
    if first is None:
        raise BadInput(f"is empty; its first line names the columns: {', '.join(REQUIRED)}, ...", file=name)
    text = _text_of(first, name)
    header = [cell.strip() for cell in next(csv.reader(io.StringIO(text)))]
    return header, _check(header, name, int(first.lines[0]))


def _text_of(first: Records, name: str) -> str:
    if first.data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in first.data[:1000]:
        raise BadInput("is not UTF-8 text (perhaps UTF-16, or a spreadsheet); save it as CSV UTF-8", file=name)
    if first.data.startswith(b"PK\x03\x04"):
        raise BadInput("is a spreadsheet, not a CSV file; save it as CSV UTF-8", file=name)
    if not len(first) or (first.broken and first.broken[0] < first.lines[0]):
        raise BadInput(NEVER_CLOSED, file=name, line=first.broken[0])
    try:
        text = first[:1].text.decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError:
        raise BadInput(NOT_UTF8, file=name, line=int(first.lines[0])) from None
    if "\r" in text:
        raise BadInput("has line ends of an old Macintosh; save it as CSV UTF-8", file=name, line=1)
    return text


def _check(header: list[str], name: str, line: int) -> list[BadInput]:
    known = [column for column in header if column in FIELDS]
    for mark, called in ((";", "semicolons"), ("\t", "tabs")):
        if not known and mark in header[0]:
            raise BadInput(f"separates its columns with {called}; save it with commas", file=name, line=line)
    for column in known:
        if known.count(column) > 1:
            raise BadInput("is given twice; keep one of the two columns", file=name, line=line, column=column)
    for column in REQUIRED:
        if column not in known:
            hint = did_you_mean(column, [other for other in header if other not in FIELDS])
            raise BadInput("is missing; add this column" + hint.replace("did you mean", "is it the column"),
                           file=name, line=line, column=column)
    return [BadInput(not_a_fact(column) if column else "has no name; name it or delete it", file=name, line=line,
                     column=shown(column) or str(place))
            for place, column in enumerate(header, start=1) if column not in FIELDS]
