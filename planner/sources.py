"""Every number the planner counts with: its value, since when, how sure, who says so, and when somebody last looked."""
from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from planner.days import to_date
from planner.posting_rules import load_rulebook
from planner.schools import GENERIC, School
from planner.source_row import SourceRow, with_unit
from planner.wages import ALL, load_wages
from planner.words import counted, listed, sentence
from planner.world import World


def source_rows(world: World) -> list[SourceRow]:
    """Law, lead times of every school, their terms and posting days, planning figures, the likely reading, hiring,
    minimum wages and what a posting has to look like, in order.

    >>> from planner.world import load_world
    >>> row = next(row for row in source_rows(load_world()) if row.id == "generic.lead_time.cpt")
    >>> row.value, row.verified
    ('10 business days', False)
    """
    return [*_of_law(world), *_of_lead_times(world), *_of_schools(world), *_of_calendars(world), *_of_agency(world),
            *_of_likely(world), *_of_hiring(world), *_of_wages(), *_of_postings()]


def _of_law(world: World) -> Iterator[SourceRow]:
    for rule in world.law.rules.values():
        values = sorted(rule.values, key=lambda value: value.start)
        for value in values:
            until = value.until or _replaced(value, values)
            yield SourceRow(rule.id, with_unit(value.amount, value.unit), value.start, until, value.status,
                            value.regime or "", value.cite, value.checked, value.verified, rule.says, value.note)


def _replaced(value, values) -> datetime.date | None:
    """The day before the next value of the same regime."""
    later = [other.start for other in values if other.start > value.start and other.regime == value.regime]
    return min(later) - datetime.timedelta(days=1) if later else None


def _of_lead_times(world: World) -> Iterator[SourceRow]:
    """A duration as results name it, `lead_time.cpt`, whichever school it is about: what is planned where none is known."""
    for key, lead in world.schools[GENERIC].lead_time.items():
        yield SourceRow(f"lead_time.{key}", f"{with_unit(lead.n, lead.unit)} where the school's own time is not known", None, None,
                        "planning figure", "", lead.source.source, lead.source.checked, lead.source.verified, lead.says,
                        f"a school's own time stands under its name, such as {GENERIC}.lead_time.{key}")


def _of_schools(world: World) -> Iterator[SourceRow]:
    for slug, school in world.schools.items():
        for key, lead in school.lead_time.items():
            yield SourceRow(f"{slug}.lead_time.{key}", with_unit(lead.n, lead.unit), None, None,
                            "school", "", lead.source.source, lead.source.checked, lead.source.verified, lead.says, lead.note)


def _of_calendars(world: World) -> Iterator[SourceRow]:
    for slug, school in world.schools.items():
        yield from _of_terms(slug, school)
        yield from _of_patterns(slug, school)
        for posting in school.postings:
            yield SourceRow(f"{slug}.posting.{posting.season}", posting.by or "as they come up", None, None, "school", "",
                            posting.source, posting.checked, posting.verified, posting.says, "")


def _of_terms(slug: str, school: School) -> Iterator[SourceRow]:
    """What is published or imported; the school's file is the source of all that is projected."""
    for term in school.terms.terms:
        if term.band:
            continue
        fact = next(fact for fact in school.terms.facts if fact.term == term.name)
        start, end = to_date(term.start), to_date(term.end)
        add_by = "" if term.add_deadline is None else f", add courses by {to_date(term.add_deadline)}"
        yield SourceRow(f"{slug}.calendar.{term.name.lower().replace(' ', '_')}", f"{start} to {end}{add_by}", start, end,
                        term.status, "", fact.source, fact.checked, term.status == "published", term.name, "")


def _of_patterns(slug: str, school: School) -> Iterator[SourceRow]:
    for pattern in school.patterns:
        name = pattern.term.replace("{year}", "").lower().split()
        yield SourceRow(f"{slug}.calendar.projected_{'_'.join(name)}", pattern.in_words, None, None,
                        f"projected, give or take {counted(pattern.band, 'day')}", "", pattern.source, pattern.checked,
                        pattern.verified, f"{sentence(' '.join(name))} of a year for which nothing is published", pattern.note)


def _of_agency(world: World) -> Iterator[SourceRow]:
    for figure in world.processing.figures.values():
        unit = "days" if figure.business_days is None else "business_days"
        yield SourceRow(figure.id, with_unit(figure.n, unit), None, None, "planning figure", "", figure.source,
                        figure.checked, figure.verified, figure.says, figure.note)


def _of_likely(world: World) -> Iterator[SourceRow]:
    for use, series in world.processing.series_by_use.items():
        for level, days in zip(series.levels[1:], series.days[1:], strict=True):
            yield SourceRow(f"likely.{use}.p{round(level * 100):02}", with_unit(int(days), "days"), None, None,
                            "data", "", series.source, series.as_of, False,
                            f"{series.name}, {series.period}: {series.n} cases", "")


def _of_hiring(world: World) -> Iterator[SourceRow]:
    """The steps of a host's hiring, and what is assumed of a job and a candidate where nothing is entered."""
    for step in world.hiring.steps.values():
        yield SourceRow(step.id, with_unit(step.n, step.unit), None, None, "planning figure", "", step.source.source,
                        step.source.checked, step.source.verified, step.says, step.note)
    for name, one in world.hiring.assumed.items():
        yield SourceRow(f"hiring.assumed_{name}", with_unit(one.value, one.unit), None, None, "assumption", "",
                        "this planner, no published figure", one.checked, False, one.says, "")


def _of_wages() -> Iterator[SourceRow]:
    """What an hour of paid work costs at least, by region and size of the employer."""
    for wage in load_wages():
        where = wage.region if wage.employer_size == ALL else f"{wage.region}, employers of {wage.employer_size}"
        amount = "not known" if wage.usd is None else f"{wage.usd:.2f} USD"
        yield SourceRow(f"wage.{as_id(where)}", amount, wage.start, wage.until, "data", "", wage.source, wage.checked,
                        wage.verified, f"Minimum wage an hour: {where}", wage.note)


def as_id(text: str) -> str:
    """A name as part of an id.

    >>> as_id("New York City, employers of 11+")
    'new_york_city_employers_of_11_plus'
    """
    return re.sub(r"[^a-z0-9]+", "_", text.lower().replace("+", " plus")).strip("_")


def _of_postings() -> Iterator[SourceRow]:
    """What a posting has to look like."""
    book = load_rulebook()
    for rule in book.rules:
        source = book.source(rule)
        limits = [f"{limit:g}" for limit in (rule.low, rule.high) if limit is not None]
        yield SourceRow(f"posting_rule.{rule.id}", " to ".join(limits) or "as it says", None, None, "practice", "", source.source,
                        source.checked, source.verified, rule.says, f"for {listed(list(rule.ways))}")
