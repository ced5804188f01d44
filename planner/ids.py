"""Names of cases met before, without keeping the names: twelve bytes a case, so that a million take twelve megabytes."""
from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

SHELVES = 6                         # bits of a hash that say where it is kept: what is sorted again at once stays small


@dataclass
class Ids:
    """Hashes of the names so far, sorted on each shelf, and the line on which each stood first."""
    shelves: list[tuple[np.ndarray, np.ndarray]] = field(default_factory=lambda: [
        (np.zeros(0, np.uint64), np.zeros(0, np.int32)) for _ in range(1 << SHELVES)])

    @property
    def hashes(self) -> np.ndarray:
        return np.concatenate([hashes for hashes, _ in self.shelves])

    @property
    def lines(self) -> np.ndarray:
        return np.concatenate([lines for _, lines in self.shelves])

    def add(self, names: np.ndarray, lines: np.ndarray) -> list[tuple[int, int]]:
        """Rows of these names that stood before, with the line of the first; a blank name is no name.

        names: object array of str; lines: the line of each. Two of a million names have the same 64 bits in one of
        37 million caseloads.

        >>> ids = Ids()
        >>> ids.add(np.array(["a", "b", "a", "", ""], object), np.array([2, 3, 4, 5, 6]))
        [(2, 2)]
        >>> ids.add(np.array(["c", "b"], object), np.array([7, 8]))
        [(1, 3)]
        """
        from pandas.util import hash_array  # pandas takes long to load, and no single case needs it

        named = np.flatnonzero(names != "")
        found = self.add_hashes(hash_array(names[named], categorize=False), lines[named].astype(np.int32))
        return [(int(named[row]), line) for row, line in found]

    def add_hashes(self, hashes: np.ndarray, lines: np.ndarray) -> list[tuple[int, int]]:
        """The same for hashes of names."""
        shelf = hashes >> np.uint64(64 - SHELVES)
        rows = np.argsort(shelf, kind="stable")
        ends = np.searchsorted(shelf[rows], np.arange(1 << SHELVES, dtype=np.uint64), side="right")
        found = []
        for place, mine in enumerate(np.split(rows, ends[:-1])):
            if len(mine):
                self.shelves[place], again = _merged(*self.shelves[place], hashes[mine], lines[mine])
                found += [(int(mine[row]), line) for row, line in again]
        return sorted(found)


def _merged(hashes, lines, more, their_lines):
    """A shelf with more hashes on it, and those of them that were on it, with the line of the first."""
    every, at = np.concatenate([hashes, more]), np.concatenate([lines, their_lines])
    order = np.argsort(every, kind="stable")                # of equal ones the earlier line comes first
    begins = np.append(True, every[order][1:] != every[order][:-1])
    first = order[np.flatnonzero(begins)[np.cumsum(begins) - 1]]
    again = ~begins & (order >= len(hashes))
    found = zip((order[again] - len(hashes)).tolist(), at[first[again]].tolist(), strict=True)
    return (every[order[begins]], at[order[begins]]), list(found)
