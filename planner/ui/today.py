"""Today where the reader is: the one place that reads the clock."""
from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st


def today() -> date:
    """The date in the browser's time zone; in UTC where the browser does not say which that is."""
    return date_in(st.context.timezone, datetime.now(UTC))


def date_in(zone: str | None, now: datetime) -> date:
    """The date of a moment in a time zone by its name.

    >>> moment = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)
    >>> [str(date_in(zone, moment)) for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago", None)]
    ['2026-11-23', '2026-11-21', '2026-11-22']
    """
    try:
        return now.astimezone(ZoneInfo(zone or "UTC")).date()
    except (ZoneInfoNotFoundError, ValueError):
        return now.date()
