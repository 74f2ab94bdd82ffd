"""Versions are numbered, one is current, going back takes one step; changed bytes and foreign types are refused."""

from __future__ import annotations

import io
import json
import pickle
import zipfile
from pathlib import Path

import numpy as np
import pytest

from models.errors import DigestMismatchError, ModelError
from models.model_folder import file_digest
from models.suitability import (
    PolicyPriorClassifier,
    SuitabilityModel,
    all_versions,
    conformal_sets,
    load_version,
    roll_back,
    write_version,
)


class Evil:
    """Its pickle leaves a file behind when it is loaded."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, tuple[str, str]]:
        return open, (str(self.path), "w")


def model(seed: int = 0) -> SuitabilityModel:
    rng = np.random.default_rng(seed)
    table = rng.normal(size=(40, 2))
    says = table[:, 0] > 0
    classifier = PolicyPriorClassifier(classes=(False, True)).fit(table, says)
    return SuitabilityModel(
        classifier=classifier, features=("policy", "share"), sets=conformal_sets(classifier.probability(table), says)
    )


def written(root: Path, seed: int = 0) -> int:
    kept = write_version(
        root, model(seed), texts={"card.vi.md": "# Thẻ\n"}, settings={"today": "2026-11-21"},
        metrics={"model_brier": 0.1}, libraries={"numpy": "2"},
    )  # fmt: skip
    return kept.number


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for seed in range(2):
        written(tmp_path, seed)
    return tmp_path


def bless(root: Path, number: int) -> None:
    """Make manifest and index agree with changed files, as somebody would who controls the folder."""
    folder = root / f"{number:04d}"
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["files"] = {name: file_digest(folder / name) for name in manifest["files"]}
    (folder / "manifest.json").write_text(json.dumps(manifest))
    index = json.loads((root / "current.json").read_text())
    index["manifests"][str(number)] = file_digest(folder / "manifest.json")
    (root / "current.json").write_text(json.dumps(index))


def test_a_version_read_back_says_the_same(root: Path) -> None:
    version, found = load_version(root)
    asked = np.random.default_rng(9).normal(size=(100, 2))
    assert (version.number, version.is_current, found.features) == (2, True, ("policy", "share"))
    np.testing.assert_array_equal(found.classifier.probability(asked), model(1).classifier.probability(asked))
    np.testing.assert_array_equal(found.sets.meets, model(1).sets.meets)


def test_versions_are_kept_and_the_newest_is_current(root: Path) -> None:
    assert [(version.number, version.is_current) for version in all_versions(root)] == [(1, False), (2, True)]


def test_rolling_back_makes_the_one_before_current_and_deletes_nothing(root: Path) -> None:
    assert roll_back(root).number == 1
    assert load_version(root)[0].number == 1
    assert [version.number for version in all_versions(root)] == [1, 2]
    assert written(root, 3) == 3
    assert roll_back(root, 2).number == 2


def test_there_is_nothing_before_the_first(root: Path) -> None:
    roll_back(root)
    with pytest.raises(ModelError, match="no version to go back to"):
        roll_back(root)


def test_an_unknown_version_and_an_empty_folder_are_refused(root: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no version 7"):
        load_version(root, 7)
    with pytest.raises(ModelError, match="no version of"):
        load_version(tmp_path / "nowhere")


@pytest.mark.parametrize("name", ["model.skops", "meets.npy", "card.vi.md", "manifest.json"])
def test_a_changed_byte_is_refused_before_anything_is_built(
    root: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    built: list[str] = []
    monkeypatch.setattr("models.suitability.versions._read_estimator", lambda path: built.append(str(path)))
    monkeypatch.setattr("numpy.load", lambda *args, **kwargs: built.append(str(args)))
    path = root / "0002" / name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes(content))
    with pytest.raises(DigestMismatchError):
        load_version(root)
    assert built == []


def test_a_pickle_given_as_a_model_is_refused_and_does_not_run(root: Path, tmp_path: Path) -> None:
    trace = tmp_path / "ran"
    (root / "0002" / "model.skops").write_bytes(pickle.dumps(Evil(trace)))
    with pytest.raises(DigestMismatchError):
        load_version(root)
    bless(root, 2)
    with pytest.raises(ModelError, match="not a skops file"):
        load_version(root)
    assert not trace.exists()


def test_a_skops_file_of_another_type_is_refused_by_name(root: Path) -> None:
    path = root / "0002" / "model.skops"
    with zipfile.ZipFile(path) as archive:
        schema = json.loads(archive.read("schema.json"))
        others = {name: archive.read(name) for name in archive.namelist() if name != "schema.json"}
    schema["__class__"], schema["__module__"] = "system", "os"
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("schema.json", json.dumps(schema))
        for name, data in others.items():
            archive.writestr(name, data)
    path.write_bytes(content.getvalue())
    bless(root, 2)
    with pytest.raises(ModelError, match=r"not trusted.*system"):
        load_version(root)


def test_a_broken_index_is_refused(root: Path) -> None:
    (root / "current.json").write_text('{"current": 1}')
    with pytest.raises(ModelError, match="cannot be read"):
        all_versions(root)
