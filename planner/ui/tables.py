"""Two tables: why each date is where it is (the picture in numbers), and the routes that are closed.

Plain HTML: the reason takes a line of its own under its step, so that four columns are readable on a phone.
"""
from __future__ import annotations

from datetime import date
from html import escape

from planner.ui.marks import mark
from planner.ui.rule_link import id_of, rule_link
from planner.views import MilestoneView, PlanView, RouteView
from planner.words import MINUS, long_day, sentence


def why_table(route: RouteView, on: date, school: str) -> str:
    """Each step with earliest and latest day and float, then what holds it there and, as a link, where that is written."""
    return steps_table(route.title, route.milestones, on, school)


def steps_table(title: str, steps: list[MilestoneView], on: date, school: str) -> str:
    """The same for steps that lead to a title's work."""
    rows = "".join(_step(step, on, school) for step in steps)
    caption = f"{title}: each step, its earliest and latest day, its float in days, and why"
    return table(caption, ("Step", "Earliest", "Latest", "Float"), rows, "why")


def _step(step: MilestoneView, on: date, school: str) -> str:
    cells = "".join(f"<td>{cell}</td>" for cell in _dates(step, on))
    return (f'<tr class="first"><th scope="row">{escape(step.title)}</th>{cells}</tr>'
            f'<tr><td colspan="4">{escape(step.says)} <small>{_linked(step, school)}</small></td></tr>')


def _linked(step: MilestoneView, school: str) -> str:
    rule, text = id_of(step.driving_rule, school), source(step)
    return rule_link(rule, text) if rule and text else escape(text)


def source(step: MilestoneView) -> str:
    """Citation and how sure it is, each said once."""
    parts = [part for part in dict.fromkeys((step.cite, step.source)) if part and part.lower() not in step.says.lower()]
    return sentence("; ".join(parts))


def _dates(step: MilestoneView, on: date) -> tuple[str, str, str]:
    if step.done:
        return day_cell(step.actual, on) or "done", "", "done"
    if step.early is None:
        return "unknown", "unknown", ""
    floating = "" if step.float_days is None else f"{step.float_days:,}".replace("-", MINUS)
    return day_cell(step.early, on), day_cell(step.late, on), floating


def day_cell(when: date | None, on: date) -> str:
    """A date narrow enough for a phone: another year than the plan's stands on a second line."""
    return "" if when is None else long_day(when, False) + (f"<br>{when.year}" if when.year != on.year else "")


def closed_table(plan: PlanView) -> str:
    """The routes that are not open, why, and the rule; empty where every route is open."""
    rows = "".join(_closed(route) for route in plan.routes if not route.is_open)
    return table("Routes that are not open to you, why, and the rule", ("Route", "Why", "Rule"), rows) if rows else ""


def _closed(route: RouteView) -> str:
    why = "<br>".join(escape(note.says) for note in route.reasons)
    rules = {note.cite: note.rule for note in reversed(route.reasons)}
    rule = "<br>".join(rule_link(rules[cite], cite) for cite in dict.fromkeys(note.cite for note in route.reasons))
    head = f'<th scope="row">{mark("no")} No, {escape(route.title)}</th>'
    return f'<tr class="first">{head}<td>{why}</td><td><small>{rule}</small></td></tr>'


def table(caption: str, heads: tuple[str, ...], rows: str, kind: str = "closed") -> str:
    """A table of our own style; `rows` is HTML."""
    head = "".join(f'<th scope="col">{name}</th>' for name in heads)
    return (f'<table class="wa wa-table {kind}"><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead>'
            f"<tbody>{rows}</tbody></table>")
