"""The command line as a stranger uses it: what it prints, its exit status, and what it leaves behind."""
import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from jsonschema import Draft202012Validator

from planner.case import FIELDS
from planner.cases import read_case
from planner.cli import main
from planner.days import day
from planner.errors import BadInput
from planner.json_schema import json_schemas
from planner.routes import ROUTES
from planner.what_if import apply
from planner.world import load_world
from planner.write_results import COLUMNS

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "data" / "examples"
ERRORS = Path(__file__).parent / "errors"
ON = ("--on", "2026-11-22")
WORKED = {      # verdict, earliest start, shift, until, next step, by: the worked case of the contract
    "cpt": ("yes", "2026-12-07", 0, "2027-05-14", "requested", "2026-12-07"),
    "opt_pre": ("later", "2027-04-20", 120, "2027-05-14", "requested", "2026-11-22"),
    "opt_post": ("later", "2027-06-27", 188, "2028-06-26", "requested", "2027-01-31"),
    "on_campus": "off_campus", "current_ead": "no_ead", "opt_stem": "no_ead", "at": "wrong_status"}
CELLS = ("verdict", "earliest_start", "shift_days", "authorized_until", "next_step", "next_step_by")


def run(*arguments):
    """A process of its own, as a person starts it."""
    command = [sys.executable, "-m", "planner", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)


def one_line(error):
    return error.count("\n") == 1 and error.endswith("\n") and "Traceback" not in error


def as_contract(route):
    """A route's answer, from JSON or CSV, in the form of WORKED."""
    if route["verdict"] == "no":
        return "".join(route["reasons"])
    return tuple(int(route[cell]) if cell == "shift_days" else route[cell] for cell in CELLS)


# plan

def test_the_worked_case_as_json(capsys):
    assert main(["plan", str(EXAMPLES / "contract.toml"), *ON, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert list(answer) == ["on", "case", "headline", "routes", "steps"]
    assert answer["on"] == "2026-11-22"
    assert answer["case"]["program_end"] == "2027-05-14"
    assert [route["route"] for route in answer["routes"]] == list(ROUTES)
    assert {route["route"]: as_contract(route) for route in answer["routes"]} == WORKED
    for route in answer["routes"]:
        assert set(COLUMNS) - {"line"} <= set(route)
        assert isinstance(route["reasons"], list)
        assert isinstance(route["cautions"], list)
        assert bool(route["milestones"]) == (route["verdict"] != "no")
        for milestone in route["milestones"]:
            assert list(milestone) == ["name", "says", "early", "late", "float_days", "actual", "driving_rule", "cite"]


def test_the_worked_case_as_text(capsys):
    assert main(["plan", str(EXAMPLES / "contract.toml"), *ON]) == 0
    text = capsys.readouterr().out
    lines = [line.split() for line in text.splitlines() if line.strip()]
    rows = {words[0]: " ".join(words) for words in lines if words[0] in ROUTES}
    assert rows["cpt"] == "cpt yes Mon 7 Dec 2026 none Fri 14 May 2027 requested Mon 7 Dec 2026"
    assert rows["opt_post"] == "opt_post later Sun 27 Jun 2027 188 days Mon 26 Jun 2028 requested Fri 29 Jan 2027"
    assert "Why Mon 7 Dec 2026 (CPT)" in text
    assert "\u00a0" not in text


@pytest.mark.parametrize("name", ["contract", "winter_break", "spring", "close_to_graduation", "pending_i765",
                                  "before_stem", "j1_student"])
def test_every_example_says_who_it_is_and_can_be_planned(name, capsys):
    path = EXAMPLES / f"{name}.toml"
    assert path.read_text().startswith("# ")
    assert read_case(path, day("2026-11-22"), load_world()).case_id[0].startswith("SAMPLE-")
    assert main(["plan", str(path), *ON, "--json"]) == 0
    routes = json.loads(capsys.readouterr().out)["routes"]
    assert any(route["verdict"] != "no" for route in routes)


def test_the_status_date_is_today_unless_given(capsys):
    assert main(["plan", str(EXAMPLES / "winter_break.toml"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["on"] == str(date.today())


def test_a_what_if_is_named_and_planned_under(tmp_path, capsys):
    path = tmp_path / "slow.toml"
    path.write_text('title = "Slow"\nregime = "fixed_period_2026"\n[processing]\ni765_standard = 180\n'
                    "[schools.generic.lead_time]\ncpt = 15\n")
    main(["plan", str(EXAMPLES / "contract.toml"), *ON, "--what-if", str(path), "--json"])
    routes = {route["route"]: route for route in json.loads(capsys.readouterr().out)["routes"]}
    assert routes["cpt"]["earliest_start"] == "2026-12-14"              # 15 business days, Thanksgiving closed
    assert routes["opt_pre"]["earliest_start"] is None                  # 60 days later is after the program
    assert routes["opt_post"]["earliest_start"] == "2027-08-26"         # 60 days later than planned
    main(["plan", str(EXAMPLES / "contract.toml"), *ON, "--what-if", str(path)])
    assert "What if: The law is read under the regime fixed_period_2026" in capsys.readouterr().out


@pytest.mark.parametrize(("arguments", "says"), [
    (["plan", "missing.toml"], "missing.toml: does not exist; check the path"),
    (["plan", "."], ".: is a folder; name a file in it"),
    (["plan", "cases/ambiguous_date.toml"],
     'cases/ambiguous_date.toml, line 4, column program_end: "05/06/2027" is ambiguous; write 2027-05-06 or 2027-06-05'),
    (["plan", str(EXAMPLES / "contract.toml"), "--on", "05/06/2027"],
     '--on: "05/06/2027" is ambiguous; write 2027-05-06 or 2027-06-05'),
    (["plan", str(EXAMPLES / "contract.toml"), "--on", "2008-12-31"],
     '--on: "2008-12-31" lies outside 2009 to 2099; check the year'),
    (["plan", str(EXAMPLES / "contract.toml"), "--what-if", "what_ifs/negative_days.toml"],
     'what_ifs/negative_days.toml, line 3, column processing.i765_standard: "-1" lies outside 0 to 1500; '
     "check the number of days"),
    (["caseload", "missing.csv", "--out", "x.csv"], "missing.csv: does not exist; check the path"),
    (["caseload", "cases", "--out", "x.csv"], "cases: is a folder; name a file in it"),
    (["caseload", "caseloads/empty.csv", "--out", "x.csv"],
     "caseloads/empty.csv: is empty; its first line names the columns: status, program_start, program_end, ..."),
    (["caseload", str(EXAMPLES / "caseload.csv"), "--out", "nowhere/x.csv"],
     "nowhere/x.csv: cannot be written (there is no folder nowhere); make it, or choose another place"),
    (["plan"], "Missing argument 'CASE.toml'. See python -m planner --help"),
    (["dance"], "No such command 'dance'. See python -m planner --help"),
    (["schema", "--loud"], "No such option: --loud See python -m planner --help"),
    ([], "Missing command. See python -m planner --help"),
], ids=str)
def test_what_cannot_be_answered_is_one_line_and_status_2(arguments, says, capsys, monkeypatch):
    monkeypatch.chdir(ERRORS)
    assert main(arguments) == 2
    out, error = capsys.readouterr()
    assert (out, error) == ("", says + "\n")
    assert not (ERRORS / "x.csv").exists()


def test_a_slip_of_the_program_is_one_line_too(monkeypatch, capsys):
    monkeypatch.setattr("planner.cli.explain_case", lambda *_: 1 / 0)
    assert main(["plan", str(EXAMPLES / "contract.toml")]) == 2
    assert capsys.readouterr().err == "unexpected ZeroDivisionError: division by zero; please report it\n"


# caseload

def results(path):
    return list(csv.DictReader(io.StringIO(path.read_text(), newline="")))


def test_the_worked_case_in_a_caseload(tmp_path, capsys):
    (tmp_path / "cases.csv").write_text("case_id,status,program_start,program_end,offer_start,offer_end,hours_per_week\n"
                                        "SAMPLE-001,F-1,2025-08-25,2027-05-14,2026-12-21,2027-01-15,20\n")
    assert main(["caseload", str(tmp_path / "cases.csv"), "--out", str(tmp_path / "r.csv"), *ON]) == 0
    assert {row["route"]: as_contract(row) for row in results(tmp_path / "r.csv")} == WORKED
    assert capsys.readouterr().out == f"1 case answered in {tmp_path / 'r.csv'}\n"


def test_the_sample_caseload_covers_every_route_and_every_fact(tmp_path):
    source = EXAMPLES / "caseload.csv"
    cases = list(csv.DictReader(source.open()))
    assert [case["case_id"] for case in cases] == [f"SAMPLE-{n:03}" for n in range(1, 61)]
    of_the_contract = list(FIELDS)[:list(FIELDS).index("e_verify") + 1]
    assert list(cases[0]) == of_the_contract
    assert [name for name in of_the_contract if len({case[name] for case in cases}) < 2] == []
    assert main(["caseload", str(source), "--out", str(tmp_path / "r.csv"), *ON]) == 0
    rows = results(tmp_path / "r.csv")
    assert [row["case_id"] for row in rows] == [case["case_id"] for case in cases for _ in ROUTES]
    assert {row["route"] for row in rows if row["verdict"] != "no"} == set(ROUTES)
    assert {row["verdict"] for row in rows} == {"no", "later", "partly", "yes"}


def test_several_hundred_rows_some_of_them_bad(tmp_path, capsys):
    bad = {7: "SAMPLE-007,F-1,2025-08-25,05/06/2027,", 150: "SAMPLE-150,F-1,2025-08-25",
           399: "SAMPLE-399,F-9,2025-08-25,2027-05-14,no"}
    good = "SAMPLE-{:03},F-1,2025-08-25,2027-05-14,yes"
    lines = ["case_id,status,program_start,program_end,stem", *(bad.get(n, good.format(n)) for n in range(1, 401))]
    (tmp_path / "cases.csv").write_text("\n".join(lines) + "\n")
    assert main(["caseload", str(tmp_path / "cases.csv"), "--out", str(tmp_path / "r.csv"), *ON]) == 1
    answered = [row["case_id"] for row in results(tmp_path / "r.csv")]
    assert answered == [f"SAMPLE-{n:03}" for n in range(1, 401) if n not in bad for _ in ROUTES]
    listed = results(tmp_path / "r.errors.csv")
    assert [(int(row["line"]), row["column"]) for row in listed] == [(8, "program_end"), (151, ""), (400, "status")]
    out, error = capsys.readouterr()
    assert out.splitlines()[-1] == f"3 problems listed in {tmp_path / 'r.errors.csv'}"
    assert len(error.splitlines()) == 3
    assert 'line 8, column program_end: "05/06/2027" is ambiguous; write 2027-05-06 or 2027-06-05' in error


def test_a_person_at_a_terminal_sees_a_bar_that_leaves_nothing_in_the_results(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert main(["caseload", str(EXAMPLES / "caseload.csv"), "--out", str(tmp_path / "seen.csv"), *ON]) == 0
    monkeypatch.undo()
    seen = capsys.readouterr()
    assert main(["caseload", str(EXAMPLES / "caseload.csv"), "--out", str(tmp_path / "unseen.csv"), *ON]) == 0
    assert capsys.readouterr().err == ""
    assert "Answering" in seen.err
    assert (tmp_path / "seen.csv").read_bytes() == (tmp_path / "unseen.csv").read_bytes()


def test_no_good_row_is_status_2_and_the_line_says_why(tmp_path, capsys):
    (tmp_path / "cases.csv").write_text("status,program_start,program_end\nF-1,2025-08-25,05/06/2027\n")
    assert main(["caseload", str(tmp_path / "cases.csv"), "--out", str(tmp_path / "r.csv"), *ON]) == 2
    out, error = capsys.readouterr()
    assert out == ""
    assert one_line(error)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cases.csv", "r.errors.csv"]


def test_a_case_alone_and_among_others_has_the_same_answer(tmp_path, capsys):
    main(["caseload", str(EXAMPLES / "caseload.csv"), "--out", str(tmp_path / "all.csv"), *ON])
    header, *lines = (EXAMPLES / "caseload.csv").read_text().splitlines()
    for n in (0, 24, 56):
        (tmp_path / "one.csv").write_text(f"{header}\n{lines[n]}\n")
        main(["caseload", str(tmp_path / "one.csv"), "--out", str(tmp_path / "r.csv"), *ON])
        alone = [{**row, "line": ""} for row in results(tmp_path / "r.csv")]
        assert alone == [{**row, "line": ""} for row in results(tmp_path / "all.csv")[7 * n:7 * n + 7]]


def test_a_plan_and_a_caseload_say_the_same(tmp_path, capsys):
    with (EXAMPLES / "caseload.csv").open() as file:
        cases = list(csv.DictReader(file))
    main(["caseload", str(EXAMPLES / "caseload.csv"), "--out", str(tmp_path / "r.csv"), *ON])
    rows, shared = results(tmp_path / "r.csv"), [name for name in COLUMNS if name != "line"]
    capsys.readouterr()
    for n, case in enumerate(cases):
        (tmp_path / "case.toml").write_text("".join(f'{name} = "{cell}"\n' for name, cell in case.items() if cell))
        assert main(["plan", str(tmp_path / "case.toml"), *ON, "--json"]) == 0
        routes = json.loads(capsys.readouterr().out)["routes"]
        for route, row in zip(routes, rows[7 * n:7 * n + 7], strict=True):
            assert {name: as_cell(route[name]) for name in shared} == {name: row[name] for name in shared}


def as_cell(value):
    """A JSON value as RESULTS.csv writes it."""
    if isinstance(value, list):
        return ";".join(value)
    return "" if value is None else f"{value:.2f}" if isinstance(value, float) else str(value)


@pytest.mark.parametrize(("stop", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_run_that_is_stopped_leaves_no_half_file(stop, status, tmp_path):
    header, *lines = (EXAMPLES / "caseload.csv").read_text().splitlines(keepends=True)
    (tmp_path / "cases.csv").write_text(header + "".join(lines) * 20_000)
    (tmp_path / "r.csv").write_text("earlier")
    files = [str(tmp_path / "cases.csv"), "--out", str(tmp_path / "r.csv")]
    command = [sys.executable, "-m", "planner", "caseload", *files, *ON]
    minded = lambda: signal.signal(stop, signal.SIG_DFL)        # noqa: E731  (a shell's background jobs inherit deaf ears)
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True, preexec_fn=minded) as process:
        while not list(tmp_path.glob(".r.csv.*.part")):
            assert process.poll() is None, "the run ended before it could be stopped"
            time.sleep(0.01)
        process.send_signal(stop)
        assert process.wait(timeout=60) == status
        assert "Traceback" not in process.stderr.read()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cases.csv", "r.csv"]
    assert (tmp_path / "r.csv").read_text() == "earlier"


# schema, sources, the world outside

def test_the_schema_is_a_schema_of_both_files(capsys):
    assert main(["schema"]) == 0
    schema = json.loads(capsys.readouterr().out)
    assert list(schema) == ["case", "history", "job", "what_if"]
    for one in schema.values():
        Draft202012Validator.check_schema(one)
    assert list(schema["case"]["properties"]) == list(FIELDS)


@pytest.mark.parametrize("what_if", [
    {}, {"regime": "fixed_period_2026"}, {"regime": "no_such_rule"}, {"regime": ""}, {"regime": 1}, {"title": 3}, {"no_key": 1},
    {"processing": {"i765_standard": 180}}, {"processing": {"i765_standard": 180.0}}, {"processing": {"i765_standard": 1.5}},
    {"processing": {"i765_standard": 1500}}, {"processing": {"i765_standard": 1501}}, {"processing": {"i765_standard": -1}},
    {"processing": {"i765_standard": True}}, {"processing": {"rfe": 1}}, {"processing": 1}, {"schools": []},
    {"schools": {"binghamton": {"lead_time": {"cpt": 250}}}}, {"schools": {"binghamton": {"lead_time": {"cpt": 251}}}},
    {"schools": {"nowhere": {"lead_time": {"cpt": 15}}}}, {"schools": {"Binghamton": {}}}, {"schools": {"binghamton": {"cpt": 15}}},
    {"on": "2026-12-01"}, {"on": "soon"}], ids=str)
def test_the_schema_of_a_what_if_accepts_what_its_reader_accepts(what_if):
    """CONTRACT section 6: `schema` is the JSON Schema of a case and of a what-if; it stands alone and among the others."""
    world = load_world()
    schema = json_schemas(world)["what_if"]
    accepted = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER).is_valid(what_if)
    try:
        apply(world, what_if)
    except BadInput:
        assert not accepted
    else:
        assert accepted


def test_the_case_that_a_plan_prints_fits_its_schema(capsys):
    schema = json_schemas(load_world())["case"]
    assert main(["plan", str(ROOT / "data/examples/pending_i765.toml"), *ON, "--json"]) == 0
    case = json.loads(capsys.readouterr().out)["case"]
    check = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    assert check.is_valid(case)
    assert not check.is_valid(case | {"status": "H-1B"}) and not check.is_valid(case | {"colour": "blue"})
    assert not check.is_valid(case | {"program_end": "2027-02-29"})


def test_sources_lists_every_number_in_three_forms(capsys):
    world = load_world()
    main(["sources", "--json"])
    rows = json.loads(capsys.readouterr().out)
    ids = {row["id"] for row in rows}
    assert set(world.law.rules) | set(world.processing.figures) <= ids
    assert {f"{slug}.lead_time.{key}" for slug, school in world.schools.items() for key in school.lead_time} <= ids
    assert {"rutgers.calendar.fall_2026", "binghamton.calendar.projected_winter", "binghamton.posting.winter"} <= ids
    values = sum(len(rule.values) for rule in world.law.rules.values())
    assert sum(row["id"] in world.law.rules for row in rows) == values
    assert all(row["value"] and row["status"] and row["cite"] and row["checked"] for row in rows)
    main(["sources", "--csv"])
    assert list(csv.DictReader(io.StringIO(capsys.readouterr().out))) == rows
    main(["sources"])
    assert len(capsys.readouterr().out.splitlines()) == len(rows) + 1


def test_whatever_drives_a_date_stands_in_the_sources(capsys, tmp_path):
    """CONTRACT section 6: driving_rule is the id of a rule or duration; `sources` prints every one."""
    assert main(["caseload", str(EXAMPLES / "caseload_500.csv"), "--out", str(tmp_path / "r.csv"), *ON]) == 0
    with open(tmp_path / "r.csv", newline="") as file:
        drives = {row["driving_rule"] for row in csv.DictReader(file) if row["earliest_start"]}
    capsys.readouterr()
    main(["sources", "--json"])
    assert "lead_time.cpt" in drives and drives <= {row["id"] for row in json.loads(capsys.readouterr().out)}


def test_sources_show_a_postponed_value_beside_the_one_in_force(capsys):
    main(["sources", "--json"])
    rows = [row for row in json.loads(capsys.readouterr().out) if row["id"] == "opt_post.filing_closes"]
    assert [(row["value"], row["in_force_from"], row["status"], row["regime"]) for row in rows] == [
        ("60 days", "2008-04-08", "in force", ""), ("30 days", "2026-09-15", "postponed", "fixed_period_2026")]


def sources_in_force(capsys, *arguments):
    assert main(["sources", "--json", *arguments]) == 0
    return {row["id"]: row["value"] for row in json.loads(capsys.readouterr().out)}


@pytest.mark.parametrize(("arguments", "fee", "filing", "wage"), [
    (("--on", "2024-02-25"), "1500 USD", "60 days", "15.00 USD"), (("--on", "2024-02-26"), "1685 USD", "60 days", "15.00 USD"),
    (("--on", "2026-11-22"), "1780 USD", "60 days", "16.00 USD"),
    (("--on", "2026-11-22", "--regime", "fixed_period_2026"), "1780 USD", "30 days", "16.00 USD"),
    (("--on", "2026-09-14", "--regime", "fixed_period_2026"), "1780 USD", "60 days", "16.00 USD"),
])
def test_sources_of_one_day_and_under_other_rules(capsys, arguments, fee, filing, wage):
    found = sources_in_force(capsys, *arguments)
    assert (found["fees.i907"], found["opt_post.filing_closes"], found["wage.rest_of_new_york_state"]) == (fee, filing, wage)
    assert ("fixed_period.stay_years" in found) == (filing == "30 days")


def test_rules_that_do_not_exist_are_one_line(capsys):
    assert main(["sources", "--regime", "fixed_period_2062"]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "fixed_period_2026" in said


def test_help_says_what_happens_to_formulas_and_lines():
    done = run("caseload", "--help")
    assert done.returncode == 0
    assert "apostrophe" in done.stdout
    assert "RESULTS.errors.csv" in done.stdout


def test_as_a_person_starts_it(tmp_path):
    done = run("plan", EXAMPLES / "contract.toml", *ON)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Yes, through CPT")
    done = run("plan", tmp_path / "none.toml")
    assert done.returncode == 2
    assert one_line(done.stderr)


def test_a_pipe_in_and_a_pipe_out():
    command = [sys.executable, "-m", "planner", "caseload", "/dev/stdin", "--out", "/dev/stdout", *ON]
    text = (EXAMPLES / "caseload.csv").read_text()
    done = subprocess.run(command, cwd=ROOT, input=text, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(list(csv.DictReader(io.StringIO(done.stdout)))) == 60 * len(ROUTES)


def test_a_reader_that_has_seen_enough_is_no_error():
    command = [sys.executable, "-m", "planner", "sources", "--json"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=60) == 141


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")
def test_an_output_that_takes_nothing_is_one_line():
    with open("/dev/full", "w") as full:
        done = subprocess.run([sys.executable, "-m", "planner", "schema"], cwd=ROOT, stdout=full,
                              stderr=subprocess.PIPE, text=True)
    assert done.returncode == 2
    assert done.stderr == "standard output: cannot be written (no space left on device); choose another place\n"


def test_the_kind_of_results_is_told_by_the_ending_and_deadlines_go_to_a_calendar(tmp_path, capsys):
    out, ics = tmp_path / "r.xlsx", tmp_path / "d.ics"
    assert main(["caseload", str(EXAMPLES / "caseload.csv"), "--out", str(out), *ON, "--ics", str(ics), "--no-ids"]) == 0
    said = capsys.readouterr()
    assert said.out == f"60 cases answered in {out}\nDeadlines in {ics}\n"
    assert out.read_bytes().startswith(b"PK")
    assert b"SAMPLE" not in ics.read_bytes()
    again = tmp_path / "again.parquet"                      # what was written can be read: results are a table too
    assert main(["caseload", str(out), "--out", str(again), *ON]) == 2
    assert "line 1, column status: is missing" in capsys.readouterr().err


def test_which_sheet_of_a_workbook_is_read_is_said(tmp_path, capsys):
    book = openpyxl.Workbook()
    book.active.title = "Notes"
    book.create_sheet("Students")
    for sheet in book:
        sheet.append(["case_id", "status", "program_start", "program_end"])
        sheet.append([sheet.title, "F-1", date(2025, 8, 25), date(2027, 5, 14)])
    book.save(tmp_path / "c.xlsx")
    assert main(["caseload", str(tmp_path / "c.xlsx"), "--out", str(tmp_path / "r.csv"), *ON]) == 0
    assert capsys.readouterr().err == f"{tmp_path / 'c.xlsx'}: sheet “Notes” is read, not “Students”\n"
    assert main(["caseload", str(tmp_path / "c.xlsx"), "--out", str(tmp_path / "r.csv"), "--sheet", "Students", *ON]) == 0
    assert {row["case_id"] for row in results(tmp_path / "r.csv")} == {"Students"}


def test_everything_wrong_with_a_case_file_is_listed_at_once(tmp_path, capsys):
    file = tmp_path / "case.toml"
    file.write_text('status = "F-1"\nlevel = "Mastr"\nprogram_start = 2027-05-14\nprogram_end = 2025-08-25\n'
                    'school = "binghamton university"\nstaus = 1\n[[job]]\nfrom = 2026-01-01\nto = 2025-01-01\n')
    assert main(["plan", str(file), *ON]) == 2
    said = capsys.readouterr().err.splitlines()
    assert [line.split(":")[0].removeprefix(f"{file}, ") for line in said] == [
        "line 2, column level", "line 6, column staus", "line 9, column job 1.to", "line 4, column program_end"]


def test_a_history_prints_the_whole_stay(capsys):
    assert main(["plan", str(EXAMPLES / "histories" / "whole_stay.toml"), *ON]) == 0
    text = capsys.readouterr().out
    assert "Tue 13 Jul 2027  planned" in text and "Tue 10 Sep 2030  last day here" in text
    assert main(["plan", str(EXAMPLES / "histories" / "whole_stay.toml"), *ON, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["dates"][0]["date"] == "2025-08-25" and told["dates"][-1]["date"] == "2030-09-10"
    assert {plan["authorized_until"] for plan in told["offers"]["plans"]} == {
        route["authorized_until"] for route in told["routes"] if route["route"] == "opt_post"}
