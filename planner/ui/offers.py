"""The offers of a history, planned together: one row each, and above them where the combination is weak."""
from __future__ import annotations

from datetime import date
from html import escape

from planner.history_check import Finding
from planner.offer_plan import OfferPlan
from planner.offers import Together
from planner.offers_text import headline, step_of
from planner.ui.marks import mark
from planner.ui.rule_link import rule_link
from planner.ui.tables import table
from planner.words import long_day, sentence

ONLY_IF = "Only if the limit of days without work is kept until then"


def offers_section(together: Together, on: date) -> str:
    """The weakest point as the first sentence, the others beneath it, then the table."""
    first = f'<p class="wa-said"><b>{escape(headline(together))}</b>{cited(together.weak[0]) if together.weak else ""}</p>'
    others = "".join(f'<p class="wa-note">{escape(one.says)}{cited(one)}</p>' for one in together.weak[1:])
    rows = "".join(_row(plan, on) for plan in together.plans)
    heads = ("Offer", "Days of work", "Next step")
    caption = "Each offer: its route, its days, and what to do next"
    return f'<div class="wa">{first}{others}</div>' + table(caption, heads, rows, "offers")


def cited(one: Finding) -> str:
    """The citation of a finding as a link to its rule."""
    return f" <small>{rule_link(one.rule, one.cite)}</small>" if one.cite else ""


def _row(plan: OfferPlan, on: date) -> str:
    shape, said = ("partly", ONLY_IF) if plan.over else (plan.verdict, plan.verdict.capitalize())
    head = (f'<th scope="row">{escape(plan.name)}<br><small>{mark(shape)} {said}'
            f"{f', {escape(plan.title)}' if plan.is_open else ''}</small></th>")
    if not plan.is_open:
        return f'<tr class="first">{head}<td colspan="2">{escape(sentence(plan.reason))}</td></tr>'
    step = escape(sentence(step_of(plan, on))) or "nothing to ask for"
    papers = "; ".join(plan.documents) if plan.step else ""
    beneath = f'<tr><td colspan="3"><small>With: {escape(papers)}.</small></td></tr>' if papers else ""
    return f'<tr class="first">{head}<td>{_days(plan)}</td><td>{step}</td></tr>{beneath}'


def _days(plan: OfferPlan) -> str:
    last = f"to {long_day(plan.last)}" if plan.last else f"on, until {long_day(plan.until)} at the latest"
    return f"{long_day(plan.start)} {last}"
