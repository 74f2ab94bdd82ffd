"""How long does scoring a test take, from file to file, and what does a plain way cost and miss?

Question: are 10,000 people × 60 items scored within 20 seconds, beside the textbook ways in the same run: joint maximum
likelihood for Rasch, a logistic regression of each item on the standardised total for 2PL? The figures are written into
docs/performance.md.

Question: can 100,000 people × 60 items be scored on one office machine in minutes and in the memory it has?
Last numbers (2026-11-22, one thread, 2 cores of an AMD EPYC shared with other work, load average about 8):
Rasch 13 s, with 5 % gaps 118 s; 2PL 66 s, with 5 % gaps 77 s; peak memory 754 MB.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.special import expit, logit
from sklearn.linear_model import LogisticRegression

from recommender.workflows.score_test import Request, score_test
from tests.benchmarks.test_screen_speed import machine, write
from tests.models.testing.simulated import Drawn, Floats, drawn

pytestmark = pytest.mark.bench

PEOPLE, ITEMS = 100_000, 60
MOST_SECONDS = 600
MOST_MEGABYTES = 4_000


SIZED = (10_000, 60)
MOST_SECONDS_SIZED = 20


def answers_file(path: Path, answers: Floats) -> Path:
    """The answers as a file of an examination: 1, 0 or blank."""
    marks = np.where(np.isnan(answers), "", np.where(answers == 1, "1", "0"))
    lines = [",".join(["id", *(f"c{item}" for item in range(answers.shape[1]))])]
    lines += [",".join([f"p{person}", *row]) for person, row in enumerate(marks)]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def joint(answers: Floats) -> tuple[Floats, Floats]:
    """Difficulty and ability by joint maximum likelihood: Newton steps in turn, scores without a maximum cut off."""
    score, right = np.clip(answers.sum(axis=1), 0.3, answers.shape[1] - 0.3), answers.sum(axis=0)
    theta, difficulty = logit(score / answers.shape[1]), -logit(right / len(answers))
    for _ in range(100):
        difficulty = difficulty - difficulty.mean()
        chance = expit(theta[:, None] - difficulty)
        information = chance * (1 - chance)
        theta = theta + np.clip((score - chance.sum(axis=1)) / information.sum(axis=1), -1, 1)
        step = (chance.sum(axis=0) - right) / information.sum(axis=0)
        difficulty = difficulty + step
        if np.abs(step).max() < 1e-5:
            break
    return difficulty - difficulty.mean(), theta


def on_totals(answers: Floats) -> tuple[Floats, Floats]:
    """Difficulty of each item and ability: logistic regression of its answers on the standardised total."""
    total = answers.sum(axis=1)
    ability = (total - total.mean()) / total.std()
    fits = [LogisticRegression(C=1e6).fit(ability[:, None], column) for column in answers.T]
    return np.array([-fit.intercept_[0] / fit.coef_[0, 0] for fit in fits]), ability


PLAIN: dict[str, tuple[str, Callable[[Floats], tuple[Floats, Floats]]]] = {
    "rasch": ("joint maximum likelihood", joint),
    "2pl": ("logistic regression on the total", on_totals),
}


def missed(test: Drawn, difficulty: Floats, theta: Floats) -> str:
    """Mean absolute error of difficulties, and root mean square error of abilities, in logits."""
    off = np.abs((difficulty - difficulty.mean()) - (test.difficulty - test.difficulty.mean())).mean()
    return f"{off:.3f} | {np.sqrt(np.nanmean((theta - test.theta) ** 2)):.3f}"


def test_ten_thousand_people_are_scored_within_twenty_seconds(tmp_path: Path, say: Callable[[str], None]) -> None:
    people, items = SIZED
    rows = []
    for model, spread in (("rasch", 0.0), ("2pl", 0.3)):
        test = drawn(n_people=people, n_items=items, seed=1, slope_spread=spread)
        path = answers_file(tmp_path / f"{model}.csv", test.answers)
        started, used = time.perf_counter(), time.process_time()
        scored = score_test(Request(responses=path, model=model, out=tmp_path / "S.csv"))
        seconds, processor = time.perf_counter() - started, time.process_time() - used
        assert scored.n_scored == people
        assert seconds < MOST_SECONDS_SIZED
        found, scores = pd.read_csv(tmp_path / "S.items.csv"), pd.read_csv(tmp_path / "S.csv")
        own = missed(test, found["difficulty"].to_numpy(), scores["theta"].to_numpy())
        rows.append(f"| **`score-test --model {model}`, file to file** | **{seconds:.1f}** | {processor:.1f} | {own} |")
        name, way = PLAIN[model]
        started, used = time.perf_counter(), time.process_time()
        plain = missed(test, *way(test.answers))
        seconds, processor = time.perf_counter() - started, time.process_time() - used
        rows.append(f"| {name}, in memory | {seconds:.1f} | {processor:.1f} | {plain} |")
    body = "\n".join(
        [
            f"## Scoring of tests\n\n{people:,} people × {items} items, drawn from known truth. {machine()}\n",
            "| | seconds | of the processor | error of difficulties | error of abilities |",
            "| --- | --: | --: | --: | --: |",
            *rows,
            "\nErrors in logits: mean absolute of difficulties, root mean square of abilities. `score-test` reads the "
            "file, tells standard errors, item fit and flags, and writes its files; the plain ways do none of that.",
        ]
    )
    write("scoring", body)
    say(body)


@pytest.mark.parametrize("missing", [0.0, 0.05])
@pytest.mark.parametrize("model", ["rasch", "2pl"])
def test_a_national_test_is_scored_in_minutes(tmp_path: Path, model: str, missing: float) -> None:
    answers = drawn(n_people=PEOPLE, n_items=ITEMS, seed=1, slope_spread=0.3, missing=missing).answers
    answers_file(tmp_path / "R.csv", answers)
    started = time.perf_counter()
    scored = score_test(Request(responses=tmp_path / "R.csv", model=model, out=tmp_path / "S.csv"))
    seconds = time.perf_counter() - started
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{model}, {missing:.0%} missing: {seconds:.0f} s, peak {megabytes:.0f} MB, {scored.test['calibration']}")
    assert scored.n_scored == PEOPLE
    assert seconds < MOST_SECONDS
    assert megabytes < MOST_MEGABYTES
