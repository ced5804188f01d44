"""What a host reads first: by when to post, who else can make it, and what holds each date, in sentences."""
from __future__ import annotations

from datetime import date

from planner.answer import Answer
from planner.hiring_steps import OWN_FIGURE
from planner.host_views import NEVER, NOW, PAST, HostView, SituationView, first_of, working_weeks
from planner.notes import cite, reason_notes
from planner.row import Row
from planner.schedule import driving_path
from planner.steps import lag_of
from planner.term_words import ask_the_registrar, ends_with_its_term, moved_to_a_term
from planner.views import Note
from planner.words import counted, listed, long_day, sentence

SOONEST = ("on_campus", "card", "cpt")
WHO = {"card": "students who hold a work card", "stem_card": "students who hold a STEM card", "cpt": "students on CPT",
       "cpt_required": "students whose program requires training", "at": "J-1 students",
       "pending": "students who wait for their card", "premium": "students who file for OPT with premium processing",
       "standard": "students who have yet to file for OPT", "first_year": "first-year students",
       "on_campus": "F-1 students on campus", "on_campus_j1": "J-1 students on campus"}


ACCOUNT = "account_connected"


def headline(views: list[SituationView], start: date, end: date, account: int = 0) -> str:
    """By when to post, in one sentence; of a job that outlasts their authorization, until when they can work.

    account: business days until a new employer account is connected.
    """
    best = first_of(views)
    if best and best.asks_first:
        return f"Ask the office first: if it agrees, post by {long_day(best.post_by)} for a start on {long_day(start)}."
    if best:
        return _post_by(best, start, end, account)
    missed = [view for view in views if view.verdict == PAST]
    if not missed:
        return f"No international student can start on {long_day(start)}, whenever you post."
    last = max(missed, key=lambda view: view.post_by)
    return f"It is too late to post for {long_day(start)}: the last day was {long_day(last.post_by)}, for {WHO[last.name]}."


def _post_by(best: SituationView, start: date, end: date, account: int) -> str:
    """The headline for a kind of candidate who can be reached, in at most 25 words."""
    connected = best.step(ACCOUNT)
    if account and connected and connected.late:
        first = f"Ask for your employer account by {long_day(best.post_by, False)} and post by {long_day(connected.late)}"
        return f"{first}: {WHO[best.name]} can start on {long_day(start, start.year != connected.late.year)}."
    first = f"Post by {long_day(best.post_by)} and {WHO[best.name]} can"
    if best.ends:
        return f"{first} work {long_day(start, start.year != best.ends.year)} to {long_day(best.ends)}, {_part(best, start, end)}."
    return f"{first} start on {long_day(start)}."


def _part(view: SituationView, start: date, end: date) -> str:
    """How much of the job is authorized.

    A job of ten weeks from a Monday to a Sunday has ten working weeks.
    """
    done, whole = working_weeks(start, view.ends), working_weeks(start, end)
    if done < whole:
        return f"{done} of the {counted(whole, 'week')}"
    return f"{counted((end - view.ends).days, 'day')} short"


def cut_short(views: list[SituationView], start: date, end: date) -> str:
    """Where the authorization of the headline's candidates ends before the job: why, and who can do all of it."""
    best = first_of(views)
    if not (best and best.ends):
        return ""
    one_term = any("for one term here" in note.says for note in best.cautions if note.code == "ends_early")
    why = "CPT is authorized one term at a time" if one_term else "The authorization ends before the work does"
    why = f"{why}: after {long_day(best.ends)} the student {'asks again' if one_term else 'needs another'}."
    whole = [WHO[view.name] for view in views if _is_sure(view) and not view.ends and view.post_by >= best.post_by]
    all_of_it = f" {sentence(listed(whole))} can do the whole job, to {long_day(end)}." if whole else \
        " Nobody who can be reached by then can do the whole job."
    return why + all_of_it


def _is_sure(view: SituationView) -> bool:
    return view.verdict == NOW and not view.asks_first


def others(views: list[SituationView]) -> str:
    """Who has more time than the headline's, and who cannot make it."""
    if all(view.verdict != NOW for view in views):
        return _next_best(views)
    open_ = sorted((view for view in views if _is_sure(view)), key=lambda view: view.post_by)
    head = first_of(views)
    more = [WHO[view.name] for view in open_ if head and view.post_by > head.post_by]
    late = [WHO[view.name] for view in views if view.verdict != NOW]
    if WHO["premium"] in late and WHO["standard"] in late:          # slower ones go without saying
        late.remove(WHO["premium"])
    said = [f"{sentence(listed(more))} have more time."] if more else []
    if late:
        said.append(f"{sentence(listed(late))} cannot make this start.")
    if any(view.asks_first for view in views):
        said.append("For students on CPT this is contract work: several schools refuse that, so ask the office first.")
    return " ".join(said)


def account(days: int) -> str:
    """What "post by" means where the employer account is new; empty where it is not."""
    if not days:
        return ""
    return (f"In the tables “post by” is the day to ask the school to connect your employer account: that is counted with "
            f"{counted(days, 'business day')}, and the posting follows.")


def _next_best(views: list[SituationView]) -> str:
    """Where nobody makes the start: which start the posting asked about leads to."""
    by_name = {view.name: view for view in views}
    soonest = [by_name[name] for name in SOONEST if name in by_name and by_name[name].earliest_start]
    said = [f"{long_day(view.earliest_start)} for {WHO[view.name]}" for view in soonest]
    return f"The next start that can be made: {listed(said)}." if said else ""


def holds(row: Row, answer: Answer, verdict: str) -> str:
    """What holds the latest day of posting where it is: read off a row that does not make the start."""
    notes = reason_notes(row, answer, to="host")
    if notes and row.reasons(answer) != ["too_late_to_start"]:
        return notes[0].says
    card = _card_dates(row, answer)
    if verdict == NEVER and card:
        return f"{card}: {_out_of_reach(row, answer)}"
    if card:
        return card
    year = _year_not_complete(row, answer)
    if year:
        return year
    path = driving_path(answer.early, row.row, "work_starts")
    return _in_words(row, answer, [arc.rule for arc in path])


def not_verified(view: HostView) -> str:
    """Which lengths behind the first day of posting no source gives, empty where all have one."""
    steps = view.first.steps if view.first else view.situations[0].steps
    said = [f"{step.title}: {step.lag}" for step in steps if "not verified" in step.source and step.cite != OWN_FIGURE
            and step.lag and not step.lag.startswith("0 ")]
    return f"No source gives these lengths, so ask or enter your own ({'; '.join(said)})." if said else ""


def ends_early(row: Row, answer: Answer) -> list[Note]:
    """That the authorization of a start in time does not last as long as the work."""
    if row.verdict(answer) != "partly":
        return []
    says = f"The authorization ends on {long_day(row.day(answer.authorized_until))}, before the work does."
    rule = "cpt.within_term" if answer.route.name == "cpt" else "opt.length"
    return [Note("ends_early", f"{says} {ends_with_its_term(row, answer)}".strip(), cite(row, rule))]


def _in_words(row: Row, answer: Answer, rules: list[str]) -> str:
    lead = next((rule for rule in rules if rule.startswith("lead_time.") and rule != "lead_time.sign_off"), "")
    moved = next((rule for rule in rules if rule in ("cpt.add_deadline", "cpt.within_term")), "")
    if moved:
        return f"{moved_to_a_term(row, answer, moved)} {ask_the_registrar(row, answer)}".strip()
    agency = next((rule for rule in rules if rule.startswith("processing.i765")), "")
    if agency:
        return f"{lag_of(row, agency)} at USCIS, then the card"
    if lead:
        return f"{lag_of(row, lead)} at {row.school.office}"
    decision = next((rule for rule in rules if rule.startswith("hiring.decision")), "hiring.decision")
    return f"The student's {lag_of(row, decision)} to decide"


def _year_not_complete(row: Row, answer: Answer) -> str:
    """When the academic year that CPT needs is complete, where that is after the job's start."""
    batch = answer.route.batch
    complete = row.day(batch.academic_year)
    if answer.route.name != "cpt" or batch.training_required[row.row] or complete <= row.case["offer_start"]:
        return ""
    unsure = ", as projected" if batch.academic_year_projected[row.row] else ""
    return f"One academic year is complete on {long_day(complete)} at the earliest{unsure}"


def _out_of_reach(row: Row, answer: Answer) -> str:
    """Which end of a pending card's time does not reach the job's start."""
    route, starts = answer.route, row.case["offer_start"]
    if row.early(answer.early, "card_received") > starts:
        return "after the start"
    return f"it ends on {long_day(row.day(route.until(route.batch.cases.offer_start)))}, before the start"


def _card_dates(row: Row, answer: Answer) -> str:
    """When USCIS is planned to decide on an application that is pending."""
    route = answer.route
    if not hasattr(route, "filed") or not route.filed[row.row]:
        return ""
    decision, card = (row.early(answer.early, name) for name in ("approved", "card_received"))
    return f"Planned decision {long_day(decision)}, card {long_day(card)}"
