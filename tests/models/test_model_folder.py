"""A model folder is taken whole or not at all."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from models.errors import DigestMismatchError, ModelError
from models.model_folder import MANIFEST, load_arrays, read_manifest, save_arrays

ARRAYS = {"weights": np.arange(6, dtype=np.float64).reshape(2, 3), "names": np.array(["a", "b"])}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A saved model."""
    save_arrays(tmp_path / "model", ARRAYS, kind="toy", settings={"c": 1.5}, metrics={"auc": 0.7})
    return tmp_path / "model"


def test_arrays_come_back_as_saved(folder: Path) -> None:
    manifest, arrays = load_arrays(folder, kind="toy", names=["weights", "names"])
    np.testing.assert_array_equal(arrays["weights"], ARRAYS["weights"])
    np.testing.assert_array_equal(arrays["names"], ARRAYS["names"])
    assert manifest.settings == {"c": 1.5}
    assert manifest.metrics == {"auc": 0.7}


def test_changed_file_is_refused(folder: Path) -> None:
    (folder / "weights.npy").write_bytes(b"other")
    with pytest.raises(DigestMismatchError):
        load_arrays(folder, kind="toy", names=["weights"])


def test_missing_file_is_refused(folder: Path) -> None:
    (folder / "weights.npy").unlink()
    with pytest.raises(DigestMismatchError):
        read_manifest(folder, kind="toy")


def test_other_kind_is_refused(folder: Path) -> None:
    with pytest.raises(ModelError) as caught:
        read_manifest(folder, kind="tool")
    assert caught.value.code == "model_kind"


def test_unknown_array_is_refused(folder: Path) -> None:
    with pytest.raises(ModelError) as caught:
        load_arrays(folder, kind="toy", names=["bias"])
    assert caught.value.code == "model_array"


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"kind": "toy"}'])
def test_unreadable_manifest_is_refused(folder: Path, content: str) -> None:
    (folder / MANIFEST).write_text(content, encoding="utf-8")
    with pytest.raises(ModelError) as caught:
        read_manifest(folder, kind="toy")
    assert caught.value.code == "model_manifest"


def test_file_outside_the_folder_is_refused(folder: Path) -> None:
    content = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    content["files"] = {"../secret": "0" * 64}
    (folder / MANIFEST).write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(DigestMismatchError):
        read_manifest(folder, kind="toy")


def test_saving_over_a_model_is_refused(folder: Path) -> None:
    with pytest.raises(ModelError) as caught:
        save_arrays(folder, ARRAYS, kind="toy")
    assert caught.value.code == "model_exists"


def test_objects_are_never_saved(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="Object arrays"):
        save_arrays(tmp_path / "model", {"bad": np.array([{}], dtype=object)}, kind="toy")
    assert list(tmp_path.iterdir()) == []


def test_metrics_are_no_part_of_the_identity(tmp_path: Path) -> None:
    first = save_arrays(tmp_path / "a", ARRAYS, kind="toy", metrics={"auc": 0.7})
    second = save_arrays(tmp_path / "b", ARRAYS, kind="toy", metrics={"auc": 0.8})
    assert first.digest == second.digest
