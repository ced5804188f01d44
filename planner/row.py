"""One row of a plan with its facts as plain values: what explanations are made from."""
from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from planner.answer import Answer, codes_in
from planner.days import BLANK, LONG_AGO, day, open_days, to_date, us_federal_holidays
from planner.plan import Plan
from planner.routes import CAUTIONS, NEXT_STEPS, REASONS, VERDICTS
from planner.schedule import Dates


class Row:
    """Reads one case out of columns; a column may also be one number for all rows."""

    def __init__(self, plan: Plan, row: int):
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
        return codes_in(int(answer.cautions[self.row]), CAUTIONS)

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
        opened = open_days(self.school.closures)
        while not opened[day(when)]:
            when -= timedelta(1)
        return when

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
