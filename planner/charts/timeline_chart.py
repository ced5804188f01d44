"""A whole stay as a plotly figure, in the rows and the placeholder colours of planner/gantt.py.

Filled is granted, outlined is planned. A counter takes two rows: the days used as an area with an ink line, its limit as a
heavy line with its number; both in the scale of the largest limit.
"""
from __future__ import annotations

from planner.gantt import CLEAR, COLOUR, HOVER, Drawing, Figure, figure, hover_of_days
from planner.stay_picture import Curve, StayPicture, corners
from planner.words import NBSP, counted, long_day

TOP, FOOT = .02, 1.36               # of a counter's area, in rows from the middle of its first row: above and below
GAP = NBSP * 2


class _Stay(Drawing):

    def __init__(self, stay: StayPicture):
        self.stay = stay
        super().__init__(stay.picture)

    def traces(self) -> list[dict]:
        """Areas and limits under the bars and the words of all rows."""
        return [trace for curve in self.stay.curves if curve.used for trace in self._curve(curve)] + super().traces()

    def _lane(self, y, lane):
        """The second row of a counter has no label and no rule of its own."""
        if lane.title:
            super()._lane(y, lane)

    def _study(self, y, lane, mark):
        self._bar(y, mark.start, mark.end, COLOUR["ink2"], hover=hover_of_days(lane, mark))

    def _granted(self, y, lane, mark):
        self._bar(y, mark.start, mark.end, COLOUR[lane.actor], hover=hover_of_days(lane, mark, "granted"))

    def _planned(self, y, lane, mark):
        self._bar(y, mark.start, mark.end, COLOUR["bg"], COLOUR[lane.actor], 1.6, hover=hover_of_days(lane, mark, "planned"))

    def _grace(self, y, lane, mark):
        self._shape("rect", x0=str(mark.start), x1=str(mark.end), y0=y - .135, y1=y + .135, fillcolor=CLEAR,
                    line=dict(color=COLOUR["ink"], width=1.4, dash="dot"))
        self._bar(y, mark.start, mark.end, CLEAR, hover=hover_of_days(lane, mark))

    def _job(self, y, lane, mark):
        self._bar(y, mark.start, mark.end, COLOUR["host"], hover=hover_of_days(lane, mark, "job"))

    def _offered(self, y, lane, mark):
        self._bar(y, mark.start, mark.end, COLOUR["bg"], COLOUR["host"], 1.6, hover=hover_of_days(lane, mark, "offer"))

    def _curve(self, curve: Curve) -> list[dict]:
        y, most = -curve.row, max(limit for _, limit in curve.limit)
        most = max(most, max(used for _, used in curve.used))

        def scaled(amounts):
            return [y - FOOT + (TOP + FOOT) * amount / most for amount in amounts]
        days, used = corners(curve.used)
        edges, limits = corners(curve.limit)
        said = [f"{long_day(when)}<br>{counted(round(amount), 'day')} used" for when, amount in curve.used]
        area = dict(x=[*days, days[-1], days[0]], y=[*scaled(used), y - FOOT, y - FOOT], fill="toself", hoverinfo="skip",
                    fillcolor=COLOUR["line"], line=dict(width=0))
        line = dict(x=days, y=scaled(used), line=dict(color=COLOUR["ink"], width=1.6), customdata=said, hovertemplate=HOVER)
        limit = dict(x=edges, y=scaled(limits), line=dict(color=COLOUR["ink"], width=3, shape="hv"), hoverinfo="skip")
        for when, amount in curve.limit[:-1]:
            inside = self.picture.place(when) < .12             # no room at the left of the line: beneath it
            text, side = (f"{GAP}{amount}", "right") if inside else (f"{amount}{GAP}", "left")
            self._word(when, scaled([amount])[0] - .22 * inside, text, side, COLOUR["ink2"], 13)
        return [dict(type="scatter", mode="lines", cliponaxis=True, opacity=1, **trace) for trace in (area, line, limit)]


def timeline_chart(stay: StayPicture) -> Figure:
    """The figure of a stay."""
    return figure(_Stay(stay))
