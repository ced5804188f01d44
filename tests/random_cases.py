"""Random cases, reproducible from a seed: plausible students around a status date, with and without facts."""
from __future__ import annotations

import numpy as np

from planner.cases import CODINGS, EAD_CATEGORIES, FIELDS, LEVELS, STATUSES, Cases
from planner.days import BLANK, day

ON = day("2026-11-22")


def random_cases(size: int, seed: int = 0, on: int = ON, schools: tuple[str, ...] = ("generic", "binghamton"),
                 held: float = 0) -> Cases:
    """`size` cases whose facts do not contradict each other."""
    draw = np.random.default_rng(seed)

    def between(low, high):
        return draw.integers(low, high, size, endpoint=True).astype(np.int32)

    def sometimes(share, column):
        return np.where(draw.random(size) < share, column, BLANK).astype(np.int32)

    def flag(share):
        return draw.random(size) < share

    start = on + between(-1500, 200)
    end = start + between(60, 1800)
    f1 = flag(0.85)
    ead_start = end + between(-400, 200)
    ead_end = np.where(f1, sometimes(0.25, ead_start + between(30, 900)), BLANK)
    ead_start = np.where((ead_end != BLANK) & flag(0.8), ead_start, BLANK)
    recommended = sometimes(0.2, on - between(0, 120))
    filed = sometimes(0.25, on - between(0, 250))
    clash = (filed != BLANK) & (recommended != BLANK) & (recommended > filed)
    recommended = np.where(clash, filed, recommended)
    offer = sometimes(0.85, on + between(-30, 500))
    columns = {
        "school": draw.integers(0, len(schools), size).astype(np.int16),
        "status": np.where(f1, STATUSES.index("F-1"), STATUSES.index("J-1")).astype(np.int8),
        "level": draw.integers(0, len(LEVELS), size).astype(np.int8),
        "program_start": start, "program_end": end,
        "full_time_since": sometimes(0.2, start - between(0, 300)),
        "academic_year_complete": sometimes(0.1, start + between(200, 400)),
        "training_required": flag(0.2), "stem": flag(0.5),
        "cpt_full_time_days": np.where(flag(0.3), between(0, 400), 0), "opt_days_used": np.where(flag(0.3), between(0, 400), 0),
        "at_days_used": np.where(flag(0.3), between(0, 600), 0), "unemployed_days": np.where(flag(0.3), between(0, 160), 0),
        "ead_category": np.where(flag(0.5), draw.integers(0, len(EAD_CATEGORIES), size), -1).astype(np.int8),
        "ead_start": ead_start, "ead_end": ead_end, "dso_recommended": recommended, "i765_filed": filed,
        "i765_category": draw.integers(0, len(EAD_CATEGORIES), size).astype(np.int8),
        "opt_requested_start": sometimes(0.3, end + between(1, 60)), "premium": flag(0.3),
        "i907_filed": np.where(filed == BLANK, BLANK, sometimes(0.2, np.minimum(filed + between(0, 60), on))),
        "offer_date": sometimes(0.4, on + between(-30, 60)), "offer_start": offer,
        "offer_end": np.where((offer != BLANK) & flag(0.8), offer + between(0, 400), BLANK),
        "hours_per_week": between(5, 45).astype(np.float32), "paid": flag(0.9), "on_campus": flag(0.3), "related": flag(0.9),
        "curricular": flag(0.8), "contractor": flag(0.2), "e_verify": draw.integers(-1, 2, size).astype(np.int8),
    }
    columns["held"] = flag(held)
    columns |= {name: np.full(size, coding.encode(FIELDS[name].default), coding.dtype)      # facts of the routes on request
                for name, coding in CODINGS.items() if name not in columns}
    columns = {name: column.astype(np.int32) if column.dtype == np.int64 else column for name, column in columns.items()}
    names = np.array([f"SAMPLE-{row:07d}" for row in range(size)], object)
    return Cases(names, schools, columns)
