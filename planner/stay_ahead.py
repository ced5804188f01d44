"""What a student can plan ahead of what is granted: the one engine asked for each card in turn, as for a good job."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np

from planner.answer import NO, Answer
from planner.cases import Cases
from planner.days import BLANK, to_date
from planner.notes import caution_notes, reason_notes
from planner.plan import make_plan
from planner.row import Row
from planner.totals import HistoryCase
from planner.views import Note
from planner.world import World

FILING = ("dso_recommended", "i765_filed", "i907_filed", "opt_requested_start")
GOOD_JOB = {"hours_per_week": 40, "e_verify": True}


@dataclass(frozen=True)
class Grant:
    """A stretch of days on which work is allowed, both ends included: granted, or planned."""
    kind: str
    first: date
    last: date
    granted: bool


@dataclass(frozen=True)
class Ahead:
    """A stretch planned ahead, or why there is none."""
    grant: Grant | None
    reasons: tuple[Note, ...] = ()


class Outlook:
    """The engine asked for what is not granted yet, as for a good job that begins on the day planned."""

    def __init__(self, made: HistoryCase, on: int, world: World):
        self.on, self.world = on, world
        self.facts = {name: value for name, value in made.cases.record().items() if not name.startswith("offer_")}
        self.first_offer = min((offer.offer_start for offer in made.history.offer
                                if offer.offer_start and offer.offer_start > self.facts["program_end"]), default=None)

    def of(self, kind: str, grants: list[Grant]) -> Ahead:
        """A stretch of a kind, after those that there are."""
        if kind != "opt_stem":
            return self._ask(kind, {"offer_start": self._start(kind)})
        post = max((grant for grant in grants if grant.kind == "opt_post"), key=lambda grant: grant.last, default=None)
        if post is None or not self.facts["stem"]:
            return Ahead(None)
        return self._ask(kind, with_card(self.facts, post) | {"offer_start": post.last + timedelta(1)})

    def cap_gap(self, grants: list[Grant]) -> Ahead | None:
        """What an H-1B petition adds to the card under which it was filed; None where there was no such card."""
        filed = self.facts["h1b_filed"]
        card = next((grant for grant in grants
                     if grant.kind in ("opt_post", "opt_stem") and grant.first <= filed <= grant.last), None)
        if card is None:
            return None
        held = {"ead_category": card.kind, "ead_start": card.first, "ead_end": card.last}
        return self._ask("cap_gap", held | {"offer_start": card.last + timedelta(1)})

    @cached_property
    def academic_year(self) -> int:
        """The day one academic year is complete, BLANK for those who need none."""
        return int(self._plan({}).routes["cpt"].route.batch.academic_year[0]) if self.facts["status"] == "F-1" else BLANK

    def _start(self, kind: str) -> date | None:
        if kind != "opt_post":
            return self.facts["program_end"] + timedelta(1)
        return self.facts["opt_requested_start"] or self.first_offer

    def _plan(self, changed: dict[str, object]):
        case = self.facts | GOOD_JOB | {"related": True, "paid": True, "on_campus": False} | changed
        return make_plan(Cases.of([{name: value for name, value in case.items() if value is not None}]), self.on, self.world)

    def _ask(self, kind: str, changed: dict[str, object]) -> Ahead:
        plan = self._plan(changed)
        row, answer = Row(plan, 0), plan.routes[kind]
        if answer.verdict[0] == NO or answer.authorized_until[0] == BLANK:
            return Ahead(None, tuple(reason_notes(row, answer) or caution_notes(row, answer)))
        return Ahead(Grant(kind, self._first(answer), to_date(int(answer.authorized_until[0])), False))

    @staticmethod
    def _first(answer: Answer) -> date:
        """The first day of the card, where the route has one; else of work."""
        begins = getattr(answer.route, "card_begins", None)
        return to_date(int(np.ravel(begins(answer.start) if begins else answer.start)[0]))


def with_card(facts: dict[str, object], post: Grant) -> dict[str, object]:
    """What changes in a case once it holds the card that the extension stands on; a filing for another card is behind it."""
    card = {"ead_category": "opt_post", "ead_start": post.first, "ead_end": post.last, "i765_category": "opt_stem"}
    return card if facts["i765_category"] == "opt_stem" else card | dict.fromkeys(FILING)
