"""Reasons and cautions of one case in plain sentences, each with its citation."""
from __future__ import annotations

from planner.answer import Answer
from planner.row import Row
from planner.schools import Source
from planner.slots import Slots
from planner.views import Note
from planner.words import by_route, long_day, words

OF_J1 = {"on_campus.hours_in_session": "on_campus.j1_hours", "on_campus.ends_with_program": "on_campus.j1_authorization",
         "on_campus.needs_offer_on_campus": "on_campus.j1_authorization"}
ASKS_THE_OFFICE = ("cpt", "opt_pre", "opt_post", "opt_stem", "at", "hardship", "intl_org")


def cite(row: Row, rule: str) -> str:
    """Where a rule, a lead time or a processing figure is written."""
    if rule in row.law.rules:
        return row.law.cite(rule, row.plan.on)
    if rule.startswith("lead_time."):
        return row.school.lead_time[rule.removeprefix("lead_time.")].source.source
    if rule.startswith("hiring."):
        return row.world.hiring.steps[rule].source.source
    figure = row.world.processing.figures.get(rule)
    return figure.source if figure else ""


def reason_notes(row: Row, answer: Answer, to: str = "student") -> list[Note]:
    """Why a route is closed, said to a student or to a host."""
    return [_note(row, answer, "reason", code, to) for code in row.reasons(answer)]


def caution_notes(row: Row, answer: Answer, to: str = "student") -> list[Note]:
    """What to know about an open route, said to a student or to a host."""
    return [_note(row, answer, "caution", code, to) for code in row.cautions(answer)]


def school_notes(row: Row, route: str) -> list[Note]:
    """What the school says about a route, beyond its lead times."""
    topics = {route, "closures"} | ({"contractor"} if row.case["contractor"] else set())
    topics |= {"office"} if route in ASKS_THE_OFFICE else set()
    topics |= {"calendar"} if row.school.terms else set()
    said = (Note(f"school_{note.about}", note.says, read_on(note)) for note in row.school.notes if note.about in topics)
    return [*_cut_off(row, route), *said]


def read_on(source: Source) -> str:
    """Where something is written, when somebody last looked, and whether it was found there."""
    return f"{source.source}, checked {long_day(source.checked)}{'' if source.verified else ', not verified'}"


def is_stale(row: Row, answer: Answer) -> bool:
    """Whether the filing came after its recommendation had run out, while the window itself is still open."""
    route = answer.route
    if not getattr(route, "good_for", "") or "filing_window_closed" not in row.reasons(answer) or not route.filed[row.row]:
        return False
    is_open = route.closes is None or row.on <= row.day(route.closes)
    return is_open and row.value(route.filed_on) > row.value(route.recommendation_ends)


def _cut_off(row: Row, route: str) -> list[Note]:
    """The hour after which the office counts a request from its next business day: a plan knows days, not hours."""
    if not row.school.cut_off or route not in ASKS_THE_OFFICE:
        return []
    says = (f"A request after {row.school.cut_off} counts from the next business day: the dates here hold for a request "
            "before that hour.")
    return [Note("school_cut_off", says, read_on(row.school.lead_time["cpt"].source))]


def rule_for(status: str, rule: str) -> str:
    """The rule to cite: work on campus of a J-1 student has a law of its own.

    >>> rule_for("J-1", "on_campus.hours_in_session"), rule_for("F-1", "on_campus.hours_in_session")
    ('on_campus.j1_hours', 'on_campus.hours_in_session')
    """
    return OF_J1.get(rule, rule) if status == "J-1" else rule


def _note(row: Row, answer: Answer, kind: str, code: str, to: str) -> Note:
    entry, route = words()[kind][code], answer.route.name
    facts = Slots(row, answer, code)
    past = "_past" if "says_past" in entry and facts.is_past else ""
    says = entry[f"says{past}"]
    says, rule = entry.get(f"to_{to}", says), by_route(entry["rule"], route)
    if "says_stale" in entry and is_stale(row, answer):
        says, rule = entry["says_stale"], by_route(entry["stale_rule"], route)
    rule = rule_for(row.case["status"], rule)
    short = entry.get(f"headline{past}", "") if to == "student" else ""
    return Note(code, says.format_map(facts), cite(row, rule), rule, short.format_map(facts))
