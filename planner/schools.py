"""A school as data: its office's closed days and lead times, each with a source; what it does not publish is the generic figure."""
from __future__ import annotations

import datetime
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from planner.days import day, us_federal_holidays
from planner.errors import BadData

SCHOOLS = Path(__file__).parent.parent / "data" / "schools"
GENERIC = "generic"
LEAD_TIMES = ("cpt", "opt", "stem", "at", "sign_off", "on_campus")
LONGEST_LEAD = 250          # business days: about a year, longer is a slip of the pen


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Source(_Strict):
    """Where a figure is from and when somebody last looked."""
    source: str = Field(min_length=5)
    checked: datetime.date
    verified: bool


class Note(Source):
    """Something the office or a student should know that is no arithmetic yet; `about` is a route or a topic."""
    about: str
    says: str


class LeadTime(_Strict):
    """Business days from a request to the office's answer."""
    business_days: int = Field(ge=0, le=LONGEST_LEAD)
    says: str = ""
    source: Source | None = None


class _File(_Strict):
    name: str
    office: str
    closed: Literal["federal holidays", "own list"]
    closures: tuple[datetime.date, ...] = ()
    lead_time: dict[Literal["cpt", "opt", "stem", "at", "sign_off", "on_campus"], LeadTime] = {}
    lead_time_source: Source | None = None
    note: tuple[Note, ...] = ()


@dataclass(frozen=True)
class School:
    """One school: `closures` are days since 1970-01-01 besides weekends, `lead_time` has every key of LEAD_TIMES.

    >>> school = load_schools()["binghamton"]
    >>> school.lead_time["cpt"].business_days, school.lead_time["cpt"].source.verified
    (10, False)
    """
    slug: str
    name: str
    office: str
    closures: frozenset[int]
    lead_time: dict[str, LeadTime]
    notes: tuple[Note, ...]

    def with_lead_times(self, business_days: dict[str, int], source: Source) -> School:
        """The same school with some lead times replaced (a what-if)."""
        changed = {key: LeadTime(business_days=n, says=self.lead_time[key].says, source=source)
                   for key, n in business_days.items()}
        return replace(self, lead_time=self.lead_time | changed)


@cache
def load_schools(folder: Path = SCHOOLS) -> dict[str, School]:
    """Every school under `folder`, by slug, the generic one first; a file with a mistake stops the load (BadData)."""
    files = {path.stem: _read(path) for path in sorted(folder.glob("*.toml"), key=lambda p: (p.stem != GENERIC, p.stem))}
    generic = _lead_times(files[GENERIC])
    if set(generic) != set(LEAD_TIMES):
        raise BadData(f"needs every lead time of {', '.join(LEAD_TIMES)}", file=f"{GENERIC}.toml")
    return {slug: School(slug, file.name, file.office, _closures(file), generic | _lead_times(file), file.note)
            for slug, file in files.items()}


def _read(path: Path) -> _File:
    try:
        return _File(**tomllib.loads(path.read_text()))
    except (ValidationError, tomllib.TOMLDecodeError) as error:
        first = error.errors()[0] if isinstance(error, ValidationError) else {"loc": (), "msg": str(error)}
        raise BadData(first["msg"], file=path.name, column=".".join(map(str, first["loc"])) or None) from None


def _lead_times(file: _File) -> dict[str, LeadTime]:
    for key, lead in file.lead_time.items():
        if not (lead.source or file.lead_time_source):
            raise BadData("has no source; say where it is from and when that was checked", value=f"lead_time.{key}", file=file.name)
    return {key: lead if lead.source else lead.model_copy(update={"source": file.lead_time_source})
            for key, lead in file.lead_time.items()}


def _closures(file: _File) -> frozenset[int]:
    own = frozenset(map(day, file.closures))
    return own | us_federal_holidays() if file.closed == "federal holidays" else own
