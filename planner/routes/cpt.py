"""Curricular practical training: the school authorizes it on the I-20, no agency is involved.

Where the school aligns CPT with its terms, work starts and ends inside one of them, and the credit it belongs to has to be
added by that term's deadline: the first day on which the department can have signed decides which term is still open. A deadline
that is not known, or is projected and may be past, closes no term: the office is asked (`add_deadline_unsure`).
"""
from __future__ import annotations

from functools import cached_property

import numpy as np

from planner.days import BLANK, LONG_AGO, choose
from planner.network import SAME_DAY, Imposed, at_least, at_most, exactly
from planner.routes.base import REQUESTED, Route, planned_start
from planner.schedule import forward_pass


class Cpt(Route):
    name, title = "cpt", "CPT"
    next_step = REQUESTED

    @cached_property
    def network(self):
        return self._in_terms if self._has_aligned else self._whenever

    @cached_property
    def _whenever(self):
        """The network of a school that authorizes CPT for any days of the program."""
        batch = self.batch
        return batch.network(("signed", "requested", "authorized", "work_starts"), self._arcs)

    @cached_property
    def _arcs(self):
        batch = self.batch
        return (
            *at_least("offer_in_hand", "signed", batch.school_lag("sign_off"), "lead_time.sign_off"),
            *at_least("signed", "requested", SAME_DAY, "planner.in_order"),
            *at_least("offer_in_hand", "requested", SAME_DAY, "planner.offer_first"),
            *exactly("requested", "authorized", batch.school_lag("cpt"), "lead_time.cpt"),
            *at_least("academic_year_complete", "work_starts", SAME_DAY, "academic_year.required", ~batch.training_required),
            *at_least("authorized", "work_starts", SAME_DAY, "cpt.authorized_first"),
            *at_least("program_starts", "work_starts", SAME_DAY, "cpt.within_program"),
            *at_most("program_ends", "work_starts", SAME_DAY, "cpt.within_program"))

    # The term

    @cached_property
    def _has_aligned(self):
        return self.batch.terms is not None and bool(self.batch.terms.aligned.any())

    @cached_property
    def _free(self):
        """The earliest dates if no term bound anybody."""
        return forward_pass(self._whenever).date

    @cached_property
    def _registered(self):
        """The first day on which the credit can be added; LONG_AGO where every student of the program trains: none is needed."""
        return choose(self.cases.training_required, LONG_AGO, self._free["signed"])

    def term(self, start):
        """The place of the term of a start in batch.terms.cpt; only where some school of the batch has terms."""
        return self.batch.terms.cpt_term(start, self._registered)

    @cached_property
    def _opens(self):
        """The first day that a term lets work start: for the offer's own start, or from the first possible day on."""
        offered = planned_start(self._free["work_starts"], self.batch)
        for_offer, at_all = (np.maximum(day, self.batch.terms.cpt.start[self.term(day)])
                             for day in (offered, self._free["work_starts"]))
        return choose(for_offer > offered, for_offer, at_all)

    @cached_property
    def credit_too_late(self):
        """Rows in which a term is passed over because its credit cannot be added any more."""
        earliest = self._free["work_starts"]
        offered = planned_start(earliest, self.batch)
        wanted = choose(self._opens > offered, offered, earliest)
        return self.term(wanted) > self.batch.terms.cpt_term(wanted, np.full(self.batch.size, LONG_AGO, np.int32))

    @cached_property
    def _in_terms(self):
        moved = self._opens > self._free["work_starts"]
        return self.batch.network(("signed", "requested", "authorized", "work_starts"), (
            *self._arcs,
            *at_least("term_opens", "work_starts", SAME_DAY, "cpt.within_term", moved & ~self.credit_too_late),
            *at_least("term_opens", "work_starts", SAME_DAY, "cpt.add_deadline", moved & self.credit_too_late),
            *at_most("last_day_to_add", "signed", SAME_DAY, "cpt.add_deadline", self._bound)),
            {"term_opens": Imposed(self._opens), "last_day_to_add": Imposed(self._last_day_to_add)})

    def network_to(self, start):
        """Walked back, the request too comes while its credit can still be added: who asks later has lost the term."""
        if not self._has_aligned:
            return self.network
        return self.network.with_arcs(at_most("last_day_to_add", "requested", SAME_DAY, "cpt.add_deadline", self._bound))

    @cached_property
    def _bound(self):
        """Rows whose CPT belongs to a term with a credit of its own."""
        return self.batch.terms.aligned & ~self.cases.training_required

    @cached_property
    def _last_day_to_add(self):
        """The deadline of the credit; the term's end where none is known, today where the deadline may be past."""
        place, cpt = self.term(planned_start(self._opens, self.batch)), self.batch.terms.cpt
        return np.maximum(choose(cpt.deadline[place] == BLANK, cpt.closes[place], cpt.deadline[place]), self._registered)

    def until(self, start):
        if not self._has_aligned:
            return self.cases.program_end
        return np.minimum(self.cases.program_end, self.batch.terms.cpt.end[self.term(start)])

    def last_start(self):
        return self.cases.program_end

    def stands_alone(self):
        return self._only_f1

    def reasons(self):
        too_short = (self.batch.academic_year > self.cases.program_end) & ~self.batch.training_required
        return [("language_training", self.batch.level_is("language")), ("program_over", self.batch.program_over),
                ("academic_year_incomplete", too_short), *self._related, ("not_curricular", ~self.cases.curricular)]

    def lasting_cautions(self):
        waits = ~self.batch.training_required
        return [("academic_year_assumed", self.batch.academic_year_assumed & waits),
                ("projected_calendar", self.batch.academic_year_projected & waits)]

    def cautions(self, start, until):
        number = self.batch.number
        used = self.cases.cpt_full_time_days + self.days_of_the_offer(start, until)
        contested = (self.batch.on >= self.batch.first_day("cpt.guidance_2026")) & ~self.cases.training_required
        return [("full_time_cpt", self._full_time), ("cpt_year_at_risk", used >= number("cpt.year_warning")),
                ("contractor_on_cpt", self.cases.contractor), ("cpt_guidance_2026", contested),
                *self._term_cautions(start)]

    def _term_cautions(self, start):
        terms = self.batch.terms
        if terms is None:
            return []
        coded = [("final_term", terms.next_main(start) > self.cases.program_end)]
        if self._has_aligned:
            place, needs_credit = self.term(start), ~self.cases.training_required
            unsure = (terms.cpt.named[place] != 0) & (terms.cpt.deadline[place] < self._registered)     # BLANK lies before all
            online = terms.cpt.online[place] != 0
            coded += [("projected_calendar", terms.cpt.band[place] > 0), ("online_credit", online & needs_credit),
                      ("add_deadline_unsure", unsure & needs_credit)]
        return coded

    @cached_property
    def _full_time(self):
        return self.cases.hours_per_week > self.batch.number("cpt.full_time_over")

    def days_of_the_offer(self, start, until):
        """Full-time days this offer would use; where its end is not known, as long as the authorization could last."""
        ends = choose(self.cases.offer_end == BLANK, until, self.cases.offer_end)
        begins = choose(self.batch.has_offer_start & (self.cases.offer_end != BLANK), self.cases.offer_start, start)
        return choose(self._full_time, np.maximum(ends - begins + 1, 0), 0)
