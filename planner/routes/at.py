"""J-1 Academic Training: the programme sponsor's officer authorizes it in writing before the program ends."""
from __future__ import annotations

from functools import cached_property

import numpy as np

from planner.days import CalendarDays, choose, months
from planner.network import SAME_DAY, Imposed, at_least, at_most, exactly
from planner.routes.base import REQUESTED, Route


class AcademicTraining(Route):
    name, title = "at", "J-1 Academic Training"
    next_step = REQUESTED
    dates_matter = True

    @cached_property
    def network(self):
        batch = self.batch
        closes = CalendarDays(batch.number("at.approved_before_end"))
        start_closes = CalendarDays(batch.number("at.start_closes"))
        return batch.network(("signed", "requested", "authorized", "work_starts"), (
            *at_least("offer_in_hand", "signed", self._sign_off, "lead_time.sign_off"),
            *at_least("signed", "requested", SAME_DAY, "planner.in_order"),
            *at_least("offer_in_hand", "requested", SAME_DAY, "planner.offer_first"),
            *exactly("requested", "authorized", self._lead, "lead_time.at"),
            *at_most("program_ends", "authorized", closes, "at.approved_before_end"),
            *at_least("authorized", "work_starts", SAME_DAY, "at.approved_before_end"),
            *at_least("program_starts", "work_starts", SAME_DAY, "at.for_j1"),
            *at_most("program_ends", "work_starts", start_closes, "at.start_closes")), self._expedited_dates)

    @cached_property
    def _sign_off(self):
        return self.batch.school_lag("sign_off")

    @cached_property
    def _lead(self):
        return self.batch.school_lag("at")

    @cached_property
    def _window_closed(self):
        return self.batch.offer_in_hand > self.closes

    @cached_property
    def closes(self):
        return self.cases.program_end + self.batch.number("at.approved_before_end")

    @cached_property
    def expedite(self):
        """The window is open, but the usual lead time ends after it: planned on its last day."""
        usual = self._lead.add(self._sign_off.add(self.batch.offer_in_hand))
        return ~self._window_closed & (usual > self.closes)

    @cached_property
    def _expedited_dates(self):
        asked_at_once = Imposed(self.batch.offer_in_hand, self.expedite)
        return {"signed": asked_at_once, "requested": asked_at_once,
                "authorized": Imposed(self.closes, self.expedite)}

    def until(self, start):
        """As many months as the law gives, and no longer than the studies, less the days already used."""
        number, used = self.batch.number, self.cases.at_days_used
        long, usual = months(number("at.length_postdoc")), months(number("at.length"))
        by_length = choose(self._long_training(start), long.add(start), usual.add(start)) - 1 - used
        by_study = start + self.batch.program_days - 1 - used
        stay = months(number("at.nondegree_stay")).add(self.cases.program_start) - 1
        until = np.minimum(by_length, by_study)
        return choose(self.batch.level_is("nondegree"), np.minimum(until, stay), until)

    def _long_training(self, start):
        return self.batch.level_is("postdoc") | self._doctorate_after_the_program(start)

    def _doctorate_after_the_program(self, start):
        return self.batch.level_is("doctorate") & (start > self.cases.program_end)

    def last_start(self):
        return self.cases.program_end + self.batch.number("at.start_closes")

    def stands_alone(self):
        return [("wrong_status", self.batch.is_f1)]

    def reasons(self):
        return [("filing_window_closed", self._window_closed), *self._related]

    def reasons_for(self, start, until):
        return [("at_used_up", until < start)]

    def cautions(self, start, until):
        return [("expedite", self.expedite), ("ro_confirms", self._doctorate_after_the_program(start))]
