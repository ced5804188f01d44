"""The JSON Schemas of the files that people write: a case, the lists of a history, a job, a what-if.

Each is whole in itself and says which draft it is written in, so any validator takes it alone; the names that only the data
know, a regime's and a school's, are those that the reader of a what-if knows.
"""
from __future__ import annotations

from planner.case import Case
from planner.history import LISTS
from planner.job import Job
from planner.what_if import WhatIf
from planner.world import World

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def json_schemas(world: World) -> dict[str, dict]:
    """A schema by the name of what it describes.

    >>> from planner.world import load_world
    >>> list(json_schemas(load_world()))
    ['case', 'history', 'job', 'what_if']
    """
    schemas = {"case": Case.model_json_schema(), "history": _history(), "job": Job.model_json_schema(), "what_if": _what_if(world)}
    return {name: {"$schema": DRAFT, "$id": f"{name}.schema.json"} | schema for name, schema in schemas.items()}


def _history() -> dict:
    lists = {name: {"type": "array", "items": kind.model_json_schema()} for name, kind in LISTS.items()}
    return {"title": "Lists of a case file", "type": "object", "properties": lists}


def _what_if(world: World) -> dict:
    schema = WhatIf.model_json_schema()
    text, _ = schema["properties"]["regime"]["anyOf"]
    text["enum"] = list(world.law.regimes)
    schema["properties"]["schools"]["propertyNames"] = {"enum": list(world.schools)}
    return schema
