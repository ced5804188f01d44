"""The likely reading: quantiles as in the data, conditional on waiting, blank beyond it; never mixed with the planned one."""
from datetime import date, timedelta

import numpy as np
import pytest
from asking import answers, ask, world
from hypothesis import given, settings
from hypothesis import strategies as st
from random_cases import ON, random_cases

from planner.days import to_date
from planner.plan import make_plan

D = "2026-11-22"
GRAD = {"status": "F-1", "program_start": "2024-08-26", "program_end": "2026-12-18"}        # window 19 Sep to 16 Feb
FILED = GRAD | {"i765_filed": "2026-10-01", "opt_requested_start": "2026-12-19"}
STEM = {"status": "F-1", "program_start": "2023-08-28", "program_end": "2025-12-19", "stem": True, "e_verify": True,
        "ead_start": "2026-02-01", "ead_end": "2027-01-31"}
LEVELS = ("p50_start", "p80_start", "p95_start")


def likely(facts, on=D, route="opt_post", under=None):
    one = ask(facts, on, under)[route]
    return tuple(one[level] and one[level].isoformat() for level in LEVELS), one["chance"]


def days_after(start, *n):
    return tuple((date.fromisoformat(start) + timedelta(k)).isoformat() for k in n)


@pytest.mark.parametrize(("facts", "on", "route", "starts", "why"), [
    (FILED, "2026-10-01", "opt_post", days_after("2026-10-01", 82, 109, 181), "72, 97, 164 days and 10, 12, 17 in the mail"),
    (GRAD, D, "opt_post", days_after("2026-12-07", 82, 109, 181), "not filed: counted from the planned filing of 7 December"),
    (STEM | {"i765_filed": "2026-11-22", "i765_category": "opt_stem", "offer_start": "2028-01-03"}, "2027-08-02",
     "opt_stem", (None, None, None), "253 days: nobody in the data has waited so long"),
    (FILED | {"i907_filed": "2026-11-22"}, D, "opt_post", ("2026-12-19", "2026-12-22", "2027-01-06"),
     "premium: 10, 18, 28 days and the mail; half would have it by 12 December, before OPT may begin on the 19th"),
    (FILED | {"premium": True}, D, "opt_post", ("2026-12-19", "2026-12-22", "2027-01-06"), "asked for on D"),
    (FILED | {"opt_requested_start": "2027-01-04"}, D, "opt_post", ("2027-01-08", "2027-02-13", None),
     "52 days waited, 0.275 done: 0.6375 is day 89 and 10, 0.855 is day 123 and 12, 0.964 is beyond the data"),
    (FILED | {"opt_requested_start": "2027-02-01"}, D, "opt_post", ("2027-02-01", "2027-02-13", None),
     "the requested start holds the first"),
])
def test_worked_by_hand(facts, on, route, starts, why):
    assert likely(facts, on, route)[0] == starts, why


def test_stem_reads_its_own_series_where_the_card_decides():
    """On day 181 after the old card the new one decides: 96, 133 and 164 days to the decision."""
    facts = STEM | {"i765_filed": "2027-01-31", "i765_category": "opt_stem", "offer_start": "2027-07-31"}
    starts, chance = likely(facts, "2027-01-31", "opt_stem")
    assert starts == ("2027-02-01",) * 3, "31 January + 106, 145, 181 days: all there when work is to start"
    assert chance == pytest.approx(0.95)
    waited = STEM | {"i765_filed": "2026-11-02", "i765_category": "opt_stem", "offer_start": "2027-07-31"}
    chance = likely(waited, "2027-01-31", "opt_stem")[1]
    assert chance is None, "90 days waited, 0.473 done; of the rest the data knows 0.9, and July lies beyond it"


@pytest.mark.parametrize(("closes", "known"), [("2026-12-04", False), ("2026-12-06", False), ("2026-12-07", True)])
def test_no_chance_rests_on_a_favour_of_the_office(closes, known):
    """Ten business days lead to 7 December: a card that ends before then needs an expedited recommendation, of which there is no
    data; where it does not, work goes on while the application is pending, whatever USCIS takes."""
    starts, chance = likely(STEM | {"ead_end": closes, "ead_start": "2026-01-01", "offer_start": "2027-01-04"}, D, "opt_stem")
    assert chance == (1 if known else None)
    assert all(starts), "what USCIS takes is known all the same"


@pytest.mark.parametrize("route", ["on_campus", "current_ead", "cpt", "at"])
def test_blank_where_no_data_applies(route):
    for facts in (GRAD | {"on_campus": True, "offer_start": "2026-12-01"}, STEM | {"offer_start": "2026-12-01"},
                  GRAD | {"status": "J-1", "on_campus": True, "offer_start": "2026-12-01"}):
        assert likely(facts, D, route) == ((None, None, None), None)


def test_blank_on_a_blocked_route():
    assert likely(FILED | {"related": False, "offer_start": "2027-02-01"}) == ((None, None, None), None)


def test_blank_beyond_the_data_at_each_level():
    """p95 of the standard series is 164 days: one day of waiting is enough to be beyond it at 95 in 100."""
    assert likely(FILED, "2026-10-01")[0][2] is not None
    starts = [likely(FILED, to_date(n).isoformat())[0] for n in range(20727, 20727 + 170, 10)]
    assert starts[0][2] is not None
    assert starts[-1] == (None, None, None)
    for level in range(3):
        known = [one[level] is not None for one in starts]
        assert known == sorted(known, reverse=True), "once blank it stays blank"


def test_the_chance_is_the_share_who_have_their_card_by_the_offers_start():
    for n, share in ((79, 0.47), (81, 0.49), (82, 0.5), (108, 0.77), (109, 0.8), (181, 0.95), (400, 0.95)):
        offer = (date(2026, 10, 1) + timedelta(n)).isoformat()
        facts = FILED | {"offer_start": max(offer, "2026-12-19")}
        if offer >= "2026-12-19":
            assert likely(facts, "2026-10-01")[1] == pytest.approx(share), n


@pytest.mark.parametrize(("facts", "chance", "why"), [
    (FILED | {"offer_start": "2026-12-18"}, 0, "the day before OPT may begin: not even with the card today"),
    (FILED | {"offer_start": "2026-11-01"}, 0, "in the past"),
    (STEM | {"offer_start": "2026-12-01"}, 1, "under the present card, whatever becomes of the new one"),
    (STEM | {"offer_start": "2027-07-30"}, 1, "day 180: work goes on while the application is pending"),
    (FILED, None, "no offer, nothing to be on time for"),
])
def test_chances_where_the_card_decides_nothing(facts, chance, why):
    assert likely(facts, D, "opt_stem" if facts.get("stem") else "opt_post")[1] == chance, why


def test_what_the_planned_reading_may_not_touch():
    """The agency's planning figures are no data: with others the quantiles of a filed case stay."""
    plain = likely(FILED | {"offer_start": "2027-01-15"})
    for figures in ({"i765_standard": 300}, {"i765_standard": 5, "card": 90}, {"i765_premium": 1}):
        assert likely(FILED | {"offer_start": "2027-01-15"}, under=world(**figures)) == plain


def test_what_a_lead_time_does_to_it():
    """Not filed yet: a slower office shifts the filing, and the likely reading with it."""
    assert likely(GRAD, under=world(lead={"opt": 20}))[0] == days_after("2026-12-21", 82, 109, 181)


def test_the_regime_moves_only_what_it_moves():
    under = world(regime="fixed_period_2026")
    assert likely(FILED, under=under) == likely(FILED)
    plain = {k: v for k, v in FILED.items() if k != "opt_requested_start"}
    # without a requested start PED + 60 is planned, 16 February; under the revived rule PED + 30, 17 January
    assert likely(plain)[0][0] == "2027-02-16"
    assert likely(plain, under=under)[0][0] == "2027-01-17"


# ---- what every reading obeys ---------------------------------------------------------------------------------------

PLANS = [answers(make_plan(random_cases(3000, seed), ON)) for seed in (11, 12)]
OPEN = [(route, one) for plan in PLANS for case in plan for route, one in case.items() if one["verdict"] != "no"]


def test_the_sample_holds_likely_readings_of_every_kind():
    known = [sum(one[level] is not None for level in LEVELS) for route, one in OPEN if route.startswith("opt")]
    assert {0, 1, 2, 3} <= set(known)


def test_quantiles_rise_and_blanks_come_last():
    for route, one in OPEN:
        starts = [one[level] for level in LEVELS]
        known = [start for start in starts if start is not None]
        assert known == sorted(known), (route, one)
        assert starts[:len(known)] == known, (route, one)


def test_never_before_today_and_never_before_the_route_allows():
    today = to_date(ON)
    for route, one in OPEN:
        for level in LEVELS:
            assert one[level] is None or one[level] >= today, (route, one)


def test_a_chance_is_a_share_and_stands_only_beside_an_offer():
    for route, one in OPEN:
        assert one["chance"] is None or 0 <= one["chance"] <= 1, (route, one)
        assert (one["chance"] is None) or one["shift_days"] is not None


@settings(max_examples=60)
@given(st.integers(0, 160), st.booleans(), st.lists(st.integers(-10, 500), min_size=2, max_size=2).map(sorted))
def test_a_later_offer_has_no_smaller_chance(waited, premium, offers):
    on = date(2026, 10, 1) + timedelta(waited)
    chances = [likely(FILED | {"premium": premium, "offer_start": str(date(2026, 10, 1) + timedelta(n))}, on)[1]
               for n in offers]
    if None not in chances:                                # the second offer may lie after the authorization's end
        assert chances[0] <= chances[1]


@settings(max_examples=60)
@given(st.integers(0, 163), st.integers(0, 163))
def test_who_has_waited_longer_is_not_told_an_earlier_day(a, b):
    first, second = (likely(FILED, date(2026, 10, 1) + timedelta(n))[0] for n in sorted((a, b)))
    for one, other in zip(first, second, strict=True):
        assert one is None or other is None or one <= other


def test_chance_and_quantile_tell_the_same_story():
    """Half have started by the p50 day: an offer on it has a chance of a half or more, one a day before less."""
    rng = np.random.default_rng(3)
    for waited in rng.integers(0, 60, 20):
        on = date(2026, 10, 1) + timedelta(int(waited))
        starts, _ = likely(FILED, on)
        for level, start in zip((0.5, 0.8, 0.95), starts, strict=True):
            if start is None or start == "2026-12-19":
                continue
            day_before = str(date.fromisoformat(start) - timedelta(1))
            assert likely(FILED | {"offer_start": start}, on)[1] >= level - 1e-6
            assert likely(FILED | {"offer_start": day_before}, on)[1] < level
