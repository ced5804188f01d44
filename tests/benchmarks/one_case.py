"""One case, all seven routes, once warm: the plan alone, and with its explanations."""
from __future__ import annotations

import sys

from measuring import best, show

from planner.cases import Cases  # isort: skip
from planner.days import day  # isort: skip
from planner.explain import explain_case  # isort: skip
from planner.plan import make_plan  # isort: skip
from planner.world import load_world  # isort: skip

ON = day("2026-11-22")
CASES = {
    "the contract's worked case": {"offer_start": "2026-12-21", "offer_end": "2027-01-15"},
    "an application pending": {"program_start": "2024-08-26", "program_end": "2026-12-18", "i765_filed": "2026-10-01"},
    "on OPT before STEM": {"program_start": "2023-08-28", "program_end": "2025-12-19", "stem": True,
                           "ead_start": "2026-02-01", "ead_end": "2027-01-31", "offer_start": "2027-01-04"},
    "a J-1 student": {"status": "J-1", "offer_start": "2027-06-01"},
}
STUDENT = {"status": "F-1", "program_start": "2025-08-25", "program_end": "2027-05-14"}


def main() -> int:
    world, kept = load_world(), True
    for name, facts in CASES.items():
        cases = Cases.of([STUDENT | facts])
        make_plan(cases, ON, world)
        kept &= show(f"{name}: the plan", best(lambda cases=cases: make_plan(cases, ON, world), 200) * 1000, "ms", 10)
        explain_case(cases, ON, world)
        seconds = best(lambda cases=cases: explain_case(cases, ON, world), 100)
        kept &= show(f"{name}: with explanations", seconds * 1000, "ms", 10)
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
