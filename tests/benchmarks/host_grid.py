"""A host's heat map, 22 weeks of posting by 18 weeks of start for every kind of candidate, and a host's whole answer."""
from __future__ import annotations

import sys

from measuring import best, show

from planner.days import day  # isort: skip
from planner.host import answer_job  # isort: skip
from planner.job import job_of  # isort: skip
from planner.postings import who_makes_it  # isort: skip
from planner.world import load_world  # isort: skip

ON = day("2026-11-22")
POSTS, STARTS = range(ON - 56, ON + 98, 7), range(ON + 8, ON + 134, 7)


def main() -> int:
    world, kept = load_world(), True
    for school in ("generic", "buffalo", "binghamton"):
        job = job_of({"school": school, "start": "2027-02-16"}, world)
        grid = best(lambda job=job: who_makes_it(job, POSTS, STARTS, ON, world))
        kept &= show(f"22 x 18 weeks at {school}", 1000 * grid, "ms", 100)
        kept &= show(f"one job answered at {school}", 1000 * best(lambda job=job: answer_job(job, ON, world)), "ms", 200)
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
