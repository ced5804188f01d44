"""A calendar that somebody brings, for a terminal: its terms in a table, the cases it moves, and the file it is kept in."""
from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from planner.calendar_check import check
from planner.calendar_effect import Effect, Move, effect, merged
from planner.calendar_import import Imported
from planner.cells import meant, shown
from planner.days import day, to_date
from planner.errors import BadInput
from planner.plan_text import aligned, in_terminal, written
from planner.read_caseload import open_caseload
from planner.schools import CALENDARS, GENERIC, School
from planner.term_facts import Fact, facts_csv
from planner.terms import Term
from planner.toml_file import unreadable
from planner.words import counted, long_day
from planner.world import World
from planner.write_results import written_whole

TITLES = ("term", "kind", "starts", "add by", "ends", "breaks", "so far")


def known_school(slug: str, world: World) -> School:
    """The school of a short name; the generic one has no terms."""
    if slug == GENERIC or slug not in world.schools:
        others = [one for one in world.schools if one != GENERIC]
        raise BadInput("is not a school with a calendar" + meant(slug, others), value=slug)
    return world.schools[slug]


def news(imported: Imported, school: School) -> str:
    """What a file says that the planner did not know, in a sentence or two."""
    before = {term.name: term for term in school.terms.terms}
    said = [one for term in imported.terms if (one := _news(term, before.get(term.name)))]
    terms = "; ".join(said) or "nothing new about its terms"
    closed = _closed(imported)
    more = len([when for when in closed if when not in school.closures])
    shut = f" {counted(len(closed), 'closed day')}, {more or 'none'} of them new." if closed else ""
    return f"{school.name}: {terms}. {counted(len(imported.terms), 'term')} in the file.{shut}"


def _news(term: Term, before: Term | None) -> str:
    if before is None:
        return f"{term.name} is new"
    shifts = _shifts(term, before)
    return f"{term.name} {' and '.join(shifts)}" if shifts else ""


def preview(imported: Imported, school: School) -> list[str]:
    """The terms of a file beside what the planner knew of them, its closed days, and the events that nobody understood."""
    before = {term.name: term for term in school.terms.terms}
    rows = [_row(term, before.get(term.name)) for term in imported.terms]
    lines = [""] + aligned([TITLES, *rows]) if rows else []
    closed = closed_in_words(imported)
    lines += ["", in_terminal(closed)] if closed else []
    if imported.not_understood:
        lines += ["", "Not understood, and not used:"]
        lines += [f"  line {event.line}: {event.first} {shown(event.summary)}" for event in imported.not_understood]
    return lines


def closed_in_words(imported: Imported) -> str:
    """The days on which the offices are closed, empty where the file names none."""
    spans = [_span(first, last) for first, last in _stretches(_closed(imported))]
    return f"Offices closed: {'; '.join(spans)}" if spans else ""


def _closed(imported: Imported) -> list[int]:
    """The days on which a file says the offices are closed."""
    return sorted({day(fact.date) for fact in imported.facts if fact.event == "closure"})


def _stretches(days: list[int]) -> list[tuple[int, int]]:
    """Days as stretches, a weekend between two of them left in.

    >>> [(str(to_date(a)), str(to_date(b))) for a, b in _stretches([day("2026-12-24"), day("2026-12-25"), day("2026-12-28")])]
    [('2026-12-24', '2026-12-28')]
    """
    found: list[tuple[int, int]] = []
    for when in days:
        joins = found and (when - found[-1][1] == 1 or (when - found[-1][1] == 3 and to_date(when).weekday() == 0))
        found[-1:] = [(found[-1][0], when)] if joins else [*found[-1:], (when, when)]
    return found


def _span(first: int, last: int) -> str:
    days = long_day(to_date(first))
    return days if first == last else f"{days} to {long_day(to_date(last))}"


def _row(term: Term, before: Term | None) -> tuple[str, ...]:
    breaks = ", ".join(in_terminal(_span(first, last)) for first, last in term.breaks)
    known = "new" if before is None else before.status + _differs(term, before)
    add_by = "" if term.add_deadline is None else written(to_date(term.add_deadline))
    return term.name, term.kind, written(to_date(term.start)), add_by, written(to_date(term.end)), breaks, known


def _differs(term: Term, before: Term) -> str:
    shifts = _shifts(term, before)
    return f"; {', '.join(shifts)}" if shifts else ", the same"


def _shifts(term: Term, before: Term) -> list[str]:
    return [f"{name} {counted(abs(n), 'day')} {'later' if n > 0 else 'earlier'}" for name, n in
            (("starts", term.start - before.start), ("ends", term.end - before.end)) if n]


def cases_that_move(found: list[Move]) -> int:
    """How many cases move, however many of them share a name, and on however many routes each does."""
    return len({(move.line, move.case_id) for move in found})


def moved_in_words(found: list[Move]) -> str:
    """How many cases move.

    >>> moved_in_words([])
    'No case moves.'
    """
    n = cases_that_move(found)
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
