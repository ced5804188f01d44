"""What a projection changes in a plan: it adds cautions, and moves no date but where its error leaves room for the case."""
from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from random_cases import ON, random_cases

from planner.calendar_effect import COMPARED
from planner.days import BLANK, LONG_AGO, day
from planner.plan import make_plan
from planner.routes import CAUTIONS
from planner.world import load_world

PROJECTED = load_world()
BINGHAMTON = PROJECTED.schools["binghamton"]
KNOWN = [replace(fact, status="published", band=0) for fact in BINGHAMTON.terms.facts]
PUBLISHED = replace(PROJECTED, schools=PROJECTED.schools | {"binghamton": BINGHAMTON.with_facts(KNOWN)})
OF_A_GUESS = sum(1 << CAUTIONS.index(code) for code in ("projected_calendar", "add_deadline_unsure"))


def in_doubt(cases, on: int) -> np.ndarray:
    """Rows in which the error of a projected date leaves room: enrolled within it after a term's start, or the offer in hand
    within it after a credit's deadline."""
    since = np.where(cases.full_time_since == BLANK, cases.program_start, cases.full_time_since)
    offered = np.maximum(cases.offer_date, on)
    found = np.zeros(len(cases), bool)
    for term in BINGHAMTON.terms.terms:
        if term.kind == "main":
            found |= (since > term.start) & (since <= term.latest_start) & (cases.academic_year_complete == BLANK)
        if term.add_deadline is not None:
            found |= (offered > term.add_deadline) & (offered <= term.closes)
    return found


@pytest.mark.parametrize(("seed", "on"), [(1, ON), (2, day("2027-01-31")), (3, day("2026-09-10")), (4, day("2028-02-29"))])
def test_a_projection_moves_no_date_beyond_its_error_and_is_always_said(seed, on):
    cases = random_cases(4000, seed, on, ("binghamton",))
    guessed, known = make_plan(cases, on, PROJECTED), make_plan(cases, on, PUBLISHED)
    doubt = in_doubt(cases, on)
    assert 0.02 < doubt.mean() < 0.9, "both kinds of rows are there"
    for name, answer in guessed.routes.items():
        other = known.routes[name]
        moved = np.logical_or.reduce([getattr(answer, column) != getattr(other, column) for column in COMPARED])
        assert not (moved & ~doubt).any(), (name, cases.record(int(np.flatnonzero(moved & ~doubt)[0])))
        assert not (other.cautions & np.uint32(1 << CAUTIONS.index("projected_calendar"))).any()
        rest = (answer.cautions ^ other.cautions) & ~np.uint32(OF_A_GUESS)
        assert not (rest[~doubt]).any(), "no other caution comes or goes"
    cpt = guessed.routes["cpt"]
    in_a_term = (cpt.verdict > 0) & (cpt.start <= BINGHAMTON.terms.terms[-1].end) & (cpt.start > LONG_AGO)
    said = (cpt.cautions & np.uint32(1 << CAUTIONS.index("projected_calendar"))) != 0
    assert in_a_term.any()
    assert said[in_a_term].all(), "CPT inside a projected term says so"
