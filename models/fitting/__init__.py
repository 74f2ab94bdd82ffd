"""Whether a free-text profile meets a free-text requirement."""

from models.fitting.estimator import FitEstimator, FitParameters, FitResult, Label
from models.fitting.similarity import FieldSimilarity, LineMatch
from models.fitting.stored import load_parameters, save_parameters, shipped_folder

__all__ = [
    "FieldSimilarity",
    "FitEstimator",
    "FitParameters",
    "FitResult",
    "Label",
    "LineMatch",
    "load_parameters",
    "save_parameters",
    "shipped_folder",
]
