"""What would help where the answer is not a plain yes: remedies that were computed, never guessed."""
from __future__ import annotations

from datetime import date, timedelta

from planner.best import GOODNESS
from planner.levers import LEVERS
from planner.nearest import is_stale, nearest
from planner.row import Row
from planner.term_words import ask_the_registrar, begin_with_the_next_term, first_day_in_session
from planner.views import RouteView
from planner.words import counted, long_day, mid_sentence


def helps(row: Row, views: list[RouteView], others: list[Row], earlier: list[tuple[date, str]] = ()) -> list[str]:
    """Remedies that were computed: another start, another fact, another end. None where the answer is a plain yes.

    earlier: for an offer that starts too late, the last day to begin and the name of a route that it would open.
    """
    best = views[0]
    if best.verdict == "yes":
        return []
    pulled = [_pull(row, views, other, lever) for other, lever in zip(others, LEVERS, strict=True)
              if not lever.after_a_stale_filing or is_stale(nearest(views))]
    in_time = [said for said in pulled if " is in time" in said]         # what makes the offer's own start comes first
    others = [said for said in pulled if said not in in_time]
    asked = ask_the_registrar(row, row.plan.routes[best.route]) if best.verdict == "later" else ""
    begin = begin_with_the_next_term(row, row.plan.routes[best.route]) if best.verdict == "partly" else ""
    return [text for text in (*in_time, asked, _move_the_start(best), _end_earlier(best), begin, *_begin_earlier(earlier), *others,
                             _opening(row, views)) if text]


def _begin_earlier(earlier: list[tuple[date, str]]) -> list[str]:
    return [f"Ask the host to begin by {long_day(last)}: then {mid_sentence(title)} is in time." for last, title in earlier]


def _move_the_start(best: RouteView) -> str:
    if best.verdict != "later":
        return ""
    return f"Ask the host to move the start by {counted(best.shift_days, 'day')}, to {long_day(best.earliest_start)}."


def _end_earlier(best: RouteView) -> str:
    if best.verdict != "partly":
        return ""
    return f"Ask the host to end the job on {long_day(best.authorized_until)}."


def _pull(row: Row, views: list[RouteView], other: Row, lever) -> str:
    """What one changed fact does for the routes: in time, or earlier than before."""
    if row.case[lever.column] == other.case[lever.column]:
        return ""
    gains = [gain for view in views if (gain := _gain(view, other))]
    if not gains:
        return ""
    says = lever.says.format(value=f"{other.case['hours_per_week']:g}")
    fee = f" ({_fee(row)})" if lever.name == "premium" else ""
    _, _, title, verdict, start = min(gains)
    result = f"{title} is in time" if verdict == "yes" else f"{title} could start on {long_day(start)}"
    return f"{says}{fee}, {result}{_full_until(row, title) if lever.name == 'fewer_hours' and verdict == 'yes' else ''}."


def _full_until(row: Row, title: str) -> str:
    """Where the work begins in a break: the last day of all its hours."""
    answer = next(answer for answer in row.plan.routes.values() if answer.route.title == title)
    term = first_day_in_session(row, answer)
    hours = row.case["hours_per_week"]
    return f"; {hours:g} hours are allowed until {long_day(term - timedelta(1))}, before the term" if term else ""


def _gain(view: RouteView, other: Row):
    answer = other.plan.routes[view.route]
    verdict, start = other.verdict(answer), other.day(answer.earliest_start)
    if verdict in ("unknown", "no") or GOODNESS.index(verdict) > GOODNESS.index(view.verdict):
        return None
    better = GOODNESS.index(verdict) < GOODNESS.index(view.verdict) or (view.earliest_start and start < view.earliest_start)
    return (GOODNESS.index(verdict), start, view.title, verdict, start) if better else None


def _fee(row: Row) -> str:
    return f"${row.number('fees.i907'):,}"


def _opening(row: Row, views: list[RouteView]) -> str:
    """Where nothing is open for this offer: when filing for OPT after graduation opens."""
    if views[0].verdict != "no" or row.case["status"] != "F-1":
        return ""
    opens = row.case["program_end"] - timedelta(row.number("opt_post.filing_opens", row.case["program_end"]))
    view = next(v for v in views if v.route == "opt_post")
    lasting = {"academic_year_incomplete", "cpt_year_used", "opt_used_up", "language_training", "already_authorized",
               "unrelated_work"}
    if opens <= row.on or any(note.code in lasting for note in view.reasons):
        return ""
    return f"Filing for OPT after graduation opens on {long_day(opens)}."
