"""Schools with terms: the tabulated engine against the slow reference, on dates that hug the edges of terms."""
from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from asking import A_TEST, answers
from projected import with_elmwood
from random_cases import ON, random_cases
from reference import LEAD
from reference_calendar import of_school
from test_engine_against_reference import check, school_and_facts

from planner.cases import Cases
from planner.days import BLANK, day, to_date
from planner.plan import make_plan

SLUGS = ("generic", "elmwood", "binghamton", "rutgers", "ut_austin", "boston_university", "seattle_central", "maryland_smith",
         "muhlenberg")
SNAPPED = ("program_start", "program_end", "full_time_since", "offer_date", "offer_start", "offer_end", "academic_year_complete")


def a_world(aligned: bool):
    """The schools with generic lead times; all of them align CPT with their terms, or none but those that do."""
    base = with_elmwood()
    schools = {}
    for slug in SLUGS:
        school = base.schools[slug].with_lead_times(LEAD, A_TEST)
        terms = replace(school.terms, aligned=school.terms.aligned or aligned, online=school.terms.online or ("winter",))
        schools[slug] = replace(school, terms=terms, closures=base.schools["generic"].closures)
    return replace(base, schools=schools)


def near_terms(cases: Cases, under, seed: int) -> Cases:
    """The cases with most of their dates moved to within two days of an edge of a term of their school."""
    draw = np.random.default_rng(seed)
    columns = {name: column.copy() for name, column in cases.columns.items()}
    for row in range(len(cases)):
        terms = under.schools[cases.schools[cases.school[row]]].terms.terms
        edges = np.array([edge for term in terms for edge in (term.start, term.end, term.closes, term.add_deadline or term.start,
                                                              *(d for one in term.breaks for d in one))])
        for name in SNAPPED:
            when = columns[name][row]
            if when != BLANK and len(edges) and draw.random() < 0.6:
                columns[name][row] = edges[np.abs(edges - when).argmin()] + draw.integers(-2, 3)
    ordered = columns["program_end"] > columns["program_start"]
    ordered &= (columns["offer_end"] == BLANK) | (columns["offer_end"] >= columns["offer_start"])
    columns["hours_per_week"] = np.where(draw.random(len(cases)) < 0.5, 40, columns["hours_per_week"]).astype(np.float32)
    return Cases(cases.case_id, cases.schools, columns)[ordered]


@pytest.mark.parametrize("aligned", [False, True])
@pytest.mark.parametrize(("seed", "on"), [(11, ON), (12, day("2026-01-20")), (13, day("2027-09-08")), (14, day("2029-11-21"))])
def test_cases_at_the_edges_of_terms_equal_the_reference(seed, on, aligned):
    under = a_world(aligned)
    cases = near_terms(random_cases(450, seed, on, SLUGS), under, seed)
    seen = set()
    for row, engine in enumerate(answers(make_plan(cases, on, under))):
        school, facts = school_and_facts(cases, row)
        check(engine, facts, to_date(on), of_school(under.schools[school]))
        seen |= {(route, code) for route, one in engine.items() for code in (*one["reasons"], *one["cautions"], one["verdict"])}
        seen |= {one["driving_rule"] for one in engine.values()}
    expected = {("cpt", "final_term"), ("cpt", "projected_calendar"), ("opt_pre", "over_20h"), ("on_campus", "over_20h"),
                ("cpt", "online_credit"), ("cpt", "add_deadline_unsure"), "cpt.within_term", "cpt.add_deadline"}
    if aligned and on == ON:
        assert seen >= expected, expected - seen


def test_a_case_alone_in_a_batch_and_among_those_worked_out_by_themselves_has_the_same_answer():
    """Where the days of work decide, a closed route is worked out too: a large batch selects rows, a small one does not."""
    under = a_world(True)
    cases = near_terms(random_cases(3000, 21, ON, SLUGS), under, 21)
    whole = make_plan(cases, ON, under)
    for first in range(0, 900, 100):
        few = make_plan(cases[first:first + 100], ON, under)
        for route, answer in few.routes.items():
            for name in ("verdict", "earliest_start", "authorized_until", "reasons", "cautions", "next_step_by", "driving_rule"):
                among = getattr(whole.routes[route], name)[first:first + 100]
                assert getattr(answer, name).tolist() == among.tolist(), (route, name, first)
