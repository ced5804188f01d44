"""What a scenario moves: before and after per student as dumbbells, and how many students move by how much."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from planner.charts.bars import bar_figure
from planner.gantt import COLOUR, ROW, Drawing, Figure, figure
from planner.timeline import Lane, Mark, Picture
from planner.words import MINUS, counted, long_day

SHOWN = 10                          # students in a picture: the ones that move most
NAME = 16                           # characters of a student's name that fit beside the rest on a phone
KINDS = {"before": "As planned", "after": "Under the scenario", "offer": "Offer starts"}
EDGES = (1, 8, 15, 31, 61)          # days from which a class of the distribution begins


@dataclass(frozen=True)
class Shift:
    """One student before and after; `after` is None where no start is left, `misses` what becomes of the offer's start."""
    name: str
    before: date
    after: date | None
    offer: date | None
    misses: bool

    @property
    def days(self) -> int | None:
        return None if self.after is None else (self.after - self.before).days

    @property
    def fate(self) -> str:
        """In a few words."""
        return "misses start" if self.misses else "still in time" if self.offer and self.after and self.after <= self.offer else ""

    @property
    def moved(self) -> str:
        """By how much, with its sign."""
        if self.days is None:
            return "no way left"
        return f"{'+' if self.days > 0 else ''}{counted(self.days, 'day')}".replace("-", MINUS)


def shift_picture(shifts: list[Shift], on: date) -> Picture:
    """Rows of students, ready to be drawn."""
    days = [when for one in shifts for when in (one.before, one.after, one.offer) if when]
    air = max((max(days) - min(days)).days // 12, 7)
    first, last = min(days) - timedelta(air), max(days) + timedelta(air)
    return Picture("Planned start, before and after", on, None, tuple(map(_lane, shifts)), (), first, last)


def _lane(one: Shift) -> Lane:
    marks = [Mark("moved", min(one.before, one.after), max(one.before, one.after))] if one.after else []
    marks += [Mark("offer", one.offer)] if one.offer else []
    marks += [Mark("before", one.before)] + ([Mark("after", one.after)] if one.after else [])
    name = one.name if len(one.name) <= NAME else f"{one.name[:NAME - 1]}…"
    return Lane("student", name or "no name", one.fate, one.moved, tuple(marks))


class _Shifts(Drawing):

    def _posts(self):
        """Today is no matter of a shift."""

    _heads = _posts

    def _moved(self, y, lane, mark):
        self._shape("line", x0=str(mark.start), x1=str(mark.end), y0=y, y1=y, line=dict(color=COLOUR["ink"], width=2))

    def _offer(self, y, lane, mark):
        self._shape("line", x0=str(mark.start), x1=str(mark.start), y0=y - .24, y1=y + .24, layer="above",
                    line=dict(color=COLOUR["host"], width=4))

    def _before(self, y, lane, mark):
        self._day(y, lane, mark, "circle", COLOUR["bg"], COLOUR["ink"])

    def _after(self, y, lane, mark):
        self._day(y, lane, mark, "circle", COLOUR["ink"], COLOUR["ink"])


def dumbbells(shifts: list[Shift], on: date) -> Figure:
    """Planned start before (open) and after (filled) of each student, and the day on which the offer starts.

    >>> one = Shift("SYN-0412", date(2026, 12, 7), date(2026, 12, 14), date(2026, 12, 10), True)
    >>> dumbbells([one], date(2026, 11, 22)).layout.height, one.moved, one.fate
    (100, '+7 days', 'misses start')
    """
    drawn = figure(_Shifts(shift_picture(shifts, on)))
    foot, _ = drawn.layout.yaxis.range
    return drawn.update_layout(height=drawn.layout.height - ROW, yaxis_range=[foot, .75])      # no heads above the first row


def shifts_in_words(shifts: list[Shift]) -> str:
    """The picture for those who do not see it."""
    rows = [f"{one.name}: from {long_day(one.before)} to {long_day(one.after) if one.after else 'no way left'}, {one.moved}"
            + (f", {one.fate}" if one.fate else "") for one in shifts]
    return "Planned start before and after. " + ". ".join(rows) + "."


def classes() -> list[str]:
    """The classes of the distribution, from earlier to no way left."""
    steps = [f"{first} to {after - 1} days later" for first, after in zip(EDGES, EDGES[1:], strict=False)]
    return ["earlier", *steps, f"{EDGES[-1]} days or more", "no way left"]


def distribution(counts: list[int]) -> Figure:
    """How many students move by how much: `counts` are those of `classes()`."""
    labels = ["earlier", *(f"{first}–{after - 1}" for first, after in zip(EDGES, EDGES[1:], strict=False)), f"{EDGES[-1]}+", "none"]
    bar = dict(type="bar", x=labels, y=counts, text=[f"{n:,}" for n in counts], textposition="outside", cliponaxis=False,
               textfont=dict(size=14, color=COLOUR["ink"]), hovertemplate="%{customdata}: %{y} students<extra></extra>",
               customdata=classes(), marker=dict(color=COLOUR["ink2"]))
    return bar_figure([bar], max([*counts, 1]), height=260, category=True)
