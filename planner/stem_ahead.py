"""Which work goes on under the STEM extension that is planned: the one engine asked for each job on the day after OPT."""
from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from planner.answer import NO
from planner.cases import Cases
from planner.days import day
from planner.history import OFFER_KEYS
from planner.offer_plan import OfferPlan
from planner.plan import make_plan
from planner.stay import Stay
from planner.stay_ahead import Grant, with_card


def going_on(stay: Stay, plans: tuple[OfferPlan, ...]) -> tuple[OfferPlan, ...]:
    """The offers on OPT that would outlast it: each goes on under the planned extension, or ends with the card for OPT.

    Without such an extension an offer ends with its authorization, as it is planned already.
    """
    post, stem = stay.grant("opt_post"), planned_extension(stay)
    if not (post and stem):
        return plans
    return tuple(_bounded(stay, plan, post) if _outlasts(plan, post.last) else plan for plan in plans)


def planned_extension(stay: Stay) -> Grant | None:
    """The STEM extension, where it is planned and not granted."""
    stem = stay.grant("opt_stem")
    return stem if stem and not stem.granted else None


def is_carried(stay: Stay, plans: tuple[OfferPlan, ...]) -> bool:
    """Whether the planned extension has a job that carries it, or nothing at all is entered for the time on OPT."""
    post, stem = stay.grant("opt_post"), planned_extension(stay)
    if not (post and stem):
        return True
    jobs = [job for job in stay.history.job if job.kind == "opt" and (job.end is None or job.end >= post.first)]
    later = [plan for plan in plans if plan.route in ("opt_post", "opt_stem") or (
        plan.offer.offer_start and plan.offer.offer_start >= post.first)]
    if not jobs and not later:
        return True
    return any(plan.goes_on or (plan.is_open and plan.route == "opt_stem") for plan in later) or any(
        _carries(stay, post, {"hours_per_week": job.hours_per_week, "paid": job.paid, "e_verify": job.e_verify})
        for job in jobs if job.end is None or job.end > post.last)


def _outlasts(plan: OfferPlan, last: date) -> bool:
    ends = plan.offer.offer_end
    return plan.is_open and plan.route in ("opt_post", "current_ead") and plan.until == last and (ends is None or ends > last)


def _bounded(stay: Stay, plan: OfferPlan, post: Grant) -> OfferPlan:
    facts = {name: getattr(plan.offer, name) for name in OFFER_KEYS if name not in ("offer_start", "offer_end", "offer_date")}
    if _carries(stay, post, facts):
        return replace(plan, goes_on=True)
    return replace(plan, last=plan.until)


def _carries(stay: Stay, post: Grant, facts: dict[str, object]) -> bool:
    """Whether a job may be worked on the first day after the card for OPT, by the STEM extension."""
    case = {name: value for name, value in stay.made.cases.record().items() if not name.startswith("offer_")}
    case = case | with_card(case, post) | facts | {"offer_start": post.last + timedelta(1)}
    plan = make_plan(Cases.of([{name: value for name, value in case.items() if value is not None}]), day(stay.on), stay.world)
    return plan.routes["opt_stem"].verdict[0] != NO
