"""A calendar that somebody brings, for a terminal: its terms in a table, the cases it moves, and the file it is kept in."""
from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from planner.calendar_check import check
from planner.calendar_effect import Effect, Move, effect, merged
from planner.calendar_import import Imported
from planner.cells import meant
from planner.days import to_date
from planner.errors import BadInput
from planner.plan_text import aligned, written
from planner.read_caseload import open_caseload
from planner.schools import CALENDARS, GENERIC, School
from planner.term_facts import Fact, facts_csv
from planner.terms import Term
from planner.toml_file import unreadable
from planner.words import counted
from planner.world import World
from planner.write_results import written_whole

TITLES = ("term", "kind", "starts", "add by", "ends", "breaks", "so far")


def known_school(slug: str, world: World) -> School:
    """The school of a short name; the generic one has no terms."""
    if slug == GENERIC or slug not in world.schools:
        others = [one for one in world.schools if one != GENERIC]
        raise BadInput("is not a school with a calendar" + meant(slug, others), value=slug)
    return world.schools[slug]


def preview(imported: Imported, school: School) -> list[str]:
    """The terms of a file beside what the planner knew of them, and the events that nobody understood."""
    before = {term.name: term for term in school.terms.terms}
    rows = [_row(term, before.get(term.name)) for term in imported.terms]
    lines = [f"{school.name}: {counted(len(rows), 'term')} in the file", *aligned([TITLES, *rows])]
    if imported.not_understood:
        lines += ["", "Not understood, and not used:"]
        lines += [f"  line {event.line}: {event.first} {event.summary}" for event in imported.not_understood]
    return lines


def _row(term: Term, before: Term | None) -> tuple[str, ...]:
    breaks = ", ".join(f"{to_date(first)} to {to_date(last)}" for first, last in term.breaks)
    known = "new" if before is None else before.status + _differs(term, before)
    add_by = "" if term.add_deadline is None else written(to_date(term.add_deadline))
    return term.name, term.kind, written(to_date(term.start)), add_by, written(to_date(term.end)), breaks, known


def _differs(term: Term, before: Term) -> str:
    shifts = [f"{name} {counted(abs(n), 'day')} {'later' if n > 0 else 'earlier'}" for name, n in
              (("starts", term.start - before.start), ("ends", term.end - before.end)) if n]
    return f"; {', '.join(shifts)}" if shifts else ", the same"


def moved_in_words(found: list[Move]) -> str:
    """How many cases move.

    >>> moved_in_words([])
    'No case moves.'
    """
    n = len({move.case_id for move in found})
    return "No case moves." if not n else f"{counted(n, 'case')} {'moves' if n == 1 else 'move'}:"


def effect_on(path: Path, on: int, before: World, after: World) -> Effect:
    """What another calendar does to the caseload of a file."""
    try:
        file = path.open("rb")
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from None
    with file:
        return effect(open_caseload(file, str(path), on, before), on, before, after)


def calendar_csv(school: School, facts: Iterable[Fact]) -> str:
    """The school's calendar file with these facts in place of what it had for the same terms; BadInput where the two clash."""
    kept = merged(school.known_facts, list(facts))
    for finding in check(kept, f"{school.slug}.csv"):
        if finding.stops:
            raise finding.problem
    return facts_csv(kept)


def save_calendar(school: School, facts: Iterable[Fact], folder: Path | None = None) -> Path:
    """Write calendar_csv into its folder; whole, or not at all."""
    path = (folder or CALENDARS) / f"{school.slug}.csv"
    text = calendar_csv(school, facts)
    with written_whole(path) as draft:
        draft.write(text.encode())
    return path
