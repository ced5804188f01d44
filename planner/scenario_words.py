"""A what-if in a clause ("our office takes 15 days"), and as the TOML file that the command line reads."""
from __future__ import annotations

from planner.law import Law
from planner.what_if import WhatIf
from planner.words import counted, listed, long_day, sentence

SHORT = {"cpt": "CPT", "opt": "OPT", "stem": "STEM", "at": "Academic Training", "sign_off": "the sign-off",
         "on_campus": "campus work"}
AGENCY = {"i765_standard": "USCIS takes {}", "i765_premium": "premium processing takes {}", "card": "the card takes {}"}
REGIME = {"fixed_period_2026": "the postponed rule holds"}
AS_PLANNED = "as planned"
LENGTHS = ("days", "business_days", "months", "years")
MOST = 2                            # changes that a title names


def regimes(law: Law) -> list[str]:
    """Regimes that would move a date of a plan; the others change fees, or words.

    >>> from planner.law import load_law
    >>> regimes(load_law())
    ['fixed_period_2026']
    """
    return sorted({value.regime for rule in law.rules.values() if rule.use == "engine"
                   for value in rule.values if value.regime and value.unit in LENGTHS})


def regime_in_words(regime: str) -> str:
    """What holds under a regime, as it follows "if"."""
    return REGIME.get(regime, f"the rules of {regime} hold")


def clause(spec: WhatIf) -> str:
    """What is assumed, as it follows "if"; "as planned" where nothing is.

    >>> clause(WhatIf(schools={"generic": {"lead_time": {"cpt": 15, "opt": 15}}}, processing={"i765_standard": 180}))
    'our office takes 15 days for CPT and OPT, and USCIS takes 180 days'
    """
    said = [*_office(spec), *(AGENCY[name].format(counted(n, "day")) for name, n in spec.processing.changed.items()),
            *([regime_in_words(spec.regime)] if spec.regime else []),
            *([f"we plan on {long_day(spec.on)}"] if spec.on else []), *_terms(spec)]
    more = [f"{len(said) - MOST} more changes"] if len(said) > MOST + 1 else said[MOST:]
    return ", and ".join([*said[:MOST], *more]) if said else AS_PLANNED


def title(spec: WhatIf) -> str:
    """The clause as a name.

    >>> title(WhatIf(processing={"i765_standard": 180}))
    'USCIS takes 180 days'
    """
    return sentence(clause(spec))


def if_so(spec: WhatIf) -> str:
    """How a sentence about the scenario begins: with its clause, or with the name that a person gave it.

    >>> if_so(WhatIf(title="Plan B", processing={"card": 30}))
    'under “Plan B”'
    """
    return f"if {clause(spec)}" if spec.title == title(spec) else f"under “{spec.title}”"


def _office(spec: WhatIf) -> list[str]:
    """Lead times that all schools share, those of one length together."""
    by_length: dict[int, list[str]] = {}
    for times in spec.schools.values():
        for key, n in times.lead_time.changed.items():
            if SHORT[key] not in by_length.setdefault(n, []):
                by_length[n].append(SHORT[key])
    main = {SHORT[key] for key in ("cpt", "opt", "stem", "at")}
    return [f"our office takes {counted(n, 'day')}" + ("" if main <= set(names) else f" for {listed(names)}")
            for n, names in by_length.items()]


def _terms(spec: WhatIf) -> list[str]:
    shifts = sorted({times.terms_shift_days for times in spec.schools.values() if times.terms_shift_days})
    return [f"terms start {counted(abs(n), 'day')} {'later' if n > 0 else 'earlier'}" for n in shifts]


def what_if_toml(spec: WhatIf) -> str:
    """The what-if as a file that reads back as the same.

    >>> print(what_if_toml(WhatIf(title="Slow", processing={"i765_standard": 180})))
    title = "Slow"
    <BLANKLINE>
    [processing]
    i765_standard = 180
    <BLANKLINE>
    """
    lines = [f"title = {_text(spec.title)}"]
    lines += [f"regime = {_text(spec.regime)}"] if spec.regime else []
    lines += [f"on = {spec.on.isoformat()}"] if spec.on else []
    lines += _table("processing", spec.processing.changed)
    for slug, times in spec.schools.items():
        dates = {"terms_shift_days": times.terms_shift_days, "terms_shift_from": times.terms_shift_from}
        lines += _table(f"schools.{slug}", {key: value for key, value in dates.items() if value is not None})
        lines += _table(f"schools.{slug}.lead_time", times.lead_time.changed)
    return "\n".join(lines) + "\n"


def _table(name: str, values: dict) -> list[str]:
    return ["", f"[{name}]", *(f"{key} = {value}" for key, value in values.items())] if values else []


def _text(text: str) -> str:
    """A basic string of TOML."""
    escaped = "".join(f"\\u{ord(c):04X}" if ord(c) < 32 or ord(c) == 127 else f"\\{c}" if c in '"\\' else c for c in text)
    return f'"{escaped}"'
