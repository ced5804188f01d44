"""Early dates, late dates, float and driving arcs of a temporal network, for all rows at once.

A filing window makes a two-way pair of arcs, so one sweep is not enough: dates move until nothing moves any more
(a simple temporal network; Dechter, Meiri and Pearl 1991). Where facts contradict the arcs the row is marked, and the
rest of the batch goes on.
"""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from planner.days import FAR_OFF, LONG_AGO
from planner.network import Arc, Network


@dataclass(frozen=True)
class Dates:
    """One pass over a network.

    date: milestone -> int32 column; driver: milestone -> int8 column, the arc (its place in the network) that holds it
    there, -1 for none; contradicted: rows whose imposed dates break an arc.
    """
    date: dict[str, np.ndarray]
    driver: dict[str, np.ndarray]
    contradicted: np.ndarray


def forward_pass(network: Network) -> Dates:
    """Earliest dates: push every milestone later until nothing moves."""
    return _settle(network, LONG_AGO, np.greater,
                   lambda arc: (arc.before, arc.after), lambda arc, date: arc.lag.add(date), {})


def backward_pass(network: Network, targets: dict[str, np.ndarray] | None = None) -> Dates:
    """Latest dates that still make the targets (milestone -> column): pull every milestone earlier until nothing moves."""
    return _settle(network, FAR_OFF, np.less,
                   lambda arc: (arc.after, arc.before), lambda arc, date: arc.lag.undo(date), targets or {})


def _settle(network, unbound, better, ends, moved_by, targets) -> Dates:
    date, free = _start(network, unbound, targets)
    driver = {name: np.full(network.size, -1, np.int8) for name in network.milestones}
    contradicted = np.zeros(network.size, bool)
    version, seen = dict.fromkeys(date, 1), [0] * len(network.arcs)
    for _ in range(2 * len(network.arcs)):
        idle = True
        for place, arc in enumerate(network.arcs):
            source, target = ends(arc)
            if seen[place] == version[source]:
                continue
            seen[place] = version[source]
            candidate = moved_by(arc, date[source])
            moves = better(candidate, date[target])
            if arc.where is not None:
                moves &= arc.where
            if free[target] is not True:
                contradicted |= moves & ~free[target]
                moves &= free[target]
            if moves.any():
                np.copyto(date[target], candidate, where=moves)
                np.copyto(driver[target], np.int8(place), where=moves)
                version[target] += 1
                idle = False
        if idle:
            break
    else:
        contradicted |= moves
    return Dates(date, driver, contradicted)


def _start(network, unbound, targets):
    """First dates of every milestone and anchor, and which of them may still move."""
    date, free = {}, {}
    for name, imposed in network.imposed.items():
        if name not in network.milestones:
            date[name], free[name] = imposed.date, np.False_
    for name in network.milestones:
        column = np.full(network.size, unbound, np.int32)
        if name in targets:
            np.copyto(column, targets[name])
        free[name] = True
        if name in network.imposed:
            fact = network.imposed[name]
            given = np.True_ if fact.where is None else fact.where
            np.copyto(column, fact.date, where=given)
            free[name] = ~given
        date[name] = column
    return date, free


def longest_wait(network: Network, early: Dates, milestone: str, rules: dict[str, int], since: int) -> np.ndarray:
    """What holds a milestone: of the arcs on its critical path the one that takes the most days (int16, by `rules`).

    since: the status date; days before it hold nobody up.
    """
    wait, blame = {}, {}
    for name in network.milestones:
        wait[name], blame[name] = np.zeros(network.size, np.int32), np.zeros(network.size, np.int16)
        _blame(network, early, name, rules, since, wait, blame)
        if name == milestone:
            break
    return blame[milestone]


def _blame(network, early, name, rules, since, wait, blame):
    for place, arc in enumerate(network.arcs):
        if arc.after != name:
            continue
        drives = early.driver[name] == place
        if not drives.any():
            continue
        days = early.date[name] - np.maximum(early.date[arc.before], since)
        longer = drives
        if arc.before in wait:
            longer = drives & (days >= wait[arc.before]) & ((days > 0) | (blame[arc.before] == 0))
            np.copyto(wait[name], wait[arc.before], where=drives)
            np.copyto(blame[name], blame[arc.before], where=drives)
        np.copyto(wait[name], days, where=longer)
        np.copyto(blame[name], np.int16(rules[arc.rule]), where=longer)


def driving_path(network: Network, early: Dates, row: int, milestone: str) -> list[Arc]:
    """The critical path of one row: the arcs that hold `milestone`, from its anchor to the milestone itself."""
    path: list[Arc] = []
    while milestone in early.driver and early.driver[milestone][row] >= 0 and len(path) < len(network.arcs):
        path.append(network.arcs[early.driver[milestone][row]])
        milestone = path[-1].before
    return path[::-1]
