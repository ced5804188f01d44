"""A link that somebody mistyped: what cannot be read is said, what can is used."""
import pytest
from streamlit.testing.v1 import AppTest

from planner.ui.unread import sentence

GOOD = {"status": "F-1, master", "program_start": "2025-08-25", "program_end": "2027-05-14", "offer_start": "2026-12-21",
        "on": "2026-11-22"}


@pytest.mark.parametrize(("entry", "why"), [
    (("status", "H1B"), "no status of the planner"),
    (("offer_start", "12/21/2026"), "dates are written 2026-12-21"),
    (("program_end", "9999-12-31"), "beyond the planner's days"),
    (("school", "nowhere"), "no school of the planner"),
    (("hours_per_week", "abc"), "no number"),
    (("hours_per_week", "-3"), "no number of hours"),
    (("paid", "perhaps"), "neither true nor false"),
    (("foo", "bar"), "no field"),
])
def test_an_entry_no_field_can_hold_is_named(entry, why):
    name, value = entry
    assert sentence(GOOD | {name: value}) == f"1 thing in the link could not be read, and is left out: {name}={value}.", why


def test_a_good_link_needs_no_word():
    assert sentence(GOOD | {"route": "CPT", "paid": "false", "hours_per_week": "17.5"}) == ""


def test_the_page_says_so_above_the_answer():
    page = AppTest.from_file("../app.py", default_timeout=60)
    for name, value in (GOOD | {"status": "H1B"}).items():
        page.query_params[name] = value
    page.run()
    assert [text.value for text in page.text] == ["1 thing in the link could not be read, and is left out: status=H1B."]
    page.number_input("hours_per_week").set_value(10.0).run()
    assert not page.text
