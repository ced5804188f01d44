"""A student's history: jobs, work cards, CPT and Academic Training, each with its first and last day, and the offers there are.

It is the case file with lists: [[job]], [[ead]], [[cpt]], [[at]] and [[offer]] stand beside the keys of a case, and the counters
(planner/counters.py) work out the totals that a case otherwise has to state.
"""
from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, ClassVar, Literal, TypeVar, get_type_hints

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, create_model, model_validator

from planner.case import FIELDS, Case, EadCategory, case_of
from planner.cells import did_you_mean, is_blank, one_of, shown
from planner.days import day
from planner.entry import HOURS_OF_A_WEEK, Day, Flag, Hours, Text
from planner.errors import BadInput

MOST_ENTRIES = 200              # of one list: more is no student's history
KINDS = ("on_campus", "cpt", "opt", "at", "other")


class Period(BaseModel):
    """Something that lasted from one day to another, both included."""
    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True, populate_by_name=True)
    papers: ClassVar[str] = ""

    @model_validator(mode="before")
    @classmethod
    def _blank_takes_the_default(cls, values: object) -> object:
        return {key: cell for key, cell in values.items() if not is_blank(cell)} if isinstance(values, dict) else values


class Job(Period):
    """Work that was done, is done, or has been agreed."""
    start: Day = Field(alias="from")
    """First day of work."""
    end: Day | None = Field(None, alias="to")
    """Last day of work; blank: still going."""
    hours_per_week: Hours = 20
    """Hours of work a week."""
    kind: Annotated[Literal[KINDS], BeforeValidator(one_of(KINDS))] = "opt"
    """What allowed the work: on_campus, cpt, opt (any OPT card), at or other."""
    employer: Text = ""
    """Your own name for the employer, never needed."""
    paid: Flag = True
    """The work is paid."""
    e_verify: Flag | None = None
    """The employer uses E-Verify; blank: unknown."""


class Ead(Period):
    """A work card (EAD, Form I-766) for practical training."""
    papers: ClassVar[str] = "the card prints it"
    start: Day = Field(alias="from")
    """First day of the card."""
    end: Day = Field(alias="to")
    """Last day of the card."""
    category: EadCategory = "opt_post"
    """opt_pre (C03A), opt_post (C03B) or opt_stem (C03C)."""
    full_time: Flag = True
    """Before graduation: granted for full time. Part time counts half."""


class Cpt(Period):
    """A CPT authorization on the I-20."""
    papers: ClassVar[str] = "page 2 of the I-20 prints it"
    start: Day = Field(alias="from")
    """First day authorized."""
    end: Day = Field(alias="to")
    """Last day authorized."""
    full_time: Flag | None = None
    """Authorized for full time; blank: worked out from the hours."""
    hours: Hours = 20
    """Hours a week."""
    employer: Text = ""
    """Your own name for the employer, never needed."""


class At(Period):
    """Academic Training that the responsible officer has authorized."""
    papers: ClassVar[str] = "the officer's letter names it"
    start: Day = Field(alias="from")
    """First day authorized."""
    end: Day = Field(alias="to")
    """Last day authorized."""
    hours: Hours = 40
    """Hours a week."""


_HINTS = get_type_hints(Case, include_extras=True)
OFFER_KEYS = ("offer_date", "offer_start", "offer_end", "hours_per_week", "paid", "on_campus", "related", "curricular",
              "contractor", "e_verify")
Offer = create_model("Offer", __base__=Period, __doc__="Work that is offered: the keys of [offer], once for each offer.",
                     employer=(Text, Field("", description="Your own name for the employer, never needed.")),
                     **{name: (_HINTS[name], FIELDS[name]) for name in OFFER_KEYS})
LISTS: dict[str, type[Period]] = {"job": Job, "ead": Ead, "cpt": Cpt, "at": At, "offer": Offer}


@dataclass(frozen=True)
class History:
    """The facts of a case as they are given (blank ones left out), and the entries of each list in the order of time.

    >>> history = history_of({"status": "F-1", "program_start": "2025-08-25", "program_end": "2027-05-14"},
    ...                      {"cpt": [{"from": "2026-06-01", "to": "2026-08-14", "full_time": "yes"}]})
    >>> history.cpt[0].end.isoformat(), history.case.level
    ('2026-08-14', 'master')
    """
    facts: dict[str, object]
    job: tuple[Job, ...] = ()
    ead: tuple[Ead, ...] = ()
    cpt: tuple[Cpt, ...] = ()
    at: tuple[At, ...] = ()
    offer: tuple[Offer, ...] = ()
    case: Case = field(default=None, compare=False, repr=False)

    @property
    def program(self) -> tuple[int, int]:
        """First and last day of the program, as days since 1970-01-01."""
        return day(self.case.program_start), day(self.case.program_end)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing beyond the facts of a case."""
        return not any(getattr(self, name) for name in LISTS)

    def entries(self) -> Iterable[tuple[str, int, Period]]:
        """List, number in it from 1, and entry."""
        return ((name, place, entry) for name in LISTS for place, entry in enumerate(getattr(self, name), 1))


def history_of(facts: dict[str, object], lists: dict[str, list[dict]], schools: Iterable[str] | None = None) -> History:
    """A history from its parts as a file or a form gives them; BadInput for the first cell that cannot be read, whose
    `.others` are the rest.

    The column of such an error is "job 2.to": the second job as given, its key.
    """
    facts, wrong = {key: cell for key, cell in facts.items() if not is_blank(cell)}, []
    for name, entries in lists.items():
        if len(entries) > MOST_ENTRIES:
            raise BadInput(f"stands more than {MOST_ENTRIES} times; keep those that matter", column=name, value=f"[[{name}]]")
    case = _kept(wrong, lambda: case_of(facts, schools))
    read = {name: [_kept(wrong, lambda: _entry(name, place, cells)) for place, cells in enumerate(entries, 1)]      # noqa: B023
            for name, entries in lists.items()}
    if wrong:
        wrong[0].others = wrong[1:]
        raise wrong[0]
    return History(facts, **{name: tuple(sorted(entries, key=_by_date)) for name, entries in read.items()}, case=case)


T = TypeVar("T")


def _kept(wrong: list[BadInput], read: Callable[[], T]) -> T | None:
    """What can be read; what is wrong with it goes to the others that are wrong."""
    try:
        return read()
    except BadInput as error:
        wrong += [error, *error.others]
        return None


def _by_date(entry: Period) -> tuple[date, date]:
    first = entry.offer_start if isinstance(entry, Offer) else entry.start
    last = entry.offer_end if isinstance(entry, Offer) else entry.end
    return first or date.max, last or date.max


def _entry(name: str, place: int, cells: dict) -> Period:
    kind = LISTS[name]
    try:
        entry = kind.model_validate(cells)
    except ValidationError as error:
        raise _unreadable(name, place, cells, error.errors()[0]) from None
    first, last = _edges(name)
    if getattr(entry, first) and getattr(entry, last) and getattr(entry, last) < getattr(entry, first):
        raise BadInput(f"is before {alias(kind, first)} {getattr(entry, first)}; correct one of the two",
                       column=f"{name} {place}.{alias(kind, last)}", value=str(getattr(entry, last)))
    return entry


def _edges(name: str) -> tuple[str, str]:
    return ("offer_start", "offer_end") if name == "offer" else ("start", "end")


def alias(kind: type[Period], name: str) -> str:
    """What a key is called in a file: `from` for start."""
    return kind.model_fields[name].alias or name


def _unreadable(name: str, place: int, cells: dict, error: dict) -> BadInput:
    key, kind = str(error["loc"][0]), LISTS[name]
    known = [alias(kind, one) for one in kind.model_fields]
    match error["type"]:
        case "missing":
            remedy, value = f"is missing; {kind.papers or 'give the first day'}", None
        case "extra_forbidden":
            hint = did_you_mean(key, known) or "; known are " + ", ".join(known)
            remedy, value = f"is not a key of [[{name}]]{hint}", None
        case "greater_than_equal" | "less_than_equal":
            remedy, value = f"lies outside 0 to {HOURS_OF_A_WEEK}; check the number", shown(cells[key])
        case _:
            remedy, value = str(error.get("ctx", {}).get("error", error["msg"].lower())), shown(cells.get(key))
    return BadInput(remedy, column=f"{name} {place}.{key}", value=value)
