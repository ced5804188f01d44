"""Some rows of a batch by themselves: a route that is closed to most students is worked out only for the others."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from planner.cases import Cases
from planner.days import BLANK
from planner.schedule import Dates

WORTHWHILE = 1024           # rows: below, selecting costs more than it saves
MOST = 0.8                  # share of the rows that is still worth selecting


def worth_selecting(rows: np.ndarray, size: int) -> bool:
    """Whether planning these rows of a batch alone is faster than planning all `size` of them."""
    return size >= WORTHWHILE and len(rows) < MOST * size


class SelectedCases:
    """The selected rows of cases; a column is gathered when it is first read."""

    def __init__(self, cases: Cases, rows: np.ndarray):
        self._cases, self._rows, self.schools = cases, rows, cases.schools

    def __len__(self) -> int:
        return len(self._rows)

    def __getattr__(self, name: str) -> np.ndarray:
        column = getattr(self._cases, name)[self._rows]
        setattr(self, name, column)
        return column


def spread(column: np.ndarray, rows: np.ndarray, size: int, blank) -> np.ndarray:
    """The column of the selected rows at their places in the batch, `blank` elsewhere.

    >>> spread(np.array([7, 8]), np.array([0, 2]), 4, -1).tolist()
    [7, -1, 8, -1]
    """
    full = np.full(size, blank, column.dtype)
    full[rows] = column
    return full


@dataclass(frozen=True)
class SpreadDates:
    """A pass over the selected rows, read as if it had been over the whole batch."""
    inner: Dates
    rows: np.ndarray
    size: int

    @property
    def date(self) -> Mapping[str, np.ndarray]:
        return _Spread(self.inner.date, self.rows, self.size, BLANK)

    @property
    def driver(self) -> Mapping[str, np.ndarray]:
        return _Spread(self.inner.driver, self.rows, self.size, -1)

    @property
    def contradicted(self) -> np.ndarray:
        return spread(self.inner.contradicted, self.rows, self.size, False)

    @property
    def network(self):
        return self.inner.network


class _Spread(Mapping):
    """Columns by name, spread when one is read."""

    def __init__(self, columns: Mapping, rows: np.ndarray, size: int, blank):
        self._columns, self._place = columns, (rows, size, blank)

    def __getitem__(self, name: str):
        column = self._columns[name]
        return column if np.ndim(column) == 0 else spread(column, *self._place)

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)
