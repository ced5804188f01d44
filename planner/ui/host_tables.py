"""A host's tables: the latest day to post for each kind of candidate, and what a posting on one day leads to."""
from __future__ import annotations

from datetime import date
from html import escape

from planner.host_views import NEVER, NOW, PAST, TOO_FEW, HostView, SituationView
from planner.ui.marks import mark
from planner.ui.notes import as_note
from planner.ui.tables import day_cell, table
from planner.who_can_start import Grid
from planner.words import MINUS, counted, long_day

MARK = {NOW: "yes", PAST: "no", NEVER: "no"}
WORD = {NOW: "In time", PAST: "Too late", NEVER: "Not possible"}


def latest_table(view: HostView) -> str:
    """For each kind of candidate the latest day to post, as planned and for four in five, and what holds it there."""
    rows = "".join(_latest(one, view.on) for one in _in_order(view))
    caption = f"Latest day to post for a start on {long_day(view.start)}, by kind of candidate, and what holds it there"
    return table(caption, ("Candidate", "Post by", "4 in 5 by", "Days left"), rows, "why")


def _in_order(view: HostView) -> list[SituationView]:
    """Who can be reached first, with the most time first; of the others the nearest miss first."""
    return sorted(view.situations, key=lambda one: (-(one.post_by or date.min).toordinal()))


def _latest(one: SituationView, on: date) -> str:
    late = ' class="over"' if one.verdict == PAST else ""
    left = "" if one.days_left is None else f"{one.days_left:,}".replace("-", MINUS)
    head = f'<th scope="row">{mark(_mark(one))} {escape(one.title)}</th>'
    four_in_five = TOO_FEW if one.too_few else day_cell(one.post_by_80, on)
    cells = (f"<td><span{late}>{day_cell(one.post_by, on) or 'never'}</span></td><td>{four_in_five}</td>"
             f"<td>{left}</td>")
    return f'<tr class="first">{head}{cells}</tr><tr><td colspan="4">{_word(one)}. {escape(one.holds.rstrip("."))}.</td></tr>'


def _mark(one: SituationView) -> str:
    return "unknown" if one.asks_first else MARK[one.verdict]


def _word(one: SituationView) -> str:
    return f"{WORD[one.verdict]}, but ask the international office first" if one.asks_first else WORD[one.verdict]


def to_know(view: HostView) -> str:
    """What the headline's day rests on: the cautions of its kind of candidate."""
    notes = view.first.cautions if view.first else []
    return f'<div class="wa">{"".join(map(as_note, notes))}</div>' if notes else ""


def who_is_meant(view: HostView) -> str:
    """What each kind of candidate stands for, and what else to know, each caution once."""
    rows = "".join(f'<div class="whole"><dt>{escape(one.title)}:</dt> <dd>{escape(one.says)}</dd></div>' for one in view.situations)
    said = {note.says for note in view.first.cautions} if view.first else set()
    notes = {note.says: note for one in view.situations if one.verdict == NOW for note in one.cautions if note.says not in said}
    return f'<div class="wa"><dl class="wa-facts">{rows}</dl>{"".join(map(as_note, notes.values()))}</div>'


def forwards_table(view: HostView) -> str:
    """What a posting on one day leads to, for each kind of candidate."""
    rows = "".join(_forwards(view, one) for one in sorted(view.situations, key=lambda one: one.earliest_start or date.max))
    heads = ("Candidate", "Can start", "In time", *(("Last day",) if view.season else ()))
    caption = f"What a posting on {long_day(view.posting)} leads to, by kind of candidate"
    return table(caption, heads, rows, "why")


def _forwards(view: HostView, one: SituationView) -> str:
    days = (one.earliest_start - view.start).days if one.earliest_start else 0
    in_time = "yes" if one.makes_it else f"{counted(days, 'day')} late" if days > 0 else "no"
    ends = view.only_until(one)
    in_time += f"<br><small>only until {long_day(ends)}</small>" if ends else ""
    cells = f"<td>{day_cell(one.earliest_start, view.on) or 'never'}</td><td>{mark('yes' if one.makes_it else 'no')} {in_time}</td>"
    if view.season:
        cells += f"<td>{_last_day(one, view.on)}</td>"
    return f'<tr class="first"><th scope="row">{escape(one.title)}</th>{cells}</tr>'


def _last_day(one: SituationView, on: date) -> str:
    """The last day of work in the season, and how many whole weeks that leaves."""
    if one.latest_end is None:
        return "none"
    return f"{day_cell(one.latest_end, on)}<br><small>{counted(one.weeks_that_fit, 'week')}</small>"


def about_last_day(view: HostView) -> str:
    """What "Last day" means in the table, empty where no season is known."""
    if not view.season:
        return ""
    return (f'<p class="wa wa-small">Last day: the end of {escape(view.season.name)}, or of the authorization where that comes '
            "first; beneath it the whole weeks of work that leaves.</p>")


def grid_table(grid: Grid) -> str:
    """The heat map in numbers: for each start the last square of every limit; three limits to a table, so that a phone shows it."""
    return f'<div class="wa-beside">{"".join(_part(grid, grid.limits[n:n + 3]) for n in range(0, len(grid.limits), 3))}</div>'


def _part(grid: Grid, limits) -> str:
    caption = f"The picture as a table: for each day to start the last day to post, {' '.join(limit.letter for limit in limits)}"
    heads = ("Start on", *(f"{limit.letter}: post by" for limit in limits))
    return table(caption, heads, "".join(_start(grid, limits, place, start) for place, start in enumerate(grid.starts)), "grid")


def _start(grid: Grid, limits, place: int, start: date) -> str:
    cells = "".join(f"<td>{_last(grid, limit.last[place])}</td>" for limit in limits)
    return f'<tr class="first"><th scope="row">{day_cell(start, grid.on)}</th>{cells}</tr>'


def _last(grid: Grid, last: int) -> str:
    if last == len(grid.posts) - 1:
        return "later than shown"
    return day_cell(grid.posts[last], grid.on) if last >= 0 else "earlier"


def letters(grid: Grid) -> str:
    """Which candidates stand behind each letter of the picture."""
    rows = "".join(f"<div><dt>{limit.letter}:</dt> <dd>{escape('; '.join(limit.titles))}{_elsewhere(grid, limit.last)}</dd></div>"
                   for limit in grid.limits)
    return f'<dl class="wa-facts">{rows}</dl>'


def _elsewhere(grid: Grid, last: tuple[int, ...]) -> str:
    if max(last) < 0:
        return " (not in this picture: earlier, or never)"
    return " (every square)" if min(last) == len(grid.posts) - 1 else ""
