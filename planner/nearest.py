"""Which way an answer speaks of: the best one, or where all are closed the one that comes nearest."""
from __future__ import annotations

from planner.views import RouteView

NOT_ASKED = ("wrong_status", "off_campus", "no_ead", "no_petition", "no_hardship", "no_intl_org")       # of another student
MENDABLE = {"not_curricular", "unrelated_work", "over_20h", "no_e_verify", "unpaid_stem", "under_20h_stem"}
NEAREST = ("cpt", "at", "cap_gap", "opt_post", "opt_stem", "current_ead", "opt_pre", "hardship", "intl_org",
           "on_campus")        # whose "no" a person asks about


def asked_about(views: list[RouteView]) -> RouteView:
    """The route that an answer speaks of: the best one, or where all are closed the nearest."""
    return nearest(views) if views[0].verdict == "no" else views[0]


def nearest(views: list[RouteView]) -> RouteView:
    """The closed route to speak of: one that was filed for, then the one with the fewest lasting reasons and those first that
    people ask about."""
    closed = [view for view in views if view.reasons and view.reasons[0].code not in NOT_ASKED]
    return min(closed or views, key=lambda view: (not is_stale(view), _lasting(view), _is_past(view), len(view.reasons),
                                                  NEAREST.index(view.route)))


def is_stale(view: RouteView) -> bool:
    """Whether the form was filed after its recommendation had run out, and can be filed again."""
    return any(note.code == "filing_window_closed" and note.rule.endswith("recommendation_good_for") for note in view.reasons)


def _is_past(view: RouteView) -> bool:
    """A route of the time of study, after it: nobody asks about that one."""
    return any(note.code == "program_over" for note in view.reasons)


def _lasting(view: RouteView) -> int:
    """How many of the reasons another job, host or department could not mend."""
    return sum(note.code not in MENDABLE for note in view.reasons)
