"""Every kind of candidate for three jobs, the latest day of posting counted by hand, the counting written out.

"bd" are business days of the school's office, "fd" of the federal offices; both close on federal holidays here, which stand in
brackets where they are passed over. Each count lists the days from the last one back; the day before the last of them is the
answer.
"""
import pytest

from planner.days import day
from planner.host import answer_job
from planner.job import job_of
from planner.world import load_world

WORLD = load_world()
ON = day("2026-11-22")
WINTER = dict(school="binghamton", start="2026-12-21", weeks=3, hours_per_week=20)
SPRING = dict(school="binghamton", start="2027-02-16", weeks=3, hours_per_week=20)
LATE_SPRING = dict(school="binghamton", start="2027-04-20", weeks=3, hours_per_week=15)
SUMMER = dict(school="rutgers", start="2027-06-07", weeks=4, hours_per_week=35, posting_type="general")

TABLE = [
    # winter break at Binghamton, Mon 21 Dec 2026, a micro-internship: 7 fd to decide, 5 fd to choose, 14 days open, 5 bd to approve
    (WINTER, ("card", "stem_card"), "2026-11-12",
     """accepted by 21 Dec; 21 18 17 16 15 14 11 Dec: offered by Thu 10; 10 9 8 7 4: closed by Thu 3; open from Thu 19 Nov; 19
     18 17 16 13 Nov: posted by Thu 12"""),
    (WINTER, ("cpt", "cpt_required", "at"), "2026-10-28",
     """10 bd at the office: 21 18 17 16 15 14 11 10 9 8 Dec: asked by Mon 7; 7 4 3 2 1 Dec, 30 27 Nov: offered by Thu 26,
     closed; [26] 25 24 23 20 19: closed by Wed 18; open from Wed 4 Nov; 4 3 2 Nov, 30 29 Oct: posted by Wed 28"""),
    (WINTER, ("premium",), "2026-08-30",
     """card by 21 Dec, decision by Mon 7 Dec; 30 fd: 7 4 3 2 1 Dec, 30 27 [26] 25 24 23, 20 19 18 17 16, 13 12 [11] 10 9 6, 5
     4 3 2 Nov, 30 29 28 27 26, 23 Oct: filed by Thu 22 Oct; 10 bd: 22 21 20 19, 16 15 14 13 [12] 9 8: asked by Wed 7 Oct;
     7 6 5 2 1 Oct, 30 29 Sep: offered by Mon 28; 28 25 24 23 22: closed by Mon 21; open from Mon 7 Sep [7]; 4 3 2 1 Sep,
     31 Aug: posted by Sun 30"""),
    (WINTER, ("standard",), "2026-06-16",
     """decision by Mon 7 Dec, 120 days: filed by Sun 9 Aug; 10 bd: 7 6 5 4 3 Aug, 31 30 29 28 27 Jul: asked by Sun 26; 24 23
     22 21 20 17 16: offered by Wed 15; 15 14 13 10 9: closed by Wed 8; open from Wed 24 Jun; 24 23 22 [19] 18 17: posted
     by Tue 16"""),
    (WINTER, ("pending",), None, "filed on 13 Sep, 70 days ago; 120 days: 11 Jan; 14 days: 25 Jan, after the start"),
    (WINTER, ("first_year",), None, "the second term, Spring 2027, is projected to end on 13 May 2027"),

    # spring at Binghamton, Tue 16 Feb 2027, a micro-internship
    (SPRING, ("card", "stem_card", "pending"), "2027-01-07",
     """the pending card is planned for 25 Jan, in time; accepted by 16 Feb; 16 [15] 12 11 10 9 8 5: offered by Thu 4; 4 3 2 1
     Feb, 29 Jan: closed by Thu 28; open from Thu 14; 14 13 12 11 8: posted by Thu 7"""),
    (SPRING, ("cpt", "cpt_required", "at"), "2026-12-22",
     """10 bd: 16 [15] 12 11 10 9 8 5 4 3 2 Feb: asked by Mon 1, a day before the credit's last day; 1 Feb, 29 28 27 26 25 22
     Jan: offered by Thu 21; 21 20 19 [18] 15 14: closed by Wed 13; open from Wed 30 Dec; 30 29 28 [25] 24 23: posted by
     Tue 22"""),
    (SPRING, ("premium",), "2026-10-26",
     """decision by Tue 2 Feb; 30 fd: 2 1 Feb, 29 28 27 26 25, 22 21 20 19 [18], 15 14 13 12 11, 8 7 6 5 4 [1] Jan, 31 30 29
     28 [25], 24 23 22 21, 18 Dec: filed by Thu 17; 10 bd: 17 16 15 14 11 10 9 8 7 4: asked by Thu 3 Dec; 3 2 1 Dec, 30 27
     [26] 25 24 Nov: offered by Mon 23; 23 20 19 18 17: closed by Mon 16; open from Mon 2 Nov; 2 Nov, 30 29 28 27 Oct:
     posted by Mon 26"""),
    (SPRING, ("standard",), "2026-08-12",
     """decision by Tue 2 Feb, 120 days: filed by Mon 5 Oct; 10 bd: 5 2 1 Oct, 30 29 28 25 24 23 22 Sep: asked by Mon 21; 21
     18 17 16 15 14 11: offered by Thu 10; 10 9 8 [7] 4 3: closed by Wed 2; open from Wed 19 Aug; 19 18 17 14 13: posted by
     Wed 12"""),
    (SPRING, ("first_year",), None, "as in winter: not before 13 May 2027"),

    # late spring at Binghamton, Tue 20 Apr 2027: the credit has to be added by 2 February, as projected
    (LATE_SPRING, ("cpt",), "2026-12-23",
     """accepted by 2 Feb, not by 9 Feb, when the projection's error of 7 days has passed too; 2 1 Feb, 29 28 27 26 25 Jan:
     offered by Sun 24; 22 21 20 19 [18] 15: closed by Thu 14; open from Thu 31 Dec; 31 30 29 28 [25] 24: posted by Wed 23"""),
    (LATE_SPRING, ("cpt_required",), "2027-02-28",
     """no credit is needed; 10 bd: 20 19 16 15 14 13 12 9 8 7 Apr: asked by Tue 6; 6 5 2 1 Apr, 31 30 29 Mar: offered by Sun
     28; 26 25 24 23 22: closed by Sun 21; open from Sun 7; 5 4 3 2 1 Mar: posted by Sun 28 Feb"""),

    # summer at Rutgers, Mon 7 Jun 2027, the general policy: 14 days to decide
    (SUMMER, ("card", "stem_card", "pending"), "2027-04-26",
     """accepted by 7 Jun, offered by Mon 24 May; 24 21 20 19 18: closed by Mon 17; open from Mon 3 May; 3 May, 30 29 28 27
     Apr: posted by Mon 26"""),
    (SUMMER, ("cpt", "cpt_required", "at", "first_year"), "2027-04-11",
     """the academic year is complete on 12 May, in time; 10 bd: 7 4 3 2 1 Jun [31], 28 27 26 25 24 May: asked by Sun 23;
     offered by Sun 9; 7 6 5 4 3: closed by Sun 2; open from Sun 18 Apr; 16 15 14 13 12: posted by Sun 11"""),
    (SUMMER, ("premium",), "2027-02-15",
     """decision by Mon 24 May; 30 fd: 24, the five weeks before, 16 15 14 13 Apr: filed by Mon 12; 10 bd: 12 9 8 7 6 5 2 1
     Apr, 31 30 Mar: asked by Mon 29; offered by Mon 15; 15 12 11 10 9: closed by Mon 8; open from Mon 22 Feb; 22 19 18 17
     16: posted by Mon 15 [15]"""),
    (SUMMER, ("standard",), "2026-11-26",
     """decision by Mon 24 May, 120 days: filed by Sun 24 Jan; 10 bd: 22 21 20 19 [18] 15 14 13 12 11 8: asked by Thu 7;
     offered by Thu 24 Dec; 24 23 22 21 18: closed by Thu 17; open from Thu 3 Dec; 3 2 1 Dec, 30 27 Nov: posted by Thu 26
     [26]"""),
]
VIEWS = {}


def view_of(job):
    key = tuple(job.items())
    if key not in VIEWS:
        VIEWS[key] = answer_job(job_of(job, WORLD), ON, WORLD)
    return VIEWS[key]


@pytest.mark.parametrize("job, kind, latest", [(job, kind, latest) for job, kinds, latest, _ in TABLE for kind in kinds])
def test_the_latest_posting_as_counted(job, kind, latest):
    one = view_of(job).situation(kind)
    assert (one.post_by and str(one.post_by)) == latest
    assert one.verdict == ("never" if latest is None else "now" if day(latest) >= ON else "past")


def test_the_table_holds_every_kind():
    for job in (WINTER, SPRING, SUMMER):
        counted = {kind for row, kinds, _, _ in TABLE for kind in kinds if row is job}
        assert counted == {one.name for one in view_of(job).situations}


@pytest.mark.parametrize("start, holds", [
    ("2026-12-05", "Planned decision Sun 22 Nov 2026, card Sun 6 Dec 2026: after the start"),
    ("2026-12-06", None), ("2027-11-21", None),
    ("2027-11-22", "Planned decision Sun 22 Nov 2026, card Sun 6 Dec 2026: it ends on Sun 21 Nov 2027, before the start")])
def test_what_closes_a_pending_application_to_a_job(start, holds):
    """CONTRACT section 8: filed n days ago; section 4: the card lasts 12 months from the later of start asked for and approval."""
    one = view_of({"school": "generic", "start": start, "pending_days": 120, "weeks": 2}).situation("pending")
    assert (one.verdict == "never") == (holds is not None)
    if holds:
        assert one.holds.replace("\xa0", " ") == holds
