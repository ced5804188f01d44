"""What follows the first day of work, by hand for one student on each route; and what to know that moves no date."""
import pytest
from asking import world

from planner.afterwards import afterwards
from planner.cases import Cases
from planner.days import day
from planner.explain import explain_case
from planner.plan import make_plan
from planner.row import Row

D = "2026-11-22"
STUDENT = {"status": "F-1", "program_start": "2025-08-25", "program_end": "2027-05-14"}
ON_OPT = {"status": "F-1", "program_start": "2023-08-28", "program_end": "2025-12-19", "stem": True, "e_verify": True,
          "ead_start": "2026-02-02", "ead_end": "2027-02-01"}


def later(route, facts, on=D, **options):
    plan = make_plan(Cases.of([facts]), day(on), world(**options))
    return [f"{one.date} {one.id}" for one in afterwards(Row(plan, 0), plan.routes[route])]


@pytest.mark.parametrize("route, facts, expected", [
    ("cpt", STUDENT | {"offer_start": "2026-12-21", "offer_end": "2027-01-15"}, [
        "2027-01-15 cpt_ends", "2027-02-13 opt_post_opens", "2027-05-14 study_work_ends", "2027-07-13 leave_after_program",
        "2027-07-13 opt_post_closes"]),
    # filed 13 February, approved 13 June, so the card is dated from the start asked for, 5 July
    ("opt_post", STUDENT | {"offer_start": "2027-07-05", "offer_end": "2027-08-27"}, [
        "2027-07-15 opt_job_begun", "2027-09-06 opt_job_ended", "2028-07-04 opt_ends", "2028-09-02 leave_after_opt"]),
    ("opt_post", STUDENT | {"stem": True, "offer_start": "2027-07-05"}, [
        "2027-07-15 opt_job_begun", "2028-04-05 stem_opens", "2028-07-04 opt_ends", "2028-07-04 stem_closes",
        "2028-09-02 leave_after_opt"]),
    ("opt_stem", ON_OPT | {"offer_start": "2027-02-02"}, [
        "2027-02-12 stem_job_begun", "2027-02-12 stem_training_plan", "2027-08-16 stem_report", "2028-02-11 stem_evaluation",
        "2028-02-16 stem_report", "2028-08-16 stem_report", "2029-02-01 stem_ends", "2029-02-11 stem_final_evaluation",
        "2029-02-16 stem_report", "2029-04-02 leave_after_stem"]),
    ("current_ead", ON_OPT | {"offer_start": "2026-12-07", "offer_end": "2027-01-15"}, [
        "2026-12-17 opt_job_begun", "2027-01-25 opt_job_ended", "2027-02-01 opt_ends", "2027-02-01 stem_closes",
        "2027-04-02 leave_after_opt"]),
    ("cap_gap", ON_OPT | {"h1b_filed": "2026-04-02", "h1b_start": "2026-10-01", "offer_start": "2027-02-02"}, [
        "2027-02-12 opt_job_begun", "2027-03-31 cap_gap_ends"]),
    ("at", {"status": "J-1", "program_start": "2025-08-25", "program_end": "2026-12-18", "offer_start": "2027-01-11",
            "offer_end": "2027-05-07"}, ["2027-05-07 at_ends", "2027-06-06 leave_j1"]),
    ("on_campus", STUDENT | {"on_campus": True, "offer_start": "2027-05-03"}, [
        "2027-05-14 study_work_ends", "2027-07-13 leave_after_program", "2027-07-13 opt_post_closes"]),
])
def test_a_student_by_hand(route, facts, expected):
    assert later(route, facts) == expected


def test_nothing_follows_where_no_day_is_known():
    assert later("opt_post", STUDENT | {"held": True}) == []
    assert later("cpt", STUDENT | {"curricular": False}) == []


def test_the_postponed_rule_changes_the_days_to_leave():
    new = STUDENT | {"program_start": "2026-09-16", "program_end": "2028-05-12", "offer_start": "2028-07-03"}
    assert later("opt_post", new)[-1] == "2029-08-31 leave_after_opt"
    # the last start that could be asked for would be 11 June, so the card would end on 10 June, and 30 days follow
    assert later("opt_post", new, regime="fixed_period_2026")[-1] == "2029-07-10 leave_after_opt"


# ---- what to know ---------------------------------------------------------------------------------------------------

def known(route, facts, on=D, **options):
    plan = explain_case(Cases.of([facts]), day(on), world(**options))
    return {note.code: note.says.replace("\u00a0", " ") for one in plan.routes if one.route == route for note in one.know}


FILED = STUDENT | {"program_end": "2026-12-18", "i765_filed": "2026-11-02", "i907_filed": "2026-11-02",
                   "opt_requested_start": "2026-12-19"}


@pytest.mark.parametrize("filed, first, last", [
    ("2026-11-02", "Tue 15 Dec 2026", "Thu 17 Dec 2026"),        # 30 business days: 16 December, over two holidays
    ("2026-11-18", "Thu 31 Dec 2026", "Tue 5 Jan 2027"),         # 4 January, a Monday: the Friday before is a holiday
])
def test_a_business_day_either_way(filed, first, last):
    says = known("opt_post", FILED | {"i765_filed": filed, "i907_filed": filed}, on="2026-11-22")["premium_day_zero"]
    assert says.endswith(f"between {first} and {last}.")


def test_it_is_not_said_where_another_clock_holds_the_decision():
    assert "premium_day_zero" not in known("opt_post", {k: v for k, v in FILED.items() if k != "i907_filed"})


def test_fingerprints_are_told_from_the_day_of_the_policy_on():
    assert "about 10 to 20 days" in known("opt_post", STUDENT)["fingerprints"]
    early = STUDENT | {"program_start": "2024-08-26", "program_end": "2025-12-19"}
    assert "fingerprints" in known("opt_post", early, on="2025-12-12")
    assert "fingerprints" not in known("opt_post", early, on="2025-12-11")


@pytest.mark.parametrize("facts, on, code", [
    (STUDENT | {"program_end": "2027-06-16"}, D, "extension_exempt"),        # its window opens on 18 March 2027
    (STUDENT | {"program_end": "2027-06-17"}, D, "extension_needed"),        # a day later the exemption is over
    (STUDENT | {"program_start": "2026-09-15", "program_end": "2027-06-16"}, D, "extension_exempt"),
    (STUDENT | {"program_start": "2026-09-16", "program_end": "2027-06-17"}, D, "extension_needed"),
])
def test_the_form_of_the_postponed_rule(facts, on, code):
    revived = known("opt_post", facts, on, regime="fixed_period_2026")
    assert {name for name in revived if name.startswith("extension")} == {code}
    assert not any(name.startswith("extension") for name in known("opt_post", facts, on)), "it is not in force"


def test_who_began_after_the_rule_is_exempt_from_nothing():
    facts = STUDENT | {"program_start": "2026-09-16", "program_end": "2027-06-16"}
    assert "extension_needed" in known("opt_post", facts, regime="fixed_period_2026")


def test_every_route_on_request_says_what_it_rests_on():
    facts = STUDENT | {"program_end": "2028-05-12"}
    assert set(known("hardship", facts | {"hardship": True})) == {"good_standing", "special_relief"}
    assert set(known("intl_org", facts | {"intl_org": True})) == {"organization_dates"}
    gap = known("cap_gap", ON_OPT | {"h1b_filed": "2026-04-02"})
    assert set(gap) == {"cap_gap_last_day", "cap_gap_stops"} and "Wed 31 Mar 2027" in gap["cap_gap_last_day"]
