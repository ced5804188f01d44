"""A stay with its offers: training and jobs end when they do, what to ask for has its day, nothing is promised without a job."""
from datetime import date

import pytest

from planner.as_planned import as_planned
from planner.days import day
from planner.history import history_of
from planner.offers import plan_offers
from planner.stay import make_stay
from planner.stay_dates import dates_of, describe, next_date
from planner.stay_words import because, headline
from planner.world import load_world

ON = "2026-11-24"
J1 = {"status": "J-1", "level": "nondegree", "program_start": "2026-08-24", "program_end": "2026-12-18"}
J1_MASTER = {"status": "J-1", "level": "master", "program_start": "2025-08-18", "program_end": "2027-05-14"}
F1 = {"status": "F-1", "level": "master", "program_start": "2024-08-19", "program_end": "2027-05-14", "stem": True,
      "opt_requested_start": "2027-07-01"}


def planned(facts, *offers, on=ON):
    stay = make_stay(history_of(facts, {"offer": list(offers)}), day(on), load_world())
    together = plan_offers(stay)
    return as_planned(stay, together), together


def offer(start, end=None, hours=40, **more):
    return {"offer_start": start, "hours_per_week": hours} | ({"offer_end": end} if end else {}) | more


def said(text) -> str:
    return text.replace(chr(160), " ")


# ---- Academic Training is for one job -------------------------------------------------------------------------------

@pytest.mark.parametrize("ends, last, leave", [
    ("2027-04-29", "2027-04-29", "2027-05-29"), ("2027-04-30", "2027-04-30", "2027-05-30"),
    ("2027-05-01", "2027-04-30", "2027-05-30"), ("2027-06-30", "2027-04-30", "2027-05-30"),
    (None, "2027-04-30", "2027-05-30")])
def test_training_ends_with_its_job_and_no_later_than_the_studies_were_long(ends, last, leave):
    """117 days of study from 24 August: begun on 4 January, training of as many days ends on 30 April."""
    stay, _ = planned(J1, offer("2027-01-04", ends, 30))
    grant = stay.grant("at")
    assert [str(one) for one in (grant.first, grant.last, stay.leave_by.date)] == ["2027-01-04", last, leave]
    assert not [one for one in dates_of(stay) if one.title == "Offer ends" and one.date > grant.last]


def test_training_of_a_long_program_ends_with_the_job_too():
    stay, _ = planned(J1_MASTER, offer("2027-06-01", "2027-09-30", 30))
    assert (stay.grant("at").last, stay.leave_by.date) == (date(2027, 9, 30), date(2027, 10, 30))
    assert said(headline(stay)) == "If you use Academic Training, you may work until Thu 30 Sep 2027."


def test_training_before_the_end_of_the_program_leaves_what_is_planned_after_it():
    stay, _ = planned(J1_MASTER, offer("2027-01-11", "2027-03-31", 20))
    assert stay.grant("at").last > date(2027, 5, 14)


@pytest.mark.parametrize("start, asks", [("2027-01-03", "2026-12-04"), ("2027-01-04", "2026-12-04"), ("2027-01-17", "2026-12-04")])
def test_the_next_date_is_the_last_open_day_to_ask_the_office(start, asks):
    """Ten business days to Fri 18 December: Sun 6 December, when the office is closed."""
    stay, _ = planned(J1, offer(start, "2027-06-30", 30))
    one = next_date(dates_of(stay), stay.on)
    assert (str(one.date), one.title, describe(one)) == (asks, "Ask for Academic Training", "ask by")
    assert "The last day is Sun 6 Dec 2026; your office is closed then." in said(one.why)


def test_an_offer_after_the_last_day_to_begin_leaves_nothing_to_ask_for():
    stay, _ = planned(J1, offer("2027-01-18", "2027-06-30", 30))
    assert not stay.asks


# ---- a job ends with OPT unless the extension carries it -------------------------------------------------------------

@pytest.mark.parametrize("ends, last, report", [
    ("2028-06-29", "2028-06-29", "2028-07-09"), ("2028-06-30", "2028-06-30", "2028-07-10"),
    ("2028-07-01", "2028-06-30", "2028-07-10"), ("2028-07-30", "2028-06-30", "2028-07-10"), (None, "2028-06-30", "2028-07-10")])
def test_a_job_of_too_few_hours_for_the_extension_ends_with_opt(ends, last, report):
    stay, _ = planned(F1, offer("2027-07-01", "2028-06-30", 20), offer("2027-07-01", ends, 12, employer="A"))
    dates = {one.title: one for one in dates_of(stay)}
    assert (str(dates["Offer at A ends"].date), str(dates["Report the end of the job: A"].date)) == (last, report)
    assert not [one for one in dates_of(stay) if "STEM" in one.title and "end of the job" in one.title]
    assert "The employer tells the school that the job has ended" not in dates


def test_a_job_that_the_extension_carries_goes_on():
    stay, together = planned(F1, offer("2027-07-01", "2028-07-30", e_verify=True, employer="A"))
    dates = {one.title: one for one in dates_of(stay)}
    assert (together.plans[0].verdict, str(dates["Offer at A ends"].date)) == ("partly", "2028-07-30")
    assert "Report the end of the job on STEM OPT: A" in dates


@pytest.mark.parametrize("hours, e_verify, carried", [(19, True, False), (20, True, True), (21, True, True), (40, False, False),
                                                      (40, None, True)])
def test_what_the_extension_asks_of_an_employer_decides_whether_it_is_promised(hours, e_verify, carried):
    more = {} if e_verify is None else {"e_verify": e_verify}
    stay, _ = planned(F1, offer("2027-07-01", "2028-06-30", 40), offer("2028-07-01", None, hours, **more))
    assert stay.carried == carried
    until = "Sun 30 Jun 2030" if carried else "Fri 30 Jun 2028"
    assert f"you may work until {until}" in said(headline(stay))
    stem = next(one for one in dates_of(stay) if one.title == "STEM report after 6 months")
    assert describe(stem) == ("report by, planned" if carried else "report by, only if a job carries STEM OPT")
    assert str(stay.leave_by.date) == ("2030-08-29" if carried else "2028-08-29")
    assert any("E-Verify and at least 20 hours a week" in one for one in because(stay, dates_of(stay)))


def test_without_any_offer_the_extension_is_planned_as_for_a_good_job():
    stay, _ = planned(F1)
    assert said(headline(stay)) == "If you use OPT and the STEM extension, you may work until Sun 30 Jun 2030."


# ---- days without work ----------------------------------------------------------------------------------------------

@pytest.mark.parametrize("second, breaks", [("2027-10-29", False), ("2027-10-30", False), ("2027-10-31", True)])
def test_the_headline_names_day_91_where_the_offers_reach_it(second, breaks):
    """OPT from 1 July, a job to 31 July: 1 August is the first day without work, 29 October the 90th, 30 October the 91st."""
    stay, together = planned(F1, offer("2027-07-01", "2027-07-31"), offer(second, None, 40))
    assert headline(stay).startswith("Day 91 without work") == breaks
    assert [plan.over is not None for plan in together.plans] == [False, breaks]
    if breaks:
        assert said(headline(stay)) == ("Day 91 without work would be Sat 30 Oct 2027: "
                                        "have work of at least 20 hours a week by then to stay.")


@pytest.mark.parametrize("begins, said_of", [("2024-08-18", True), ("2024-08-19", False), ("2024-08-20", False)])
def test_cpt_before_the_program_is_named_as_not_counted(begins, said_of):
    history = history_of(F1, {"cpt": [{"from": begins, "to": "2024-09-30", "full_time": True}]})
    stay = make_stay(history, day(ON), load_world())
    said = " ".join(because(stay, dates_of(stay)))
    assert ("CPT that begins before this program is not counted" in said) == said_of


def test_two_employers_on_one_day_are_told_apart():
    stay, _ = planned(F1, offer("2027-07-01", "2028-06-30", 20, employer="A"), offer("2027-07-01", "2028-06-30", 20, employer="B"))
    titles = [one.title for one in dates_of(stay)]
    assert {"Report the new employer: A", "Report the new employer: B"} <= set(titles)
