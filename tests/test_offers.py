"""Several offers at once: each offer's route, what the earlier ones use up, and the weak point of the combination."""
from datetime import date

import pytest

from planner.as_planned import as_planned
from planner.days import day
from planner.explain import explain_case
from planner.history import history_of
from planner.offers import explained, plan_offers
from planner.offers_text import each_offer, headline, offers_json, offers_text
from planner.stay import make_stay
from planner.stay_dates import dates_of
from planner.totals import case_of_history
from planner.world import load_world

FACTS = {"status": "F-1", "program_start": date(2025, 8, 25), "program_end": date(2027, 5, 14)}
ON = day("2026-11-22")
WORLD = load_world()


def offer(first, last=None, hours=20, **more):
    return {"offer_start": first, "offer_end": last, "hours_per_week": hours} | more


def together(*offers, on=ON, lists=(), **facts):
    history = history_of(FACTS | facts, {"offer": list(offers)} | dict(lists))
    return plan_offers(make_stay(history, on, WORLD))


def codes(*offers, **more):
    return [one.code for one in together(*offers, **more).weak]


def test_every_offer_is_explained_as_it_is_planned():
    """What the earlier offers use up counts in the routes of the later ones too."""
    lists = {"cpt": [{"from": "2026-01-01", "to": "2026-11-30", "full_time": True}]}
    offers = [offer("2026-12-21", "2027-02-19", 40), offer("2027-07-01", hours=40)]
    history = history_of(FACTS | {"academic_year_complete": "2025-12-31"}, {"offer": offers} | lists)
    stay = make_stay(history, ON, WORLD)
    found = plan_offers(stay)
    views = explained(stay, found)
    assert [(view.best.route, view.best.verdict, view.best.act_by) for view in views][0] == ("cpt", "yes", found.plans[0].act_by)
    assert views[1].best.verdict == found.plans[1].verdict == "no"


def test_one_offer_is_answered_as_it_is_alone():
    for one in (offer("2026-12-21", "2027-01-15"), offer("2026-12-01"), offer("2027-07-01", curricular=False),
                offer("2027-01-01", on_campus=True), offer("2027-01-01", related=False)):
        [plan] = together(one).plans
        history = history_of(FACTS, {"offer": [one]})
        best = explain_case(case_of_history(history, ON, WORLD).cases, ON, WORLD).best
        assert (plan.route, plan.verdict, plan.start, plan.by) == (best.route, best.verdict, best.start, best.next_step_by)


def test_a_string_of_micro_internships_through_part_time_cpt_has_no_weak_point():
    found = together(offer("2026-12-21", "2027-01-15"), offer("2027-02-01", "2027-02-26"), offer("2027-03-15", "2027-04-09"))
    assert [(plan.route, plan.verdict) for plan in found.plans] == [("cpt", "yes")] * 3
    assert found.weak == ()
    assert headline(found) == "All 3 offers can be worked, by what is entered."


@pytest.mark.parametrize("before, expected", [
    ("2026-10-01", []),                 # 274 days of 2026 and 30 + 30 of the offers: 334
    ("2026-10-02", ["cpt_warning"]),    # 335
    ("2026-10-31", ["cpt_warning"]),    # 304 + 60 = 364
    ("2026-11-01", ["cpt_year"]),       # 305 + 60 = 365
])
def test_full_time_days_add_up_over_the_offers(before, expected):
    lists = {"cpt": [{"from": "2026-01-01", "to": before, "full_time": True}]}
    found = together(offer("2026-12-21", "2027-01-19", 40), offer("2027-01-30", "2027-02-28", 40), lists=lists,
                     academic_year_complete="2025-12-31")
    assert [one.code for one in found.weak] == expected
    if expected == ["cpt_year"]:
        assert "With Offer 2, full-time CPT reaches 365 days on Sun 28 Feb 2027" in found.weak[0].says.replace("\u00a0", " ")


def test_a_year_of_cpt_offers_closes_opt_for_the_one_after_graduation():
    """Each offer alone leaves OPT open; together they are 13 months of full-time CPT, so the job after graduation has no way."""
    lists = {"cpt": [{"from": "2026-01-01", "to": "2026-11-30", "full_time": True}]}
    found = together(offer("2026-12-21", "2027-02-19", 40), offer("2027-07-01", hours=40), lists=lists,
                     academic_year_complete="2025-12-31")
    assert [plan.verdict for plan in found.plans] == ["yes", "no"]
    assert [one.code for one in found.weak][:2] == ["no_way", "cpt_year"]
    assert "A year or more of full-time CPT" in found.plans[1].reason


def test_an_offer_that_comes_later_stands_among_the_dates_on_its_earliest_day():
    offers = [offer("2026-12-01", "2027-01-15"), offer("2027-02-01", "2027-03-26")]
    stay = make_stay(history_of(FACTS, {"offer": offers}), ON, WORLD)
    dates = [one for one in dates_of(as_planned(stay, plan_offers(stay))) if one.title.startswith("Offer")]
    assert [(str(one.date), one.title) for one in dates] == [
        ("2026-12-07", "Offer starts"), ("2027-01-15", "Offer ends"), ("2027-02-01", "Offer starts"), ("2027-03-26", "Offer ends")]
    said = [one.why.replace("\u00a0", " ") for one in dates if "asked for" in one.why]
    assert said == ["20 hours a week. The start asked for, Tue 1 Dec 2026, cannot be made: this is the earliest day"]


@pytest.mark.parametrize("hours, expected", [(10, []), (10.5, ["over_20h"])])
def test_hours_on_campus_add_up_while_school_is_in_session(hours, expected):
    found = together(offer("2027-01-11", "2027-03-01", 10, on_campus=True),
                     offer("2027-02-01", "2027-04-01", hours, on_campus=True))
    assert [one.code for one in found.weak] == expected
    if expected:
        assert "Offer 1 and Offer 2 together have 20.5 hours a week from Mon 1 Feb 2027 to Mon 1 Mar 2027" in (
            found.weak[0].says.replace("\u00a0", " "))


def test_hours_on_campus_one_after_the_other_do_not_add_up():
    assert codes(offer("2027-01-11", "2027-01-31", 15, on_campus=True),
                 offer("2027-02-01", "2027-04-01", 15, on_campus=True)) == []


def test_a_job_on_campus_in_the_history_counts_with_the_offer():
    lists = {"job": [{"from": "2026-09-01", "kind": "on_campus", "hours_per_week": 12}]}
    assert codes(offer("2027-01-11", "2027-03-01", 10, on_campus=True), lists=lists) == ["over_20h"]
    assert codes(offer("2027-01-11", "2027-03-01", 8, on_campus=True), lists=lists) == []


def test_part_time_cpt_side_by_side_is_said_to_be_asked_and_not_counted():
    found = together(offer("2027-01-11", "2027-03-01", 15), offer("2027-02-01", "2027-04-01", 15))
    assert [one.code for one in found.weak] == ["part_time_sum"]
    assert "30 hours a week together from Mon 1 Feb 2027 to Mon 1 Mar 2027" in found.weak[0].says.replace("\u00a0", " ")


CARD = {"ead": [{"from": "2027-07-01", "to": "2028-06-30"}]}


@pytest.mark.parametrize("second, expected", [("2027-11-08", []), ("2027-11-09", ["idle"])])
def test_gaps_between_offers_run_the_clock_of_opt(second, expected):
    """18 days of July before the first offer, then 4 of August, 30, 31 and 7 of November: 90 by the 7th."""
    found = together(offer("2027-07-19", "2027-08-27", 40), offer(second, hours=40), lists=CARD, on=day("2027-07-01"))
    assert [one.code for one in found.weak] == expected
    if expected:
        said = found.weak[0].says.replace("\u00a0", " ")
        assert "Mon 8 Nov 2027 is day 91" in said and "73 days, from Sat 28 Aug 2027 to Mon 8 Nov 2027" in said


def test_ten_hours_of_work_on_opt_count_as_none():
    found = together(offer("2027-07-01", "2027-08-31", 10), offer("2027-09-01", hours=40), lists=CARD, on=day("2027-06-25"))
    assert [one.code for one in found.weak] == ["few_hours"]
    assert found.weak[0].says.startswith("From Thu") and "10 hours a week" in found.weak[0].says


def test_a_job_after_the_planned_opt_goes_by_the_extension():
    found = together(offer("2028-09-01", hours=40, e_verify=True), stem=True, opt_requested_start="2027-07-01")
    assert (found.plans[0].route, found.plans[0].verdict) == ("opt_stem", "yes")


def test_training_days_add_up_for_a_j1():
    """Studies of 482 days: two offers of 300 and 182 days use them; one day more is not there."""
    facts = {"status": "J-1", "program_end": date(2026, 12, 19)}
    first = offer("2026-12-20", "2027-10-15", 40)           # 300 days
    found = together(first, offer("2027-10-16", "2028-04-14", 40), **facts)
    assert found.plans[0].verdict == "yes"
    assert found.plans[1].verdict == "no", "training after the program has to begin within thirty days of it"


def test_an_offer_without_a_first_day_begins_when_it_can():
    found = together(offer(None), offer("2026-12-21", "2027-01-15"))
    assert [str(plan.start) for plan in found.plans] == ["2026-12-21", "2026-12-07"], "ten business days, Thanksgiving left out"


def test_in_words_and_as_json():
    offers = [offer("2026-12-21", "2027-01-15"), offer("2026-12-01", "2027-05-20", employer="Acme")]
    stay = make_stay(history_of(FACTS, {"offer": offers}), ON, WORLD)
    found = plan_offers(stay)
    views = explained(stay, found)
    text = offers_text(found)
    assert "2 offers together" in text and "Acme cannot begin on Tue 1 Dec 2026" in text
    assert "\u00a0" not in text
    whole = each_offer(found, views)
    assert whole.startswith("Weak point: Acme cannot begin on Tue 1 Dec 2026")
    for place, said in ((1, "Offer 1, Acme: Tue 1 Dec 2026 to Thu 20 May 2027, 20 hours a week"),
                        (2, "Offer 2: Mon 21 Dec 2026 to Fri 15 Jan 2027, 20 hours a week")):
        assert said in whole
        block = whole.split("\nOffer ")[place]
        assert all(f"\n{route} " in block for route in ("cpt", "opt_pre", "opt_post", "on_campus"))
        assert "Ask for CPT. To your international office. Offer letter with start and end date" in block
    asked = offers_json(found, views)
    assert [[route["route"] for route in plan["routes"]][2] for plan in asked["plans"]] == ["cpt", "cpt"]
    assert [next(step for step in plan["steps"] if step["title"] == "Ask for CPT.")["to"] for plan in asked["plans"]] == [
        "your international office"] * 2
    assert [plan["offer"] for plan in asked["plans"]] == ["Acme", "Offer 2"]
    assert asked["weak_points"][0]["code"] == "later"
    assert offers_text(together(offer("2026-12-21"))) == ""
    assert together().plans == ()
