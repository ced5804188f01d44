"""What students ask about a route, closed until opened, each with where it is written."""
from __future__ import annotations

from datetime import date
from html import escape

from planner.days import day
from planner.student_questions import Answered, answered
from planner.ui.rule_link import rule_link
from planner.ui.section import section
from planner.words import counted, long_day
from planner.world import World


def questions(route: str, others: list[tuple[str, str]], world: World, on: date) -> str:
    """A section of questions about a route and, folded away, those about others, given by name and title; each question once."""
    told = set()
    own = _told(route, told, world, on)
    more = [(title, _told(name, told, world, on)) for name, title in others]
    folded = "".join(f'<details class="wa wa-question"><summary>About {escape(title)}: {counted(len(found), "question")}</summary>'
                     f'<div class="wa-more">{"".join(map(_question, found))}</div></details>' for title, found in more if found)
    return section("Questions students ask", "".join(map(_question, own)) + folded) if own or folded else ""


def _told(route: str, told: set[str], world: World, on: date) -> list[Answered]:
    """The questions about a route that have not been told before; they are added."""
    found = [one for one in answered(route, world, day(on)) if one.question.asks not in told]
    told.update(one.question.asks for one in found)
    return found


def _question(one: Answered) -> str:
    asked = one.question
    unsure = "" if asked.verified else ", not verified"
    source = escape(f"{asked.source}, checked {long_day(asked.checked)}{unsure}")
    rules = ", ".join(map(rule_link, asked.rules))
    return (f'<details class="wa wa-question"><summary>{escape(asked.asks)}</summary>'
            f"<p>{escape(one.says)}<br><small>{source}. {rules}</small></p></details>")
