"""The events of an iCalendar file (RFC 5545) as days: what a registrar's export says, in any dialect, and nothing it could do.

The end of an event is exclusive; a date without an end is one day; a time is the day it falls on where the school is. Events
that repeat are never expanded.
"""
from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar

from planner.cells import shown
from planner.days import FIRST, LAST, to_date
from planner.errors import BadInput
from planner.toml_file import unreadable

LARGEST = 2_000_000                 # bytes: a registrar's year has a hundredth of it
MOST_EVENTS = 3000
LONGEST_LINE = 10_000               # characters of one line, folded lines joined
DEEPEST = 10
HOME = "America/New_York"           # where times in UTC fall on a day, unless the file names its zone
REPEATS = ("RRULE", "RDATE", "EXRULE")


@dataclass(frozen=True)
class Event:
    """Days both ends included, what the event is called, and the line on which it begins."""
    first: date
    last: date
    summary: str
    line: int


def events_in(text: str, name: str) -> tuple[list[Event], list[BadInput]]:
    """The events of a calendar as text; `name` is the file's, for messages."""
    if not text.lstrip().upper().startswith("BEGIN:VCALENDAR"):
        raise BadInput("is no iCalendar file; it has to begin with BEGIN:VCALENDAR", file=name, line=1)
    lines = _begins(text, name)
    try:
        calendar = icalendar.Calendar.from_ical(text)
    except Exception as error:                  # the library raises whatever it meets; the file is at fault
        raise BadInput(f"cannot be read as iCalendar ({shown(error, 80)}); export it again", file=name) from None
    zone = _zone(calendar)
    events, problems = [], []
    for line, event in zip(lines, calendar.walk("VEVENT"), strict=False):
        try:
            if found := _event(event, zone, line):
                events.append(found)
        except (BadInput, ValueError, TypeError, AttributeError, OverflowError) as error:
            unreadable_date = "has a date that cannot be read; correct it or delete the event"
            called = shown(event.get("SUMMARY", "event without a name"))
            problems.append(BadInput(getattr(error, "remedy", unreadable_date), file=name, line=line, value=called))
    return events, problems


def checked_bytes(path: Path) -> bytes:
    """A file from a stranger, not too large."""
    try:
        _not_too_large(path.stat().st_size, path.name)
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from None


def _not_too_large(size: int, name: str) -> None:
    if size > LARGEST:
        raise BadInput(f"is larger than {LARGEST // 1_000_000} MB; export one academic year", file=name)


def as_text(data: bytes, name: str) -> str:
    """The bytes of a stranger's file as text: not too many, UTF-8, no control bytes."""
    _not_too_large(len(data), name)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data:
        raise BadInput("is not UTF-8 text (perhaps UTF-16, or no text at all); save it as UTF-8", file=name)
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = data[:error.start].count(b"\n") + 1
        raise BadInput("is not UTF-8 text; save it as UTF-8", file=name, line=line, value=f"byte {error.start + 1}") from None


def _begins(text: str, name: str) -> list[int]:
    """The line of every event; BadInput where the file is built to do harm, or torn."""
    found, depth, length = [], 0, 0
    for number, line in enumerate(text.split("\n"), start=1):
        folded = line[:1] in (" ", "\t")                    # goes on with the line above it
        length = length + len(line) if folded else len(line)
        if length > LONGEST_LINE:
            raise BadInput(f"has a line of more than {LONGEST_LINE:,} characters; export it again", file=name, line=number)
        upper = "" if folded else line.strip().upper()
        depth += upper.startswith("BEGIN:") - upper.startswith("END:")
        if depth < 0:
            raise BadInput("has an END without its BEGIN; export it again", file=name, line=number)
        if depth > DEEPEST:
            raise BadInput("nests its parts too deeply; export it again", file=name, line=number)
        if upper == "BEGIN:VEVENT":
            found.append(number)
    if len(found) > MOST_EVENTS:
        raise BadInput(f"has {len(found):,} events, more than {MOST_EVENTS:,}; export one academic year", file=name)
    if depth:
        raise BadInput("ends in the middle of a calendar (BEGIN without END); export it again", file=name)
    return found


def _zone(calendar) -> ZoneInfo:
    try:
        return ZoneInfo(str(calendar.get("X-WR-TIMEZONE", HOME)))
    except (ValueError, OSError, KeyError):
        return ZoneInfo(HOME)


def _event(event, zone: ZoneInfo, line: int) -> Event | None:
    if str(event.get("STATUS", "")).upper() == "CANCELLED":
        return None
    if any(name in event for name in REPEATS):
        raise BadInput("repeats, and a date of a term happens once; write each day as an event of its own")
    if "DTSTART" not in event:
        raise BadInput("has no DTSTART, or one that cannot be read; correct it or delete the event")
    first, last = _days(event, zone)
    if last < first:
        raise BadInput("ends before it starts; correct DTEND or delete the event")
    if not to_date(FIRST) <= first <= last <= to_date(LAST):
        raise BadInput(f"lies outside {to_date(FIRST).year} to {to_date(LAST).year}; check the year")
    return Event(first, last, _summary(event), line)


def _days(event, zone: ZoneInfo) -> tuple[date, date]:
    start = _local(event["DTSTART"].dt, zone)
    end = _local(event["DTEND"].dt, zone) if "DTEND" in event else start + event["DURATION"].dt if "DURATION" in event else None
    first = _as_day(start)
    if end is None or end == start:
        return first, first
    if isinstance(end, datetime):
        return first, (end - timedelta(microseconds=1)).date()
    return first, end - timedelta(days=1)


def _local(when: date, zone: ZoneInfo) -> date:
    """A time in UTC where the school is; a floating one, and one with its own zone, as written."""
    if isinstance(when, datetime) and when.tzinfo is not None:
        if when.utcoffset() == timedelta(0) and str(when.tzinfo).upper() in ("UTC", "ETC/UTC", "GMT"):
            when = when.astimezone(zone)
        return when.replace(tzinfo=None)
    return when


def _as_day(when: date) -> date:
    return when.date() if isinstance(when, datetime) else when


def _summary(event) -> str:
    return re.sub(r"\s+", " ", str(event.get("SUMMARY", ""))).strip()
