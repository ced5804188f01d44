"""Work because of severe economic hardship: off campus, with a card for one year at a time."""
from __future__ import annotations

from functools import cached_property

import numpy as np

from planner.batch import HARDSHIP
from planner.days import years
from planner.network import SAME_DAY, at_least, at_most
from planner.routes.base import OFFER_FIRST
from planner.routes.filing import Filing
from planner.routes.session_hours import SessionHours


class Hardship(SessionHours, Filing):
    name, title = "hardship", "Work for economic hardship"
    asked_by = ("hardship",)
    category, lead = HARDSHIP, "opt"
    hours_rule = "hardship.hours_in_session"

    @property
    def premium(self):
        return np.zeros(self.batch.size, bool)

    @cached_property
    def opens(self):
        return self.batch.academic_year

    def window_arcs(self):
        return at_least("academic_year_complete", "filed", SAME_DAY, "hardship.year_in_f1")

    def start_arcs(self):
        return (*at_least("card_received", "work_starts", SAME_DAY, "opt.card_in_hand"),
                *at_least("program_starts", "work_starts", SAME_DAY, "hardship.year_in_f1"),
                *at_most("program_ends", "work_starts", SAME_DAY, "hardship.card_length"), *OFFER_FIRST)

    def until(self, start):
        """The first card: from the approval on for its length, and no longer than the studies."""
        card = years(self.batch.number("hardship.card_length")).add(self.early.date["approved"]) - 1
        return np.minimum(self.cases.program_end, card)

    def last_start(self):
        return self.cases.program_end

    def stands_alone(self):
        return [*self._only_f1, ("no_hardship", ~self.cases.hardship)]

    def reasons(self):
        return [("program_over", self.batch.program_over), *self.year_is_incomplete(), ("over_20h", self.always_over_hours())]

    def lasting_cautions(self):
        return [("academic_year_assumed", self.batch.academic_year_assumed),
                ("projected_calendar", self.batch.academic_year_projected), *super().lasting_cautions()]

    def cautions(self, start, until):
        return [*super().cautions(start, until), ("one_card_at_a_time", until < self.cases.program_end),
                ("projected_calendar", self.session_is_projected(start, until))]
