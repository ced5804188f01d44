"""What every plan obeys, whoever asks: rows, chunks and order do not matter, early is not after late, and steps keep S."""
import random
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from asking import answers, ask, world
from edges import WORLDS, edge_case
from random_cases import ON, random_cases

from planner.cases import Cases
from planner.days import day, to_date
from planner.network import SAME_DAY, at_least
from planner.plan import make_plan, plans
from planner.routes import ROUTES
from planner.schedule import backward_pass, driving_path, forward_pass

TODAY = to_date(ON)
BIG = random_cases(2000, 21)
TOGETHER = answers(make_plan(BIG, ON))



# ---- rows -----------------------------------------------------------------------------------------------------------

def test_a_big_batch_is_many_batches_of_one():
    for row in range(0, len(BIG), 7):
        alone = answers(make_plan(BIG[row:row + 1], ON))[0]
        assert alone == TOGETHER[row], BIG.record(row)


def test_permuting_cases_permutes_answers():
    order = np.random.default_rng(1).permutation(len(BIG))
    assert answers(make_plan(BIG[order], ON)) == [TOGETHER[row] for row in order]


def test_a_case_that_stands_twice_is_answered_twice_alike():
    twice = BIG[np.array([5, 5, 9])]
    assert answers(make_plan(twice, ON)) == [TOGETHER[5], TOGETHER[5], TOGETHER[9]]


@pytest.mark.parametrize("chunk", [64, 333, 1000, 1500, 2000, 5000])
def test_chunks_do_not_matter(chunk):
    rows = BIG[:1000] if chunk == 64 else BIG
    parts = list(plans(rows, ON, chunk=chunk))
    assert [len(part.cases) for part in parts][:-1] == [chunk] * (len(parts) - 1)
    assert [name for part in parts for name in part.cases.case_id] == list(rows.case_id)
    assert [answer for part in parts for answer in answers(part)] == TOGETHER[:len(rows)]


def test_no_cases_no_answers():
    assert answers(make_plan(BIG[:0], ON)) == []
    assert list(plans(BIG[:0], ON)) == []


def test_the_cases_are_not_changed():
    before = {name: column.copy() for name, column in BIG.columns.items()}
    make_plan(BIG, ON)
    assert all((before[name] == column).all() for name, column in BIG.columns.items())


def test_which_schools_stand_beside_a_case_does_not_matter():
    under = world()
    slow = world(lead={"cpt": 20, "opt": 20, "stem": 20, "at": 20, "on_campus": 20, "sign_off": 2}).schools["binghamton"]
    under = replace(under, schools=under.schools | {"binghamton": slow})
    mixed = answers(make_plan(BIG[:400], ON, under))
    for place in range(len(BIG.schools)):
        rows = np.flatnonzero(BIG.columns["school"][:400] == place)
        assert answers(make_plan(BIG[rows], ON, under)) == [mixed[row] for row in rows]


# ---- early and late -------------------------------------------------------------------------------------------------

def plan_of(place):
    dice = random.Random(100 + place)
    facts = [edge_case(dice.choice, lambda: dice.choice((0, 1, -1, 2, -2)), lambda share: dice.random() < share)
             for _ in range(120)]
    on = day("2026-11-22")
    past = [f for f, _ in facts if all(day(f[k]) <= on for k in ("dso_recommended", "i765_filed", "i907_filed") if k in f)]
    return make_plan(Cases.of(past), on, world(**WORLDS[place]))


PLANS = [make_plan(random_cases(3000, 30), ON), *(plan_of(place) for place in range(len(WORLDS)))]


@pytest.mark.parametrize("plan", PLANS, ids=range(len(PLANS)))
def test_early_is_not_after_late_where_a_route_is_open(plan):
    """But for facts: a filing in time may come from a recommendation that its filing window would not have needed."""
    seen = 0
    for case in answers(plan):
        for route, one in case.items():
            if one["verdict"] == "no":
                continue
            to_do = [name for name in one["early"] if name == "work_starts" or one["early"][name] >= to_date(plan.on)]
            for name in to_do:
                assert one["early"][name] <= one["late"][name], (route, name, one)
                seen += 1
            assert one["late"]["work_starts"] == one["start"], "S is what the late dates make"
    assert seen > 40


@pytest.mark.parametrize("plan", PLANS, ids=range(len(PLANS)))
def test_answers_hang_together(plan):
    on = to_date(plan.on)
    for row, case in enumerate(answers(plan)):
        facts = plan.cases.record(row)
        for route, one in case.items():
            if one["verdict"] == "no":
                assert one["reasons"]
                blank = ("earliest_start", "authorized_until", "shift_days", "next_step_by", "route_closes", "float_days")
                assert all(one[name] is None for name in blank), (route, one)
                assert (one["next_step"], one["driving_rule"]) == ("", "")
                continue
            assert not one["reasons"]
            assert one["authorized_until"] >= one["start"] >= one["earliest_start"] >= on, (route, one)
            assert (one["shift_days"] is None) == (facts["offer_start"] is None)
            assert (one["verdict"] == "later") == bool(one["shift_days"]), (route, one)
            if facts["offer_start"]:
                assert one["start"] == max(one["earliest_start"], facts["offer_start"])
                assert one["shift_days"] == (one["start"] - facts["offer_start"]).days
            assert (one["float_days"] is None) == (one["next_step_by"] is None)
            assert one["next_step_by"] is None or one["float_days"] >= 0, (route, one)
            assert one["next_step_by"] is None or one["next_step_by"] >= on, "always a date one can act on"
            if one["next_step"] in ("requested", "filed"):
                assert one["route_closes"] >= one["next_step_by"], (route, one)
            else:
                assert one["route_closes"] is None
            assert one["driving_rule"] in plan.rule_ids
            assert one["driving_rule"], (route, one)


def networks():
    """The networks of all routes for a mixed batch, through the public face of a plan: each answer's early dates."""
    return {name: answer.early.network for name, answer in make_plan(BIG, ON).routes.items()}


@pytest.mark.parametrize("route", ROUTES)
def test_an_extra_arc_makes_no_early_date_earlier_and_no_late_date_later(route):
    network = networks()[route]
    early, late = forward_pass(network), backward_pass(network)
    for after in network.milestones:
        more = network.with_arcs(at_least("status_date", after, SAME_DAY, "extra"))
        slower = network.with_arcs(at_least("program_ends", after, SAME_DAY, "extra"))
        for name in network.milestones:
            for longer in (more, slower):
                assert (forward_pass(longer).date[name] >= early.date[name]).all(), (after, name)
                assert (backward_pass(longer).date[name] <= late.date[name]).all(), (after, name)


# ---- acting on the dates --------------------------------------------------------------------------------------------

def acted(case, one):
    """The case as it stands while the student waits for the last day: the same S is wanted."""
    return case | {"offer_start": one["start"]}


def open_plans(seed, count, **options):
    dice, under = random.Random(seed), world(**options)
    for _ in range(count):
        facts, on = edge_case(dice.choice, lambda: dice.choice((0, 1, -1, 2, -2)), lambda share: dice.random() < share)
        for route, one in ask(facts, on, under).items():
            if one["verdict"] != "no" and one["next_step"] in ("requested", "filed") and "expedite" not in one["cautions"]:
                yield facts, on, under, route, one


SLOWED = ("expedite", "recommendation_expired")


def once_signed(options):
    """The world on the day of the next step: the academic department's signature is there, no case says so."""
    return world(**options | {"lead": options.get("lead", {}) | {"sign_off": 0}})


def missed(before, after):
    """Nothing on that day leads to the same start by the usual way."""
    return after["verdict"] == "no" or after["start"] > before["start"] or any(
        code in after["cautions"] - before["cautions"] for code in SLOWED)


@pytest.mark.parametrize("place", range(len(WORLDS)))
def test_acting_on_the_last_day_keeps_the_start_and_a_day_later_does_not(place):
    """The planner plans again on next_step_by: S stands. A day later: a later start, a closed route, or an expedited one."""
    seen, signed = 0, once_signed(WORLDS[place])
    for facts, on, _, route, one in open_plans(200 + place, 110, **WORLDS[place]):
        by = one["next_step_by"]
        if by >= one["start"]:          # a STEM extension may be filed after work began under the present card
            continue
        case = acted(facts, one)
        if route.startswith("opt"):
            case.pop("offer_date", None)            # the offer holds the start of work, not the application
        again = ask(case, by, signed)[route]
        assert again["verdict"] != "no", (facts, on, route, one)
        assert again["start"] == one["start"], (facts, on, route, one)
        assert "expedite" not in again["cautions"], (facts, on, route, one)
        assert missed(one, ask(case, by + timedelta(1), signed)[route]), (facts, on, route, one)
        seen += 1
    assert seen > 30


@pytest.mark.parametrize("place", [0, 3, 4, 7])
def test_a_route_is_open_on_its_last_day_and_a_day_later_it_is_not(place):
    """Whatever the offer; days already used and a stay's 24 months play no part in route_closes."""
    seen, signed = 0, once_signed(WORLDS[place])
    for facts, on, under, route, _ in open_plans(300 + place, 120, **WORLDS[place]):
        unused = ("offer_start", "offer_end", "offer_date", "at_days_used", "opt_days_used")
        case = {name: fact for name, fact in facts.items() if name not in unused}
        case["level"] = "master" if facts["level"] == "nondegree" else facts["level"]
        one = ask(case, on, under)[route]
        if one["verdict"] == "no" or "expedite" in one["cautions"]:
            continue
        again, after = (ask(case, one["route_closes"] + timedelta(n), signed)[route] for n in (0, 1))
        assert again["verdict"] != "no", (case, on, route, one)
        assert "expedite" not in again["cautions"], (case, on, route, one)
        assert after["verdict"] == "no" or any(code in after["cautions"] - one["cautions"] for code in SLOWED), (
            case, on, route, one)
        seen += 1
    assert seen > 30


@pytest.mark.parametrize("place", [0, 3, 7])
def test_the_earliest_start_can_be_made_and_a_day_earlier_cannot(place):
    """An offer that starts on the earliest start is a yes with no shift; one that starts a day before is not."""
    seen = 0
    for facts, on, under, route, one in open_plans(400 + place, 150, **WORLDS[place]):
        case = {name: fact for name, fact in facts.items() if name != "offer_end"}
        first = ask(case | {"offer_start": one["earliest_start"]}, on, under)[route]
        if route == "opt_stem":     # what may begin under the present card depends on the offer's start: see the contract
            continue
        assert (first["verdict"], first["shift_days"]) == ("yes", 0), (facts, on, route)
        before = ask(case | {"offer_start": one["earliest_start"] - timedelta(1)}, on, under)[route]
        assert before["verdict"] == "no" or (before["verdict"], before["shift_days"]) == ("later", 1), (facts, on, route)
        seen += 1
    assert seen > 30


# ---- what drives ----------------------------------------------------------------------------------------------------

SLOWER = {"processing.i765_standard": "i765_standard", "processing.card": "card", "processing.i765_premium": "i765_premium"}


def test_one_more_day_of_what_drives_the_start_moves_it():
    """Calendar days of the agency by a day, business days by a day or more, a school's by at least one where nothing rounds."""
    seen, base = set(), world()
    for facts, on, _, route, one in open_plans(500, 600):
        rule = one["driving_rule"]
        if rule in SLOWER:
            n = base.processing.figure(SLOWER[rule]).n + 1
            later = ask(facts, on, world(**{SLOWER[rule]: n}))[route]
        elif rule.startswith("lead_time."):
            key = rule.removeprefix("lead_time.")
            later = ask(facts, on, world(lead={key: base.schools["generic"].lead_time[key].business_days + 1}))[route]
        else:
            continue
        seen.add(rule)
        if later["verdict"] == "no":                        # a day too many
            continue
        moved = (later["earliest_start"] - one["earliest_start"]).days
        assert moved >= 1 or "expedite" in later["cautions"], (facts, on, route, one)
        if rule in ("processing.i765_standard", "processing.card") and route != "opt_stem":
            assert moved == 1, (facts, on, route, one)
    assert {"processing.i765_standard", "processing.i765_premium", "lead_time.cpt", "lead_time.at"} <= seen


DRIVERS = [
    ({"offer_date": "2027-02-01"}, "on_campus", {"on_campus": True}, "planner.offer_first", "the offer comes later"),
    ({"program_start": "2027-01-25", "program_end": "2028-12-15"}, "on_campus", {"on_campus": True},
     "on_campus.start_opens", "30 days before the program"),
    ({"program_start": "2026-06-01"}, "cpt", {}, "academic_year.required", "the academic year is not over"),
    ({}, "cpt", {}, "lead_time.cpt", "ten business days of the office"),
    ({}, "opt_pre", {}, "processing.i765_standard", "120 days"),
    ({}, "opt_pre", {"premium": True}, "processing.i765_premium", "30 business days are the longest wait"),
    ({"program_end": "2026-12-18", "program_start": "2024-08-26", "i765_filed": "2026-10-01",
      "opt_requested_start": "2027-02-16"}, "opt_post", {}, "opt_post.actual_start", "the start asked for"),
    ({"program_end": "2026-12-18", "program_start": "2024-08-26", "i765_filed": "2026-09-19",
      "opt_requested_start": "2026-12-19"}, "opt_post", {}, "processing.i765_standard", "the decision"),
    ({"program_end": "2025-12-19", "program_start": "2023-08-28", "stem": True, "ead_start": "2026-02-01",
      "ead_end": "2027-01-31"}, "opt_stem", {}, "opt_stem.starts_after_card", "the day after the present card"),
    ({"program_end": "2025-12-19", "program_start": "2023-08-28", "ead_start": "2026-12-10", "ead_end": "2027-10-31"},
     "current_ead", {}, "ead.within_dates", "the card has not begun"),
]


@pytest.mark.parametrize(("facts", "route", "more", "rule", "why"), DRIVERS)
def test_what_drives(facts, route, more, rule, why):
    case = {"status": "F-1", "program_start": "2025-08-25", "program_end": "2027-05-14"} | facts | more
    assert ask(case, "2026-11-22")[route]["driving_rule"] == rule, why


def test_no_milestone_holds_itself():
    """Asking "why this date?" again and again leads from every milestone to a date that is given."""
    for program_ends in ("2027-05-14", "2027-05-16"):      # 30 days before filing opens: a Thursday, a Saturday
        plan = make_plan(Cases.of([{"status": "F-1", "program_start": "2025-08-25", "program_end": program_ends}]), ON)
        early = plan.routes["opt_post"].early
        for milestone in early.network.milestones:
            rules = [arc.rule for arc in driving_path(early, 0, milestone)]
            assert len(rules) == len(set(rules)), (program_ends, milestone, rules)
        asked = [arc.rule for arc in driving_path(early, 0, "requested")]
        assert asked == ["opt_post.filing_opens", "opt.recommendation_good_for", "lead_time.opt"]


def test_a_plan_says_what_it_was_made_for():
    under = world(regime="fixed_period_2026")
    plan = make_plan(BIG[:3], ON, under)
    assert (plan.on, plan.world, len(plan.cases)) == (ON, under, 3)
    assert tuple(plan.routes) == ROUTES
    assert date(2026, 11, 22) == TODAY
