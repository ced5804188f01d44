"""The unemployment clock of post-completion OPT: it runs from the card's first day on every day without a job."""
from __future__ import annotations

import numpy as np

from planner.batch import Batch


def idle_until(batch: Batch, card_starts, start) -> np.ndarray:
    """Days of unemployment at this level by the day before work starts, those already used included."""
    return batch.cases.unemployed_days + np.maximum(start - np.maximum(card_starts, np.int32(batch.on)), 0)


def over_the_limit(batch: Batch, card_starts, start, limit) -> np.ndarray:
    """Rows that would pass the limit before they start."""
    return idle_until(batch, card_starts, start) > limit
