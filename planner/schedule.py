"""Early dates, late dates, float and driving arcs of a temporal network, for all rows at once.

A filing window makes a two-way pair of arcs, so one sweep is not enough: dates move until nothing moves any more
(a simple temporal network; Dechter, Meiri and Pearl 1991). Where facts contradict the arcs the row is marked, and the
rest of the batch goes on.
"""
from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from planner.days import FAR_OFF, LONG_AGO, choose
from planner.network import Arc, Network


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
        driver = {name: np.zeros(self.network.size, np.int8) for name in self.network.milestones}
        for place, arc in enumerate(self.network.arcs):
            if arc.after in driver and self.arrivals[place] is not None:
                date = self.date[arc.after]
                holds = (self.arrivals[place] == date) & (date > LONG_AGO)
                np.maximum(driver[arc.after], holds.view(np.int8) * np.int8(place + 1), out=driver[arc.after])
        return {name: column - np.int8(1) for name, column in driver.items()}

    @cached_property
    def contradicted(self) -> np.ndarray:
        """Rows in which some arc does not hold: a fact or a window is in the way."""
        broken = np.zeros(self.network.size, bool)
        for arc in self.network.arcs:
            broken |= (arc.lag.add(self.date[arc.before]) > self.date[arc.after]) & (True if arc.where is None else arc.where)
        return broken


def forward_pass(network: Network) -> Dates:
    """Earliest dates: push every milestone later until nothing moves."""
    return _settle(network, LONG_AGO, np.greater, np.maximum, lambda arc: (arc.before, arc.after), _push, {})


def backward_pass(network: Network, targets: dict[str, np.ndarray] | None = None) -> Dates:
    """Latest dates that still make the targets (milestone -> column): pull every milestone earlier until nothing moves."""
    return _settle(network, FAR_OFF, np.less, np.minimum, lambda arc: (arc.after, arc.before), _pull, targets or {})


def _push(arc: Arc, date):
    pushed = arc.lag.add(date)
    return pushed if arc.where is None else np.minimum(pushed, arc.gate)


def _pull(arc: Arc, date):
    pulled = arc.lag.undo(date)
    return pulled if arc.where is None else np.maximum(pulled, (LONG_AGO + FAR_OFF) - arc.gate)


def _settle(network, unbound, better, best, ends, moved_by, targets) -> Dates:
    date, arrivals = _start(network, unbound, targets), [None] * len(network.arcs)
    version, seen = dict.fromkeys(date, 1), [0] * len(network.arcs)
    movable = set(network.milestones)
    for _ in range(2 * len(network.arcs)):              # a network of n arcs settles in n sweeps, or contradicts itself
        idle = True
        for place, arc in enumerate(network.arcs):
            source, target = ends(arc)
            if target not in movable or seen[place] == version[source]:
                continue
            seen[place] = version[source]
            arrivals[place] = _within_facts(network, target, moved_by(arc, date[source]))
            if better(arrivals[place], date[target]).any():
                best(date[target], arrivals[place], out=date[target])
                version[target] += 1
                idle = False
        if idle:
            break
    return Dates(network, date, arrivals)


def _within_facts(network, name, date):
    """A fact does not move: the date is held between what the facts allow."""
    if name not in network.imposed:
        return date
    low, high = network.imposed[name].bounds
    return np.minimum(np.maximum(date, low), high)


def _start(network, unbound, targets) -> dict:
    """First dates of every milestone and anchor."""
    date = {name: imposed.date for name, imposed in network.imposed.items() if name not in network.milestones}
    for name in network.milestones:
        column = np.full(network.size, unbound, np.int32)
        if name in targets:
            np.copyto(column, targets[name])
        date[name] = _within_facts(network, name, column)
    return date


def longest_wait(early: Dates, milestone: str, rules: dict[str, int], since: int) -> np.ndarray:
    """What holds a milestone: of the arcs on its critical path the one that takes the most days (int32, by `rules`).

    since: the status date; days before it hold nobody up.
    """
    wait, blame = {}, {}
    for name in early.network.milestones:
        wait[name], blame[name] = _blame(early, name, rules, since, wait, blame)
        if name == milestone:
            break
    return blame[milestone]


def _blame(early, name, rules, since, wait, blame):
    longest, held_by = (np.zeros(early.network.size, np.int32) for _ in range(2))
    for place, arc in enumerate(early.network.arcs):
        if arc.after != name or early.arrivals[place] is None:
            continue
        drives = early.driver[name] == place
        days, rule = early.date[name] - np.maximum(early.date[arc.before], since), np.int32(rules[arc.rule])
        if arc.before in wait:
            inherits = (days < wait[arc.before]) | ((days == 0) & (blame[arc.before] > 0))
            days, rule = choose(inherits, wait[arc.before], days), choose(inherits, blame[arc.before], rule)
        longest, held_by = choose(drives, days, longest), choose(drives, rule, held_by)
    return longest, held_by


def driving_path(early: Dates, row: int, milestone: str) -> list[Arc]:
    """The critical path of one row: the arcs that hold `milestone`, from its anchor to the milestone itself."""
    path: list[Arc] = []
    while milestone in early.driver and early.driver[milestone][row] >= 0 and len(path) < len(early.network.arcs):
        path.append(early.network.arcs[early.driver[milestone][row]])
        milestone = path[-1].before
    return path[::-1]
