"""What to look at again in a job that is answered all the same, said in its rows: hours, a weekend, a season, pay."""
from __future__ import annotations

from collections.abc import Iterator

from planner.host_views import HostView
from planner.job_dates import MONTHS
from planner.words import long_day

HOURS = "full_time_cpt"             # the caution that says from how many hours a week CPT is full time


def remarks_of(view: HostView) -> Iterator[str]:
    """Sentences for the column `remarks`; what has to be mended stands in `to_mend`."""
    job, start = view.job, view.start
    if job.paid and job.pay == 0:
        yield "Pay is 0: write unpaid, or the pay."
    yield from dict.fromkeys(note.says for one in view.situations for note in one.cautions if note.code == HOURS)
    if start.weekday() >= 5:
        yield f"The start, {long_day(start)}, is on a weekend."
    named = next((one for one in dict.fromkeys(MONTHS.values()) if one in job.season.lower()), "")
    if named and named != MONTHS[start.month] and view.season is None:
        yield f"The start, {long_day(start)}, is hardly in {job.season}."
