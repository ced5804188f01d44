"""A host's hiring in front of every route, in the same network: from the posting to the student's acceptance, then the route.

    posted -> account_connected -> approved_by_school -> applications_close -> selected -> offered -> accepted = offer_in_hand

The steps of the chain are arcs like all others: nothing here computes a date of its own.
"""
from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from planner.batch import Batch
from planner.cases import Cases
from planner.days import BLANK, LONG_AGO
from planner.hiring_steps import CHAIN, STAGES, HiringStep
from planner.network import SAME_DAY, Arc, Imposed, Network, at_least
from planner.schedule import forward_pass
from planner.selection import SelectedCases
from planner.world import World


@dataclass(frozen=True)
class Chain:
    """The hiring of one kind of posting at one school: which milestone happens on `day`, and from then on the steps.

    day: int32 column. first: the milestone that happens on that day, `posted` or `offered`. not_before: the acceptance is not
    earlier (LONG_AGO: binds nothing), for a posting that lies behind.
    """
    posting_type: str
    school: str
    day: np.ndarray
    first: str = "posted"
    not_before: np.ndarray | int = LONG_AGO

    def arcs(self, world: World) -> tuple[Arc, ...]:
        """From the chosen day to the offer in hand, each step that is still to come."""
        begun = STAGES.index(self.first)
        steps = [step for step in world.hiring.chain(self.posting_type) if STAGES.index(step.after) > begun]
        return (*at_least("chosen_day", self.first, SAME_DAY, "planner.today"),
                *(arc for step in steps for arc in self._step(step, world)),
                *at_least("not_before", "accepted", SAME_DAY, "planner.today"),
                *at_least("accepted", "offer_in_hand", SAME_DAY, "planner.offer_first"))

    def _step(self, step: HiringStep, world: World) -> tuple[Arc, ...]:
        lag, before = step.lag_at(world.schools[self.school]), STAGES[STAGES.index(step.after) - 1]
        offered = at_least("selected", "offered", SAME_DAY, "planner.in_order") if step.after == "selected" else ()
        return (*at_least(before, step.after, lag, step.id), *offered)

    @property
    def anchors(self) -> dict[str, Imposed]:
        return {"chosen_day": Imposed(self.day), "not_before": Imposed(self.not_before)}

    def of_rows(self, rows: np.ndarray) -> Chain:
        held = self.not_before if np.ndim(self.not_before) == 0 else self.not_before[rows]
        return replace(self, day=self.day[rows], not_before=held)

    def accepted(self, world: World) -> np.ndarray:
        """The day on which the offer is accepted."""
        return forward_pass(Network(len(self.day), CHAIN, self.arcs(world), self.anchors)).date["accepted"]


class HostBatch(Batch):
    """Cases whose offer comes out of a host's hiring."""

    def __init__(self, cases: Cases | SelectedCases, on: int, world: World, chain: Chain):
        super().__init__(cases, on, world)
        self.chain = chain

    @cached_property
    def offer_in_hand(self):
        return self.chain.accepted(self.world)

    def of_rows(self, rows):
        return HostBatch(SelectedCases(self.cases, rows), self.on, self.world, self.chain.of_rows(rows))

    def network(self, milestones, arcs, imposed=None):
        """The route's network with the chain in front; a student with nothing filed asks the school when the offer is accepted."""
        anchors = {name: date for name, date in self._anchors.items() if name != "offer_in_hand"} | self.chain.anchors
        asks = ()
        if "filed" in milestones:
            nothing_filed = self.cases.i765_filed == BLANK
            asks = at_least("offer_in_hand", "requested", SAME_DAY, "planner.offer_first", nothing_filed)
        return Network(self.size, (*CHAIN, *milestones), (*self.chain.arcs(self.world), *asks, *arcs), anchors | (imposed or {}))
