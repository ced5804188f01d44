"""An adviser's queue: the best route of the student's own page, its bucket on both sides of each edge, what was missed."""
from dataclasses import replace

import numpy as np
import pytest
from asking import explained
from random_cases import ON, random_cases

from planner.answer import LATER
from planner.cases import Cases
from planner.closings import KINDS
from planner.days import BLANK, day, to_date
from planner.near import near_limits
from planner.plan import make_plan
from planner.queue import BUCKETS, MONTH, TODAY, WEEK, Queue, queue_of, queue_of_cases
from planner.queue_table import queue_table
from planner.routes import NEXT_STEPS, ROUTES, VERDICTS
from planner.world import load_world

WORLD = load_world()
STUDENT = {"status": "F-1", "program_start": "2025-08-25", "program_end": "2027-05-14"}
CARD = {"program_start": "2024-08-25", "program_end": "2026-05-14", "ead_category": "opt_post", "ead_start": "2026-06-01",
        "ead_end": "2027-05-31"}


def plan_of(*cases, on="2026-11-22"):
    return make_plan(Cases.of([STUDENT | case for case in cases]), day(on), WORLD)


def bucket(**case) -> str:
    on = case.pop("on", "2026-11-22")
    return BUCKETS[queue_of(plan_of(case, on=on)).bucket[0]]


def date(number):
    found = to_date(number)
    return found and found.isoformat()


# The best route is that of the student's page

def test_every_case_has_the_best_route_and_the_numbers_of_its_own_page():
    plan = make_plan(random_cases(250, seed=11), ON, WORLD)
    queue = queue_of(plan)
    for row in range(250):
        best = explained(plan, row).best
        assert (ROUTES[queue.route[row]], VERDICTS[queue.verdict[row]]) == (best.route, best.verdict)
        assert date(queue.earliest_start[row]) == (best.earliest_start and best.earliest_start.isoformat())
        assert plan.rule_ids[queue.driving_rule[row]] == best.driving_rule
        assert NEXT_STEPS[queue.next_step[row]] == best.next_step
        if best.offer_start:
            assert date(queue.by[row]) == (best.next_step_by and best.next_step_by.isoformat())


def test_the_day_that_was_missed_is_the_one_that_the_students_page_names():
    plan = make_plan(random_cases(2500, seed=5), ON, WORLD)
    queue, seen = queue_of(plan), 0
    for row in np.flatnonzero((queue.verdict == LATER) & (queue.next_step > 0))[:150].tolist():
        best = explained(plan, row).best
        step = best.milestone(best.next_step)
        was_missed = step.missed is not None and step.missed < step.early
        assert date(queue.missed[row]) == (step.missed.isoformat() if was_missed else None)
        if was_missed:
            seen += 1
            assert queue.float_days[row] <= (step.missed - step.early).days < 0
    assert seen > 40


def test_what_was_missed_would_have_made_it():
    """The day itself makes the offer's start, the day after does not."""
    offer = {"offer_start": "2026-12-01"}
    missed = queue_of(plan_of(offer)).missed[0]
    assert date(missed) == "2026-11-16"
    for on, verdict in ((missed, "yes"), (missed + 1, "later")):
        assert VERDICTS[queue_of(plan_of(offer, on=date(on))).verdict[0]] == verdict


# Buckets, on both sides of each edge

@pytest.mark.parametrize(("by", "says"), [
    (0, "today"), (1, "this week"), (6, "this week"), (7, "next 30 days"), (30, "next 30 days"), (31, "later"), (200, "later")])
def test_a_bucket_on_both_sides_of_its_edge(by, says):
    """Academic sign-off and CPT take no time at a school that answers at once: the day to ask is the day of the offer."""
    generic = WORLD.schools["generic"]
    fast = generic.with_lead_times({"cpt": 0, "sign_off": 0}, generic.lead_time["cpt"].source)
    start = date(ON + by)
    case = STUDENT | {"offer_start": start, "program_end": "2028-05-14"}
    queue = queue_of(make_plan(Cases.of([case]), ON, replace(WORLD, schools=WORLD.schools | {"generic": fast})))
    assert (date(queue.by[0]), BUCKETS[queue.bucket[0]]) == (start, says)


@pytest.mark.parametrize(("case", "says"), [
    ({"offer_start": "2026-12-06"}, "too late for the offer"),
    ({"offer_start": "2026-12-07"}, "today"),
    ({"offer_start": "2026-12-21", "related": "false"}, "no route open"),
    ({}, "nothing to do"),                                                      # no offer: nothing to ask for
    ({"program_end": "2026-10-14"}, "next 30 days"),                            # but a window closes, on 13 December
    ({"program_end": "2026-09-24"}, "today"),                                   # asked today, filed on the last day of the window
    ({"program_end": "2026-09-22"}, "nothing to do"),                           # closed yesterday, and nothing offered
    (CARD | {"offer_start": "2026-12-21"}, "nothing to do"),                    # the card in hand is enough
    ({"program_end": "2026-12-14", "i765_filed": "2026-10-01", "offer_start": "2027-03-01", "offer_end": "2027-09-01"},
     "waiting for USCIS"),
])
def test_who_is_in_which_bucket(case, says):
    assert bucket(**case) == says


def test_a_start_that_never_was_possible_is_marked():
    """OPT after graduation for a program ending in May: USCIS takes no form before 13 February."""
    queue = queue_of(plan_of({"offer_start": "2027-05-20", "curricular": "false"}))
    assert ROUTES[queue.route[0]] == "opt_post"
    assert queue.never[0]
    assert date(queue.missed[0]) < "2027-02-13"


def test_the_ranking_is_by_what_closes_soon_then_by_bucket_then_float_then_day():
    queue = queue_of(make_plan(random_cases(2000, seed=3), ON, WORLD))
    ranked = queue.ranked
    assert sorted(ranked.tolist()) == list(range(2000))
    soon = [ON <= queue.closes[row] <= ON + 30 for row in ranked]
    assert 0 < sum(soon) < 2000
    keys = [(0, queue.closes[row], 0) if first else
            (1, queue.bucket[row], queue.past[row], 2**31 if queue.act_float[row] == BLANK else queue.act_float[row])
            for row, first in zip(ranked, soon, strict=True)]
    assert [key[:2] for key in keys if not key[0]] == sorted(key[:2] for key in keys if not key[0])
    assert [key for key in keys if key[0]] == sorted(key for key in keys if key[0])
    assert soon == sorted(soon, reverse=True)


def test_a_long_table_is_the_same_as_its_rows_one_by_one_and_in_pieces():
    cases = random_cases(300, seed=8)
    whole = queue_of(make_plan(cases, ON, WORLD))
    ones = Queue.joined([queue_of(make_plan(cases[row:row + 1], ON, WORLD)) for row in range(300)])
    again = queue_of_cases(cases, ON, WORLD)
    for name in ("route", "verdict", "by", "float_days", "missed", "never", "bucket", "shift_days"):
        assert getattr(whole, name).tolist() == getattr(ones, name).tolist() == getattr(again, name).tolist()


def test_joined_cases_keep_their_schools():
    parts = [random_cases(5, seed=1), random_cases(5, seed=2, schools=("rutgers", "binghamton", "mit"))]
    joined = Cases.joined(parts)
    assert [joined.record(row) for row in range(10)] == [part.record(row) for part in parts for row in range(5)]


# What closes, whatever the offer

PHD = {"level": "doctorate", "program_start": "2022-08-23", "program_end": "2026-12-18", "dso_recommended": "2026-11-05",
       "offer_start": "2027-04-05"}
IDLE = CARD | {"unemployed_days": 80, "offer_start": "2026-12-14", "stem": "true"}
MAY = {"program_end": "2026-10-30"}


def closing(on, **case):
    queue = queue_of(plan_of(case, on=on))
    return date(queue.closes[0]), KINDS[queue.closing[0]], BUCKETS[queue.bucket[0]], queue.count(TODAY, WEEK), \
        queue.count(TODAY, WEEK, MONTH)


@pytest.mark.parametrize(("on", "closes", "week", "month"), [
    ("2026-11-05", "2026-12-05", 0, 1), ("2026-11-28", "2026-12-05", 0, 1), ("2026-11-29", "2026-12-05", 1, 1),
    ("2026-12-05", "2026-12-05", 1, 1), ("2026-12-06", "2027-02-01", 0, 0)])
def test_a_recommendation_runs_out_whatever_the_offer(on, closes, week, month):
    """The offer is missed from 22 November on, by the card; the recommendation of 5 November is good for 30 days, and a new one
    may be asked for until 1 February, as ten business days lead to the window's last day, 16 February."""
    assert closing(on, **PHD)[0::3][:2] == (closes, week)
    assert closing(on, **PHD)[4] == month


@pytest.mark.parametrize(("on", "closes", "kind", "month"), [
    ("2026-11-13", "2026-12-14", "ask", 0), ("2026-11-14", "2026-12-14", "ask", 1), ("2026-12-14", "2026-12-14", "ask", 1),
    ("2026-12-15", "2026-12-15", "hurry", 1), ("2026-12-29", "2026-12-29", "hurry", 1), ("2026-12-30", None, "", 0)])
@pytest.mark.parametrize("offer", [{"offer_start": "2027-02-01"}, {"offer_start": "2029-02-01"}, {"related": "false"}, {}], ids=str)
def test_a_window_closes_whatever_the_offer(on, closes, kind, month, offer):
    """The program ended on 30 October: filed by 29 December, asked for by 14 December; with an offer that is too late, beyond the
    card, outside the field of study, or without one."""
    if offer == {"offer_start": "2027-02-01"} or offer == {"offer_start": "2029-02-01"}:
        assert closing("2026-11-24", **MAY | offer)[2] in ("too late for the offer", "next 30 days")
    assert closing(on, **MAY | offer)[::4] == (closes, month)
    assert closing(on, **MAY | offer)[1] == kind


@pytest.mark.parametrize(("used", "offer", "closes"), [
    (80, "2026-12-04", None), (80, "2026-12-05", "2026-12-03"), (79, "2026-12-05", None), (79, "2026-12-06", "2026-12-04"),
    (89, "2026-12-14", "2026-11-24"), (90, "2026-12-14", "2026-11-24"), (91, "2026-12-14", None),
    (0, "", None), (80, "", "2026-12-03")])
def test_work_has_to_begin_before_the_days_without_it_are_used_up(used, offer, closes):
    """On 24 November, 80 days used: 4 December is day 91. Who begins on it was without work for 90 days."""
    found = closing("2026-11-24", **IDLE | {"unemployed_days": used, "offer_start": offer})
    assert found[0] == closes if closes else found[1] != "work"


def test_whose_days_without_work_run_out_is_first_to_act_and_not_later():
    queue = queue_of(plan_of(IDLE, {"offer_start": "2026-12-21"}, on="2026-11-24"))
    assert queue.ranked.tolist() == [0, 1]
    assert (BUCKETS[queue.bucket[0]], date(queue.act_by[0]), queue.act_float[0]) == ("next 30 days", "2026-12-03", 9)


@pytest.mark.parametrize(("end", "over"), [("2026-11-21", True), ("2026-11-22", False), ("2026-11-23", False)])
def test_an_offer_whose_work_is_over_is_last_of_those_too_late_and_said_so(end, over):
    plan = plan_of({"offer_start": "2026-02-01", "offer_end": end}, {"offer_start": "2026-12-01"})
    queue = queue_of(plan)
    assert queue.ranked.tolist() == ([1, 0] if over else [0, 1])
    said = queue_table(np.array(["A", "B"], object), queue, ["", ""], np.arange(2), WORLD)["Due"].to_pylist()
    assert said == ["too late, the offer is over" if over else "too late for the offer", "too late for the offer"]


# What is near its limit

@pytest.mark.parametrize(("case", "says"), [
    ({"cpt_full_time_days": 334}, ""), ({"cpt_full_time_days": 335}, "full-time CPT 335 of 365"),
    (CARD | {"unemployed_days": 74, "offer_start": "2026-11-23"}, ""),
    (CARD | {"unemployed_days": 75, "offer_start": "2026-11-23"}, "without work 75 of 90 days"),
    (CARD | {"ead_category": "opt_stem", "stem": "true", "unemployed_days": 134, "offer_start": "2026-11-23"}, ""),
    (CARD | {"ead_category": "opt_stem", "stem": "true", "unemployed_days": 135, "offer_start": "2026-11-23"},
     "without work 135 of 150 days"),
    (CARD | {"unemployed_days": 59}, "day 91 without work is Wed 23 Dec 2026"), (CARD | {"unemployed_days": 58}, ""),
    ({"program_end": "2027-03-22"}, "OPT filing opens Tue 22 Dec 2026"), ({"program_end": "2027-03-23"}, ""),
    ({"program_end": "2026-10-23"}, "OPT filing closes Tue 22 Dec 2026; ask for the OPT I-20 by Tue 8 Dec 2026"),
    ({"program_end": "2026-10-24"}, "ask for the OPT I-20 by Wed 9 Dec 2026"),
    ({"program_end": "2026-11-08"}, "ask for the OPT I-20 by Tue 22 Dec 2026"), ({"program_end": "2026-11-09"}, ""),
    ({"program_end": "2026-10-23", "dso_recommended": "2026-11-20"},
     "OPT filing closes Tue 22 Dec 2026; file by Sun 20 Dec 2026: the recommendation runs out"),
    ({"program_end": "2026-09-23"}, "OPT filing closes Sun 22 Nov 2026; ask today for a faster answer"),
    ({"program_end": "2026-09-22"}, ""),
    ({"program_end": "2026-10-14", "i765_filed": "2026-10-01"}, ""),            # filed: no window to watch
    (CARD | {"ead_end": "2027-02-20"}, "card ends Sat 20 Feb 2027"), (CARD | {"ead_end": "2027-02-21"}, ""),
    (CARD | {"ead_end": "2026-11-22"}, "card ends Sun 22 Nov 2026"), (CARD | {"ead_end": "2026-11-21"}, ""),
])
def test_a_limit_is_named_from_its_day_on(case, says):
    assert [text.replace("\u00a0", " ") for text in near_limits(plan_of(case))] == [says]


# A case on hold: what can be done still has its day, what comes after it has none

@pytest.mark.parametrize(("case", "says"), [
    ({"program_end": "2026-12-14", "i765_filed": "2026-10-01", "offer_start": "2027-03-01", "held": "true"}, "on hold, no date"),
    ({"program_end": "2026-10-14", "offer_start": "2027-03-01", "held": "true"}, "next 30 days"),
])
def test_a_held_case_is_in_nobodys_way_but_its_window_still_closes(case, says):
    queue = queue_of(plan_of(case))
    assert BUCKETS[queue.bucket[0]] == says
    assert VERDICTS[queue.verdict[0]] == "unknown"
    assert not queue.in_time[0]
    assert queue.earliest_start[0] == BLANK
