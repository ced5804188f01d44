"""The programme's own advice for hosts beside what is computed: is a posting, or an offer, on that day in time?"""
from __future__ import annotations

from datetime import date

from planner.days import day, to_date
from planner.host_views import Recommended
from planner.postings import Asked, makes_start
from planner.schools import Posting
from planner.words import long_day

TITLES = {"cpt": "a CPT student", "at": "a J-1 student", "card": "a student with a card in hand"}


def recommended(asked: Asked) -> Recommended | None:
    """The advice of the job's school for the job's season; None where it gives none."""
    school = asked.world.schools[asked.job.job.school]
    posting = next((one for one in school.postings if one.season == asked.job.of_year), None)
    if posting is None:
        return None
    by = recommended_day(posting, asked.job.start)
    if by is None:
        return Recommended(posting.season, None, posting.says, posting.source, {}, {}, posting.says)
    in_time = {first: {one.name: bool(makes_start(asked.answer(one, [by], first=first))[0]) for one in asked.situations}
               for first in ("posted", "offered")}
    return Recommended(posting.season, to_date(by), posting.says, posting.source, in_time["posted"], in_time["offered"],
                       _in_words(to_date(by), to_date(asked.job.start), in_time["posted"], in_time["offered"]))


def recommended_day(posting: Posting, start: int) -> int | None:
    """The day that the advice names, in the year that brings it nearest to the start of the work.

    >>> from planner.world import load_world
    >>> winter = load_world().schools["binghamton"].postings[1]
    >>> [to_date(recommended_day(winter, day(start))).isoformat() for start in ("2026-12-21", "2027-01-04")]
    ['2026-11-15', '2026-11-15']
    """
    if not posting.by:
        return None
    year = to_date(start).year
    days = [day(date.fromisoformat(f"{year + n}-{posting.by}")) for n in (-1, 0, 1)]
    return min(days, key=lambda when: abs(when - start))


def _in_words(by: date, start: date, posting: dict[str, bool], offer: dict[str, bool]) -> str:
    """One sentence that compares the advice with what is computed, for students on CPT."""
    if by > start:
        return (f"The programme's advice, {long_day(by)}, is for later starts: it comes after this one, {long_day(start)}, "
                "so go by the day named here.")
    posted, made = posting.get("cpt", False), offer.get("cpt", False)
    first = f"A posting on {long_day(by)}, the programme's advice, is {'in time' if posted else 'too late'} for {TITLES['cpt']} " \
            f"to start on {long_day(start)}"
    if posted == made:
        return f"{first}, and so is an offer made on that day."
    return f"{first}; an offer made on that day is {'in time' if made else 'too late'}."


