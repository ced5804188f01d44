"""Rules and sources in a real browser: from a date of a plan to its rule, every view at a desk and on a phone, light and dark."""
import re

import pytest
from in_chromium import settle

VIEWS = ["All numbers", "Where sources disagree", "The postponed rule", "Never applied", "How sure, how fresh"]


def headline(page) -> str:
    return page.get_by_role("heading", level=1).inner_text().replace("\u00a0", " ").replace("\n", " ")


def test_a_citation_on_the_students_page_opens_its_rule_beside_it(open_page):
    page = open_page("/?example=pending_i765&on=2026-11-22")
    with page.expect_popup() as opened:
        page.locator("table.why a").first.click()
    rule = settle(opened.value)
    asked = re.search(r"rule=([\w.]+)", rule.url)[1]
    assert asked in rule.inner_text("[data-testid=stMain]")
    assert "Written in:" in rule.inner_text("[data-testid=stMain]")
    rule.get_by_role("button", name="All rules and figures").click()
    rule.get_by_role("heading", level=1).filter(has_text="rules, each").wait_for()
    assert "rule=" not in rule.url
    rule.close()
    assert "pending_i765" in page.url, "the plan is still there"


@pytest.mark.parametrize(("width", "scheme"), [("desk", "dark"), ("phone", "light")])
def test_no_view_scrolls_sideways_and_each_says_its_headline_first(open_page, width, scheme):
    page = open_page("/rules?about=Post-completion+OPT", width, color_scheme=scheme)
    seen = set()
    for view in VIEWS:
        page.get_by_role("radio", name=view).or_(page.get_by_role("button", name=view)).first.click()
        settle(page)
        seen.add(headline(page))
        assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= page.viewport_size["width"], view
        for table in page.locator("table.wa-table").all():
            assert table.evaluate("t => t.scrollWidth <= t.parentElement.clientWidth + 1"), view
    assert len(seen) == len(VIEWS)


def test_the_address_holds_the_choices(open_page):
    page = open_page("/rules?find=I-907&about=Fees&day=2024-02-26")
    said = page.inner_text("[data-testid=stMain]")
    assert "$1,685" in said
    assert "$1,780" not in said
