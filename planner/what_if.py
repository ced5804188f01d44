"""A what-if is another world: another regime of law, other agency times, other lead times and terms of a school, another day."""
from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field, ValidationError

from planner.cells import Unreadable, meant, read_count, read_day, shown
from planner.days import day
from planner.errors import BadInput
from planner.schools import LONGEST_LEAD, School, Source
from planner.strict import Strict
from planner.toml_file import TomlFile
from planner.words import counted, long_day, sentence
from planner.world import World

LONGEST_WAIT = 1500             # days: about four years, longer is a slip of the pen
LONGEST_SHIFT = 60              # days: a term that moves farther is another term
BusinessDays = Annotated[int, Field(ge=0, le=LONGEST_LEAD), BeforeValidator(read_count)]
Days = Annotated[int, Field(ge=0, le=LONGEST_WAIT), BeforeValidator(read_count)]
Shift = Annotated[int, Field(ge=-LONGEST_SHIFT, le=LONGEST_SHIFT), BeforeValidator(read_count)]
Day = Annotated[date, BeforeValidator(read_day)]


class _Change(Strict, use_attribute_docstrings=True):
    """A part of a what-if."""

    @property
    def changed(self) -> dict[str, int]:
        """The numbers that are given."""
        return self.model_dump(exclude_none=True)


class AgencyTimes(_Change):
    """Planning figures of the agency; what is blank stays as it is."""
    i765_standard: Days | None = None
    """Calendar days from filing Form I-765 to its approval."""
    i765_premium: BusinessDays | None = None
    """Federal business days of premium processing."""
    card: Days | None = None
    """Calendar days from the approval to the card in hand."""


class LeadTimes(_Change):
    """Business days that a school's office takes; what is blank stays as it is."""
    cpt: BusinessDays | None = None
    """CPT request to the new I-20."""
    opt: BusinessDays | None = None
    """OPT request to the recommendation."""
    stem: BusinessDays | None = None
    """STEM OPT request to the recommendation."""
    at: BusinessDays | None = None
    """Academic Training request to the authorization."""
    sign_off: BusinessDays | None = None
    """The academic department's signature before the request."""
    on_campus: BusinessDays | None = None
    """J-1 on-campus work request to the authorization."""


class SchoolTimes(_Change):
    """What changes at one school."""
    lead_time: LeadTimes = LeadTimes()
    terms_shift_days: Shift | None = None
    """Days by which the school's terms begin and end later; earlier where negative. Closed days of its office do not move."""
    terms_shift_from: Day | None = None
    """Only terms that start on this day or later are moved; blank: every term."""


class WhatIf(_Change):
    """What a plan is to assume instead of the law in force and the planning figures."""
    title: str = "What if"
    """A name for this what-if."""
    regime: str | None = None
    """A rule that is postponed, proposed or contested, taken as if it were in force."""
    on: Day | None = None
    """Another status date than the one the plan is asked for."""
    processing: AgencyTimes = AgencyTimes()
    schools: dict[str, SchoolTimes] = {}
    """Schools by their short name."""


def read_what_if(path: str | Path, world: World) -> WhatIf:
    """A what-if file (TOML) that `apply` accepts in this world; BadInput names file, line and key."""
    return _read(TomlFile.read(path, fix=_fix), world)


def what_if_in(text: str, name: str, world: World) -> WhatIf:
    """The same from text; `name` is the file's, for messages."""
    return _read(TomlFile.of(text, name, fix=_fix), world)


def _read(file: TomlFile, world: World) -> WhatIf:
    try:
        return _checked(file.data, world)
    except BadInput as error:
        raise _located(error, file) from None


def apply(world: World, spec: dict | WhatIf) -> World:
    """The world as a what-if has it; BadInput for what cannot be understood.

    >>> from planner.world import load_world
    >>> slow = apply(load_world(), {"title": "USCIS slows down", "processing": {"i765_standard": 180}})
    >>> slow.title, slow.processing.figure("i765_standard").days
    ('USCIS slows down', 180)
    """
    spec = _checked(spec, world)
    schools = {slug: _with_times(world.schools[slug], times) for slug, times in spec.schools.items()}
    return replace(world, title=spec.title, law=world.law.under(spec.regime) if spec.regime else world.law,
                   schools=world.schools | schools, processing=world.processing.with_figures(spec.processing.changed))


def describe(spec: dict | WhatIf, world: World) -> list[str]:
    """What the what-if changes in a world, one sentence each.

    >>> from planner.world import load_world
    >>> describe({"schools": {"binghamton": {"lead_time": {"cpt": 15}}}}, load_world())
    ['Binghamton University: CPT request to the new I-20 takes 15 business days instead of 10.']
    """
    spec = _checked(spec, world)
    said = [f"The law is read under the regime {spec.regime}, which is not in force."] if spec.regime else []
    said += [f"The status date is {long_day(spec.on)}."] if spec.on else []
    for name, n in spec.processing.changed.items():
        figure = world.processing.figure(name)
        unit = "days" if figure.business_days is None else "business days"
        said.append(f"{sentence(figure.says)}: {n} {unit} instead of {figure.n}.")
    for slug, times in spec.schools.items():
        for key, n in times.lead_time.changed.items():
            school = world.schools[slug]
            lead = school.lead_time[key]
            before = lead.in_words if lead.business_days is None else lead.n
            said.append(f"{school.name}: {lead.says} takes {n} business days instead of {before}.")
        said += _shift_in_words(world.schools[slug], times)
    return said


def _shift_in_words(school: School, times: SchoolTimes) -> list[str]:
    n = times.terms_shift_days
    if not n:
        return []
    since = f" from {long_day(times.terms_shift_from)} on" if times.terms_shift_from else ""
    return [f"{school.name}: terms{since} begin and end {counted(abs(n), 'day')} {'later' if n > 0 else 'earlier'}."
            + ("" if school.terms else " The planner knows none.")]


def _with_times(school: School, times: SchoolTimes) -> School:
    """The school with other lead times; nobody has checked them, so they keep the day of the figure they replace."""
    source = Source(source="your what-if", checked=school.lead_time["cpt"].source.checked, verified=False)
    school = school.with_lead_times(times.lead_time.changed, source)
    since = times.terms_shift_from and day(times.terms_shift_from)
    return replace(school, terms=school.terms.shifted(times.terms_shift_days, since)) if times.terms_shift_days else school


def _checked(spec: dict | WhatIf, world: World) -> WhatIf:
    if isinstance(spec, dict):
        try:
            spec = WhatIf.model_validate(spec)
        except ValidationError as error:
            raise _problem(error.errors()[0], spec) from None
    if spec.regime is not None and spec.regime not in world.law.regimes:
        raise _unknown("is not a regime of the planner", "regime", spec.regime, world.law.regimes)
    for slug in spec.schools:
        if slug not in world.schools:
            raise _unknown("is not a school of the planner", f"schools.{slug}", slug, world.schools)
    return spec


def _problem(error: dict, spec: dict) -> BadInput:
    path = [str(part) for part in error["loc"]]
    written = spec
    for part in path:
        written = written[part]
    value = None if isinstance(written, dict) else shown(written)
    match error["type"]:
        case "extra_forbidden":
            hint = meant(path[-1], _fields_at(path[:-1]))
            return BadInput("is not a key of a what-if" + hint, column=".".join(path))
        case "greater_than_equal" | "less_than_equal":
            low, high = _range(path)
            return BadInput(f"lies outside {low} to {high}; check the number of days", column=".".join(path), value=value)
        case "value_error":
            return BadInput(str(error["ctx"]["error"]), column=".".join(path), value=value)
        case "string_type":
            return BadInput("is not text; write it in quotation marks", column=".".join(path), value=value)
        case _:
            return BadInput(f"is not a table; write it as [{'.'.join(path)}]", column=".".join(path), value=value)


def _range(path: list[str]) -> tuple[int, int]:
    if path[-1] == "terms_shift_days":
        return -LONGEST_SHIFT, LONGEST_SHIFT
    return 0, LONGEST_LEAD if path[0] == "schools" or path[-1] == "i765_premium" else LONGEST_WAIT


def _fields_at(path: list[str]) -> tuple[str, ...]:
    """The keys that may stand in a table of a what-if."""
    models = {(): WhatIf, ("processing",): AgencyTimes}
    model = models.get(tuple(path)) or (SchoolTimes if len(path) == 2 else LeadTimes)
    return tuple(model.model_fields)


def _unknown(says: str, column: str, value: str, known) -> BadInput:
    return BadInput(says + meant(value, known), column=column, value=shown(value))


def _located(error: BadInput, file: TomlFile) -> BadInput:
    """The same error with its file and the first line on which its key, or a table above it, stands."""
    path = (error.column or "").split(".")
    error.file = file.name
    for depth in range(len(path), 0, -1):
        above = ".".join(path[:depth])
        standing = [line for key, line in file.lines.items() if f"{key}.".startswith(f"{above}.")]
        if standing:
            error.line = min(standing)
            break
    return error


def _fix(key: str, written: str) -> str:
    if key in ("title", "regime"):
        return f'is not quoted; write {key} = "{written}"'
    if key in ("on", "terms_shift_from"):
        return _fix_day(written)
    return "is not a number; write for example 20"


def _fix_day(written: str) -> str:
    """What to write for a day that TOML could not read."""
    try:
        return f"is not quoted; write {read_day(written).isoformat()}"
    except Unreadable as error:
        return str(error)
