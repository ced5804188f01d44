"""What students ask about a route, closed until opened, each with where it is written."""
from __future__ import annotations

from datetime import date
from html import escape

from planner.days import day
from planner.student_questions import Answered, answered
from planner.ui.rule_link import rule_link
from planner.ui.section import section
from planner.words import long_day
from planner.world import World


def questions(route: str, world: World, on: date) -> str:
    """A section of questions; empty where none is known for the route."""
    found = answered(route, world, day(on))
    return section("Questions students ask", "".join(map(_question, found))) if found else ""


def _question(one: Answered) -> str:
    asked = one.question
    unsure = "" if asked.verified else ", not verified"
    source = escape(f"{asked.source}, checked {long_day(asked.checked)}{unsure}")
    rules = ", ".join(map(rule_link, asked.rules))
    return (f'<details class="wa wa-question"><summary>{escape(asked.asks)}</summary>'
            f"<p>{escape(one.says)}<br><small>{source}. {rules}</small></p></details>")
