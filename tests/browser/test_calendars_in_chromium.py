"""A registrar's file in a real browser: import it, read the preview, see the picture, keep it, and get another answer."""
from pathlib import Path

import pytest
from in_chromium import collisions, fits, settle

FILE = Path(__file__).parents[1] / "calendars_in" / "google.ics"
BREAK = ("/?on=2026-09-09&status=F-1%2C+master&school=Binghamton+University&program_start=2026-08-20&program_end=2028-05-14"
         "&offer_start=2026-11-25&offer_end=2026-11-29&offer_date=2026-09-09&on_campus=true&hours_per_week=30")


def headline(page) -> str:
    return page.get_by_role("heading", level=1).inner_text().replace("\u00a0", " ").replace("\n", " ")


def go(page, name):
    """Follow the link at the foot of the page."""
    page.get_by_test_id("stMain").get_by_role("link", name=name).click()
    page.get_by_text("Add your own school" if name == "Calendars" else "Link to this answer").first.wait_for()
    return settle(page)


@pytest.mark.parametrize("width", ["desk", "phone"])
def test_an_imported_calendar_changes_the_students_answer(open_page, width):
    """Thirty hours on campus at Thanksgiving: a break as far as is projected, and the file says so without an if."""
    page = open_page(BREAK, width)
    assert headline(page) == ("Yes, if terms run as expected, as work on campus: start on Wed 25 Nov 2026.")
    go(page, "Calendars")
    assert headline(page).startswith("Binghamton University's calendar for")
    page.locator("input[type=file]").first.set_input_files(FILE)
    page.get_by_text("What it changes").wait_for()
    settle(page)
    preview = page.inner_text("[data-testid=stMain]").replace("\u00a0", " ")
    assert "So far projected, plus or minus 7 days: the file starts 1 day later." in preview
    assert page.locator(".js-plotly-plot").count() == 2
    page.get_by_role("button", name="Keep for this session").click()
    page.get_by_text("until you close or reload").first.wait_for()
    settle(page)
    go(page, "Can I take this offer?")
    assert "offer_start=2026-11-25" in page.url, "the case is still there"
    assert headline(page) == "Yes, as work on campus: start on Wed 25 Nov 2026."


@pytest.mark.parametrize("width", ["desk", "phone"])
@pytest.mark.parametrize("path", ["/calendars?year=2026", "/calendars?school=rutgers&year=2026",
                                  "/calendars?school=rutgers&with=boston_university&year=2026",
                                  "/calendars?school=buffalo&year=2026"])
def test_nothing_scrolls_sideways_and_no_words_collide(open_page, width, path):
    page = open_page(path, width)
    fits(page)
    assert not collisions(page)


def test_a_case_survives_a_visit_to_the_calendars(open_page):
    page = open_page("/?example=pending_i765&on=2026-11-22")
    before = headline(page)
    assert headline(go(go(page, "Calendars"), "Can I take this offer?")) == before
    assert "Example: waiting for the work card." in page.inner_text("body")
