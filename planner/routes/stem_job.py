"""What the job of a STEM OPT student must be: at an E-Verify employer, paid, half-time or more."""
from __future__ import annotations

import numpy as np

from planner.batch import Batch

UNKNOWN = -1


def stem_reasons(batch: Batch, where: np.ndarray | bool):
    """Codes that block work under a STEM card or extension, for the rows in `where`."""
    too_few = batch.cases.hours_per_week < batch.number("opt_stem.hours")
    return [("no_e_verify", where & (batch.cases.e_verify == 0)),
            ("unpaid_stem", where & ~batch.cases.paid), ("under_20h_stem", where & too_few)]


def stem_cautions(batch: Batch, where: np.ndarray | bool):
    """E-Verify not known: to be asked, no reason to refuse."""
    return [("e_verify_unknown", where & (batch.cases.e_verify == UNKNOWN))]
