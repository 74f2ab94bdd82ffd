from __future__ import annotations

import numpy as np

from models.testing.classical import item_statistics
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
