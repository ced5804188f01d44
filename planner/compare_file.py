"""A caseload file compared under several what-ifs into one file of changes."""
from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from planner.caseload import errors_path, keep_apart, opened
from planner.changes_file import changes_into
from planner.compare import Changes, Scenario, compared
from planner.days import to_date
from planner.errors import BadInput
from planner.export.results import kind_of
from planner.facts import contradictions
from planner.queue import queue_of_cases
from planner.whole_caseload import WholeCaseload, read_whole
from planner.words import counted
from planner.world import World
from planner.write_changes import change_rows
from planner.write_results import ERROR_COLUMNS, errors_csv, header_line, written_whole


@dataclass
class Compared:
    """What became of a comparison: cases read, the changes of each scenario, every problem, and what of the file was read."""
    cases: int
    changes: list[tuple[Scenario, Changes]] = field(default_factory=list)
    problems: list[BadInput] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def compare_file(source: str | Path, out: str | Path, scenarios: list[Scenario], on: int, world: World,
                 progress: Callable[[int], None] = lambda _cases: None, sheet: str | None = None) -> Compared:
    """Every case of `source` that a scenario changes, written to `out`; problems go to errors_path(out).

    on, world: what the scenarios are compared with; sheet: of a workbook. The kind of `out` is told by its ending. BadInput when
    nothing can be read or written.
    """
    keep_apart(source, out, errors_path(out))
    kind_of(out)                            # before the work
    with opened(source) as file:
        load = read_whole(file, str(source), on, world, progress, sheet=sheet)
    before = queue_of_cases(load.cases, on, world)
    result = Compared(len(load.cases), [(one, compared(load.cases, before, one)) for one in scenarios], list(load.problems),
                      load.notes)
    result.problems += [problem for one in scenarios for problem in left_out(load, one)]
    with written_whole(errors_path(out)) as errors, written_whole(out) as draft, changes_into(draft.file, out) as write:
        for one, change in result.changes:
            write(one.title, change_rows(one.title, load.cases.case_id, load.lines, change))
        errors.write(header_line(ERROR_COLUMNS) + errors_csv(result.problems))
        errors.wanted = bool(result.problems)
    return result


def left_out(load: WholeCaseload, one: Scenario) -> Iterator[BadInput]:
    """The cases that cannot be planned on a scenario's status date, each with its reason."""
    for row, column, value, remedy in contradictions(load.cases, one.on, one.world.law):
        yield BadInput(f"{remedy} (left out of “{one.title}”, which is planned on {to_date(one.on)})", file=load.name,
                       line=int(load.lines[row]), column=column, value=value)


def said(one: Scenario, changes: Changes) -> str:
    """One scenario in a sentence.

    >>> from planner.cases import Cases
    >>> from planner.compare import scenario
    >>> from planner.days import day
    >>> from planner.what_if import WhatIf
    >>> from planner.world import load_world
    >>> facts = {"status": "F-1", "program_start": "2025-08-25", "program_end": "2027-05-14", "offer_start": "2026-12-09"}
    >>> cases = Cases.of([facts])
    >>> slow = scenario(WhatIf(title="slow", schools={"generic": {"lead_time": {"cpt": 15}}}), load_world(), day("2026-11-22"))
    >>> said(slow, compared(cases, queue_of_cases(cases, day("2026-11-22"), load_world()), slow))
    'slow: 1 newly misses the start, 0 newly make it, 1 case changes, the work starts up to 5 days later'
    """
    missed, made, changed = (int(np.sum(rows)) for rows in (changes.newly_missed, changes.newly_made, changes.changed))
    hurried = int(changes.newly_hurried.sum())
    faster = [f"{hurried:,} newly in time only with a faster answer of the office"] if hurried else []
    longest = int(changes.days.max(initial=0))
    counts = (f"{missed:,} newly miss{'es' if missed == 1 else ''} the start", *faster,
              f"{made:,} newly make{'s' if made == 1 else ''} it",
              f"{changed:,} case{' changes' if changed == 1 else 's change'}")
    return f"{one.title}: {', '.join(counts)}" + (f", the work starts up to {counted(longest, 'day')} later" if longest > 0 else "")
