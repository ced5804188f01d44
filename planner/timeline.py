"""One route as rows of a time picture: what there is to draw, before anybody draws it.

A lane is a milestone: a label line, then marks on the axis. The picture knows its span, its ticks, which kinds of marks
it shows (for the legend), and itself in words (for readers who do not see it).
"""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from planner.views import Likely, MilestoneView, PlanView, RouteView
from planner.words import MINUS, counted, long_day

LABEL, FIGURE = 36, 13              # characters that fit a phone beside each other
STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240)      # months between two names on an axis
ACTS = ("requested", "filed")       # a person does it; the rest is waited for
ACTORS = {"student": "You", "school": "School", "agency": "USCIS", "host": "Host"}
KINDS = {"fact": "Done", "earliest": "Earliest day", "float": "Days to spare", "latest": "Latest day",
         "window": "Window of law", "until": "Limit of law", "drives": "Drives the start",
         "likely": "Likely: 50, 80, 95 in 100", "hold": "Unknown: USCIS holds the case",
         "closed": "Office closed", "today": "Status date"}
SPOKEN = {"wait": "from {start} to {end}", "drives": "drives the start", "window": "the law's window is {start} to {end}",
          "until": "not after {end}", "hold": "held, nobody knows until when", "acts": "earliest on {start}",
          "earliest": "earliest on {start}", "latest": "latest on {start}"}        # the rest stands in the label, or follows


@dataclass(frozen=True)
class Mark:
    """Something on the axis: `kind` is a shape, `end` the day after its last where it has a length."""
    kind: str
    start: date
    end: date | None = None


@dataclass(frozen=True)
class Lane:
    """One row: who acts, a bold title with a detail, a short figure at the right, and its marks."""
    actor: str
    title: str
    detail: str
    figure: str
    marks: tuple[Mark, ...]
    critical: bool = False
    likely: Likely | None = None

    @property
    def label(self) -> str:
        return f"{self.title}, {self.detail}" if self.detail else self.title

    def in_words(self) -> str:
        """The row for a reader who does not see it: what stands in it, then what its marks say.

        >>> marks = Mark("earliest", date(2026, 12, 7)), Mark("latest", date(2026, 12, 18))
        >>> Lane("school", "CPT authorized", "10 office days", "11 to spare", marks).in_words().replace(chr(160), " ")
        'CPT authorized, 10 office days (11 to spare): earliest on Mon 7 Dec 2026, latest on Fri 18 Dec 2026.'
        """
        said = [SPOKEN[mark.kind].format(start=long_day(mark.start), end=long_day(mark.end) if mark.end else "")
                for mark in self.marks if mark.kind in SPOKEN]
        said += _shares(self.likely) if self.likely else []
        figure = f" ({self.figure})" if self.figure else ""
        return f"{self.label}{figure}{': ' if said else ''}{', '.join(said)}."


@dataclass(frozen=True)
class Picture:
    """Everything a drawing of one route needs."""
    title: str
    on: date
    offer_start: date | None
    lanes: tuple[Lane, ...]
    closed: tuple[date, ...]
    first: date
    last: date
    starts: str = "Offer starts"        # what stands at the ink line of offer_start

    @property
    def days(self) -> int:
        return (self.last - self.first).days

    def place(self, when: date) -> float:
        """Where a day stands, 0 at the left edge and 1 at the right."""
        return (when - self.first).days / self.days

    def ticks(self) -> list[tuple[date, str]]:
        """Mondays on a short span, firsts of months on a long one; at most six have a name, so that they fit a phone."""
        found = _mondays(self.first, self.last) if self.days < 140 else month_ticks(self.first, self.last)
        return [(day, text if self.place(day) < .86 else "") for day, text in found]

    def shown(self) -> list[str]:
        """The actors, then the kinds of marks that the picture holds, in the order of a legend."""
        actors = {lane.actor for lane in self.lanes}
        kinds = {mark.kind for lane in self.lanes for mark in lane.marks} | {"today"}
        kinds |= {"closed"} if self.closed else set()
        kinds |= {"likely"} if any(lane.likely for lane in self.lanes) else set()
        return [actor for actor in ACTORS if actor in actors] + [kind for kind in KINDS if kind in kinds]

    def in_words(self) -> str:
        """The picture for a reader who does not see it."""
        lines = [f"{self.title}, step by step. Today is {long_day(self.on)}."]
        lines += [lane.in_words() for lane in self.lanes]
        if self.offer_start:
            lines.append(f"The {self.starts[:1].lower()}{self.starts[1:]} on {long_day(self.offer_start)}.")
        if self.closed:
            lines.append(f"The office is closed on {counted(len(self.closed), 'day')} in it, besides weekends.")
        return " ".join(lines)


def _shares(likely: Likely) -> list[str]:
    """By when how many of a hundred have their decision."""
    return [f"{percent} in 100 by {long_day(day)}" if day else f"{percent} in 100 beyond the data"
            for percent, day in zip((50, 80, 95), likely.quantiles, strict=True)]


def picture(plan: PlanView, route: RouteView) -> Picture:
    """One open route of a plan, ready to be drawn."""
    first, last = _span(plan, route)
    steps = [step for step in route.milestones if not (step.done and step.actual is None)]
    lanes = [lane for step in steps for lane in _lanes(plan, route, step, last)]
    closed = tuple(day for day in plan.closures if first <= day < last)
    return Picture(route.title, plan.on, route.offer_start, tuple(lanes), closed, first, last)


def _span(plan: PlanView, route: RouteView) -> tuple[date, date]:
    """First and last day shown: every fact and every date that a person must know, and some air."""
    steps = route.milestones
    days = [plan.on, route.start, route.offer_start, *(d for s in steps for d in (s.actual, s.start, s.early, s.late))]
    days += [route.windows[name][1] for name in route.windows]
    days += route.likely.quantiles if route.likely else ()
    days = [day for day in days if day and day > plan.on - timedelta(400)]
    length = max((max(days) - min(days)).days, 21)
    job = min(route.offer_end or date.max, route.authorized_until or date.max, max(days) + timedelta(max(length // 3, 60)))
    last = max(*days, job)
    air = max((last - min(days)).days // 16, 3)
    return min(days) - timedelta(air), last + timedelta(air + 1)


def _mondays(first: date, last: date) -> list[tuple[date, str]]:
    step = 7 * -(-(last - first).days // 42)
    day = first + timedelta(-first.weekday() % 7)
    days = [day + timedelta(step * n) for n in range((last - day).days // step + 1)]
    return [(d, f"{d.day} {d:%b}") for d in days]


def month_ticks(first: date, last: date) -> list[tuple[date, str]]:
    """Firsts of months; about six of them have a name, with the year where it changes."""
    step = next(n for n in STEPS if (last - first).days <= 183 * n)
    months = range(first.year * 12 + first.month, last.year * 12 + last.month)      # counted from year 0
    named = [n for n in months if n % step == 0]
    texts = {n: _month(n, before) for n, before in zip(named, [first.year * 12, *named], strict=False)}
    return [(date(n // 12, n % 12 + 1, 1), texts.get(n, "")) for n in (months if step <= 3 else named)]


def _month(n: int, before: int) -> str:
    """A month's name, with the year where it is another than that of the month before."""
    return f"{date(n // 12, n % 12 + 1, 1):{'%b' if n // 12 == before // 12 else '%b %Y'}}"


def _lanes(plan: PlanView, route: RouteView, step: MilestoneView, last: date) -> list[Lane]:
    if not step.done and step.early is None:
        return [_unknown(plan, route, step, last)]
    if step.name == "work_starts":
        return [_work(route, step, last)]
    lane = Lane(step.actor, step.title, _detail(plan, route, step), _spare(step), tuple(_marks(route, step)), step.critical)
    return [lane, _likely(route)] if step.name == "approved" and route.likely else [lane]


def _unknown(plan: PlanView, route: RouteView, step: MilestoneView, last: date) -> Lane:
    """A day that a held case keeps unknown: an open outline from the filing to the edge, and after it nothing."""
    filed = route.milestone("filed")
    held = Mark("hold", filed.actual or filed.early or plan.on, last)
    return Lane(step.actor, step.title, "", "unknown", (held,) if step.name == "approved" else ())


def _marks(route: RouteView, step: MilestoneView) -> list[Mark]:
    if step.done:
        return [Mark("fact", step.actual)]
    marks = _window(route, step)
    if step.start and step.early > step.start:
        marks += [Mark("wait", step.start, step.early)] + [Mark("drives", step.start, step.early)] * step.critical
    late = route.late_to_name(step)
    if late and late > step.early:
        marks.append(Mark("float", step.early, late))
    marks.append(Mark("acts" if step.name in ACTS else "earliest", step.early))
    if late and (late > step.early or step.name == route.next_step):
        marks.append(Mark("latest", late))
    return marks


def _window(route: RouteView, step: MilestoneView) -> list[Mark]:
    """What the law allows: from a day on, until a day, or between two."""
    opens, closes = route.windows.get(step.name, (None, None))
    if opens and closes:
        return [Mark("window", opens, closes)]
    return [Mark("until", step.early, closes)] if closes else []


def _detail(plan: PlanView, route: RouteView, step: MilestoneView) -> str:
    """What the label says after the title: as much as fits."""
    if step.done:
        return fitting(step.title, long_day(step.actual, step.actual.year != plan.on.year), long_day(step.actual, False))
    if step.name in ACTS:
        by = route.late_to_name(step)
        if by is None:
            return fitting(step.title, f"from {long_day(step.early, False)}", f"from {_short(step.early)}")
        return fitting(step.title, f"by {long_day(by, by.year != plan.on.year)}", f"by {long_day(by, False)}", f"by {_short(by)}")
    if step.lag and step.start and step.early > step.start:
        return fitting(step.title, step.lag.replace("business", "office"))
    return fitting(step.title, long_day(step.early, False), _short(step.early))


def fitting(title: str, *details: str) -> str:
    """The first detail that a label has room for after its title, empty where none fits."""
    return next((d for d in details if d and len(title) + 2 + len(d) <= LABEL), "")


def _short(when: date) -> str:
    return f"{when.day}\u00a0{when:%b}"


def _spare(step: MilestoneView) -> str:
    if step.done:
        return "done"
    if step.float_days is None:
        return ""
    return "999+ to spare" if step.float_days > 999 else f"{step.float_days} to spare".replace("-", MINUS)


def _work(route: RouteView, step: MilestoneView, last: date) -> Lane:
    start, end = route.start, route.offer_end or route.authorized_until
    end = min(end, route.authorized_until or end) if end else None
    detail = f"{_short(start)} to {_short(end)}" if end and end < last and end >= start else f"from {long_day(start, False)}"
    bar = Mark("job", start, min(end + timedelta(1), last) if end and end >= start else last)
    late = _late(route.shift_days) if route.shift_days else _spare(step)
    return Lane("host", "Work", detail, late, (bar, Mark("earliest", step.early)), step.critical)


def _late(days: int) -> str:
    return f"{counted(days, 'day')} late" if days <= 999 else "years late"


def _likely(route: RouteView) -> Lane:
    beyond = "… beyond data" if None in route.likely.quantiles else ""
    return Lane("agency", "Likely", f"of {route.likely.n:,} filed in {route.likely.period}", beyond, (), likely=route.likely)
