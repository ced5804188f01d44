"""A posting before it is published: each rule of the programme, the platform and labor law held against it, with the remedy."""
from __future__ import annotations

from dataclasses import dataclass

from planner.posting_checks import ADDED, CHECK, CHECKS, FINE, MEND
from planner.posting_draft import Draft
from planner.posting_rules import PostingRule, Rulebook, load_rulebook
from planner.words import long_day

VERDICTS = (MEND, CHECK, ADDED, FINE)       # what a host has to look at first
EVERYWHERE = ("pay", "asked", "authorization")      # rules of the programme that hold at every school


@dataclass(frozen=True)
class Finding:
    """One rule held against a draft: the verdict, and a sentence that says what is wrong and how to mend it."""
    rule: PostingRule
    verdict: str
    says: str
    source: str


def check(draft: Draft, book: Rulebook | None = None) -> list[Finding]:
    """Every rule that applies, in the order of the rules.

    >>> from datetime import date
    >>> draft = Draft("handshake", "binghamton", "Binghamton University", "Data Analytics", "Spring", date(2026, 2, 16),
    ...               date(2026, 3, 8), 3, 15, usd=15.99)
    >>> next(finding.says for finding in check(draft) if finding.rule.id == "R6").replace(chr(160), " ")
    '$15.99 an hour is under the minimum wage of $16.00 (Rest of New York State, Mon 16 Feb 2026): pay at least that.'
    """
    book = book or load_rulebook()
    found = []
    for rule in book.applying(draft.way, draft.kind):
        said = CHECKS[rule.about](draft, rule, book)
        if said:
            found.append(_finding(draft, rule, book, *said))
    return found


def _finding(draft: Draft, rule: PostingRule, book: Rulebook, verdict: str, says: str) -> Finding:
    """A rule of one school is advice at every other."""
    source = book.source(rule)
    if source.of and source.of != draft.school and verdict == MEND and rule.about not in EVERYWHERE:
        verdict, says = CHECK, f"{says} So at Binghamton; ask {draft.school_name}."
    unsure = "" if source.verified else ", not verified"
    return Finding(rule, verdict, says, f"{source.source}, checked {long_day(source.checked)}{unsure}")
