"""What to do next, as a line of stops with dates and documents."""
from __future__ import annotations

from datetime import date
from html import escape

from planner.ui.marks import mark
from planner.ui.tables import day_cell
from planner.views import Step

UNDER = {"fact": "done", "do": "latest", "wait": "latest", "start": "start", "advice": "advice"}


def stops(steps: list[Step], on: date) -> str:
    """The checklist in the order of time, each stop with what to bring."""
    return f'<ol class="wa wa-steps">{"".join(_stop(step, on) for step in steps)}</ol>'


def _stop(step: Step, on: date) -> str:
    when = step.by or step.early
    overdue = bool(step.by and step.by < on and step.kind != "fact")
    day = "Today" if when == on else day_cell(when, on) or "Unknown"
    under = "overdue" if overdue else "" if when is None else UNDER[step.kind] if step.by else "earliest"
    documents = "; ".join(step.documents)
    to = f"To: {step.to}" if step.to else ""
    what = f"{escape(step.title)}" + "".join(f"<br><small>{escape(text)}</small>" for text in (to, documents, step.note) if text)
    shape = mark("fact" if step.kind == "fact" else step.actor)
    return (f'<li><span{" class=over" if overdue else ""}><b>{day}</b><br><small>{under}</small></span>'
            f'<span class="mark">{shape}</span><span>{what}</span></li>')
