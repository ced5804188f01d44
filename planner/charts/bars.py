"""What every chart of upright bars shares: the frame, the ground, the axes; in the placeholder colours of planner/gantt.py."""
from __future__ import annotations

import plotly.graph_objects as go

from planner.gantt import CLEAR, COLOUR, FONT, WIDE, Figure


def bar_figure(traces: list[dict], highest: float, height: int, *, shapes: list[dict] = (), words: list[dict] = (),
               category: bool = False, **axis) -> Figure:
    """A figure of bars with its zero line in ink and a pale grid; `words` stand on it, `axis` goes to the axis below."""
    text = dict(family=FONT, color=COLOUR["ink"], size=14)
    small = dict(size=13, color=COLOUR["ink2"])
    below = dict(type="category" if category else "date", fixedrange=True, tickangle=0, tickfont=small, showgrid=False,
                 showline=True, linecolor=COLOUR["ink"], linewidth=2, zeroline=False) | axis
    layout = dict(height=height, margin=dict(l=_left(highest), r=4, t=26, b=40, pad=0, autoexpand=False),
                  barmode="stack", bargap=.28, dragmode=False, showlegend=False,
                  paper_bgcolor=COLOUR["bg"], plot_bgcolor=COLOUR["bg"], font=text, hovermode="closest",
                  shapes=list(shapes), annotations=list(words),
                  hoverlabel=dict(bgcolor=COLOUR["bg"], bordercolor=COLOUR["ink"], font=text, align="left"),
                  xaxis=below, yaxis=dict(fixedrange=True, range=[0, highest * 1.16], tickfont=small, gridcolor=COLOUR["line"],
                                          ticks="outside", ticklen=6, tickcolor=CLEAR, zeroline=False, nticks=5, tickformat=",d"))
    return go.Figure({"data": traces, "layout": layout})


def _left(highest: float) -> float:
    """Pixels for the numbers of the axis at the left. It is not left to the browser: that draws every chart twice to find out."""
    return 10 + WIDE[13] * 1.1 * len(f"{highest * 1.16:,.0f}")
