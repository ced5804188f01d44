"""OPT before graduation: a work card for the time of study."""
from __future__ import annotations

from functools import cached_property

import numpy as np

from planner.batch import OPT_POST, OPT_PRE, OPT_STEM
from planner.days import CalendarDays, months
from planner.network import SAME_DAY, at_least, at_most
from planner.routes.base import OFFER_FIRST
from planner.routes.filing import Filing
from planner.routes.session_hours import SessionHours


class OptPre(SessionHours, Filing):
    name, title = "opt_pre", "OPT before graduation"
    category, lead, good_for, wait_series = OPT_PRE, "opt", "opt.recommendation_good_for", "i765_opt"
    hours_rule = "opt_pre.hours_in_session"

    @cached_property
    def opens(self):
        return self.batch.academic_year - self.batch.number("opt_pre.filing_opens")

    def window_arcs(self):
        return at_least("academic_year_complete", "filed", CalendarDays(-self.batch.number("opt_pre.filing_opens")),
                        "opt_pre.filing_opens")

    def start_arcs(self):
        return (*at_least("academic_year_complete", "work_starts", SAME_DAY, "opt_pre.not_before_academic_year"),
                *at_least("card_received", "work_starts", SAME_DAY, "opt.card_in_hand"),
                *at_least("program_starts", "work_starts", SAME_DAY, "opt_pre.within_program"),
                *at_most("program_ends", "work_starts", SAME_DAY, "opt_pre.within_program"),
                *OFFER_FIRST)

    def until(self, start):
        year = months(self.batch.number("opt.length")).add(start) - 1 - self.cases.opt_days_used
        return np.minimum(self.cases.program_end, year)

    def last_start(self):
        return self.cases.program_end

    def stands_alone(self):
        return self._only_f1

    def reasons(self):
        held = self.batch.has_card_of_this_level(OPT_PRE, OPT_POST, OPT_STEM)
        return [("already_authorized", held), *self.shared_reasons(), ("program_over", self.batch.program_over),
                *self.year_is_incomplete(), *self.used_up(), ("filing_window_closed", self.filing_window_closed),
                ("over_20h", self.always_over_hours()), *self._related]

    def cautions(self, start, until):
        return [*super().cautions(start, until), ("projected_calendar", self.session_is_projected(start, until))]

    def lasting_cautions(self):
        return [("academic_year_assumed", self.batch.academic_year_assumed),
                ("projected_calendar", self.batch.academic_year_projected), *super().lasting_cautions()]
