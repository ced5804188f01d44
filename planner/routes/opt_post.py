"""OPT after graduation: twelve months of work in the field of study, filed for around the program's end."""
from __future__ import annotations

from functools import cached_property

import numpy as np

from planner.batch import OPT_POST, OPT_PRE, OPT_STEM, known_or
from planner.days import BLANK, CalendarDays, choose, months
from planner.network import SAME_DAY, Imposed, at_least, at_most
from planner.routes.base import OFFER_FIRST
from planner.routes.filing import Filing
from planner.routes.unemployment import over_the_limit


class OptPost(Filing):
    name, title = "opt_post", "OPT after graduation"
    category, lead, good_for, wait_series = OPT_POST, "opt", "opt.recommendation_good_for", "i765_opt"

    @cached_property
    def _days_after_end(self):
        """First and last day of filing, first and last day to begin, counted from the program's end."""
        ends = self.cases.program_end
        return {name: self.batch.number(f"opt_post.{name}", ends)
                for name in ("filing_opens", "filing_closes", "start_opens", "start_closes")}

    @cached_property
    def opens(self):
        return self.cases.program_end - self._days_after_end["filing_opens"]

    @cached_property
    def closes(self):
        return self.cases.program_end + self._days_after_end["filing_closes"]

    def window_arcs(self):
        days = self._days_after_end
        return (*at_least("program_ends", "filed", CalendarDays(-days["filing_opens"]), "opt_post.filing_opens"),
                *at_most("program_ends", "filed", CalendarDays(days["filing_closes"]), "opt_post.filing_closes"))

    def start_arcs(self):
        return (*at_least("program_ends", "work_starts", CalendarDays(self._days_after_end["start_opens"]), "opt_post.start_opens"),
                *at_least("card_received", "work_starts", SAME_DAY, "opt.card_in_hand"),
                *at_least("start_asked_for", "work_starts", SAME_DAY, "opt_post.actual_start", self.filed),
                *OFFER_FIRST)

    @cached_property
    def _facts(self):
        return super()._facts | {"start_asked_for": Imposed(self.start_asked_for)}

    @cached_property
    def last_start_to_ask_for(self):
        return self.cases.program_end + self._days_after_end["start_closes"]

    @cached_property
    def start_asked_for(self):
        """The start written on the form: as given, else the last day the law allows is planned."""
        return known_or(self.cases.opt_requested_start, self.last_start_to_ask_for)

    def card_begins(self, start):
        """First day of the card: the later of the start asked for and the approval."""
        first = self.cases.program_end + self._days_after_end["start_opens"]
        best = np.clip(start, first, self.last_start_to_ask_for)
        asked = choose(self.filed, self.start_asked_for, best)
        return np.maximum(asked, self.early.date["approved"])

    def until(self, start):
        number = self.batch.number
        year = months(number("opt.length")).add(self.card_begins(start)) - 1 - self.cases.opt_days_used
        return np.minimum(year, months(number("opt_post.cap")).add(self.cases.program_end))

    def stands_alone(self):
        return self._only_f1

    def reasons(self):
        return [("already_authorized", self.batch.has_card_of_this_level(OPT_POST, OPT_STEM)), *self.shared_reasons(),
                *self.year_is_incomplete(), *self.used_up(), ("filing_window_closed", self.filing_window_closed),
                *self._related]

    def lasting_cautions(self):
        return [("academic_year_assumed", self.batch.academic_year_assumed),
                ("projected_calendar", self.batch.academic_year_may_be_missed), *super().lasting_cautions()]

    def cautions(self, start, until):
        cases, number = self.cases, self.batch.number
        pre_card = self.batch.has_card_of_this_level(OPT_PRE)
        pre_pending = (cases.i765_filed != BLANK) & (cases.i765_category == OPT_PRE) & ~pre_card
        idle = over_the_limit(self.batch, self.card_begins(start), start, number("opt_post.unemployment_limit"))
        return [*super().cautions(start, until),
                ("requested_start_unknown", self.filed & (cases.opt_requested_start == BLANK)),
                ("under_20h", cases.hours_per_week < number("opt_post.hours_that_count")), ("unemployment_limit", idle),
                ("opt_days_unknown", pre_card & (cases.opt_days_used == 0)), ("pending_precompletion", pre_pending),
                ("contested_rule", ~self.filed & self._moves_under_another_regime)]

    @cached_property
    def _moves_under_another_regime(self):
        ends, law = self.cases.program_end, self.batch.law
        today = law.number("opt_post.filing_closes", ends)
        moves = np.zeros(self.batch.size, bool)
        if law.regime is None:
            for regime in law.changes_under("opt_post.filing_closes"):
                moves |= law.under(regime).number("opt_post.filing_closes", ends) != today
        return moves
