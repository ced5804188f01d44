"""Tables of the page "Rules and sources". Plain HTML: four columns, and under each row where it is written."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from html import escape

from planner.disagreements import KINDS, Disagreement
from planner.routes import ALL_ROUTES
from planner.rule_words import SHOWN, USED, in_words, since, status_of, value_of
from planner.rulebook import NOT_VERIFIED, OWN, READ, SECOND_HAND, Entry
from planner.ui.marks import mark
from planner.ui.rule_link import rule_link
from planner.ui.tables import table
from planner.words import long_day, sentence

MARKS = {READ: "yes", SECOND_HAND: "partly", OWN: "earliest", NOT_VERIFIED: "unknown"}


def sure_cell(entry: Entry) -> str:
    """How sure a number is, as a mark and a word."""
    return f"{mark(MARKS[entry.sure])} {entry.sure}"


def numbers_table(found: list[Entry], caption: str) -> str:
    """Sentences with value, days in force and how sure; beneath each where it is written, when that was checked, what to know."""
    return table(caption, ("Value", "In force", "How sure"), _groups(map(_number, found)), "rules")


def _groups(rows: Iterable[str]) -> str:
    """Each sentence with its values is a group of rows, so that a reader of the screen hears them together."""
    return "</tbody><tbody>".join(rows)


def _number(entry: Entry) -> str:
    return _row(entry.title, (escape(value_of(entry)), since(entry), sure_cell(entry)), _source(entry))


def _row(says: str, cells: tuple[str, ...], source: str) -> str:
    """A sentence over its values, and its source beneath them: readable on a phone."""
    values = "".join(f"<td>{cell}</td>" for cell in cells)
    beneath = f'<tr><td colspan="{len(cells)}"><small>{source}</small></td></tr>' if source else ""
    return (f'<tr class="first"><th scope="rowgroup" colspan="{len(cells)}">{escape(in_words(says))}</th></tr>'
            f"<tr>{values}</tr>{beneath}")


def _source(entry: Entry) -> str:
    row = entry.row
    parts = [_ended(f"{status_of(entry)}; {USED if entry.is_used else SHOWN}"), _ended(row.cite),
             f"Checked {long_day(row.checked)}.", _ended(in_words(row.note))]
    return f"{' '.join(escape(part) for part in parts if part)} {rule_link(row.id)}"


def _ended(text: str) -> str:
    """A sentence with capital and full stop; an address stays as it is."""
    return text if text.startswith("http") else sentence(text) + ("." if text and text[-1] not in ".?!" else "")


def facts(entry: Entry) -> str:
    """Everything about one value, as a list."""
    row = entry.row
    said = [("Value", value_of(entry)), ("In force", since(entry)), ("Status", status_of(entry)), ("How sure", entry.sure),
            ("In plans", "used" if entry.is_used else "shown, moves no date"),
            ("Routes", ", ".join(ALL_ROUTES[name].title for name in entry.routes)), ("Written in", row.cite),
            ("Checked", long_day(row.checked)), ("To know", _ended(in_words(row.note)))]
    rows = "".join(f"<div><dt>{head}:</dt> <dd>{escape(text)}</dd></div>" for head, text in said if text)
    return f'<div class="wa"><dl class="wa-facts wa-rule-facts">{rows}</dl></div>'


def history_table(values: list[Entry], used: Entry | None) -> str:
    """The values of one rule through time; the one that a plan would use today is named."""
    rows = _groups(_value(entry, entry is used) for entry in values)
    return table(f"{values[0].row.id} through time: value, status, how sure", ("Value", "Status", "How sure"), rows, "rules")


def _value(entry: Entry, is_used: bool) -> str:
    when = sentence(since(entry)) + (", used today" if is_used else "")
    return _row(when, (escape(value_of(entry)), escape(entry.row.status), sure_cell(entry)), escape(_ended(entry.row.cite)))


def regimes_table(pairs: list[tuple[Entry | None, Entry]]) -> str:
    """What a regime would change, rule by rule."""
    caption = "Rules that the postponed rule would change: today, and if it took effect"
    return table(caption, ("Today", "If it took effect"), _groups(_pair(*pair) for pair in sorted(pairs, key=_is_new)), "rules")


def _is_new(pair: tuple[Entry | None, Entry]) -> bool:
    return pair[0] is None


def _pair(old: Entry | None, new: Entry) -> str:
    today = escape(value_of(old)) if old else "no such rule"
    return _row(new.title, (today, escape(value_of(new))), f"{escape(_ended(new.row.cite))} {rule_link(new.row.id)}")


def story_table(events: list[Entry]) -> str:
    """What has happened, in order of time."""
    rows = "".join(f'<tr class="first"><th scope="row">{long_day(entry.row.start)}</th><td>{escape(in_words(entry.title))} '
                   f"<small>{escape(_ended(entry.row.cite))}</small></td><td>{sure_cell(entry)}</td></tr>" for entry in events)
    return table("What has happened to the rule, in order of time", ("Day", "Event", "How sure"), rows, "story")


def disagreements_html(found: tuple[Disagreement, ...]) -> str:
    """Who says what, which reading we take, and why; one kind after the other."""
    parts = []
    for kind, title in KINDS.items():
        some = [one for one in found if one.kind == kind]
        if some:
            parts.append(f'<h3 class="wa wa-h3">{title}</h3>' + "".join(_disagreement(one) for one in some))
    return "".join(parts)


def _disagreement(one: Disagreement) -> str:
    says = {name: escape(in_words(getattr(one, name))) for name in ("topic", "ours", "why")}
    readings = "".join(f"<li>{escape(in_words(reading.says))} <small>{escape(in_words(reading.who))}</small></li>"
                       for reading in one.readings)
    rules = ", ".join(rule_link(rule) for rule in one.rules)
    return (f'<section class="wa wa-dispute"><h4>{says["topic"]}</h4><ul>{readings}</ul>'
            f'<p><b>We take:</b> {says["ours"]} {says["why"]} <small>{rules}</small></p></section>')


def topics_table(found: tuple[Entry, ...]) -> str:
    """For each topic how many values are how sure, and when the oldest was looked at."""
    rows = _groups(_topic(topic, [entry for entry in found if entry.topic == topic])
                   for topic in dict.fromkeys(entry.topic for entry in found))
    return table("By topic: how many values are read, second-hand, not verified, and when the oldest was checked",
                 ("Read", "Second-hand", "Our choice", "Not verified"), rows, "rules")


def _topic(topic: str, found: list[Entry]) -> str:
    sure = Counter(entry.sure for entry in found)
    oldest = min(entry.row.checked for entry in found)
    return _row(topic, tuple(f"{sure[name]:,}" for name in MARKS), f"Oldest check {long_day(oldest)}.")
