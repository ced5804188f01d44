"""python -m planner post: one job as text and as JSON, a table of jobs whole or not at all, exit statuses, schema and sources."""
import csv
import io
import json
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from jsonschema import Draft202012Validator

from planner.cli import main
from planner.host_text import COLUMNS
from planner.job import FIELDS
from planner.job_table import template_csv

EXAMPLES = Path(__file__).parents[1] / "data" / "examples"
ON = ["--on", "2026-11-22"]
GOOD = "job_id,school,start,weeks\nA,generic,2027-02-16,3\n"


def rows(path) -> list[dict]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))


def post(tmp_path, text, *more) -> tuple[int, Path]:
    jobs, out = tmp_path / "jobs.csv", tmp_path / "dates.csv"
    jobs.write_bytes(text if isinstance(text, bytes) else text.encode())
    return main(["post", str(jobs), "--out", str(out), *ON, *more]), out


def test_one_job_in_words(capsys):
    assert main(["post", str(EXAMPLES / "job_spring.toml"), *ON]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Post by Tue 22 Dec 2026 and students on CPT can start on Tue 16 Feb 2027.\n")
    assert "Nothing filed, standard         Wed 12 Aug 2026  past" in said
    assert "A posting on Sun 31 Jan 2027, the programme's advice, is too late" in said
    assert "the school's international office decides" in said and "\u00a0" not in said


def test_one_job_as_json(capsys):
    assert main(["post", str(EXAMPLES / "job_spring.toml"), *ON, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    cpt = next(one for one in answer["situations"] if one["name"] == "cpt")
    assert (cpt["verdict"], cpt["post_by"], cpt["days_left"]) == ("now", "2026-12-22", 30)
    assert [step["name"] for step in cpt["steps"]] == ["posted", "approved_by_school", "applications_close", "selected", "offered",
                                                      "accepted", "signed", "requested", "authorized", "work_starts"]
    assert {step["late"] for step in cpt["steps"] if step["name"] == "accepted"} == {"2027-02-01"}
    assert answer["recommended"]["by"] == "2027-01-31"


def test_what_is_wrong_with_the_posting_is_said_beside_the_dates(tmp_path, capsys):
    """Upstate the minimum is $16.00 in 2026, and nobody knows that of 2027: 2026's is a floor."""
    job = tmp_path / "job.toml"
    job.write_text('school = "binghamton"\ntitle = "Data Analytics"\nstart = "2027-02-16"\nhours_per_week = 41\npay = 10\n')
    assert main(["post", str(job), *ON]) == 0
    said = capsys.readouterr().out
    assert "to mend: $10.00 an hour is under the minimum wage of $16.00 (Rest of New York State, the last one known, " in said
    assert "to check: 41 hours a week: outside the typical 10 to 35 hours a week." in said
    assert main(["post", str(job), *ON, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["posting_rules"]
    assert [(one["rule"], one["verdict"]) for one in found] == [("R6", "mend"), ("R7.hours", "check")]
    _, out = post(tmp_path, "job_id,school,title,start,pay\nA,binghamton,Data,2026-12-28,15.99\nB,binghamton,Data,2026-12-28,16\n")
    mend = {row["job_id"]: row["to_mend"] for row in rows(out)}
    assert mend["A"].startswith("$15.99 an hour is under the minimum wage of $16.00") and not mend["B"]


def test_a_table_of_jobs(tmp_path, capsys):
    out = tmp_path / "dates.csv"
    assert main(["post", str(EXAMPLES / "jobs.csv"), "--out", str(out), *ON]) == 0
    assert capsys.readouterr().out == f"5 jobs answered in {out}\n"
    answered = rows(out)
    assert tuple(answered[0]) == COLUMNS
    assert [row["job_id"].removeprefix("YEAR-") for row in answered[::9]] == ["WINTER", "SPRING", "LATE-SPRING", "SUMMER", "FALL"]
    spring = {row["situation"]: row["post_by"] for row in answered if row["job_id"] == "YEAR-SPRING"}
    assert [spring[name] for name in ("card", "cpt", "standard", "first_year")] == ["2027-01-07", "2026-12-22", "2026-08-12", ""]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["dates.csv"]


def test_a_workbook_in_and_a_workbook_out_say_what_the_csv_says(tmp_path, capsys):
    """Typed dates and numbers going in; dates that a spreadsheet can count with coming out."""
    jobs, out, plain = tmp_path / "jobs.xlsx", tmp_path / "dates.xlsx", tmp_path / "dates.csv"
    book = openpyxl.Workbook()
    for row in (["job_id", "school", "start", "weeks", "hours_per_week"], ["A", "generic", date(2027, 2, 16), 3, 15.5],
                [None, None, None, None, None], ["B", "nowhere", date(2027, 2, 16), 3, 15]):
        book.active.append(row)
    book.save(jobs)
    assert main(["post", str(jobs), "--out", str(plain), *ON]) == main(["post", str(jobs), "--out", str(out), *ON]) == 1
    said = rows(plain)
    assert {row["line"] for row in said} == {"2"} and "line 4, column school" in capsys.readouterr().err
    heads, *cells = openpyxl.load_workbook(out).active.iter_rows(values_only=True)
    assert heads == COLUMNS
    for row, other in zip(said, cells, strict=True):
        shown = [str(cell.date()) if isinstance(cell, datetime) else "" if cell is None else str(cell) for cell in other]
        assert shown == list(row.values())
    assert isinstance(cells[0][COLUMNS.index("post_by")], datetime)


def test_a_name_that_is_no_kind_of_answer_is_refused_before_anything_is_read(tmp_path, capsys):
    assert main(["post", str(EXAMPLES / "jobs.csv"), "--out", str(tmp_path / "dates.doc"), *ON]) == 2
    assert "end the name in .csv or .xlsx" in capsys.readouterr().err and not list(tmp_path.iterdir())


def test_one_job_needs_no_place_for_its_answer(tmp_path, capsys):
    assert main(["post", str(EXAMPLES / "job_spring.toml"), "--out", str(tmp_path / "dates.csv"), *ON]) == 2
    assert "is one job, and --out is for a table of jobs (.csv, .xlsx); leave it out\n" in capsys.readouterr().err


def test_the_template_is_answered_as_it_is(tmp_path):
    status, out = post(tmp_path, template_csv("2027-02-16"))
    assert status == 0 and {row["job_id"] for row in rows(out)} == {"JOB-1"}


def test_bad_rows_are_listed_and_good_ones_answered(tmp_path, capsys):
    status, out = post(tmp_path, GOOD + "B,generic,2027-13-01,3\nC,generic,2026-11-21,3\nD,generic\nE,generic,2027-03-01,2\n")
    assert status == 1
    assert {row["job_id"] for row in rows(out)} == {"A", "E"} and {row["line"] for row in rows(out)} == {"2", "6"}
    errors = rows(tmp_path / "dates.errors.csv")
    assert [(row["line"], row["column"], row["value"]) for row in errors] == [
        ("3", "start", "2027-13-01"), ("4", "start", "2026-11-21"), ("5", "", "D,generic")]
    said = capsys.readouterr()
    assert said.err.count("\n") == 3 and "jobs.csv, line 3, column start" in said.err
    assert "2 jobs answered" in said.out and "3 problems listed" in said.out


@pytest.mark.parametrize("text, says", [
    ("", "is empty; its first line names the columns: job_id, school, title, season, start, ..."),
    ("job_id,start\n", "has a header and no jobs; write one job on each line below it"),
    ("job_id,start\nA,2026-01-01\n", "is before today"),
    ("start;weeks\n2027-02-16;3\n", "separates its columns with semicolons; save it with commas"),
    ("start,start\n2027-02-16,2027-02-16\n", "is given twice"),
    (b"start\n\xff\n", "is not UTF-8 text"),
])
def test_where_nothing_can_be_answered_nothing_is_written(tmp_path, capsys, text, says):
    (tmp_path / "dates.csv").write_text("earlier")
    status, out = post(tmp_path, text)
    assert status == 2 and out.read_text() == "earlier"
    assert says in capsys.readouterr().err


def test_everything_wrong_with_a_row_is_listed_at_once(tmp_path, capsys):
    status, _ = post(tmp_path, GOOD + "B,Binghampton U,2027-13-01,99\n")
    assert status == 1
    errors = rows(tmp_path / "dates.errors.csv")
    assert [(row["line"], row["column"]) for row in errors] == [("3", "school"), ("3", "start"), ("3", "weeks")]
    assert "did you mean binghamton?" in errors[0]["remedy"]
    assert "3 problems listed" in capsys.readouterr().out


def test_everything_wrong_with_one_job_is_listed_at_once(tmp_path, capsys):
    job = tmp_path / "job.toml"
    job.write_text('school = "binghamton"\nstart = "2027-13-01"\nweeks = 99\n')
    assert main(["post", str(job), *ON]) == 2
    assert [line.split(":")[0].split(", ", 1)[1] for line in capsys.readouterr().err.splitlines()] == [
        "line 2, column start", "line 3, column weeks"]


def test_a_school_may_be_given_by_its_full_name(tmp_path):
    status, out = post(tmp_path, "job_id,school,start\nA,Binghamton University,2027-02-16\nB, binghamton  UNIVERSITY,2027-02-16\n")
    assert status == 0 and {row["school"] for row in rows(out)} == {"binghamton"}


def test_what_looks_like_a_slip_is_remarked_and_answered(tmp_path, capsys):
    status, out = post(tmp_path, "job_id,start,pay\nA,2027-02-16,18\nA,2027-02-17,18\n,2027-02-18,\n")
    assert status == 0 and {row["line"] for row in rows(out)} == {"2", "3", "4"}
    said = capsys.readouterr().err
    assert 'line 3, column job_id: "A" stands on line 2 too; both are answered' in said
    assert "line 4, column job_id: is blank" in said and "line 4, column pay: is blank" in said
    assert said.count("\n") == 3


def test_no_hours_are_no_job(tmp_path, capsys):
    status, _ = post(tmp_path, "job_id,start,hours_per_week\nA,2027-02-16,0\n")
    assert status == 2
    assert 'column hours_per_week: "0" is no work; write the hours of a week, for example 15' in capsys.readouterr().err


def test_an_unknown_column_is_named_and_the_rest_answered(tmp_path, capsys):
    status, out = post(tmp_path, "job_id,start,hurs\nA,2027-02-16,10\n")
    assert status == 1 and rows(out)
    assert "column hurs: is not known to the planner" in capsys.readouterr().err


@pytest.mark.parametrize("mark", [";", "\t"])
def test_other_marks_between_columns_and_a_title_above_them(tmp_path, capsys, mark):
    text = "Jobs of 2027\n\n" + GOOD.replace(",", mark) + mark.join(("B", "generic", "2027-02-16")) + "\n"
    status, out = post(tmp_path, text)
    assert status == 1 and {row["job_id"] for row in rows(out)} == {"A"}
    said = capsys.readouterr().err
    assert "taken for a title and not read: line 1" in said
    assert f"line 5: \"{text.splitlines()[-1]}\" has 3 cells where the header has 4".replace("\t", "\\t") in said


def test_a_quoted_cell_may_hold_lines_and_commas(tmp_path):
    status, out = post(tmp_path, 'job_id,title,start\n"A, the ""first""","two\nlines",2027-02-16\nB,x,2027-02-16\n')
    assert status == 0
    assert {(row["job_id"], row["line"]) for row in rows(out)} == {('A, the "first"', "2"), ("B", "4")}


def test_a_name_that_a_spreadsheet_would_run_gets_an_apostrophe(tmp_path):
    _, out = post(tmp_path, "job_id,start\n=1+1,2027-02-16\n")
    assert rows(out)[0]["job_id"] == "'=1+1"


def test_a_table_needs_a_place_for_its_answers(capsys):
    assert main(["post", str(EXAMPLES / "jobs.csv"), *ON]) == 2
    assert "say where the answers go with --out DATES.csv" in capsys.readouterr().err


@pytest.mark.parametrize("more", [["--times", "4"], ["--json"]])
def test_what_is_for_one_job_is_refused_for_a_table(tmp_path, capsys, more):
    status, out = post(tmp_path, GOOD, *more)
    assert status == 2 and not out.exists()
    assert "are for one job" in capsys.readouterr().err


def test_a_year_of_a_job(capsys):
    assert main(["post", str(EXAMPLES / "job_spring.toml"), *ON, "--times", "4"]) == 0
    said = capsys.readouterr().out
    assert "4 of these in a year" in said and "CPT: 4 of 4 in a row." in said
    assert main(["post", str(EXAMPLES / "job_spring.toml"), *ON, "--times", "4", "--json"]) == 0
    year = json.loads(capsys.readouterr().out)["year"]
    assert [one["number"] for one in year["jobs"]] == [1, 2, 3, 4]
    assert [one["name"] for one in year["same_student"]] == ["cpt", "card", "stem_card", "at"]
    assert main(["post", str(EXAMPLES / "job_spring.toml"), *ON, "--times", "18"]) == 2
    assert "choose 1 to 17" in capsys.readouterr().err


def test_the_table_itself_is_not_written_over(tmp_path, capsys):
    jobs = tmp_path / "jobs.csv"
    jobs.write_text(GOOD)
    assert main(["post", str(jobs), "--out", str(jobs), *ON]) == 2
    assert jobs.read_text() == GOOD and "choose another name" in capsys.readouterr().err


def test_a_file_that_is_not_there(capsys):
    assert main(["post", "nowhere.toml", *ON]) == 2
    assert capsys.readouterr().err == "nowhere.toml: does not exist; check the path\n"


def test_a_job_that_cannot_be_names_its_file_and_line(tmp_path, capsys):
    job = tmp_path / "job.toml"
    job.write_text('school = "rutgers"\nstart = 2026-11-21\n')
    assert main(["post", str(job), *ON]) == 2
    assert capsys.readouterr().err.startswith(f'{job}, line 2, column start: "2026-11-21" is before today, 2026-11-22; ')


def test_a_slower_agency_moves_the_dates(tmp_path, capsys):
    what_if = tmp_path / "slow.toml"
    what_if.write_text("[processing]\ni765_standard = 180\n")
    """Filed by 25 Nov (180 days before 24 May); 10 bd: 25 24 23 20 19 18 17 16 13 12, so asked by the 11th; 14 days: 28 Oct;
    5 fd: 28 27 26 23 22; 14 days from the 21st: 7 Oct; 5 bd: 7 6 5 2 1, so posted by 30 September."""
    found = []
    for more in ([], ["--what-if", str(what_if)]):
        main(["post", str(EXAMPLES / "job_summer_rutgers.toml"), *ON, "--json", *more])
        answer = json.loads(capsys.readouterr().out)
        found.append(next(one["post_by"] for one in answer["situations"] if one["name"] == "standard"))
    assert found == ["2026-11-26", "2026-09-30"]


def test_schema_and_sources_know_jobs_and_the_steps_of_hiring(capsys):
    main(["schema"])
    job = json.loads(capsys.readouterr().out)["job"]
    Draft202012Validator.check_schema(job)
    assert list(job["properties"]) == list(FIELDS)
    main(["sources", "--json"])
    known = {row["id"]: row for row in json.loads(capsys.readouterr().out)}
    assert known["hiring.decision"]["value"] == "7 business days" and known["hiring.open"]["verified"] == "false"
    assert known["hiring.assumed_weeks"]["value"] == "3 weeks" and known["hiring.assumed_weeks"]["verified"] == "false"
    assert known["binghamton.posting.winter"]["value"] == "11-15"
