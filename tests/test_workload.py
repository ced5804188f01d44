"""The office's work: requests by week, and a queue, first come first served, against a loop that serves one by one."""
from collections import deque

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from random_cases import ON, random_cases

from planner.cases import Cases
from planner.days import day, open_days, us_federal_holidays
from planner.plan import make_plan
from planner.queue import queue_of
from planner.workload import EARLIEST, KINDS, LATEST, Requests, monday, office, requests
from planner.world import load_world

WORLD, FEDERAL = load_world(), us_federal_holidays()
STUDENT = {"status": "F-1", "program_start": "2025-08-25", "program_end": "2027-05-14"}


def asked(*days: int) -> Requests:
    return Requests(np.array(days, np.int32), np.zeros(len(days), np.int8))


def of(*cases, when=LATEST) -> Requests:
    return requests(queue_of(make_plan(Cases.of([STUDENT | case for case in cases]), ON, WORLD)), when)


# Which requests

@pytest.mark.parametrize(("case", "kind", "latest", "earliest"), [
    ({"offer_start": "2026-12-21"}, "CPT", "2026-12-07", "2026-11-22"),
    ({"offer_start": "2027-10-01", "curricular": "false"}, "OPT", "2027-05-06", "2026-12-30"),
    ({"status": "J-1", "offer_start": "2027-01-11"}, "AT", "2026-12-27", "2026-11-22"),
    ({"status": "J-1", "offer_start": "2026-12-21", "on_campus": "true"}, "On campus", "2026-12-14", "2026-11-22"),
])
def test_a_request_on_its_latest_and_on_its_earliest_day(case, kind, latest, earliest):
    for when, expected in ((LATEST, latest), (EARLIEST, earliest)):
        found = of(case, when=when)
        assert found.day.tolist() == [day(expected)]
        assert tuple(KINDS)[found.kind[0]] == kind


@pytest.mark.parametrize("case", [
    {}, {"offer_start": "2026-12-21", "related": "false"},
    {"offer_start": "2027-12-01", "program_end": "2026-12-01", "dso_recommended": "2026-11-20"},
    {"program_end": "2026-12-01", "i765_filed": "2026-10-01", "offer_start": "2027-05-01"}])
def test_who_asks_the_office_for_nothing(case):
    """Nothing offered, no route open, recommended already, filed already."""
    assert len(of(case)) == 0


def test_weeks_begin_on_monday_and_lose_nobody():
    found = requests(queue_of(make_plan(random_cases(3000), ON, WORLD)))
    first = monday(ON)
    assert (first + 3) % 7 == 0
    weeks = (int(found.day.max()) - first) // 7 + 1
    counts = found.by_week(first, weeks)
    assert counts.sum() == len(found) > 100
    for kind in range(len(KINDS)):
        for week in (0, 1, weeks - 1):
            inside = (found.kind == kind) & (found.day >= first + 7 * week) & (found.day < first + 7 * week + 7)
            assert counts[kind, week] == inside.sum()
    assert found.by_week(first, 4).sum() == (found.day < first + 28).sum(), "later weeks are not heaped on the last one"


# The queue

def served_one_by_one(days: list[int], on: int, capacity: int, closures, horizon=1300) -> list[int]:
    """Business days that each request waits, by a loop that knows no columns."""
    opened = open_days(closures)
    waiting, waits, when, place, came = deque(), {}, on, 0, sorted((max(d, on), n) for n, d in enumerate(days))
    while len(waits) < len(days) and place < horizon:
        if opened[when]:
            while came and came[0][0] <= when:
                waiting.append((came.pop(0)[1], place))
            weekday = (when + 3) % 7
            for _ in range((weekday + 1) * capacity // 5 - weekday * capacity // 5):
                if waiting:
                    n, since = waiting.popleft()
                    waits[n] = place - since
            place += 1
        when += 1
    return [waits[n] for n in sorted(waits)]


@given(st.lists(st.integers(0, 60), max_size=80), st.integers(1, 30), st.sampled_from([frozenset(), FEDERAL]))
def test_the_queue_is_that_of_a_loop_that_serves_one_by_one(days, capacity, closures):
    days = [ON + n for n in days]
    served = office(asked(*days), ON, capacity, closures)
    loop = served_one_by_one(days, ON, capacity, closures)
    assert sorted(served.wait.tolist()) == sorted(loop)
    assert served.finished.sum() == len(days)
    assert served.waiting.min() >= 0


@pytest.mark.parametrize(("n", "capacity", "longest"), [(0, 5, 0), (1, 5, 0), (2, 5, 1), (6, 5, 5), (5, 25, 0), (6, 25, 1)])
def test_a_monday_of_requests(n, capacity, longest):
    """Monday 30 November, one request a day (or five): the n-th waits for those before it."""
    start = day("2026-11-30")
    assert office(asked(*[start] * n), start, capacity, FEDERAL).longest_wait == longest


def test_what_arrives_on_a_closed_day_is_there_on_the_next_open_one():
    """Thanksgiving Thursday and the weekend: open on Friday 27 and Monday 30 November."""
    served = office(asked(day("2026-11-26"), day("2026-11-28")), day("2026-11-23"), 5, FEDERAL)
    assert [int(served.days[place]) for place in np.flatnonzero(served.arrived)] == [day("2026-11-27"), day("2026-11-30")]
    assert served.longest_wait == 0


def test_a_week_adds_up_to_its_capacity():
    start = day("2026-11-30")
    for capacity in range(1, 12):
        served = office(asked(*[start] * 100), start, capacity, frozenset())
        assert served.finished[:5].sum() == served.finished[5:10].sum() == capacity


def test_a_larger_office_never_lets_anyone_wait_longer():
    found = requests(queue_of(make_plan(random_cases(3000), ON, WORLD)))
    waits = [office(found, ON, capacity, FEDERAL).longest_wait for capacity in (20, 40, 80, 2000)]
    assert waits == sorted(waits, reverse=True)
    assert waits[0] > waits[-1]


def test_the_longest_wait_of_a_week():
    start = day("2026-11-30")
    served = office(asked(*[start] * 7, start + 14), start, 5, frozenset())
    assert served.longest_by_week(start, 3).tolist() == [6, 0, 0]
