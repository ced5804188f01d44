"""One offer of several as it is planned: its best route, its days, and what it uses up."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from planner.history import At, Cpt, Job, Offer
from planner.orders import documents
from planner.routes import ALL_ROUTES

ON_A_CARD = ("current_ead", "opt_post", "opt_stem", "cap_gap")
KIND = {"on_campus": "on_campus", "cpt": "cpt", "at": "at", "hardship": "other", "intl_org": "other"} | dict.fromkeys(
    ("opt_pre", *ON_A_CARD), "opt")


@dataclass(frozen=True)
class OfferPlan:
    """One offer of several: the best route, and the days on which it would be worked; `last` is None where nobody knows."""
    offer: Offer
    name: str
    route: str
    verdict: str
    start: date | None
    last: date | None
    until: date | None
    step: str
    by: date | None
    reason: str
    shared: str = ""                # the earlier offer whose application covers this one too
    act_by: date | None = None      # `by`, or the office's last open day before it
    over: date | None = None        # begins on or after this day, on which the days without work pass their limit
    goes_on: bool = False           # after the card for OPT, under the STEM extension that is planned

    title = property(lambda self: ALL_ROUTES[self.route].title)
    documents = property(lambda self: documents(self.step, self.route))
    is_open = property(lambda self: self.verdict not in ("no", "unknown"))

    @property
    def ends(self) -> date | None:
        """The last day of the work: that of the authorization, unless the work goes on under the next card."""
        return self.offer.offer_end if self.goes_on else self.last

    def as_job(self) -> Job:
        """The offer as a job that is worked."""
        return Job(start=self.start, end=self.ends, hours_per_week=self.offer.hours_per_week, kind=KIND[self.route],
                   employer=self.name, paid=self.offer.paid, e_verify=self.offer.e_verify)


def cpts_of(plans: tuple[OfferPlan, ...]) -> list[Cpt]:
    """The offers that are worked under CPT, as authorizations."""
    return [Cpt(start=plan.start, end=plan.last or plan.until, hours=plan.offer.hours_per_week, employer=plan.name)
            for plan in plans if plan.is_open and plan.route == "cpt"]


def trainings_of(plans: tuple[OfferPlan, ...]) -> list[At]:
    """The offers that are worked under Academic Training, as authorizations."""
    return [At(start=plan.start, end=plan.last or plan.until) for plan in plans if plan.is_open and plan.route == "at"]
