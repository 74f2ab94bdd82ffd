"""Scoring of tests: item response models, abilities, item statistics, cut scores and levels."""

from models.testing.ability import Abilities, Ability, ItemCurves, Population
from models.testing.classical import (
    ItemStatistics,
    ScaleStatistics,
    TrueScores,
    item_statistics,
    scale_statistics,
    standard_error_of_measurement,
    true_scores,
)
from models.testing.cut_scores import CutScore, Rating, angoff_cuts, bookmark_cuts
from models.testing.distractors import OptionFlag, OptionRow, option_rows, scored
from models.testing.held_out import HeldOutLoss, held_out_losses
from models.testing.item_fit import ItemFit
from models.testing.item_flags import ItemFlag, item_flags
from models.testing.item_model import ItemResponseModel
from models.testing.levels import Levels, level_chances, levels_of
from models.testing.rasch import Calibration, RaschModel, Sheets
from models.testing.two_parameter import TwoParameterModel

__all__ = [
    "Abilities",
    "Ability",
    "angoff_cuts",
    "bookmark_cuts",
    "Calibration",
    "CutScore",
    "held_out_losses",
    "HeldOutLoss",
    "item_flags",
    "item_statistics",
    "ItemCurves",
    "ItemFit",
    "ItemFlag",
    "ItemResponseModel",
    "ItemStatistics",
    "level_chances",
    "Levels",
    "levels_of",
    "option_rows",
    "OptionFlag",
    "OptionRow",
    "Population",
    "RaschModel",
    "Rating",
    "scale_statistics",
    "ScaleStatistics",
    "scored",
    "Sheets",
    "standard_error_of_measurement",
    "true_scores",
    "TrueScores",
    "TwoParameterModel",
]
