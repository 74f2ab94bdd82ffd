"""Which items are weak and why, from classical statistics and item fit."""

from __future__ import annotations

from enum import StrEnum

from models.testing.classical import ItemStatistics
from models.testing.item_fit import ItemFit

WEAK_DISCRIMINATION = 0.10
"""Item-rest correlation below which an item hardly tells people apart; textbooks ask for 0.2 or more."""
MEAN_SQUARE_LOW, MEAN_SQUARE_HIGH = 0.7, 1.3
"""Wright and Linacre's (1994) range for ordinary multiple-choice tests."""
SIGNIFICANT = 2.0
FEW_ANSWERS = 30


class ItemFlag(StrEnum):
    """What is weak about an item."""

    NO_ANSWERS = "no_answers"
    """Nobody answered it."""
    ALL_RIGHT = "all_right"
    """Everybody who answered was right: it tells nothing and has no difficulty."""
    ALL_WRONG = "all_wrong"
    """Nobody was right: it tells nothing, or its key is wrong."""
    FEW_ANSWERS = "few_answers"
    """Too few answers to say much."""
    NEGATIVE_DISCRIMINATION = "negative_discrimination"
    """Better people do worse on it: look at the key first."""
    WEAK_DISCRIMINATION = "weak_discrimination"
    """It hardly tells better people from others."""
    MISFIT_NOISY = "misfit_noisy"
    """Answers are more erratic than the model expects: ambiguous, guessed, or measuring something else."""
    MISFIT_PREDICTABLE = "misfit_predictable"
    """Answers are more regular than the model expects: repeats other items."""


def item_flags(statistics: ItemStatistics, fit: ItemFit) -> list[tuple[ItemFlag, ...]]:
    """The flags of each item, the gravest first; an empty tuple for a sound item."""
    return [_flags(statistics, fit, item) for item in range(len(statistics.n_answered))]


def _flags(statistics: ItemStatistics, fit: ItemFit, item: int) -> tuple[ItemFlag, ...]:
    n_answered, proportion = int(statistics.n_answered[item]), float(statistics.proportion[item])
    if n_answered == 0:
        return (ItemFlag.NO_ANSWERS,)
    flags = []
    rest = float(statistics.item_rest[item])
    if proportion in (0.0, 1.0):
        flags.append(ItemFlag.ALL_RIGHT if proportion == 1.0 else ItemFlag.ALL_WRONG)
    elif rest < 0:
        flags.append(ItemFlag.NEGATIVE_DISCRIMINATION)
    elif rest < WEAK_DISCRIMINATION:
        flags.append(ItemFlag.WEAK_DISCRIMINATION)
    if _is_off(fit.infit[item], fit.infit_t[item], is_high=True) or _is_off(
        fit.outfit[item], fit.outfit_t[item], is_high=True
    ):
        flags.append(ItemFlag.MISFIT_NOISY)
    elif _is_off(fit.infit[item], fit.infit_t[item], is_high=False):
        flags.append(ItemFlag.MISFIT_PREDICTABLE)
    if n_answered < FEW_ANSWERS:
        flags.append(ItemFlag.FEW_ANSWERS)
    return tuple(flags)


def _is_off(mean_square: float, significance: float, *, is_high: bool) -> bool:
    """Whether a mean square is out of its range by size and beyond chance; never for what is not known (NaN)."""
    if is_high:
        return bool(mean_square > MEAN_SQUARE_HIGH and significance > SIGNIFICANT)
    return bool(mean_square < MEAN_SQUARE_LOW and significance < -SIGNIFICANT)
