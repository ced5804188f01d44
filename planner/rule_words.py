"""What the page "Rules and sources" says in words: its headlines, how a value reads, since when it holds."""
from __future__ import annotations

import re
from collections import Counter
from datetime import date

from planner.rulebook import NOT_VERIFIED, OWN, READ, SECOND_HAND, Entry
from planner.words import counted, long_day

NOT_LOOKED_UP = "first day not looked up"
ISO_DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")
FRACTION = re.compile(r"[01]\.\d+")
EVENTS = {"approved": "USCIS approves", "authorized": "the work is authorized", "ead_ends": "the card ends",
          "fiscal_year_begins": "the fiscal year begins", "h1b_starts": "H-1B status starts",
          "filed": "USCIS receives the form", "offer_in_hand": "the offer is in hand", "program_ends": "the program ends",
          "program_starts": "the program starts", "recommended": "the school recommends", "requested": "the office is asked",
          "status_date": "the plan is made", "work_starts": "work starts"}
USED, SHOWN = "used in plans", "information only"


def numbers_headline(found: tuple[Entry, ...], law_ids: set[str]) -> str:
    """The headline over all numbers: how many rules of law, and how sure they are.

    >>> numbers_headline((), set())
    '0 rules, each with its source: 0 read where they are written, 0 second-hand, 0 our own choice, 0 not verified.'
    """
    sure = Counter(_least_sure(found, rule) for rule in law_ids)
    return (f"{counted(len(law_ids), 'rule')}, each with its source: {sure[READ]} read where they are written, "
            f"{sure[SECOND_HAND]} second-hand, {sure[OWN]} our own choice, {sure[NOT_VERIFIED]} not verified.")


def _least_sure(found, rule_id: str) -> str:
    values = {entry.sure for entry in found if entry.row.id == rule_id}
    return next(sure for sure in (NOT_VERIFIED, SECOND_HAND, OWN, READ) if sure in values)


def figures_in_words(found: tuple[Entry, ...], law_ids: set[str]) -> str:
    """What else is counted with: offices and agencies."""
    rest = Counter(entry.topic for entry in found if entry.row.id not in law_ids)
    return ", ".join(f"{topic[0].lower()}{topic[1:]} ({n:,})" for topic, n in rest.items())


def rule_headline(entry: Entry, holds: bool, on: date) -> str:
    """The headline over one rule: its value where it has a number, and its sentence."""
    value = entry.row.value
    number = f"{value_of(entry)}: " if value[:1].isdigit() else ""
    says = in_words(entry.title)
    if entry.row.status == "contested" and not holds:
        return f"Contested, never applied unless asked for: {says}"
    return f"{number}{says}" if holds else f"Not in force on {long_day(on)}: {says}"


def value_of(entry: Entry) -> str:
    """A value as a page shows it: money with a dollar sign, a date in words, a share in percent.

    >>> from planner.rulebook import entries
    >>> from planner.world import load_world
    >>> found = {entry.row.id: value_of(entry) for entry in entries(load_world())}
    >>> found["fees.i907"], found["fixed_period.transition_i539"].replace(chr(160), " ")
    ('$1,780', 'Thu 18 Mar 2027')
    """
    text = entry.row.value
    if text.endswith(" USD"):
        return f"${float(text[:-4]):,.2f}".removesuffix(".00") if "." not in text else f"${text[:-4]}"
    try:
        return long_day(date.fromisoformat(text))
    except ValueError:
        return f"{100 * float(text):g} %" if FRACTION.fullmatch(text) else in_words(text)


def in_words(text: str) -> str:
    """A sentence of the data with its days as a page writes them.

    >>> in_words("in force since 2026-03-01").replace(chr(160), " ")
    'in force since Sun 1 Mar 2026'
    """
    return ISO_DAY.sub(lambda found: long_day(date.fromisoformat(found[0])), text)


def since(entry: Entry) -> str:
    """The days that a value is in force."""
    row = entry.row
    if row.start is None:
        return "undated"
    if row.status == "contested":
        return f"contested since {long_day(row.start)}: never applied"
    if row.until is None:
        return f"{'at least since' if NOT_LOOKED_UP in row.note else 'from'} {long_day(row.start)}"
    return f"{long_day(row.start)} to {long_day(row.until)}"


def picked_by(keyed_on: str) -> str:
    """Which of several values holds, in words.

    >>> picked_by("program_ends")
    'The day on which the program ends decides which value holds.'
    """
    return f"The day on which {EVENTS.get(keyed_on, keyed_on.replace('_', ' '))} decides which value holds."


def status_of(entry: Entry) -> str:
    """How it stands, and that nothing dormant is applied."""
    return f"{entry.row.status}, never applied unless asked for" if entry.row.regime else entry.row.status
