"""The four things to remember: by when to act, when to start, until when, and what it uses up."""
from __future__ import annotations

from datetime import date
from html import escape

from planner.views import PlanView, RouteView
from planner.words import counted, long_day

ACT = {"requested": "Ask by", "filed": "File by", "approved": "Approval needed by"}
SHORT = 24                          # characters that may stand in large type


def key_dates(plan: PlanView, route: RouteView) -> str:
    """A list of terms that a phone shows two by two."""
    cells = [_act(plan, route), _start(route), _until(plan, route), _uses(route)]
    rows = "".join(f"<div><dt>{label}</dt><dd>{value}</dd></div>" for label, value in filter(None, cells))
    return f'<dl class="wa wa-keys">{rows}</dl>'


def _cell(label: str, value: str, under: str) -> tuple[str, str]:
    return label, f"<b>{value}</b><small>{escape(under)}</small>"


def _act(plan: PlanView, route: RouteView) -> tuple[str, str] | None:
    if not route.next_step or route.next_step_by is None:
        return None
    return _cell(ACT[route.next_step], long_day(route.act_by), from_today(route.act_by, plan.on))


def from_today(when: date, on: date) -> str:
    """How far away a day is.

    >>> from_today(date(2026, 12, 7), date(2026, 11, 22)), from_today(date(2026, 11, 22), date(2026, 11, 22))
    ('15 days from today', 'today')
    """
    days = (when - on).days
    return "today" if days == 0 else f"{counted(days, 'day')} from today" if days > 0 else f"{counted(-days, 'day')} ago"


def _start(route: RouteView) -> tuple[str, str]:
    if not route.is_dated:
        return _cell("Start", "unknown", "while USCIS holds your case")
    if route.offer_start is None:
        under = "the earliest day"
    elif route.shift_days:
        under = f"{counted(route.shift_days, 'day')} after the offer's start"
    else:
        under = "the day the host asked for"
    return _cell("Start", long_day(route.start), under)


def _until(plan: PlanView, route: RouteView) -> tuple[str, str] | None:
    until = route.authorized_until
    if until is None:
        return None
    under = "the day your program ends" if until == plan.case["program_end"] else ""
    if route.offer_end and until < route.offer_end:
        under = f"{counted((route.offer_end - until).days, 'day')} before the job ends"
    return _cell("Work may last until", long_day(until), under)


def _uses(route: RouteView) -> tuple[str, str] | None:
    if not route.uses_up:
        return None
    head, _, rest = route.uses_up.rstrip(".").partition(": ")
    return _cell("Uses up", escape(head), rest) if len(head) <= SHORT else ("Uses up", f"<small>{escape(route.uses_up)}</small>")
