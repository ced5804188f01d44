"""Why a way begins when it does: what is waited for, which day was missed, and until when the work may last."""
from __future__ import annotations

from datetime import date

from planner.answer import Answer
from planner.notes import caution_notes
from planner.row import Row
from planner.term_words import add_the_credit, ends_with_its_term, year_before_the_term
from planner.views import MilestoneView, Note
from planner.words import by_route, counted, listed, long_day, mid_sentence, sentence, words


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
    title = mid_sentence(by_route(words()["milestone"][step.name].get("ask", step.title), answer.route.name))
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
