"""The duties of data/deadlines.toml in dates: a day of the student's own, and the rule whose number leads from it to the date.

Days are columns, as everywhere: one student, or one job of a student, is a column of one.
"""
from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path
from typing import Literal

import numpy as np
from pydantic import Field

from planner.days import BLANK, LONG_AGO, CalendarDays, business_days, choose, day, months, us_federal_holidays, years
from planner.fiscal_year import cap_gap_over, next_fiscal_year
from planner.law import Law
from planner.network import Lag
from planner.strict import Strict

DEADLINES = Path(__file__).parent.parent / "data" / "deadlines.toml"
KINDS = ("opens", "closes", "report", "evaluation", "work ends", "leave", "limit", "ask")

# Days of a student's own that a duty can count from or depend on. Those of work and authorizations are last days, included.
ANCHORS = ("program_starts", "program_ends", "academic_year_complete", "cpt_ends", "opt_pre_ends", "opt_recommended",
           "opt_filed", "opt_denied", "approved", "card_received", "opt_starts", "opt_ends", "stem_recommended",
           "stem_filed", "stem_starts", "stem_ends", "earlier_stem_degree", "at_starts", "at_ends", "opt_job_starts",
           "opt_job_ends", "stem_job_starts", "stem_job_ends", "moved", "travel_signed", "withdrew", "violated",
           "h1b_filed", "h1b_starts", "h1b_valid_from", "h1b_ended")
DERIVED = ("program_or_training_end", "denial_or_program_end", "petition_open", "cap_gap_over")
Anchor = Literal[ANCHORS + DERIVED]


class Duty(Strict, populate_by_name=True):
    """One entry of data/deadlines.toml; the meaning of each key stands at its head."""
    id: str
    anchor: Anchor = Field(alias="from")
    rule: str
    way: Literal["after", "before"] = "after"
    kind: Literal[KINDS]
    actor: Literal["student", "school", "host", "agency"]
    title: str
    document: str
    status: Literal["F-1", "J-1"] | None = None
    unless: tuple[Anchor, ...] = ()
    needs: tuple[Anchor, ...] = ()
    only: Literal["stem"] | None = None
    when: Literal["transition", "no transition"] | None = None
    cap: str | None = None
    every: str | None = None
    until: Anchor | None = None
    last: bool = False
    stricter: bool = False
    full: bool = False
    done_by: Anchor | None = None


@cache
def load_duties(path: Path = DEADLINES) -> tuple[Duty, ...]:
    """Every entry of data/deadlines.toml, in its order."""
    return tuple(Duty(**entry) for entry in tomllib.loads(path.read_text(encoding="utf-8"))["deadline"])


@dataclass(frozen=True)
class Due:
    """One duty for every row, int32 days with BLANK where it does not apply.

    `since` is the day counted from, `date` what the rule makes of it, `stricter` an earlier reading of the same number
    (BLANK where there is none), `months` how long after the start a repeated duty comes (0: it is not repeated).
    """
    duty: Duty
    months: int
    since: np.ndarray
    date: np.ndarray
    stricter: np.ndarray


def due_dates(known: Mapping[str, np.ndarray | int], law: Law, f1: np.ndarray | bool = True,
              stem: np.ndarray | bool = True, counted_from: str = "") -> list[Due]:
    """Every duty that applies to some row. Columns broadcast: an anchor may be one day, or one for each row.

    known: days since 1970-01-01 by the names in ANCHORS, BLANK or absent where unknown; f1, stem: the status is F-1, not
    J-1; the degree is on the STEM list; counted_from: of one day alone, by default of all.

    >>> from planner.days import to_date
    >>> from planner.law import load_law
    >>> [leave] = [d for d in due_dates({"program_ends": day("2022-05-04")}, load_law()) if d.duty.kind == "leave"]
    >>> leave.duty.id, str(to_date(int(leave.date)))
    ('leave_after_program', '2022-07-03')
    """
    duties = [duty for duty in load_duties() if counted_from in ("", duty.anchor)]
    return [due for due in _Reading(known, law, f1, stem).due(duties) if (due.date != BLANK).any()]


class _Reading:
    """All duties under one law, for the days that are known."""

    def __init__(self, known, law: Law, f1, stem):
        strange = set(known) - set(ANCHORS)
        if strange:
            raise KeyError(*sorted(strange))
        self.law, self.stem = law, np.asarray(stem)
        self.status = {"F-1": np.asarray(f1), "J-1": ~np.asarray(f1)}
        self.known = {name: np.asarray(known.get(name, BLANK), np.int32) for name in ANCHORS}
        self.known |= {"program_or_training_end": np.maximum(self.known["program_ends"], self.known["at_ends"]),
                       "denial_or_program_end": np.maximum(self.known["program_ends"], self.known["opt_denied"])}
        self.known |= self._petition()

    def _petition(self) -> dict[str, np.ndarray]:
        """The day of a petition that has not ended, and the first day without the OPT that one filed under it carries on."""
        days = self.known
        open_ = np.where(days["h1b_ended"] == BLANK, days["h1b_filed"], BLANK)
        under_opt = (open_ != BLANK) & (open_ <= np.maximum(days["opt_ends"], days["stem_ends"]))
        if not under_opt.any():
            return {"petition_open": open_, "cap_gap_over": np.int32(BLANK)}
        starts = np.where(days["h1b_starts"] == BLANK, next_fiscal_year(days["h1b_filed"], self.law), days["h1b_starts"])
        over = cap_gap_over(starts, days["h1b_valid_from"], self.law)
        return {"petition_open": open_, "cap_gap_over": np.where(under_opt, over, BLANK)}

    def due(self, duties: Iterable[Duty]) -> Iterator[Due]:
        for duty in duties:
            if all(self.law.in_use(rule) for rule in (duty.rule, duty.cap) if rule):
                since, applies = self.known[duty.anchor], self._applies(duty)
                yield from self._repeated(duty, since, applies) if duty.every else [self._due(duty, 0, since, applies)]

    def _applies(self, duty: Duty) -> np.ndarray:
        applies = self.known[duty.anchor] != BLANK
        for name in duty.needs:
            applies = applies & (self.known[name] != BLANK)
        for name in duty.unless:
            applies = applies & (self.known[name] == BLANK)
        if duty.status:
            applies = applies & self.status[duty.status]
        if duty.only == "stem":
            applies = applies & self.stem
        if duty.when:
            applies = applies & (self._in_transition == (duty.when == "transition"))
        return applies

    @property
    def _in_transition(self) -> np.ndarray:
        """Rows that the postponed rule, where it is asked for, would treat as already in status on its first day.

        The planner takes a program that had begun by then for a status by then.
        """
        rule = "fixed_period.transition_cap"
        begun = self.known["program_starts"]
        if not self.law.in_use(rule):
            return np.zeros(begun.shape, bool)
        return (begun != BLANK) & (begun <= self.law.first_day_in_use(rule))

    def _repeated(self, duty: Duty, start, applies) -> Iterator[Due]:
        """The duty again after every so many months, while what it belongs to lasts."""
        step = self.law.number(duty.every)
        ends = self.known[duty.until] + duty.last           # a whole length ends the day before its last mark
        applies = applies & (self.known[duty.until] != BLANK)
        for n in count(step, step):
            mark = months(n).add(_floor(start))
            again = applies & (mark <= ends)
            if not again.any():
                return
            yield self._due(duty, n, mark - duty.full, again)

    def _due(self, duty: Duty, n: int, since, applies) -> Due:
        day_ = _floor(since)
        if duty.cap:
            day_ = np.minimum(day_, day(self.law.value(duty.cap, self.law.first_day_in_use(duty.cap)).date))
        lag = lag_of(self.law, duty.rule, day_)
        when = lag.undo(day_) if duty.way == "before" else lag.add(day_)
        if duty.full and not duty.every:
            when = when - 1
        stricter = day_ + self.law.number(duty.rule, day_) if duty.stricter else BLANK
        return Due(duty, n, choose(applies, day_, BLANK), choose(applies, when, BLANK), choose(applies, stricter, BLANK))


def lag_of(law: Law, rule: str, keyed: np.ndarray | int) -> Lag:
    """The number of a rule as a lag, each day of `keyed` under the value in force on it; a rule in words is no lag at all.

    >>> from planner.days import to_date
    >>> from planner.law import load_law
    >>> str(to_date(lag_of(load_law(), "reporting.stem_validation_due", day("2027-12-20")).add(day("2027-12-20"))))
    '2028-01-05'
    """
    unit = law.unit(rule)
    if unit == "text":
        return CalendarDays(0)
    number = law.number(rule, on=keyed)
    return {"days": CalendarDays, "months": months, "years": years,
            "business_days": lambda n: business_days(us_federal_holidays(), n)}[unit](number)


def _floor(days) -> np.ndarray:
    """Days that can be looked up: an unknown one lies long ago."""
    return np.maximum(days, np.int32(LONG_AGO))
