"""Days that matter as a calendar file (RFC 5545): whole days, no alarms, and the same event again when it is brought again."""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid5

import icalendar

from planner.cells import shown
from planner.write_results import harmless

NAMESPACE = UUID("8d5c1f5e-2a9b-5e0f-9c53-7b6f0c2f4d11")        # of the planner's events, drawn once
PRODUCT = "-//work-authorization-planner//deadlines//EN"
END = b"END:VCALENDAR\r\n"


@dataclass(frozen=True)
class Day:
    """One whole day. `key` is what makes it itself: with the same key a calendar takes it for the same event, moved."""
    when: date
    summary: str
    description: str
    key: str

    @property
    def uid(self) -> str:
        """Always the same for the same key, and without anything of the key that could be read."""
        return str(uuid5(NAMESPACE, self.key))


def calendar_file(days: Iterable[Day], title: str, on: date) -> Iterator[bytes]:
    """A calendar file piece by piece, so that memory stays flat; on: the status date, which is its time stamp.

    >>> text = b"".join(calendar_file([Day(date(2026, 12, 7), "Ask for CPT", "Last day.", "x")], "Plan", date(2026, 11, 22)))
    >>> [line for line in text.decode().splitlines() if line.startswith("DT")]
    ['DTSTART;VALUE=DATE:20261207', 'DTEND;VALUE=DATE:20261208', 'DTSTAMP:20261122T000000Z']
    """
    yield head(title)
    for day in days:
        yield event(day, on)
    yield END


def head(title: str) -> bytes:
    """How a calendar file begins; events follow, then END."""
    calendar = icalendar.Calendar()
    for name, value in (("prodid", PRODUCT), ("version", "2.0"), ("method", "PUBLISH"), ("x-wr-calname", one_line(title))):
        calendar.add(name, value)
    return calendar.to_ical().removesuffix(END)


def event(day: Day, on: date) -> bytes:
    """One event; on: the status date."""
    about = "\n".join(one_line(line, 1000) for line in day.description.split("\n"))
    made = icalendar.Event()
    for name, value in (("uid", day.uid), ("dtstamp", datetime.combine(on, time(), UTC)), ("dtstart", day.when),
                        ("dtend", day.when + timedelta(days=1)),            # the end of an event is the day after
                        ("summary", one_line(day.summary, 200)), ("description", about),
                        ("transp", "TRANSPARENT")):                         # a deadline does not make anybody busy
        made.add(name, value)
    return made.to_ical()


def one_line(text: str, longest: int = 120) -> str:
    """Text on one line without control characters, which no spreadsheet takes for a formula."""
    return harmless(shown(text.replace("\u00a0", " "), longest))
