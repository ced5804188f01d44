"""An adviser's desk: the caseload of this session and what has been worked out of it. It lives in the session and nowhere else.

Nothing here is kept for other readers: no cache of the process ever holds a student, so the session's end is the end of it.
"""
from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import streamlit as st

from planner.compare import Changes, Scenario, impossible_on, scenario
from planner.days import to_date
from planner.explain import explain_case
from planner.near import near_limits
from planner.plan import plans
from planner.queue import Queue, queue_of_cases
from planner.scenario_words import what_if_toml
from planner.schools import School
from planner.views import PlanView
from planner.what_if import WhatIf
from planner.whole_caseload import WholeCaseload
from planner.world import World

KEPT = 24                           # answers of a session: a few scenarios and the sliders' last positions
ANSWERS = "_desk_answers"           # in the session


@dataclass(frozen=True, eq=False)
class Desk:
    """A caseload read on a status date (days since 1970-01-01) in a world; `key` tells it from every other of the session."""
    load: WholeCaseload
    on: int
    world: World
    key: tuple
    synthetic: bool

    def __len__(self) -> int:
        return len(self.load.cases)

    @property
    def day(self):
        return to_date(self.on)

    @cached_property
    def school(self) -> School:
        """The school of most cases: whose office it is."""
        cases = self.load.cases
        [(slug, _)] = Counter(np.array(cases.schools, object)[cases.school].tolist()).most_common(1)
        return self.world.schools[slug]

    def name(self, row: int) -> str:
        """What a student is called; the line of the file where there is no name."""
        return str(self.load.cases.case_id[row]) or f"line {self.load.lines[row]}"

    @property
    def queue(self) -> Queue:
        """The queue as planned."""
        return self._remembered(("queue",), lambda: queue_of_cases(self.load.cases, self.on, self.world))

    @property
    def near(self) -> list[str]:
        """What is near its limit, for every case."""
        return self._remembered(("near",), lambda: [
            said for plan in plans(self.load.cases, self.on, self.world) for said in near_limits(plan)])

    def scenario(self, spec: WhatIf) -> Scenario:
        """A what-if in the world of the desk."""
        return self._remembered(("scenario", what_if_toml(spec)), lambda: scenario(spec, self.world, self.on))

    def changes(self, spec: WhatIf) -> Changes:
        """What a scenario changes."""
        one = self.scenario(spec)
        return self._remembered(("changes", what_if_toml(spec)), lambda: Changes(
            self.queue, one.queue(self.load.cases), impossible_on(self.load.cases, one)))

    def student(self, row: int) -> PlanView:
        """One case explained, as the student's own page explains it."""
        return self._remembered(("student", row), lambda: explain_case(self.load.cases[row:row + 1], self.on, self.world))

    def _remembered(self, what: tuple, make: Callable[[], object]):
        kept = st.session_state.setdefault(ANSWERS, {})
        key = (*self.key, *what)
        if key not in kept:
            kept[key] = make()
            while len(kept) > KEPT:
                del kept[next(iter(kept))]
        else:
            kept[key] = kept.pop(key)                   # the last used is the last to go
        return kept[key]


def forget() -> None:
    """Clear the desk."""
    st.session_state.pop(ANSWERS, None)
