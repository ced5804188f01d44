"""A registrar's file in several dialects gives the same term; a hostile or broken one gives a clear line and nothing else."""
from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from projected import with_elmwood

from planner import calendar_text
from planner.calendar_check import load_facts
from planner.calendar_effect import moves, with_calendar
from planner.calendar_import import calendar_in, meanings, read_calendar, with_meanings
from planner.cases import Cases
from planner.cli import main
from planner.days import day, to_date
from planner.errors import BadInput
from planner.ics import LARGEST, MOST_EVENTS, as_text, checked_bytes, events_in
from planner.world import load_world

FILES = Path(__file__).parent / "calendars_in"
TODAY = date(2026, 11, 22)
DIALECTS = ("google.ics", "outlook_floating.ics", "localist_tzid.ics", "utc.ics", "table.csv", "terms.csv", "spelled.csv")


@pytest.mark.parametrize("name", DIALECTS)
def test_every_dialect_gives_the_same_term(name):
    imported = read_calendar(FILES / name, TODAY)
    assert not imported.problems
    assert not [str(one) for one in imported.findings if one.stops]
    term, = imported.terms
    assert (term.name, term.kind, term.status, term.band) == ("Fall 2026", "main", imported.facts[0].status, 0)
    assert [str(to_date(d)) for d in (term.start, term.add_deadline, term.end)] == ["2026-08-26", "2026-09-09", "2026-12-18"]
    assert [[str(to_date(d)) for d in one] for one in term.breaks] == [["2026-11-25", "2026-11-29"]]
    assert all(fact.status == "imported" and fact.checked == TODAY and name in fact.source for fact in imported.facts)


def calendar_of(tmp_path, *events: str, head: str = "VERSION:2.0\r\n") -> Path:
    path = tmp_path / "in.ics"
    body = "".join(f"BEGIN:VEVENT\r\n{event}\r\nEND:VEVENT\r\n" for event in events)
    path.write_bytes(f"BEGIN:VCALENDAR\r\n{head}{body}END:VCALENDAR\r\n".encode())
    return path


def events_of(path: Path):
    return events_in(as_text(checked_bytes(path), path.name), path.name)


DAYS = [  # an event as RFC 5545 allows it, its days, reason
    ("DTSTART;VALUE=DATE:20260826", "2026-08-26", "2026-08-26", "a date without an end is one day (3.6.1)"),
    ("DTSTART;VALUE=DATE:20260826\r\nDTEND;VALUE=DATE:20260827", "2026-08-26", "2026-08-26", "the end is not included"),
    ("DTSTART;VALUE=DATE:20260826\r\nDTEND;VALUE=DATE:20260828", "2026-08-26", "2026-08-27", "two days"),
    ("DTSTART;VALUE=DATE:20260826\r\nDTEND;VALUE=DATE:20260826", "2026-08-26", "2026-08-26", "an end on its start is one day"),
    ("DTSTART;VALUE=DATE:20260826\r\nDURATION:P3D", "2026-08-26", "2026-08-28", "a duration"),
    ("DTSTART;VALUE=DATE:20260826\r\nDURATION:P1W", "2026-08-26", "2026-09-01", "a duration in weeks"),
    ("DTSTART:20260826T090000", "2026-08-26", "2026-08-26", "a floating time is a day as written"),
    ("DTSTART:20260826T000000\r\nDTEND:20260827T000000", "2026-08-26", "2026-08-26", "midnight ends the day before"),
    ("DTSTART:20260826T220000\r\nDTEND:20260827T010000", "2026-08-26", "2026-08-27", "an hour after midnight does not"),
    ("DTSTART:20260827T035900Z", "2026-08-26", "2026-08-26", "in UTC: a minute before midnight at the school"),
    ("DTSTART:20260827T040000Z", "2026-08-27", "2026-08-27", "and midnight"),
    ("DTSTART;TZID=America/Los_Angeles:20260826T233000", "2026-08-26", "2026-08-26", "the day where the event says it is"),
    ("DTSTART;TZID=Nowhere/City:20260826T233000", "2026-08-26", "2026-08-26", "an unknown zone: as written"),
]


@pytest.mark.parametrize(("event", "first", "last", "reason"), DAYS, ids=[reason for *_, reason in DAYS])
def test_the_days_of_an_event(tmp_path, event, first, last, reason):
    events, problems = events_of(calendar_of(tmp_path, f"SUMMARY:x\r\n{event}"))
    assert not problems, [str(one) for one in problems]
    assert [(str(one.first), str(one.last)) for one in events] == [(first, last)], reason


ACCEPTED = [  # what a sound calendar may hold besides
    ("DTSTART;VALUE=DATE:20260826\r\nEXDATE;VALUE=DATE:20260827", "an exception to nothing"),
    ("DTSTART;VALUE=DATE:20260826\r\nRECURRENCE-ID;VALUE=DATE:20260825", "one day of a series, moved"),
    ("DTSTART;VALUE=DATE:20260826\r\nX-ALT-DESC;FMTTYPE=text/html:<b>x</b>\r\nDESCRIPTION:BEGIN:VEVENT", "foreign properties"),
    ("DTSTART;VALUE=DATE:20260826\r\nDESCRIPTION:how to\r\n BEGIN:VEVENT", "a folded line like the head of an event"),
    ("DTSTART;VALUE=DATE:20260826\r\nBEGIN:VALARM\r\nTRIGGER:-P1D\r\nACTION:DISPLAY\r\nDESCRIPTION:x\r\nEND:VALARM", "an alarm"),
]


@pytest.mark.parametrize(("event", "reason"), ACCEPTED, ids=[reason for _, reason in ACCEPTED])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"], ids=["plain", "with a byte order mark"])
def test_what_a_sound_file_may_hold_besides(tmp_path, event, reason, bom):
    path = calendar_of(tmp_path, f"SUMMARY:x\r\n{event}")
    path.write_bytes(bom + path.read_bytes())
    events, problems = events_of(path)
    assert (len(events), str(events[0].first), problems) == (1, "2026-08-26", []), reason


def test_text_is_unfolded_and_unescaped(tmp_path):
    path = calendar_of(tmp_path, "DTSTART;VALUE=DATE:20260826\r\nSUMMARY:Classes begin\\, all lev"
                       "\r\n els\\; see\\nthe cata\r\n\tlog")
    assert events_of(path)[0][0].summary == "Classes begin, all levels; see the catalog"


BAD_EVENTS = [
    ("DTSTART;VALUE=DATE:20260826\r\nRRULE:FREQ=SECONDLY;COUNT=999999999", "repeats, and a date of a term happens once"),
    ("DTSTART;VALUE=DATE:20260826\r\nRRULE:FREQ=DAILY\r\nEXDATE;VALUE=DATE:20260827", "repeats"),
    ("DTSTART;VALUE=DATE:20260826\r\nRDATE;VALUE=DATE:20260827", "repeats"),
    ("SUMMARY:y", "has no DTSTART"),
    ("DTSTART;VALUE=DATE:20260230", "has a date that cannot be read"),
    ("DTSTART:soon", "has a date that cannot be read"),
    ("DTSTART;VALUE=DATE:20260826\r\nDTEND;VALUE=DATE:20260801", "ends before it starts"),
    ("DTSTART;VALUE=DATE:18990101", "lies outside 2009 to 2099"),
    ("DTSTART;VALUE=DATE:20260826\r\nDURATION:P99999999D", ""),
]


@pytest.mark.parametrize(("event", "says"), BAD_EVENTS)
def test_a_bad_event_is_one_line_and_the_others_are_read(tmp_path, event, says):
    events, problems = events_of(calendar_of(tmp_path, "SUMMARY:good\r\nDTSTART;VALUE=DATE:20260826", f"SUMMARY:bad\r\n{event}"))
    assert [one.summary for one in events] == ["good"], "nothing is expanded"
    assert len(problems) == 1
    assert problems[0].line == 7
    assert says in str(problems[0])
    assert "\n" not in str(problems[0])


GOOD = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:x\r\nDTSTART;VALUE=DATE:20260826\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
BAD_FILES = [  # bytes, what is said
    (b"", "is no iCalendar file; it has to begin with BEGIN:VCALENDAR"),
    (b"<!DOCTYPE html><html>", "is no iCalendar file"),
    (GOOD.encode("utf-16"), "is not UTF-8 text (perhaps UTF-16, or no text at all)"),
    (b"PK\x03\x04\x00\x00", "is not UTF-8 text"),
    (GOOD.replace("SUMMARY:x", "SUMMARY:caf\xe9").encode("latin-1"), 'line 3: "byte 43" is not UTF-8 text; save it as UTF-8'),
    (GOOD.encode()[:-18], "ends in the middle of a calendar"),
    (GOOD.replace("END:VEVENT\r\n", "").encode(), "ends in the middle of a calendar"),
    (GOOD.replace("BEGIN:VEVENT\r\n", "").encode(), "has an END without its BEGIN"),
    (b"x" * (LARGEST + 1), "is larger than 2 MB"),
    (GOOD.replace("SUMMARY:x", "SUMMARY:" + "x" * 20_000).encode(), "line 3: has a line of more than 10,000 characters"),
    (GOOD.replace("SUMMARY:x", "SUMMARY:x" + "\r\n x" * 20_000).encode(), "has a line of more than 10,000 characters"),
    (("BEGIN:VCALENDAR\r\n" * 5000).encode(), "line 11: nests its parts too deeply"),
    (("BEGIN:VCALENDAR\r\n" + "BEGIN:VEVENT\r\nEND:VEVENT\r\n" * (MOST_EVENTS + 1) + "END:VCALENDAR\r\n").encode(),
     "has 3,001 events"),
    (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "holds no event"),
    (b"BEGIN:VCALENDAR\r\nno colon here\r\nEND:VCALENDAR\r\n", ""),
]


@pytest.mark.parametrize(("data", "says"), BAD_FILES, ids=range(len(BAD_FILES)))
def test_a_broken_file_is_one_line(tmp_path, data, says):
    path = tmp_path / "in.ics"
    path.write_bytes(data)
    with pytest.raises(BadInput) as error:
        read_calendar(path, TODAY)
    assert says in str(error.value)
    assert str(error.value).startswith("in.ics")
    assert "\n" not in str(error.value)
    assert len(str(error.value)) < 250


@pytest.mark.parametrize(("text", "says"), [
    ("a,b\n1,2\n", "line 1: has no columns term, event and date, nor summary and start date"),
    ("subject,start date\nClasses begin,08/26/2026\n",
     '"Classes begin,08/26/2026" is not written year-month-day; write 2026-08-26'),
    ("event,date\nClasses begin,\"Tue, August 24, 2026\"\n", "is a Monday; ask which of the two is right, then correct it"),
    ("event,date\nClasses begin,08/09/2026\n", "is ambiguous; write 2026-08-09 or 2026-09-08"),
    ("term,event,date\nFall 2026,start,\"Tue, August 24, 2026\"\n", 'line 2, column date: "Tue, August 24, 2026" is a Monday'),
    ("term,event,date\nFall 2026,start,08/09/2026\n", 'line 2, column date: "08/09/2026" is ambiguous'),
    ("subject,start date,end date\nBreak,2026-11-25,2026-11-20\n", "ends before it starts"),
    ("term,event,date\nFall 2026,begin,2026-08-26\n", 'line 2, column event: "begin" is not one of start'),
    ("term,event,date\n" + "Fall 2026,start,2026-08-26\n" * 4000, "has 4,000 rows, more than 3,000"),
])
def test_a_broken_table_is_one_line(tmp_path, text, says):
    path = tmp_path / "in.csv"
    path.write_text(text)
    with pytest.raises(BadInput) as error:
        read_calendar(path, TODAY)
    assert says in str(error.value)


NAMES = [  # what a registrar calls it, the event, reason
    ("Fall 2026 Classes Begin", "start", ""), ("First day of instruction", "start", ""), ("Instruction begins", "start", ""),
    ("Last Day to Add a Course", "add_deadline", ""), ("Add/Drop Deadline", "add_deadline", ""),
    ("Add/drop period ends", "add_deadline", ""), ("Last day of classes", "last_class", ""), ("Classes end", "last_class", ""),
    ("Final exams begin", "finals_start", ""), ("Final examinations end", "finals_end", ""),
    ("Spring semester ends", "finals_end", ""), ("Winter session 2027 begins", "start", ""), ("Winter Session Begins", "start", ""),
    ("Winter session 2027 ends", "finals_end", ""), ("Degrees conferred", "conferral", ""),
    ("Last day to add/drop", "add_deadline", ""), ("Last day to drop/add courses", "add_deadline", ""),
    ("Drop/Add ends", "add_deadline", ""), ("End of Add/Drop", "add_deadline", ""), ("Fall 2026 begins", "start", ""),
    ("Opening Day of Classes", "start", ""), ("Last class day", "last_class", ""), ("Fall 2026 ends", "finals_end", ""),
    ("Fall semester officially ends", "finals_end", ""), ("Last day of classes; last day to withdraw", "last_class",
                                                          "two in one: the edge of classes counts"),
    ("Classes end; reading day", "last_class", "the same"), ("Classes begin; late registration begins", "start", "the same"),
    ("Last day to add, drop or withdraw", "add_deadline", "the same"),
]


@pytest.mark.parametrize(("summary", "event", "_"), NAMES)
def test_what_registrars_call_a_date(tmp_path, summary, event, _):
    imported = read_calendar(calendar_of(tmp_path, f"DTSTART;VALUE=DATE:20270119\r\nSUMMARY:{summary}"), TODAY)
    assert [fact.event for fact in imported.facts] == [event]


PARTS = [  # what is said of a day of 2027, the event, the term it belongs to
    ("Summer session ends", "0813", "finals_end", "Summer 2027", "summer"),
    ("Summer Session I begins", "0601", "start", "Summer 2027 Session 1", "summer"),
    ("Summer Session 1 ends", "0709", "finals_end", "Summer 2027 Session 1", "summer"),
    ("Second Summer Session Ends", "0813", "finals_end", "Summer 2027 Session 2", "summer"),
    ("First day of Summer Session II", "0712", "start", "Summer 2027 Session 2", "summer"),
    ("Summer A begins", "0517", "start", "Summer 2027 Session A", "summer"),
    ("12-week summer session begins", "0524", "start", "Summer 2027", "summer"),
    ("Session A begins", "0825", "start", "Fall 2027 Session A", "session"),
    ("First half-semester classes end", "1010", "last_class", "Fall 2027 Session 1", "session"),
    ("January Term begins", "0104", "start", "Winter 2027", "winter"),
    ("Intersession begins", "0104", "start", "Winter 2027", "winter"),
    ("Classes begin for all sessions", "0825", "start", "Fall 2027", "main"),
]


@pytest.mark.parametrize(("summary", "day_of_2027", "event", "term", "kind"), PARTS)
def test_part_of_a_term_is_a_term_of_its_own(tmp_path, summary, day_of_2027, event, term, kind):
    fact, = read_calendar(calendar_of(tmp_path, f"DTSTART;VALUE=DATE:2027{day_of_2027}\r\nSUMMARY:{summary}"), TODAY).facts
    assert (fact.event, fact.term, fact.kind) == (event, term, kind)


def test_a_registrars_whole_spring_and_summer(tmp_path):
    """The words of such a page; a session that nobody knows by name would have been a second start, and stopped the file."""
    imported = read_calendar(calendar_of(tmp_path, *(f"SUMMARY:{name}\r\nDTSTART;VALUE=DATE:{first}" + (
        f"\r\nDTEND;VALUE=DATE:{beyond}" if beyond else "") for name, first, beyond in (
            ("Winter Recess - University Closed", "20261224", "20270104"), ("Instruction begins", "20270119", ""),
            ("Evening classes begin", "20270120", ""), ("Last day to add/drop", "20270201", ""),
            ("Session A ends", "20270312", ""), ("Session A begins", "20270119", ""),
            ("Midterm examinations begin", "20270308", ""),
            ("Spring Break (offices closed Friday)", "20270315", "20270320"), ("Last class day", "20270507", ""),
            ("Reading days", "20270508", "20270510"), ("Final exams", "20270510", "20270515"), ("Commencement", "20270516", ""),
            ("Summer Session I begins", "20270601", ""), ("Summer Session I ends", "20270709", ""),
            ("University closed (Independence Day)", "20270705", ""), ("Summer break begins", "20270710", "")))), TODAY)
    assert imported.usable and not imported.problems
    assert [(term.name, term.kind, str(to_date(term.start)), str(to_date(term.end))) for term in imported.terms] == [
        ("Spring 2027 Session A", "session", "2027-01-19", "2027-03-12"), ("Spring 2027", "main", "2027-01-19", "2027-05-14"),
        ("Summer 2027 Session 1", "summer", "2027-06-01", "2027-07-09")]
    spring = imported.terms[1]
    assert [[str(to_date(d)) for d in one] for one in spring.breaks] == [["2027-03-15", "2027-03-19"]]
    assert str(to_date(spring.add_deadline)) == "2027-02-01"
    closed = sorted(fact.date for fact in imported.facts if fact.event == "closure")
    assert [str(closed[0]), str(closed[6]), str(closed[-1]), len(closed)] == ["2026-12-24", "2027-01-01", "2027-07-05", 8]
    assert [event.summary for event in imported.not_understood] == ["Evening classes begin"]


@pytest.mark.parametrize("summary", ["Homecoming", "Commencement ceremony", "Orientation begins",
                                     "Registration opens for spring classes", "Last day to withdraw from a class", "Reading Day",
                                     "Registration for Spring begins", "Midterm examinations begin", "Last day to drop without a W",
                                     "Final grades due", "Law School classes begin", "Late registration ends"])
def test_what_is_no_date_of_a_term_gives_none(tmp_path, summary):
    assert not read_calendar(calendar_of(tmp_path, f"DTSTART;VALUE=DATE:20270119\r\nSUMMARY:{summary}"), TODAY).facts


def test_a_break_in_two_events_and_one_between_terms(tmp_path):
    path = calendar_of(tmp_path, *(f"SUMMARY:{name}\r\nDTSTART;VALUE=DATE:{when}" for name, when in (
        ("Spring 2027 classes begin", "20270119"), ("Spring break begins", "20270315"), ("Spring recess ends", "20270319"),
        ("Classes resume", "20270322"), ("Last day of classes", "20270507"), ("Winter break", "20261223"))))
    imported = read_calendar(path, TODAY)
    term, = imported.terms
    assert [[str(to_date(d)) for d in one] for one in term.breaks] == [["2027-03-15", "2027-03-19"]]
    assert [event.summary for event in imported.not_understood] == ["Winter break"], "it lies in no term that the file bounds"


RESUMED = [  # events of a term, its breaks, reason
    ((("Spring Recess Begins", "20280318"), ("Classes Resume", "20280327")), [["2028-03-18", "2028-03-26"]],
     "the break ends the day before classes resume"),
    ((("Classes resume", "20280327"), ("Classes resume", "20280222"), ("Spring recess begins", "20280318"),
      ("Winter recess begins", "20280219")), [["2028-02-19", "2028-02-21"], ["2028-03-18", "2028-03-26"]],
     "two breaks, in no order"),
    ((("Spring break begins", "20280318"), ("Spring break ends", "20280325"), ("Classes resume", "20280327")),
     [["2028-03-18", "2028-03-25"]], "the break has an end of its own"),
    ((("Classes resume", "20280327"), ("Classes resume", "20280329"), ("Spring break begins", "20280318")),
     [["2028-03-18", "2028-03-26"]], "the first day on which they resume counts"),
    ((("Classes resume after the holiday", "20280222"),), [], "no break is open"),
]


@pytest.mark.parametrize(("events", "breaks", "reason"), RESUMED, ids=[reason for *_, reason in RESUMED])
def test_a_break_that_ends_when_classes_resume(tmp_path, events, breaks, reason):
    path = calendar_of(tmp_path, *(f"SUMMARY:{name}\r\nDTSTART;VALUE=DATE:{when}" for name, when in (
        ("Spring 2028 classes begin", "20280118"), ("Last day of classes", "20280510"), *events)))
    imported = read_calendar(path, TODAY)
    term, = imported.terms
    assert [[str(to_date(d)) for d in one] for one in term.breaks] == breaks, reason
    assert imported.usable and not imported.not_understood


# What a person says an event means

def test_unchanged_meanings_give_the_same_facts():
    imported = read_calendar(FILES / "google.ics", TODAY)
    again = with_meanings(imported, meanings(imported), "google.ics", TODAY)
    assert sorted(again.facts, key=str) == sorted(imported.facts, key=str)
    assert again.not_understood == imported.not_understood


def test_a_person_may_say_what_an_event_means(tmp_path):
    """The winter session that nobody understood, the exams as a break, and an add deadline that is none."""
    imported = read_calendar(calendar_of(tmp_path, *(f"SUMMARY:{name}\r\nDTSTART;VALUE=DATE:{when}" for name, when in (
        ("Spring 2027 classes begin", "20270119"), ("Last day of classes", "20270507"), ("Last day to add a course", "20270202"),
        ("J-Term opens", "20261221"), ("J-Term over", "20270115")))), TODAY)
    said = {"J-Term opens": ("start", "Winter 2027"), "J-Term over": ("last_class", "Winter 2027"),
            "Last day to add a course": ("", "Spring 2027")}
    corrected = [replace(one, means=said[one.event.summary][0], term=said[one.event.summary][1]) if one.event.summary in said
                 else one for one in meanings(imported)]
    again = with_meanings(imported, corrected, "in.ics", TODAY)
    assert [(term.name, term.kind, term.add_deadline) for term in again.terms] == [
        ("Winter 2027", "winter", None), ("Spring 2027", "main", None)]
    assert again.usable
    assert [event.summary for event in again.not_understood] == ["Last day to add a course"]


# What it changes

CASE = {"school": "elmwood", "status": "F-1", "program_start": "2025-08-19", "program_end": "2027-05-14",
        "offer_start": "2026-10-01", "offer_end": "2027-01-15", "offer_date": "2026-09-10"}


def test_the_cases_that_move_are_named():
    """Projected, the credit of fall had to be added by 8 September, give or take a week, so an offer of the 10th may still be for
    fall: ten business days end on 24 September. The imported deadline is the 9th, so it is for winter, from 21 December, 81 days
    after the offer's own start."""
    world, cases = with_elmwood(), Cases.of([CASE | {"case_id": "A"}, CASE | {"case_id": "B", "school": "generic"}])
    facts = read_calendar(FILES / "google.ics", TODAY).facts
    on = day("2026-09-10")
    found = list(moves(cases, on, world, with_calendar(world, "elmwood", facts)))
    assert [(one.case_id, one.route, one.days) for one in found] == [("A", "cpt", 81)]
    assert "A, cpt: partly becomes later; starts 81 days later" in str(found[0]).replace("\u00a0", " ")


def test_a_term_in_part_leaves_the_projected_one_in_its_place(tmp_path):
    """A file that has winter's last day and not its first: the projection goes on, whole."""
    path = tmp_path / "in.csv"
    path.write_text("term,event,date\nFall 2026,start,2026-08-26\nFall 2026,last_class,2026-12-11\n"
                    "Winter 2027,last_class,2027-01-14\nWinter 2027,closure,2026-12-24\n")
    imported = read_calendar(path, TODAY)
    assert any("has no start; until it has, this term is not used" in str(one) for one in imported.findings)
    after = with_calendar(with_elmwood(), "elmwood", imported.facts).schools["elmwood"]
    winter, = (term for term in after.terms.terms if term.name == "Winter 2027")
    assert (str(to_date(winter.start)), str(to_date(winter.end)), winter.status) == ("2026-12-21", "2027-01-15", "projected")
    assert {fact.status for fact in after.terms.facts if fact.term == "Winter 2027" and fact.event != "closure"} == {"projected"}
    assert day("2026-12-24") in after.closures


def test_an_imported_term_takes_the_place_of_the_projected_one_as_a_whole():
    world = with_elmwood()
    after = with_calendar(world, "elmwood", read_calendar(FILES / "google.ics", TODAY).facts).schools["elmwood"]
    falls = [term for term in after.terms.terms if term.name == "Fall 2026"]
    assert [(term.status, term.band) for term in falls] == [("imported", 0)]
    assert {term.status for term in after.terms.terms if term.name == "Spring 2027"} == {"projected"}
    assert day("2026-09-07") in after.closures
    assert world.schools["elmwood"].terms.at(day("2026-10-01")).status == "projected", "the world before is as it was"


@pytest.fixture
def elmwood(monkeypatch):
    """The command knows Elmwood."""
    monkeypatch.setattr("planner.cli.load_world", with_elmwood)


@pytest.mark.usefixtures("elmwood")
def test_the_command_previews_and_keeps_nothing(capsys, tmp_path, monkeypatch):
    monkeypatch.setattr(calendar_text, "CALENDARS", tmp_path)
    assert main(["calendar", "elmwood", str(FILES / "google.ics"), "--on", "2026-11-22"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Elmwood University: Fall 2026 starts 1 day later. 1 term in the file. 1 closed day, none of them new.")
    assert "Offices closed: Mon 7 Sep 2026\n" in said and "Wed 25 Nov 2026 to Sun 29 Nov 2026" in said
    assert "projected; starts 1 day later" in said
    assert "Homecoming" in said
    assert not list(tmp_path.iterdir())


@pytest.mark.usefixtures("elmwood")
def test_the_command_saves_a_file_that_the_planner_loads(capsys, tmp_path, monkeypatch):
    monkeypatch.setattr(calendar_text, "CALENDARS", tmp_path)
    assert main(["calendar", "elmwood", str(FILES / "google.ics"), "--on", "2026-11-22", "--save"]) == 0
    kept = load_facts(tmp_path / "elmwood.csv")
    assert {fact.status for fact in kept} == {"imported"}
    assert len(kept) == 8


@pytest.mark.usefixtures("elmwood")
def test_the_command_counts_the_cases_that_move(capsys, tmp_path):
    caseload = tmp_path / "cases.csv"
    caseload.write_text("case_id," + ",".join(CASE) + "\n" + "A," + ",".join(CASE.values()) + "\n")
    assert main(["calendar", "elmwood", str(FILES / "google.ics"), "--on", "2026-09-10", "--cases", str(caseload)]) == 0
    assert "\n1 case moves, of 1 case.\n  A, cpt: " in capsys.readouterr().out


@pytest.mark.usefixtures("elmwood")
def test_cases_that_share_a_name_are_counted_each_and_one_without_goes_by_its_line(capsys, tmp_path):
    caseload = tmp_path / "cases.csv"
    rows = [f"{name}," + ",".join(CASE.values()) for name in ("A", "A", "", "B")]
    caseload.write_text("case_id," + ",".join(CASE) + "\n" + "\n".join(rows) + "\n")
    main(["calendar", "elmwood", str(FILES / "google.ics"), "--on", "2026-09-10", "--cases", str(caseload)])
    said = capsys.readouterr().out
    assert "\n4 cases move, of 4 cases.\n" in said
    assert [line.split(", cpt")[0].strip() for line in said.splitlines() if ", cpt: " in line] == [
        "A (line 2)", "A (line 3)", "line 4", "B"]


@pytest.mark.usefixtures("elmwood")
def test_the_command_lists_the_rows_that_cannot_be_used(capsys, tmp_path):
    caseload = tmp_path / "cases.csv"
    rows = [",".join(CASE.values()), ",".join((CASE | {"school": "atlantis"}).values())]
    caseload.write_text(",".join(CASE) + "\n" + "\n".join(rows) + "\n")
    assert main(["calendar", "elmwood", str(FILES / "google.ics"), "--on", "2026-09-10", "--cases", str(caseload)]) == 1
    said = capsys.readouterr()
    assert "1 case moves, of 1 case." in said.out
    assert 'line 3, column school: "atlantis"' in said.err


@pytest.mark.usefixtures("elmwood")
def test_of_many_bad_rows_the_first_are_listed_and_the_rest_counted(capsys, tmp_path):
    caseload = tmp_path / "cases.csv"
    caseload.write_text(",".join(CASE) + "\n" + (",".join((CASE | {"school": "atlantis"}).values()) + "\n") * 30)
    assert main(["calendar", "elmwood", str(FILES / "google.ics"), "--on", "2026-09-10", "--cases", str(caseload)]) == 1
    said = capsys.readouterr()
    assert "No case moves, of 0 cases." in said.out
    assert said.err.count("atlantis") == 10 and said.err.endswith("cases.csv: and 20 more like these\n")


def test_a_term_that_the_file_has_in_part_keeps_what_is_published(tmp_path):
    """Rutgers publishes winter and summer of 2027; a file with closed days and one end of a term must not take them away."""
    imported = read_calendar(calendar_of(tmp_path, *(f"SUMMARY:{name}\r\nDTSTART;VALUE=DATE:{when}" for name, when in (
        ("University closed", "20261229"), ("Winter session: offices closed", "20270104"), ("Summer session ends", "20270813"),
        ("Spring 2027 classes begin", "20270119"), ("Spring 2027 ends", "20270514")))), TODAY)
    world = load_world()
    before, after = (one.schools["rutgers"] for one in (world, with_calendar(world, "rutgers", imported.facts)))
    spans = [{term.name: (term.start, term.end, term.status) for term in one.terms.terms} for one in (before, after)]
    assert {name for name in spans[0] | spans[1] if spans[0].get(name) != spans[1].get(name)} == {"Spring 2027"}
    assert spans[1]["Winter 2027"][2] == spans[1]["Summer 2027"][2] == "published"
    assert {str(to_date(one)) for one in after.closures - before.closures} == {"2026-12-29", "2027-01-04"}
    assert [one.problem.value for one in imported.findings] == ["Summer 2027"], "a closed day needs no term"
    calendar_text.save_calendar(before, imported.facts, tmp_path)
    kept = {str(fact.date) for fact in load_facts(tmp_path / "rutgers.csv") if fact.event == "closure"}
    assert kept >= {"2026-12-29", "2027-01-04"}


@pytest.mark.parametrize(("arguments", "says"), [
    (["generic", "google.ics"], '"generic" is not a school with a calendar'),
    (["rutger", "google.ics"], "did you mean rutgers?"),
    (["rutgers", "nothing.ics"], "does not exist; check the path"),
])
def test_what_cannot_be_imported_is_one_line_and_status_2(arguments, says, capsys):
    assert main(["calendar", arguments[0], str(FILES / arguments[1]), "--on", "2026-11-22"]) == 2
    assert says in capsys.readouterr().err


def test_a_defective_calendar_is_not_kept(capsys, tmp_path, monkeypatch):
    monkeypatch.setattr(calendar_text, "CALENDARS", tmp_path)
    path = tmp_path / "in.csv"
    path.write_text("term,event,date\nFall 2026,start,2026-12-26\nFall 2026,last_class,2026-08-11\n")
    assert main(["calendar", "rutgers", str(path), "--on", "2026-11-22", "--save"]) == 2
    assert "line 3, column date: \"2026-08-11\" is not after the start" in capsys.readouterr().err
    assert not (tmp_path / "rutgers.csv").exists()


def test_what_a_week_of_winter_more_does_to_a_case(capsys, tmp_path):
    """Binghamton announced on 28 December 2021 that spring would begin on 25 instead of 18 January 2022: question 53.

    The case could begin on 12 January in winter session; the offer is of spring, which now holds no day before the 25th."""
    with (Path(__file__).parent / "data" / "questions.csv").open(newline="", encoding="utf-8") as file:
        asked = next(row for row in csv.DictReader(file) if row["question"].startswith("53."))
    registrar, cases = tmp_path / "spring.csv", tmp_path / "cases.csv"
    registrar.write_text('event,date\nSpring 2022 classes begin,"Tuesday, January 25, 2022"\n'
                         'Last day of classes,"May 11, 2022"\nFinal exams end,"Thu, May 19, 2022"\n')
    cases.write_text("case_id,school,status,program_start,program_end,offer_start,offer_end\n"
                     "A,binghamton,F-1,2020-08-25,2023-05-12,2022-01-18,2022-03-31\n")
    assert main(["calendar", "binghamton", str(registrar), "--on", "2021-12-28", "--cases", str(cases)]) == 0
    said = capsys.readouterr().out.replace("\u00a0", " ")
    assert asked["where"] == "python -m planner calendar"
    assert asked["says"] in said


# ---- a table in a registrar's own words ------------------------------------------------------------------------------

IN_WORDS = """Term,Event,Date
Spring 2027,First day of classes,January 25 2027
Spring 2027,Last day to add,2/5/2027
Spring 2027,Spring break begins,{begins}
Spring 2027,Spring break ends,4/4/2027
Spring 2027,Last day of classes,5/11/2027
Spring 2027,Commencement,5/15/2027
"""


def test_plain_words_of_a_table_are_read_and_a_day_settles_the_others():
    seen = calendar_in(IN_WORDS.format(begins="3/29/2027").encode(), "r.csv", date(2026, 11, 24), settle=True)
    assert [(fact.event, str(fact.date), fact.line) for fact in seen.facts] == [
        ("start", "2027-01-25", 2), ("add_deadline", "2027-02-05", 3), ("break_start", "2027-03-29", 4),
        ("break_end", "2027-04-04", 5), ("last_class", "2027-05-11", 6)]
    assert [event.summary for event in seen.not_understood] == ["Spring 2027 Commencement"] and seen.usable
    assert seen.says == "Dates are read as month/day/year, because of 3/29/2027"


@pytest.mark.parametrize("settle, lines", [(False, [3, 4, 5, 6, 7]), (True, [3, 4, 5, 6, 7])])
def test_days_that_nothing_settles_are_refused_all_at_once(settle, lines):
    """29/3 beside 5/15 contradicts itself on the page; the command line reads no such day at all."""
    with pytest.raises(BadInput) as caught:
        calendar_in(IN_WORDS.format(begins="29/3/2027").encode(), "r.csv", date(2026, 11, 24), settle=settle)
    assert [one.line for one in (caught.value, *caught.value.others)] == lines
