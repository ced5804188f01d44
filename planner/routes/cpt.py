"""Curricular practical training: the school authorizes it on the I-20, no agency is involved."""
from __future__ import annotations

from functools import cached_property

import numpy as np

from planner.days import BLANK, choose
from planner.network import SAME_DAY, at_least, at_most, exactly
from planner.routes.base import REQUESTED, Route


class Cpt(Route):
    name, title = "cpt", "CPT"
    next_step = REQUESTED

    @cached_property
    def network(self):
        batch = self.batch
        return batch.network(("signed", "requested", "authorized", "work_starts"), (
            *at_least("offer_in_hand", "signed", batch.school_lag("sign_off"), "lead_time.sign_off"),
            *at_least("signed", "requested", SAME_DAY, "planner.in_order"),
            *at_least("offer_in_hand", "requested", SAME_DAY, "planner.offer_first"),
            *exactly("requested", "authorized", batch.school_lag("cpt"), "lead_time.cpt"),
            *at_least("academic_year_complete", "work_starts", SAME_DAY, "academic_year.required", ~batch.training_required),
            *at_least("authorized", "work_starts", SAME_DAY, "cpt.authorized_first"),
            *at_least("program_starts", "work_starts", SAME_DAY, "cpt.within_program"),
            *at_most("program_ends", "work_starts", SAME_DAY, "cpt.within_program")))

    def until(self, start):
        return self.cases.program_end

    def last_start(self):
        return self.cases.program_end

    def stands_alone(self):
        return self._only_f1

    def reasons(self):
        too_short = (self.batch.academic_year > self.cases.program_end) & ~self.batch.training_required
        return [("language_training", self.batch.level_is("language")), ("program_over", self.batch.program_over),
                ("academic_year_incomplete", too_short), *self._related, ("not_curricular", ~self.cases.curricular)]

    def lasting_cautions(self):
        return [("academic_year_assumed", self.batch.academic_year_assumed & ~self.batch.training_required)]

    def cautions(self, start, until):
        number = self.batch.number
        used = self.cases.cpt_full_time_days + self.days_of_the_offer(start, until)
        contested = (self.batch.on >= self.batch.first_day("cpt.guidance_2026")) & ~self.cases.training_required
        return [("full_time_cpt", self._full_time), ("cpt_year_at_risk", used >= number("cpt.year_warning")),
                ("contractor_on_cpt", self.cases.contractor), ("cpt_guidance_2026", contested)]

    @cached_property
    def _full_time(self):
        return self.cases.hours_per_week > self.batch.number("cpt.full_time_over")

    def days_of_the_offer(self, start, until):
        """Full-time days this offer would use; where its end is not known, as long as the authorization could last."""
        ends = choose(self.cases.offer_end == BLANK, until, self.cases.offer_end)
        begins = choose(self.batch.has_offer_start & (self.cases.offer_end != BLANK), self.cases.offer_start, start)
        return choose(self._full_time, np.maximum(ends - begins + 1, 0), 0)
