"""A what-if: another world under the same cases, and the exact line for every way to get the file wrong."""
import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from planner.days import day
from planner.errors import BadInput
from planner.schools import LEAD_TIMES
from planner.what_if import AgencyTimes, LeadTimes, WhatIf, apply, describe, read_what_if
from planner.world import load_world

BAD = Path(__file__).parent / "errors" / "what_ifs"
WORLD = load_world()
SPEC = {"title": "Slow", "regime": "fixed_period_2026", "processing": {"i765_standard": 180},
        "schools": {"binghamton": {"lead_time": {"cpt": 15}}}}


@pytest.mark.parametrize("name", sorted(path.name for path in BAD.glob("*.toml")))
def test_a_bad_file_gives_exactly_the_line_that_it_carries(name, monkeypatch):
    monkeypatch.chdir(BAD)
    expected = Path(name).read_text().split("\n")[0].removeprefix("# ")
    with pytest.raises(BadInput) as error:
        read_what_if(name, WORLD)
    assert str(error.value) == expected


def test_a_file_and_its_content_make_the_same_world(tmp_path):
    path = tmp_path / "slow.toml"
    path.write_text('title = "Slow"\nregime = "fixed_period_2026"\n[processing]\ni765_standard = 180\n'
                    "[schools.binghamton.lead_time]\ncpt = 15\n")
    assert read_what_if(path, WORLD) == WhatIf.model_validate(SPEC)


def test_the_world_changes_where_it_is_told_and_nowhere_else():
    world = apply(WORLD, SPEC)
    ends = day("2027-05-14")
    assert world.title == "Slow"
    assert world.law.number("opt_post.filing_closes", on=ends) == 30
    assert WORLD.law.number("opt_post.filing_closes", on=ends) == 60
    assert world.processing.figure("i765_standard").days == 180
    assert WORLD.processing.figure("i765_standard").days == 120
    assert world.processing.figure("card").days == WORLD.processing.figure("card").days
    assert world.schools["binghamton"].lead_time["cpt"].business_days == 15
    assert world.schools["binghamton"].lead_time["opt"] == WORLD.schools["binghamton"].lead_time["opt"]
    assert world.schools["generic"] is WORLD.schools["generic"]
    assert tuple(world.schools) == tuple(WORLD.schools)


def test_an_assumption_is_never_shown_as_verified():
    world = apply(WORLD, SPEC)
    assert not world.processing.figure("i765_standard").verified
    lead = world.schools["binghamton"].lead_time["cpt"]
    assert not lead.source.verified
    assert lead.source.source == "your what-if"


def test_premium_counts_business_days():
    figure = apply(WORLD, {"processing": {"i765_premium": 45}}).processing.figure("i765_premium")
    assert (figure.days, figure.business_days) == (None, 45)


@pytest.mark.parametrize("edge", [{}, {"processing": {"i765_standard": 0}}, {"processing": {"i765_standard": 1500}},
                                  {"schools": {"generic": {"lead_time": {"cpt": 250, "at": 0}}}}], ids=str)
def test_the_last_value_before_an_error_is_accepted(edge):
    assert apply(WORLD, edge).law is WORLD.law


def test_it_says_what_it_changes():
    assert describe(SPEC, WORLD) == [
        "The law is read under the regime fixed_period_2026, which is not in force.",
        "USCIS decides a standard Form I-765: 180 days instead of 120.",
        "Binghamton University: CPT request to the new I-20 takes 15 business days instead of 10."]
    assert describe({}, WORLD) == []


def test_the_schema_knows_every_duration():
    assert tuple(LeadTimes.model_fields) == LEAD_TIMES
    assert {f"processing.{name}" for name in AgencyTimes.model_fields} == set(WORLD.processing.figures)
    schema = json.loads(json.dumps(WhatIf.model_json_schema()))
    Draft202012Validator.check_schema(schema)
    valid = Draft202012Validator(schema).is_valid
    assert valid(SPEC)
    assert not valid({"processing": {"card": -1}})
    assert not valid({"titel": "x"})
