"""The STEM extension: twenty-four months on top of post-completion OPT, filed for under the present card."""
from __future__ import annotations

from functools import cached_property

import numpy as np

from planner.batch import OPT_POST, OPT_STEM
from planner.days import CalendarDays, choose
from planner.network import SAME_DAY, Imposed, at_least, at_most
from planner.routes.base import OFFER_FIRST, planned_start
from planner.routes.filing import Filing
from planner.routes.stem_job import stem_cautions, stem_reasons
from planner.routes.unemployment import over_the_limit
from planner.schedule import forward_pass


class OptStem(Filing):
    name, title = "opt_stem", "STEM extension of OPT"
    category, lead, good_for, wait_series = OPT_STEM, "stem", "opt_stem.recommendation_good_for", "i765_stem"

    @cached_property
    def _card_ends(self):
        return self.batch.card_ends_as_printed

    @cached_property
    def opens(self):
        return self._card_ends - self.batch.number("opt_stem.filing_opens")

    @cached_property
    def closes(self):
        return self._card_ends + self.batch.number("opt_stem.filing_closes")

    def window_arcs(self):
        number = self.batch.number
        return (*at_least("ead_ends", "filed", CalendarDays(-number("opt_stem.filing_opens")), "opt_stem.filing_opens"),
                *at_most("ead_ends", "filed", CalendarDays(number("opt_stem.filing_closes")), "opt_stem.filing_closes"))

    @cached_property
    def _facts(self):
        return super()._facts | {"ead_ends": Imposed(self._card_ends), "ead_starts": Imposed(self.batch.card_starts)}

    @cached_property
    def _begins_under_present_card(self):
        offer, ends = self.batch.offer_start, self._card_ends
        return self.batch.has_offer_start & (offer <= ends) & (self.batch.on <= ends)

    def start_arcs(self):
        next_day = CalendarDays(self.batch.number("opt_stem.starts_after_card"))
        early = self._begins_under_present_card
        return (*at_least("ead_ends", "work_starts", next_day, "opt_stem.starts_after_card", ~early),
                *at_least("ead_starts", "work_starts", SAME_DAY, "ead.within_dates", early),
                *OFFER_FIRST)

    # Work goes on while the application is pending, for a limited time; after that the new card is needed.

    @cached_property
    def pending_work_ends(self):
        return self._card_ends + self.batch.number("opt_stem.pending_work")

    def _needs_card(self, start, card):
        """Rows that cannot start on `start`, the earliest without the card, before the card is there."""
        planned = planned_start(start, self.batch)
        return (start > self.pending_work_ends) | ((planned > self.pending_work_ends) & (planned < card))

    def _network_with_card(self, where):
        return self.network.with_arcs(at_least("card_received", "work_starts", SAME_DAY, "opt.card_in_hand", where))

    @cached_property
    def path(self):
        without = forward_pass(self.network).date
        return self._network_with_card(self._needs_card(without["work_starts"], without["card_received"]))

    @cached_property
    def early(self):
        return forward_pass(self.path)

    def network_to(self, start):
        return self._network_with_card(start > self.pending_work_ends)

    def start_with_card(self, card):
        start = self._start_without_card
        return choose(self._needs_card(start, card), np.maximum(start, card), start)

    def until(self, start):
        return self.batch.months_after("opt_stem.length", self.early.date["filed"], self._card_ends + 1) - 1

    def stands_alone(self):
        usable = self.batch.has_card_of_this_level(OPT_POST, OPT_STEM)
        return self._only_f1 + [("no_ead", ~usable)]

    def reasons(self):
        return [("already_authorized", self.batch.has_card_of_this_level(OPT_STEM)), *self.shared_reasons(),
                ("filing_window_closed", self.filing_window_closed), ("not_stem", ~self.cases.stem),
                *stem_reasons(self.batch, True), *self._related]

    def cautions(self, start, until):
        card = self.early.date["card_received"]
        uncovered = (card > self.pending_work_ends + 1) & (start <= self.pending_work_ends)
        idle = over_the_limit(self.batch, self.batch.card_starts, start,
                              self.batch.number("opt_stem.unemployment_limit", self.batch.on))
        idle_before = over_the_limit(self.batch, self.batch.card_starts, np.minimum(start, self._card_ends + 1),
                                     self.batch.number("opt_post.unemployment_limit", self.batch.on))
        return [*super().cautions(start, until), ("unemployment_limit", idle), ("limit_of_the_first_card", idle_before),
                ("work_gap", uncovered),
                *stem_cautions(self.batch, True)]
