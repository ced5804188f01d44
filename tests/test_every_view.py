"""Whatever a case holds, everything that a page or a file shows of it can be made: no day that nobody knows is read as one."""
import numpy as np
import pytest
from asking import explained
from random_cases import ON, random_cases

from planner.afterwards import afterwards
from planner.cases import Cases
from planner.days import BLANK, to_date
from planner.gantt import gantt
from planner.near import near_limits
from planner.plan import make_plan
from planner.plan_text import plan_json, plan_text
from planner.queue import queue_of
from planner.queue_table import queue_table
from planner.routes import ALL_ROUTES
from planner.row import Row
from planner.timeline import picture
from planner.ui.afterwards import after_table
from planner.ui.key_dates import key_dates
from planner.ui.notes import notes
from planner.ui.routes import open_routes
from planner.ui.steps import stops
from planner.ui.tables import closed_table, why_table
from planner.workload import requests
from planner.world import load_world

WORLD, SIZE = load_world(), 120


def cases(size: int) -> Cases:
    """Random students, some of them held, some asking for the routes on request."""
    random, dice = random_cases(size, 4, held=0.2), np.random.default_rng(1)
    columns = dict(random.columns)
    columns["hardship"], columns["intl_org"] = dice.random(size) < 0.3, dice.random(size) < 0.2
    columns["h1b_filed"] = np.where(dice.random(size) < 0.3, ON - dice.integers(0, 300, size), BLANK).astype(np.int32)
    return Cases(random.case_id, random.schools, columns)


PLAN, MANY = make_plan(cases(SIZE), ON, WORLD), make_plan(cases(4000), ON, WORLD)


def test_the_cases_reach_every_route_and_every_verdict():
    assert tuple(PLAN.routes) == tuple(ALL_ROUTES)
    assert {int(code) for answer in PLAN.routes.values() for code in answer.verdict} == {0, 1, 2, 3, 4}


@pytest.mark.parametrize("row", range(SIZE))
def test_a_case_can_be_shown(row):
    view = explained(PLAN, row)
    assert view.headline.endswith(".") and "None" not in view.headline + view.because + " ".join(view.helps)
    shown = [plan_text(view), str(plan_json(view)["headline"]), closed_table(view), stops(view.checklist, view.on)]
    if view.best.is_open:
        shown += [open_routes(view), key_dates(view, view.best)]
    for route in view.routes:
        if route.is_open:
            gantt(picture(view, route))
            shown += [picture(view, route).in_words(), why_table(route, view.on, "generic"), notes(route, WORLD.schools["generic"])]
    assert not any("None" in text for text in shown)


@pytest.mark.parametrize("name", ALL_ROUTES)
def test_what_follows_can_be_shown(name):
    follows = []
    for row in np.flatnonzero(MANY.routes[name].verdict)[:12].tolist():
        plan = make_plan(MANY.cases[row:row + 1], ON, WORLD)
        found = afterwards(Row(plan, 0), plan.routes[name])
        assert "None" not in after_table(found, to_date(ON))
        follows += found
    assert follows or name in ("hardship", "intl_org")


def test_an_advisers_queue_holds_them_all():
    queue = queue_of(PLAN)
    table = queue_table(PLAN.cases.case_id, queue, near_limits(PLAN), queue.ranked, WORLD)
    assert len(table) == SIZE and set(table["Verdict"].to_pylist()) >= {"unknown"}
    assert len(requests(queue).day) and not queue.in_time[queue.verdict == 4].any()
