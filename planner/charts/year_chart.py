"""A year at a glance as a plotly figure, in the rows and the placeholder colours of planner/gantt.py.

A term is a box: solid outline where a date is published or imported, dashed where it is projected; a break is a gap in it.
"""
from __future__ import annotations

from planner.gantt import CLEAR, COLOUR, Drawing, Figure, figure, hover_of_days
from planner.timeline import Picture
from planner.words import long_day

HALF = .15                          # of a bar, in rows


class YearDrawing(Drawing):
    """Terms, breaks and exams of one year."""

    def _published(self, y, lane, mark):
        self._term(y, lane, mark, "solid")

    _imported = _published

    def _projected(self, y, lane, mark):
        self._term(y, lane, mark, "dash")

    def _term(self, y, lane, mark, dash):
        self._box(y, mark, COLOUR["line"], line=dict(color=COLOUR["ink"], width=1.6, dash=dash))
        self._bar(y, mark.start, mark.end, CLEAR, hover=hover_of_days(lane, mark))

    def _exams(self, y, lane, mark):
        self._box(y, mark, COLOUR["ink2"], line_width=0)
        self._bar(y, mark.start, mark.end, CLEAR, hover=hover_of_days(lane, mark, "exams"))

    def _break(self, y, lane, mark):
        self._box(y, mark, COLOUR["bg"], .05, line_width=0)
        self._bar(y, mark.start, mark.end, CLEAR, hover=hover_of_days(lane, mark, "break"))

    def _band(self, y, lane, mark):
        self._shape("line", x0=str(mark.start), x1=str(mark.end), y0=y, y1=y, line=dict(color=COLOUR["ink"], width=1.6))

    def _shut(self, y, lane, mark):
        """A day of a year is a pixel on a phone, so a closed day is a post."""
        self._shape("rect", **self._at(mark.start, y), x0=-1.5, x1=1.5, y0=-9, y1=9, fillcolor=COLOUR["ink2"], line_width=0)
        self._bar(y, mark.start, mark.end, CLEAR, hover=f"{lane.title}<br>{long_day(mark.start)}")

    def _box(self, y, mark, fill, more=0.0, **rest):
        self._shape("rect", x0=str(mark.start), x1=str(mark.end), y0=y - HALF - more, y1=y + HALF + more, fillcolor=fill, **rest)


def year_chart(picture: Picture) -> Figure:
    """The figure of a year."""
    return figure(YearDrawing(picture))
