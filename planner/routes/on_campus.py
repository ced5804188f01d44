"""Work on campus: an F-1 student needs no authorization, a J-1 student asks the office first."""
from __future__ import annotations

from functools import cached_property

import numpy as np

from planner.days import CalendarDays, choose
from planner.network import SAME_DAY, at_least, at_most, exactly
from planner.routes.base import NOTHING, OFFER_FIRST, REQUESTED
from planner.routes.session_hours import SessionHours


class OnCampus(SessionHours):
    name, title = "on_campus", "On campus"
    hours_rule = "on_campus.hours_in_session"

    @cached_property
    def network(self):
        f1, batch = self.batch.is_f1, self.batch
        before_classes = CalendarDays(-batch.number("on_campus.start_opens"))
        return batch.network(("requested", "authorized", "work_starts"), (
            *at_least("offer_in_hand", "requested", SAME_DAY, "planner.offer_first", ~f1),
            *exactly("requested", "authorized", batch.school_lag("on_campus"), "lead_time.on_campus", ~f1),
            *at_least("authorized", "work_starts", SAME_DAY, "on_campus.j1_authorization", ~f1),
            *at_least("program_starts", "work_starts", SAME_DAY, "on_campus.j1_authorization", ~f1),
            *at_least("program_starts", "work_starts", before_classes, "on_campus.start_opens", f1),
            *at_most("program_ends", "work_starts", SAME_DAY, "on_campus.ends_with_program"),
            *OFFER_FIRST))

    @cached_property
    def next_step(self):
        return choose(self.batch.is_f1, NOTHING, REQUESTED).astype(np.int8)

    def until(self, start):
        return self.cases.program_end

    def last_start(self):
        return self.cases.program_end

    def stands_alone(self):
        return [("off_campus", ~self.cases.on_campus)]

    def reasons(self):
        return [("program_over", self.batch.program_over), ("over_20h", self.always_over_hours())]

    def cautions(self, start, until):
        return [("projected_calendar", self.session_is_projected(start, until))]
