"""The engine against the slow reference, every column: cases drawn at the edges, and thousands of random ones."""
import random
from datetime import date
from itertools import chain

import numpy as np
import pytest
from asking import answers, ask, world
from edges import WORLDS, edge_case, on_request
from hypothesis import given, settings
from hypothesis import strategies as st
from random_cases import ON, random_cases
from reference import ON_REQUEST, ROUTES, answer
from reference_calendar import of_school

from planner.cases import Cases
from planner.days import day, to_date
from planner.facts import contradictions
from planner.plan import make_plan
from planner.world import load_world

ON_DATE = to_date(ON)
UNDER = [world(**options) for options in WORLDS]


def check(engine: dict, facts: dict, on, options: dict):
    """Every column of the reference, on every route."""
    closures = [to_date(day(text)) for text in options.get("closures", ())]
    asked = tuple(route for route in ON_REQUEST if route in engine)
    reference = answer(facts, on, also=asked, **options | {"closures": closures})
    assert tuple(engine) == tuple(reference) == ROUTES + asked
    for route, expected in reference.items():
        early = expected.pop("early")
        found = {key: engine[route][key] for key in expected}
        assert found == expected, f"{route} on {on}: {facts} under {options}"
        if expected["verdict"] != "no":
            planned = {name: engine[route]["early"][name] for name in early}
            assert planned == early, f"{route} on {on}: {facts} under {options}"


@st.composite
def edge_cases(draw):
    def chance(share):
        return draw(st.integers(0, 99)) >= round(100 * (1 - share))     # shrinks to the plain case
    near = st.sampled_from((0, 1, -1, 2, -2))
    case, on = edge_case(lambda options: draw(st.sampled_from(options)), lambda: draw(near), chance)
    case |= {"held": True} if chance(0.1) else {}
    if chance(0.4):
        case = on_request(case, on, lambda options: draw(st.sampled_from(options)), lambda: draw(near), chance)
    return case, on, draw(st.integers(0, len(WORLDS) - 1))


@given(edge_cases())
@settings(max_examples=500)
def test_a_batch_of_one_equals_the_reference_at_every_edge(drawn):
    facts, on, place = drawn
    check(ask(facts, on, UNDER[place]), facts, on, WORLDS[place])


def test_thousands_of_cases_at_the_edges_equal_the_reference_and_reach_every_code():
    """Every reason, caution, verdict and next step occurs: what the comparison never sees it cannot hold."""
    dice, seen = random.Random(3), set()
    for number, (facts, on) in enumerate(chain(RARE, (seeded(dice) for _ in range(2000)))):
        assert not list(contradictions(Cases.of([facts]), day(on), UNDER[0].law)), (facts, on)
        engine = ask(facts, on, UNDER[number % len(UNDER)])
        check(engine, facts, on, WORLDS[number % len(UNDER)])
        for route, one in engine.items():
            seen |= {(route, code) for code in (*one["reasons"], *one["cautions"], one["verdict"], one["next_step"])}
    assert seen >= EXPECTED, EXPECTED - seen


def seeded(dice):
    near, chance = lambda: dice.choice((0, 0, 1, -1, 2, -2)), lambda share: dice.random() < share
    case, on = edge_case(dice.choice, near, chance)
    case |= {"held": True} if chance(0.1) else {}
    return on_request(case, on, dice.choice, near, chance) if chance(0.4) else case, on


@pytest.mark.parametrize(("seed", "on"), [
    (1, ON), (2, day("2027-02-28")), (3, day("2028-02-29")), (4, day("2026-12-31"))])
def test_a_batch_of_random_cases_equals_the_reference_row_by_row(seed, on):
    cases = random_cases(500, seed, on, held=0.1)
    for row, engine in enumerate(answers(make_plan(cases, on))):
        school, facts = school_and_facts(cases, row)
        check(engine, facts, to_date(on), of_school(load_world().schools[school]))


def school_and_facts(cases, row):
    record = cases.record(row)
    return record["school"], {name: value for name, value in record.items() if name not in ("case_id", "school")}


ON_OPT = {"status": "F-1", "program_start": "2023-08-28", "program_end": "2025-12-19", "stem": True,
          "ead_start": "2026-02-01", "ead_end": "2027-01-31", "i765_category": "opt_stem"}
IN_STUDIES = {"status": "F-1", "program_start": "2024-08-26", "program_end": "2027-12-17", "i765_category": "opt_pre"}
VISITOR = {"status": "J-1", "level": "doctorate", "program_start": "2023-08-28", "program_end": "2026-12-18"}
RARE = [({name: date.fromisoformat(fact) if str(fact)[:2] == "20" else fact for name, fact in facts.items()}, ON_DATE)
        for facts in (
    ON_OPT | {"offer_start": "2029-02-01"},                                         # the day after the 24 months
    ON_OPT | {"offer_start": "2027-02-01", "offer_end": "2029-02-01"},              # ends a day after them
    ON_OPT | {"i765_filed": "2026-11-03", "premium": True},
    IN_STUDIES | {"i765_filed": "2026-03-01"},                                      # overdue
    IN_STUDIES | {"i765_filed": "2026-11-01", "premium": True},
    IN_STUDIES | {"dso_recommended": "2026-11-01"},
    VISITOR | {"offer_start": "2027-01-04"},
    IN_STUDIES | {"i765_filed": "2025-12-01", "i765_category": "hardship", "hardship": True},       # overdue in every world
    ON_OPT | {"program_end": "2025-02-20", "ead_start": "2025-03-02", "ead_end": "2026-03-01", "i765_filed": "2025-12-05"},
    IN_STUDIES | {"program_end": "2026-12-18", "i765_category": "opt_post", "i765_filed": "2026-10-05", "premium": True},
    IN_STUDIES | {"i765_filed": "2025-12-01", "i765_category": "intl_org", "intl_org": True},
    IN_STUDIES | {"hardship": True, "program_end": "2029-12-14", "offer_start": "2027-11-01", "offer_end": "2029-12-01"},
)]
COMMON = "no yes later partly too_late_to_start weekend_start"
OPT = ("unknown held_case evidence_request wrong_status language_training already_authorized filing_window_closed "
       "unrelated_work filed_too_early recommendation_expired processing_overdue premium_from_today requested filed approved")
YEAR = "academic_year_incomplete academic_year_assumed"
STEM_JOB = "no_e_verify unpaid_stem under_20h_stem e_verify_unknown unemployment_limit"
CODES = {
    "on_campus": "off_campus program_over over_20h requested",
    "current_ead": f"wrong_status no_ead ead_expired over_20h unrelated_work under_20h {STEM_JOB}",
    "cpt": f"wrong_status language_training program_over {YEAR} unrelated_work not_curricular full_time_cpt "
           "cpt_year_at_risk contractor_on_cpt cpt_guidance_2026",
    "opt_pre": f"{OPT} {YEAR} cpt_year_used opt_used_up program_over over_20h",
    "opt_post": f"{OPT} {YEAR} cpt_year_used opt_used_up expedite requested_start_unknown under_20h unemployment_limit "
                "opt_days_unknown pending_precompletion contested_rule",
    "opt_stem": f"{OPT} {STEM_JOB} no_ead not_stem expedite work_gap",
    "at": "wrong_status filing_window_closed unrelated_work at_used_up expedite ro_confirms",
}
CODES |= {
    "cap_gap": f"wrong_status no_change_of_status petition_ended petition_too_late no_opt_in_force unrelated_work "
               f"under_20h h1b_start_assumed {STEM_JOB}",
    "hardship": f"unknown held_case wrong_status program_over {YEAR} over_20h filed_too_early processing_overdue "
                "one_card_at_a_time requested filed approved",
    "intl_org": "unknown held_case wrong_status program_over processing_overdue requested filed approved",
}
EXPECTED = {(route, code) for route in ROUTES + ON_REQUEST for code in f"{COMMON} {CODES[route]}".split()}


def test_school_closures_reach_only_the_school_that_has_them():
    cases = random_cases(300, 5)
    under = world()
    under.schools["binghamton"] = world(lead={"cpt": 15, "opt": 3}, closures=("2026-12-01",)).schools["binghamton"]
    slugs = np.array(cases.schools)[cases.columns["school"]]
    assert set(slugs) == {"generic", "binghamton"}
    options = {"generic": {}, "binghamton": {"lead": {"cpt": 15, "opt": 3}, "closures": ["2026-12-01"]}}
    for row, engine in enumerate(answers(make_plan(cases, ON, under))):
        school, facts = school_and_facts(cases, row)
        check(engine, facts, to_date(ON), options[slugs[row]] | of_school(under.schools[school]))
