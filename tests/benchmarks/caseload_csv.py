"""A caseload from CSV to CSV with checking: seconds, and memory that does not grow with the number of cases.

    python tests/benchmarks/caseload_csv.py [CASES]         1,000,000 unless told, beside a tenth of it
"""
from __future__ import annotations

import csv
import os
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

from measuring import ROOT, peak_mb, show

PIECE = 50_000


def write_cases(path: Path, size: int) -> None:
    """A caseload of random cases, written in pieces; every hundredth row has an end before its start."""
    from random_cases import random_cases

    from planner.cases import FIELDS
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(FIELDS)
        for at in range(0, size, PIECE):
            cases = random_cases(min(PIECE, size - at), seed=at)
            for row in range(len(cases)):
                facts = cases.record(row) | {"case_id": f"SAMPLE-{at + row:07d}"}
                if row % 100 == 99:
                    facts["program_end"] = date(2010, 1, 4)
                writer.writerow("" if fact is None else str(fact).lower() if isinstance(fact, bool) else fact
                                for fact in facts.values())


def answer(source: Path, out: Path) -> None:
    """In a process of its own, so that its memory is its own."""
    from time import perf_counter

    from random_cases import ON

    from planner.caseload import answer_file
    from planner.world import load_world
    world, begun = load_world(), perf_counter()
    summary = answer_file(source, out, ON, world)
    print(perf_counter() - begun, peak_mb(), summary.answered, summary.problems)


def measure(folder: Path, size: int) -> tuple[float, float]:
    source, out = folder / f"cases_{size}.csv", folder / f"results_{size}.csv"
    subprocess.run([sys.executable, __file__, "--write", str(source), str(size)], check=True)
    run = subprocess.run([sys.executable, __file__, "--answer", str(source), str(out)], check=True, capture_output=True,
                         text=True, cwd=ROOT, env=os.environ)
    seconds, memory, answered, problems = map(float, run.stdout.split())
    with out.open("rb") as file:
        rows = sum(1 for _ in file) - 1
    assert rows % answered == 0, f"{rows} rows for {answered} cases"
    assert problems >= size // 100
    print(f"{size:,} cases ({source.stat().st_size / 2**20:,.0f} MB): {answered:,.0f} answered, {problems:,.0f} listed, "
          f"{rows:,} rows ({out.stat().st_size / 2**20:,.0f} MB)")
    source.unlink()
    out.unlink()
    return seconds, memory


def main() -> int:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        small, little = measure(Path(folder), size // 10)
        seconds, memory = measure(Path(folder), size)
    kept = [show(f"{size:,} cases from CSV to CSV", seconds, "s", 30 * size / 1e6), show("peak memory", memory, "MB", 1000)]
    show("ratio of time to a tenth of the cases", seconds / small, "x")
    show("ratio of memory to a tenth of the cases", memory / little, "x")
    return 0 if all(kept) else 1


if __name__ == "__main__":
    if sys.argv[1:2] == ["--write"]:
        write_cases(Path(sys.argv[2]), int(sys.argv[3]))
    elif sys.argv[1:2] == ["--answer"]:
        answer(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        sys.exit(main())
