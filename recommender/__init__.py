"""Screening of officers against their positions: `screen` takes frames and a catalogue, returns all result frames."""

from recommender.inputs import Inputs
from recommender.pipeline import RunResult, screen
from recommender.settings import Settings

__all__ = ["Inputs", "RunResult", "screen", "Settings"]
