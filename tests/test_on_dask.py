"""A caseload in parts: cut between records, answered anywhere, each row once; a worker that is killed loses none."""
import csv
import io
import os
import signal
from pathlib import Path
from threading import Thread
from time import sleep

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from random_cases import random_cases

from planner.case import FIELDS
from planner.caseload import answer_file
from planner.cli import main
from planner.days import day
from planner.errors import BadInput
from planner.on_dask import answer_on_dask
from planner.parts import Part, answer_part, keep_world, parts_of, repeated_among
from planner.read_caseload import open_caseload
from planner.what_if import apply
from planner.world import load_world

distributed = pytest.importorskip("distributed")
ON, WORLD = day("2026-11-22"), load_world()
HEAD = "case_id,status,program_start,program_end\n"


def cases_csv(n, first=0):
    return HEAD + "".join(f"S{row:05},{'F-1' if row % 3 else 'J-1'},2025-08-25,{2027 + row % 4}-05-14\n"
                          for row in range(first, first + n))


def rows_in(folder):
    return [row for path in sorted(Path(folder).glob("part-*.parquet")) for row in pq.read_table(path).to_pylist()]


def problems_in(folder):
    return [row for path in sorted(Path(folder).glob("*.errors.csv"))
            for row in csv.DictReader(io.StringIO(path.read_text(), newline=""))]


def answered_in_parts(source, folder):
    folder.mkdir()
    kept = keep_world(WORLD, folder)
    return [answer_part(part, folder, ON, kept) for part in parts_of(source)]


# Cutting

ALMOST_CSV = st.text(st.sampled_from('a,"\n\r é1'), max_size=40)


@given(st.lists(ALMOST_CSV, max_size=8), st.integers(1, 4))
def test_stretches_of_a_csv_file_hold_every_record_on_its_own_line(tmp_path_factory, rows, size):
    text = HEAD + "S1,F-1,2025-08-25,2027-05-14\n" + "\n".join(rows)
    path = tmp_path_factory.mktemp("cut") / "c.csv"
    path.write_bytes(text.encode())

    def read(load):
        found, problems = [], list(load.problems)
        for piece in load.pieces:
            part = load.read(piece)
            found += zip(part.lines.tolist(), part.cases.case_id.tolist(), strict=True)
            problems += part.problems
        return found, [str(problem) for problem in problems]
    whole = read(open_caseload(io.BytesIO(path.read_bytes()), str(path), ON, WORLD))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("planner.read_caseload.ROWS", size)
        parts = parts_of(path)
    from planner.parts import _opened
    apart = [read(_opened(part, io.BytesIO(path.read_bytes()), ON, WORLD)) for part in parts]
    assert [row for found, _ in apart for row in found] == whole[0]
    assert [said for _, problems in apart for said in problems] == whole[1]


def test_a_caseload_in_parts_has_the_answers_of_one_file(tmp_path, monkeypatch):
    source = tmp_path / "c.csv"
    source.write_text(cases_csv(50) + 'S00003,F-1,2025-08-25,05/06/2027\n"two\nlines",F-1,2025-08-25,2027-05-14\n'
                      + cases_csv(9, 60)[len(HEAD):])
    answer_file(source, tmp_path / "whole.parquet", ON, WORLD)
    monkeypatch.setattr("planner.read_caseload.ROWS", 7)
    answers = answered_in_parts(source, tmp_path / "parts")
    assert len(answers) == 9
    assert rows_in(tmp_path / "parts") == pq.read_table(tmp_path / "whole.parquet").to_pylist()
    assert problems_in(tmp_path / "parts") == list(csv.DictReader((tmp_path / "whole.errors.csv").open()))


def test_a_part_answered_again_is_the_same_file(tmp_path):
    (tmp_path / "c.csv").write_text(cases_csv(20))
    [part] = parts_of(tmp_path / "c.csv")
    kept = keep_world(WORLD, tmp_path)
    answer_part(part, tmp_path, ON, kept)
    before = (tmp_path / part.name).read_bytes()
    answer_part(part, tmp_path, ON, kept)
    assert (tmp_path / part.name).read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir() if path.suffix == ".parquet") == ["part-00000.parquet"]


def test_all_workers_answer_under_the_law_of_who_asks(tmp_path):
    (tmp_path / "c.csv").write_text(cases_csv(3))
    slow = apply(WORLD, {"schools": {"generic": {"lead_time": {"cpt": 15}}}})
    [part] = parts_of(tmp_path / "c.csv")
    answer_part(part, tmp_path, ON, keep_world(slow, tmp_path))
    answer_file(tmp_path / "c.csv", tmp_path / "alone.parquet", ON, slow)
    assert pq.read_table(tmp_path / part.name).equals(pq.read_table(tmp_path / "alone.parquet"))


def test_a_folder_of_parts_of_several_kinds(tmp_path):
    source = tmp_path / "in"
    source.mkdir()
    (source / "b.csv").write_text(cases_csv(4))
    columns = list(zip(*[line.split(",") for line in cases_csv(4, 4).splitlines()[1:]], strict=True))
    pq.write_table(pa.table(dict(zip(HEAD.strip().split(","), columns, strict=True))), source / "c.parquet")
    for other in ("_SUCCESS.csv", ".hidden.csv", "notes.txt", "b.errors.csv"):
        (source / other).write_text("not a part")
    assert [Path(part.path).name for part in parts_of(source)] == ["b.csv", "c.parquet"]
    answered_in_parts(source, tmp_path / "out")
    assert [row["case_id"] for row in rows_in(tmp_path / "out")[::7]] == [f"S{n:05}" for n in range(8)]


def test_one_part_that_cannot_be_read_does_not_stop_the_others(tmp_path):
    source = tmp_path / "in"
    source.mkdir()
    (source / "a.csv").write_text(cases_csv(2))
    (source / "b.parquet").write_bytes(b"PAR1 torn")
    answers = answered_in_parts(source, tmp_path / "out")
    assert [answer.summary.answered for answer in answers] == [2, 0]
    [problem] = problems_in(tmp_path / "out")
    assert problem["file"].endswith("b.parquet")
    assert problem["remedy"].startswith("cannot be read as Parquet")


def test_names_that_stand_in_two_parts_are_named_with_both_lines(tmp_path):
    source = tmp_path / "in"
    source.mkdir()
    (source / "a.csv").write_text(cases_csv(4))
    (source / "b.csv").write_text(cases_csv(3, 2))
    found = repeated_among(answered_in_parts(source, tmp_path / "out"))
    assert [str(problem) for problem in found] == [
        f"{source / 'b.csv'}, line {line}, column case_id: stands on line {line + 2} of {source / 'a.csv'} too; both are answered, "
        "give each case its own name" for line in (2, 3)]


def test_an_empty_folder_is_one_line(tmp_path):
    with pytest.raises(BadInput, match=r"holds no file that ends in \.csv, \.xlsx, \.xlsm, \.parquet; put the parts"):
        parts_of(tmp_path)


def test_a_folder_that_holds_something_is_never_written_into(tmp_path):
    (tmp_path / "c.csv").write_text(cases_csv(1))
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")
    with pytest.raises(BadInput, match="is there already; choose a new folder, or delete it$"):
        answer_on_dask(tmp_path / "c.csv", tmp_path / "out", ON, WORLD)
    assert os.listdir(tmp_path / "out") == ["mine.txt"]


def test_a_scheduler_that_is_not_there_is_one_line(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("planner.on_dask.PATIENCE", 0.5)
    (tmp_path / "c.csv").write_text(cases_csv(1))
    arguments = ["caseload", str(tmp_path / "c.csv"), "--out", str(tmp_path / "out"), "--engine", "dask"]
    assert main([*arguments, "--scheduler", "tcp://127.0.0.1:9"]) == 2
    assert capsys.readouterr().err == '--scheduler: "tcp://127.0.0.1:9" does not answer; check the address\n'
    assert sorted(path.name for path in tmp_path.iterdir()) == ["c.csv"]


# Worker processes, one of which is killed

@pytest.fixture(scope="module")
def cluster():
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as one:
        yield one


def random_csv(path, size):
    cases = random_cases(size)
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(FIELDS)
        for row in range(size):
            writer.writerow("" if fact is None else str(fact).lower() if isinstance(fact, bool) else fact
                            for fact in cases.record(row).values())


def kill_one_at_work(folder, watching, killed):
    """As soon as a part is written, the process of a worker that has another part in hand."""
    while not killed:
        busy = [worker for worker, tasks in watching.processing().items() if tasks]
        if busy and list(folder.glob(".out.*.part/part-*.parquet")):
            killed.append(watching.run(os.getpid, workers=busy[:1])[busy[0]])
            os.kill(killed[0], signal.SIGKILL)
        sleep(0.005)


def test_a_killed_worker_loses_no_row_and_doubles_none(cluster, tmp_path, monkeypatch, caplog):
    source, out = tmp_path / "c.csv", tmp_path / "out"
    random_csv(source, 24_000)
    answer_file(source, tmp_path / "whole.parquet", ON, WORLD)
    monkeypatch.setattr("planner.read_caseload.ROWS", 1_000)
    killed, seen = [], []
    with distributed.Client(cluster) as watching:
        Thread(target=kill_one_at_work, args=(tmp_path, watching, killed), daemon=True).start()
        summary = answer_on_dask(source, out, ON, WORLD, cluster.scheduler_address, lambda done, of: seen.append((done, of)))
        assert killed, "the run was over before anybody could be killed"
        assert killed[0] not in watching.run(os.getpid).values()
    whole, parts = pq.read_table(tmp_path / "whole.parquet"), sorted(out.glob("part-*.parquet"))
    assert seen == [(done, 25) for done in range(1, 26)]
    assert summary.answered == len(set(whole["line"].to_pylist())) == 24_000
    assert [path.name for path in parts] == [f"part-{n:05}.parquet" for n in range(25)]
    assert pa.concat_tables([pq.read_table(path) for path in parts]).equals(whole)
    assert [path.name for path in out.iterdir() if path.name.startswith(".")] == [], "drafts of the dead are gone"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["c.csv", "out", "whole.parquet"]
    assert "SAMPLE-" not in caplog.text, "nothing of a student stands in a log"


def test_the_command_line_says_what_became_of_it(cluster, tmp_path, capsys):
    source, out = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    (source / "a.csv").write_text(cases_csv(5))
    (source / "b.csv").write_text(cases_csv(2, 4) + "S00009,F-1,2025-08-25,05/06/2027\n")
    status = main(["caseload", str(source), "--out", str(out), "--on", "2026-11-22", "--engine", "dask", "--scheduler",
                   cluster.scheduler_address])
    said = capsys.readouterr()
    assert status == 1
    assert said.out == f"7 cases answered in {out}\n2 problems listed in {out / '*.errors.csv'}\n"
    assert [line.split(",")[0] for line in said.err.splitlines()] == [str(source / "b.csv")] * 2
    assert sorted(path.name for path in out.iterdir()) == ["part-00000.parquet", "part-00001.errors.csv", "part-00001.parquet",
                                                           "repeated.errors.csv"]


def test_where_no_case_is_answered_no_folder_is_left(cluster, tmp_path):
    (tmp_path / "c.csv").write_text(HEAD + "A,F-1,2025-08-25,\n")
    assert answer_on_dask(tmp_path / "c.csv", tmp_path / "out", ON, WORLD, cluster.scheduler_address).answered == 0
    assert [path.name for path in tmp_path.iterdir()] == ["c.csv"]


def test_a_part_says_where_its_results_go():
    assert Part(7, "x.csv").name == "part-00007.parquet"
