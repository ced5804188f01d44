"""One route's answer for a batch of cases, as columns: verdict, dates, next step, reasons and cautions."""
from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from planner.days import BLANK
from planner.likely import Reading
from planner.routes import VERDICTS, Route
from planner.routes.base import APPROVED, FILED, NOTHING, REQUESTED
from planner.schedule import Dates
from planner.selection import SpreadDates, spread

NO, LATER, PARTLY, YES, UNKNOWN = range(len(VERDICTS))
STEP_MILESTONES = {REQUESTED: "requested", FILED: "filed", APPROVED: "approved"}


@dataclass(frozen=True)
class Known:
    """Codes that do not depend on any date of the plan, as bits: stand-alone reasons, all reasons, lasting cautions."""
    alone: np.ndarray
    reasons: np.ndarray
    cautions: np.ndarray

    def of(self, rows: np.ndarray) -> Known:
        return Known(self.alone[rows], self.reasons[rows], self.cautions[rows])


@dataclass(frozen=True)
class Answer:
    """One route's answer for every case of a batch; int32 days with BLANK, int8 codes, uint32 bit masks of codes.

    `late` are the latest dates that still make the planned start, `latest_open` those that keep the route open at all.
    """
    route: Route
    verdict: np.ndarray
    earliest_start: np.ndarray
    start: np.ndarray
    authorized_until: np.ndarray
    shift_days: np.ndarray
    next_step: np.ndarray
    next_step_by: np.ndarray
    route_closes: np.ndarray
    float_days: np.ndarray
    driving_rule: np.ndarray
    reasons: np.ndarray
    cautions: np.ndarray
    early: Dates | SpreadDates
    late: Dates | SpreadDates
    latest_open: Dates | SpreadDates
    likely: Reading

    p50_start = property(lambda self: self.likely.p50_start)
    p80_start = property(lambda self: self.likely.p80_start)
    p95_start = property(lambda self: self.likely.p95_start)
    chance = property(lambda self: self.likely.chance)

    def spread(self, rows: np.ndarray, size: int, known: Known) -> Answer:
        """The answers of selected rows at their places in the batch; the others are closed for reasons known before."""
        blanks = {"verdict": NO, "next_step": NOTHING, "driving_rule": 0, "cautions": 0, "reasons": 0}
        columns = {name: spread(column, rows, size, blanks.get(name, BLANK))
                   for name, column in vars(self).items() if isinstance(column, np.ndarray)}
        columns["reasons"] |= known.reasons
        columns["cautions"] |= known.cautions
        passes = {name: SpreadDates(getattr(self, name), rows, size) for name in ("early", "late", "latest_open")}
        likely = Reading(*(spread(column, rows, size, np.nan if column.dtype.kind == "f" else BLANK)
                           for column in vars(self.likely).values()))
        return replace(self, **columns, **passes, likely=likely)


def codes_in(bits: int, order: tuple[str, ...]) -> list[str]:
    """The codes of a bit mask, in their order.

    >>> codes_in(0b101, ("a", "b", "c"))
    ['a', 'c']
    """
    return [code for place, code in enumerate(order) if bits >> place & 1]
