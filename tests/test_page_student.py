"""The student's page through Streamlit's AppTest: it answers first, keeps what was entered, and says what to mend."""
import re
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from pages import enter, headline, ran, words_of
from streamlit.testing.v1 import AppTest

from planner.cases import FIELDS
from planner.ui.answer import Question
from planner.ui.examples import TITLES, entries
from planner.ui.fields import BAR, FIELD, FIELD_LIST
from planner.ui.today import date_in

APP = str(Path(__file__).parent.parent / "app.py")
ON = "2026-11-22"
WORKED = {"on": ON, "status": "F-1, master", "program_start": "2025-08-25", "program_end": "2027-05-14",
          "offer_start": "2026-12-21", "offer_end": "2027-01-15"}


def opened(**query) -> AppTest:
    """The page behind a link."""
    page = AppTest.from_file(APP, default_timeout=60)
    page.query_params.update({name: str(value) for name, value in query.items()})
    return ran(page)


def words(page) -> str:
    return words_of(page, "markdown", "caption", "header", "subheader", "title")


def drawn_route(page) -> str:
    """The heading of the picture."""
    return next(found[1] for e in page.get("html") if (found := re.search(r"<h2[^>]*>([^<]*, step by step)</h2>", e.proto.body)))


def change(page, name, entry):
    return enter(page, FIELD[name], entry)


# ---- the answer -----------------------------------------------------------------------------------------------------

def test_a_first_visit_shows_a_worked_example_and_says_so():
    page = opened(on=ON)
    assert headline(page) == ("Yes, if terms run as expected, through CPT: ask your office by Mon 7 Dec 2026, "
                              "start on Mon 21 Dec 2026.")
    assert "Example: a winter-break job. Change the entries below to see yours." in words(page)


def test_the_worked_case_of_the_contract():
    page = opened(**WORKED)
    assert headline(page) == "Yes, through CPT: ask your office by Mon 7 Dec 2026, start on Mon 21 Dec 2026."
    said = words(page)
    assert "from Tue 20 Apr 2027, 120 days late" in said            # OPT before graduation
    assert "from Sun 27 Jun 2027, 188 days late" in said            # and after
    assert "Example:" not in said


@pytest.mark.parametrize("example", TITLES)
def test_every_example_answers(example):
    page = opened(example=example, on=ON)
    assert headline(page).startswith(("Yes", "Not by"))
    assert f"Example: {TITLES[example]}." in words(page)
    assert len(page.get("plotly_chart")) == 1


def test_an_example_that_has_grown_old_is_planned_on_its_own_day(monkeypatch):
    monkeypatch.setattr("planner.ui.today.date_in", lambda zone, now: date(2028, 3, 1))
    page = opened()
    assert headline(page) == headline(opened(on=ON))
    assert "a winter-break job, as it was on Sun 22 Nov 2026. Change the entries below to see yours, as of today." in words(page)
    page.number_input(key="hours_per_week").set_value(10.0).run()
    assert not page.exception
    assert page.session_state["on"] is None and "on" not in page.query_params
    assert "earliest start is" in headline(page) and "2028" in headline(page), "planned today, not on the day of the example"


def test_a_day_that_the_reader_has_chosen_stays(monkeypatch):
    monkeypatch.setattr("planner.ui.today.date_in", lambda zone, now: date(2028, 3, 1))
    page = opened(example="spring", on="2026-11-22")
    page.date_input(key="offer_end").set_value(date(2027, 5, 1)).run()
    assert page.session_state["on"] == date(2026, 11, 22)


def test_an_unknown_example_is_the_first_one():
    assert headline(opened(example="banana", on=ON)) == headline(opened(on=ON))


def test_not_legal_advice_stands_once():
    assert words(opened(**WORKED)).count("not legal advice") == 1


def test_a_closed_case_says_no_and_draws_nothing():
    page = opened(**WORKED | {"related": "false"})
    assert headline(page).startswith("No")
    assert not page.get("plotly_chart")
    assert "Not open to you" in words(page)


def test_without_an_offer_the_page_says_when_work_could_start():
    page = opened(**{k: v for k, v in WORKED.items() if not k.startswith("offer")})
    assert headline(page).startswith("The earliest start is Mon 7 Dec 2026")


def test_the_postponed_rule_can_be_asked_for():
    late = WORKED | {"program_start": "2023-08-25", "program_end": "2026-10-10", "offer_start": "2027-06-01",
                     "offer_end": "2027-08-31"}
    assert headline(opened(**late)).startswith("Yes")
    assert headline(opened(**late, regime="as if the postponed rule held")).startswith(("Too late", "No"))


# ---- the routes and the picture -------------------------------------------------------------------------------------

def test_the_picture_follows_the_best_route_until_another_is_picked():
    page = opened(**WORKED)
    assert drawn_route(page) == "CPT, step by step"
    page.get("button_group")[0].set_value("OPT after graduation").run()
    assert drawn_route(page) == "OPT after graduation, step by step"
    change(page, "offer_start", date(2027, 1, 4))
    assert drawn_route(page) == "OPT after graduation, step by step"
    change(page, "status", "J-1, master")                           # the picked route is closed to a J-1 student
    assert drawn_route(page) == "J-1 Academic Training, step by step"
    change(page, "status", "F-1, master")
    assert drawn_route(page) == "CPT, step by step"


def test_a_link_may_name_the_route_to_draw():
    page = opened(**WORKED, route="OPT after graduation")
    assert drawn_route(page) == "OPT after graduation, step by step"


def test_steps_and_reasons_are_those_of_the_route_that_is_drawn():
    page = opened(**WORKED, route="OPT after graduation")
    said = words(page)
    assert "Form I-765" in said
    assert "USCIS decides." in said


def test_what_the_office_says_is_folded_and_what_may_go_wrong_is_not():
    page = opened(**WORKED | {"school": "Binghamton University"})
    [said] = [e.proto.body for e in page.get("html") if "<details class=\"wa-says\">" in e.proto.body]
    before, folded = said.split("<details class=\"wa-says\">")
    assert re.match(r"<summary>What Binghamton University says about this way: \d+ notes</summary>", folded)
    assert "SEVP broadcast messages" in before and "SEVP broadcast messages" not in folded
    assert folded.count("wa-note") == int(re.search(r"(\d+) notes", folded)[1]) > 1


# ---- state and link -------------------------------------------------------------------------------------------------

def test_the_first_change_makes_the_case_the_readers_own():
    page = opened(on=ON)
    change(page, "offer_end", date(2027, 1, 8))
    assert page.query_params["offer_end"] == "2027-01-08"
    assert page.query_params["program_end"] == "2028-05-12"
    assert page.query_params["example"] == "winter_break"                      # so that a reload knows whose the rest is
    assert "Example:" not in words(page)


def test_the_link_opens_the_same_answer():
    page = change(change(opened(example="pending_i765", on=ON), "offer_start", date(2026, 12, 28)), "stem", False)
    link = page.get("code")[0].value
    again = opened(**{name: value[0] for name, value in parse_qs(link.split("?")[1]).items()})
    assert headline(again) == headline(page)
    assert again.get("code")[0].value == link


def test_the_link_carries_only_what_is_entered():
    carried = parse_qs(opened(**WORKED).get("code")[0].value.split("?")[1])
    assert set(carried) == {"on", "program_start", "program_end", "offer_start", "offer_end"}      # F-1, master is the default


def test_a_link_with_rubbish_in_it_is_read_as_far_as_it_can_be():
    page = opened(**WORKED | {"offer_end": "banana", "hours_per_week": "many", "school": "Atlantis", "foo": "1"})
    assert headline(page).startswith("Yes, through CPT")


# ---- the form -------------------------------------------------------------------------------------------------------

def test_the_form_holds_every_fact_of_a_case():
    assert set(FIELD) - {"on", "regime"} == set(FIELDS) - {"case_id", "level"}


def test_every_field_says_where_to_find_its_value():
    assert all(len(field.help) > 20 and field.help.endswith(".") for field in FIELD_LIST)


def test_defaults_are_those_of_a_case_file():
    entered = {field.name: field.default for field in FIELD_LIST}
    facts = dict(Question.of(entered, date(2026, 11, 22)).facts)
    assert all(facts[name] == field.default for name, field in FIELDS.items() if name in facts and not field.is_required())


def test_a_j1_student_is_not_asked_about_cards():
    page = opened(example="j1_student", on=ON)
    asked = {widget.key for kind in ("date_input", "number_input", "checkbox", "selectbox") for widget in getattr(page, kind)}
    assert "at_days_used" in asked
    assert not asked & {"ead_end", "stem", "i765_filed", "premium", "cpt_full_time_days"}


def test_what_cannot_apply_does_not_count_and_comes_back():
    page = opened(example="before_stem", on=ON)
    change(page, "status", "J-1, master")
    assert "to mend" not in words(page)
    change(page, "status", "F-1, master")
    assert page.date_input(key="ead_end").value == entries("before_stem")["ead_end"]


def test_the_bar_holds_six_fields():
    page = opened(on=ON)
    assert len(BAR) == 6
    assert [page.selectbox[0].key, page.selectbox[1].key] == ["status", "school"]


# ---- things to mend -------------------------------------------------------------------------------------------------

MISTAKES = [
    ("offer_end", date(2026, 12, 1), "2026-12-01 is before “Offer starts” 2026-12-21"),
    ("program_end", date(2024, 1, 1), "2024-01-01 is before “Program starts” 2025-08-25"),
    ("program_end", None, "“Program ends” is missing"),
    ("program_start", None, "“Program starts” is missing"),
    ("hours_per_week", 500.0, "500 lies outside 0 to 168"),
    ("hours_per_week", -1.0, "-1 lies outside 0 to 168"),
    ("cpt_full_time_days", 99999, "99999 lies outside 0 to 3660"),
    ("ead_start", date(2026, 1, 1), "2026-01-01 stands without “Work card (EAD) ends”"),
    ("dso_recommended", date(2026, 11, 23), "2026-11-23 is after the day of the plan 2026-11-22"),
    ("i765_filed", date(2026, 11, 23), "2026-11-23 is after the day of the plan 2026-11-22"),
    ("i907_filed", date(2026, 11, 1), "2026-11-01 stands without “I-765 received by USCIS on”"),
    ("opt_requested_start", date(2027, 9, 1), "2027-09-01 is outside 2027-05-15 to 2027-07-13"),
]


@pytest.mark.parametrize(("name", "entry", "sentence"), MISTAKES)
def test_a_mistake_gets_a_sentence_beside_its_field(name, entry, sentence):
    page = change(opened(**WORKED), name, entry)
    said = words(page)
    assert sentence in said
    assert "**1 thing to mend**" in said
    assert headline(page).startswith("Yes, through CPT"), "the last good answer stays"
    assert "for the entries before" in said
    assert not page.error


def test_two_mistakes_are_counted_and_hidden_ones_are_named():
    page = change(change(opened(**WORKED), "offer_end", date(2026, 12, 1)), "i765_filed", date(2027, 1, 1))
    said = words(page)
    assert "**2 things to mend**: “Offer ends”, and under “More about me”: “I-765 received by USCIS on”" in said


def test_a_mended_mistake_is_forgotten():
    page = change(change(opened(**WORKED), "offer_end", date(2026, 12, 1)), "offer_end", date(2027, 1, 8))
    assert "to mend" not in words(page)


def test_a_link_with_a_mistake_asks_to_mend_it():
    page = opened(**WORKED | {"offer_end": "2026-12-01"})
    assert not page.title
    assert "1 thing to mend" in words(page)


# ---- today ----------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize(("zone", "moment", "expected"), [
    ("Pacific/Kiritimati", "2026-11-22T09:59", "2026-11-22"),       # UTC+14, a minute before its midnight
    ("Pacific/Kiritimati", "2026-11-22T10:00", "2026-11-23"),
    ("Pacific/Pago_Pago", "2026-11-22T10:59", "2026-11-21"),        # UTC-11
    ("Pacific/Pago_Pago", "2026-11-22T11:00", "2026-11-22"),
    ("America/New_York", "2026-11-23T04:59", "2026-11-22"),
    ("America/New_York", "2026-11-01T03:59", "2026-10-31"),         # the day of 25 hours: midnight at 04:00 UTC, the next at 05:00
    ("America/New_York", "2026-11-01T04:00", "2026-11-01"),
    ("America/New_York", "2026-11-02T04:59", "2026-11-01"),
    ("America/New_York", "2027-03-14T04:59", "2027-03-13"),         # the day of 23 hours: midnight at 05:00 UTC, the next at 04:00
    ("America/New_York", "2027-03-15T03:59", "2027-03-14"),
    ("America/New_York", "2027-03-15T04:00", "2027-03-15"),
    (None, "2026-11-22T23:59", "2026-11-22"),
    ("Mars/Olympus", "2026-11-22T23:59", "2026-11-22"),             # a zone nobody knows: UTC
])
def test_today_is_the_readers_date(zone, moment, expected):
    assert str(date_in(zone, datetime.fromisoformat(moment).replace(tzinfo=UTC))) == expected


def test_without_another_day_the_plan_is_made_today():
    page = opened(**{k: v for k, v in WORKED.items() if k != "on"} | {"program_end": "2090-05-14", "offer_start": "2089-12-21",
                                                                     "offer_end": "2090-01-15"})
    assert f"Today, {datetime.now(UTC):%a} {datetime.now(UTC).day}" in words(page)


def test_the_next_steps_go_into_a_calendar_where_a_route_is_open():
    [button] = opened(on=ON, **{k: v for k, v in WORKED.items() if k != "on"}).get("download_button")
    assert button.proto.label == "Add these days to my calendar"
    closed = opened(on=ON, status="F-1, master", program_start="2020-08-25", program_end="2022-05-14", offer_start="2026-12-21")
    assert headline(closed).startswith("Too late")
    assert closed.get("download_button") == []


def test_questions_about_the_other_ways_can_be_found_too():
    said = words(opened(**WORKED))
    assert "About OPT after graduation: " in said and "Academic Training: " not in said.split("Questions students ask")[1]
    assert said.count("<summary>How do I choose the start date of OPT?") == 1
    closed = words(opened(on=ON, program_start="2020-08-25", program_end="2026-09-14", offer_start="2026-12-21"))
    assert "My application was late or came back: can I file again?" in closed


def test_what_is_left_of_an_example_is_said_until_it_is_changed():
    page = opened(on=ON)
    assert "Still from the example" not in words(page)
    change(page, "program_end", date(2029, 5, 11))
    left = "**Still from the example: program starts Tue 20 Aug 2024. Change it under “More about me”.**"
    assert left in words(page)
    assert left in words(opened(**page.query_params))                          # a reload
    assert "example" not in page.code[0].value                                  # the link to the answer
    change(page, "program_start", date(2026, 8, 24))
    assert "Still from the example" not in words(page)


def test_a_link_is_the_readers_own_and_nothing_of_it_is_an_examples():
    assert "Still from the example" not in words(opened(**WORKED))
