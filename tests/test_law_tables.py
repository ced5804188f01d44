"""The law as tables: what each number is on both sides of every change, and the day that each count of days leads to.

Two tables, both written from the legal notes and counted with a calendar, not with the planner:
    law_edges.csv   rule, regime, day, the value of that day ("none": the law had none), why
    law_days.csv    rule, regime, way, a day, and where the rule's number leads from it; three days in a row around each edge.
                    after: so much later; before: so much earlier; until: the last day of a span that begins on that day
"""
import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from dateutil.relativedelta import relativedelta

from planner.days import CalendarDays, business_days, day, months, to_date, us_federal_holidays, years
from planner.law import IN_USE, load_law

DATA = Path(__file__).parent / "data"
LAW = load_law()
TIME = ("days", "business_days", "months", "years")
NUMBERS = (*TIME, "hours", "usd", "fraction", "date")
OWN = "planner."                    # the planner's own sense of time is not law


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


VALUES, COUNTS = rows("law_edges.csv"), rows("law_days.csv")


# ---- what the number is ---------------------------------------------------------------------------------------------

@pytest.mark.parametrize("row", VALUES, ids=lambda row: f"{row['rule']} {row['on']} {row['regime']}")
def test_the_value_of_a_day(row):
    law, on = LAW.under(row["regime"] or None), day(row["on"])
    if row["expected"] == "none":
        assert not law.has_value(row["rule"], on), row["why"]
    else:
        value = law.value(row["rule"], on)
        assert (str(value.amount), value.unit) == (row["expected"], row["unit"]), row["why"]
        assert str(law.number(row["rule"], on=on)) == row["expected"], row["why"]


def changes(rule):
    """The days on which a rule's value changes, under the regime that changes it; the first day of the data is none."""
    for value in rule.values:
        if value.unit in NUMBERS and (value.status in IN_USE or value.regime):
            if day(value.start) > day("2008-04-08"):
                yield value.regime, value.start
            if value.until:
                yield value.regime, value.until + timedelta(1)


@pytest.mark.parametrize("rule", [r for r in LAW.rules.values() if not r.id.startswith(OWN)], ids=lambda rule: rule.id)
def test_every_number_of_law_stands_in_the_table_and_every_change_with_the_day_before_and_after(rule):
    listed = {(row["regime"] or None, row["on"]) for row in VALUES if row["rule"] == rule.id}
    if any(value.unit in NUMBERS for value in rule.values):
        assert listed, "add it to tests/data/law_edges.csv"
    for regime, when in changes(rule):
        for shift in (-1, 0):
            assert (regime, str(when + timedelta(shift))) in listed, f"add {when + timedelta(shift)} to tests/data/law_edges.csv"


# ---- where it leads -------------------------------------------------------------------------------------------------

def lag(value):
    """The number of a value as a lag."""
    n = value.amount
    return {"days": CalendarDays, "months": months, "years": years,
            "business_days": lambda n: business_days(us_federal_holidays(), n)}[value.unit](n)


def leads_to(row) -> str:
    start = day(row["counted_from"])
    count = lag(LAW.under(row["regime"] or None).value(row["rule"], day("2027-06-30")))
    if row["way"] == "before":
        return str(to_date(count.undo(start)))
    return str(to_date(count.add(start) - (row["way"] == "until")))


@pytest.mark.parametrize("row", COUNTS, ids=lambda row: f"{row['rule']} {row['counted_from']} {row['regime']}")
def test_where_the_number_leads(row):
    assert leads_to(row) == row["leads_to"], row["why"]


def test_every_span_of_time_in_the_law_is_counted_in_the_table():
    counted = {(row["rule"], row["regime"]) for row in COUNTS}
    spans = {(rule.id, value.regime or "") for rule in LAW.rules.values() for value in rule.values
             if value.unit in TIME and not rule.id.startswith((OWN, "proposals.")) and value.status not in ("expired", "vacated")}
    assert spans <= counted, f"add to tests/data/law_days.csv: {sorted(spans - counted)}"


# ---- months ---------------------------------------------------------------------------------------------------------

OF_THE_LAW = sorted({value.amount * (12 if value.unit == "years" else 1) for rule in LAW.rules.values() for value in rule.values
                     if value.unit in ("months", "years")})
ENDS = [date(2026, 12, 31) + relativedelta(months=n, day=31) for n in range(27)] + [date(2024, 2, 29), date(2028, 2, 29)]
EDGES = sorted({end + timedelta(shift) for end in ENDS for shift in (-3, -2, -1, 0, 1)})


def test_the_months_of_the_law_are_those_we_think():
    assert {6, 8, 9, 12, 14, 17, 18, 24, 36} <= set(OF_THE_LAW)


@pytest.mark.parametrize("n", OF_THE_LAW)
def test_month_ends_and_leap_days(n):
    """Against dateutil forwards, and backwards against a search of day after day."""
    count = months(n)
    for start in EDGES:
        assert to_date(count.add(day(start))) == start + relativedelta(months=n)
    for end in EDGES:
        near = end - relativedelta(months=n)
        around = [near + timedelta(shift) for shift in range(-5, 6)]
        assert to_date(count.undo(day(end))) == max(d for d in around if d + relativedelta(months=n) <= end)
        assert to_date(count.reach(day(end))) == min(d for d in around if d + relativedelta(months=n) >= end)
