from __future__ import annotations

import numpy as np
import pytest

from models.testing.ability import ItemCurves
from models.testing.population import fit_population
from models.testing.responses import distinct_patterns
from tests.models.testing.simulated import drawn


def test_mean_and_spread_of_the_population_are_found() -> None:
    test = drawn(n_people=6000, n_items=12, seed=1, mean=0.7)
    curves = ItemCurves(slope=np.ones(12), intercept=-test.difficulty)
    found = fit_population(distinct_patterns(test.answers), curves)
    assert found.mean == pytest.approx(0.7, abs=0.05)
    assert found.sd == pytest.approx(1.0, abs=0.05)


def test_people_who_answer_by_chance_alone_hardly_differ() -> None:
    answers = np.random.default_rng(2).integers(0, 2, (500, 10)).astype(float)
    curves = ItemCurves(slope=np.ones(10), intercept=np.zeros(10))
    assert fit_population(distinct_patterns(answers), curves).sd < 0.35
