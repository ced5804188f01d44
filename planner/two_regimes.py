"""One student's dates under the law of today and under the postponed rule of 2026, side by side."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from planner.days import BLANK, day, to_date
from planner.law import Law
from planner.transition import REGIME, admission_end, classes_begin_by, is_here, transition_end, work_while_extension_pending


@dataclass(frozen=True)
class Line:
    """What is counted, its day today and its day under the postponed rule, and the rule that says so."""
    what: str
    today: date
    postponed: date
    rule: str

    @property
    def days_moved(self) -> int:
        return (self.postponed - self.today).days


def compare(law: Law, is_f1: bool, program_start: date, program_end: date, card_end: date | None = None) -> list[Line]:
    """Every date of a student that the two sets of rules speak of.

    Somebody whose program had begun by the rule's first day is taken to be in status on it (the transition), others as new.

    >>> from planner.law import load_law
    >>> lines = compare(load_law(), True, date(2025, 8, 25), date(2027, 5, 14))
    >>> [(line.rule, str(line.today), str(line.postponed)) for line in lines][1]
    ('opt_post.filing_closes', '2027-07-13', '2027-06-13')
    """
    pair = law.under(None), law.under(REGIME)
    return [*(_windows(pair, program_end) if is_f1 else ()), *_stay(pair, is_f1, program_start, program_end, card_end)]


WINDOWS = (("First day to file for OPT after graduation", "opt_post.filing_opens", -1),
           ("Last day to file", "opt_post.filing_closes", 1), ("Last start that can be asked for", "opt_post.start_closes", 1))


def _windows(pair: tuple[Law, Law], program_end: date) -> list[Line]:
    ends = day(program_end)
    return [Line(what, *(to_date(ends + sign * law.number(rule, on=ends)) for law in pair), rule) for what, rule, sign in WINDOWS]


def _stay(pair: tuple[Law, Law], is_f1: bool, program_start: date, program_end: date, card_end: date | None) -> list[Line]:
    card = day(card_end) if card_end else BLANK
    if is_here(pair[1], day(program_start)):
        stays = [transition_end(law, is_f1, day(program_end), card) for law in pair]
        rule = "fixed_period.transition_cap"
    else:
        stays = [admission_end(law, is_f1, day(program_start), day(program_end), card) for law in pair]
        rule = "fixed_period.stay_years" if is_f1 else "fixed_period.j1_years"
    until, leave = ([to_date(int(getattr(stay, name))) for stay in stays] for name in ("until", "leave_by"))
    return [Line("Last day of study, or of work with the card", *until, rule),
            Line("Last day in the country", *leave, "grace.f1_after_end" if is_f1 else "grace.j1_after_end")]


@dataclass(frozen=True)
class Longer:
    """By when USCIS would have to have Form I-539 at all, and so that work goes on; the last day of that work."""
    file_by: date
    file_to_work_by: date
    works_until: date


def longer_stay(law: Law, program_start: date, program_end: date, card_end: date | None = None) -> Longer:
    """What an F-1 student admitted anew under the postponed rule would have to keep to stay longer. law: read under it.

    >>> from planner.law import load_law
    >>> found = longer_stay(load_law().under(REGIME), date(2027, 8, 23), date(2029, 5, 18))
    >>> [str(when) for when in (found.file_by, found.file_to_work_by, found.works_until)]
    ['2029-06-17', '2029-05-18', '2030-02-12']
    """
    stay = admission_end(law, True, day(program_start), day(program_end), day(card_end) if card_end else BLANK)
    until, leave_by = int(stay.until), int(stay.leave_by)
    return Longer(*map(to_date, (leave_by, until, int(work_while_extension_pending(law, leave_by, until)))))


def next_classes_by(law: Law, program_end: date, card_end: date | None = None) -> date:
    """By when an F-1 student's next program would have to begin, after the program or the OPT that follows it.

    >>> from planner.law import load_law
    >>> str(next_classes_by(load_law().under(REGIME), date(2027, 9, 30)))
    '2028-02-29'
    """
    return to_date(int(classes_begin_by(law, day(max(program_end, card_end or program_end)))))
