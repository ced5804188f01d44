"""The hiring calendar as a plotly figure, in the rows of planner/gantt.py and the terms of planner/charts/year_chart.py."""
from __future__ import annotations

from planner.charts.year_chart import YearDrawing
from planner.gantt import COLOUR, Figure, figure
from planner.timeline import Picture

DOWN = "M -7 6 L 7 6 L 0 -7 Z"      # pixels around the day, up is positive

DIAMOND = "M 0 7 L 7 0 L 0 -7 L -7 0 Z"


class _Hiring(YearDrawing):

    def _card(self, y, lane, mark):
        """An open diamond: the day counts for those with a card alone."""
        self._shape("path", path=DIAMOND, **self._at(mark.start, y), fillcolor=COLOUR["bg"],
                    line=dict(color=COLOUR["ink"], width=1.8))

    def _advice(self, y, lane, mark):
        """An open triangle that points down on the programme's own day."""
        self._shape("path", path=DOWN, **self._at(mark.start, y), fillcolor=COLOUR["bg"], line=dict(color=COLOUR["ink"], width=1.8))


def hiring_chart(picture: Picture) -> Figure:
    """The figure of a hiring calendar."""
    return figure(_Hiring(picture))
