"""A host's year as text for a terminal and as JSON: when to post each job, whom that reaches, the same student again."""
from __future__ import annotations

from planner.hiring_year import HiringYear, YearJob
from planner.plan_text import aligned, in_terminal, plain, written

TITLES = ("job", "season", "starts", "ends", "post by", "advised", "reaches")


def year_text(year: HiringYear, titles: dict[str, str]) -> str:
    """The jobs as a table, then how often one student could come back. titles: of the kinds of candidates, by name."""
    lines = ["", f"{len(year.jobs)} of these in a year", *aligned([TITLES, *(_cells(one, titles) for one in year.jobs)])]
    lines += ["", "The same student again"]
    lines += [f"  {one.title}: {one.jobs} of {len(year.jobs)}{'' if one.gaps else ' in a row'}. {one.says} [{one.cite}]"
              for one in year.same_student]
    return in_terminal("\n".join(lines)) + "\n"


def _cells(one: YearJob, titles: dict[str, str]) -> tuple[str, ...]:
    season = one.season.name if one.season else ""
    return (str(one.number), season, written(one.start), written(one.end), written(one.post_by), _advised(one),
            ", ".join(titles[name] for name in one.reached))


def _advised(one: YearJob) -> str:
    """The programme's own day, and that it is meant for later starts where it comes after this one."""
    return written(one.advised) + (" (after the start)" if one.advised and one.advised > one.start else "")


def year_json(year: HiringYear) -> dict:
    """The same as plain values for JSON."""
    jobs = [{"number": one.number, "season": one.season and one.season.name, "start": one.start, "end": one.end,
             "post_by": one.post_by, "advised": one.advised, "by": one.by, "reached": one.reached} for one in year.jobs]
    return plain({"jobs": jobs, "same_student": [vars(one) for one in year.same_student]})
