"""How a CSV file is written: which character stands between its cells, and on which line its headings are.

Told by the headings themselves, never by the rows: the line that names the facts every case needs settles both. A file that
leaves two readings is read with commas from its first line, and what is then missing is said.
"""
from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from planner.case import REQUIRED
from planner.mapping import known_fact
from planner.records import LEAST_HEADINGS, SEPARATORS, TITLES

Line = tuple[int, list[str]]


@dataclass(frozen=True)
class Dialect:
    """The character between cells, the line of the headings, and the lines above it that hold a title."""
    separator: str = ","
    line: int = 1
    titles: tuple[int, ...] = ()


def dialect_of(first: bytes) -> Dialect:
    r"""The dialect of a CSV file, told by its first bytes.

    >>> dialect_of(b"Students of fall 2026\nvisa;program start;program end\n")
    Dialect(separator=';', line=2, titles=(1,))
    >>> dialect_of(b"status,program_start,program_end\n")
    Dialect(separator=',', line=1, titles=())
    """
    text = first.decode("utf-8-sig", errors="replace").replace("\r\n", "\n").replace("\r", "\n")
    lines = {separator: list(_lines(text, separator)) for separator in SEPARATORS}
    if not lines[","]:
        return Dialect()
    whole = [(line, separator) for separator, found in lines.items() for line, cells in found if set(REQUIRED) <= _facts(cells)]
    line, separator = min(whole) if whole else next(_by_itself(lines), (lines[","][0][0], ","))
    return Dialect(separator, line, tuple(above for above, _ in lines[separator] if above < line))


def _lines(text: str, separator: str) -> Iterator[Line]:
    """The first lines that hold anything: the number and the cells of each."""
    reader = csv.reader(io.StringIO(text), delimiter=separator)
    found, line = 0, 1
    try:
        for cells in reader:
            if cells:
                yield line, cells
                found += 1
            if found > TITLES:
                return
            line = reader.line_num + 1
    except csv.Error:           # no table, and whoever reads it says why
        return


def _facts(cells: list[str]) -> set[str]:
    return {fact for cell in cells if (fact := known_fact(cell))}


def _separator(headings: dict[str, list[str]]) -> str:
    """The one that leaves most headings known; where none is known to any, the only one that stands in the line."""
    known = {separator: len(_facts(cells)) for separator, cells in headings.items()}
    if not any(known.values()):
        known = {separator: len(cells) > 1 for separator, cells in headings.items()}
    most = [separator for separator, n in known.items() if n == max(known.values())]
    return most[0] if len(most) == 1 else ","


def _by_itself(lines: dict[str, list[Line]]) -> Iterator[tuple[int, str]]:
    """Lines that may be headings though not every fact is known by them: one is known, or there are as many as a case needs."""
    by_line = {separator: dict(found) for separator, found in lines.items()}
    for line, _ in lines[","]:
        cells = {separator: found[line] for separator, found in by_line.items() if line in found}
        if any(_facts(one) or len(one) >= LEAST_HEADINGS for one in cells.values()):
            yield line, _separator(cells)
