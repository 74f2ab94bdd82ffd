"""Screening of officers against their positions: `screen` takes frames and a catalogue, returns all result frames.

The names are imported when first used: a command that only looks into the store does not pay for pandas and scipy.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recommender.inputs import Inputs
    from recommender.pipeline import RunResult, screen
    from recommender.settings import Settings

__all__ = ["Inputs", "RunResult", "screen", "Settings"]
HOMES = {"Inputs": "inputs", "RunResult": "pipeline", "screen": "pipeline", "Settings": "settings"}


def __getattr__(name: str) -> object:
    """A public name, imported from its module."""
    if name not in HOMES:
        raise AttributeError(name)
    return getattr(import_module(f"recommender.{HOMES[name]}"), name)
