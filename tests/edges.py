"""Cases that hug the edges: every date lies a few days from a window's edge of the dates before it."""
from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from reference import add_months

LEVELS = ("master", "master", "bachelor", "associate", "doctorate", "doctorate", "postdoc", "nondegree", "language")
CATEGORIES = ("opt_pre", "opt_post", "opt_stem")
PROGRAM_ENDS = tuple(map(date.fromisoformat, (
    "2027-05-14",       # a Friday
    "2026-12-18",       # filing and start windows over the year's end
    "2026-09-14",       # the last day before the postponed regime would begin
    "2026-09-15",       # its first day
    "2028-02-29",       # a leap day
    "2027-12-31",       # a year's last day; the holiday of 1 January 2028 is observed on it
    "2027-07-04",       # a Sunday and a holiday, observed on Monday
    "2024-12-31",       # 14 months later is the last of February 2026
    "2031-08-31",       # months that are shorter follow
)))
LENGTHS = (60, 240, 243, 244, 273, 274, 300, 354, 480, 630, 1100, 1800)
STATUS_DATES = tuple(map(date.fromisoformat, (
    "2026-11-22", "2026-11-26", "2026-12-25", "2026-12-31", "2027-01-01", "2027-07-05", "2028-02-29", "2024-02-29",
    "2026-08-11", "2026-08-12", "2026-09-14", "2026-09-15")))
SMALL = (0, 0, 1, 89, 90, 91, 149, 150, 151, 300, 334, 335, 364, 365, 366, 547)
WORLDS = (
    {}, {},
    {"i765_standard": 45},
    {"regime": "fixed_period_2026"},
    {"lead": {"cpt": 15, "opt": 0, "stem": 3, "at": 1, "sign_off": 3, "on_campus": 0}},
    {"lead": {"cpt": 0, "opt": 25, "stem": 45, "at": 30, "sign_off": 1, "on_campus": 12},
     "closures": ("2026-12-24", "2026-12-28", "2026-12-29", "2026-12-30", "2026-12-31", "2027-05-14", "2026-09-11")},
    {"i765_standard": 180, "card": 7},
    {"i765_standard": 300, "i765_premium": 5, "card": 0, "regime": "fixed_period_2026"},
    {"i765_standard": 0, "i765_premium": 0, "card": 30, "lead": {"opt": 5}},
)


# What a story makes likelier: chances alone rarely meet in one student.
ORDINARY = {"f1": 0.8, "card": 0.4, "mine": 0.7, "bad": 0.1}
ON_OPT = {"f1": 1, "card": 1, "mine": 0.9, "bad": 0.04}


def edge_case(pick: Callable, near: Callable[[], int], chance: Callable[[float], bool]) -> tuple[dict, date]:
    """A case and its status date. pick(options) is one, near() some days either way, chance(share) yes or no."""
    end, on_opt = pick(PROGRAM_ENDS), chance(0.3)
    story = ON_OPT if on_opt else ORDINARY
    start = end - timedelta(pick(LENGTHS) + near())
    case = {"status": "F-1" if chance(story["f1"]) else "J-1", "level": pick(LEVELS),
            "program_start": start, "program_end": end}
    edges = _Edges(pick, near, [end, end + days(60), end + days(30), end - days(90), start, start - days(30)])

    def maybe(name, value, share):
        if chance(share):
            case[name] = value()

    maybe("full_time_since", lambda: start - days(pick((0, 1, 30, 270))), 0.15)
    maybe("academic_year_complete", edges.one, 0.25)
    year = case.get("academic_year_complete") or add_months(case.get("full_time_since") or start, 9)
    edges.add(year, year - days(90))
    if case["status"] == "F-1" and chance(story["card"]):
        ends = (edges.one(), start + days(365), end + days(365), add_months(end, 14) + days(near()))
        case["ead_end"] = pick(ends[2:] if on_opt else ends)
        a_year_before = add_months(case["ead_end"] + days(1), -12)
        first = pick((a_year_before, end, start)) + days(near())
        if on_opt:
            edges = _Edges(pick, near, [])
        maybe("ead_start", lambda: min(max(first, end + days(1)) if on_opt else first, case["ead_end"]), 0.8)
        maybe("ead_category", lambda: pick(CATEGORIES), 0.5)
        edges.add(*(case["ead_end"] + days(n) for n in (0, 1, 180, 181, -90)))
    on = edges.one() if on_opt or chance(0.8) else pick(STATUS_DATES)
    in_studies = not on_opt and chance(0.3)     # when an OPT before graduation may be pending
    if in_studies:
        on = year + days(pick((-60, 45, 90, 200)) + near())
    edges.add(on, on + days(120), on + days(134))
    maybe("dso_recommended", lambda: min(on, pick((edges.one(), *(on - days(n + near()) for n in (2, 30, 60))))), 0.4)
    if chance(0.7 if in_studies else 0.45):
        recommended = case.get("dso_recommended")
        last = (recommended or on) + days(pick((30, 60)))
        filed = pick((edges.one(), on - days(pick((45, 120, 121, 180)) + near()), last + days(near())))
        if in_studies or "ead_end" in case:     # mostly not before its window
            filed = max(filed, (year if in_studies else case["ead_end"]) - days(90) + days(near()))
        case["i765_filed"] = max(min(filed, on), recommended or start - days(9999))
        maybe("i907_filed", lambda: min(on, max(case["i765_filed"], on - days(pick((0, 1, 40, 41, 45))))), 0.3)
        edges.add(case["i765_filed"] + days(134))
    mine = CATEGORIES[2:] if on_opt else CATEGORIES[:1] if in_studies else CATEGORIES[:2]
    maybe("i765_category", lambda: pick(mine), story["mine"])
    maybe("opt_requested_start", lambda: min(max(edges.one(), end + days(1)), end + days(60)), 0.3)
    if on_opt and "ead_end" in case:
        edges.add(add_months(case["ead_end"], 24), add_months(case["ead_end"], 24))
    maybe("premium", lambda: True, 0.25)
    maybe("offer_date", lambda: pick((edges.one(), on + days(near()), on + days(20))), 0.35)
    maybe("offer_start", lambda: pick((edges.one(), edges.one(), on + days(140 + near()))), 0.8)
    offer = case.get("offer_start")
    if offer and chance(0.7):
        ends = (edges.one(), offer + days(pick((0, 25, 334, 335, 364))), add_months(offer, 12))
        case["offer_end"] = max(offer, pick(ends))
    for name in ("cpt_full_time_days", "opt_days_used", "at_days_used", "unemployed_days"):
        maybe(name, lambda: pick(SMALL), 0.3)
    for name, share in (("training_required", 0.2), ("stem", 0.75), ("on_campus", 0.35), ("contractor", 0.2)):
        maybe(name, lambda: True, share)
    for name in ("paid", "related", "curricular"):
        maybe(name, lambda: False, story["bad"])
    maybe("hours_per_week", lambda: pick((19, 19.5, 20, 20.5, 21, 40)), 0.4 if on_opt else 0.6)
    maybe("e_verify", lambda: pick((True, False)), 0.6)
    return case, on


def on_request(case: dict, on: date, pick: Callable, near: Callable[[], int], chance: Callable[[float], bool]) -> dict:
    """The case with facts that ask for the routes on request, each near an edge of it."""
    end, more = case["program_end"], {}
    if chance(0.6):
        ends = case.get("ead_end", end)
        filed = pick((ends, ends + days(60), ends + days(30), ends - days(200), end, end + days(60), on - days(100))) + days(near())
        more["h1b_filed"] = min(filed, on)
        octobers = [date(year, 10, 1) for year in (filed.year, filed.year + 1, 2024, 2025)]
        start = pick((*octobers, date(2025, 1, 17), date(filed.year + 1, 4, 1))) + days(near())
        facts = {"h1b_start": (start, 0.7), "h1b_valid_from": (start + days(pick((0, 182, 183))), 0.2), "h1b_ended": (on, 0.1)}
        more |= {name: max(value, more["h1b_filed"]) for name, (value, share) in facts.items() if chance(share)}
        more |= {"h1b_change_of_status": False} if chance(0.1) else {}
    if "i765_filed" in case and chance(0.5):
        more["rfe_received"] = min(on, case["i765_filed"] + days(pick((0, 20, 60))))
        if chance(0.7):
            more["rfe_answered"] = max(more["rfe_received"], pick((on, on + days(30), on - days(20), on - days(42))) + days(near()))
    more |= {"hardship": True} if chance(0.6) else {}
    more |= {"intl_org": True} if chance(0.6) else {}
    asked = [name for name in ("hardship", "intl_org") if name in more]
    if asked and chance(0.5):
        more["i765_category"] = pick(asked)
    return case | more


class _Edges:
    """Days worth standing next to."""

    def __init__(self, pick, near, known):
        self.pick, self.near, self.known = pick, near, known

    def add(self, *more):
        self.known += more

    def one(self) -> date:
        return self.pick(self.known) + days(self.near())


def days(n: int) -> timedelta:
    """n calendar days."""
    return timedelta(n)
