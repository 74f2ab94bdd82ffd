"""Level of responsibility a text speaks of: leads, organises, takes part, assists, follows."""

from models.responsibility.estimator import LineLevel, ResponsibilityEstimator, TextLevel
from models.responsibility.stored import Levels, responsibility_levels, shipped_estimator

__all__ = [
    "Levels",
    "LineLevel",
    "responsibility_levels",
    "ResponsibilityEstimator",
    "shipped_estimator",
    "TextLevel",
]
