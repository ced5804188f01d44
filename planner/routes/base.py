"""What every route to lawful work answers: its network, until when the work may last, what blocks it, what to know."""
from __future__ import annotations

from functools import cached_property

import numpy as np

from planner.batch import Batch
from planner.days import BLANK, choose
from planner.network import SAME_DAY, Arc, Network, at_least
from planner.schedule import Dates, forward_pass

NEXT_STEPS = ("", "requested", "filed", "approved")
NOTHING, REQUESTED, FILED, APPROVED = range(len(NEXT_STEPS))
Mask = np.ndarray
Coded = list[tuple[str, Mask]]

OFFER_FIRST = at_least("offer_in_hand", "work_starts", SAME_DAY, "planner.offer_first")


class Route:
    """One way to lawful work for a batch of cases. Columns have one entry per case; a scalar stands for all of them.

    `start` below is S: the first day of work as planned, the later of the earliest start and the offer's own start.
    """
    name: str
    title: str
    asked_by: tuple[str, ...] = ()          # facts that ask for the route; none: it is answered for everybody

    def __init__(self, batch: Batch):
        self.batch, self.cases = batch, batch.cases

    @cached_property
    def network(self) -> Network:
        raise NotImplementedError

    @cached_property
    def early(self) -> Dates:
        return forward_pass(self.network)

    @property
    def path(self) -> Network:
        """The network whose arcs hold the early dates."""
        return self.network

    def network_to(self, start: np.ndarray) -> Network:
        """The network walked back from a planned start."""
        return self.network

    next_step: np.ndarray | int = NOTHING
    dates_matter: Mask | bool = False       # rows in which a reason that needs the planned start is listed beside others
    hours_rule = ""                         # the rule that limits the hours a week while school is in session
    undated: Mask | bool = False            # rows to whose wait no dated data applies
    held: Mask | bool = False               # rows in which an agency that holds the case makes every later day unknown

    def until(self, start: np.ndarray) -> np.ndarray:
        """Last day of work under the authorization when starting on `start`."""
        raise NotImplementedError

    def last_start(self) -> np.ndarray | None:
        """Last day on which work may start; None where only the authorization's end limits it."""
        return None

    def stands_alone(self) -> Coded:
        """Reasons that make all others pointless."""
        return []

    def reasons(self) -> Coded:
        """Reasons that block the route whatever the start."""
        return []

    def reasons_for(self, start: np.ndarray, until: np.ndarray) -> Coded:
        """Reasons that depend on the planned start."""
        return []

    def lasting_cautions(self) -> Coded:
        """Cautions about the facts of the case: they hold on a blocked route too."""
        return []

    def cautions(self, start: np.ndarray, until: np.ndarray) -> Coded:
        """Cautions for an open route."""
        return []

    # Reasons that several routes share

    @cached_property
    def _only_f1(self) -> Coded:
        return [("wrong_status", ~self.batch.is_f1)]

    @cached_property
    def _related(self) -> Coded:
        return [("unrelated_work", ~self.cases.related)]

    def last_day(self, start: np.ndarray, until: np.ndarray) -> np.ndarray:
        """The last planned day of work: the offer's end, the authorization's at the latest, and never before the first."""
        ends = choose(self.cases.offer_end == BLANK, until, self.cases.offer_end)
        return np.maximum(start, np.minimum(ends, until))


def planned_start(earliest: np.ndarray, batch: Batch) -> np.ndarray:
    """S: the later of the earliest start and the offer's own start."""
    return np.maximum(earliest, batch.offer_start)


__all__ = ["Route", "Arc", "Coded", "Mask", "planned_start", "NEXT_STEPS", "NOTHING", "REQUESTED", "FILED", "APPROVED"]
