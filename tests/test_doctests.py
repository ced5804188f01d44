"""Every example in a docstring of the planner says what the planner does."""
import doctest
import importlib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = {".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
           for path in sorted((ROOT / "planner").rglob("*.py")) if path.name != "__main__.py"}
WITH_EXAMPLES = [name for name, path in SOURCES.items() if ">>>" in path.read_text(encoding="utf-8")]


@pytest.mark.parametrize("name", WITH_EXAMPLES)
def test_the_examples_hold(name):
    module = importlib.import_module(name)
    failed, tried = doctest.testmod(module)
    assert tried > 0, "an example that is never run"
    assert failed == 0


def test_the_engine_shows_examples():
    """The habit of the house: a docstring states the result, then shows it."""
    assert {"planner.days", "planner.network", "planner.law", "planner.schools", "planner.processing", "planner.cases",
            "planner.errors", "planner.plan", "planner.what_if"} <= set(WITH_EXAMPLES)


@pytest.mark.parametrize("name", SOURCES)
def test_every_module_opens_with_what_it_says_about_the_world(name):
    source = SOURCES[name].read_text(encoding="utf-8")
    assert not source.strip() or source.startswith('"""')
