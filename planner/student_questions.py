"""What students ask besides "when", route by route: answers as data, their numbers filled in from the law (data/questions.toml)."""
from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from pydantic import Field

from planner.rule_words import value_of
from planner.rulebook import entries, in_force
from planner.schools import Source
from planner.world import World

QUESTIONS = Path(__file__).parent.parent / "data" / "questions.toml"
NUMBER = re.compile(r"\{([a-z0-9_.]+)\}")


class StudentQuestion(Source):
    """A question with its answer, the routes it is about and the rules or figures that the answer rests on."""
    about: tuple[str, ...] = Field(min_length=1)
    asks: str = Field(min_length=10)
    says: str = Field(min_length=20)
    rules: tuple[str, ...] = Field(min_length=1)


@dataclass(frozen=True)
class Answered:
    """A question and its answer with the numbers of a day."""
    question: StudentQuestion
    says: str


@cache
def load_questions(path: Path = QUESTIONS) -> tuple[StudentQuestion, ...]:
    """All of them, in the order of the file.

    >>> load_questions()[0].asks
    'I graduate this term: when do I apply for OPT?'
    """
    return tuple(StudentQuestion(**entry) for entry in tomllib.loads(path.read_text(encoding="utf-8"))["question"])


@lru_cache(64)
def answered(route: str, world: World, on: int) -> tuple[Answered, ...]:
    """The questions about a route, answered with the numbers in force on a day under the world's regime.

    >>> from planner.days import day
    >>> from planner.world import load_world
    >>> [one.says for one in answered("at", load_world(), day("2026-11-22")) if "no later" in one.says]
    ['Yes, if it was approved before that end and begins no later than 30 days after it.']
    """
    those_in_force_last = sorted(entries(world), key=lambda entry: in_force(entry.row, world.law, on))
    known = {entry.row.id: value_of(entry) for entry in those_in_force_last}
    return tuple(Answered(one, NUMBER.sub(lambda found: known[found[1]], one.says))
                 for one in load_questions() if route in one.about)
