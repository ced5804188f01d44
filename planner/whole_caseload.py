"""A caseload read to its end into memory, for those who look at all of it at once: a page, a comparison."""
from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

import numpy as np

from planner.cases import Cases
from planner.errors import BadInput
from planner.read_caseload import Caseload, open_caseload
from planner.spellings import Spellings
from planner.world import World


@dataclass(frozen=True, eq=False)
class WholeCaseload:
    """All good cases of a file, the line of each, what could not be used, and notes on what of the file was read."""
    name: str
    cases: Cases
    lines: np.ndarray
    problems: list[BadInput]
    notes: list[str] = field(default_factory=list)
    read_as: Counter = field(default_factory=Counter)   # cells of (fact, how it was read)
    left_out: int = 0                   # lines of the file that could not be used


def read_whole(file: BinaryIO, name: str, on: int, world: World,
               progress: Callable[[int], None] = lambda _cases: None, mapping: Mapping[str, str | None] | None = None,
               sheet: str | None = None, spellings: Spellings | None = None) -> WholeCaseload:
    """A caseload from a file open for reading bytes; BadInput where no case of it can be answered.

    on: the status date, days since 1970-01-01; progress: told how many cases have been read; mapping, sheet and spellings: as in
    planner.read_caseload.open_caseload.
    """
    return whole(open_caseload(file, name, on, world, mapping, sheet, spellings), progress)


def whole(load: Caseload, progress: Callable[[int], None] = lambda _cases: None) -> WholeCaseload:
    """The same of a caseload that is open."""
    parts, lines, problems, read = [], [], list(load.problems), 0
    for rows in map(load.read, load.pieces):
        problems += sorted(rows.problems + load.repeated(rows), key=lambda problem: problem.line)
        read += len(rows.cases)
        if len(rows.cases):
            parts.append(rows.cases)
            lines.append(rows.lines)
        progress(read)
    if not parts:
        raise nothing_usable(load.name, problems)
    answered = np.concatenate(lines)
    left_out = len({problem.line for problem in problems[len(load.problems):]} - set(answered.tolist()))
    return WholeCaseload(load.name, Cases.joined(parts), answered, problems, load.notes, load.read_as, left_out)


def nothing_usable(name: str, problems: list[BadInput]) -> BadInput:
    """What to say of a file without one good case: its first problem, or that it is empty."""
    rows = [problem for problem in problems if problem.line and problem.line > 1]
    if rows:
        return BadInput(f"{rows[0].remedy}; no line of the file can be used", file=name, line=rows[0].line,
                        column=rows[0].column, value=rows[0].value)
    return BadInput("has a header and no cases; write one case on each line below it", file=name)
