"""Fields that are not on the screen keep what an example gave them, also after the first change."""
import pytest
from in_chromium import settle


def field(page, label):
    return page.get_by_role("group", name=label, exact=True)


@pytest.mark.parametrize(("example", "label", "holds"), [
    ("winter_break", "Program starts", "20240820"),
    ("before_stem", "Work card (EAD) ends", "20270201"),
    ("j1_student", "Program starts", "20250818"),
])
def test_one_change_then_more_about_me(open_page, example, label, holds):
    page = open_page(f"/?example={example}&on=2026-11-22")
    hours = page.get_by_label("Hours a week", exact=True).and_(page.locator("input"))
    hours.fill("25")
    hours.press("Enter")
    settle(page)
    page.get_by_role("button", name="More about me").click()
    field(page, label).wait_for()
    assert "".join(c for c in field(page, label).inner_text() if c.isdigit()) == holds
    page.get_by_text("My degree is on the STEM list" if example == "winter_break" else "The work is paid").click()
    settle(page)
    assert page.get_by_text("to mend").count() == 0
