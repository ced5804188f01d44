"""A table of jobs, CSV or a workbook: each row is read and answered by itself, so a bad one costs no other its answer."""
from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import BinaryIO

from planner.caseload_header import NOT_UTF8, Header, read_header
from planner.cells import shown
from planner.errors import BadInput
from planner.host import answer_job
from planner.host_draft import to_mend
from planner.host_views import HostView
from planner.job import Job, job_of
from planner.job_remarks import remarks_of
from planner.job_spellings import JobSpellings, facts_under
from planner.posting import Finding
from planner.read_table import open_table
from planner.records import NEVER_CLOSED, SEPARATORS, Records, cells_of
from planner.world import World

TEMPLATE = ("job_id", "school", "title", "season", "start", "end", "weeks", "hours_per_week", "pay", "posting_type", "posting_date",
            "on_campus", "paid", "contractor")
ONE = {"job_id": "JOB-1", "school": "binghamton", "title": "Data Analytics", "weeks": "3",
       "hours_per_week": "15", "pay": "18", "posting_type": "micro"}


@dataclass(frozen=True)
class Answered:
    """One row: its answer, None where `problems` say why not; found: what the rules of a posting say of it; remarks: what to look
    at again all the same, by line and column; told: the same in sentences of the answer's own rows."""
    line: int
    view: HostView | None
    problems: list[BadInput] = field(default_factory=list)
    found: list[Finding] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)


@dataclass
class JobTable:
    """A table whose header has been read; `notes`: what of a workbook is read and what is not.

    settle: days such as 12/21/2026 are read where another day of the column settles their order.
    """
    name: str
    header: Header
    blocks: Iterator[Records]
    notes: list[str]
    settle: bool = False

    @property
    def problems(self) -> list[BadInput]:
        """Those of the header: unknown columns."""
        return self.header.problems

    def answered(self, on: int, world: World) -> Iterator[Answered]:
        """Each job in the order of the file, answered on a status date (days since 1970-01-01)."""
        seen: dict[str, int] = {}
        for line, cells in self._read_rows():
            one = self._one(line, cells, on, world)
            yield one if one.problems else replace(one, remarks=list(_remarks(line, cells, seen)),
                                                   told=list(remarks_of(one.view)))

    def _read_rows(self) -> Iterator[tuple[int, dict[str, str] | BadInput]]:
        """The rows, their cells as the planner writes them."""
        rows, spellings = self._rows(), JobSpellings()
        if self.settle:
            rows = list(rows)
            spellings = JobSpellings.of(cells for _, cells in rows if not isinstance(cells, BadInput))
        for line, cells in rows:
            yield line, cells if isinstance(cells, BadInput) else spellings.read(cells, self.settle)

    def _rows(self) -> Iterator[tuple[int, dict[str, str] | BadInput]]:
        """Each row's line, and its cells by fact or what is wrong with it; rows without any entry are none."""
        for block in self.blocks:
            found = [*((line, self._bad(NEVER_CLOSED, line)) for line in block.broken),
                     *((one.line or 0, one) for one in block.problems),
                     *((int(block.lines[row]), self._cells(block[row:row + 1])) for row in range(len(block)))]
            yield from ((line, cells) for line, cells in sorted(found, key=lambda row: row[0]) if cells)

    def _cells(self, record: Records) -> dict[str, str] | BadInput:
        line, facts = int(record.lines[0]), self.header.facts
        try:
            cells = next(csv.reader(io.StringIO(record.text.decode(), newline=""), delimiter=record.separator))
        except UnicodeDecodeError:
            return self._bad(NOT_UTF8, line)
        except csv.Error:
            return self._bad("cannot be read as CSV; check its quotation marks", line)
        if not any(cell.strip() for cell in cells):
            return {}
        if len(cells) != len(facts):
            return self._bad(f"has {len(cells)} cells where the header has {len(facts)}; add or remove "
                             f"{SEPARATORS[record.separator]}, or quote a cell that holds one", line,
                             shown(record.separator.join(cells)))
        return {fact: cell for fact, cell in zip(facts, cells, strict=True) if fact in Job.model_fields}

    def _one(self, line: int, cells: dict[str, str] | BadInput, on: int, world: World) -> Answered:
        if isinstance(cells, BadInput):
            return Answered(line, None, [cells])
        try:
            view = answer_job(job_of(cells, world), on, world)
            return Answered(line, view, found=to_mend(view, world))
        except BadInput as error:
            bad = [error, *error.others]
            for one in bad:
                one.file, one.line = self.name, line
            return Answered(line, None, bad)

    def _bad(self, remedy: str, line: int, value: str | None = None) -> BadInput:
        return BadInput(remedy, file=self.name, line=line, value=value)


def open_jobs(file: BinaryIO, name: str, settle: bool = False) -> JobTable:
    """The table of jobs in a file open for reading bytes; BadInput where no row of it could be answered.

    name: the file's, for messages; settle: as of JobTable, where a person sees how the days are read.
    """
    table = open_table(file, name)
    first = next(table.blocks, None)
    header = read_header(first, name, _headings(first), Job)
    if not {"start", "season"} & set(header.facts):
        raise BadInput("is missing, and so is season; add one of the two columns, the first day of work best", file=name,
                       line=int(first.lines[0]), column="start")
    return JobTable(name, header, _blocks(first, table.blocks), table.notes, settle)


def _headings(first: Records | None) -> dict[str, str]:
    """The facts under headings in other words; none where the line cannot be read, which read_header says."""
    try:
        text = first[:1].text.decode("utf-8-sig").rstrip("\r\n") if first is not None and len(first) else ""
        return facts_under(cells_of(text, 1, first.separator)) if text else {}
    except (UnicodeDecodeError, BadInput):
        return {}


def _blocks(first: Records, others: Iterator[Records]) -> Iterator[Records]:
    """Every block without the header."""
    body = first[1:]
    body.broken, body.problems = first.broken, first.problems
    yield body
    yield from others


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


def template_csv(start: str) -> str:
    """A table of jobs with the columns that most need, and one line to write over; start: its first day of work.

    >>> template_csv("2027-02-16").splitlines()[1]
    'JOB-1,binghamton,Data Analytics,,2027-02-16,,3,15,18,micro,,,,'
    """
    row = ONE | {"start": start}
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([TEMPLATE, [row.get(name, "") for name in TEMPLATE]])
    return text.getvalue()
