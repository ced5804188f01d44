"""A what-if changed one number at a time, as a slider does: what is as in force today is left out, and so is its name."""
from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from planner.scenario_words import title
from planner.what_if import WhatIf
from planner.world import World

OFFICE = ("cpt", "opt", "stem", "at")


def office_takes(spec: WhatIf, n: int, keys: Iterable[str], schools: Iterable[str], world: World) -> WhatIf:
    """The offices of some schools take `n` business days for some requests.

    >>> from planner.world import load_world
    >>> office_takes(WhatIf(), 15, ["cpt"], ["generic"], load_world()).title
    'Our office takes 15 days for CPT'
    """
    data = _data(spec)
    for slug in schools:
        leads = data["schools"].setdefault(slug, {}).setdefault("lead_time", {})
        for key in keys:
            leads[key] = n
            if world.schools[slug].lead_time[key].business_days == n:
                del leads[key]
    return _made(data, spec)


def agency_takes(spec: WhatIf, name: str, n: int, world: World) -> WhatIf:
    """USCIS, or the mail, takes `n` days."""
    data = _data(spec)
    data["processing"][name] = n
    if world.processing.figure(name).n == n:
        del data["processing"][name]
    return _made(data, spec)


def terms_move(spec: WhatIf, n: int, since: date | None, schools: Iterable[str]) -> WhatIf:
    """Terms that start on a day or later begin and end `n` days later."""
    data = _data(spec)
    for slug in schools:
        school = data["schools"].setdefault(slug, {})
        school.pop("terms_shift_days", None), school.pop("terms_shift_from", None)
        if n:
            school |= {"terms_shift_days": n} | ({"terms_shift_from": since} if since else {})
    return _made(data, spec)


def at_schools(spec: WhatIf, schools: Iterable[str]) -> WhatIf:
    """What the scenario says of its first school, said of other schools; one with a name of its own stays as it is.

    >>> at_schools(WhatIf(schools={"generic": {"lead_time": {"cpt": 15}}}), ["mit"]).schools["mit"].lead_time.cpt
    15
    """
    if not spec.schools or not _named_by_itself(spec):
        return spec
    times = next(iter(spec.schools.values()))
    return spec.model_copy(update={"schools": dict.fromkeys(schools, times)})


def planned_on(spec: WhatIf, on: date | None) -> WhatIf:
    """Another status date, or none of its own."""
    return _made(_data(spec) | {"on": on}, spec)


def under_regime(spec: WhatIf, regime: str | None) -> WhatIf:
    """Another regime of law, or the law in force."""
    return _made(_data(spec) | {"regime": regime}, spec)


def renamed(spec: WhatIf, name: str) -> WhatIf:
    """A name of one's own; without one the what-if says itself what it changes."""
    return spec.model_copy(update={"title": name.strip() or title(spec)})


def _data(spec: WhatIf) -> dict:
    data = spec.model_dump(exclude_none=True)
    data["schools"] = {slug: dict(times, lead_time=dict(times.get("lead_time", {}))) for slug, times in data["schools"].items()}
    return data


def _made(data: dict, before: WhatIf) -> WhatIf:
    """The changed what-if; a name that only said what it changed is said anew."""
    data["schools"] = {slug: times for slug, times in data["schools"].items()
                       if times.get("lead_time") or times.get("terms_shift_days")}
    spec = WhatIf.model_validate(data)
    return spec.model_copy(update={"title": title(spec)}) if _named_by_itself(before) else spec


def _named_by_itself(spec: WhatIf) -> bool:
    return spec.title in (title(spec), WhatIf().title)
