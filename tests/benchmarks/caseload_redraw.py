"""10,000 students under a slider: a scenario answered anew in this process, and the page redrawn in a real Chromium.

The students are the synthetic ones, twenty times over. A redraw is counted from the key that moves the slider until nothing
on the page moves any more.
"""
from __future__ import annotations

import sys
from contextlib import ExitStack
from statistics import median

from measuring import ROOT, best, show

sys.path[:0] = [str(ROOT / "tests" / "browser")]

from in_chromium import CHROMIUM, FLAGS  # noqa: E402
from redraw import STILL, WATCH, served  # noqa: E402

from planner.cases import Cases  # noqa: E402
from planner.compare import compared, scenario  # noqa: E402
from planner.days import day  # noqa: E402
from planner.queue import queue_of_cases  # noqa: E402
from planner.synthetic import caseload_csv, synthetic_cases  # noqa: E402
from planner.what_if import WhatIf  # noqa: E402
from planner.world import load_world  # noqa: E402

TIMES, CHANGES = 20, 12
REANSWERED, REDRAWN = 50, 500           # milliseconds
MOVED = """() => addEventListener("keydown", event => {
    if (event.key.startsWith("Arrow")) window.committed = performance.now();
}, true)"""


def students() -> list[dict]:
    return [case | {"case_id": f"{case['case_id']}-{n:02d}"} for n in range(TIMES) for case in synthetic_cases()]


def reanswered() -> float:
    """Milliseconds for one scenario: every route of every student, its queue, and what changes."""
    world, on, cases = load_world(), day("2026-11-22"), Cases.of(students())
    before, times = queue_of_cases(cases, on, world), []
    for n in range(130, 150):                               # another scenario each time: nothing can be remembered
        slower = scenario(WhatIf.model_validate({"processing": {"i765_standard": n}}), world, on)
        times.append(best(lambda slower=slower: compared(cases, before, slower).ranked, 1) * 1000)
    return median(times)


def redrawn() -> float:
    """Milliseconds from the key to the last change on the page."""
    from playwright.sync_api import sync_playwright
    with ExitStack() as stack:
        address = stack.enter_context(served(ROOT / "app.py"))
        browser = stack.enter_context(sync_playwright()).chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(f"{address}/caseload")
        page.get_by_text("My own file").click(timeout=120_000)
        page.locator("input[type=file]").first.set_input_files(
            {"name": "ten_thousand.csv", "mimeType": "text/csv", "buffer": caseload_csv(students()).encode()})
        page.get_by_text("Who must act, by float").wait_for(timeout=120_000)
        slider = page.get_by_role("slider", name="USCIS standard, days")
        slider.scroll_into_view_if_needed()
        page.wait_for_timeout(4000)
        page.evaluate(WATCH)
        page.evaluate(MOVED)
        times = []
        for n in range(CHANGES + 2):
            slider.focus()
            page.keyboard.press("ArrowRight")
            times.append(page.evaluate(STILL))
            if n < 2:                                       # the first two warm caches
                times.clear()
        browser.close()
    return median(times)


def main() -> int:
    kept = [show("10,000 students, seven routes, answered anew and compared", reanswered(), "ms", REANSWERED),
            show("10,000 students, a step of a slider until the page stands still", redrawn(), "ms", REDRAWN)]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
