"""What each rule of a posting sees in a draft: a verdict and a sentence with the remedy, None where it has nothing to say."""
from __future__ import annotations

from datetime import date

from planner.posting_draft import FEE, HOURLY, INTERNSHIP, UNPAID, money
from planner.posting_title import is_bare, position_in, reads_right
from planner.wages import Minimum, minimum
from planner.words import counted, listed, long_day

FINE, MEND, CHECK, ADDED = "fine", "mend", "check", "added"


def _type(draft, rule, book):
    if draft.position_type == INTERNSHIP:
        return FINE, "The position type is Internship."
    return MEND, f"The position type is “{draft.position_type}”: choose Internship."


def _title(draft, rule, book):
    right = draft.finished_title
    if reads_right(draft.title, draft.term, draft.alumni):
        return FINE, f"The title reads {draft.title.strip()}."
    if not position_in(draft.title):
        return MEND, "The title is empty: enter a position, for example Data Analytics."
    if is_bare(draft.title):
        return ADDED, f"The title is completed: {right}."
    return MEND, f"The title reads “{draft.title.strip()}”: write {right}."


def _alumni(draft, rule, book):
    if not draft.alumni:
        return None
    if "Alumni Host" in draft.title:
        return FINE, "The title says Alumni Host."
    return ADDED, "Alumni Host is added to the title."


def _account(draft, rule, book):
    before = f" before {long_day(draft.posted)}" if draft.posted else " before you post"
    return CHECK, (f"Connect your employer account to {draft.school_name} and have it approved{before}: "
                   "the planner cannot see it, and no page says how long that takes.")


def _labels(draft, rule, book):
    return _no_words(draft, rule, book, "No school year and no major is preferred.", "remove it")


def _open_to_all(draft, rule, book):
    """Where another rule finds that some are shut out it says so; this one then cannot say that all are welcome."""
    others = any(book.broken(book.rule(about), _written(draft)) for about in ("labels", "authorization"))
    if others and not book.broken(rule, _written(draft)):
        return None
    return _no_words(draft, rule, book, "Open to all undergraduate and graduate students.", "open it to all students")


def _asked(draft, rule, book):
    return _no_words(draft, rule, book, "It asks for no bank or Social Security number and no fee.",
                     "remove it; such papers come after the offer")


def _excluded(draft, rule, book):
    return _no_words(draft, rule, book, "No kind of work that the platform does not take; students are 18 or older.",
                     "the platform does not take it; hire in another way")


def _deliverables(draft, rule, book):
    if not book.broken(rule, _written(draft)) and not book.is_said(rule, draft.text):
        return ADDED, "A line on what is delivered is added below: fill in the brackets."
    return _no_words(draft, rule, book, "It is described by what is delivered.", "say what is delivered instead")


def _written(draft) -> str:
    return f"{draft.title}\n{draft.text}"


def _no_words(draft, rule, book, fine, remedy):
    broken = book.broken(rule, _written(draft))
    if broken:
        named = [f"{_quoted(words)} {'names' if len(words) == 1 else 'name'} {what}" for what, words in broken.items()]
        return MEND, f"{listed(named)}: {remedy}."
    return FINE, fine


def _quoted(words: list[str]) -> str:
    return listed([f"“{word}”" for word in words])


def _authorization(draft, rule, book):
    remark = " ".join(f"{_quoted(words)}: {says}" for says, words in book.noted(rule, draft.text).items())
    broken = [word for words in book.broken(rule, draft.text).values() for word in words]
    if broken:
        shuts, it = ("shuts", "it") if len(broken) == 1 else ("shut", "them")
        says = f"{_quoted(broken)} {shuts} out students whom CPT, OPT or Academic Training would let work: remove {it}. {remark}"
        return MEND, says.strip()
    if remark:
        return CHECK, remark
    if draft.on_campus:
        return FINE, "On campus: F-1 students need no further authorization, J-1 students ask their office; the text says so."
    if book.is_said(rule, draft.text):
        return FINE, "It says that work needs authorization before it starts."
    return ADDED, "A sentence on work authorization was missing: added below."


def _learning(draft, rule, book):
    if book.is_said(rule, draft.text):
        return FINE, "It says what the student learns or who supervises."
    return ADDED, "Lines on learning and supervision are added below: fill in the brackets."


def _weeks(draft, rule, book):
    return _typical(rule, draft.weeks, counted(draft.weeks, "week"), "weeks")


def _hours(draft, rule, book):
    return _typical(rule, draft.hours, f"{draft.hours:g} hours a week", "hours a week")


def _typical(rule, amount, said, unit):
    span = f"{rule.low:g} to {rule.high:g} {unit}"
    if rule.holds(amount):
        return FINE, f"{said}: inside the typical {span}."
    return CHECK, f"{said}: outside the typical {span}. Nothing forbids it; say in the posting why."


def _season(draft, rule, book):
    if not draft.season:
        return CHECK, f"No calendar of {draft.school_name} is known for these days: check that they lie in one semester or break."
    if draft.season_end and draft.end > draft.season_end:
        return MEND, (f"It ends on {long_day(draft.end)}, after {draft.season} ends on {long_day(draft.season_end)}: "
                      "shorten it or start earlier.")
    if draft.band and draft.season_end and (draft.season_end - draft.end).days < draft.band:
        return CHECK, (f"It ends close to the end of {draft.season}, {long_day(draft.season_end)}, which is projected and may move "
                       f"by {counted(draft.band, 'day')}: ask the registrar.")
    return FINE, f"It lies in one season: {draft.season}{' (projected)' if draft.band else ''}."


def _advice(draft, rule, book):
    if not (draft.advised and draft.posted):
        return None
    if draft.posted <= draft.advised:
        return FINE, f"Posted by {long_day(draft.advised)}, the programme's own day."
    return CHECK, (f"The programme's own day, {long_day(draft.advised)}, is before your posting day, {long_day(draft.posted)}: "
                   "later than it advises; the dates above say who can still start.")


def _decision(draft, rule, book):
    if rule.holds(draft.decision):
        return FINE, f"{draft.to_decide} to decide."
    few = rule.low is not None and draft.decision < rule.low
    span = f"{rule.low:g} to {rule.high:g} business days" if rule.high else f"at least {rule.low:g} days"
    return (MEND if few else CHECK), f"{draft.to_decide} to decide: {'give' if few else 'the rule is'} {span}."


def _pay(draft, rule, book):
    unpaid = _unpaid_words(draft, book)
    if draft.pay == UNPAID:
        return _unpaid(draft, book)
    if unpaid:
        return MEND, unpaid
    if not draft.usd:
        return MEND, "No pay is entered: enter it, or choose unpaid and answer the questions."
    hourly = draft.usd if draft.pay == HOURLY else draft.usd / draft.total_hours
    said = f"{money(hourly)} an hour" + ("" if draft.pay == HOURLY else f" ({money(draft.usd)} for {draft.total_hours:g} hours)")
    region = draft.region or book.region(draft.school)
    floors = [(when, at) for when in (draft.start, draft.end) if (at := minimum(region, when))]
    if not floors:
        return CHECK, f"{said}: no minimum wage is known for {region} on {long_day(draft.start)}; ask the labor office."
    return _against(said, hourly, region, *max(floors, key=lambda floor: (floor[1].usd, not floor[1].known)))


def _unpaid_words(draft, book) -> str:
    """What to say about a text that wants work without pay though the job is paid; empty where it does not."""
    words = [word for words in book.broken(book.rule("pay"), _written(draft)).values() for word in words]
    return f"{_quoted(words)} names work without pay: pay every hour, of a trial or of training too." if words else ""


def _against(said: str, hourly: float, region: str, when: date, floor: Minimum):
    if hourly < floor.usd:
        of = long_day(when) if floor.known else f"the last one known, of {floor.wage.until.year}"
        return MEND, f"{said} is under the minimum wage of {money(floor.usd)} ({region}, {of}): pay at least that."
    if not floor.known:
        return CHECK, (f"{said}: the minimum wage of {when.year} is not known ({region}); it was {money(floor.usd)} in "
                       f"{floor.wage.until.year} and may rise. Ask the labor office before you post.")
    if floor.wage.verified:
        return FINE, f"{said}: at or over the minimum wage of {money(floor.usd)} ({region})."
    return CHECK, (f"{said}: at or over {money(floor.usd)}, the minimum of the whole country. The minimum wage of the state or "
                   "city where the work is done is not in the data and may be higher (not verified): ask its labor department.")


def _unpaid(draft, book):
    missing = [question for question in book.questions if question.id not in draft.answers]
    if missing:
        left = counted(len(missing), "question")
        return MEND, f"Unpaid work is not approved unless it meets federal labor law; {left} about that not answered yes: pay it."
    return CHECK, "Every question is answered yes, but none decides alone: the career center and a lawyer do. Paying is simpler."


def _total(draft, rule, book):
    hours = f"{draft.total_hours:g} hours in all"
    if rule.holds(draft.total_hours):
        return FINE, f"{hours}: inside {rule.low:g} to {rule.high:g}."
    remedy = "split it into several projects" if draft.total_hours > rule.high else "make it larger"
    return MEND, f"{hours}: a platform project takes {rule.low:g} to {rule.high:g}; {remedy}."


def _due(draft, rule, book):
    days = (draft.end - draft.start).days + 1
    if rule.holds(days):
        return FINE, f"Due {counted(days, 'day')} after it begins."
    return MEND, f"Due {counted(days, 'day')} after it begins: a platform project is due after one week to one month."


def _fee(draft, rule, book):
    if unpaid := _unpaid_words(draft, book):
        return MEND, unpaid
    if draft.pay != FEE:
        return MEND, "A platform pays a fixed fee when the work is accepted: enter one fee for the project."
    if not draft.usd:
        return MEND, f"No fee is entered: at least {money(rule.low)} for each estimated hour."
    each = draft.usd / draft.total_hours
    said = f"{money(draft.usd)} for {draft.total_hours:g} hours is {money(each)} an hour"
    if rule.holds(each):
        return FINE, f"{said}: at or over the platform's {money(rule.low)}."
    return MEND, f"{said}: pay at least {money(rule.low * draft.total_hours)}, or ask the platform to approve less."


def _contractor(draft, rule, book):
    if not draft.contractor:
        return None
    return CHECK, (f"A fixed fee makes the student a contractor (Form 1099). For CPT: ask the international office of "
                   f"{draft.school_name} first; several schools refuse it, so the planner shows no date that counts on it.")


CHECKS = {"type": _type, "title": _title, "alumni": _alumni, "account": _account, "labels": _labels, "pay": _pay, "weeks": _weeks,
          "hours": _hours, "season": _season, "advice": _advice, "decision": _decision, "authorization": _authorization,
          "open_to_all": _open_to_all, "learning": _learning, "asked": _asked, "total": _total, "due": _due, "fee": _fee,
          "deliverables": _deliverables, "excluded": _excluded, "contractor": _contractor}
