"""What hosts ask besides "when": answers as data, each with its source (data/postings/questions.toml)."""
from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from pydantic import Field

from planner.schools import Source

QUESTIONS = Path(__file__).parent.parent / "data" / "postings" / "questions.toml"


class HostQuestion(Source):
    """A question of hosts and its answer; {braces} of the answer are filled from the plan."""
    asks: str = Field(min_length=10)
    says: str = Field(min_length=20)


@cache
def load_questions(path: Path = QUESTIONS) -> tuple[HostQuestion, ...]:
    """All of them, in the order of the file.

    >>> load_questions()[0].asks
    'What must we file or pay to hire an international student?'
    """
    return tuple(HostQuestion(**entry) for entry in tomllib.loads(path.read_text(encoding="utf-8"))["question"])
