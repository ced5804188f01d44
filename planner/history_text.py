"""What a history adds up to, and every date of the stay, as text for a terminal and as JSON."""
from __future__ import annotations

from planner.counters import TITLES, Counter
from planner.days import day, to_date
from planner.plan_text import aligned, in_terminal, written
from planner.stay import Stay
from planner.stay_dates import dates_of, describe
from planner.words import sentence

HARM = {"cpt": "OPT is closed from", "opt": "the last day is", "unemployment": "over the limit on", "at": "over the limit on"}


def history_text(stay: Stay) -> str:
    """The counters and the contradictions of a history; empty where it has neither."""
    lines, findings = [], stay.made.findings
    if stay.counters:
        lines += ["", "Counted from the history, and from what is planned",
                  *aligned(_cells(counter, day(stay.on)) for counter in stay.counters.values())]
    if findings:
        lines += ["", "Contradictions in the history"]
        lines += [f"  {one.says}{f' [{one.cite}]' if one.cite else ''}" for one in findings]
    return in_terminal("\n".join(lines)) + "\n" if lines else ""


def _cells(counter: Counter, on: int) -> tuple[str, ...]:
    out = counter.runs_out
    used = f"{counter.by(on):g} of {counter.limit_on(on)} days used by {written(to_date(on))}"
    return (f"  {TITLES[counter.name]}", used, f"{counter.in_all:g} in all",
            "" if out is None else f"{HARM[counter.name]} {written(to_date(out))}")


def history_json(stay: Stay) -> dict:
    """The same as plain values."""
    on = day(stay.on)
    counted = {name: {"used": counter.by(on), "limit": counter.limit_on(on), "left": counter.left(on), "in_all": counter.in_all,
                      "runs_out": None if counter.runs_out is None else to_date(counter.runs_out).isoformat()}
               for name, counter in stay.counters.items()}
    findings = [{"code": one.code, "says": in_terminal(one.says), "cite": one.cite or None} for one in stay.made.findings]
    return {"counters": counted, "contradictions": findings}


def dates_text(stay: Stay) -> str:
    """Every date of the stay from the status date on, to the last day of grace."""
    ahead = [one for one in dates_of(stay) if one.date >= stay.on]
    if not ahead:
        return ""
    rows = aligned((f"  {written(one.date)}", describe(one), one.title, sentence(one.why)) for one in ahead)
    return in_terminal("\n".join(["", "Every date from today on", *rows])) + "\n"


def dates_json(stay: Stay) -> list[dict]:
    """Every date of the stay as plain values, those that have passed too."""
    return [{"date": one.date.isoformat(), "what": in_terminal(one.title), "kind": one.kind, "why": in_terminal(one.why),
             "actor": one.actor, "planned": one.planned, "done": one.done, "rule": one.rule or None, "cite": one.cite or None}
            for one in dates_of(stay)]
