"""What stands in an answer beyond its dates: the cause that matters, the day that helps, and nothing that contradicts itself."""
from datetime import date

import pytest
from random_cases import random_cases

from planner.as_planned import as_planned
from planner.cases import Cases
from planner.days import day
from planner.duties import load_duties
from planner.explain import explain_case
from planner.history import history_of
from planner.offers import plan_offers
from planner.stay import make_stay
from planner.stay_dates import dates_of
from planner.ui.routes import is_hurried
from planner.words import long_day
from planner.world import load_world

ON = "2026-11-22"
STUDENT = {"status": "F-1", "program_start": "2025-08-25", "program_end": "2027-05-14"}
EXTENDING = {"status": "F-1", "level": "doctorate", "school": "mit", "program_start": "2020-09-01", "program_end": "2025-12-19",
             "stem": True, "i765_category": "opt_stem", "i765_filed": "2026-11-10", "ead_start": "2026-01-12",
             "ead_end": "2027-01-11", "offer_start": "2027-02-01", "hours_per_week": 40, "e_verify": True}
GRADUATE = {"status": "F-1", "program_start": "2024-08-21", "program_end": "2026-05-16"}
CARD = {"from": "2026-06-22", "to": "2027-06-21"}


def told(facts, on=ON, **more):
    return explain_case(Cases.of([facts]), day(on), **more)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


# ---- a filing after its recommendation ------------------------------------------------------------------------------

@pytest.mark.parametrize("recommended, verdict", [("2026-09-10", "no"), ("2026-09-11", "yes"), ("2026-09-12", "yes")])
def test_a_recommendation_for_the_extension_is_good_for_sixty_days(recommended, verdict):
    assert told(EXTENDING | {"dso_recommended": recommended}).best.verdict == verdict


def test_a_filing_after_its_recommendation_says_what_to_do_while_the_window_is_open():
    plan = told(EXTENDING | {"dso_recommended": "2026-09-10"})
    assert plain(plan.headline) == ("Filed after the recommendation ran out on Mon 9 Nov 2026: ask for a new one and file again "
                                    "by Mon 11 Jan 2027.")
    assert "With a new recommendation and a new filing, STEM extension of OPT is in time." in plan.helps
    stem = next(view for view in plan.routes if view.route == "opt_stem")
    assert [note.code for note in stem.reasons] == ["filing_window_closed"]


def test_after_graduation_its_headline_comes_from_that_way():
    facts = {"status": "F-1", "program_start": "2025-08-25", "program_end": "2026-12-18", "dso_recommended": "2026-10-01",
             "i765_filed": "2026-11-05", "offer_start": "2027-02-15", "hours_per_week": 40}
    plan = told(facts)
    assert plain(plan.headline) == ("Filed after the recommendation ran out on Sat 31 Oct 2026: ask for a new one and file again "
                                    "by Tue 16 Feb 2027.")


def test_once_the_window_is_over_there_is_nothing_to_file_again():
    facts = EXTENDING | {"dso_recommended": "2026-09-10", "offer_start": "2027-03-01"}
    assert "file again" not in told(facts, "2027-01-12").headline
    assert not any("new filing" in text for text in told(facts, "2027-01-12").helps)


def test_a_filing_in_time_is_not_to_be_made_again():
    assert not any("new filing" in text for text in told(EXTENDING | {"dso_recommended": "2026-11-02",
                                                                     "offer_start": "2026-12-01"}).helps)


# ---- too late to start ----------------------------------------------------------------------------------------------

J1 = {"status": "J-1", "level": "doctorate", "program_start": "2021-08-30", "program_end": "2026-12-18", "hours_per_week": 40}


@pytest.mark.parametrize("start, verdict", [("2027-01-16", "yes"), ("2027-01-17", "yes"), ("2027-01-18", "no")])
def test_training_begins_within_thirty_days(start, verdict):
    assert told(J1 | {"offer_start": start}).best.verdict == verdict


def test_a_day_too_late_names_the_last_day_and_asks_the_host():
    plan = told(J1 | {"offer_start": "2027-01-18"})
    assert plain(plan.headline) == ("No: a start on Mon 18 Jan 2027 is too late: work through Academic Training may begin until "
                                    "Sun 17 Jan 2027.")
    assert "Ask the host to begin by Fri 15 Jan 2027: then J-1 Academic Training is in time." in map(plain, plan.helps)
    assert "comes nearest" in plan.because and len(plan.because) < 200


def test_the_host_is_asked_for_a_weekday_also_where_the_job_would_end_early():
    """117 days of study: begun on Fri 15 January, training ends on 11 May."""
    facts = {"status": "J-1", "level": "nondegree", "program_start": "2026-08-24", "program_end": "2026-12-18",
             "offer_start": "2027-02-01", "offer_end": "2027-06-30", "hours_per_week": 30}
    assert "Ask the host to begin by Fri 15 Jan 2027: then J-1 Academic Training is in time." in map(plain, told(facts).helps)


@pytest.mark.parametrize("ends, hurried", [("2026-12-08", True), ("2026-12-09", False), ("2026-12-10", False)])
def test_a_job_too_long_keeps_the_condition_of_a_faster_office(ends, hurried):
    """Asked on 24 November, ten business days end on 9 December: Thanksgiving is closed."""
    facts = {"status": "J-1", "level": "nondegree", "program_start": "2026-08-24", "program_end": ends,
             "offer_start": "2027-01-04", "offer_end": "2027-06-30", "hours_per_week": 30}
    view = told(facts, "2026-11-24")
    assert view.headline.startswith("Only if your office is faster than usual, and only until") == hurried
    assert view.headline.startswith("Yes, but only until") != hurried and len(view.headline.split()) <= 25
    assert is_hurried(view.best) == hurried


@pytest.mark.parametrize("status, cite", [("J-1", "22 CFR 62.23(g)"), ("F-1", "8 CFR 214.2(f)(9)(i)")])
@pytest.mark.parametrize("changed", [{"on_campus": False}, {"hours_per_week": 21}, {"offer_start": "2027-05-15"}])
def test_work_on_campus_is_cited_by_the_law_of_the_status(status, cite, changed):
    facts = STUDENT | {"status": status, "on_campus": True, "hours_per_week": 20, "offer_start": "2027-02-01"} | changed
    view = next(view for view in told(facts).routes if view.route == "on_campus")
    assert [note.cite for note in view.reasons] == [cite]


@pytest.mark.parametrize("start, last", [("2027-01-17", "Mon 18 Jan 2027"), ("2027-01-18", "Mon 18 Jan 2027"), ("2027-01-19", "")])
def test_the_hours_of_the_offer_hold_until_the_term_starts(start, last):
    """Spring of the school is planned from Tue 19 January: what makes the offer's own start is the first that would help."""
    facts = {"status": "F-1", "level": "bachelor", "school": "binghamton", "program_start": "2026-08-19",
             "program_end": "2030-05-17", "offer_start": start, "offer_end": "2027-02-15", "hours_per_week": 30, "on_campus": True}
    first = plain(told(facts, "2026-11-24").helps[0])
    more = f"; 30 hours are allowed until {last}, before the term" if last else ""
    assert first == f"At 20 hours a week, On campus is in time{more}."


@pytest.mark.parametrize("complete, said", [("2026-12-20", False), ("2026-12-21", False), ("2026-12-22", True)])
def test_an_academic_year_that_is_not_complete_is_said_first(complete, said):
    facts = STUDENT | {"academic_year_complete": complete, "offer_start": "2026-12-21", "offer_end": "2027-01-15"}
    first = "You will not have finished one academic year before Tue 22 Dec 2026."
    assert plain(told(facts).because).startswith(first) == said
    assert not told(facts | {"training_required": True}).because.startswith("You will not")


def test_an_earlier_start_that_hangs_on_an_expedited_answer_is_not_called_in_time():
    assert not told(J1 | {"offer_start": "2027-01-18", "program_end": "2026-11-22"}).helps


def test_a_held_case_gives_no_first_day_that_hangs_on_a_decision():
    facts = {"status": "F-1", "program_start": "2025-09-02", "program_end": "2026-12-18", "i765_filed": "2026-10-15",
             "dso_recommended": "2026-10-08", "opt_requested_start": "2027-01-04", "held": True, "offer_start": "2027-01-04"}
    before = next(view for view in told(facts).routes if view.route == "opt_pre")
    assert [plain(note.says) for note in before.reasons if note.code == "too_late_to_start"] == [
        "Work through OPT before graduation may begin until Fri 18 Dec 2026."]


# ---- the last day, and what it counts from ----------------------------------------------------------------------------

def test_an_offer_without_an_end_says_the_last_day_of_work():
    assert "Work may last until Mon 21 Jun 2027." in plain(told(GRADUATE | {
        "ead_start": "2026-06-22", "ead_end": "2027-06-21", "offer_start": "2027-06-12"}).because)


def test_what_training_uses_up_ends_with_the_authorization():
    plan = told({"status": "J-1", "level": "nondegree", "program_start": "2026-08-31", "program_end": "2026-12-18",
                 "offer_start": "2027-01-11", "offer_end": "2027-06-30"})
    assert str(plan.best.authorized_until) == "2027-04-30"                      # 110 days of study: 21 + 28 + 31 + 30
    assert plan.best.uses_up == "110 days of your Academic Training; part time counts in full."
    assert plan.best.until_counts_from_start


@pytest.mark.parametrize("offer, until, counts_from_it", [("2026-12-21", "2027-01-15", False), ("2027-01-14", "2027-01-15", False),
                                                          ("2027-01-25", "2027-05-13", True)])
def test_a_last_day_of_cpt_says_which_start_it_belongs_to(offer, until, counts_from_it):
    """The earliest start lies in the winter session, an offer after it in the spring term: two authorizations."""
    plan = told({"school": "binghamton", "status": "F-1", "program_start": "2025-08-19", "program_end": "2027-05-14",
                 "offer_start": offer})
    cpt = next(view for view in plan.routes if view.route == "cpt")
    assert (str(cpt.earliest_start), str(cpt.authorized_until)) == ("2026-12-21", until)
    assert cpt.until_counts_from_start == counts_from_it


def test_the_last_open_day_stands_for_a_sunday():
    plan = told(STUDENT | {"offer_start": "2027-07-19"})
    assert plain(plan.headline) == ("Yes, through OPT after graduation: ask your office by Fri 19 Feb 2027, "
                                    "start on Mon 19 Jul 2027.")
    assert plain(plan.because).endswith("The last day is Sun 21 Feb 2027; your office is closed then, so ask by "
                                        "Fri 19 Feb 2027.")
    asked = next(step for step in plan.checklist if step.title == "Ask for the OPT I-20.")
    assert (str(plan.best.next_step_by), str(asked.by)) == ("2027-02-21", "2027-02-19")
    assert "The last day is Sun 21 Feb 2027; the office is closed then." in plain(asked.note)


def test_the_steps_stand_in_the_order_of_their_last_days():
    """The department signs before the office is asked, also where the office's last open day stands for a later one."""
    cases, world = random_cases(80, seed=3), load_world()
    for row in range(80):
        plan = explain_case(cases[row:row + 1], day(ON), world)
        last = [step.by for step in plan.checklist if step.by and step.kind in ("do", "wait", "start") and step.actor != "host"]
        assert last == sorted(last), cases.record(row)


def test_no_open_day_stands_for_a_sunday_before_the_offer_is_in_hand():
    """The offer comes on Sat 19 Dec 2026, the last day to ask is the Sunday after it: the Friday before would be too early."""
    late = STUDENT | {"offer_date": "2026-12-19", "offer_start": "2027-01-05"}
    plan = told(late)
    assert (plan.best.route, str(plan.best.next_step_by), plan.best.last_open_day) == ("cpt", "2026-12-20", None)
    assert str(next(step for step in plan.checklist if step.title == "Ask for CPT.").by) == "2026-12-20"
    earlier = told(late | {"offer_date": "2026-12-18"})
    assert str(earlier.best.last_open_day) == "2026-12-18"


ON_REQUEST = {"hardship": True, "intl_org": True, "curricular": False, "related": False}


@pytest.mark.parametrize("school", ["generic", "binghamton", "ut_austin"])
def test_no_headline_has_more_than_25_words(school):
    cases = [cases.record(row) | more for more in ({}, ON_REQUEST) for cases in [random_cases(60, schools=(school,), held=.1)]
             for row in range(60)]
    for case in cases:
        headline = told({name: value for name, value in case.items() if value is not None}).headline
        assert len(headline.split()) <= 25, headline


def test_what_is_cut_from_the_headline_stands_below_it():
    plan = told(STUDENT | {"status": "J-1", "school": "binghamton", "offer_start": "2027-02-15", "offer_end": "2027-04-30",
                           "hours_per_week": 28, "on_campus": True, "at_days_used": 600})
    assert plan.headline == "No: 28 hours a week are more than the 20 allowed while school is in session."
    assert "Spring 2027 (projected" in plan.because


# ---- days at the edges of a calendar --------------------------------------------------------------------------------

EDGES = {"status": "F-1", "program_start": "2025-08-25", "program_end": "2028-05-12"}


@pytest.mark.parametrize(("on", "facts", "expected"), [
    # ten business days from Tue 29 Feb 2028: 1 to 3, 6 to 10, 13 and 14 March
    ("2028-02-29", {"offer_start": "2028-03-13"}, "Not by Mon 13 Mar: the earliest start is Tue 14 Mar 2028, through CPT."),
    ("2028-02-29", {"offer_start": "2028-03-14"}, "Yes, through CPT: ask your office today, start on Tue 14 Mar 2028."),
    # back from 29 Feb: 29, 28, 25 to 22 February, the 21st is Presidents' Day, 18 to 15: asked on the 14th
    ("2028-02-01", {"offer_start": "2028-02-29"},
     "Yes, through CPT: ask your office by Mon 14 Feb 2028, start on Tue 29 Feb 2028."),
    # Christmas and New Year's Day are closed: 14 December is 10 business days before 29 December, 17 December before 4 January
    ("2026-12-14", {"offer_start": "2026-12-29"}, "Yes, through CPT: ask your office today, start on Tue 29 Dec 2026."),
    ("2026-12-14", {"offer_start": "2027-01-04"}, "Yes, through CPT: ask your office by Thu 17 Dec 2026, start on Mon 4 Jan 2027."),
    # the card's last day, and the day after it
    ("2026-11-22", {"program_end": "2025-11-20", "ead_start": "2025-11-23", "ead_end": "2026-11-23", "offer_start": "2026-11-23"},
     "Yes, with the card you hold: start on Mon 23 Nov 2026."),
    ("2026-11-22", {"program_end": "2025-11-20", "ead_start": "2025-11-22", "ead_end": "2026-11-21", "offer_start": "2026-11-23"},
     "No: your card ended on Sat 21 Nov 2026."),
])
def test_days_at_the_edges_of_a_calendar(on, facts, expected):
    assert plain(told(EDGES | facts, on).headline) == expected


# ---- days without work beyond the limit -----------------------------------------------------------------------------

ON_OPT = GRADUATE | {"ead_start": "2026-06-22", "ead_end": "2027-06-21", "offer_start": "2026-12-21", "hours_per_week": 40}


@pytest.mark.parametrize("used, over", [(61, None), (62, "2026-12-20"), (90, "2026-11-22"), (91, "2026-11-21")])
def test_days_without_work_over_the_limit_are_said_and_once_it_has_passed_first(used, over):
    """61 days by 22 November and the 29 to 20 December are 90; one more is too many on the last of them."""
    plan = told(ON_OPT | {"unemployed_days": used})
    said = [plain(note.says) for note in plan.best.cautions if note.code == "unemployment_limit"]
    assert len(said) == (over is not None)
    if over == "2026-11-21":
        assert plain(plan.headline) == ("Only if your office says that your OPT still stands: day 91 without work was "
                                        "Sat 21 Nov 2026.")
        assert said == ["Day 91 without work was Sat 21 Nov 2026, over the limit of 90: see your office at once, before you take "
                        "any work."]
    elif over:
        day_91 = plain(long_day(date.fromisoformat(over)))
        assert plain(plan.headline) == (f"Only if other work begins before {day_91}: that is day 91 without work, "
                                        "over the limit of 90.")
        assert day_91 in said[0]
    else:
        assert plain(plan.headline) == "Yes, with the card you hold: start on Mon 21 Dec 2026."


# ---- full-time CPT --------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("days, warned", [(334, False), (335, True), (364, True), (365, False)])
def test_days_of_full_time_cpt_near_the_year_are_named_though_the_offer_adds_none(days, warned):
    plan = told(STUDENT | {"cpt_full_time_days": days, "offer_start": "2027-07-19"})
    post = next(view for view in plan.routes if view.route == "opt_post")
    assert any(note.code == "cpt_year_near" for note in post.know) == warned


# ---- the start one has in mind --------------------------------------------------------------------------------------

def test_a_start_in_mind_that_is_not_filed_is_said_to_move_no_date():
    plan = told(STUDENT | {"offer_start": "2027-07-19", "opt_requested_start": "2027-07-01"})
    says = [plain(note.says) for note in plan.best.know if note.code == "start_asked_for"]
    assert says and "Thu 1 Jul 2027" in says[0] and "Tue 13 Jul 2027" in says[0]
    assert not [note for note in told(STUDENT | {"offer_start": "2027-07-19", "opt_requested_start": "2027-07-13"}).best.know
                if note.code == "start_asked_for"]


def test_without_one_the_stay_is_planned_on_the_start_that_fits_the_first_offer():
    offers = [{"offer_start": "2027-07-19", "offer_end": "2027-08-13"}, {"offer_start": "2027-09-06", "offer_end": "2027-10-01"}]
    stay = make_stay(history_of(STUDENT, {"offer": offers}), day(ON), load_world())
    first = told(STUDENT | offers[0]).best
    assert stay.grant("opt_post").last == first.authorized_until
    assert {plan.until for plan in plan_offers(stay).plans} == {first.authorized_until}


# ---- days without work ----------------------------------------------------------------------------------------------

def stay_of(facts, **lists):
    return make_stay(history_of(facts, lists), day(ON), load_world())


@pytest.mark.parametrize("job, warned", [({"from": "2026-07-06"}, False), ({"from": "2026-07-06", "to": "2027-03-31"}, False),
                                         ({"from": "2026-07-06", "to": "2026-11-30"}, True)])
def test_a_job_that_goes_on_stops_the_clock_of_a_plan(job, warned):
    stay = stay_of(GRADUATE, ead=[CARD], job=[job | {"hours_per_week": 40}], offer=[{"offer_start": "2027-05-03"}])
    plan = explain_case(stay.made.cases, day(ON), load_world(), stay.clock)
    assert any(note.code == "unemployment_limit" for note in plan.best.cautions) == warned
    if warned:                      # 14 days before the job; from 1 December on 76 more are 90: the 15th of February is day 91
        assert "day 91 is Mon 15 Feb 2027, before this work starts" in plain(plan.because)


def test_the_smaller_limit_holds_until_the_extension_begins():
    facts = EXTENDING | {"dso_recommended": "2026-11-02", "unemployed_days": 60, "offer_start": "2027-01-18"}
    stem = next(view for view in told(facts).routes if view.route == "opt_stem")
    says = [plain(note.says) for note in stem.cautions if note.code == "limit_of_the_first_card"]
    assert says == ["Until the extension begins on Tue 12 Jan 2027 the limit is 90 days without work, and day 91 would be "
                    "Tue 22 Dec 2026: work has to begin by then."]
    assert "unemployment_limit" not in [note.code for note in stem.cautions]     # the 150 of the extension are not reached


@pytest.mark.parametrize("used, said", [(38, False), (39, False), (40, True)])
def test_ninety_days_under_the_first_card_are_no_more_than_allowed(used, said):
    facts = EXTENDING | {"dso_recommended": "2026-11-02", "unemployed_days": used, "offer_start": "2027-01-18"}     # 51 to come
    stem = next(view for view in told(facts).routes if view.route == "opt_stem")
    assert any(note.code == "limit_of_the_first_card" for note in stem.cautions) == said


@pytest.mark.parametrize("start, headline", [
    ("2026-12-03", "Yes, through the STEM extension: ask your office by Tue 15 Jun 2027, start on Thu 3 Dec 2026."),
    ("2026-12-04", "Yes, through the STEM extension: ask your office by Tue 15 Jun 2027, start on Fri 4 Dec 2026."),
    ("2026-12-05", "Only if work begins before Fri 4 Dec 2026: that would be day 91 without work, and the limit before the "
                   "extension is 90.")])
def test_a_start_after_day_91_is_no_plain_yes(start, headline):
    """80 days are used; 24 November to 3 December are ten more."""
    plan = told({"status": "F-1", "level": "bachelor", "program_start": "2022-08-23", "program_end": "2026-05-15", "stem": True,
                 "ead_category": "opt_post", "ead_start": "2026-07-01", "ead_end": "2027-06-30", "unemployed_days": 80,
                 "e_verify": True, "offer_start": start, "offer_end": "2028-01-31", "hours_per_week": 40}, on="2026-11-24")
    assert plain(plan.headline) == headline


# ---- several offers -------------------------------------------------------------------------------------------------

def test_a_refused_offer_brings_no_dates():
    stay = stay_of(EXTENDING | {"dso_recommended": "2026-11-02", "offer_start": "", "e_verify": ""}, offer=[
        {"offer_start": "2027-02-01", "e_verify": True, "employer": "C", "hours_per_week": 40},
        {"offer_start": "2027-03-01", "e_verify": False, "employer": "D", "hours_per_week": 25}])
    planned = as_planned(stay, plan_offers(stay))
    assert any(one.title == "Offer at D starts" for one in dates_of(stay))
    assert [one.title for one in dates_of(planned) if "Offer at" in one.title] == ["Offer at C starts"]


def test_a_record_ends_only_where_no_employer_is_planned_by_then():
    title = next(duty.title for duty in load_duties() if duty.id == "employer_before_termination")
    idle, working = stay_of(GRADUATE, ead=[CARD]), stay_of(GRADUATE, ead=[CARD], job=[{"from": "2026-07-06", "hours_per_week": 40}])
    assert any(one.title == title for one in dates_of(idle))
    assert not any(one.title == title for one in dates_of(working))


def test_the_day_to_have_work_by_is_the_headline_and_its_reason_stands_under_it():
    plan = told(EXTENDING | {"dso_recommended": "2026-11-02", "unemployed_days": 60, "offer_start": "2027-01-18"})
    assert plain(plan.headline).startswith("Only if work begins before Tue 22 Dec 2026")
    assert plan.because.startswith("Until the extension begins")


def test_the_academic_year_is_named_where_only_the_term_after_it_holds_the_start():
    plan = told({"status": "F-1", "school": "binghamton", "program_start": "2026-08-18", "program_end": "2028-05-12",
                 "offer_start": "2026-12-28", "offer_end": "2027-01-22"})
    assert "CPT is authorized inside one term here" in plan.because
    assert "Before that one full academic year has to be complete, on Thu 13 May 2027." in plain(plan.because)
