"""Cap-gap: OPT goes on by itself while an H-1B petition that was filed under it waits for its fiscal year."""
from __future__ import annotations

from functools import cached_property

import numpy as np

from planner.batch import OPT_POST, OPT_STEM, known_or
from planner.days import BLANK, CalendarDays, choose
from planner.fiscal_year import cap_gap_over, next_fiscal_year
from planner.network import SAME_DAY, Imposed, at_least
from planner.routes.base import OFFER_FIRST, Route
from planner.routes.stem_job import stem_cautions, stem_reasons
from planner.routes.unemployment import over_the_limit


class CapGap(Route):
    name, title = "cap_gap", "Cap-gap, from OPT to H-1B"
    asked_by = ("h1b_filed", "h1b_start", "h1b_change_of_status", "h1b_valid_from", "h1b_ended")

    @cached_property
    def network(self):
        batch, early = self.batch, self._begins_under_present_card
        anchors = {"ead_starts": Imposed(batch.card_starts), "ead_ends": Imposed(batch.card_ends_as_printed)}
        return batch.network(("work_starts",), (
            *at_least("ead_ends", "work_starts", CalendarDays(1), "cap_gap.ends", ~early),
            *at_least("ead_starts", "work_starts", SAME_DAY, "ead.within_dates", early),
            *OFFER_FIRST), anchors)

    @cached_property
    def _begins_under_present_card(self):
        offer, ends = self.batch.offer_start, self.batch.card_ends_as_printed
        return self.batch.has_offer_start & (offer <= ends) & (self.batch.on <= ends)

    def until(self, start):
        return self.over - 1

    # The petition

    @cached_property
    def petitioned(self):
        return self.cases.h1b_filed != BLANK

    @cached_property
    def h1b_start(self):
        """The start asked for; where it is not known, the first day of the next fiscal year."""
        filed = known_or(self.cases.h1b_filed, np.int32(self.batch.on))
        return known_or(self.cases.h1b_start, next_fiscal_year(filed, self.law))

    @cached_property
    def over(self):
        """The first day without the extension."""
        return cap_gap_over(self.h1b_start, self.cases.h1b_valid_from, self.law)

    @property
    def law(self):
        return self.batch.law

    # The stay that the petition meets

    @cached_property
    def _has_opt(self):
        return self.batch.has_card_of_this_level(OPT_POST, OPT_STEM)

    @cached_property
    def stay_ends(self):
        """Last day of the stay without a petition: of the days to leave after the card, or after the program."""
        after_program = self.cases.program_end + self.batch.number("grace.f1_after_end", self.cases.program_end)
        card = self.batch.card_ends_as_printed
        return choose(self._has_opt, card + self.batch.number("grace.f1_after_opt", card), after_program)

    @cached_property
    def _filed_too_late(self):
        waits_for_opt = (self.cases.i765_filed != BLANK) & ~self._has_opt
        return self.petitioned & (self.cases.h1b_filed > self.stay_ends) & ~waits_for_opt

    @cached_property
    def _opt_in_force(self):
        return self._has_opt & (self.cases.h1b_filed <= self.batch.card_ends_as_printed)

    def stands_alone(self):
        return [("wrong_status", ~self.batch.is_f1), ("no_petition", ~self.petitioned)]

    def reasons(self):
        stem = self.batch.card_category == OPT_STEM
        return [*stem_reasons(self.batch, stem), *self._related,
                ("no_change_of_status", ~self.cases.h1b_change_of_status),
                ("petition_ended", self.cases.h1b_ended != BLANK), ("petition_too_late", self._filed_too_late),
                ("no_opt_in_force", ~self._opt_in_force & ~self._filed_too_late)]

    def cautions(self, start, until):
        stem = self.batch.card_category == OPT_STEM
        limit = choose(stem, self.batch.number("opt_stem.unemployment_limit", self.batch.on),
                       self.batch.number("opt_post.unemployment_limit"))
        too_few = ~stem & (self.cases.hours_per_week < self.batch.number("opt_post.hours_that_count"))
        return [("under_20h", too_few),
                ("unemployment_limit", over_the_limit(self.batch, self.batch.card_starts, start, limit)),
                *stem_cautions(self.batch, stem), ("h1b_start_assumed", self.cases.h1b_start == BLANK)]
