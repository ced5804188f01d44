"""Tables from strangers: a workbook, Parquet and CSV say the same; what is hostile, broken or ambiguous is one clear line."""
import csv
import io
import struct
import subprocess
import sys
import tomllib
import tracemalloc
import zipfile
from datetime import date, datetime, time
from pathlib import Path

import numpy as np
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner import safe_zip
from planner.case import FIELDS, read_cell
from planner.cases import Cases
from planner.days import day
from planner.dialect import dialect_of
from planner.errors import BadInput
from planner.ids import Ids
from planner.mapping import suggested_mapping
from planner.parts import parts_of
from planner.read_caseload import open_caseload
from planner.read_table import headings_of, open_table
from planner.spellings import (
    DAY_FIRST,
    EITHER,
    MONTH_FIRST,
    SPELLINGS,
    Spellings,
)
from planner.whole_caseload import read_whole, whole
from planner.world import load_world

ON, WORLD, ROOT = day("2026-11-22"), load_world(), Path(__file__).parent.parent
HEAD = ["case_id", "status", "program_start", "program_end", "hours_per_week", "stem"]
GOOD = ["SAMPLE-001", "F-1", date(2025, 8, 25), date(2027, 5, 14), 20, True]


def workbook(*rows, mend=lambda book, sheet: None, epoch=None):
    book = openpyxl.Workbook()
    if epoch:
        book.epoch = epoch
    for row in rows:
        book.active.append(row)
    mend(book, book.active)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def read(data, name="cases.xlsx", **more):
    """Records by line, and problems as text."""
    load = open_caseload(io.BytesIO(data), name, ON, WORLD, **more)
    rows, problems = {}, list(load.problems)
    for piece in load.pieces:
        part = load.read(piece)
        rows |= {int(line): part.cases.record(row) for row, line in enumerate(part.lines)}
        problems += part.problems + load.repeated(part)
    return rows, [str(problem) for problem in problems], load.notes


def refused(data, name="cases.xlsx", **more):
    with pytest.raises(BadInput) as error:
        read(data, name, **more)
    assert "\n" not in str(error.value)
    return str(error.value)


def record(**facts):
    return Cases.of([{"status": "F-1", "program_start": "2025-08-25", "program_end": "2027-05-14"} | facts]).record()


FIRST = record(case_id="SAMPLE-001", stem=True)


# A workbook

def test_typed_cells_of_a_workbook_are_read_as_they_are_shown():
    later = ["SAMPLE-002", "F-1", datetime(2025, 8, 25), "2027-05-14", "17.5", "no"]
    rows, problems, notes = read(workbook(HEAD, GOOD, [], later))
    assert rows == {2: FIRST, 4: record(case_id="SAMPLE-002", hours_per_week=17.5)}
    assert (problems, notes) == ([], [])


@pytest.mark.parametrize("epoch", [openpyxl.utils.datetime.WINDOWS_EPOCH, openpyxl.utils.datetime.MAC_EPOCH])
def test_dates_are_the_same_days_in_both_date_systems(epoch):
    assert read(workbook(HEAD, GOOD, epoch=epoch))[0] == {2: FIRST}


@pytest.mark.parametrize(("epoch", "meant"), [(openpyxl.utils.datetime.WINDOWS_EPOCH, "2026-05-15"),
                                              (openpyxl.utils.datetime.MAC_EPOCH, "2030-05-16")])
def test_a_bare_number_in_a_column_of_dates_is_named_with_the_day_it_would_be(epoch, meant):
    rows, problems, _ = read(workbook(HEAD, GOOD, [*GOOD[:3], 46157, 20, True], epoch=epoch))
    assert list(rows) == [2]
    assert problems == [f'cases.xlsx, line 3, column program_end: "46157" is how a spreadsheet counts days; format the column as '
                        f"dates, or write {meant}"]


@pytest.mark.parametrize(("cell", "says"), [
    ("46157", '"46157" is how a spreadsheet counts days; format the column as dates, or write 2026-05-15'),
    ("46157.5", '"46157.5" is how a spreadsheet counts days; format the column as dates, or write 2026-05-15'),
    ("39813", '"39813" is not a date; write YYYY-MM-DD, for example 2027-05-14'),       # the day before 2009
    ("39814", '"39814" is how a spreadsheet counts days; format the column as dates, or write 2009-01-01'),
    ("05/06/2027", '"05/06/2027" is ambiguous; write 2027-05-06 or 2027-06-05'),
    ("05/14/2027", '"05/14/2027" is not written year-month-day; write 2027-05-14'),
])
def test_a_day_in_csv_is_never_guessed(cell, says):
    text = f"status,program_start,program_end\nF-1,2025-08-25,{cell}\n"
    assert read(text.encode(), "cases.csv")[1] == [f"cases.csv, line 2, column program_end: {says}"]


@pytest.mark.parametrize(("cell", "says"), [
    (datetime(2027, 5, 14, 9, 30), '"2027-05-14 09:30:00" has a time of day; write 2027-05-14'),
    (time(9, 30), '"09:30:00" is not a date; write YYYY-MM-DD, for example 2027-05-14'),
    ("#N/A", '"#N/A" is not a date; write YYYY-MM-DD, for example 2027-05-14'),
    (date(1950, 1, 2), '"1950-01-02" lies outside 2009 to 2099; check the year'),
    (True, '"true" is not a date; write YYYY-MM-DD, for example 2027-05-14'),
])
def test_a_cell_that_is_no_day_is_named(cell, says):
    _, problems, _ = read(workbook(HEAD, [*GOOD[:3], cell, 20, True]))
    assert problems == [f"cases.xlsx, line 2, column program_end: {says}"]


def test_the_first_sheet_that_is_not_hidden_is_read_and_the_others_are_named():
    def sheets(book, sheet):
        sheet.title = "Old"
        sheet.sheet_state = "hidden"
        for title in ("Students", "Notes"):
            new = book.create_sheet(title)
            new.append(HEAD)
            new.append([title, *GOOD[1:]])
        book.active = 1
    data = workbook(HEAD, GOOD, mend=sheets)
    rows, _, notes = read(data)
    assert rows[2]["case_id"] == "Students"
    assert notes == ["sheet “Students” is read, not “Old (hidden)”, “Notes”"]
    assert read(data, sheet="Notes")[0][2]["case_id"] == "Notes"
    assert read(data, sheet="Old")[0][2]["case_id"] == "SAMPLE-001"
    assert refused(data, sheet="Student") == ('cases.xlsx: "Student" is not a sheet of this workbook; did you mean Students?')


def test_titles_above_the_headings_are_not_read_and_said():
    def merged(book, sheet):
        sheet.merge_cells("A1:F1")
    rows, problems, notes = read(workbook(["International students"], [], HEAD, GOOD, mend=merged))
    assert (rows, problems) == ({4: FIRST}, [])
    assert notes == ["taken for a title and not read: line 1"]


def test_rows_with_merged_cells_are_named_not_read_as_blank():
    def merged(book, sheet):
        sheet.merge_cells("F3:F4")
        sheet.merge_cells("H2:H5")                  # beyond the columns that are read
    rows, problems, _ = read(workbook(HEAD, GOOD, *[[f"S{n}", *GOOD[1:]] for n in range(3)], mend=merged))
    assert list(rows) == [2, 5]
    assert problems == [f'cases.xlsx, line {n}: "F3:F4" is part of merged cells; unmerge them and fill in every row'
                        for n in (3, 4)]


def test_merged_headings_are_refused():
    def merged(book, sheet):
        sheet.merge_cells("C1:D1")
    assert refused(workbook(HEAD, GOOD, mend=merged)) == (
        'cases.xlsx, line 1: "C1:D1" has merged cells in its headings; unmerge them and name each column')


def with_sheet_xml(data, change):
    """The workbook with the text of its first sheet changed: what openpyxl cannot write."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content.decode()).encode() if name == "xl/worksheets/sheet1.xml" else content)
    return out.getvalue()


def test_formulas_are_read_as_last_calculated_and_one_that_never_was_is_named():
    rows = [[f"S{n}", *GOOD[1:4], f"=10+{n}", True] for n in range(3)]

    def calculated(xml):                # the first gave 15, the second an empty text, the third was never calculated
        assert xml.count("<f>10+0</f><v") == 1
        xml = xml.replace("<f>10+0</f><v />", "<f>10+0</f><v>15</v>").replace("<f>10+0</f><v></v>", "<f>10+0</f><v>15</v>")
        return xml.replace('<c r="E3">', '<c r="E3" t="str">')
    found, problems, notes = read(with_sheet_xml(workbook(HEAD, *rows), calculated))
    assert {line: row["hours_per_week"] for line, row in found.items()} == {2: 15, 3: 20}
    assert problems == ['cases.xlsx, line 4, column hours_per_week: "=10+2" holds a formula that was never calculated; save '
                        "the file in a spreadsheet program, or write the value"]
    assert notes == ["3 formulas: read as a spreadsheet program last calculated, or named where none did"]


def test_a_formula_in_a_column_that_is_not_read_costs_no_row():
    data = workbook([*HEAD, "Name"], [*GOOD, "=A1"], [*GOOD, "B"])
    mapping = {"Name": None}
    assert len(read(data, mapping=mapping)[0]) == 2
    problems = read(data, mapping={"Name": "school"})[1]
    assert "line 2, column Name" in problems[0] and "never calculated" in problems[0]


# Cells that are not written as the planner writes them

AMERICAN = ("Id,Visa,Level,STEM,I-20 Start,I-20 End,School\nA,F1,Master's,Y,8/25/2025,12/17/2027,MIT\n"
            "B,j-1,PhD,n,08/25/2025,05/06/2027,Boston University\nC,F-1,Clown,Y,08/25/2025,05/06/2027,University\n")
FACT_OF = {"flag": "stem", "status": "status", "level": "level", "card": "ead_category", "school": "school"}
COLUMNS = suggested_mapping(AMERICAN.partition("\n")[0].split(","))


def meant(text, orders=(), mapping=COLUMNS):
    spellings = Spellings(dict(orders))
    return read_whole(io.BytesIO(text.encode()), "cases.csv", ON, WORLD, mapping=mapping, spellings=spellings)


def orders_in(text):
    return open_caseload(io.BytesIO(text.encode()), "cases.csv", ON, WORLD, COLUMNS).date_orders()


def test_ordinary_spellings_are_read_and_counted_and_a_column_settles_its_own_dates():
    assert orders_in(AMERICAN) == {"program_start": frozenset([MONTH_FIRST]), "program_end": frozenset([MONTH_FIRST])}
    load = meant(AMERICAN, {"program_start": MONTH_FIRST, "program_end": MONTH_FIRST})
    first, second = map(load.cases.record, range(2))
    assert (first["status"], first["level"], first["stem"], first["school"]) == ("F-1", "master", True, "mit")
    assert (str(first["program_end"]), str(second["program_end"])) == ("2027-12-17", "2027-05-06")
    assert (second["status"], second["level"], second["stem"], second["school"]) == ("J-1", "doctorate", False, "boston_university")
    assert load.read_as["program_end", MONTH_FIRST] == 3 and load.read_as["stem", "Y = yes"] == 2
    assert load.left_out == 1 and {problem.column for problem in load.problems} == {"Level", "School"}


def test_a_day_with_two_meanings_is_never_guessed():
    text = AMERICAN.replace("12/17/2027", "05/06/2027")
    orders = {"program_start": MONTH_FIRST}
    assert orders_in(text)["program_end"] == EITHER
    with pytest.raises(BadInput) as nothing:
        meant(text, orders)
    assert "is ambiguous; write 2027-05-06 or 2027-06-05" in str(nothing.value)
    assert str(meant(text, orders | {"program_end": DAY_FIRST}).cases.record(0)["program_end"]) == "2027-06-05"


def test_a_column_that_contradicts_itself_is_settled_by_nobody():
    text = AMERICAN.replace("05/06/2027", "13/05/2027")
    assert orders_in(text)["program_end"] == frozenset()
    load = meant(text, {"program_start": MONTH_FIRST, "program_end": MONTH_FIRST})
    assert len(load.cases) == 1, "the 13th month does not exist"


def test_without_spellings_only_the_planners_own_words_are_read():
    _, problems, _ = read(AMERICAN.encode(), "cases.csv", mapping=COLUMNS)
    assert any('"F1" is not one of F-1, J-1' in problem for problem in problems)
    assert any('"Y" is neither true nor false' in problem for problem in problems)


@pytest.mark.parametrize(("fact", "word"), [
    (FACT_OF[kind], word) for kind, known in tomllib.loads(SPELLINGS.read_text()).items()
    for words in known.values() for word in words])
def test_every_known_spelling_means_a_word_of_the_planner(fact, word):
    text = Spellings().meaning(fact, word).text
    assert read_cell(fact, text, tuple(WORLD.schools)) is not None
    assert str(read_cell(fact, text, tuple(WORLD.schools))).lower() == text.lower()


def test_blank_rows_at_the_end_and_formatted_cells_hold_no_case():
    def formatted(book, sheet):
        for row in range(3, 400):
            sheet.cell(row, 200).font = openpyxl.styles.Font(bold=True)
    assert read(workbook(HEAD, GOOD, [None] * 6, ["", None], mend=formatted))[:2] == ({2: FIRST}, [])


def test_a_cell_without_a_heading_is_named():
    rows, problems, _ = read(workbook(HEAD, GOOD, [*GOOD, None, "note"]))
    assert list(rows) == [2]
    assert problems == ['cases.xlsx, line 3, column H: "note" stands in a column that has no heading; name the column or '
                        "delete the cell"]


def test_a_case_id_from_a_workbook_keeps_its_characters():
    ids = ["a,b", 'say "hi"', "two\nlines", "Ünïcode", 12345, "=1+1", "00123"]
    rows, problems, _ = read(workbook(HEAD, *[[one, *GOOD[1:]] for one in ids], mend=lambda book, sheet: setattr(
        sheet["A7"], "data_type", "s")))
    assert [row["case_id"] for row in rows.values()] == list(map(str, ids))
    assert problems == []


def test_a_workbook_longer_than_a_piece_keeps_its_lines(monkeypatch):
    monkeypatch.setattr("planner.sheet_records.ROWS", 3)
    rows, problems, _ = read(workbook(HEAD, *[[f"S{n}", *GOOD[1:]] for n in range(8)], ["S3", *GOOD[1:]]))
    assert list(rows) == list(range(2, 11))
    assert problems == ['cases.xlsx, line 10, column case_id: "S3" stands on line 5 too; both are answered, give each case its own '
                        "name"]


@pytest.mark.parametrize("name", ["cases.xlsx", "CASES.XLSM"])
def test_a_text_that_is_named_as_a_workbook_is_said_to_be_none(name):
    text = b"case_id,status,program_start,program_end\nA,F-1,2025-08-25,2027-05-14\n"
    assert open_table(io.BytesIO(text), name).notes == ["is text, and no workbook as its name says: read as CSV"]
    assert open_table(io.BytesIO(text), "cases.csv").notes == []
    with pytest.raises(BadInput, match="is text, and no workbook as its name says; save the table as .xlsx, or as CSV UTF-8$"):
        open_table(io.BytesIO(b"not a workbook"), name)


@pytest.mark.parametrize(("end", "doubtful"), [("2036-11-22", False), ("2036-11-23", True), ("2072-05-14", True)])
def test_a_program_that_ends_too_far_away_is_answered_and_named(end, doubtful):
    text = f"case_id,status,program_start,program_end\nA,F-1,2025-08-25,{end}\n".encode()
    found = whole(open_caseload(io.BytesIO(text), "c.csv", day("2026-11-22"), load_world()), lambda _n: None)
    assert (len(found.cases), found.left_out) == (1, 0)
    says = (
        f'c.csv, line 2, column program_end: "{end}" is far away for the end of a program; it is answered, check the year')
    assert [str(one) for one in found.problems] == [says][:doubtful]


@pytest.mark.parametrize(("start", "doubtful"), [("2020-05-14", False), ("2020-05-13", True)])
def test_a_program_of_more_than_twelve_years_is_answered_and_named(start, doubtful):
    text = f"status,program_start,program_end\nF-1,{start},2032-05-14\n".encode()
    found = whole(open_caseload(io.BytesIO(text), "c.csv", day("2026-11-22"), load_world()), lambda _n: None)
    assert (len(found.cases), len(found.problems)) == (1, doubtful)


@pytest.mark.parametrize(("fact", "text", "says"), [
    ("level", "PhD", "did you mean doctorate?"), ("stem", "Y", "write true or false; did you mean true?"),
    ("status", "F1", "did you mean F-1?")])
def test_the_strict_remedy_names_the_word_that_another_spelling_means(fact, text, says):
    given = {"status": "F-1", "program_start": "2025-08-25", "program_end": "2027-05-14", "case_id": "B", "level": "", "stem": ""}
    rows = [given, given | {"case_id": "A", fact: text}]
    text = "\n".join([",".join(given), *(",".join(row.values()) for row in rows)]) + "\n"
    found = whole(open_caseload(io.BytesIO(text.encode()), "c.csv", day("2026-11-22"), load_world()), lambda _n: None)
    assert [str(one).endswith(says) for one in found.problems] == [True]


def test_macros_are_never_run_and_the_cases_are_read():
    data, out = workbook(HEAD, GOOD), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content.replace(b"spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main").replace(
                b"vnd.openxmlformats-officedocument.ms-excel", b"vnd.ms-excel"))
        new.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 not run")
    assert read(out.getvalue(), "cases.xlsm")[0] == {2: FIRST}


# Hostile and broken workbooks

def zipped(*parts, compression=zipfile.ZIP_DEFLATED):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return file.getvalue()


def add_part(data, name, content):
    file = io.BytesIO(data)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return file.getvalue()


def lying(data, part):
    """The same archive, whose table of contents says that a part unfolds to ten bytes."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        info = archive.getinfo(part)
    return data.replace(struct.pack("<LL", info.compress_size, info.file_size), struct.pack("<LL", info.compress_size, 10))


def test_a_bomb_is_refused_before_it_unfolds(monkeypatch):
    bomb = add_part(workbook(HEAD, GOOD), "xl/media/zeros.bin", bytes(300_000_000))
    assert len(bomb) < 400_000
    tracemalloc.start()
    try:
        assert refused(bomb) == "cases.xlsx: unfolds to more than 256 MB; save the sheet as CSV UTF-8"
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


def test_a_bomb_that_lies_about_its_size_is_refused_too(monkeypatch):
    data = add_part(workbook(HEAD, GOOD), "xl/media/zeros.bin", bytes(5_000_000))
    assert refused(lying(data, "xl/media/zeros.bin")) == f"cases.xlsx: {safe_zip.DAMAGED}"
    monkeypatch.setattr(safe_zip, "LARGEST_INSIDE", 4_000_000)
    assert refused(data).startswith("cases.xlsx: unfolds to more than")


@pytest.mark.parametrize("text", [
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>',
    b" " * (safe_zip.READ_AT_ONCE - 4) + b"<!DOCTYPE x>",                       # cut by the edge of a piece
    '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x><x/>'.encode("utf-16"),
])
def test_definitions_of_words_by_words_are_refused(text):
    assert refused(add_part(workbook(HEAD, GOOD), "xl/sharedStrings2.xml", text)) == f"cases.xlsx: {safe_zip.STRANGE}"


@pytest.mark.parametrize(("data", "says"), [
    (zipped(*((f"{n}.xml", b"") for n in range(2001))), safe_zip.STRANGE),
    (zipped(("xl/workbook.xml", b"x" * 1000), compression=zipfile.ZIP_BZIP2), safe_zip.STRANGE),
    (zipped(("word/document.xml", b"<x/>")), safe_zip.DAMAGED),
    (zipped(("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")),
     "is an OpenDocument file; save it as .xlsx or as CSV UTF-8"),
    (zipped(("xl/workbook.bin", b"")), "is a binary workbook (.xlsb); save it as .xlsx or as CSV UTF-8"),
    (b"PK\x03\x04", safe_zip.DAMAGED),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
     "is an old workbook (.xls) or locked with a password; save it without one as .xlsx, or as CSV UTF-8"),
    (b"%PDF-1.7 ...", "is a PDF; save the table as CSV UTF-8 or .xlsx"),
    (b"PAR1 ... PAR1", "cannot be read as Parquet"),
    (workbook(), "has no headings in its sheet “Sheet”; its first row names the columns"),
])
def test_what_is_no_workbook_is_one_line(data, says):
    assert refused(data).startswith(f"cases.xlsx: {says}")


def test_half_a_workbook_is_one_line():
    data = workbook(HEAD, *[GOOD] * 50)
    for length in range(4, len(data), 97):
        assert refused(data[:length]) == f"cases.xlsx: {safe_zip.DAMAGED}"


@pytest.mark.parametrize(("find", "put"), [
    ('<row r="2"', '<row r="999999999999"'), ('<row r="2"', '<row r="x"'), ('<c r="B2"', '<c r="ZZZZ2"'),
    ("<sheetData>", "<sheetData"),
    ("<v>20</v>", "<v>2" + "0" * 9000 + "</v>"), (' s="1"', ' s="999"'),
])
def test_a_sheet_that_is_built_wrong_is_one_line_or_a_bad_row(find, put):
    def change(xml):
        assert find in xml
        return xml.replace(find, put, 1)
    data = with_sheet_xml(workbook(HEAD, GOOD, GOOD), change)
    try:
        rows, problems, _ = read(data)
    except BadInput as error:
        assert str(error).startswith("cases.xlsx: is ")
    else:
        assert len(rows) + len({problem.split(",")[1] for problem in problems}) >= 2


def test_too_many_columns_are_refused_in_a_workbook_and_in_csv():
    wide = [f"column_{n}" for n in range(1001)]
    assert refused(workbook(wide)) == "cases.xlsx, line 1: has 1,001 columns, more than 1,000; keep the columns of the template"
    million = ",".join(f"c{n}" for n in range(1_000_000)) + "\n"
    assert refused(million.encode(), "cases.csv") == (
        "cases.csv, line 1: names 1,000,000 columns, more than 1,000; keep the columns of the template")


def test_a_row_of_a_million_cells_is_one_bad_row():
    data = b"status,program_start,program_end\nJ-1" + b"," * 999_999 + b"\nF-1,2025-08-25,2027-05-14\n"
    rows, problems, _ = read(data, "cases.csv")
    assert list(rows) == [3]
    [said] = problems
    assert "has 1,000,000 cells where the header has 3" in said
    assert len(said) < 300


def test_a_file_without_a_line_end_is_not_read_to_its_end():
    class Endless(io.BytesIO):
        given = 0

        def read(self, size=-1):
            self.given += size
            return b"x" * size
    file = Endless(b"xxxxxxxxxx")
    with pytest.raises(BadInput) as error:
        open_caseload(file, "cases.csv", ON, WORLD)
    assert str(error.value) == "cases.csv, line 1: is longer than 32 MB; a caseload has one case on each line"
    assert file.given < 64 << 20


def test_line_ends_of_an_old_macintosh_are_read_and_keep_their_lines(tmp_path):
    text = "case_id,status,program_start,program_end\rA,F-1,2025-08-25,2027-05-14\r\rB,F-2,2025-08-25,2027-05-14\r"
    assert headings_of(io.BytesIO(text.encode()), "mac.csv") == ["case_id", "status", "program_start", "program_end"]
    rows, problems, _ = read(text.encode(), "mac.csv")
    assert rows == {2: record(case_id="A")}
    assert [problem.split(":")[0] for problem in problems] == ["mac.csv, line 4, column status"]
    path = tmp_path / "mac.csv"
    path.write_text(text, newline="")
    assert [(part.number, part.stop) for part in parts_of(path)] == [(0, None)]


@given(st.binary(max_size=300) | st.text("\r\n\t,;\" ab\0\ufeff", max_size=40).map(str.encode))
def test_no_bytes_break_the_headings(data):
    try:
        found = headings_of(io.BytesIO(data), "cases.csv")
        assert all(isinstance(heading, str) for heading in found)
    except BadInput as error:
        assert str(error).startswith("cases.csv")


@pytest.mark.parametrize(("data", "says"), [
    ("status,program_start,program_end\nF-1,2025-08-25,2027-05-14\n".encode("utf-16"), "is not UTF-8 text"),
    ("status,program_start,program_end\nF-1,2025-08-25,2027-05-14\n".encode("utf-16-le"), "is not UTF-8 text"),
    (b"\0" * 5000, "is not UTF-8 text"),
])
def test_other_encodings_are_refused(data, says):
    assert says in refused(data, "cases.csv")


def test_a_latin_letter_and_a_nul_cost_their_rows_only():
    data = ("case_id,status,program_start,program_end\nJos\xe9,F-1,2025-08-25,2027-05-14\nB,F-\0,2025-08-25,2027-05-14\n"
            "C,F-1,2025-08-25,2027-05-14\n").encode("latin-1")
    rows, problems, _ = read(data, "cases.csv")
    assert [row["case_id"] for row in rows.values()] == ["C"]
    assert problems[0] == "cases.csv, line 2: is not UTF-8 text; save the file as CSV UTF-8"
    assert problems[1].startswith('cases.csv, line 3, column status: "F-\\x00" is not one of')


# Parquet

def test_typed_parquet_is_read_like_csv():
    table = pa.table({"case_id": ["a,b", None], "status": pa.array(["F-1", "J-1"]).dictionary_encode(),
                      "program_start": pa.array([day("2025-08-25")] * 2, pa.int32()).cast(pa.date32()),
                      "program_end": pa.array([datetime(2027, 5, 14), None], pa.timestamp("us")),
                      "hours_per_week": [20.0, None], "stem": [True, None], "cpt_full_time_days": [12, None]})
    file = io.BytesIO()
    pq.write_table(table, file)
    rows, problems, _ = read(file.getvalue(), "cases.parquet")
    assert rows == {2: record(case_id="a,b", stem=True, cpt_full_time_days=12)}
    assert problems == ["cases.parquet, line 3, column program_end: is missing; every case needs it, for example 2027-05-14"]


def test_a_column_of_lists_is_refused():
    file = io.BytesIO()
    pq.write_table(pa.table({"status": [["F-1"]], "program_start": ["2025-08-25"], "program_end": ["2027-05-14"]}), file)
    assert refused(file.getvalue(), "cases.parquet") == (
        "cases.parquet, column status: holds list<element: string>, not text, numbers or days; write it as text")


# One table, three kinds of file

CELLS = {"case_id": st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=8),
         "hours_per_week": st.integers(0, 168), "stem": st.booleans()}
DAYS = st.dates(date(2012, 1, 1), date(2030, 12, 31))


@given(st.lists(st.tuples(CELLS["case_id"], DAYS, DAYS, CELLS["hours_per_week"], CELLS["stem"]), min_size=1, max_size=6))
def test_a_workbook_parquet_and_csv_with_the_same_cells_say_the_same(rows):
    facts = [[one.strip() or "x", "F-1", start, end, hours, stem] for one, start, end, hours, stem in rows]

    def as_text(data, name):
        found, problems, _ = read(data, name)
        return found, [text.split(":", 1)[0].replace(name, "") for text in problems]
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([HEAD, *[[str(cell) for cell in row] for row in facts]])
    parquet = io.BytesIO()
    pq.write_table(pa.table([pa.array(column) for column in zip(*facts, strict=True)], names=HEAD), parquet)

    def as_strings(book, sheet):
        for row in sheet.iter_rows(min_row=2, max_col=1):
            row[0].data_type = "s"
    same = as_text(text.getvalue().encode(), "c.csv")
    assert as_text(parquet.getvalue(), "c.parquet") == same
    assert as_text(workbook(HEAD, *facts, mend=as_strings), "c.xlsx") == same


# Other headings

def test_other_headings_are_mapped_and_problems_name_the_readers_own():
    text = ("Student ID,Visa Type,I-20 Start,I-20 End,Advisor\nA,F-1,2025-08-25,2027-05-14,Smith\n"
            "B,F-1,2025-08-25,05/06/2027,Smith\n")
    mapping = suggested_mapping(headings_of(io.BytesIO(text.encode()), "cases.csv"))
    assert mapping == {"Student ID": "case_id", "Visa Type": "status", "I-20 Start": "program_start", "I-20 End": "program_end",
                       "Advisor": None}
    rows, problems, _ = read(text.encode(), "cases.csv", mapping=mapping)
    assert rows == {2: record(case_id="A")}
    assert problems == ['cases.csv, line 3, column I-20 End: "05/06/2027" is ambiguous; write 2027-05-06 or 2027-06-05']


def test_every_column_that_is_missing_is_named_at_once():
    assert refused(b"Visa,Begin,End\nF-1,2025-08-25,2027-05-14\n", "cases.csv") == (
        "cases.csv, line 1, column status: is missing; add this column; so are program_start and program_end; the page Caseload "
        "reads other headings")


def test_two_headings_for_one_fact_are_refused():
    text = b"status,program_start,program_end,Graduation\nF-1,2025-08-25,2027-05-14,2027-05-20\n"
    assert refused(text, "cases.csv", mapping={"Graduation": "program_end"}) == (
        "cases.csv, line 1, column program_end: is given twice; keep one of the two columns")


def test_every_fact_is_suggested_for_its_own_name_and_none_twice():
    assert suggested_mapping(FIELDS) == {name: name for name in FIELDS}
    assert suggested_mapping(["Program End", "program_end", "End date", "Start date", "prgram start"]) == {
        "Program End": "program_end", "program_end": None, "End date": None, "Start date": None, "prgram start": "program_start"}


@given(st.lists(st.text(max_size=12), max_size=8))
def test_no_heading_breaks_the_suggestion(headings):
    found = suggested_mapping(headings)
    facts = [fact for fact in found.values() if fact]
    assert list(found) == list(dict.fromkeys(headings))
    assert len(facts) == len(set(facts))


# Names given twice

@given(st.lists(st.sampled_from(["a", "b", "c", "", "d"]), max_size=30), st.integers(1, 7))
def test_every_name_that_stood_before_is_found_whatever_the_pieces(names, size):
    ids, found, seen, expected = Ids(), [], {}, []
    for row, name in enumerate(names):
        if name in seen:
            expected.append((row, seen[name]))
        elif name:
            seen[name] = row + 2
    for at in range(0, len(names), size):
        part = np.array(names[at:at + size], object)
        found += [(at + row, line) for row, line in ids.add(part, np.arange(at + 2, at + 2 + len(part)))]
    assert found == expected


# What comes through a pipe, and what loads what

class Pipe(io.BytesIO):
    """Bytes that cannot be wound back."""

    def seekable(self):
        return False

    def seek(self, *_):
        raise OSError("a pipe")


def test_csv_comes_through_a_pipe_and_a_workbook_is_refused():
    text = "status,program_start,program_end\nF-1,2025-08-25,2027-05-14\n"
    load = open_caseload(Pipe(text.encode()), "-", ON, WORLD)
    assert [len(load.read(piece).cases) for piece in load.pieces] == [1]
    with pytest.raises(BadInput, match="-: comes from a pipe, which only CSV can; name a file$"):
        open_caseload(Pipe(workbook(HEAD, GOOD)), "-", ON, WORLD)


def test_a_sheet_nested_a_hundred_thousand_deep_is_one_line_or_read():
    deep = "<x>" * 100_000 + "</x>" * 100_000
    data = with_sheet_xml(workbook(HEAD, GOOD), lambda xml: xml.replace("</row>", f"<c>{deep}</c></row>", 1))
    try:
        read(data)
    except BadInput as error:
        assert str(error).startswith("cases.xlsx")


def test_the_command_line_starts_without_libraries_that_few_need():
    heavy = ("pandas", "openpyxl", "xlsxwriter", "distributed", "pyarrow", "rich")
    asked = f"import planner.cli, sys; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout == "[]\n"


WHOLE = workbook(HEAD, GOOD, ["SAMPLE-002", *GOOD[1:]])
PARTS = sorted(zipfile.ZipFile(io.BytesIO(WHOLE)).namelist())


@settings(max_examples=250)
@given(st.sampled_from(PARTS), st.integers(0, 10_000), st.binary(min_size=1, max_size=6), st.booleans())
def test_a_workbook_damaged_anywhere_is_read_or_is_one_line(part, place, bytes_, inside):
    """Bytes are changed inside one part that is then packed well, or in the file as it is."""
    def changed(content):
        at = place % max(len(content), 1)
        return content[:at] + bytes_ + content[at + len(bytes_):]
    if inside:
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(WHOLE)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                new.writestr(name, changed(old.read(name)) if name == part else old.read(name))
        data = out.getvalue()
    else:
        data = changed(WHOLE)
    try:
        rows, problems, _ = read(data)
    except BadInput as error:
        assert str(error).startswith("cases.xlsx")
        assert "\n" not in str(error)
    else:
        assert rows or problems


def test_merged_cells_beside_and_inside_each_other_cost_their_rows_only():
    def merged(book, sheet):
        for ref in ("A3:A4", "B4:B6", "C9:C10", "D5:D5"):
            sheet.merge_cells(ref)
    rows, problems, _ = read(workbook(HEAD, *[[f"S{n}", *GOOD[1:]] for n in range(10)], mend=merged))
    assert list(rows) == [2, 7, 8, 11]
    assert [problem.split('"')[1] for problem in problems] == ["A3:A4", "B4:B6", "B4:B6", "B4:B6", "C9:C10", "C9:C10"]


def test_merged_cells_without_end_are_refused(monkeypatch):
    monkeypatch.setattr("planner.workbook.MOST_MERGED", 2)

    def merged(book, sheet):
        for row in range(3, 6):
            sheet.merge_cells(f"A{row}:B{row}")
    assert refused(workbook(HEAD, *[GOOD] * 6, mend=merged)) == "cases.xlsx: has more than 2 merged cells; unmerge them"


def test_a_heading_that_was_never_calculated_is_refused_and_no_row_taken_for_the_headings():
    assert refused(workbook([*HEAD[:5], '="st"&"em"'], GOOD)) == (
        'cases.xlsx, line 1, column F: "="st"&"em"" holds a formula that was never calculated; save the file in a spreadsheet '
        "program, or write the value")


# How a CSV file is written

PLAIN = """case_id,status,program_start,program_end,stem
"Smith, A",F-1,2025-08-25,2027-05-14,true
"B\nC",F-1,2025-08-25,2027-05-14,
"""


def separated(mark):
    text = io.StringIO()
    csv.writer(text, delimiter=mark, lineterminator="\n").writerows(csv.reader(io.StringIO(PLAIN)))
    return text.getvalue().encode()


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("above", ["", "Students of fall 2026\n", "Our office\n\nAs of 22 Nov 2026, all schools\n", "sep=;\n",
                                   "\ufeffStudents, by status\n", "\n"])
def test_separators_and_titles_are_told_by_the_headings(mark, above):
    rows, problems, notes = read(above.encode() + separated(mark), "cases.csv")
    first = above.count("\n") + 2
    assert [rows[first], rows[first + 1]] == [record(case_id="Smith, A", stem=True), record(case_id="B\nC")]
    titles = [str(n) for n, line in enumerate(above.splitlines(), start=1) if line]
    assert problems == [] and notes == ([f"taken for a title and not read: line {', '.join(titles)}"] if titles else [])


@pytest.mark.parametrize(("head", "separator", "line"), [
    ("Nom;Visa;Debut;Fin", ";", 1),                     # nobody's words, but one separator only
    ("Etudiants\nNom\tTitre\tDebut\tFin", "\t", 2),     # below a title
    ("Nom;Titre, type;Debut", ",", 1),                   # two that say nothing: commas
    ("status;program_start,program_end;school", ";", 1),        # two of four known with semicolons, none with commas
    ("visa,notes;more,program start", ",", 1),
    ("program_start,program_end\n1,2,3", ",", 1),       # headings, if not all: the next line is no headings
    ("one\ntwo\nthree", ",", 1), ("", ",", 1), ('"never closed', ",", 1),
])
def test_the_dialect_of_other_headings(head, separator, line):
    found = dialect_of(head.encode())
    assert (found.separator, found.line) == (separator, line)


def test_a_pipe_a_page_and_the_workers_read_the_same_dialect(tmp_path):
    data = b"Students of fall 2026\n" + separated(";")
    rows = read(data, "cases.csv")[0]
    assert headings_of(io.BytesIO(data), "cases.csv") == ["case_id", "status", "program_start", "program_end", "stem"]
    piped = subprocess.run([sys.executable, "-m", "planner", "caseload", "/dev/stdin", "--out", str(tmp_path / "out.csv"), "--on",
                            "2026-11-22"], input=data, cwd=ROOT, capture_output=True, check=False)
    assert piped.returncode == 0, piped.stderr
    lines = {int(row["line"]) for row in csv.DictReader((tmp_path / "out.csv").open(newline=""))}
    (tmp_path / "cases.csv").write_bytes(data)
    [part] = parts_of(tmp_path / "cases.csv")
    assert lines == set(rows) == {3, 4} and part.line == 3 and part.header.startswith(b"case_id;")


def test_a_row_with_too_many_semicolons_says_so():
    _, problems, _ = read(b"status;program_start;program_end\nF-1;2025-08-25;2027-05-14\nF-1;2025-08-25;2027-05-14;x\n", "a.csv")
    assert problems == ['a.csv, line 3: "F-1;2025-08-25;2027-05-14;x" has 4 cells where the header has 3; add or remove '
                        "semicolons, or quote a cell that holds one"]
