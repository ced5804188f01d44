"""School files: a mistake is named by file, line and remedy; what is planned with is what the sources say."""
from __future__ import annotations

import datetime

import pytest

from planner.days import day, to_date
from planner.errors import BadData
from planner.schools import SCHOOLS, load_schools

GENERIC = (SCHOOLS / "generic.toml").read_text()
GOOD = '''name   = "Example University"
office = "International Center"
closed = "federal holidays"

[lead_time]
cpt = { business_days = 7 }

[lead_time_source]
source   = "https://example.edu/processing-times"
checked  = 2026-11-22
verified = true

[[note]]
about    = "cpt"
says     = "Ask early."
source   = "https://example.edu"
checked  = 2026-11-22
verified = true

[[projection]]
term    = "Fall {year}"
kind    = "main"
band    = 7
start   = "1st Mon Sep - 7"
last_class = "start + 100"
source  = "https://example.edu"
checked = 2026-11-22
'''


def load(tmp_path, text: str):
    (tmp_path / "generic.toml").write_text(GENERIC)
    (tmp_path / "example.toml").write_text(text)
    return load_schools(tmp_path, tmp_path)


def test_a_school_is_one_file(tmp_path):
    school = load(tmp_path, GOOD)["example"]
    assert (school.lead_time["cpt"].in_words, school.lead_time["opt"].in_words) == ("7 business days", "10 business days")
    assert school.terms.at(day("2026-10-01")).name == "Fall 2026"


MISTAKES = [  # what is written instead of what, the line, what is said
    ('office = "Int', 'ofice = "Int', 2, "column ofice: is not known here; did you mean office?"),
    ('closed = "federal holidays"', 'closed = "never"', 3, "input should be 'federal holidays' or 'own list'"),
    ("business_days = 7", "weeks = 7", 6, "is not known here"),
    ("cpt = {", "ctp = {", 6, "column lead_time.ctp"),
    ("business_days = 7", "business_days = 7, days = 7", 6, "needs business_days or days, one of them"),
    ("business_days = 7", "business_days = 700", 6, "input should be less than or equal to 250"),
    ('source   = "https://example.edu/processing-times"\n', "", 8, "column lead_time_source.source: is missing; add it"),
    ("checked  = 2026-11-22\nverified = true\n\n[[note]]", 'checked  = "soon"\nverified = true\n\n[[note]]', 10,
     "lead_time_source.checked"),
    ('says     = "Ask early."', "says     = 3", 15, "input should be a valid string"),
    ('about    = "cpt"', 'abuot    = "cpt"', 14, "is not known here; did you mean about?"),
    ('"1st Mon Sep - 7"', '"6th Mon Sep"', 24, '"6th Mon Sep" is not a rule for a date; write for example "1st Mon Sep - 13"'),
    ('"start + 100"', '"start - 3"', 25, "is not a rule for a date"),
    ("band    = 7", "band    = 0", 23, "greater than or equal to 1"),
    ("[lead_time]", "closed_each_year = [\"12-24\"]\n[lead_time]", 5,
     '"12-24" is not a span of days; write for example "12-24 to 01-01"'),
    ('name   = "Example University"', "name   = Example", 1, "cannot be read as TOML"),
]


@pytest.mark.parametrize(("written", "instead", "line", "says"), MISTAKES, ids=range(len(MISTAKES)))
def test_a_mistake_is_named_by_file_line_and_remedy(tmp_path, written, instead, line, says):
    assert written in GOOD
    with pytest.raises(BadData) as error:
        load(tmp_path, GOOD.replace(written, instead, 1))
    assert error.value.file == "example.toml"
    assert says in str(error.value)
    if line and "is missing" not in says:
        assert error.value.line == line, str(error.value)


def test_a_lead_time_without_a_source_is_named(tmp_path):
    bare = GOOD[:GOOD.index("[lead_time_source]")]
    with pytest.raises(BadData, match="lead_time.cpt.* has no source"):
        load(tmp_path, bare)


LEADS = [  # school, what is asked for, asked on, answered on, reason
    ("buffalo", "cpt", "2026-12-07", "2027-01-06", "12 until the 23rd, closed from the 24th to 1 January, three after"),
    ("buffalo", "cpt", "2026-12-23", "2027-01-25", "late December: the first day counted is Monday 4 January; the 18th is closed"),
    ("generic", "cpt", "2026-12-23", "2027-01-08", "ten, Christmas and New Year closed"),
    ("purdue", "opt", "2026-12-23", "2027-01-06", "14 calendar days: holidays count"),
    ("purdue", "at", "2026-11-22", "2026-12-06", "and weekends, a Sunday too"),
    ("georgia_tech", "cpt", "2026-11-20", "2026-11-27", "four business days, Thanksgiving closed"),
    ("utah", "cpt", "2026-11-22", "2026-12-06", "two weeks"),
    ("ucla", "on_campus", "2026-11-22", "2026-12-07", "ten business days for all documents"),
    ("arizona_state_engineering", "sign_off", "2026-11-22", "2026-12-20", "four weeks of review before the office's clock"),
    ("boston_university", "cpt", "2026-11-22", "2026-12-06", "two weeks before the start"),
]


@pytest.mark.parametrize(("slug", "key", "asked", "answered", "reason"), LEADS)
def test_a_lead_time_in_its_own_unit(slug, key, asked, answered, reason):
    school = load_schools()[slug]
    lag = school.lead_time[key].lag(school.closures)
    assert to_date(lag.add(day(asked))) == datetime.date.fromisoformat(answered), reason
    assert lag.add(lag.undo(day(answered))) <= day(answered), "asked on the latest day it is answered in time"
    assert lag.add(lag.undo(day(answered)) + 1) > day(answered), "and a day later it is not"


def test_every_school_has_sources_and_the_generic_one_no_terms():
    schools = load_schools()
    assert len(schools) >= 56, "more may be added, without a change here"
    assert not schools["generic"].terms
    for school in schools.values():
        for lead in school.lead_time.values():
            assert lead.source.source
        for note in (*school.notes, *school.postings, *school.patterns):
            assert len(note.source) > 5
            assert note.checked >= datetime.date(2026, 11, 22)


def test_binghamton_has_its_posting_dates_its_notes_and_terms_that_are_all_projected():
    school = load_schools()["binghamton"]
    assert {one.season: one.by for one in school.postings} == {"fall": "", "winter": "11-15", "spring": "01-31"}
    assert school.terms.aligned
    assert school.terms.online == ("winter", "summer")
    assert {term.status for term in school.terms.terms} == {"projected"}
    assert {pattern.term: pattern.band for pattern in school.patterns} == {
        "Fall {year}": 7, "Winter {year}": 10, "Spring {year}": 7, "Summer {year} Session 1": 7, "Summer {year} Session 2": 7}
    assert not any(pattern.verified for pattern in school.patterns), "fragments and own knowledge"
    assert {note.about for note in school.notes} >= {"cpt", "closures", "office", "opt_post", "on_campus", "contractor", "offer",
                                                     "calendar"}
