"""Many cases as columns, one array per fact: made from records, checked, and read from a case file."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import NoneType
from typing import Annotated, Literal, get_args, get_origin

import numpy as np

from planner.case import EAD_CATEGORIES, FIELDS, I765_CATEGORIES, LEVELS, REQUIRED, STATUSES, Case, case_of, not_a_fact, read_cell
from planner.days import BLANK, day, to_date
from planner.errors import BadInput
from planner.facts import contradictions
from planner.schools import GENERIC
from planner.toml_file import TomlFile
from planner.world import World

TABLES = ("student", "offer", "actual")


@dataclass(frozen=True)
class Coding:
    """How the values of one fact are kept in a column."""
    dtype: type
    words: tuple[str, ...] = ()

    def encode(self, value: object) -> int | float:
        """A value as its column keeps it: a day as a number, a word as its place, a blank as BLANK or -1."""
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

    @classmethod
    def joined(cls, parts: list[Cases]) -> Cases:
        """Cases of several batches, one after the other, under the schools of all of them."""
        if len(parts) == 1:
            return parts[0]
        schools = tuple(sorted({slug for part in parts for slug in part.schools}))
        columns = {name: np.concatenate([part.columns[name] for part in parts]) for name in CODINGS}
        columns["school"] = np.concatenate([np.array([schools.index(slug) for slug in part.schools], np.int16)[part.school]
                                            if len(part) else part.school for part in parts])
        return cls(np.concatenate([part.case_id for part in parts]), schools, columns)

    def of_school(self, slug: str) -> Cases:
        """The same cases, those of the generic school as students of another one."""
        return Cases(self.case_id, tuple(slug if school == GENERIC else school for school in self.schools), self.columns)

    def __len__(self) -> int:
        return len(self.case_id)

    def __getitem__(self, rows: slice | np.ndarray) -> Cases:
        return Cases(self.case_id[rows], self.schools, {name: column[rows] for name, column in self.columns.items()})

    def __getattr__(self, name: str) -> np.ndarray:
        if name == "columns" or name not in self.columns:
            raise AttributeError(name)
        return self.columns[name]

    def gives(self, name: str) -> bool:
        """Whether any case holds another value of a fact than its default.

        >>> Cases.of([{"status": "F-1", "program_start": "2025-08-25", "program_end": "2027-05-14"}]).gives("hardship")
        False
        """
        return bool((self.columns[name] != CODINGS[name].encode(FIELDS[name].default)).any())

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


def check_case(values: dict[str, object], on: int, world: World) -> Cases:
    """A batch of one case from its facts, read and checked; BadInput for the first fact that cannot stand.

    on: the status date, days since 1970-01-01; world: law and schools of planner.plan.load_world.
    """
    cases = Cases.of([case_of(values, world.schools)])
    if found := _contradictions(cases, on, world):
        found[0].others = found[1:]
        raise found[0]
    return cases


def _contradictions(cases: Cases, on: int, world: World) -> list[BadInput]:
    return [BadInput(remedy, column=column, value=value) for _, column, value, remedy in contradictions(cases, on, world.law)]


def contradictions_of(values: dict[str, object], wrong: list[BadInput], on: int, world: World) -> list[BadInput]:
    """What contradicts what in the facts of a case that can be read, where others are wrong; none without those that every
    case needs."""
    unread = {one.column for one in wrong}
    if unread & set(REQUIRED):
        return []
    return _contradictions(Cases.of([case_of({name: value for name, value in values.items() if name not in unread},
                                             world.schools)]), on, world)


def read_case(path: str | Path, on: int, world: World) -> Cases:
    """A case file as a batch of one; BadInput names file and line.

    TOML; a key may stand at the top or in [student], [offer], [actual]. on and world: as in check_case.
    """
    file = TomlFile.read(path, fix=fix_unquoted)
    values, where = file.flat(TABLES)
    try:
        return check_case(values, on, world)
    except BadInput as error:
        for one in (error, *error.others):
            one.file, one.line = file.name, where.get(one.column)
        raise


def fix_unquoted(name: str, written: str) -> str:
    """What to write instead of an unquoted value that TOML could not read."""
    if name not in FIELDS:
        return not_a_fact(name)
    try:
        value = read_cell(name, written)
    except BadInput as error:
        return error.remedy
    return f"is not quoted; write {name} = " + (str(value).lower() if isinstance(value, bool) else f'"{written}"')


__all__ = ["STATUSES", "LEVELS", "EAD_CATEGORIES", "I765_CATEGORIES", "FIELDS", "REQUIRED", "CODINGS", "DATES", "TABLES", "Case",
           "Cases", "case_of", "check_case", "fix_unquoted", "not_a_fact", "read_case", "read_cell"]
