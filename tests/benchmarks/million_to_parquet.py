"""A caseload from CSV to typed Parquet with checking: seconds, and memory that does not grow with the number of cases.

    python tests/benchmarks/million_to_parquet.py [CASES]         1,000,000 unless told, beside a tenth of it
"""
from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from caseload_csv import write_cases
from measuring import ROOT, peak_mb, show

import pyarrow.parquet as pq  # isort: skip

RUNS = 3


def answer(source: Path, out: Path) -> None:
    """In a process of its own, so that its memory is its own."""
    from time import perf_counter, process_time

    from random_cases import ON

    from planner.caseload import answer_file
    from planner.world import load_world
    world, begun, worked = load_world(), perf_counter(), process_time()
    summary = answer_file(source, out, ON, world)
    print(perf_counter() - begun, process_time() - worked, peak_mb(), summary.answered, summary.problems)


def measure(folder: Path, size: int) -> tuple[float, float, float]:
    """Median seconds, least seconds of all processors together, and most memory of a few runs."""
    source, out = folder / f"cases_{size}.csv", folder / f"results_{size}.parquet"
    write_cases(source, size)
    runs = []
    for _ in range(RUNS):
        run = subprocess.run([sys.executable, __file__, "--answer", str(source), str(out)], check=True, capture_output=True,
                             text=True, cwd=ROOT, env=os.environ)
        runs.append([float(figure) for figure in run.stdout.split()])
    answered = runs[0][3]
    rows = pq.ParquetFile(out).metadata.num_rows
    assert rows % answered == 0, f"{rows} rows for {answered} cases"
    print(f"{size:,} cases ({source.stat().st_size / 2**20:,.0f} MB): {answered:,.0f} answered, {rows:,} rows "
          f"({out.stat().st_size / 2**20:,.0f} MB); seconds {', '.join(f'{run[0]:.2f}' for run in runs)}")
    source.unlink()
    out.unlink()
    return median(run[0] for run in runs), min(run[1] for run in runs), max(run[2] for run in runs)


def main() -> int:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        small, _, little = measure(Path(folder), size // 10)
        seconds, worked, memory = measure(Path(folder), size)
    kept = [show(f"{size:,} cases from CSV to Parquet, median of {RUNS}", seconds, "s", 10 * size / 1e6),
            show("peak memory", memory, "MB", 1000)]
    show("of all processors together, the least", worked, "s")
    show("ratio of time to a tenth of the cases", seconds / small, "x")
    show("ratio of memory to a tenth of the cases", memory / little, "x")
    return 0 if all(kept) else 1


if __name__ == "__main__":
    if sys.argv[1:2] == ["--answer"]:
        answer(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        sys.exit(main())
