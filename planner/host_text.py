"""A job's answer as text for a terminal, as JSON, and as rows of a table."""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields

from planner.host_sentences import not_verified
from planner.host_views import NOW, PAST, TOO_FEW, HostView, SituationView
from planner.plan_text import MILESTONE_KEYS, aligned, in_terminal, plain, written
from planner.posting import Finding
from planner.posting_checks import CHECK, MEND
from planner.words import MINUS

WORDS = {MEND: "to mend", CHECK: "to check"}
TITLES = ("candidate", "post by", "", "4 in 5", "days left", "what holds it")
FORWARD_TITLES = ("candidate", "earliest start", "until at the latest", "makes the start")
SITUATION_KEYS = ("name", "title", "says", "route", "verdict", "post_by", "post_by_80", "days_left", "holds", "earliest_start",
                  "latest_end", "makes_it")
COLUMNS = ("job_id", "school", "start", "end", "situation", "route", "verdict", "post_by", "post_by_80", "days_left", "holds",
           "recommended_by", "recommended_in_time", "posting_date", "earliest_start", "latest_end", "makes_it", "cautions",
           "to_mend", "line", "remarks")


def host_text(view: HostView, assumptions: Iterable[str] = (), found: Iterable[Finding] = ()) -> str:
    """The whole answer to one job: when to post, for whom, what holds it, what a posting leads to, and what to mend in it."""
    lines = [view.headline, *filter(None, [view.others, view.recommended and view.recommended.says])]
    lines += [f"{view.school_name}, work from {written(view.start)} to {written(view.end)}, planned on {written(view.on)}."]
    lines += [f"What if: {sentence}" for sentence in assumptions]
    lines += ["", *aligned([TITLES, *map(_cells, view.situations)])]
    posted = "a posting" if view.posting_given else "a posting today,"
    lines += ["", f"What {posted} on {written(view.posting)} leads to"]
    lines += aligned([FORWARD_TITLES, *(_forward_cells(one, view) for one in view.situations)])
    said = [f"  {WORDS[one.verdict]}: {one.says}" for one in found]
    lines += ["", "The posting", *said] if said else []
    watch = list(_watch(view))
    lines += ["", "Watch", *(f"  {said}" for said in watch)] if watch else []
    lines += ["", said] if (said := not_verified(view)) else []
    lines += ["", "A planning aid, no legal advice: the school's international office decides."]
    return in_terminal("\n".join(lines)) + "\n"


def _watch(view: HostView) -> Iterator[str]:
    """What to know about the kinds of candidates that can still be reached (or could have been), each sentence once."""
    kinds = [one for one in view.situations if one.verdict == NOW] or [one for one in view.situations if one.verdict == PAST]
    for note in {note.says: note for one in kinds for note in one.cautions}.values():
        for_whom = [one.title for one in kinds if any(other.says == note.says for other in one.cautions)]
        yield f"{' + '.join(for_whom)}: {note.says} [{note.cite}]"


def _cells(one: SituationView) -> tuple[str, ...]:
    left = "" if one.days_left is None else str(one.days_left).replace("-", MINUS)
    state = {"past": "past", "never": "never"}.get(one.verdict, "")
    return one.title, written(one.post_by), state, TOO_FEW if one.too_few else written(one.post_by_80), left, one.holds


def _forward_cells(one: SituationView, view: HostView) -> tuple[str, ...]:
    only = "only until " if view.only_until(one) else ""
    return one.title, written(one.earliest_start), only + written(one.latest_end), "yes" if one.makes_it else "no"


def host_json(view: HostView, found: Iterable[Finding] = ()) -> dict:
    """The answer as plain values for JSON: ISO dates, None where blank."""
    return plain({"on": view.on, "job": view.job.model_dump(), "start": view.start, "end": view.end,
                  "season": view.season and view.season.name, "posting": view.posting, "headline": view.headline,
                  "others": view.others, "recommended": view.recommended and _fields(view.recommended),
                  "situations": [_situation(one) for one in view.situations],
                  "posting_rules": [{"rule": one.rule.id, "verdict": one.verdict, "says": in_terminal(one.says)} for one in found]})


def _fields(value: object) -> dict:
    return {field.name: getattr(value, field.name) for field in fields(value)}


def _situation(one: SituationView) -> dict:
    steps = [{key: getattr(step, key) for key in ("title", "actor", *MILESTONE_KEYS)} for step in one.steps]
    return {key: getattr(one, key) for key in SITUATION_KEYS} | {"cautions": [note.code for note in one.cautions], "steps": steps}


def host_rows(view: HostView, line: int, found: Iterable[Finding] = (), told: Iterable[str] = ()) -> Iterator[tuple[object, ...]]:
    """COLUMNS for every kind of candidate; None where blank. found: what the rules of a posting say of the job; told: remarks."""
    remarks = " ".join([*told, *(one.says for one in found if one.verdict == CHECK)]) or None
    advice, mend = view.recommended, " ".join(one.says for one in found if one.verdict == MEND) or None
    for one in view.situations:
        in_time = advice.posting.get(one.name) if advice else None
        yield (view.job.job_id, view.job.school, view.start, view.end, one.name, one.route, one.verdict, one.post_by,
               one.post_by_80, one.days_left, one.holds, advice and advice.by, _flag(in_time), view.posting, one.earliest_start,
               one.latest_end, _flag(one.makes_it), ";".join(note.code for note in one.cautions), mend, line, remarks)


def _flag(value: bool | None) -> str | None:
    return None if value is None else str(value).lower()
