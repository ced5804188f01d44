"""A made-up school whose terms are all projected, in a world beside the planner's own schools."""
import tomllib
from dataclasses import replace
from pathlib import Path

from planner.schools import school_of
from planner.world import World, load_world

ELMWOOD = school_of("elmwood", tomllib.loads(Path(__file__).with_name("elmwood.toml").read_text()), [])


def with_elmwood() -> World:
    """The planner's data and Elmwood, which binds CPT to its terms and has no published calendar."""
    world = load_world()
    return replace(world, schools=world.schools | {"elmwood": ELMWOOD})
