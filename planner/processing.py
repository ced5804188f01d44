"""Agency time, in two readings that never mix: one planning figure, and quantiles of dated, sourced data.

The likely reading draws straight lines between the published quantiles and ends where the data ends: a quantile beyond
it is BLANK, never a number. Someone who has already waited is compared with those who waited as long.
"""
from __future__ import annotations

import csv
import datetime
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from planner.days import BLANK
from planner.strict import Duration

PROCESSING = Path(__file__).parent.parent / "data" / "processing"
PERCENT = np.arange(101)
LAST_LEVEL = 0.95           # the last quantile of the data: a share known only to be larger than less is not known


class Figure(Duration):
    """A planning figure: one duration of an agency, in calendar or in federal business days."""
    id: str
    says: str
    rule: str = ""
    source: str
    checked: datetime.date
    verified: bool
    note: str = ""


@dataclass(frozen=True, eq=False)
class Series:
    """Quantiles of one duration: `levels` (0 to 1) and `days`, as published; n cases, of a period, as of a day."""
    name: str
    period: str
    n: int
    as_of: datetime.date
    source: str
    levels: np.ndarray
    days: np.ndarray

    def quantile(self, level: np.ndarray) -> np.ndarray:
        """Whole days by which a share `level` was done, rounded up; BLANK beyond the data.

        >>> list(load_processing().series("i765_opt").quantile(np.array([0.5, 0.8, 0.99]))) == [72, 97, BLANK]
        True
        """
        days = np.ceil(np.interp(level, self.levels, self.days) - 1e-9)
        return np.where(level <= self.levels[-1] + 1e-9, days, BLANK).astype(np.int32)

    def share_done(self, waited: np.ndarray) -> np.ndarray:
        """Share decided after so many days, at most the last share the data knows."""
        return np.interp(waited, self.days, self.levels)


@dataclass(frozen=True)
class Wait:
    """From filing to card for those who have waited `waited` days already: look-ups by days waited and percent.

    decision, card: int32 (waited, percent 0 to 100), days from filing; BLANK beyond the data.
    done_by: float32 (waited, days from filing), the share with the card by then; nan beyond the data, unless all but the
    last five in a hundred are known to have theirs.
    """
    decision: np.ndarray
    card: np.ndarray
    done_by: np.ndarray


@dataclass(frozen=True)
class Processing:
    """Planning figures by id, and the series of the likely reading by use (i765_opt, i765_stem, i907, card)."""
    figures: dict[str, Figure]
    series_by_use: dict[str, Series]

    def figure(self, name: str) -> Figure:
        return self.figures[f"processing.{name}"]

    def series(self, use: str) -> Series:
        return self.series_by_use[use]

    def with_figures(self, changed: dict[str, int]) -> Processing:
        """The same agency with some planning figures replaced (a what-if); keys without "processing."."""
        figures = dict(self.figures)
        for name, n in changed.items():
            old = figures[f"processing.{name}"]
            unit = "days" if old.business_days is None else "business_days"
            figures[old.id] = old.model_copy(update={unit: n, "source": "your what-if", "verified": False, "note": ""})
        return Processing(figures, self.series_by_use)


@cache
def wait_of(decision: Series, card: Series) -> Wait:
    """Decision and card together, level by level: who is slow at USCIS is planned as slow in the mail too."""
    waited = np.arange(int(decision.days[-1]) + 1)
    done = decision.share_done(waited)[:, None]
    level = done + (1 - done) * PERCENT / 100
    days = decision.quantile(level)
    days = np.where(days == BLANK, BLANK, np.maximum(days, waited[:, None]))
    mail = card.quantile(PERCENT / 100)
    total = np.where((days == BLANK) | (mail == BLANK), BLANK, days + mail).astype(np.int32)
    return Wait(days.astype(np.int32), total, _share_by_day(total))


def _share_by_day(total: np.ndarray) -> np.ndarray:
    span = np.arange(int(total.max()) + 2)
    known = np.where(total == BLANK, len(span) + 1, total)
    done = np.array([np.maximum(np.searchsorted(row, span, side="right") - 1, 0) for row in known]) / 100
    last = done[:, -1:]
    beyond = (span > np.where(total == BLANK, -1, total).max(axis=1, keepdims=True)) & (last < LAST_LEVEL)
    return np.where(beyond, np.nan, done).astype(np.float32)


@cache
def load_processing(folder: Path = PROCESSING) -> Processing:
    """The planning figures and the quantiles under `folder`."""
    plan = tomllib.loads((folder / "planning.toml").read_text())
    figures = [Figure(**entry) for entry in plan["figure"]]
    with (folder / "i765.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    series = {use: _series(rows, **key) for use, key in plan["likely"].items()}
    return Processing({figure.id: figure for figure in figures}, series)


def _series(rows, duration, series, filed) -> Series:
    row = next(r for r in rows if (r["duration"], r["series"], r["filed"]) == (duration, series, filed))
    known = {int(key[1:]) / 100: float(value) for key, value in row.items()
             if key[0] == "p" and key[1:].isdigit() and value}
    levels, days = np.array([0.0, *known]), np.array([0.0, *known.values()])
    return Series(series, filed, int(row["n"]), datetime.date.fromisoformat(row["as_of"]), row["source"], levels, days)
