"""Links from any page to a rule on the page "Rules and sources"."""
from __future__ import annotations

from html import escape
from urllib.parse import quote

OF_A_SCHOOL = "lead_time."


def rule_link(rule_id: str, text: str = "") -> str:
    """A link that opens beside the page it stands on, which keeps its entries.

    >>> rule_link("opt.length")
    '<a href="rules?rule=opt.length" target="_blank">opt.length</a>'
    """
    return f'<a href="rules?rule={quote(rule_id)}" target="_blank">{escape(text or rule_id)}</a>'


def id_of(driving_rule: str, school: str) -> str:
    """What a rule or duration that drives a date is called among the sources.

    >>> id_of("lead_time.cpt", "binghamton"), id_of("processing.card", "binghamton")
    ('binghamton.lead_time.cpt', 'processing.card')
    """
    return f"{school}.{driving_rule}" if driving_rule.startswith(OF_A_SCHOOL) else driving_rule
