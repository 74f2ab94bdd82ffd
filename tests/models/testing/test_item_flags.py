from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from models.testing.classical import ItemStatistics, item_statistics
from models.testing.item_fit import ItemFit
from models.testing.item_flags import ItemFlag, item_flags
from models.testing.rasch import RaschModel
from tests.models.testing.simulated import drawn


def flags_of(answers: np.ndarray) -> list[tuple[ItemFlag, ...]]:
    return item_flags(item_statistics(answers), RaschModel().fit(answers).item_fit(answers))


def test_sound_items_have_no_flag() -> None:
    assert flags_of(drawn(n_people=2000, n_items=15, seed=1).answers) == [()] * 15


def test_each_weakness_has_its_flag() -> None:
    answers = drawn(n_people=2000, n_items=15, seed=1).answers
    answers[:, 0] = 1
    answers[:, 1] = 0
    answers[:, 2] = np.nan
    answers[:, 3] = 1 - answers[:, 3]
    answers[:, 4] = np.random.default_rng(2).integers(0, 2, 2000)
    answers[20:, 5] = np.nan
    flags = flags_of(answers)
    assert flags[0] == (ItemFlag.ALL_RIGHT,)
    assert flags[1] == (ItemFlag.ALL_WRONG,)
    assert flags[2] == (ItemFlag.NO_ANSWERS,)
    assert flags[3][0] is ItemFlag.NEGATIVE_DISCRIMINATION
    assert ItemFlag.MISFIT_NOISY in flags[3]
    assert flags[4][0] in (ItemFlag.WEAK_DISCRIMINATION, ItemFlag.NEGATIVE_DISCRIMINATION)
    assert ItemFlag.FEW_ANSWERS in flags[5]


def statistics_of(
    n_answered: int = 100, *, proportion: float = 0.5, rest: float = 0.4, items: int = 1
) -> ItemStatistics:
    plain = item_statistics(np.array([[1.0] * items, [0.0] * items]))
    return replace(
        plain,
        n_answered=np.full(items, n_answered),
        proportion=np.full(items, proportion),
        item_rest=np.full(items, rest),
    )


def fit(infit: float = 1.0, outfit: float = 1.0, *, infit_t: float = 0.0, outfit_t: float = 0.0) -> ItemFit:
    return ItemFit(
        infit=np.array([infit]), outfit=np.array([outfit]), infit_t=np.array([infit_t]), outfit_t=np.array([outfit_t])
    )


@pytest.mark.parametrize(
    ("rest", "flags"),
    [
        (-0.01, (ItemFlag.NEGATIVE_DISCRIMINATION,)),
        (0.0, (ItemFlag.WEAK_DISCRIMINATION,)),
        (0.09, (ItemFlag.WEAK_DISCRIMINATION,)),
        (0.1, ()),
        (np.nan, ()),
    ],
)
def test_an_item_is_weak_below_a_tenth_and_wrong_below_nothing(rest: float, flags: tuple[ItemFlag, ...]) -> None:
    assert item_flags(statistics_of(rest=rest), fit()) == [flags]


@pytest.mark.parametrize(("n_answered", "is_few"), [(1, True), (29, True), (30, False)])
def test_fewer_than_thirty_answers_are_few(n_answered: int, is_few: bool) -> None:
    assert item_flags(statistics_of(n_answered), fit()) == [(ItemFlag.FEW_ANSWERS,) * is_few]


def test_what_tells_nothing_is_not_called_weak() -> None:
    """An item all alike got right or wrong has no correlation; whatever stands there is not read."""
    assert item_flags(statistics_of(proportion=1.0, rest=-0.5), fit()) == [(ItemFlag.ALL_RIGHT,)]
    assert item_flags(statistics_of(proportion=0.0, rest=-0.5), fit()) == [(ItemFlag.ALL_WRONG,)]


@pytest.mark.parametrize(
    ("mean_square", "significance", "flag"),
    [
        (1.31, 2.1, ItemFlag.MISFIT_NOISY),
        (1.3, 2.1, None),
        (1.31, 2.0, None),
        (0.69, -2.1, ItemFlag.MISFIT_PREDICTABLE),
        (0.7, -2.1, None),
        (0.69, -2.0, None),
        (np.nan, 3.0, None),
        (2.0, np.nan, None),
        (0.1, np.nan, None),
    ],
)
def test_misfit_is_told_beyond_the_range_by_size_and_beyond_chance(
    mean_square: float, significance: float, flag: ItemFlag | None
) -> None:
    found = item_flags(statistics_of(), fit(mean_square, infit_t=significance))
    assert found == [(flag,) if flag else ()]


def test_single_surprising_answers_are_noisy_too_but_never_predictable() -> None:
    assert item_flags(statistics_of(), fit(outfit=1.31, outfit_t=2.1)) == [(ItemFlag.MISFIT_NOISY,)]
    assert item_flags(statistics_of(), fit(outfit=0.5, outfit_t=-5.0)) == [()]
    both = fit(0.5, 1.5, infit_t=-3.0, outfit_t=3.0)
    assert item_flags(statistics_of(), both) == [(ItemFlag.MISFIT_NOISY,)]


def test_an_item_nobody_answered_has_that_one_flag() -> None:
    assert item_flags(statistics_of(0, proportion=np.nan, rest=np.nan), fit(np.nan)) == [(ItemFlag.NO_ANSWERS,)]


def test_flags_come_the_gravest_first() -> None:
    found = item_flags(statistics_of(10, rest=-0.2), fit(2.0, infit_t=4.0))
    assert found == [(ItemFlag.NEGATIVE_DISCRIMINATION, ItemFlag.MISFIT_NOISY, ItemFlag.FEW_ANSWERS)]
