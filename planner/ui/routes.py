"""The open routes on one axis, best first."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from html import escape

from planner.orders import next_order
from planner.timeline import month_ticks
from planner.ui.marks import mark
from planner.views import PlanView, RouteView
from planner.words import counted, long_day

LETTER = 7.2                        # pixels of a letter in a name over the axis, a little more than the average
WORD = {"yes": "Yes", "partly": "Partly", "later": "Later", "unknown": "Unknown", "no": "No"}


@dataclass(frozen=True)
class Axis:
    """The days that all open routes share."""
    first: date
    last: date

    def at(self, when: date) -> float:
        """Per cent of the width, held inside the axis."""
        share = (when - self.first).days / (self.last - self.first).days
        return round(100 * min(max(share, 0), 1), 2)

    @classmethod
    def of(cls, plan: PlanView, routes: list[RouteView]) -> Axis:
        """From a little before the day of the plan until every route has opened, the offer is over, and some air."""
        days = [day for r in routes for day in (plan.on, r.start, r.offer_end, *(m.start for m in r.milestones)) if day]
        air = max((max(days) - min(days)).days // 12, 7)
        return cls(min(*days, plan.on) - timedelta(air // 2), max(days) + timedelta(air))


def open_routes(plan: PlanView) -> str:
    """One row for each open route: verdict, dates, the bar, what it uses up and costs, and why it is not first."""
    routes = [route for route in plan.routes if route.is_open]
    axis = Axis.of(plan, routes)
    rows = "".join(_row(plan, route, axis, best=route is plan.best) for route in routes)
    return f'<div class="wa">{_scale(axis)}{_heads(plan, axis)}{rows}</div>'


def _scale(axis: Axis) -> str:
    ticks = [(axis.at(day), text) for day, text in month_ticks(axis.first, axis.last) if text]
    names = "".join(f"<small style={_left(at)}>{text}</small>" for at, text in ticks if at < 86)
    return f'<div class="wa-axis" aria-hidden="true">{names}</div>'


def _heads(plan: PlanView, axis: Axis) -> str:
    """The names of the red hand and of the offer, on two lines so that they cannot meet."""
    heads = _head(f"Today, {long_day(plan.on, False)}", axis.at(plan.on), "top:2px;color:var(--now)")
    if plan.best.offer_start:
        heads += _head(f"The offer, {_span(plan.best)}", axis.at(plan.best.offer_start), "top:24px")
    return f'<div class="wa-heads">{heads}</div>'


def _head(text: str, at: float, style: str) -> str:
    """A name that begins at its day, or as much before it as it needs to end inside the page."""
    return f'<span style="left:max(0px, min({at}% + 2px, 100% - {LETTER * len(text):.0f}px));{style}">{text}</span>'


def _span(route: RouteView) -> str:
    start, end = route.offer_start, route.offer_end
    if end is None:
        return f"from {long_day(start, False)}"
    return f"{long_day(start, False)} to {long_day(end, end.year > start.year + (start.month > 6))}"


def _row(plan: PlanView, route: RouteView, axis: Axis, best: bool) -> str:
    hurried = is_hurried(route)
    shape, word = ("partly", "Only with a faster office") if hurried else (route.verdict, WORD[route.verdict])
    head = (f'<div class="wa-line"><span>{mark(shape)} <b>{word}, {escape(route.title)}</b></span>'
            f"<span>{dates(route)}</span></div>")
    return f'<section class="wa-route">{head}{_bar(plan, route, axis)}{_facts(plan, route, best)}</section>'


def is_hurried(route: RouteView) -> bool:
    """Whether the answer holds only if the office is faster than usual."""
    return route.is_open and any(note.code == "expedite" for note in route.cautions)


def dates(route: RouteView) -> str:
    """From when, how late or in time, until when.

    A route without an offer's start only says from when.
    """
    if not route.is_dated:
        return "no date while USCIS holds your case"
    since = f"from {long_day(route.earliest_start)}"
    if route.verdict == "later":
        return f"{since}, {counted(route.shift_days, 'day')} late"
    if route.verdict == "partly":
        short = (route.offer_end - route.authorized_until).days
        return f"until {long_day(route.authorized_until)}, {counted(short, 'day')} too short"
    if route.offer_start is None:
        return since
    return f"{since}, in time {'only if your office is faster' if is_hurried(route) else ''}".strip()


def _facts(plan: PlanView, route: RouteView, best: bool) -> str:
    """The next step with its papers, what it uses up, what it costs, until when, and why it is not the best."""
    told = [("Next step", next_order(route, plan.on, plan.office), "whole"), ("Uses up", route.uses_up, ""),
            ("Costs", costs(route), "")]
    if route.authorized_until:
        begun = f", begun on {long_day(route.start)}" if route.until_counts_from_start else ""
        told.append(("Work may last until", f"{long_day(route.authorized_until)}{begun}.", ""))
    if not best:
        told.append(("Why not first", route.why, "whole"))
    rows = "".join(f'<div class="{width}"><dt>{name}:</dt> <dd>{escape(text)}</dd></div>' for name, text, width in told if text)
    return f'<dl class="wa-facts">{rows}</dl>'


def costs(route: RouteView) -> str:
    """Fees with their source, in one sentence."""
    said = [cost.says.rstrip(".") if cost.usd is None else f"${cost.usd:,.2f}, {cost.says} ({cost.cite})" for cost in route.costs]
    return f"{'; '.join(said)}." if said else ""


def _bar(plan: PlanView, route: RouteView, axis: Axis) -> str:
    waits = "".join(_piece("wait", axis, m.start, m.early, f"background:var(--{m.actor})")
                    for m in route.milestones if m.start and m.early and m.early > m.start and not m.done)
    offer = _offer(route, axis) if route.offer_start else ""
    today = f'<i class="today" style={_left(axis.at(plan.on))}></i>'
    if route.is_dated:
        may = _piece("may", axis, route.earliest_start, route.authorized_until or axis.last)
        earliest = f'<i class="at" style={_left(axis.at(route.earliest_start))}></i>'
    else:
        may, earliest = _piece("held", axis, held_since(plan, route), axis.last), ""
    return f'<div class="wa-bar" aria-hidden="true">{offer}{today}{may}{waits}{earliest}</div>'


def held_since(plan: PlanView, route: RouteView) -> date:
    """From when on nothing is known: the filing, done or planned."""
    filed = route.milestone("filed")
    return filed.actual or filed.early or plan.on


def _offer(route: RouteView, axis: Axis) -> str:
    return _piece("offer", axis, route.offer_start, (route.offer_end or route.offer_start) + timedelta(1))


def _piece(kind: str, axis: Axis, start: date, end: date, style: str = "") -> str:
    left, right = axis.at(start), axis.at(end)
    return f'<i class="{kind}" style="left:{left}%;width:{max(right - left, 0):.2f}%;{style}"></i>'


def _left(at: float) -> str:
    return f'"left:{at}%"'
