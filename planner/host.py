"""One job answered: for each kind of candidate when to post at the latest, what holds that day, and what a posting leads to.

Early dates run forward from the posting (today where none is given), late dates back from the job's start.
"""
from __future__ import annotations

from dataclasses import replace

import numpy as np

from planner import host_sentences as sentences
from planner.answer import Answer
from planner.days import BLANK, LONG_AGO, to_date
from planner.hiring_steps import SituationData
from planner.host_views import NEVER, NOW, PAST, HostView, SituationView
from planner.job import Job
from planner.job_check import check
from planner.notes import caution_notes
from planner.plan import Plan
from planner.postings import Asked, makes_start, places
from planner.recommended import recommended
from planner.row import IDLE, Row, closed_weekdays
from planner.schedule import backward_pass
from planner.steps import milestones
from planner.views import MilestoneView, Note
from planner.world import World

FOUR_IN_FIVE = .8
POSTED, LATEST, BEYOND = range(3)       # rows: the posting asked about, the latest that makes it, one that does not
NOT_FOR_HOSTS = (*IDLE, "academic_year_assumed", "requested_start_unknown", "contested_rule")


def answer_job(job: Job, on: int, world: World) -> HostView:
    """The job answered on a status date (days since 1970-01-01); BadInput where it cannot be, with the nearest thing that can.

    >>> from planner.days import day
    >>> from planner.job import job_of
    >>> from planner.world import load_world
    >>> view = answer_job(job_of({"start": "2027-02-16", "weeks": 3}, load_world()), day("2026-11-22"), load_world())
    >>> [(one.name, one.post_by.isoformat()) for one in view.situations if one.name in ("card", "cpt", "standard")]
    [('card', '2027-01-07'), ('cpt', '2026-12-22'), ('standard', '2026-08-12')]
    """
    asked = Asked.of(job, on, world)
    check(asked)
    views = [_situation(asked, one) for one in asked.situations]
    school, start = asked.world.schools[job.school], to_date(asked.job.start)
    closed = closed_weekdays(school.closures, to_date(min(on, asked.posting)), to_date(asked.job.end))
    return HostView(to_date(on), job, school.name, school.office, start, to_date(asked.job.end), asked.job.season,
                    to_date(asked.posting), job.posting_date is not None, views, recommended(asked), closed,
                    sentences.headline(views, start, to_date(asked.job.end), job.account or 0),
                    " ".join(filter(None, (sentences.cut_short(views, start, to_date(asked.job.end)), sentences.others(views),
                                          sentences.account(job.account or 0)))))


def _situation(asked: Asked, one: SituationData) -> SituationView:
    latest, likely = asked.latest_posting(one)
    verdict = NEVER if latest == BLANK else NOW if latest >= asked.on else PAST
    beyond = asked.first_day if latest == BLANK else latest + 1
    days = [asked.posting, asked.posting if latest == BLANK else latest, beyond]
    answer = asked.answer(one, days, not_before=np.array([asked.on, LONG_AGO, LONG_AGO], np.int32))
    posted, held = _row(asked, answer, POSTED), _row(asked, answer, BEYOND)
    made = None if latest == BLANK else _row(asked, answer, LATEST)
    earliest, planned, last = _forwards(asked, one, answer)
    return SituationView(
        one.name, one.title, one.says, one.route, verdict, to_date(latest), to_date(likely),
        None if latest == BLANK else latest - asked.on, sentences.holds(held, answer, verdict),
        _steps(asked, answer, latest != BLANK), earliest, last, bool(makes_start(answer)[POSTED]),
        _cautions(made or posted, answer), likely == BLANK and _too_few(answer), planned,
        made.day(answer.authorized_until) if made and made.verdict(answer) == "partly" else None)


def _too_few(answer: Answer) -> bool:
    """Whether dated data applies, and fewer than four in five would have their card by the start."""
    return bool((answer.chance < FOUR_IN_FIVE).any())               # nan, no data, is not less


def _cautions(row: Row, answer: Answer) -> list[Note]:
    """What to know about the start on the job's own day; of a made-up student's other days nothing."""
    known = caution_notes(row, answer, to="host")
    unsaid = NOT_FOR_HOSTS if makes_start(answer)[row.row] else (*NOT_FOR_HOSTS, "weekend_start")
    return [note for note in [*sentences.ends_early(row, answer), *known] if note.code not in unsaid]


def _row(asked: Asked, answer: Answer, row: int) -> Row:
    plan = Plan(asked.on, answer.route.cases, asked.world, tuple(places(asked.world)), {answer.route.name: answer})
    return Row(plan, row)


def _steps(asked: Asked, answer: Answer, can_be_made: bool) -> list[MilestoneView]:
    """Early dates of the posting asked about, late dates of the latest one; none late where no posting makes it."""
    start = answer.route.cases.offer_start
    back = backward_pass(answer.route.network_to(start), {"work_starts": start})
    posted, latest = _row(asked, answer, POSTED), _row(asked, answer, LATEST)
    late = {name: latest.early(back, name) for name in back.network.milestones}
    return [_with_late(step, late.get(step.name) if can_be_made else None) for step in milestones(posted, answer)]


def _with_late(step: MilestoneView, late) -> MilestoneView:
    if step.done:
        return step
    return replace(step, late=late, missed=None, float_days=(late - step.early).days if late and step.early else None)


def _forwards(asked: Asked, one: SituationData, answer: Answer):
    """Earliest start of the posting asked about; the start that is planned, which is the job's own or the earliest where that is
    later; and how long the work may then last: to the end of the season, or of the authorization, whichever comes first.

    Without a season, and after it, only an end that cuts the job short is one: how long else a made-up student's papers last
    says nothing.
    """
    earliest, season = int(answer.earliest_start[POSTED]), asked.job.season
    if earliest == BLANK:
        return None, None, None
    planned = max(earliest, asked.job.start)
    then = asked.answer(one, [asked.posting], np.array([planned], np.int32), not_before=asked.on)
    until = int(then.authorized_until[0])
    if until == BLANK:
        return to_date(earliest), to_date(planned), None
    if season is not None and planned <= season.end:
        return to_date(earliest), to_date(planned), to_date(min(until, season.end))
    cut = until < planned + asked.job.length - 1
    return to_date(earliest), to_date(planned), to_date(until) if cut else None
