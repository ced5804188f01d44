"""A plan as people read it: plain values with names, for pages, pictures and the command line."""
from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Note:
    """A reason or a caution: its code, one plain sentence, where that is written, and the rule's id where it has one."""
    code: str
    says: str
    cite: str
    rule: str = ""
    headline: str = ""              # the same in a few words, where the sentence is too long for a headline

    @property
    def short(self) -> str:
        return self.headline or self.says


@dataclass(frozen=True)
class Cost:
    """What the route costs; `usd` is None where the planner does not know the amount."""
    says: str
    usd: float | None
    cite: str


@dataclass(frozen=True)
class Likely:
    """The decision of the agency as dated data has it: quantiles 50, 80 and 95 (None: beyond the data)."""
    says: str
    n: int
    period: str
    as_of: date
    start: date
    quantiles: tuple[date | None, date | None, date | None]


@dataclass(frozen=True)
class MilestoneView:
    """One milestone of a route: dates, what holds it there, and who acts. A done step has no early date."""
    name: str
    title: str
    says: str
    actor: str
    early: date | None
    late: date | None
    missed: date | None
    float_days: int | None
    actual: date | None
    start: date | None
    driving_rule: str
    cite: str
    source: str
    lag: str
    critical: bool
    done: bool


@dataclass(frozen=True)
class RouteView:
    """One route's answer for one case."""
    route: str
    title: str
    verdict: str
    earliest_start: date | None
    authorized_until: date | None
    shift_days: int | None
    next_step: str
    next_step_by: date | None
    route_closes: date | None
    float_days: int | None
    driving_rule: str
    reasons: list[Note]
    cautions: list[Note]
    p50_start: date | None
    p80_start: date | None
    p95_start: date | None
    chance_on_time: float | None
    offer_start: date | None
    offer_end: date | None
    start: date | None
    milestones: list[MilestoneView] = field(default_factory=list)
    windows: dict[str, tuple[date | None, date | None]] = field(default_factory=dict)
    likely: Likely | None = None
    uses_up: str = ""
    costs: list[Cost] = field(default_factory=list)
    school_notes: list[Note] = field(default_factory=list)
    why: str = ""
    know: list[Note] = field(default_factory=list)
    last_open_day: date | None = None       # of the school's office, where next_step_by is a closed day
    until_from_earliest: date | None = None # the last day of work of somebody who starts on the earliest day

    @property
    def is_open(self) -> bool:
        return self.verdict != "no"

    @property
    def act_by(self) -> date | None:
        """The day to name for the next step: `next_step_by`, or the office's last open day before it."""
        return self.last_open_day or self.next_step_by

    def late_to_name(self, step: MilestoneView) -> date | None:
        """The day to name as the last for a step: to ask an office that is closed on it, and for what comes before, its last
        open day."""
        asks = step.name in ("offer_in_hand", "signed", "requested") and self.next_step == "requested" and self.last_open_day
        return min(step.late, self.last_open_day) if asks and step.late else step.late

    @property
    def is_dated(self) -> bool:
        """Open, and the days on which work could start and end are known."""
        return self.start is not None

    @property
    def until_counts_from_start(self) -> bool:
        """Whether the last day of work is that of a start later than the earliest one: an earlier start would end earlier."""
        return self.start is not None and self.until_from_earliest != self.authorized_until

    def milestone(self, name: str) -> MilestoneView | None:
        return next((m for m in self.milestones if m.name == name), None)


@dataclass(frozen=True)
class Step:
    """One line of the checklist: who does what by when, with which documents, and `to` whom it goes."""
    title: str
    actor: str
    kind: str
    early: date | None
    by: date | None
    documents: list[str]
    note: str
    cite: str
    to: str = ""


@dataclass(frozen=True)
class PlanView:
    """One case with all its routes, best first, in sentences."""
    on: date
    case: dict
    school_name: str
    office: str
    routes: list[RouteView]
    headline: str
    because: str
    helps: list[str]
    checklist: list[Step]
    closures: list[date]
    regime: str | None

    @property
    def best(self) -> RouteView:
        return self.routes[0]
