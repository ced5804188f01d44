"""One row of a plan with its facts as plain values: what explanations are made from."""
from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from planner.answer import Answer, codes_in
from planner.batch import OPT_STEM
from planner.counters import Counter
from planner.days import BLANK, LONG_AGO, day, last_open_days, open_days, to_date, us_federal_holidays
from planner.plan import Plan
from planner.routes import CAUTIONS, NEXT_STEPS, REASONS, VERDICTS
from planner.schedule import Dates

IDLE = ("unemployment_limit", "limit_of_the_first_card")        # cautions that count days without work


class Row:
    """Reads one case out of columns; a column may also be one number for all rows."""

    def __init__(self, plan: Plan, row: int, clock: Counter | None = None):
        self.clock = clock                          # the days without work of a history, where there is one
        self.plan, self.row, self.world, self.law = plan, row, plan.world, plan.world.law
        self.case = plan.cases.record(row)
        self.on = to_date(plan.on)
        self.school = plan.world.schools[self.case["school"]]

    def value(self, column) -> int | None:
        """A number of the row, None where blank."""
        value = column if np.ndim(column) == 0 else column[self.row]
        return None if value == BLANK else int(value)

    def day(self, column) -> date | None:
        """A date of the row, None where blank or long before every case (done, nobody knows when)."""
        value = self.value(column)
        return None if value is None or value <= LONG_AGO + 3660 else to_date(value)

    def early(self, dates: Dates, name: str) -> date | None:
        return self.day(dates.date[name])

    def verdict(self, answer: Answer) -> str:
        return VERDICTS[answer.verdict[self.row]]

    def reasons(self, answer: Answer) -> list[str]:
        return codes_in(int(answer.reasons[self.row]), REASONS)

    def cautions(self, answer: Answer) -> list[str]:
        codes = codes_in(int(answer.cautions[self.row]), CAUTIONS)
        return [code for code in codes if code not in IDLE or not self._works_on(answer, code)]

    def _works_on(self, answer: Answer, code: str) -> bool:
        """Whether a history shows that its jobs keep the days without work inside the limit until this work starts."""
        return self.clock is not None and self.idle_over(self.idle_limit(answer, code), self.idle_end(answer, code), 0) is None

    def idle_end(self, answer: Answer, code: str) -> int:
        """The day on which the days without work end that a caution counts: the work's first, or the extension's before it."""
        start = self.value(answer.start)
        return start if code == "unemployment_limit" else min(start, self.value(answer.route.batch.card_ends_as_printed) + 1)

    def idle_limit(self, answer: Answer, code: str = "unemployment_limit") -> int:
        """How many days without work the card of a route allows, or the card before the extension."""
        if code == "limit_of_the_first_card":
            return self.number("opt_post.unemployment_limit")
        route = answer.route
        on_stem = route.batch.card_category[self.row] == OPT_STEM
        with_stem = route.name == "opt_stem" or (route.name in ("current_ead", "cap_gap") and on_stem)
        return self.number("opt_stem.unemployment_limit" if with_stem else "opt_post.unemployment_limit")

    def idle_over(self, limit: int, start: int, idle: int) -> int | None:
        """The day on which days without work pass a limit before work starts, None where they do not.

        start, idle: the first day of work, and the days without work by then if there were none before; a history knows better.
        """
        if self.clock is None:
            return start - 1 - (idle - limit - 1) if idle > limit else None
        places = np.flatnonzero(self.clock.used[:max(start - self.clock.grid.first, 0)] > limit)
        return self.clock.grid.first + int(places[0]) if len(places) else None

    def next_step(self, answer: Answer) -> str:
        return NEXT_STEPS[answer.next_step[self.row]]

    def chance(self, answer: Answer) -> float | None:
        chance = float(answer.chance[self.row])
        return None if np.isnan(chance) else round(chance, 2)

    def closed_days(self, first: date, last: date) -> list[date]:
        """Weekdays from `first` to `last`, both included, on which the school's office is closed."""
        return closed_weekdays(self.school.closures, first, last)

    def federal_holidays(self, first: date, last: date) -> list[date]:
        """Weekdays from `first` to `last`, both included, on which the federal offices are closed."""
        return closed_weekdays(us_federal_holidays(), first, last)

    def last_open_day(self, when: date) -> date:
        """The school office's last open day on or before a date."""
        return to_date(int(last_open_days(self.school.closures)[day(when)]))

    def to_act_by(self, step: str, by: date | None, early: date | None = None) -> date | None:
        """The day to name for a step: where the office is closed on the last day to ask, its last open day before.

        early: the first day on which the step can be made.
        """
        if by is None or step != "requested":
            return by
        opened = self.last_open_day(by)
        return opened if opened >= (early or self.on) else by

    def number(self, rule: str, keyed: date | None = None):
        """A number of law on a day (the status date unless said otherwise)."""
        return self.law.number(rule, on=self.plan.on if keyed is None else day(keyed))


def closed_weekdays(closures: frozenset[int], first: date, last: date) -> list[date]:
    """Weekdays from `first` to `last`, both included, on which an office with these closures is closed.

    >>> [str(when) for when in closed_weekdays(us_federal_holidays(), date(2026, 11, 22), date(2026, 12, 31))]
    ['2026-11-26', '2026-12-25']
    """
    opened = open_days(closures)
    span = (first + timedelta(n) for n in range((last - first).days + 1))
    return [when for when in span if when.weekday() < 5 and not opened[day(when)]]
