"""The headline and its cause: the answer, its route, what to do by when, and the result."""
from __future__ import annotations

from planner.nearest import is_stale, nearest
from planner.row import IDLE, Row
from planner.slots import THROUGH
from planner.views import RouteView
from planner.words import counted, long_day, mid_sentence, words

PROMINENT = ("evidence_request", "filed_too_early", "recommendation_expired", "expedite", "processing_overdue",
             "unemployment_limit", "work_gap", "projected_calendar", "limit_of_the_first_card", "start_asked_for")
EXPECTED = "if terms run as expected"        # said short: how many days a date may err stands in the line below
FASTER = "if your office is faster than usual"


def headline(row: Row, views: list[RouteView]) -> str:
    """One sentence that answers: at most 25 words, two clauses."""
    best = views[0]
    if best.verdict == "no":
        return _no(row, views)
    if best.verdict == "unknown":
        return _unknown(best)
    if over := next((note for note in best.cautions if note.code in IDLE), None):
        return over.headline
    if best.offer_start is None:
        return _open_question(row, best)
    return {"yes": _yes, "partly": _partly, "later": _later}[best.verdict](row, best)


def _yes(row: Row, best: RouteView) -> str:
    if _has(best, "expedite"):
        order = f"{_order(row, best)}start on {long_day(best.start)}"
        return f"Only {FASTER}: {order} {THROUGH[best.route]}."
    if _has(best, "e_verify_unknown"):
        yes = f"Yes, {THROUGH[best.route]}, if the employer uses E-Verify"
    else:
        yes = f"Yes, {_expected(best)}{THROUGH[best.route]}"
    return f"{yes}: {_order(row, best)}start on {long_day(best.start)}."


def _has(view: RouteView, code: str) -> bool:
    return any(note.code == code for note in view.cautions)


def _expected(view: RouteView) -> str:
    """What an answer hangs on where nobody has published the calendar of the school."""
    return f"{EXPECTED}, " if _has(view, "projected_calendar") else ""


def _open_question(row: Row, best: RouteView) -> str:
    order = _order(row, best).removesuffix(", ")
    return (f"The earliest start is {long_day(best.earliest_start)}, {_expected(best)}{THROUGH[best.route]}"
            f"{f': {order}' if order else ''}.")


def _order(row: Row, best: RouteView) -> str:
    """What to do by when, as the first half of the sentence."""
    if not best.next_step or best.next_step_by is None:
        return ""
    ask = words()["milestone"][best.next_step]["ask"]
    return f"{ask} {'today' if best.act_by == row.on else f'by {long_day(best.act_by)}'}, "


def _partly(row: Row, best: RouteView) -> str:
    short = (best.offer_end - best.authorized_until).days
    if _has(best, "expedite"):
        return (f"Only {FASTER}, and only until {long_day(best.authorized_until)}: your authorization ends "
                f"{counted(short, 'day')} before the job does.")
    expected = f", {_expected(best)}".removesuffix(", ")
    return (f"Yes, but only until {long_day(best.authorized_until)}{expected}: your authorization ends "
            f"{counted(short, 'day')} before the job does.")


def _later(row: Row, best: RouteView) -> str:
    condition = f"{FASTER}, " if _has(best, "expedite") else _expected(best)
    return (f"Not by {long_day(best.offer_start, best.offer_start.year != best.earliest_start.year)}: "
            f"the earliest start is {long_day(best.earliest_start)}, {condition}{THROUGH[best.route]}.")


def _unknown(best: RouteView) -> str:
    """A held case: what can still be done, and by when."""
    held = "No date can be given while USCIS holds your case."
    if best.next_step == "approved":
        return f"{held} Ask your office what you can do meanwhile."
    ask = words()["milestone"][best.next_step]["ask"]
    return f"{held} You can still {ask}{f' by {long_day(best.route_closes)}' if best.route_closes else ''}."


def _no(row: Row, views: list[RouteView]) -> str:
    closest = nearest(views)
    late = _too_late(closest)
    return late or f"No: {mid_sentence(closest.reasons[0].short)}"


def _too_late(view: RouteView) -> str | None:
    """The sentence for a window that has closed, or for a filing that has to be made anew."""
    note = next((note for note in view.reasons if note.code == "filing_window_closed"), None)
    if note is None:
        return None
    return note.says if is_stale(view) else f"Too late: {mid_sentence(note.says)} See your office this week."


def because(row: Row, views: list[RouteView]) -> str:
    """The cause of the headline."""
    best = views[0]
    if best.verdict != "no":
        first = [note.says for note in (*best.cautions, *best.know) if note.code in PROMINENT]
        return " ".join([*_first_year(row, best), *first, best.why, *_office_days(row, best)])
    closest = nearest(views)
    whole = closest.reasons[0].short == closest.reasons[0].says
    said = "." if whole and len(closest.reasons) == 1 else f": {closest.why}"
    return f"{closest.title} comes nearest{said} Why the other ways are closed is said with each."


def _first_year(row: Row, best: RouteView) -> list[str]:
    """That the offer starts before one academic year is complete: what a first-year student has to hear first."""
    exempt = best.route == "cpt" and row.case["training_required"]
    if best.verdict != "later" or best.route not in ("cpt", "opt_pre") or exempt:
        return []
    complete = row.day(row.plan.routes[best.route].route.batch.academic_year)
    if complete is None or complete <= max(row.on, best.offer_start):
        return []
    return [f"You will not have finished one academic year before {long_day(complete)}."]


def _office_days(row: Row, best: RouteView) -> list[str]:
    """Where the office is closed on the last day to ask: the open day that counts."""
    if best.act_by == best.next_step_by:
        return []
    return [f"The last day is {long_day(best.next_step_by)}; your office is closed then, so ask by {long_day(best.act_by)}."]
