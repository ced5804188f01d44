"""Arcs say at least, at most, exactly; imposed dates are facts. Small networks worked by hand, no route involved."""
import numpy as np
import pytest

from planner.days import CalendarDays, business_days, day, months, to_date, us_federal_holidays
from planner.network import SAME_DAY, Imposed, Network, at_least, at_most, exactly
from planner.schedule import backward_pass, forward_pass

T = day("2026-06-01")
OFFICE = business_days(us_federal_holidays(), 10)


def network(arcs, milestones=("a", "b"), size=1, **imposed):
    anchors = {name: one if isinstance(one, Imposed) else Imposed(one) for name, one in imposed.items()}
    return Network(size, milestones, arcs, anchors)


def dates(found, name):
    return np.broadcast_to(found.date[name], found.network.size).tolist()


def test_at_least_pushes_later_and_pulls_earlier():
    arcs = (*at_least("today", "a", SAME_DAY, "r"), *at_least("a", "b", CalendarDays(10), "r"))
    early = forward_pass(network(arcs, today=T + 100))
    assert (dates(early, "a"), dates(early, "b")) == ([T + 100], [T + 110])
    late = backward_pass(network(arcs, today=T + 100), {"b": np.array([T + 150], np.int32)})
    assert (dates(late, "a"), dates(late, "b")) == ([T + 140], [T + 150])


def test_at_most_bounds_the_later_from_the_earlier_and_the_earlier_from_the_later():
    """`filed <= recommended + 30`: an early recommendation is not worth having before the window opens less 30 days."""
    arcs = (*at_least("opens", "filed", SAME_DAY, "w"), *at_least("recommended", "filed", SAME_DAY, "o"),
            *at_most("recommended", "filed", CalendarDays(30), "g"))
    found = network(arcs, ("recommended", "filed"), opens=T + 200)
    assert dates(forward_pass(found), "recommended") == [T + 170]
    fixed = network(arcs, ("recommended", "filed"), opens=T + 100, recommended=Imposed(T + 150, np.array([True])))
    late = backward_pass(fixed, {"filed": np.array([T + 500], np.int32)})
    assert dates(late, "filed") == [T + 180]


def test_at_most_from_an_anchor_is_a_deadline_of_the_backward_pass_only():
    arcs = (*at_least("today", "a", SAME_DAY, "r"), *at_most("ends", "a", CalendarDays(60), "closes"))
    found = network(arcs, ("a",), today=T + 100, ends=T + 100)
    assert dates(forward_pass(found), "a") == [T + 100]
    assert dates(backward_pass(found), "a") == [T + 160]


def test_exactly_can_neither_be_shortened_nor_stretched():
    arcs = (*exactly("a", "b", OFFICE, "lead"), *at_least("opens", "b", SAME_DAY, "w"))
    found = network(arcs, opens=day("2026-12-07"))
    early = forward_pass(found)
    asked = dates(early, "a")[0]
    assert to_date(asked).isoformat() == "2026-11-20"          # a Friday: the weekend would lead to the same day
    assert dates(early, "b") == [day("2026-12-07")]
    late = backward_pass(found, {"b": np.array([day("2026-12-07")], np.int32)})
    assert to_date(dates(late, "a")[0]).isoformat() == "2026-11-22"


@pytest.mark.parametrize("lag", [CalendarDays(30), months(9), OFFICE], ids=["days", "months", "business days"])
def test_an_arc_read_backwards_is_its_inverse(lag):
    """`b at most lag after a` pushes a to the first day whose lag reaches b, and pulls b to the lag of a."""
    b = day("2028-02-29")
    pushed = forward_pass(network(at_most("a", "b", lag, "r"), ("a",), b=b))
    assert dates(pushed, "a") == [lag.reach(b)]
    pulled = backward_pass(network(at_most("a", "b", lag, "r"), ("b",), a=b))
    assert dates(pulled, "b") == [lag.add(b)]


def test_an_arc_may_be_for_some_rows_only():
    arcs = (*at_least("today", "a", SAME_DAY, "r"), *at_least("today", "a", CalendarDays(5), "r", np.array([True, False])))
    found = network(arcs, ("a",), size=2, today=T + 100)
    assert dates(forward_pass(found), "a") == [T + 105, T + 100]
    arcs = (*at_most("today", "a", CalendarDays(9), "r"), *at_most("today", "a", SAME_DAY, "r", np.array([True, False])))
    assert dates(backward_pass(network(arcs, ("a",), size=2, today=T + 100)), "a") == [T + 100, T + 109]


def test_a_row_without_any_arc_is_not_moved_by_another_rows_arc():
    arcs = at_least("today", "a", SAME_DAY, "r", np.array([True, False]))
    early = forward_pass(network(arcs, ("a",), size=2, today=np.array([T + 100, T + 100], np.int32)))
    assert dates(early, "a")[0] == T + 100
    assert dates(early, "a")[1] < 0 or to_date(dates(early, "a")[1]).year == 1980


def test_a_fact_is_not_moved():
    arcs = (*at_least("today", "a", SAME_DAY, "r"), *at_least("a", "b", CalendarDays(10), "r"))
    found = network(arcs, size=2, today=T + 100, a=Imposed(np.array([T + 50, T + 50], np.int32), np.array([True, False])))
    early = forward_pass(found)
    assert (dates(early, "a"), dates(early, "b")) == ([T + 50, T + 100], [T + 60, T + 110])
    late = backward_pass(found, {"b": np.array([T + 200, T + 200], np.int32)})
    assert dates(late, "a") == [T + 50, T + 190]


def test_more_arcs_leave_the_first_network_as_it_was():
    first = network(at_least("today", "a", SAME_DAY, "r"), ("a",), today=T + 100)
    second = first.with_arcs(at_least("today", "a", CalendarDays(7), "more"))
    assert dates(forward_pass(first), "a") == [T + 100]
    assert dates(forward_pass(second), "a") == [T + 107]
    assert [arc.rule for arc in second.arcs] == ["r", "more"]
