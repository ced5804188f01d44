"""A school's academic year in sentences: how sure it is, where it is from, and how two schools differ."""
from __future__ import annotations

from datetime import date
from itertools import groupby

from planner.schools import Posting
from planner.words import counted, listed, long_day
from planner.year import Year, YearTerm, named, years_of

DAYS_TO_DECIDE = 11                 # seven business days and the weekends among them: what a host is asked to give


def headline(year: Year) -> str:
    """What is known of the year, in one sentence."""
    name, known = f"{_whose(year.school.name)} calendar for {year.name}", _known(year.terms)
    if not year.main:
        return f"{name} is not known: every day counts as in session."
    if not known:
        return f"{name} is projected: no date is published; each may move by up to {counted(_widest(year.terms), 'day')}."
    if len(known) == len(year.terms):
        return f"{name} is {known[0].term.status}: {_dates(year.main)}."
    guessed = [term for term in year.terms if term not in known]
    rest = f"the other {len(guessed)} terms" if len(guessed) > 2 else _names(guessed)
    return f"{name} is {known[0].term.status} for {_names(known)}; {rest} {'is' if len(guessed) == 1 else 'are'} projected."


def _whose(name: str) -> str:
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def _names(terms: list[YearTerm]) -> str:
    return listed([term.term.name for term in terms])


def _known(terms: list[YearTerm]) -> list[YearTerm]:
    return [term for term in terms if term.term.status != "projected"]


def _widest(terms: list[YearTerm]) -> int:
    return max(term.term.band for term in terms)


def _dates(terms: list[YearTerm]) -> str:
    """The main terms with their days, the year once where it is the same."""
    return ", ".join(f"{term.term.name.rsplit(' ', 1)[0].lower()} {long_day(term.start, term.start.year != term.end.year)} to "
                     f"{long_day(term.end)}" for term in terms)


def because(year: Year) -> str:
    """What the headline rests on and what it means for a plan."""
    if not year.main:
        years = years_of(year.school)
        elsewhere = f" Known: {_spans(years)}." if years else ""
        return (f"Without terms the 20-hour limit holds on every day, and an academic year is counted as nine months.{elsewhere} "
                "If you have the registrar's calendar, import it below.")
    said = []
    guessed = [term for term in year.terms if term.term.status == "projected"]
    if guessed:
        said.append("A projected date follows the pattern of the school's earlier years and is marked so wherever it is used; "
                    f"{_bands(guessed)}.")
    known = _known(year.terms)
    if known:
        checked = max(fact.checked for term in known for fact in term.facts)
        said.append(f"What is {known[0].term.status} was last checked on {long_day(checked)}.")
    if guessed:
        said.append("The registrar's file replaces what is projected: import it below.")
    return " ".join(said)


def _bands(terms: list[YearTerm]) -> str:
    """How far dates may move, terms with the same band together."""
    by_band = sorted(terms, key=lambda term: term.term.band)
    groups = [(band, list(group)) for band, group in groupby(by_band, key=lambda term: term.term.band)]
    return "; ".join(f"{_names(group)} may move by {counted(band, 'day')}" for band, group in groups)


def _spans(years: list[int]) -> str:
    """Years of which something is known.

    >>> _spans([2018, 2019, 2020, 2025])
    '2018-19 to 2020-21 and 2025-26'
    """
    runs: list[list[int]] = []
    for year in years:
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return listed([named(run[0]) + (f" to {named(run[-1])}" if len(run) > 1 else "") for run in runs])


def differ(one: Year, other: Year) -> str:
    """How the main terms of two schools differ, in one sentence for a headline."""
    if not (one.main and other.main):
        missing = [year.school.name for year in (one, other) if not year.main]
        return f"For {one.name} nothing can be compared: the calendar of {listed(missing)} is not known."
    pairs = [(term, other_term) for term in one.main if (other_term := same_season(term, other))]
    said = [f"{season(a).lower()} {later((b.start - a.start).days)}" for a, b in pairs if a.start != b.start]
    unsure = [year for year in (one, other) if len(_known(year.main)) < len(year.main)]
    sure = {0: "", 1: f"; {_whose(unsure[0].school.name)} dates are projected" if unsure else "", 2: "; both are projected"}
    if not pairs:
        return f"In {one.name} {one.school.name} and {other.school.name} have no term in common."
    if not said:
        return f"In {one.name} {other.school.name} and {one.school.name} begin on the same days{sure[len(unsure)]}."
    return f"In {one.name} {other.school.name} begins {listed(said)} than {one.school.name}{sure[len(unsure)]}."


def in_words(year: Year, on: date) -> str:
    """The picture for a reader who does not see it."""
    lines = [f"{year.school.name}, academic year {year.name}. Today is {long_day(on)}."]
    for term in year.terms:
        lines.append(f"{term.term.name}: {long_day(term.start)} to {long_day(term.end)}, {sure_in_words(term)}.")
        lines += [f"Break {span(first, last)}." for first, last in term.breaks]
        lines += [f"Exams {span(*term.exams)}."] if term.exams else []
    if year.closed:
        lines.append(f"The office is closed on {counted(len(year.closed), 'working day')}.")
    lines += [posting.says for _, posting in year.posting]
    return " ".join(lines)


def span(first: date, last: date) -> str:
    """Two days, or one.

    >>> span(date(2026, 11, 26), date(2026, 11, 29)).replace(chr(160), " ")
    'Thu 26 Nov to Sun 29 Nov'
    """
    return long_day(first, False) if first == last else f"{long_day(first, False)} to {long_day(last, False)}"


def sure_in_words(term: YearTerm) -> str:
    """Published, imported, or projected with its error."""
    status = term.term.status
    return f"projected, plus or minus {counted(term.term.band, 'day')}" if status == "projected" else status


def room_to_add(year: Year, when: date, posting: Posting) -> str:
    """How long after the day of offers a student can still add the credit that CPT needs, where the school's terms bind it."""
    term = next((term for term in year.terms if season(term).lower().startswith(posting.season)), None)
    if term is None or not year.school.terms.aligned:
        return ""
    if term.add_by is None:
        return f" The last day to add a course of {term.term.name} is not known: ask the registrar before you post."
    days = (term.add_by - when).days
    unsure = f", {sure_in_words(term)}" if term.term.band else ""
    left = f"{counted(days, 'day')} later" if days > 0 else "the same day" if days == 0 else f"{counted(-days, 'day')} earlier"
    return (f" The last day to add the credit that CPT needs, {long_day(term.add_by)}{unsure}, is {left}: "
            "an offer on the last day leaves a student little or no time to decide." if days < DAYS_TO_DECIDE else "")


def same_season(term: YearTerm, year: Year) -> YearTerm | None:
    """The main term of another school that stands for this one."""
    return next((other for other in year.main if season(other) == season(term)), None)


def season(term: YearTerm) -> str:
    """A term's name without its year.

    >>> from planner.terms import Term
    >>> season(YearTerm(Term("Summer 2027 Session 1", "summer", 0, 1), ()))
    'Summer Session 1'
    """
    return " ".join(word for word in term.term.name.split() if not word.isdigit() or len(word) != 4)


def later(days: int) -> str:
    """A shift in words.

    >>> later(7), later(-1), later(0)
    ('7 days later', '1 day earlier', 'on the same day')
    """
    return f"{counted(abs(days), 'day')} {'later' if days > 0 else 'earlier'}" if days else "on the same day"
