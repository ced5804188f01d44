"""A caseload: what is read, what is refused and how, what is written, and that nothing half-done is left behind."""
import csv
import io
import os
from contextlib import suppress
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.caseload import Summary, answer_file, errors_path
from planner.cases import FIELDS, REQUIRED, Cases, check_case
from planner.days import BLANK, day
from planner.errors import BadInput
from planner.read_caseload import open_caseload
from planner.records import records
from planner.routes import CAUTIONS, NEXT_STEPS, REASONS, ROUTES, VERDICTS
from planner.world import load_world
from planner.write_results import COLUMNS, ERROR_COLUMNS, errors_csv, results_csv, results_table, written_whole

ON, WORLD = day("2026-11-22"), load_world()
BAD = Path(__file__).parent / "errors" / "caseloads"
CONTRACT_COLUMNS = ("case_id", "route", "verdict", "earliest_start", "authorized_until", "shift_days", "next_step",
                    "next_step_by", "route_closes", "float_days", "driving_rule", "reasons", "cautions", "p50_start",
                    "p80_start", "p95_start", "chance_on_time")
GOOD = {"status": "F-1", "program_start": "2025-08-25", "program_end": "2027-05-14"}
ONE = "case_id,status,program_start,program_end\nSAMPLE-001,F-1,2025-08-25,2027-05-14\n"


def read(text, name="cases.csv"):
    load = open_caseload(io.BytesIO(text.encode() if isinstance(text, str) else text), name, ON, WORLD)
    rows = [load.read(piece) for piece in load.pieces]
    lines = [int(line) for part in rows for line in part.lines]
    return [part.cases for part in rows], lines, load.problems + [problem for part in rows for problem in part.problems]


def answered(tmp_path, text, name="cases.csv"):
    source, out = tmp_path / name, tmp_path / "RESULTS.csv"
    source.write_bytes(text.encode() if isinstance(text, str) else text)
    summary = answer_file(source, out, ON, WORLD)
    return summary, list(csv.DictReader(io.StringIO(out.read_text(), newline="")))


# Reading

@pytest.mark.parametrize("name", sorted(path.name for path in BAD.glob("*.csv")))
def test_a_bad_file_gives_exactly_the_lines_beside_it(name, monkeypatch, tmp_path):
    monkeypatch.chdir(BAD)
    expected = Path(name).with_suffix(".expected").read_text().splitlines()
    try:
        listed = answer_file(name, tmp_path / "RESULTS.csv", ON, WORLD).listed
    except BadInput as error:
        listed = [error]
        assert list(tmp_path.iterdir()) == [], "nothing is written where nothing could be answered"
    assert [str(problem) for problem in listed] == expected


@pytest.mark.parametrize(("name", "lines"), [
    ("ambiguous_date", [2]), ("several_in_one_row", [2]), ("ragged", [3]), ("lines_after_quoted_breaks", [2, 6]),
    ("never_closed", [2, 4]), ("one_row_not_utf8", [2, 4]), ("unknown_school", [2, 4]), ("contradiction", [2]),
    ("control_characters", [3]), ("unknown_column", [2]),
])
def test_the_good_rows_of_a_bad_file_are_answered_and_no_row_is_lost(name, lines):
    assert read((BAD / f"{name}.csv").read_bytes())[1] == lines


@pytest.mark.parametrize("file", [
    b"\xef\xbb\xbf" + ONE.encode(),                                       # byte order mark
    ONE.replace("\n", "\r\n").encode(),                                   # Windows
    ONE.rstrip("\n").encode(),                                            # no newline at the end
    b"\n" + ONE.encode() + b"\n\r\n\n",                                   # blank lines
    b",,,\r\n" + ONE.replace("\n", "\n,,,\n  \n, ,\t, \r\n").encode() + b",,,",       # lines without an entry
    ONE.replace("F-1", '"F-1"').replace("2027-05-14", " 2027-05-14 ").encode(),      # quotes, spaces
    b"program_end,status,case_id,program_start\n2027-05-14,f-1,SAMPLE-001,2025-08-25\n",      # any order
])
def test_one_good_case_however_it_is_written(file):
    [cases], _, problems = read(file)
    assert problems == []
    assert cases.record() == Cases.of([{
        "case_id": "SAMPLE-001", "status": "F-1", "program_start": "2025-08-25", "program_end": "2027-05-14"}]).record()


def test_a_line_with_one_entry_is_a_case_that_is_named():
    """CONTRACT section 5: the bad rows are listed, none is dropped silently."""
    [cases], lines, problems = read(ONE + ",,,\n, ,2025-08-25,\n")
    assert (cases.case_id.tolist(), lines) == (["SAMPLE-001"], [2])
    assert [(one.line, one.column) for one in problems] == [(4, "status"), (4, "program_end")]


def test_a_case_id_keeps_commas_quotes_breaks_and_spaces():
    ids = ["a,b", 'say "hi"', "two\nlines", " spaced ", "", "Ünïcode", "5\" pipe"]
    text = io.StringIO()
    csv.writer(text).writerows([["case_id", *REQUIRED], *([one, "F-1", "2025-08-25", "2027-05-14"] for one in ids)])
    [cases], lines, problems = read(text.getvalue())
    assert cases.case_id.tolist() == ids
    assert problems == []
    assert lines == [2, 3, 4, 6, 7, 8, 9]


def test_case_id_may_be_absent():
    [cases], _, problems = read("status,program_start,program_end\nJ-1,2025-08-25,2027-05-14\n")
    assert cases.case_id.tolist() == [""]
    assert problems == []


def test_a_quotation_mark_inside_an_unquoted_cell_is_only_a_character():
    ids = ['x"y', 'a"b"c"d', "z"]
    [cases], lines, problems = read(ONE + "".join(f"{one},F-1,2025-08-25,2027-05-14\n" for one in ids))
    assert cases.case_id.tolist() == ["SAMPLE-001", *ids]
    assert lines == [2, 3, 4, 5]
    assert problems == []


def test_one_line_that_swallows_the_next_does_not_spoil_the_others():
    good = "SAMPLE-00{},F-1,2025-08-25,2027-05-14\n"
    text = ONE + 'a"b,"F-1,2025-08-25,2027-05-14\n' + "".join(good.format(n) for n in range(2, 9))
    _, lines, problems = read(text)
    assert lines == [2, 4, 5, 6, 7, 8, 9, 10]
    assert {problem.line for problem in problems} == {3}


@pytest.mark.parametrize("block", [1, 7, 64, 1 << 20])
def test_records_do_not_depend_on_the_size_of_the_blocks(block):
    text = b'a,"1\n2"\n\nb,2\r\n"c ""x"" ",3\n"d\r\n\r\n",4'
    found = [(int(line), piece[row:row + 1].text) for piece in records(io.BytesIO(text), block=block)
             for row, line in enumerate(piece.lines)]
    assert found == [(1, b'a,"1\n2"\n'), (4, b"b,2\r\n"), (5, b'"c ""x"" ",3\n'), (6, b'"d\r\n\r\n",4')]


ALMOST_CSV = st.text(st.sampled_from('a,"\n\r é'), max_size=60)


@given(ALMOST_CSV, st.integers(1, 20))
def test_whatever_the_bytes_every_line_is_accounted_for(text, block):
    data = text.encode()
    pieces = list(records(io.BytesIO(data), block=block))
    starts = [int(line) for piece in pieces for line in [*piece.lines, *piece.broken]]
    filled = {number for number, line in enumerate(data.split(b"\n"), start=1) if line.strip(b"\r ,")}
    assert len(starts) == len(set(starts))
    assert set(starts) <= set(range(1, len(data.split(b"\n")) + 1))
    if b'"' not in data:
        assert set(starts) >= filled


@settings(max_examples=300)
@given(st.lists(ALMOST_CSV, max_size=6))
def test_no_bytes_make_the_reader_fail_and_no_record_is_dropped_silently(rows):
    text = ONE + "\n".join(rows)
    expected = sum(len(piece) + len(piece.broken) for piece in records(io.BytesIO(text.encode()))) - 1
    _, lines, problems = read(text)
    assert len({*lines, *(problem.line for problem in problems)}) == expected


# The fast path says what the schema says

GOOD_DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31)).map(str)
CELLS = st.one_of(GOOD_DAYS, st.sampled_from(
    ["", " ", "true", "NO", "1", "0", "F-1", "j-1", "master", "Bachelor", "opt_pre", "opt_stem", "generic",
     "binghamton", "20", "17.5", "30.0", "-3", "9999", "1e3", "nan", "05/06/2027", "2027-02-30", "2027-5-1",
     "1999-01-01", "=1+1", "ü"]),
    st.text(st.characters(exclude_characters='"\r\n', exclude_categories=("Cs", "Cc")), max_size=8))


@settings(max_examples=400, deadline=None)
@given(st.lists(st.dictionaries(st.sampled_from([name for name in FIELDS if name != "case_id"]), CELLS, max_size=8),
                min_size=1, max_size=5))
def test_a_row_of_a_caseload_and_a_case_file_agree_on_every_cell(changes):
    facts = [GOOD | change for change in changes]
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(FIELDS), lineterminator="\n")
    writer.writeheader()
    writer.writerows(facts)
    batches, lines, problems = read(text.getvalue())
    rows = {line: cases.record(row) for cases in batches for row, line in enumerate(lines)}
    for line, values in enumerate(facts, start=2):
        mine = [(p.column, p.value, p.remedy) for p in problems if p.line == line]
        try:
            record, said = check_case(values, ON, WORLD).record(), None
        except BadInput as error:
            record, said = None, (error.column, error.value, error.remedy)
        assert rows.get(line) == record
        assert said in mine or not mine and not said


# Writing

def made_up(n):
    """Answers that no engine gave, a different value in every cell."""
    def answer(k):
        days = (day("2027-01-01") + np.arange(n) + 100 * k).astype(np.int32)
        return SimpleNamespace(
            verdict=(np.arange(n, dtype=np.int8) + k) % len(VERDICTS), earliest_start=days, authorized_until=days + 1,
            shift_days=np.arange(n, dtype=np.int32) - 1, next_step=(np.arange(n, dtype=np.int8) + k) % len(NEXT_STEPS),
            next_step_by=days + 2, route_closes=days + 3, float_days=np.full(n, BLANK, np.int32),
            driving_rule=(np.arange(n, dtype=np.int16) + k) % 3, reasons=np.full(n, 0b101, np.uint32),
            cautions=np.where(np.arange(n) % 2, 1 << (len(CAUTIONS) - 1), 0).astype(np.uint32), p50_start=days + 4,
            p80_start=np.full(n, BLANK, np.int32), p95_start=days + 5,
            chance=np.where(np.arange(n) % 2, np.nan, np.float32(0.845)).astype(np.float32))
    return SimpleNamespace(routes={route: answer(k) for k, route in enumerate(ROUTES)}, on=ON, world=WORLD,
                           cases=Cases.of([GOOD] * n), rule_ids=("", "cpt.x", "lead_time.cpt"))


def test_one_row_per_case_and_route_in_the_order_of_the_input():
    ids = ("b", "a", "")
    cases = Cases.of([GOOD | {"case_id": name} for name in ids])
    table = results_table(cases, np.array([2, 3, 9]), made_up(3))
    rows = list(csv.DictReader(io.StringIO(results_csv(table).to_pybytes().decode()), fieldnames=COLUMNS))
    assert COLUMNS[:len(CONTRACT_COLUMNS)] == CONTRACT_COLUMNS
    assert [(row["case_id"], row["route"]) for row in rows] == [(name, route) for name in ids for route in ROUTES]
    assert [row["line"] for row in rows] == ["2"] * 7 + ["3"] * 7 + ["9"] * 7
    assert rows[0] == {
        "case_id": "b", "route": "on_campus", "verdict": "no", "earliest_start": "2027-01-01",
        "authorized_until": "2027-01-02", "shift_days": "-1", "next_step": "", "next_step_by": "2027-01-03",
        "route_closes": "2027-01-04", "float_days": "", "driving_rule": "", "reasons": f"{REASONS[0]};{REASONS[2]}",
        "cautions": "", "p50_start": "2027-01-05", "p80_start": "", "p95_start": "2027-01-06", "chance_on_time": "0.85",
        "line": "2", "last_open_day": ""}
    assert (rows[1]["next_step"], rows[1]["next_step_by"], rows[1]["last_open_day"]) == ("requested", "2027-04-13", "")
    assert rows[8]["verdict"] == "partly"
    assert rows[8]["next_step"] == "filed"
    assert rows[8]["driving_rule"] == "lead_time.cpt"
    assert rows[8]["cautions"] == CAUTIONS[-1]
    assert rows[8]["chance_on_time"] == ""


@pytest.mark.parametrize(("text", "echoed"), [
    ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@SUM", "'@SUM"), ("\tx", "'\tx"), ("\rx", "'\rx"),
    ("\uff1d1", "'\uff1d1"), ("\uff20SUM", "'\uff20SUM"), ("a=1", "a=1"), ("'=1", "'=1"), ('x,"y"\nz', 'x,"y"\nz')])
def test_no_spreadsheet_runs_a_case_id(text, echoed):
    cases = Cases.of([GOOD | {"case_id": text}])
    table = results_table(cases, np.array([2]), made_up(1))
    rows = list(csv.reader(io.StringIO(results_csv(table).to_pybytes().decode(), newline="")))
    assert {row[0] for row in rows} == {echoed}
    assert {len(row) for row in rows} == {len(COLUMNS)}


def test_no_spreadsheet_runs_a_bad_value():
    problem = BadInput("is not a date", file="=cases.csv", line=3, column="@x", value="+1,2")
    row = next(csv.reader(io.StringIO(errors_csv([problem]).decode())))
    assert row == ["'=cases.csv", "3", "'@x", "'+1,2", "is not a date"]


def test_a_file_is_written_whole_or_not_at_all(tmp_path):
    target = tmp_path / "RESULTS.csv"
    target.write_text("earlier")
    with suppress(KeyboardInterrupt), written_whole(target) as draft:
        draft.write(b"half of")
        during = sorted(path.name[-5:] for path in tmp_path.iterdir())
        raise KeyboardInterrupt
    assert during == [".part", "S.csv"]
    assert [path.read_text() for path in tmp_path.iterdir()] == ["earlier"]
    with written_whole(target) as draft:
        draft.write(b"whole")
    assert [path.read_text() for path in tmp_path.iterdir()] == ["whole"]


def test_an_unwanted_draft_leaves_no_trace(tmp_path):
    with written_whole(tmp_path / "RESULTS.csv") as draft:
        draft.write(b"nobody")
        draft.wanted = False
    assert list(tmp_path.iterdir()) == []


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "real.csv").write_text("earlier")
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
    with written_whole(tmp_path / "link.csv") as draft:
        draft.write(b"new")
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real.csv").read_text() == "new"


@pytest.mark.parametrize(("out", "says"), [("nowhere/RESULTS.csv", "(no such file or directory)"),
                                           (".", "(is a directory)")])
def test_a_place_that_cannot_be_written_is_one_line(out, says, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(BadInput) as error, written_whole(out):
        pass
    assert str(error.value) == f"{out}: cannot be written {says}; choose another place"


def test_the_list_on_the_screen_is_bounded_and_the_count_is_not():
    summary = Summary()
    for _ in range(3):
        summary.add(1, [BadInput("x")] * 600)
    assert (summary.answered, summary.problems, len(summary.listed)) == (3, 1800, 1000)


# End to end

def test_bad_rows_are_listed_good_rows_answered(tmp_path):
    summary, rows = answered(tmp_path, ONE + "SAMPLE-002,F-1,2025-08-25,05/06/2027\n"
                                             "SAMPLE-003,J-1,2025-08-25,2027-05-14\n")
    assert (summary.answered, summary.problems) == (2, 1)
    assert [row["case_id"] for row in rows[::7]] == ["SAMPLE-001", "SAMPLE-003"]
    assert len(rows) == 14
    [listed] = csv.DictReader(io.StringIO((tmp_path / "RESULTS.errors.csv").read_text()))
    assert tuple(listed) == ERROR_COLUMNS
    assert listed == {"file": str(tmp_path / "cases.csv"), "line": "3", "column": "program_end", "value": "05/06/2027",
                      "remedy": "is ambiguous; write 2027-05-06 or 2027-06-05"}


def test_the_errors_of_an_earlier_run_do_not_stay(tmp_path):
    answered(tmp_path, ONE + "SAMPLE-002,F-1,,\n")
    assert errors_path(tmp_path / "RESULTS.csv").exists()
    answered(tmp_path, ONE)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["RESULTS.csv", "cases.csv"]


def test_where_no_row_is_good_only_the_errors_are_written(tmp_path):
    source = tmp_path / "cases.csv"
    source.write_text("status,program_start,program_end\nF-1,2025-08-25,\n")
    assert answer_file(source, tmp_path / "RESULTS.csv", ON, WORLD).answered == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["RESULTS.errors.csv", "cases.csv"]


@pytest.mark.parametrize("out", ["cases.csv", "x.csv"])
def test_the_caseload_itself_is_never_overwritten(out, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    name = "cases.csv" if out == "cases.csv" else "x.errors.csv"
    Path(name).write_text(ONE)
    with pytest.raises(BadInput, match="is the table itself; choose another name for --out$"):
        answer_file(name, out, ON, WORLD)
    assert Path(name).read_text() == ONE


def test_a_device_takes_the_results(tmp_path):
    (tmp_path / "cases.csv").write_text(ONE)
    assert answer_file(tmp_path / "cases.csv", os.devnull, ON, WORLD).answered == 1


def test_a_file_that_breaks_off_while_it_is_read_is_named(tmp_path):
    class Breaking(io.BytesIO):
        def read(self, size=-1):
            if self.tell():
                raise OSError(5, "Input/output error")
            return super().read(size)
    load = open_caseload(Breaking(ONE.encode()), "cases.csv", ON, WORLD)
    with pytest.raises(BadInput) as error, written_whole(tmp_path / "RESULTS.csv"):
        list(load.pieces)
    assert str(error.value) == "cases.csv: cannot be opened (input/output error); check the path"


def test_a_long_caseload_in_which_some_routes_are_open_to_nobody(tmp_path):
    summary, rows = answered(tmp_path, ONE + "SAMPLE-002,J-1,2025-08-25,2027-05-14\n" * 10_000)
    assert summary.answered == 10_001
    assert {row["verdict"] for row in rows if row["route"] == "opt_stem"} == {"no"}


def test_pieces_are_joined_in_order_and_a_case_does_not_depend_on_its_piece(tmp_path, monkeypatch):
    body = "".join(f"SAMPLE-{n:03},{'F-1' if n % 3 else 'J-1'},2025-08-25,{2027 + n % 4}-05-14\n" for n in range(300))
    _, together = answered(tmp_path, ONE + body)
    monkeypatch.setattr("planner.read_caseload.ROWS", 7)
    _, apart = answered(tmp_path, ONE + body)
    assert together == apart
    assert len(together) == 301 * 7
