"""A thousand random officers under other names, sexes and ethnicities: not one result differs by a byte."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from recommender import screen
from recommender.columns import PERSONAL
from recommender.evaluate.swapped import swap_check, swapped_inputs
from recommender.inputs import Inputs
from tests.recommender import factories as make

OFFICERS = 1000


def thousand(seed: int) -> Inputs:
    """Officers of position A with random papers, results by several sources, and everything personal at random."""
    rng = np.random.default_rng(seed)
    names = [f"o{number:04d}" for number in range(OFFICERS)]
    topics = ("soạn thảo văn bản", "công nghệ thông tin", "đăng ký khai sinh", "chứng thực bản sao")
    results = [
        make.result(
            name,
            topic,
            float(np.clip(base + rng.normal(0, 8), 0, 100)),
            method=method,
            assessor=f"{method}{rng.integers(40)}",
        )
        for name, base in zip(names, rng.uniform(15, 100, OFFICERS), strict=True)
        for topic in topics
        for method in ("test", "supervisor")
        if rng.random() < 0.7
    ]
    papers = [row for name in names for row in make.full_documents(name) if rng.random() < 0.9]
    personal = PERSONAL.frame(
        [
            {"officer_id": name, "name": f"Nguyễn Văn {rng.integers(700)}", "sex": rng.choice(["Nam", "Nữ", ""]),
             "ethnicity": rng.choice(["Kinh", "Thái", "Mông", "Dao", ""], p=[0.6, 0.2, 0.1, 0.05, 0.05]),
             "birth_date": pd.Timestamp("1985-01-01")}
            for name in names
        ]
    )  # fmt: skip
    plain = make.inputs(dict.fromkeys(names, 60.0), personal=personal)
    return replace(plain, assessments=make.assessments(*results), statements=make.statements(*papers))


def test_who_people_are_changes_no_byte_of_any_result() -> None:
    inputs = thousand(seed=1)
    catalogue = make.catalogue(courses=[make.course("K1", {"C3": 3, "A.T01": 3})])
    before, after = (
        screen(given, catalogue, matcher=make.EqualWords(), settings=make.SETTINGS)
        for given in (inputs, swapped_inputs(inputs))
    )
    check = swap_check(before.frames(), after.frames(), through_files=False)
    assert check.verdicts == OFFICERS
    assert set(before.verdicts["verdict"]) == {"meets", "needs_review", "does_not_meet"}
    assert check.changed == ()
    assert not before.fairness.equals(after.fairness)
