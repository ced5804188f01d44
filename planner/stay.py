"""A student's whole stay: from the program's first day to the last day of grace, what is granted and what can be planned ahead.

What the history does not hold yet is planned by the one engine: OPT after graduation as if applied for in time, then the STEM
extension on that card; for a J-1 student Academic Training. Planned stretches are marked as planned, never as granted.
"""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from planner.counters import Counter, card_span, counters, of_this_level, unemployment
from planner.days import to_date
from planner.deadlines import Deadline, deadlines
from planner.history import Ead, History, Job, Offer
from planner.stay_ahead import Grant, Outlook
from planner.totals import HistoryCase, case_of_history
from planner.views import Note
from planner.world import World

AHEAD = ("opt_post", "opt_stem", "at", "cap_gap")           # what can be planned where it is not granted


@dataclass(frozen=True)
class Ask:
    """The day by which something has to be asked for, why, and with which documents."""
    date: date
    title: str
    why: str
    document: str


@dataclass(frozen=True, eq=False)
class Stay:
    """A history on a status date, with what lies ahead. Dates are dates; the counters hold what is planned too."""
    on: date
    made: HistoryCase
    world: World
    grants: tuple[Grant, ...]
    closed: dict[str, tuple[Note, ...]]
    academic_year: date | None
    asked: tuple[date | None, ...] = ()
    asks: tuple[Ask, ...] = ()
    carried: bool = True            # the planned STEM extension has a job, or nothing is entered for the time on OPT

    history = property(lambda self: self.made.history)
    case = property(lambda self: self.made.history.case)
    program_start = property(lambda self: self.case.program_start)
    program_end = property(lambda self: self.case.program_end)

    def with_offers(self, offers: tuple[Offer, ...], **changed: object) -> Stay:
        """The same stay with these offers only: one that cannot be worked brings no duties.

        changed: `asked` (of each offer with a first day the start that the host asked for, where it cannot be made), `asks`,
        `grants`, `carried`.
        """
        return replace(self, made=replace(self.made, history=replace(self.history, offer=offers)), **changed)

    def grant(self, kind: str) -> Grant | None:
        """The last stretch of a kind."""
        return next((grant for grant in reversed(self.grants) if grant.kind == kind), None)

    @cached_property
    def work_ends(self) -> Grant | None:
        """The stretch that ends last, after the program."""
        after = [grant for grant in self.grants if grant.kind in AHEAD and grant.last >= self.program_end
                 and not self.is_only_if(grant)]
        return max(after, key=lambda grant: grant.last, default=None)

    def is_only_if(self, grant: Grant | None) -> bool:
        """Whether a stretch is planned for a job that nobody has entered, though others are."""
        return bool(grant and not self.carried and grant.kind == "opt_stem" and not grant.granted)

    @cached_property
    def counters(self) -> dict[str, Counter]:
        """The counters of the history, with the cards and the offers that are planned."""
        known = replace(self.history, ead=self.cards, job=self.history.job + self.offered)
        found = counters(known, self.world.law)
        if self.grant("cap_gap"):
            found["unemployment"] = unemployment(known.job, self.clocked, self.history.program[0], self.world.law)
        return found

    @property
    def clocked(self) -> tuple[Ead, ...]:
        """The cards, and with them the days of a cap-gap: the clock of days without work runs on through it."""
        gap = self.grant("cap_gap")
        under = gap and max((card for card in self.cards if card.end < gap.first), key=lambda card: card.end)
        return self.cards + ((Ead(start=gap.first, end=gap.last, category=under.category),) if gap else ())

    @cached_property
    def clock(self) -> Counter | None:
        """Days without work by what is granted and worked, without the offers; None without a card."""
        if not self.history.ead:
            return None
        return unemployment(self.history.job, self.clocked, self.history.program[0], self.world.law)

    @cached_property
    def cards(self) -> tuple[Ead, ...]:
        """The cards of the history, and those that are planned."""
        return self.history.ead + tuple(Ead(start=grant.first, end=grant.last, category=grant.kind) for grant in self.grants
                                        if not grant.granted and grant.kind not in ("at", "cap_gap"))

    @cached_property
    def offered(self) -> tuple[Job, ...]:
        """The offers as jobs that are planned, each of the kind that its first day has."""
        return tuple(_job(offer, self) for offer in self.history.offer if offer.offer_start)

    @cached_property
    def deadlines(self) -> list[Deadline]:
        """The dated duties that still matter, in the order of time."""
        found = deadlines(self._known, self.world.law, self.case.status, self.case.stem)
        gap = self.grant("cap_gap")
        return [one for one in found if not one.id.startswith(tuple(self._settled))
                and not (gap and one.kind == "leave" and one.date < gap.last)
                and not (one.kind == "report" and one.done and one.done <= one.date)]       # met by what is planned

    @cached_property
    def leave_by(self) -> Deadline | None:
        """The last day in the country."""
        found = self.deadlines if self.carried else self._without_the_extension
        return max((one for one in found if one.kind == "leave"), key=lambda one: one.date, default=None)

    @property
    def _without_the_extension(self) -> list[Deadline]:
        known = {name: days for name, days in self._known.items() if not name.startswith("stem_")}
        return deadlines(known, self.world.law, self.case.status, self.case.stem)

    @property
    def _settled(self) -> Iterator[str]:
        """Windows of what is granted already, or closed to this student."""
        post, stem = self.grant("opt_post"), self.grant("opt_stem")
        if self.case.level == "language" or (post and post.granted) or (not post and "opt_post" in self.closed):
            yield from ("opt_post_", "opt_start_", "opt_pre_opens")
        if (stem and stem.granted) or not stem:
            yield from ("stem_opens", "stem_closes")
        if self.on > self.program_end or self.grant("opt_pre"):
            yield "opt_pre_opens"

    @property
    def _known(self) -> dict[str, object]:
        """The days of the student's own from which duties count."""
        case, which = self.case, {"opt_post": "opt", "opt_stem": "stem"}.get(self.case.i765_category)
        asked = {f"{which}_recommended": case.dso_recommended, f"{which}_filed": case.i765_filed} if which else {}
        known = {"program_starts": case.program_start, "program_ends": case.program_end,
                 "academic_year_complete": self.academic_year if case.status == "F-1" else None,
                 "cpt_ends": [grant.last for grant in self.grants if grant.kind == "cpt"], **asked}
        for kind, name in (("opt_pre", "opt_pre"), ("opt_post", "opt"), ("opt_stem", "stem"), ("at", "at")):
            if grant := self.grant(kind):
                known |= {f"{name}_starts": grant.first, f"{name}_ends": grant.last} if kind != "opt_pre" else {
                    "opt_pre_ends": grant.last}
        return {name: days for name, days in (known | self._job_days).items() if days}

    @property
    def _job_days(self) -> dict[str, list[date]]:
        """First and last days of the jobs under an OPT card; a job that goes on into the extension begins but once."""
        days = {}
        jobs = [job for job in (*self.history.job, *self.offered) if job.kind == "opt"]
        for kind, name in (("opt_post", "opt"), ("opt_stem", "stem")):
            if grant := self.grant(kind):
                days |= {f"{name}_job_starts": [job.start for job in jobs if grant.first <= job.start <= grant.last],
                         f"{name}_job_ends": [job.end for job in jobs if job.end and grant.first <= job.end <= grant.last]}
        return days


def _job(offer: Offer, stay: Stay) -> Job:
    kind = "on_campus" if offer.on_campus else "opt" if _under_a_card(offer.offer_start, stay) else (
        "at" if stay.case.status == "J-1" else "cpt")
    return Job(start=offer.offer_start, end=offer.offer_end, hours_per_week=offer.hours_per_week, kind=kind,
               employer=offer.employer, paid=offer.paid, e_verify=offer.e_verify)


def _under_a_card(when: date, stay: Stay) -> bool:
    return any(grant.kind.startswith(("opt", "cap")) and grant.first <= when <= grant.last for grant in stay.grants)


def make_stay(history: History, on: int, world: World) -> Stay:
    """The whole stay of a student on a status date (days since 1970-01-01); BadInput for a fact that cannot stand.

    The planned start of OPT is `opt_requested_start`, or the one that fits the first offer after the program, or the earliest
    there can be.

    >>> from planner.days import day
    >>> from planner.history import history_of
    >>> from planner.world import load_world
    >>> facts = {"status": "F-1", "program_start": "2025-08-25", "program_end": "2027-05-14", "stem": True,
    ...          "opt_requested_start": "2027-07-01"}
    >>> stay = make_stay(history_of(facts, {}), day("2026-11-22"), load_world())
    >>> [(grant.kind, str(grant.first), str(grant.last)) for grant in stay.grants]
    [('opt_post', '2027-07-01', '2028-06-30'), ('opt_stem', '2028-07-01', '2030-06-30')]
    >>> str(stay.leave_by.date)
    '2030-08-29'
    """
    made = case_of_history(history, on, world)
    granted = list(_granted(history))
    ahead = Outlook(made, on, world)
    planned, closed = [], {}
    for kind in ("at",) if history.case.status == "J-1" else ("opt_post", "opt_stem"):
        if any(grant.kind in (kind, "opt_stem") for grant in granted):
            continue
        one = ahead.of(kind, [*granted, *planned])
        planned += [one.grant] if one.grant else []
        closed |= {kind: one.reasons} if one.reasons else {}
    if made.history.case.h1b_filed and (gap := ahead.cap_gap([*granted, *planned])):
        planned += [gap.grant] if gap.grant else []
        closed |= {"cap_gap": gap.reasons} if gap.reasons else {}
    grants = sorted([*granted, *planned], key=lambda grant: (grant.first, grant.last))
    return Stay(to_date(on), made, world, tuple(grants), closed, to_date(ahead.academic_year))


def _granted(history: History) -> Iterator[Grant]:
    """What the history holds at this level; a card for OPT before graduation ends with the program."""
    start, end = history.program
    for cpt in of_this_level(history.cpt, start):
        yield Grant("cpt", cpt.start, cpt.end, True)
    for card in of_this_level(history.ead, start):
        first, last = card_span(card, end)
        if first <= last:
            yield Grant(card.category, to_date(first), to_date(last), True)
    for at in of_this_level(history.at, start):
        yield Grant("at", at.start, at.end, True)
