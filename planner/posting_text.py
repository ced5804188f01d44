"""The finished text of a posting, ready to copy: every rule that words can meet is met; what only the host knows is in brackets.

Sentences of the host's own text that break a rule are left out of it.
"""
from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from planner.posting import check
from planner.posting_checks import MEND
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
DELIVER = "What you deliver: [result and its form, for example a table or a report]"
LEARNING = ("What you will learn: [skill or knowledge]", "Who guides you: [name and role], [how often you meet]")
CLASSES = "We plan around your classes. You need: [laptop, software, internet access]; we provide: [tools, data, accounts]."


SENTENCE_ENDS = re.compile(r"(?<=[.!?])(?<!\bU\.S\.)(?<!\be\.g\.)\s+")


def left_out(draft: Draft) -> list[str]:
    """The sentences of the host's own text that break a rule, in their order.

    >>> left_out(Draft("own", "rutgers", "Rutgers", "Analyst", "Spring", date(2026, 2, 16), date(2026, 3, 8), 3, 15, usd=20,
    ...                text="Help us count beans. Send your SSN to us. U.S. citizens only."))
    ['Send your SSN to us.', 'U.S. citizens only.']
    """
    return [sentence for line in draft.text.splitlines() for sentence, breaks in _sentences(line, draft) if breaks]


def _sentences(line: str, draft: Draft):
    """Each sentence of a line, and whether it breaks a rule."""
    book = load_rulebook()
    bad = [finding.rule for finding in check(draft) if finding.verdict == MEND and finding.rule.about != "pay"]
    bad += [] if draft.pay == UNPAID else [book.rule("pay")]
    for sentence in SENTENCE_ENDS.split(line.strip()):
        yield sentence, any(book.broken(rule, sentence) for rule in bad)


def _kept(draft: Draft) -> str:
    lines = (" ".join(sentence for sentence, breaks in _sentences(line, draft) if not breaks) for line in draft.text.splitlines())
    return "\n".join(filter(None, lines))


def finished(draft: Draft, apply_by: date | None, remote: bool | None) -> str:
    """The text, a line for each thing; apply_by: the last day to apply; remote: None where the host has not said."""
    draft = replace(draft, text=_kept(draft))
    own = draft.text or (DELIVER if draft.way == "platform" else WORK)
    lines = [draft.finished_title, *_facts(draft, apply_by, remote), "", own, *_missing(draft), "", *_closing(draft)]
    return "\n".join(lines).replace(NBSP, " ")


def _facts(draft: Draft, apply_by: date | None, remote: bool | None) -> list[str]:
    place = {True: "remote", False: "in person at [address]", None: "[remote or in person]"}[remote]
    in_all = draft.pay == FEE or draft.way == "platform"
    hours = f"about {draft.total_hours:g} hours in all" if in_all else f"{draft.hours:g} hours a week"
    lines = [] if draft.way == "platform" else [f"Position type: {draft.position_type if draft.way == 'own' else 'Internship'}"]
    lines += [f"{long_day(draft.start)} to {long_day(draft.end)}: {counted(draft.weeks, 'week')}, {hours}, {place}", _pay(draft)]
    return lines + ([f"Apply by {long_day(apply_by)}"] if apply_by else [])


def _pay(draft: Draft) -> str:
    if draft.way == "platform" and not (draft.pay == FEE and draft.usd):
        return "Fixed fee: [amount], paid when the work is accepted"
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
    delivers = draft.way != "platform" or not draft.text or book.is_said(book.rule("deliverables"), draft.text)
    return [*(() if delivers else (DELIVER,)), *(() if said else LEARNING), *(() if draft.way == "platform" else (CLASSES,))]


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
