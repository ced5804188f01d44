"""How many times faster per case the engine is than the scalar reference; both on the same cases, and both right."""
from __future__ import annotations

import sys

from measuring import best, show

from asking import answers  # isort: skip
from random_cases import ON, random_cases  # isort: skip
from reference import answer  # isort: skip

from planner.days import to_date  # isort: skip
from planner.plan import make_plan, plans  # isort: skip
from planner.world import load_world  # isort: skip

FEW, MANY = 300, 500_000


def main() -> int:
    world, on = load_world(), to_date(ON)
    cases = random_cases(MANY)
    few = [{name: fact for name, fact in cases.record(row).items() if name not in ("case_id", "school")} for row in range(FEW)]
    for facts, engine in zip(few, answers(make_plan(cases[:FEW], ON, world)), strict=True):
        for route, expected in answer(facts, on).items():
            assert engine[route]["earliest_start"] == expected["earliest_start"], (route, facts)
            assert engine[route]["reasons"] == expected["reasons"], (route, facts)
    slow = best(lambda: [answer(facts, on) for facts in few], 3) / FEW
    fast = best(lambda: [None for _ in plans(cases, ON, world)], 3) / MANY
    show("the reference, per case", slow * 1e6, "us")
    show(f"the engine, per case of {MANY:,}", fast * 1e6, "us")
    kept = show("times faster", slow / fast, "x", 1000, at_least=True)
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
