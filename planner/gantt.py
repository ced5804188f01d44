"""A route as a plotly figure: each row is a label line with its bar beneath, so one figure serves a phone and a desk.

The figure knows no theme. It is drawn in the ten placeholder colours that Streamlit's plotly theme swaps in the browser for
`chartCategoricalColors`, in this order; .streamlit/config.toml gives them their light and dark values. All bars are one trace,
all single days another, all words two more: a browser draws four traces much faster than a trace or an annotation for each.
"""
from __future__ import annotations

from datetime import date, timedelta

import plotly.graph_objects as go

from planner.timeline import Lane, Mark, Picture
from planner.words import NBSP, counted, long_day

NAMES = ("student", "school", "agency", "host", "ink", "ink2", "now", "bg", "line", "float")
COLOUR = {name: f"#0000{place:02d}" for place, name in enumerate(NAMES, 1)}
CLEAR = "rgba(0,0,0,0)"
Figure = go.Figure                  # for those who draw with this module and do not know plotly
HOVER = "%{customdata}<extra></extra>"
FONT = "Plex, sans-serif"
ROW, HEAD, MARGIN = 52, 100, 7      # pixels of a row, of everything that is no row, and at the left for who acts
WIDE = {14: 7.3, 13: 6.6}           # pixels of a letter by size, a little more than the average
MS = 86_400_000                     # plotly measures the length of a bar on a date axis in milliseconds
LABEL_LINE = .38                    # above the middle of the bar, in rows
SYMBOL = {"student": "circle", "school": "square", "agency": "hexagon2", "host": "triangle-up"}
GLYPH = {                           # pixels around the day, up is positive
    "opens": "M 6 9 L 0 9 L 0 -9 L 6 -9",
    "closes": "M -6 9 L 0 9 L 0 -9 L -6 -9",
    "latest": "M -1.6 12 L 1.6 12 L 1.6 -12 L -1.6 -12 L -1.6 4 L -9 12 Z",
    "arrow": "M -4 7 L 4 7 L 0 0 Z",
}


def gantt(picture: Picture) -> go.Figure:
    """The figure of one route.

    >>> work = Lane("host", "Work", "from Mon 21 Dec", "", (Mark("earliest", date(2026, 12, 21)),))
    >>> figure = gantt(Picture("CPT", date(2026, 11, 22), date(2026, 12, 21), (work,), (), date(2026, 11, 16), date(2027, 1, 25)))
    >>> figure.layout.height
    152
    """
    return figure(Drawing(picture))


def figure(drawing: Drawing) -> go.Figure:
    """What has been drawn, as a figure."""
    return go.Figure({"data": drawing.traces(), "layout": _layout(drawing.picture) | {"shapes": drawing.shapes}})


def _layout(picture: Picture) -> dict:
    rows = len(picture.lanes)
    text = dict(family=FONT, color=COLOUR["ink"], size=14)
    days, texts = zip(*picture.ticks(), strict=True) if picture.ticks() else ((), ())
    return dict(
        height=ROW * rows + HEAD, margin=dict(l=MARGIN, r=0, t=26, b=0, autoexpand=False),
        barmode="overlay", dragmode=False, showlegend=False,
        paper_bgcolor=COLOUR["bg"], plot_bgcolor=COLOUR["bg"], font=text, hovermode="closest",
        hoverlabel=dict(bgcolor=COLOUR["bg"], bordercolor=COLOUR["ink"], font=text, align="left"),
        xaxis=dict(type="date", range=[str(picture.first), str(picture.last)], side="top", tickangle=0, fixedrange=True,
                   tickvals=[str(day) for day in days], ticktext=texts, tickfont=dict(size=13, color=COLOUR["ink2"]),
                   ticklabelposition="outside right", ticklen=0, showgrid=True, gridcolor=COLOUR["line"],
                   showline=False, zeroline=False),
        yaxis=dict(visible=False, range=[.35 - rows, 1.75], fixedrange=True))


class _Columns:
    """Things of one kind, collected one by one and handed over as columns, the way plotly takes many of them at once."""

    def __init__(self, *names: str):
        self.names, self.rows = names, []

    def add(self, *values):
        self.rows.append(values)

    def __getitem__(self, name: str) -> list:
        place = self.names.index(name)
        return [row[place] for row in self.rows]


class Drawing:
    """Bars, days, words and shapes of one picture; the row of a lane is centred on y = -row."""

    def __init__(self, picture: Picture):
        self.picture, self.shapes = picture, []
        self.bars = _Columns("y", "start", "length", "fill", "line", "stroke", "width", "hatch", "hover")
        self.days = _Columns("y", "day", "symbol", "fill", "line", "hover")
        self.labels = _Columns("y", "actor", "text")
        self.words = _Columns("x", "y", "text", "position", "colour", "size")
        self._closures()
        self._posts()
        self._arrows()
        self._heads()
        for row, lane in enumerate(picture.lanes):
            self._lane(-row, lane)
        self._rule(1, "paper", COLOUR["ink"], 2)

    def traces(self) -> list[dict]:
        """Bars at the bottom, words at the top."""
        return [self._bar_trace(), self._day_trace(), self._label_trace(), self._word_trace()]

    def _bar_trace(self) -> dict:
        bars = self.bars
        return dict(type="bar", orientation="h", base=bars["start"], x=bars["length"], y=bars["y"], width=bars["width"],
                    customdata=bars["hover"], hovertemplate=HOVER,
                    marker=dict(color=bars["fill"], line=dict(color=bars["line"], width=bars["stroke"]),
                                pattern=dict(shape=bars["hatch"], size=6, solidity=.25)))

    def _day_trace(self) -> dict:
        days = self.days
        return dict(type="scatter", mode="markers", x=days["day"], y=days["y"], customdata=days["hover"], hovertemplate=HOVER,
                    cliponaxis=False, marker=dict(symbol=days["symbol"], size=14, color=days["fill"], opacity=1,
                                                  line=dict(width=2, color=days["line"])))

    def _label_trace(self) -> dict:
        actors = self.labels["actor"]
        return dict(type="scatter", mode="markers+text", x=[str(self.picture.first)] * len(actors), y=self.labels["y"],
                    text=self.labels["text"], textposition="middle right", textfont=dict(size=14, color=COLOUR["ink"]),
                    hoverinfo="skip", cliponaxis=False,
                    marker=dict(symbol=[SYMBOL[actor] for actor in actors], color=[COLOUR[actor] for actor in actors],
                                size=11, opacity=1, line=dict(width=0)))

    def _word_trace(self) -> dict:
        words = self.words
        return dict(type="scatter", mode="text", x=words["x"], y=words["y"], text=words["text"], textposition=words["position"],
                    textfont=dict(size=words["size"], color=words["colour"]), hoverinfo="skip", cliponaxis=False)

    # The frame

    def _closures(self):
        for day in self.picture.closed:
            self._shape("rect", x0=str(day), x1=str(day + timedelta(1)), y0=self._foot, y1=.62, fillcolor=COLOUR["line"],
                        opacity=.55, line_width=0, layer="below")

    def _posts(self):
        """The offer, and the red hand of the day of the plan where it lies in the picture."""
        on = self.picture.on
        if self.picture.offer_start:
            self._post(self.picture.offer_start, 1.0, COLOUR["ink"], 1.3)
        if self._has_today:
            self._post(on, 1.42, COLOUR["now"], 2)
            self._shape("circle", **self._at(on, 1.42), x0=-6, x1=6, y0=-6, y1=6, fillcolor=COLOUR["now"], line_width=0)

    def _heads(self):
        """Their names, on two lines so that they cannot meet."""
        on, offer = self.picture.on, self.picture.offer_start
        if self._has_today:
            self._head(on, 1.42, f"Today, {long_day(on, False)}", COLOUR["now"])
        if offer:
            self._head(offer, .94, f"{self.picture.starts}, {long_day(offer, False)}", COLOUR["ink"])

    @property
    def _has_today(self) -> bool:
        return self.picture.first <= self.picture.on <= self.picture.last

    @property
    def _foot(self) -> float:
        return .35 - len(self.picture.lanes)

    def _post(self, when: date, top: float, colour: str, width: float):
        self._shape("line", x0=str(when), x1=str(when), y0=self._foot, y1=top, layer="between",
                    line=dict(color=colour, width=width))

    def _head(self, when: date, y: float, text: str, colour: str):
        """A name beside its post, on the side that has room for it."""
        right = self.picture.place(when) < .5
        gap = NBSP * 4
        self._word(when, y, f"{gap}<b>{text}</b>" if right else f"<b>{text}</b>{gap}", "right" if right else "left", colour, 14)
        self._ground(when, y, 10, len(text) * WIDE[14] + 14, right)

    def _rule(self, y: float, yref: str, colour: str, width: float):
        self._shape("line", xref="paper", yref=yref, x0=0, x1=1, y0=y, y1=y, line=dict(color=colour, width=width), layer="below")

    # A row

    def _lane(self, y: int, lane: Lane):
        top = y + LABEL_LINE
        self._rule(y + .62, "y", COLOUR["line"], 1)
        self._ground(self.picture.first, top, 0, len(lane.label) * WIDE[14] + 16, True)
        self.labels.add(top, lane.actor, f"{NBSP}<b>{lane.title}</b>{lane.label[len(lane.title):]}")
        if lane.figure:
            self._ground(self.picture.last, top, 0, len(lane.figure) * WIDE[13] + 8, False)
            self._word(self.picture.last, top, lane.figure, "left", COLOUR["ink2"], 13)
        for mark in lane.marks:
            getattr(self, f"_{mark.kind}")(y, lane, mark)
        if lane.likely:
            self._likely(y, lane)

    def _wait(self, y, lane, mark):
        self._bar(y, mark.start, mark.end, COLOUR[lane.actor], hover=_hover(lane, mark))

    def _job(self, y, lane, mark):
        self._bar(y, mark.start, mark.end, COLOUR["host"], hover=_hover(lane, mark))

    def _hold(self, y, lane, mark):
        """Dashed, and open at the right: nobody knows where it ends."""
        start, end, top, foot = str(mark.start), str(mark.end), y + .13, y - .13
        for x0, y0, x1, y1 in ((start, top, end, top), (start, top, start, foot), (start, foot, end, foot)):
            self._shape("line", x0=x0, x1=x1, y0=y0, y1=y1, line=dict(color=COLOUR["ink"], width=1.6, dash="dash"))

    def _float(self, y, lane, mark):
        """Hatching over the page's own colour: in one trace of many colours a pattern has no ground of its own."""
        self._bar(y, mark.start, mark.end, COLOUR["bg"])
        self._bar(y, mark.start, mark.end, COLOUR["float"], COLOUR["float"], 1, hatch="/", hover=_hover(lane, mark, "to spare"))

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
        self._day(y, lane, mark, "diamond", COLOUR["ink"], COLOUR["ink"])

    def _earliest(self, y, lane, mark):
        self._day(y, lane, mark, "diamond", COLOUR["bg"], COLOUR["ink"])

    def _acts(self, y, lane, mark):
        self._day(y, lane, mark, SYMBOL[lane.actor], COLOUR[lane.actor], COLOUR["bg"])

    def _likely(self, y, lane):
        """Outline until half are done, thick to four in five, thin to nineteen in twenty; dots where the data end."""
        start, known = lane.likely.start, [day for day in lane.likely.quantiles if day]
        for percent, day, width in zip((50, 80, 95), known, (.27, .16, .06), strict=False):
            fill = COLOUR["bg"] if percent == 50 else COLOUR["agency"]
            self._bar(y, start, day, fill, COLOUR["agency"], 1.4, width=width, hover=f"{percent} in 100 by {long_day(day)}")
            beyond = f"{NBSP}…" if day == known[-1] and percent < 95 else ""
            self._word(day, y - .28, f"{percent}{beyond}", "center", COLOUR["ink2"], 13)
            start = day

    def _arrows(self):
        """From the end of each bar that drives the start down to the row it releases."""
        path = [(-row, lane) for row, lane in enumerate(self.picture.lanes) if lane.critical and lane.marks]
        for (y, lane), (below, _) in zip(path, path[1:], strict=False):
            for mark in lane.marks:
                if mark.kind == "drives":
                    end = str(mark.end)
                    self._shape("line", x0=end, x1=end, y0=y - .19, y1=below + .2, layer="between",
                                line=dict(color=COLOUR["ink"], width=1))
                    self._glyph("arrow", mark.end, below + .17, COLOUR["ink"], layer="between")

    # Pieces

    def _bar(self, y, start, end, fill, line=CLEAR, stroke=0, width=.27, hatch="", hover=""):
        self.bars.add(y, str(start), (end - start).days * MS, fill, line, stroke, width, hatch, hover)

    def _day(self, y, lane, mark, symbol, fill, line):
        self.days.add(y, str(mark.start), symbol, fill, line, f"{lane.title}<br>{long_day(mark.start)}")

    def _word(self, x, y, text, side, colour, size):
        self.words.add(str(x), y, text, f"middle {side}", colour, size)

    def _ground(self, when, y, gap, width, right):
        """The page's own colour behind words, so that grid and lines stop at them."""
        x0, x1 = (gap, gap + width) if right else (-gap - width, -gap)
        self._shape("rect", **self._at(when, y), x0=x0, x1=x1, y0=-9, y1=9, fillcolor=COLOUR["bg"], line_width=0, layer="between")

    def _glyph(self, name, when, y, fill=CLEAR, layer="above"):
        line = dict(color=COLOUR["ink"], width=1 if name == "arrow" else 1.6)
        self._shape("path", path=GLYPH[name], **self._at(when, y), line=line, fillcolor=fill, layer=layer)

    @staticmethod
    def _at(when, y) -> dict:
        """Where a shape with its own pixels stands."""
        return dict(xsizemode="pixel", ysizemode="pixel", xanchor=str(when), yanchor=y)

    def _shape(self, kind, **rest):
        self.shapes.append({"type": kind, "layer": "above", **rest})


def _hover(lane: Lane, mark: Mark, what: str = "") -> str:
    days = f"{(mark.end - mark.start).days:,} days {what}".rstrip()
    return f"{lane.title}<br>{long_day(mark.start)} to {long_day(mark.end)}<br>{days}"


def hover_of_days(lane: Lane, mark: Mark, what: str = "") -> str:
    """What is said of a stretch of whole days: its last day is the one before the end of its bar.

    >>> term = Mark("published", date(2026, 8, 26), date(2026, 12, 19))
    >>> hover_of_days(Lane("school", "Fall 2026", "", "", (term,)), term, "published").replace(NBSP, " ")
    'Fall 2026, published<br>Wed 26 Aug 2026 to Fri 18 Dec 2026<br>115 days'
    """
    days = counted((mark.end - mark.start).days, "day")
    return f"{lane.title}{f', {what}' if what else ''}<br>{long_day(mark.start)} to {long_day(mark.end - timedelta(1))}<br>{days}"
