"""Work that is limited to some hours a week while school is in session; a school without terms counts as in session."""
from __future__ import annotations

from functools import cached_property

import numpy as np

from planner.routes.base import Coded, Mask, Route


class SessionHours(Route):
    """A route with such a limit: `hours_rule` says how many hours, `hours_limited` in which rows."""
    hours_limited: Mask | bool = True

    @cached_property
    def _many_hours(self) -> Mask:
        return (self.cases.hours_per_week > self.batch.number(self.hours_rule)) & self.hours_limited

    @cached_property
    def counts_sessions(self) -> Mask:
        """Rows in which it depends on the days of work whether the hours are too many."""
        return self._many_hours & self.batch.has_terms

    @property
    def dates_matter(self) -> Mask:
        return self.counts_sessions

    def always_over_hours(self) -> Mask:
        return self._many_hours & ~self.batch.has_terms

    def reasons_for(self, start: np.ndarray, until: np.ndarray) -> Coded:
        return [("over_20h", self._works_on("next_in_session", start, until))]

    def session_is_projected(self, start: np.ndarray, until: np.ndarray) -> Mask:
        """Rows whose work is lawful or not by what a projected term says about its days."""
        return self._works_on("next_projected", start, until)

    def _works_on(self, next_such_day: str, start: np.ndarray, until: np.ndarray) -> Mask:
        """Rows with many hours whose planned work holds a day that this look-up of the terms finds."""
        if not self.counts_sessions.any():
            return np.zeros(self.batch.size, bool)
        return self.counts_sessions & (getattr(self.batch.terms, next_such_day)(start) <= self.last_day(start, until))
