"""What a school's office says: how long it takes, when a request counts, and its own rules, each with its source."""
from __future__ import annotations

from html import escape

from planner.schools import School, Source
from planner.words import listed, long_day, sentence

LEADS = {"cpt": "CPT", "opt": "OPT recommendation", "stem": "STEM recommendation", "at": "Academic Training",
         "sign_off": "department's signature", "on_campus": "J-1 work on campus"}
TOPICS = {"cpt": "CPT", "opt": "OPT", "opt_pre": "OPT before graduation", "opt_post": "OPT after graduation",
          "opt_stem": "STEM OPT", "at": "Academic Training", "on_campus": "On campus", "closures": "Closed days",
          "offer": "Offers", "contractor": "Contract work"}


def office_facts(school: School) -> str:
    """A list for the page: what the office publishes first, what is generic last, in one line."""
    own = {key: lead for key, lead in school.lead_time.items() if lead.source.verified or lead.note}
    said = [(sentence(LEADS[key]), _lead(lead)) for key, lead in own.items()]
    if school.cut_off:
        said.append(("Cut-off", f"A request after {school.cut_off} counts from the next business day."
                     f" {_from(school.lead_time['cpt'].source)}"))
    said += [(TOPICS.get(note.about, sentence(note.about)), f"{note.says} {_from(note)}") for note in school.notes]
    said += _generic(school, [key for key in school.lead_time if key not in own])
    rows = "".join(f'<div class="whole"><dt>{escape(head)}:</dt> <dd>{escape(text)}</dd></div>' for head, text in said)
    return f'<div class="wa"><dl class="wa-facts wa-around">{rows}</dl></div>'


def _lead(lead) -> str:
    says = f"{sentence(lead.in_words)}."
    return f"{says} {sentence(lead.note)}. {_from(lead.source)}" if lead.note else f"{says} {_from(lead.source)}"


def _generic(school: School, keys: list[str]) -> list[tuple[str, str]]:
    if not keys:
        return []
    figures = listed([f"{LEADS[key]} {school.lead_time[key].in_words}" for key in keys])
    return [("Not published", f"The generic figures stand in, not verified: {figures}. Ask the office.")]


def _from(source: Source) -> str:
    unsure = "" if source.verified else "not verified; "
    return f"({unsure}{source.source}, checked {long_day(source.checked)})"
