"""The next step of a way as one order: what to ask or file, of whom, by when, and with which documents."""
from __future__ import annotations

from datetime import date

from planner.views import RouteView
from planner.words import by_route, long_day, sentence, words


def documents(step: str, route: str) -> list[str]:
    """What to bring to a step of a route.

    >>> documents("requested", "opt_stem")[0]
    'Form I-983, filled in with the employer'
    """
    return list(by_route(words()["documents"].get(step, {}), route, []))


def addressee(step: str, office: str) -> str:
    """Who gets it; empty for a step that goes to nobody.

    >>> addressee("requested", "ISSS at Binghamton")
    'ISSS at Binghamton'
    """
    return words()["addressee"].get(step, "").format(office=office)


def next_order(route: RouteView, on: date, office: str) -> str:
    """The next step of an open route in one sentence, empty where nothing has to be asked for.

    Its last day is the office's last open day; `office` is its name.
    """
    if not route.next_step or not route.is_open:
        return ""
    by = route.act_by
    when = "" if by is None else " today" if by == on else f" by {long_day(by)}"
    if route.next_step == "approved":
        return f"USCIS has to approve{when}: keep the {_listed(documents('approved', route.route))}." if by else ""
    what = words()["milestone"][route.next_step]["ask"].replace("your office", office)
    return sentence(f"{what}{when}, with: {_listed(documents(route.next_step, route.route))}.")


def _listed(papers: list[str]) -> str:
    """Papers in one sentence; one of them may hold a comma."""
    return "; ".join(_small(paper) for paper in papers)


def _small(paper: str) -> str:
    """A paper inside a sentence: a name keeps its capital."""
    first = paper.split()[0]
    return paper if first in ("Form", "I-20", "DS-2019", "Passport") or first.isupper() else paper[:1].lower() + paper[1:]
