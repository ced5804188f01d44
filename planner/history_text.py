"""What a history adds up to, as text for a terminal and as JSON."""
from __future__ import annotations

from planner.counters import TITLES, Counter
from planner.days import to_date
from planner.plan_text import aligned, in_terminal, written
from planner.totals import HistoryCase

HARM = {"cpt": "OPT is closed from", "opt": "the last day is", "unemployment": "over the limit on", "at": "over the limit on"}


def history_text(made: HistoryCase, on: int) -> str:
    """The counters and the contradictions of a history; empty where it has neither."""
    lines = []
    if made.counters:
        lines += ["", "Counted from the history", *aligned(_cells(counter, on) for counter in made.counters.values())]
    if made.findings:
        lines += ["", "Contradictions in the history"]
        lines += [f"  {one.says}{f' [{one.cite}]' if one.cite else ''}" for one in made.findings]
    return in_terminal("\n".join(lines)) + "\n" if lines else ""


def _cells(counter: Counter, on: int) -> tuple[str, ...]:
    out = counter.runs_out
    used = f"{counter.by(on):g} of {counter.limit_on(on)} days used by {written(to_date(on))}"
    return (f"  {TITLES[counter.name]}", used, f"{counter.in_all:g} in all",
            "" if out is None else f"{HARM[counter.name]} {written(to_date(out))}")


def history_json(made: HistoryCase, on: int) -> dict:
    """The same as plain values."""
    counted = {name: {"used": counter.by(on), "limit": counter.limit_on(on), "left": counter.left(on), "in_all": counter.in_all,
                      "runs_out": None if counter.runs_out is None else to_date(counter.runs_out).isoformat()}
               for name, counter in made.counters.items()}
    findings = [{"code": one.code, "says": in_terminal(one.says), "cite": one.cite or None} for one in made.findings]
    return {"counters": counted, "contradictions": findings}
