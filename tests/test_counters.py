"""The counters of a history: students counted by hand, and random histories held against the slow reference under both regimes."""
import tomllib
from dataclasses import replace
from datetime import date, timedelta
from math import ceil
from pathlib import Path

import pytest
import reference_history as slow
from hypothesis import given
from hypothesis import strategies as st

from planner.counters import counters, cpt_year_is_full, opt_last_day
from planner.days import day, months, to_date
from planner.history import LISTS, history_of
from planner.stay import make_stay
from planner.stay_dates import dates_of
from planner.totals import case_of_history, totals_of
from planner.world import load_world

STUDENTS = tomllib.loads((Path(__file__).parent / "data" / "histories.toml").read_text())["student"]
FACTS = {"status": "F-1", "program_start": date(2025, 8, 25), "program_end": date(2027, 5, 14)}
ON = date(2026, 11, 22)
WORLD = load_world()
REGIMES = (None, "fixed_period_2026")


def student(entry):
    history = history_of(FACTS | entry.get("facts", {}), {name: entry[name] for name in LISTS if name in entry})
    return history, entry.get("on", ON)


def when(number):
    return "" if number is None else str(to_date(number))


def found(entry, world) -> dict[str, object]:
    """What the planner says to each key that a student's entry may expect."""
    history, on = student(entry)
    counted = counters(history, world.law)
    stay = make_stay(history, day(on), world)
    opt = stay.grant("opt_post")
    warned = [str(one.date) for one in dates_of(stay) if one.rule == "cpt.year_warning"]
    said = dict.fromkeys(("cpt", "opt", "idle", "at"), "none")
    said |= {"case_cpt": int(stay.made.cases.cpt_full_time_days[0]), "opt_until": str(opt.last) if opt else "none",
             "warned": warned[0] if warned else ""}
    if "cpt" in counted:
        said |= {"cpt": counted["cpt"].in_all, "cpt_year": when(counted["cpt"].runs_out)}
    if "opt" in counted:
        said |= {"opt": counted["opt"].by(day(on))}
    if "unemployment" in counted:
        clock = counted["unemployment"]
        said |= {"idle": clock.by(day(on)), "left": clock.left(day(on)), "over": when(clock.runs_out)}
    if "at" in counted:
        said |= {"at": counted["at"].in_all, "at_over": when(counted["at"].runs_out)}
    return said


@pytest.mark.parametrize("entry", STUDENTS, ids=lambda entry: entry["why"][:60])
def test_a_student_counted_by_hand(entry):
    said = found(entry, WORLD)
    assert {key: said.get(key) for key in entry["expect"]} == entry["expect"], entry["why"]


@pytest.mark.parametrize("entry", STUDENTS, ids=lambda entry: entry["why"][:60])
def test_the_postponed_rule_changes_no_counter(entry):
    """Unemployment, the 12 and 14 months, CPT and Academic Training are not among its instructions."""
    under = replace(WORLD, law=WORLD.law.under("fixed_period_2026"))
    counts = {key for key in entry["expect"] if key not in ("opt_until", "case_cpt")}
    one, other = found(entry, WORLD), found(entry, under)
    assert {key: one.get(key) for key in counts} == {key: other.get(key) for key in counts}


def test_at_least_thirty_students_each_with_a_reason():
    assert len(STUDENTS) >= 30
    assert all(len(entry["why"]) > 30 and entry["expect"] for entry in STUDENTS)
    assert len({entry["why"] for entry in STUDENTS}) == len(STUDENTS)


@pytest.mark.parametrize("first, last, limit", [("2014-07-01", "2015-06-30", 90), ("2015-07-01", "2016-05-09", 120),
                                                ("2016-05-10", "2016-11-30", 150)])
def test_the_limit_with_stem_grew_on_the_day_of_the_rule_of_2016(first, last, limit):
    facts = FACTS | {"program_start": date(2012, 8, 27), "program_end": date(2014, 5, 16)}
    cards = [{"from": "2014-07-01", "to": "2015-06-30"}, {"from": "2015-07-01", "to": "2016-11-30", "category": "opt_stem"}]
    clock = counters(history_of(facts, {"ead": cards}), WORLD.law)["unemployment"]
    assert clock.limit_on(day(first)) == clock.limit_on(day(last)) == limit


# ---- against the reference ------------------------------------------------------------------------------------------

START, END = date(2026, 1, 12), date(2027, 5, 14)


def spans(low, high, longest=420):
    """A first and last day between two dates."""
    first = st.dates(low, high)
    return st.tuples(first, st.integers(0, longest)).map(lambda pair: (pair[0], pair[0] + timedelta(pair[1])))


HOURS = st.sampled_from((0, 5, 9.5, 10, 10.5, 19.5, 20, 20.5, 40))
FLAG = st.booleans()
CPT = st.tuples(spans(date(2025, 11, 1), END, 300), st.sampled_from((None, True, False)), HOURS)
CARD = st.one_of(
    st.tuples(spans(date(2025, 12, 1), END, 200), st.just("opt_pre"), FLAG),
    st.tuples(spans(date(2027, 5, 15), date(2027, 7, 13), 366), st.just("opt_post"), st.just(True)),
    st.tuples(spans(date(2028, 4, 1), date(2028, 8, 1), 731), st.just("opt_stem"), st.just(True)))
KIND = st.sampled_from(("opt", "opt", "opt", "cpt", "other"))
JOB = st.tuples(spans(date(2027, 4, 1), date(2030, 1, 1)), FLAG, HOURS, KIND, FLAG, st.sampled_from((None, True, False)))
OLD_JOB = st.tuples(spans(date(2009, 6, 1), date(2010, 7, 1), 150), FLAG, HOURS, st.just("opt"), FLAG, st.none())
AT = spans(date(2025, 12, 1), date(2028, 1, 1), 500)


def history(cpts=(), cards=(), jobs=(), ats=(), start=START, end=END, **facts):
    return history_of({"status": "F-1", "program_start": start, "program_end": end} | facts, {
        "cpt": [{"from": a, "to": b, "full_time": full, "hours": hours} for (a, b), full, hours in cpts],
        "ead": [{"from": a, "to": b, "category": category, "full_time": full} for (a, b), category, full in cards],
        "job": [{"from": a, "to": None if going else b, "hours_per_week": hours, "kind": kind, "paid": paid, "e_verify": verify}
                for (a, b), going, hours, kind, paid, verify in jobs],
        "at": [{"from": a, "to": b} for a, b in ats]})


def plain_jobs(jobs):
    return [(a, None if going else b, hours, kind, paid, verify) for (a, b), going, hours, kind, paid, verify in jobs]


def plain_cards(cards):
    return [(a, b, category, full) for (a, b), category, full in cards]


@pytest.mark.parametrize("regime", REGIMES)
@given(cpts=st.lists(CPT, max_size=5))
def test_full_time_cpt_against_the_reference(regime, cpts):
    counted = counters(history(cpts=cpts), WORLD.law.under(regime)).get("cpt")
    expected = slow.full_time_cpt([(a, b, full, hours) for (a, b), full, hours in cpts], START)
    assert (counted.in_all if counted else 0) == len(expected)
    assert cpt_year_is_full(counted, WORLD.law) == slow.cpt_bars_opt(expected)
    if counted:
        assert when(counted.runs_out) == (str(sorted(expected)[364]) if len(expected) >= 365 else "")
        for one in sorted(expected)[::50]:
            assert counted.by(day(one)) == sum(other <= one for other in expected)


@pytest.mark.parametrize("regime", REGIMES)
@given(cards=st.lists(CARD, max_size=4), by=st.dates(date(2026, 1, 1), date(2030, 1, 1)))
def test_opt_used_against_the_reference(regime, cards, by):
    counted = counters(history(cards=cards), WORLD.law.under(regime)).get("opt")
    assert (counted.by(day(by)) if counted else 0) == slow.opt_used(plain_cards(cards), START, END, by)


@pytest.mark.parametrize("regime", REGIMES)
@given(cards=st.lists(CARD, min_size=1, max_size=4), jobs=st.lists(JOB, max_size=6))
def test_days_without_work_against_the_reference(regime, cards, jobs):
    counted = counters(history(cards=cards, jobs=jobs), WORLD.law.under(regime)).get("unemployment")
    idle = slow.idle_days(plain_jobs(jobs), plain_cards(cards), START)
    assert (counted.in_all if counted else 0) == len(idle)
    assert (to_date(counted.runs_out) if counted and counted.runs_out is not None else None) == slow.first_day_over(
        idle, plain_cards(cards), START)
    if counted:
        for one in idle[::20]:
            assert counted.by(day(one)) == sum(other <= one for other in idle)


@given(jobs=st.lists(OLD_JOB, min_size=2, max_size=6), last=st.integers(200, 400))
def test_the_short_gaps_of_2009_against_the_reference(jobs, last):
    card = ((date(2009, 6, 15), date(2009, 6, 15) + timedelta(last)), "opt_post", True)
    old = {"start": date(2009, 1, 5), "end": date(2009, 5, 15)}
    counted = counters(history(cards=[card], jobs=jobs, **old), WORLD.law)["unemployment"]
    assert counted.in_all == len(slow.idle_days(plain_jobs(jobs), plain_cards([card]), old["start"]))


@given(ats=st.lists(AT, max_size=4), level=st.sampled_from(("master", "doctorate", "postdoc")))
def test_training_against_the_reference(ats, level):
    counted = counters(history(ats=ats, status="J-1", level=level), WORLD.law).get("at")
    expected = sorted(slow.training(ats, START))
    assert (counted.in_all if counted else 0) == len(expected)
    if expected:
        limit = slow.training_limit(expected[0], level, START, END)
        assert counted.limit_on(day(expected[0])) == limit
        assert when(counted.runs_out) == (str(expected[limit]) if len(expected) > limit else "")


# ---- properties -----------------------------------------------------------------------------------------------------

@given(cards=st.lists(CARD, min_size=1, max_size=4), jobs=st.lists(JOB, max_size=5), more=JOB)
def test_more_work_never_makes_more_days_without_it(cards, jobs, more):
    """True of every history after 2010: the exception for short gaps needed two jobs."""
    without, with_more = (counters(history(cards=cards, jobs=some), WORLD.law).get("unemployment")
                          for some in (jobs, [*jobs, more]))
    assert (without.in_all if without else 0) >= (with_more.in_all if with_more else 0)


@given(cards=st.lists(CARD, max_size=4), jobs=st.lists(JOB, max_size=5), cpts=st.lists(CPT, max_size=4))
def test_the_order_of_entries_does_not_matter(cards, jobs, cpts):
    one = counters(history(cpts=cpts, cards=cards, jobs=jobs), WORLD.law)
    other = counters(history(cpts=cpts[::-1], cards=cards[::-1], jobs=jobs[::-1]), WORLD.law)
    assert {name: (c.in_all, c.runs_out) for name, c in one.items()} == {name: (c.in_all, c.runs_out) for name, c in other.items()}


@given(cards=st.lists(CARD, max_size=3), jobs=st.lists(JOB, max_size=4), cpts=st.lists(CPT, max_size=3))
def test_every_history_makes_a_case_and_a_stay(cards, jobs, cpts):
    """Contradictions are named; a plan is made all the same."""
    made = case_of_history(history(cpts=cpts, cards=cards, jobs=jobs), day(ON), WORLD)
    assert set(totals_of(made.history, made.counters, day(ON), WORLD.law)) <= {
        "cpt_full_time_days", "opt_days_used", "unemployed_days", "at_days_used"}
    stay = make_stay(made.history, day(ON), WORLD)
    dates = [one.date for one in dates_of(stay)]
    assert dates == sorted(dates)


@given(start=st.dates(date(2027, 5, 15), date(2027, 7, 13)), used=st.integers(0, 600).map(lambda n: n / 2))
def test_the_last_day_of_opt_is_that_of_the_engine(start, used):
    """One formula: the planned card of the engine with as many days used ends on the same day."""
    facts = {"status": "F-1", "program_start": START, "program_end": END, "opt_requested_start": start, "opt_days_used": ceil(used)}
    grant = make_stay(history_of(facts, {}), day(ON), WORLD).grant("opt_post")
    assert day(grant.last) == opt_last_day(day(grant.first), used, day(END), WORLD.law)
    assert day(grant.last) <= int(months(14).add(day(END)))
