"""Every rule of the data is used: what plans are said to use is named by the engine, the rest stands on a page."""
import ast
import re
import tomllib
from functools import cache
from itertools import chain
from pathlib import Path

import pytest

from planner.law import load_law
from planner.rulebook import entries, search
from planner.world import load_world

ROOT = Path(__file__).parent.parent
LAW = load_law()
SOURCES = [path for path in (ROOT / "planner").rglob("*.py") if "ui" not in path.relative_to(ROOT / "planner").parts]
DATA = [ROOT / "data" / name for name in ("words.toml", "deadlines.toml", "processing/planning.toml")]
RULE_ID = re.compile(rf"({'|'.join(LAW.titles)})\.[a-z0-9_]*[a-z0-9]")


def constants(tree: ast.AST):
    return [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]


def composed(tree: ast.AST) -> set[str]:
    """Rule names put together by an f-string, from the words that stand in the same module."""
    words = {word for text in constants(tree) for word in re.findall(r"[a-z0-9_]+", text)} | {
        node.arg for node in ast.walk(tree) if isinstance(node, ast.keyword) and node.arg}
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            pattern = "".join(re.escape(part.value) if isinstance(part, ast.Constant) else r"([a-z0-9_]+)" for part in node.values)
            for rule in LAW.rules:
                match = re.fullmatch(pattern, rule)
                if match and match.groups() and all(group in words for group in match.groups()):
                    found.add(rule)
    return found


def texts(value) -> list[str]:
    """Every string in a TOML file."""
    if isinstance(value, dict):
        return list(chain.from_iterable(map(texts, value.values())))
    if isinstance(value, list):
        return list(chain.from_iterable(map(texts, value)))
    return [value] if isinstance(value, str) else []


@cache
def named() -> frozenset[str]:
    """Rules that the engine, its words or its duties name."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES]
    found = {text for tree in trees for text in constants(tree)} | set(chain.from_iterable(map(composed, trees)))
    return frozenset(found | {text for path in DATA for text in texts(tomllib.loads(path.read_text(encoding="utf-8")))})


@pytest.mark.parametrize("rule", [rule for rule in LAW.rules.values() if rule.use == "engine"], ids=lambda rule: rule.id)
def test_what_is_said_to_be_used_is_named_by_something(rule):
    assert rule.id in named(), 'nothing reads it: say use = "shown", or take it out'


@pytest.mark.parametrize("rule", LAW.rules)
def test_every_rule_stands_on_the_page_where_a_reader_would_look(rule):
    found = entries(load_world())
    [title] = {entry.topic for entry in found if entry.row.id == rule}
    assert {entry.row.id for entry in search(found, rule)} >= {rule}
    assert title == LAW.titles[rule.split(".")[0]]


def test_no_name_of_a_rule_is_a_slip():
    """Every word of a program or of the data that looks like a rule's name is one."""
    looks_like = {text for text in named() if RULE_ID.fullmatch(text)}
    slips = {text for text in looks_like if text not in LAW.rules and not text.startswith("planner.")}
    assert not slips, sorted(slips)


def test_the_search_for_names_finds():
    tree = ast.parse('for name in ("filing_opens", "cap"):\n    number(f"opt_post.{name}")')
    assert composed(tree) == {"opt_post.filing_opens", "opt_post.cap"}
