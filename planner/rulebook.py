"""Every number as a reader looks for it: by topic, by route, by how sure it is, by a word, in force on a day or not."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from planner.days import day
from planner.law import Law
from planner.routes import ALL_ROUTES
from planner.source_row import SourceRow
from planner.sources import source_rows
from planner.world import World

READ, SECOND_HAND, OWN, NOT_VERIFIED = "read in the source", "second-hand", "our own choice", "not verified"
SURE = (READ, SECOND_HAND, OWN, NOT_VERIFIED)
SECOND_HAND_NOTE = "read in secondary sources"
VALUE_ASIDE = "; the value in force gives"        # the file says so where its number changes; a page shows the number itself
IN_FORCE, IF_REVIVED, THROUGH_TIME = "in force on that day", "in force if the postponed rule held", "all, also past and proposed"
KINDS = {"lead_time": "Lead times of schools", "calendar": "Calendars of schools", "posting": "Posting days of schools",
         "processing": "Agency times, planned", "likely": "Agency times, likely", "hiring": "A host's hiring",
         "wage": "Minimum wages", "posting_rule": "What a posting has to look like"}
OPT, CARD = ("opt_pre", "opt_post", "opt_stem"), ("opt_pre", "opt_post", "opt_stem", "current_ead")
STORY = {f"fixed_period.{event}" for event in ("proposed", "published", "court_order", "appeal", "later_status",
                                                "official_text_trap")}        # events, not numbers that would hold
ABOUT = {  # a word of an id, and the routes that it is about
    **{name: (name,) for name in ALL_ROUTES}, "opt": OPT, "stem": ("opt_stem",), "ead": CARD, "fees": OPT, "premium": OPT,
    "processing": OPT, "likely": OPT, "academic_year": ("cpt", "opt_pre", "opt_post"), "sign_off": ("cpt", "at"),
    "cap_gap": ("cap_gap", "opt_post", "opt_stem"), "grace": ("opt_post", "opt_stem", "at"),
    "reporting": ("opt_post", "opt_stem", "at"),
}


@dataclass(frozen=True)
class Entry:
    """A row of the sources with what it is filed under. `title` says what is counted, `routes` whose dates it moves."""
    row: SourceRow
    topic: str
    title: str
    routes: tuple[str, ...]
    sure: str
    is_used: bool

    @property
    def text(self) -> str:
        """All that a search looks through, in small letters."""
        row = self.row
        return " ".join((row.id, self.topic, self.title, row.value, row.status, row.regime, row.cite, row.note)).lower()


@lru_cache(8)
def entries(world: World) -> tuple[Entry, ...]:
    """Every number of the planner, in the order of the sources.

    >>> from planner.world import load_world
    >>> entry = next(e for e in entries(load_world()) if e.row.id == "opt_post.filing_opens")
    >>> entry.topic, entry.routes, entry.sure
    ('Post-completion OPT', ('opt_post',), 'read in the source')
    """
    return tuple(Entry(row, _topic(row, world), _title(row, world), _routes(row), how_sure(row), _is_used(row, world))
                 for row in source_rows(world))


def how_sure(row: SourceRow) -> str:
    """Whether somebody has read the number where it is written, elsewhere, or not at all, or whether the planner chose it."""
    if not row.verified:
        return NOT_VERIFIED
    if row.status == "assumption":
        return OWN
    return SECOND_HAND if row.note.startswith(SECOND_HAND_NOTE) else READ


def _is_used(row: SourceRow, world: World) -> bool:
    rule = world.law.rules.get(row.id)
    return rule is None or rule.use == "engine"


def _topic(row: SourceRow, world: World) -> str:
    head, *rest = row.id.split(".")
    kind = rest[0] if head in world.schools and rest else head
    return world.law.titles.get(head) or KINDS.get(kind) or kind.replace("_", " ").capitalize()


def _title(row: SourceRow, world: World) -> str:
    head, *rest = row.id.split(".")
    if head in world.schools:
        return f"{world.schools[head].name}: {row.says}"
    if head == "likely":
        return f"{row.says}, {rest[-1].lstrip('p0')} in 100"
    says, _, is_about_the_value = row.says.partition(VALUE_ASIDE)
    return f"{says}." if is_about_the_value else says


def _routes(row: SourceRow) -> tuple[str, ...]:
    words = row.id.split(".")
    return next((ABOUT[word] for word in (words[0], words[-1]) if word in ABOUT), ())


def topics(found: Iterable[Entry]) -> list[str]:
    """The topics of some entries, each once, as they come."""
    return list(dict.fromkeys(entry.topic for entry in found))


def search(found: Iterable[Entry], words: str = "", about: str = "", sure: str = "") -> list[Entry]:
    """The entries with every one of the words, of a topic or a route, and as sure as asked; empty: whatever.

    >>> from planner.world import load_world
    >>> [entry.row.id for entry in search(entries(load_world()), "cap-gap october", about="Cap-gap: from OPT to H-1B")]
    ['cap_gap.ends', 'cap_gap.fiscal_year', 'cap_gap.months']
    """
    wanted = words.lower().split()
    return [entry for entry in found if (not about or about == entry.topic or about in entry.routes)
            and (not sure or sure == entry.sure) and all(word in entry.text for word in wanted)]


def in_force(row: SourceRow, law: Law, on: int) -> bool:
    """Whether a row is what the planner would use on a day under the regime that the law is read in."""
    if row.id in law.rules:
        return law.has_value(row.id, on) and _is_the_value(row, law.value(row.id, on))
    return (row.start is None or day(row.start) <= on) and (row.until is None or on <= day(row.until))


def _is_the_value(row: SourceRow, value) -> bool:
    return (row.start, row.regime) == (value.start, value.regime or "")


def changed(world: World, regime: str) -> list[tuple[Entry | None, Entry]]:
    """The values of a regime that differ from the law of today, each with what it would replace (None: no such rule today)."""
    now = {entry.row.id: entry for entry in entries(world) if not entry.row.regime and entry.row.until is None}
    pairs = [(now.get(entry.row.id), entry) for entry in entries(world) if entry.row.regime == regime]
    return [(old, new) for old, new in pairs if new.row.id not in STORY and not (old and old.row.value == new.row.value)]


def story(world: World) -> list[Entry]:
    """What has happened to the postponed rule, in order of time."""
    return sorted((entry for entry in entries(world) if entry.row.id in STORY), key=lambda entry: entry.row.start)


def never_applied(world: World) -> list[Entry]:
    """Values that no plan uses unless a reader asks for their regime: postponed, proposed, contested."""
    return [entry for entry in entries(world) if entry.row.regime]
