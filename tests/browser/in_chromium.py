"""A real server and a real Chromium. Without one a test is skipped, but on a build machine (CI is set) it fails."""
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]
WHOLE = """() => {
    const has = (selector) => document.querySelector(selector) !== null;
    const text = document.body.innerText;
    if (text.toLowerCase().includes("then the answer comes")) return true;                            // without an answer
    if (location.pathname.endsWith("/calendars")) return text.includes("Add your own school");
    if (location.pathname.endsWith("/caseload"))
        return text.includes("Your students' data") && has(".wa-said") || text.includes("Bring your caseload");
    if (location.pathname.endsWith("/timeline"))
        return text.includes("Bring such a file") && has(".js-plotly-plot .textpoint text");
    if (location.pathname.endsWith("/host")) {
        return text.includes("One-page summary") && has(".js-plotly-plot .textpoint text");
    }
    if (location.pathname.endsWith("/rules"))
        return [".wa-table", ".wa-dispute", ".wa-rule-facts"].some(has) || text.includes("Nothing here");
    return text.includes("Link to this answer") && has(".wa-steps")                     // its end
        && (!has(".wa-legend") || has(".js-plotly-plot .textpoint text"));              // a legend promises a picture
}"""
RUNNING = ("[data-testid=stStatusWidget], [data-testid=stSkeleton], "       # an element whose own script still loads
           "[data-testid=stApp]:not([data-test-script-state=notRunning])")  # or about to
WIDTHS = {"desk": (1280, 800), "phone": (390, 844)}
PATIENCE = 180          # seconds after which a wait fails; only what is broken takes as long, however busy the machine is


@pytest.fixture(scope="session")
def address():
    """Where the app listens; it is stopped after the last test."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless=true", f"--server.port={port}",
               "--server.address=127.0.0.1", "--server.fileWatcherType=none"]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(f"http://127.0.0.1:{port}/_stcore/health", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def wait_for(health, server, seconds=PATIENCE):
    """Until a server that was just started answers."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and server.poll() is None:
        with suppress(OSError):
            return urllib.request.urlopen(health, timeout=1).read()
        time.sleep(0.1)
    pytest.fail("the app did not start")
    return None


@pytest.fixture(scope="session")
def chromium():
    if not Path(CHROMIUM).exists():
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"no browser at {CHROMIUM}: apt-get install chromium")
    from playwright.sync_api import sync_playwright
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def profiles(chromium):
    """Browser profiles by what they emulate; one keeps its cache, so that only its first page loads slowly."""
    @cache
    def profile(**emulated):
        context = chromium.new_context(**emulated)
        context.set_default_timeout(PATIENCE * 1000)
        return context
    return profile


@pytest.fixture
def open_page(profiles, address):
    """Opens a path at a width and waits until the answer stands still; every page must end without a console error."""
    pages, complaints = [], []

    def open_at(path, width="desk", **emulated):
        wide, high = WIDTHS[width]
        pages.append(profiles(**emulated).new_page())
        page = pages[-1]
        page.set_viewport_size({"width": wide, "height": high})
        page.on("console", lambda message: complaints.append((message.text, message.location)) if _is_ours(message) else None)
        page.goto(address + path)
        return settle(page)
    yield open_at
    for page in pages:
        page.close()
    assert not complaints, complaints


def _is_ours(message) -> bool:
    """An error; but on a page with a path Streamlit first asks for its server beneath that path, and bears the 404."""
    return message.type == "error" and not any(
        f"/{path}/_stcore/" in message.location.get("url", "") for path in ("calendars", "caseload", "host", "rules", "timeline"))


def fits(page):
    """Neither the page nor one of its tables scrolls sideways, with every fold of the page open too."""
    page.evaluate("document.fonts.ready.then(() => true)")         # words are wider in the typeface that stands in
    folds = page.locator("details:not([open])").element_handles()
    for fold in folds:
        fold.evaluate("fold => { fold.open = true }")              # what is folded away has no reliable width
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= page.viewport_size["width"]
    wide = page.evaluate("""() => [...document.querySelectorAll("table.wa-table")]
        .filter(table => table.scrollWidth > table.parentElement.clientWidth + 1)
        .map(table => [table.innerText.slice(0, 80), table.scrollWidth, table.parentElement.clientWidth])""")
    assert not wide, wide
    for fold in folds:
        fold.evaluate("fold => { fold.open = false }")


def unfold(page):
    """Open every fold of a page, and wait until that is drawn: what is folded away nobody can reach, a screen reader neither."""
    page.evaluate("""() => document.querySelectorAll("details:not([open]) > summary").forEach(summary => summary.click())""")
    page.wait_for_function("""() => !document.querySelector("details:not([open]), details > [inert]") && !document.getAnimations()
        .some(one => one.playState === "running" && one.effect.getComputedTiming().iterations !== Infinity)""")
    return settle(page)


def collisions(page) -> list[tuple[str, str]]:
    """Pairs of words of the charts that lie on each other."""
    return overlaps(page.evaluate("""() => [...document.querySelectorAll(".js-plotly-plot .textpoint text")]
        .filter(word => word.textContent.trim())
        .map(word => ({text: word.textContent, ...word.getBoundingClientRect().toJSON()}))"""))


def overlaps(boxes: list[dict]) -> list[tuple[str, str]]:
    """Pairs of words, given with their edges in pixels, that lie on each other."""
    return [(a["text"], b["text"]) for n, a in enumerate(boxes) for b in boxes[n + 1:]
            if min(a["right"], b["right"]) - max(a["left"], b["left"]) > 1
            and min(a["bottom"], b["bottom"]) - max(a["top"], b["top"]) > 2]


def settle(page, quiet=0.6, limit=PATIENCE):
    """Wait until the page's text has not changed for a while and Streamlit runs no more."""
    end, since, seen = time.monotonic() + limit, time.monotonic(), None
    while time.monotonic() < end:
        text = page.inner_text("body")
        if text != seen or page.locator(RUNNING).count() or not page.evaluate(WHOLE):
            seen, since = text, time.monotonic()
        elif time.monotonic() - since > quiet:
            return page
        time.sleep(0.05)
    return pytest.fail(f"{page.url} never stood still; running: {page.locator(RUNNING).count()}, whole: {page.evaluate(WHOLE)}")
