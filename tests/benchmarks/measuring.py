"""What the benchmarks share: where the planner is, how long something takes, how much memory it took."""
from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]


def best(work: Callable[[], object], times: int = 5) -> float:
    """Seconds of the fastest of a few runs."""
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return min(taken)


def peak_mb() -> float:
    """The most memory this process has held, in megabytes."""
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return kilobytes / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def show(what: str, figure: float, unit: str, limit: float | None = None, *, at_least: bool = False) -> bool:
    """Print a figure beside its limit; whether it keeps it."""
    kept = limit is None or (figure >= limit if at_least else figure <= limit)
    beside = "" if limit is None else f"   limit {limit:,g} {unit}" + ("" if kept else "   OVER THE LIMIT")
    print(f"{what:<58}{figure:>12,.3g} {unit:<6}{beside}")
    return kept
