"""Who can start when: days to post against days to start, a week apart, and the kinds of candidates that make it.

A limit is the last posting day with which a kind of candidate makes each start; kinds with the same limit share it.
"""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from planner.words import listed, long_day

LETTERS = "ABCDEFGHIJKLMNOP"


@dataclass(frozen=True)
class Limit:
    """Kinds of candidates with the same limit; `last` is the place of the last posting day for each start, -1 where none is."""
    letter: str
    titles: tuple[str, ...]
    last: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Grid:
    """makes: bool [kinds, posts, starts]; chosen: the place of the job in it (post, start), None where it lies outside.

    >>> from datetime import timedelta
    >>> days = tuple(date(2026, 12, 1) + timedelta(7 * n) for n in range(3))
    >>> makes = np.array([[[1, 1], [0, 1], [0, 0]], [[1, 1], [1, 1], [0, 1]], [[1, 1], [1, 1], [0, 1]]], bool)
    >>> grid = Grid(days, days[:2], ("CPT", "Card", "Pending"), makes, days[0])
    >>> [(limit.letter, limit.titles, limit.last) for limit in grid.limits]
    [('A', ('Card', 'Pending'), (1, 2)), ('B', ('CPT',), (0, 1))]
    """
    posts: tuple[date, ...]
    starts: tuple[date, ...]
    titles: tuple[str, ...]
    makes: np.ndarray
    on: date
    chosen: tuple[int, int] | None = None

    @cached_property
    def counts(self) -> np.ndarray:
        """How many kinds of candidates make each square, [posts, starts]."""
        return self.makes.sum(axis=0)

    @property
    def most(self) -> int:
        """The highest number that stands in a square."""
        return int(self.counts.max(initial=0))

    @cached_property
    def limits(self) -> list[Limit]:
        """One for all kinds that share it, the most generous first."""
        places = np.arange(len(self.posts))[:, None]
        shared: dict[tuple[int, ...], list[str]] = {}
        for title, kind in zip(self.titles, self.makes, strict=True):
            last = np.where(kind, places, -1).max(axis=0)
            shared.setdefault(tuple(last.tolist()), []).append(title)
        best_first = sorted(shared, key=lambda last: (-sum(last), shared[last]))
        return [Limit(letter, tuple(shared[last]), last) for letter, last in zip(LETTERS, best_first, strict=False)]

    def who(self, post: int, start: int) -> list[str]:
        """The kinds of candidates that make a square."""
        return [title for title, makes in zip(self.titles, self.makes[:, post, start], strict=True) if makes]

    def in_words(self) -> str:
        """The picture for a reader who does not see it: each limit where it begins and ends."""
        lines = [f"Days to post from {long_day(self.posts[0])} to {long_day(self.posts[-1])} against days to start from "
                 f"{long_day(self.starts[0])} to {long_day(self.starts[-1])}, a week apart."]
        for limit in self.limits:
            pairs = [(self.posts[last], start) for last, start in zip(limit.last, self.starts, strict=True) if last >= 0]
            who = listed(list(limit.titles))
            if pairs:
                lines.append(f"{who}: to start on {long_day(pairs[0][1])} post by {long_day(pairs[0][0])}; "
                             f"to start on {long_day(pairs[-1][1])} post by {long_day(pairs[-1][0])}.")
            else:
                lines.append(f"{who}: no square.")
        return " ".join(lines)
