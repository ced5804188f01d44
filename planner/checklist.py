"""What to do next, by when, and with which documents: the milestones of a route as a list of orders."""
from __future__ import annotations

from planner.orders import addressee, documents
from planner.row import Row
from planner.views import MilestoneView, RouteView, Step
from planner.words import counted, long_day, sentence

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
        needed = f"For this start it has to be in hand by {long_day(milestone.late)}." if milestone.late else ""
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
    by = row.to_act_by(milestone.name, milestone.late)
    return Step(sentence(title), milestone.actor, kind, milestone.early, by, papers,
                _note(row, best, milestone, kind), milestone.cite, to)


def _premium(row: Row, milestone: MilestoneView) -> list[str]:
    """What premium processing needs beside the form."""
    asked = milestone.name == "filed" and row.case["premium"] and row.case["i907_filed"] is None
    return [f"Form I-907 and its fee, ${row.number('fees.i907'):,}, for premium processing"] if asked else []


def _note(row: Row, best: RouteView, milestone: MilestoneView, kind: str) -> str:
    if kind == "wait":
        return milestone.says
    spare = milestone.float_days
    if milestone.early and milestone.early > row.on:
        return f"Not before {long_day(milestone.early)}.{_weekend(row, milestone)}"
    if spare is None:
        return ""
    return (f"{counted(spare, 'day')} to spare." if spare else "Today: no day to spare.") + _weekend(row, milestone)


def _weekend(row: Row, milestone: MilestoneView) -> str:
    """A request on a closed day counts like one on the office's last open day before it."""
    if row.to_act_by(milestone.name, milestone.late) == milestone.late:
        return ""
    return f" {long_day(milestone.late)} counts like this day, the last before it that the office is open."
