"""The student's path in a real browser: fill in the form, read the headline, see the picture, share the link."""
import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from in_chromium import overlaps, settle

WORKED = ("/?on=2026-11-22&status=F-1%2C+master&program_start=2025-08-25&program_end=2027-05-14"
          "&offer_start=2026-12-21&offer_end=2027-01-15")
YES = "Yes, through CPT: ask your office by Mon 7 Dec 2026, start on Mon 21 Dec 2026."


def headline(page) -> str:
    return page.get_by_role("heading", level=1).inner_text().replace("\u00a0", " ").replace("\n", " ")


def words_of_picture(page) -> list[dict]:
    """Every word in the picture with its edges in pixels."""
    return page.evaluate("""() => [...document.querySelectorAll(".js-plotly-plot .textpoint text, .js-plotly-plot .xtick text")]
        .filter(word => word.textContent.trim())
        .map(word => ({text: word.textContent, ...word.getBoundingClientRect().toJSON()}))""")


def enter_day(page, label, iso):
    """Type a date into its field, part by part, as a person does."""
    page.get_by_role("group", name=label, exact=True).get_by_role("spinbutton").first.click()
    page.keyboard.type(iso.replace("-", ""))
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    settle(page)


@pytest.mark.parametrize("width", ["desk", "phone"])
def test_the_students_path(open_page, width):
    page = open_page("/?on=2026-11-22", width)
    enter_day(page, "Program ends", "2027-05-14")
    enter_day(page, "Offer starts", "2027-01-25")
    enter_day(page, "Offer ends", "2027-02-19")
    assert headline(page) == ("Yes, if terms run as expected, through CPT: ask your office by Fri 8 Jan 2027, "
                              "start on Mon 25 Jan 2027.")
    assert page.locator(".js-plotly-plot .bars path").count() > 2
    assert "Offer starts, Mon 25 Jan" in page.locator(".js-plotly-plot").inner_text().replace("\u00a0", " ")


@pytest.mark.parametrize(("width", "path"), [("desk", WORKED), ("phone", WORKED), ("phone", "/timeline"), ("phone", "/host")])
def test_the_answer_stands_first(open_page, width, path):
    page = open_page(path, width)
    box = page.get_by_role("heading", level=1).bounding_box()
    assert box["y"] < 220
    assert box["y"] + box["height"] < page.viewport_size["height"]


@pytest.mark.parametrize("width", ["desk", "phone"])
@pytest.mark.parametrize("path", [WORKED, WORKED + "&route=OPT+after+graduation", "/?example=pending_i765&on=2026-11-22",
                                  "/?example=before_stem&on=2026-11-22", WORKED + "&related=false",
                                  WORKED + "&curricular=false&held=true"])
def test_nothing_scrolls_sideways_and_nothing_is_cut(open_page, width, path):
    page = open_page(path, width)
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= page.viewport_size["width"]
    frame = page.locator(".js-plotly-plot").bounding_box() if page.locator(".js-plotly-plot").count() else {"x": 0, "width": 9999}
    left, right = frame["x"] - 1, frame["x"] + frame["width"] + 1
    assert not [word for word in words_of_picture(page) if word["left"] < left or word["right"] > right]


@pytest.mark.parametrize("path", [WORKED, WORKED + "&route=OPT+before+graduation", WORKED + "&route=OPT+after+graduation",
                                  *(f"/?example={name}&on=2026-11-22" for name in ("winter_break", "spring", "close_to_graduation",
                                                                                  "pending_i765", "before_stem", "j1_student")),
                                  WORKED + "&curricular=false&held=true"])
def test_words_of_the_picture_do_not_lie_on_each_other(open_page, path):
    """Labels, figures, the hand, the offer and the axis, on a phone."""
    page = open_page(path, "phone")
    boxes = words_of_picture(page)
    assert len(boxes) > 8
    assert not overlaps(boxes)


def test_a_reload_keeps_everything(open_page):
    page = open_page(WORKED)
    enter_day(page, "Offer ends", "2027-03-01")
    page.get_by_text("OPT after graduation", exact=True).last.click()
    settle(page)
    before = page.inner_text("[data-testid=stMain]")
    page.reload()
    settle(page)
    assert page.inner_text("[data-testid=stMain]") == before
    assert "OPT after graduation, step by step" in before


def test_the_shared_link_opens_the_same_answer(open_page):
    page = open_page("/?example=close_to_graduation&on=2026-11-22")
    enter_day(page, "Offer starts", "2027-03-01")
    link = page.locator("[data-testid=stCode]").inner_text().strip()
    assert "example=" not in link
    again = open_page(re.sub(r"^https?://[^/]+", "", link))
    assert headline(again) == headline(page)
    assert again.url.split("?")[1].count("=") == link.split("?")[1].count("=")


def test_back_returns_to_the_example(open_page):
    page = open_page("/")
    enter_day(page, "Offer ends", "2027-02-05")
    assert "offer_end=2027-02-05" in page.url
    page.go_back()
    page.get_by_text("Example: a winter-break job").first.wait_for()


def test_an_example_is_one_click_away(open_page):
    page = open_page("/?on=2026-11-22")
    page.get_by_role("link", name="a J-1 student").click()
    page.wait_for_url("**example=j1_student**")
    settle(page)
    assert "through Academic Training" in headline(page)


def test_a_mistake_is_said_beside_its_field_and_the_last_answer_stays(open_page):
    page = open_page(WORKED)
    enter_day(page, "Offer ends", "2026-12-01")
    sentence = page.get_by_text("correct one of the two").bounding_box()
    field = page.get_by_role("group", name="Offer ends", exact=True).bounding_box()
    assert abs(sentence["x"] - field["x"]) < 40
    assert 0 < sentence["y"] - field["y"] < 80
    assert page.get_by_text("1 thing to mend").is_visible()
    assert headline(page) == YES


def test_more_about_me_opens_by_keyboard_and_its_fields_work(open_page):
    page = open_page(WORKED)
    page.get_by_role("button", name="More about me").focus()
    page.keyboard.press("Enter")
    page.get_by_text("The work is part of my studies").click()
    settle(page)
    assert not headline(page).startswith("Yes, through CPT")
    assert "curricular=false" in page.url


def test_the_picture_has_words_for_those_who_do_not_see_it(open_page):
    page = open_page(WORKED)
    assert page.locator('[aria-label^="CPT, step by step. Today is"]').count() == 1


def test_dark_mode_draws_in_the_dark_colours(open_page):
    page = open_page(WORKED, color_scheme="dark")
    fills = page.evaluate("""[...document.querySelectorAll('.js-plotly-plot .bars path')].map(p => getComputedStyle(p).fill)""")
    assert "rgb(117, 199, 171)" in fills                    # the school's green on a dark ground
    assert page.evaluate("getComputedStyle(document.querySelector('.wm-school')).backgroundColor") == "rgb(117, 199, 171)"


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_today_is_the_browsers_date(open_page, zone):
    """UTC+14 and UTC-11: at every moment of the year at least one of the two has another date than UTC."""
    before = datetime.now(UTC)
    page = open_page(WORKED.replace("on=2026-11-22&", "").replace("2027", "2089").replace("2026-12", "2088-12"), timezone_id=zone)
    said = page.locator(".wa-heads").inner_text().replace("\u00a0", " ")
    days = {f"{moment.astimezone(ZoneInfo(zone)):%a %-d %b}" for moment in (before, datetime.now(UTC))}
    assert any(f"Today, {day}" in said for day in days)
