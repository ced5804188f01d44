"""Rules of law as data: every number has a first day in force, a citation, a status and the day it was checked.

A rule is a file entry of data/rules/*.toml with its values through time. Which value holds is picked by a date (the
rule says whose: `keyed_on`) and by the regime asked for. Values that are postponed, proposed or contested are carried
and shown, but used only under the regime they name; expired and vacated ones are never used.
"""
from __future__ import annotations

import datetime
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Literal

import numpy as np
from pydantic import Field, ValidationError, model_validator

from planner.days import day
from planner.errors import BadData
from planner.strict import Strict

RULES = Path(__file__).parent.parent / "data" / "rules"
UNITS = ("days", "business_days", "months", "years", "hours", "usd", "fraction", "date", "text")
IN_USE = ("in force", "guidance", "practice", "assumption")
DORMANT = ("postponed", "proposed", "contested")


class Value(Strict, populate_by_name=True):
    """What a rule says from one day on, and who says so."""
    start: datetime.date = Field(alias="from")
    until: datetime.date | None = None
    status: Literal["in force", "guidance", "practice", "assumption", "postponed", "proposed", "contested", "expired", "vacated"]
    cite: str = Field(min_length=3)
    checked: datetime.date
    verified: bool
    regime: str | None = None
    note: str = ""
    days: int | None = Field(None, ge=0)
    business_days: int | None = Field(None, ge=0)
    months: int | None = Field(None, ge=0)
    years: int | None = Field(None, ge=0)
    hours: int | None = Field(None, ge=0)
    usd: int | None = Field(None, ge=0)
    fraction: float | None = Field(None, ge=0, le=1)
    date: datetime.date | None = None
    text: str | None = None

    @model_validator(mode="after")
    def _one_amount_and_a_regime(self):
        if sum(getattr(self, unit) is not None for unit in UNITS) != 1:
            raise ValueError(f"needs exactly one amount of {', '.join(UNITS)}")
        if self.status in DORMANT and not self.regime:
            raise ValueError(f"is {self.status}, so it needs the regime that would use it")
        if self.until and self.until < self.start:
            raise ValueError("ends before it starts")
        return self

    @property
    def unit(self) -> str:
        return next(unit for unit in UNITS if getattr(self, unit) is not None)

    @property
    def amount(self):
        return getattr(self, self.unit)


class Rule(Strict):
    """One sentence of law with all its values through time."""
    id: str
    says: str = Field(min_length=10)
    keyed_on: str
    use: Literal["engine", "shown"]
    refs: tuple[str, ...] = ()
    values: tuple[Value, ...] = Field(min_length=1)


@dataclass(frozen=True)
class Law:
    """All rules, read under one regime (None: the law in force).

    >>> law = load_law()
    >>> law.number("opt_post.filing_closes", on=day("2027-05-14"))
    60
    >>> law.under("fixed_period_2026").number("opt_post.filing_closes", on=day("2027-05-14"))
    30
    """
    rules: dict[str, Rule]
    titles: dict[str, str]
    regime: str | None = None
    _timelines: dict = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def regimes(self) -> tuple[str, ...]:
        """Every regime that some value names, in alphabetical order."""
        return tuple(sorted({v.regime for rule in self.rules.values() for v in rule.values if v.regime}))

    def under(self, regime: str | None) -> Law:
        """The same rules read under another regime; an unknown one is the caller's error (KeyError)."""
        if regime == self.regime:
            return self
        if regime is not None and regime not in self.regimes:
            raise KeyError(regime)
        return Law(self.rules, self.titles, regime)

    def value(self, rule_id: str, on: int) -> Value:
        """The value in force on a day (days since 1970-01-01); LookupError where the law had none."""
        starts, values = self._timeline(rule_id)
        at = int(np.searchsorted(starts, on, side="right")) - 1
        if at < 0 or _is_over(values[at], on):
            raise LookupError(f"{rule_id} has no value in force on that day")
        return values[at]

    def has_value(self, rule_id: str, on: int) -> bool:
        """Whether the rule has a value in force on a day under this regime."""
        starts, values = self._timeline(rule_id)
        at = int(np.searchsorted(starts, on, side="right")) - 1
        return at >= 0 and not _is_over(values[at], on)

    def in_use(self, rule_id: str) -> bool:
        """Whether the rule has any value that this regime uses."""
        return bool(self._timeline(rule_id)[1])

    def first_day_in_use(self, rule_id: str) -> int:
        """The first day of the first value that this regime uses."""
        return int(self._timeline(rule_id)[0][0])

    def newest_by(self, rule_id: str, on: int) -> Value:
        """The value that `number` reads for a day: the newest that has begun, the first where none has."""
        starts, values = self._timeline(rule_id)
        return values[max(int(np.searchsorted(starts, on, side="right")) - 1, 0)]

    def unit(self, rule_id: str) -> str:
        """The unit of the rule's newest value in use."""
        return self._timeline(rule_id)[1][-1].unit

    def number(self, rule_id: str, on: int | np.ndarray | None = None) -> int | np.ndarray:
        """The amount in force on a day, or on each day of a column; one number where the rule never changed.

        Before a rule's first day its first value is used: cases start after the rules of 2008-04-08, and a planning
        assumption has no earlier reading.
        """
        starts, values = self._timeline(rule_id)
        amounts = [value.amount for value in values]
        if not amounts:
            raise LookupError(f"{rule_id} has no value that is in use")
        if len(set(amounts)) == 1:
            return amounts[0]
        if on is None:
            raise LookupError(f"{rule_id} has changed: say on which day")
        at = np.maximum(np.searchsorted(starts, on, side="right") - 1, 0)
        picked = np.array(amounts)[at]
        return picked.astype(np.int32) if np.ndim(on) else int(picked)

    def cite(self, rule_id: str, on: int | None = None) -> str:
        """The citation of the value in force on a day (the newest in use where no day is given)."""
        starts, values = self._timeline(rule_id)
        if on is None or not values:
            return (values or self.rules[rule_id].values)[-1].cite
        return values[max(int(np.searchsorted(starts, on, side="right")) - 1, 0)].cite

    def changes_under(self, rule_id: str) -> tuple[str, ...]:
        """Regimes that would change this rule and are not the one read here."""
        return tuple(sorted({v.regime for v in self.rules[rule_id].values if v.regime and v.regime != self.regime}))

    def _timeline(self, rule_id: str) -> tuple[np.ndarray, list[Value]]:
        if rule_id not in self._timelines:
            self._timelines[rule_id] = _read_under(self.rules[rule_id], self.regime)
        return self._timelines[rule_id]


def _is_over(value: Value, on: int) -> bool:
    return value.until is not None and on > day(value.until)


def _read_under(rule: Rule, regime: str | None) -> tuple[np.ndarray, list[Value]]:
    """First days and values of a rule under a regime: a regime's value replaces the law from its own first day on."""
    in_use = [v for v in rule.values if v.regime is None and v.status in IN_USE]
    asked = [v for v in rule.values if regime and v.regime == regime]
    if asked:
        first = min(v.start for v in asked)
        in_use = [v for v in in_use if v.start < first]
    timeline = sorted(in_use + asked, key=lambda v: v.start)
    return np.array([day(v.start) for v in timeline], np.int32), timeline


@cache
def load_law(folder: Path = RULES) -> Law:
    """Every rule under `folder`; a rule without a source, a status or a checked day stops the load (BadData)."""
    rules, titles = {}, {}
    for path in sorted(folder.glob("*.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        titles[path.stem] = data["title"]
        for rule in _rules_of(data, path):
            if rule.id in rules:
                raise BadData("stands twice; keep one", file=path.name, value=rule.id)
            rules[rule.id] = rule
    return Law(rules, titles)


def _rules_of(data: dict, path: Path) -> Iterator[Rule]:
    for entry in data.get("rule", []):
        try:
            rule = Rule(**entry)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"])
            raise BadData(f"{where}: {first['msg']}", file=path.name, value=str(entry.get("id", "?"))) from None
        if not rule.id.startswith(f"{path.stem}."):
            raise BadData(f'does not begin with "{path.stem}."; rename it', file=path.name, value=rule.id)
        yield rule
