"""The lists of a history in a link: only in the one that the reader copies; read once, and taken out of the address."""
from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import date

from planner.errors import BadInput
from planner.history import LISTS, history_of
from planner.ui.entries import Lists, of_history

LINKED = "lists"                    # in the link
FACTS = "facts"                     # beside the lists: facts of a file that no field shows
SOMEBODY = {"status": "F-1", "program_start": date(2025, 8, 25), "program_end": date(2027, 5, 14)}
DAMAGED = "The lists in the link cannot be read and are left out: ask for the file of the history instead"


def written(held: Lists, facts: Mapping[str, object]) -> str:
    """The lists and the facts as compact text; empty where there is nothing.

    >>> written({"job": [{"from": date(2026, 6, 1), "kind": "cpt"}]}, {})
    '{"job":[{"from":"2026-06-01","kind":"cpt"}]}'
    """
    held = {name: entries for name, entries in held.items() if entries} | ({FACTS: dict(facts)} if facts else {})
    return json.dumps(held, separators=(",", ":"), sort_keys=True, ensure_ascii=False, default=str) if held else ""


def read(text: str) -> tuple[Lists, dict[str, object]]:
    """Lists and facts from such a text; BadInput where it holds anything else.

    >>> read('{"job":[{"from":"2026-06-01","kind":"cpt"}]}')
    ({'job': [{'from': datetime.date(2026, 6, 1), 'kind': 'cpt'}]}, {})
    """
    held = _parsed(text)
    facts = held.pop(FACTS, {})
    if not isinstance(facts, dict) or held.keys() - LISTS.keys():
        raise BadInput(DAMAGED)
    if not all(isinstance(entries, list) and all(isinstance(entry, dict) for entry in entries) for entries in held.values()):
        raise BadInput(DAMAGED)
    history = history_of(SOMEBODY | facts, held)
    return of_history(history), {name: getattr(history.case, name) for name in facts}


def _parsed(text: str) -> dict:
    with suppress(ValueError, RecursionError):
        held = json.loads(text)
        if isinstance(held, dict):
            return held
    raise BadInput(DAMAGED)
