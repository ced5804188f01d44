"""What follows once the work has begun: reports, evaluations, the next filing window, last days of work and in the country."""
from __future__ import annotations

from datetime import date

from planner.answer import Answer
from planner.batch import OPT_PRE, OPT_STEM
from planner.days import to_date
from planner.deadlines import Days, Deadline, deadlines
from planner.row import Row

ONE_DAY = to_date(1) - to_date(0)
LEFT_OUT = ("opt_start_opens", "opt_start_closes")      # what the filing window says already


def afterwards(row: Row, answer: Answer) -> list[Deadline]:
    """What is to be done from the first day of work on, in the order of time; nothing where no day is known.

    row, answer: of a plan of one case.

    >>> from planner.cases import Cases
    >>> from planner.days import day
    >>> from planner.plan import make_plan
    >>> case = {"status": "F-1", "program_start": "2025-08-25", "program_end": "2027-05-14", "offer_start": "2027-07-05"}
    >>> plan = make_plan(Cases.of([case]), day("2026-11-22"))
    >>> for one in afterwards(Row(plan, 0), plan.routes["opt_post"])[:2]:
    ...     print(one.date, one.title)
    2027-07-15 Report the new employer
    2028-07-04 Last day of OPT
    """
    start = row.day(answer.start)
    if start is None:
        return []
    program = {"program_starts": row.case["program_start"], "program_ends": row.case["program_end"]}
    known = program | _KNOWN[answer.route.name](row, answer, start)
    found = deadlines(known, row.law, row.case["status"], row.case["stem"])
    return [one for one in found if one.date >= start and one.done is None and one.id not in LEFT_OUT]


def _last_day(row: Row, answer: Answer) -> date:
    """The last planned day of the job: the offer's, the authorization's at the latest."""
    until, end = row.day(answer.authorized_until), row.case["offer_end"]
    return min(until, end) if end else until


def _job(row: Row, answer: Answer, kind: str, start: date) -> dict[str, Days]:
    """A job's own days, to be reported; its end only where the offer has one before the authorization's."""
    last = _last_day(row, answer)
    ends = last if last < row.day(answer.authorized_until) else None
    return {f"{kind}_job_starts": start, f"{kind}_job_ends": ends}


def _opt_post(row, answer, start):
    return {"opt_filed": row.on, "opt_starts": row.day(answer.route.card_begins(answer.start)),
            "opt_ends": row.day(answer.authorized_until), **_job(row, answer, "opt", start)}


def _opt_stem(row, answer, start):
    begins = row.day(answer.route.batch.card_ends_as_printed) + ONE_DAY
    return {"opt_ends": begins - ONE_DAY, "stem_filed": row.on, "stem_starts": begins,
            "stem_ends": row.day(answer.authorized_until), **_job(row, answer, "stem", max(start, begins))}


def _current_ead(row, answer, start):
    category, ends = int(answer.route.batch.card_category[row.row]), row.day(answer.authorized_until)
    if category == OPT_PRE:
        return {"opt_pre_ends": ends}
    kind = "stem" if category == OPT_STEM else "opt"
    return {f"{kind}_starts": row.case["ead_start"], f"{kind}_ends": ends, **_job(row, answer, kind, start)}


def _cap_gap(row, answer, start):
    kind = "stem" if int(answer.route.batch.card_category[row.row]) == OPT_STEM else "opt"
    return {f"{kind}_ends": row.case["ead_end"], "h1b_filed": row.case["h1b_filed"], "h1b_starts": row.case["h1b_start"],
            "h1b_valid_from": row.case["h1b_valid_from"], **_job(row, answer, kind, start)}


def _at(row, answer, start):
    return {"at_starts": start, "at_ends": _last_day(row, answer)}


_KNOWN = {"on_campus": lambda row, answer, start: {}, "current_ead": _current_ead, "opt_post": _opt_post, "opt_stem": _opt_stem,
          "cpt": lambda row, answer, start: {"cpt_ends": _last_day(row, answer)}, "at": _at, "cap_gap": _cap_gap,
          "opt_pre": lambda row, answer, start: {"opt_pre_ends": row.day(answer.authorized_until)},
          **dict.fromkeys(("hardship", "intl_org"), lambda row, answer, start: {})}
