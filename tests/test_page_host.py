"""The page "When should I post?" through Streamlit's AppTest: it answers first, by kind of candidate, and says what to mend."""
import csv
import re
from datetime import date
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs, urlparse

import pytest
from pages import enter, headline, ran, words_of
from projected import with_elmwood
from streamlit.testing.v1 import AppTest

from planner.cli import main
from planner.job import FIELDS as JOB_KEYS
from planner.ui import state
from planner.ui.host_fields import FIELD, FIELD_LIST, SHEET
from planner.ui.host_first import first_job
from planner.ui.host_form import first_day, offered, season_of
from planner.world import load_world
from planner.write_dates import dates_csv

SCRIPT = "from planner.ui import host\nhost.page()"
QUESTIONS = Path(__file__).parent / "data" / "questions.csv"
ON = date(2026, 11, 22)
SPRING = {"job_on": "2026-11-22", "job_school": "Generic office", "job_start": "2027-02-16", "job_weeks": "3", "job_hours": "15",
          "job_pay": "18"}
HEADLINE = "Post by Tue 22 Dec 2026 and students on CPT can start on Tue 16 Feb 2027."


def opened(**query) -> AppTest:
    """The page behind a link."""
    page = AppTest.from_string(SCRIPT, default_timeout=60)
    page.query_params.update({name: str(value) for name, value in query.items()})
    return ran(page)


def words(page) -> str:
    return words_of(page, "markdown", "caption", "title", "text")


def rows(page, caption: str) -> dict[str, str]:
    """The table with such a caption: for each candidate the cells of the row, tags aside."""
    said = "".join(e.proto.body for e in page.get("html")).replace("\u00a0", " ")
    table = next(table for table in re.findall(r"<table.*?</table>", said, re.S) if caption in table)
    found = {}
    for row in re.findall(r'<tr class="first">(.*?)</tr>', table, re.S):
        cells = [re.sub(r"<[^>]*>", " ", cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)]
        head, *rest = (" ".join(cell.split()) for cell in cells)
        found[head] = " | ".join(filter(None, rest))
    return found


def change(page, name, entry):
    return enter(page, FIELD[name], entry)


# ---- the answer -----------------------------------------------------------------------------------------------------

def test_the_worked_job_says_when_to_post():
    page = opened(**SPRING)
    assert headline(page) == HEADLINE
    assert len(page.title) == 1
    assert words(page).count("not legal advice") == 1


def test_every_kind_of_candidate_has_its_day():
    assert rows(opened(**SPRING), "Latest day to post") == {
        "Card in hand (OPT)": "Thu 7 Jan 2027 | 46", "I-765 pending for 70 days": "Thu 7 Jan 2027 | Thu 7 Jan 2027 | 46",
        "CPT": "Tue 22 Dec | 30", "CPT, program requires training": "Tue 22 Dec | 30",
        "J-1 Academic Training": "Tue 22 Dec | 30",
        "Nothing filed, premium": "Mon 26 Oct | Sun 22 Nov | −27", "Nothing filed, standard": "Wed 12 Aug | Tue 8 Sep | −102",
        "STEM OPT card in hand": "never", "First-year student, CPT": "never"}


def test_a_first_visit_shows_a_job_that_can_still_be_reached():
    page = opened(job_on="2026-11-22")
    assert headline(page).startswith("Post by ")
    assert "students on CPT can start on" in headline(page)
    assert "An example. Change the entries below to see yours." in words(page)


@pytest.mark.parametrize("on", ["2026-01-05", "2026-04-20", "2026-09-01", "2026-12-31", "2027-02-28", "2028-02-29"])
def test_the_example_can_be_reached_on_any_day(on):
    job = first_job(date.fromisoformat(on), load_world())
    page = opened(**{"job_on": on} | {name: job[name] for name in ("job_season", "job_start")})
    assert headline(page).startswith("Post by ")


def test_an_account_to_connect_says_what_the_day_means():
    said = words(opened(**SPRING | {"job_account": "5"}))
    assert "“post by” is the day to ask the school to connect your employer account" in said
    assert "“Post by” is then" not in words(opened(**SPRING))


def test_the_kinds_of_candidates_are_said_in_plain_words():
    said = words(opened(**SPRING))
    assert "OPT: work after graduation with a card from USCIS, asked for on Form I-765" in said
    assert "your own text is not in it" in said
    assert "by a Sunday means by Friday" in said


def test_a_posting_day_looks_forward():
    """Approved on 11 January, open to the 25th, chosen 1 February, accepted on the 10th; 15 February is closed, so the 25th."""
    page = opened(**SPRING | {"job_posting_date": "2027-01-04"})
    assert "If you post on Mon 4 Jan 2027" in words(page)
    leads = rows(page, "What a posting on Mon 4 Jan 2027")
    assert leads["CPT"] == "Thu 25 Feb 2027 | 9 days late"
    assert leads["Card in hand (OPT)"].endswith("| yes")


def test_unpaid_and_fixed_fee_are_different_jobs():
    unpaid = SPRING | {"job_paid": "unpaid", "job_hours": 25, "job_e_verify": "yes"}
    assert "Work on STEM OPT has to be paid" in words(opened(**unpaid))
    page = opened(**SPRING | {"job_paid": "a fixed fee in all", "job_pay": 900})
    assert headline(page) == "Post by Tue 22 Dec 2026 and J-1 students can start on Tue 16 Feb 2027."
    assert "In time, but ask the international office first" in words(page)
    assert "ask the office first" in words(page)


def test_only_on_its_job_board_does_the_school_approve():
    """Without the 5 business days of approval the 22nd becomes the 30th: 14 days to the 13th of January, as before."""
    page = opened(**SPRING | {"job_way": "your own posting or a freelance offer"})
    assert headline(page) == "Post by Wed 30 Dec 2026 and students on CPT can start on Tue 16 Feb 2027."
    assert "Rules for your own posting or a freelance offer" in words(page)
    assert headline(change(page, "job_approval", 5)) == HEADLINE


# ---- what to mend ---------------------------------------------------------------------------------------------------

BAD = [
    ({"job_start": "2026-11-20"}, "Fri 20 Nov 2026 is before today, Sun 22 Nov 2026; a posting today leads to a start on "),
    ({"job_posting_date": "2027-02-17"}, "Wed 17 Feb 2027 is after the start, Tue 16 Feb 2027; post by "),
    ({"job_weeks": "0"}, "“Weeks”: 0 "),
    ({"job_weeks": "60"}, "“Weeks”: 60 "),
    ({"job_hours": "0"}, "“Hours a week”: 0 is no work; write the hours of a week, for example 15"),
    ({"job_hours": "200"}, "“Hours a week”: 200 "),
    ({"job_school": "Rutgers University", "job_season": "Winter break 2026-27", "job_start": "2026-12-23", "job_weeks": "6"},
     "“Weeks”: 6 does not fit: Winter break 2026-27 ends on Mon 18 Jan 2027; at most 3 weeks fit from Wed 23 Dec 2026, or choose "
     "“any time”"),
    ({"job_approval": "-1"}, "-1 "),
]


@pytest.mark.parametrize(("entries", "says"), BAD)
def test_what_cannot_be_is_said_under_its_field(entries, says):
    said = words(opened(**SPRING | entries)).replace("−", "-")
    assert f":red[{says}" in said
    assert ":material/close: :red[" in said
    assert "1 thing to mend" in said


def test_a_sentence_for_a_field_behind_the_button_stands_above_too():
    """The posting day is not in the bar: "see above" would point at nothing."""
    said = words(opened(**SPRING | {"job_posting_date": "2027-02-17"}))
    assert "**1 thing to mend.** :red[“Posted, or to be posted, on”: Wed 17 Feb 2027 is after the start" in said
    assert "See the field below" not in said


def test_the_last_good_answer_stays():
    page = change(opened(**SPRING), "job_start", date(2026, 11, 1))
    assert "The answer below is for the entries before." in words(page)
    assert headline(page) == HEADLINE


def test_without_any_answer_there_is_only_what_to_mend():
    page = opened(**SPRING | {"job_start": "2026-11-01"})
    assert not page.title
    assert "Then the answer comes." in words(page)


def test_a_school_without_a_calendar_says_where_to_bring_one():
    said = words(opened(**SPRING))
    assert "No calendar of Generic office is known for the year to come" in said
    assert "on the page “Calendars”" in said


def test_a_link_may_name_the_candidate_that_is_drawn():
    said = words(opened(**SPRING | {"candidate": "Nothing filed, premium"}))
    assert "Back from Tue 16 Feb 2027: Nothing filed, premium" in said
    assert "could not be read" not in said


def test_what_a_link_says_that_no_field_can_hold_is_named():
    said = words(opened(**SPRING | {"job_weeks": "many"}))
    assert "1 thing in the link could not be read, and is left out: job_weeks=many." in said


# ---- seasons --------------------------------------------------------------------------------------------------------

def test_a_season_sets_the_first_day_and_the_first_day_its_season():
    page = change(opened(**SPRING | {"job_school": "Rutgers University"}), "job_season", "Summer 2027")
    assert page.date_input(key="job_start").value == date(2027, 6, 1)
    assert headline(page) == "Post by Thu 8 Apr 2027 and students on CPT can start on Tue 1 Jun 2027."
    page = change(page, "job_start", date(2027, 9, 13))
    assert page.selectbox(key="job_season").value == "Fall 2027"
    page = change(page, "job_school", "Binghamton University")
    assert page.selectbox(key="job_season").value == "Fall 2027"
    assert page.date_input(key="job_start").value == first_day(next(
        one for one in offered(load_world(), "binghamton", ON) if one.name == "Fall 2027"), ON)
    page = change(page, "job_school", "Generic office")
    assert page.selectbox(key="job_season").value == "any time"


def test_seasons_of_an_added_school_can_be_chosen():
    page = AppTest.from_string(SCRIPT, default_timeout=60)
    page.session_state[state.WORLD] = with_elmwood()
    page.query_params.update(SPRING | {"job_school": "Elmwood University"})
    assert "Spring 2027" in ran(page).selectbox(key="job_season").options
    assert "The school or calendar that you have added is not in it." in words(page)


def test_a_running_season_begins_tomorrow_and_a_later_one_on_its_first_weekday():
    world, on = load_world(), date(2026, 10, 1)
    days = {season.name: first_day(season, on) for season in offered(world, "rutgers", on)}
    assert days["Fall 2026"] == date(2026, 10, 2)
    assert days["Spring 2027"] == date(2027, 1, 19)
    assert all(day.weekday() < 5 for day in days.values())
    assert season_of(world, "rutgers", date(2027, 1, 19), date(2027, 5, 12), on) == "Spring 2027"
    assert season_of(world, "rutgers", date(2027, 1, 19), date(2027, 5, 13), on) == "any time", "a day beyond it"
    assert season_of(world, "generic", date(2027, 1, 19), date(2027, 1, 20), on) == "any time"


# ---- pictures and their twins ---------------------------------------------------------------------------------------

def test_two_pictures_each_with_words_and_a_table():
    page = opened(**SPRING)
    charts = page.get("plotly_chart")
    assert len(charts) == 2
    assert all(chart.proto.alt for chart in charts)
    assert "The picture as a table" in [expander.label for expander in page.expander]
    assert "Card in hand (OPT): to start on" not in headline(page)


def test_where_a_calendar_is_known_the_year_is_drawn_too():
    page = opened(**SPRING | {"job_school": "Rutgers University"})
    assert len(page.get("plotly_chart")) == 3
    year = rows(page, "By when to post at Rutgers University")
    assert year["Summer 2027"] == "Thu 8 Apr 2027 | Thu 22 Apr 2027 | Thu 11 Feb 2027"


def test_the_way_back_has_its_table_with_the_source_of_each_length():
    page = opened(**SPRING)
    steps = rows(page, "CPT: each step")
    assert steps["CPT authorized"].endswith("Tue 16 Feb 2027 | 32")
    assert steps["Post the job"].endswith("Tue 22 Dec | 30")
    assert "Generic, not verified" in words(page)
    assert "No source gives these lengths" in words(page)


def test_the_candidate_that_is_drawn_can_be_picked_and_is_in_the_link():
    page = opened(**SPRING)
    assert "Back from Tue 16 Feb 2027: CPT<" in words(page)
    page.get("button_group")[0].set_value("Nothing filed, premium")
    assert "Back from Tue 16 Feb 2027: Nothing filed, premium" in words(ran(page))


def test_the_picture_follows_the_headline_until_somebody_picks():
    page = change(opened(**SPRING), "job_start", date(2027, 1, 12))
    assert "Back from Tue 12 Jan 2027: Card in hand (OPT)" in words(page), "too late for CPT"
    assert "Back from Tue 16 Feb 2027: CPT<" in words(change(page, "job_start", date(2027, 2, 16)))


MANY = """job_id,school,start,weeks,hours_per_week,pay,colour
LATE,generic,2026-11-30,3,15,18,red
SPRING,generic,2027-02-16,3,15,5,
BAD,bingamton,02/16/2027,3,15,18,
SUMMER,rutgers,2027-06-07,4,35,,
"""


def test_a_table_of_jobs_is_answered_on_the_page_as_on_the_command_line(tmp_path):
    page = opened(**SPRING)
    page.session_state["_jobs_many"] = True
    ran(page)
    page.file_uploader[0].upload("jobs.csv", MANY.encode(), "text/csv")
    ran(page)
    assert ("3 jobs: post the first, SPRING, by Tue 22 Dec 2026. 1 job can reach no international student in time any more."
            in words(page))
    assert list(rows(page, "When to post each job")) == ["SPRING", "SUMMER", "LATE"]
    assert rows(page, "When to post each job")["LATE"] == "Mon 30 Nov | too late"
    assert "<b>To mend:</b> $5.00 an hour is under the minimum wage of $7.25" in words(page)
    bad = rows(page, "What could not be read")
    assert bad["1"].startswith("colour | is not known") and "did you mean" not in bad["1"]
    assert "Line 5, column pay: is blank" in words(page)
    assert [one.label for one in page.get("download_button")][:4] == ["Download the template", "Download the list", "Dates (.csv)",
                                                                      "Dates (.xlsx)"]
    jobs, out = tmp_path / "jobs.csv", tmp_path / "dates.csv"
    jobs.write_text(MANY)
    assert main(["post", str(jobs), "--out", str(out), "--on", "2026-11-22"]) == 1
    assert dates_csv(page.session_state["_jobs_answered"].rows()) == out.read_bytes()


def test_the_picture_says_which_square_is_the_hosts_own():
    said = words(opened(**SPRING))
    assert "Yours is in the double frame: posted on Tue 22 Dec 2026, it starts on Tue 16 Feb 2027 for 5 kinds of candidates" in said


def test_a_table_that_is_none_gets_one_line_and_can_be_forgotten():
    page = opened(**SPRING)
    page.session_state["_jobs_many"] = True
    ran(page)
    page.file_uploader[0].upload("jobs.csv", b"start;weeks\n2027-02-16;3\n", "text/csv")
    ran(page)
    assert "jobs.csv, line 1: separates its columns with semicolons; save it with commas" in words(page)
    next(button for button in page.button if button.label == "Forget this table").click()
    ran(page)
    assert "semicolons" not in words(page) and "_jobs_file" not in page.session_state


def test_a_year_of_it_is_worked_out_when_it_is_opened():
    page = opened(**SPRING | {"job_school": "Rutgers University"})
    assert "The same student again" not in words(page)
    page.session_state["_job_year"] = True
    page = ran(page)
    assert "For 4 jobs in twelve months post by " in words(page)
    assert len(rows(page, "4 jobs in a year")) == 4
    assert set(rows(page, "How many of the jobs one student could do")) >= {"CPT", "Card in hand (OPT)", "J-1 Academic Training"}
    page = change(page, "job_times", 30)
    assert "30 jobs of 3 weeks do not fit into a year; choose 1 to 17." in words(page)


# ---- the posting ----------------------------------------------------------------------------------------------------

def test_the_posting_is_checked_and_written():
    page = opened(**SPRING | {"job_school": "Binghamton University"})
    text = page.code[0].value
    assert text.splitlines()[0] == "Micro-Intern: Data Analytics (Spring)"
    assert "Pay: $18.00 an hour" in text
    assert "Nothing to mend" in words(page)
    page = change(page, "job_position", "Part-time job")
    assert "The position type is “Part-time job”: choose Internship." in words(page)
    assert "1 thing to mend, " in words(page)


def test_ones_own_text_is_checked_and_in_no_link():
    page = opened(**SPRING | {"job_school": "Binghamton University"})
    page.text_area[0].set_value("Juniors preferred. <b>Bold</b>")
    page = ran(page)
    assert "“Juniors” names a school year: remove it." in words(page)
    assert "<b>Bold</b>" in page.code[0].value
    assert "Juniors" not in page.code[0].value
    assert "1 thing to mend before you post" in words(page)
    assert "Left out of your own text: “Juniors preferred.” Fill in the brackets" in words(page)
    assert "Juniors" not in page.code[1].value


def test_unpaid_work_asks_its_questions_and_is_refused_until_all_are_yes():
    page = opened(**SPRING | {"job_paid": "unpaid"})
    boxes = [box for box in page.checkbox if box.key.startswith("_job_answer_")]
    assert len(boxes) == 7
    assert "7 questions about that not answered yes" in words(page)
    for box in boxes:
        box.check()
    assert "none decides alone" in words(ran(page))


# ---- the link -------------------------------------------------------------------------------------------------------

def test_the_link_gives_the_same_answer():
    page = change(opened(**SPRING), "job_weeks", 2)
    address = parse_qs(urlparse(page.code[-1].value).query)
    again = opened(**{name: value[0] for name, value in address.items()})
    assert (headline(again), again.code[0].value) == (headline(page), page.code[0].value)
    assert set(address) <= set(SHEET.names)


def test_every_key_of_a_job_that_a_host_decides_has_its_field():
    columns = {field.column for field in FIELD_LIST if field.column}
    assert columns <= set(JOB_KEYS)
    in_other_words = {"job_id", "title", "end", "paid", "contractor"}
    assert set(JOB_KEYS) - columns == in_other_words
    assert all(field.help for field in FIELD_LIST)


# ---- questions of hosts ---------------------------------------------------------------------------------------------

@cache
def said_at(address: str) -> str:
    return " ".join(words(opened(**dict(part.split("=") for part in address.removeprefix("/host?").split("&")))).split())


with QUESTIONS.open(newline="", encoding="utf-8") as file:
    OF_HOSTS = [row for row in csv.DictReader(file) if row["where"].startswith("/host?")]


@pytest.mark.parametrize("row", OF_HOSTS, ids=lambda row: row["question"][:60])
def test_the_hosts_page_answers(row):
    assert row["says"] in said_at(row["where"])


def test_all_questions_of_hosts_are_answered():
    assert {int(row["question"].split(".")[0]) for row in OF_HOSTS} >= set(range(44, 51))


def test_the_link_is_that_of_the_answer_shown():
    """Eight weeks do not fit into the winter break: the answer of before stays, and so does its link."""
    page = opened(**SPRING | {"job_school": "Rutgers University", "job_season": "Winter break 2026-27", "job_start": "2026-12-23",
                              "job_weeks": "2"})
    link = page.code[0].value if len(page.code) == 1 else [one.value for one in page.code]
    again = change(page, "job_weeks", 8)
    assert "1 thing to mend" in words(again)
    assert (again.code[0].value if len(again.code) == 1 else [one.value for one in again.code]) == link
    assert "job_weeks=2" in str(link)
