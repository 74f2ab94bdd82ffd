"""Levels on real duty lists and skill statements that nobody here wrote and nothing was trained on."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import spearmanr
from sklearn.metrics import roc_auc_score

from models.responsibility import responsibility_levels

BENCHMARK = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "benchmark"
pytestmark = [pytest.mark.shared, pytest.mark.skipif(not BENCHMARK.is_dir(), reason="real texts are absent")]


def rows(name: str) -> list[dict[str, str]]:
    with (BENCHMARK / name).open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def level_auc(found: list[dict[str, str]]) -> float:
    """AUC of the level difference alone."""
    difference = (
        responsibility_levels([row["profile"] for row in found]).level
        - responsibility_levels([row["requirement"] for row in found]).level
    )
    return float(roc_auc_score([row["label"] for row in found], difference))


def test_grades_of_one_profession_are_told_apart() -> None:
    """Cosine of the encoder 0.57; measured 0.942 on 2026-11-22."""
    assert level_auc([row for row in rows("vi_meets/pairs.jsonl") if row["type"] == "same_family"]) >= 0.92


def test_skill_levels_in_english_are_told_apart() -> None:
    """Measured 0.952 on 2026-11-22."""
    assert level_auc(rows("en_meets_skill_level/pairs.jsonl")) >= 0.90


def test_role_levels_of_one_role_are_told_apart() -> None:
    """Measured 0.929 on 2026-11-22."""
    assert level_auc([row for row in rows("en_meets_role/pairs.jsonl") if row["type"] == "same_role"]) >= 0.88


def test_levels_follow_the_grade_of_the_position() -> None:
    """Spearman correlation over 135 duty lists of 40 professions."""
    found = rows("vi_grade/texts.jsonl")
    levels = responsibility_levels([row["text"] for row in found]).level
    assert spearmanr(levels, -np.array([row["grade"] for row in found], dtype=float)).statistic >= 0.82
