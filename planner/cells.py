"""How one cell of a case is read: a day, a yes or no, a whole number, a number of hours, a word of a list.

A cell is text (CSV, quoted TOML) or a value that TOML has read already. Both go through the same function, so both get
the same answer, or the same sentence about what to write instead.
"""
from __future__ import annotations

import difflib
import re
from calendar import month_name, monthrange
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import date, datetime, timedelta

from planner.days import FIRST, LAST, to_date

ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
ISO_WITH_TIME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ][0-9]{1,2}:[0-9]{2}.*")
YEAR_FIRST = re.compile(r"([0-9]{4})[-/. ]([0-9]{1,2})[-/. ]([0-9]{1,2})")
EIGHT_DIGITS = re.compile(r"(20[0-9]{2})([0-9]{2})([0-9]{2})")
YEAR_LAST = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})")
SERIAL = re.compile(r"[0-9]{5}(\.[0-9]{1,12})?")
SPELLED = ("%d %B %Y", "%d %b %Y", "%B %d %Y", "%b %d %Y", "%d-%b-%Y")
HOW_TO_WRITE_A_DAY = "write YYYY-MM-DD, for example 2027-05-14"
MOST_NAMED = 12                 # words of a list that one line of a message can hold
FLAGS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


class Unreadable(ValueError):
    """A cell that cannot be used; its text says what is wrong and what to write."""


def read_day(cell: object) -> date:
    """A calendar day written YYYY-MM-DD, from 2009 to 2099; nothing is guessed.

    >>> read_day("2027-05-14")
    datetime.date(2027, 5, 14)
    >>> read_day("05/06/2027")
    Traceback (most recent call last):
    planner.cells.Unreadable: is ambiguous; write 2027-05-06 or 2027-06-05
    """
    if isinstance(cell, datetime):
        raise Unreadable(f"has a time of day; write {cell:%Y-%m-%d}")
    if isinstance(cell, date):
        return _in_reach(cell)
    text = _text(cell, f"is not a date; {HOW_TO_WRITE_A_DAY}")
    if match := ISO.fullmatch(text):
        return _in_reach(_calendar_day(*map(int, match.groups())))
    raise Unreadable(_what_to_write_for(text))


def _in_reach(when: date) -> date:
    first, last = to_date(FIRST), to_date(LAST)
    if not first <= when <= last:
        raise Unreadable(f"lies outside {first.year} to {last.year}; check the year")
    return when


def _calendar_day(year: int, month: int, day: int) -> date:
    if not 1 <= month <= 12:
        raise Unreadable("is not a day of the calendar; months run from 01 to 12")
    if year < 1:
        raise Unreadable("is not a day of the calendar; check the year")
    length = monthrange(year, month)[1]
    if not 1 <= day <= length:
        raise Unreadable(f"is not a day of the calendar; {month_name[month]} {year} has {length} days")
    return date(year, month, day)


def _what_to_write_for(text: str) -> str:
    if match := ISO_WITH_TIME.fullmatch(text):
        return f"has a time of day; write {match[1]}"
    readings = sorted(set(_readings(text)))
    if len(readings) > 1:
        return f"is ambiguous; write {' or '.join(map(str, readings))}"
    if readings:
        return f"is not written year-month-day; write {readings[0]}"
    return f"is not a date; {HOW_TO_WRITE_A_DAY}"


def _readings(text: str) -> Iterable[date]:
    """Every day that a person may have meant."""
    orders = []
    if match := YEAR_FIRST.fullmatch(text) or EIGHT_DIGITS.fullmatch(text):
        orders = [(match[1], match[2], match[3])]
    elif match := YEAR_LAST.fullmatch(text):
        orders = [(match[3], match[1], match[2]), (match[3], match[2], match[1])]
    for year, month, day in orders:
        with suppress(ValueError):
            yield date(int(year), int(month), int(day))
    for spelling in SPELLED:
        with suppress(ValueError):
            yield datetime.strptime(" ".join(text.replace(",", " ").split()), spelling).date()


def meant_as_a_day(text: str, serials_from: date) -> str | None:
    """What to say about a bare number that a spreadsheet means as a day, counted from `serials_from`; else None.

    >>> meant_as_a_day("46157", date(1899, 12, 30))
    'is how a spreadsheet counts days; format the column as dates, or write 2026-05-15'
    """
    if not SERIAL.fullmatch(text.strip()):
        return None
    when = serials_from + timedelta(int(float(text)))
    if not to_date(FIRST) <= when <= to_date(LAST):
        return None
    return f"is how a spreadsheet counts days; format the column as dates, or write {when}"


def read_flag(cell: object) -> bool:
    """True or false in any case; yes, no, 1 and 0 too.

    >>> read_flag("TRUE"), read_flag("no"), read_flag(1)
    (True, False, True)
    """
    if isinstance(cell, bool):
        return cell
    word = str(cell).strip().lower() if isinstance(cell, (str, int)) else ""
    if word not in FLAGS:
        raise Unreadable("is neither true nor false; write true or false")
    return FLAGS[word]


def read_count(cell: object) -> int:
    """A whole number; "30.0" is one, as spreadsheets write it.

    >>> read_count("30.0")
    30
    """
    number = _number(cell)
    if number != int(number):
        raise Unreadable("is not a whole number; write for example 30")
    return int(number)


def read_hours(cell: object) -> float:
    """A number of hours, with a point for decimals.

    >>> read_hours("17.5")
    17.5
    """
    return float(_number(cell))


def _number(cell: object) -> int | float:
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        text = repr(cell)
    else:
        text = _text(cell, "is not a number; write for example 20")
    if not re.fullmatch(r"[+-]?[0-9]{1,12}(\.[0-9]*)?", text):
        raise Unreadable("is not a number; write for example 20")
    return float(text)


def one_of(words: tuple[str, ...]) -> Callable[[object], str]:
    """A reader of one word of a list, in any case.

    >>> one_of(("bachelor", "master"))("Master")
    'master'
    >>> one_of(("bachelor", "master"))("masters")
    Traceback (most recent call last):
    planner.cells.Unreadable: is not one of bachelor, master; did you mean master?
    """
    by_lower_case = {word.lower(): word for word in words}

    def read(cell: object) -> str:
        text = str(cell).strip()
        if text.lower() not in by_lower_case:
            raise Unreadable(f"is not one of {', '.join(words)}{did_you_mean(text, words)}")
        return by_lower_case[text.lower()]
    return read


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint when a word is close to a known one, else nothing.

    >>> did_you_mean("program_ends", ["program_start", "program_end"])
    '; did you mean program_end?'
    """
    by_lower_case = {name.lower(): name for name in known}
    close = difflib.get_close_matches(word.lower(), by_lower_case, n=1, cutoff=0.6)
    return f"; did you mean {by_lower_case[close[0]]}?" if close else ""


def meant(word: str, known: Iterable[str]) -> str:
    """A hint, or all that is known where nothing is close.

    >>> meant("mti", ["generic", "binghamton"])
    '; known are generic, binghamton'
    """
    known = tuple(known)
    listed = ", ".join(known[:MOST_NAMED]) + (f" and {len(known) - MOST_NAMED} more" if len(known) > MOST_NAMED else "")
    return did_you_mean(word, known) or f"; known are {listed}"


def school_meant(cell: object, names: Mapping[str, str]) -> str:
    """A school's short name, given that or its full name in any case. names: full names by short ones.

    >>> names = {"binghamton": "Binghamton University", "buffalo": "University at Buffalo"}
    >>> school_meant("binghamton university", names)
    'binghamton'
    >>> school_meant("Binghampton University", names)
    Traceback (most recent call last):
    planner.cells.Unreadable: is not a school of the planner; did you mean binghamton?
    """
    written = " ".join(str(cell).split())
    by_any = {slug.casefold(): slug for slug in names} | {name.casefold(): slug for slug, name in names.items()}
    found = by_any.get(written.casefold())
    if found is None:
        close = difflib.get_close_matches(written.casefold(), by_any, n=1, cutoff=0.6)
        held = [slug for slug, name in names.items() if _holds(name, written)]
        hint = f"; did you mean {' or '.join(held)}?" if held else f"; did you mean {by_any[close[0]]}?" if close else \
            meant(written, names)
        raise Unreadable(f"is not a school of the planner{hint}")
    return found


def _holds(name: str, written: str) -> bool:
    """Whether a school's full name begins with what these letters stand for, such as NYU."""
    initials = "".join(word[0] for word in name.split() if word[0].isupper()).casefold()
    return len(written) >= 3 and initials.startswith(written.casefold())


def is_blank(cell: object) -> bool:
    """Nothing is written here: the fact is unknown and takes its default.

    >>> is_blank("  "), is_blank(None), is_blank(0)
    (True, True, False)
    """
    return cell is None or (isinstance(cell, str) and not cell.strip())


def shown(cell: object, longest: int = 60) -> str:
    r"""A cell as an error message shows it: short, on one line, without control characters.

    >>> shown("two\nlines")
    'two\\nlines'
    """
    text = str(cell).lower() if isinstance(cell, bool) else str(cell)
    text = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
    return text if len(text) <= longest else text[:longest - 1] + "…"


def _text(cell: object, refusal: str) -> str:
    if not isinstance(cell, str):
        raise Unreadable(refusal)
    return cell.strip()
