"""Where sources contradict each other: who says what, which reading the planner takes, and why."""
from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from planner.errors import BadData
from planner.strict import Strict

FILE = Path(__file__).parent.parent / "data" / "disagreements.toml"
KINDS = {"in force": "Whether a rule is in force", "counting": "How days are counted, where one day more or less decides",
         "rule": "What the rule is"}


class Reading(Strict):
    """What some say, and who."""
    says: str = Field(min_length=5)
    who: str = Field(min_length=3)


class Disagreement(Strict):
    """One topic with at least two readings; `ours` is the one the planner counts with, `rules` where that stands."""
    topic: str
    kind: Literal["in force", "counting", "rule"]
    readings: tuple[Reading, ...] = Field(min_length=2)
    ours: str = Field(min_length=5)
    why: str = Field(min_length=5)
    rules: tuple[str, ...]


@cache
def load_disagreements(path: Path = FILE) -> tuple[Disagreement, ...]:
    """All of them, in the order of the file; BadData names the topic that cannot stand.

    >>> {d.kind for d in load_disagreements()} == set(KINDS)
    True
    """
    return tuple(_checked(entry, path) for entry in tomllib.loads(path.read_text(encoding="utf-8"))["disagreement"])


def _checked(entry: dict, path: Path) -> Disagreement:
    try:
        return Disagreement(**entry)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise BadData(f"{where}: {first['msg']}", file=path.name, value=str(entry.get("topic", "?"))) from None


def about(rule_id: str) -> list[Disagreement]:
    """The disagreements that a rule takes a side in.

    >>> [d.topic for d in about("opt_post.filing_opens")]
    ['First day to file for OPT after graduation']
    """
    return [one for one in load_disagreements() if rule_id in one.rules]
