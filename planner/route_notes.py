"""What to know about an open route that moves no date of the plan: doubts in a clock, appointments, forms of a postponed rule."""
from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from planner import transition
from planner.answer import Answer
from planner.days import business_days, day, to_date, us_federal_holidays
from planner.notes import cite
from planner.row import Row
from planner.views import Note
from planner.words import long_day, words

THROUGH_OPT = ("opt_pre", "opt_post", "opt_stem")
BEFORE_OPT = ("on_campus", "cpt", "opt_pre", "opt_post")


def what_to_know(row: Row, answer: Answer) -> list[Note]:
    """Every such note of an open route, each with the rule it comes from."""
    entries = words()["know"]
    return [Note(code, entries[code]["says"].format(**facts), cite(row, entries[code]["rule"]), entries[code]["rule"])
            for code, facts in _notes(row, answer)]


def _notes(row: Row, answer: Answer) -> Iterator[tuple[str, dict[str, str]]]:
    name = answer.route.name
    yield from _cpt_year(row, answer)
    if name == "opt_post":
        yield from _start_asked_for(row, answer)
    if name in THROUGH_OPT:
        yield from _premium(row, answer)
        yield from _fingerprints(row)
        yield from _extension(row, answer)
    if name == "at" and row.law.in_use(transition.CAP):
        yield "extension_for_training", {}
    if name == "hardship":
        yield from (("good_standing", {}), ("special_relief", {}))
    if name == "intl_org":
        yield "organization_dates", {}
    if name == "cap_gap":
        yield from (("cap_gap_last_day", {"last": long_day(row.day(answer.authorized_until))}), ("cap_gap_stops", {}))


def _start_asked_for(row: Row, answer: Answer) -> Iterator:
    """An application that is not filed asks for the start that fits the offer, whatever start the student has in mind."""
    asked, start = row.case["opt_requested_start"], row.value(answer.start)
    if asked is None or start is None or answer.route.filed[row.row]:
        return
    fits = row.day(answer.route.card_begins(answer.start))
    if fits != asked:
        yield "start_asked_for", {"asked": long_day(asked), "fits": long_day(fits)}


def _cpt_year(row: Row, answer: Answer) -> Iterator:
    """Full-time CPT that comes near the year that closes OPT, though this offer adds none."""
    used, warning, year = (row.case["cpt_full_time_days"], row.number("cpt.year_warning"), row.number("cpt.year_bars_opt"))
    if answer.route.name in BEFORE_OPT and warning <= used < year and "cpt_year_at_risk" not in row.cautions(answer):
        yield "cpt_year_near", {"used": used, "year": year}


def _premium(row: Row, answer: Answer) -> Iterator:
    """One business day either way, where premium processing holds the decision."""
    if row.day(answer.start) is None or _holds(row, answer, "approved") != "processing.i765_premium":
        return
    decided, one = row.value(answer.early.date["approved"]), business_days(us_federal_holidays(), 1)
    before, after = one.undo(decided - 1) + 1, one.add(decided)
    yield "premium_day_zero", {"first": long_day(to_date(max(int(before), row.plan.on))), "last": long_day(to_date(after))}


def _holds(row: Row, answer: Answer, milestone: str) -> str:
    """The rule or duration that holds a milestone where it is."""
    place = answer.early.driver[milestone][row.row]
    return answer.early.network.arcs[place].rule if place >= 0 else ""


def _fingerprints(row: Row) -> Iterator:
    if row.law.has_value("opt.fingerprint_delay", row.plan.on):
        yield "fingerprints", {"delay": row.law.value("opt.fingerprint_delay", row.plan.on).text}


def _extension(row: Row, answer: Answer) -> Iterator:
    """Form I-539, under the postponed rule only: those already here need none while they file by a day."""
    law, name = row.law, answer.route.name
    if not law.in_use(transition.CAP) or name == "opt_pre":
        return
    filed = row.value(answer.early.date["filed"])
    here = bool(transition.is_here(law, day(row.case["program_start"])))
    if here and not transition.needs_extension(law, filed):
        yield "extension_exempt", {"exempt": long_day(_exempt_by(row))}
    else:
        yield "extension_needed", {}


def _exempt_by(row: Row) -> date:
    return row.law.value("fixed_period.transition_i539", row.law.first_day_in_use("fixed_period.transition_i539")).date
