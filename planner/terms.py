"""Academic terms of a school: what its calendar says, and what it means for a day (in session, the academic year, CPT).

A term is published, projected or imported as a whole; a projected one carries the error band of its dates in days.
"""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property
from itertools import pairwise

from planner.days import day
from planner.term_facts import Fact

LONGEST_GAP = 140           # days between two main terms; longer, and the calendar has a hole: nothing is known there


@dataclass(frozen=True)
class Term:
    """One term, in days since 1970-01-01; `end` is the last day of exams, or of classes where no exams are given."""
    name: str
    kind: str
    start: int
    end: int
    breaks: tuple[tuple[int, int], ...] = ()
    add_deadline: int | None = None
    status: str = "published"
    band: int = 0
    late_credit: bool = True

    @property
    def latest_start(self) -> int:
        """The last day on which the term may turn out to begin."""
        return self.start + self.band

    @property
    def last_start(self) -> int:
        """The last day on which CPT in the term may begin: training that begins on a term's last day is none."""
        return self.end - 1 if self.name else self.end

    @property
    def closes(self) -> int:
        """The last day on which credit may turn out to be added: the deadline and its error, or the end where none is known.

        The error counts only with `late_credit`: who asks about a term gets it, who has to choose a day ahead does not.
        """
        return self.end if self.add_deadline is None else self.add_deadline + self.band * self.late_credit


@dataclass(frozen=True, eq=False)
class Terms:
    """All terms of a school in the order of time, and how the school uses them.

    aligned: CPT is authorized inside one term; year_terms: main terms of an academic year (3 where there are quarters);
    online: kinds of term whose internship credit is online where CPT credit may not be; facts: the rows they were made from.
    """
    terms: tuple[Term, ...] = ()
    aligned: bool = False
    year_terms: int = 2
    online: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.main)

    @cached_property
    def main(self) -> tuple[Term, ...]:
        return tuple(term for term in self.terms if term.kind == "main")

    @cached_property
    def chains(self) -> list[list[Term]]:
        """Main terms that follow each other without a hole; between chains, before and after them nothing is known."""
        chains: list[list[Term]] = []
        for term in self.main:
            if chains and term.start - chains[-1][-1].end <= LONGEST_GAP:
                chains[-1].append(term)
            else:
                chains.append([term])
        return chains

    @cached_property
    def of_cpt(self) -> list[Term]:
        """The terms in which CPT is authorized, with what is not known between and around them as terms that rule nothing out."""
        known = [term for term in self.terms if term.kind != "session"]
        if not (self.aligned and known):
            return [Term("", "", *ALWAYS)]
        filled = [Term("", "", ALWAYS[0], known[0].start - 1)]
        for before, after in pairwise(known):
            filled.append(before)
            if after.start - before.end > LONGEST_GAP:
                filled.append(Term("", "", before.end + 1, after.start - 1))
        return [*filled, known[-1], Term("", "", known[-1].end + 1, ALWAYS[1])]

    def at(self, when: int) -> Term | None:
        """The term of a day: where two overlap, the one that began last; a part of another term only where it stands alone."""
        holding = [term for term in self.terms if term.start <= when <= term.end]
        return max(holding, key=lambda term: (term.kind != "session", term.start), default=None)

    def in_session(self, when: int) -> bool:
        """Whether school is in session: in a main term and no break of it; where the calendar says nothing, it is."""
        holding = [term for term in self.main if term.start <= when <= term.end]
        if any(not _in_a_break(term, when) for term in holding):
            return True
        return not any(chain[0].start <= when <= chain[-1].end for chain in self.chains)

    def academic_year(self, since: int) -> Term | None:
        """The term whose end completes one full academic year of a student enrolled since a day; None where nobody knows.

        A projected term whose band reaches the day counts as one that starts on or after it.
        """
        for chain in self.chains:
            place = next((i for i, term in enumerate(chain) if term.latest_start >= since), None)
            if place is not None:
                known = place > 0 or chain[0].start - since <= LONGEST_GAP
                last = place + self.year_terms - 1
                return chain[last] if known and last < len(chain) else None
        return None

    def cpt_term(self, start: int, registered: int) -> Term:
        """The first term that a start on a day can lie in, if its credit is added on `registered` or later.

        A projected deadline passes nobody over to the next term before its error has passed too: that would rest on a guess.
        """
        terms = self.of_cpt
        holding = [place for place, term in enumerate(terms) if term.start <= start <= term.last_start]
        place = holding[-1] if holding else next(place for place, term in enumerate(terms) if term.start >= start)
        return next(term for term in terms[place:] if term.closes >= registered)

    def year_open_until(self, since: int) -> int | None:
        """The last day on which the academic year may turn out to be complete, None where nobody knows: that of the next term,
        where the first one counts only because its error lets it begin on the day or later."""
        complete = self.academic_year(since)
        if complete is None:
            return None
        first = next(term for term in self.main if term.latest_start >= since)
        chain = next(chain for chain in self.chains if complete in chain)
        after = chain[chain.index(complete) + 1:]
        last = after[0] if after and since > first.start else complete
        return last.end + last.band

    def with_terms(self, terms: Iterable[Term], facts: Iterable[Fact] = ()) -> Terms:
        """The same school with other terms."""
        return replace(self, terms=tuple(sorted(terms, key=_order)), facts=tuple(facts))

    def shifted(self, days: int, since: int | None) -> Terms:
        """The same school with every term that starts on `since` or later (None: every term) moved by some days.

        Days on which the offices are closed stay where they are: a holiday does not move with a term.
        """
        moved = tuple(_moved(term, days) if since is None or term.start >= since else term for term in self.terms)
        names = {term.name for term, before in zip(moved, self.terms, strict=True) if term is not before}
        facts = (replace(fact, date=fact.date + timedelta(days)) if fact.term in names and fact.event != "closure" else fact
                 for fact in self.facts)
        return self.with_terms(moved, facts)

    @cached_property
    def on_the_safe_side(self) -> Terms:
        """The same terms, their credit added by the deadline as projected: nobody plans ahead on its error."""
        return replace(self, terms=tuple(replace(term, late_credit=False) for term in self.terms))

    @cached_property
    def closures(self) -> frozenset[int]:
        """Days on which the calendar says that the school's offices are closed."""
        return frozenset(day(fact.date) for fact in self.facts if fact.event == "closure")


ALWAYS = (day("1980-01-01"), day("2125-01-01"))


def _in_a_break(term: Term, when: int) -> bool:
    return any(first <= when <= last for first, last in term.breaks)


def _moved(term: Term, days: int) -> Term:
    return replace(term, start=term.start + days, end=term.end + days,
                   breaks=tuple((first + days, last + days) for first, last in term.breaks),
                   add_deadline=None if term.add_deadline is None else term.add_deadline + days)


def _order(term: Term):
    return term.start, term.end, term.name


def terms_of(facts: Iterable[Fact]) -> list[Term]:
    """Terms from checked facts; a term that the facts do not begin and end is left out.

    >>> from planner.term_facts import facts_in
    >>> rows = facts_in('''term,kind,event,date,status,band,source,checked,note
    ... Fall 2026,main,start,2026-09-01,published,,registrar,2026-11-22,
    ... Fall 2026,main,last_class,2026-12-10,published,,registrar,2026-11-22,
    ... Fall 2026,main,finals_end,2026-12-22,published,,registrar,2026-11-22,
    ... ''', "x.csv")
    >>> [(term.name, term.end - term.start) for term in terms_of(rows)]
    [('Fall 2026', 112)]
    """
    by_name: dict[str, list[Fact]] = {}
    for fact in facts:
        by_name.setdefault(fact.term, []).append(fact)
    terms = [term for rows in by_name.values() if (term := _term(rows))]
    return sorted(terms, key=_order)


def _term(rows: list[Fact]) -> Term | None:
    def days(event):
        return sorted(day(row.date) for row in rows if row.event == event)
    ends = days("finals_end") or days("last_class")
    if not (days("start") and ends):
        return None
    breaks = tuple(zip(days("break_start"), days("break_end"), strict=False))
    return Term(rows[0].term, rows[0].kind, days("start")[0], ends[-1], breaks,
                next(iter(days("add_deadline")), None), rows[0].status, max(row.band for row in rows))
