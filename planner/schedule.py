"""Early dates, late dates, float and driving arcs of a temporal network, for all rows at once.

A filing window makes a two-way pair of arcs, so one sweep is not enough: dates move until nothing moves any more
(a simple temporal network; Dechter, Meiri and Pearl 1991). Where facts contradict the arcs the row is marked, and the
rest of the batch goes on.
"""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from planner.days import FAR_OFF, LONG_AGO
from planner.network import Arc, Backwards, Network


@dataclass(frozen=True)
class Dates:
    """One pass over a network: milestone or anchor -> int32 column (or one number for all rows).

    `arrivals` are the dates to which each arc led last (None: it never moved anything).
    """
    network: Network
    date: dict[str, np.ndarray]
    arrivals: list = field(repr=False)

    @cached_property
    def driver(self) -> dict[str, np.ndarray]:
        """Milestone -> int8 column: the place of the arc that holds it there, -1 for none; the later arc where two do."""
        count = np.int8(len(self.network.arcs))
        return self._without_loops({name: rank - np.int8(1) - count * (rank > count) for name, rank in self._ranks(count).items()})

    def _ranks(self, count) -> dict[str, np.ndarray]:
        """Place + 1 of the arc that holds each milestone, + count where it runs forward: a backward one loses every tie."""
        ranks = {name: np.zeros(self.network.size, np.int8) for name in self.network.milestones}
        for place, arc in enumerate(self.network.arcs):
            if arc.after in ranks and self.arrivals[place] is not None:
                date = self.date[arc.after]
                holds = (self.arrivals[place] == date) & (date > LONG_AGO)
                rank = np.int8(place + 1 + (0 if isinstance(arc.lag, Backwards) else count))
                np.maximum(ranks[arc.after], holds.view(np.int8) * rank, out=ranks[arc.after])
        return ranks

    def _without_loops(self, driver: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
        """Where the two arcs of a pair hold each other's ends, the earlier end is there for the later one's own reason."""
        arcs = self.network.arcs
        for back, on in ((b, a) for b, arc in enumerate(arcs) for a, twin in enumerate(arcs)
                         if isinstance(arc.lag, Backwards) and (twin.before, twin.after) == (arc.after, arc.before)):
            first, second = arcs[back].after, arcs[back].before
            if first in driver and second in driver:
                loop = (driver[first] == back) & (driver[second] == on)
                if loop.any():
                    driver[second] = np.where(loop, self._holder_but(second, on), driver[second]).astype(np.int8)
        return driver

    def _holder_but(self, name: str, place: int) -> np.ndarray:
        """The arc that holds a milestone next to the one at `place`; -1 where there is no other."""
        others = [other for other, arc in enumerate(self.network.arcs)
                  if arc.after == name and other != place and self.arrivals[other] is not None]
        if not others:
            return np.full(self.network.size, -1, np.int8)
        reached = np.array([np.broadcast_to(self.arrivals[other], self.network.size) for other in others])
        return np.where(reached.max(axis=0) > LONG_AGO, np.array(others, np.int8)[reached.argmax(axis=0)], np.int8(-1))

    @cached_property
    def contradicted(self) -> np.ndarray:
        """Rows in which some arc does not hold: a fact or a window is in the way."""
        broken = np.zeros(self.network.size, bool)
        for arc in self.network.arcs:
            broken |= (arc.lag.add(self.date[arc.before]) > self.date[arc.after]) & (True if arc.where is None else arc.where)
        return broken


def forward_pass(network: Network) -> Dates:
    """Earliest dates: push every milestone later until nothing moves.

    >>> from planner.days import CalendarDays, day, to_date
    >>> from planner.network import SAME_DAY, Imposed, at_least, at_most
    >>> arcs = (*at_least("today", "asked", SAME_DAY, "planner.today"),
    ...         *at_least("asked", "filed", CalendarDays(14), "lead_time.opt"),
    ...         *at_most("program_ends", "filed", CalendarDays(60), "opt_post.filing_closes"))
    >>> facts = {"today": Imposed(day("2026-11-22")), "program_ends": Imposed(day("2026-12-18"))}
    >>> network = Network(1, ("asked", "filed"), arcs, facts)
    >>> [str(to_date(int(forward_pass(network).date[name][0]))) for name in network.milestones]
    ['2026-11-22', '2026-12-06']
    >>> [str(to_date(int(backward_pass(network).date[name][0]))) for name in network.milestones]
    ['2027-02-02', '2027-02-16']
    >>> [arc.rule for arc in driving_path(forward_pass(network), 0, "filed")]
    ['planner.today', 'lead_time.opt']
    """
    return _settle(network, _start(network, LONG_AGO, {}), network.push_gates, _FORWARD)


def backward_pass(network: Network, targets: dict[str, np.ndarray] | None = None) -> Dates:
    """Latest dates that still make the targets (milestone -> column): pull every milestone earlier until nothing moves."""
    return _settle(network, _start(network, FAR_OFF, targets or {}), network.pull_gates, _BACKWARD)


def tighten(late: Dates, network: Network, targets: dict[str, np.ndarray]) -> Dates:
    """A backward pass that goes on from a settled one: `network` is its own, perhaps with arcs more; targets as there."""
    date = {name: np.array(column) if name in network.milestones else column for name, column in late.date.items()}
    version = dict.fromkeys(date, 1)
    for name, target in targets.items():
        np.minimum(date[name], target, out=date[name])
        version[name] = 2
    settled = len(late.network.arcs)
    return _settle(network, date, network.pull_gates, _BACKWARD, version, [1] * settled + [0] * (len(network.arcs) - settled))


@dataclass(frozen=True)
class _Way:
    """A direction of time: where an arc leads from and to, by which lag, and which of two dates wins."""
    ends: Callable[[Arc], tuple[str, str]]
    moved: Callable[[Arc, np.ndarray], np.ndarray]
    held_by: np.ufunc
    beats: np.ufunc
    best: np.ufunc


_FORWARD = _Way(lambda arc: (arc.before, arc.after), lambda arc, d: arc.lag.add(d), np.minimum, np.greater, np.maximum)
_BACKWARD = _Way(lambda arc: (arc.after, arc.before), lambda arc, d: arc.lag.undo(d), np.maximum, np.less, np.minimum)


def _settle(network: Network, date: dict, gates: list, way: _Way, version=None, heard=None) -> Dates:
    """Let every arc move its target until all have been heard since their source last moved."""
    arrivals = [None] * len(network.arcs)
    version, heard = version or dict.fromkeys(date, 1), heard or [0] * len(network.arcs)
    movable = set(network.milestones)
    for _ in range(2 * len(network.arcs)):              # a network of n arcs settles in n sweeps, or contradicts itself
        idle = True
        for place, arc in enumerate(network.arcs):
            source, target = way.ends(arc)
            if target not in movable or heard[place] == version[source]:
                continue
            heard[place] = version[source]
            moved = way.moved(arc, date[source])
            arrivals[place] = moved if gates[place] is None else way.held_by(moved, gates[place])
            if way.beats(arrivals[place], date[target]).any():
                way.best(date[target], arrivals[place], out=date[target])
                version[target] += 1
                idle = False
        if idle:
            break
    return Dates(network, date, arrivals)


def _start(network: Network, unbound: int, targets: dict) -> dict:
    """First dates of every milestone and anchor: the facts, the targets, nothing known of the others."""
    date = {name: imposed.date for name, imposed in network.imposed.items() if name not in network.milestones}
    for name in network.milestones:
        if name in network.imposed:
            date[name] = np.array(np.broadcast_to(network.imposed[name].or_else(unbound), network.size))
        elif name in targets:
            date[name] = np.array(targets[name], np.int32)
        else:
            date[name] = np.full(network.size, unbound, np.int32)
    return date


def longest_wait(early: Dates, milestone: str, rules: dict[str, int], since: int) -> np.ndarray:
    """What holds a milestone: of the arcs on its critical path the one that takes the most days (int32, by `rules`).

    since: the status date; days before it hold nobody up.
    """
    bits = len(rules).bit_length()
    ranked: dict[str, np.ndarray] = {}          # days waited, then the rule, in one number: the longest wait is the largest
    for name in early.network.milestones:
        ranked[name] = _ranked(early, name, rules, since, bits, ranked)
        if name == milestone:
            break
    return ranked[milestone] & ((1 << bits) - 1)


def _ranked(early, name, rules, since, bits, ranked):
    longest = np.zeros(early.network.size, np.int32)
    for place, arc in enumerate(early.network.arcs):
        if arc.after != name or early.arrivals[place] is None:
            continue
        drives = early.driver[name] == place
        if not drives.any():
            continue
        begins = np.maximum(early.date[arc.before], since) if arc.before in ranked else since       # an anchor waits from today
        days = np.maximum(early.date[name] - begins, 0)
        wait = (days << bits) + rules[arc.rule]
        if arc.before in ranked:
            wait = np.maximum(wait, ranked[arc.before])
        np.maximum(longest, wait if drives.all() else wait * drives, out=longest)
    return longest


def driving_path(early: Dates, row: int, milestone: str) -> list[Arc]:
    """The critical path of one row: the arcs that hold `milestone`, from its anchor to the milestone itself."""
    path: list[Arc] = []
    while milestone in early.driver and early.driver[milestone][row] >= 0 and len(path) < len(early.network.arcs):
        path.append(early.network.arcs[early.driver[milestone][row]])
        milestone = path[-1].before
    return path[::-1]
