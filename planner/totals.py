"""The totals of a case from its history: what the case states and what the history adds up to, and where the two disagree."""
from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from pathlib import Path

from planner.cases import Cases, check_case, contradictions_of
from planner.counters import Counter, counters, cpt_year_is_full, of_this_level
from planner.days import day
from planner.errors import BadInput
from planner.history import Ead, History
from planner.history_check import Finding, check_history, finding
from planner.history_file import HistoryFile
from planner.law import Law
from planner.world import World

COUNTED = {"cpt_full_time_days": "full-time CPT", "opt_days_used": "OPT", "at_days_used": "Academic Training",
           "unemployed_days": "unemployment"}


@dataclass(frozen=True)
class HistoryCase:
    """A history as one case (a batch of one), its counters, and everything in it that contradicts something else."""
    history: History
    cases: Cases
    counters: dict[str, Counter]
    findings: tuple[Finding, ...]


def case_of_history(history: History, on: int, world: World) -> HistoryCase:
    """The case that a history makes on a status date; BadInput for a fact that cannot stand at all.

    A total that is not given is the history's. One that is given and differs is named, and the larger of the two is used.

    >>> from planner.history import history_of
    >>> from planner.world import load_world
    >>> history = history_of({"status": "F-1", "program_start": "2025-08-25", "program_end": "2027-05-14",
    ...                       "cpt_full_time_days": 80}, {"cpt": [{"from": "2026-06-01", "to": "2026-08-14", "full_time": True}]})
    >>> made = case_of_history(history, day("2026-11-22"), load_world())
    >>> int(made.cases.cpt_full_time_days[0]), made.findings[0].says
    (80, 'cpt_full_time_days is given as 80, and the history has 75 days of full-time CPT; the planner uses 80.')
    """
    counted_up = counters(history, world.law)
    totals = totals_of(history, counted_up, on, world.law)
    findings = [_disagree(name, getattr(history.case, name), total, world) for name, total in totals.items()
                if name in history.facts and getattr(history.case, name) != total]
    facts = {**_offer(history), **_card(history, on), **history.facts}
    facts |= {name: max(total, getattr(history.case, name)) for name, total in totals.items()}
    return HistoryCase(history, check_case(facts, on, world), counted_up, (*findings, *check_history(history, on, world)))


def read_case_of_history(path: str | Path, on: int, world: World) -> HistoryCase:
    """A case file with or without lists; BadInput names file and line. on and world: as above."""
    file = HistoryFile.read(path)
    with file.located():
        try:
            history = file.history(world.schools)
        except BadInput as error:
            error.others += contradictions_of(file.facts, [error, *error.others], on, world)
            raise
        return case_of_history(history, on, world)


def totals_of(history: History, counted_up: dict[str, Counter], on: int, law: Law) -> dict[str, int]:
    """The totals of a case that the lists of a history give; none for an empty list.

    CPT and Academic Training count as authorized. A card for OPT before graduation counts whole, as its days do not come
    back, and one after graduation up to the status date. Twelve calendar months of full-time CPT count as the year that
    closes OPT even where they are fewer days. Half days are rounded up.
    """
    totals = {}
    if "cpt" in counted_up:
        year = law.number("cpt.year_bars_opt", on=on) if cpt_year_is_full(counted_up["cpt"], law) else 0
        totals["cpt_full_time_days"] = max(ceil(counted_up["cpt"].in_all), year)
    if "opt" in counted_up:
        last_before = max((day(card.end) for card in _of_level(history) if card.category == "opt_pre"), default=on)
        totals["opt_days_used"] = ceil(counted_up["opt"].by(max(on, last_before)))
    if "unemployment" in counted_up:
        totals["unemployed_days"] = ceil(counted_up["unemployment"].by(on))
    if "at" in counted_up:
        totals["at_days_used"] = ceil(counted_up["at"].in_all)
    return totals


def _of_level(history: History) -> list[Ead]:
    return of_this_level(history.ead, history.program[0])


def _disagree(name: str, given: int, total: int, world: World) -> Finding:
    return finding("total_differs", world, name=name, given=f"{given:,}", total=f"{total:,}", what=COUNTED[name],
                   used=f"{max(given, total):,}")


def _card(history: History, on: int) -> dict[str, object]:
    """The card of the case: of those in the history the last one granted; J-1 cards are a contradiction of their own."""
    if not history.ead or history.case.status != "F-1" or history.case.ead_end:
        return {}
    card = max(history.ead, key=lambda card: (card.start, card.end))
    return {"ead_category": card.category, "ead_start": card.start, "ead_end": card.end}


def _offer(history: History) -> dict[str, object]:
    """The offer of the case: the first of several, where none is given outside the list."""
    if not history.offer:
        return {}
    return {name: getattr(history.offer[0], name) for name in history.offer[0].model_fields_set if name != "employer"}
