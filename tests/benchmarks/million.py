"""1,000,000 random cases, all seven routes, in memory, in chunks: seconds, peak memory, ratio to a bare prototype."""
from __future__ import annotations

import sys
from threading import Thread
from time import sleep

from measuring import best, peak_mb, show

import numpy as np  # isort: skip
from random_cases import ON, random_cases  # isort: skip

from planner.days import business_days, us_federal_holidays  # isort: skip
from planner.plan import CHUNK, plans  # isort: skip
from planner.world import load_world  # isort: skip

SIZE = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
COLUMNS = ("verdict", "earliest_start", "authorized_until", "shift_days", "next_step", "next_step_by", "route_closes",
           "float_days", "driving_rule", "reasons", "cautions")


def answer_all(cases, world) -> int:
    """Every column of every route is there when this ends; early and late dates and driving arcs are asked for too."""
    seen = 0
    for plan in plans(cases, ON, world):
        for answer in plan.routes.values():
            for name in COLUMNS:
                seen += len(getattr(answer, name))
            for milestone in answer.early.network.milestones:
                seen += np.size(answer.early.driver[milestone]) + np.size(answer.late.date[milestone])
    return seen


ARCS = (("today", "asked", 0), ("asked", "answered", None), ("answered", "filed", 0), ("ends", "filed", -90),
        ("filed", "answered", -30), ("filed", "approved", 120), ("approved", "card", 14), ("card", "works", 0),
        ("ends", "works", 1))


def prototype(cases) -> None:
    """Nine arcs of one route, three sweeps each way, and which arc drives: no facts, no verdicts, no reasons."""
    lag = business_days(us_federal_holidays(), 10)
    for at in range(0, len(cases), CHUNK):
        ends = cases.program_end[at:at + CHUNK]
        date = {name: np.full(len(ends), ON, np.int32) for _, name, _ in ARCS} | {
            "today": np.maximum(np.full(len(ends), ON, np.int32), cases.offer_date[at:at + CHUNK]), "ends": ends}
        for _ in range(3):
            arrivals = []
            for before, after, n in ARCS:
                arrivals.append(lag.add(date[before]) if n is None else date[before] + np.int32(n))
                np.maximum(date[after], arrivals[-1], out=date[after])
        for place, (_, after, _) in enumerate(ARCS):
            (arrivals[place] == date[after]).view(np.int8) * np.int8(place)
        late = {name: np.maximum(date["works"], cases.offer_start[at:at + CHUNK]) for name in date}
        for _ in range(3):
            for before, after, n in ARCS:
                pulled = lag.undo(late[after]) if n is None else late[after] - np.int32(n)
                np.minimum(late[before], pulled, out=late[before])


class Peak(Thread):
    """Resident memory while something runs, above what there was before."""

    def __init__(self):
        super().__init__(daemon=True)
        self.before, self.most, self.going = _resident_mb(), 0.0, True

    def run(self):
        while self.going:
            self.most = max(self.most, _resident_mb())
            sleep(0.002)


def _resident_mb() -> float:
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4096 / 2**20


def main() -> int:
    world = load_world()
    cases = random_cases(SIZE)
    answer_all(cases[:CHUNK], world)                            # tables are built, caches are warm
    peak = Peak()
    peak.start()
    seconds = best(lambda: answer_all(cases, world), 3)
    peak.going = False
    bare = best(lambda: prototype(cases), 3)
    kept = [show(f"{SIZE:,} cases, seven routes", seconds, "s", SIZE / 1e6),
            show("peak memory of the process, the cases included", peak_mb(), "MB", 1000)]
    show("of it by planning, beyond the cases", peak.most - peak.before, "MB")
    show("a bare prototype of two passes over nine arcs", bare, "s")
    show("ratio for seven routes with verdicts, reasons and cautions", seconds / bare, "x")
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
