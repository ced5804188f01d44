"""The finished text of a posting, ready to copy: every rule that words can meet is met; what only the host knows is in brackets."""
from __future__ import annotations

from datetime import date

from planner.posting_draft import FEE, UNPAID, Draft, money
from planner.posting_rules import load_rulebook
from planner.words import NBSP, counted, long_day

AUTHORIZATION = ("International students are welcome. Work off campus needs authorization before the first day (CPT, OPT or J-1 "
                 "Academic Training): ask the international office on the day you get the offer.")
ON_CAMPUS = ("International students are welcome. On campus F-1 students need no further authorization, but keep to the hours "
             "their status allows; J-1 students ask the international office before the first day.")
AUTHORIZED_CONTRACTOR = ("International students: this is contract work for a fixed fee. Ask the international office whether "
                         "CPT, OPT or Academic Training allows it before you apply.")
WORK = "What you will do: [two or three sentences]"
LEARNING = ("What you will learn: [skill or knowledge]", "Who guides you: [name and role], [how often you meet]")
CLASSES = "We plan around your classes. You need: [laptop, software, internet access]; we provide: [tools, data, accounts]."


def finished(draft: Draft, apply_by: date | None, remote: bool | None) -> str:
    """The text, a line for each thing; apply_by: the last day to apply; remote: None where the host has not said."""
    lines = [draft.finished_title, *_facts(draft, apply_by, remote), "", draft.text.strip() or WORK, *_missing(draft), "",
             *_closing(draft)]
    return "\n".join(lines).replace(NBSP, " ")


def _facts(draft: Draft, apply_by: date | None, remote: bool | None) -> list[str]:
    place = {True: "remote", False: "in person at [address]", None: "[remote or in person]"}[remote]
    hours = f"about {draft.total_hours:g} hours in all" if draft.pay == FEE else f"{draft.hours:g} hours a week"
    lines = [] if draft.way == "platform" else [f"Position type: {draft.position_type if draft.way == 'own' else 'Internship'}"]
    lines += [f"{long_day(draft.start)} to {long_day(draft.end)}: {counted(draft.weeks, 'week')}, {hours}, {place}", _pay(draft)]
    return lines + ([f"Apply by {long_day(apply_by)}"] if apply_by else [])


def _pay(draft: Draft) -> str:
    if draft.pay == UNPAID:
        return "Unpaid, for course credit: [course]"
    if not draft.usd:
        return "Pay: [amount]"
    if draft.pay == FEE:
        return f"Fixed fee: {money(draft.usd)}, paid when the work is accepted"
    return f"Pay: {money(draft.usd)} an hour"


def _missing(draft: Draft) -> list[str]:
    """What the host's own text does not say yet."""
    book = load_rulebook()
    said = book.is_said(book.rule("learning"), draft.text)
    return [*(() if said else LEARNING), *(() if draft.way == "platform" else (CLASSES,))]


def _closing(draft: Draft) -> list[str]:
    book = load_rulebook()
    rule = book.rule("authorization")
    lines = ["You must be 18 or older."] if draft.way == "platform" else ["Open to all undergraduate and graduate students."]
    if draft.on_campus:
        lines.append(ON_CAMPUS)
    elif book.broken(rule, draft.text) or not book.is_said(rule, draft.text):   # "permanent work authorization" is no such sentence
        lines.append(AUTHORIZED_CONTRACTOR if draft.contractor else AUTHORIZATION)
    if draft.way != "platform":
        lines.append(f"If we choose you, you have {draft.to_decide} to decide.")
    return lines
