"""Scenarios compared: who changes, by how many days, who misses the start; the page's numbers are the command line's."""
import csv
from datetime import date

import numpy as np
import openpyxl
import pyarrow.parquet as pq
import pytest
from random_cases import ON, random_cases

from planner.cases import Cases
from planner.cli import main
from planner.compare import compared, distinct, scenario
from planner.compare_file import said
from planner.days import BLANK, day, to_date
from planner.plan import make_plan
from planner.queue import queue_of, queue_of_cases
from planner.routes import VERDICTS
from planner.synthetic import EXAMPLE
from planner.what_if import WhatIf, apply, read_what_if
from planner.world import load_world
from planner.write_changes import COLUMNS, change_rows, changes_csv

WORLD = load_world()
STUDENT = {"status": "F-1", "program_start": "2025-08-25", "program_end": "2027-05-14"}
AT_15 = {"title": "Our office takes 15 days", "schools": {"generic": {"lead_time": {"cpt": 15}}}}


def under(spec: dict, *cases):
    cases = Cases.of([STUDENT | case for case in cases])
    return compared(cases, queue_of_cases(cases, ON, WORLD), scenario(WhatIf.model_validate(spec), WORLD, ON))


# On 22 November ten business days lead to 7 December, fifteen to 14 December (Thanksgiving is closed).

@pytest.mark.parametrize(("start", "missed", "later"), [
    ("2026-12-06", False, 7), ("2026-12-07", True, 7), ("2026-12-13", True, 1), ("2026-12-14", False, 0), (None, False, 7)])
def test_who_newly_misses_the_start(start, missed, later):
    """Too late already, in time by a day, late by a day, in time either way, no start to miss."""
    changes = under(AT_15, {"offer_start": start})
    assert bool(changes.newly_missed[0]) == missed
    assert changes.days.tolist() == [later], "from the start that is needed, not from the first possible day"
    assert changes.changed.tolist() == [True]


def test_a_faster_office_makes_starts_that_were_missed():
    changes = under({"schools": {"generic": {"lead_time": {"cpt": 5}}}}, {"offer_start": "2026-12-01"})
    assert changes.newly_made.tolist() == [True]
    assert changes.newly_missed.tolist() == [False]
    assert changes.days.tolist() == [-6], "from 7 December to the offer's day, not to 30 November"


@pytest.mark.parametrize(("at", "hurried"), [(9, False), (10, False), (11, True), (12, True)])
def test_who_is_newly_in_time_only_with_a_faster_office_is_counted_apart(at, hurried):
    """A J-1 program that ends on Mon 7 December: asked for on Sun 22 November, ten business days end on it."""
    case = {"status": "J-1", "program_start": "2025-08-19", "program_end": "2026-12-07", "offer_start": "2026-12-28"}
    found = under({"title": "x", "schools": {"generic": {"lead_time": {"at": at, "cpt": 30}}}}, case)
    assert (found.newly_hurried.tolist(), found.newly_missed.tolist()) == ([hurried], [False])
    rows = list(change_rows("x", np.array(["A"], object), np.array([2]), found))
    assert ["expedite" in (row["cautions_before"] or "") for row in rows] == [False] * len(rows)
    assert ["expedite" in (row["cautions_after"] or "") for row in rows] == [hurried] * len(rows)
    assert (("1 newly in time only with a faster answer" in said(scenario(WhatIf(title="x"), WORLD, ON), found)) == hurried)


def test_after_who_newly_misses_the_start_comes_who_needs_a_faster_office():
    late = {"offer_start": "2026-12-07"}
    hurried = {"status": "J-1", "program_start": "2025-08-19", "program_end": "2026-12-04", "offer_start": "2026-12-28"}
    found = under({"schools": {"generic": {"lead_time": {"cpt": 15, "at": 10}}}}, {"offer_start": "2026-12-01"},
                  hurried | {"program_end": "2026-12-03"}, late)
    assert found.ranked.tolist() == [2, 0] and not found.newly_hurried.any(), "too short already"
    found = under({"schools": {"generic": {"lead_time": {"cpt": 15, "at": 11}}}}, {"offer_start": "2026-12-01"},
                  hurried | {"program_end": "2026-12-07"}, late)
    assert found.ranked.tolist() == [2, 1, 0]


def test_nothing_changes_under_the_rules_of_today():
    cases = random_cases(2000)
    changes = compared(cases, queue_of_cases(cases, ON, WORLD), scenario(WhatIf(), WORLD, ON))
    assert not changes.changed.any()
    assert len(changes.ranked) == 0
    assert changes.verdicts()[0].sum() == 2000


def test_the_comparison_is_that_of_two_plans_made_apart():
    """At schools without terms: where there are breaks, a later start may lie in one, and full time is then possible at all."""
    cases = random_cases(1500, seed=4, schools=("generic", "temple"))
    spec = WhatIf.model_validate({"processing": {"i765_standard": 180}})
    changes = compared(cases, queue_of_cases(cases, ON, WORLD), scenario(spec, WORLD, ON))
    after = queue_of(make_plan(cases, ON, apply(WORLD, spec)))
    for row in range(1500):
        first, second = changes.before.start[row], after.start[row]
        assert changes.days[row] == (second - first if BLANK not in (first, second) else BLANK)
        offered = cases.offer_start[row] != BLANK
        assert changes.newly_missed[row] == (offered and changes.before.verdict[row] >= 2 > after.verdict[row])
    assert (changes.days[changes.days != BLANK] >= 0).all(), "a slower agency lets nobody start earlier"


def test_the_ranking_puts_missed_starts_first_and_the_most_days_first():
    cases = random_cases(3000, seed=9)
    changes = compared(cases, queue_of_cases(cases, ON, WORLD), scenario(WhatIf(processing={"i765_standard": 200}), WORLD, ON))
    missed = changes.newly_missed[changes.ranked]
    assert missed.any()
    assert not missed[np.argmin(missed):].any()
    days = [changes.days[row] for row in changes.ranked if changes.newly_missed[row] and changes.days[row] != BLANK]
    assert days == sorted(days, reverse=True)
    assert set(changes.ranked.tolist()) == set(np.flatnonzero(changes.changed).tolist())


def test_another_status_date_leaves_out_who_holds_a_later_fact():
    changes = under({"on": "2026-11-10"}, {"i765_filed": "2026-11-15", "i765_category": "opt_pre"}, {"offer_start": "2026-12-01"})
    assert changes.impossible.tolist() == [True, False]
    assert changes.changed.tolist() == [False, True]
    assert VERDICTS[changes.after.verdict[1]] == "yes", "on 10 November there was time for 1 December"


def test_equal_titles_are_told_apart():
    named = distinct([scenario(WhatIf(), WORLD, ON)] * 3)
    assert [one.title for one in named] == ["What if", "What if (2)", "What if (3)"]


# Terms moved

@pytest.mark.parametrize("days", [-7, 0, 7])
def test_terms_move_and_closed_days_stay(days):
    shift = {"schools": {"rutgers": {"terms_shift_days": days, "terms_shift_from": "2027-01-01"}}}
    before, after = WORLD.schools["rutgers"], apply(WORLD, shift).schools["rutgers"]
    since = day("2027-01-01")
    moved = {term.name: days if term.start >= since else 0 for term in before.terms.terms}
    assert set(moved.values()) == {0, days}
    for term in before.terms.terms:
        other = next(one for one in after.terms.terms if one.name == term.name)
        n = moved[term.name]
        assert (other.start, other.end) == (term.start + n, term.end + n)
        assert other.breaks == tuple((first + n, last + n) for first, last in term.breaks)
    assert after.closures == before.closures


def test_a_term_that_starts_later_moves_who_waits_for_it():
    """Enrolled since fall 2026, the academic year is complete with the spring term of 2027: a week later, a week later."""
    student = {"school": "rutgers", "program_start": "2026-09-01", "program_end": "2028-05-14", "offer_start": "2027-05-17"}
    changes = under({"schools": {"rutgers": {"terms_shift_days": 7, "terms_shift_from": "2027-01-01"}}}, student)
    assert to_date(changes.before.earliest_start[0]).isoformat() == "2027-05-12"
    assert changes.days.tolist() == [2], "from the offer's day, 17 May, to 19 May"
    assert changes.newly_missed.tolist() == [True]


def test_every_change_is_of_one_kind():
    """The start, else the last day of work, else the day to act, else the route or its first possible day."""
    cases = random_cases(3000, seed=5)
    changes = compared(cases, queue_of_cases(cases, ON, WORLD), scenario(WhatIf(regime="fixed_period_2026"), WORLD, ON))
    still = changes.changed & (changes.days == 0)
    assert changes.only_until.any() and not (changes.only_until & ~still).any()
    assert not (changes.only_until & changes.only_act).any()
    assert (changes.before.authorized_until == changes.after.authorized_until)[changes.only_act].all()
    rest = still & ~changes.only_until & ~changes.only_act
    assert (changes.before.by == changes.after.by)[rest].all()

# The command line

def command(tmp_path, *specs: str, on="2026-11-22", source=EXAMPLE):
    files = []
    for n, text in enumerate(specs):
        path = tmp_path / f"{n}.toml"
        path.write_text(text)
        files += ["--what-if", str(path)]
    status = main(["compare", str(source), *files, "--out", str(tmp_path / "CHANGES.csv"), "--on", on])
    out = tmp_path / "CHANGES.csv"
    return status, list(csv.DictReader(out.open(newline=""))) if out.exists() else None


def test_the_file_has_the_rows_of_the_comparison(tmp_path, capsys):
    text = 'title = "Slow"\n[processing]\ni765_standard = 180\n'
    status, rows = command(tmp_path, text, text.replace("180", "150"))
    assert status == 0
    assert tuple(rows[0]) == COLUMNS
    assert [row["scenario"] for row in rows] == sorted(row["scenario"] for row in rows)
    assert {row["scenario"] for row in rows} == {"Slow", "Slow (2)"}
    with_180 = [row for row in rows if row["scenario"] == "Slow"]
    missed = [row["newly_misses_start"] for row in with_180]
    assert missed == sorted(missed, reverse=True)
    assert f"Slow: {missed.count('true')} newly miss the start" in capsys.readouterr().out


def test_a_what_if_with_a_day_is_planned_on_that_day_by_every_command(tmp_path, capsys):
    (tmp_path / "later.toml").write_text('on = "2026-12-15"\n')
    arguments = ["caseload", str(EXAMPLE), "--out"]
    assert main([*arguments, str(tmp_path / "a.csv"), "--on", "2026-11-22", "--what-if", str(tmp_path / "later.toml")]) == 0
    assert main([*arguments, str(tmp_path / "b.csv"), "--on", "2026-12-15"]) == 0
    assert (tmp_path / "a.csv").read_text() == (tmp_path / "b.csv").read_text()
    assert "The status date is Tue" in capsys.readouterr().out


def test_who_cannot_be_planned_on_the_day_is_listed_and_left_out(tmp_path, capsys):
    source = tmp_path / "cases.csv"
    source.write_text("case_id,status,program_start,program_end,i765_filed,offer_start\n"
                      "A,F-1,2025-08-25,2027-05-14,2026-11-15,\nB,F-1,2025-08-25,2027-05-14,,2026-12-01\n")
    status, rows = command(tmp_path, 'title = "Two weeks ago"\non = 2026-11-10\n', source=source)
    assert status == 1
    assert [row["case_id"] for row in rows] == ["B"]
    assert "left out of “Two weeks ago”" in capsys.readouterr().err
    assert (tmp_path / "CHANGES.errors.csv").read_text().count("\n") == 2


def test_the_caseload_itself_is_never_written_over(tmp_path, capsys):
    source = tmp_path / "CHANGES.csv"
    source.write_text(EXAMPLE.read_text())
    status, _ = command(tmp_path, "", source=source)
    assert status == 2
    assert source.read_text() == EXAMPLE.read_text()
    assert "choose another name for --out" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["status,program_start\n", "status,program_start,program_end\nF-9,2025-08-25,2027-05-14\n"])
def test_a_caseload_without_a_good_case_is_one_line(tmp_path, capsys, text):
    source = tmp_path / "cases.csv"
    source.write_text(text)
    status, rows = command(tmp_path, "", source=source)
    assert (status, rows) == (2, None)
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_case_id_is_never_a_formula(tmp_path):
    changes = under(AT_15, {"offer_start": "2026-12-07"})
    data = changes_csv(change_rows("=1+1", np.array(["=cmd|' /C calc'!A0"]), np.array([2]), changes)).decode()
    assert data.splitlines()[1].startswith("'=1+1,'=cmd|")


def test_every_kind_of_file_says_the_same_with_typed_cells_and_a_sheet_for_each_scenario(tmp_path, capsys):
    source = tmp_path / "cases.xlsx"
    book = openpyxl.Workbook()
    for row in (["Students of fall 2026"], ["case_id", *STUDENT, "offer_start"], ["=1+1", *STUDENT.values(), "2026-12-07"],
                ["B", *STUDENT.values(), "2027-06-27"]):
        book.active.append(row)
    book.active["A3"].data_type = "s"
    book.save(source)
    (tmp_path / "slow.toml").write_text('title = "=2+2"\n[processing]\ni765_standard = 180\n')
    what_ifs = ["--what-if", str(EXAMPLE.parent / "office_15_days.toml"), "--what-if", str(tmp_path / "slow.toml")]
    for kind in ("csv", "xlsx", "parquet"):
        assert main(["compare", str(source), *what_ifs, "--out", str(tmp_path / f"c.{kind}"), "--on", "2026-11-22"]) == 0
        assert "taken for a title and not read: line 1" in capsys.readouterr().err
    expected = [{name: cell or None for name, cell in row.items()} for row in csv.DictReader((tmp_path / "c.csv").open(newline=""))]
    sheets = openpyxl.load_workbook(tmp_path / "c.xlsx").worksheets
    assert [sheet.title for sheet in sheets] == ["Our office takes 15 days", "=2+2"]
    assert all(sheet.auto_filter.ref and sheet.freeze_panes == "B2" for sheet in sheets)
    heads, bodies = zip(*((rows[0], rows[1:]) for rows in (list(sheet.values) for sheet in sheets)), strict=True)
    assert set(heads) == {COLUMNS}
    in_book = [dict(zip(COLUMNS, row, strict=True)) for body in bodies for row in body]
    typed = pq.read_table(tmp_path / "c.parquet").to_pylist()
    assert [{name: as_text(cell) for name, cell in row.items()} for row in typed] == expected
    assert [{name: as_text(cell) for name, cell in row.items()} for row in in_book] == expected
    assert {row["case_id"] for row in expected} == {"'=1+1", "B"} and expected[0]["newly_misses_start"] == "true"
    assert isinstance(typed[0]["earliest_start_before"], date) and isinstance(in_book[0]["days_later"], int)


def as_text(cell):
    """A typed cell as the CSV file has it."""
    return None if cell is None else str(cell).lower() if isinstance(cell, bool) else str(cell).removesuffix(" 00:00:00")


def test_a_file_of_no_known_kind_is_refused_before_the_work(tmp_path, capsys):
    what_if = str(EXAMPLE.parent / "office_15_days.toml")
    assert main(["compare", str(EXAMPLE), "--what-if", what_if, "--out", str(tmp_path / "c.doc"), "--on", "2026-11-22"]) == 2
    assert "end the name in .csv, .xlsx or .parquet" in capsys.readouterr().err and not list(tmp_path.iterdir())



EXAMPLES = ("office_15_days", "slow_uscis", "spring_a_week_late")


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_example_what_ifs_can_be_compared(name, tmp_path, capsys):
    path = EXAMPLE.parent / f"{name}.toml"
    assert main(["compare", str(EXAMPLE), "--what-if", str(path), "--out", str(tmp_path / "c.csv"), "--on", "2026-11-22"]) == 0
    assert len((tmp_path / "c.csv").read_text().splitlines()) > 5
    assert read_what_if(path, WORLD).title in capsys.readouterr().out
