"""What a plan is made under: the law as read under a regime, the schools, the agency. A what-if is another world."""
from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

import numpy as np

from planner.days import CalendarDays, Table, business_days, us_federal_holidays
from planner.hiring_steps import Hiring, load_hiring
from planner.law import Law, load_law
from planner.processing import Processing, load_processing
from planner.schools import School, load_schools
from planner.term_tables import CaseTerms, term_tables


@dataclass(frozen=True, eq=False)
class World:
    """Law, schools by slug, agency and the steps of hiring; `title` names a what-if.

    A world is equal to itself alone, so answers can be kept by it.
    """
    law: Law
    schools: dict[str, School]
    processing: Processing
    title: str = ""
    hiring: Hiring = field(default_factory=load_hiring)

    def school_lag(self, key: str, slugs: tuple[str, ...], column: np.ndarray) -> Table:
        """A lead time of each case's school (`column` indexes `slugs`), in its own unit and of its own office."""
        schools = [self.schools[slug] for slug in slugs]
        return Table.of_rows([s.lead_time[key].lag(s.closures) for s in schools], column)

    def terms(self, slugs: tuple[str, ...], column: np.ndarray) -> CaseTerms | None:
        """The calendar of each case's school; None where none of the cases has one."""
        tables = term_tables(tuple(self.schools[slug].terms for slug in slugs))
        return tables.of(column) if tables is not None and tables.has_terms[column].any() else None

    def agency_lag(self, name: str) -> CalendarDays | Table:
        """A planning figure of the agency, in its own unit: calendar days or business days of the federal offices."""
        figure = self.processing.figure(name)
        return CalendarDays(figure.n) if figure.business_days is None else business_days(us_federal_holidays(), figure.n)


@cache
def load_world() -> World:
    """The law in force, every school and the agency as the data under `data/` has them."""
    return World(load_law(), load_schools(), load_processing())
