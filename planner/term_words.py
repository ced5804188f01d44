"""Sentences about a case's terms: which days are in session, what is projected, which term CPT lies in and why."""
from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from planner.answer import Answer
from planner.days import LONG_AGO, day, to_date
from planner.row import Row
from planner.terms import Term
from planner.words import counted, listed, long_day

MOST_SPANS = 3
BREAKS_NOT_KNOWN = "; full time may be allowed in your school's breaks, which this plan does not know: ask your office"
KINDS = {"winter": "winter session", "summer": "summer session", "main": "term"}


def first_and_last_day(row: Row, answer: Answer) -> tuple[int, int]:
    """The planned days of work, also on a blocked route."""
    route = answer.route
    start = max(row.value(answer.early.date["work_starts"]), row.value(route.batch.offer_start))
    column = route.batch.cases.program_end * 0 + start
    return start, row.value(route.last_day(column, route.until(column)))


def session_words(row: Row, answer: Answer) -> str:
    """The days of the work on which school is in session; where the school's calendar is not known, what to ask.

    They go on with a sentence: ", as it is on Tue 19 Jan 2027 to Fri 12 Mar 2027".
    """
    if not row.school.terms:
        return BREAKS_NOT_KNOWN
    start, last = first_and_last_day(row, answer)
    spans = list(_spans(row, start, last))
    said = [long_day(to_date(first)) if first == end else f"{long_day(to_date(first))} to {long_day(to_date(end))}"
            for first, end in spans[:MOST_SPANS]]
    more = ", and later days" if len(spans) > MOST_SPANS else ""
    bands = _named(term for term in row.school.terms.main if term.band and any(
        term.start <= end and first <= term.end for first, end in spans))
    return f", as it is on {listed(said)}{more}" + (f": {bands}, so ask the registrar" if bands else "")


def first_day_in_session(row: Row, answer: Answer) -> date | None:
    """The first day of the work on which school is in session, where the work begins in a break; None where it does not."""
    start, last = first_and_last_day(row, answer)
    first = next(_spans(row, start, last), (start, start))[0] if row.school.terms else start
    return to_date(first) if first > start else None


def _spans(row: Row, start: int, last: int) -> Iterator[tuple[int, int]]:
    first = None
    for when in range(start, last + 1):
        if row.school.terms.in_session(when):
            first = when if first is None else first
        elif first is not None:
            yield first, when - 1
            first = None
    if first is not None:
        yield first, last


def projected_words(row: Row, answer: Answer) -> str:
    """The projected terms that dates of this route rest on, each with its error."""
    terms = [term for term in (*_year_terms(row, answer), *_cpt_terms(row, answer), *_hours_terms(row, answer)) if term.band]
    return _named(dict.fromkeys(terms)) or "a projected term"


def _named(terms) -> str:
    said = [f"{term.name} ({_give_or_take(term)})" for term in terms]
    return listed(said) if said else ""


def _year_terms(row: Row, answer: Answer) -> list[Term]:
    """The term that completes the academic year, and the first one of it where that may have begun too early to count."""
    batch, route = answer.route.batch, answer.route.name
    waits = route in ("opt_pre", "opt_post") or (route == "cpt" and not batch.training_required[row.row])
    if not (waits and batch.academic_year_projected[row.row]):
        return []
    since, terms = day(row.case["full_time_since"] or row.case["program_start"]), row.school.terms
    first = next(term for term in terms.main if term.latest_start >= since)
    return [*([first] if since > first.start else []), terms.academic_year(since)]


def _cpt_terms(row: Row, answer: Answer) -> list[Term]:
    return [cpt_term(row, answer)] if answer.route.name == "cpt" and row.school.terms.aligned else []


def _hours_terms(row: Row, answer: Answer) -> list[Term]:
    route = answer.route
    if not route.hours_rule or not route.counts_sessions[row.row]:
        return []
    return _session_terms(row, *first_and_last_day(row, answer))


def _session_terms(row: Row, start: int, last: int) -> list[Term]:
    """Projected main terms that the days of work touch, or that bound a time between terms that they touch."""
    touched = [term for chain in row.school.terms.chains for before, term, after in zip(
        [None, *chain], chain, [*chain[1:], None], strict=False)
        if (before.end + 1 if before else term.start) <= last and start <= (after.start - 1 if after else term.end)]
    return [term for term in touched if term.band]


def add_deadline_words(row: Row, answer: Answer) -> str:
    """The doubt about the last day to add the credit: not known, or projected and perhaps past."""
    term = cpt_term(row, answer)
    if term.add_deadline is None:
        return f"The last day to add the credit for {term.name} is not known"
    return f"The last day to add the credit for {term.name}, {_deadline(term)}, may be past"


def _deadline(term: Term) -> str:
    return long_day(to_date(term.add_deadline)) + (f" ({_give_or_take(term)})" if term.band else "")


def _give_or_take(term: Term) -> str:
    return f"projected, give or take {counted(term.band, 'day')}"


def cpt_term(row: Row, answer: Answer) -> Term:
    """The term that CPT is planned in."""
    start, _ = first_and_last_day(row, answer)
    return row.school.terms.cpt_term(start, _registered(row, answer))


def _registered(row: Row, answer: Answer) -> int:
    return LONG_AGO if row.case["training_required"] else row.value(answer.early.date["signed"])


def moved_to_a_term(row: Row, answer: Answer, rule: str) -> str:
    """Why CPT does not start in the term before: its credit cannot be added any more, or the day lies between two terms."""
    terms = row.school.terms
    term = terms.cpt_term(row.value(answer.early.date["work_starts"]), _registered(row, answer))
    next_term = f"{term.name} starts on {long_day(to_date(term.start))}"
    if rule == "cpt.add_deadline":
        registered = _registered(row, answer)
        passed = [t for t in terms.of_cpt if t.start < term.start and t.closes < registered and t.name]
        if passed and passed[-1].add_deadline:
            late = " Ask your office whether a late registration is possible." if passed[-1].band else ""
            had = "had" if passed[-1].add_deadline < row.plan.on else "has"
            return f"The credit for {passed[-1].name} {had} to be added by {_deadline(passed[-1])}; {next_term}.{late}"
    return f"CPT is authorized inside one term here; {next_term}."


def completed_year(row: Row, answer: Answer) -> str:
    """With which term the academic year is complete, where the school's calendar tells."""
    if row.case["academic_year_complete"] or not row.school.terms:
        return ""
    term = row.school.terms.academic_year(day(row.case["full_time_since"] or row.case["program_start"]))
    return f" Here it is complete with {term.name}, on {long_day(to_date(term.end))}." if term else ""


def ends_with_its_term(row: Row, answer: Answer) -> str:
    """That CPT has to be asked for again in the next term, where this offer lasts longer than its term."""
    if answer.route.name != "cpt" or not row.school.terms.aligned:
        return ""
    until, end = row.day(answer.authorized_until), row.case["offer_end"]
    if not until or until >= row.case["program_end"] or (end and end <= until):
        return ""
    return f"CPT is authorized for one term here, {cpt_term(row, answer).name}: for the time after it, ask again."


def begin_with_the_next_term(row: Row, answer: Answer) -> str:
    """Where CPT ends with its term and the job goes on: a later start that puts the whole job into the next term."""
    until, end = row.day(answer.authorized_until), row.case["offer_end"]
    if answer.route.name != "cpt" or not row.school.terms.aligned or not (until and end and until < end):
        return ""
    after = row.school.terms.cpt_term(day(until), _registered(row, answer))
    if not (after.name and to_date(after.start) < end <= min(to_date(after.end), row.case["program_end"])):
        return ""
    unsure = f" ({_give_or_take(after)})" if after.band else ""
    return f"Or begin with {after.name}{unsure}, on {long_day(to_date(after.start))}: one authorization then holds the whole job."


def year_before_the_term(row: Row, answer: Answer) -> str:
    """Where a term holds the start of CPT only because the academic year is not complete in the one before: that reason too."""
    batch = answer.route.batch
    if answer.route.name != "cpt" or not row.school.terms.aligned or batch.training_required[row.row]:
        return ""
    early, year = answer.early.date, row.value(batch.academic_year)
    others = max(row.value(early["authorized"]), day(row.case["program_start"]))
    if not others < year < row.value(early["work_starts"]):
        return ""
    return f"Before that one full academic year has to be complete, on {long_day(to_date(year))}."


def add_the_credit(row: Row, answer: Answer) -> str:
    """By when the credit has to be added, where that day is known and not past."""
    if answer.route.name != "cpt" or not row.school.terms.aligned or row.case["training_required"]:
        return ""
    term = cpt_term(row, answer)
    if term.add_deadline is None or term.add_deadline < _registered(row, answer):
        return ""
    return f"The credit for {term.name} has to be added by {_deadline(term)}."


def ask_the_registrar(row: Row, answer: Answer) -> str:
    """Where projected days make the start too late by no more than their error: what to ask before the start is moved."""
    start, offered = row.day(answer.earliest_start), row.case["offer_start"]
    if answer.route.name != "cpt" or offered is None:
        return ""
    late = [(term, edge, verb) for term, edge, verb in _projected_edges(row, answer) if to_date(edge) > offered]
    if not late or max(edge for _, edge, _ in late) != day(start) or any(edge - day(offered) > term.band for term, edge, _ in late):
        return ""
    asked = listed([f"when {term.name} {verb} ({_give_or_take(term)})" for term, _, verb in late])
    return f"Ask the registrar {asked}: {long_day(offered)} may still be possible."


def _projected_edges(row: Row, answer: Answer) -> Iterator[tuple[Term, int, str]]:
    yield from ((term, term.end, "ends") for term in _year_terms(row, answer)[-1:] if term.band)
    yield from ((term, term.start, "begins") for term in _cpt_terms(row, answer) if term.band)
