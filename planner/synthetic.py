"""A caseload of students who do not exist: drawn from data/synthetic.toml, so that nobody has to show real ones.

Every line says so: its name is SYN-0001 and so on. Only `random.Random.random` is used, whose numbers Python promises never
to change for a seed, so the same file comes out on every machine.
"""
from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from random import Random

from planner.case import FIELDS
from planner.routes import ON_REQUEST

SYNTHETIC = Path(__file__).parent.parent / "data" / "synthetic.toml"
RARE = {fact for route in ON_REQUEST.values() for fact in route.asked_by}      # a column of these asks for a route, for every row
EXAMPLE = Path(__file__).parent.parent / "data" / "examples" / "caseload_500.csv"


class _Draw:
    """What is drawn, in one order, from one seed."""

    def __init__(self, seed: int):
        self._random = Random(seed).random

    def between(self, ends: list[int]) -> int:
        return ends[0] + int(self._random() * (ends[1] - ends[0] + 1))

    def one_of(self, things: list):
        return things[int(self._random() * len(things))]

    def percent(self, share: int) -> bool:
        return self._random() * 100 < share

    def shared(self, shares: dict):
        """One of several things, each as often as its share."""
        at = self._random() * sum(shares.values())
        for thing, share in shares.items():
            at -= share
            if at < 0:
                return thing
        return thing


def synthetic_cases() -> list[dict[str, object]]:
    """The students as records of facts, in the order of the file.

    >>> cases = synthetic_cases()
    >>> len(cases), cases[0]["case_id"], {case["case_id"][:4] for case in cases}
    (500, 'SYN-0001', {'SYN-'})
    """
    data = tomllib.loads(SYNTHETIC.read_text(encoding="utf-8"))
    draw = _Draw(data["seed"])
    shares = {place: one["share"] for place, one in enumerate(data["situation"])}
    return [_case(f"SYN-{n:04d}", draw.shared(data["schools"]), data["situation"][draw.shared(shares)], data, draw)
            for n in range(1, data["size"] + 1)]


def _case(case_id: str, school: str, one: dict, data: dict, draw: _Draw) -> dict[str, object]:
    def day(ends):
        return data["on"] + timedelta(draw.between(ends))
    case = {"case_id": case_id, "school": school, "status": one.get("status", "F-1"), "level": draw.one_of(one["level"]),
            "program_start": day(one["starts"]), "program_end": day(one["ends"]), "stem": draw.percent(one["stem"])}
    offer = day(one["offer"])
    case |= {"offer_start": offer, "offer_end": offer + timedelta(draw.between(one["length"])),
             "hours_per_week": draw.one_of(one["hours"]), "on_campus": one.get("on_campus", False)}
    case |= _history(one, case, data, draw)
    if draw.percent(data["no_offer"]):
        case |= {"offer_start": None, "offer_end": None}
    if case["stem"]:
        case["e_verify"] = draw.one_of([True, True, None])
    return case


def _history(one: dict, case: dict, data: dict, draw: _Draw) -> dict[str, object]:
    """What has happened already: days used, a recommendation, a filing, a card."""
    facts: dict[str, object] = {}
    if "cpt" in one:
        facts["cpt_full_time_days"] = draw.between(one["cpt"])
    if "recommended" in one:
        facts["dso_recommended"] = data["on"] - timedelta(draw.between(one["recommended"]))
    if "filed" in one:
        facts |= _filed(one, case, data, draw)
    if "card" in one:
        begins = case["program_end"] + timedelta(draw.between(one["card"]))
        facts |= {"ead_start": begins, "ead_end": begins + timedelta(data["card_length"]), "ead_category": "opt_post",
                  "unemployed_days": draw.between(one["idle"])}
    return facts


def _filed(one: dict, case: dict, data: dict, draw: _Draw) -> dict[str, object]:
    on, ends = data["on"], case["program_end"]
    filed = min(max(ends - timedelta(data["filed_ahead"]), on - timedelta(draw.between(one["filed"]))), on)
    return {"i765_filed": filed, "dso_recommended": filed - timedelta(draw.between(data["recommended_before"])),
            "premium": draw.percent(one["premium"]), "held": draw.percent(one["held"]),
            "opt_requested_start": ends + timedelta(draw.between(data["start_asked"]))}


def caseload_csv(cases: list[dict[str, object]], columns: Iterable[str] | None = None) -> str:
    """Cases as a caseload file with some columns (default: those that a case fills); a default is left blank."""
    columns = columns or [name for name in FIELDS if any(_written(name, case.get(name)) for case in cases)]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    for case in cases:
        writer.writerow(_written(name, case.get(name)) for name in columns)
    return text.getvalue()


def _written(name: str, value: object) -> str:
    if value is None or value == FIELDS[name].default:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def template_csv() -> str:
    """An empty caseload with every column but those of the routes on request, and one line to write over."""
    one = {"case_id": "SYN-0000", "status": "F-1", "program_start": date(2025, 8, 25), "program_end": date(2027, 5, 14)}
    return caseload_csv([one], tuple(name for name in FIELDS if name not in RARE))
