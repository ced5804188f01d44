"""A route as a plotly figure: each row is a label line with its bar beneath, so one figure serves a phone and a desk.

The figure knows no theme. It is drawn in the ten placeholder colours that Streamlit's plotly theme swaps in the browser for
`chartCategoricalColors`, in this order; .streamlit/config.toml gives them their light and dark values.
"""
from __future__ import annotations

from datetime import date, timedelta

import plotly.graph_objects as go

from planner.timeline import Lane, Mark, Picture
from planner.words import long_day

NAMES = ("student", "school", "agency", "host", "ink", "ink2", "now", "bg", "line", "float")
COLOUR = {name: f"#0000{place:02d}" for place, name in enumerate(NAMES, 1)}
CLEAR = "rgba(0,0,0,0)"
Figure = go.Figure                  # for those who draw with this module and do not know plotly
FONT = "Plex, sans-serif"
ROW, HEAD = 52, 100                 # pixels of a row, and of everything that is no row
MS = 86_400_000                     # plotly measures the length of a bar on a date axis in milliseconds
SYMBOL = {"student": "circle", "school": "square", "agency": "hexagon2", "host": "triangle-up"}
GLYPH = {                           # pixels around the day, up is positive
    "opens": "M 6 9 L 0 9 L 0 -9 L 6 -9",
    "closes": "M -6 9 L 0 9 L 0 -9 L -6 -9",
    "latest": "M -1.6 12 L 1.6 12 L 1.6 -12 L -1.6 -12 L -1.6 4 L -9 12 Z",
    "arrow": "M -4 7 L 4 7 L 0 0 Z",
}
BADGE = {                           # who acts, in the margin of the label
    "student": ("circle", dict(x0=1, x1=11, y0=-5, y1=5)),
    "school": ("rect", dict(x0=1, x1=11, y0=-5, y1=5)),
    "agency": ("path", dict(path="M 0 0 L 3 5.2 L 9 5.2 L 12 0 L 9 -5.2 L 3 -5.2 Z")),
    "host": ("path", dict(path="M 0 -5 L 12 -5 L 6 5.5 Z")),
}


def gantt(picture: Picture) -> go.Figure:
    """The figure of one route.

    >>> from datetime import date
    >>> work = Lane("host", "Work", "from Mon 21 Dec", "", (Mark("earliest", date(2026, 12, 21)),))
    >>> figure = gantt(Picture("CPT", date(2026, 11, 22), date(2026, 12, 21), (work,), (), date(2026, 11, 16), date(2027, 1, 25)))
    >>> figure.layout.height
    152
    """
    return figure(Drawing(picture))


def figure(drawing: Drawing) -> go.Figure:
    """What has been drawn, as a figure."""
    layout = _layout(drawing.picture) | {"shapes": drawing.shapes, "annotations": drawing.words}
    return go.Figure({"data": drawing.traces, "layout": layout})


def _layout(picture: Picture) -> dict:
    rows = len(picture.lanes)
    text = dict(family=FONT, color=COLOUR["ink"], size=14)
    days, texts = zip(*picture.ticks(), strict=True) if picture.ticks() else ((), ())
    return dict(
        height=ROW * rows + HEAD, margin=dict(l=0, r=0, t=26, b=0), barmode="overlay", dragmode=False, showlegend=False,
        paper_bgcolor=COLOUR["bg"], plot_bgcolor=COLOUR["bg"], font=text, hovermode="closest",
        hoverlabel=dict(bgcolor=COLOUR["bg"], bordercolor=COLOUR["ink"], font=text, align="left"),
        xaxis=dict(type="date", range=[str(picture.first), str(picture.last)], side="top", tickangle=0, fixedrange=True,
                   tickvals=[str(day) for day in days], ticktext=texts, tickfont=dict(size=13, color=COLOUR["ink2"]),
                   ticklabelposition="outside right", ticklen=0, showgrid=True, gridcolor=COLOUR["line"],
                   showline=False, zeroline=False),
        yaxis=dict(visible=False, range=[.35 - rows, 1.75], fixedrange=True))


class Drawing:
    """Traces, shapes and words of one picture; the row of a lane is centred on y = -row."""

    def __init__(self, picture: Picture):
        self.picture, self.traces, self.shapes, self.words = picture, [], [], []
        self._closures()
        self._hand_and_offer()
        for row, lane in enumerate(picture.lanes):
            self._lane(-row, lane)
        self._arrows()
        self._rule(1, "paper", COLOUR["ink"], 2)

    # The frame

    def _closures(self):
        for day in self.picture.closed:
            self._shape("rect", x0=str(day), x1=str(day + timedelta(1)), y0=self._foot, y1=.62, fillcolor=COLOUR["line"],
                        opacity=.55, line_width=0, layer="below")

    def _hand_and_offer(self):
        on, offer = self.picture.on, self.picture.offer_start
        if offer:
            self._post(offer, 1.0, COLOUR["ink"], 1.3)
            self._head(offer, .98, f"Offer starts, {long_day(offer, False)}", COLOUR["ink"])
        self._post(on, 1.42, COLOUR["now"], 2)
        self._shape("circle", **_pixels(on, 1.42), x0=-6, x1=6, y0=-6, y1=6, fillcolor=COLOUR["now"], line_width=0)
        self._head(on, 1.42, f"Today, {long_day(on, False)}", COLOUR["now"])

    @property
    def _foot(self) -> float:
        return .35 - len(self.picture.lanes)

    def _post(self, when: date, top: float, colour: str, width: float):
        self._shape("line", x0=str(when), x1=str(when), y0=self._foot, y1=top, layer="between",
                    line=dict(color=colour, width=width))

    def _head(self, when: date, y: float, text: str, colour: str):
        """A name beside its post, on the side that has room for it."""
        right = self.picture.place(when) < .5
        self._word(str(when), y, f"<b>{text}</b>", "left" if right else "right", colour, 14, xshift=9 if right else -9)

    def _rule(self, y: float, yref: str, colour: str, width: float):
        self._shape("line", xref="paper", yref=yref, x0=0, x1=1, y0=y, y1=y, line=dict(color=colour, width=width), layer="below")

    # A row

    def _lane(self, y: int, lane: Lane):
        self._rule(y + .62, "y", COLOUR["line"], 1)
        kind, outline = BADGE[lane.actor]
        self._shape(kind, **_pixels(0, y + .38, "paper"), **outline, fillcolor=COLOUR[lane.actor], line_width=0)
        label = f"<b>{lane.title}</b>{lane.label[len(lane.title):]}"
        self._word(0, y + .38, label, "left", COLOUR["ink"], 14, xref="paper", xshift=17)
        if lane.figure:
            self._word(1, y + .38, lane.figure, "right", COLOUR["ink2"], 13, xref="paper")
        for mark in lane.marks:
            getattr(self, f"_{mark.kind}")(y, lane, mark)
        if lane.likely:
            self._likely(y, lane)

    def _wait(self, y, lane, mark):
        self._bar(y, mark.start, mark.end, COLOUR[lane.actor], hover=_hover(lane, mark))

    def _job(self, y, lane, mark):
        self._bar(y, mark.start, mark.end, COLOUR["host"], hover=_hover(lane, mark))

    def _float(self, y, lane, mark):
        hatch = dict(shape="/", fgcolor=COLOUR["float"], bgcolor=COLOUR["bg"], size=6, solidity=.25)
        self._bar(y, mark.start, mark.end, COLOUR["bg"], COLOUR["float"], 1, pattern=hatch, hover=_hover(lane, mark, "to spare"))

    def _drives(self, y, lane, mark):
        self._shape("line", x0=str(mark.start), x1=str(mark.end), y0=y - .19, y1=y - .19, line=dict(color=COLOUR["ink"], width=2.5))

    def _window(self, y, lane, mark):
        self._glyph("opens", mark.start, y)
        self._until(y, lane, mark)

    def _until(self, y, lane, mark):
        self._shape("line", x0=str(mark.start), x1=str(mark.end), y0=y, y1=y, line=dict(color=COLOUR["ink"], width=1.6))
        self._glyph("closes", mark.end, y)

    def _latest(self, y, lane, mark):
        self._glyph("latest", mark.start, y, COLOUR["ink"])

    def _fact(self, y, lane, mark):
        self._marker(y, lane, mark, "diamond", COLOUR["ink"], COLOUR["ink"])

    def _earliest(self, y, lane, mark):
        self._marker(y, lane, mark, "diamond", COLOUR["bg"], COLOUR["ink"])

    def _acts(self, y, lane, mark):
        self._marker(y, lane, mark, SYMBOL[lane.actor], COLOUR[lane.actor], COLOUR["bg"])

    def _likely(self, y, lane):
        """Outline until half are done, thick to four in five, thin to nineteen in twenty; dots where the data end."""
        start = lane.likely.start
        for (percent, day), width in zip(zip((50, 80, 95), lane.likely.quantiles, strict=True), (.27, .16, .06), strict=True):
            if day is None:
                self._word(str(start), y, "…", "left", COLOUR["ink"], 14, xshift=4)
                return
            fill = COLOUR["bg"] if percent == 50 else COLOUR["agency"]
            hover = f"{percent} in 100 by {long_day(day)}"
            self._bar(y, start, day, fill, COLOUR["agency"], 1.4, width=width, hover=hover)
            self._word(str(day), y - .3, str(percent), "center", COLOUR["ink2"], 13, ground=CLEAR)
            start = day

    def _arrows(self):
        """From the end of each bar that drives the start down to the row it releases."""
        path = [(-row, lane) for row, lane in enumerate(self.picture.lanes) if lane.critical and lane.marks]
        for (y, lane), (below, _) in zip(path, path[1:], strict=False):
            for mark in lane.marks:
                if mark.kind == "drives":
                    end = str(mark.end)
                    self._shape("line", x0=end, x1=end, y0=y - .19, y1=below + .2, layer="below",
                                line=dict(color=COLOUR["ink"], width=1))
                    self._glyph("arrow", mark.end, below + .17, COLOUR["ink"])

    # Pieces

    def _bar(self, y, start, end, fill, line=CLEAR, stroke=0, width=.27, pattern=None, hover=""):
        marker = dict(color=fill, line=dict(color=line, width=stroke)) | ({"pattern": pattern} if pattern else {})
        self.traces.append(dict(type="bar", orientation="h", base=[str(start)], x=[(end - start).days * MS], y=[y], width=width,
                                marker=marker, hovertemplate=f"{hover}<extra></extra>"))

    def _marker(self, y, lane, mark, symbol, fill, line):
        self.traces.append(dict(type="scatter", mode="markers", x=[str(mark.start)], y=[y], cliponaxis=False,
                                marker=dict(symbol=symbol, size=14, color=fill, opacity=1, line=dict(width=2, color=line)),
                                hovertemplate=f"{lane.title}<br>{long_day(mark.start)}<extra></extra>"))

    def _glyph(self, name, when, y, fill=CLEAR):
        line = dict(color=COLOUR["ink"], width=1 if name == "arrow" else 1.6)
        self._shape("path", path=GLYPH[name], **_pixels(when, y), line=line, fillcolor=fill)

    @staticmethod
    def _at(when, y) -> dict:
        """Where a shape with its own pixels stands."""
        return _pixels(when, y)

    def _shape(self, kind, **rest):
        self.shapes.append({"type": kind, "layer": "above", **rest})

    def _word(self, x, y, text, anchor, colour, size, xref="x", xshift=0, ground=COLOUR["bg"]):
        self.words.append(dict(x=x, y=y, xref=xref, text=text, showarrow=False, xanchor=anchor, yanchor="middle", align=anchor,
                               xshift=xshift, font=dict(size=size, color=colour), bgcolor=ground, borderpad=1))


def _pixels(x, y, xref="x") -> dict:
    return dict(xsizemode="pixel", ysizemode="pixel", xanchor=str(x) if xref == "x" else x, yanchor=y, xref=xref)


def _hover(lane: Lane, mark: Mark, what: str = "") -> str:
    days = f"{(mark.end - mark.start).days:,} days {what}".rstrip()
    return f"{lane.title}<br>{long_day(mark.start)} to {long_day(mark.end)}<br>{days}"
