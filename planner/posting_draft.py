"""A posting as a host means to publish it: how, what, when and for how much."""
from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from planner.posting_title import position_in, title_of
from planner.words import counted

INTERNSHIP = "Internship"
TYPES = (INTERNSHIP, "Part-time job", "Full-time job", "Volunteer role", "On-campus student employment")
HOURLY, FEE, UNPAID = "hourly", "fee", "unpaid"


@dataclass(frozen=True)
class Draft:
    """What a host means to publish. `usd` is dollars an hour, or in all where `pay` is a fee.

    decision: business days to decide on a micro-internship, calendar days for other offers.

    season: the season that holds the first day ("Spring 2027"; blank: no calendar known), season_end: its last day, band: by how
    many days that may move where it is projected.
    answers: ids of the questions about unpaid work that are answered yes.
    """
    way: str
    school: str
    school_name: str
    title: str
    term: str
    start: date
    end: date
    weeks: int
    hours: float
    kind: str = "micro"
    position_type: str = INTERNSHIP
    alumni: bool = False
    pay: str = HOURLY
    usd: float = 0.0
    contractor: bool = False
    on_campus: bool = False
    region: str = ""
    decision: int = 7
    text: str = ""
    season: str = ""
    season_end: date | None = None
    band: int = 0
    posted: date | None = None
    advised: date | None = None
    answers: frozenset[str] = field(default_factory=frozenset)

    @property
    def total_hours(self) -> float:
        return self.weeks * self.hours

    @property
    def to_decide(self) -> str:
        """How long a student has to decide, in words."""
        return counted(self.decision, "business day" if self.kind == "micro" else "day")

    @property
    def finished_title(self) -> str:
        """The title to publish: of the programme's form for its micro-internships, else the position."""
        position = position_in(self.title) or "[position]"
        return title_of(position, self.term, self.alumni) if self.way == "handshake" and self.kind == "micro" else position


def money(usd: float) -> str:
    """Dollars with cents.

    >>> money(1200)
    '$1,200.00'
    """
    return f"${usd:,.2f}"
