"""Every defect that real calendars were seen to carry is found, by name, line and remedy; sound calendars pass."""
from __future__ import annotations

import pytest

from planner.calendar_check import check, load_facts
from planner.errors import BadData, BadInput
from planner.schools import CALENDARS, load_schools
from planner.term_facts import COLUMNS, facts_csv, facts_in, read_facts

HEAD = ",".join(COLUMNS) + "\n"
FALL = "start 2026-09-01, last_class 2026-12-10, finals_start 2026-12-15, finals_end 2026-12-22"


def rows(text: str, term: str = "Fall 2026", kind: str = "main", status: str = "published") -> str:
    """`event date: note` pairs as the rows of a term."""
    lines = []
    for one in text.split(", "):
        event, when, *note = one.split(" ", 2)
        band = "7" if status == "projected" else ""
        lines.append(f'{term},{kind},{event},{when},{status},{band},a registrar,2026-11-22,"{note[0] if note else ""}"\n')
    return "".join(lines)


def found(text: str) -> list:
    return check(facts_in(HEAD + text, "x.csv"), "x.csv")


SEEN = [  # code, line, stops, a part of the message, the calendar; the first eight were met in calendars of schools
    ("weekday", 3, True, '"Mon, November 9; 2027" is a Tuesday',
     rows("start 2027-09-01, add_deadline 2027-11-09 Mon; November 9; 2027, last_class 2027-12-13", "Fall 2027").replace(
         "Mon; November 9; 2027", "Mon, November 9, 2027")),
    ("weekday", 3, True, '"Wednesday, December 22" is a Tuesday',
     rows("start 2026-09-01, finals_end 2026-12-22 W").replace('"W"', '"Wednesday, December 22"')),
    ("weekday", 3, True, '"Wed., Nov. 27" is a Thursday',
     rows("start 2025-08-25, break_start 2025-11-27 W, break_end 2025-11-30, last_class 2025-12-05", "Fall 2025").replace(
         '"W"', '"Wed., Nov. 27"')),
    ("shifted", 2, True, "looks a day too late, as do all days off of Fall 2025; move the whole term one day earlier",
     rows("start 2025-09-04, closure 2025-10-14, closure 2025-11-12, break_start 2025-11-28, break_end 2025-11-29, "
          "last_class 2025-12-11", "Fall 2025")),
    ("holiday_on_weekend", 3, True, "is a Saturday; write the day on which the holiday is observed, perhaps 2026-07-03",
     rows("start 2026-06-04, closure 2026-07-04 Independence Day, last_class 2026-08-14", "Summer 2026", "summer")),
    ("overlap", 5, False, "begins Winter 2026 while Fall 2025 lasts until 2025-12-22",
     rows("start 2025-09-02, last_class 2025-12-10, finals_end 2025-12-22", "Fall 2025")
     + rows("start 2025-12-22, last_class 2026-01-16", "Winter 2026", "winter")),
    ("not_a_closure", 4, True, "is no closure, for the offices are open; write it as break_start and break_end",
     rows("start 2026-09-02, finals_end 2026-12-21, closure 2026-11-25 no classes; offices open")),
    ("scattered_exams", 5, False, "ends exams on scattered days",
     rows("start 2026-08-24, last_class 2026-12-09, finals_start 2026-12-10, finals_end 2026-12-15 non-contiguous: 10; 11; 14")),
    ("scattered_exams", 5, False, "ends exams on scattered days",
     rows(FALL + ", finals_end 2026-12-19")),
    ("overlap", 6, True, "begins Spring 2027 while Fall 2026 lasts until 2026-12-22, correct",
     rows(FALL) + rows("start 2026-12-20, last_class 2027-05-03", "Spring 2027")),
    ("backwards", 3, True, "is not after the start, 2026-09-01",
     rows("start 2026-09-01, last_class 2026-08-10")),
    ("backwards", 5, True, "ends a break before it begins on 2026-11-26",
     rows("start 2026-09-01, last_class 2026-12-10, break_start 2026-11-26, break_end 2026-11-25")),
    ("backwards", 5, True, "ends exams before they begin on 2026-12-15",
     rows("start 2026-09-01, last_class 2026-12-10, finals_start 2026-12-15, finals_end 2026-12-14")),
    ("backwards", 4, True, "ends exams before the last class, 2026-12-10; correct finals_end or last_class",
     rows("start 2026-09-01, last_class 2026-12-10, finals_end 2026-12-09")),
    ("backwards", 3, True, "is not after the start, 2026-09-01; correct last_class or start",
     rows("start 2026-09-01, last_class 2026-08-31, finals_end 2026-09-10")),
    ("deadline_early", 4, False, "is a last day to add before the first day of Fall 2026, 2026-09-01: check it",
     rows("start 2026-09-01, last_class 2026-12-10, add_deadline 2026-08-31")),
    ("unpaired", 4, True, "is a break_start without its break_end",
     rows("start 2026-09-01, last_class 2026-12-10, break_start 2026-11-26")),
    ("exams_before_end", 4, True, "begins exams before classes are over on 2026-12-10",
     rows("start 2026-09-01, last_class 2026-12-10, finals_start 2026-12-10, finals_end 2026-12-12")),
    ("exams_after_end", 5, True, "ends exams more than 16 days after the last class",
     rows("start 2026-09-01, last_class 2026-12-04, finals_start 2026-12-15, finals_end 2026-12-21")),
    ("outside", 4, True, "lies outside Fall 2026, 2026-09-01 to 2026-12-10",
     rows("start 2026-09-01, last_class 2026-12-10, add_deadline 2027-01-14")),
    ("too_long", 3, True, "ends Fall 2026 after 244 days", rows("start 2026-09-01, last_class 2027-05-02")),
    ("too_short", 3, True, "ends Fall 2026 after 30 days", rows("start 2026-09-01, last_class 2026-09-30")),
    ("twice", 4, True, "is a second start of Fall 2026", rows("start 2026-09-01, last_class 2026-12-10, start 2026-09-02")),
    ("not_bounded", 2, False, "has no last_class or finals_end; until it has, this term is not used", rows("start 2026-09-01")),
    ("weekend_start", 2, False, "is a Saturday; classes seldom begin then", rows("start 2026-09-05, last_class 2026-12-10")),
    ("mixed", 4, True, "stands beside published rows of Fall 2026; a projected date is never mixed",
     rows("start 2026-09-01, last_class 2026-12-10") + rows("add_deadline 2026-09-09", status="projected")),
    ("kind_differs", 3, True, "differs from main on line 2",
     rows("start 2026-09-01") + rows("last_class 2026-12-10", kind="winter")),
    ("no_such_day", 3, True, "is not a day of the calendar",
     rows("start 2026-09-01, last_class 2026-12-10 L").replace('"L"', '"Mon, November 31"')),
]


@pytest.mark.parametrize(("code", "line", "stops", "says", "text"), SEEN, ids=[f"{n}-{seen[0]}" for n, seen in enumerate(SEEN)])
def test_a_defect_is_named_with_its_line_and_remedy(code, line, stops, says, text):
    one = next((one for one in found(text) if one.code == code), None)
    assert one, [str(other) for other in found(text)]
    assert (one.problem.file, one.problem.line, one.stops) == ("x.csv", line, stops)
    assert says.replace("November 9; 2027", "November 9, 2027").replace("2026-12-22, correct", "2026-12-22; correct") in str(one)
    assert "\n" not in str(one)


SOUND = [  # what looks odd and is right
    (rows(FALL), "a plain fall"),
    (rows(FALL) + rows("start 2026-12-23, last_class 2027-01-15", "Winter 2027", "winter"), "winter begins the day after exams"),
    (rows("start 2026-09-02, last_class 2026-12-10, break_start 2026-11-25, break_end 2026-11-29"), "a break over a weekend"),
    (rows("start 2026-09-02, last_class 2026-12-10, closure 2026-11-26, closure 2026-11-27"), "Thanksgiving and the Friday"),
    (rows("start 2026-09-01, last_class 2026-12-10, add_deadline 2026-08-31"), "the deadline lies before the term"),
    (rows("start 2026-05-19, last_class 2026-06-26", "Summer 2026 Session 1", "summer")
     + rows("start 2026-06-15, last_class 2026-08-07", "Summer 2026 Session 2", "summer"), "summer sessions overlap"),
    (rows("start 2026-09-01 Tuesday; September 1, last_class 2026-12-10").replace("Tuesday; ", "Tuesday, "),
     "weekday and date agree"),
    (rows("start 2026-08-24, last_class 2026-12-07, break_start 2026-11-23, break_end 2026-11-28"), "a break ends on a Saturday"),
]


@pytest.mark.parametrize(("text", "why"), SOUND, ids=[why for _, why in SOUND])
def test_what_is_right_passes(text, why):
    assert not [one for one in found(text) if one.stops], why


UNREADABLE = [  # the file, what is said
    ("term,kind\n", "x.csv, line 1, column event: is missing; add this column"),
    (HEAD.replace("band", "bnad"), 'x.csv, line 1, column bnad: is not a column of a calendar; did you mean band?'),
    (HEAD + rows("start 2026-02-30"), 'line 2, column date: "2026-02-30" is not a day of the calendar; February 2026 has 28 days'),
    (HEAD + rows("begins 2026-09-01"), 'x.csv, line 2, column event: "begins" is not one of start, last_class'),
    (HEAD + rows("start 2026-09-01", kind="fall"), 'x.csv, line 2, column kind: "fall" is not one of main, winter'),
    (HEAD + rows("start 2026-09-01").replace("published", "likely"), 'line 2, column status: "likely" is not one of published'),
    (HEAD + rows("start 2026-09-01").replace("published,", "projected,"), 'column band: "0" is no error band of a projected date'),
    (HEAD + rows("start 2026-09-01").replace("published,", "published,3"),
     'column band: "3" is an error band, and the date is published'),
    (HEAD + rows("start 2026-09-01").replace("a registrar", ""), "line 2, column source: is blank; every row needs it"),
    (HEAD + 'Fall 2026,main,start,2026-09-01,published,,"never closed', "cannot be read as CSV"),
]


@pytest.mark.parametrize(("text", "says"), UNREADABLE)
def test_a_row_that_cannot_be_read_is_named(text, says):
    with pytest.raises(BadInput) as error:
        facts_in(text, "x.csv")
    assert says in str(error.value)


def test_a_calendar_with_a_defect_is_not_loaded(tmp_path):
    path = tmp_path / "rutgers.csv"
    path.write_text(HEAD + rows("start 2026-09-01, last_class 2026-08-10"))
    with pytest.raises(BadData, match="rutgers.csv, line 3, column date: .* is not after the start"):
        load_facts(path)


def test_a_calendar_without_a_school_is_not_loaded(tmp_path):
    (tmp_path / "rutger.csv").write_text(HEAD)
    with pytest.raises(BadData, match="rutger.csv: is a calendar without a school; did you mean rutgers?"):
        load_schools(calendars=tmp_path)


@pytest.mark.parametrize("path", sorted(CALENDARS.glob("*.csv")), ids=lambda path: path.stem)
def test_every_calendar_of_the_planner_passes_and_is_written_as_it_is_read(path):
    facts = read_facts(path)
    assert not [str(one) for one in check(facts, path.name) if one.stops]
    assert facts_csv(facts) == path.read_text()
    assert all(len(fact.source) > 10 for fact in facts)


@pytest.mark.parametrize("end, wrong", [("2026-12-09", True), ("2026-12-10", False), ("2026-12-11", False)])
def test_exams_end_with_the_classes_or_after(end, wrong):
    stops = [one.code for one in found(rows(f"start 2026-09-01, last_class 2026-12-10, finals_end {end}")) if one.stops]
    assert stops == (["backwards"] if wrong else [])


@pytest.mark.parametrize("deadline, said", [("2026-08-31", True), ("2026-09-01", False), ("2026-09-02", False)])
def test_a_deadline_before_its_term_is_remarked(deadline, said):
    codes = [one.code for one in found(rows(f"start 2026-09-01, last_class 2026-12-10, add_deadline {deadline}"))]
    assert codes == (["deadline_early"] if said else [])


def test_every_row_that_cannot_be_read_is_named_at_once():
    with pytest.raises(BadInput) as caught:
        facts_in(HEAD + rows("start 2026-02-30, last_class 2026-12-10, finals_end 2026-13-01"), "x.csv")
    assert [one.line for one in (caught.value, *caught.value.others)] == [2, 4]
