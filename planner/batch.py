"""Facts of a batch of cases that several routes read: the offer in hand, the academic year, the card in the case."""
from __future__ import annotations

from functools import cached_property

import numpy as np

from planner.cases import EAD_CATEGORIES, I765_CATEGORIES, LEVELS, STATUSES, Cases
from planner.days import BLANK, LONG_AGO, CalendarDays, Table, choose, day, months
from planner.network import Imposed, Network
from planner.selection import SelectedCases
from planner.world import World

GRADUATE = tuple(LEVELS.index(level) for level in ("master", "doctorate", "postdoc"))
OPT_PRE, OPT_POST, OPT_STEM = range(len(EAD_CATEGORIES))
HARDSHIP, INTL_ORG = range(len(EAD_CATEGORIES), len(I765_CATEGORIES))


class Batch:
    """Cases on a status date in a world; every attribute is a column, or one number where it is the same for all rows."""

    def __init__(self, cases: Cases, on: int, world: World):
        self.cases, self.on, self.world, self.size = cases, on, world, len(cases)
        self.law = world.law

    def of_rows(self, rows: np.ndarray) -> Batch:
        """Some of the cases by themselves."""
        return Batch(SelectedCases(self.cases, rows), self.on, self.world)

    def number(self, rule: str, keyed: np.ndarray | None = None):
        return self.law.number(rule, on=keyed)

    def first_day(self, rule: str) -> int:
        """The first day any value of a rule speaks of."""
        return min(day(value.start) for value in self.law.rules[rule].values)

    def network(self, milestones, arcs, imposed=None) -> Network:
        """A network over the anchors that every case has."""
        return Network(self.size, milestones, arcs, self._anchors | (imposed or {}))

    @cached_property
    def _anchors(self) -> dict[str, Imposed]:
        return {"status_date": Imposed(self.on), "offer_in_hand": Imposed(self.offer_in_hand),
                "program_starts": Imposed(self.cases.program_start), "program_ends": Imposed(self.cases.program_end),
                "academic_year_complete": Imposed(self.academic_year)}

    def months_after(self, rule: str, keyed: np.ndarray, since: np.ndarray) -> np.ndarray:
        """`since` plus the months of a rule that has changed, each row under the value of its own `keyed` day."""
        length = self.number(rule, keyed)
        ends = since
        for n in np.unique(length):
            ends = choose(length == n, months(int(n)).add(since), ends)
        return ends

    def school_lag(self, key: str) -> Table:
        return self.world.school_lag(key, self.cases.schools, self.cases.school)

    def agency_lag(self, name: str) -> CalendarDays | Table:
        return self.world.agency_lag(name)

    # The student

    @cached_property
    def is_f1(self):
        return self.cases.status == STATUSES.index("F-1")

    def level_is(self, *levels: str):
        return _one_of(self.cases.level, [LEVELS.index(level) for level in levels])

    @cached_property
    def program_over(self):
        return self.cases.program_end < self.on

    @cached_property
    def program_days(self):
        """Length of the program, both ends included."""
        return self.cases.program_end - self.cases.program_start + 1

    @cached_property
    def training_required(self):
        """Graduate programs that require training at once: no academic year to wait for."""
        return self.cases.training_required & _one_of(self.cases.level, GRADUATE)

    @cached_property
    def terms(self):
        """The calendars of the cases' schools; None where no school of the batch has one."""
        return self.world.terms(self.cases.schools, self.cases.school)

    @cached_property
    def has_terms(self):
        return np.zeros(self.size, bool) if self.terms is None else self.terms.known

    @cached_property
    def _enrolled_since(self):
        return known_or(self.cases.full_time_since, self.cases.program_start)

    @cached_property
    def _nine_months(self):
        return months(self.number("academic_year.length")).add(self._enrolled_since)

    @cached_property
    def academic_year_assumed(self):
        """Rows whose program is too short for nine months and long enough to be taken as one academic year."""
        long_enough = self.cases.program_end >= months(self.number("academic_year.least")).add(self._enrolled_since)
        unknown = (self.cases.academic_year_complete == BLANK) & (self._term_year == BLANK)
        return unknown & (self._nine_months > self.cases.program_end) & long_enough

    @cached_property
    def _term_year(self):
        """The day on which the school's calendar completes the academic year, BLANK where it does not tell."""
        unknown = np.full(self.size, BLANK, np.int32)
        return unknown if self.terms is None else self.terms.academic_year(self._enrolled_since)

    @cached_property
    def academic_year_projected(self):
        """Rows whose academic year ends with a projected term, late enough for its error to move something."""
        return self._year_open_until >= np.minimum(self.cases.program_end, np.int32(self.on))

    @cached_property
    def academic_year_may_be_missed(self):
        """Rows whose academic year, projected, may turn out to be complete only after the program's end."""
        return self.academic_year_projected & (self._year_open_until > self.cases.program_end)

    @cached_property
    def _year_open_until(self):
        """The last day on which a projected academic year may turn out to be complete; BLANK, before every date, where it is
        published or given."""
        if self.terms is None:
            return np.full(self.size, BLANK, np.int32)
        given = self.cases.academic_year_complete != BLANK
        return choose(given, BLANK, self.terms.academic_year_open_until(self._enrolled_since))

    @cached_property
    def academic_year(self):
        """The day one full academic year is complete."""
        computed = choose(self.academic_year_assumed, self.cases.program_end, self._nine_months)
        return known_or(self.cases.academic_year_complete, known_or(self._term_year, computed))

    # The offer

    @cached_property
    def offer_in_hand(self):
        return np.maximum(self.cases.offer_date, np.int32(self.on))

    @cached_property
    def has_offer_start(self):
        return self.cases.offer_start != BLANK

    @cached_property
    def offer_start(self):
        """The offer's start; LONG_AGO where there is none, so that any start makes it."""
        return floor_date(self.cases.offer_start)

    @cached_property
    def premium(self):
        return self.cases.premium | (self.cases.i907_filed != BLANK)

    # The card in the case

    @cached_property
    def has_card(self):
        return self.cases.ead_end != BLANK

    @cached_property
    def card_ends_as_printed(self):
        return known_or(self.cases.ead_end, np.int32(self.on))

    @cached_property
    def card_starts(self):
        """First day of the card; LONG_AGO where blank: it has begun."""
        return floor_date(self.cases.ead_start)

    @cached_property
    def card_of_earlier_level(self):
        return self.has_card & (self._card_dated < self.cases.program_start)

    @cached_property
    def _card_dated(self):
        return known_or(self.cases.ead_start, self.card_ends_as_printed)

    @cached_property
    def card_category(self):
        """Index in EAD_CATEGORIES, inferred from the dates where it is not given; -1 without a card."""
        program_end, year = self.cases.program_end, months(self.number("opt.length"))
        longer_than_a_year = (self.cases.ead_start != BLANK) & (self.card_ends_as_printed > year.add(self.card_starts))
        beyond_opt = self.card_ends_as_printed > months(self.number("opt_post.cap")).add(program_end)
        inferred = choose(longer_than_a_year | beyond_opt, OPT_STEM,
                            choose(self._card_dated <= program_end, OPT_PRE, OPT_POST))
        given = self.cases.ead_category
        return choose(self.has_card, choose(given >= 0, given, inferred), -1)

    @cached_property
    def card_ends(self):
        """Last day of work under the card in the case."""
        ends = self.card_ends_as_printed
        ends = choose(self.card_category == OPT_PRE, np.minimum(ends, self.cases.program_end), ends)
        return choose(self.card_of_earlier_level, np.minimum(ends, self.cases.program_start - 1), ends)

    def has_card_of_this_level(self, *categories: int):
        return self.has_card & ~self.card_of_earlier_level & _one_of(self.card_category, categories)


def _one_of(column: np.ndarray, codes) -> np.ndarray:
    return np.logical_or.reduce([column == code for code in codes])


def known_or(column: np.ndarray, default) -> np.ndarray:
    """The column, with `default` where it is blank.

    >>> known_or(np.array([BLANK, 7], np.int32), np.int32(5)).tolist()
    [5, 7]
    """
    return choose(column == BLANK, default, column)


def floor_date(column: np.ndarray) -> np.ndarray:
    """The column, with LONG_AGO where it is blank: a date that constrains nothing and can be looked up."""
    return np.maximum(column, np.int32(LONG_AGO))
