"""A host's path in a real browser: open the page, read when to post, change the job, copy the text, take the sheet along."""
import re
import tomllib
from pathlib import Path

import pytest
from in_chromium import ROOT, fits, overlaps, settle

from planner.charts.who_can_start import SHADES, shade

SPRING = "/host?job_on=2026-11-22&job_school=Generic+office&job_start=2027-02-16&job_weeks=3&job_hours=15&job_pay=18"
RUTGERS = "/host?job_on=2026-11-22&job_school=Rutgers+University&job_season=Summer+2027&job_start=2027-06-01&job_pay=20"
HEADLINE = "Post by Tue 22 Dec 2026 and students on CPT can start on Tue 16 Feb 2027."


def headline(page) -> str:
    return page.get_by_role("heading", level=1).inner_text().replace("\u00a0", " ").replace("\n", " ")


@pytest.mark.parametrize("width", ["desk", "phone"])
def test_the_first_screen_says_when_to_post_and_the_sheet_can_be_taken_along(open_page, width):
    page = open_page(SPRING, width)
    assert headline(page) == HEADLINE
    box = page.get_by_role("heading", level=1).bounding_box()
    assert box["y"] < {"desk": 250, "phone": 400}[width]
    assert box["y"] + box["height"] < page.viewport_size["height"]
    page.get_by_role("spinbutton", name="Weeks").fill("2")
    page.keyboard.press("Enter")
    settle(page)
    assert "job_weeks=2" in page.url
    with page.expect_download() as download:
        page.get_by_role("button", name="One-page summary").click()
    assert download.value.suggested_filename == "when-to-post-generic-2027-02-16.pdf"
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize("width", ["desk", "phone"])
@pytest.mark.parametrize("path", [SPRING, RUTGERS])
def test_nothing_scrolls_sideways_and_no_words_collide(open_page, width, path):
    page = open_page(path, width)
    fits(page)
    for legend in page.locator(".wa-legend span").all():
        box = legend.bounding_box()
        assert box["x"] + box["width"] <= page.viewport_size["width"]
    for chart in page.locator(".js-plotly-plot").all():
        boxes = chart.evaluate("""chart => [...chart.querySelectorAll(".textpoint text, .xtick text, .annotation-text")]
            .filter(word => word.textContent.trim())
            .map(word => ({text: word.textContent, ...word.getBoundingClientRect().toJSON()}))""")
        assert not overlaps(boxes)


def luminance(rgb) -> float:
    linear = [c / 12.92 if c <= .03928 else ((c + .055) / 1.055) ** 2.4 for c in (part / 255 for part in rgb)]
    return sum(weight * c for weight, c in zip((.2126, .7152, .0722), linear, strict=True))


def contrast(one, other) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + .05) / (dark + .05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_numbers_in_the_squares_can_be_read(open_page, scheme):
    """The number against its own shade, 4.5 to 1 at least, in both schemes."""
    page = open_page(RUTGERS, color_scheme=scheme)
    colours = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())["theme"][scheme]["chartSequentialColors"]
    page.locator(".js-plotly-plot .heatmap-label text").nth(50).wait_for()
    shown = page.evaluate("""() => [...document.querySelectorAll(".js-plotly-plot .heatmap-label text")]
        .map(label => [label.textContent, getComputedStyle(label).fill])""")
    assert len({text for text, _ in shown}) > 3
    for text, fill in dict.fromkeys(map(tuple, shown)):
        ground = colours[SHADES[shade(int(text), 9)]].lstrip("#")
        ratio = contrast([int(part) for part in re.findall(r"\d+", fill)[:3]], bytes.fromhex(ground))
        assert ratio >= 4.5, (text, fill, ground, ratio)


def test_the_keyboard_reaches_what_a_host_changes(open_page):
    page = open_page(SPRING)
    page.get_by_role("combobox", name="School").focus()
    seen = []
    for _ in range(30):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.getAttribute('aria-label') || document.activeElement.textContent"))
    said = " ".join(seen)
    for name in ("When", "Weeks", "Hours a week", "Pay", "About the job"):
        assert name in said, (name, seen)


def test_headings_and_pictures_have_names(open_page):
    """One h1, no level left out, and words for every picture."""
    page = open_page(SPRING)
    headings = page.locator("[data-testid=stMain] :is(h1, h2, h3):visible").all()
    levels = [int(heading.evaluate("h => h.tagName[1]")) for heading in headings]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False))
    named = page.evaluate("""() => [...document.querySelectorAll("[data-testid=stPlotlyChart]")]
        .map(chart => chart.closest("[aria-label]") || chart.querySelector("[aria-label]"))
        .map(named => named ? named.getAttribute("aria-label").length : 0)""")
    assert len(named) == 2
    assert min(named) > 40


def test_a_job_survives_a_visit_to_another_page_and_a_candidate_gets_their_side(open_page):
    page = open_page(SPRING)
    main = page.get_by_test_id("stMain")
    page.get_by_role("textbox", name="Your own text").fill("Juniors only.")
    page.keyboard.press("Control+Enter")
    page.get_by_text("names a school year").first.wait_for()
    main.get_by_role("link", name="Calendars").click()
    page.get_by_text("Add your own school").first.wait_for()
    settle(page)
    main.get_by_role("link", name="When should I post?").click()
    page.get_by_text("One-page summary").first.wait_for()
    settle(page)
    assert headline(page) == HEADLINE
    assert "job_start=2027-02-16" in page.url
    assert page.get_by_role("textbox", name="Your own text").input_value() == "Juniors only."
