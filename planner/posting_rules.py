"""The rules of a posting as data: what each asks, for which way of hiring, and who says so (data/postings/rules.toml)."""
from __future__ import annotations

import datetime
import re
import tomllib
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from planner.errors import BadData
from planner.strict import Strict

RULES = Path(__file__).parent.parent / "data" / "postings" / "rules.toml"


class Source(Strict):
    """Who says so; `of` is the one school whose rule it is (blank: of all)."""
    source: str = Field(min_length=5)
    checked: datetime.date
    verified: bool
    of: str = ""


class PostingRule(Strict):
    """One rule: `about` is what it looks at, `low` and `high` are still allowed, `types` the postings it is for."""
    id: str
    about: str
    says: str
    ways: tuple[Literal["handshake", "platform", "own"], ...]
    types: tuple[Literal["micro", "general"], ...] = ("micro", "general")
    low: float | None = None
    high: float | None = None
    source: str

    def holds(self, amount: float) -> bool:
        """Whether an amount lies inside the rule's range."""
        return (self.low is None or amount >= self.low) and (self.high is None or amount <= self.high)


class _Words(Strict):
    rule: str
    says: str = ""
    any: tuple[str, ...]

    @cached_property
    def pattern(self) -> re.Pattern:
        return re.compile("|".join(self.any), re.IGNORECASE)


class Question(Strict):
    """One question about unpaid work, answered yes or no."""
    id: str
    says: str


class _Unpaid(Strict):
    source: str


class _File(Strict):
    source: dict[str, Source]
    rule: tuple[PostingRule, ...]
    words: tuple[_Words, ...]
    noted: tuple[_Words, ...]
    said: tuple[_Words, ...]
    question: tuple[Question, ...]
    unpaid: _Unpaid
    region: dict[str, str]


@dataclass(frozen=True)
class Rulebook:
    """Everything of the file, and how to look things up in it."""
    file: _File

    @property
    def rules(self) -> tuple[PostingRule, ...]:
        return self.file.rule

    @property
    def questions(self) -> tuple[Question, ...]:
        return self.file.question

    def rule(self, about: str, kind: str = "micro") -> PostingRule:
        """The rule that looks at something, for a type of posting."""
        return next(rule for rule in self.rules if rule.about == about and kind in rule.types)

    def source(self, rule: PostingRule) -> Source:
        return self.file.source[rule.source]

    def applying(self, way: str, kind: str) -> list[PostingRule]:
        """The rules for a way of hiring and a type of posting, in the order of the file.

        >>> [rule.id for rule in load_rulebook().applying("platform", "micro")][:2]
        ['R11', 'R15.hours']
        """
        return [rule for rule in self.rules if way in rule.ways and kind in rule.types]

    def broken(self, rule: PostingRule, text: str) -> dict[str, list[str]]:
        """Everything in a text that breaks a rule: the words by what they name.

        >>> book = load_rulebook()
        >>> book.broken(book.rule("labels"), "Juniors preferred, majoring in Marketing. A senior analyst guides you.")
        {'a school year': ['Juniors'], 'a major': ['majoring in Marketing']}
        """
        return self._found(self.file.words, rule, text)

    def noted(self, rule: PostingRule, text: str) -> dict[str, list[str]]:
        """Words that break nothing but need a remark, by the remark."""
        return self._found(self.file.noted, rule, text)

    @staticmethod
    def _found(of_rules: tuple[_Words, ...], rule: PostingRule, text: str) -> dict[str, list[str]]:
        found = {words.says: list(dict.fromkeys(match[0].strip() for match in words.pattern.finditer(text)))
                 for words in of_rules if words.rule == rule.id}
        return {says: words for says, words in found.items() if words}

    def is_said(self, rule: PostingRule, text: str) -> bool:
        """Whether a text says already what a rule wants said."""
        return any(words.rule == rule.id and words.pattern.search(text) for words in self.file.said)

    def region(self, school: str) -> str:
        """Where work near a school is done; the last region of the wages where nobody has noted it."""
        return self.file.region.get(school, "Elsewhere in the United States")


@cache
def load_rulebook(path: Path = RULES) -> Rulebook:
    """The rules of the file; BadData where one names no source or words name no rule."""
    try:
        file = _File(**tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise BadData(f"cannot be used: {str(error).splitlines()[0]}", file=path.name) from None
    ids = {rule.id for rule in file.rule}
    for rule in file.rule:
        if rule.source not in file.source:
            raise BadData("is not a source of this file; add it under [source]", file=path.name, column=rule.id, value=rule.source)
    for words in (*file.words, *file.noted, *file.said):
        if words.rule not in ids:
            raise BadData("is not a rule of this file", file=path.name, value=words.rule)
    return Rulebook(file)
