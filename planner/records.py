"""A CSV file as pieces of whole records, each with the line it begins on: flat memory, however long the file is.

A record is one line, or several where a quoted cell holds line breaks. Only lines with an odd number of quotation marks
can begin or end such a cell, so only they are looked at one by one.
"""
from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

import numpy as np

from planner.errors import BadInput

BLOCK = 8 << 20                 # bytes read at once
LONGEST_RECORD = 1000           # lines: a quotation mark open for longer was never meant to be
LONGEST_LINE = 32 << 20         # bytes
SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs"}
MOST_COLUMNS = 1000
LEAST_HEADINGS = 3              # a line with fewer cells is a title: every case needs three facts
TITLES = 20                     # lines that may stand above the headings
LOOKED_AT = 1 << 20             # bytes that tell which line ends a file has
NEWLINE, QUOTE = b"\n\""
BLANKS = b" \r\n" + "".join(SEPARATORS).encode()
NO_ENTRY = np.frombuffer(BLANKS, np.uint8)
NEVER_CLOSED = "has a quotation mark that is never closed; close it or delete it"


@dataclass
class Records:
    """Whole records: their bytes, where each starts and ends in them, its line; and the lines that are no record.

    broken: lines with a quotation mark that is never closed; problems: others that the file's format knows of; at: where in the
    file the bytes begin; separator: the character between cells.
    """
    data: bytes
    starts: np.ndarray
    ends: np.ndarray
    lines: np.ndarray
    broken: list[int] = field(default_factory=list)
    problems: list[BadInput] = field(default_factory=list)
    at: int = 0
    separator: str = ","

    def __len__(self) -> int:
        return len(self.starts)

    def __getitem__(self, rows: slice) -> Records:
        """Some of the records, without a copy of the bytes."""
        return Records(self.data, self.starts[rows], self.ends[rows], self.lines[rows], at=self.at, separator=self.separator)

    @property
    def text(self) -> bytes:
        """The bytes of these records."""
        return b"".join(self.data[a:b] for a, b in self._runs())

    def _runs(self) -> Iterator[tuple[int, int]]:
        """Stretches of bytes without a gap: a broken line between two records is left out."""
        if len(self):
            gaps = np.flatnonzero(self.starts[1:] != self.ends[:-1]) + 1
            for a, b in zip([0, *gaps], [*gaps, len(self)], strict=True):
                yield int(self.starts[a]), int(self.ends[b - 1])

    def pieces(self, most: int) -> Iterator[Records]:
        """The same records in pieces of at most so many; the lines that are no record go with the first."""
        for first in range(0, max(len(self), bool(self.broken or self.problems)), most):
            piece = self[first:first + most]
            if first == 0:
                piece.broken, piece.problems = self.broken, self.problems
            yield piece


def below_titles(blocks: Iterator[Records], line: int) -> Iterator[Records]:
    """The same blocks from the line of the headings on."""
    for block in blocks:
        below = block[int(np.searchsorted(block.lines, line)):]
        below.broken, below.problems = [one for one in block.broken if one >= line], block.problems
        if len(below) or below.broken:
            yield below
        line = 0


def titles_not_read(lines: Iterable[int]) -> list[str]:
    """What to say of the lines above the headings."""
    said = ", ".join(map(str, lines))
    return [f"taken for a title and not read: line {said}"] if said else []


def cells_of(text: str, line: int = 1, separator: str = ",") -> list[str]:
    """The cells of one record, trimmed; BadInput where they cannot be told apart.

    >>> cells_of('status, visa')
    ['status', 'visa']
    """
    try:
        return [cell.strip() for cell in next(csv.reader(io.StringIO(text.rstrip("\r\n")), delimiter=separator), [])]
    except csv.Error:
        raise BadInput("is no line of column names; save the table as CSV UTF-8", line=line) from None


class UnixLines:
    """A file with the line ends of an old Macintosh, read as if they were those of today."""

    def __init__(self, file: BinaryIO):
        self.file = file

    def read(self, size: int) -> bytes:
        return self.file.read(size).replace(b"\r", b"\n")


def with_known_line_ends(file: BinaryIO) -> BinaryIO | UnixLines:
    """The file as `records` reads it, told by its first bytes; it must be possible to wind it back."""
    first = file.read(LOOKED_AT)
    file.seek(-len(first), io.SEEK_CUR)
    return UnixLines(file) if b"\r" in first and b"\n" not in first else file


def records(file: BinaryIO, first_line: int = 1, block: int = BLOCK, separator: str = ",") -> Iterator[Records]:
    r"""Whole records of a CSV file that is open for reading bytes, a block at a time; lines without an entry are left out.

    >>> import io
    >>> [piece] = records(io.BytesIO(b'a,1\n"b\nc",2\nd,3\n'))
    >>> piece.lines.tolist(), piece[2:].text
    ([1, 2, 4], b'd,3\n')
    """
    rest, line, at = b"", first_line, 0
    while True:
        more = file.read(block)
        data, at_end = rest + more, not more
        piece, used, passed = _split(data, line, at_end, separator)
        piece.at = at
        if len(piece) or piece.broken:
            yield piece
        rest, line, at = data[used:], line + passed, at + used
        if at_end:
            return
        if len(rest) > LONGEST_LINE:
            raise BadInput(f"is longer than {LONGEST_LINE >> 20} MB; a caseload has one case on each line", line=line)


def _split(data: bytes, first_line: int, at_end: bool, separator: str) -> tuple[Records, int, int]:
    """The whole records in some bytes, how many bytes they use and how many lines."""
    codes = np.frombuffer(data, np.uint8)
    ends = np.flatnonzero(codes == NEWLINE) + 1
    if at_end and (not len(ends) or ends[-1] < len(data)):
        ends = np.append(ends, len(data))
    starts = np.concatenate([[0], ends[:-1]])[:len(ends)]
    begins = np.ones(len(ends), bool)
    broken: list[int] = []
    whole = len(ends)
    if b'"' in data:
        whole = _join_quoted(data, codes, starts, ends, begins, broken, at_end, separator)
    first = np.flatnonzero(begins[:whole])
    last = np.append(first[1:], whole)[:len(first)] - 1
    kept = _not_blank(data, codes, starts[first], ends[last])
    kept[np.isin(first, broken)] = False
    piece = Records(data, starts[first][kept], ends[last][kept], first[kept] + first_line,
                    [first_line + line for line in broken], separator=separator)
    return piece, int(ends[whole - 1]) if whole else 0, whole


def _not_blank(data, codes, starts, ends):
    """Which records hold an entry: a line with nothing but separators, as a spreadsheet leaves under its last row, has none."""
    kept = np.full(len(starts), len(codes) > 0)
    maybe = np.flatnonzero(np.isin(codes[starts[kept]], NO_ENTRY))
    kept[maybe] = [bool(data[a:b].strip(BLANKS)) for a, b in zip(starts[maybe].tolist(), ends[maybe].tolist(), strict=True)]
    return kept


def _join_quoted(data, codes, starts, ends, begins, broken, at_end, separator) -> int:
    """Mark lines that continue a quoted cell; returns the number of lines that form whole records."""
    quotes = np.flatnonzero(codes == QUOTE)
    odd = np.flatnonzero(np.diff(np.searchsorted(quotes, np.append(0, ends))) % 2)
    passed = -1
    for line in odd.tolist():
        if line <= passed:
            continue
        stretch = min(line + LONGEST_RECORD, len(ends))
        length = _lines_of_record(data, starts[line:stretch], ends[line:stretch], separator)
        if length:
            begins[line + 1:line + length] = False
            passed = line + length - 1
        elif at_end or stretch < len(ends):
            broken.append(line)
        else:
            return line             # the cell may close in the next block
    return len(ends)


def _lines_of_record(data, starts, ends, separator) -> int:
    """How many lines the record takes that begins on the first of these; 0 where its quotation is never closed."""
    lines = (data[a:b].decode("latin-1") for a, b in zip(starts.tolist(), ends.tolist(), strict=True))
    reader = csv.reader(lines, delimiter=separator, strict=True)
    try:
        next(reader)
    except csv.Error:
        return 0
    return reader.line_num
