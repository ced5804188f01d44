"""The commands that read or write tables; loaded only for them, because one case needs no library of tables.

Each returns the exit status. BadInput where nothing can be answered at all.
"""
from __future__ import annotations

from pathlib import Path

from planner.calendar_effect import Effect, with_calendar
from planner.calendar_import import read_calendar
from planner.calendar_text import effect_on, known_school, moved_in_words, news, preview, save_calendar
from planner.caseload import MOST_LISTED, Summary, answer_file, errors_path
from planner.compare import distinct, scenario
from planner.compare_file import compare_file, said
from planner.days import to_date
from planner.errors import BadInput
from planner.export.caseload_ics import Calendar
from planner.on_dask import answer_on_dask
from planner.post_file import answer_jobs
from planner.screen import ANSWERED, NOT_ANSWERED, SOME_BAD, bar, complain, progress, say
from planner.what_if import WhatIf
from planner.words import counted
from planner.world import World
from planner.write_results import is_special

MOST_SAID, MOST_MOVES = 10, 40      # of a calendar: lines of what is wrong, and of what moves


def answer_caseload(cases: Path, out: Path, on: int, world: World, assumptions: list[str], sheet: str | None,
                    ics: Path | None, with_ids: bool) -> int:
    """A caseload into one file, and into a calendar file where one is asked for."""
    calendar = None if ics is None else Calendar(ics, with_ids)
    with progress(cases) as told:
        summary = answer_file(cases, out, on, world, told, calendar=calendar, sheet=sheet)
    for note in summary.notes:
        complain(f"{cases}: {note}")
    return _told(summary, out, "case", [*_assumed(assumptions), *([] if ics is None else [f"Deadlines in {ics}"])])


def answer_caseload_on_dask(cases: Path, out: Path, on: int, world: World, assumptions: list[str], scheduler: str | None) -> int:
    """The same in parts, by worker processes."""
    with bar() as drawn:
        task = drawn.add_task("Answering") if drawn else None
        summary = answer_on_dask(cases, out, on, world, scheduler,
                                 lambda done, of: drawn.update(task, completed=done, total=of) if drawn else None)
    for line in [*summary.notes, *summary.listed]:
        complain(line)
    return _ended(summary, f"{counted(summary.answered, 'case')} answered in {out}", _assumed(assumptions), out / "*.errors.csv")


def answer_table_of_jobs(jobs: Path, out: Path, on: int, world: World, assumptions: list[str]) -> int:
    """When to post each job of a table."""
    with progress(jobs) as told:
        summary = answer_jobs(jobs, out, on, world, told)
    for note in summary.notes[:MOST_LISTED]:
        complain(f"{jobs}: {note}")
    return _told(summary, out, "job", _assumed(assumptions))


def compare_caseload(cases: Path, out: Path, on: int, world: World, specs: list[WhatIf], sheet: str | None) -> int:
    """Who is moved by which what-if."""
    result = compare_file(cases, out, distinct([scenario(spec, world, on) for spec in specs]), on, world, sheet=sheet)
    for note in result.notes:
        complain(f"{cases}: {note}")
    for problem in result.problems[:MOST_LISTED]:
        complain(problem)
    if not is_special(out):
        say("\n".join([f"{counted(result.cases, 'case')} compared in {out}", *(said(*one) for one in result.changes)]) + "\n")
    return SOME_BAD if result.problems else ANSWERED


def look_at_calendar(school: str, file: Path, on: int, world: World, cases: Path | None, save: bool) -> int:
    """What a registrar's file says, the news first, then whom it moves; what is wrong with it; kept where that is asked for."""
    known = known_school(school, world)
    imported = read_calendar(file, to_date(on))
    found = None
    if imported.usable and cases is not None:
        found = effect_on(cases, on, world, with_calendar(world, school, imported.facts))
    say("\n".join([news(imported, known), *(_moved(found) if found else []), *preview(imported, known)]) + "\n")
    _complain_briefly([*imported.problems, *(finding.problem for finding in imported.findings)], file)
    if not imported.usable:
        raise BadInput("gives no calendar that can be used; correct what is listed above", file=str(file))
    if found:
        _complain_briefly(found.bad, cases)
    if save:
        say(f"\nKept in {save_calendar(known, imported.facts)}\n")
    return SOME_BAD if imported.problems or (found and found.bad) else ANSWERED


def _moved(found: Effect) -> list[str]:
    """Of how many cases which move, and how."""
    more = len(found.moves) - MOST_MOVES
    return [f"{moved_in_words(found.moves).rstrip(':.')}, of {counted(found.cases, 'case')}.",
            *(f"  {move}" for move in found.moves[:MOST_MOVES]), *([f"  and {more:,} more"] if more > 0 else [])]


def _complain_briefly(problems: list[BadInput], file: Path) -> None:
    for problem in problems[:MOST_SAID]:
        complain(problem)
    if len(problems) > MOST_SAID:
        complain(f"{file}: and {len(problems) - MOST_SAID:,} more like these")


def _assumed(assumptions: list[str]) -> list[str]:
    return [f"What if: {one}" for one in assumptions]


def _told(summary: Summary, out: Path, thing: str, more: list[str]) -> int:
    """What became of a table, said on the screen."""
    for problem in summary.listed:
        complain(problem)
    if summary.problems > len(summary.listed):
        complain(f"and {summary.problems - len(summary.listed):,} more in {errors_path(out)}")
    answered = "" if is_special(out) else f"{counted(summary.answered, thing)} answered in {out}"
    return _ended(summary, answered, more, errors_path(out))


def _ended(summary: Summary, answered: str, more: list[str], errors: Path) -> int:
    """The last lines, unless the answers themselves go to the screen; the exit status."""
    if not summary.answered:
        return NOT_ANSWERED
    if answered:
        listed = [f"{counted(summary.problems, 'problem')} listed in {errors}"] if summary.problems else []
        say("\n".join([answered, *more, *listed]) + "\n")
    return SOME_BAD if summary.problems else ANSWERED
