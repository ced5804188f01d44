"""Cap-gap, hardship and international organizations: worked dates on both sides of every edge, and who is answered."""
import csv

import pytest
from asking import ask, text, world

from planner.cases import Cases
from planner.cli import main
from planner.days import day
from planner.explain import explain_case
from planner.plan import make_plan
from planner.routes import ROUTES

D = "2026-11-22"
ON_OPT = {"status": "F-1", "program_start": "2023-08-28", "program_end": "2025-12-19", "ead_start": "2026-01-20",
          "ead_end": "2027-01-19", "h1b_filed": "2026-04-02", "h1b_start": "2026-10-01"}
BEFORE = ON_OPT | {"program_end": "2023-05-12", "program_start": "2021-08-23", "ead_start": "2023-06-01", "ead_end": "2024-05-31",
                   "h1b_filed": "2024-04-02", "h1b_start": "2024-10-01"}
STUDENT = {"status": "F-1", "program_start": "2025-08-25", "program_end": "2028-05-12"}
REVIVED = {"regime": "fixed_period_2026"}


def one(route, facts, on=D, **options):
    return ask(facts, on, world(**options))[route]


def open_or_why(answer):
    """The earliest start, or the reasons where there is none."""
    return text(answer["earliest_start"]) or " ".join(answer["reasons"])


# route, facts, the fact that varies, three values in a row, the column, what it shows, why
EDGES = [
    ("cap_gap", ON_OPT, "h1b_start", ("2026-09-30", "2026-10-01", "2026-10-02"), "until",
     ("2026-03-31", "2027-03-31", "2027-03-31"), "the fiscal year begins on 1 October"),
    ("cap_gap", ON_OPT, "h1b_start", ("2027-09-30", "2027-10-01", "2027-10-02"), "until",
     ("2027-03-31", "2028-03-31", "2028-03-31"), "the next one, a leap year"),
    ("cap_gap", ON_OPT, "h1b_valid_from", ("2027-03-31", "2027-04-01", "2027-04-02"), "until",
     ("2027-03-30", "2027-03-31", "2027-03-31"), "granted before 1 April it ends the day before"),
    ("cap_gap", ON_OPT, "ead_end", ("2027-01-18", "2027-01-19", "2027-01-20"), "open", ("2027-01-19", "2027-01-20", "2027-01-21"),
     "it begins the day after the card ends"),
    ("cap_gap", ON_OPT | {"h1b_filed": "2027-01-19"}, "ead_end", ("2027-01-18", "2027-01-19", "2027-01-20"), "reasons",
     ("no_opt_in_force", "", ""), "the petition filed the day after the card ended, on its last day, the day before"),
    ("cap_gap", ON_OPT | {"ead_end": "2026-06-30"}, "h1b_filed", ("2026-08-28", "2026-08-29", "2026-08-30"), "reasons",
     ("no_opt_in_force", "no_opt_in_force", "petition_too_late"), "60 days to leave after 30 June: to 29 August"),
    ("cap_gap", {k: v for k, v in ON_OPT.items() if not k.startswith("ead")}, "h1b_filed",
     ("2026-02-16", "2026-02-17", "2026-02-18"), "reasons",
     ("no_opt_in_force", "no_opt_in_force", "petition_too_late"), "without a card: 60 days after 19 December"),
    ("cap_gap", ON_OPT, "offer_start", ("2027-03-30", "2027-03-31", "2027-04-01"), "open",
     ("2027-01-20", "2027-01-20", "too_late_to_start"), "31 March is the last day of work"),
    ("cap_gap", ON_OPT, "offer_start", ("2027-01-18", "2027-01-19", "2027-01-20"), "open", (D, D, "2027-01-20"),
     "an offer that begins under the card"),
    ("hardship", STUDENT | {"hardship": True}, "academic_year_complete", ("2026-12-07", "2026-12-08", "2027-01-31"), "open",
     ("2027-04-20", "2027-04-21", "2027-06-14"), "ten office days to 7 December, then 120 and 14; never before the year is full"),
    ("hardship", STUDENT | {"hardship": True}, "program_end", ("2028-04-04", "2028-04-05", "2028-04-06"), "until",
     ("2028-04-04", "2028-04-05", "2028-04-05"), "approved on 6 April 2027: a card of a year, or the studies end before"),
    ("hardship", STUDENT | {"hardship": True}, "hours_per_week", (19.5, 20, 20.5), "open", ("2027-04-20", "2027-04-20", "over_20h"),
     "20 hours while school is in session"),
    ("hardship", STUDENT | {"hardship": True}, "program_end", ("2027-04-19", "2027-04-20", "2027-04-21"), "open",
     ("too_late_to_start", "2027-04-20", "2027-04-20"), "the program's last day is a day of work"),
    ("intl_org", STUDENT | {"intl_org": True}, "program_end", ("2027-04-19", "2027-04-20", "2027-04-21"), "open",
     ("too_late_to_start", "2027-04-20", "2027-04-20"), "the program's last day is a day of work"),
    ("intl_org", STUDENT | {"intl_org": True}, "offer_date", ("2026-11-22", "2026-11-23", "2026-11-24"), "open",
     ("2027-04-20", "2027-04-21", "2027-04-22"), "the certification names the job: nothing is asked for before the offer"),
]


@pytest.mark.parametrize("route, facts, varied, values, column, expected, why", EDGES)
def test_the_day_before_the_day_and_the_day_after(route, facts, varied, values, column, expected, why):
    shown = []
    for value in values:
        on = max(D, str(facts["h1b_filed"])) if "h1b_filed" in facts else D
        answer = one(route, facts | {varied: value}, on)
        shown.append({"open": open_or_why(answer), "until": text(answer["authorized_until"]),
                      "reasons": " ".join(answer["reasons"])}[column])
    if column == "until" and expected[0] == "2026-03-31":       # over by the status date: no day is given
        shown[0] = shown[0] or "2026-03-31"
    assert tuple(shown) == expected, why


def test_before_2025_it_lasted_to_the_first_day_of_the_fiscal_year():
    answer = one("cap_gap", BEFORE, on="2024-06-10")
    assert (open_or_why(answer), text(answer["authorized_until"])) == ("2024-06-10", "2024-09-30")
    assert one("cap_gap", BEFORE, on="2024-10-01")["reasons"] == ["too_late_to_start"]


@pytest.mark.parametrize("facts, expected", [
    ({"h1b_change_of_status": False}, ["no_change_of_status"]), ({"h1b_ended": "2026-05-04"}, ["petition_ended"]),
    ({"related": False}, ["unrelated_work"]), ({"status": "J-1", "ead_start": None, "ead_end": None}, ["wrong_status"]),
    ({"ead_category": "opt_stem", "paid": False, "e_verify": False}, ["no_e_verify", "unpaid_stem"]),
    ({"ead_category": "opt_pre", "ead_start": "2025-01-20", "ead_end": "2025-12-19", "h1b_filed": "2026-01-20"},
     ["no_opt_in_force"]),
])
def test_what_stops_the_extension(facts, expected):
    assert one("cap_gap", {k: v for k, v in (ON_OPT | facts).items() if v is not None})["reasons"] == expected


def test_unemployment_goes_on_counting():
    idle = ON_OPT | {"unemployed_days": 60, "offer_start": "2027-02-15"}
    assert "unemployment_limit" not in one("cap_gap", idle, "2027-01-17")["cautions"]           # 60 + 29 by 14 February
    assert "unemployment_limit" in one("cap_gap", idle | {"unemployed_days": 62}, "2027-01-17")["cautions"]


def test_the_days_to_leave_are_thirty_under_the_postponed_rule():
    late = ON_OPT | {"ead_end": "2026-09-30", "h1b_filed": "2026-10-31"}
    assert one("cap_gap", late)["reasons"] == ["no_opt_in_force"]
    assert one("cap_gap", late, **REVIVED)["reasons"] == ["petition_too_late"]


def test_a_pending_opt_application_keeps_the_stay_open():
    facts = {k: v for k, v in ON_OPT.items() if not k.startswith("ead")} | {"i765_filed": "2026-01-15"}
    assert one("cap_gap", facts)["reasons"] == ["no_opt_in_force"]
    assert one("cap_gap", {k: v for k, v in facts.items() if k != "i765_filed"})["reasons"] == ["petition_too_late"]


@pytest.mark.parametrize("filed, expected", [
    ("2026-03-31", "2026-10-01"), ("2026-09-30", "2026-10-01"), ("2026-10-01", "2027-10-01")])
def test_the_start_of_the_next_fiscal_year_is_taken_where_none_is_asked_for(filed, expected):
    facts = {k: v for k, v in ON_OPT.items() if k != "h1b_start"} | {"h1b_filed": filed}
    assert one("cap_gap", facts)["cautions"] >= {"h1b_start_assumed"}
    plan = explain_case(Cases.of([facts]), day(D))
    note = next(n for r in plan.routes if r.route == "cap_gap" for n in r.cautions if n.code == "h1b_start_assumed")
    assert f"{int(expected[:4])}" in note.says and "1\u00a0Oct" in note.says


def test_neither_premium_processing_nor_the_field_of_study_matters_to_hardship():
    plain = one("hardship", STUDENT | {"hardship": True})
    assert one("hardship", STUDENT | {"hardship": True, "premium": True, "related": False, "curricular": False}) == plain


# ---- who is answered ------------------------------------------------------------------------------------------------

def test_without_a_fact_nobody_is_answered():
    assert tuple(ask(STUDENT, D)) == ROUTES


@pytest.mark.parametrize("facts, more", [
    ({"hardship": True}, ("hardship",)), ({"intl_org": True}, ("intl_org",)), ({"h1b_filed": "2026-04-01"}, ("cap_gap",)),
    ({"hardship": True, "h1b_filed": "2026-04-01", "intl_org": True}, ("cap_gap", "hardship", "intl_org"))])
def test_a_fact_asks_for_its_route(facts, more):
    assert tuple(ask(STUDENT | facts, D)) == ROUTES + more


def test_one_case_asks_for_the_whole_batch():
    plan = make_plan(Cases.of([STUDENT, STUDENT | {"hardship": True}]), day(D))
    assert tuple(plan.routes) == (*ROUTES, "hardship")
    assert plan.routes["hardship"].verdict.tolist()[0] == 0


@pytest.mark.parametrize("columns, rows, more", [
    ("", ("",), ()), (",hardship", (",yes", ","), ("hardship",)), (",hardship", (",", ","), ("hardship",)),
    (",intl_org,h1b_filed", (",,2026-04-01", ",yes,"), ("cap_gap", "intl_org"))])
def test_the_header_of_a_caseload_decides(tmp_path, columns, rows, more):
    cases = (f"C{n},F-1,2025-08-25,2028-05-12{row}" for n, row in enumerate(rows))
    lines = [f"case_id,status,program_start,program_end{columns}", *cases]
    (tmp_path / "cases.csv").write_text("\n".join(lines) + "\n")
    assert main(["caseload", str(tmp_path / "cases.csv"), "--out", str(tmp_path / "r.csv"), "--on", D]) == 0
    answered = [(row["case_id"], row["route"]) for row in csv.DictReader((tmp_path / "r.csv").open())]
    assert answered == [(f"C{n}", route) for n in range(len(rows)) for route in ROUTES + more]


def test_a_row_without_the_fact_has_a_reason_of_its_own(tmp_path):
    (tmp_path / "cases.csv").write_text("case_id,status,program_start,program_end,hardship,intl_org,h1b_filed\n"
                                        "A,F-1,2025-08-25,2028-05-12,,,\n")
    assert main(["caseload", str(tmp_path / "cases.csv"), "--out", str(tmp_path / "r.csv"), "--on", D]) == 0
    rows = {row["route"]: row["reasons"] for row in csv.DictReader((tmp_path / "r.csv").open())}
    assert (rows["cap_gap"], rows["hardship"], rows["intl_org"]) == ("no_petition", "no_hardship", "no_intl_org")


# ---- in words -------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("facts, expected", [
    (ON_OPT | {"offer_start": "2027-02-01", "offer_end": "2027-03-26"},
     "Yes, through the cap-gap extension: start on Mon 1 Feb 2027."),
    (ON_OPT | {"offer_start": "2027-02-01", "offer_end": "2027-04-30"},
     "Yes, but only until Wed 31 Mar 2027: your authorization ends 30 days before the job does."),
    (ON_OPT | {"offer_start": "2027-02-01", "h1b_filed": "2027-01-20", "ead_end": "2027-01-19"},
     "No: OPT was not in force when the petition was filed, on Wed 20 Jan 2027."),
    (STUDENT | {"hardship": True, "offer_start": "2027-06-01", "curricular": False, "related": False},
     "Yes, for economic hardship: ask your office by Thu 31 Dec 2026, start on Tue 1 Jun 2027."),
])
def test_the_headline(facts, expected):
    on = max(D, str(facts.get("h1b_filed", D)))
    assert explain_case(Cases.of([facts]), day(on)).headline.replace("\u00a0", " ") == expected


@pytest.mark.parametrize("facts", [ON_OPT, STUDENT | {"hardship": True}, STUDENT | {"intl_org": True}])
def test_every_sentence_has_a_source(facts):
    for route in explain_case(Cases.of([facts]), day(D)).routes:
        assert all(note.cite and "{" not in note.says for note in (*route.reasons, *route.cautions)), route.route
        assert all(step.says and step.cite for step in route.milestones), route.route
