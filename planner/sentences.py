"""The headline, its cause and what would help: answer, route, what to do by when, result."""
from __future__ import annotations

from datetime import date, timedelta

from planner.answer import Answer
from planner.best import GOODNESS
from planner.levers import LEVERS
from planner.notes import THROUGH, caution_notes
from planner.row import Row
from planner.term_words import add_the_credit, ask_the_registrar, begin_with_the_next_term, ends_with_its_term, year_before_the_term
from planner.views import MilestoneView, Note, RouteView
from planner.words import by_route, counted, listed, long_day, sentence, words

NOT_ASKED = ("wrong_status", "off_campus", "no_ead", "no_petition", "no_hardship", "no_intl_org")       # of another student
PROMINENT = ("evidence_request", "filed_too_early", "recommendation_expired", "expedite", "processing_overdue",
             "unemployment_limit", "work_gap", "projected_calendar", "limit_of_the_first_card", "start_asked_for")
EXPECTED = "if the school's dates are as we expect"
MENDABLE = {"not_curricular", "unrelated_work", "over_20h", "no_e_verify", "unpaid_stem", "under_20h_stem"}
NEAREST = ("cpt", "at", "cap_gap", "opt_post", "opt_stem", "current_ead", "opt_pre", "hardship", "intl_org",
           "on_campus")        # whose "no" a person asks about


def headline(row: Row, views: list[RouteView]) -> str:
    """One sentence that answers: at most 25 words, two clauses."""
    best = views[0]
    if best.verdict == "no":
        return _no(row, views)
    if best.verdict == "unknown":
        return _unknown(best)
    if best.offer_start is None:
        return _open_question(row, best)
    return {"yes": _yes, "partly": _partly, "later": _later}[best.verdict](row, best)


def _yes(row: Row, best: RouteView) -> str:
    if _has(best, "expedite"):
        order = f"{_order(row, best)}start on {long_day(best.start)}"
        return f"Only if your office is faster than usual: {order} {THROUGH[best.route]}."
    condition = ", if the employer uses E-Verify" if _has(best, "e_verify_unknown") else ""
    yes = f"Yes, {EXPECTED}" if _is_projected(best) else "Yes"
    return f"{yes}, {THROUGH[best.route]}{condition}: {_order(row, best)}start on {long_day(best.start)}."


def _has(view: RouteView, code: str) -> bool:
    return any(note.code == code for note in view.cautions)


def _is_projected(view: RouteView) -> bool:
    """Whether a date of the answer hangs on a calendar that nobody has published."""
    return _has(view, "projected_calendar")


def _open_question(row: Row, best: RouteView) -> str:
    order = _order(row, best).removesuffix(", ")
    through = THROUGH[best.route]
    expected = f", {EXPECTED}" if _is_projected(best) else ""
    return f"The earliest start is {long_day(best.earliest_start)}, {through}{expected}{f': {order}' if order else ''}."


def _order(row: Row, best: RouteView) -> str:
    """What to do by when, as the first half of the sentence."""
    if not best.next_step or best.next_step_by is None:
        return ""
    ask = words()["milestone"][best.next_step]["ask"]
    when = "today" if best.next_step_by == row.on else f"by {long_day(best.next_step_by)}{_open_last(row, best)}"
    return f"{ask} {when}, "


def _open_last(row: Row, best: RouteView) -> str:
    """Where the office is closed on the last day to ask: the open day that counts."""
    last = row.last_open_day(best.next_step_by)
    if best.next_step != "requested" or last == best.next_step_by or last < row.on:
        return ""
    return f" (open last on {long_day(last, False)})"


def _partly(row: Row, best: RouteView) -> str:
    short = (best.offer_end - best.authorized_until).days
    expected = f", {EXPECTED}" if _is_projected(best) else ""
    return (f"Yes, but only until {long_day(best.authorized_until)}{expected}: your authorization ends "
            f"{counted(short, 'day')} before the job does.")


def _later(row: Row, best: RouteView) -> str:
    unless = f" {EXPECTED}" if _is_projected(best) else ""
    return (f"Not by {long_day(best.offer_start, best.offer_start.year != best.earliest_start.year)}{unless}: "
            f"the earliest start is {long_day(best.earliest_start)}, {THROUGH[best.route]}"
            f"{', and only if your office is faster than usual' if _has(best, 'expedite') else ''}.")


def _unknown(best: RouteView) -> str:
    """A held case: what can still be done, and by when."""
    held = "No date can be given while USCIS holds your case."
    if best.next_step == "approved":
        return f"{held} Ask your office what you can do meanwhile."
    ask = words()["milestone"][best.next_step]["ask"]
    return f"{held} You can still {ask}{f' by {long_day(best.route_closes)}' if best.route_closes else ''}."


def _no(row: Row, views: list[RouteView]) -> str:
    nearest = _nearest(views)
    late = _too_late(nearest)
    return late or f"No: {_lower(nearest.reasons[0].says)}"


def _too_late(view: RouteView) -> str | None:
    """The sentence for a window that has closed, or for a filing that has to be made anew."""
    note = next((note for note in view.reasons if note.code == "filing_window_closed"), None)
    if note is None:
        return None
    return note.says if _is_stale(view) else f"Too late: {_lower(note.says)} See your office this week."


def _is_stale(view: RouteView) -> bool:
    """Whether the form was filed after its recommendation had run out, and can be filed again."""
    return any(note.code == "filing_window_closed" and note.rule.endswith("recommendation_good_for") for note in view.reasons)


def _nearest(views: list[RouteView]) -> RouteView:
    """The closed route to speak of: one that was filed for, then the one with the fewest lasting reasons and those first that
    people ask about."""
    closed = [view for view in views if view.reasons and view.reasons[0].code not in NOT_ASKED]
    return min(closed or views, key=lambda view: (not _is_stale(view), _lasting(view), _is_past(view), len(view.reasons),
                                                  NEAREST.index(view.route)))


def asked_about(views: list[RouteView]) -> RouteView:
    """The route that an answer speaks of: the best one, or where all are closed the nearest."""
    return _nearest(views) if views[0].verdict == "no" else views[0]


def _is_past(view: RouteView) -> bool:
    """A route of the time of study, after it: nobody asks about that one."""
    return any(note.code == "program_over" for note in view.reasons)


def _lasting(view: RouteView) -> int:
    """How many of the reasons another job, host or department could not mend."""
    return sum(note.code not in MENDABLE for note in view.reasons)


def _lower(text: str) -> str:
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]         # "OPT" stays what it is


def because(row: Row, views: list[RouteView]) -> str:
    """The cause of the headline."""
    best = views[0]
    if best.verdict != "no":
        first = [note.says for note in (*best.cautions, *best.know) if note.code in PROMINENT]
        return " ".join([*first, best.why, *_office_days(row, best)])
    nearest = _nearest(views)
    said = f": {nearest.why}" if len(nearest.reasons) > 1 else "."
    return f"{nearest.title} comes nearest{said} Why the other ways are closed is said with each."


def _office_days(row: Row, best: RouteView) -> list[str]:
    """Where the office is closed on the last day to ask: the open day that counts."""
    if best.next_step_by is None or not _open_last(row, best):
        return []
    by, last = best.next_step_by, row.last_open_day(best.next_step_by)
    return [f"{long_day(by)} counts like {long_day(last)}, the last day before it that your office is open."]


def why(row: Row, answer: Answer, steps: list[MilestoneView], reasons: list[Note]) -> str:
    """One route in one or two sentences: what holds its start, or why it is closed."""
    if reasons:
        return " ".join(note.says for note in reasons)
    if row.verdict(answer) == "unknown":
        return next(note.says for note in caution_notes(row, answer) if note.code == "held_case")
    return " ".join(filter(None, [_waits(row, answer, steps), year_before_the_term(row, answer), _missed(row, answer, steps),
                                 _ends(row, answer), ends_with_its_term(row, answer), add_the_credit(row, answer),
                                 _pending_work(row, answer), _petition(row, answer)]))


def _waits(row: Row, answer: Answer, steps: list[MilestoneView]) -> str:
    """The waiting that lies between today and the first day of work."""
    start = row.day(answer.earliest_start)
    waits = [_wait(row, step) for step in steps if step.critical and step.start and not step.done]
    waits = [wait for wait in waits if wait]
    if not waits:
        at_once = f"Nothing has to be waited for: work may start {long_day(start)}."
        return _held_by_rule(steps, start) if start > row.on else at_once
    opens = next((s for s in steps if s.critical and s.driving_rule.endswith("filing_opens")), None)
    first = f"USCIS takes the form from {long_day(opens.early)} on; then " if opens else ""
    return sentence(f"{first}{listed(waits)}: the earliest start is {long_day(start)}.")


def _wait(row: Row, step: MilestoneView) -> str:
    if step.early == step.start or not step.lag:
        return ""
    who = {"signed": "your department takes", "approved": "USCIS is planned with", "card_received": "the card takes"}
    return f"{who.get(step.name, 'your office takes')} {step.lag}"


def _held_by_rule(steps: list[MilestoneView], start: date) -> str:
    step = steps[-1]
    return f"{step.says} The earliest start is {long_day(start)}."


def _missed(row: Row, answer: Answer, steps: list[MilestoneView]) -> str:
    """For a start that cannot be made: by when the next step had to happen."""
    step = next((s for s in steps if s.name == row.next_step(answer) and s.missed), None)
    if step is None or step.missed > row.on or _never_possible(row, answer, steps):
        return ""
    days = (row.on - step.missed).days
    title = _lower(by_route(words()["milestone"][step.name].get("ask", step.title), answer.route.name))
    offer = long_day(row.case["offer_start"], False)
    subject = "USCIS had to approve" if step.name == "approved" else f"you had to {title}"
    return f"To make {offer} {subject} by {long_day(step.missed)}, {counted(days, 'day')} ago." if days else ""


def _never_possible(row: Row, answer: Answer, steps: list[MilestoneView]) -> bool:
    """Whether the law's window, not the applicant, was too late: filing in time would have been before its first day."""
    filed = next((s for s in steps if s.name == "filed" and s.missed), None)
    opens = row.day(answer.route.opens) if filed else None
    return opens is not None and filed.missed < opens


def _ends(row: Row, answer: Answer) -> str:
    until, end = row.day(answer.authorized_until), row.case["offer_end"]
    if end and end < row.on:
        return f"The offer's own last day, {long_day(end)}, has passed."
    if end and until < end:
        return f"Work may last until {long_day(until)}; the job ends on {long_day(end)}."
    if not end and row.case["offer_start"] and answer.route.name != "cap_gap":      # cap-gap says it with its own reason
        return f"Work may last until {long_day(until)}."
    return ""


def _pending_work(row: Row, answer: Answer) -> str:
    """STEM: a timely application lets the work go on while USCIS decides."""
    if answer.route.name != "opt_stem":
        return ""
    until = row.day(answer.route.pending_work_ends)
    return f"Filed in time, you may work on while USCIS decides, until {long_day(until)}." if row.day(answer.start) <= until else ""


def _petition(row: Row, answer: Answer) -> str:
    """Cap-gap: why OPT goes on."""
    if answer.route.name != "cap_gap":
        return ""
    return (f"The H-1B petition was filed on {long_day(row.case['h1b_filed'])}, while OPT was in force: "
            f"OPT goes on until {long_day(row.day(answer.authorized_until))}, unless the petition ends.")


def helps(row: Row, views: list[RouteView], others: list[Row], earlier: list[tuple[date, str]] = ()) -> list[str]:
    """Remedies that were computed: another start, another fact, another end. None where the answer is a plain yes.

    earlier: for an offer that starts too late, the last day to begin and the name of a route that it would open.
    """
    best = views[0]
    if best.verdict == "yes":
        return []
    pulled = [_pull(row, views, other, lever) for other, lever in zip(others, LEVERS, strict=True)
              if not lever.after_a_stale_filing or _is_stale(_nearest(views))]
    asked = ask_the_registrar(row, row.plan.routes[best.route]) if best.verdict == "later" else ""
    begin = begin_with_the_next_term(row, row.plan.routes[best.route]) if best.verdict == "partly" else ""
    return [text for text in (asked, _move_the_start(best), _end_earlier(best), begin, *_begin_earlier(earlier), *pulled,
                             _opening(row, views)) if text]


def _begin_earlier(earlier: list[tuple[date, str]]) -> list[str]:
    return [f"Ask the host to begin by {long_day(last)}: then {title} is in time." for last, title in earlier]


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
    return f"{says}{fee}, {result}."


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
