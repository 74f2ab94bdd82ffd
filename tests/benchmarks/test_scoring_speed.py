"""How long does scoring a national test take, from file to file?

Question: can 100,000 people × 60 items be scored on one office machine in minutes and in the memory it has?
Last numbers (2026-11-22, one thread, 2 cores of an AMD EPYC shared with other work, load average about 8):
Rasch 13 s, with 5 % gaps 118 s; 2PL 66 s, with 5 % gaps 77 s; peak memory 754 MB.
"""

from __future__ import annotations

import resource
import time
from pathlib import Path

import numpy as np
import pytest

from recommender.workflows.score_test import Request, score_test
from tests.models.testing.simulated import drawn

pytestmark = pytest.mark.bench

PEOPLE, ITEMS = 100_000, 60
MOST_SECONDS = 600
MOST_MEGABYTES = 4_000


@pytest.mark.parametrize("missing", [0.0, 0.05])
@pytest.mark.parametrize("model", ["rasch", "2pl"])
def test_a_national_test_is_scored_in_minutes(tmp_path: Path, model: str, missing: float) -> None:
    answers = drawn(n_people=PEOPLE, n_items=ITEMS, seed=1, slope_spread=0.3, missing=missing).answers
    marks = np.where(np.isnan(answers), "", np.where(answers == 1, "1", "0"))
    lines = [",".join(["id", *(f"c{item}" for item in range(ITEMS))])]
    lines += [",".join([f"p{person}", *row]) for person, row in enumerate(marks)]
    (tmp_path / "R.csv").write_text("\n".join(lines), encoding="utf-8")
    started = time.perf_counter()
    scored = score_test(Request(responses=tmp_path / "R.csv", model=model, out=tmp_path / "S.csv"))
    seconds = time.perf_counter() - started
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{model}, {missing:.0%} missing: {seconds:.0f} s, peak {megabytes:.0f} MB, {scored.test['calibration']}")
    assert scored.n_scored == PEOPLE
    assert seconds < MOST_SECONDS
    assert megabytes < MOST_MEGABYTES
