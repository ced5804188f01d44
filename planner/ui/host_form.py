"""A host's form: the query bar with what a job is, and behind "About the job" how long the steps take."""
from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import streamlit as st

from planner.days import day, to_date
from planner.job_dates import first_weekday
from planner.seasons import Season, seasons
from planner.ui import state
from planner.ui.fields import Field
from planner.ui.form import Form
from planner.ui.host_fields import ANY, BAR, FIELD, GROUPS, POSTING, SHEET, YEAR, in_group
from planner.ui.unread import forget
from planner.world import World

# Pixels: room for a school's name, and two or three of the others in a row on a phone.
WIDTHS = {"job_school": 240, "job_weeks": 104, "job_hours": 112, "job_pay": 96}
OFFERED = 500                       # days: seasons that begin later are not offered
IN_POSTING = 250                    # pixels


class HostForm(Form):
    """The fields of a job as widgets; a season sets the first day, and the first day its season."""
    fields, bar, widths, groups, popover = FIELD, BAR, WIDTHS, GROUPS, "About the job"

    def __init__(self, on: date):
        super().__init__()
        self.on = on

    def in_group(self, group: str) -> list[Field]:
        return in_group(group)

    def binding(self, field: Field) -> dict:
        then = THEN.get(field.name)
        return SHEET.binding(lambda: (forget(SHEET.path), then and then(self.on)))

    def options(self, field: Field) -> list[str]:
        if field.name != "job_season":
            return super().options(field)
        return [ANY, *(season.name for season in offered(state.world(), school_slug(), self.on))]

    def posting(self) -> None:
        """The fields of the posting, which stand beside its check."""
        self._apart(POSTING)

    def year(self) -> None:
        """How often in a year, which stands beside its answer."""
        self._apart(YEAR)

    def _apart(self, group: str) -> None:
        with st.container(horizontal=True, vertical_alignment="bottom"):
            for field in in_group(group):
                self.field(field, IN_POSTING)


def school_slug() -> str:
    """The school that the form names."""
    name = st.session_state.get("job_school", FIELD["job_school"].default)
    return next(slug for slug, school in state.world().schools.items() if school.name == name)


def offered(world: World, slug: str, on: date) -> list[Season]:
    """The terms and breaks of a school that a host may choose from, the running ones too; each name once."""
    found = {season.name: season for season in seasons(world.schools[slug].terms, day(on), day(on) + OFFERED)}
    return list(found.values())


def first_day(season: Season, on: date) -> date:
    """The first weekday of a season, or the next one from today where it has begun."""
    return to_date(first_weekday(max(season.start, day(on + timedelta(1)))))


def season_of(world: World, slug: str, start: date | None, end: date | None, on: date) -> str:
    """The name of the season that holds a job; “any time” where none does."""
    holding = [season for season in offered(world, slug, on) if start and season.start <= day(start) and day(end) <= season.end]
    return max(holding, key=lambda season: season.start).name if holding else ANY


def _season_chosen(on: date) -> None:
    chosen = {season.name: season for season in offered(state.world(), school_slug(), on)}.get(st.session_state["job_season"])
    if chosen:
        st.session_state["job_start"] = first_day(chosen, on)


def _start_chosen(on: date) -> None:
    start, weeks = st.session_state["job_start"], st.session_state["job_weeks"]
    end = start + timedelta(7 * (weeks or 1) - 1) if start else None
    st.session_state["job_season"] = season_of(state.world(), school_slug(), start, end, on)


def _school_chosen(on: date) -> None:
    """The same season at another school, where it has one; else the season of the same days."""
    if st.session_state["job_season"] in {season.name for season in offered(state.world(), school_slug(), on)}:
        _season_chosen(on)
    else:
        _start_chosen(on)


THEN: dict[str, Callable[[date], None]] = {"job_season": _season_chosen, "job_start": _start_chosen, "job_school": _school_chosen}
