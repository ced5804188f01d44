"""A caseload becomes batches of checked cases and a list of what cannot be used, each with its line and remedy.

Each distinct text of a column is read once, by the reader of that fact of `Case`, so a caseload and a case file accept
the same cells and say the same about the others.
"""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import BinaryIO

import numpy as np
import pyarrow as pa
import pyarrow.csv

from planner.caseload_header import NOT_UTF8, Header, read_header
from planner.cases import CODINGS, DATES, FIELDS, Cases, read_cell
from planner.cells import meant_as_a_day, shown
from planner.days import to_date
from planner.errors import BadInput
from planner.facts import contradictions, doubtful_ends
from planner.ids import Ids
from planner.read_table import SERIALS_FROM, Table, open_table
from planner.records import NEVER_CLOSED, SEPARATORS, Records
from planner.spellings import EITHER, Spellings, orders_left, slashed
from planner.words import counted
from planner.world import World

ROWS = 65_536                   # cases answered at once
FAR_AWAY = "is far away for the end of a program; it is answered, check the year"
MOST_REMEMBERED = 100_000       # distinct texts of a column kept between pieces
TEXT, WORDS = pa.string(), pa.dictionary(pa.int32(), pa.string())


@dataclass
class Rows:
    """The cases of one piece of a file, the line of each, and what could not be used."""
    cases: Cases
    lines: np.ndarray
    problems: list[BadInput]


@dataclass
class Caseload:
    """A caseload file whose header has been read: `pieces` follow, to be given to `read`."""
    name: str
    header: Header
    pieces: Iterator[Records]
    on: int
    world: World
    notes: list[str] = field(default_factory=list)      # what of the file is read and what is not
    serials_from: date = SERIALS_FROM
    ids: Ids = field(default_factory=Ids)               # those that have been asked about in `repeated`
    spellings: Spellings | None = None                  # None: only what the planner writes itself is read
    read_as: Counter = field(default_factory=Counter)   # how many cells of (fact, what was said of its reading)
    _meant: dict[tuple[str, str], str] = field(default_factory=dict)
    _seen: dict[str, dict[str, object]] = field(default_factory=dict)

    @property
    def problems(self) -> list[BadInput]:
        """Those of the header: unknown columns."""
        return self.header.problems

    @cached_property
    def slugs(self) -> tuple[str, ...]:
        return tuple(self.world.schools)

    def read(self, piece: Records) -> Rows:
        """The cases of a piece, checked; may run in several threads at once."""
        return _Piece(self, piece).rows()

    def date_orders(self) -> dict[str, frozenset[str]]:
        """For each fact with days like 5/6/2027, the orders of month and day that its cells leave; the pieces are then used up."""
        found: dict[str, frozenset[str]] = {}
        for name, text in (cell for piece in self.pieces for cell in _Piece(self, piece).days()):
            if slashed(text):
                found[name] = found.get(name, EITHER) & orders_left([text])
        return found

    def repeated(self, rows: Rows) -> list[BadInput]:
        """A problem for each case_id that stood on an earlier line too; to be asked for pieces in their order."""
        found = self.ids.add(rows.cases.case_id, rows.lines)
        return [self.bad(f"stands on line {first} too; both are answered, give each case its own name", rows.lines[row], "case_id",
                         shown(rows.cases.case_id[row])) for row, first in found]

    def bad(self, remedy: str, line: int, column: str | None = None, value: str | None = None) -> BadInput:
        return BadInput(remedy, file=self.name, line=int(line), column=self.header.called.get(column, column), value=value)

    def code(self, name: str, text: str) -> object:
        """The text of a cell as its column keeps it, or the BadInput that says why not."""
        seen = self._seen.setdefault(name, {})
        code = seen.get(text)
        if code is None:
            if len(seen) >= MOST_REMEMBERED:
                seen.clear()
            code = seen[text] = self._encode(name, text)
        return code

    def _encode(self, name: str, text: str) -> object:
        try:
            value = self._value(name, text)
        except BadInput as problem:
            meant = meant_as_a_day(text, self.serials_from) if name in DATES else None
            return BadInput(meant, column=name, value=problem.value) if meant else problem
        return self.slugs.index(value) if name == "school" else CODINGS[name].encode(value)

    def _value(self, name: str, text: str) -> object:
        try:
            return read_cell(name, text, self.world.schools)
        except BadInput as problem:
            if not self.spellings:
                raise with_meaning(problem, name, text) from None
            meaning = self.spellings.meaning(name, text)
            if not meaning:
                raise
            try:
                value = read_cell(name, meaning.text, self.world.schools)
            except BadInput as error:
                raise BadInput(error.remedy, column=name, value=problem.value) from None
            self._meant[name, text] = meaning.says
            return value

    def count(self, name: str, texts: list[str], times: np.ndarray) -> None:
        """Keep account of the cells that were read otherwise than they are written; `times`: how often each text stands there."""
        for text, n in zip(texts, times.tolist(), strict=True):
            if says := self._meant.get((name, text)):
                self.read_as[name, says] += n


def with_meaning(problem: BadInput, name: str, text: str) -> BadInput:
    """The same problem; where a cell is another spelling of a word, with that word.

    >>> str(with_meaning(BadInput("is not one of master, doctorate"), "level", "PhD"))
    'is not one of master, doctorate; did you mean doctorate?'
    """
    meaning = None if name in DATES or "did you mean" in problem.remedy else Spellings().meaning(name, text)
    if meaning is None:
        return problem
    return BadInput(f"{problem.remedy}; did you mean {meaning.text}?", column=problem.column, value=problem.value)


def open_caseload(file: BinaryIO, name: str, on: int, world: World, mapping: Mapping[str, str | None] | None = None,
                  sheet: str | None = None, spellings: Spellings | None = None) -> Caseload:
    """A caseload from a file open for reading bytes (CSV, .xlsx, Parquet); BadInput where no row of it could be answered.

    on: the status date, days since 1970-01-01; world: law and schools of planner.plan.load_world; mapping: as in
    planner.caseload_header.read_header; sheet: of a workbook, by default the first that is not hidden; spellings:
    how cells are read that are not written as the planner writes them, by default not at all.
    """
    return caseload_in(open_table(file, name, sheet, not_read(mapping)), name, on, world, mapping, spellings)


def not_read(mapping: Mapping[str, str | None] | None) -> list[str]:
    """The headings of a mapping under which nobody looks."""
    return [heading for heading, fact in (mapping or {}).items() if fact is None]


def caseload_in(table: Table, name: str, on: int, world: World, mapping: Mapping[str, str | None] | None = None,
                spellings: Spellings | None = None) -> Caseload:
    """The same of a table that is open."""
    blocks = iter(table.blocks)
    first = next(blocks, None)
    header = read_header(first, name, mapping)
    return Caseload(name, header, _pieces(first, blocks), on, world, table.notes, table.serials_from, spellings=spellings)


def _pieces(first: Records, blocks: Iterator[Records]) -> Iterator[Records]:
    body = first[1:]
    body.broken, body.problems = first.broken, first.problems
    yield from body.pieces(ROWS)
    for block in blocks:
        yield from block.pieces(ROWS)


class _Piece:
    """One piece on its way: records become a table, the table becomes columns, and what cannot is kept as a problem."""

    def __init__(self, load: Caseload, piece: Records):
        self.load, self.piece = load, piece
        self.problems = [*piece.problems, *(load.bad(NEVER_CLOSED, line) for line in piece.broken)]

    def rows(self) -> Rows:
        table, lines = self._table()
        good = np.ones(len(lines), bool)
        columns = {name: self._column(name, table, lines, good) for name in ("school", *CODINGS)}
        cases, lines = _of_used_schools(_ids(table), self.load.slugs, columns)[good], lines[good]
        cases, lines = self._free_of_contradictions(cases, lines)
        return Rows(cases, lines, sorted(self.problems, key=lambda problem: problem.line))

    def days(self) -> Iterator[tuple[str, str]]:
        """The distinct texts of each column of days."""
        table, lines = self._table()
        for name in DATES if len(lines) else ():
            if name in table.column_names:
                yield from ((name, text) for text in table[name].chunk(0).dictionary.to_pylist())

    def _table(self) -> tuple[pa.Table, np.ndarray]:
        piece = self._utf8(self.piece)
        table, kept = self._parse(piece)
        return table.unify_dictionaries().combine_chunks(), piece.lines[kept]

    def _utf8(self, piece: Records) -> Records:
        if piece.data.isascii() or _decodes(piece.text):
            return piece
        readable = np.array([_decodes(piece[row:row + 1].text) for row in range(len(piece))])
        self.problems += [self.load.bad(NOT_UTF8, line) for line in piece.lines[~readable]]
        return piece[readable]

    def _parse(self, piece: Records) -> tuple[pa.Table, np.ndarray]:
        """A table and the records it holds. Where rows and records do not tally, halves are tried: one bad line costs
        one line.
        """
        ragged = []
        table = _read_table(piece.text, self.load.header.facts, ragged, piece.separator)
        if table is not None and table.num_rows + len(ragged) == len(piece):
            kept = np.ones(len(piece), bool)
            for row in ragged:
                kept[row.number - 1] = False
                self.problems.append(self._ragged(row, piece.lines[row.number - 1], piece.separator))
            return table, np.flatnonzero(kept)
        if len(piece) == 1:
            self.problems.append(self.load.bad("cannot be read as CSV; check its quotation marks", piece.lines[0]))
            return _read_table(b"", self.load.header.facts, []), np.zeros(0, int)
        half = len(piece) // 2
        (upper, above), (lower, below) = self._parse(piece[:half]), self._parse(piece[half:])
        return pa.concat_tables([upper, lower]), np.concatenate([above, below + half])

    def _ragged(self, row: pyarrow.csv.InvalidRow, line: int, separator: str) -> BadInput:
        return self.load.bad(f"has {counted(row.actual_columns, 'cell')} where the header has {row.expected_columns}; "
                             f"add or remove {SEPARATORS[separator]}, or quote a cell that holds one", line, value=shown(row.text))

    def _column(self, name: str, table: pa.Table, lines: np.ndarray, good: np.ndarray) -> np.ndarray:
        dtype = np.int16 if name == "school" else CODINGS[name].dtype
        if not len(lines):
            return np.zeros(0, dtype)
        if name not in table.column_names:
            return np.full(len(lines), self.load.code(name, ""), dtype)
        cells = table[name].chunk(0)
        texts, places = cells.dictionary.to_pylist(), cells.indices.to_numpy()
        codes = [self.load.code(name, text) for text in texts]
        if self.load.spellings:
            self.load.count(name, texts, np.bincount(places, minlength=len(texts)))
        bad = np.array([isinstance(code, BadInput) for code in codes])
        if bad.any():
            for row in np.flatnonzero(bad[places]):
                said = codes[places[row]]
                self.problems.append(self.load.bad(said.remedy, lines[row], said.column, said.value))
            good &= ~bad[places]
            codes = [0 if isinstance(code, BadInput) else code for code in codes]
        return np.array(codes, dtype)[places]

    def _free_of_contradictions(self, cases: Cases, lines: np.ndarray) -> tuple[Cases, np.ndarray]:
        good = np.ones(len(cases), bool)
        for row, column, value, remedy in contradictions(cases, self.load.on, self.load.world.law):
            self.problems.append(self.load.bad(remedy, lines[row], column, value))
            good[row] = False
        for row in doubtful_ends(cases, self.load.on, self.load.world.law).tolist():
            if good[row]:
                self.problems.append(self.load.bad(FAR_AWAY, lines[row], "program_end", str(to_date(cases.program_end[row]))))
        return (cases, lines) if good.all() else (cases[good], lines[good])


def _read_table(text: bytes, header: list[str], ragged: list, separator: str = ",") -> pa.Table | None:
    """Known columns as text, all but case_id as codes into their distinct texts; None where this is not CSV at all."""
    names = [column if column in FIELDS else f"{place}: not read" for place, column in enumerate(header)]
    known = [column for column in header if column in FIELDS]
    types = {column: TEXT if column == "case_id" else WORDS for column in known}
    if not text:
        return pa.table({column: pa.array([], kind) for column, kind in types.items()})

    def skip(row):
        ragged.append(row)
        return "skip"
    try:
        return pa.csv.read_csv(
            pa.py_buffer(text),
            pa.csv.ReadOptions(column_names=names, use_threads=False, block_size=len(text) + 1),
            pa.csv.ParseOptions(delimiter=separator, newlines_in_values=b'"' in text, invalid_row_handler=skip),
            pa.csv.ConvertOptions(column_types=types, include_columns=known, check_utf8=False, null_values=[],
                                  strings_can_be_null=False))
    except pa.ArrowInvalid:
        return None


def _ids(table: pa.Table) -> np.ndarray:
    given = "case_id" in table.column_names
    return table["case_id"].to_numpy(zero_copy_only=False) if given else np.full(table.num_rows, "", object)


def _of_used_schools(ids: np.ndarray, slugs: tuple[str, ...], columns: dict[str, np.ndarray]) -> Cases:
    used = np.unique(columns["school"])
    columns["school"] = np.searchsorted(used, columns["school"]).astype(np.int16)
    return Cases(ids, tuple(slugs[code] for code in used), columns)


def _decodes(text: bytes) -> bool:
    try:
        text.decode()
    except UnicodeDecodeError:
        return False
    return True
