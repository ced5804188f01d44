"""What students ask (tests/data/questions.csv): for each question, where the planner answers it and words that stand there.

`where` is an address of the student's page; further pages name themselves: "calendars", "rules" and so on.
"""
import csv
import re
from functools import cache
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from planner.days import day
from planner.routes import ALL_ROUTES
from planner.student_questions import answered, load_questions
from planner.world import load_world

FILE = Path(__file__).parent / "data" / "questions.csv"
with FILE.open(newline="", encoding="utf-8") as file:
    EVERY = list(csv.DictReader(file))
ROWS = [row for row in EVERY if row["where"].startswith("/?")]
OF_HOSTS = [row for row in EVERY if row["where"] == "/host"]
ON = day("2026-11-22")
WORLD = load_world()


@cache
def words(address: str, module: str = "student") -> str:
    """Everything a page says at an address."""
    page = AppTest.from_string(f"from planner.ui import {module}\n{module}.page()", default_timeout=60)
    page.query_params.update(dict(part.split("=") for part in address.removeprefix("/?").split("&") if part))
    page.run()
    assert not page.exception
    said = [e.value for kind in ("markdown", "title", "text") for e in getattr(page, kind)]
    said += [e.proto.body for e in page.get("html")]
    return unescape(re.sub(r"\s+", " ", " ".join(said).replace("\u00a0", " ")))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["question"][:60])
def test_the_students_page_answers(row):
    assert row["says"] in words(row["where"])


@pytest.mark.parametrize("row", OF_HOSTS, ids=lambda row: row["question"][:60])
def test_the_hosts_page_answers(row):
    assert row["says"] in words("/?", "host")


@pytest.mark.parametrize("one", load_questions(), ids=lambda one: one.asks)
def test_an_answer_rests_on_rules_that_exist(one):
    known = {*WORLD.law.rules, *WORLD.processing.figures}
    assert set(one.rules) <= known
    assert set(re.findall(r"\{([^}]+)\}", one.says)) <= known
    assert set(one.about) <= set(ALL_ROUTES)
    without_names = re.sub(r"\{[^}]+\}|I-\d+|DS-2019|page 1", "", one.says)
    assert not re.search(r"\d", without_names), "numbers come from the data"


def test_an_answer_follows_the_rules_asked_for():
    [now] = [one.says for one in answered("opt_post", WORLD, ON) if one.question.asks.startswith("I graduate")]
    assert "from 90 days before the program end date until 60 days after it, and within 30 days of" in now


def test_questions_of_every_group_are_answered():
    """Students, hosts and advisers asked 54; 53 is answered on the command line (test_calendar_import)."""
    numbers = {int(row["question"].split(".")[0]) for row in EVERY}
    assert set(range(1, 55)) == numbers
