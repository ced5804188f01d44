"""The page "My timeline" through Streamlit's AppTest: the whole stay answers first, and what is entered moves it."""
from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from pages import headline, press, ran, words_of
from streamlit.testing.v1 import AppTest

from planner.days import day
from planner.history_file import HistoryFile
from planner.stay import make_stay
from planner.stay_dates import dates_of
from planner.ui import entries, sheet
from planner.ui.timeline_form import EXAMPLE
from planner.world import load_world

SCRIPT = "from planner.ui import timeline\ntimeline.page()"
ON = date(2026, 11, 22)
OWN = {"program_start": "2025-08-25", "program_end": "2027-05-14", "on": "2026-11-22", "stem": "true",
       "opt_requested_start": "2027-07-01"}


def opened(**query) -> AppTest:
    page = AppTest.from_string(SCRIPT, default_timeout=60)
    page.query_params.update(query)
    return ran(page)


def words(page) -> str:
    return words_of(page, "markdown", "caption", "header", "title")


def add(page, name, **cells) -> AppTest:
    """Choose a kind of entry, fill the fields whose keys end with these names, and add it."""
    if page.session_state["_entry_name"] != name:
        page.button_group(key="_entry_name").set_value([name]) if hasattr(page, "button_group") else None
        ran(page)
    for key, value in cells.items():
        widgets = [w for kind in ("date_input", "number_input", "selectbox", "checkbox", "text_input") for w in getattr(page, kind)
                   if str(w.key).endswith(f"-{name}_{key}")]
        widgets[0].set_value(value)
    return press(page, "Add to my history")


# ---- the answer -----------------------------------------------------------------------------------------------------

def test_a_first_visit_shows_a_whole_stay_named_as_an_example():
    page = opened()
    assert headline(page) == "If you use OPT and the STEM extension, you may work until Fri 12 Jul 2030."
    assert "Example: a master's student from arrival to the end of STEM OPT." in words(page)
    assert "Tue 10 Sep 2030" in words(page)
    assert dict(page.query_params) == {}


def test_what_is_left_of_the_example_is_said_also_after_a_reload():
    page = opened()
    page.date_input(key="program_end").set_value(date(2027, 5, 21))
    left = "Still from the example: my degree is on the stem list. Change it under “More about me”."
    assert left in words(ran(page))
    assert left in words(opened(**page.query_params))
    page.checkbox(key="stem").set_value(False)
    assert "Still from the example" not in words(ran(page))


def lists_in(page) -> dict:
    return page.session_state[entries.LISTED]


def test_the_link_gives_the_same_stay_in_another_browser():
    """Several offers, a job, a hold and the postponed rule: the link holds them, the address holds no list."""
    page = opened(**OWN, regime="as if the postponed rule held", held="true")
    page.session_state[entries.LISTED] = {
        "offer": [{"offer_start": date(2026, 12, 1), "offer_end": date(2027, 1, 15), "paid": False},
                  {"offer_start": date(2027, 7, 19), "offer_end": date(2027, 8, 13), "employer": "Acme & Söhne"}],
        "job": [{"from": date(2026, 9, 1), "to": date(2026, 12, 1), "hours_per_week": 10.0, "kind": "on_campus"}]}
    ran(page)
    link = page.code[0].value
    assert "lists" not in page.query_params
    other = opened(**dict(parse_qsl(urlsplit(link).query)))
    assert lists_in(other) == lists_in(page)
    assert "lists" not in other.query_params
    assert (words(other), other.code[0].value) == (words(page), link)
    assert "Acme" in words(other) and "Your offers, together" in words(other)


@pytest.mark.parametrize("linked", ["no json", "[1]", '{"pets":[]}', '{"job":[1]}', '{"facts":1}', '{"facts":{"shoes":3}}',
                                    '{"offer":[{"offer_start":"soon"}]}', "[" * 5000], ids=lambda linked: linked[:20])
def test_a_damaged_list_in_a_link_is_said_and_left_out(linked):
    page = opened(**OWN, lists=linked)
    assert page.text[0].value.startswith("The lists in the link cannot be read and are left out")
    assert lists_in(page) == {}
    assert headline(page) == "If you use OPT and the STEM extension, you may work until Sun 30 Jun 2030."


def test_an_address_brings_the_readers_own_stay_without_the_examples_lists():
    page = opened(**OWN)
    assert headline(page) == "If you use OPT and the STEM extension, you may work until Sun 30 Jun 2030."
    assert "Example:" not in words(page)
    assert "Nothing yet" in words(page)
    assert "Without more work, Wed 29 Sep 2027 is day 91 without work" in words(page)


@pytest.mark.parametrize("changed, expected", [
    ({"stem": "false"}, "If you use OPT, you may work until Fri 30 Jun 2028."),
    ({"opt_requested_start": "2027-07-13"}, "If you use OPT and the STEM extension, you may work until Fri 12 Jul 2030."),
    ({"status": "J-1, master"}, "If you use Academic Training, you may work until Tue 14 Nov 2028."),
    ({"status": "F-1, language"}, "Your program ends on Fri 14 May 2027; no work after it is open to you in this plan."),
    ({"on": "2027-07-14"}, "Your program ended on Fri 14 May 2027; no work after it is open to you in this plan."),
], ids=str)
def test_the_headline_follows_the_entries(changed, expected):
    assert headline(opened(**OWN | changed)) == expected


def test_under_the_postponed_rule_the_days_of_grace_are_fewer():
    page = opened(**OWN | {"program_start": "2026-09-16", "program_end": "2028-05-12", "opt_requested_start": "2028-06-01",
                           "regime": "as if the postponed rule held"})
    assert "30 days after" in words(page)
    assert "30 days after" not in words(opened(**OWN | {"program_start": "2026-09-16", "program_end": "2028-05-12",
                                                       "opt_requested_start": "2028-06-01"}))


def test_an_entry_that_cannot_stand_is_named_and_the_last_answer_stays():
    page = opened(**OWN)
    page.date_input(key="program_end").set_value(date(2025, 1, 1))
    ran(page)
    assert "2 things to mend" in words(page)
    assert headline(page).endswith("until Sun 30 Jun 2030.")


def test_every_date_of_the_stay_stands_in_the_table():
    page = opened(**OWN)
    history = HistoryFile.read(EXAMPLE).history(tuple(load_world().schools))
    bare = make_stay(history.__class__(history.facts, case=history.case), day(ON), load_world())
    said = words(page)
    for one in dates_of(bare):
        assert one.title.replace("'", "&#x27;") in said


# ---- the history ----------------------------------------------------------------------------------------------------

def test_a_job_that_is_added_stops_the_count():
    page = add(opened(**OWN), "job", **{"from": date(2027, 8, 1), "hours_per_week": 40.0})
    assert "You will have used 31 of 150 days without work" in words(page)
    assert "Job: Sun 1 Aug 2027 on, 40 hours a week, on OPT" in words(page)


def test_an_entry_that_contradicts_is_added_and_named():
    page = opened(**OWN)
    page.session_state[entries.LISTED] = {"cpt": [{"from": date(2027, 5, 1), "to": date(2027, 5, 15), "full_time": True}]}
    ran(page)
    assert "lasts beyond the program, which ends on Fri 14 May 2027." in words(page)
    assert headline(page).endswith("until Sun 30 Jun 2030.")


def test_an_entry_that_cannot_be_read_is_refused_in_one_line():
    page = add(opened(**OWN), "job", **{"from": date(2027, 8, 1), "to": date(2027, 7, 1)})
    assert "2027-07-01 is before the first day, 2027-08-01; correct one of the two." in words(page)
    assert "Nothing yet" in words(page)


def test_an_entry_can_be_changed_and_removed():
    page = add(opened(**OWN), "job", **{"from": date(2027, 8, 1), "hours_per_week": 40.0})
    page = press(page, "Change")
    hours = next(w for w in page.number_input if str(w.key).endswith("-job_hours_per_week"))
    assert hours.value == 40
    hours.set_value(10.0)
    page = press(page, "Change the entry")
    assert "10 hours a week" in words(page)
    assert headline(page).startswith("Day 91 without work would be Wed 29 Sep 2027")
    assert "Nothing yet" in words(press(page, "Remove"))


def test_the_examples_lists_become_the_readers_with_the_first_entry():
    page = add(opened(), "job", **{"from": date(2026, 9, 1), "kind": "on_campus"})
    assert page.session_state[sheet.OWN + "timeline"]
    assert "library" in words(page) and "Job: Tue 1 Sep 2026 on, 20 hours a week, on campus" in words(page)


# ---- the file -------------------------------------------------------------------------------------------------------

def test_a_file_fills_form_and_lists_and_comes_back_the_same(tmp_path):
    text = EXAMPLE.read_text().replace("2027-05-14", "2027-05-20") + "\n[[ead]]\nfrom = 2027-07-01\nto = 2028-06-30\n"
    page = opened(on="2026-11-22")
    page.file_uploader[0].upload("mine.toml", text.encode(), "application/toml")
    ran(page)
    assert headline(page) == "If you use the STEM extension, you may work until Sun 30 Jun 2030."
    assert "Work card (EAD): Thu 1 Jul 2027 to Fri 30 Jun 2028, OPT after graduation" in words(page)
    assert page.date_input(key="program_end").value == date(2027, 5, 20)


def test_a_second_file_takes_the_place_of_the_first_in_form_lists_and_address():
    j1 = b'status = "J-1"\nlevel = "nondegree"\nprogram_start = 2026-08-24\nprogram_end = 2026-12-18\n'
    f1 = b'status = "F-1"\nlevel = "master"\nprogram_start = 2025-08-18\nprogram_end = 2027-05-14\n[[job]]\nfrom = 2026-09-01\n'
    page, seen = opened(), []
    for data in (j1, f1, j1):
        page.file_uploader[0].upload("mine.toml", data, "application/toml")
        ran(page)
        seen.append((headline(page), dict(page.query_params), "job" in lists_in(page)))
    assert seen[0] == seen[2] and "Academic Training" in seen[0][0] and not seen[0][2]
    assert seen[1][1] == {"program_start": "2025-08-18", "program_end": "2027-05-14"} and seen[1][2]


def test_the_offer_of_a_case_file_is_the_first_of_the_list():
    case = (b'[student]\nstatus = "J-1"\nlevel = "nondegree"\nprogram_start = 2026-08-24\nprogram_end = 2026-12-18\n'
            b'[offer]\noffer_start = 2027-01-04\noffer_end = 2027-06-30\nhours_per_week = 30\n')
    page = opened()
    page.file_uploader[0].upload("case.toml", case, "application/toml")
    ran(page)
    assert lists_in(page) == {"offer": [{"offer_start": date(2027, 1, 4), "offer_end": date(2027, 6, 30), "hours_per_week": 30}]}
    assert headline(page) == "If you use Academic Training, you may work until Fri 30 Apr 2027."


def test_every_line_that_cannot_be_read_is_said():
    page = opened(**OWN)
    data = b'status = "f1"\nprogram_start = 2026-08-19\nprogram_end = "soon"\n'
    page.file_uploader[0].upload("mine.toml", data, "application/toml")
    ran(page)
    assert "mine.toml, line 1, column status" in words(page) and "mine.toml, line 3, column program_end" in words(page)


@pytest.mark.parametrize("data, line", [
    (b"status = F-1", "mine.toml, line 1, column status"), (b"\xff\xfe", "mine.toml: is not UTF-8 text"),
    (b'status = "F-1"\nprogram_start = 2025-08-25\nprogram_end = 2027-05-14\n[[job]]\nfrom = 2027-13-01', "mine.toml, line 5"),
])
def test_a_file_that_cannot_be_read_changes_nothing(data, line):
    page = opened(**OWN)
    page.file_uploader[0].upload("mine.toml", data, "application/toml")
    ran(page)
    assert line in words(page)
    assert headline(page).endswith("until Sun 30 Jun 2030.")


def test_the_lists_are_never_in_the_address():
    page = add(opened(**OWN), "job", **{"from": date(2027, 8, 1), "employer": "Somebody"})
    assert "Somebody" in words(page)
    assert "Somebody" not in str(dict(page.query_params))


@pytest.mark.parametrize("zoom", ["All", "Next 12 months", "OPT", "STEM"])
def test_every_zoom_draws(zoom):
    page = opened()
    page.session_state["_timeline_zoom"] = zoom
    ran(page)
    assert len(page.get("plotly_chart")) == 1
    assert Path(EXAMPLE).exists()


def test_a_held_case_has_no_date_after_graduation():
    page = opened(**OWN | {"held": "true"})
    assert headline(page) == "No date after graduation can be given while USCIS holds your case."
    assert "nobody can say when USCIS decides" in words(page)


def test_several_offers_are_planned_together():
    page = opened()
    said = words(page)
    assert "Your offers, together" in said and "All 3 offers can be worked, by what is entered." in said
    assert "The same application as for a first micro-internship" in said
