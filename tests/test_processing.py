"""Agency time: the planning figures, the quantiles as published, and those who have waited already."""
import csv

import numpy as np
import pytest

from planner.days import BLANK
from planner.processing import PROCESSING, load_processing, wait_of

AGENCY = load_processing()
ROWS = list(csv.DictReader((PROCESSING / "i765.csv").open()))
USES = {  # which published series stands for which duration
    "i765_opt": ("i765_filed_to_approved", "standard OPT", "2025"),
    "i765_stem": ("i765_filed_to_approved", "standard STEM", "2025"),
    "i907": ("i907_received_to_action", "premium upgrade", "2025-2026"),
    "card": ("approved_to_card_received", "all", "2025"),
}
CARD = AGENCY.series("card")
WAITS = {use: wait_of(AGENCY.series(use), CARD) for use in ("i765_opt", "i765_stem", "i907")}


@pytest.mark.parametrize(("name", "unit", "n"), [
    ("i765_standard", "days", 120), ("i765_premium", "business_days", 30), ("card", "days", 14)])
def test_the_planning_figures_are_the_contracts(name, unit, n):
    figure = AGENCY.figure(name)
    assert getattr(figure, unit) == figure.n == n
    assert figure.source


def test_a_figure_has_one_unit():
    figure = AGENCY.figure("card").model_dump()
    with pytest.raises(ValueError, match="business_days or days, one of them"):
        type(AGENCY.figure("card"))(**figure | {"business_days": 3})
    with pytest.raises(ValueError, match="business_days or days, one of them"):
        type(AGENCY.figure("card"))(**figure | {"days": None})


def test_a_what_if_keeps_the_unit_and_says_it_is_its_own():
    changed = AGENCY.with_figures({"i765_standard": 180, "i765_premium": 15})
    assert changed.figure("i765_standard").days == 180
    assert changed.figure("i765_premium").business_days == 15
    assert not changed.figure("i765_standard").verified
    assert changed.figure("card") == AGENCY.figure("card")
    assert AGENCY.figure("i765_standard").days == 120, "the agency itself is as it was"
    assert changed.series("card") is AGENCY.series("card"), "dated data is not changed by a wish"
    with pytest.raises(KeyError):
        AGENCY.with_figures({"i765_standrad": 1})


@pytest.mark.parametrize("use", USES)
def test_quantiles_are_those_of_the_data(use):
    row = next(r for r in ROWS if (r["duration"], r["series"], r["filed"]) == USES[use])
    series = AGENCY.series(use)
    levels = [key for key in row if key[0] == "p" and row[key]]
    assert len(levels) >= 10
    for key in levels:
        assert series.quantile(np.array([int(key[1:]) / 100])) == int(row[key]), key
    assert (series.n, series.as_of.isoformat()) == (int(row["n"]), row["as_of"])
    assert series.source == row["source"]


@pytest.mark.parametrize("use", USES)
def test_beyond_the_data_is_blank_never_a_number(use):
    assert AGENCY.series(use).quantile(np.array([0.95, 0.96, 0.99, 1.0])).tolist()[1:] == [BLANK] * 3
    assert AGENCY.series(use).quantile(np.array([0.95]))[0] > 0


def test_between_two_published_quantiles_a_straight_line_rounded_up():
    opt = AGENCY.series("i765_opt")
    assert opt.quantile(np.array([0.45, 0.55])).tolist() == [65, 79]      # 58 to 72 and 72 to 86
    assert opt.quantile(np.array([0.41])).tolist() == [60]                # 59.4: a day has to be over
    assert opt.quantile(np.array([0.0])).tolist() == [0]


def test_a_share_done_is_the_quantile_backwards():
    opt = AGENCY.series("i765_opt")
    assert opt.share_done(np.array([0, 20, 65, 72, 164, 9999])).tolist() == pytest.approx([0, 0.05, 0.45, 0.5, 0.95, 0.95])


# ---- those who have waited ------------------------------------------------------------------------------------------

def test_on_the_day_of_filing_the_wait_is_that_of_the_data():
    opt = WAITS["i765_opt"]
    assert opt.decision[0, [50, 80, 95]].tolist() == [72, 97, 164]
    assert opt.card[0, [50, 80, 95]].tolist() == [72 + 10, 97 + 12, 164 + 17]


def test_who_has_waited_is_compared_with_those_who_waited_as_long():
    """After 72 days half are done; of the other half four in five are done at 0.5 + 0.5 * 0.8 = 0.9: 144 days."""
    opt = WAITS["i765_opt"]
    assert opt.decision[72, 80] == 144
    assert opt.decision[72, 50] == 95                          # 0.5 + 0.5 * 0.5 = 0.75
    assert opt.decision[72, 95] == BLANK                      # 0.975 is beyond the data


@pytest.mark.parametrize("use", WAITS)
def test_nobody_is_told_a_day_that_has_passed(use):
    wait = WAITS[use]
    days = np.arange(len(wait.decision))[:, None]
    known = wait.decision != BLANK
    assert (wait.decision >= days)[known].all()
    assert (wait.card >= days)[wait.card != BLANK].all()


@pytest.mark.parametrize("use", WAITS)
def test_later_quantiles_are_later_and_blank_stays_blank(use):
    for table in (WAITS[use].decision, WAITS[use].card):
        known = table != BLANK
        assert (np.diff(known.astype(int), axis=1) <= 0).all(), "a quantile beyond a blank one"
        rising = np.diff(np.where(known, table, np.iinfo(np.int32).max).astype(np.int64), axis=1)
        assert (rising >= 0).all()


@pytest.mark.parametrize("use", WAITS)
def test_longer_waits_end_later(use):
    for table in (WAITS[use].decision, WAITS[use].card):
        both = (table[1:] != BLANK) & (table[:-1] != BLANK)
        assert (np.diff(table.astype(np.int64), axis=0) >= 0)[both].all()


@pytest.mark.parametrize("use", WAITS)
def test_the_share_with_a_card_rises_with_the_days_and_stays_a_share(use):
    done_by = WAITS[use].done_by
    known = done_by[~np.isnan(done_by)]
    assert (np.diff(done_by, axis=1)[~np.isnan(done_by[:, 1:])] >= 0).all()
    assert (known >= 0).all()
    assert (known <= 1).all()


def test_the_share_is_blank_beyond_the_data_unless_nearly_all_have_their_card():
    """After 150 days the data ends at 0.41 of those left: what comes later is not known to be 0.41."""
    opt = WAITS["i765_opt"]
    last = opt.card[150].max()
    assert opt.done_by[150, last] == pytest.approx(0.41)
    assert np.isnan(opt.done_by[150, last + 1])
    assert opt.done_by[0, -1] == pytest.approx(0.95)


def test_the_share_with_a_card_is_the_quantile_backwards():
    opt = WAITS["i765_opt"]
    for percent in (5, 50, 80, 95):
        when = opt.card[0, percent]
        assert opt.done_by[0, when] >= percent / 100
        assert opt.done_by[0, when - 1] < percent / 100
