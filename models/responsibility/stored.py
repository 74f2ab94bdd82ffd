"""Yields the responsibility estimator that ships with the package, and levels of texts from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib import resources
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.model_folder import load_arrays, save_arrays
from models.responsibility.estimator import ResponsibilityEstimator
from models.responsibility.training_texts import sentences, texts

KIND = "responsibility"
GENRE_DEVIATION = 0.6
"""Real texts stray further from their level than written ones: over 135 duty lists with a known grade the error was
0.83 where the estimator expects 0.54."""
_ARRAYS = ("terms", "weights", "pooling")
_DATA = ("classes.yaml", "fields.yaml", "frames_en.yaml", "frames_vi.yaml")


@dataclass(frozen=True, kw_only=True)
class Levels:
    """Levels of texts, 1 (follows) to 5 (leads), and their standard deviations, one of each a text."""

    level: NDArray[np.float64]
    deviation: NDArray[np.float64]


def responsibility_levels(texts: Sequence[str]) -> Levels:
    """Level and deviation of each text; a text that says nothing stands at 3 with a wide deviation."""
    estimator = shipped_estimator()
    distinct = {text: estimator.describe(text) for text in dict.fromkeys(texts)}
    return Levels(
        level=np.array([distinct[text].level for text in texts], dtype=float),
        deviation=np.hypot([distinct[text].deviation for text in texts], GENRE_DEVIATION),
    )


@cache
def shipped_estimator() -> ResponsibilityEstimator:
    """The estimator of the package, read once; refused when a file differs from its manifest."""
    return load_estimator(shipped_folder())


def shipped_folder() -> Path:
    """Where the package keeps it."""
    return Path(__file__).parent / "trained"


def data_digest() -> str:
    """SHA-256 of the training texts' files: tells whether the shipped model was trained on the present ones."""
    folder = resources.files("models.responsibility") / "data"
    return sha256(b"\0".join((folder / name).read_bytes() for name in _DATA)).hexdigest()


def train_estimator() -> ResponsibilityEstimator:
    """A fresh estimator from the written sentences and texts."""
    return ResponsibilityEstimator().fit(sentences(), texts())


def save_estimator(estimator: ResponsibilityEstimator, folder: Path) -> None:
    """Write an estimator into a new folder."""
    pooling = [estimator.offset_, estimator.slope_, estimator.centre_, *estimator.variance_]
    save_arrays(
        folder,
        {
            "terms": np.frombuffer("\n".join(estimator.column_).encode(), dtype=np.uint8),
            "weights": estimator.weights_.astype(np.float32),
            "pooling": np.array(pooling, dtype=np.float64),
        },
        kind=KIND,
        settings={
            "alpha": estimator.alpha,
            "least_professions": estimator.least_professions,
            "data": data_digest(),
        },
    )


def load_estimator(folder: Path) -> ResponsibilityEstimator:
    """An estimator from a folder; ModelError when it is none or a digest differs."""
    manifest, arrays = load_arrays(folder, kind=KIND, names=_ARRAYS)
    settings = manifest.settings
    estimator = ResponsibilityEstimator(
        alpha=float(settings["alpha"]), least_professions=int(settings["least_professions"])
    )
    terms = arrays["terms"].tobytes().decode().split("\n")
    estimator.column_ = {term: number for number, term in enumerate(terms)}
    estimator.weights_ = np.asarray(arrays["weights"], dtype=float)
    pooling = np.asarray(arrays["pooling"], dtype=float)
    estimator.offset_, estimator.slope_, estimator.centre_ = (float(value) for value in pooling[:3])
    estimator.variance_ = pooling[3:]
    return estimator
