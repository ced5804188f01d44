"""The routes to lawful work, in the order in which they are answered. A new route is one line here."""
from __future__ import annotations

from collections.abc import Callable

from planner.routes.at import AcademicTraining
from planner.routes.base import NEXT_STEPS, Route
from planner.routes.cap_gap import CapGap
from planner.routes.cpt import Cpt
from planner.routes.current_ead import CurrentEad
from planner.routes.hardship import Hardship
from planner.routes.intl_org import IntlOrg
from planner.routes.on_campus import OnCampus
from planner.routes.opt_post import OptPost
from planner.routes.opt_pre import OptPre
from planner.routes.opt_stem import OptStem

REGISTRY: dict[str, type[Route]] = {route.name: route for route in (
    OnCampus, CurrentEad, Cpt, OptPre, OptPost, OptStem, AcademicTraining)}
ROUTES = tuple(REGISTRY)
ON_REQUEST: dict[str, type[Route]] = {route.name: route for route in (CapGap, Hardship, IntlOrg)}     # see Route.asked_by
ALL_ROUTES = REGISTRY | ON_REQUEST
VERDICTS = ("no", "later", "partly", "yes", "unknown")
REASONS = ("wrong_status", "off_campus", "no_ead", "already_authorized", "language_training", "program_over",
           "academic_year_incomplete", "cpt_year_used", "opt_used_up", "ead_expired", "filing_window_closed", "not_stem",
           "no_e_verify", "unpaid_stem", "under_20h_stem", "over_20h", "unrelated_work", "not_curricular", "at_used_up",
           "too_late_to_start", "no_petition", "no_change_of_status", "petition_ended", "petition_too_late", "no_opt_in_force",
           "no_hardship", "no_intl_org")
CAUTIONS = ("academic_year_assumed", "processing_overdue", "requested_start_unknown", "filed_too_early",
            "premium_from_today", "recommendation_expired", "expedite", "under_20h", "unemployment_limit", "full_time_cpt",
            "cpt_year_at_risk", "work_gap", "opt_days_unknown", "pending_precompletion", "contractor_on_cpt",
            "cpt_guidance_2026", "e_verify_unknown", "ro_confirms", "weekend_start", "contested_rule",
            "projected_calendar", "online_credit", "final_term", "add_deadline_unsure", "held_case",
            "h1b_start_assumed", "one_card_at_a_time", "evidence_request", "limit_of_the_first_card")


def asked_for(given: Callable[[str], bool]) -> dict[str, type[Route]]:
    """The routes to answer, in their order: those for everybody, and those for which some fact is given.

    >>> list(asked_for(lambda fact: fact == "h1b_filed"))[-2:]
    ['at', 'cap_gap']
    """
    return REGISTRY | {name: route for name, route in ON_REQUEST.items() if any(map(given, route.asked_by))}


__all__ = ["REGISTRY", "ON_REQUEST", "ALL_ROUTES", "ROUTES", "asked_for", "VERDICTS", "REASONS", "CAUTIONS", "NEXT_STEPS", "Route"]
