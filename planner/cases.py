"""A case: one student and, perhaps, one offer. `Case` is the schema; `Cases` holds many of them, one array per fact.

The facts, their defaults and ranges stand here once: reading a file, checking a caseload, the forms of the pages and the
JSON Schema are derived from the fields of `Case`.
"""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import NoneType
from typing import Annotated, Literal, get_args, get_origin, get_type_hints

import numpy as np
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError, ValidationInfo, model_validator

from planner.cells import Unreadable, did_you_mean, is_blank, one_of, read_count, read_day, read_flag, read_hours, shown
from planner.days import BLANK, day, to_date
from planner.errors import BadInput
from planner.facts import contradictions
from planner.toml_file import TomlFile

STATUSES = ("F-1", "J-1")
LEVELS = ("associate", "bachelor", "master", "doctorate", "postdoc", "nondegree", "language")
EAD_CATEGORIES = ("opt_pre", "opt_post", "opt_stem")
TABLES = ("student", "offer", "actual")
HOURS_OF_A_WEEK = 7 * 24
MOST_DAYS = 3660                # ten years: a larger count is a slip of the pen


def _a_known_school(cell: object, info: ValidationInfo) -> str:
    slug = str(cell).strip()
    known = (info.context or {}).get("schools")
    if known is not None and slug not in known:
        raise Unreadable("is not a school of the planner" + (did_you_mean(slug, known) or f"; known are {', '.join(known)}"))
    return slug


Day = Annotated[date, BeforeValidator(read_day)]
Flag = Annotated[bool, BeforeValidator(read_flag)]
Count = Annotated[int, Field(ge=0, le=MOST_DAYS), BeforeValidator(read_count)]
EadCategory = Annotated[Literal[EAD_CATEGORIES], BeforeValidator(one_of(EAD_CATEGORIES))]


class Case(BaseModel):
    """One student and, perhaps, one offer. A blank is unknown and takes the default; dates are YYYY-MM-DD."""
    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    case_id: Annotated[str, BeforeValidator(str)] = ""
    """Your own name for the case, echoed in the results."""
    school: Annotated[str, BeforeValidator(_a_known_school)] = "generic"
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
    i765_category: EadCategory = "opt_post"
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
    hours_per_week: Annotated[float, Field(ge=0, le=HOURS_OF_A_WEEK), BeforeValidator(read_hours)] = 20
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

    @model_validator(mode="before")
    @classmethod
    def _blank_takes_the_default(cls, values: object) -> object:
        if not isinstance(values, dict):
            return values
        return {key: cell for key, cell in values.items() if not (is_blank(cell) and key in cls.model_fields)}


FIELDS = Case.model_fields
REQUIRED = tuple(name for name, field in FIELDS.items() if field.is_required())


@dataclass(frozen=True)
class Coding:
    """How the values of one fact are kept in a column."""
    dtype: type
    words: tuple[str, ...] = ()

    def encode(self, value: object) -> int | float:
        if value is None:
            return BLANK if self.dtype is np.int32 else -1
        if self.words:
            return self.words.index(value)
        return day(value) if isinstance(value, date) else value


def _coding(annotation: object) -> Coding:
    options = [option for option in get_args(annotation) if option is not NoneType]
    if get_origin(annotation) is Annotated:
        return _coding(options[0])
    if get_origin(annotation) is Literal:
        return Coding(np.int8, tuple(options))
    if options:                                 # something or None: a flag needs a third value
        kept = _coding(options[0])
        return Coding(np.int8) if kept.dtype is np.bool_ else kept
    return Coding({date: np.int32, int: np.int32, bool: np.bool_, float: np.float32}[annotation])


CODINGS = {name: _coding(field.annotation) for name, field in FIELDS.items() if name not in ("case_id", "school")}
DATES = tuple(name for name, field in FIELDS.items() if "datetime.date" in str(field.annotation))


@dataclass(frozen=True, eq=False)
class Cases:
    """Many cases, one array per fact, all of one length; immutable by convention.

    case_id: object array of str; schools: slugs that the int16 column `school` indexes; columns: as in CODINGS, dates
    in days since 1970-01-01 and BLANK where unknown. Every column can be read as an attribute.

    >>> cases = Cases.of([{"status": "F-1", "program_start": "2025-08-25", "program_end": "2027-05-14"}])
    >>> len(cases), cases.schools, str(to_date(cases.program_end[0])), bool(cases.offer_start[0] == BLANK)
    (1, ('generic',), '2027-05-14', True)
    """
    case_id: np.ndarray
    schools: tuple[str, ...]
    columns: dict[str, np.ndarray]

    @classmethod
    def of(cls, records: Iterable[Case | dict]) -> Cases:
        """Cases from records; BadInput for the first fact of a dict that cannot be read."""
        records = [case_of(record) if isinstance(record, dict) else record for record in records]
        schools = tuple(sorted({case.school for case in records}))
        columns = {name: np.array([coding.encode(getattr(case, name)) for case in records], coding.dtype)
                   for name, coding in CODINGS.items()}
        columns["school"] = np.array([schools.index(case.school) for case in records], np.int16)
        return cls(np.array([case.case_id for case in records], object), schools, columns)

    def __len__(self) -> int:
        return len(self.case_id)

    def __getitem__(self, rows: slice | np.ndarray) -> Cases:
        return Cases(self.case_id[rows], self.schools, {name: column[rows] for name, column in self.columns.items()})

    def __getattr__(self, name: str) -> np.ndarray:
        if name == "columns" or name not in self.columns:
            raise AttributeError(name)
        return self.columns[name]

    def record(self, row: int = 0) -> dict[str, object]:
        """The values of one case as Python knows them: dates, words, numbers, None where unknown."""
        values = {"case_id": str(self.case_id[row]), "school": self.schools[self.columns["school"][row]]}
        return {name: values[name] if name in values else _decode(name, self.columns[name][row]) for name in FIELDS}


def _decode(name: str, code: np.generic) -> object:
    coding = CODINGS[name]
    if name in DATES:
        return to_date(code)
    if coding.dtype is np.int8:
        return None if code < 0 else coding.words[code] if coding.words else bool(code)
    return code.item()


@cache
def _reader(name: str) -> TypeAdapter:
    return TypeAdapter(get_type_hints(Case, include_extras=True)[name])


def read_cell(name: str, cell: object, schools: Iterable[str] | None = None) -> object:
    """The value of one fact, the default where the cell is blank; BadInput with `.column`, `.value` and `.remedy`.

    >>> read_cell("level", ""), read_cell("stem", "Yes")
    ('master', True)
    """
    if is_blank(cell):
        if name in REQUIRED:
            raise BadInput(_missing(name), column=name)
        return FIELDS[name].default
    try:
        return _reader(name).validate_python(cell, context={"schools": schools})
    except ValidationError as error:
        raise BadInput(_remedy(name, error.errors()[0]), column=name, value=shown(cell)) from None


def case_of(values: dict[str, object], schools: Iterable[str] | None = None) -> Case:
    """A case from its facts; BadInput for the first one that cannot be read."""
    try:
        return Case.model_validate(values, context={"schools": schools})
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0])
        value = None if first["type"] in ("missing", "extra_forbidden") else shown(values[name])
        raise BadInput(_remedy(name, first), column=name, value=value) from None


def _remedy(name: str, error: dict) -> str:
    match error["type"]:
        case "missing":
            return _missing(name)
        case "extra_forbidden":
            return not_a_fact(name)
        case "greater_than_equal" | "less_than_equal":
            low, high = (getattr(limit, edge) for edge in ("ge", "le") for limit in FIELDS[name].metadata if hasattr(limit, edge))
            return f"lies outside {low} to {high}; check the number"
        case _:
            return str(error["ctx"]["error"]) if "error" in error.get("ctx", {}) else error["msg"].lower()


def _missing(name: str) -> str:
    examples = {"status": "F-1", "program_start": "2025-08-25", "program_end": "2027-05-14"}
    return f"is missing; every case needs it, for example {examples[name]}"


def not_a_fact(name: str) -> str:
    """What to say about a column or key that no case has."""
    return f"is not known to the planner{did_you_mean(name, FIELDS) or '; correct its name or delete it'}"


def check_case(values: dict[str, object], on: int, world) -> Cases:
    """A batch of one case from its facts, read and checked; BadInput for the first fact that cannot stand.

    on: the status date, days since 1970-01-01; world: law and schools of planner.plan.load_world.
    """
    cases = Cases.of([case_of(values, tuple(world.schools))])
    for _, column, value, remedy in contradictions(cases, on, world.law):
        raise BadInput(remedy, column=column, value=value)
    return cases


def read_case(path: str | Path, on: int, world) -> Cases:
    """A case file (TOML, keys at the top or in [student], [offer], [actual]) as a batch of one; BadInput names file and line."""
    file = TomlFile.read(path, fix=_fix)
    values, where = file.flat(TABLES)
    try:
        return check_case(values, on, world)
    except BadInput as error:
        error.file, error.line = file.name, where.get(error.column)
        raise


def _fix(name: str, written: str) -> str:
    """What to write instead of an unquoted value that TOML could not read."""
    if name not in FIELDS:
        return not_a_fact(name)
    try:
        value = read_cell(name, written)
    except BadInput as error:
        return error.remedy
    return f"is not quoted; write {name} = " + (str(value).lower() if isinstance(value, bool) else f'"{written}"')
