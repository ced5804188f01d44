"""A scenario changed one number at a time: what is as it is today is no change, and a name of one's own stays."""
from datetime import date

import pytest

from planner.scenario_edit import OFFICE, agency_takes, office_takes, planned_on, renamed, terms_move, under_regime
from planner.scenario_words import if_so, title
from planner.what_if import WhatIf, apply
from planner.world import load_world

WORLD, TWO = load_world(), ("binghamton", "generic")


def test_a_lead_time_is_changed_at_every_school_named_and_nowhere_else():
    spec = office_takes(WhatIf(), 15, ["cpt", "opt"], TWO, WORLD)
    changed = apply(WORLD, spec)
    assert {slug: changed.schools[slug].lead_time["cpt"].n for slug in TWO} == dict.fromkeys(TWO, 15)
    assert changed.schools["rutgers"] is WORLD.schools["rutgers"]
    assert changed.schools["generic"].lead_time["at"] == WORLD.schools["generic"].lead_time["at"]


@pytest.mark.parametrize("there_and_back", [
    lambda spec: office_takes(office_takes(spec, 15, OFFICE, ["generic"], WORLD), 10, OFFICE, ["generic"], WORLD),
    lambda spec: agency_takes(agency_takes(spec, "i765_standard", 180, WORLD), "i765_standard", 120, WORLD),
    lambda spec: terms_move(terms_move(spec, 7, date(2026, 11, 22), TWO), 0, None, TWO),
    lambda spec: planned_on(planned_on(spec, date(2027, 1, 1)), None),
    lambda spec: under_regime(under_regime(spec, "fixed_period_2026"), None),
    lambda spec: renamed(renamed(spec, "Plan B"), " ")])
def test_there_and_back_is_no_change(there_and_back):
    start = WhatIf(title="As planned")
    assert there_and_back(start) == start


def test_changes_add_up_and_none_undoes_another():
    spec = agency_takes(office_takes(WhatIf(), 15, ["cpt"], TWO, WORLD), "card", 30, WORLD)
    spec = under_regime(planned_on(terms_move(spec, -7, None, TWO), date(2026, 12, 1)), "fixed_period_2026")
    assert spec.model_dump(exclude_none=True) == {
        "title": title(spec), "regime": "fixed_period_2026", "on": date(2026, 12, 1), "processing": {"card": 30},
        "schools": {slug: {"lead_time": {"cpt": 15}, "terms_shift_days": -7} for slug in TWO}}


def test_a_name_of_ones_own_stays_and_one_made_by_the_planner_is_made_anew():
    own = renamed(agency_takes(WhatIf(), "card", 30, WORLD), "Slow mail")
    assert agency_takes(own, "card", 40, WORLD).title == "Slow mail"
    assert if_so(own) == "under “Slow mail”"
    assert agency_takes(agency_takes(WhatIf(), "card", 30, WORLD), "card", 40, WORLD).title == "The card takes 40 days"
    assert renamed(own, "").title == "The card takes 30 days"
