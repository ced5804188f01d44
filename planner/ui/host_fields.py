"""The fields of a host's form: one for each fact of a job and of its posting, with what a host has to know to fill it in."""
from __future__ import annotations

from dataclasses import dataclass

from planner.posting_draft import FEE, HOURLY, TYPES, UNPAID
from planner.ui.fields import Field, schools
from planner.ui.sheet import Sheet
from planner.wages import regions

STEPS, JOB, PLAN, POSTING, YEAR = "How long each step takes", "The job", "Plan for another day", "The posting", "A year of it"
BAR = ("job_school", "job_season", "job_start", "job_weeks", "job_hours", "job_pay")
GROUPS = (STEPS, JOB, PLAN)
FIRST_SCHOOL = "Binghamton University"
ANY = "any time"
NEAR = "near the school"
PAYS = (("an hour", HOURLY), ("a fixed fee in all", FEE), ("unpaid", UNPAID))
PREFIX = "job_"


@dataclass(frozen=True)
class JobField(Field):
    """A field of a job; `at_first` is what it holds when nothing was entered, `column` its key in a job file where it has one."""
    at_first: object = None
    column: str = ""

    @property
    def default(self) -> object:
        return self.options[0][0] if self.options and self.at_first is None else self.at_first


def _duration(step: str, label: str, help: str) -> JobField:
    return JobField(PREFIX + step, label, "count", help, STEPS, column=step)


FIELD_LIST = (
    JobField("job_school", "School", "choice", "Whose students you want to reach, and whose career center approves the posting.",
             options=tuple(schools()), at_first=FIRST_SCHOOL, column="school"),
    JobField("job_season", "When", "choice",
             "Terms and breaks of the school. Choosing one sets the first day; “any time” leaves the day to you.",
             at_first=ANY, column="season"),
    JobField("job_start", "Work starts", "day", "The first day of work; training and onboarding count as work.", column="start"),
    JobField("job_weeks", "Weeks", "count", "Micro-internships take two to four weeks.", at_first=3, column="weeks"),
    JobField("job_hours", "Hours a week", "hours", "Micro-internships take 10 to 35. Over 20 hours is full-time CPT; students on "
             "STEM OPT need 20 or more.", at_first=15.0, column="hours_per_week"),
    JobField("job_pay", "Pay, $", "money", "Dollars an hour, or in all where you pay a fixed fee (see “About the job”). "
             "The page checks it against the minimum wage.", column="pay"),

    _duration("account", "Employer account connected, business days", "Only where your account is new at this school. No school "
              "publishes how long that takes. Empty: none."),
    _duration("approval", "School approves the posting, business days", "Handshake says one to five. Empty: 5, or none where "
              "you hire in another way."),
    _duration("open", "Posting open, days", "How long students can apply. Empty: 14."),
    _duration("selection", "You read, interview and choose, business days", "Empty: 5."),
    _duration("decision", "Student decides, business days (other offers: days)",
              "Business days for a micro-internship: five to seven. "
              "Calendar days for other offers: two weeks or more. Empty: 7, or 14."),

    JobField("job_way", "How you hire", "choice",
             "Each way has rules of its own; only on its own job board does the school approve the posting.", JOB,
             options=(("the school's Handshake", "handshake"), ("a platform such as Parker Dewey", "platform"),
                      ("your own posting or a freelance offer", "own"))),
    JobField("job_type", "Kind of posting", "choice",
             "Micro-internships have rules of their own; other offers stay open two weeks.", JOB,
             options=(("micro-internship", "micro"), ("other internship or job", "general")), column="posting_type"),
    JobField("job_paid", "Pay is", "choice", "A fixed fee makes the student a contractor, which matters for CPT.", JOB,
             options=PAYS),
    JobField("job_posting_date", "Posted, or to be posted, on", "day",
             "Enter a day to see what a posting on it leads to. Empty: today.", JOB, column="posting_date"),
    JobField("job_pending_days", "Days since a student filed for OPT", "count",
             "For students who wait for USCIS: how long ago they filed Form I-765. Empty: 70.", JOB, column="pending_days"),
    JobField("job_e_verify", "You use E-Verify", "choice", "A government check of new employees; students on STEM OPT need it.",
             JOB, options=(("not known", None), ("yes", True), ("no", False)), column="e_verify"),
    JobField("job_curricular", "The work can count for credit or is required", "flag",
             "CPT needs one of the two. Most schools have an internship course.", JOB, at_first=True, column="curricular"),
    JobField("job_on_campus", "The work is on campus", "flag", "For an office of the school itself.", JOB, at_first=False,
             column="on_campus"),

    JobField("job_on", "Day of the plan", "day", "The planner takes today. Enter another day to see the answer of that day.", PLAN),

    JobField("job_title", "Title", "text", "A position is enough, for example Data Analytics; the rest is added.", POSTING,
             at_first="Data Analytics"),
    JobField("job_position", "Position type", "choice", "As the job board calls it.", POSTING,
             options=tuple((one, one) for one in TYPES)),
    JobField("job_place", "Where the work is done", "choice", "Decides the minimum wage. Remote work: where the student works.",
             POSTING, options=((NEAR, ""), *((one, one) for one in regions()))),
    JobField("job_remote", "The work is", "choice", "Goes into the text.", POSTING,
             options=(("not said yet", None), ("remote", True), ("in person", False))),
    JobField("job_alumni", "I am a graduate of the school", "flag", "The title then says Alumni Host.", POSTING, at_first=False),

    JobField("job_times", "Jobs like this in a year", "count", "For one team, one after the other.", YEAR, at_first=4),
)
FIELD = {field.name: field for field in FIELD_LIST}
SHEET = Sheet("host", FIELD_LIST, frozenset({"job_on"}))


def in_group(group: str) -> list[JobField]:
    """The fields under one heading."""
    return [field for field in FIELD_LIST if field.group == group]
