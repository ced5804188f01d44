"""The milestones of one open route: early and late date, float, who acts, and the arc that holds each where it is."""
from __future__ import annotations

from datetime import date, timedelta

from planner.answer import Answer
from planner.days import CalendarDays, Table
from planner.hiring_steps import CHAIN
from planner.network import Arc
from planner.notes import cite
from planner.row import Row
from planner.schedule import Dates, backward_pass, driving_path
from planner.term_words import completed_year, moved_to_a_term
from planner.views import MilestoneView
from planner.words import by_route, counted, listed, long_day, sentence, words

WAITS = ("lead_time.", "processing.", "hiring.")                # somebody takes time
AFTER = {"hiring.account": "the posting", "hiring.approval": "the posting", "hiring.open": "the approval",
         "hiring.selection": "applications close", "hiring.decision": "the offer", "hiring.decision_general": "the offer"}
AFTER_FILING = ("approved", "card_received", "work_starts")


def milestones(row: Row, answer: Answer) -> list[MilestoneView]:
    """Every milestone of the route in the order of time, the offer first."""
    path = driving_path(answer.early, row.row, "work_starts")
    missed = _missed(row, answer)
    names = [n for n in answer.route.network.milestones if not _does_not_apply(row, answer, n)]
    hired = "posted" in names                   # the offer comes out of a host's hiring, whose own steps are told
    return [*([] if hired else [_offer(row, answer, path)]), *(_milestone(row, answer, name, path, missed) for name in names)]


def _does_not_apply(row: Row, answer: Answer, name: str) -> bool:
    """On campus an F-1 student asks nobody; an account is connected where that takes time; an acceptance is the offer in hand."""
    if name == "account_connected":
        return row.world.hiring.steps["hiring.account"].n == 0
    if name in CHAIN:
        return name == "offer_in_hand"
    return answer.route.name == "on_campus" and name != "work_starts" and bool(answer.route.batch.is_f1[row.row])


def _missed(row: Row, answer: Answer) -> Dates | None:
    """Latest dates that would have made the offer's own start, where it cannot be made any more."""
    if row.verdict(answer) != "later":
        return None
    offer = answer.route.batch.offer_start
    return backward_pass(answer.route.network_to(offer), {"work_starts": offer})


def _offer(row: Row, answer: Answer, path: list[Arc]) -> MilestoneView:
    offered = row.case["offer_date"]
    when = row.day(answer.route.batch.offer_in_hand)
    says = "You said so." if offered else "No day is entered: the offer is taken to be in hand on the status date."
    in_time, done = _needed_by(row, answer), when <= row.on
    return MilestoneView("offer_in_hand", words()["milestone"]["offer_in_hand"]["title"], says, "host", when, in_time, None,
                         in_time and (in_time - when).days, (offered or when) if done else None, None, "", "your entry",
                         "your entry", "", any(arc.before == "offer_in_hand" for arc in path), done)


def _needed_by(row: Row, answer: Answer) -> date | None:
    """The latest day to have the offer that still makes the planned start: walked back from what it holds up."""
    if row.verdict(answer) == "unknown":
        return None
    network, late = answer.late.network, answer.late.date
    days = [row.day(arc.lag.undo(late[arc.after])) for arc in network.arcs
            if arc.before == "offer_in_hand" and (arc.where is None or arc.where[row.row])]
    return min((when for when in days if when), default=None)


def _milestone(row: Row, answer: Answer, name: str, path: list[Arc], missed: Dates | None) -> MilestoneView:
    entry, route = words()["milestone"][name], answer.route
    early, late = row.early(answer.early, name), _late(row, answer, name)
    if _is_unknown(row, answer, name):
        return _unknown(row, name, entry, route.name)
    actual, done = _fact(row, answer, name), _done(row, answer, name)
    arc = _driving_arc(row, answer, name)
    rule = arc.rule if arc else ""
    says, start = _holds(row, answer, arc, early) if arc and not done else (_given(row, answer, name, actual), None)
    floats = None if done or late is None or early is None else (late - early).days
    return MilestoneView(name, by_route(entry["title"], route.name), says, entry["actor"],
                         None if done else early, None if done else late, missed and row.early(missed, name), floats,
                         actual, start, rule, cite(row, rule) if rule else _by_whom(row, answer, name), source(row, rule),
                         _lag_in_words(row, arc), any(a.after == name for a in path), done)


def _is_unknown(row: Row, answer: Answer, name: str) -> bool:
    """Whether a held case keeps anybody from knowing this day."""
    return row.verdict(answer) == "unknown" and name in AFTER_FILING


def _unknown(row: Row, name: str, entry: dict, route: str) -> MilestoneView:
    says = "Nobody can say when, while USCIS holds your case."
    rule = "holds.held_case"
    return MilestoneView(name, by_route(entry["title"], route), says, entry["actor"], None, None, None, None, None, None, rule,
                         cite(row, rule), source(row, rule), "", False, False)


def _late(row: Row, answer: Answer, name: str) -> date | None:
    late = row.early(answer.late, name)
    return late if late and late.year < 2115 else None


def _fact(row: Row, answer: Answer, name: str) -> date | None:
    key = {"recommended": "dso_recommended", "filed": "i765_filed"}.get(name)
    return row.case[key] if key and _done(row, answer, name) else None


def _done(row: Row, answer: Answer, name: str) -> bool:
    """Whether the case says that this step lies behind."""
    route = answer.route
    if not hasattr(route, "filed"):
        return False
    filed, recommended = bool(route.filed[row.row]), bool(route.recommended[row.row])
    return (filed and name in ("requested", "recommended", "filed")) or (recommended and name in ("requested", "recommended"))


def _given(row: Row, answer: Answer, name: str, actual: date | None) -> str:
    """What to say of a date that is not computed: it is done, or planned faster than usual."""
    if not _done(row, answer, name) and _expedited(row, answer):
        closes = row.day(answer.route.closes)
        return "Today: there is no day to lose." if name in ("signed", "requested") else \
            f"Faster than usual: the window closes on {long_day(closes)}, before the office's usual time is over."
    return f"Done on {long_day(actual)}: you said so." if actual else "Done: a later step is."


def _expedited(row: Row, answer: Answer) -> bool:
    return hasattr(answer.route, "expedite") and bool(answer.route.expedite[row.row])


def _by_whom(row: Row, answer: Answer, name: str) -> str:
    return "your entry" if _done(row, answer, name) else "planned on the window's last day"


def _driving_arc(row: Row, answer: Answer, name: str) -> Arc | None:
    place = answer.early.driver[name][row.row]
    return answer.early.network.arcs[place] if place >= 0 else None


def _holds(row: Row, answer: Answer, arc: Arc, early: date | None) -> tuple[str, date | None]:
    """Why the milestone is not earlier, and since when the wait for it has run."""
    since = row.early(answer.early, arc.before)
    rule = arc.rule
    if rule.startswith(WAITS) and arc.after != "requested":
        return _waiting(row, rule, since, early), since
    if arc.before == "chosen_day":
        return "The day of the posting.", None
    if rule in ("cpt.within_term", "cpt.add_deadline"):
        return moved_to_a_term(row, answer, rule), None
    if rule.startswith("lead_time."):
        return "Asked earlier, the recommendation would run out before it can be used.", None
    if rule in ("opt.recommendation_good_for", "opt_stem.recommendation_good_for"):
        return row.law.rules[rule].says, None
    year = completed_year(row, answer) if arc.before == "academic_year_complete" else ""
    return row.law.rules[rule].says + year, None


def _waiting(row: Row, rule: str, since: date | None, until: date | None) -> str:
    lag, source_ = lag_of(row, rule), source(row, rule)
    shut = _closed_between(row, rule, since, until)
    closed = f"; {listed([long_day(d, year=False) for d in shut])} {'is' if len(shut) == 1 else 'are'} closed" if shut else ""
    if since == until:
        return f"No days are planned for this step. {sentence(source_)}."
    after = {"lead_time.sign_off": "the offer is in hand", "processing.card": "the approval", **AFTER}
    event = after.get(rule, "you ask" if rule.startswith("lead_time.") else "filing")
    return f"{lag} after {event}{closed}. {sentence(source_)}."


def _closed_between(row: Row, rule: str, since: date | None, until: date | None) -> list[date]:
    if not rule.startswith(("lead_time.", "hiring.")) or since is None or until is None:
        return []
    if rule.startswith("hiring.") and row.world.hiring.steps[rule].office != "school":
        return row.federal_holidays(since + timedelta(1), until) if row.world.hiring.steps[rule].office == "federal" else []
    return row.closed_days(since + timedelta(1), until)


def lag_of(row: Row, rule: str) -> str:
    """How long a lead time or a processing figure is, in words."""
    if rule.startswith("lead_time."):
        return row.school.lead_time[rule.removeprefix("lead_time.")].in_words
    if rule.startswith("hiring."):
        return row.world.hiring.steps[rule].in_words
    figure = row.world.processing.figures[rule]
    return counted(figure.n, "day" if figure.business_days is None else "business day")


def source(row: Row, rule: str) -> str:
    """How sure we are of a number, in a few words."""
    if rule.startswith("lead_time."):
        lead = row.school.lead_time[rule.removeprefix("lead_time.")].source
        generic = row.world.schools["generic"].lead_time[rule.removeprefix("lead_time.")].source
        name = "generic, " if lead == generic else ""
        return f"{name}checked {long_day(lead.checked)}" if lead.verified else f"{name}not verified"
    if rule.startswith("hiring."):
        step = row.world.hiring.steps[rule].source
        return f"checked {long_day(step.checked)}" if step.verified else "not verified"
    if rule.startswith("processing."):
        figure = row.world.processing.figures[rule]
        return f"planning figure, checked {long_day(figure.checked)}" if figure.verified else "planning figure, not verified"
    if rule not in row.law.rules or rule.startswith("planner."):
        return "how this planner counts"
    value = row.law.value(rule, row.plan.on) if row.law.has_value(rule, row.plan.on) else row.law.rules[rule].values[-1]
    return f"checked {long_day(value.checked)}" if value.verified else "not verified"


def _lag_in_words(row: Row, arc: Arc | None) -> str:
    if arc is None:
        return ""
    if arc.rule.startswith(WAITS) and arc.after != "requested":
        return lag_of(row, arc.rule)
    if isinstance(arc.lag, CalendarDays) and row.value(arc.lag.n):
        return counted(abs(row.value(arc.lag.n)), "day")
    return "" if not isinstance(arc.lag, Table) else lag_of(row, arc.rule) if arc.rule.startswith("lead_time.") else ""
