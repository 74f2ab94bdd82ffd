"""What would change a verdict in words: small things, the results it lacks, or nothing, each called what it is."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from recommender.explain import smallest_changes
from recommender.explain.change_sentences import Changes, change_sentences
from recommender.explain.needed_results import needed_results
from recommender.types import Basis, StandardStatus
from tests.recommender import factories as make
from tests.recommender.explain.test_change import labels
from tests.recommender.planted_estimates import officers_of


def told(estimates: pd.DataFrame, standards: pd.DataFrame, language: str = "vi") -> pd.DataFrame:
    """Verdicts with `said`."""
    before = labels(estimates, standards)
    changes = Changes(
        smallest=smallest_changes(before, estimates, standards, settings=make.SETTINGS),
        needed=needed_results(before, estimates, standards, settings=make.SETTINGS),
    )
    return before.assign(said=change_sentences(before, changes, estimates, language))


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_verdict_is_told_something(language: str) -> None:
    assert (told(*officers_of(200, np.random.default_rng(3)), language=language)["said"] != "").all()


def test_one_who_meets_is_told_the_requirement_that_is_least_sure() -> None:
    estimates, standards = officers_of(1, np.random.default_rng(0))
    chances = np.linspace(0.999, 0.95, len(estimates))
    sure = estimates.assign(p_meets=chances, level=2.6, min_level=2, basis=str(Basis.DIRECT), is_gate=False)
    fitting = standards.assign(status=str(StandardStatus.FITS))
    last = sure.iloc[-1]
    (said,) = told(sure, fitting)["said"]
    assert (
        said
        == f"Không cần thay đổi gì. Yêu cầu ít chắc nhất: {last['name_vi']} (ước lượng 2,6, cần 2, khả năng đạt 95 %)"
    )
    is_last = chances == chances.min()
    core = sure.assign(is_gate=is_last, basis=np.where(is_last, str(Basis.TEXT), str(Basis.DIRECT)))
    (said,) = told(core, fitting, language="en")["said"]
    assert "(core task, estimated 2.6, needs 2, likelihood 95%; no direct result yet)" in said


def test_no_likelihood_is_told_as_certain() -> None:
    estimates, standards = officers_of(1, np.random.default_rng(0))
    sure = estimates.assign(p_meets=1.0, basis=str(Basis.DIRECT))
    (said,) = told(sure, standards.assign(status=str(StandardStatus.FITS)))["said"]
    assert "khả năng đạt 99 %" in said


def test_where_results_are_few_the_number_needed_is_told_and_nothing_is_called_small() -> None:
    estimates, standards = officers_of(1, np.random.default_rng(0))
    many = pd.concat([estimates.assign(requirement_id=estimates["requirement_id"] + f"-{at}") for at in range(5)])
    unseen = many.assign(basis=str(Basis.NONE), p_meets=0.97, weight=1.0, is_gate=False).reset_index(drop=True)
    (said,) = told(unseen, standards.assign(status=str(StandardStatus.FITS)))["said"]
    count = int(np.ceil(make.SETTINGS.coverage_required * len(unseen)))
    assert said.startswith(
        "Để kết luận được, cần kết quả sát hạch hoặc đánh giá của người khác về ít nhất "
        f"{count} yêu cầu nữa, trước hết: "
    )
    assert said.count("(cần mức ") == 3
    assert said.endswith("; nếu các kết quả đó đều đạt mức cần → đáp ứng")


def test_where_nothing_small_is_enough_the_first_thing_is_not_called_the_change() -> None:
    estimates, standards = officers_of(300, np.random.default_rng(3))
    found = told(estimates.assign(basis=str(Basis.DIRECT)), standards)
    short = found.loc[found["said"].str.startswith("Chưa tìm được việc nào"), "said"]
    assert len(short)
    assert short.str.contains("; nên làm trước: ", regex=False).all()
    assert not short.str.contains("→", regex=False).any()
