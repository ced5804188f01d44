"""Work under the card (EAD) the student already holds."""
from __future__ import annotations

from functools import cached_property

from planner.batch import OPT_POST, OPT_PRE, OPT_STEM
from planner.days import choose
from planner.network import SAME_DAY, Imposed, at_least, at_most
from planner.routes.base import OFFER_FIRST
from planner.routes.session_hours import SessionHours
from planner.routes.stem_job import stem_cautions, stem_reasons
from planner.routes.unemployment import over_the_limit


class CurrentEad(SessionHours):
    name, title = "current_ead", "Card you hold"
    hours_rule = "opt_pre.hours_in_session"

    @property
    def hours_limited(self):
        return self._is(OPT_PRE)

    @cached_property
    def network(self):
        anchors = {"ead_starts": Imposed(self.batch.card_starts), "ead_ends": Imposed(self.batch.card_ends)}
        return self.batch.network(("work_starts",), (
            *at_least("ead_starts", "work_starts", SAME_DAY, "ead.within_dates"),
            *at_most("ead_ends", "work_starts", SAME_DAY, "ead.within_dates"),
            *OFFER_FIRST), anchors)

    def until(self, start):
        return self.batch.card_ends

    def last_start(self):
        return self.batch.card_ends

    def stands_alone(self):
        return self._only_f1 + [("no_ead", ~self.batch.has_card)]

    def reasons(self):
        return [("ead_expired", self.batch.card_ends < self.batch.on),
                *stem_reasons(self.batch, self._is(OPT_STEM)), ("over_20h", self.always_over_hours()), *self._related]

    def cautions(self, start, until):
        limit = choose(self._is(OPT_STEM), self.batch.number("opt_stem.unemployment_limit", self.batch.on),
                         self.batch.number("opt_post.unemployment_limit"))
        idle = over_the_limit(self.batch, self.batch.card_starts, start, limit) & ~self._is(OPT_PRE)
        too_few = self._is(OPT_POST) & (self.cases.hours_per_week < self.batch.number("opt_post.hours_that_count"))
        return [("under_20h", too_few), ("unemployment_limit", idle), *stem_cautions(self.batch, self._is(OPT_STEM)),
                ("projected_calendar", self.session_is_projected(start, until))]

    def _is(self, category):
        return self.batch.card_category == category
