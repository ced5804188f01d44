"""The adviser's path in a real browser: upload, queue, one student, scenario, compare, export; and nothing of it stays behind."""
import csv
import io
import os
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from in_chromium import PATIENCE, ROOT, free_port, overlaps, settle, wait_for

MARKED = "ZZ-MARKED-77"             # a name that stands nowhere else
OF_TOOLS = {".git", ".hypothesis", ".pytest_cache", ".ruff_cache", ".venv"}
CASES = ("case_id,status,program_start,program_end,offer_start,offer_end\n"
         f"{MARKED},F-1,2025-08-25,2027-05-14,2026-12-07,2027-01-15\n"
         "A-2,F-1,2025-08-25,2027-05-14,2026-12-01,2027-01-15\n"
         "A-3,J-1,2026-08-25,2027-05-14,2027-02-01,2027-04-30\n"
         "A-4,F-1,05/06/2026,2027-05-14,2027-02-01,2027-04-30\n")


def headline(page) -> str:
    return page.get_by_role("heading", level=1).inner_text().replace("\u00a0", " ").replace("\n", " ")


def said(page) -> str:
    return page.inner_text("[data-testid=stMain]").replace("\u00a0", " ")


def bring(page, text=CASES, on="2026-11-22"):
    """Choose a file of one's own, and the day of the plan."""
    page.get_by_text("My own file").click()
    page.get_by_role("heading", name="Bring your caseload").wait_for()
    field = page.get_by_role("group", name="Status date", exact=True)
    field.get_by_role("spinbutton").first.click()
    page.keyboard.type(on.replace("-", ""))
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    settle(page)
    page.locator("input[type=file]").first.set_input_files(
        {"name": "mine.csv", "mimeType": "text/csv", "buffer": text.encode()})
    page.get_by_text("Who must act, by float").wait_for()
    return settle(page)


def pick(page, row: int):
    """A row of the queue, as one picks it without a mouse."""
    page.locator("[data-testid=stDataFrame] canvas").first.focus()
    for _ in range(row):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+Space")
    page.get_by_text("in detail").wait_for()
    return settle(page)


def downloaded(page, label: str) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=label).click()
    return Path(waiting.value.path()).read_bytes()


@pytest.mark.parametrize("width", ["desk", "phone"])
def test_the_advisers_path(open_page, width):
    page = open_page("/caseload", width)
    assert "500 synthetic students, drawn by this planner; none is real" in said(page)
    bring(page)
    assert headline(page) == ("1 student must act this week; if our office takes 15 days, 1 more misses their start. "
                              "1 row of 4 is left out.")
    assert "is ambiguous; write 2026-05-06 or 2026-06-05" in said(page)
    pick(page, 1)                                               # after the one that is too late
    assert "Yes, through CPT: ask your office today, start on Mon 7 Dec 2026." in said(page)
    slider = page.get_by_role("slider", name="CPT, business days")
    slider.focus()
    for _ in range(6):
        page.keyboard.press("ArrowLeft")                        # 15 becomes 9
    page.get_by_role("heading", level=1).filter(has_text="takes 9 days for CPT").wait_for()
    settle(page)
    assert "takes 9 days for CPT" in headline(page)
    page.get_by_test_id("stMain").get_by_text("Our office takes", exact=False).first.wait_for()
    rows = list(csv.DictReader(io.StringIO(downloaded(page, "Results as planned (.csv)").decode())))
    assert [row["case_id"] for row in rows[::7]] == [MARKED, "A-2", "A-3"]
    changes = list(csv.DictReader(io.StringIO(downloaded(page, "Changes of every scenario (.csv)").decode())))
    assert {row["case_id"] for row in changes} <= {MARKED, "A-2", "A-3"}
    assert downloaded(page, "Workbook, a sheet").startswith(b"PK")
    assert MARKED in downloaded(page, "Deadlines for a calendar").decode()
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= page.viewport_size["width"]
    assert MARKED not in page.url


@pytest.mark.parametrize(("width", "scheme"), [("desk", "light"), ("phone", "dark")])
def test_the_example_fits_the_screen_and_its_words_do_not_collide(open_page, width, scheme):
    page = open_page("/caseload", width, color_scheme=scheme)
    box = page.get_by_role("heading", level=1).bounding_box()
    assert box["y"] < 300
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= page.viewport_size["width"]
    page.wait_for_function("document.querySelectorAll('.js-plotly-plot .main-svg').length >= 3")
    settle(page)
    words = page.evaluate("""() => [...document.querySelectorAll(".js-plotly-plot")].map(plot =>
        [...plot.querySelectorAll(".textpoint text, .xtick text")].filter(word => word.textContent.trim())
        .map(word => ({text: word.textContent, ...word.getBoundingClientRect().toJSON()})))""")
    assert sum(map(len, words)) > 20
    for boxes in words:
        assert not overlaps(boxes)


# ---- privacy --------------------------------------------------------------------------------------------------------

@contextmanager
def watched():
    """A server of its own, with its own temporary folder and home, that writes down everything it says."""
    with tempfile.TemporaryDirectory() as folder:
        port, log = free_port(), Path(folder) / "log"
        places = {name: str(Path(folder) / name.lower()) for name in ("TMPDIR", "HOME")}
        for place in places.values():
            Path(place).mkdir()
        with log.open("wb") as said_by_server:
            server = subprocess.Popen(
                [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless=true", f"--server.port={port}",
                 "--server.address=127.0.0.1", "--server.fileWatcherType=none", "--logger.level=debug"],
                cwd=ROOT, env=os.environ | places, stdout=said_by_server, stderr=subprocess.STDOUT)
            try:
                wait_for(f"http://127.0.0.1:{port}/_stcore/health", server)
                yield f"http://127.0.0.1:{port}", Path(folder), log
            finally:
                server.terminate()
                server.wait()


def written_today(folder: Path) -> list[Path]:
    """Files that a server could have left among the planner's own, not those that tests and tools write meanwhile."""
    files = [path for path in folder.rglob("*") if path.suffix in ("", ".csv", ".toml", ".log")
             and OF_TOOLS.isdisjoint(path.relative_to(folder).parts)]
    return [path for path in files if path.is_file() and date.fromtimestamp(path.stat().st_mtime) == date.today()]


def test_nothing_of_a_student_reaches_a_log_a_file_or_an_address(chromium):
    """A marked name goes through the whole path; then every file the server could write is searched for it."""
    with watched() as (address, folder, log):
        page = chromium.new_page()
        page.set_default_timeout(PATIENCE * 1000)
        addresses = []
        page.on("request", lambda request: addresses.append(request.url))
        page.goto(f"{address}/caseload")
        settle(page)
        bring(page)
        pick(page, 1)
        assert MARKED in said(page), "the name was on the page"
        downloaded(page, "Workbook, a sheet")
        page.close()
        assert len(addresses) > 10
        assert not [url for url in addresses if MARKED in url]
        assert log.stat().st_size > 1000, "the server wrote down what it did"
        for path in filter(Path.is_file, folder.rglob("*")):
            assert MARKED.encode() not in path.read_bytes(), path
        assert not [path for path in written_today(ROOT) if MARKED.encode() in path.read_bytes()]


def test_two_readers_have_two_desks(open_page):
    """What one has brought the other does not see, nor the same one after a reload."""
    page = open_page("/caseload")
    bring(page)
    other = open_page("/caseload")
    other.get_by_text("My own file").click()
    other.get_by_role("heading", name="Bring your caseload").wait_for()
    assert MARKED not in settle(other).content()
    page.reload()
    settle(page)
    page.get_by_text("My own file").click()
    page.get_by_role("heading", name="Bring your caseload").wait_for()
