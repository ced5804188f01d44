"""The counters of a history, day by day and slowly, written from the legal notes alone; the fast ones are held to account by it.

A history here is plain: (from, to, ...) tuples of dates, `to` None for still going. Nothing of the planner is imported.
"""
from __future__ import annotations

from datetime import date, timedelta

DAY = timedelta(1)


def days(first: date, last: date):
    while first <= last:
        yield first
        first += DAY


def month_later(when: date, n: int) -> date:
    """The same day of the month, or the last day of a shorter one."""
    month = when.month - 1 + n
    year, month = when.year + month // 12, month % 12 + 1
    while True:
        try:
            return date(year, month, when.day)
        except ValueError:
            when -= DAY


def full_time_cpt(cpts, program_start: date) -> set[date]:
    """CPT-12M-BAR, CPT-PT-FT: authorized full-time days at this level, both ends, overlaps once.

    cpts: (from, to, full_time, hours).
    """
    counted = set()
    for first, last, full, hours in cpts:
        if first >= program_start and (full if full is not None else hours > 20):
            counted |= set(days(first, last))
    return counted


def cpt_bars_opt(counted: set[date]) -> bool:
    """CPT-12M-SAFE: 365 days, or twelve calendar months in unbroken stretches."""
    months = 0
    for first in sorted(counted):
        if first - DAY not in counted:                  # a stretch begins
            beyond = first
            while beyond in counted:
                beyond += DAY
            n = 0
            while month_later(first, n + 1) <= beyond:
                n += 1
            months += n
    return len(counted) >= 365 or months >= 12


def opt_used(cards, program_start: date, program_end: date, by: date) -> float:
    """OPT-12M, OPT-PRE-DEDUCT: pre at half or in full up to the program's end, post in full. cards: (from, to, category, full)."""
    used = 0.0
    weight: dict[date, float] = {}
    for first, last, category, full in cards:
        if first < program_start or category == "opt_stem":
            continue
        for when in days(first, min(last, program_end) if category == "opt_pre" else last):
            weight[when] = max(weight.get(when, 0), .5 if category == "opt_pre" and not full else 1)
    for when in weight:
        used += weight[when] if when <= by else 0
    return used


def idle_days(jobs, cards, program_start: date) -> list[date]:
    """OPT-UNEMP-*: every day of a post-completion or STEM card without 20 hours of qualifying work.

    jobs: (from, to, hours, kind, paid, e_verify); the short gaps of 2008 to 2010 are left out.
    """
    cards = [card for card in cards if card[0] >= program_start and card[2] != "opt_pre"]
    on_card = {when for first, last, *_ in cards for when in days(first, last)}
    stem = {when for first, last, category, _ in cards if category == "opt_stem" for when in days(first, last)}
    works = set()
    for when in on_card:
        hours = 0
        for first, last, weekly, kind, paid, verify in jobs:
            counts = kind == "opt" and (when not in stem or (paid and verify is not False))
            if counts and first <= when and (last is None or when <= last):
                hours += weekly
        if hours >= 20:
            works.add(when)
    idle = sorted(on_card - works)
    return [when for when in idle if not in_short_gap(when, set(idle), works)]


def in_short_gap(when: date, idle: set[date], works: set[date]) -> bool:
    """OPT-UNEMP-10DAY: at most ten days between two jobs, for gaps that began from 2008-04-25 to 2010-04-22."""
    first = last = when
    while first - DAY in idle:
        first -= DAY
    while last + DAY in idle:
        last += DAY
    between = first - DAY in works and last + DAY in works
    return between and (last - first).days + 1 <= 10 and date(2008, 4, 25) <= first <= date(2010, 4, 22)


def idle_limit(when: date, cards, program_start: date) -> int:
    """90 on OPT, 150 on STEM (120 before 2016-05-10)."""
    on_stem = any(first <= when <= last for first, last, category, _ in cards if category == "opt_stem" and first >= program_start)
    return (150 if when >= date(2016, 5, 10) else 120) if on_stem else 90


def first_day_over(idle: list[date], cards, program_start: date) -> date | None:
    """The first day of a card on which the days without work exceed the limit of that day."""
    on_card = sorted({when for first, last, category, _ in cards if first >= program_start and category != "opt_pre"
                      for when in days(first, last)})
    used = 0
    remaining = list(idle)
    for when in on_card:
        while remaining and remaining[0] <= when:
            remaining.pop(0)
            used += 1
        if used > idle_limit(when, cards, program_start):
            return when
    return None


def training(ats, program_start: date) -> set[date]:
    """J1AT-PT-FULL: authorized days, part time in full, overlaps once."""
    return {when for first, last in ats if first >= program_start for when in days(first, last)}


def training_limit(first: date, level: str, program_start: date, program_end: date) -> int:
    """J1AT-18M, J1AT-36M, J1AT-MAX-STUDYTIME, for training that begins on a day."""
    n = 36 if level == "postdoc" or (level == "doctorate" and first > program_end) else 18
    return min((month_later(first, n) - first).days, (program_end - program_start).days + 1)
