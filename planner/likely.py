"""The likely reading of a route that waits for USCIS: when half, four in five and nineteen in twenty would have their card.

Quantiles of dated, self-reported data (planner.processing), given the days already waited; blank beyond the data.
"""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from planner.days import BLANK, to_date
from planner.processing import Wait, wait_of
from planner.views import Likely
from planner.words import counted, long_day

LEVELS = (50, 80, 95)


@dataclass(frozen=True)
class Reading:
    """int32 days with BLANK, and float32 chance of starting on the offer's day, nan where nothing is known."""
    p50_start: np.ndarray
    p80_start: np.ndarray
    p95_start: np.ndarray
    chance: np.ndarray


def no_reading(size: int) -> Reading:
    """No dated data applies: everything blank."""
    blank = np.full(size, BLANK, np.int32)
    return Reading(blank, blank, blank, np.full(size, np.nan, np.float32))


def likely_reading(route, batch, blocked: np.ndarray) -> Reading:
    """The likely reading of a filing route, row by row from its own series."""
    starts = [np.full(batch.size, BLANK, np.int32) for _ in LEVELS]
    chance = np.full(batch.size, np.nan, np.float32)
    for wait, rows in _waits(route, batch):
        rows = np.flatnonzero(rows & ~blocked)
        if rows.size:
            _read(wait, route, batch, rows, starts, chance)
    chance[route.expedite] = np.nan                 # it rests on a favour of the office, of which there is no data
    return Reading(*starts, chance)


def _waits(route, batch):
    processing = batch.world.processing
    card = processing.series("card")
    yield wait_of(processing.series(route.wait_series), card), ~batch.premium
    yield wait_of(processing.series("i907"), card), batch.premium


def _read(wait: Wait, route, batch, rows, starts, chance):
    since = route.likely_from[rows]
    waited = np.maximum(batch.on - since, 0)
    known = waited < len(wait.card)
    rows, since, waited = rows[known], since[known], waited[known]
    for column, level in zip(starts, LEVELS, strict=True):
        days = wait.card[waited, level]
        card = np.full(batch.size, BLANK, np.int32)
        card[rows] = np.where(days == BLANK, BLANK, since + days)
        start = route.start_with_card(card)
        within = rows[(days != BLANK) & _still_allowed(route, start)[rows]]
        column[within] = start[within]
    chance[rows] = _chance(wait, route, batch, rows, since, waited)


def _still_allowed(route, start):
    """Rows in which work may begin as late as that."""
    last = route.last_start()
    return np.ones(len(start), bool) if last is None else start <= last


def _chance(wait, route, batch, rows, since, waited):
    """Share who would have their card by the offer's start; 0 or 1 where the card decides nothing."""
    offer = batch.offer_start[rows]
    days = offer - since
    share = wait.done_by[waited, np.clip(days, 0, wait.done_by.shape[1] - 1)]
    share = np.where(days < 0, 0, share)
    far, never = np.full(batch.size, batch.on, np.int32), np.full(batch.size, np.int32(2**30))
    without_card = route.start_with_card(never)[rows] <= offer          # makes it even if the card never came
    too_soon = route.start_with_card(far)[rows] > offer                 # misses it even with the card today
    share = np.where(without_card, 1, np.where(too_soon, 0, share))
    return np.where(batch.has_offer_start[rows], share, np.nan)


def view_of_likely(row, answer) -> Likely | None:
    """The likely decision of one case, in words; None where no data applies."""
    route = answer.route
    if not hasattr(route, "wait_series") or np.broadcast_to(route.undated, route.batch.size)[row.row]:
        return None
    series = row.world.processing.series("i907" if route.batch.premium[row.row] else route.wait_series)
    wait = wait_of(series, row.world.processing.series("card"))
    since = row.value(route.likely_from)
    waited = max(row.plan.on - since, 0)
    if waited >= len(wait.decision):
        return None
    days = [int(wait.decision[waited, level]) for level in LEVELS]
    return Likely(_in_words(series, waited, days), series.n, series.period, series.as_of, to_date(since),
                   tuple(None if n == BLANK else to_date(since + n) for n in days))


def _in_words(series, waited, days) -> str:
    shares = [f"{share} within {n - waited} days" if n != BLANK else f"{share}: beyond the data"
              for share, n in zip(("1 in 2", "4 in 5", "19 in 20"), days, strict=True)]
    who = f"Of those who had waited {counted(waited, 'day')} already" if waited else "Of those who filed"
    more = " more" if waited else ""
    said = ", ".join(shares).replace(" days", f"{more} days")
    return (f"{who}: {said}. {series.n:,} self-reported cases of {series.period}, as of {long_day(series.as_of)}; "
            "slow and premium cases are over-represented.")
