"""10,000 students, seven routes, answered again under another scenario, as when a slider moves: milliseconds.

    python tests/benchmarks/rescenario_10k.py [CASES]
"""
from __future__ import annotations

import sys
from itertools import cycle
from statistics import median
from time import perf_counter

from measuring import show

from random_cases import ON, random_cases  # isort: skip

from planner.plan import make_plan  # isort: skip
from planner.queue import queue_of  # isort: skip
from planner.what_if import apply  # isort: skip
from planner.world import load_world  # isort: skip

RUNS = 41
COLUMNS = ("verdict", "earliest_start", "authorized_until", "shift_days", "next_step", "next_step_by", "route_closes",
           "float_days", "driving_rule", "reasons", "cautions", "p50_start", "chance")


def scenarios(world):
    """A slider on its way: each one another world, so that nothing is answered from a cache of the last."""
    for n in cycle(range(90, 200)):
        yield apply(world, {"processing": {"i765_standard": n}, "schools": {"generic": {"lead_time": {"cpt": 5 + n % 15}}}})


def main() -> int:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    world, cases = load_world(), random_cases(size)
    moved = scenarios(world)

    def timed(work) -> list[float]:
        taken = []
        for _ in range(RUNS):
            begun = perf_counter()
            work(next(moved))
            taken.append((perf_counter() - begun) * 1e3)
        return sorted(taken[1:])                        # the first one builds tables

    def answer_all(changed) -> None:
        plan = make_plan(cases, ON, changed)
        for answer in plan.routes.values():
            for name in COLUMNS:
                getattr(answer, name)
    plans = timed(answer_all)
    queues = timed(lambda changed: queue_of(make_plan(cases, ON, changed)))
    kept = show(f"{size:,} cases, seven routes, answered again: median", median(plans), "ms", 50 * size / 1e4)
    show("the fastest, the slowest of twenty", plans[0], "ms")
    show("", plans[int(.95 * len(plans))], "ms")
    show("the same with the adviser's queue: median", median(queues), "ms")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
