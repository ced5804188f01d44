"""A case that USCIS holds: no day after filing is given, in any form, and what can still be done until then is."""
import csv
import json
from datetime import date

import numpy as np
import pytest
from asking import ask
from random_cases import ON, random_cases

from planner.cases import Cases
from planner.cli import main
from planner.days import BLANK, day
from planner.explain import explain_case
from planner.plan import make_plan
from planner.routes import VERDICTS
from planner.timeline import picture

D = "2026-11-22"
STUDENT = {"status": "F-1", "program_start": "2025-08-25", "program_end": "2027-05-14", "curricular": False}
HELD = STUDENT | {"held": True, "offer_start": "2027-06-21", "offer_end": "2027-08-15"}
THROUGH_USCIS = ("opt_pre", "opt_post", "opt_stem")


def view(facts, on=D):
    return explain_case(Cases.of([facts]), day(on))


def route(plan, name="opt_post"):
    return next(one for one in plan.routes if one.route == name)


def plain(text):
    return text.replace("\u00a0", " ")


def test_the_headline_says_what_can_still_be_done():
    plan = view(HELD)
    assert plain(plan.headline) == ("No date can be given while USCIS holds your case. "
                                    "You can still ask your office by Mon 28 Jun 2027.")     # 13 July less ten office days


@pytest.mark.parametrize("facts, expected", [
    ({"dso_recommended": "2026-11-20", "program_end": "2027-01-29"}, "You can still file Form I-765 by Sun 20 Dec 2026."),
    ({"i765_filed": "2026-11-20", "program_end": "2027-01-29"}, "Ask your office what you can do meanwhile."),
])
def test_the_headline_knows_how_far_the_student_is(facts, expected):
    plan = view(HELD | facts)
    assert plain(plan.headline) == f"No date can be given while USCIS holds your case. {expected}"


def test_nothing_after_filing_has_a_day():
    opt = route(view(HELD))
    assert opt.verdict == "unknown"
    assert (opt.earliest_start, opt.start, opt.authorized_until, opt.shift_days, opt.likely, opt.chance_on_time) == (None,) * 6
    days = {one.name: (one.early, one.late, one.missed, one.actual, one.float_days) for one in opt.milestones}
    assert {name for name, known in days.items() if known == (None,) * 5} == {"approved", "card_received", "work_starts"}
    assert days["filed"][0] == date(2027, 2, 13) and days["filed"][1] == date(2027, 7, 13)


def test_other_routes_are_as_they_were():
    free, held = ask(HELD | {"held": False, "curricular": True}, D), ask(HELD | {"curricular": True}, D)
    assert {name for name in free if free[name] != held[name]} == {"opt_post"}
    assert free["opt_pre"]["reasons"] == held["opt_pre"]["reasons"] == ["too_late_to_start"], "the offer is after the program"


def test_a_closed_route_stays_closed():
    held = ask(HELD | {"opt_days_used": 365}, D)
    assert held["opt_post"]["verdict"] == "no" and "held_case" not in held["opt_post"]["cautions"]


def test_a_way_without_uscis_comes_first():
    plan = view(HELD | {"offer_start": "2026-12-21", "offer_end": "2027-01-15", "curricular": True})
    assert plan.best.route == "cpt" and [one.verdict for one in plan.routes][:3] == ["yes", "unknown", "unknown"]


def test_the_picture_is_open_from_the_filing_to_its_edge():
    plan = view(HELD)
    drawn = picture(plan, route(plan))
    lanes = {lane.title: lane for lane in drawn.lanes}
    [hold] = lanes["USCIS decides"].marks
    assert (hold.kind, hold.start, hold.end) == ("hold", date(2027, 2, 13), drawn.last)
    assert [lanes[name].figure for name in ("USCIS decides", "Card in hand", "Work starts")] == ["unknown"] * 3
    assert not lanes["Card in hand"].marks and not lanes["Work starts"].marks
    assert "hold" in drawn.shown() and "unknown" in drawn.in_words()


def test_files_say_unknown(tmp_path):
    (tmp_path / "cases.csv").write_text("case_id,status,program_start,program_end,offer_start,held\n"
                                        "A,F-1,2025-08-25,2027-05-14,2027-06-21,yes\nB,F-1,2025-08-25,2027-05-14,2027-06-21,\n")
    assert main(["caseload", str(tmp_path / "cases.csv"), "--out", str(tmp_path / "r.csv"), "--on", D]) == 0
    rows = {(row["case_id"], row["route"]): row for row in csv.DictReader((tmp_path / "r.csv").open())}
    held, free = rows["A", "opt_post"], rows["B", "opt_post"]
    assert (held["verdict"], held["next_step"], held["next_step_by"], held["route_closes"]) == (
        "unknown", "requested", "2027-06-28", "2027-06-28")
    blank = ("earliest_start", "authorized_until", "shift_days", "driving_rule", "p50_start", "p80_start", "p95_start",
             "chance_on_time")
    assert not any(held[name] for name in blank) and all(free[name] for name in blank)
    assert held["cautions"] == "contested_rule;held_case"
    assert len(rows) == 14, "seven rows for each case, as ever"


def test_the_json_has_no_day_after_filing(tmp_path, capsys):
    (tmp_path / "case.toml").write_text('status = "F-1"\nprogram_start = 2025-08-25\nprogram_end = 2027-05-14\nheld = true\n')
    assert main(["plan", str(tmp_path / "case.toml"), "--on", D, "--json"]) == 0
    opt = {one["route"]: one for one in json.loads(capsys.readouterr().out)["routes"]}["opt_post"]
    assert opt["verdict"] == "unknown" and opt["earliest_start"] is None
    assert [one["name"] for one in opt["milestones"] if one["early"] is None] == ["approved", "card_received", "work_starts"]


def test_one_held_case_moves_no_other():
    free, mixed = random_cases(2000, 3), random_cases(2000, 3, held=0.3)
    before, after = make_plan(free, ON), make_plan(mixed, ON)
    assert mixed.held.any()
    for name, answer in after.routes.items():
        for column in ("verdict", "earliest_start", "authorized_until", "next_step_by", "route_closes", "reasons", "cautions"):
            same = getattr(answer, column) == getattr(before.routes[name], column)
            assert same[~mixed.held].all(), (name, column)
        unknown = answer.verdict == VERDICTS.index("unknown")
        assert (unknown <= mixed.held).all() and unknown.any() == (name in THROUGH_USCIS)
        assert (answer.earliest_start[unknown] == BLANK).all() and np.isnan(answer.chance[unknown]).all()
