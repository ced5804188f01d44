"""The two passes: fixed point, float, driving arcs, contradictions; and properties of networks drawn at random."""
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.days import CalendarDays, business_days, day, months, us_federal_holidays
from planner.network import SAME_DAY, Imposed, Network, at_least, at_most, exactly
from planner.schedule import backward_pass, driving_path, forward_pass, longest_wait

FEDERAL = us_federal_holidays()
TODAY = day("2026-11-22")
NAMES = ("m0", "m1", "m2", "m3", "m4")
LAGS = (SAME_DAY, CalendarDays(1), CalendarDays(30), CalendarDays(120), months(1), months(9),
        business_days(FEDERAL, 1), business_days(FEDERAL, 10), business_days(frozenset(), 30))


def build(arcs, imposed=None, names=NAMES, size=1):
    anchors = {"today": Imposed(TODAY), "ends": Imposed(np.full(size, TODAY + 500, np.int32))}
    return Network(size, names, tuple(arcs), anchors | (imposed or {}))


def column(found, name):
    return np.broadcast_to(found.date[name], found.network.size)


@st.composite
def networks(draw, size=4):
    """Chains from today to the end, some arcs for some rows only, some windows, no facts."""
    arcs = [*at_least("today", NAMES[0], SAME_DAY, "first")]
    for before, after in zip(NAMES, NAMES[1:], strict=False):
        arcs += at_least(before, after, draw(st.sampled_from(LAGS)), "chain")
    for _ in range(draw(st.integers(0, 4))):
        first = draw(st.integers(-1, len(NAMES) - 2))
        before = "today" if first < 0 else NAMES[first]
        after = draw(st.sampled_from(NAMES[first + 1:]))
        arcs += at_least(before, after, draw(st.sampled_from(LAGS)), "more", draw(some_rows(size)))
    for name in draw(st.sets(st.sampled_from(NAMES))):
        arcs += at_most("ends", name, CalendarDays(draw(st.integers(0, 400))), "closes", draw(some_rows(size)))
    for before, after in draw(st.sets(st.sampled_from(list(zip(NAMES, NAMES[1:], strict=False))), max_size=2)):
        arcs += at_most(before, after, CalendarDays(draw(st.integers(420, 600))), "good for", draw(some_rows(size)))
    return build(arcs, size=size)


def some_rows(size):
    return st.none() | st.lists(st.booleans(), min_size=size, max_size=size).map(np.array)


def holds(arc, dates, size):
    rows = np.ones(size, bool) if arc.where is None else arc.where
    return (arc.lag.add(column(dates, arc.before)) <= column(dates, arc.after)) | ~rows


@given(networks())
def test_the_early_dates_obey_every_arc_and_nothing_is_later_than_it_must_be(network):
    early = forward_pass(network)
    assert all(holds(arc, early, 4).all() for arc in network.arcs if arc.before not in ("ends",) and arc.after != "ends")
    for name in network.milestones:
        for row in range(4):
            arrivals = [arc.lag.add(column(early, arc.before)[row]) for arc in network.arcs
                        if arc.after == name and (arc.where is None or arc.where[row])]
            assert column(early, name)[row] == max(arrivals)


@given(networks())
def test_the_late_dates_obey_every_arc_and_nothing_is_earlier_than_it_must_be(network):
    target = np.full(4, TODAY + 1200, np.int32)
    late = backward_pass(network, {NAMES[-1]: target})
    for name in network.milestones:
        for row in range(4):
            pulls = [arc.lag.undo(column(late, arc.after)[row]) for arc in network.arcs
                     if arc.before == name and (arc.where is None or arc.where[row])]
            bound = pulls + ([target[row]] if name == NAMES[-1] else [])
            assert column(late, name)[row] == min(bound)


@given(networks(), st.sampled_from(NAMES[1:]), st.sampled_from(LAGS))
def test_an_extra_arc_makes_no_early_date_earlier_and_no_late_date_later(network, after, lag):
    more = network.with_arcs(at_least("today", after, lag, "extra") + at_most("ends", after, SAME_DAY, "extra"))
    target = {NAMES[-1]: np.full(4, TODAY + 1200, np.int32)}
    for name in network.milestones:
        assert (column(forward_pass(more), name) >= column(forward_pass(network), name)).all()
        assert (column(backward_pass(more, target), name) <= column(backward_pass(network, target), name)).all()


@given(networks(), st.permutations(range(20)))
def test_the_order_of_the_arcs_does_not_matter(network, order):
    arcs = tuple(network.arcs[place] for place in order if place < len(network.arcs)) + network.arcs[20:]
    other = Network(network.size, network.milestones, arcs, network.imposed)
    for name in network.milestones:
        assert (column(forward_pass(other), name) == column(forward_pass(network), name)).all()
        assert (column(backward_pass(other), name) == column(backward_pass(network), name)).all()


@given(networks())
def test_early_is_not_after_late_exactly_where_the_target_can_be_made(network):
    early = forward_pass(network)
    made = column(early, NAMES[-1])
    late = backward_pass(network, {NAMES[-1]: made})
    possible = np.ones(4, bool)
    for arc in network.arcs:
        possible &= holds(arc, early, 4)
    for name in network.milestones:
        assert (column(early, name) <= column(late, name))[possible].all()
    assert (column(early, NAMES[-1]) == column(late, NAMES[-1]))[possible].all(), "the last milestone is critical"


@given(networks())
def test_the_driving_arc_leads_exactly_to_its_milestone(network):
    early = forward_pass(network)
    for name in network.milestones:
        for row in range(4):
            arc = network.arcs[early.driver[name][row]]
            assert arc.after == name
            assert arc.where is None or arc.where[row]
            assert arc.lag.add(column(early, arc.before)[row]) == column(early, name)[row]


@given(networks())
def test_the_driving_path_leads_from_an_anchor_to_the_milestone(network):
    early = forward_pass(network)
    for row in range(4):
        path = driving_path(early, row, NAMES[-1])
        assert path[0].before in ("today", "ends")
        assert path[-1].after == NAMES[-1]
        assert all(one.after == two.before for one, two in zip(path, path[1:], strict=False))


@given(networks())
def test_rows_do_not_know_each_other(network):
    together = forward_pass(network)
    for row in range(4):
        arcs = tuple(type(arc)(arc.before, arc.after, arc.lag, arc.rule,
                               None if arc.where is None else arc.where[row:row + 1]) for arc in network.arcs)
        alone = forward_pass(build(arcs))
        for name in network.milestones:
            assert column(alone, name)[0] == column(together, name)[row]


# ---- worked by hand -------------------------------------------------------------------------------------------------

def chain(*, closes=60, size=1, **imposed):
    """Ask (10 business days), file not after the end + `closes`, wait 120 days, work."""
    return build((
        *at_least("today", "asked", SAME_DAY, "today"),
        *exactly("asked", "answered", business_days(FEDERAL, 10), "lead"),
        *at_least("answered", "filed", SAME_DAY, "order"),
        *at_least("opens", "filed", SAME_DAY, "opens"),
        *at_most("answered", "filed", CalendarDays(30), "good for"),
        *at_most("ends", "filed", CalendarDays(closes), "closes"),
        *at_least("filed", "works", CalendarDays(120), "wait")),
        {"opens": Imposed(np.full(size, TODAY - 100, np.int32))} | imposed, ("asked", "answered", "filed", "works"), size)


def test_a_two_way_window_takes_more_than_one_sweep():
    """The opening pushes the filing, the filing the answer (30 days), the answer the request: against the arcs' order."""
    early = forward_pass(chain(opens=Imposed(np.array([day("2027-02-13")], np.int32))))
    iso = {name: str(np.datetime64(int(column(early, name)[0]), "D")) for name in ("asked", "answered", "filed", "works")}
    assert iso == {"asked": "2026-12-30", "answered": "2027-01-14", "filed": "2027-02-13", "works": "2027-06-13"}


def test_float_is_late_less_early():
    network = chain()
    early, late = forward_pass(network), backward_pass(network, {"works": np.array([day("2027-06-01")], np.int32)})
    floats = {name: int((column(late, name) - column(early, name))[0]) for name in network.milestones}
    # 1 June less 120 is 1 February; asked on 18 January, a closed day, the ten business days still end there
    assert floats == {"asked": 57, "answered": 56, "filed": 56, "works": 56}


def test_a_negative_float_says_by_how_much_a_target_was_missed():
    network = chain()
    early, late = forward_pass(network), backward_pass(network, {"works": np.array([day("2026-12-21")], np.int32)})
    assert int((column(late, "filed") - column(early, "filed"))[0]) == day("2026-08-23") - day("2026-12-07")


def test_a_contradiction_is_a_mask_and_the_other_rows_go_on():
    filed = Imposed(np.array([TODAY + 600, TODAY + 400, TODAY], np.int32), np.array([True, True, False]))
    network = chain(closes=60, size=3, filed=filed)
    early = forward_pass(network)
    assert early.contradicted.tolist() == [True, False, False], "the first was filed after the window's last day"
    assert column(early, "works").tolist() == [TODAY + 720, TODAY + 520, day("2026-12-07") + 120]


@pytest.mark.parametrize(("over", "contradicted"), [(-1, False), (0, False), (1, True)])
def test_a_contradiction_begins_the_day_after_the_windows_last(over, contradicted):
    network = chain(filed=Imposed(np.array([TODAY + 560 + over], np.int32), np.array([True])))
    assert forward_pass(network).contradicted.tolist() == [contradicted]


def test_an_impossible_loop_ends_and_is_marked():
    arcs = (*at_least("today", "a", SAME_DAY, "r"), *at_least("a", "b", CalendarDays(10), "r"),
            *at_most("a", "b", CalendarDays(5), "r", np.array([True, False])))
    early = forward_pass(build(arcs, names=("a", "b"), size=2))
    assert early.contradicted.tolist() == [True, False]
    assert (column(early, "a")[1], column(early, "b")[1]) == (TODAY, TODAY + 10)


def test_the_later_of_two_arcs_that_lead_to_one_day_drives():
    arcs = (*at_least("today", "a", CalendarDays(3), "one"), *at_least("today", "a", CalendarDays(3), "two"))
    early = forward_pass(build(arcs, names=("a",)))
    assert [arc.rule for arc in driving_path(early, 0, "a")] == ["two"]


def test_what_holds_a_start_is_the_longest_wait_on_its_path():
    rules = {rule: place for place, rule in enumerate(("", "today", "lead", "order", "opens", "good for", "closes", "wait"))}
    early = forward_pass(chain())
    assert longest_wait(early, "works", rules, TODAY).tolist() == [rules["wait"]]
    assert longest_wait(early, "filed", rules, TODAY).tolist() == [rules["lead"]]
    slow = forward_pass(chain().with_arcs(at_least("today", "works", CalendarDays(400), "opens")))
    assert longest_wait(slow, "works", rules, TODAY).tolist() == [rules["opens"]]
