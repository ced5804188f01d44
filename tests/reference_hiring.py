"""The host's chain and the routes behind it in naive loops over single days, written from the rules and not from the engine."""
from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import holidays

ONE_DAY = timedelta(1)
FEDERAL = frozenset(d for d in holidays.country_holidays("US", years=range(2024, 2032)) if d.weekday() < 5)
STANDARD, PREMIUM, CARD = 120, 30, 14


@cache
def business_days_after(d: date, n: int, closed: frozenset[date]) -> date:
    """The n-th business day strictly after d; d itself for n = 0."""
    while n > 0:
        d += ONE_DAY
        if d.weekday() < 5 and d not in closed:
            n -= 1
    return d


def accepted(posted: date, school: frozenset[date], *, account=0, approval=5, opened=14, selection=5, decision=7,
             general=False) -> date:
    d = business_days_after(posted, account, school)
    d = business_days_after(d, approval, school)
    d += timedelta(opened)
    d = business_days_after(d, selection, FEDERAL)
    return d + timedelta(decision) if general else business_days_after(d, decision, FEDERAL)


def first_day_of_work(kind: str, offer: date, on: date, school: frozenset[date], *, lead: dict, year_complete: date | None = None,
                      filed_ago: int = 70) -> date:
    """The earliest day of work of a candidate who accepts on `offer`."""
    if kind in ("card", "stem_card", "on_campus"):
        return offer
    if kind == "on_campus_j1":
        return business_days_after(offer, lead["on_campus"], school)
    if kind in ("cpt", "cpt_required", "first_year"):
        authorized = business_days_after(business_days_after(offer, lead["sign_off"], school), lead["cpt"], school)
        return max(authorized, year_complete) if kind == "first_year" else authorized
    if kind == "at":
        return business_days_after(business_days_after(offer, lead["sign_off"], school), lead["at"], school)
    if kind == "pending":
        approved = max(on, on - timedelta(filed_ago) + timedelta(STANDARD))
        return max(offer, approved + timedelta(CARD))
    filed = business_days_after(offer, lead["opt"], school)
    approved = filed + timedelta(STANDARD) if kind == "standard" else business_days_after(filed, PREMIUM, FEDERAL)
    return approved + timedelta(CARD)


def latest_posting(start: date, makes_it, furthest: int = 900) -> date | None:
    """The last day before the start from which a posting makes it, day by day."""
    for back in range(furthest):
        if makes_it(start - timedelta(back)):
            return start - timedelta(back)
    return None
