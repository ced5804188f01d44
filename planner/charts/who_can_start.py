"""The heat map of who can start when, in the placeholder colours that Streamlit's theme swaps in the browser.

A square is a day to post (across) and a day to start (down); its shade and number count the kinds of candidates that make it.
"""
from __future__ import annotations

from datetime import date

import numpy as np
import plotly.graph_objects as go

from planner.gantt import CLEAR, COLOUR, FONT
from planner.who_can_start import Grid, Limit
from planner.words import NBSP, long_day

SEQUENTIAL = tuple(f"#0000{place:02d}" for place in range(11, 21))      # of the theme: chartSequentialColors
SHADES = (0, 2, 3, 4)               # steps of them: nobody, some, more, most; ink can be read on each, in the dark too
CELL, TOP, FOOT = 21, 66, 30        # pixels of a row, above the squares, below them with one row of letters
GAP = (None, None)
APART, LETTER = 2, 24               # columns, and pixels, between two letters that do not touch, on a phone too
TICKS = 5                           # columns that have their day written


def shade(count: int, most: int) -> int:
    """The step of a count: 0 for nobody, the last for all or nearly all.

    >>> [shade(n, 9) for n in (0, 1, 3, 4, 6, 7, 9)]
    [0, 1, 1, 2, 2, 3, 3]
    """
    return 0 if count == 0 else min(1 + (count - 1) * (len(SHADES) - 1) // max(most, 1), len(SHADES) - 1)


def shades(grid: Grid) -> dict[int, str]:
    """What each shade of a grid stands for, those that it shows.

    >>> from datetime import date
    >>> days = (date(2026, 12, 1), date(2026, 12, 8))
    >>> shades(Grid(days, days[:1], tuple("ABCDEFGHI"), np.array([[[1], [1]]] * 5 + [[[1], [0]]] * 4, bool), days[0]))
    {2: '4 to 6', 3: '7 to 9'}
    """
    most = grid.most
    counts = {step: [count for count in range(1, most + 1) if shade(count, most) == step] for step in range(1, len(SHADES))}
    shown = {shade(int(count), most) for count in np.unique(grid.counts)}
    return {step: f"{span[0]} to {span[-1]}" if len(span) > 1 else str(span[0])
            for step, span in counts.items() if span and step in shown}


def heat_map(grid: Grid) -> go.Figure:
    """The figure of a grid."""
    return go.Figure({"data": [_squares(grid), *_past(grid), *_stairs(grid)], "layout": _layout(grid)})


def _squares(grid: Grid) -> dict:
    most, counts = grid.most, grid.counts.T
    numbers = [[_number(grid, post, count) for post, count in enumerate(row)] for row in counts.tolist()]
    steps = np.vectorize(lambda count: shade(count, most), otypes=[int])(counts)
    last = len(SHADES)
    scale = [[(n + edge) / last, SEQUENTIAL[SHADES[n]]] for n in range(last) for edge in (0, 1)]
    return dict(type="heatmap", z=steps.tolist(), zmin=-.5, zmax=last - .5, colorscale=scale, showscale=False, xgap=1.5, ygap=1.5,
                text=numbers, texttemplate="%{text}", textfont=dict(family=FONT, size=13, color=COLOUR["ink"]),
                customdata=[[_hover(grid, post, start) for post in range(len(grid.posts))] for start in range(len(grid.starts))],
                hovertemplate="%{customdata}<extra></extra>")


def _number(grid: Grid, post: int, count: int) -> str:
    """What stands in a square: nothing where nobody makes it, or where the day to post has gone."""
    return str(count) if count and grid.posts[post] >= grid.on else ""


def _hover(grid: Grid, post: int, start: int) -> str:
    who = grid.who(post, start) or ["Nobody"]
    return f"Post on {long_day(grid.posts[post])}<br>Start on {long_day(grid.starts[start])}<br>{'<br>'.join(who)}"


def _past(grid: Grid) -> list[dict]:
    """Hatching over the days that have gone: one bar from the top to the bottom of the squares."""
    edge = min(_place(grid, grid.on), len(grid.posts) - .5)
    if edge <= -.5:
        return []
    return [dict(type="bar", x=[(edge - .5) / 2], y=[len(grid.starts)], base=[-.5], width=[edge + .5], hoverinfo="skip",
                 marker=dict(color=CLEAR, line=dict(width=0),
                             pattern=dict(shape="/", size=7, solidity=.2, fgcolor=COLOUR["float"], bgcolor=CLEAR)))]


def _place(grid: Grid, when: date) -> float:
    """Where the day begins on the axis of posting days, whose columns are a week apart and as wide."""
    return (when - grid.posts[0]).days / 7 - .5


def _stairs(grid: Grid) -> list[dict]:
    """Each limit as an ink line to the right of its last squares."""
    return [dict(type="scatter", mode="lines", x=[x for x, _ in line], y=[y for _, y in line], hoverinfo="skip", connectgaps=False,
                 line=dict(color=COLOUR["ink"], width=2.2)) for _, line in _lines(grid)]


def _lines(grid: Grid) -> list[tuple[str, list[tuple[float | None, float | None]]]]:
    """Letter and corners of each limit that runs through the picture, from the top down."""
    lines = [(limit.letter, _corners(limit, len(grid.posts))) for limit in grid.limits]
    return [(letter, line) for letter, line in lines if line]


def _corners(limit: Limit, columns: int) -> list[tuple[float | None, float | None]]:
    """Inside the picture only, a gap where the limit leaves it; empty where all squares make it, or none does."""
    corners: list[tuple[float | None, float | None]] = []
    for start, last in enumerate(limit.last):
        if 0 <= last < columns - 1:
            corners += [(last + .5, start - .5), (last + .5, start + .5)]
        elif corners and corners[-1] != GAP:
            corners.append(GAP)
    return corners[:-1] if corners and corners[-1] == GAP else corners


def _letters(grid: Grid) -> tuple[list[dict], list[dict]]:
    """Shapes and words that name each limit where it leaves the picture: no two letters lie on each other."""
    posts, names, taken = [], [], []
    for letter, line in _lines(grid):
        x, y = line[-1]
        level = next(n for n in range(len(grid.titles)) if not any(at == n and abs(x - other) < APART for at, other in taken))
        taken.append((level, x))
        under = -4 - LETTER * level
        post = dict(type="line", x0=x, x1=x, ysizemode="pixel", yanchor=0, yref="paper", y0=0, y1=under)
        posts.append(post | dict(line=dict(color=COLOUR["ink"], width=2.2)))
        names.append(_tag(letter, x, under))
    return posts, names


def _tag(letter: str, x: float, under: int) -> dict:
    """A letter in a frame beneath the squares."""
    return dict(text=f"<b>{letter}</b>", x=x, y=0, yref="paper", yanchor="top", yshift=under, showarrow=False, width=13,
                borderpad=2, borderwidth=1.5, bordercolor=COLOUR["ink"], bgcolor=COLOUR["bg"],
                font=dict(family=FONT, size=13, color=COLOUR["ink"]))


def _layout(grid: Grid) -> dict:
    columns, rows = len(grid.posts), len(grid.starts)
    posts, letters = _letters(grid)
    foot = FOOT + max((-letter["yshift"] for letter in letters), default=0)
    step = -(-columns // TICKS)
    named = list(range(0, columns - 1, step))
    text = dict(family=FONT, color=COLOUR["ink"], size=13)
    fixed = dict(fixedrange=True, zeroline=False, showgrid=False, showline=False, ticklen=0)
    return dict(
        height=TOP + CELL * rows + foot, margin=dict(l=58, r=12, t=TOP, b=foot, pad=0), showlegend=False, dragmode=False,
        paper_bgcolor=COLOUR["bg"], plot_bgcolor=COLOUR["line"], font=text, hovermode="closest", bargap=0,
        hoverlabel=dict(bgcolor=COLOUR["bg"], bordercolor=COLOUR["ink"], font=text, align="left"),
        xaxis=dict(side="top", range=[-.5, columns - .5], tickvals=named, ticktext=[_short(grid.posts[n]) for n in named],
                   tickangle=0, ticklabelposition="outside", tickfont=dict(size=13, color=COLOUR["ink2"]), **fixed),
        yaxis=dict(range=[rows - .5, -.5], tickvals=list(range(rows)), ticktext=[_short(start) for start in grid.starts],
                   tickfont=dict(size=13, color=COLOUR["ink2"]), **fixed),
        shapes=[*posts, *_hand(grid), *_ring(grid)], annotations=[*_heads(grid), *letters])


def _heads(grid: Grid) -> list[dict]:
    heads = [_head("Start on", 0, "right", 26, -6), _head("Post on", 0, "left", 26, 0)]
    at = _place(grid, grid.on)
    if _is_inside(grid, at):
        side, shift = ("left", 10) if at < len(grid.posts) / 2 else ("right", -10)
        heads.append(_head(f"Today, {long_day(grid.on, False)}", (at + .5) / len(grid.posts), side, 46, shift, colour="now"))
    return heads


def _head(text: str, x: float, anchor: str, up: int, aside: int, colour: str = "ink") -> dict:
    """A word above the squares, in pixels from their upper edge."""
    return dict(text=f"<b>{text}</b>", x=x, xref="paper", xanchor=anchor, xshift=aside, y=1, yref="paper", yanchor="bottom",
                yshift=up, showarrow=False, bgcolor=COLOUR["bg"], font=dict(family=FONT, size=13, color=COLOUR[colour]))


def _is_inside(grid: Grid, at: float) -> bool:
    return -.5 <= at <= len(grid.posts) - .5


def _hand(grid: Grid) -> list[dict]:
    """The red hand, where today lies among the posting days."""
    at = _place(grid, grid.on)
    if not _is_inside(grid, at):
        return []
    line = dict(color=COLOUR["now"], width=2)
    pixels = dict(yref="paper", ysizemode="pixel", yanchor=1)
    return [dict(type="line", x0=at, x1=at, yref="paper", y0=0, y1=1, line=line),
            dict(type="line", x0=at, x1=at, y0=0, y1=50, line=line, **pixels),
            dict(type="circle", xsizemode="pixel", xanchor=at, x0=-6, x1=6, y0=48, y1=60, fillcolor=COLOUR["now"], line_width=0,
                 **pixels)]


def _ring(grid: Grid) -> list[dict]:
    """The host's own job: a double ring around its square."""
    if grid.chosen is None:
        return []
    post, start = grid.chosen
    return [dict(type="rect", x0=post - .5, x1=post + .5, y0=start - .5, y1=start + .5,
                 line=dict(color=COLOUR[colour], width=width))
            for colour, width in (("ink", 5), ("bg", 1.6))]


def _short(when: date) -> str:
    return f"{when.day}{NBSP}{when:%b}"
