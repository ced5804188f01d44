"""Results for other programs: typed workbooks and Parquet, calendars, nothing that a spreadsheet would run, nothing left behind."""
import csv
import gc
import io
import os
import sys
import tempfile
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import icalendar
import numpy as np
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.caseload import answer_file
from planner.cases import Cases
from planner.cells import read_day
from planner.days import day
from planner.errors import BadInput
from planner.explain import explain_case
from planner.export.calendar_file import Day, calendar_file
from planner.export.caseload_ics import Calendar
from planner.export.plan_ics import plan_ics
from planner.export.results import parquet_bytes, typed
from planner.export.xlsx import LONGEST_TITLE, Workbook, sheet_title, xlsx_bytes
from planner.plan import make_plan
from planner.routes import ALL_ROUTES
from planner.world import load_world
from planner.write_results import COLUMNS, DATES, results_table

ON, WORLD = day("2026-11-22"), load_world()
EXAMPLE = Path(__file__).parent.parent / "data" / "examples" / "caseload.csv"
NUMBERS = ("shift_days", "float_days", "chance_on_time", "line")
HEAD = "case_id,status,program_start,program_end,offer_start\n"
DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "http://example.com", "=cmd|' /C calc'!A0", "{=1}", "0123"]


def as_text(value, name):
    """A typed cell as the CSV file has it."""
    if value is None:
        return ""
    if name == "chance_on_time":
        return f"{value:.2f}"
    if name in DATES:
        return str(value)[:10]
    return str(int(value)) if name in NUMBERS else value


def rows_of(path):
    """Every cell of a results file as the text that CSV has."""
    if path.suffix == ".csv":
        return list(csv.DictReader(io.StringIO(path.read_text(), newline="")))
    if path.suffix == ".parquet":
        rows = pq.read_table(path).to_pylist()
    else:
        head, *body = openpyxl.load_workbook(path).active.iter_rows(values_only=True)
        rows = [dict(zip(head, row, strict=True)) for row in body]
    return [{name: as_text(value, name) for name, value in row.items()} for row in rows]


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("results")
    for ending in ("csv", "xlsx", "parquet"):
        answer_file(EXAMPLE, folder / f"r.{ending}", ON, WORLD)
    return folder


# Results

def test_every_kind_of_file_says_the_same(files):
    expected = rows_of(files / "r.csv")
    assert len(expected) == 420
    assert tuple(expected[0]) == COLUMNS
    assert rows_of(files / "r.parquet") == expected
    assert rows_of(files / "r.xlsx") == expected


def test_dates_and_numbers_are_typed_and_a_person_can_filter(files):
    sheet = openpyxl.load_workbook(files / "r.xlsx").active
    names = [cell.value for cell in sheet[1]]
    for name in COLUMNS:
        place = names.index(name) + 1
        kinds = {cell.data_type for cell in next(sheet.iter_cols(place, place, 2)) if cell.value is not None}
        assert kinds == {"d" if name in DATES else "n" if name in NUMBERS else "s"}, name
    assert (sheet.title, sheet.freeze_panes, sheet.auto_filter.ref) == ("Plan", "B2", f"A1:{sheet.dimensions.split(':')[1]}")
    schema = pq.read_schema(files / "r.parquet")
    assert {str(schema.field(name).type) for name in DATES} == {"date32[day]"}
    assert {str(schema.field(name).type) for name in NUMBERS} == {"int32", "int64", "double"}


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet"])
def test_no_spreadsheet_runs_anything_from_any_file(ending, tmp_path):
    lines = io.StringIO()
    csv.writer(lines).writerows([[one, "F-1", "2025-08-25", "2027-05-14", ""] for one in DANGEROUS])
    (tmp_path / "c.csv").write_text(HEAD + lines.getvalue())
    answer_file(tmp_path / "c.csv", tmp_path / f"r.{ending}", ON, WORLD)
    ids = [row["case_id"] for row in rows_of(tmp_path / f"r.{ending}")[::7]]
    assert ids == [f"'{one}" if one[0] in "=+-@\t" else one for one in DANGEROUS]
    if ending == "xlsx":
        sheet = openpyxl.load_workbook(tmp_path / "r.xlsx").active
        assert {cell.data_type for cell in sheet["A"]} == {"s"}
        assert not any(cell.hyperlink for cell in sheet["A"])


def test_a_caseload_in_pieces_is_one_file_in_order(tmp_path, monkeypatch):
    body = "".join(f"S{n:03},F-1,2025-08-25,{2027 + n % 4}-05-14,\n" for n in range(60))
    (tmp_path / "c.csv").write_text(HEAD + body)
    monkeypatch.setattr("planner.read_caseload.ROWS", 7)
    for ending in ("csv", "xlsx", "parquet"):
        answer_file(tmp_path / "c.csv", tmp_path / f"r.{ending}", ON, WORLD)
    expected = rows_of(tmp_path / "r.csv")
    assert [row["case_id"] for row in expected[::7]] == [f"S{n:03}" for n in range(60)]
    assert rows_of(tmp_path / "r.parquet") == expected == rows_of(tmp_path / "r.xlsx")
    assert pq.ParquetFile(tmp_path / "r.parquet").num_row_groups == 9


@pytest.mark.parametrize("ending", ["xlsx", "parquet"])
def test_what_cannot_be_finished_leaves_nothing(ending, tmp_path, monkeypatch):
    (tmp_path / "c.csv").write_text(HEAD + "A,F-1,2025-08-25,,\n")
    assert answer_file(tmp_path / "c.csv", tmp_path / f"r.{ending}", ON, WORLD).answered == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["c.csv", "r.errors.csv"]
    (tmp_path / "r.errors.csv").unlink()
    monkeypatch.setattr("planner.caseload.results_table", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        answer_file(EXAMPLE, tmp_path / f"r.{ending}", ON, WORLD)
    assert [path.name for path in tmp_path.iterdir()] == ["c.csv"]


def test_a_sheet_that_would_be_too_long_is_refused_whole(tmp_path, monkeypatch):
    monkeypatch.setattr("planner.export.xlsx.MOST_ROWS", 419)
    with pytest.raises(BadInput) as error:
        answer_file(EXAMPLE, tmp_path / "r.xlsx", ON, WORLD)
    assert str(error.value) == (f"{tmp_path / 'r.xlsx'}: would have more than 419 rows, and no sheet holds them; end the name in "
                                ".csv or .parquet")
    assert list(tmp_path.iterdir()) == []
    monkeypatch.setattr("planner.export.xlsx.MOST_ROWS", 420)
    assert answer_file(EXAMPLE, tmp_path / "r.xlsx", ON, WORLD).answered == 60


def test_a_text_that_no_cell_holds_is_refused_not_cut(tmp_path):
    (tmp_path / "c.csv").write_text(HEAD + "x" * 32_768 + ",F-1,2025-08-25,2027-05-14,\n")
    with pytest.raises(BadInput, match="would have a text of more than 32,767 characters"):
        answer_file(tmp_path / "c.csv", tmp_path / "r.xlsx", ON, WORLD)


def test_an_ending_that_nobody_knows_is_one_line(tmp_path):
    with pytest.raises(BadInput, match=r"r\.doc: is no kind of results; end the name in \.csv, \.xlsx or \.parquet$"):
        answer_file(EXAMPLE, tmp_path / "r.doc", ON, WORLD)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet"])
def test_no_temporary_file_outlives_the_run(ending, tmp_path, monkeypatch):
    """Nothing of a student is left in the folder for temporary files, neither after a good run nor after a failed one."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    answer_file(EXAMPLE, tmp_path / f"r.{ending}", ON, WORLD)
    monkeypatch.setattr("planner.caseload.results_table", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        answer_file(EXAMPLE, tmp_path / f"r.{ending}", ON, WORLD)
    assert list(temporary.iterdir()) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"r.{ending}", "temporary"]


def test_a_workbook_in_memory_has_a_sheet_for_each_scenario():
    cases = Cases.of([{"case_id": "=A", "status": "F-1", "program_start": "2025-08-25", "program_end": "2027-05-14"}])
    table = typed(results_table(cases, np.array([2]), make_plan(cases, ON)))
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes([("Today", table), ("USCIS: slow?", table), ("today", table)])))
    assert book.sheetnames == ["Today", "USCIS slow", "today (2)"]
    assert {sheet["A2"].value for sheet in book} == {"'=A"}
    assert pq.read_table(io.BytesIO(parquet_bytes(results_table(cases, np.array([2]), make_plan(cases, ON))))).num_rows == 7


@given(st.lists(st.text(max_size=40), max_size=6))
def test_every_title_is_one_that_a_spreadsheet_takes(wished):
    taken = set()
    for one in wished:
        title = sheet_title(one, taken)
        assert 0 < len(title) <= LONGEST_TITLE
        assert not set(title) & set("[]:*?/\\")
        assert title.lower() not in taken
        taken.add(title.lower())


# Calendars

def events(data):
    """Events of a calendar file, read by a library; its lines are folded and ended as the standard has it."""
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(map(len, data.split(b"\r\n"))) <= 75
    return icalendar.Calendar.from_ical(data).walk("VEVENT")


def deadlines(tmp_path, text, **options):
    (tmp_path / "c.csv").write_text(text)
    answer_file(tmp_path / "c.csv", tmp_path / "r.csv", ON, WORLD, calendar=Calendar(tmp_path / "d.ics", **options))
    return {str(event["SUMMARY"]): event for event in events((tmp_path / "d.ics").read_bytes())}


ONE = HEAD + "SAMPLE-001,F-1,2025-08-25,2027-05-14,2026-12-21\n"


def test_the_worked_case_as_a_calendar(tmp_path):
    found = deadlines(tmp_path, ONE)
    assert {name: event["DTSTART"].dt for name, event in found.items()} == {
        "SAMPLE-001: Ask for CPT, last day": date(2026, 12, 7),
        "SAMPLE-001: Ask for the OPT I-20, the window closes": date(2027, 6, 28)}
    for event in found.values():
        assert event["DTEND"].dt == event["DTSTART"].dt + timedelta(days=1)
        assert event["DTSTAMP"].dt == datetime(2026, 11, 22, tzinfo=UTC)
        assert "Planned on Sun 22 Nov 2026. We plan; the office decides." in event["DESCRIPTION"]
    assert b"VALARM" not in (tmp_path / "d.ics").read_bytes()


def test_each_deadline_is_the_day_that_the_results_give(tmp_path):
    answer_file(EXAMPLE, tmp_path / "r.csv", ON, WORLD, calendar=Calendar(tmp_path / "d.ics"))
    given = {(row["case_id"], read_day(row[name])) for row in rows_of(tmp_path / "r.csv")
             for name in ("next_step_by", "route_closes") if row[name]}
    facts = {(row["case_id"], read_day(row[name])) for row in csv.DictReader(EXAMPLE.open()) for name in ("ead_end", "program_end")
             if row[name]}
    found = [(str(event["SUMMARY"]), event["DTSTART"].dt) for event in events((tmp_path / "d.ics").read_bytes())
             if not str(event["DESCRIPTION"]).startswith(("Whatever becomes of the offer", "Work has to begin"))]
    assert {summary.split(": ")[1] for summary, _ in found} >= {"Card ends", "File Form I-765, last day", "Ask for CPT, last day"}
    for summary, when in found:
        assert (summary.split(":")[0], when) in (facts if "Card" in summary else given), summary


def test_what_closes_whatever_the_offer_is_a_day_of_its_own(tmp_path):
    """Days without work run out before the work that is offered; and OPT after graduation closes though this offer is unrelated."""
    head = "case_id,status,program_start,program_end,ead_start,ead_end,unemployed_days,offer_start,related\n"
    idle = "A,F-1,2024-08-25,2026-05-14,2026-06-01,2027-05-31,80,2026-12-14,\n"
    found = deadlines(tmp_path, head + idle + "B,F-1,2024-08-25,2026-10-30,,,,2026-12-14,false\n")
    assert found["A: Begin work, last day"]["DTSTART"].dt == date(2026, 12, 1)
    assert "Wed 2 Dec 2026 is day 91" in str(found["A: Begin work, last day"]["DESCRIPTION"]).replace("\u00a0", " ")
    assert found["B: Ask for the OPT I-20, last day"]["DTSTART"].dt == date(2026, 12, 14)


def test_a_recommendation_that_runs_out_does_not_close_the_window(tmp_path):
    found = deadlines(tmp_path, HEAD.replace("offer", "dso_recommended,offer") +
                      "C,F-1,2024-08-25,2026-12-18,2026-11-05,2027-04-01\n")
    one = found["C: File Form I-765, the recommendation runs out"]
    assert one["DTSTART"].dt == date(2026, 12, 5)
    assert "the filing window closes on Tue 16 Feb 2027." in str(one["DESCRIPTION"]).replace("\u00a0", " ")


def test_the_same_deadline_moved_is_the_same_event(tmp_path):
    before = deadlines(tmp_path, ONE)
    after = deadlines(tmp_path, ONE.replace("2026-12-21", "2026-12-28"))
    name = "SAMPLE-001: Ask for CPT, last day"
    assert before[name]["DTSTART"].dt != after[name]["DTSTART"].dt
    assert before[name]["UID"] == after[name]["UID"]
    assert len({str(event["UID"]) for event in before.values()}) == len(before)


def test_no_id_stands_in_the_file_where_it_is_left_out(tmp_path):
    found = deadlines(tmp_path, ONE, with_ids=False)
    assert b"SAMPLE" not in (tmp_path / "d.ics").read_bytes()
    assert "Line 2: Ask for CPT, last day" in found


def test_cases_of_one_name_are_told_apart_by_their_lines(tmp_path):
    case = ONE.split("\n")[1]
    found = deadlines(tmp_path, f"{ONE}{case}\n{case.replace('SAMPLE-001', '')}\n")
    assert {name.split(":")[0] for name in found} == {"SAMPLE-001", "Line 3", "Line 4"}
    assert len({str(event["UID"]) for event in found.values()}) == len(found)


HOSTILE = st.text(max_size=30) | st.sampled_from(["=1+1", "x\r\nEND:VEVENT", "a,b;c\\n", "x\rATTENDEE:y", "\u2028", "BEGIN:VALARM"])


@given(HOSTILE, HOSTILE)
def test_no_text_breaks_out_of_its_event(summary, description):
    data = b"".join(calendar_file([Day(date(2026, 12, 7), summary, description, summary)], description, date(2026, 11, 22)))
    [event] = events(data)
    assert set(event) == {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "TRANSP"}
    assert event.subcomponents == []
    assert not str(event["SUMMARY"]).startswith(("=", "+", "-", "@"))


def test_where_no_case_is_answered_there_is_no_calendar(tmp_path):
    (tmp_path / "c.csv").write_text(HEAD + "A,F-1,2025-08-25,,\n")
    answer_file(tmp_path / "c.csv", tmp_path / "r.csv", ON, WORLD, calendar=Calendar(tmp_path / "d.ics"))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["c.csv", "r.errors.csv"]


@pytest.mark.parametrize("name", ["r.csv", "r.errors.csv", "../{}/r.csv"])
def test_two_files_of_one_name_are_refused(name, tmp_path):
    ics = tmp_path / name.format(tmp_path.name)
    with pytest.raises(BadInput, match="is to be written twice; choose two names$"):
        answer_file(EXAMPLE, tmp_path / "r.csv", ON, WORLD, calendar=Calendar(ics))
    assert os.listdir(tmp_path) == []


def test_one_students_plan_as_a_calendar():
    case = Cases.of([{"status": "F-1", "program_start": "2025-08-25", "program_end": "2027-05-14", "offer_start": "2026-12-21",
                      "offer_end": "2027-01-15"}])
    plan = explain_case(case, ON, WORLD)
    found = [(str(event["SUMMARY"]), event["DTSTART"].dt) for event in events(plan_ics(plan))]
    assert found == [("Have your department sign", date(2026, 12, 7)), ("Ask for CPT", date(2026, 12, 7)),
                     ("Check that the authorization names this job and its dates", date(2026, 12, 21)),
                     ("First day of work", date(2026, 12, 21)), ("Work authorization ends", date(2027, 5, 14))]
    assert plan_ics(plan) == plan_ics(plan)


def test_a_route_that_is_answered_only_where_asked_for_is_in_the_calendar(tmp_path):
    text = ("case_id,status,program_start,program_end,hardship,offer_start\n"
            "SAMPLE-001,F-1,2025-08-25,2027-05-14,true,2027-04-01\nSAMPLE-002,F-1,2026-08-25,2028-05-14,false,2027-04-01\n")
    found = deadlines(tmp_path, text)
    assert {row["route"] for row in rows_of(tmp_path / "r.csv")} > {"cpt", "hardship"}
    assert {summary.split(":")[0] for summary in found} == {"SAMPLE-001", "SAMPLE-002"}


@pytest.mark.parametrize("place", range(len(ALL_ROUTES)))
def test_every_route_can_be_the_one_of_a_day(place, monkeypatch):
    from planner.export import caseload_ics
    cases = Cases.of([{"status": "F-1", "program_start": "2025-08-25", "program_end": "2027-05-14", "offer_start": "2026-12-21",
                       "hardship": True}])
    plan = make_plan(cases, ON)
    queue = caseload_ics.queue_of(plan)
    monkeypatch.setattr(caseload_ics, "queue_of", lambda _plan: replace(queue, route=np.array([place], np.int8)))
    first = next(caseload_ics.CaseloadDays(plan, np.array([2]), np.array(["A"], object)).days())
    assert list(ALL_ROUTES.values())[place].title in first.description


@pytest.mark.parametrize("room", [0, 1000, 20_000])
def test_a_disk_that_is_full_is_one_error_and_nothing_more(room, monkeypatch):
    """What the library leaves half-way is thrown away in silence, even when the file is closed by then."""
    said = []
    monkeypatch.setattr(sys, "unraisablehook", said.append)
    class Full(io.BytesIO):
        def write(self, data):
            if self.tell() + len(data) > room:
                raise OSError(28, "No space left on device")
            return super().write(data)
    file = Full()
    book = Workbook(file)
    book.sheet("One").write(pa.table({"case_id": [f"{n * 7919}" for n in range(20_000)]}))
    with pytest.raises(OSError, match="No space left"):
        book.finish()
    file.close()
    book.forget()
    del book
    gc.collect()
    assert said == []
