"""A school as data: its office's closed days and lead times, its terms; what it does not publish is the generic figure."""
from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, ValidationError

from planner.calendar_check import load_facts
from planner.cells import meant
from planner.days import Table, business_days, calendar_days, day, us_federal_holidays
from planner.errors import BadData, BadInput
from planner.projection import Pattern, projected
from planner.strict import Duration, Strict
from planner.term_facts import Fact
from planner.terms import Terms, terms_of
from planner.toml_file import TomlFile
from planner.words import counted

SCHOOLS = Path(__file__).parent.parent / "data" / "schools"
CALENDARS = SCHOOLS.parent / "calendars"
GENERIC = "generic"
LEAD_TIMES = ("cpt", "opt", "stem", "at", "sign_off", "on_campus")
LONGEST_LEAD = 250          # business days: about a year, longer is a slip of the pen
EACH_YEAR = re.compile(r"(\d\d)-(\d\d) to (\d\d)-(\d\d)")


class Source(Strict):
    """Where a figure is from and when somebody last looked."""
    source: str = Field(min_length=5)
    checked: datetime.date
    verified: bool


class Note(Source):
    """Something the office or a student should know that is no arithmetic yet; `about` is a route or a topic."""
    about: str
    says: str


class LeadTime(Duration):
    """Business days, or calendar days, from a request to the office's answer; `note` says what the source really says."""
    business_days: int | None = Field(None, ge=0, le=LONGEST_LEAD)
    days: int | None = Field(None, ge=0, le=LONGEST_LEAD)
    says: str = ""
    note: str = ""
    source: Source | None = None

    @property
    def in_words(self) -> str:
        """How long it is, as people write it."""
        return counted(self.n, self.unit.replace("_", " ").removesuffix("s"))

    def lag(self, closures: frozenset[int]) -> Table:
        """The lead time of an office with these closures."""
        return calendar_days(self.days) if self.business_days is None else business_days(closures, self.business_days)


class Posting(Source):
    """By when hosts of a season post and offer, month and day; `by` is blank where they do so as work comes up."""
    season: Literal["fall", "winter", "spring", "summer"]
    by: str = Field("", pattern=r"^(\d\d-\d\d)?$")
    says: str


class _Calendar(Source):
    """How the school uses its terms."""
    cpt_in_term: bool = False
    year_terms: int = Field(2, ge=1, le=4)
    online_terms: tuple[Literal["main", "winter", "summer"], ...] = ()


def _span_of_a_year(text: str) -> str:
    if not EACH_YEAR.fullmatch(text):
        raise ValueError(f'"{text}" is not a span of days; write for example "12-24 to 01-01"')
    list(_each_year(text, 2024))
    return text


class _File(Strict):
    name: str
    office: str
    closed: Literal["federal holidays", "own list"]
    closures: tuple[datetime.date, ...] = ()
    closed_each_year: tuple[Annotated[str, AfterValidator(_span_of_a_year)], ...] = ()
    cut_off: str = Field("", pattern=r"^(\d\d:\d\d)?$")
    lead_time: dict[Literal["cpt", "opt", "stem", "at", "sign_off", "on_campus"], LeadTime] = {}
    lead_time_source: Source | None = None
    calendar: _Calendar | None = None
    projection: tuple[Pattern, ...] = ()
    posting: tuple[Posting, ...] = ()
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
    terms: Terms = Terms()
    patterns: tuple[Pattern, ...] = ()
    postings: tuple[Posting, ...] = ()
    cut_off: str = ""

    def with_lead_times(self, business_days: dict[str, int], source: Source) -> School:
        """The same school with some lead times replaced (a what-if)."""
        changed = {key: LeadTime(business_days=n, says=self.lead_time[key].says, source=source)
                   for key, n in business_days.items()}
        return replace(self, lead_time=self.lead_time | changed)

    @cached_property
    def known_facts(self) -> list[Fact]:
        """What the calendar publishes, or somebody has imported."""
        return [fact for fact in self.terms.facts if fact.status != "projected"]

    def with_facts(self, known: list[Fact]) -> School:
        """The same school with another calendar: these facts, and what the school's pattern projects around them."""
        terms = _with_projection(self.terms, known, self.patterns)
        return replace(self, terms=terms, closures=self.closures - self.terms.closures | terms.closures)


@cache
def load_schools(folder: Path = SCHOOLS, calendars: Path = CALENDARS) -> dict[str, School]:
    """Every school under `folder`, by slug, the generic one first; a file with a mistake stops the load (BadData)."""
    files = {path.stem: _read(path) for path in sorted(folder.glob("*.toml"), key=lambda p: (p.stem != GENERIC, p.stem))}
    generic = _lead_times(files[GENERIC])
    if set(generic) != set(LEAD_TIMES):
        raise BadData(f"needs every lead time of {', '.join(LEAD_TIMES)}", file=f"{GENERIC}.toml")
    for path in sorted(calendars.glob("*.csv")):
        if path.stem not in files or path.stem == GENERIC:
            raise BadData("is a calendar without a school" + meant(path.stem, [slug for slug in files if slug != GENERIC]),
                          file=path.name)
    return {slug: _school(slug, file, generic, _facts_of(calendars / f"{slug}.csv")) for slug, file in files.items()}


def _facts_of(calendar: Path) -> list[Fact]:
    return load_facts(calendar) if calendar.exists() else []


def school_of(slug: str, data: dict, known: list[Fact]) -> School:
    """A school from what its two files would hold, without the files; BadData names the key that cannot stand.

    >>> school_of("example", {"name": "Example College", "office": "its office", "closed": "never"}, [])
    Traceback (most recent call last):
    planner.errors.BadData: example.toml, column closed: input should be 'federal holidays' or 'own list'; correct it
    """
    return _school(slug, _checked(data, "", f"{slug}.toml"), load_schools()[GENERIC].lead_time, known)


def _school(slug: str, file: _File, generic: dict[str, LeadTime], known: list[Fact]) -> School:
    uses = file.calendar
    bare = Terms(aligned=uses.cpt_in_term, year_terms=uses.year_terms, online=uses.online_terms) if uses else Terms()
    terms = _with_projection(bare, known, file.projection)
    leads = {key: lead if lead.says else lead.model_copy(update={"says": generic[key].says})
             for key, lead in _lead_times(file).items()}
    return School(slug, file.name, file.office, _closures(file) | terms.closures, generic | leads, file.note,
                  terms, file.projection, file.posting, file.cut_off)


def _with_projection(terms: Terms, known: list[Fact], patterns: tuple[Pattern, ...]) -> Terms:
    more = projected(patterns, known)
    instead = {fact.term for fact in more}              # a term known in part is projected as a whole, never mixed
    kept = [fact for fact in known if fact.term not in instead or fact.event == "closure"]
    return terms.with_terms([*terms_of(kept), *terms_of(more)], [*kept, *more])


def _read(path: Path) -> _File:
    try:
        file = TomlFile.read(path, lambda _key, _written: "cannot be read as TOML; put text in quotation marks")
    except BadInput as error:
        raise BadData(error.remedy, file=path.name, line=error.line, column=error.column, value=error.value) from None
    return _checked(file.data, path.read_text(), path.name)


def _checked(data: dict, text: str, name: str) -> _File:
    """The school that the data of a file describe; `text` is the file, for the line of a mistake."""
    try:
        return _File(**data)
    except ValidationError as error:
        first = min(error.errors(), key=lambda one: one["type"] != "extra_forbidden")       # a slip explains what is missing
        raise BadData(_remedy(first), file=name, line=_line_of(text, first["loc"]),
                      column=".".join(map(str, first["loc"])) or None) from None


def _remedy(error: dict) -> str:
    key = str(error["loc"][-1]) if error["loc"] else ""
    match error["type"]:
        case "missing":
            return "is missing; add it"
        case "extra_forbidden":
            tables = {"note": Note, "posting": Posting, "projection": Pattern, "calendar": _Calendar, "lead_time": LeadTime}
            model = tables.get(error["loc"][0], _File) if len(error["loc"]) > 1 else _File
            return "is not known here" + meant(key, model.model_fields)
        case _:
            return f"{error['msg'][:1].lower()}{error['msg'][1:]}; correct it"


def _line_of(text: str, loc: tuple) -> int | None:
    """The line of a key, in the n-th table of its name where there are several; the table's own line where the key is missing."""
    names = [part for part in loc if isinstance(part, str)]
    n = next((part for part in loc if isinstance(part, int)), 0)
    header, seen, above = "", {}, None
    for number, line in enumerate(text.split("\n"), start=1):
        if match := re.match(r"\s*\[+\s*([\w.]+)\s*\]+", line):
            header = match[1]
            seen[header] = seen.get(header, -1) + 1
        if header == (names[0] if len(names) > 1 or seen.get(names[0]) is not None else "") and seen.get(header, n) == n:
            above = above or number
            key = re.match(r'\s*"?([\w-]+)"?\s*=', line)
            if key and key[1] in (names[1:] or names):
                return number
    return above if len(names) > 1 else None


def _lead_times(file: _File) -> dict[str, LeadTime]:
    for key, lead in file.lead_time.items():
        if not (lead.source or file.lead_time_source):
            raise BadData("has no source; say where it is from and when that was checked", value=f"lead_time.{key}", file=file.name)
    return {key: lead if lead.source else lead.model_copy(update={"source": file.lead_time_source})
            for key, lead in file.lead_time.items()}


def _closures(file: _File) -> frozenset[int]:
    own = frozenset(map(day, file.closures))
    own |= {when for span in file.closed_each_year for year in range(2008, 2106) for when in _each_year(span, year)}
    return own | us_federal_holidays() if file.closed == "federal holidays" else own


def _each_year(span: str, year: int) -> Iterator[int]:
    """The days of a span such as "12-24 to 01-01" that begins in a year."""
    first_month, first, last_month, last = map(int, EACH_YEAR.fullmatch(span).groups())
    over_the_year = (last_month, last) < (first_month, first)
    yield from range(day(datetime.date(year, first_month, first)),
                     day(datetime.date(year + over_the_year, last_month, last)) + 1)
