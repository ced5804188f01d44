"""Names of cases met before, without keeping the names: sixteen bytes a case, so that a million take sixteen megabytes."""
from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np


@dataclass
class Ids:
    """Hashes of the names so far, sorted, and the line on which each stood first."""
    hashes: np.ndarray = field(default_factory=lambda: np.zeros(0, np.uint64))
    lines: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int64))

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
        return [(int(named[row]), line) for row, line in self.add_hashes(hash_array(names[named], categorize=False), lines[named])]

    def add_hashes(self, hashes: np.ndarray, lines: np.ndarray) -> list[tuple[int, int]]:
        """The same for hashes of names."""
        every = np.concatenate([self.hashes, hashes])
        at = np.concatenate([self.lines, lines.astype(np.int64)])
        order = np.argsort(every, kind="stable")            # of equal ones the earlier line comes first
        begins = np.append(True, every[order][1:] != every[order][:-1])[:len(order)]
        first = order[np.flatnonzero(begins)[np.cumsum(begins) - 1]] if len(order) else order
        again = ~begins & (order >= len(self.hashes))
        found = sorted(zip((order[again] - len(self.hashes)).tolist(), at[first[again]].tolist(), strict=True))
        self.hashes, self.lines = every[order[begins]], at[order[begins]]
        return found
