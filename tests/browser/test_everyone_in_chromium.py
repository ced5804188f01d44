"""Everyone can use the pages: axe finds nothing, tabs have names, headings go down by one, pictures have words, 320 pixels do."""
import pytest
from axe_playwright_python.sync_playwright import Axe
from in_chromium import fits, settle, unfold

PAGES = {"Can I take this offer?": "/?example=pending_i765&on=2026-11-22",
         "My timeline": "/timeline?on=2026-11-22",
         "When should I post?": "/host?job_on=2026-11-22&job_school=Rutgers+University&job_season=Summer+2027&job_start=2027-06-01",
         "Caseload": "/caseload",
         "Calendars": "/calendars?school=rutgers&year=2026",
         "Rules and sources": "/rules?about=Post-completion+OPT"}
NOT_OURS = {            # what axe finds in an element that Streamlit draws: its rule, and a part of the element's HTML
    ("presentation-role-conflict", 'data-testid="stFileUploaderDropzone"'):
        "the area on which a file can be dropped bears the field's name and the role of mere decoration; the button in it is named",
}
RULES = {"rules": {"target-size": {"enabled": True}}, "resultTypes": ["violations"]}


def violations(page) -> list[tuple[str, str, str]]:
    """What axe finds of ours: the rule, what it asks for, and the element."""
    found = [(rule["id"], rule["help"], node["html"]) for rule in Axe().run(page, options=RULES).response["violations"]
             for node in rule["nodes"]]
    return [(rule, asks, html) for rule, asks, html in found
            if not any(rule == known and part in html for known, part in NOT_OURS)]


def narrow(page):
    """The page as on the narrowest phone, or at 400 %, with its pictures drawn anew."""
    page.set_viewport_size({"width": 320, "height": 640})
    page.wait_for_function("""() => [...document.querySelectorAll(".js-plotly-plot")]
        .every(plot => plot.querySelector(".main-svg").getBoundingClientRect().right <= innerWidth)""")
    return settle(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("title", PAGES)
def test_a_page_is_for_everyone(open_page, title, scheme):
    page = unfold(open_page(PAGES[title], {"light": "desk", "dark": "phone"}[scheme], color_scheme=scheme))
    assert page.title() == title
    assert not violations(page)
    levels = page.evaluate("""() => [...document.querySelectorAll("[data-testid=stMain] :is(h1, h2, h3, h4)")]
        .filter(heading => heading.checkVisibility()).map(heading => Number(heading.tagName[1]))""")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False)), levels
    for picture in page.locator("[role=figure], [data-testid=stPlotlyChart]:not([role=figure] *)").all():
        assert len(picture.get_attribute("aria-label") or "") > 60, picture.inner_text()
    for table in page.locator("table.wa-table").all():
        assert table.evaluate("t => t.caption?.textContent && t.tHead && t.querySelector('tbody th[scope]')"), table.inner_text()
    fits(narrow(page))
