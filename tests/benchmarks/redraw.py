"""How long a change in the form takes until the page stands still, beside an app with one plotly timeline and nothing else.

Both apps run at once and are changed in turn in one Chromium, so that whatever else the machine does falls on both.
"""
from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import ExitStack, contextmanager, suppress
from datetime import date, timedelta
from pathlib import Path
from statistics import median

from measuring import ROOT, show

sys.path.insert(0, str(ROOT / "tests" / "browser"))
from in_chromium import CHROMIUM, FLAGS  # noqa: E402

CHANGES, LIMIT = 25, 1.5
CASE = "/?on=2026-11-22&program_start=2025-08-25&program_end=2027-05-14&offer_start=2026-12-21&offer_end=2027-01-29"
WATCH = """() => {
    const main = document.querySelector("[data-testid=stMain]");
    window.changed = performance.now();
    new MutationObserver(() => { window.changed = performance.now(); })
        .observe(main, {childList: true, subtree: true, characterData: true, attributes: true});
}"""
STILL = """async () => {
    const begun = performance.now();
    while (performance.now() - Math.max(window.changed, begun) < 700) await new Promise(done => setTimeout(done, 20));
    return window.changed - window.committed;
}"""
COMMIT = """() => addEventListener("keydown", event => {
    if (event.key === "Escape") window.committed = performance.now();
}, true)"""


@contextmanager
def served(script: Path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.headless=true", f"--server.port={port}",
               "--server.address=127.0.0.1", "--server.fileWatcherType=none", "--browser.gatherUsageStats=false"]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while True:
            with suppress(OSError):
                urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1)
                break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def opened(browser, address: str):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(address)
    page.locator(".js-plotly-plot .main-svg").first.wait_for(timeout=60_000)
    page.wait_for_timeout(3000)
    page.evaluate(WATCH)
    page.evaluate(COMMIT)
    return page


def change(page, day: date) -> float:
    """Enter another start of the offer; milliseconds until nothing moves any more."""
    page.get_by_role("group", name="Offer starts", exact=True).get_by_role("spinbutton").first.click()
    page.keyboard.type(f"{day:%Y%m%d}")
    page.wait_for_timeout(300)
    page.keyboard.press("Escape")                       # closes the calendar, which commits the date
    return page.evaluate(STILL)


def main() -> bool:
    from playwright.sync_api import sync_playwright
    with ExitStack() as stack:
        ours = stack.enter_context(served(ROOT / "app.py"))
        other = stack.enter_context(served(Path(__file__).with_name("one_timeline.py")))
        browser = stack.enter_context(sync_playwright()).chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        pages = {"the page": opened(browser, ours + CASE), "one timeline": opened(browser, other)}
        taken = {name: [] for name in pages}
        for n in range(CHANGES + 2):
            for name, page in pages.items():
                milliseconds = change(page, date(2026, 12, 22) + timedelta(n))
                if n >= 2:                                      # the first two warm the caches of both
                    taken[name].append(milliseconds)
        browser.close()
    for name, times in taken.items():
        show(f"a change in the form, {name}", median(times), "ms")
    return show("ratio of the two", median(taken["the page"]) / median(taken["one timeline"]), "times", LIMIT)


if __name__ == "__main__":
    sys.exit(not main())
