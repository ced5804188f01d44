"""The page "When should I post?" through Streamlit's AppTest: it answers first, by kind of candidate, and says what to mend."""
from pathlib import Path

from streamlit.testing.v1 import AppTest

APP = str(Path(__file__).parent.parent / "app.py")
SCRIPT = "from planner.ui import host\nhost.page()"
SPRING = {"job_on": "2026-11-22", "job_school": "Generic office", "job_start": "2027-02-16", "job_weeks": "3", "job_hours": "15",
          "job_pay": "18"}


def opened(**query) -> AppTest:
    """The page behind a link."""
    page = AppTest.from_string(SCRIPT, default_timeout=60)
    page.query_params.update({name: str(value) for name, value in query.items()})
    return ran(page)


def ran(page) -> AppTest:
    page.run()
    assert not page.exception
    return page


def headline(page) -> str:
    return page.title[0].value.replace("\u00a0", " ")


def words(page) -> str:
    """Everything the page says, tags and non-breaking spaces aside."""
    return " ".join(e.value for kind in ("markdown", "caption", "title") for e in getattr(page, kind)
                    ).replace("\u00a0", " ") + " ".join(e.proto.body for e in page.get("html")).replace("\u00a0", " ")


# ---- the answer -----------------------------------------------------------------------------------------------------

def test_the_worked_job_says_when_to_post():
    page = opened(**SPRING)
    assert headline(page) == "Post by Tue 22 Dec 2026 and students on CPT can start on Tue 16 Feb 2027."
    assert len(page.title) == 1


def test_a_first_visit_shows_a_job_that_can_still_be_reached():
    page = opened(job_on="2026-11-22")
    assert headline(page).startswith("Post by ")
    assert "students on CPT can start on" in headline(page)
    assert "An example." in words(page)
