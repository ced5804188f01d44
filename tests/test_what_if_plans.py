"""Plans under a what-if: the same engine in another world, worked by hand and against the reference."""
from datetime import date

import pytest
from asking import answers, ask, text
from random_cases import ON, random_cases
from reference import answer

from planner.days import to_date
from planner.plan import make_plan
from planner.what_if import apply
from planner.world import load_world

WORLD = load_world()
D = "2026-11-22"
STUDENT = {"status": "F-1", "level": "master", "program_start": "2025-08-25", "program_end": "2027-05-14",
           "offer_start": "2026-12-21", "offer_end": "2027-01-15", "hours_per_week": 20}
GRAD = {"status": "F-1", "program_start": "2024-08-26", "program_end": "2026-12-18"}
CONTRACT = {"title": "USCIS slows down and the 30-day rule revives", "regime": "fixed_period_2026",
            "processing": {"i765_standard": 180}, "schools": {"binghamton": {"lead_time": {"cpt": 15}}}}
REVIVED = {"regime": "fixed_period_2026"}


def under(spec):
    return apply(WORLD, spec)


WORKED = [
    # facts, status date, what-if, route, column, today, in the what-if, why
    (STUDENT, D, CONTRACT, "opt_post", "earliest_start", "2027-06-27", "2027-08-26", "13 February + 180 + 14"),
    (STUDENT, D, CONTRACT, "opt_post", "route_closes", "2027-06-28", "2027-05-27",
     "PED + 30 is 13 June; ten business days before it, 31 May closed"),
    (STUDENT, D, CONTRACT, "opt_pre", "verdict", "later", "no", "7 December + 180 + 14 is after the program"),
    (STUDENT, D, CONTRACT, "cpt", "earliest_start", "2026-12-07", "2026-12-07", "another school's lead time"),
    (STUDENT | {"school": "binghamton"}, D, CONTRACT, "cpt", "earliest_start", "2026-12-21", "2026-12-21",
     "the winter session, as projected, holds it: fifteen days end on 14 December"),
    (STUDENT | {"school": "binghamton", "training_required": True, "offer_start": "2026-12-08"}, D, CONTRACT, "cpt",
     "earliest_start", "2026-12-07", "2026-12-14", "without a credit to add it is for fall, where the office's days decide"),
    (STUDENT | {"school": "binghamton"}, D, CONTRACT, "cpt", "next_step_by", "2026-12-07", "2026-11-30",
     "fifteen business days before 21 December, without a holiday"),
    (STUDENT, D, {"processing": {"card": 30}}, "opt_pre", "earliest_start", "2027-04-20", "2027-05-06", "16 days more in the mail"),
    (STUDENT | {"premium": True}, D, {"processing": {"i765_premium": 15}}, "opt_pre", "earliest_start", "2027-02-04",
     "2027-01-12", "fifteen business days from 7 December, Christmas closed"),
    (STUDENT | {"premium": True}, D, {"processing": {"i765_standard": 10}}, "opt_pre", "earliest_start", "2027-02-04",
     "2027-02-04", "premium stays premium"),
    (STUDENT, D, {"schools": {"generic": {"lead_time": {"opt": 0}}}}, "opt_pre", "earliest_start", "2027-04-20",
     "2027-04-05", "filed today"),
    (STUDENT, D, {"schools": {"generic": {"lead_time": {"sign_off": 5}}}}, "cpt", "earliest_start", "2026-12-07",
     "2026-12-14", "five business days to a signature, then ten"),
    (GRAD, "2027-01-17", REVIVED, "opt_post", "verdict", "yes", "yes", "the 30th day"),
    (GRAD, "2027-01-18", REVIVED, "opt_post", "verdict", "yes", "no", "the 31st"),
    (GRAD | {"program_end": "2026-09-14"}, "2026-11-13", REVIVED, "opt_post", "verdict", "yes", "yes",
     "a program that ended before the rule's first day keeps 60"),
    (GRAD | {"program_end": "2026-09-15"}, "2026-11-13", REVIVED, "opt_post", "verdict", "yes", "no", "one that ended on it: 30"),
    (GRAD | {"dso_recommended": "2026-11-20"}, D, REVIVED | {"processing": {"i765_standard": 20}}, "opt_post",
     "authorized_until", "2028-02-18", "2027-12-25", "twelve months from 26 December, not the fourteen from a late start"),
]


@pytest.mark.parametrize(("facts", "on", "spec", "route", "column", "today", "then", "why"), WORKED)
def test_worked_by_hand(facts, on, spec, route, column, today, then, why):
    assert text(ask(facts, on)[route][column]) == today, why
    assert text(ask(facts, on, under(spec))[route][column]) == then, why


SPECS = [
    CONTRACT,
    REVIVED,
    {"processing": {"i765_standard": 30, "i765_premium": 45, "card": 3}},
    {"schools": {"generic": {"lead_time": {"cpt": 3, "opt": 20, "stem": 1, "at": 25, "sign_off": 2, "on_campus": 9}}}},
]
CASES = random_cases(250, 40, schools=("generic",))


@pytest.mark.parametrize("spec", SPECS)
def test_a_what_if_is_a_plan_like_any_other(spec):
    options = dict(spec.get("processing", {}), regime=spec.get("regime"),
                   lead=spec.get("schools", {}).get("generic", {}).get("lead_time"))
    for row, engine in enumerate(answers(make_plan(CASES, ON, under(spec)))):
        facts = {name: value for name, value in CASES.record(row).items() if name not in ("case_id", "school")}
        for route, expected in answer(facts, to_date(ON), **options).items():
            expected.pop("early")
            assert {key: engine[route][key] for key in expected} == expected, (route, facts, spec)


def test_nothing_supposed_nothing_changed():
    assert answers(make_plan(CASES, ON, under({"title": "as it is"}))) == answers(make_plan(CASES, ON, WORLD))


def test_the_world_as_it_is_stays():
    before = answers(make_plan(CASES, ON, WORLD))
    for spec in SPECS:
        under(spec)
    assert answers(make_plan(CASES, ON, WORLD)) == before


def moved(then: list[dict]) -> set[str]:
    """The routes whose answer differs from today's for some case."""
    return {route for before, after in zip(answers(make_plan(CASES, ON, WORLD)), then, strict=True)
            for route in before if before[route] != after[route]}


WITHOUT_USCIS = ("on_campus", "current_ead", "cpt", "at")


def test_the_agency_changes_no_route_that_does_not_wait_for_it():
    slow = answers(make_plan(CASES, ON, under({"processing": {"i765_standard": 400, "i765_premium": 90, "card": 60}})))
    for now, then in zip(answers(make_plan(CASES, ON, WORLD)), slow, strict=True):
        assert all(now[route] == then[route] for route in WITHOUT_USCIS)
    assert moved(slow) == set(slow[0]) - set(WITHOUT_USCIS), "and every other one"


def test_the_revived_rule_changes_opt_after_graduation_only():
    revived = answers(make_plan(CASES, ON, under(REVIVED)))
    for now, then in zip(answers(make_plan(CASES, ON, WORLD)), revived, strict=True):
        assert all(now[route] == then[route] for route in now if route != "opt_post")
    assert moved(revived) == {"opt_post"}


@pytest.mark.parametrize("spec", [{"processing": {"i765_standard": 160}}, {"processing": {"card": 30}},
                                  {"schools": {"generic": {"lead_time": {"opt": 15, "cpt": 15, "stem": 15, "at": 15}}}}])
def test_slower_is_never_earlier(spec):
    """On every route that stays open; a no may come of it, never a yes out of a no."""
    slow = answers(make_plan(CASES, ON, under(spec)))
    assert moved(slow)
    for now, then in zip(answers(make_plan(CASES, ON, WORLD)), slow, strict=True):
        for route in now:
            if then[route]["verdict"] != "no":
                assert now[route]["verdict"] != "no"
                assert then[route]["earliest_start"] >= now[route]["earliest_start"]
                closes = now[route]["route_closes"]
                assert closes is None or then[route]["route_closes"] <= closes or "expedite" in then[route]["cautions"]


def test_the_likely_reading_of_a_filed_case_is_not_touched():
    case = GRAD | {"i765_filed": "2026-10-01", "opt_requested_start": "2026-12-19", "offer_start": "2027-02-01"}
    names = ("p50_start", "p80_start", "p95_start", "chance")
    now = ask(case, D)["opt_post"]
    for spec in SPECS:
        then = ask(case, D, under(spec))["opt_post"]
        assert [now[name] for name in names] == [then[name] for name in names]
    assert now["p50_start"] == date(2027, 1, 8)
