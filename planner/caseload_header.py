"""The first line of a caseload names its columns: what is missing, given twice or unknown is said before any row.

Where the headings are other words than the planner's, a mapping says which fact stands under which, or that none does.
"""
from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from planner.case import Case
from planner.cells import did_you_mean, shown
from planner.entry import Entry, not_a_key, required
from planner.errors import BadInput
from planner.records import MOST_COLUMNS, NEVER_CLOSED, SEPARATORS, Records, cells_of
from planner.words import listed

NOT_UTF8 = "is not UTF-8 text; save the file as CSV UTF-8"


@dataclass
class Header:
    """The fact under each heading, in the order of the file ("" where none is), and a problem for each unknown column.

    called: what the file calls a fact, where it is another word.
    """
    facts: list[str]
    problems: list[BadInput] = field(default_factory=list)
    called: dict[str, str] = field(default_factory=dict)


def read_header(first: Records | None, name: str, mapping: Mapping[str, str | None] | None = None,
                schema: type[Entry] = Case) -> Header:
    """What the first record names; BadInput where no row can be read.

    first: the first records of the file, None where it has none; name: the file, for messages; mapping: for headings
    that are not the planner's words the fact that stands under them, None where the column is not to be read; schema: what a
    row of the table is.
    """
    if first is None:
        some = required(schema) or tuple(schema.model_fields)[:5]
        raise BadInput(f"is empty; its first line names the columns: {', '.join(some)}, ...", file=name)
    text = _text_of(first, name)
    try:
        headings = cells_of(text, int(first.lines[0]), first.separator)
    except BadInput as error:
        error.file = name
        raise
    if len(headings) > MOST_COLUMNS:
        raise BadInput(f"names {len(headings):,} columns, more than {MOST_COLUMNS:,}; keep the columns of the template", file=name,
                       line=int(first.lines[0]))
    facts = [(mapping or {}).get(heading, heading) or "" for heading in headings]
    unread = {heading for heading in headings if heading and mapping and mapping.get(heading, heading) is None}
    problems = _check(headings, facts, unread, name, first, schema)
    called = {fact: heading for heading, fact in zip(headings, facts, strict=True) if fact not in ("", heading)}
    return Header(facts, problems, called)


def _text_of(first: Records, name: str) -> str:
    if first.data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in first[:1].text:
        raise BadInput("is not UTF-8 text (perhaps UTF-16, or no table at all); save it as CSV UTF-8", file=name)
    if not len(first) or (first.broken and first.broken[0] < first.lines[0]):
        raise BadInput(NEVER_CLOSED, file=name, line=first.broken[0])
    try:
        text = first[:1].text.decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError:
        raise BadInput(NOT_UTF8, file=name, line=int(first.lines[0])) from None
    if "\r" in text:
        raise BadInput("has line ends of an old Macintosh between others; save it as CSV UTF-8", file=name, line=1)
    return text


def _check(headings: list[str], facts: list[str], unread: set[str], name: str, first: Records,
           schema: type[Entry]) -> list[BadInput]:
    fields, line = schema.model_fields, int(first.lines[0])
    known = [fact for fact in facts if fact in fields]
    for fact in known:
        if known.count(fact) > 1:
            raise BadInput("is given twice; keep one of the two columns", file=name, line=line, column=fact)
    missing = [fact for fact in required(schema) if fact not in known]
    if (missing or not known) and (other := _other_separator(headings, first.separator, fields)):
        also = f"{SEPARATORS[first.separator]} and with " if known else ""
        raise BadInput(f"separates its columns with {also}{other}; save it with commas{' alone' if known else ''}", file=name,
                       line=line)
    if missing:
        hint = did_you_mean(missing[0], [other for other in headings if other not in fields])
        hint = hint.replace("did you mean", "is it the column") + _also(missing[1:], schema)
        raise BadInput(f"is missing; add this column{hint}", file=name, line=line, column=missing[0])
    return [BadInput(not_a_key(schema, heading) if heading else "has no name; name it or delete it", file=name, line=line,
                     column=shown(heading) or str(place))
            for place, (heading, fact) in enumerate(zip(headings, facts, strict=True), start=1)
            if fact not in fields and heading not in unread]


def _other_separator(headings: list[str], separator: str, fields: Collection[str]) -> str | None:
    """What else stands between columns: a heading that holds a known one and a separator is several."""
    return next((called for heading in headings for mark, called in SEPARATORS.items() if mark != separator and mark in heading
                 and any(part.strip() in fields for part in heading.split(mark))), None)


def _also(missing: list[str], schema: type[Entry]) -> str:
    """The other columns that are missing, and who reads a table with headings of its own."""
    if not missing:
        return ""
    page = "; the page Caseload reads other headings" if schema is Case else ""
    return f"; so {'is' if len(missing) == 1 else 'are'} {listed(missing)}{page}"
