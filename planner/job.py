"""The schema of a job that a host wants to fill: what is offered, when, and how long each step of hiring takes.

A job holds nothing of any student. Job files, tables of jobs, the form of the page and the JSON Schema are derived from `Job`.
"""
from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator, Field

from planner.cells import one_of, read_count, read_hours
from planner.entry import Day, Entry, Flag, Hours, SchoolSlug, Text, entry_of, not_a_key, read_value
from planner.errors import BadInput
from planner.schools import LONGEST_LEAD
from planner.toml_file import TomlFile
from planner.world import World

POSTING_TYPES = ("micro", "general")
TABLES = ("job", "durations")
LONGEST_PAY = 1000              # dollars an hour: more is a slip of the pen
MOST_WEEKS = 52
LONGEST_WAIT = 2 * 366          # days that an application may have been pending

Duration = Annotated[int, Field(ge=0, le=LONGEST_LEAD), BeforeValidator(read_count)]
Waited = Annotated[int, Field(ge=0, le=LONGEST_WAIT), BeforeValidator(read_count)]
Weeks = Annotated[int, Field(ge=1, le=MOST_WEEKS), BeforeValidator(read_count)]
Pay = Annotated[float, Field(ge=0, le=LONGEST_PAY), BeforeValidator(read_hours)]


class Job(Entry):
    """One job to fill. A blank is unknown and takes the default; dates are YYYY-MM-DD."""
    called: ClassVar[str] = "job"

    job_id: Text = ""
    """Your own name for the job, echoed in the results."""
    school: SchoolSlug = "generic"
    """The school's short name in the planner, or its full name; generic when it is not among them."""
    title: Text = ""
    """The position's title."""
    season: Text = ""
    """A term or break of the school by its name, such as "winter break 2026-27"; needed where start is blank."""
    start: Day | None = None
    """First day of work; blank: the first weekday of the season."""
    end: Day | None = None
    """Last day of work; blank: worked out from weeks."""
    weeks: Weeks | None = None
    """Length in weeks; blank: worked out from end, or 3."""
    hours_per_week: Hours = 20
    """Hours of work a week."""
    pay: Pay | None = None
    """Pay in dollars an hour."""
    posting_type: Annotated[Literal[POSTING_TYPES], BeforeValidator(one_of(POSTING_TYPES))] = "micro"
    """micro: 5 to 7 business days to decide; general: two weeks."""
    posting_date: Day | None = None
    """The day you posted or want to post; blank: today."""
    on_campus: Flag = False
    """The work is on campus."""
    curricular: Flag = True
    """The work can be part of the curriculum (CPT): required, or for credit."""
    paid: Flag = True
    """The work is paid."""
    contractor: Flag = False
    """The student would be an independent contractor (Form 1099), as on many platforms."""
    e_verify: Flag | None = None
    """The employer uses E-Verify; blank: unknown."""
    pending_days: Waited | None = None
    """For students who have filed Form I-765: how many days ago; blank: 70."""
    account: Duration | None = None
    """Business days until the school has connected your employer account; blank: 0."""
    approval: Duration | None = None
    """Business days until the school approves the posting; blank: 5."""
    open: Duration | None = None
    """Days the posting is open; blank: 14."""
    selection: Duration | None = None
    """Business days to choose; blank: 5."""
    decision: Duration | None = None
    """Days the student has to decide: business days for micro, calendar days for general; blank: 7, or 14."""

    @property
    def durations(self) -> dict[str, int]:
        """The durations that are entered, by name."""
        return {name: n for name in DURATIONS if (n := getattr(self, name)) is not None}


DURATIONS = ("account", "approval", "open", "selection", "decision")
FIELDS = Job.model_fields


def job_of(values: dict[str, object], world: World) -> Job:
    """A job from its values; BadInput for the first one that cannot be read, whose `.others` are the rest.

    >>> from planner.world import load_world
    >>> job_of({"school": "binghamton", "start": "2026-12-21", "hours_per_week": "15"}, load_world()).hours_per_week
    15.0
    """
    return entry_of(Job, values, world.schools)


def read_job(path: str | Path, world: World) -> Job:
    """A job file (TOML; a key may stand at the top, in [job] or in [durations]); BadInput names file and line."""
    with named_in(path):
        values, _where = TomlFile.read(path, fix=_fix).flat(TABLES)
        return job_of(values, world)


@contextmanager
def named_in(path: str | Path) -> Iterator[None]:
    """What is wrong with a job gets the file and the line where it is written."""
    try:
        yield
    except BadInput as error:
        unnamed = [one for one in (error, *error.others) if not one.file and one.column]
        if unnamed:
            file = TomlFile.read(path, fix=_fix)
            for one in unnamed:
                one.file, one.line = file.name, file.flat(TABLES)[1].get(one.column)
        raise


def _fix(name: str, written: str) -> str:
    """What to write instead of an unquoted value that TOML could not read."""
    if name not in FIELDS:
        return not_a_key(Job, name)
    try:
        value = read_value(Job, name, written)
    except BadInput as error:
        return error.remedy
    return f"is not quoted; write {name} = " + (str(value).lower() if isinstance(value, bool) else f'"{written}"')
