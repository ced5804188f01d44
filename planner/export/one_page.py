"""A job's answer on one sheet, US Letter or A4, that a host can hand to a manager: no student's data, nothing but the plan.

Black on white, as vectors; every mark survives a printer without colours, and links stand as text.
"""
from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from planner.host_picture import host_picture
from planner.host_views import NEVER, NOW, PAST, TOO_FEW, HostView, SituationView
from planner.posting_draft import FEE, UNPAID, Draft, money
from planner.words import MINUS, long_day

LETTER, A4 = "Letter", "A4"
WORD = {NOW: "in time", PAST: "too late", NEVER: "not possible"}
WHO = {"host": "you", "school": "the school", "student": "the student", "agency": "USCIS"}
TOO_LATE = ("What to do: move the first day of work to the next start named above or later, or shorten the steps that are yours "
            "(how long it is open, how long you choose), and plan anew.")
SAID_BEFORE = ("posted", "account_connected", "work_starts")
DISCLAIMER = "We plan; the student's office decides. Not legal advice."
LEGEND = ("Bars: light grey you, dark grey the school, black the student, middle grey USCIS. Hatched: days to spare. Heavy post: "
          "the latest day. Vertical lines: today, and the first day of work. 4 in 5 by: four in five then have their card in time, "
          "by dated data.")


def one_page(view: HostView, draft: Draft, link: str, paper: str = LETTER) -> bytes:
    """The sheet as a PDF; link: the address of the answer; paper: LETTER or A4."""
    from planner.export.paper import Paper  # its library takes long to load, and few ask for a sheet
    page = Paper(view.headline, view.on, f"Planned on {long_day(view.on)} for {view.school_name}. {DISCLAIMER}", paper)
    page.words(view.headline, 17, bold=True, after=2)
    page.words(_job(view, draft), 9.5, bold=True, after=1)
    for text in filter(None, (view.others, view.recommended.says if view.recommended else "")):
        page.words(text, 9.5, after=1)
    page.heading("Latest day to post, by candidate")
    page.rows(("Candidate", "Post by", "4 in 5 by", "Days", "What holds it there"), list(_latest(view)), (42, 25, 25, 9, 79))
    drawn = view.first
    if not drawn:
        page.words(TOO_LATE, 9.5)
    if drawn:
        page.heading(f"The way back from {long_day(view.start)}: {drawn.title}")
        page.picture(host_picture(view, drawn))
        page.words(LEGEND, 7.5, after=0)
        page.heading("To do")
        page.ticks(list(_stops(view, drawn)))
        _to_know(page, drawn, f"This answer: {link}")
    page.words(f"This answer: {link}", 6.5, after=0)
    return bytes(page.output())


def _to_know(page, one: SituationView, under: str):
    """What the day rests on: cautions and durations, with their sources where the paper has room."""
    watch = " ".join(note.says for note in one.cautions)
    for sourced in (True, False):
        counted = f"Counted with: {'; '.join(_counted(one, sourced))}."
        if page.if_it_fits("What it rests on", f"{watch}\n{counted}".strip(), under):
            return


def _paid(draft: Draft) -> str:
    if draft.pay == UNPAID:
        return "unpaid"
    if not draft.usd:
        return "pay not entered"
    return f"a fixed fee of {money(draft.usd)}" if draft.pay == FEE else f"{money(draft.usd)} an hour"


def _job(view: HostView, draft: Draft) -> str:
    span = f"{long_day(view.start)} to {long_day(view.end)}, {view.job.hours_per_week:g} hours a week"
    season = f", {view.season.name}" if view.season else ""
    return f"{draft.finished_title}, {view.school_name}{season}: {span}, {_paid(draft)}."


def _latest(view: HostView) -> Iterator[tuple[str, ...]]:
    for one in sorted(view.situations, key=lambda one: -(one.post_by or date.min).toordinal()):
        left = "" if one.days_left is None else f"{one.days_left:,}".replace("-", MINUS)
        first = ", but ask the international office first" if one.asks_first else ""
        why = f"{WORD[one.verdict].capitalize()}{first}. {one.holds}"
        four_in_five = TOO_FEW if one.too_few else long_day(one.post_by_80) if one.post_by_80 else ""
        yield one.title, long_day(one.post_by) if one.post_by else WORD[NEVER], four_in_five, left, why


def _stops(view: HostView, one: SituationView) -> Iterator[str]:
    """Each step with the latest day for it."""
    connected = one.step("account_connected")
    if view.job.account and connected and connected.late:
        yield f"by {long_day(one.post_by)}: Ask the school for your employer account ({WHO['host']})"
        yield f"by {long_day(connected.late)}: Post the job, as soon as the account is connected ({WHO['host']})"
    else:
        yield f"by {long_day(one.post_by)}: Post the job ({WHO['host']})"
    for step in one.steps:
        if step.late and not step.done and step.name not in SAID_BEFORE and not step.lag.startswith("0 "):
            yield f"by {long_day(step.late)}: {step.title} ({WHO[step.actor]})"
    yield f"{long_day(view.start)}: work starts, Form I-9 ({WHO['host']})"


def _counted(one: SituationView, sourced: bool = True) -> Iterator[str]:
    """Each duration of the way, with where it is from."""
    for step in one.steps:
        if step.lag and not step.done and not step.lag.startswith("0 "):
            source = "; ".join(dict.fromkeys(part for part in (step.cite, step.source) if part))
            yield f"{step.title} {step.lag}{f' ({source})' if source and sourced else ''}"


def file_name(view: HostView, paper: str = LETTER) -> str:
    """How the file is called: the school and the first day of work, nothing of any person; the paper where it is not Letter.

    >>> from types import SimpleNamespace
    >>> file_name(SimpleNamespace(job=SimpleNamespace(school="binghamton"), start=date(2027, 2, 16)))
    'when-to-post-binghamton-2027-02-16.pdf'
    """
    return f"when-to-post-{view.job.school}-{view.start}{'' if paper == LETTER else f'-{paper.lower()}'}.pdf"

