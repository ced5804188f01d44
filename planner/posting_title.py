"""The title of a micro-internship: what the programme wants it to read, and the position in whatever a host has written."""
from __future__ import annotations

import re

TERMS = ("Fall", "Winter", "Spring", "Summer")
RIGHT = re.compile(rf"Micro-Intern: [^()\s](?:[^()]*[^()\s])? "
                   rf"\((?P<term>{'|'.join(TERMS)})(?: \d{{4}})?(?P<alumni> - Alumni Host)?\)")
HEAD = re.compile(r"^\W*micro[\s-]*intern(?:ship)?s?\b[\s:–—-]*", re.IGNORECASE)
TAIL = re.compile(r"[\s–—-]*\([^()]*\)?\s*$|[\s–—-]+alumni host\s*$", re.IGNORECASE)


def title_of(position: str, term: str, alumni: bool) -> str:
    """The title as it should read.

    >>> title_of("Data Analytics", "Spring", True)
    'Micro-Intern: Data Analytics (Spring - Alumni Host)'
    """
    return f"Micro-Intern: {position} ({term}{' - Alumni Host' if alumni else ''})"


def position_in(written: str) -> str:
    """The position in a title, whatever else stands around it.

    >>> position_in("micro internship - Data Analytics (spring '27)"), position_in(" Data Analytics ")
    ('Data Analytics', 'Data Analytics')
    """
    return " ".join(TAIL.sub("", HEAD.sub("", written)).split())


def is_bare(written: str) -> bool:
    """Whether only a position is written, so that nothing is wrong and the rest can be added.

    >>> is_bare("Data Analytics"), is_bare("Micro intern: Data Analytics")
    (True, False)
    """
    return bool(written.strip()) and position_in(written) == " ".join(written.split())


def reads_right(written: str, term: str, alumni: bool) -> bool:
    """Whether a title is right as it stands: form, semester and alumni host.

    >>> reads_right("Micro-Intern: Data Analytics (Spring 2027)", "Spring", False)
    True
    >>> reads_right("Micro-Intern: Data Analytics (Spring)", "Spring", True)
    False
    """
    found = RIGHT.fullmatch(written.strip())
    return bool(found) and found["term"] == term and bool(found["alumni"]) == alumni
