"""Work for a recognized international organization that certifies the job: with a card, from the first day of the studies on."""
from __future__ import annotations

from functools import cached_property

import numpy as np

from planner.batch import INTL_ORG
from planner.days import LONG_AGO
from planner.network import SAME_DAY, at_least, at_most
from planner.routes.base import OFFER_FIRST
from planner.routes.filing import Filing


class IntlOrg(Filing):
    name, title = "intl_org", "Work for an international organization"
    asked_by = ("intl_org",)
    category, lead = INTL_ORG, "opt"

    @property
    def premium(self):
        return np.zeros(self.batch.size, bool)

    @cached_property
    def opens(self):
        return np.full(self.batch.size, LONG_AGO, np.int32)

    def window_arcs(self):
        """The certification names the job, so the offer comes first."""
        return at_least("offer_in_hand", "requested", SAME_DAY, "intl_org.needs")

    def start_arcs(self):
        return (*at_least("card_received", "work_starts", SAME_DAY, "opt.card_in_hand"),
                *at_least("program_starts", "work_starts", SAME_DAY, "intl_org.within_program"),
                *at_most("program_ends", "work_starts", SAME_DAY, "intl_org.within_program"), *OFFER_FIRST)

    def until(self, start):
        return self.cases.program_end

    def last_start(self):
        return self.cases.program_end

    def stands_alone(self):
        return [*self._only_f1, ("no_intl_org", ~self.cases.intl_org)]

    def reasons(self):
        return [("program_over", self.batch.program_over)]
