"""A case file: what is read, and the exact line for every way to get it wrong."""
import datetime
import json
import shutil
from pathlib import Path
from unittest.mock import Mock

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from planner.cases import CODINGS, DATES, FIELDS, LEVELS, REQUIRED, Case, Cases, check_case, read_case, read_cell
from planner.days import BLANK, day, to_date
from planner.errors import BadInput
from planner.world import load_world

ON = day("2026-11-22")
BAD = Path(__file__).parent / "errors" / "cases"
GOOD = {"status": "F-1", "program_start": "2025-08-25", "program_end": "2027-05-14"}


def read(tmp_path, text):
    path = tmp_path / "case.toml"
    path.write_bytes(text.encode())
    return read_case(path, ON, load_world())


@pytest.mark.parametrize("name", sorted(path.name for path in BAD.glob("*.toml")))
def test_a_bad_file_gives_exactly_the_line_that_it_carries(name, monkeypatch):
    monkeypatch.chdir(BAD)
    expected = Path(name).read_bytes().decode("latin-1").split("\n")[0].removeprefix("# ")
    with pytest.raises(BadInput) as error:
        read_case(name, ON, load_world())
    assert str(error.value) == expected


def test_every_contradiction_has_a_bad_file():
    from planner.facts import CONTRADICTIONS
    carried = "".join(path.read_bytes().decode("latin-1").split("\n")[0] for path in BAD.glob("*.toml"))
    for one in CONTRADICTIONS:
        assert f"column {one.column}: " in carried
        assert one.remedy.split("{")[0] in carried


@pytest.mark.parametrize("edge", [
    {"opt_requested_start": "2027-05-15"},                                  # PED + 1
    {"opt_requested_start": "2027-07-13"},                                  # PED + 60
    {"dso_recommended": "2026-11-22", "i765_filed": "2026-11-22"},          # all on the status date itself
    {"i765_filed": "2026-11-22", "i907_filed": "2026-11-22"},
    {"offer_start": "2026-12-21", "offer_end": "2026-12-21"},               # one day of work
    {"ead_start": "2026-06-01", "ead_end": "2026-06-01"},
    {"ead_end": "2027-05-31"},                                              # an EAD that has begun
    {"ead_category": "opt_post"},                                           # ignored quietly without ead_end
    {"program_end": "2025-08-25"},
    {"full_time_since": "2009-01-01", "offer_end": "2099-12-31"},           # the first and the last day there is
    {"hours_per_week": "0"}, {"hours_per_week": "168"}, {"opt_days_used": "3660"},
], ids=str)
def test_the_last_fact_before_an_error_is_accepted(edge):
    assert len(check_case(GOOD | edge, ON, load_world())) == 1


def test_a_j1_with_an_ead_category_and_no_ead_is_a_case():
    assert len(check_case(GOOD | {"status": "J-1", "ead_category": "opt_post"}, ON, load_world())) == 1


def test_only_three_facts_are_required_and_blanks_take_the_defaults():
    cases = check_case(GOOD | {name: " " for name in FIELDS if name not in REQUIRED}, ON, load_world())
    assert cases.record() == {name: field.default for name, field in FIELDS.items() if name not in REQUIRED} | {
        "status": "F-1", "program_start": datetime.date(2025, 8, 25), "program_end": datetime.date(2027, 5, 14)}


def test_keys_at_the_top_and_in_tables_are_the_same_keys(tmp_path):
    flat = ('status = "F-1"\nprogram_start = 2025-08-25\nprogram_end = "2027-05-14"\n'
            "paid = false\ndso_recommended = 2026-11-01\n")
    tables = ('[student]\nstatus = "f-1"\nprogram_start = "2025-08-25"\nprogram_end = 2027-05-14\n'
              '[offer]\npaid = "No"\n[actual]\ndso_recommended = "2026-11-01"\n')
    assert read(tmp_path, flat).record() == read(tmp_path, tables).record()


def test_a_byte_order_mark_and_windows_lines_are_read(tmp_path):
    text = '\ufeffstatus = "F-1"\r\nprogram_start = 2025-08-25\r\nprogram_end = 2027-05-14\r\n'
    assert len(read(tmp_path, text)) == 1


@pytest.mark.parametrize(("path", "says"), [
    ("missing.toml", "missing.toml: does not exist; check the path"),
    (".", ".: is a folder; name a file in it"),
    ("nul\0byte", "nul\\x00byte: cannot be opened; check the path"),
])
def test_a_path_that_is_no_file(path, says, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(BadInput) as error:
        read_case(path, ON, load_world())
    assert str(error.value) == says


@pytest.mark.parametrize(("text", "flag"), [("true", True), ("FALSE", False), ("Yes", True), ("no", False), ("1", True),
                                            ("0", False)])
def test_flags(text, flag):
    assert read_cell("stem", text) is flag


@pytest.mark.parametrize("text", ["05/05/2027", "2027.05.05", "2027/5/5", "20270505", "5 May 2027", "5-May-2027",
                                  "5.5.2027"])
def test_a_date_with_one_reading_is_refused_with_that_reading(text):
    with pytest.raises(BadInput, match="is not written year-month-day; write 2027-05-05$"):
        read_cell("offer_start", text)


@pytest.mark.parametrize("text", ["05/06/27", "46521", "\uff12\uff10\uff12\uff17-05-14", "2027-05-14Z", "tomorrow",
                                  "14/14/2027", "-"])
def test_what_is_no_date_is_not_guessed(text):
    with pytest.raises(BadInput, match="is not a date; write YYYY-MM-DD, for example 2027-05-14$"):
        read_cell("offer_start", text)


@given(st.dates(datetime.date(2009, 1, 1), datetime.date(2099, 12, 31)))
def test_every_iso_date_in_reach_is_read(when):
    assert read_cell("offer_start", f" {when} ") == when


def test_columns_have_the_agreed_types():
    cases = Cases.of([GOOD])
    kinds = {name: cases.columns[name].dtype.name for name in cases.columns}
    assert {kinds[name] for name in DATES} == {"int32"}
    assert kinds["school"] == "int16"
    assert kinds["hours_per_week"] == "float32"
    assert kinds["opt_days_used"] == "int32"
    assert {kinds[name] for name in ("status", "level", "ead_category", "i765_category", "e_verify")} == {"int8"}
    assert {kinds[name] for name in ("training_required", "stem", "premium", "on_campus", "contractor", "paid",
                                     "related", "curricular")} == {"bool"}
    assert set(cases.columns) == set(FIELDS) - {"case_id"}


def test_codes_of_blanks_and_words():
    changes = ({}, {"e_verify": "no", "ead_category": "opt_pre", "ead_end": "2027-01-01", "level": "language"},
               {"e_verify": True, "i765_category": "opt_stem", "school": "binghamton"})
    cases = Cases.of([GOOD | change for change in changes])
    assert cases.e_verify.tolist() == [-1, 0, 1]
    assert cases.ead_category.tolist() == [-1, 0, -1]
    assert cases.i765_category.tolist() == [1, 1, 2]
    assert cases.ead_end.tolist() == [BLANK, day("2027-01-01"), BLANK]
    assert [LEVELS[code] for code in cases.level] == ["master", "language", "master"]
    assert [cases.schools[code] for code in cases.school] == ["generic", "generic", "binghamton"]


def test_a_slice_and_a_mask_are_cases_too():
    cases = Cases.of([GOOD | {"case_id": name} for name in "abc"])
    assert cases[1:].case_id.tolist() == ["b", "c"]
    assert cases[np.array([True, False, True])].record(1)["case_id"] == "c"
    assert str(to_date(cases[:1].program_end[0])) == "2027-05-14"
    with pytest.raises(AttributeError):
        _ = cases.shoe_size


def test_a_record_makes_the_same_case_again():
    case = Case(**GOOD, e_verify="no", ead_end="2027-01-01", hours_per_week="17.5", opt_days_used=12,
                school="binghamton")
    assert Case(**Cases.of([case]).record()) == case


def test_the_json_schema_has_every_fact_with_its_words_and_ranges():
    schema = json.loads(json.dumps(Case.model_json_schema()))
    Draft202012Validator.check_schema(schema)
    assert list(schema["properties"]) == list(FIELDS)
    assert schema["required"] == list(REQUIRED)
    assert all(one["description"] for one in schema["properties"].values())
    assert schema["properties"]["level"]["enum"] == list(LEVELS)
    assert schema["properties"]["hours_per_week"]["maximum"] == 168
    valid = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER).is_valid
    assert valid(GOOD)
    assert not valid(GOOD | {"program_end": "05/06/2027"})
    assert not valid(GOOD | {"shoe_size": 43})


def test_the_message_of_a_folder_without_permission_names_it(tmp_path, monkeypatch):
    path = tmp_path / "case.toml"
    shutil.copy(BAD / "not_toml.toml", path)
    monkeypatch.setattr(Path, "read_bytes", Mock(side_effect=PermissionError(13, "Permission denied")))
    with pytest.raises(BadInput, match="may not be opened; check its permissions$"):
        read_case(path, ON, load_world())


def test_codings_cover_every_fact():
    assert set(CODINGS) | {"case_id", "school"} == set(FIELDS)
