"""The shipped model is the one its data give, small, and refused when a byte differs."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from models.errors import DigestMismatchError
from models.model_folder import read_manifest
from models.responsibility import ResponsibilityEstimator, responsibility_levels
from models.responsibility.stored import KIND, data_digest, load_estimator, save_estimator, shipped_folder
from models.responsibility.training_texts import sentences, texts


def test_the_shipped_model_was_trained_on_the_present_texts() -> None:
    """When it fails: `python -m models.responsibility.build`, then `python -m recommender.workflows.train_fit`."""
    assert read_manifest(shipped_folder(), kind=KIND).settings["data"] == data_digest()


def test_the_shipped_model_is_small() -> None:
    assert sum(path.stat().st_size for path in shipped_folder().iterdir()) < 500_000


def test_a_written_estimator_reads_back_the_same(tmp_path: Path) -> None:
    estimator = ResponsibilityEstimator().fit(sentences(rounds=5), texts(count=50))
    save_estimator(estimator, tmp_path / "model")
    asked = [text.text for text in texts(count=20, seed=9)]
    np.testing.assert_allclose(load_estimator(tmp_path / "model").predict(asked), estimator.predict(asked), atol=1e-4)


def test_a_changed_byte_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(shipped_folder(), folder)
    content = bytearray((folder / "weights.npy").read_bytes())
    content[-1] ^= 1
    (folder / "weights.npy").write_bytes(content)
    with pytest.raises(DigestMismatchError):
        load_estimator(folder)


def test_levels_come_with_deviations_in_the_order_of_the_texts() -> None:
    found = responsibility_levels(["Chủ trì chiến lược quốc gia", "Giúp việc đơn giản", "Chủ trì chiến lược quốc gia"])
    assert found.level.shape == found.deviation.shape == (3,)
    assert found.level[0] == found.level[2] > found.level[1]
    assert (found.level >= 1).all()
    assert (found.level <= 5).all()
    assert (found.deviation > 0).all()


def test_no_texts_give_no_levels() -> None:
    assert len(responsibility_levels([]).level) == 0
