"""A plan of one case as text for a terminal, and as the JSON of the command line."""
from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from planner.routes import ALL_ROUTES
from planner.views import MilestoneView, Note, PlanView, RouteView, Step
from planner.words import NBSP, counted, long_day

MILESTONE_KEYS = ("name", "says", "early", "late", "float_days", "actual", "driving_rule", "cite")
ROUTE_KEYS = ("verdict", "earliest_start", "authorized_until", "shift_days", "next_step", "next_step_by",
              "route_closes", "float_days", "driving_rule")
STEP_KEYS = ("title", "kind", "actor", "to", "early", "by", "documents", "note", "cite")
LIKELY_KEYS = ("p50_start", "p80_start", "p95_start")
CLOSING = "A planning aid, no legal advice: the school's international office decides."
TITLES = ("route", "verdict", "earliest start", "shift", "work until", "next step", "by")


def written(when: datetime.date | None) -> str:
    """A day as people read it, nothing for a blank.

    >>> written(datetime.date(2026, 12, 7))
    'Mon 7 Dec 2026'
    """
    return in_terminal(long_day(when)) if when else ""


def in_terminal(text: str) -> str:
    """Text with plain spaces: what keeps a date on one line of a page only hinders a search in a terminal."""
    return text.replace(NBSP, " ")


def aligned(rows: Iterable[Iterable[str]], gap: int = 2) -> list[str]:
    """Rows of cells as lines with their columns below each other.

    >>> aligned([("route", "verdict"), ("cpt", "yes")])
    ['route  verdict', 'cpt    yes']
    """
    rows = [list(row) for row in rows]
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    padded = ([cell.ljust(width) for cell, width in zip(row, widths, strict=True)] for row in rows)
    return [(" " * gap).join(row).rstrip() for row in padded]


def plan_text(view: PlanView, assumptions: Iterable[str] = ()) -> str:
    """The whole answer to one case: headline, routes, why the best one is when it is, what is closed, what to watch."""
    answer, *rest = plan_lines(view)
    about = [f"{view.school_name}, planned on {written(view.on)}.", *(f"What if: {sentence}" for sentence in assumptions)]
    return in_terminal("\n".join([answer, *about, *rest, "", CLOSING])) + "\n"


def plan_lines(view: PlanView, told: set[str] | None = None) -> list[str]:
    """The answer to one case, line by line. told: notes that have been said before and need not be said again; they are added."""
    told = set() if told is None else told
    lines = [f"{view.headline}\n{view.because}"]
    lines += ["", *aligned([TITLES, *map(_route_cells, view.routes)])]
    lines += _section("What to do", aligned(map(_step_cells, view.checklist)))
    lines += _why(view.best, view.because)
    lines += _section("Closed", (f"{route.route}: {note.code} - {note.says}"
                                 for route in view.routes for note in route.reasons))
    lines += _section("Watch", (f"{note.code} - {note.says} [{note.cite}]" for note in view.best.cautions))
    lines += _section(f"What {view.office} says", _news(view.best.school_notes, told))
    lines += _section("Know", _news(view.best.know, told))
    lines += _section("What would help", view.helps)
    return lines


def _news(notes: list[Note], told: set[str]) -> list[str]:
    """Notes with their citation that have not been told yet."""
    new = [f"{note.says} [{note.cite}]" for note in notes]
    new = [says for says in new if says not in told]
    told.update(new)
    return new


def _step_cells(step: Step) -> tuple[str, str]:
    when = step.by or step.early
    to = f"To {step.to}" if step.to else ""
    more = [part for part in (to, "; ".join(step.documents), step.note.removesuffix(".")) if part]
    return written(when) or "unknown", f"{step.title} {'. '.join(more)}{'.' if more else ''}".strip()


def _route_cells(route: RouteView) -> tuple[str, ...]:
    shift = "" if route.shift_days is None else "none" if route.shift_days == 0 else counted(route.shift_days, "day")
    until = written(route.authorized_until)
    if route.until_counts_from_start:
        until += f", begun {written(route.start)}"
    return (route.route, route.verdict, written(route.earliest_start), shift, until,
            route.next_step, written(route.act_by))


def _why(best: RouteView, said: str) -> Iterator[str]:
    if best.earliest_start is None:
        return
    yield from ("", f"Why {written(best.earliest_start)} ({best.title})")
    if best.why != said:
        yield best.why
    yield from aligned(_milestone_cells(best, milestone) for milestone in best.milestones)


def _milestone_cells(route: RouteView, one: MilestoneView) -> tuple[str, ...]:
    late = route.late_to_name(one)
    state = "done" if one.done else "" if late is None else f"by {written(late)} at the latest"
    return f"  {written(one.actual or one.early)}", one.title, one.lag, state, one.cite


def _section(title: str, sentences: Iterable[str]) -> list[str]:
    sentences = list(sentences)
    return ["", title, *(f"  {sentence}" for sentence in sentences)] if sentences else []


def plan_json(view: PlanView) -> dict:
    """The answer as plain values for JSON: ISO dates, None where blank, routes in the order in which they are answered."""
    return {"on": view.on.isoformat(), "case": plain(view.case)} | answer_json(view)


def answer_json(view: PlanView) -> dict:
    """What the plan answers: the headline, every route, and what to do on the best one."""
    routes = sorted(view.routes, key=lambda route: list(ALL_ROUTES).index(route.route))
    return {"headline": in_terminal(view.headline), "routes": [_route_json(route, view.case.get("case_id")) for route in routes],
            "steps": [plain({key: getattr(step, key) for key in STEP_KEYS}) for step in view.checklist]}


def _route_json(route: RouteView, case_id: str | None) -> dict:
    chance = route.chance_on_time
    return plain({"case_id": case_id, "route": route.route}
                  | {key: getattr(route, key) for key in ROUTE_KEYS}
                  | {"reasons": [note.code for note in route.reasons]}
                  | {"cautions": [note.code for note in route.cautions]}
                  | {key: getattr(route, key) for key in LIKELY_KEYS}
                  | {"chance_on_time": None if chance is None else round(float(chance) * 100) / 100}
                  | {"last_open_day": route.last_open_day}
                  | {"milestones": [{key: getattr(one, key) for key in MILESTONE_KEYS} for one in route.milestones]})


def plain(value: object) -> object:
    """Values that JSON knows: dates as ISO text, an empty text as None."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, str):
        return in_terminal(value) or None
    return value
