"""What a host is told, as plain values: for each kind of candidate the latest day to post, and what comes of a posting."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from planner.job import Job
from planner.seasons import Season
from planner.views import MilestoneView, Note

NOW, PAST, NEVER = "now", "past", "never"
ON_CPT = ("cpt", "cpt_required", "first_year")
TOO_FEW = "too few"                 # in place of the day of four in five, where data says that fewer make it
HEADLINE_FOR = ("on_campus", "cpt", "at", "cpt_required", "pending", "card", "stem_card")       # whom a host asks about first


@dataclass(frozen=True)
class SituationView:
    """One kind of candidate for one job.

    verdict: `now` (post_by is today or later), `past`, `never`. post_by_80: the latest posting for which four in five have
    their card in time, None without data, or where dated data says that fewer make it (too_few). days_left: from the status
    date to post_by. steps: every milestone from the posting to the first day of work, `early` from the posting (today where
    none is given), `late` from the job's start.
    earliest_start: what a posting on that day leads to; latest_end: the last day of the work that then begins on the job's own
    day, or on the earliest where that is later (planned_start), inside the season where one is known. ends: the last day that is
    authorized of work that begins on the job's own day, where that cuts the job short.
    """
    name: str
    title: str
    says: str
    route: str
    verdict: str
    post_by: date | None
    post_by_80: date | None
    days_left: int | None
    holds: str
    steps: list[MilestoneView]
    earliest_start: date | None
    latest_end: date | None
    makes_it: bool
    cautions: list[Note]
    too_few: bool = False
    planned_start: date | None = None
    ends: date | None = None

    @property
    def weeks_that_fit(self) -> int:
        """Working weeks from the planned start to the latest end."""
        return working_weeks(self.planned_start, self.latest_end) if self.planned_start and self.latest_end else 0

    @property
    def asks_first(self) -> bool:
        """Whether the day holds only if the office agrees to the kind of work: a contractor on CPT."""
        return self.verdict == NOW and any(note.code == "contractor_on_cpt" for note in self.cautions)

    def step(self, name: str) -> MilestoneView | None:
        return next((step for step in self.steps if step.name == name), None)


@dataclass(frozen=True)
class Recommended:
    """The programme's own advice beside what is computed: by kind of candidate, whether a posting, or an offer, on that day
    makes the start."""
    season: str
    by: date | None
    advice: str
    source: str
    posting: dict[str, bool]
    offer: dict[str, bool]
    says: str


@dataclass(frozen=True)
class HostView:
    """One job answered on a status date; `posting` is the day its forward dates begin."""
    on: date
    job: Job
    school_name: str
    office: str
    start: date
    end: date
    season: Season | None
    posting: date
    posting_given: bool
    situations: list[SituationView]
    recommended: Recommended | None
    closures: list[date]
    headline: str
    others: str

    @property
    def first(self) -> SituationView | None:
        """The kind of candidate that the headline is about; None where no posting makes the start any more."""
        return first_of(self.situations)

    def only_until(self, one: SituationView) -> date | None:
        """The last day of work that begins on the planned start, where that cuts the job short."""
        if not (one.planned_start and one.latest_end):
            return None
        return one.latest_end if one.latest_end < one.planned_start + (self.end - self.start) else None

    def situation(self, name: str) -> SituationView | None:
        return next((one for one in self.situations if one.name == name), None)


def working_weeks(first: date, last: date) -> int:
    """Whole weeks of five working days, the ends included.

    >>> working_weeks(date(2027, 6, 14), date(2027, 7, 2)), working_weeks(date(2027, 6, 14), date(2027, 7, 1))
    (3, 2)
    """
    days = range(max((last - first).days + 1, 0))
    return sum((first + timedelta(n)).weekday() < 5 for n in days) // 5


def first_of(views: list[SituationView]) -> SituationView | None:
    """Whom a host asks about first of those who can still be reached; last those who have to ask their office first."""
    open_ = {view.name: view for view in views if view.verdict == NOW}
    sure = [open_[name] for name in HEADLINE_FOR if name in open_ and not open_[name].asks_first]
    return next(iter([*sure, *open_.values()]), None)


@dataclass(frozen=True)
class YearJob:
    """One job of a year; by: the latest day to post for each kind of candidate, None where it cannot start then.

    order: whom a host asks about first, those left out who would have to ask their office whether they may do such work.
    """
    number: int
    season: Season | None
    start: date
    end: date
    by: dict[str, date | None]
    advised: date | None
    order: tuple[str, ...] = HEADLINE_FOR

    @property
    def post_by(self) -> date | None:
        """The day to post by: for students on CPT, else for those a host asks about next."""
        return next((self.by[name] for name in self.order if self.by.get(name)), None)

    @property
    def reached(self) -> tuple[str, ...]:
        """The kinds of candidates who can start, if the job is posted by `post_by`."""
        return tuple(name for name, by in self.by.items() if by and self.post_by and by >= self.post_by)


@dataclass(frozen=True)
class ComesBack:
    """How many of the year's jobs the same student could do, on one way to lawful work, and why not more.

    jobs: those that this way reaches, until its limit; gaps: the numbers of those before that limit that it does not reach.
    """
    name: str
    title: str
    jobs: int
    says: str
    rule: str
    cite: str
    gaps: tuple[int, ...] = ()


@dataclass(frozen=True)
class HiringYear:
    """The jobs of a year in the order of time, and the same student in several of them."""
    jobs: tuple[YearJob, ...]
    same_student: tuple[ComesBack, ...]
