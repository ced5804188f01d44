"""The routes to lawful work, in the order in which they are answered. A new route is one line here."""
from __future__ import annotations

from planner.routes.at import AcademicTraining
from planner.routes.base import NEXT_STEPS, Route
from planner.routes.cpt import Cpt
from planner.routes.current_ead import CurrentEad
from planner.routes.on_campus import OnCampus
from planner.routes.opt_post import OptPost
from planner.routes.opt_pre import OptPre
from planner.routes.opt_stem import OptStem

REGISTRY: dict[str, type[Route]] = {route.name: route for route in (
    OnCampus, CurrentEad, Cpt, OptPre, OptPost, OptStem, AcademicTraining)}
ROUTES = tuple(REGISTRY)
VERDICTS = ("no", "later", "partly", "yes", "unknown")
REASONS = ("wrong_status", "off_campus", "no_ead", "already_authorized", "language_training", "program_over",
           "academic_year_incomplete", "cpt_year_used", "opt_used_up", "ead_expired", "filing_window_closed", "not_stem",
           "no_e_verify", "unpaid_stem", "under_20h_stem", "over_20h", "unrelated_work", "not_curricular", "at_used_up",
           "too_late_to_start")
CAUTIONS = ("academic_year_assumed", "processing_overdue", "requested_start_unknown", "filed_too_early",
            "premium_from_today", "recommendation_expired", "expedite", "under_20h", "unemployment_limit", "full_time_cpt",
            "cpt_year_at_risk", "work_gap", "opt_days_unknown", "pending_precompletion", "contractor_on_cpt",
            "cpt_guidance_2026", "e_verify_unknown", "ro_confirms", "weekend_start", "contested_rule",
            "projected_calendar", "online_credit", "final_term", "add_deadline_unsure", "held_case")

__all__ = ["REGISTRY", "ROUTES", "VERDICTS", "REASONS", "CAUTIONS", "NEXT_STEPS", "Route"]
