"""What to know about a route before relying on it: cautions, how sure its numbers are, what the school says."""
from __future__ import annotations

from html import escape

from planner.schools import School
from planner.ui.rule_link import rule_link
from planner.views import Note, RouteView
from planner.words import counted, long_day


def notes(route: RouteView, school: School) -> str:
    """Sentences with an ink rule at their left, each with its source; empty where there is nothing to say."""
    said = "".join(as_note(note) for note in (*route.cautions, *route.know, *_waits(route)))
    says = "".join(as_note(note) for note in route.school_notes)
    folded = f'<details class="wa-says"><summary>{_heading(route, school)}</summary>{says}</details>' if says else ""
    return f'<div class="wa">{said}{folded}</div>' if said or folded else ""


def _heading(route: RouteView, school: School) -> str:
    return escape(f"What {school.name} says about this way: {counted(len(route.school_notes), 'note')}")


def as_note(note: Note) -> str:
    """One sentence with an ink rule at its left, and where that is written."""
    cite = f"<br><small>{rule_link(note.rule, note.cite) if note.rule else escape(note.cite)}</small>" if note.cite else ""
    return f'<p class="wa-note">{escape(note.says)}{cite}</p>'


def _waits(route: RouteView) -> list[Note]:
    """The likely reading where there is one; else a word about the office's figure."""
    if route.likely:
        says = route.likely.says
        chance = round(100 * (route.chance_on_time or 0))
        if 0 < chance < 100:
            says += f" By that, about {chance} in 100 could start by {long_day(route.offer_start)}."
        return [Note("likely", f"Likely: {says}", "")]
    waits = [m for m in route.milestones if m.driving_rule.startswith("lead_time.") and m.critical and not m.done]
    return [Note("figure", f"No dated record of your office is known, so there is no chance to show: {m.lag} is a planning figure. "
                 "Ask your office how long it takes now.", m.source) for m in waits[:1]]

