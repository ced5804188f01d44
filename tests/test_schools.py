"""A school is one file: lead times with their source, closed days; what it does not publish is the generic figure."""
import pytest
from asking import A_TEST

from planner.days import day, us_federal_holidays
from planner.errors import BadData
from planner.schools import LEAD_TIMES, LONGEST_LEAD, SCHOOLS, load_schools, school_of

GENERIC = (SCHOOLS / "generic.toml").read_text()
MINE = """name = "My college"
office = "our office"
closed = "%s"
closures = [2026-12-23]
[lead_time]
cpt = { business_days = 5, says = "CPT request to the new I-20"%s }
"""
SOURCE = ', source = { source = "its web page", checked = 2026-11-22, verified = true }'


def load(folder, text):
    (folder / "generic.toml").write_text(GENERIC)
    (folder / "mine.toml").write_text(text)
    return load_schools(folder, folder)


@pytest.mark.parametrize(("key", "business_days"), [
    ("cpt", 10), ("opt", 10), ("stem", 10), ("at", 10), ("sign_off", 0), ("on_campus", 5)])
def test_the_generic_profile_is_the_contracts(key, business_days):
    lead = load_schools()["generic"].lead_time[key]
    assert lead.business_days == business_days
    assert not lead.source.verified, "a planning figure is no school's promise"


def test_generic_comes_first_and_closes_on_federal_holidays():
    schools = load_schools()
    assert next(iter(schools)) == "generic"
    assert schools["generic"].closures == us_federal_holidays()


@pytest.mark.parametrize("slug", load_schools())
def test_every_school_has_every_lead_time_with_a_source(slug):
    school = load_schools()[slug]
    assert set(school.lead_time) == set(LEAD_TIMES)
    for lead in school.lead_time.values():
        assert lead.source.source
        assert lead.says
    assert school.name
    assert school.office


def test_a_lead_time_that_says_nothing_is_named_as_the_generic_one_is():
    """The file of a school that README shows gives a number and its source, no more."""
    source = {"source": "https://example.edu/processing-times", "checked": "2026-11-22", "verified": True}
    school = school_of("example", {"name": "Example", "office": "the office", "closed": "federal holidays",
                                   "lead_time": {"cpt": {"business_days": 7}}, "lead_time_source": source}, [])
    assert school.lead_time["cpt"].business_days == 7
    assert school.lead_time["cpt"].says == load_schools()["generic"].lead_time["cpt"].says != ""


def test_binghamton_publishes_no_processing_time():
    schools = load_schools()
    for key, lead in schools["binghamton"].lead_time.items():
        assert lead == schools["generic"].lead_time[key]
        assert not lead.source.verified


def test_a_schools_own_figure_stands_beside_generic_ones(tmp_path):
    mine = load(tmp_path, MINE % ("federal holidays", SOURCE))["mine"]
    assert mine.lead_time["cpt"].business_days == 5
    assert mine.lead_time["cpt"].source.verified
    assert mine.lead_time["opt"].business_days == 10
    assert mine.closures == us_federal_holidays() | {day("2026-12-23")}


def test_an_office_may_keep_its_own_list_only(tmp_path):
    mine = load(tmp_path, MINE % ("own list", SOURCE))["mine"]
    assert mine.closures == {day("2026-12-23")}, "open on Thanksgiving, if its list says so"


@pytest.mark.parametrize(("text", "says"), [
    (MINE % ("own list", ""), "has no source"),
    (MINE % ("sometimes", SOURCE), "closed"),
    ((MINE % ("own list", SOURCE)).replace("business_days = 5", "business_days = -1"), "lead_time.cpt.business_days"),
    ((MINE % ("own list", SOURCE)).replace("business_days = 5", f"business_days = {LONGEST_LEAD + 1}"), "business_days"),
    ((MINE % ("own list", SOURCE)).replace("cpt =", "ctp ="), "ctp"),
    ((MINE % ("own list", SOURCE)).replace('office = "our office"\n', ""), "office"),
    ((MINE % ("own list", SOURCE)).replace("verified = true", "verified = maybe"), ""),
    ((MINE % ("own list", SOURCE)).replace("2026-12-23", "2026-02-30"), ""),
])
def test_a_file_with_a_mistake_does_not_load(tmp_path, text, says):
    with pytest.raises(BadData) as caught:
        load(tmp_path, text)
    assert "mine.toml" in str(caught.value) or "My college" in str(caught.value)
    assert says in str(caught.value)


def test_the_generic_file_needs_every_lead_time(tmp_path):
    (tmp_path / "generic.toml").write_text(GENERIC.replace("on_campus ", "# on_campus "))
    with pytest.raises(BadData, match="needs every lead time"):
        load_schools(tmp_path, tmp_path)


def test_a_what_if_changes_the_figures_asked_for_and_says_they_are_its_own():
    school = load_schools()["binghamton"]
    changed = school.with_lead_times({"cpt": 15}, A_TEST)
    assert changed.lead_time["cpt"].business_days == 15
    assert changed.lead_time["cpt"].source == A_TEST
    assert changed.lead_time["cpt"].says == school.lead_time["cpt"].says
    assert changed.lead_time["opt"] == school.lead_time["opt"]
    assert school.lead_time["cpt"].business_days == 10, "the school itself is as it was"
