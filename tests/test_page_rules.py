"""The page "Rules and sources" in AppTest: every number is there, one rule can be linked to, nothing dormant hides."""
import csv
import io
import re
from datetime import date

import pytest
from pages import headline, ran, words_of
from streamlit.testing.v1 import AppTest

from planner.days import day
from planner.disagreements import load_disagreements
from planner.rule_words import EVENTS
from planner.rulebook import IF_REVIVED, NOT_VERIFIED, THROUGH_TIME, changed, entries, in_force, never_applied, search
from planner.source_row import csv_of
from planner.sources import source_rows
from planner.ui import state
from planner.ui.rule_tables import facts
from planner.ui.rules import A_PAGE, VIEWS
from planner.world import load_world

SCRIPT = "from planner.ui import rules\nrules.page()"
WORLD = load_world()
FOUND = entries(WORLD)
NUMBERS, DISPUTES, POSTPONED, DORMANT, SURENESS = VIEWS


def opened(session=None, **query) -> AppTest:
    page = AppTest.from_string(SCRIPT, default_timeout=60)
    for name, value in (session or {}).items():
        page.session_state[name] = value
    page.query_params.update(query)
    return ran(page)


def words(page) -> str:
    return words_of(page, "markdown", "title")


def ids(page) -> list[str]:
    """The rules in the tables, in order."""
    return re.findall(r'href="rules\?rule=([^"]+)"', words(page))


# ---- one rule -------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize(("rule", "says"), [
    ("opt_post.filing_closes", "60 days: USCIS must receive Form I-765 within a set number of days after the program end date."),
    ("fees.i907", "$1,780: "),
    ("opt.card_in_hand", "OPT work begins only with the approved EAD in hand"),
    ("proposals.opt_fee", "Not in force on "),
    ("fixed_period.stay_years", "Not in force on "),
    ("generic.lead_time.cpt", "10 business days: "),
    ("likely.i765_opt.p50", "72 days: standard OPT, 2025: 762 cases, 50 in 100"),
])
def test_a_link_to_a_rule_answers_with_it(rule, says):
    page = opened(rule=rule)
    assert headline(page).startswith(says)
    assert len(page.title) == 1
    assert rule in page.code[0].value


def test_every_number_has_its_source_and_check():
    for entry in FOUND:
        said = facts(entry)
        for head in ("Written in", "Checked", "How sure", "Status", "Value"):
            assert f"<dt>{head}:</dt> <dd>" in said, entry.row.id


def test_a_rule_shows_its_values_through_time_and_which_is_used():
    said = words(opened(rule="fees.i907"))
    for text in ("The day on which USCIS receives the form decides",
                 "Mon 6 Mar 2023 to Sun 25 Feb 2024", "$1,500", "$1,685", "From Sun 1 Mar 2026, used today"):
        assert text in said


def test_every_day_that_can_decide_has_words():
    assert {rule.keyed_on for rule in WORLD.law.rules.values()} <= EVENTS.keys()


def test_a_rule_says_where_sources_disagree_about_it():
    assert "Day 61: Wed 9 Oct 2024" in words(opened(rule="opt_post.start_closes"))
    assert "Sources disagree" not in words(opened(rule="on_campus.start_opens"))


def test_a_rule_that_does_not_exist_is_no_error():
    page = opened(rule="opt_post.filing_close")
    assert "rules, each with its source" in headline(page)
    assert page.text[0].value.endswith('"opt_post.filing_close", which does not exist; did you mean opt_post.filing_closes?')


def test_looking_a_rule_up_puts_it_into_the_address_and_leaving_it_takes_it_out():
    page = opened()
    page.selectbox(key="_rule").set_value("opt.length")
    ran(page)
    assert page.query_params["rule"] in ("opt.length", ["opt.length"])
    assert headline(page).startswith("12 months: ")
    page.button[0].click()
    ran(page)
    assert "rule" not in page.query_params
    assert "rules, each" in headline(page)


# ---- all numbers ----------------------------------------------------------------------------------------------------

def test_the_headline_counts_every_rule_once():
    said = headline(opened())
    total, *parts = [int(n) for n in re.findall(r"\d+", said)]
    assert total == sum(parts) == len(WORLD.law.rules)


def test_the_first_page_of_the_table_and_the_next():
    page = opened(show=THROUGH_TIME)
    assert f"{len(FOUND)} numbers of {len(FOUND)}" in words(page)
    assert len(ids(page)) == A_PAGE
    page.session_state["_page"] = 2
    ran(page)
    assert ids(page) == [entry.row.id for entry in FOUND][A_PAGE:2 * A_PAGE]


@pytest.mark.parametrize(("query", "includes", "excludes"), [
    ({"find": "240 days"}, (), ("fixed_period.work_while_extension_pending",)),
    ({"find": "240 days", "show": IF_REVIVED, "day": "2026-11-22"}, ("fixed_period.work_while_extension_pending",), ()),
    ({"find": "opt_post.filing_closes", "show": IF_REVIVED, "day": "2026-09-14"}, ("opt_post.filing_closes",), ()),
    ({"find": "240 days", "show": THROUGH_TIME}, ("fixed_period.work_while_extension_pending",), ()),
    ({"about": "Fees"}, ("fees.i907",), ("opt.length",)),
    ({"about": "all for CPT"}, ("cpt.year_bars_opt", "academic_year.length"), ("opt.length",)),
    ({"about": "Fees", "day": "2024-02-25"}, ("fees.i907",), ("fees.paper_payment",)),
    ({"sure": NOT_VERIFIED, "about": "Curricular practical training (CPT)"}, ("cpt.full_time_over",), ("cpt.year_bars_opt",)),
])
def test_the_filters(query, includes, excludes):
    found = ids(opened(**query))
    assert set(includes) <= set(found)
    assert not set(excludes) & set(found)


@pytest.mark.parametrize(("on", "fee"), [("2024-02-25", "$1,500"), ("2024-02-26", "$1,685"), ("2026-02-28", "$1,685"),
                                         ("2026-03-01", "$1,780")])
def test_the_value_of_a_chosen_day(on, fee):
    said = words(opened(find="I-907", about="Fees", day=on))
    assert fee in said
    assert {"$1,500", "$1,685", "$1,780"} - {fee} <= {text for text in ("$1,500", "$1,685", "$1,780") if text not in said}


@pytest.mark.parametrize(("on", "days"), [("2026-09-14", "60 days"), ("2026-09-15", "30 days")])
def test_a_day_as_if_the_postponed_rule_held(on, days):
    said = words(opened(find="opt_post.filing_closes", show=IF_REVIVED, day=on))
    assert f"<td>{days}</td>" in said
    assert len(re.findall(r"<td>\d+ days</td>", said)) == 1


def test_what_matches_nothing_says_so_and_can_be_undone():
    page = opened(find="unicorn")
    assert "0 numbers of" in words(page)
    page.button[0].click()
    assert "Nothing here" not in words(ran(page))


def test_a_number_of_a_colleague_appears_by_itself():
    """Whatever source_rows yields is filed, found and downloaded."""
    assert [entry.row for entry in FOUND] == source_rows(WORLD)
    assert all(entry.topic and entry.title for entry in FOUND)
    rows = list(csv.DictReader(io.StringIO(csv_of(source_rows(WORLD)))))
    assert [row["id"] for row in rows] == [entry.row.id for entry in FOUND]


def test_in_force_agrees_with_the_law_on_every_day_of_change():
    days = {row.start for row in source_rows(WORLD) if row.start} | {date(2026, 11, 22)}
    for regime in (None, "fixed_period_2026"):
        law = WORLD.law.under(regime)
        for on in map(day, days):
            for rule in law.rules:
                held = [entry.row for entry in FOUND if entry.row.id == rule and in_force(entry.row, law, on)]
                assert len(held) == law.has_value(rule, on)


@pytest.mark.parametrize(("query", "said"), [
    ({"day": "2026-13-01"}, "day=2026-13-01"), ({"day": "1999-01-01"}, "day=1999-01-01"), ({"about": "Taxes"}, "about=Taxes"),
    ({"view": "x", "sure": "y", "show": "z"}, "view=x, sure=y, show=z"), ({"fnd": "60"}, "fnd=60"),
])
def test_what_a_link_asks_and_the_page_cannot_is_said_until_a_choice_is_made(query, said):
    page = opened(**query)
    assert page.text[0].value.endswith(f"left out: {said}.")
    page.text_input[0].set_value("60")
    assert not ran(page).text


def test_a_link_that_can_be_read_says_nothing_about_itself():
    assert not opened(find="60", about="Fees", sure=NOT_VERIFIED, day="2026-02-28", show=THROUGH_TIME, view=NUMBERS).text


# ---- the other views ------------------------------------------------------------------------------------------------

def test_disagreements_name_who_says_what_and_what_we_take():
    page = opened(view=DISPUTES)
    assert headline(page).startswith(f"Sources disagree on {len(load_disagreements())} points")
    assert words(page).count("We take:") == len(load_disagreements())
    assert {rule for one in load_disagreements() for rule in one.rules} <= set(WORLD.law.rules)


def test_the_postponed_rule_beside_the_law_of_today():
    page = opened(view=POSTPONED)
    said = words(page)
    assert "not in force" in headline(page)
    for text in ("Example dates", "Tue 11 Jul", "Sun 11 Jun", "\u221230", "1:26-cv-13799-FDS", "no stay past Sun 15 Sep 2030"):
        assert text in said
    assert all(old is None or old.row.value != new.row.value for old, new in changed(WORLD, "fixed_period_2026"))
    assert "grace.f1_withdrawal" not in ids(page), "15 days in both: only what differs"


def test_the_postponed_rule_begins_with_the_students_own_dates():
    case = {"status": "J-1, bachelor", "program_start": "2026-10-01", "program_end": "2031-06-30"}
    said = words(opened({state.ADDRESS: case}, view=POSTPONED))
    for text in ("Your dates", "Tue 1 Oct<br>2030", "admitted anew", "Academic Training would need Form I-539"):
        assert text in said


def test_a_student_admitted_anew_is_told_the_days_for_a_longer_stay():
    case = {"status": "F-1, master", "program_start": "2027-08-23", "program_end": "2029-05-18"}
    said = words(opened({state.ADDRESS: case}, view=POSTPONED))
    for text in ("Form I-539 would have to reach USCIS by Sun 17 Jun 2029", "only if it came by Fri 18 May 2029",
                 "until Tue 12 Feb 2030 at the latest", "within 5 months of the program or of OPT: by Thu 18 Oct 2029"):
        assert text in said


def test_dates_that_cannot_be_are_said():
    case = {"status": "F-1, master", "program_start": "2028-05-12", "program_end": "2026-05-12"}
    assert "before it starts on" in words(opened({state.ADDRESS: case}, view=POSTPONED))
    assert "Enter the days" in words(opened({state.ADDRESS: {"program_end": "2028-05-12"}}, view=POSTPONED))


def test_nothing_dormant_is_applied_and_all_of_it_is_listed():
    page = opened(view=DORMANT)
    assert headline(page).startswith(f"{len(never_applied(WORLD))} values are postponed, proposed or contested")
    assert len(ids(page)) == len(never_applied(WORLD))
    assert {"cpt.guidance_2026", "proposals.opt_fee", "opt_post.filing_closes"} <= set(ids(page))


def test_what_nobody_has_verified_stands_in_one_place():
    unsure = [entry for entry in search(FOUND, sure=NOT_VERIFIED) if entry.row.id in WORLD.law.rules]
    page = opened(view=SURENESS)
    assert headline(page).startswith(f"{len(unsure)} values of law are not verified")
    assert ids(page) == [entry.row.id for entry in unsure]
    assert "Lead times of schools" in words(page)
