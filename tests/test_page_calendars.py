"""The page "Calendars" through Streamlit's AppTest: a year answers first, a file is previewed, what is kept counts everywhere."""
import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from pages import headline, press, ran, words_of
from projected import with_elmwood
from streamlit.testing.v1 import AppTest

from planner import schools
from planner.calendar_import import calendar_in
from planner.school_file import SchoolFiles, numbered, term_facts
from planner.ui import state
from planner.ui.bring import after, moved
from planner.year import SHAPES, Year, shown, year_picture
from planner.year_words import headline as year_headline
from planner.year_words import room_to_add

FILES = Path(__file__).parent / "calendars_in"
SCRIPT = "from planner.ui import calendars\ncalendars.page()"
ON = date(2026, 11, 22)


def opened(**query) -> AppTest:
    page = AppTest.from_string(SCRIPT, default_timeout=60)
    page.session_state[state.WORLD] = with_elmwood()
    page.query_params.update({"year": "2026"} | query)
    return ran(page)


def words(page) -> str:
    """Everything the page says, tags and all, non-breaking spaces aside."""
    return words_of(page, "markdown", "caption", "header", "subheader", "title")


def imported(data: bytes, name: str = "registrar.ics", **query) -> AppTest:
    page = opened(**query)
    page.file_uploader[0].upload(name, data, "text/calendar")
    return ran(page)


# ---- a year at a glance ---------------------------------------------------------------------------------------------

HEADLINES = [
    ("elmwood", "Elmwood University's calendar for 2026-27 is projected: no date is published; each may move by up to 10 days."),
    ("binghamton", "Binghamton University's calendar for 2026-27 is projected: no date is published; "
                   "each may move by up to 10 days."),
    ("rutgers", "Rutgers University's calendar for 2026-27 is published: fall Tue 1 Sep to Tue 22 Dec 2026, "
                "spring Tue 19 Jan to Wed 12 May 2027."),
    ("buffalo", "University at Buffalo's calendar for 2026-27 is not known: every day counts as in session."),
]


@pytest.mark.parametrize(("school", "says"), HEADLINES)
def test_the_headline_says_how_sure_the_year_is(school, says):
    page = opened(school=school)
    assert headline(page) == says
    assert len(page.title) == 1


def test_without_an_address_the_page_shows_binghamton():
    assert headline(opened()).startswith("Binghamton University's calendar for 2026-27")


@pytest.mark.parametrize("query", [{"school": "atlantis"}, {"school": "generic"}, {"year": "1066"}, {"with": "binghamton"}])
def test_an_address_that_makes_no_sense_is_read_as_far_as_it_can_be(query):
    assert headline(opened(**query)).startswith("Binghamton University's calendar for")


@pytest.mark.parametrize("slug", [slug for slug, school in schools.load_schools().items() if school.terms])
def test_every_school_with_a_calendar_can_be_drawn_and_said(slug):
    page = opened(school=slug)
    assert page.get("plotly_chart")
    assert "Add your own school" in words(page)


def test_projected_and_published_differ_in_shape_and_in_words():
    kinds = {slug: shown(year_picture(Year(with_elmwood().schools[slug], 2026), ON)) for slug in ("elmwood", "rutgers")}
    assert {"projected", "band"} <= set(kinds["elmwood"])
    assert "published" in kinds["rutgers"]
    assert not {"projected", "band"} & set(kinds["rutgers"])
    assert "Projected, plus or minus 7 days." in words(opened(school="elmwood"))


def test_every_kind_of_mark_has_its_drawing_for_the_legend():
    css = Path(state.__file__).with_name("page.css").read_text()
    assert [kind for kind in SHAPES if f".wm-{kind}" not in css] == []


def test_the_table_says_what_the_picture_shows():
    said = words(opened(school="rutgers"))
    for text in ("Tue 1 Sep<br>2026", "Tue 22 Dec<br>2026", "Break Thu 26 Nov to Sun 29 Nov", "Exams Tue 15 Dec to Tue 22 Dec",
                 "Thu 26 Nov 2026", "scheduling.rutgers.edu"):
        assert text in said


def test_posting_days_stand_beside_the_terms():
    said = words(opened(school="binghamton"))
    assert "by Sun 15 Nov 2026. Winter micro-internships are posted and offered by mid-November." in said
    assert "by Sun 31 Jan 2027. Spring micro-internships are posted and offered by the end of January." in said
    assert "Fall micro-internships are posted as they come up." in said
    assert "Give a student five to seven business days to decide on a micro-internship" in said


ROOM = [  # posting season, by, what is said of the last day to add
    ("winter", "2026-11-15", "The last day to add a course of Winter 2027 is not known: ask the registrar before you post."),
    ("spring", "2027-01-31", "Tue 2 Feb 2027, projected, plus or minus 7 days, is 2 days later: an offer on the last day leaves"),
    ("spring", "2027-02-02", "is the same day: an offer on the last day leaves a student little or no time to decide."),
    ("spring", "2027-02-03", "is 1 day earlier"),
    ("spring", "2027-01-23", "is 10 days later"),
    ("spring", "2027-01-22", ""),
    ("fall", "2026-08-20", ""),
]


@pytest.mark.parametrize(("season", "by", "says"), ROOM)
def test_how_long_an_offer_leaves_to_add_the_credit(season, by, says):
    """Credit of spring 2027 is to be added by 2 February, of fall 2026 by 8 September; eleven days hold seven business days."""
    year = Year(schools.load_schools()["binghamton"], 2026)
    posting = schools.Posting(season=season, says="x", source="a guide", checked=ON, verified=True)
    said = room_to_add(year, date.fromisoformat(by), posting).replace("\u00a0", " ")
    assert says in said
    assert bool(said) == bool(says)


OFFICES = [  # what an office says and a plan should not hide
    ("buffalo", "CPT: 15 business days. 12 to 15 business days: the longer end"),
    ("buffalo", "filed in late December are processed after 1 January"),
    ("wesleyan", "Cut-off: A request after 15:00 counts from the next business day."),
    ("utah", "The clock starts when your adviser submits the recommendation, not when you ask"),
    ("arizona_state_engineering", "Department's signature: 28 days. Unit review of 3 to 4 weeks: the longer end"),
    ("binghamton", "Not published: The generic figures stand in, not verified: CPT 10 business days"),
    ("binghamton", "In the final semester the office recommends to stay near Binghamton"),
    ("binghamton", "Winter and summer internship courses have an online part"),
    ("macalester", "a start in mid-October was refused"),
    ("mit", "half a year gives no pattern, so nothing is projected"),
]


@pytest.mark.parametrize(("school", "says"), OFFICES)
def test_what_the_office_says_stands_on_the_page(school, says):
    assert says in unescape(re.sub(r"</?(dt|dd)>", "", words(opened(school=school))))


def test_what_is_not_verified_says_so():
    said = words(opened(school="binghamton"))
    assert "Not verified: own knowledge: winter session lies between mid-December and mid-January" in said


def test_a_school_without_a_calendar_beside_one_with():
    said = words(opened(school="buffalo", **{"with": "macalester"}))
    assert "no such term" not in said


def test_two_schools_side_by_side():
    page = opened(school="elmwood", **{"with": "rutgers"})
    assert headline(page) == ("In 2026-27 Rutgers University begins fall 7 days later than Elmwood University; "
                              "Elmwood University's dates are projected.")
    assert len(page.get("plotly_chart")) == 2
    assert "7 days later" in words(page)
    assert "Side by side" in words(page)


def test_a_choice_goes_into_the_address():
    page = opened(school="rutgers")
    page.selectbox[2].set_value("ut_austin")
    ran(page)
    assert (page.query_params["school"], page.query_params["with"]) == ("rutgers", "ut_austin")


# ---- a registrar's file ---------------------------------------------------------------------------------------------

@pytest.mark.parametrize("name", ["google.ics", "utc.ics", "table.csv", "terms.csv"])
def test_a_file_is_previewed_and_nothing_is_kept(name):
    page = imported((FILES / name).read_bytes(), name, school="elmwood")
    said = words(page)
    assert "1 term in the file" in said and ("Offices closed: Mon 7 Sep 2026." in said) == (name == "google.ics")
    assert "So far projected, plus or minus 7 days: the file starts 1 day later" in said
    assert "2026-27 with this file" in said
    assert "of 60 cases" in said
    assert headline(page).endswith("each may move by up to 10 days.")


def test_what_is_kept_is_the_calendar_of_every_page():
    page = press(imported((FILES / "google.ics").read_bytes(), school="elmwood"), "Keep for this session")
    assert headline(page) == ("Elmwood University's calendar for 2026-27 is imported for Fall 2026; "
                              "the other 4 terms are projected.")
    kept = page.session_state[state.WORLD]
    assert {term.status for term in kept.schools["elmwood"].terms.terms if term.name == "Fall 2026"} == {"imported"}
    assert with_elmwood().schools["elmwood"].terms.at(20700).status == "projected", "nobody else's calendar has changed"


def test_the_planners_own_calendar_comes_back():
    """Of a school without a calendar: the file is all that is known of it, and then nothing is again."""
    page = press(imported((FILES / "google.ics").read_bytes(), school="buffalo"), "Keep for this session")
    assert headline(page) == ("University at Buffalo's calendar for 2026-27 is imported: fall Wed 26 Aug to Fri 18 Dec 2026.")
    page = press(page, "Use the planner's own data again")
    assert headline(page).endswith("is not known: every day counts as in session.")


HOSTILE = [
    ("x.ics", b"<html>", "is no iCalendar file"),
    ("x.ics", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:<script>alert(1)</script>\r\nDTSTART:20260826\r\nRRULE:FREQ=SECONDLY\r\n"
              b"END:VEVENT\r\nEND:VCALENDAR\r\n", "repeats, and a date of a term happens once"),
    ("x.csv", b"a,b\n1,2\n", "has no columns term, event and date"),
    ("x.csv", b"\xff\xfea", "is not UTF-8 text"),
    ("x.csv", b"term,event,date\nFall 2026,start,2026-12-26\nFall 2026,last_class,2026-08-11\n", "is not after the start"),
]


@pytest.mark.parametrize(("name", "data", "says"), HOSTILE)
def test_a_file_that_cannot_be_used_is_one_sentence(name, data, says):
    page = imported(data, name)
    said = words(page)
    assert says in said
    assert "<script>" not in said
    assert not [button for button in page.button if button.label == "Keep for this session"]
    assert len(page.get("plotly_chart")) == 1


def test_a_caseload_of_ones_own_says_which_cases_move():
    """Projected, the credit of fall had to be added by 8 September; the file says the 9th: on the 9th that matters."""
    world = with_elmwood()
    facts = tuple(calendar_in((FILES / "google.ics").read_bytes(), "google.ics", ON).facts)
    data = (b"case_id,school,status,program_start,program_end,offer_start,offer_end,offer_date\n"
            b"A,elmwood,F-1,2025-08-19,2027-05-14,2026-10-01,2027-01-15,2026-09-10\n"
            b"B,atlantis,F-1,2025-08-19,2027-05-14,2026-10-01,2027-01-15,2026-09-10\n")
    found = moved(data, "mine.csv", date(2026, 9, 10), world, after(world, "elmwood", facts))
    assert (found.cases, len(found.bad), [move.case_id for move in found.moves]) == (1, 1, ["A"])


# ---- a school of one's own ------------------------------------------------------------------------------------------

def own(**entries) -> AppTest:
    page = opened()
    page.toggle(key="_own_open").set_value(True)
    ran(page)
    for key, entry in entries.items():
        kind = "date_input" if isinstance(entry, date) else "number_input" if isinstance(entry, int) else "text_input"
        getattr(page, kind)(key=f"_own_{key}").set_value(entry)
    return ran(page)


MINE = {"name": "Example \"College\"", "cpt": 4, "source": "https://example.edu/cpt", "Fall_start": date(2026, 8, 31),
        "Fall_last_class": date(2026, 12, 11)}


def test_a_school_is_added_for_the_session():
    page = press(own(**MINE), "Use this school for the session")
    school = page.session_state[state.WORLD].schools["example_college"]
    assert (school.name, school.lead_time["cpt"].n, school.lead_time["opt"].source.verified) == ('Example "College"', 4, False)
    assert page.query_params["school"] in ("example_college", ["example_college"])
    assert "imported: fall Mon 31 Aug to Fri 11 Dec 2026" in headline(page)


def test_the_students_page_plans_with_it():
    """Monday the 23rd and four business days: Thanksgiving Thursday is closed, so Monday the 30th."""
    added = press(own(**MINE), "Use this school for the session").session_state[state.WORLD]
    page = AppTest.from_file(str(Path(__file__).parent.parent / "app.py"), default_timeout=60)
    page.session_state[state.WORLD] = added
    page.query_params.update({"on": "2026-11-23", "status": "F-1, master", "school": MINE["name"], "program_start": "2025-08-25",
                              "program_end": "2027-05-14", "offer_start": "2026-12-21", "offer_end": "2027-01-15"})
    ran(page)
    said = words(page)
    assert "from Mon 30 Nov" in said
    assert "The school or calendar that you have added is not in it" in said


def test_its_two_files_load_as_they_are(tmp_path):
    said = {"source": "https://example.edu/cpt", "checked": ON, "verified": True}
    facts = term_facts("Fall", {"start": date(2026, 8, 31), "last_class": date(2026, 12, 11)}, "the registrar", ON)
    data = {"name": 'Example "College" \\ é', "office": "ISSS", "closed": "own list", "closures": [date(2026, 12, 24)],
            "closed_each_year": ["12-25 to 01-01"], "lead_time": {"cpt": {"business_days": 4}}, "lead_time_source": said,
            "calendar": {"cpt_in_term": True, **said}}
    files = SchoolFiles("example", data, numbered(facts))
    (tmp_path / "example.toml").write_text(files.toml, encoding="utf-8")
    (tmp_path / "generic.toml").write_text((schools.SCHOOLS / "generic.toml").read_text())
    (tmp_path / "example.csv").write_text(files.csv)
    loaded, entered = schools.load_schools(tmp_path, tmp_path)["example"], files.school()
    assert (loaded.name, loaded.closures, loaded.lead_time["cpt"], loaded.terms.terms, loaded.terms.aligned) == (
        entered.name, entered.closures, entered.lead_time["cpt"], entered.terms.terms, entered.terms.aligned)


@pytest.mark.parametrize(("entries", "says"), [
    ({"name": "Rutgers University"}, "is in the list already; choose it above"),
    ({"name": "中文"}, "write it in Latin letters"),
    (MINE | {"source": ""}, "“Where is that written?”: is missing"),
    (MINE | {"Fall_last_class": date(2026, 8, 1)}, "is not after the start"),
])
def test_an_entry_that_cannot_stand_is_said(entries, says):
    page = own(**entries)
    assert says in words(page)
    assert not [button for button in page.button if button.label.startswith("Use this school")]


def test_a_year_beyond_every_calendar_says_so():
    assert year_headline(Year(schools.load_schools()["mit"], 2026)).endswith("is not known: every day counts as in session.")


def test_no_button_is_primary():
    """Streamlit writes white on the primary colour, and in dark mode that colour is pale."""
    pages = Path(state.__file__).parent.rglob("*.py")
    assert [path.name for path in pages if 'type="primary"' in path.read_text()] == []
