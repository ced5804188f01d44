"""The federal fiscal year, by which H-1B begins and the cap-gap extension ends."""
from __future__ import annotations

import numpy as np

from planner.days import LONG_AGO, choose, first_of_months, months, years
from planner.law import Law


def fiscal_year_begins(day: np.ndarray, law: Law) -> np.ndarray:
    """First day of the federal fiscal year in which a day lies (days since 1970-01-01, as everywhere).

    >>> from planner.days import day, to_date
    >>> from planner.law import load_law
    >>> [str(to_date(fiscal_year_begins(day(d), load_law()))) for d in ("2026-09-30", "2026-10-01")]
    ['2025-10-01', '2026-10-01']
    """
    return first_of_months(np.maximum(day, np.int32(LONG_AGO)), law.number("cap_gap.fiscal_year"))


def next_fiscal_year(day: np.ndarray, law: Law) -> np.ndarray:
    """First day of the next federal fiscal year.

    >>> from planner.days import day, to_date
    >>> from planner.law import load_law
    >>> [str(to_date(next_fiscal_year(day(d), load_law()))) for d in ("2026-09-30", "2026-10-01")]
    ['2026-10-01', '2027-10-01']
    """
    return years(1).add(fiscal_year_begins(day, law))


def cap_gap_over(h1b_start: np.ndarray, valid_from: np.ndarray, law: Law) -> np.ndarray:
    """The first day on which the cap-gap extension no longer holds: a day of the petition's fiscal year, or H-1B itself.

    h1b_start: first day of H-1B as asked for; valid_from: as granted, BLANK while it is not.

    >>> from planner.days import BLANK, day, to_date
    >>> from planner.law import load_law
    >>> [str(to_date(cap_gap_over(day(d), BLANK, load_law()))) for d in ("2024-10-01", "2026-10-01")]
    ['2024-10-01', '2027-04-01']
    """
    begins = fiscal_year_begins(h1b_start, law)
    into = law.number("cap_gap.months", begins)
    over = begins
    for n in np.unique(into):
        over = choose(into == n, months(int(n)).add(begins), over)
    granted = np.asarray(valid_from, np.int32)
    return np.where(granted > LONG_AGO, np.minimum(over, granted), over).astype(np.int32)
