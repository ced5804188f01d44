"""Requests to an office by week as stacked bars with patterns, its capacity as a dashed line, a scenario as a stair in ink."""
from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from planner.charts.bars import bar_figure
from planner.gantt import COLOUR, HOVER, MS, Figure
from planner.words import long_day
from planner.workload import KINDS

FILL = {"CPT": ("school", ""), "OPT": ("agency", "."), "STEM": ("student", "/"), "AT": ("host", "x"), "On campus": ("ink2", "-")}
NAMED = 5                           # weeks with a name below them: they fit a phone


def workload_chart(first: date, counts: np.ndarray, capacity: int | None = None, scenario: np.ndarray | None = None) -> Figure:
    """The figure of some weeks; the first begins on the Monday `first`.

    counts: (kinds of KINDS, weeks); capacity: requests a week; scenario: the requests of each week under another plan.

    >>> figure = workload_chart(date(2026, 11, 23), np.array([[4, 2], [1, 0], [0, 0], [0, 0], [0, 0]]), capacity=5)
    >>> [trace.name for trace in figure.data], figure.layout.shapes[0].y0
    (['CPT', 'OPT'], 5)
    """
    weeks = [first + timedelta(7 * n) for n in range(counts.shape[1])]
    traces = [_bars(weeks, kind, counts[place]) for place, kind in enumerate(KINDS) if counts[place].any()]
    highest = max(int(counts.sum(axis=0).max(initial=0)), capacity or 0, 1 if scenario is None else int(scenario.max(initial=1)))
    if scenario is not None:
        traces.append(_stair(weeks, scenario))
    step = -(-len(weeks) // NAMED)
    named = weeks[::step]
    edges = [str(weeks[0] - timedelta(4)), str(weeks[-1] + timedelta(4))]
    return bar_figure(traces, highest, 320, shapes=_capacity(edges, capacity), words=_named(edges[1], capacity), range=edges,
                      tickvals=[str(when) for when in named], ticktext=[f"{when.day} {when:%b}" for when in named])


def _bars(weeks: list[date], kind: str, counts: np.ndarray) -> dict:
    colour, pattern = FILL[kind]
    colour = COLOUR[colour]
    hover = [f"{kind}: {n:,} in the week of {long_day(when)}" for when, n in zip(weeks, counts.tolist(), strict=True)]
    fill = dict(color=colour) if not pattern else dict(
        color=COLOUR["bg"], pattern=dict(shape=pattern, fgcolor=colour, bgcolor=COLOUR["bg"], size=6, solidity=.4))
    return dict(type="bar", name=kind, x=[str(when) for when in weeks], y=counts.tolist(), width=[5 * MS] * len(weeks),
                customdata=hover, hovertemplate=HOVER, marker=fill | dict(line=dict(color=colour, width=1.2)))


def _stair(weeks: list[date], counts: np.ndarray) -> dict:
    """From the left edge of each week to its right one."""
    edges = [str(when + timedelta(n)) for when in weeks for n in (-3.5, 3.5)]
    return dict(type="scatter", mode="lines", name="scenario", x=edges, y=np.repeat(counts, 2).tolist(), hoverinfo="skip",
                line=dict(color=COLOUR["ink"], width=2))


def _capacity(edges: list[str], capacity: int | None) -> list[dict]:
    line = dict(color=COLOUR["ink"], width=2, dash="dash")
    return [] if capacity is None else [dict(type="line", x0=edges[0], x1=edges[1], y0=capacity, y1=capacity, line=line)]


def _named(right: str, capacity: int | None) -> list[dict]:
    """The number of the capacity above its line, on the ground of the page so that bars do not run through it."""
    return [] if capacity is None else [dict(
        x=right, y=capacity, xanchor="right", yanchor="bottom", showarrow=False, text=f"<b>Capacity, {capacity:,} a week</b>",
        bgcolor=COLOUR["bg"], borderpad=1, font=dict(size=14, color=COLOUR["ink"]), yshift=3)]
