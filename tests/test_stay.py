"""A whole stay: what is granted and what is planned ahead, every date in order, the headline and the picture."""
import re
from datetime import date, timedelta

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.case import LEVELS
from planner.charts.timeline_chart import timeline_chart
from planner.days import day
from planner.errors import BadInput
from planner.explain import explain_case
from planner.export.stay_ics import stay_ics
from planner.gantt import COLOUR
from planner.history import history_of
from planner.offers import plan_offers
from planner.stay import make_stay
from planner.stay_dates import KINDS, TO_ACT, dates_of, next_date
from planner.stay_picture import SHAPES, stay_picture, zooms
from planner.stay_words import because, figures, headline, length
from planner.totals import case_of_history
from planner.what_if import apply
from planner.world import load_world

FACTS = {"status": "F-1", "program_start": date(2025, 8, 25), "program_end": date(2027, 5, 14), "stem": True,
         "opt_requested_start": date(2027, 7, 1)}
ON = "2026-11-22"
WORLD = load_world()
POST = {"from": "2027-07-01", "to": "2028-06-30"}
STEM = {"from": "2028-07-01", "to": "2030-06-30", "category": "opt_stem"}


def stay_of(on=ON, world=WORLD, lists=(), **facts):
    known = {name: value for name, value in (FACTS | facts).items() if value is not None}
    return make_stay(history_of(known, dict(lists)), day(on), world)


def plain(text):
    return text.replace("\u00a0", " ")


# ---- what is planned ------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("facts, expected", [
    ({}, [("opt_post", "2027-07-01", "2028-06-30"), ("opt_stem", "2028-07-01", "2030-06-30")]),
    ({"stem": False}, [("opt_post", "2027-07-01", "2028-06-30")]),
    ({"opt_requested_start": "2027-05-15"}, [("opt_post", "2027-06-27", "2028-06-26"), ("opt_stem", "2028-06-27", "2030-06-26")]),
    ({"opt_requested_start": "2027-07-13"}, [("opt_post", "2027-07-13", "2028-07-12"), ("opt_stem", "2028-07-13", "2030-07-12")]),
    ({"level": "language"}, []),
    ({"cpt_full_time_days": 364, "stem": False}, [("opt_post", "2027-07-01", "2028-06-30")]),
    ({"cpt_full_time_days": 365}, []),
    ({"opt_days_used": 30, "stem": False}, [("opt_post", "2027-07-01", "2028-05-31")]),
    ({"status": "J-1", "opt_requested_start": None}, [("at", "2027-05-15", "2028-11-14")]),
], ids=str)
def test_what_is_planned_ahead(facts, expected):
    """Asked for 15 May, OPT begins with the card: 13 February, when filing opens, + 120 days, + 14."""
    assert [(grant.kind, str(grant.first), str(grant.last)) for grant in stay_of(**facts).grants] == expected


def test_planned_is_the_engines_own_answer():
    """One engine: the planned OPT is the answer to a full-time offer that begins on the start asked for."""
    case = case_of_history(history_of(FACTS | {"offer_start": date(2027, 7, 1), "hours_per_week": 40}, {}), day(ON), WORLD).cases
    route = next(view for view in explain_case(case, day(ON), WORLD).routes if view.route == "opt_post")
    assert stay_of().grant("opt_post").last == route.authorized_until


@pytest.mark.parametrize("cards, planned", [
    ([], ["opt_post", "opt_stem"]), ([POST], ["opt_stem"]), ([POST, STEM], []), ([STEM], [])])
def test_what_is_granted_is_not_planned_again(cards, planned):
    stay = stay_of(on="2027-08-01", lists={"ead": cards}) if cards else stay_of()
    assert [grant.kind for grant in stay.grants if not grant.granted] == planned


def test_after_the_card_has_ended_the_extension_is_closed_and_says_why():
    before, after = (stay_of(on=when, lists={"ead": [POST]}) for when in ("2028-06-30", "2028-07-01"))
    assert before.grant("opt_stem") and not after.grant("opt_stem")
    assert "closed on Fri 30 Jun 2028" in plain(after.closed["opt_stem"][0].says)


def test_the_window_of_opt_closes_on_day_sixty():
    assert stay_of(on="2027-07-13", opt_requested_start=None).grant("opt_post")
    assert not stay_of(on="2027-07-14", opt_requested_start=None).grant("opt_post")


def test_under_the_postponed_rule_the_window_closes_on_day_thirty():
    facts = {"program_start": date(2026, 9, 16), "program_end": date(2028, 5, 12), "opt_requested_start": None, "stem": False}
    under = apply(WORLD, {"regime": "fixed_period_2026"})
    closes = [next(one.date for one in dates_of(stay_of(world=world, **facts)) if one.rule == "opt_post.filing_closes")
              for world in (WORLD, under)]
    assert closes == [date(2028, 7, 11), date(2028, 6, 11)]
    assert stay_of(world=under, **facts).leave_by.date - stay_of(world=under, **facts).grant("opt_post").last == timedelta(30)
    assert stay_of(**facts).leave_by.date - stay_of(**facts).grant("opt_post").last == timedelta(60)


def test_a_cap_gap_follows_the_card_and_the_clock_runs_on():
    petition = {"h1b_filed": date(2028, 4, 3), "stem": False}
    stay = stay_of(on="2028-05-01", lists={"ead": [POST]}, **petition)
    gap = stay.grant("cap_gap")
    assert (str(gap.first), str(gap.last)) == ("2028-07-01", "2029-03-31")
    assert plain(headline(stay)) == "If you use the cap-gap, you may work until Sat 31 Mar 2029."
    assert stay.leave_by is None, "the petition goes on; nobody has to leave sixty days after OPT"
    clock = stay.counters["unemployment"]
    assert clock.grid.last == day("2029-03-31") and clock.limit_on(clock.grid.last) == 90
    ended = stay_of(on="2028-05-01", lists={"ead": [POST]}, h1b_ended=date(2028, 4, 20), **petition)
    assert not ended.grant("cap_gap") and ended.leave_by.date == date(2028, 8, 29)


# ---- every date -----------------------------------------------------------------------------------------------------

def test_dates_stand_in_order_with_a_kind_and_no_title_twice_on_a_day():
    dates = dates_of(stay_of(lists={"cpt": [{"from": "2026-06-01", "to": "2026-08-14", "full_time": True}]}))
    assert [one.date for one in dates] == sorted(one.date for one in dates)
    assert {one.kind for one in dates} <= set(KINDS)
    seen = [(one.date, one.title) for one in dates]
    assert len(seen) == len(set(seen))


@pytest.mark.parametrize("on, title", [
    ("2027-02-13", "Filing for OPT after graduation opens"), ("2027-02-14", "First start date that can be asked for"),
    ("2027-05-16", "Last start date that can be asked for")])
def test_the_next_date_is_on_the_day_itself_and_no_longer_the_day_after(on, title):
    stay = stay_of(on=on, opt_requested_start=None)
    one = next_date(dates_of(stay), stay.on)
    assert one.title == title and one.kind in TO_ACT


def test_a_warning_from_335_days_and_the_bar_at_365():
    dates = dates_of(stay_of(lists={"cpt": [{"from": "2026-01-01", "to": "2026-12-31", "full_time": True}]}))
    limits = {str(one.date): one.title for one in dates if one.kind == "limit"}
    assert limits == {"2026-12-01": "335 days of full-time CPT", "2026-12-31": "365 days of full-time CPT: OPT is closed"}


# ---- in words -------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("facts, expected", [
    ({}, "If you use OPT and the STEM extension, you may work until Sun 30 Jun 2030."),
    ({"on": "2027-08-01", "lists": {"ead": [POST]}}, "If you use the STEM extension, you may work until Sun 30 Jun 2030."),
    ({"on": "2028-08-01", "lists": {"ead": [POST, STEM]}}, "You may work until Sun 30 Jun 2030, the last day of your STEM OPT."),
    ({"on": "2030-07-01", "lists": {"ead": [POST, STEM]}}, "Your STEM OPT ended on Sun 30 Jun 2030."),
    ({"stem": False, "on": "2027-08-01", "lists": {"ead": [POST]}},
     "You may work until Fri 30 Jun 2028, the last day of your OPT."),
], ids=str)
def test_the_headline(facts, expected):
    said = plain(headline(stay_of(**facts)))
    assert said == expected
    assert len(said.split()) <= 25


@pytest.mark.parametrize("on, expected", [
    ("2027-09-28", "Without more work, Wed 29 Sep 2027 is day 91 without work: have a job by then."),
    ("2027-09-29", "Day 91 without work was Wed 29 Sep 2027: see your office at once.")])
def test_the_clock_in_words_on_both_sides_of_day_91(on, expected):
    stay = stay_of(on=on, lists={"ead": [POST]})
    assert expected in [plain(text) for text in because(stay, dates_of(stay))]


def test_the_figures_of_a_student_on_opt():
    stay = stay_of(on="2027-08-31", lists={"ead": [POST], "job": [{"from": "2027-08-01", "hours_per_week": 40}]})
    said = {one.label: plain(one.value) for one in figures(stay, dates_of(stay))}
    assert said["OPT left"] == length(date(2027, 8, 31), date(2028, 6, 30)) == "10 months 1 day"
    assert said["Days without work left"] == "59 of 90"
    assert said["Last day in the country"] == "Thu 29 Aug 2030"


# ---- the picture ----------------------------------------------------------------------------------------------------

EVERYTHING = {"ead": [{"from": "2026-06-01", "to": "2026-08-14", "category": "opt_pre", "full_time": False}],
              "cpt": [{"from": "2026-12-21", "to": "2027-01-15"}, {"from": "2027-02-01", "to": "2027-03-15", "full_time": True}],
              "job": [{"from": "2025-10-01", "to": "2026-05-01", "kind": "on_campus"}],
              "offer": [{"offer_start": "2027-07-19", "offer_end": "2027-08-13"}, {"offer_start": "2027-11-01"}]}


@pytest.mark.parametrize("zoom", ["All", "Next 12 months", "OPT", "STEM"])
def test_every_zoom_shows_only_what_lies_in_it(zoom):
    stay = stay_of(lists=EVERYTHING)
    assert zoom in zooms(stay)
    shown = stay_picture(stay, dates_of(stay), zoom)
    first, last = shown.picture.first, shown.picture.last
    for lane in shown.picture.lanes:
        for mark in lane.marks:
            assert first <= mark.start <= last and (mark.end or mark.start) <= last
            assert mark.kind in SHAPES
    for curve in shown.curves:
        assert all(first <= when <= last + timedelta(1) for when, _ in curve.used + curve.limit)
    assert shown.in_words().startswith("Your stay from the first day")


def test_the_figure_uses_no_colour_but_the_placeholders():
    stay = stay_of(lists=EVERYTHING)
    shown = stay_picture(stay, dates_of(stay))
    drawn = timeline_chart(shown).to_dict()
    drawn["layout"].pop("template", None)
    found = set(re.findall(r"#[0-9a-fA-F]{6}", str(drawn)))
    assert found <= set(COLOUR.values()) and len(found) > 5
    assert set(SHAPES) >= {mark.kind for lane in shown.picture.lanes for mark in lane.marks}


def test_a_label_fits_a_phone():
    stay = stay_of(lists=EVERYTHING)
    for lane in stay_picture(stay, dates_of(stay)).picture.lanes:
        assert len(lane.label) <= 46 and len(lane.figure) <= 13


def test_the_dates_ahead_go_into_a_calendar_and_come_back_as_the_same_events():
    stay, later = stay_of(), stay_of(opt_requested_start="2027-07-10")
    before, after = (icalendar.Calendar.from_ical(stay_ics(one, dates_of(one))) for one in (stay, later))
    events = {str(event["uid"]): event for event in before.walk("VEVENT")}
    assert len(events) == len(before.walk("VEVENT")), "no two events are one"
    assert events.keys() == {str(event["uid"]) for event in after.walk("VEVENT")}, "moved, not doubled"
    said = {str(event["summary"]): event["dtstart"].dt for event in before.walk("VEVENT")}
    assert said["USCIS must have Form I-765 for OPT"] == date(2027, 7, 13)
    assert said["Last day in the country after STEM OPT"] == date(2030, 8, 29)
    assert min(said.values()) >= date(2026, 11, 22)


# ---- whatever a student may enter -----------------------------------------------------------------------------------

ANY_DAY = st.dates(date(2025, 1, 1), date(2031, 1, 1))
SPAN = st.tuples(ANY_DAY, st.integers(0, 500)).map(lambda pair: {"from": pair[0], "to": pair[0] + timedelta(pair[1])})
OFFER = st.fixed_dictionaries({}, optional={
    "offer_start": ANY_DAY, "hours_per_week": st.sampled_from((5, 15, 20, 25, 40)), "paid": st.booleans(),
    "on_campus": st.booleans(), "curricular": st.booleans(), "e_verify": st.sampled_from((None, True, False))})
LISTS = st.fixed_dictionaries({}, optional={
    "cpt": st.lists(SPAN, max_size=2), "at": st.lists(SPAN, max_size=2), "offer": st.lists(OFFER, max_size=3),
    "ead": st.lists(st.tuples(SPAN, st.sampled_from(("opt_pre", "opt_post", "opt_stem"))).map(
        lambda pair: pair[0] | {"category": pair[1]}), max_size=3),
    "job": st.lists(st.tuples(SPAN, st.sampled_from(("opt", "cpt", "at", "on_campus", "other"))).map(
        lambda pair: pair[0] | {"kind": pair[1]}), max_size=3)})
ANYBODY = st.fixed_dictionaries({
    "status": st.sampled_from(("F-1", "F-1", "J-1")), "level": st.sampled_from(LEVELS), "stem": st.booleans(),
    "school": st.sampled_from(("generic", "rutgers")), "held": st.sampled_from((False, False, False, True)),
    "program_start": st.dates(date(2023, 8, 1), date(2026, 9, 1)), "length": st.integers(0, 1500)}, optional={
    "cpt_full_time_days": st.sampled_from((0, 364, 365)), "h1b_filed": ANY_DAY, "training_required": st.booleans()})


@pytest.mark.parametrize("regime", [None, "fixed_period_2026"])
@given(facts=ANYBODY, lists=LISTS, on=ANY_DAY)
@settings(max_examples=60)
def test_whatever_is_entered_has_a_stay_in_words_and_in_a_picture(regime, facts, lists, on):
    facts = dict(facts)
    facts["program_end"] = facts["program_start"] + timedelta(facts.pop("length"))
    world = apply(WORLD, {"regime": regime}) if regime else WORLD
    try:
        stay = make_stay(history_of(facts, lists), day(on), world)
    except BadInput:
        return                                                  # two facts that cannot both stand: said in one line
    dates = dates_of(stay)
    assert headline(stay).endswith(".") and all(because(stay, dates)) and figures(stay, dates)
    for zoom in zooms(stay):
        timeline_chart(stay_picture(stay, dates, zoom))
    together = plan_offers(stay)
    assert len(together.plans) == len(stay.history.offer)
    assert all(plan.reason or plan.start for plan in together.plans), "an offer without a way says why"
    for grant in stay.grants:
        assert grant.first <= grant.last
        assert grant.granted or grant.last >= stay.program_end


@pytest.mark.parametrize("category, expected", [("opt_pre", date(2027, 7, 13)), ("opt_post", None)])
def test_only_a_filing_for_opt_after_graduation_keeps_the_stay_open(category, expected):
    """Closed to OPT by a year of full-time CPT: sixty days after the program, unless that application is pending all the same."""
    stay = stay_of(cpt_full_time_days=365, i765_filed=date(2026, 10, 1), i765_category=category, opt_requested_start=None,
                   program_end=date(2027, 5, 14) if category == "opt_pre" else date(2026, 12, 18))
    assert (stay.leave_by and stay.leave_by.date) == expected
