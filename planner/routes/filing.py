"""The chain that all routes through Form I-765 share: the school recommends, the student files, USCIS decides, the card comes.

    requested -> recommended -> filed -> approved -> card_received -> work_starts

A recommendation or a filing that the case holds is a fact; what lies before it is done and constrains nothing.
"""
from __future__ import annotations

from functools import cached_property

import numpy as np

from planner.batch import floor_date, known_or
from planner.days import BLANK, FAR_OFF, LONG_AGO, CalendarDays, choose
from planner.network import SAME_DAY, Imposed, at_least, at_most, exactly
from planner.routes.base import APPROVED, FILED, REQUESTED, Route

MILESTONES = ("requested", "recommended", "filed", "approved", "card_received", "work_starts")


class Filing(Route):
    """A route whose card USCIS makes. Subclasses say whose application it is, when its window is and what the card opens."""
    category: int               # index in EAD_CATEGORIES of the application
    lead: str                   # the school's lead time for the recommendation
    good_for: str = ""          # rule: how long the recommendation may be used; none: as long as one likes
    wait_series: str            # series of the likely reading

    @cached_property
    def opens(self) -> np.ndarray:
        """First day on which USCIS may receive the form."""
        raise NotImplementedError

    @cached_property
    def closes(self) -> np.ndarray | None:
        """Last day on which USCIS may receive the form; None where no window ends."""
        return None

    def window_arcs(self):
        raise NotImplementedError

    def start_arcs(self):
        raise NotImplementedError

    # Facts of the case

    @cached_property
    def _mine(self):
        return self.cases.i765_category == self.category

    @cached_property
    def filed_on(self):
        return known_or(self.cases.i765_filed, np.int32(self.batch.on))

    @cached_property
    def _filing_given(self):
        return self._mine & (self.cases.i765_filed != BLANK)

    @cached_property
    def filed_too_early(self):
        return self._filing_given & (self.cases.i765_filed < self.opens)

    @cached_property
    def filed(self):
        """Rows whose filing is a fact; one before its window is as if not filed."""
        return self._filing_given & ~self.filed_too_early

    @cached_property
    def _recommendation_given(self):
        return self._mine & (self.cases.dso_recommended != BLANK)

    @cached_property
    def recommendation_ends(self):
        if not self.good_for:
            return np.full(self.batch.size, FAR_OFF, np.int32)
        return floor_date(self.cases.dso_recommended) + self.batch.number(self.good_for)

    @cached_property
    def recommended(self):
        """Rows not filed whose recommendation is a fact and can still be used."""
        first_chance = np.maximum(self.opens, np.int32(self.batch.on))
        return self._recommendation_given & ~self.filed & (first_chance <= self.recommendation_ends)

    @cached_property
    def recommendation_expired(self):
        return self._recommendation_given & ~self.filed & ~self.recommended

    @cached_property
    def _nothing_done(self):
        return ~self.filed & ~self.recommended

    @cached_property
    def filing_window_closed(self):
        late = self.filed & self._recommendation_given & (self.cases.i765_filed > self.recommendation_ends)
        if self.closes is None:
            return late
        when = choose(self.filed, self.cases.i765_filed, np.int32(self.batch.on))
        return late | (when > self.closes)

    @cached_property
    def expedite(self):
        """The window is open, but the school's usual lead time ends after it: planned on its last day."""
        if self.closes is None:
            return np.zeros(self.batch.size, bool)
        usual = self.batch.school_lag(self.lead).add(np.int32(self.batch.on) + np.zeros(self.batch.size, np.int32))
        return self._nothing_done & (self.closes >= self.batch.on) & (usual > self.closes)

    @cached_property
    def next_step(self):
        return choose(self.filed, APPROVED, choose(self.recommended, FILED, REQUESTED)).astype(np.int8)

    @property
    def held(self):
        """Rows whose decision nobody can date: the student has marked the case as held."""
        return self.cases.held

    # The agency's clocks

    @property
    def premium(self):
        """Rows that use premium processing, or will; it is there for OPT only."""
        return self.batch.premium

    @cached_property
    def _premium_asked(self):
        """When the premium clock of a filed case starts: as it was asked for (today unless it has), or anew with the evidence."""
        asked = known_or(self.cases.i907_filed, np.int32(self.batch.on))
        return np.maximum(asked, self.evidence_answered) if self._any_evidence else asked

    @cached_property
    def _any_evidence(self):
        return bool((self.cases.rfe_received != BLANK).any())

    @cached_property
    def evidence_asked_for(self):
        """Rows whose application waits, or waited, for evidence."""
        return self.filed & (self.cases.rfe_received != BLANK)

    @property
    def undated(self):
        """Nobody has collected how long a decision takes after an answer to a request for evidence."""
        return self.evidence_asked_for if self._any_evidence else False

    @cached_property
    def evidence_answered(self):
        """The day USCIS has the evidence it asked for, the status date while that is not known; LONG_AGO for all others."""
        return choose(self.evidence_asked_for, known_or(self.cases.rfe_answered, np.int32(self.batch.on)), LONG_AGO)

    @cached_property
    def _standard_date(self):
        planned = self.batch.agency_lag("i765_standard").add(self.filed_on)
        return np.maximum(planned, self.evidence_answered) if self._any_evidence else planned

    @cached_property
    def _premium_date(self):
        return self.batch.agency_lag("i765_premium").add(self._premium_asked)

    @cached_property
    def _premium_is_faster(self):
        return self.filed & self.premium & (self._premium_date < self._standard_date)

    @cached_property
    def processing_overdue(self):
        planned = choose(self._premium_is_faster, self._premium_date, self._standard_date)
        return self.filed & (planned < self.batch.on)

    # The network

    @cached_property
    def network(self):
        return self.batch.network(MILESTONES, (*self._school_arcs(), *self._filing_arcs(), *self._agency_arcs(),
                                               *self.start_arcs()), self._facts)

    def _school_arcs(self):
        return (*at_least("status_date", "requested", SAME_DAY, "planner.today"),
                *exactly("requested", "recommended", self.batch.school_lag(self.lead), f"lead_time.{self.lead}"))

    def _filing_arcs(self):
        return (*self.window_arcs(),
                *at_least("recommended", "filed", SAME_DAY, "opt.after_recommendation"),
                *at_least("status_date", "filed", SAME_DAY, "planner.today"),
                *self._expiry())

    def _expiry(self):
        if not self.good_for:
            return ()
        return at_most("recommended", "filed", CalendarDays(self.batch.number(self.good_for)), self.good_for)

    def _agency_arcs(self):
        standard, premium = self.batch.agency_lag("i765_standard"), self.batch.agency_lag("i765_premium")
        use_premium = self._premium_is_faster | (self.premium & ~self.filed)
        return (*at_least("filed", "approved", standard, "processing.i765_standard", ~use_premium),
                *at_least("filed", "approved", premium, "processing.i765_premium", use_premium & ~self.filed),
                *at_least("premium_asked", "approved", premium, "processing.i765_premium", use_premium & self.filed),
                *at_least("status_date", "approved", SAME_DAY, "planner.today"),
                *self._evidence_arcs(),
                *at_least("approved", "card_received", self.batch.agency_lag("card"), "processing.card"))

    def _evidence_arcs(self):
        """No decision before the evidence; with premium processing the whole clock runs from it (`premium_asked`)."""
        if not self._any_evidence:
            return ()
        return at_least("evidence_answered", "approved", SAME_DAY, "premium.after_evidence_request", self.evidence_asked_for)

    @cached_property
    def _facts(self):
        done = self.filed | self.recommended
        facts = {"requested": Imposed(LONG_AGO, done), "filed": Imposed(self.filed_on, self.filed),
                 "recommended": Imposed(floor_date(self.cases.dso_recommended), done),
                 "premium_asked": Imposed(self._premium_asked)}
        if self._any_evidence:
            facts["evidence_answered"] = Imposed(self.evidence_answered)
        if self.closes is not None and self.expedite.any():
            facts["requested"] = Imposed(choose(self.expedite, self.batch.on, LONG_AGO), done | self.expedite)
            facts["recommended"] = Imposed(choose(self.expedite, self.closes, facts["recommended"].date), done | self.expedite)
        return facts

    # What it means

    def shared_reasons(self):
        return [("language_training", self.batch.level_is("language"))]

    def year_is_incomplete(self):
        return [("academic_year_incomplete", self.batch.academic_year > self.cases.program_end)]

    def used_up(self):
        return [("cpt_year_used", self.cases.cpt_full_time_days >= self.batch.number("cpt.year_bars_opt")),
                ("opt_used_up", self.cases.opt_days_used >= self.batch.number("opt.full_year"))]

    def lasting_cautions(self):
        return [("filed_too_early", self.filed_too_early), ("recommendation_expired", self.recommendation_expired)]

    def cautions(self, start, until):
        unanswered = self.filed & self.premium & (self.cases.i907_filed == BLANK)
        evidence = [("evidence_request", self.evidence_asked_for)] if self._any_evidence else []
        return [*evidence, ("expedite", self.expedite), ("processing_overdue", self.processing_overdue),
                ("premium_from_today", unanswered)]

    # The likely reading

    @cached_property
    def likely_from(self):
        """The day from which the wait is counted: the filing, or the request for premium processing."""
        asked = choose(self.filed, self._premium_asked, self.early.date["filed"])
        return choose(self.premium, asked, self.early.date["filed"])

    def start_with_card(self, card: np.ndarray) -> np.ndarray:
        """The earliest start if the card came on `card`."""
        return np.maximum(card, self._start_without_card)

    @cached_property
    def _start_without_card(self):
        """What else holds the start: the arcs into it that do not come from the card."""
        floor = np.full(self.batch.size, LONG_AGO, np.int32)
        for arc in self.network.arcs:
            if arc.after == "work_starts" and arc.before != "card_received":
                date = arc.lag.add(self.early.date[arc.before])
                floor = choose(True if arc.where is None else arc.where, np.maximum(floor, date), floor)
        return floor
