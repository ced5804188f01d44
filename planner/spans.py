"""Days of a history as columns: spans of days laid on a grid, one place a day, so that overlaps count once and hours add up."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

Span = tuple[int, int]              # first and last day, both included, as days since 1970-01-01


@dataclass(frozen=True)
class Grid:
    """Every day from `first` to `last`, both included."""
    first: int
    last: int

    @classmethod
    def over(cls, spans: Iterable[Span]) -> Grid | None:
        """The days that hold all the spans; None where there is none."""
        spans = list(spans)
        return cls(min(first for first, _ in spans), max(last for _, last in spans)) if spans else None

    @property
    def size(self) -> int:
        return self.last - self.first + 1

    @cached_property
    def days(self) -> np.ndarray:
        return np.arange(self.first, self.last + 1, dtype=np.int32)

    def total(self, spans: Sequence[Span], amounts: Sequence[float]) -> np.ndarray:
        """What the spans of each day add up to (float64).

        >>> Grid(1, 4).total([(1, 2), (2, 9)], [10, 15]).tolist()
        [10.0, 25.0, 15.0, 15.0]
        """
        steps = np.zeros(self.size + 1)
        for (first, last), amount in zip(spans, amounts, strict=True):
            begin, beyond = np.clip((first - self.first, last + 1 - self.first), 0, self.size)
            if begin < beyond:
                steps[begin] += amount
                steps[beyond] -= amount
        return np.cumsum(steps)[:-1]

    def covered(self, spans: Sequence[Span]) -> np.ndarray:
        """Days that lie in some span.

        >>> Grid(1, 4).covered([(2, 3), (3, 3)]).tolist()
        [False, True, True, False]
        """
        return self.total(spans, [1] * len(spans)) > .5


def runs(mask: np.ndarray, first: int) -> list[Span]:
    """Unbroken stretches of days on which the mask holds; `first` is the day of its first place.

    >>> runs(np.array([True, True, False, True]), 100)
    [(100, 101), (103, 103)]
    """
    edges = np.flatnonzero(np.diff(np.concatenate([[False], mask, [False]]).astype(np.int8)))
    return [(first + int(begin), first + int(beyond) - 1) for begin, beyond in zip(edges[::2], edges[1::2], strict=True)]
