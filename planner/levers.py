"""What might help: one fact changed at a time, planned in the same batch as the case itself."""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from planner.cases import Cases
from planner.law import Law


@dataclass(frozen=True)
class Lever:
    """A change a person could make; `says` begins a sentence, `column` takes `value`, or the number of the `rule`."""
    name: str
    says: str
    column: str
    value: float | None = None
    rule: str = ""


LEVERS = (
    Lever("premium", "With premium processing", "premium", True),
    Lever("fewer_hours", "At {value} hours a week", "hours_per_week", rule="on_campus.hours_in_session"),
    Lever("curricular", "If your department makes it part of your curriculum", "curricular", True),
    Lever("e_verify", "With an employer that uses E-Verify", "e_verify", True),
    Lever("paid", "If the job were paid", "paid", True),
)


def with_levers(case: Cases, law: Law) -> Cases:
    """The case in row 0, then one row per lever with its fact changed."""
    rows = case[np.zeros(1 + len(LEVERS), int)]
    columns = dict(rows.columns)
    for place, lever in enumerate(LEVERS, 1):
        columns[lever.column] = columns[lever.column].copy()
        columns[lever.column][place] = law.number(lever.rule) if lever.rule else lever.value
    return Cases(rows.case_id, rows.schools, columns)
