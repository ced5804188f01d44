"""Something a person writes as named values: a schema says what each may be, and what to say about a cell that does not fit.

A case and a job are such entries. A blank is unknown and takes the default.
"""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Annotated, ClassVar, TypeVar, get_type_hints

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    TypeAdapter,
    ValidationError,
    ValidationInfo,
    model_validator,
)

from planner.cells import did_you_mean, is_blank, read_count, read_day, read_flag, read_hours, school_meant, shown
from planner.errors import BadInput

HOURS_OF_A_WEEK = 7 * 24
MOST_DAYS = 3660                # ten years: a larger count is a slip of the pen


class Entry(BaseModel):
    """Named values, each checked; `called` is what people call such an entry, `examples` show its required values."""
    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)
    called: ClassVar[str]
    examples: ClassVar[dict[str, str]] = {}

    @model_validator(mode="before")
    @classmethod
    def _blank_takes_the_default(cls, values: object) -> object:
        if not isinstance(values, dict):
            return values
        return {key: cell for key, cell in values.items() if not (is_blank(cell) and key in cls.model_fields)}


E = TypeVar("E", bound=Entry)


def _a_known_school(cell: object, info: ValidationInfo) -> str:
    slug = str(cell).strip()
    known = (info.context or {}).get("schools")
    if known is None or slug in known:
        return slug
    return school_meant(slug, {one: getattr(known[one], "name", one) for one in known} if isinstance(known, Mapping)
                        else {one: one for one in known})


Day = Annotated[date, BeforeValidator(read_day)]
Flag = Annotated[bool, BeforeValidator(read_flag)]
Count = Annotated[int, Field(ge=0, le=MOST_DAYS), BeforeValidator(read_count)]
Hours = Annotated[float, Field(ge=0, le=HOURS_OF_A_WEEK), BeforeValidator(read_hours)]
Text = Annotated[str, BeforeValidator(str)]
SchoolSlug = Annotated[str, BeforeValidator(_a_known_school)]


def required(schema: type[Entry]) -> tuple[str, ...]:
    """The values that every such entry needs."""
    return tuple(name for name, field in schema.model_fields.items() if field.is_required())


@cache
def _reader(schema: type[Entry], name: str) -> TypeAdapter:
    return TypeAdapter(get_type_hints(schema, include_extras=True)[name])


def read_value(schema: type[Entry], name: str, cell: object, schools: Iterable[str] | None = None) -> object:
    """One value, the default where the cell is blank; BadInput with `.column`, `.value` and `.remedy`."""
    field = schema.model_fields[name]
    if is_blank(cell):
        if field.is_required():
            raise BadInput(_missing(schema, name), column=name)
        return field.default
    try:
        return _reader(schema, name).validate_python(cell, context={"schools": schools})
    except ValidationError as error:
        raise BadInput(_remedy(schema, name, error.errors()[0]), column=name, value=shown(cell)) from None


def entry_of(schema: type[E], values: dict[str, object], schools: Iterable[str] | None = None) -> E:
    """An entry from its values; BadInput for the first one that cannot be read, whose `.others` are the rest.

    schools: short names of those that are known, or the schools by them: then a school may be given by its full name.
    """
    try:
        return schema.model_validate(values, context={"schools": schools})
    except ValidationError as error:
        first, *others = [_wrong(schema, values, one) for one in error.errors()]
        first.others = others
        raise first from None


def _wrong(schema: type[Entry], values: dict[str, object], error: dict) -> BadInput:
    name = str(error["loc"][0])
    value = None if error["type"] in ("missing", "extra_forbidden") else shown(values[name])
    return BadInput(_remedy(schema, name, error), column=name, value=value)


def _remedy(schema: type[Entry], name: str, error: dict) -> str:
    match error["type"]:
        case "missing":
            return _missing(schema, name)
        case "extra_forbidden":
            return not_a_key(schema, name)
        case "greater_than_equal" | "less_than_equal":
            low, high = _range(schema, name)
            return f"lies outside {low} to {high}; check the number"
        case _:
            return str(error["ctx"]["error"]) if "error" in error.get("ctx", {}) else error["msg"].lower()


def _range(schema: type[Entry], name: str) -> tuple[int, int]:
    limits = TypeAdapter(get_type_hints(schema, include_extras=True)[name]).json_schema()
    limits = next((one for one in limits.get("anyOf", []) if "minimum" in one), limits)
    return tuple(f"{limits[edge]:g}" for edge in ("minimum", "maximum"))


def _missing(schema: type[Entry], name: str) -> str:
    return f"is missing; every {schema.called} needs it, for example {schema.examples[name]}"


def not_a_key(schema: type[Entry], name: str) -> str:
    """What to say about a column or key that no such entry has."""
    return f"is not known to the planner{did_you_mean(name, schema.model_fields) or '; correct its name or delete it'}"
