"""The schema of a case: every fact with its default, range and wording, and what to say about a cell that does not fit.

The facts stand here once: case files, caseloads, the forms of the pages and the JSON Schema are derived from `Case`.
"""
from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator

from planner.cells import one_of
from planner.entry import Count, Day, Entry, Flag, Hours, SchoolSlug, Text, entry_of, not_a_key, read_value, required

STATUSES = ("F-1", "J-1")
LEVELS = ("associate", "bachelor", "master", "doctorate", "postdoc", "nondegree", "language")
EAD_CATEGORIES = ("opt_pre", "opt_post", "opt_stem")
I765_CATEGORIES = (*EAD_CATEGORIES, "hardship", "intl_org")
EadCategory = Annotated[Literal[EAD_CATEGORIES], BeforeValidator(one_of(EAD_CATEGORIES))]
I765Category = Annotated[Literal[I765_CATEGORIES], BeforeValidator(one_of(I765_CATEGORIES))]


class Case(Entry):
    """One student and, perhaps, one offer. A blank is unknown and takes the default; dates are YYYY-MM-DD."""
    called: ClassVar[str] = "case"
    examples: ClassVar[dict[str, str]] = {"status": "F-1", "program_start": "2025-08-25", "program_end": "2027-05-14"}

    case_id: Text = ""
    """Your own name for the case, echoed in the results."""
    school: SchoolSlug = "generic"
    """The school's short name in the planner; generic when it is not among them."""
    status: Annotated[Literal[STATUSES], BeforeValidator(one_of(STATUSES))]
    """Immigration status."""
    level: Annotated[Literal[LEVELS], BeforeValidator(one_of(LEVELS))] = "master"
    """Level of the present program."""
    program_start: Day
    """First day of the program on the I-20 or DS-2019."""
    program_end: Day
    """Last day of the program on the I-20 or DS-2019 (not the ceremony)."""
    full_time_since: Day | None = None
    """Lawfully enrolled full time since; blank: program_start."""
    academic_year_complete: Day | None = None
    """The day one full academic year is complete, where the school has said it."""
    training_required: Flag = False
    """The program requires every student to train from the start."""
    stem: Flag = False
    """The degree is on the STEM list."""
    cpt_full_time_days: Count = 0
    """Days of full-time CPT already authorized at this level."""
    opt_days_used: Count = 0
    """Days of OPT already used at this level, the card in this case included."""
    at_days_used: Count = 0
    """Days of Academic Training already used."""
    unemployed_days: Count = 0
    """Days of unemployment already counted on post-completion OPT."""
    ead_category: EadCategory | None = None
    """What the EAD is for; blank: worked out from its dates. Read only where ead_end is given."""
    ead_start: Day | None = None
    """First day of the EAD; blank with an ead_end: it has begun."""
    ead_end: Day | None = None
    """Last day of the EAD."""
    dso_recommended: Day | None = None
    """The day the school recommended the OPT named in i765_category in SEVIS."""
    i765_filed: Day | None = None
    """The day USCIS received Form I-765."""
    i765_category: I765Category = "opt_post"
    """What the recommendation and the Form I-765 are for."""
    opt_requested_start: Day | None = None
    """The start date asked for on the Form I-765 for post-completion OPT."""
    premium: Flag = False
    """Premium processing is used or will be."""
    i907_filed: Day | None = None
    """The day USCIS received Form I-907 (premium processing)."""
    offer_date: Day | None = None
    """The day the offer is in hand; blank: the status date."""
    offer_start: Day | None = None
    """First day of the work that is offered."""
    offer_end: Day | None = None
    """Last day of the work that is offered."""
    hours_per_week: Hours = 20
    """Hours of work a week."""
    paid: Flag = True
    """The work is paid."""
    on_campus: Flag = False
    """The work is on campus."""
    related: Flag = True
    """The work is related to the field of study."""
    curricular: Flag = True
    """The work is part of the curriculum: required, or for credit."""
    contractor: Flag = False
    """The student works as an independent contractor (Form 1099)."""
    e_verify: Flag | None = None
    """The employer uses E-Verify; blank: unknown."""
    rfe_received: Day | None = None
    """The day of a request for evidence by USCIS about the Form I-765."""
    rfe_answered: Day | None = None
    """The day USCIS received the answer to it, or will; blank: not answered yet."""
    hardship: Flag = False
    """Severe economic hardship is to be the ground for work off campus."""
    intl_org: Flag = False
    """The offer is from a recognized international organization, which certifies it."""
    h1b_filed: Day | None = None
    """The day USCIS received an H-1B petition for the student."""
    h1b_start: Day | None = None
    """First day of H-1B that the petition asks for; blank: the first day of the next federal fiscal year."""
    h1b_change_of_status: Flag = True
    """The petition asks to change the student's status in the country, not for a visa at a consulate."""
    h1b_valid_from: Day | None = None
    """First day of H-1B on the approval notice; blank: not approved yet."""
    h1b_ended: Day | None = None
    """The day the petition was rejected, denied, revoked or withdrawn."""
    held: Flag = False
    """USCIS holds the student's case: no day after filing is known."""


FIELDS = Case.model_fields
REQUIRED = required(Case)


def read_cell(name: str, cell: object, schools: Iterable[str] | None = None) -> object:
    """The value of one fact, the default where the cell is blank; BadInput with `.column`, `.value` and `.remedy`.

    >>> read_cell("level", ""), read_cell("stem", "Yes")
    ('master', True)
    """
    return read_value(Case, name, cell, schools)


def case_of(values: dict[str, object], schools: Iterable[str] | None = None) -> Case:
    """A case from its facts; BadInput for the first one that cannot be read."""
    return entry_of(Case, values, schools)


def not_a_fact(name: str) -> str:
    """What to say about a column or key that no case has."""
    return not_a_key(Case, name)
