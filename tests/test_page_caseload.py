"""The page "Caseload" through Streamlit's AppTest: who must act, a student's own answer, scenarios, the office's work, files."""
import csv
import io
from datetime import date

import pandas as pd
import pytest
from pages import headline, press, ran, words_of
from streamlit.testing.v1 import AppTest

from planner.cases import Cases
from planner.cli import main
from planner.compare import scenario
from planner.days import day
from planner.explain import explain_case
from planner.export.results import parquet_bytes
from planner.queue import queue_of_cases
from planner.scenario_words import title, what_if_toml
from planner.synthetic import EXAMPLE, synthetic_cases
from planner.ui.advise.bring import FILE, OWN, SYNTHETIC
from planner.ui.advise.exports import changed, deadlines, results, table, workbook
from planner.ui.advise.scenarios import AS_PLANNED, SPECS
from planner.what_if import WhatIf, what_if_in
from planner.world import load_world

SCRIPT = "from planner.ui import caseload\ncaseload.page()"
ON, WORLD = date(2026, 11, 22), load_world()
HEAD = "case_id,status,program_start,program_end,offer_start,cpt_full_time_days\n"
THREE = HEAD + ("A-1,F-1,2025-08-25,2027-05-14,2026-12-07,\nA-2,F-1,2025-08-25,2027-05-14,2026-12-01,340\n"
                "A-3,J-1,2026-08-25,2027-05-14,2027-02-01,\n")


def opened() -> AppTest:
    return ran(AppTest.from_string(SCRIPT, default_timeout=60))


def brought(text: str, name="cases.csv", on=ON) -> AppTest:
    page = opened()
    page.segmented_control(key="_caseload_source").set_value(OWN)
    ran(page)
    page.date_input(key=f"_caseload_on_{OWN}").set_value(on)
    page.file_uploader[0].upload(name, text.encode() if isinstance(text, str) else text, "text/csv")
    return ran(page)


def words(page) -> str:
    return words_of(page, "markdown", "caption", "header", "subheader", "title", "text")


def queue(page):
    return next(frame.value for frame in page.dataframe if (frame.key or "").startswith("_who"))


def choose(page, place: int) -> AppTest:
    page.segmented_control(key="_scenario").set_value(place)
    return ran(page)


def slide(page, label, n) -> AppTest:
    page.slider(key=f"_slider_{label}").set_value(n)
    return ran(page)


# ---- the example ----------------------------------------------------------------------------------------------------

def test_a_first_visit_shows_the_synthetic_students_and_says_so():
    page = opened()
    assert headline(page) == "16 students must act this week; if our office takes 15 days, 11 more miss their start."
    assert "500 synthetic students, drawn by this planner; none is real. Planned on Sun 22 Nov 2026" in words(page)
    assert len(queue(page)) == 500
    assert set(queue(page)["Student"].str[:4]) == {"SYN-"}


def test_the_headline_without_a_scenario_counts_who_is_too_late():
    assert headline(choose(opened(), AS_PLANNED)) == \
        "16 students must act this week; 97 are too late for the offer as asked."


def test_every_chart_has_words_and_a_table():
    page = opened()
    charts = page.get("plotly_chart")
    assert len(charts) == 3
    assert all(chart.proto.alt for chart in charts)
    assert [table for table in words(page).split("<caption>")[1:] if table.startswith(("Requests by week", "Students by days"))]


def test_the_counts_are_those_of_the_queue_and_of_what_closes():
    page = opened()
    table = queue(page)
    due, closes = table["Due"], pd.to_datetime(table["Route closes"])
    def by(days, *buckets):
        return (due.isin(buckets) | closes.between("2026-11-22", pd.Timestamp("2026-11-22") + pd.Timedelta(days, "D"))).sum()
    for label, n in (("Too late for the offer", (due == "too late for the offer").sum()),
                     ("This week", by(6, "today", "this week")),
                     ("Next 30 days", by(30, "today", "this week", "next 30 days")),
                     ("Near a limit", table["Near its limit"].notna().sum())):
        assert f"<dt>{label}</dt><dd><b>{n}</b>" in words(page)


# ---- what closes, whatever the offer --------------------------------------------------------------------------------

CLOSING = ("case_id,status,level,program_start,program_end,stem,unemployed_days,ead_category,ead_start,ead_end,dso_recommended,"
           "offer_start\n"
           "H03,F-1,bachelor,2022-08-23,2026-05-15,true,80,opt_post,2026-07-01,2027-06-30,,2026-12-14\n"
           "H06,F-1,master,2024-08-20,2026-10-30,,,,,,,2027-02-01\n"
           "H09,F-1,doctorate,2022-08-23,2026-12-18,,,,,,2026-11-05,2027-04-05\n"
           "Z1,F-1,master,2025-08-25,2028-05-14,,,,,,,2027-06-01\n")


def test_who_is_too_late_for_an_offer_and_about_to_lose_the_route_is_in_every_place_that_says_who_must_act():
    page = brought(CLOSING, on=date(2026, 11, 24))
    table = queue(page)
    assert table["Student"].tolist()[:3] == ["H03", "H09", "H06"]
    assert [str(day)[:10] for day in table["Route closes"][:3]] == ["2026-12-03", "2026-12-05", "2026-12-14"]
    assert table["Due"].tolist()[:3] == ["next 30 days", "too late for the offer", "too late for the offer"]
    assert (table["Next step"][0], str(table["By"][0])[:10], table["Float"][0]) == ("Begin work", "2026-12-03", 9)
    assert "<dt>Next 30 days</dt><dd><b>3</b>" in words(page) and "<dt>Near a limit</dt><dd><b>3</b>" in words(page)
    assert ("First H03 (begin work by Thu 3 Dec) and H09 (file Form I-765 by Sat 5 Dec). Closing within 30 days, whatever the "
            "offer: H06 (ask for the OPT I-20 by Mon 14 Dec)." in words(page))
    page.segmented_control(key="_who_due").set_value("Next 30 days")
    assert queue(ran(page))["Student"].tolist() == ["H03", "H09", "H06"]


def test_what_closes_is_a_sentence_in_the_students_detail():
    page = brought(CLOSING, on=date(2026, 11, 24))
    page.text_input(key="_who_find").set_value("H09")
    assert ("Whatever becomes of the offer, Form I-765 has to reach USCIS by Sat 5 Dec 2026, the last day on which the "
            "office&#x27;s recommendation can be used. After it a new one has to be asked for; the filing window closes on "
            "Tue 16 Feb 2027."
            ) in words(ran(page))


# ---- a file of one's own --------------------------------------------------------------------------------------------

def test_without_a_file_the_page_says_what_one_needs_and_what_happens_to_it():
    page = opened()
    page.segmented_control(key="_caseload_source").set_value(OWN)
    said = words(ran(page))
    assert headline(page) == "Bring your caseload: who must act, and by when?"
    assert "Three columns are enough" in said
    assert "Nothing is stored on the server" in said
    assert not page.dataframe


def test_three_students_are_answered():
    page = brought(THREE)
    table = queue(page).set_index("Student")
    assert list(table.index) == ["A-2", "A-1", "A-3"]
    assert table.loc["A-1", "Due"] == "today"
    assert (table.loc["A-2", "Float"], table.loc["A-2", "Move the start by"]) == (-6, 6)
    assert str(table.loc["A-2", "Had to happen by"])[:10] == "2026-11-16"
    assert table.loc["A-2", "Near its limit"] == "full-time CPT 340 of 365"
    assert headline(page).startswith("1 student must act this week; if our office takes 15 days, 1 more misses their start")


def test_bad_rows_are_listed_and_the_others_answered():
    page = brought(THREE + "A-4,F-1,05/06/2026,2027-05-14,,\nA-5,H-1B,2025-08-25,2027-05-14,,\n")
    said = words(page)
    assert len(queue(page)) == 3
    assert "2 things to mend in 2 rows of the file" in said
    assert "is ambiguous; write 2026-05-06 or 2026-06-05" in said
    assert '<th scope="row">5</th><td>program_start</td>' in said


@pytest.mark.parametrize(("text", "says"), [
    ("", "is empty"), ("status,program_start\n", "column program_end: is missing"), (HEAD, "has a header and no cases"),
    (HEAD + "x,F-1,2027-08-25,2027-05-14,,\n", "no line of the file can be used"), (b"\xff\xfea\x00", "UTF-16")])
def test_a_file_that_cannot_be_used_is_one_sentence(text, says):
    page = brought(text)
    assert says in words(page)
    assert not page.dataframe


def test_no_table_that_can_be_downloaded_holds_a_formula():
    page = brought(HEAD.replace("case_id", "=id") + "=1+1,F-1,2025-08-25,2027-05-14,2026-12-10,\n")
    cells = [str(cell) for frame in page.dataframe for column in frame.value for cell in frame.value[column]]
    assert "'=id" in cells
    page = brought(HEAD + "=1+1,F-1,2025-08-25,2027-05-14,2026-12-10,\n")
    cells = [str(cell) for frame in page.dataframe for column in frame.value for cell in frame.value[column]]
    assert cells.count("'=1+1") == 2, "the queue, and who changes"
    assert not [cell for cell in cells if cell.startswith("=")]


def test_strange_names_are_shown_and_never_run():
    page = brought(HEAD + '"<script>alert(1)</script>",F-1,2025-08-25,2027-05-14,2026-12-07,\n')
    assert queue(page)["Student"][0] == "<script>alert(1)</script>"
    assert "<script>" not in "".join(e.proto.body for e in page.get("html"))


def test_a_forgotten_file_leaves_nothing_in_the_session():
    page = brought(THREE)
    assert "A-2" in everything(page)
    page = press(page, "Forget this file")
    assert headline(page) == "Bring your caseload: who must act, and by when?"
    assert "A-2" not in everything(page)


def test_the_example_and_the_own_file_are_two_desks():
    page = brought(THREE)
    page.segmented_control(key="_caseload_source").set_value(SYNTHETIC)
    assert len(queue(ran(page))) == 500
    page.segmented_control(key="_caseload_source").set_value(OWN)
    assert len(queue(ran(page))) == 3, "the file is still there"


def everything(page) -> str:
    """All that the session holds, files and students too."""
    return repr([value.data if name == FILE else value.load.cases.case_id if hasattr(value, "load") else value
                 for name, value in page.session_state.to_dict().items()])


# ---- filters, and one student ---------------------------------------------------------------------------------------

@pytest.mark.parametrize(("due", "buckets"), [("Too late", {"too late for the offer"}), ("This week", {"today", "this week"}),
                                              ("Next 30 days", {"today", "this week", "next 30 days", "too late for the offer"}),
                                              ("Later", {"later"})])
def test_a_filter_leaves_what_it_says(due, buckets):
    page = opened()
    page.segmented_control(key="_who_due").set_value(due)
    shown = queue(ran(page))
    assert set(shown["Due"]) == buckets
    assert f"{len(shown)} of 500 students shown." in words(page)


def test_a_filter_by_route_and_by_name_and_nothing_found():
    page = opened()
    page.selectbox(key="_who_route").set_value("STEM extension of OPT")
    assert set(queue(ran(page))["Route"]) == {"STEM extension of OPT"}
    page.text_input(key="_who_find").set_value("nobody")
    page = ran(page)
    assert "No student fits these filters; they hide all 500." in words(page)
    assert len(queue(press(page, "Show everybody"))) == 500


@pytest.mark.parametrize("name", ["SYN-0016", "SYN-0381", "SYN-0042"])
def test_a_student_has_the_answer_of_the_students_own_page(name):
    page = opened()
    page.text_input(key="_who_find").set_value(name)
    page = ran(page)
    cases = Cases.of(synthetic_cases())
    row = cases.case_id.tolist().index(name)
    own = explain_case(cases[row:row + 1], day(ON), WORLD)
    said = words(page)
    assert own.headline.replace("\u00a0", " ") in said
    assert f"{name} in detail" in said
    for route in own.routes:
        assert route.title in said
    assert not page.query_params, "nothing of a student is in the address"
    shown = queue(page).iloc[0]
    assert (shown["Verdict"], shown["Route"] or "") == (own.best.verdict, own.best.title if own.best.is_open else "")


# ---- scenarios ------------------------------------------------------------------------------------------------------

def test_a_slider_changes_the_scenario_its_name_and_its_answer():
    page = slide(opened(), "CPT, business days", 30)
    assert "if our office takes 30 days for CPT, and our office takes 15 days for OPT, STEM and Academic Training" in headline(page)
    spec = page.session_state[SPECS][0]
    assert {times.lead_time.cpt for times in spec.schools.values()} == {30}
    page = slide(page, "CPT, business days", 10)
    spec = page.session_state[SPECS][0]
    assert {times.lead_time.cpt for times in spec.schools.values()} == {None}, "as it is today: not a change"


def test_a_field_is_not_told_again_what_it_was_moved_to():
    """The browser would drop every further step that a key or a finger makes while the answer to the first is on its way."""
    page = opened()
    moved = page.slider(key="_slider_CPT, business days")
    moved.set_value(12)
    ran(page)
    assert page.slider(key="_slider_CPT, business days").value == 12
    assert not page.slider(key="_slider_CPT, business days").proto.set_value
    choose(page, 1)
    assert page.slider(key="_slider_CPT, business days").proto.set_value, "another scenario has another figure"


def test_the_agencys_slider_moves_more_students_the_slower_it_is():
    page, missed = choose(opened(), 1), []
    for n in (120, 150, 200):
        page = slide(page, "USCIS standard, days", n)
        spec = page.session_state[SPECS][1]
        cases = Cases.of(synthetic_cases())
        after = scenario(spec, WORLD, day(ON)).queue(cases)
        before = queue_of_cases(cases, day(ON), WORLD)
        missed.append(int((before.in_time & ~after.in_time).sum()))
        assert (f"{missed[-1]} more miss their start" if missed[-1] else "nobody more misses their start") in headline(page)
    assert missed == sorted(missed)
    assert missed[0] == 0


def test_another_caseload_gets_the_same_scenarios_for_its_own_schools():
    page = brought(THREE)
    page.selectbox(key="_caseload_school").set_value("villanova")
    page = ran(page)
    spec = page.session_state[SPECS][0]
    assert {slug: times.lead_time.cpt for slug, times in spec.schools.items()} == {"villanova": 15}
    assert page.slider(key="_slider_CPT, business days").value == 15


def test_scenarios_are_added_removed_and_never_too_many():
    page = opened()
    for n in range(4, 7):
        page = press(page, "Add a scenario")
        assert len(page.session_state[SPECS]) == n
    assert not [button for button in page.button if button.label == "Add a scenario"]
    assert "nothing changes for anybody" in words(page)
    page = press(page, "Remove this one")
    assert len(page.session_state[SPECS]) == 5


def test_a_scenario_file_is_opened_and_a_bad_one_is_one_sentence():
    page = opened()
    uploader = next(one for one in page.file_uploader if one.label == "Scenario (.toml)")
    uploader.upload("slow.toml", b'title = "Autumn rush"\n[processing]\ni765_standard = 200\n', "application/toml")
    page = ran(page)
    assert "under “Autumn rush”" in headline(page)
    uploader = next(one for one in page.file_uploader if one.label == "Scenario (.toml)")
    uploader.upload("bad.toml", b"[processing]\ni765_standard = 2000\n", "application/toml")
    assert "bad.toml, line 2, column processing.i765_standard" in words(ran(page))
    assert len(page.session_state[SPECS]) == 4


def test_the_saved_scenario_gives_the_same_rows_on_the_command_line(tmp_path):
    page = slide(choose(opened(), 1), "Card in the mail, days", 21)
    desk, spec = page.session_state["_desk"], page.session_state[SPECS][1]
    (tmp_path / "what_if.toml").write_text(what_if_toml(spec))
    under, out, changes = ["--on", str(ON), "--what-if", str(tmp_path / "what_if.toml")], tmp_path / "r.csv", tmp_path / "c.csv"
    assert main(["caseload", str(EXAMPLE), "--out", str(out), *under]) == 0
    assert results(desk, spec) == out.read_bytes()
    assert results(desk, None) != out.read_bytes()
    assert main(["compare", str(EXAMPLE), "--out", str(changes), *under]) == 0
    assert changed(desk, [(spec, desk.changes(spec))]) == changes.read_bytes()
    twice = main(["compare", str(EXAMPLE), "--out", str(changes), *under, *under[2:]])
    assert (twice, changed(desk, [(spec, desk.changes(spec))] * 2)) == (0, changes.read_bytes()), "two of one name"
    main(["compare", str(EXAMPLE), "--out", str(changes), *under])
    assert len(list(csv.DictReader(io.StringIO(changes.read_text())))) > 50


def test_what_is_behind_the_button_changes_the_scenario_too():
    page = choose(opened(), 2)
    page.number_input(key="_terms_shift").set_value(7)
    page = ran(page)
    page.date_input(key="_planned_on").set_value(date(2026, 12, 1))
    page = ran(page)
    page.selectbox(key="_regime").set_value("")
    page = ran(page)
    page.text_input(key="_name").set_value("Late start")
    page = ran(page)
    spec = page.session_state[SPECS][2]
    assert (spec.title, spec.on, spec.regime) == ("Late start", date(2026, 12, 1), None)
    assert {(times.terms_shift_days, times.terms_shift_from) for times in spec.schools.values()} == {(7, ON)}
    assert "under “Late start”" in headline(page)
    page.date_input(key="_planned_on").set_value(date(2026, 11, 1))
    assert "students with a fact dated after it are left out" in words(ran(page))


@pytest.mark.parametrize("spec", [
    {}, {"title": "a \"quoted\" \\ name\n"}, {"processing": {"card": 0}}, {"regime": "fixed_period_2026", "on": "2027-01-01"},
    {"schools": {"binghamton": {"lead_time": {"cpt": 15, "sign_off": 1}, "terms_shift_days": -7, "terms_shift_from": "2027-01-01"},
                 "generic": {"terms_shift_days": 3}}}], ids=str)
def test_a_scenario_reads_back_from_its_file_as_it_was(spec):
    spec = WhatIf.model_validate(spec)
    assert what_if_in(what_if_toml(spec), "x.toml", WORLD) == spec


@pytest.mark.parametrize(("spec", "says"), [
    ({}, "As planned"), ({"processing": {"card": 1}}, "The card takes 1 day"),
    ({"schools": {"generic": {"terms_shift_days": -7}}}, "Terms start 7 days earlier"),
    ({"regime": "fixed_period_2026"}, "The postponed rule holds"),
    ({"schools": {"generic": {"lead_time": {"cpt": 3, "opt": 3, "stem": 3, "at": 3}}}}, "Our office takes 3 days"),
    ({"processing": {"card": 1, "i765_standard": 9, "i765_premium": 8}, "on": "2027-01-01"},
     "USCIS takes 9 days, and premium processing takes 8 days, and 2 more changes")])
def test_a_scenario_says_itself_what_it_changes(spec, says):
    assert title(WhatIf.model_validate(spec)) == says


# ---- the office's work ----------------------------------------------------------------------------------------------

def test_the_wait_grows_as_the_capacity_falls_and_is_said():
    page = opened()
    for capacity, says in ((500, "nobody waits"), (10, "lies")):
        page.number_input(key="_work_capacity_True").set_value(capacity)
        page = ran(page)
        assert says in words(page)


def test_without_a_capacity_nothing_is_claimed_about_waits():
    page = brought(THREE)
    assert page.number_input(key="_work_capacity_False").value is None
    assert "At this pace" not in words(page)


# ---- other files, other headings ------------------------------------------------------------------------------------

OTHER = "Student ID,Visa Type,Program Start,I-20 End Date,Job start,Notes\nA-1,F-1,2025-08-25,2027-05-14,2026-12-07,secret\n"


def test_other_headings_are_understood_and_what_is_not_read_is_said():
    page = brought(OTHER)
    assert queue(page)["Student"].tolist() == ["A-1"]
    assert any("not read" in expander.label for expander in page.expander)
    assert "to mend" not in words(page)


@pytest.mark.parametrize("mark", [";", "\t"])
def test_other_separators_and_a_title_are_read_as_by_the_command_line(mark):
    page = brought("Students of fall 2026\n" + OTHER.replace(",", mark))
    assert queue(page)["Student"].tolist() == ["A-1"]
    assert "Taken for a title and not read: line 1." in words(page) and "Not read: “Notes”." in words(page)


def test_a_fact_that_matters_and_stands_nowhere_is_said_in_the_open():
    page = brought(THREE)
    assert "gives days of OPT used, days without work, the end of a work card and a filed Form I-765: taken" in words(page)


def test_who_is_first_to_act_is_named_under_the_headline():
    """Asked for by Sun 31 Jan 2027, a day on which the office is closed; nobody else has to act within 30 days."""
    page = brought(HEAD + "<b>,F-1,2025-08-25,2027-05-14,2027-06-27,\n", on=date(2027, 1, 20))
    assert "First &lt;b&gt; (ask for the OPT I-20 by Sun 31 Jan, office: Fri 29 Jan)." in words(page)
    assert 'said">First ' not in words(brought(HEAD + "A,F-1,2025-08-25,2027-05-14,2027-06-27,\n"))


def test_headings_that_say_nothing_are_asked_for_and_nothing_is_guessed():
    page = brought("Nr,Kind,Begin,End\n1,F-1,2025-08-25,2027-05-14\n")
    assert headline(page) == "Say which column is status, program_start and program_end."
    assert not [frame for frame in page.dataframe if (frame.key or "").startswith("_who")]


def test_students_without_a_school_are_planned_with_the_one_that_is_chosen():
    """A row that names its school keeps it."""
    page = brought(THREE.replace("status,", "school,status,").replace("A-1,F-1", "A-1,rutgers,F-1").replace("A-2,F-1", "A-2,,F-1")
                   .replace("A-3,J-1", "A-3,,J-1"))
    assert set(page.session_state["_desk"].load.cases.schools) == {"generic", "rutgers"}
    page.selectbox(key="_caseload_school").set_value("villanova")
    page = ran(page)
    desk = page.session_state["_desk"]
    assert [desk.load.cases.record(row)["school"] for row in range(3)] == ["rutgers", "villanova", "villanova"]
    assert desk.school.slug == "villanova"


def test_too_late_comes_first_where_nobody_else_must_act():
    page = brought(HEAD + "A-2,F-1,2025-08-25,2027-05-14,2026-12-01,\n")
    assert headline(page) == ("1 student is too late for the offer as asked; "
                              "if our office takes 15 days, nobody more misses their start.")


def test_a_workbook_is_a_caseload_too():
    from openpyxl import Workbook
    book, file = Workbook(), io.BytesIO()
    book.active.append(["case_id", "status", "program_start", "program_end", "offer_start"])
    book.active.append(["A-1", "F-1", date(2025, 8, 25), date(2027, 5, 14), date(2026, 12, 7)])
    book.save(file)
    page = brought(file.getvalue(), "cases.xlsx")
    assert queue(page).set_index("Student").loc["A-1", "Due"] == "today"


def test_a_name_that_stands_twice_is_said_and_both_are_answered():
    page = brought(THREE + "A-1,F-1,2025-08-25,2027-05-14,2026-12-21,\n")
    assert len(queue(page)) == 4
    assert "stands on line 2 too" in words(page)


def test_the_exports_hold_the_rows_of_the_results():
    import pyarrow.parquet as pq
    from openpyxl import load_workbook
    page = opened()
    desk, specs = page.session_state["_desk"], page.session_state[SPECS]
    rows = list(csv.DictReader(io.StringIO(results(desk, None).decode())))
    kept = [(spec, desk.changes(spec)) for spec in specs[:1]]
    book = load_workbook(io.BytesIO(workbook(desk, kept)), read_only=True)
    assert book.sheetnames == ["As planned", "Our office takes 15 days"]
    cells = list(book["As planned"].iter_rows(values_only=True))
    assert len(cells) == len(rows) + 1 == 500 * 7 + 1
    starts = [row[3] and row[3].date().isoformat() for row in cells[1:]]
    assert starts == [row["earliest_start"] or None for row in rows]
    assert pq.read_table(io.BytesIO(parquet_bytes(table(desk, None)))).num_rows == len(rows)
    calendar = deadlines(desk).decode()
    assert calendar.count("BEGIN:VEVENT") > 300
    assert "SYN-0001" in calendar
    assert "SYN-" not in deadlines(desk, with_names=False).decode()


# ---- privacy --------------------------------------------------------------------------------------------------------

def test_no_cache_of_the_process_learns_of_a_student():
    """The students' page keeps answers for every reader together; the adviser's page goes past it."""
    import planner.ui.answer as shared
    kept = [getattr(shared, name) for name in ("answer", "steps", "drawn", "to_mend")]
    before = [one.cache_info().currsize for one in kept]
    page = opened()
    page.text_input(key="_who_find").set_value("SYN-0042")
    assert "SYN-0042 in detail" in words(ran(page))
    assert [one.cache_info().currsize for one in kept] == before


@pytest.mark.parametrize(("name", "data"), [
    ("cases.xlsx", b"PK\x03\x04 no workbook"), ("cases.csv", b"\x00" * 2000), ("cases.parquet", b"PAR1 nothing"),
    ("cases.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old"), ("cases.csv", b'"' * 50), ("cases.csv", b"," * 5000 + b"\n"),
    ("cases.csv", b",".join(b"column %d" % n for n in range(100_000)) + b"\n")])
def test_what_is_no_table_is_refused_in_one_sentence_and_the_page_stands(name, data):
    page = brought(data, name)
    said = " ".join(e.proto.body for e in page.get("html"))
    assert said.count("<li>") == 1 or headline(page).startswith("Say which column")
    assert not [frame for frame in page.dataframe if (frame.key or "").startswith("_who")]
