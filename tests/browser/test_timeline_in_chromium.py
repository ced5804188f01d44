"""The page "My timeline" in a real browser: nothing scrolls sideways, no words collide, and a job added by hand moves the count."""
import pytest
from in_chromium import collisions, fits, settle


def headline(page) -> str:
    return page.get_by_role("heading", level=1).inner_text().replace("\u00a0", " ").replace("\n", " ")


def said(page) -> str:
    return page.inner_text("[data-testid=stMain]").replace("\u00a0", " ")


@pytest.mark.parametrize("width, dark", [("desk", False), ("phone", False), ("phone", True)])
def test_the_whole_stay_fits_and_no_words_collide(open_page, width, dark):
    page = open_page("/timeline?on=2026-11-22", width, **({"color_scheme": "dark"} if dark else {}))
    assert headline(page) == "If you use OPT and the STEM extension, you may work until Fri 12 Jul 2030."
    fits(page)
    assert not collisions(page)
    page.get_by_text("OPT", exact=True).first.click()
    settle(page)
    assert page.locator(".js-plotly-plot").count() == 1


def test_a_job_entered_by_keyboard_stops_the_clock(open_page):
    page = open_page("/timeline?program_start=2025-08-25&program_end=2027-05-14&opt_requested_start=2027-07-01&on=2026-11-22",
                     "phone")
    assert "Without more work, Wed 29 Sep 2027 is day 91" in said(page)
    form = page.get_by_test_id("stForm")
    form.get_by_test_id("stDateInputField").first.click()
    page.keyboard.type("20270801")
    page.keyboard.press("Tab")
    form.get_by_role("spinbutton", name="Hours a week").fill("40")
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Add to my history").click()
    page.get_by_text("Job: Sun").first.wait_for()
    settle(page)
    assert "You will have used 31 of 90 days without work" in said(page)
    assert "2027-08-01" not in page.url


@pytest.mark.parametrize("link", ["My timeline", "Your whole stay, to the last day of grace"])
def test_the_students_own_case_comes_along_from_the_first_page(open_page, link):
    """Both pages have fields of the same names; the entries of the one must not stand in the way of the other."""
    page = open_page("/?program_start=2025-08-25&program_end=2027-05-14&offer_start=2026-12-21&stem=true&on=2026-11-22")
    page.get_by_test_id("stMain").get_by_role("link", name=link).click()
    page.get_by_text("Bring such a file").first.wait_for()
    settle(page)
    assert headline(page) == "If you use OPT and the STEM extension, you may work until Wed 26 Jun 2030."
    assert "Example:" not in said(page) and "program_end=2027-05-14" in page.url
