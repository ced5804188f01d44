# ruff: noqa: C408 - keyword tables read better here
"""The slow scalar reference: one student, one offer, one day at a time, as a reader of the contract would count it.

It knows nothing of the planner: plain dates, loops over days, no arrays. The planner's one fast engine must agree
with it on every case. Comments quote the contract's phrase a line implements; `# reading:` marks a phrase that
could be read otherwise. The school is the profile `generic` (no terms, so always in session) unless its terms are
given; its lead times and closures are arguments.

>>> offer = dict(offer_start=date(2026, 12, 21), offer_end=date(2027, 1, 15))
>>> student = dict(status="F-1", level="master", program_start=date(2025, 8, 25), program_end=date(2027, 5, 14))
>>> answer(student | offer, date(2026, 11, 22))["cpt"]["earliest_start"]
datetime.date(2026, 12, 7)
"""

import calendar
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from types import SimpleNamespace

import holidays

LAW = {  # name: (number, citation)
    "academic_year_months": (9, "planning figure for 8 CFR 214.2(f)(10), one full academic year"),
    "one_year_programme_months": (8, "planning figure: a one-year programme is an academic year"),
    "on_campus_before_start": (30, "8 CFR 214.2(f)(9)(i): 30 days before the start of classes"),
    "in_session_hours": (20, "8 CFR 214.2(f)(9)(i), (f)(10)(ii)(A)"),
    "full_time_cpt_hours": (20, "SEVP guidance: full time is more than 20 hours a week"),
    "cpt_year_days": (365, "8 CFR 214.2(f)(10)(i): one year of full-time CPT"),
    "cpt_warning_days": (335, "planning figure: warn 30 days before the year"),
    "cpt_guidance_from": (date(2026, 8, 12), "SEVP BCM 2608-01"),
    "opt_pre_opens": (90, "8 CFR 214.2(f)(11)(i)(B)(1): 90 days before the academic year is complete"),
    "opt_post_opens": (90, "8 CFR 214.2(f)(11)(i)(B)(2): 90 days before the program end date"),
    "opt_post_closes": (60, "8 CFR 214.2(f)(11)(i)(B)(2): 60 days after the program end date"),
    "opt_post_first_start": (1, "8 CFR 214.2(f)(11)(i)(D)"),
    "opt_post_last_start": (60, "8 CFR 214.2(f)(11)(i)(D)"),
    "opt_recommendation_days": (30, "8 CFR 214.2(f)(11)(i)(B)(2): within 30 days of the recommendation"),
    "opt_months": (12, "8 CFR 214.2(f)(10)"),
    "opt_days": (365, "8 CFR 214.2(f)(10): 12 months at a level"),
    "opt_post_months_after_program": (14, "8 CFR 214.2(f)(10)(ii)(A)(3)"),
    "stem_opens": (90, "8 CFR 214.2(f)(11)(i)(C)"),
    "stem_recommendation_days": (60, "8 CFR 214.2(f)(11)(i)(C)"),
    "stem_months": (24, "8 CFR 214.2(f)(11)(iii)(A)"),
    "stem_pending_days": (180, "8 CFR 274a.12(b)(6)(iv)"),
    "stem_hours": (20, "8 CFR 214.2(f)(10)(ii)(C)(8)"),
    "opt_hours": (20, "SEVP Policy Guidance 1004-03"),
    "unemployment_days": (90, "8 CFR 214.2(f)(10)(ii)(E)"),
    "unemployment_days_stem": (150, "8 CFR 214.2(f)(10)(ii)(E)"),
    "at_months": (18, "22 CFR 62.23(f)(4)(ii)"),
    "at_months_postdoc": (36, "22 CFR 62.23(f)(4)(iii)"),
    "at_last_start": (30, "22 CFR 62.23(f)(2)(ii)"),
    "nondegree_months": (24, "22 CFR 62.23(h)(2)"),
    "grace_f1": (60, "8 CFR 214.2(f)(5)(iv), (f)(10)(ii)(D): the end is day 0, the last day included"),
    "grace_f1_revived": (30, "91 FR 44976: 8 CFR 214.2(f)(5)(v)"),
    "cap_gap_april": (4, "8 CFR 214.2(f)(5)(vi)(A): April 1 of the fiscal year"),
    "cap_gap_october": (10, "before 89 FR 103054: October 1"),
    "cap_gap_april_from": (date(2025, 1, 17), "89 FR 103054"),
    "hardship_card_years": (1, "8 CFR 214.2(f)(9)(ii)(F)(1): one-year intervals up to the expected completion date"),
    "fixed_period_from": (date(2026, 9, 15), "91 FR 44976, postponed 2026-09-14, D. Mass. 1:26-cv-13799"),
    "fixed_period_days": (30, "91 FR 44976, instructions 3.i and 3.j: 60 becomes 30"),
}

LEAD = {"cpt": 10, "opt": 10, "stem": 10, "at": 10, "sign_off": 0, "on_campus": 5}  # business days, profile `generic`

ON_REQUEST = ("cap_gap", "hardship", "intl_org")  # "later `cap_gap`, `hardship`, `intl_org`": answered when a fact asks for it
ROUTES = ("on_campus", "current_ead", "cpt", "opt_pre", "opt_post", "opt_stem", "at")

REASONS = (
    "wrong_status", "off_campus", "no_ead", "already_authorized", "language_training", "program_over",
    "academic_year_incomplete", "cpt_year_used", "opt_used_up", "ead_expired", "filing_window_closed", "not_stem",
    "no_e_verify", "unpaid_stem", "under_20h_stem", "over_20h", "unrelated_work", "not_curricular", "at_used_up",
    "too_late_to_start", "no_petition", "no_change_of_status", "petition_ended", "petition_too_late", "no_opt_in_force",
    "no_hardship", "no_intl_org",
)  # fmt: skip

CAUTIONS_OF_A_NO = {"filed_too_early", "recommendation_expired", "academic_year_assumed", "projected_calendar"}

DEFAULTS = dict(
    status=None, level="master", program_start=None, program_end=None, full_time_since=None,
    academic_year_complete=None, training_required=False, stem=False, cpt_full_time_days=0, opt_days_used=0,
    at_days_used=0, unemployed_days=0, ead_category=None, ead_start=None, ead_end=None, dso_recommended=None,
    i765_filed=None, i765_category="opt_post", opt_requested_start=None, premium=False, i907_filed=None,
    offer_date=None, offer_start=None, offer_end=None, hours_per_week=20, paid=True, on_campus=False, related=True,
    curricular=True, contractor=False, e_verify=None, held=False,
    hardship=False, intl_org=False, h1b_filed=None, h1b_start=None, h1b_change_of_status=True, h1b_valid_from=None,
    h1b_ended=None, rfe_received=None, rfe_answered=None,
)  # fmt: skip


def law(name):
    """The number in force; a test may override it in LAW."""
    return LAW[name][0]


# ---- days -----------------------------------------------------------------------------------------------------------


def days(n):
    """n calendar days: "`d` is day 0"."""
    return timedelta(days=n)


def add_months(day, n):
    """ "same day of the month, or the last day of a shorter month".

    >>> add_months(date(2027, 12, 31), 2), add_months(date(2028, 2, 29), 12)
    (datetime.date(2028, 2, 29), datetime.date(2029, 2, 28))
    """
    year, month = divmod(day.year * 12 + day.month - 1 + n, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


@cache
def federal_holidays(year):
    """ "federal holidays (observed days)" of one calendar year."""
    return frozenset(holidays.US(years=year, observed=True))


def is_business_day(day, closed=frozenset()):
    """Monday to Friday, not a federal holiday, not one of the office's own closed days."""
    return day.weekday() < 5 and day not in federal_holidays(day.year) and day not in closed


def add_business_days(day, n, closed=frozenset()):
    """ "the n-th business day of that office strictly after `d`"; "`n = 0` is `d` itself".

    >>> add_business_days(date(2022, 6, 27), 10)
    datetime.date(2022, 7, 12)
    """
    while n > 0:
        day += days(1)
        if is_business_day(day, closed):
            n -= 1
    return day


def submit_by(day, n, closed=frozenset()):
    """ "the latest day `d` with `d + n business days <= x`; it may be a weekend day".

    >>> submit_by(date(2027, 2, 13), 10).strftime("%a %d %b")
    'Sun 31 Jan'
    """
    # reading: a holiday may be the answer like a weekend day; "always a date one can act on" does not move it.
    latest = day
    while add_business_days(latest, n, closed) > day:
        latest -= days(1)
    return latest


def length(first, last):
    """ "both ends included: 1 to 31 January is 31 days"; a period that ends before it begins has no day."""
    return max(0, (last - first).days + 1)


# ---- the question ---------------------------------------------------------------------------------------------------


@dataclass
class Ead:
    """The card in the case, as section 4 reads it."""

    category: str
    start: date | None  # blank: it has begun
    end: date
    earlier_level: bool


@dataclass
class Question:
    """A case, a status date, and the durations others control."""

    case: SimpleNamespace
    on: date
    lead: dict
    standard: int
    premium: int
    card: int
    regime: str | None
    closed: frozenset
    school: "Calendar"

    def __post_init__(self):
        case = self.case
        # "`offer_in_hand = max(D, offer_date)`"
        self.offer_in_hand = max(self.on, case.offer_date or self.on)
        self.year_complete, self.year_assumed, self.year_projected = academic_year(case, self.school, self.on)
        self.ead = the_card(case)
        # "an ... card of this level"; one of an earlier level "opens and closes no other route"
        self.card_of_this_level = self.ead.category if self.ead and not self.ead.earlier_level else None
        # "`i907_filed` given means `premium`"
        # reading: whatever the category of the form it accompanies, so premium is planned on every OPT route.
        self.wants_premium = bool(case.premium or case.i907_filed)

    def answered(self, day, step):
        """The school's lead time from a request."""
        return add_business_days(day, self.lead[step], self.closed)

    def ask_school_by(self, day, step):
        """Latest request that the school answers by `day`."""
        return submit_by(day, self.lead[step], self.closed)

    def start(self, earliest):
        """ "S = max(earliest start, the offer's start)"."""
        return max(earliest, self.case.offer_start or earliest)

    def sixty(self, name):
        """A 60-day limit of post-completion OPT, 30 under the postponed rule when that regime is asked for."""
        revived = self.regime == "fixed_period_2026" and self.case.program_end >= law("fixed_period_from")
        return days(law("fixed_period_days") if revived else law(name))


def academic_year(case, school, on):
    """E, "the day one full academic year is complete", whether a one-year programme was taken for one, and, where E rests on a
    projected term, the last day on which it may turn out to be."""
    if case.academic_year_complete:  # "given in the case"
        return case.academic_year_complete, False, None
    since = case.full_time_since or case.program_start  # "full_time_since (default program_start)"
    term = school.completes_the_year(since)
    if term:  # "the end of the second main term of the school's calendar that starts on or after"
        # reading: the caution is due while the error can still move a date: not once E lies behind D and before PED, whichever
        # end of its band it turns out to lie at, and whether or not the first term counted began before `since` after all.
        first = school.first_of_the_year(since)
        last = term if since <= first.start else school.after(term) or term
        latest = last.end + days(last.band)
        return term.end, False, latest if term.band and latest >= min(on, case.program_end) else None
    # "else full_time_since + 9 months"
    complete = add_months(since, law("academic_year_months"))
    # "where that last one is after PED and PED is at least full_time_since + 8 months, E = PED"
    short_year = add_months(since, law("one_year_programme_months"))
    if complete > case.program_end >= short_year:
        return case.program_end, True, None
    return complete, False, None


@dataclass(frozen=True)
class Term:
    """A term: `end` is the last day of exams (of classes, where none are known), `band` the error of a projected one."""

    kind: str  # main, winter, summer
    start: date
    end: date
    breaks: tuple = ()
    add_deadline: date | None = None
    band: int = 0

    def holds(self, day):
        return self.start <= day <= self.end

    def closes(self):
        return self.add_deadline + days(self.band) if self.add_deadline else self.end


HOLE = 140  # days without a main term after which the calendar is taken to say nothing


@dataclass(frozen=True, repr=False)
class Calendar:
    """A school's terms in the order of time, and whether it authorizes CPT inside one of them."""

    terms: tuple = ()
    aligned: bool = False
    year_terms: int = 2  # "second main term"; reading: three quarters make an academic year
    online: tuple = ()

    def main(self):
        return [term for term in self.terms if term.kind == "main"]

    def before(self, term):
        """The main term before one, None where there is a hole between the two."""
        place = self.main().index(term)
        if place == 0 or (term.start - self.main()[place - 1].end).days > HOLE:
            return None
        return self.main()[place - 1]

    def after(self, term):
        return next((later for later in self.main() if self.before(later) is term), None)

    def first_of_the_year(self, since):
        """The first main term "that starts on or after": a projected one may start as late as its band says."""
        return next((term for term in self.main() if term.start + days(term.band) >= since), None)

    def completes_the_year(self, since):
        """ "the second main term": the last of those that make an academic year."""
        first = self.first_of_the_year(since)
        if first is None or (self.before(first) is None and (first.start - since).days > HOLE):
            return None
        term = first
        for _ in range(self.year_terms - 1):
            term = term and self.after(term)
        return term

    def in_session(self, day):
        """ "while school is in session": in a main term and no break of it; "a school without terms counts as in session"."""
        for term in self.main():
            if term.holds(day) and not any(first <= day <= last for first, last in term.breaks):
                return True
        return not any(term.holds(day) for term in self.main()) and self.between(day) is None

    def between(self, day):
        """The two main terms between which a day lies, None where it lies between no two."""
        for term in self.main():
            previous = self.before(term)
            if previous and previous.end < day < term.start:
                return previous, term
        return None

    def projected(self, day):
        """Whether what is known of a day rests on a projected term."""
        terms = [term for term in self.main() if term.holds(day)] or self.between(day) or []
        return any(term.band for term in terms)

    def cpt_term(self, start, registered):
        """The term in which CPT that is to start on `start` is authorized, its first allowed day, and the term's end."""
        if not self.aligned or not self.terms:
            return None, start, None
        terms = list(self.terms)
        if start < terms[0].start and registered < terms[0].start:
            return None, start, terms[0].start - days(1)
        # reading: training that begins on the last day of a term is none
        place = max((i for i, term in enumerate(terms) if term.start <= start < term.end), default=None)
        if place is None:  # between two terms: the next one
            place = next((i for i, term in enumerate(terms) if term.start >= start), len(terms))
        # the credit is added by the deadline (by the end, where none is known), else it is the next term's; reading: a
        # projected deadline has passed for sure only when its error has too
        while place < len(terms) and terms[place].closes() < registered:
            place += 1
        if place == len(terms):
            return None, max(start, terms[-1].end + days(1)), None
        return terms[place], max(start, terms[place].start), terms[place].end


def the_card(case):
    """ "An EAD is in the case when `ead_end` is given; with `ead_start` blank it has begun."""
    if case.ead_end is None:
        return None
    ped = case.program_end
    known_from = case.ead_start or case.ead_end  # "`ead_start` (blank: `ead_end`)"
    category = case.ead_category or likely_category(case, known_from)
    end = min(case.ead_end, ped) if category == "opt_pre" else case.ead_end  # "for an opt_pre card PED at the latest"
    # "before `program_start` belongs to an earlier level: its end is `program_start - 1` at the latest"
    earlier_level = known_from < case.program_start
    if earlier_level:
        end = min(end, case.program_start - days(1))
    return Ead(category, case.ead_start, end, earlier_level)


def likely_category(case, known_from):
    """`ead_category` "when blank".

    # reading: the same three sentences for a card of an earlier level, with this level's PED.
    """
    ped = case.program_end
    # "`opt_stem` if `ead_end` is after `ead_start + 12 months`"; with `ead_start` blank that half says nothing
    longer_than_a_year = case.ead_start and case.ead_end > add_months(case.ead_start, law("opt_months"))
    if longer_than_a_year or case.ead_end > add_months(ped, law("opt_post_months_after_program")):
        return "opt_stem"
    return "opt_pre" if known_from <= ped else "opt_post"  # "on or before PED"


# ---- the answer -----------------------------------------------------------------------------------------------------


def no(reasons, cautions=()):
    """Verdict `no`: all is blank but the reasons and the few cautions that explain them."""
    return dict(
        verdict="no", earliest_start=None, authorized_until=None, shift_days=None, next_step="", next_step_by=None,
        route_closes=None, float_days=None, reasons=sorted(reasons, key=REASONS.index),
        cautions=set(cautions) & CAUTIONS_OF_A_NO, early={},
    )  # fmt: skip


def verdict(case, earliest, until):
    """ "`later` (earliest start after the offer's start) · `partly` (the authorization ends before the offer does)"."""
    if case.offer_start is None:  # "With no offer start in the case: `yes` or `no`"
        return "yes"
    if earliest > case.offer_start:  # reading: `later` wins over `partly` when both hold, as listed
        return "later"
    return "partly" if case.offer_end and until < case.offer_end else "yes"


def open_or_late(q, *, reasons, cautions, earliest, until, last_start=None, step=None):
    """The answer of a route whose own codes are known: `no`, or dates. `step` is (name, by, closes, early dates)."""
    start = q.start(earliest)
    # "`too_late_to_start` only when nothing else applies": "S is after the last day on which work may start, or
    # after the last day of the authorization"
    # reading: post-completion OPT and STEM have no "last day on which work may start" but the authorization's.
    if not reasons and start > min(until, last_start or until):
        reasons = ["too_late_to_start"]
    if reasons:
        return no(reasons, cautions)
    if start.weekday() >= 5:
        cautions = cautions | {"weekend_start"}
    if "projected_term" in cautions:  # said of an open route; of a closed one only where E is projected
        cautions = cautions - {"projected_term"} | {"projected_calendar"}
    name, by, closes, early = step or ("", None, None, {})
    offer_start = q.case.offer_start
    return dict(
        verdict=verdict(q.case, earliest, until),
        earliest_start=earliest,
        authorized_until=until,
        # "days the offer's start must move later (0 when it need not); blank when ... no offer start"
        shift_days=max(0, (earliest - offer_start).days) if offer_start else None,
        next_step=name,
        next_step_by=by,
        route_closes=closes,
        # "`next_step_by` minus the earliest date the step can happen"
        float_days=(by - early[name]).days if by else None,
        reasons=[],
        cautions=cautions,
        early=early,
    )


# What a held case leaves unsaid: each tells something of a day after filing.
DATED = {"processing_overdue", "premium_from_today", "requested_start_unknown", "unemployment_limit", "work_gap", "weekend_start",
         "limit_of_the_first_card", "projected_term", "evidence_request"}


def held(q, plan, cautions, closes, good_for, lead):
    """ "`held_case` (the student marks it: every date after filing is unknown)": what can still be done until filing.

    # reading: whether the route is closed is told as ever, but for the codes that hang on the day work would start.
    """
    last, early = closes, {name: day for name, day in plan.early.items() if name in ("requested", "recommended", "filed")}
    if plan.step == "filed" and good_for:
        last = min(day for day in (closes, plan.recommended + good_for) if day)
    if plan.step == "requested" and last:
        last = q.on if plan.expedite else q.ask_school_by(last, lead)
    if plan.step == "approved":
        last = None
    return dict(
        verdict="unknown", earliest_start=None, authorized_until=None, shift_days=None, next_step=plan.step,
        next_step_by=last, route_closes=last, float_days=(last - early[plan.step]).days if last else None, reasons=[],
        cautions=cautions - DATED | {"held_case"}, early=early,
    )  # fmt: skip


def common_reasons(q, route):
    """Codes that read the case alone and mean the same wherever they apply."""
    case, reasons = q.case, []
    # "an `opt_post` or `opt_stem` card of this level; `opt_pre` also: an `opt_pre` card; `opt_stem`: an `opt_stem`"
    bars = {
        "opt_pre": {"opt_pre", "opt_post", "opt_stem"},
        "opt_post": {"opt_post", "opt_stem"},
        "opt_stem": {"opt_stem"},
    }
    # reading: also when that card has expired.
    if q.card_of_this_level in bars.get(route, ()):
        reasons.append("already_authorized")
    if route in ("cpt", "opt_pre", "opt_post", "opt_stem") and case.level == "language":
        reasons.append("language_training")
    if route in ("on_campus", "cpt", "opt_pre", "hardship", "intl_org") and q.on > case.program_end:  # "D after PED"
        reasons.append("program_over")
    if needs_academic_year(q, route) and q.year_complete > case.program_end:  # "E after PED"
        reasons.append("academic_year_incomplete")
    if route in ("opt_pre", "opt_post") and case.cpt_full_time_days >= law("cpt_year_days"):
        reasons.append("cpt_year_used")
    if route in ("opt_pre", "opt_post") and case.opt_days_used >= law("opt_days"):
        reasons.append("opt_used_up")
    if route not in ("on_campus", "hardship", "intl_org") and not case.related:  # "all but `on_campus`"
        reasons.append("unrelated_work")
    if route == "cpt" and not case.curricular:
        reasons.append("not_curricular")
    return reasons


def needs_academic_year(q, route):
    """ "`cpt` (unless exempt), `opt_pre`, `opt_post`"."""
    graduate = q.case.level in ("master", "doctorate", "postdoc")
    # "(not for a master, doctoral or post-doctoral program with `training_required`)"
    exempt = route == "cpt" and graduate and q.case.training_required
    return route in ("cpt", "opt_pre", "opt_post", "hardship") and not exempt


def assumed_year(q, route):
    """ "caution `academic_year_assumed`" where E plays a part in the route."""
    if not needs_academic_year(q, route):
        return set()
    assumed = {"academic_year_assumed"} if q.year_assumed else set()
    # reading: to file for OPT after graduation the year has to be complete by the program's end, sooner is no matter
    doubtful = q.year_projected and (route != "opt_post" or q.year_projected > q.case.program_end)
    return assumed | ({"projected_calendar"} if doubtful else set())


def stem_reasons(q):
    """ "`no_e_verify`, `unpaid_stem`, `under_20h_stem`": "blank `e_verify` is a caution ..., not a reason"."""
    reasons = []
    if q.case.e_verify is False:
        reasons.append("no_e_verify")
    if not q.case.paid:
        reasons.append("unpaid_stem")
    if q.case.hours_per_week < law("stem_hours"):
        reasons.append("under_20h_stem")
    return reasons


def work_days(q, earliest, until):
    """The planned days of work: from S to the offer's end, the authorization's at the latest.

    # reading: where S is after the offer's end, its first day alone.
    """
    start = q.start(earliest)
    last = max(start, min(q.case.offer_end or until, until))
    return (start + days(n) for n in range(length(start, last)))


def too_many_hours(q, earliest, until):
    """ "more than 20 h a week while school is in session; a school without terms counts as in session"."""
    if q.case.hours_per_week <= law("in_session_hours"):
        return False
    return not q.school.main() or any(q.school.in_session(day) for day in work_days(q, earliest, until))


def always_too_many_hours(q):
    """The same where no day of work is known: only a school without terms, always in session, makes it certain."""
    return q.case.hours_per_week > law("in_session_hours") and not q.school.main()


def session_projected(q, earliest, until):
    """ "projected_calendar" where the hours are lawful by what a projected term says."""
    if q.case.hours_per_week <= law("in_session_hours"):
        return set()
    return {"projected_term"} if any(q.school.projected(day) for day in work_days(q, earliest, until)) else set()


def unemployment(q, ead_start, start, stem):
    """ "`unemployed_days` + days from max(D, ead_start) to S - 1 exceed 90, or 150 with STEM".

    # reading: "with STEM" is the `opt_stem` route or card, not a STEM degree on the first 12 months.
    """
    idle = length(max(q.on, ead_start or q.on), start - days(1))
    limit = law("unemployment_days_stem" if stem else "unemployment_days")
    return {"unemployment_limit"} if q.case.unemployed_days + idle > limit else set()


# ---- routes without an agency ---------------------------------------------------------------------------------------


def on_campus(q):
    """Work for the school itself: an F-1 needs nobody's permission, a J-1 the responsible officer's."""
    case, ped = q.case, q.case.program_end
    if not case.on_campus:
        return no(["off_campus"])  # "stand alone"
    if case.status == "F-1":
        # "`>= program_start - 30`", "no work starts before `offer_in_hand`", "`<= PED`"
        earliest = max(q.offer_in_hand, case.program_start - days(law("on_campus_before_start")))
        reasons = common_reasons(q, "on_campus") + (["over_20h"] if too_many_hours(q, earliest, ped) else [])
        cautions = session_projected(q, earliest, ped)
        return open_or_late(q, reasons=reasons, cautions=cautions, earliest=earliest, until=ped)
    # J-1: "`authorized = requested + on-campus lead`, `requested >= offer_in_hand`"
    requested = q.offer_in_hand
    authorized = q.answered(requested, "on_campus")
    earliest = max(authorized, case.program_start)  # "(J-1: `>= authorized`, `>= program_start`)"
    reasons = common_reasons(q, "on_campus") + (["over_20h"] if too_many_hours(q, earliest, ped) else [])
    cautions = session_projected(q, earliest, ped)
    by = q.ask_school_by(q.start(earliest), "on_campus")
    closes = q.ask_school_by(ped, "on_campus")  # "where there is none ..., PED, walked back"
    step = ("requested", by, closes, dict(requested=requested, authorized=authorized))
    return open_or_late(q, reasons=reasons, cautions=cautions, earliest=earliest, until=ped, step=step)


def current_ead(q):
    """Work under the card already in the case."""
    case, card = q.case, q.ead
    if case.status == "J-1":
        return no(["wrong_status"])
    if card is None:
        return no(["no_ead"])
    reasons = common_reasons(q, "current_ead")
    if card.end < q.on:  # "its end is before D"
        reasons.append("ead_expired")
    if card.category == "opt_stem":  # "the last three also `current_ead` with an `opt_stem` card"
        reasons += stem_reasons(q)
    earliest = max(q.offer_in_hand, card.start or q.offer_in_hand)  # "`>= ead_start`"; blank: "it has begun"
    cautions = set()
    if card.category == "opt_pre":
        if too_many_hours(q, earliest, card.end):
            reasons.append("over_20h")
        cautions |= session_projected(q, earliest, card.end)
    # no unemployment limit before completion; reading: a card of an earlier level is counted like any other
    if card.category != "opt_pre":
        cautions |= unemployment(q, card.start, q.start(earliest), stem=card.category == "opt_stem")
    if card.category == "opt_post" and case.hours_per_week < law("opt_hours"):
        cautions.add("under_20h")
    if card.category == "opt_stem" and case.e_verify is None:
        cautions.add("e_verify_unknown")
    return open_or_late(q, reasons=reasons, cautions=cautions, earliest=earliest, until=card.end)


def cpt(q):
    """Training that is part of the curriculum, authorized by the school alone."""
    case, ped = q.case, q.case.program_end
    if case.status == "J-1":
        return no(["wrong_status"])
    # "`signed = offer_in_hand + academic sign-off`; `requested >= signed`; `authorized = requested + CPT lead`"
    signed = q.answered(q.offer_in_hand, "sign_off")
    requested = signed
    authorized = q.answered(requested, "cpt")
    earliest = max(authorized, case.program_start)
    if needs_academic_year(q, "cpt"):
        earliest = max(earliest, q.year_complete)  # "`>= E`"
    # inside a term: the first day on which the offer's own start, or else any start, can lie in one
    registered = date.min if case.training_required else signed  # "no credit is needed where everybody trains"
    wanted = q.start(earliest)
    _, for_offer, _ = q.school.cpt_term(wanted, registered)
    earliest = for_offer if for_offer > wanted else q.school.cpt_term(earliest, registered)[1]
    start = q.start(earliest)
    term, _, ends = q.school.cpt_term(start, registered)
    until = min(ped, ends or ped)
    by = q.ask_school_by(start, "cpt")
    if term and not case.training_required:  # reading: who has not asked by the last day to add the credit has lost the term
        by = min(by, max(term.add_deadline or term.end, registered))
    closes = q.ask_school_by(ped, "cpt")  # "where there is none ..., PED, walked back"
    return open_or_late(
        q,
        reasons=common_reasons(q, "cpt"),
        cautions=assumed_year(q, "cpt") | cpt_cautions(q, start, until) | term_cautions(q, term, start, registered),
        earliest=earliest,
        until=until,  # "PED, or the end of the term it is authorized in where the school aligns CPT with terms"
        step=("requested", by, closes, dict(signed=signed, requested=requested, authorized=authorized)),
    )


def term_cautions(q, term, start, registered):
    """What the term of the work brings with it: a projected date, online credit, a deadline nobody is sure of, the last term."""
    cautions = set()
    if term and term.band:
        cautions.add("projected_term")
    if term and not q.case.training_required and (term.add_deadline is None or term.add_deadline < registered):
        cautions.add("add_deadline_unsure")
    if term and term.kind in q.school.online and not q.case.training_required:
        cautions.add("online_credit")
    running = [main for main in q.school.main() if main.start <= start]
    following = running and q.school.after(running[-1])
    if following and following.start > q.case.program_end:
        cautions.add("final_term")
    return cautions


def cpt_cautions(q, start, until):
    """What a CPT offer costs: full-time days, and the guidance of 2026."""
    case, cautions, offered = q.case, set(), 0
    if case.hours_per_week > law("full_time_cpt_hours"):
        cautions.add("full_time_cpt")
        # "full-time CPT days used + this offer's": its own dates; blank: from S, or to the last authorized day
        if case.offer_start and case.offer_end:
            offered = length(case.offer_start, case.offer_end)
        else:
            offered = length(start, case.offer_end or until)
    if case.cpt_full_time_days + offered >= law("cpt_warning_days"):  # "reach 335"
        cautions.add("cpt_year_at_risk")
    if case.contractor:
        cautions.add("contractor_on_cpt")
    if q.on >= law("cpt_guidance_from") and not case.training_required:
        cautions.add("cpt_guidance_2026")
    return cautions


def at(q):
    """Academic Training of a J-1 student, authorized before the program ends."""
    case, ped = q.case, q.case.program_end
    # reading: "all but `on_campus` for a J-1; `at` for an F-1" leaves `at` to the J-1.
    if case.status == "F-1":
        return no(["wrong_status"])
    cautions = set()
    signed = q.answered(q.offer_in_hand, "sign_off")
    requested = signed
    # "where the window is closed: S with `authorized = requested + AT lead`, as if open"
    authorized = q.answered(requested, "at")
    closed = q.offer_in_hand > ped  # "closed only when D (for `at`: `offer_in_hand`) is after its last day"
    expedite = not closed and authorized > ped  # "only a school's lead time overshoots it"
    if expedite:
        # "the step is planned on the window's last day"
        # reading: the academic sign-off is hurried too, so `signed` is the day the offer is in hand.
        signed = requested = q.offer_in_hand
        authorized = ped
        cautions.add("expedite")
    earliest = max(authorized, case.program_start)
    start = q.start(earliest)
    until, confirm = at_until(case, start)
    reasons = common_reasons(q, "at")
    if closed:
        reasons.append("filing_window_closed")
    if until < start:  # "no day is left when starting on S; listed beside other codes"
        reasons.append("at_used_up")
    by = q.ask_school_by(min(start, ped), "at")  # authorized by S, and "`authorized <= PED`"
    # reading: "`at`: `authorized <= PED`" and nothing else, even where nondegree's 24 months end before.
    closes = q.ask_school_by(ped, "at")
    if expedite:
        by = closes = q.offer_in_hand  # "Under `expedite` both are D (`at`: `offer_in_hand`)"
    return open_or_late(
        q,
        reasons=reasons,
        cautions=cautions | confirm,
        earliest=earliest,
        until=until,
        last_start=ped + days(law("at_last_start")),  # "`<= PED + 30`"
        step=("requested", by, closes, dict(signed=signed, requested=requested, authorized=authorized)),
    )


def at_until(case, start):
    """Last day of Academic Training that starts on `start`, and the caution that the officer must confirm it."""
    ped, used = case.program_end, days(case.at_days_used)
    months, cautions = law("at_months"), set()
    if case.level == "postdoc":
        months = law("at_months_postdoc")
    elif case.level == "doctorate" and start > ped:  # "for a doctorate when S is after PED, caution `ro_confirms`"
        # reading: the caution belongs to the doctorate, not to the postdoc.
        months, cautions = law("at_months_postdoc"), {"ro_confirms"}
    studied = days(length(case.program_start, ped))  # "days from program_start to PED, both included"
    last = min(add_months(start, months) - days(1) - used, start + studied - days(1) - used)
    if case.level == "nondegree":  # "also program_start + 24 months - 1 day"
        last = min(last, add_months(case.program_start, law("nondegree_months")) - days(1))
    return last, cautions


# ---- routes through Form I-765 --------------------------------------------------------------------------------------


@dataclass
class Filing:
    """`requested -> recommended -> filed -> approved -> card`, as far as it is done and as planned."""

    window_closed: bool = False
    filed: date | None = None  # the fact or the plan
    approved: date | None = None
    card: date | None = None
    is_filed: bool = False  # a valid filing is a fact
    recommended: date | None = None  # a recommendation that can still be used is a fact
    expedite: bool = False
    cautions: set = field(default_factory=set)
    early: dict = field(default_factory=dict)  # planned milestones only

    @property
    def step(self):
        """ "the first milestone that is not yet done and that someone must do"."""
        if self.is_filed:
            return "approved"
        return "filed" if self.recommended else "requested"


def filing(q, route, opens, closes, good_for, lead, premium=None, first=None):
    """The chain of one OPT route; `closes` is None where there is no last day, `good_for` is the 30 or 60 days."""
    case = q.case
    mine = case.i765_category == route  # facts are "for the route in `i765_category`"
    filed = case.i765_filed if mine else None
    recommended = case.dso_recommended if mine else None
    cautions = set()
    if filed and filed < opens:  # "Filed before its first day: as if not filed, whatever else holds"
        filed = None
        # reading: on a STEM card's own route too, where the filing that led to that card is always too early.
        cautions.add("filed_too_early")  # "`dso_recommended` stays a fact"
    premium = q.wants_premium if premium is None else premium
    if filed:
        return filed_already(q, filed, recommended, closes, good_for, cautions, premium)
    # "A recommendation that expires before it can be used must be asked for again"
    # reading: also said when the window has closed meanwhile; not said of a filing that came after the 30 days.
    if recommended and recommended + good_for < max(q.on, opens):
        recommended = None
        cautions.add("recommendation_expired")
    # "A window is closed only when D ... is after its last day"
    if closes and q.on > closes:
        return Filing(window_closed=True, cautions=cautions)
    return to_be_filed(q, recommended, opens, closes, good_for, lead, cautions, premium, first or q.on)


def filed_already(q, filed, recommended, closes, good_for, cautions, premium):
    """A filing that is a fact: too late, or waiting for the agency."""
    # "Filed after the window's last day, or after `dso_recommended` + 30 (STEM 60): `filing_window_closed`"
    closed = bool((closes and filed > closes) or (recommended and filed > recommended + good_for))
    decided = filed + days(q.standard)
    # PREM-RFE: "will stop and will recommence with a new timeframe on receipt of the response: full new 30 bd"
    # reading: no decision before the response; while there is none the response is planned on D
    answered = (q.case.rfe_answered or q.on) if q.case.rfe_received else filed
    decided = max(decided, answered)
    if q.case.rfe_received:
        cautions.add("evidence_request")
    if premium:
        # "the earlier of the standard date and max(D, i907_filed + 30 federal business days)";
        # "without `i907_filed` it is asked for on D"
        decided = min(decided, add_business_days(max(q.case.i907_filed or q.on, answered), q.premium))
        if not q.case.i907_filed:
            cautions.add("premium_from_today")
    if decided < q.on:  # "when the planning figure has passed"
        cautions.add("processing_overdue")
    approved = max(q.on, decided)  # "`approved = max(D, filed + processing)`"
    card = approved + days(q.card)
    early = dict(approved=approved, card_received=card)
    if closed:  # its dates still say when the work would have begun
        return Filing(True, filed, approved, card, is_filed=True, cautions=cautions & {"filed_too_early"})
    return Filing(filed=filed, approved=approved, card=card, is_filed=True, cautions=cautions, early=early)


def to_be_filed(q, recommended, opens, closes, good_for, lead, cautions, premium, first):
    """A filing still to come, each step on its first possible day."""
    result = Filing(recommended=recommended, cautions=cautions)
    if recommended:
        result.filed = max(q.on, recommended, opens)
    else:
        # "`recommended = requested + lead`", "`filed >= recommended`", "`filed <= recommended + 30`":
        # the first day whose lead reaches the opening less 30 days
        requested = first
        while q.answered(requested, lead) + good_for < opens:
            requested += days(1)
        planned = q.answered(requested, lead)
        result.filed = max(planned, opens)
        if closes and result.filed > closes:  # "only a school's lead time overshoots it"
            requested = q.on
            planned = result.filed = closes  # "the step is planned on the window's last day, caution `expedite`"
            result.expedite = True
            cautions.add("expedite")
        result.early.update(requested=requested, recommended=planned)
    # "`approved = filed + processing`"; "`premium`: not filed: 30 federal business days from filing"
    # reading: premium even where an overridden standard time would be shorter.
    if premium:
        result.approved = add_business_days(result.filed, q.premium)
    else:
        result.approved = result.filed + days(q.standard)
    result.card = result.approved + days(q.card)  # "`card = approved + card time`"
    result.early.update(filed=result.filed, approved=result.approved, card_received=result.card)
    return result


def file_by(q, card_by):
    """Latest filing whose card comes by that day, "walked back through the planning figures"."""
    approved_by = card_by - days(q.card)
    return submit_by(approved_by, q.premium) if q.wants_premium else approved_by - days(q.standard)


def next_step(q, plan, start_needs_filing_by, route_needs_filing_by, good_for, lead, approved_by):
    """(name, `next_step_by`, `route_closes`, early dates) of a route through Form I-765."""
    if plan.step == "approved":  # "`route_closes` ... Blank when the step is `approved`"
        return "approved", approved_by, None, plan.early
    if plan.expedite:
        return "requested", q.on, q.on, plan.early  # "Under `expedite` both are D"
    if plan.step == "filed":  # "the recommendation's 30 (STEM 60) days count too"
        last = plan.recommended + good_for
        return "filed", min(start_needs_filing_by, last), min(route_needs_filing_by, last), plan.early
    by, closes = (q.ask_school_by(day, lead) for day in (start_needs_filing_by, route_needs_filing_by))
    return "requested", by, closes, plan.early


def opt_pre(q):
    """Optional practical training before the program ends."""
    case, ped = q.case, q.case.program_end
    if case.status == "J-1":
        return no(["wrong_status"])
    good_for = days(law("opt_recommendation_days"))
    opens = q.year_complete - days(law("opt_pre_opens"))  # "`filed >= E - 90`"; no last day
    plan = filing(q, "opt_pre", opens, None, good_for, "opt")
    reasons = common_reasons(q, "opt_pre")
    # "`>= card`, `>= E`, `>= program_start`, `<= PED`"
    earliest = max(q.offer_in_hand, plan.card, q.year_complete, case.program_start)
    start = q.start(earliest)
    # "min(PED, S + 12 months - 1 day - days used)"
    until = min(ped, add_months(start, law("opt_months")) - days(1) - days(case.opt_days_used))
    if always_too_many_hours(q) if case.held else too_many_hours(q, earliest, until):
        reasons.append("over_20h")
    if plan.window_closed:  # "`opt_pre` (only: filed after `dso_recommended` + 30)"
        reasons.append("filing_window_closed")
    cautions = plan.cautions | assumed_year(q, "opt_pre")
    if reasons:
        return no(reasons, cautions)
    if case.held and case.offer_start and case.offer_start > ped:  # S is not before the offer's own start
        return no(["too_late_to_start"], cautions)
    if case.held:
        return held(q, plan, cautions, None, good_for, "opt")
    cautions |= session_projected(q, earliest, until)
    step = next_step(q, plan, file_by(q, start), file_by(q, ped), good_for, "opt", start - days(q.card))
    return open_or_late(
        q, reasons=[], cautions=cautions, earliest=earliest, until=until, last_start=ped, step=step
    )


def opt_post(q):
    """Optional practical training after the program ends."""
    case, ped = q.case, q.case.program_end
    if case.status == "J-1":
        return no(["wrong_status"])
    good_for = days(law("opt_recommendation_days"))
    opens = ped - days(law("opt_post_opens"))  # "`filed >= PED - 90`"
    closes = ped + q.sixty("opt_post_closes")  # "`filed <= PED + 60`"
    plan = filing(q, "opt_post", opens, closes, good_for, "opt")
    reasons = common_reasons(q, "opt_post") + (["filing_window_closed"] if plan.window_closed else [])
    cautions = plan.cautions | assumed_year(q, "opt_post")
    if reasons:
        return no(reasons, cautions)
    first, last = ped + days(law("opt_post_first_start")), ped + q.sixty("opt_post_last_start")
    earliest = max(q.offer_in_hand, plan.card, first)  # "`>= card`, `>= PED + 1`"
    if plan.is_filed:
        # "filed: `opt_requested_start`, else PED+60 is planned (caution `requested_start_unknown`)"
        requested_start = case.opt_requested_start or last
        ead_start = max(requested_start, plan.approved)  # "`ead_start = max(requested_start, approved)`"
        earliest = max(earliest, ead_start)  # "once filed also `>= ead_start`"
        start = q.start(earliest)
    else:
        start = q.start(earliest)
        requested_start = min(max(start, first), last)  # "not filed: S clamped into `PED+1 .. PED+60`"
        ead_start = max(requested_start, plan.approved)
    # "`ead_end = min(ead_start + 12 months - 1 day - days used, PED + 14 months)`"
    until = min(
        add_months(ead_start, law("opt_months")) - days(1) - days(case.opt_days_used),
        add_months(ped, law("opt_post_months_after_program")),
    )
    cautions |= opt_post_cautions(q, plan) | unemployment(q, ead_start, start, stem=False)
    if case.held:
        return held(q, plan, cautions, closes, good_for, "opt")
    by = min(file_by(q, start), closes)
    step = next_step(q, plan, by, closes, good_for, "opt", start - days(q.card))
    return open_or_late(q, reasons=[], cautions=cautions, earliest=earliest, until=until, step=step)


def opt_post_cautions(q, plan):
    """What blocks nothing but should be known before post-completion OPT."""
    case, cautions = q.case, set()
    if plan.is_filed and case.opt_requested_start is None:
        cautions.add("requested_start_unknown")
    if case.hours_per_week < law("opt_hours"):
        cautions.add("under_20h")
    # "`opt_days_used` blank or 0 with an `opt_pre` card of this level"
    if q.card_of_this_level == "opt_pre" and case.opt_days_used == 0:
        cautions.add("opt_days_unknown")
    # "a pending pre-completion application does not become post-completion": no card of it yet
    if case.i765_filed and case.i765_category == "opt_pre" and q.card_of_this_level != "opt_pre":
        cautions.add("pending_precompletion")
    if not plan.is_filed and case.program_end >= law("fixed_period_from") and q.regime is None:
        cautions.add("contested_rule")
    return cautions


def opt_stem(q):
    """The 24 months after post-completion OPT for a STEM degree."""
    case = q.case
    if case.status == "J-1":
        return no(["wrong_status"])
    # "needs an `opt_post` card of this level"; an `opt_stem` card is `already_authorized` and "its window and STEM
    # codes are computed with that card's `ead_end` too"
    if q.card_of_this_level not in ("opt_post", "opt_stem"):
        return no(["no_ead"])
    ead_end = q.ead.end
    good_for = days(law("stem_recommendation_days"))
    # "`filed >= ead_end - 90`, `filed <= ead_end`, `filed <= recommended + 60`"
    plan = filing(q, "opt_stem", ead_end - days(law("stem_opens")), ead_end, good_for, "stem")
    reasons = common_reasons(q, "opt_stem") + stem_reasons(q)
    if not case.stem:
        reasons.append("not_stem")
    if plan.window_closed:
        reasons.append("filing_window_closed")
    if reasons:
        return no(reasons, plan.cautions)
    pending_ends = ead_end + days(law("stem_pending_days"))  # "Work under a pending application ends on ead_end + 180"
    earliest = stem_start(q, plan.card, pending_ends)
    start = q.start(earliest)
    until = add_months(ead_end + days(1), law("stem_months")) - days(1)  # "(ead_end + 1) + 24 months - 1 day"
    by, approved_by = ead_end, None
    if start > pending_ends:  # only then does S hang on the card
        by, approved_by = min(ead_end, file_by(q, start)), start - days(q.card)
    step = next_step(q, plan, by, ead_end, good_for, "stem", approved_by)
    cautions = plan.cautions | unemployment(q, q.ead.start, start, stem=True)
    if unemployment(q, q.ead.start, min(start, ead_end + days(1)), stem=False):
        cautions.add("limit_of_the_first_card")  # the larger limit holds only once the extension has begun
    if case.e_verify is None:
        cautions.add("e_verify_unknown")
    # "`card` after `ead_end + 181` and S on or before `ead_end + 180`"
    if plan.card > pending_ends + days(1) and start <= pending_ends:
        cautions.add("work_gap")
    if case.held:
        return held(q, plan, cautions, ead_end, good_for, "stem")
    return open_or_late(q, reasons=[], cautions=cautions, earliest=earliest, until=until, step=step)


def stem_start(q, card, pending_ends):
    """Earliest start on the STEM extension: the first part under the present card, then pending, then the new card."""
    case, ead_end = q.case, q.ead.end
    # "`>= ead_start` when the offer starts on or before `ead_end` and D is not after it (the first part is under the
    # present card)"; otherwise "`>= ead_end + 1`"
    # reading: without an offer start there is no first part.
    first_part = case.offer_start is not None and case.offer_start <= ead_end and q.on <= ead_end
    opens = (q.ead.start or q.offer_in_hand) if first_part else ead_end + days(1)
    earliest = max(q.offer_in_hand, opens)
    if earliest > pending_ends:  # "when the earliest start is later than that, `>= card` too"
        earliest = max(earliest, card)
    if pending_ends < q.start(earliest) < card:  # "when S is later than that and before `card`"
        earliest = card  # "the earliest start is `card`"
    return earliest


# ---- routes that a fact asks for ------------------------------------------------------------------------------------


def cap_gap(q):
    """OPT that goes on by itself while an H-1B petition waits: CAPGAP-APR1, -HIST, -END, -GRACE, -UNEMP of the notes."""
    case, card = q.case, q.ead
    if case.status == "J-1":
        return no(["wrong_status"])
    if case.h1b_filed is None:
        return no(["no_petition"])
    # reading: without a start asked for, "start in that FY" is taken to be the first 1 October after the petition
    start_asked = case.h1b_start or next_october(case.h1b_filed)
    last = cap_gap_last_day(start_asked)
    if case.h1b_valid_from:  # "or until the validity start date of the approved petition, whichever is earlier"
        last = min(last, case.h1b_valid_from - days(1))
    on_opt = q.card_of_this_level in ("opt_post", "opt_stem")
    reasons = common_reasons(q, "cap_gap")
    if card and card.category == "opt_stem":
        reasons += stem_reasons(q)
    if not case.h1b_change_of_status:  # "requests change of status"
        reasons.append("no_change_of_status")
    if case.h1b_ended:  # "ends automatically on rejection, denial, revocation or withdrawal"
        reasons.append("petition_ended")
    ended = card.end if on_opt else case.program_end
    revived = q.regime == "fixed_period_2026" and ended >= law("fixed_period_from")
    stay = ended + days(law("grace_f1_revived" if revived else "grace_f1"))
    # reading: while an OPT application is pending the stay has no known end
    if case.h1b_filed > stay and (on_opt or not case.i765_filed):
        reasons.append("petition_too_late")
    elif not on_opt or case.h1b_filed > ended:  # "petition filed during the 60-day grace: status extends, work does not"
        reasons.append("no_opt_in_force")
    if reasons:
        return no(reasons)
    # the first part under the card, as for STEM
    first_part = case.offer_start is not None and case.offer_start <= card.end and q.on <= card.end
    opens = (card.start or q.offer_in_hand) if first_part else card.end + days(1)
    earliest = max(q.offer_in_hand, opens)
    stem = card.category == "opt_stem"
    cautions = unemployment(q, card.start, q.start(earliest), stem)
    if not stem and case.hours_per_week < law("opt_hours"):
        cautions.add("under_20h")
    if stem and case.e_verify is None:
        cautions.add("e_verify_unknown")
    if case.h1b_start is None:
        cautions.add("h1b_start_assumed")
    return open_or_late(q, reasons=[], cautions=cautions, earliest=earliest, until=last)


def next_october(day):
    """The first 1 October after a day."""
    first = date(day.year, law("cap_gap_october"), 1)
    return first if first > day else date(day.year + 1, law("cap_gap_october"), 1)


def cap_gap_last_day(h1b_start):
    """ "until April 1 of the fiscal year" of the start; before 2025-01-17 "until Oct 1 (work through Sep 30)".

    # reading: "until" a day ends the day before it, in April as in October.

    >>> cap_gap_last_day(date(2026, 10, 1)), cap_gap_last_day(date(2024, 10, 1)), cap_gap_last_day(date(2026, 9, 30))
    (datetime.date(2027, 3, 31), datetime.date(2024, 9, 30), datetime.date(2026, 3, 31))
    """
    october = law("cap_gap_october")
    begins = date(h1b_start.year - (h1b_start.month < october), october, 1)
    if begins < law("cap_gap_april_from"):
        return begins - days(1)
    return date(begins.year + 1, law("cap_gap_april"), 1) - days(1)


def hardship(q):
    """Work because of severe economic hardship: HARDSHIP of the notes."""
    case, ped = q.case, q.case.program_end
    if case.status == "J-1":
        return no(["wrong_status"])
    if not case.hardship:
        return no(["no_hardship"])
    # "one academic year in F-1 status": filed when it is complete; the recommendation of the school has no known end
    plan = filing(q, "hardship", q.year_complete, None, days(20_000), "opt", premium=False)
    reasons = common_reasons(q, "hardship")
    earliest = max(q.offer_in_hand, plan.card, case.program_start)
    # "EAD in one-year intervals up to the expected completion date"
    until = min(ped, add_months(plan.approved, 12 * law("hardship_card_years")) - days(1))
    if always_too_many_hours(q) if case.held else too_many_hours(q, earliest, until):
        reasons.append("over_20h")
    cautions = plan.cautions | assumed_year(q, "hardship")
    if until < ped:
        cautions.add("one_card_at_a_time")
    return through_uscis(q, plan, reasons, cautions, session_projected, earliest, until)


def intl_org(q):
    """Work for a recognized international organization: INTLORG of the notes."""
    case, ped = q.case, q.case.program_end
    if case.status == "J-1":
        return no(["wrong_status"])
    if not case.intl_org:
        return no(["no_intl_org"])
    # "written certification": it names the job, so nothing is asked for before the offer is in hand
    plan = filing(q, "intl_org", date.min, None, days(20_000), "opt", premium=False, first=q.offer_in_hand)
    earliest = max(q.offer_in_hand, plan.card, case.program_start)
    reasons = common_reasons(q, "intl_org")
    return through_uscis(q, plan, reasons, plan.cautions, lambda *_: set(), earliest, ped)


def through_uscis(q, plan, reasons, cautions, projected, earliest, until):
    """The answer of such a route: never by premium processing, and by the end of the program at the latest."""
    case, ped = q.case, q.case.program_end
    if not reasons and case.held and case.offer_start and case.offer_start > ped:
        reasons = ["too_late_to_start"]
    if reasons:
        return no(reasons, cautions)
    if case.held:
        return held(q, plan, cautions - {"one_card_at_a_time"}, None, None, "opt")
    start = q.start(earliest)
    cautions = cautions | projected(q, earliest, until)
    walked = [day - days(q.card) - days(q.standard) for day in (start, ped)]
    step = next_step(q, plan, *walked, days(20_000), "opt", start - days(q.card))
    return open_or_late(q, reasons=[], cautions=cautions, earliest=earliest, until=until, last_start=ped, step=step)


# ---- all routes -----------------------------------------------------------------------------------------------------


def answer(case, on, *, also=(), lead=None, i765_standard=120, i765_premium=30, card=14, regime=None, closures=None, school=None):
    """Every route of one case on one status date (planned reading); blank is None.

    `case` holds the keys of contract section 5, absent or None = blank. `lead` overrides the school's business days
    (cpt, opt, stem, at, sign_off, on_campus); `closures` are days the school is closed besides federal holidays.
    `also` names routes of ON_REQUEST to answer too. `school` is a Calendar: without one the school has no terms.
    Durations of the agency are calendar days, but `i765_premium` federal business days.
    """
    unknown = set(case) - set(DEFAULTS) - {"case_id", "school"}
    assert not unknown, f"not a key of a case: {sorted(unknown)}"
    given = {key: value for key, value in case.items() if value is not None}
    q = Question(
        case=SimpleNamespace(**(DEFAULTS | given)),
        on=on,
        lead=LEAD | (lead or {}),
        standard=i765_standard,
        premium=i765_premium,
        card=card,
        regime=regime,
        # reading: a school's own closures come on top of the federal holidays, they do not replace them.
        closed=frozenset(closures or ()),
        school=school or Calendar(),
    )
    chains = dict(
        on_campus=on_campus, current_ead=current_ead, cpt=cpt, opt_pre=opt_pre, opt_post=opt_post, opt_stem=opt_stem,
        at=at, cap_gap=cap_gap, hardship=hardship, intl_org=intl_org,
    )  # fmt: skip
    return {route: chains[route](q) for route in (*ROUTES, *also)}
