"""How long a host's hiring takes, step by step, as data: every duration has a source and can be changed by the host."""
from __future__ import annotations

import datetime
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Literal

from planner.days import Table, us_federal_holidays
from planner.schools import LeadTime, School, Source
from planner.strict import Strict

HIRING = Path(__file__).parent.parent / "data" / "hiring.toml"
GENERAL = "general"
OWN_FIGURE = "your own figure"
STAGES = ("posted", "account_connected", "approved_by_school", "applications_close", "selected", "offered", "accepted")
CHAIN = (*STAGES, "offer_in_hand")              # a host's hiring, in front of every route


class HiringStep(LeadTime):
    """One step of hiring: it ends with the milestone `after`; `office` says whose closed days its business days skip."""
    id: str
    after: str
    office: Literal["school", "federal", "calendar"]
    source: Source

    def lag_at(self, school: School) -> Table:
        """The duration as a lag, for a posting at a school."""
        return self.lag(school.closures if self.office == "school" else us_federal_holidays())


class SituationData(Strict):
    """A kind of candidate, in words: `route` is the way to lawful work; `on_campus` ones exist for jobs on campus alone."""
    name: str
    title: str
    route: str
    says: str
    on_campus: bool = False

    def filled(self, **values: object) -> SituationData:
        """The same kind with its numbers in its words."""
        return self.model_copy(update={"title": self.title.format(**values), "says": self.says.format(**values)})


class Assumed(Strict):
    """A value taken where nothing is entered, and why; nobody has published it."""
    value: int | str
    unit: Literal["weeks", "days", "text"]
    says: str
    checked: datetime.date


@dataclass(frozen=True)
class Hiring:
    """The steps by id, what is assumed by name, and the kinds of candidates.

    >>> hiring = load_hiring()
    >>> [step.n for step in hiring.chain("micro")], [step.n for step in hiring.chain("general")]
    ([0, 5, 14, 5, 7], [0, 5, 14, 5, 14])
    """
    steps: dict[str, HiringStep]
    assumed: dict[str, Assumed]
    situations: tuple[SituationData, ...]

    def chain(self, posting_type: str) -> tuple[HiringStep, ...]:
        """The steps of a kind of posting, in their order."""
        other = "hiring.decision" if posting_type == GENERAL else "hiring.decision_general"
        return tuple(step for step in self.steps.values() if step.id != other)

    def with_durations(self, changed: dict[str, int], posting_type: str) -> Hiring:
        """The same steps with some durations replaced, each in its own unit; keys without "hiring."."""
        steps = dict(self.steps)
        for step in self.chain(posting_type):
            n = changed.get(step.id.removeprefix("hiring.").removesuffix("_general"))
            if n is not None and n != step.n:
                source = Source(source=OWN_FIGURE, checked=step.source.checked, verified=False)
                steps[step.id] = step.model_copy(update={step.unit: n, "source": source})
        return replace(self, steps=steps)


@cache
def load_hiring(path: Path = HIRING) -> Hiring:
    """The steps, assumptions and kinds of candidates of data/hiring.toml."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    steps = [HiringStep(**entry) for entry in data["step"]]
    return Hiring({step.id: step for step in steps}, {name: Assumed(**one) for name, one in data["assumed"].items()},
                  tuple(SituationData(**entry) for entry in data["situation"]))
