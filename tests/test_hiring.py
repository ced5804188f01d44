"""A host's chain in front of the routes: dates counted by hand, both passes, and a slow reference in loops."""
from datetime import date, timedelta

import asking
import numpy as np
import pytest
import reference_hiring as slow
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.days import BLANK, day, to_date
from planner.host import answer_job
from planner.host_sentences import not_verified
from planner.job import job_of
from planner.postings import Asked, makes_start, who_makes_it
from planner.world import load_world

WORLD = load_world()
ON = day("2026-11-22")


def view(on=ON, **values):
    return answer_job(job_of(values, WORLD), on, WORLD)


# ---- counted by hand ------------------------------------------------------------------------------------------------
# Each row: the latest day of every milestone, back from the start. "10 bd" are business days of the school's office, "7 fd" of
# the federal offices (Thanksgiving 26 Nov, Christmas 25 Dec, New Year 1 Jan, King 18 Jan, Presidents 15 Feb, Memorial 31 May).

@pytest.mark.parametrize("job, kind, by_hand", [
    # winter break, start Mon 21 Dec. 10 bd: 21 18 17 16 15 14 11 10 9 8, so ask by the 7th. 7 fd: 7 4 3 2 1, 30 27 Nov, so
    # offer by the 26th (closed, counts like the 25th). 5 fd: 25 24 23 20 19, so choose from the 18th. 14 days: 4 Nov.
    # 5 bd: 4 3 2 Nov, 30 29 Oct, so post by the 28th.
    (dict(school="generic", start="2026-12-21"), "cpt", dict(posted="2026-10-28", approved_by_school="2026-11-04",
     applications_close="2026-11-18", selected="2026-11-26", offered="2026-11-26", accepted="2026-12-07", requested="2026-12-07",
     authorized="2026-12-21", work_starts="2026-12-21")),
    # the same with a card: 7 fd: 21 18 17 16 15 14 11, offer by Thu 10. 5 fd: 10 9 8 7 4, so 3 Dec. 14 days: 19 Nov.
    # 5 bd: 19 18 17 16 13, so post by Thu 12.
    (dict(school="binghamton", start="2026-12-21"), "card", dict(posted="2026-11-12", approved_by_school="2026-11-19",
     applications_close="2026-12-03", selected="2026-12-10", accepted="2026-12-21", work_starts="2026-12-21")),
    # spring, start Tue 16 Feb (the 15th is closed). 10 bd: 16 12 11 10 9 8 5 4 3 2, ask by Mon 1 Feb. 7 fd: 1 Feb, 29 28 27 26
    # 25 22, offer by Thu 21 Jan. 5 fd: 21 20 19 15 14 (the 18th closed): 13 Jan. 14 days: 30 Dec. 5 bd: 30 29 28 24 23 (the 25th
    # closed), so post by Tue 22.
    (dict(school="generic", start="2027-02-16"), "cpt", dict(posted="2026-12-22", approved_by_school="2026-12-30",
     applications_close="2027-01-13", selected="2027-01-21", offered="2027-01-21", accepted="2027-02-01", authorized="2027-02-16")),
    # summer, two weeks to decide. Start Mon 7 Jun. 10 bd: 7 4 3 2 1 Jun, 28 27 26 25 24 May (the 31st closed): Sun 23 May.
    # 14 days: 9 May. 5 fd: 7 6 5 4 3: Sun 2 May. 14 days: 18 Apr. 5 bd: 16 15 14 13 12: Sun 11 Apr.
    (dict(school="rutgers", start="2027-06-07", posting_type="general", hours_per_week=35), "cpt", dict(posted="2027-04-11",
     approved_by_school="2027-04-18", applications_close="2027-05-02", selected="2027-05-09", accepted="2027-05-23",
     requested="2027-05-23", authorized="2027-06-07")),
    # premium: card by 7 Jun, decision by 24 May (14 days). 30 fd back from 24 May: 1 + 5 weeks of 5 + 16 15 14 13 Apr, filed by
    # 12 Apr. 10 bd: 12 9 8 7 6 5 2 1 Apr, 31 30 Mar: asked by 29 Mar. 14 days: 15 Mar. 5 fd: 15 12 11 10 9: 8 Mar.
    # 14 days: 22 Feb. 5 bd: 22 19 18 17 16 Feb: Mon 15 Feb, closed, counts like Fri 12.
    (dict(school="rutgers", start="2027-06-07", posting_type="general"), "premium", dict(posted="2027-02-15",
     approved_by_school="2027-02-22", applications_close="2027-03-08", offered="2027-03-15", accepted="2027-03-29",
     requested="2027-03-29", recommended="2027-04-12", filed="2027-04-12", approved="2027-05-24", card_received="2027-06-07")),
])
def test_latest_dates_counted_by_hand(job, kind, by_hand):
    one = view(**job).situation(kind)
    late = {step.name: str(step.late) for step in one.steps}
    assert {name: late[name] for name in by_hand} == by_hand
    assert str(one.post_by) == by_hand["posted"]
    assert one.days_left == day(by_hand["posted"]) - ON


def test_the_day_before_the_day_and_the_day_after():
    """Posted on Tue 22 Dec the CPT student starts on the 16th; on Wed 23 Dec, past Christmas and New Year, a day later."""
    for posted, start, makes_it in (("2026-12-21", "2027-02-12", True), ("2026-12-22", "2027-02-16", True),
                                    ("2026-12-23", "2027-02-17", False)):
        cpt = view(school="generic", start="2027-02-16", posting_date=posted).situation("cpt")
        assert (str(cpt.earliest_start), cpt.makes_it) == (start, makes_it)


def test_buffalo_is_closed_over_new_year():
    """24 December to 1 January count at the school and nowhere else: the approval waits, the student's decision does not."""
    job = dict(start="2027-02-16", posting_date="2026-12-22")
    steps = {school: {step.name: str(step.early) for step in view(school=school, **job).situation("card").steps}
             for school in ("generic", "buffalo")}
    assert steps["generic"]["approved_by_school"] == "2026-12-30"            # 23 24 28 29 30, Christmas closed
    assert steps["buffalo"]["approved_by_school"] == "2027-01-07"            # 23, then 4 5 6 7 January
    decided = [(date.fromisoformat(one["accepted"]) - date.fromisoformat(one["offered"])).days for one in steps.values()]
    assert decided == [11, 11]


def test_thanksgiving_costs_a_day_where_people_decide():
    """Offered on Mon 23 November a student has until Thu 3 December, without the holiday the 2nd."""
    asked = Asked.of(job_of({"start": "2027-02-16"}, WORLD), ON, WORLD)
    card = next(one for one in asked.situations if one.name == "card")
    early = asked.answer(card, [day("2026-11-16"), day("2026-11-23")], first="offered").early
    assert [str(to_date(d)) for d in early.date["accepted"]] == ["2026-11-25", "2026-12-03"]


@pytest.mark.parametrize("kind, n", [("micro", 7), ("general", 14)])
def test_the_kind_of_posting_says_how_long_a_student_may_think(kind, n):
    steps = {step.name: step for step in view(start="2027-02-16", posting_type=kind).situation("card").steps}
    assert steps["accepted"].lag == ("7 business days" if kind == "micro" else "14 days")
    assert [step.n for step in WORLD.hiring.chain(kind)] == [0, 5, 14, 5, n]


def test_every_duration_can_be_changed_and_says_so():
    job = dict(start="2027-02-16", account=3, approval=1, open=7, selection=2, decision=5)
    steps = {step.name: step for step in view(**job).situation("card").steps}
    lags = ["3 business days", "1 business day", "7 days", "2 business days", "5 business days"]
    names = ["account_connected", "approved_by_school", "applications_close", "selected", "accepted"]
    assert [steps[name].lag for name in names] == lags
    assert all(steps[name].source == "not verified" and steps[name].cite == "your own figure" for name in names)
    # 5 fd back from 16 Feb: 16 12 11 10 9, offer by the 8th; 2: 8 5, the 4th; 7 days: 28 Jan; 1 and 3 bd: 28, then 27 26 25
    assert str(view(**job).situation("card").post_by) == "2027-01-24"


def test_lengths_that_no_source_gives_are_named_and_the_hosts_own_are_not():
    """Handshake and the programme's guide give two of the lengths; the office of nobody publishes its ten days here."""
    said = not_verified(view(start="2027-02-16"))
    assert said == ("No source gives these lengths, so ask or enter your own (Applications close: 14 days; You choose: 5 business "
                    "days; CPT authorized: 10 business days).")
    assert "Applications" not in not_verified(view(start="2027-02-16", open=10))


# ---- a slow reference, and both passes ------------------------------------------------------------------------------

SCHOOLS = ("generic", "buffalo", "georgetown", "wesleyan", "rutgers")        # none of them binds CPT to its terms
durations = st.fixed_dictionaries({}, optional={
    "account": st.integers(0, 5), "approval": st.integers(0, 12), "open": st.integers(0, 40), "selection": st.integers(0, 15),
    "decision": st.integers(0, 12)})
jobs = st.fixed_dictionaries({
    "school": st.sampled_from(SCHOOLS), "posting_type": st.sampled_from(["micro", "general"]), "weeks": st.integers(1, 8),
    "start": st.integers(0, 220).map(lambda n: str(to_date(ON + n))), "pending_days": st.integers(0, 130),
    "hours_per_week": st.just(20), "on_campus": st.booleans()})


@settings(max_examples=50)
@given(jobs, durations, st.integers(0, 400))
def test_the_engine_is_the_slow_reference(job, own, later):
    on = ON + later
    job = job | own | {"start": str(date.fromisoformat(job["start"]) + timedelta(later))}
    asked = Asked.of(job_of(job, WORLD), on, WORLD)
    school = WORLD.schools[job["school"]]
    closed = frozenset(to_date(d) for d in school.closures if day("2023-01-01") < d < day("2032-01-01"))
    lead = {key: one.business_days for key, one in school.lead_time.items()}
    if None in lead.values():
        return
    chain = {"opened" if name == "open" else name: n for name, n in own.items()}
    if job["posting_type"] == "general":
        chain = {"decision": 14} | chain | {"general": True}
    for one in asked.situations:
        if one.name == "first_year":
            continue                                    # the calendar's: below

        def makes_it(posted, kind=one.name):
            offer = slow.accepted(posted, closed, **chain)
            first = slow.first_day_of_work(kind, offer, to_date(on), closed, lead=lead, filed_ago=job["pending_days"])
            return first <= to_date(asked.job.start)
        expected = slow.latest_posting(to_date(asked.job.start), makes_it)
        found = to_date(asked.latest_posting(one)[0])
        assert found == expected, (one.name, job, own)


@settings(max_examples=50)
@given(jobs.map(lambda job: job | {"school": "generic"}), durations, st.sampled_from(sorted(WORLD.schools)))
def test_posting_on_the_latest_day_makes_the_start_and_a_day_later_misses_it(job, own, school):
    """At any school, for any job: the forward pass from the latest day makes it, from no later day; the backward pass agrees."""
    view_ = answer_job(job_of(job | own | {"school": school}, WORLD), ON, WORLD)
    asked = Asked.of(view_.job, ON, WORLD)
    for one in asked.situations:
        seen = view_.situation(one.name)
        if seen.post_by is None:
            days = np.arange(ON - 700, asked.job.start + 1, 7)
            assert not makes_start(asked.answer(one, days)).any(), one.name
            continue
        latest = day(seen.post_by)
        days = np.arange(latest, asked.job.start + 1)
        made = makes_start(asked.answer(one, days))
        assert made[0] and not made[1:].any(), (one.name, job, own, school)
        assert seen.step("posted").late == seen.post_by, (one.name, job, own, school)
        assert seen.verdict == ("now" if latest >= ON else "past")


@pytest.mark.parametrize("lead", [0, 30, 80])
def test_an_office_that_is_slow_moves_the_day_and_closes_no_window(lead):
    """Half a year of waiting for the recommendation is longer than the window to file, and is still only a wait."""
    under = asking.world(lead={"opt": lead})
    found = answer_job(job_of({"start": "2027-11-15"}, under), ON, under)
    closed = frozenset(to_date(d) for d in under.schools["generic"].closures if day("2023-01-01") < d < day("2032-01-01"))
    leads = {key: one.business_days for key, one in under.schools["generic"].lead_time.items()}
    for kind in ("standard", "premium"):
        expected = slow.latest_posting(date(2027, 11, 15), lambda posted, kind=kind: slow.first_day_of_work(
            kind, slow.accepted(posted, closed), to_date(ON), closed, lead=leads) <= date(2027, 11, 15))
        assert found.situation(kind).post_by == expected


def test_more_days_before_the_start_never_hurt_on_this_calendar():
    """Whoever makes it from a posting makes it from every earlier one of the two months before."""
    for one in view(school="generic", start="2027-02-16").situations:
        if one.post_by:
            asked = Asked.of(job_of({"start": "2027-02-16"}, WORLD), ON, WORLD)
            kind = next(kind for kind in asked.situations if kind.name == one.name)
            assert makes_start(asked.answer(kind, np.arange(day(one.post_by) - 60, day(one.post_by) + 1))).all(), one.name


# ---- kinds of candidates --------------------------------------------------------------------------------------------

@pytest.mark.parametrize("job, kind, holds", [
    (dict(curricular=False), "cpt", "CPT needs work that is part of the student's curriculum: required, or for credit."),
    (dict(e_verify=False), "stem_card", "The employer does not use E-Verify."),
    (dict(paid=False), "stem_card", "Work on STEM OPT has to be paid."),
    (dict(hours_per_week=19), "stem_card", "Work on STEM OPT has to be at least 20 hours a week."),
    (dict(on_campus=True, hours_per_week=21), "on_campus",
     "21 hours a week are more than the 20 a student may work on campus while school is in session."),
])
def test_a_job_that_a_kind_of_candidate_can_never_take(job, kind, holds):
    one = view(start="2027-02-16", **job).situation(kind)
    assert (one.verdict, one.post_by, one.days_left, one.makes_it) == ("never", None, None, False)
    assert one.holds == holds


@pytest.mark.parametrize("job, kind", [(dict(hours_per_week=20), "stem_card"), (dict(on_campus=True), "on_campus"),
                                       (dict(paid=False), "cpt"), (dict(curricular=False), "card")])
def test_the_same_kinds_where_the_job_just_fits(job, kind):
    assert view(start="2027-02-16", **job).situation(kind).verdict == "now"


def test_a_program_that_requires_training_binds_no_start():
    """A job on the first day of fall is for those who are there when they accept, not for those who come on that day."""
    fall = view(on=day("2027-05-20"), school="rutgers", start="2027-09-01", posting_date="2027-06-01")
    both = [fall.situation(name) for name in ("cpt", "cpt_required")]
    assert both[0].post_by == both[1].post_by and both[0].earliest_start == both[1].earliest_start
    assert fall.situation("first_year").verdict == "never"


def test_campus_kinds_exist_for_jobs_on_campus_alone():
    assert not {"on_campus", "on_campus_j1"} & {one.name for one in view(start="2027-02-16").situations}
    campus = {one.name: one for one in view(start="2027-02-16", on_campus=True).situations}
    assert campus["on_campus"].post_by == campus["card"].post_by
    # the J-1 office takes 5 business days: 16 12 11 10 9 Feb; 7 fd back from the 8th: 8 5 4 3 2 1, 29 Jan; 28 Jan: 28 27 26 25 22
    # 21 Jan, 14 days: 7 Jan: 7 6 5 4, 31 Dec, so 30 Dec
    assert str(campus["on_campus_j1"].post_by) == "2026-12-30"


@pytest.mark.parametrize("pending, verdict", [(33, "never"), (34, "now"), (200, "now")])
def test_pending_reaches_the_start_on_the_day_the_card_is_planned(pending, verdict):
    """Filed n days ago, 120 + 14 days to the card: for a start 100 days off n = 34 just makes it."""
    one = view(start=str(to_date(ON + 100)), pending_days=pending).situation("pending")
    assert one.verdict == verdict
    if pending == 34:
        assert one.step("card_received").early == to_date(ON + 100)


def test_an_overdue_application_is_planned_for_today():
    card = view(start="2027-02-16", pending_days=200).situation("pending").step("card_received")
    assert card.early == to_date(ON + 14)


@pytest.mark.parametrize("start, verdict", [("2027-05-24", "never"), ("2027-05-25", "now")])
def test_a_first_year_student_waits_for_the_end_of_the_year(start, verdict):
    """Without a calendar a program is taken to have begun on 25 August: nine months end on 25 May."""
    assert view(school="generic", start=start, weeks=2).situation("first_year").verdict == verdict


@pytest.mark.parametrize("start, verdict", [("2027-05-11", "never"), ("2027-05-12", "now")])
def test_at_rutgers_the_calendar_gives_that_day(start, verdict):
    """Spring 2027 exams end on Wed 12 May 2027 (data/calendars/rutgers.csv)."""
    one = view(school="rutgers", start=start, weeks=2).situation("first_year")
    assert one.verdict == verdict
    if verdict == "never":
        assert one.holds == "One academic year is complete on Wed\u00a012\u00a0May\u00a02027 at the earliest"


def test_the_likely_date_is_the_last_posting_whose_quantile_makes_it():
    """Four in five of 2025's standard cases had their card within 106 days of filing: later than 134 planned days ask for."""
    asked = Asked.of(job_of({"start": "2027-06-07"}, WORLD), ON, WORLD)
    kind = next(one for one in asked.situations if one.name == "standard")
    planned, likely = asked.latest_posting(kind)
    assert planned < likely
    two_days = asked.answer(kind, [likely, likely + 1])
    assert two_days.p80_start[0] <= asked.job.start < two_days.p80_start[1]
    none = [one.name for one in asked.situations if asked.latest_posting(one)[1] == BLANK]
    assert none == ["card", "stem_card", "cpt", "cpt_required", "at", "first_year"], "no dated data for what USCIS does not decide"


# ---- the programme's advice -----------------------------------------------------------------------------------------

@pytest.mark.parametrize("start, posting, offer", [
    ("2026-12-21", False, True), ("2027-01-06", False, True), ("2027-01-07", True, True)])
def test_the_advice_to_post_and_offer_by_mid_november(start, posting, offer):
    """Posted on Sun 15 Nov: approved 20 Nov, open to 4 Dec, chosen 11 Dec, accepted 22 Dec, then 23 24 28 29 30 31 Dec,
    4 5 6 7 Jan. Offered on that day: accepted after 16 17 18 19 20 23 24 Nov, then 25 27 30 Nov, 1 2 3 4 7 8 9 Dec."""
    advice = view(on=day("2026-08-01"), school="binghamton", start=start, weeks=2).recommended
    assert str(advice.by) == "2026-11-15"
    assert (advice.posting["cpt"], advice.offer["cpt"]) == (posting, offer)


def test_the_advice_in_one_sentence():
    says = view(school="binghamton", start="2026-12-21").recommended.says.replace("\u00a0", " ")
    assert says == ("A posting on Sun 15 Nov 2026, the programme's advice, is too late for a CPT student to start on "
                    "Mon 21 Dec 2026; an offer made on that day is in time.")
    assert view(school="rutgers", start="2026-12-23").recommended is None
    assert view(school="binghamton", start="2027-09-20").recommended.by is None


# ---- who can start when ---------------------------------------------------------------------------------------------

def test_the_grid_is_many_jobs():
    job = job_of({"start": "2027-02-16", "school": "buffalo"}, WORLD)
    days, starts = [day("2026-10-05") + 7 * n for n in range(22)], [day("2026-12-07") + 7 * n for n in range(18)]
    grid = who_makes_it(job, days, starts, ON, WORLD)
    kinds = [one.name for one in Asked.of(job, ON, WORLD).situations]
    assert grid.shape == (len(kinds), 22, 18) and grid.dtype == bool
    for place, start in enumerate(starts):
        if start < ON:
            continue
        seen = view(start=str(to_date(start)), school="buffalo")
        for kind, name in enumerate(kinds):
            latest = seen.situation(name).post_by
            expected = [latest is not None and when <= day(latest) for when in days]
            assert grid[kind, :, place].tolist() == expected, (name, to_date(start))


@pytest.mark.parametrize("more", [dict(curricular=False), dict(on_campus=True, hours_per_week=30), dict(e_verify=False)])
def test_a_grid_of_any_size_is_its_parts(more):
    """Where a route is closed to most rows it is worked out for the others alone: that must not show."""
    job = job_of({"start": "2027-02-16", "school": "binghamton"} | more, WORLD)
    days, starts = ON + np.arange(-100, 100, 5), ON + np.arange(10, 370, 9)
    parts = [who_makes_it(job, days[place:place + 8], starts, ON, WORLD) for place in range(0, 40, 8)]
    assert (who_makes_it(job, days, starts, ON, WORLD) == np.concatenate(parts, axis=1)).all()


# ---- forwards -------------------------------------------------------------------------------------------------------

def test_a_posting_leads_to_an_earliest_start_and_the_season_ends_the_work():
    cpt = view(school="rutgers", start="2027-06-07", season="summer 2027", posting_date="2027-03-01").situation("cpt")
    # 5 bd: 8 Mar, 14 days: 22, 5 fd: 29 Mar, 7 fd: 7 Apr, 10 bd: 21 Apr
    assert str(cpt.earliest_start) == "2027-04-21"
    assert str(cpt.latest_end) == "2027-08-18"
    assert view(school="generic", start="2027-06-07").situation("cpt").latest_end is None


def test_cpt_that_begins_in_another_term_ends_with_that_term():
    """A posting of today leads to winter session (until 15 January, projected), though the job asked about begins before."""
    seen = view(school="binghamton", start="2026-12-18", weeks=4, approval=0, selection=1, open=7)
    cpt = seen.situation("cpt")
    assert (str(cpt.earliest_start), str(cpt.latest_end)) == ("2026-12-23", "2027-01-15")
    assert cpt.latest_end == seen.only_until(cpt)
    three = view(school="binghamton", start="2026-12-18", weeks=3, approval=0, selection=1, open=7)
    assert three.only_until(three.situation("cpt")) is None, "23 December to 12 January fits"


def test_blank_for_four_in_five_means_no_data():
    """Pending for 20 days: fewer than four in five have their card by 16 February (80 in 100 by the 24th)."""
    assert view(start="2027-02-16", pending_days=20).situation("pending").too_few
    ready = view(start="2027-02-16", pending_days=70).situation("pending")
    assert ready.post_by_80 and not ready.too_few
    assert not view(start="2027-02-16").situation("cpt").too_few


def test_a_posting_of_long_ago_is_not_accepted_before_today():
    early = view(start="2027-02-16", posting_date="2026-06-01").situation("card").step("accepted").early
    assert early == to_date(ON)


# ---- a job that outlasts the term of CPT ----------------------------------------------------------------------------

def test_the_last_day_belongs_to_the_start_that_is_planned():
    """A posting of today could begin in January, but the job begins on 14 June: CPT then ends with Session 1, on 2 July."""
    seen = view(school="binghamton", start="2027-06-14", weeks=10, hours_per_week=40, posting_type="general")
    cpt = seen.situation("cpt")
    assert cpt.earliest_start < seen.start == cpt.planned_start
    assert str(cpt.latest_end) == str(cpt.ends) == str(seen.only_until(cpt)) == "2027-07-02" and cpt.weeks_that_fit == 3
    assert seen.situation("at").ends is None and seen.only_until(seen.situation("at")) is None


@pytest.mark.parametrize("end, cut", [("2027-07-01", False), ("2027-07-02", False), ("2027-07-03", True)])
def test_a_job_that_outlasts_cpt_says_so_in_the_headline(end, cut):
    seen = view(school="binghamton", start="2027-06-14", end=end, hours_per_week=40, posting_type="general")
    said = seen.headline.replace("\u00a0", " ")
    assert said.startswith("Post by Mon 19 Apr 2027 and students on CPT can")
    assert said.endswith("can start on Mon 14 Jun 2027.") != cut
    assert ("work Mon 14 Jun to Fri 2 Jul 2027, 1 day short." in said) == cut
    assert seen.others.startswith("CPT is authorized one term at a time: after Fri\u00a02\u00a0Jul\u00a02027") == cut


def test_the_headline_counts_the_weeks_and_says_who_can_do_the_whole_job():
    seen = view(school="binghamton", start="2027-06-14", weeks=10, hours_per_week=40, posting_type="general")
    said = seen.headline.replace("\u00a0", " ")
    assert said == "Post by Mon 19 Apr 2027 and students on CPT can work Mon 14 Jun to Fri 2 Jul 2027, 3 of the 10 weeks."
    assert len(said.split()) <= 25
    assert "J-1 students can do the whole job, to Sun\u00a022\u00a0Aug\u00a02027." in seen.others


@pytest.mark.parametrize("account, says", [
    (0, "Post by Tue 15 Dec 2026 and students on CPT can start on Mon 25 Jan 2027."),
    (1, "Ask for your employer account by Mon 14 Dec and post by Tue 15 Dec 2026: students on CPT can start on Mon 25 Jan 2027."),
    (10, "Ask for your employer account by Tue 1 Dec and post by Tue 15 Dec 2026: students on CPT can start on Mon 25 Jan 2027.")])
def test_a_new_account_is_asked_for_first(account, says):
    seen = view(school="binghamton", start="2027-01-25", weeks=4, hours_per_week=20, account=account, approval=3, open=10,
                selection=3, decision=5)
    assert seen.headline.replace("\u00a0", " ") == says
    assert not account or str(seen.first.step("account_connected").late) == "2026-12-15"


@pytest.mark.parametrize("start, after", [("2027-01-29", True), ("2027-02-01", False)])
def test_advice_after_the_start_says_so(start, after):
    said = view(school="binghamton", start=start).recommended.says
    assert ("it comes after this one" in said) == after
