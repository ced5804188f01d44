"""A request for evidence: no decision before the answer, and with premium processing the whole clock anew from it."""
import pytest
from asking import ask, text, world

from planner.cases import Cases
from planner.days import day
from planner.explain import explain_case

D = "2026-11-22"
FILED = {"status": "F-1", "program_start": "2025-08-25", "program_end": "2026-12-18", "i765_filed": "2026-10-01",
         "opt_requested_start": "2026-12-19"}
ASKED = FILED | {"rfe_received": "2026-11-10"}
PREMIUM = {"i907_filed": "2026-10-01"}


def approved(facts, on=D, **options):
    return text(ask(facts, on, world(**options))["opt_post"]["early"]["approved"])


@pytest.mark.parametrize("answered, expected, why", [
    ("2026-11-17", "2026-12-31", "Tuesday; closed on 26 November and 25 December"),
    ("2026-11-18", "2027-01-04", "a day later: closed on 1 January, a Friday"),
    ("2026-11-20", "2027-01-06", "Friday"), ("2026-11-21", "2027-01-06", "Saturday counts like Friday"),
    ("2026-11-23", "2027-01-07", "an answer planned for tomorrow"),
    ("2026-12-25", "2027-01-29", "standard processing is done first: 1 October and 120 days"),
])
def test_thirty_business_days_begin_anew_with_the_answer(answered, expected, why):
    assert approved(ASKED | PREMIUM | {"rfe_answered": answered}) == expected, why


def test_without_an_answer_it_is_planned_for_today():
    assert approved(ASKED | PREMIUM) == "2027-01-06"                # from Sunday 22 November
    assert "evidence_request" in ask(ASKED | PREMIUM, D)["opt_post"]["cautions"]


def test_without_the_request_the_clock_runs_from_the_form():
    assert approved(FILED | PREMIUM) == D                           # 30 business days from 1 October: 16 November, passed
    assert "evidence_request" not in ask(FILED | PREMIUM, D)["opt_post"]["cautions"]


@pytest.mark.parametrize("answered, expected", [
    ("2027-01-28", "2027-01-29"), ("2027-01-29", "2027-01-29"), ("2027-01-30", "2027-01-30")])
def test_without_premium_nobody_decides_before_the_answer(answered, expected):
    assert approved(ASKED | {"rfe_answered": answered}) == expected


def test_premium_asked_for_after_the_answer_runs_from_the_asking():
    facts = ASKED | {"rfe_answered": "2026-11-12", "i907_filed": "2026-11-18"}
    assert approved(facts) == "2027-01-04"
    assert approved(facts | {"i907_filed": "2026-11-12"}) == "2026-12-28"      # closed on 26 November and 25 December


def test_no_dated_data_applies_to_the_wait_after_an_answer():
    assert ask(FILED, D)["opt_post"]["p50_start"] and not ask(ASKED, D)["opt_post"]["p50_start"]
    assert ask(ASKED | PREMIUM | {"offer_start": "2027-03-01"}, D)["opt_post"]["chance"] is None


def test_an_answer_under_another_application_changes_nothing_here():
    facts = ASKED | {"i765_category": "opt_pre", "rfe_answered": "2026-11-17"}
    plain = {key: value for key, value in facts.items() if not key.startswith("rfe")}
    assert ask(facts, D)["opt_post"] == ask(plain, D)["opt_post"]


@pytest.mark.parametrize("answered, said", [
    (None, "we plan as if it had your answer today"), ("2026-11-17", "it has your answer since Tue 17 Nov 2026"),
    ("2026-11-22", "it has your answer since Sun 22 Nov 2026"), ("2026-11-23", "your answer is planned for Mon 23 Nov 2026")])
def test_the_page_says_what_is_taken(answered, said):
    facts = ASKED | PREMIUM | ({"rfe_answered": answered} if answered else {})
    plan = explain_case(Cases.of([facts]), day(D))
    notes = [note for route in plan.routes if route.route == "opt_post" for note in route.cautions]
    [note] = [note for note in notes if note.code == "evidence_request"]
    assert said in note.says.replace("\u00a0", " ") and note.cite == "8 CFR 106.4(f)(3)"
