"""The year at a glance in numbers, and two schools side by side. Plain HTML, readable on a phone."""
from __future__ import annotations

from datetime import date
from html import escape

from planner.ui.tables import table
from planner.words import counted, long_day, sentence
from planner.year import Year, YearTerm
from planner.year_words import later, room_to_add, season, span, sure_in_words


def year_table(year: Year) -> str:
    """Each term with its first day, the last day to add a course and its last day; breaks, exams and source beneath."""
    rows = "".join(_term(term, year) for term in year.terms)
    caption = f"{year.school.name}, {year.name}: terms with their dates, breaks, exams and source"
    return table(caption, ("Term", "Starts", "Add courses by", "Ends"), rows, "why") if rows else ""


def _term(term: YearTerm, year: Year) -> str:
    cells = "".join(f"<td>{_day(when)}</td>" for when in (term.start, term.add_by, term.end))
    return (f'<tr class="first"><th scope="row">{escape(term.term.name)}</th>{cells}</tr>'
            f'<tr><td colspan="4">{" ".join(_parts(term))} '
            f"<small>{escape(_source(term))}, checked {long_day(term.facts[0].checked)}.</small></td></tr>")


def _source(term: YearTerm) -> str:
    source = term.facts[0].source
    return source if source.startswith("http") else sentence(source)


def _day(when: date | None) -> str:
    return f"{long_day(when, False)}<br>{when.year}" if when else "not known"


def _parts(term: YearTerm) -> list[str]:
    said = [f"<b>{sentence(sure_in_words(term))}.</b>"]
    said += [f"Break {span(first, last)}." for first, last in term.breaks]
    if term.exams:
        said.append(f"Exams {span(*term.exams)}.")
    conferral = term.on("conferral")
    said += [f"Degrees conferred {long_day(conferral)}."] if conferral else []
    return said + ([f"{escape(sentence(term.facts[0].note))}."] if term.term.band and term.facts[0].note else [])


def around(year: Year) -> str:
    """What stands beside the terms: closed days and posting days, as a list."""
    said = []
    if year.closed:
        said.append(("Office closed", ", ".join(long_day(when) for when in year.closed) + ", and on weekends."))
    said += [("Hosts post", f"by {long_day(when)}. {posting.says} ({posting.source}, checked {long_day(posting.checked)})"
              f"{room_to_add(year, when, posting)}") for when, posting in year.posting]
    said += [("Hosts post", f"{posting.says} ({posting.source}, checked {long_day(posting.checked)})")
             for posting in year.school.postings if not posting.by]
    rows = "".join(f'<div class="whole"><dt>{head}:</dt> <dd>{escape(text)}</dd></div>' for head, text in said)
    return f'<div class="wa"><dl class="wa-facts wa-around">{rows}</dl></div>' if rows else ""


def compare_table(one: Year, other: Year) -> str:
    """Every date and rule of two schools that a plan depends on."""
    rows = "".join(_row(what, a, b, how) for what, a, b, how in [*_dates(one, other), *_rules(one, other)])
    heads = ("", one.school.name, other.school.name, "Difference")
    caption = f"{one.school.name} and {other.school.name}, {one.name}, side by side"
    return table(caption, tuple(map(escape, heads)), rows, "compare")


def _row(what: str, one: str, other: str, how: str) -> str:
    return f'<tr class="first"><th scope="row">{escape(what)}</th><td>{one}</td><td>{other}</td><td>{how}</td></tr>'


def _dates(one: Year, other: Year):
    first, second = ({season(term): term for term in reversed(year.terms)} for year in (one, other))
    for name in sorted(first.keys() | second.keys(), key=lambda name: (first.get(name) or second[name]).start):
        a, b = first.get(name), second.get(name)
        for what, get in (("starts", lambda t: t.start), ("add by", lambda t: t.add_by), ("ends", lambda t: t.end)):
            days = [get(term) if term else None for term in (a, b)]
            if any(days):
                cells = (_unsure(day, term, year) for day, term, year in zip(days, (a, b), (one, other), strict=True))
                yield f"{name} {what}", *cells, _shift(*days)


def _unsure(when: date | None, term: YearTerm | None, year: Year) -> str:
    if when is None:
        return "no such term" if year.main and not term else "not known"
    return _day(when) + (f"<br><small>{escape(term.how_sure)}</small>" if term.term.band else "")


def _shift(one: date | None, other: date | None) -> str:
    if not (one and other):
        return ""
    return later((other - one).days)


def _rules(one: Year, other: Year):
    def both(what, get):
        a, b = get(one), get(other)
        return what, a, b, "same" if a == b else ""
    yield both("CPT request takes", _lead)
    yield both("CPT lies in one term", lambda year: "yes" if year.school.terms.aligned else "no rule known")
    yield both("Office closed", lambda year: counted(len(year.closed), "working day"))
    yield both("Hosts post by", lambda year: "<br>".join(_day(when) for when, _ in year.posting) or "no day known")


def _lead(year: Year) -> str:
    lead = year.school.lead_time["cpt"]
    return lead.in_words + ("" if lead.source.verified else "<br><small>generic, not verified</small>")
