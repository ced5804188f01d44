"""What a host may write, and the one sentence for what cannot be: with the nearest thing that works."""
from datetime import date
from pathlib import Path

import pytest

from planner.days import day, to_date
from planner.entry import required
from planner.errors import BadInput
from planner.host import answer_job
from planner.job import FIELDS, Job, job_of, read_job
from planner.job_dates import dated, first_weekday, offered
from planner.world import load_world

WORLD = load_world()
ON = day("2026-11-22")


def refused(on=ON, **values) -> str:
    with pytest.raises(BadInput) as error:
        answer_job(job_of(values, WORLD), on, WORLD)
    return str(error.value)


# ---- dates ----------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("values, start, end", [
    (dict(start="2027-02-16", weeks=3), "2027-02-16", "2027-03-08"),            # both ends included: 21 days
    (dict(start="2027-02-16"), "2027-02-16", "2027-03-08"),                     # three weeks unless said
    (dict(start="2027-02-16", end="2027-02-16"), "2027-02-16", "2027-02-16"),   # one day
    (dict(start="2027-02-16", end="2027-03-05", weeks=3), "2027-02-16", "2027-03-05"),      # ends on the Friday of the third week
    (dict(start="2024-02-15", weeks=2), "2024-02-15", "2024-02-28"),            # before a leap day
    (dict(start="2026-12-28", weeks=1), "2026-12-28", "2027-01-03"),            # over the year's end
    (dict(school="rutgers", season="winter break 2026-27", weeks=3), "2026-12-23", "2027-01-12"),
    (dict(school="rutgers", season="Winter Break", weeks=1), "2026-12-23", "2026-12-29"),   # the next one
    (dict(school="rutgers", season="spring 2027", start="2027-02-16", weeks=4), "2027-02-16", "2027-03-15"),
])
def test_the_dates_of_a_job(values, start, end):
    found = dated(job_of(values, WORLD), ON, WORLD)
    assert (str(to_date(found.start)), str(to_date(found.end))) == (start, end)
    assert found.length == (date.fromisoformat(end) - date.fromisoformat(start)).days + 1


@pytest.mark.parametrize("when, monday", [("2026-12-18", "2026-12-18"), ("2026-12-19", "2026-12-21"), ("2026-12-20", "2026-12-21"),
                                          ("2026-12-21", "2026-12-21")])
def test_a_season_begins_on_its_first_weekday(when, monday):
    assert str(to_date(first_weekday(day(when)))) == monday


@pytest.mark.parametrize("values, kind", [
    (dict(school="rutgers", start="2026-12-23"), "winter"), (dict(school="rutgers", start="2027-02-16"), "spring"),
    (dict(school="rutgers", start="2027-06-07"), "summer"), (dict(school="rutgers", start="2027-09-20"), "fall"),
    (dict(start="2026-12-21"), "winter"), (dict(start="2027-02-16"), "spring"), (dict(start="2027-06-07"), "summer"),
    (dict(start="2027-09-20"), "fall"), (dict(start="2027-02-01", season="winter"), "winter")])
def test_the_season_of_a_job(values, kind):
    assert dated(job_of(values, WORLD), ON, WORLD).of_year == kind


def test_seasons_to_choose_from_begin_today_or_later():
    names = [season.name for season in offered(job_of({"school": "rutgers"}, WORLD), ON, WORLD)]
    assert "Winter break 2026-27" in names and "Fall 2026" not in names
    on_its_day = day(min(season.dates[0] for season in offered(job_of({"school": "rutgers"}, WORLD), ON, WORLD)))
    assert offered(job_of({"school": "rutgers"}, WORLD), on_its_day, WORLD)[0].start == on_its_day
    assert offered(job_of({}, WORLD), ON, WORLD) == ()


# ---- one sentence, and what works ----------------------------------------------------------------------------------

@pytest.mark.parametrize("values, says", [
    (dict(start="2026-11-21"), 'column start: "2026-11-21" is before today, 2026-11-22; a posting today leads to a start on '
                               "2026-12-31 for students who hold a work card and 2027-01-15 for students on CPT"),
    (dict(start="2027-02-16", end="2027-02-15"),
     'column end: "2027-02-15" is before the start, 2027-02-16; 3 weeks from then end on '
     '2027-03-08: write that, or leave end blank'),
    (dict(start="2027-02-16", end="2027-06-01", weeks=3),
     'column end: "2027-06-01" contradicts weeks 3, which would end on 2027-03-08; leave one of the two blank'),
    (dict(school="rutgers", season="winter break 2026-27", weeks=5),
     'column weeks: "5" does not fit: Winter break 2026-27 ends on 2027-01-18; at most 3 weeks fit from 2026-12-23, or leave '
     "season blank"),
    (dict(school="rutgers", season="winter break 2026-27", end="2027-01-19"),
     'column end: "2027-01-19" does not fit: Winter break 2026-27 ends on 2027-01-18; at most 3 weeks fit from 2026-12-23, or '
     "leave season blank"),
    (dict(school="rutgers", season="winter break 2026-27", start="2027-01-14", weeks=1),
     'column weeks: "1" does not fit: Winter break 2026-27 ends on 2027-01-18; less than a week fits from 2027-01-14, start by '
     "2027-01-12, or leave season blank"),
    (dict(school="rutgers", season="winter break 2026-27", start="2027-01-06", weeks=2),
     'column weeks: "2" does not fit: Winter break 2026-27 ends on 2027-01-18; at most 1 week fits from 2027-01-06, start by '
     "2027-01-05, or leave season blank"),
    (dict(school="rutgers", season="winter break 2026-27", start="2026-12-10"),
     'column start: "2026-12-10" is outside Winter break 2026-27, 2026-12-23 to 2027-01-18; start on 2026-12-23 or later, or leave '
     "season blank"),
    (dict(start="2027-02-16", posting_date="2027-02-17"),
     'column posting_date: "2027-02-17" is after the start, 2027-02-16; post by 2027-01-07 for students who hold '
     "a work card and 2026-12-22 for students on CPT, or move the start"),
    (dict(start="2026-11-30", posting_date="2026-12-01"),
     'column posting_date: "2026-12-01" is after the start, 2026-11-30; no posting makes this start any more: '
     "a posting today leads to a start on 2026-12-31 for students who hold a work card and 2027-01-15 for students on CPT"),
    (dict(season="winter break 2026-27"),
     'column season: "winter break 2026-27" cannot be looked up: no calendar of Generic office is known; give start instead, for '
     "example 2027-01-18"),
    (dict(school="rutgers", season="winter brake 2026-27"),
     'column season: "winter brake 2026-27" is no term or break of Rutgers University from today on; did you mean '
     "Winter break 2026-27?"),
    (dict(), "column start: is missing; give the first day of work, or name a season of a school whose calendar is known"),
])
def test_a_job_that_cannot_be(values, says):
    assert refused(**values) == says


def test_the_day_before_and_the_day():
    """A start today is no past start, a posting on the day of the start is not after it, a break of 27 days holds 27 days."""
    answer_job(job_of({"start": "2026-11-22"}, WORLD), ON, WORLD)
    answer_job(job_of({"start": "2027-02-16", "posting_date": "2027-02-16"}, WORLD), ON, WORLD)
    answer_job(job_of({"school": "rutgers", "season": "winter break 2026-27", "end": "2027-01-18"}, WORLD), ON, WORLD)
    answer_job(job_of({"school": "rutgers", "season": "winter break 2026-27", "start": "2027-01-05", "weeks": 2}, WORLD), ON, WORLD)


@pytest.mark.parametrize("values, says", [
    ({"start": "02/03/2027"}, 'column start: "02/03/2027" is ambiguous; write 2027-02-03 or 2027-03-02'),
    ({"weeks": 0}, 'column weeks: "0" lies outside 1 to 52; check the number'),
    ({"hours_per_week": 169}, 'column hours_per_week: "169" lies outside 0 to 168; check the number'),
    ({"pay": "abc"}, 'column pay: "abc" is not a number; write for example 20'),
    ({"posting_type": "mikro"}, 'column posting_type: "mikro" is not one of micro, general; did you mean micro?'),
    ({"school": "binghampton"}, 'column school: "binghampton" is not a school of the planner; did you mean binghamton?'),
    ({"pending_days": 733}, 'column pending_days: "733" lies outside 0 to 732; check the number'),
    ({"approval": -1}, 'column approval: "-1" lies outside 0 to 250; check the number'),
    ({"durations": 3}, "column durations: is not known to the planner; did you mean duration?"),
])
def test_a_cell_that_cannot_be_read(values, says):
    with pytest.raises(BadInput) as error:
        job_of(values, WORLD)
    assert str(error.value).split(";")[0] == says.split(";")[0]


def test_nothing_is_required_and_nothing_is_of_a_student():
    assert required(Job) == ()
    assert not {"status", "level", "program_end", "case_id", "name", "student"} & set(FIELDS)


# ---- files ----------------------------------------------------------------------------------------------------------

def test_a_file_names_its_line(tmp_path):
    path = tmp_path / "job.toml"
    path.write_text('school = "binghamton"\n[durations]\nopen = 999\n')
    with pytest.raises(BadInput) as error:
        read_job(path, WORLD)
    assert (error.value.line, error.value.column, error.value.value) == (3, "open", "999")


@pytest.mark.parametrize("written, says", [("start = 02/16/2027\n", "write 2027-02-16"), ("title = Data\n", 'write title = "Data"'),
                                           ("[job]\nstart = 2027-02-16\n[offer]\n", "known are [job], [durations]")])
def test_what_is_no_toml_says_what_to_write(tmp_path, written, says):
    path = tmp_path / "job.toml"
    path.write_text(written)
    with pytest.raises(BadInput, match="job.toml") as error:
        read_job(path, WORLD)
    assert says in str(error.value)


@pytest.mark.parametrize("name", ["job_winter", "job_spring", "job_summer_rutgers"])
def test_the_examples_are_answered(name):
    job = read_job(Path(__file__).parents[1] / "data" / "examples" / f"{name}.toml", WORLD)
    assert answer_job(job, ON, WORLD).situations
