"""The law as data: every rule loads, says one plain sentence, and changes on the right day."""
import csv
import re
import tomllib
from contextlib import suppress
from itertools import groupby, pairwise
from pathlib import Path

import pytest

from planner.days import day
from planner.law import IN_USE, RULES, load_law
from planner.rulebook import SECOND_HAND_NOTE

FILES = sorted(RULES.glob("*.toml"))
ENTRIES = [(path.stem, entry) for path in FILES for entry in tomllib.loads(path.read_text())["rule"]]
TODAY = day("2026-11-22")
POSTPONED = "fixed_period_2026"

# What the arithmetic reads, and in which unit. A unit in a rule that has changed unit is the one of today.
ENGINE = {
    "academic_year.length": "months", "academic_year.least": "months", "academic_year.required": "text",
    "at.approved_before_end": "days", "at.for_j1": "text", "at.length": "months", "at.length_postdoc": "months",
    "at.nondegree_stay": "months", "at.not_longer_than_study": "text", "at.related": "text", "at.start_closes": "days",
    "cpt.authorized_first": "text", "cpt.contractor": "text", "cpt.curricular": "text", "cpt.full_time_over": "hours",
    "cpt.within_term": "text", "cpt.add_deadline": "text",
    "cpt.credit_not_online": "text", "cpt.final_term": "text",
    "cpt.related": "text", "cpt.within_program": "text", "cpt.year_bars_opt": "days",
    "cpt.year_warning": "days",
    "ead.needed": "text", "ead.within_dates": "text", "f1.only": "text",
    "fees.i765_online": "usd", "fees.i907": "usd",
    "on_campus.ends_with_program": "text", "on_campus.hours_in_session": "hours",
    "on_campus.j1_authorization": "text", "on_campus.needs_offer_on_campus": "text", "on_campus.start_opens": "days",
    "opt.after_recommendation": "text", "opt.card_in_hand": "text", "opt.full_year": "days",
    "opt.language_training": "text", "opt.length": "months", "opt.recommendation_good_for": "days",
    "opt.related": "text",
    "opt_post.actual_start": "text", "opt_post.cap": "months", "opt_post.filing_closes": "days",
    "opt_post.filing_opens": "days", "opt_post.hours_that_count": "hours", "opt_post.one_per_level": "text",
    "opt_post.start_closes": "days", "opt_post.start_opens": "days", "opt_post.unemployment_limit": "days",
    "opt_pre.filing_opens": "days", "opt_pre.hours_in_session": "hours", "opt_pre.not_before_academic_year": "text",
    "opt_pre.pending_is_not_post": "text", "opt_pre.within_program": "text",
    "opt_stem.e_verify": "text", "opt_stem.filing_closes": "days", "opt_stem.filing_opens": "days",
    "opt_stem.hours": "hours", "opt_stem.length": "months", "opt_stem.needs_post_card": "text",
    "opt_stem.paid": "text", "opt_stem.pending_work": "days", "opt_stem.recommendation_good_for": "days",
    "opt_stem.starts_after_card": "days", "opt_stem.stem_degree": "text", "opt_stem.unemployment_limit": "days",
    "premium.clock": "business_days",
    "at.part_time_counts": "fraction", "cpt.year_in_months": "months", "opt.full_time_counts": "fraction",
    "opt_post.short_gap_between_jobs": "days",
    "cap_gap.conditions": "text", "cap_gap.ends": "text", "cap_gap.fiscal_year": "months", "cap_gap.months": "months",
    "cap_gap.petition_in_grace_period": "text", "cap_gap.stops": "text", "hardship.card_length": "years",
    "hardship.hours_in_session": "hours", "hardship.year_in_f1": "text", "intl_org.needs": "text",
    "intl_org.within_program": "text", "premium.after_evidence_request": "business_days",
    "at.written_approval": "text", "holds.held_case": "text",
    "grace.f1_after_end": "days", "grace.f1_after_opt": "days", "grace.f1_violation": "days",
    "grace.f1_withdrawal": "days", "grace.j1_after_end": "days", "grace.opt_denied": "days",
    "opt.travel_signature": "months", "opt_post.auto_termination": "days", "opt_stem.earlier_degree": "years",
    "premium.card_inquiry": "days", "reporting.j1_name_and_address": "days", "reporting.name_and_address": "days",
    "reporting.opt_employment_practice": "days", "reporting.stem_changes": "days", "reporting.stem_employer": "business_days",
    "reporting.stem_evaluation_due": "days", "reporting.stem_evaluation_every": "months",
    "reporting.stem_new_employer": "days", "reporting.stem_validation_due": "business_days",
    "reporting.stem_validation_every": "months",
}
# What planner/transition.py reads under the postponed rule alone.
REVIVED = {
    "fixed_period.stay_years": "years", "fixed_period.j1_years": "years", "fixed_period.printed_on_i94": "days",
    "fixed_period.transition_days_f1": "days", "fixed_period.transition_days_j1": "days",
    "fixed_period.transition_i539": "date", "fixed_period.transfer_classes": "months",
    "fixed_period.work_while_extension_pending": "days",
}
# Shown only, but read by name, or counted with only under a regime: (status today, unit, regime that would use it).
SHOWN = {
    "fixed_period.transition_cap": ("postponed", "date", "fixed_period_2026"),
    "fixed_period.transition_leave_after_opt": ("postponed", "days", "fixed_period_2026"),
    "fixed_period.opt_needs_extension": ("postponed", "text", "fixed_period_2026"),
    "fixed_period.j1_training_needs_extension": ("postponed", "text", "fixed_period_2026"),
    "opt.fingerprint_delay": ("practice", "text", None), "premium.day_zero": ("assumption", "text", None),
    "hardship.special_relief": ("in force", "text", None),
    "cpt.guidance_2026": ("contested", "text", "cpt_guidance_2026"),
    "fees.opt_recommendation_proposed": ("proposed", "usd", "opt_fee_2026"),
    "opt.part_time_counts": ("guidance", "fraction", None),
}

# Every row of the legal notes that the rules were written from, and how it was read: V in the text itself, S second-hand, K not.
with (Path(__file__).parent / "data" / "law_rows.csv").open(newline="", encoding="utf-8") as file:
    NOTES = {row["row"]: row["read"] for row in csv.DictReader(file)}


def test_the_rules_load_and_every_file_has_a_title():
    law = load_law()
    assert set(law.titles) == {path.stem for path in FILES}
    assert all(law.titles.values())
    assert len(law.rules) == len(ENTRIES), "no id may stand twice"


@pytest.mark.parametrize("stem, entry", ENTRIES, ids=lambda x: x if isinstance(x, str) else x["id"])
def test_a_rule_is_complete(stem, entry):
    assert entry["id"].startswith(f"{stem}.")
    for value in entry["values"]:
        assert {"from", "status", "cite", "checked", "verified"} <= set(value)
        assert value["checked"].isoformat() in ("2026-11-22", "2026-11-24")
        if stem != "planner":               # its own sense of time is no claim about the law
            assert not (value["verified"] and value["status"] == "assumption"), "an assumption is never verified"


@pytest.mark.parametrize("rule_id, unit", ENGINE.items())
def test_what_the_engine_reads_is_there_in_its_unit(rule_id, unit):
    law = load_law()
    value = law.value(rule_id, TODAY)
    assert law.rules[rule_id].use == "engine"
    assert (value.unit, value.regime) == (unit, None)


@pytest.mark.parametrize("rule_id, expected", SHOWN.items())
def test_what_is_shown_by_name_is_there(rule_id, expected):
    value = load_law().rules[rule_id].values[-1]
    assert (value.status, value.unit, value.regime) == expected


def test_every_engine_rule_is_in_the_table():
    engine = {entry["id"] for stem, entry in ENTRIES if entry["use"] == "engine" and stem != "planner"}
    assert engine - set(SHOWN) == set(ENGINE) | set(REVIVED)


@pytest.mark.parametrize("rule_id, unit", REVIVED.items())
def test_what_the_postponed_rule_counts_with_is_there_only_under_it(rule_id, unit):
    value = load_law().under(POSTPONED).value(rule_id, TODAY)
    assert (value.unit, value.status) == (unit, "postponed")
    assert not load_law().has_value(rule_id, TODAY)


def test_every_row_of_the_legal_notes_is_in_some_rule():
    refs = {ref for rule in load_law().rules.values() for ref in rule.refs}
    assert refs >= NOTES.keys(), sorted(NOTES.keys() - refs)
    assert refs <= NOTES.keys(), sorted(refs - NOTES.keys())


@pytest.mark.parametrize("rule", load_law().rules.values(), ids=lambda rule: rule.id)
def test_no_rule_claims_to_be_read_where_the_notes_have_it_second_hand(rule):
    """The reverse may be: an older value of a rule whose text of today was read."""
    read = "".join(NOTES[ref] for ref in rule.refs)
    for value in rule.values:
        if rule.refs and value.verified:
            assert "V" in read or value.note.startswith(SECOND_HAND_NOTE), value
        if "V" not in read and "S" not in read and rule.refs and value.status != "in force":
            assert not value.verified, value


@pytest.mark.parametrize("rule", load_law().rules.values(), ids=lambda rule: rule.id)
def test_the_values_of_one_regime_follow_each_other(rule):
    by_regime = sorted(rule.values, key=lambda v: v.regime or "")       # stable: keeps the order of the file
    for _, values in groupby(by_regime, key=lambda v: v.regime):
        for earlier, later in pairwise(values):
            assert earlier.until is None or earlier.until < later.start
            assert earlier.start < later.start
            assert earlier.until and (later.start - earlier.until).days == 1, "a gap or an open end between two values"


@pytest.mark.parametrize("rule", load_law().rules.values(), ids=lambda rule: rule.id)
def test_what_a_rule_says_is_one_plain_sentence_without_a_stale_number(rule):
    assert rule.says.endswith(".") and not re.search(r"[.!?] [A-Z]", rule.says)
    assert not re.search(r"\b(DSO|PED|SEVP|RFE|NOID|NPRM|D/S|you|your)\b", rule.says)
    amounts = {str(value.amount) for value in rule.values}
    without_forms = re.sub(r"\b(I|F|J|H|G|DS)-\d+[A-Z]?", "", rule.says).replace(",", "")
    numbers = set(re.findall(r"\d{4}-\d\d-\d\d|\d+", without_forms))
    if len(amounts) > 1:
        assert not numbers & amounts, "it changes: the page would show a stale number"
    elif rule.values[0].unit not in ("text", "fraction") and len(rule.values) == 1:
        assert numbers & amounts, "one value only: the sentence gives it"


@pytest.mark.parametrize("rule", load_law().rules.values(), ids=lambda rule: rule.id)
def test_a_dormant_value_is_used_only_under_its_regime(rule):
    law = load_law()
    for value in rule.values:
        if value.status in IN_USE:
            continue
        assert value.regime or value.status in ("expired", "vacated")
        with suppress(LookupError):         # the law in force may say nothing, which is right
            assert law.value(rule.id, day(value.start)) != value
        if value.regime:
            assert law.under(value.regime).value(rule.id, day(value.start)) == value


CAP_GAP = [
    ("2025-01-16", "October 1 (work through September 30)", "the last day of the old end"),
    ("2025-01-17", "April 1 of the fiscal year, or the start date of the approved petition if earlier", "89 FR 103054"),
    ("2025-01-18", "April 1 of the fiscal year, or the start date of the approved petition if earlier", "and stays"),
]


@pytest.mark.parametrize("on, text, why", CAP_GAP)
@pytest.mark.parametrize("regime", [None, POSTPONED])
def test_cap_gap_ends_half_a_year_later_since_2025(on, text, why, regime):
    assert load_law().under(regime).value("cap_gap.ends", day(on)).text == text, why


@pytest.mark.parametrize("rule_id, on, why", [
    ("premium.clock", "2023-03-05", "no premium processing for OPT yet"),
    ("fees.i907", "2023-03-05", "so no fee for it either"),
    ("fees.i765_paper", "2016-12-22", "earlier fees are not kept"),
])
def test_before_its_first_day_a_rule_has_no_value(rule_id, on, why):
    with pytest.raises(LookupError):
        load_law().value(rule_id, day(on))


@pytest.mark.parametrize("rule_id, why", [
    ("opt_post.start_opens", "practice, not in the text"),
    ("opt_post.cap_last_day", "whether the last day of the 14 months is inside"),
    ("opt_post.hours_that_count", "the guidance was not read in full"),
    ("premium.day_zero", "day 0 or day 1 is not stated"),
    ("cpt.full_time_over", "the line of 20 hours is practice"),
    ("cpt.year_warning", "the planner's own margin"),
    ("cpt.guidance_2026", "the messages were not read"),
    ("at.part_time_counts", "no text in the regulation"),
    ("counting.roll_scope", "an inference"),
    ("counting.online_time_zone", "not settled"),
    ("fixed_period.later_status", "the appeal after 2026-10-08"),
    ("holds.later_status", "the hold after 2026-09-09"),
    ("proposals.opt_fee_final", "no final rule was found"),
])
def test_what_nobody_has_verified_says_so(rule_id, why):
    assert not any(value.verified for value in load_law().rules[rule_id].values), why
