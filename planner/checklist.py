"""What to do next, by when, and with which documents: the milestones of a route as a list of orders."""
from __future__ import annotations

from datetime import date

from planner.orders import addressee, documents
from planner.row import Row
from planner.views import MilestoneView, RouteView, Step
from planner.words import counted, long_day, sentence

UP_TO_ASKING = ("offer_in_hand", "signed", "requested")
WAITING = ("authorized", "recommended", "approved", "card_received")
ORDERS = {"signed": "Have your department sign.", "requested": "{title}.", "filed": "File Form I-765 with USCIS.",
          "work_starts": "First day of work."}
CHECKS = {"authorized": "Check that the authorization names this job and its dates.",
          "recommended": "Check that the new I-20 shows the recommendation.", "approved": "USCIS decides.",
          "card_received": "The card arrives; no work before it does."}


def checklist(row: Row, best: RouteView) -> list[Step]:
    """The steps of the best route in the order of time; one step where no route is open."""
    if not best.is_open:
        bring = ["I-20" if row.case["status"] == "F-1" else "DS-2019", "Offer letter"]
        return [Step(f"Talk to {row.school.office}.", "student", "do", row.on, None, bring, best.why, "")]
    return [_step(row, best, milestone) for milestone in best.milestones if not milestone.done or milestone.actual]


def _step(row: Row, best: RouteView, milestone: MilestoneView) -> Step:
    papers = [*documents(milestone.name, best.route), *_premium(row, milestone)]
    to = "" if milestone.done else addressee(milestone.name, row.school.office)
    if milestone.name == "offer_in_hand":
        title = "You have the offer in hand." if milestone.done else "The offer is in hand."
        by = _by(row, best, milestone)
        needed = f"For this start it has to be in hand by {long_day(by)}." if by else ""
        return Step(title, milestone.actor, "fact" if milestone.done else "wait", milestone.early,
                    milestone.early, ["Offer letter"], needed, "")
    if milestone.done:
        when = milestone.actual
        return Step(f"{milestone.title}: done.", milestone.actor, "fact", when, when, [], "", milestone.cite)
    if milestone.name == "work_starts" and best.is_dated:
        return Step(ORDERS["work_starts"], "student", "start", milestone.early, best.start, papers,
                    f"Work may last until {long_day(best.authorized_until)}.", milestone.cite, to)
    kind = "wait" if milestone.name in WAITING or milestone.early is None else "do"
    title = CHECKS.get(milestone.name) or ORDERS[milestone.name].format(title=milestone.title)
    by = _by(row, best, milestone)
    return Step(sentence(title), milestone.actor, kind, milestone.early, by, papers,
                _note(row, milestone, kind, by), milestone.cite, to)


def _by(row: Row, best: RouteView, milestone: MilestoneView) -> date | None:
    """The latest day to name: the office's last open day to ask it, and what has to come before is due by then too."""
    asked = best.milestone("requested")
    if milestone.late is None or asked is None or asked.late is None or milestone.name not in UP_TO_ASKING:
        return milestone.late
    by = row.to_act_by("requested", asked.late, asked.early)
    return by if milestone.name == "requested" else min(milestone.late, by)


def _premium(row: Row, milestone: MilestoneView) -> list[str]:
    """What premium processing needs beside the form."""
    asked = milestone.name == "filed" and row.case["premium"] and row.case["i907_filed"] is None
    return [f"Form I-907 and its fee, ${row.number('fees.i907'):,}, for premium processing"] if asked else []


def _note(row: Row, milestone: MilestoneView, kind: str, by: date | None) -> str:
    if kind == "wait":
        return milestone.says
    if milestone.early and milestone.early > row.on:
        return f"Not before {long_day(milestone.early)}.{_weekend(milestone, by)}"
    if by is None or milestone.early is None:
        return ""
    spare = (by - milestone.early).days
    return (f"{counted(spare, 'day')} to spare." if spare else "Today: no day to spare.") + _weekend(milestone, by)


def _weekend(milestone: MilestoneView, by: date | None) -> str:
    """A request on a closed day counts like one on the office's last open day before it."""
    if milestone.name != "requested" or by == milestone.late:
        return ""
    return f" The last day is {long_day(milestone.late)}; the office is closed then."
