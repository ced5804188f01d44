"""What follows the first day of work, as a table: the day, what is due, and with which document."""
from __future__ import annotations

from datetime import date
from html import escape

from planner.deadlines import Deadline
from planner.rulebook import VALUE_ASIDE
from planner.ui.rule_link import rule_link
from planner.ui.tables import day_cell, table
from planner.words import counted, long_day

SAYS = {"opens": "from", "closes": "by", "report": "by", "evaluation": "by", "ask": "from"}     # before the day; the others are it


def after_table(found: list[Deadline], on: date) -> str:
    """One row for each duty, in the order of time; under it why, and where that is written."""
    rows = "".join(_row(one, on) for one in found)
    caption = "What follows once you work: the day, what is due, with which document, and why"
    return table(caption, ("Day", "What", "With"), rows, "after")


def _row(one: Deadline, on: date) -> str:
    word = SAYS.get(one.kind, "")
    day = (f"{word} " if word else "") + day_cell(one.date, on)
    sooner = f" To be on the safe side by {long_day(one.stricter)}." if one.stricter else ""
    sure = "" if one.value.verified else ", not verified"
    cells = f"<td>{escape(one.title)}</td><td>{escape(one.document)}</td>"
    why = f"{escape(_says(one) + sooner)} <small>{rule_link(one.rule, one.value.cite)}{sure}</small>"
    return f'<tr class="first"><th scope="row">{day}</th>{cells}</tr><tr><td></td><td colspan="2">{why}</td></tr>'


def _says(one: Deadline) -> str:
    """The rule's sentence, with its number where the file only says that it has changed."""
    head, aside, _ = one.says.partition(VALUE_ASIDE)
    if not aside:
        return one.says
    return f"{head}." if one.value.text else f"{head}: here {counted(one.value.amount, one.value.unit.rstrip('s'))}."
