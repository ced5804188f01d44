"""The synthetic caseload: the same on every machine, of no real person, and of use: every bucket and every limit is in it."""
import csv
import io

from planner.case import FIELDS
from planner.cases import Cases
from planner.days import day
from planner.near import near_limits
from planner.plan import make_plan
from planner.queue import BUCKETS, queue_of
from planner.routes import ROUTES, asked_for
from planner.synthetic import EXAMPLE, caseload_csv, synthetic_cases, template_csv
from planner.whole_caseload import read_whole
from planner.world import load_world

ON, WORLD = day("2026-11-22"), load_world()


def test_the_file_is_what_the_generator_draws():
    assert EXAMPLE.read_text(encoding="utf-8") == caseload_csv(synthetic_cases())


def test_nobody_can_be_taken_for_a_real_student():
    rows = list(csv.DictReader(io.StringIO(EXAMPLE.read_text())))
    assert [row["case_id"] for row in rows] == [f"SYN-{n:04d}" for n in range(1, 501)]


def test_every_line_can_be_answered_and_reads_as_it_was_drawn():
    with EXAMPLE.open("rb") as file:
        load = read_whole(file, EXAMPLE.name, ON, WORLD)
    assert load.problems == []
    drawn = Cases.of(synthetic_cases())
    assert [load.cases.record(row) for row in range(500)] == [drawn.record(row) for row in range(500)]


def test_it_shows_what_an_adviser_has_to_see():
    plan = make_plan(Cases.of(synthetic_cases()), ON, WORLD)
    assert {BUCKETS[bucket] for bucket in queue_of(plan).bucket} == set(BUCKETS)
    said = " ".join(near_limits(plan))
    for words in ("full-time CPT", "without work", "OPT filing opens", "OPT filing closes", "STEM filing closes", "card ends"):
        assert words in said
    assert {"F-1", "J-1"} == {case["status"] for case in synthetic_cases()}
    assert len(plan.cases.schools) == 3


def test_the_template_asks_for_no_rare_route():
    header = template_csv().splitlines()[0].split(",")
    assert [name for name in FIELDS if name not in header] == ["hardship", "intl_org", *(n for n in FIELDS if n.startswith("h1b_"))]
    assert tuple(asked_for(header.__contains__)) == ROUTES


def test_the_template_is_a_caseload():
    load = read_whole(io.BytesIO(template_csv().encode()), "template.csv", ON, WORLD)
    assert len(load.cases) == 1
    assert load.problems == []


