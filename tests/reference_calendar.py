"""A school of the planner as the slow reference sees it: plain dates, nothing tabulated."""
from __future__ import annotations

from reference import Calendar, Term

from planner.days import to_date
from planner.schools import School


def reference_calendar(school: School) -> Calendar:
    """The school's terms; without any, a calendar that says nothing."""
    terms = school.terms
    listed = tuple(_term(term) for term in terms.terms if term.kind != "session")
    return Calendar(listed, terms.aligned, terms.year_terms, terms.online)


def _term(term) -> Term:
    breaks = tuple((to_date(first), to_date(last)) for first, last in term.breaks)
    deadline = None if term.add_deadline is None else to_date(term.add_deadline)
    return Term(term.kind, to_date(term.start), to_date(term.end), breaks, deadline, term.band)


def of_school(school: School) -> dict:
    """What the reference has to be told about a school beside the generic figures: its terms, lead times, closures."""
    return {"school": reference_calendar(school)}
