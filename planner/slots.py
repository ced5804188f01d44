"""What stands in the braces of a sentence: days, limits and counts of one case on one route."""
from __future__ import annotations

from datetime import date, timedelta

from planner.answer import Answer
from planner.days import day, to_date
from planner.routes.unemployment import idle_until
from planner.row import IDLE, Row
from planner.term_words import KINDS, add_deadline_words, cpt_term, projected_words, session_words
from planner.words import long_day, sentence

THROUGH = {"on_campus": "as work on campus", "current_ead": "with the card you hold", "cpt": "through CPT",
           "opt_pre": "through OPT before graduation", "opt_post": "through OPT after graduation",
           "opt_stem": "through the STEM extension", "at": "through Academic Training", "cap_gap": "through the cap-gap extension",
           "hardship": "for economic hardship", "intl_org": "at the international organization"}


def last_day_to_begin(row: Row, answer: Answer) -> date:
    """The last day on which work on a route may begin, its authorization's last day included."""
    route = answer.route
    start = max(row.value(answer.early.date["work_starts"]), row.value(route.batch.offer_start))
    limit, until = route.last_start(), row.value(route.until(route.cases.program_end * 0 + start))
    return to_date(until if limit is None else min(until, row.value(limit)))


def contested_closes(row: Row) -> date:
    """The last day to file for OPT after graduation under the strictest rule that is not in force."""
    law, ends = row.law, day(row.case["program_end"])
    rule = "opt_post.filing_closes"
    return to_date(ends + min(law.under(regime).number(rule, ends) for regime in law.changes_under(rule)))


class Slots(dict):
    """The values that a sentence of data/words.toml names in braces, each worked out when it is asked for."""

    def __init__(self, row: Row, answer: Answer, code: str):
        super().__init__()
        self.row, self.answer, self.code = row, answer, code

    def __missing__(self, name: str) -> str:
        value = getattr(self, f"_{name}")()
        return long_day(value) if hasattr(value, "weekday") else f"{value:,}" if isinstance(value, int) else str(value)

    @property
    def is_past(self) -> bool:
        """Whether the day that the sentence warns of lies behind."""
        return (self._day() if self.code in IDLE else self._contested_closes()) < self.row.on

    def _day_of(self, column):
        return self.row.day(column)

    @property
    def _start_of_work(self):
        """S, also on a blocked route."""
        earliest = self.row.value(self.answer.early.date["work_starts"])
        offer = self.row.case["offer_start"]
        return max(to_date(earliest), offer or to_date(earliest))

    def _program_end(self):
        return self.row.case["program_end"]

    def _academic_year(self):
        return self._day_of(self.answer.route.batch.academic_year)

    def _card_end(self):
        return self._day_of(self.answer.route.batch.card_ends)

    def _closes(self):
        route = self.answer.route
        if route.name == "at":
            return self._day_of(route.closes)
        by_recommendation = self._day_of(route.recommendation_ends)
        by_window = None if route.closes is None else self._day_of(route.closes)
        filed = self._day_of(route.filed_on) if route.filed[self.row.row] else None
        if by_window is None or (filed and filed <= by_window and by_recommendation):
            return by_recommendation
        return by_window

    def _ran_out(self):
        return self._day_of(self.answer.route.recommendation_ends)

    def _again(self):
        closes = self.answer.route.closes
        return "" if closes is None else f" by {long_day(self._day_of(closes))}"

    def _too_late(self):
        """What comes too late, and by when the work would have to begin."""
        start, first = self._start_of_work, to_date(self.row.value(self.answer.early.date["work_starts"]))
        last = last_day_to_begin(self.row, self.answer)
        may = f"work {THROUGH[self.answer.route.name]} may begin until {long_day(last)}".replace("work as work", "work")
        if self.row.case["held"]:                       # the first possible day hangs on a decision that nobody can date
            return f"{sentence(may)}."
        what = f"a start on {long_day(start)}" if first <= last else f"the first possible day, {long_day(first)},"
        return sentence(f"{what} is too late: {may}.")

    def _contested_closes(self):
        return contested_closes(self.row)

    def _opens(self):
        return self._day_of(self.answer.route.opens)

    def _start(self):
        return self._start_of_work

    def _hours(self):
        return f"{self.row.case['hours_per_week']:g}"

    def _in_session(self):
        return self.row.number(self.answer.route.hours_rule)

    def _evidence(self):
        answered = self.row.case["rfe_answered"]
        if answered is None:
            return "we plan as if it had your answer today; enter the day it will"
        return f"{'it has your answer since' if answered <= self.row.on else 'your answer is planned for'} {long_day(answered)}"

    # The H-1B petition

    def _h1b_filed(self):
        return self.row.case["h1b_filed"]

    def _h1b_ended(self):
        return self.row.case["h1b_ended"]

    def _h1b_start(self):
        return self._day_of(self.answer.route.h1b_start)

    def _stay_ends(self):
        return self._day_of(self.answer.route.stay_ends)

    def _cap_gap_ends(self):
        return self._day_of(self.answer.route.over - 1)

    def _until(self):
        return self._day_of(self.answer.authorized_until)

    def _session(self):
        return session_words(self.row, self.answer)

    def _projected(self):
        return projected_words(self.row, self.answer)

    def _add_deadline(self):
        return add_deadline_words(self.row, self.answer)

    def _term_kind(self):
        return KINDS[cpt_term(self.row, self.answer).kind]

    def _half_time(self):
        return self.row.number("opt_stem.hours" if self.code == "under_20h_stem" else "opt_post.hours_that_count")

    def _full_time(self):
        return self.row.number("cpt.full_time_over")

    def _recommended(self):
        return self.row.case["dso_recommended"]

    def _last_start(self):
        return self._day_of(self.answer.route.start_asked_for)

    def _limit(self):
        return self.row.idle_limit(self.answer, self.code)

    def _begins(self):
        """The first day of the extension."""
        return to_date(self.row.value(self.answer.route.batch.card_ends_as_printed) + 1)

    def _over(self):
        return self._limit() + 1

    def _day(self):
        return self._day_of_the_year() if self.code == "cpt_year_at_risk" else self._day_over_the_limit()

    def _day_over_the_limit(self):
        """The day on which the unemployment days pass the limit, counted back from the day before work starts."""
        route, start = self.answer.route, day(self._start_of_work)
        if self.code == "limit_of_the_first_card":
            start = self.row.idle_end(self.answer, self.code)
        begins = route.batch.card_starts if route.name != "opt_post" else route.card_begins(self.answer.start)
        idle = self.row.value(idle_until(route.batch, begins, start))
        return to_date(self.row.idle_over(self._limit(), start, idle))

    def _used(self):
        route = self.answer.route
        days = route.days_of_the_offer(self.answer.start, self.answer.authorized_until)
        return self.row.value(route.cases.cpt_full_time_days + days)

    def _year(self):
        return self.row.number("cpt.year_bars_opt")

    def _day_of_the_year(self):
        left = self._year() - self.row.case["cpt_full_time_days"]
        full_time = self.row.case["hours_per_week"] > self._full_time()
        return self._start_of_work + timedelta(max(left, 1) - 1) if full_time else "not by this part-time offer"

    def _gap_from(self):
        return self._day_of(self.answer.route.pending_work_ends + 1)

    def _gap_to(self):
        return self._day_of(self.answer.early.date["card_received"] - 1)

    def _gap(self):
        return (self._gap_to() - self._gap_from()).days + 1
