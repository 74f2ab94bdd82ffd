"""The estimators keep scikit-learn's contract: its own checks run on them with tables made 0/1 first.

Its checks feed measurements, which the models refuse by design (answers are 0, 1 or missing); a subclass that cuts
each column at a fixed point lets every other rule be checked.
"""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.utils.estimator_checks import check_estimator
from sklearn.utils.validation import validate_data

from models.testing.rasch import RaschModel
from models.testing.two_parameter import TwoParameterModel
from tests.models.testing.simulated import drawn

CUT = 0.5


class CutMixin:
    """Takes measurements for answers: right above one half."""

    def _answers(self, table: object, *, reset: bool) -> np.ndarray:
        values = validate_data(self, table, reset=reset, dtype=np.float64, ensure_all_finite="allow-nan")
        return np.where(np.isnan(values), np.nan, (values > CUT).astype(np.float64))


class CutRasch(CutMixin, RaschModel):
    pass


class CutTwoParameter(CutMixin, TwoParameterModel):
    pass


@pytest.mark.parametrize("model", [CutRasch(), CutTwoParameter()], ids=["rasch", "2pl"])
def test_scikit_learns_own_checks_pass(model: RaschModel | TwoParameterModel) -> None:
    check_estimator(model, on_skip=None)


@pytest.mark.parametrize("model", [RaschModel(), TwoParameterModel()], ids=["rasch", "2pl"])
def test_measurements_are_refused(model: RaschModel | TwoParameterModel) -> None:
    with pytest.raises(ValueError, match="answers must be 0, 1 or missing"):
        model.fit(np.array([[0.3, 1.0], [0.0, 1.0]]))


@pytest.mark.parametrize("model", [RaschModel(ability="wle"), TwoParameterModel(ability="mle")], ids=["rasch", "2pl"])
def test_a_clone_learns_the_same(model: RaschModel | TwoParameterModel) -> None:
    answers = drawn(n_people=200, n_items=6, seed=1).answers
    np.testing.assert_array_equal(model.fit(answers).transform(answers), clone(model).fit(answers).transform(answers))
