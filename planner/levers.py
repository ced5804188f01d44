"""What might help: one fact changed at a time, planned in the same batch as the case itself."""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from planner.cases import Cases
from planner.days import BLANK
from planner.law import Law


@dataclass(frozen=True)
class Lever:
    """A change a person could make; `says` begins a sentence, `column` takes `value`, or the number of the `rule`."""
    name: str
    says: str
    column: str
    value: float | None = None
    rule: str = ""
    also: tuple[str, ...] = ()              # facts that fall with it
    after_a_stale_filing: bool = False      # only where the form was filed after its recommendation had run out


LEVERS = (
    Lever("premium", "With premium processing", "premium", True),
    Lever("fewer_hours", "At {value} hours a week", "hours_per_week", rule="on_campus.hours_in_session"),
    Lever("curricular", "If your department makes it part of your curriculum", "curricular", True),
    Lever("e_verify", "With an employer that uses E-Verify", "e_verify", True),
    Lever("paid", "If the job were paid", "paid", True),
    Lever("file_again", "With a new recommendation and a new filing", "i765_filed", BLANK,
          also=("dso_recommended", "i907_filed", "rfe_received", "rfe_answered", "opt_requested_start"), after_a_stale_filing=True),
)


def with_levers(case: Cases, law: Law) -> Cases:
    """The case in row 0, then one row per lever with its fact changed."""
    rows = case[np.zeros(1 + len(LEVERS), int)]
    columns = dict(rows.columns)
    for place, lever in enumerate(LEVERS, 1):
        for column in (lever.column, *lever.also):
            columns[column] = columns[column].copy()
            columns[column][place] = law.number(lever.rule) if lever.rule else lever.value
    return Cases(rows.case_id, rows.schools, columns)
