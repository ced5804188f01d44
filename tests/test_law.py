"""How a rule is read: by day, by column, under a regime; and what keeps a rule from loading. The data has its own tests."""
import numpy as np
import pytest

from planner.days import day
from planner.errors import BadData
from planner.law import load_law

SOURCE = 'status = "in force", cite = "8 CFR 1.1", checked = 2026-11-22, verified = true'
VALUE = "{ from = 2010-01-01, days = 60, " + SOURCE + " }"
RULE = """title = "A file"
[[rule]]
id = "test.rule"
says = "Something holds for so many days."
keyed_on = "program_ends"
use = "engine"
values = [%s]
"""


def load(folder, *values, rule=RULE, name="test.toml"):
    (folder / name).write_text(rule % ", ".join(values))
    return load_law(folder)


def value(start, amount, more="", *, status="in force"):
    return (f'{{ from = {start}, {amount}, status = "{status}", cite = "8 CFR 1.1", checked = 2026-11-22, '
            f"verified = true{more} }}")


# ---- which value ----------------------------------------------------------------------------------------------------

CHANGED = (value("2010-01-01", "days = 60", ", until = 2019-12-31"), value("2020-01-01", "days = 30"))
REVIVED = value("2026-09-15", "days = 30", ', regime = "revived"', status="postponed")
AND_LATER = value("2027-09-15", "days = 10", ', regime = "revived"', status="postponed")


@pytest.mark.parametrize(("on", "amount", "why"), [
    ("2009-12-31", 60, "before the first day the first value is used: planning needs one"),
    ("2010-01-01", 60, "the first day"),
    ("2019-12-31", 60, "the last day of the old value"),
    ("2020-01-01", 30, "the first day of the new one"),
    ("2099-12-31", 30, "and it stays"),
])
def test_the_value_of_a_day(tmp_path, on, amount, why):
    law = load(tmp_path, *CHANGED)
    assert law.number("test.rule", day(on)) == amount, why
    assert law.number("test.rule", np.array([day(on)] * 2)).tolist() == [amount] * 2, why


def test_a_column_of_days_gets_a_column_of_amounts_and_a_constant_stays_one_number(tmp_path):
    law = load(tmp_path, *CHANGED)
    found = law.number("test.rule", np.array([day("2019-12-31"), day("2020-01-01")]))
    assert (found.tolist(), found.dtype) == ([60, 30], np.int32)
    assert load_law().number("opt_pre.filing_opens", np.array([1, 2])) == 90


def test_a_rule_that_has_changed_asks_for_the_day(tmp_path):
    with pytest.raises(LookupError, match="test.rule has changed"):
        load(tmp_path, *CHANGED).number("test.rule")


def test_the_value_itself_has_none_before_its_first_day(tmp_path):
    law = load(tmp_path, *CHANGED)
    with pytest.raises(LookupError, match="no value in force"):
        law.value("test.rule", day("2009-12-31"))
    assert law.value("test.rule", day("2010-01-01")).days == 60


@pytest.mark.parametrize(("regime", "on", "amount", "why"), [
    (None, "2026-09-15", 60, "postponed: shown, never used"),
    ("revived", "2026-09-14", 60, "the day before the regime's first day"),
    ("revived", "2026-09-15", 30, "its first day"),
    ("revived", "2027-09-14", 30, "the last day before its second step"),
    ("revived", "2027-09-15", 10, "its second step"),
])
def test_a_regime_replaces_the_law_from_its_own_first_day(tmp_path, regime, on, amount, why):
    law = load(tmp_path, VALUE, REVIVED, AND_LATER).under(regime)
    assert law.number("test.rule", day(on)) == amount, why


def test_a_regime_ends_what_would_have_come_after_it(tmp_path):
    later = value("2028-01-01", "days = 45")
    law = load(tmp_path, VALUE, REVIVED, later)
    assert law.number("test.rule", day("2028-01-01")) == 45
    assert law.under("revived").number("test.rule", day("2028-01-01")) == 30


@pytest.mark.parametrize("status", ["expired", "vacated"])
def test_what_is_over_is_never_used(tmp_path, status):
    law = load(tmp_path, VALUE, value("2020-01-01", "days = 30", status=status))
    assert law.number("test.rule", day("2026-01-01")) == 60


ENDED = value("2010-01-01", "days = 60", ", until = 2019-12-31")


@pytest.mark.parametrize(("on", "holds", "why"), [
    ("2009-12-31", False, "the day before its first"),
    ("2010-01-01", True, "its first day"),
    ("2019-12-31", True, "its last day"),
    ("2020-01-01", False, "the day after, and nothing followed"),
])
def test_a_value_that_has_ended_holds_to_its_last_day(tmp_path, on, holds, why):
    law = load(tmp_path, ENDED)
    assert law.has_value("test.rule", day(on)) == holds, why
    if holds:
        assert law.value("test.rule", day(on)).days == 60, why
    else:
        with pytest.raises(LookupError):
            law.value("test.rule", day(on))


def test_a_rule_that_is_only_proposed_has_no_number_but_can_be_cited(tmp_path):
    law = load(tmp_path, value("2020-01-01", "days = 30", ', regime = "proposed"', status="proposed"))
    with pytest.raises(LookupError):
        law.number("test.rule", day("2026-01-01"))
    assert not law.has_value("test.rule", day("2026-01-01"))
    assert law.cite("test.rule") == "8 CFR 1.1"
    assert law.under("proposed").number("test.rule", day("2026-01-01")) == 30


def test_regimes_by_name(tmp_path):
    law = load(tmp_path, VALUE, REVIVED)
    assert law.regimes == ("revived",)
    assert law.changes_under("test.rule") == ("revived",)
    assert law.under("revived").changes_under("test.rule") == ()
    assert law.regime is None
    assert law.under("revived").under(None).number("test.rule", day("2027-01-01")) == 60
    with pytest.raises(KeyError, match="revivd"):
        law.under("revivd")


def test_a_citation_follows_the_day(tmp_path):
    old, new = (v.replace("8 CFR 1.1", cite) for v, cite in zip(CHANGED, ("old cite", "new cite"), strict=True))
    law = load(tmp_path, old, new)
    assert law.cite("test.rule", day("2019-12-31")) == "old cite"
    assert law.cite("test.rule", day("2020-01-01")) == "new cite"
    assert law.cite("test.rule", day("2009-12-31")) == "old cite"
    assert law.cite("test.rule") == "new cite"


# ---- what does not load ---------------------------------------------------------------------------------------------

def without(key):
    kept = [part for part in VALUE.strip("{} ").split(", ") if not part.startswith(key)]
    return "{ " + ", ".join(kept) + " }"


@pytest.mark.parametrize(("values", "says"), [
    ([without("cite")], "values.0.cite: Field required"),
    ([without("checked")], "values.0.checked: Field required"),
    ([without("status")], "values.0.status: Field required"),
    ([without("verified")], "values.0.verified: Field required"),
    ([without("from")], "values.0.from: Field required"),
    ([without("days")], "needs exactly one amount"),
    ([VALUE.replace("days = 60", "days = 60, months = 2")], "needs exactly one amount"),
    ([VALUE.replace("days = 60", "days = -1")], "greater than or equal to 0"),
    ([VALUE.replace("days = 60", "fortnights = 4")], "fortnights"),
    ([VALUE.replace("in force", "rumoured")], "values.0.status"),
    ([VALUE.replace("in force", "postponed")], "needs the regime that would use it"),
    ([VALUE.replace("in force", "proposed")], "needs the regime that would use it"),
    ([VALUE.replace("in force", "contested")], "needs the regime that would use it"),
    ([VALUE.replace(" }", ", until = 2009-12-31 }")], "ends before it starts"),
    ([VALUE.replace("8 CFR 1.1", "")], "values.0.cite"),
    ([], "values"),
])
def test_a_value_without_its_source_does_not_load(tmp_path, values, says):
    with pytest.raises(BadData) as caught:
        load(tmp_path, *values)
    message = str(caught.value)
    assert message.startswith("test.toml: ")
    assert '"test.rule"' in message
    assert says in message


def test_ids_stand_once_and_begin_with_their_file(tmp_path):
    with pytest.raises(BadData, match='does not begin with "other."'):
        load(tmp_path, VALUE, name="other.toml")
    (tmp_path / "other.toml").unlink()
    (tmp_path / "test.toml").write_text(RULE % VALUE + RULE.split("\n", 1)[1] % VALUE)
    with pytest.raises(BadData, match="stands twice"):
        load_law(tmp_path)
