"""Yields numbered versions of the suitability model in a folder, the current one first, refused when a byte differs.

The folder holds `0001`, `0002` … (manifest.json, model.skops, arrays, cards) and `current.json`, which names the
current version and the digest of every manifest; it is replaced at once: a reader sees the old version or the new one.
"""

from __future__ import annotations

import json
import os
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.errors import DigestMismatchError, ModelError
from models.model_folder import MANIFEST, Manifest, file_digest, read_manifest, write_folder
from models.suitability.classifier import PolicyPriorClassifier
from models.suitability.conformal import ConformalSets

KIND = "suitability"
CURRENT = "current.json"
ESTIMATOR = "model.skops"
TRUSTED = ("models.suitability.classifier.PolicyPriorClassifier",)
"""The only types beyond numbers, texts and numpy arrays that a version may hold."""
NO_CASES = ConformalSets(meets=np.zeros(0), does_not_meet=np.zeros(0), edges=np.zeros(0))
SETS = ("meets", "does_not_meet", "edges")
"""Arrays of ConformalSets, each a file; those of single requirements with REQUIREMENT before."""
REQUIREMENT = "requirement_"


@dataclass(frozen=True, kw_only=True)
class SuitabilityModel:
    """What a version holds: the classifier, what its sets need, and the columns it was fitted on."""

    classifier: PolicyPriorClassifier
    features: tuple[str, ...]
    sets: ConformalSets = NO_CASES
    requirement_sets: ConformalSets = NO_CASES


@dataclass(frozen=True, kw_only=True)
class Version:
    """A version in the folder, as its manifest and `current.json` tell it."""

    number: int
    folder: Path
    is_current: bool
    manifest: Manifest


@dataclass(frozen=True, kw_only=True)
class _Index:
    """Content of `current.json`: current number, manifest digests by number."""

    current: int = 0
    manifests: Mapping[int, str] = field(default_factory=dict)


def write_version(
    root: Path,
    model: SuitabilityModel,
    *,
    texts: Mapping[str, str],
    settings: Mapping[str, str | int | float | bool],
    metrics: Mapping[str, float],
    libraries: Mapping[str, str],
) -> Version:
    """Add the model as the next version, with its texts (file name → text), and make it the current one."""
    index = _read_index(root)
    number = max(index.manifests, default=0) + 1
    folder = _folder(root, number)
    if folder.exists():
        raise ModelError("model_exists", f"{folder} exists already.", f"{folder} đã tồn tại.")

    def fill(work: Path) -> None:
        from skops.io import dump

        dump(model.classifier, work / ESTIMATOR)
        for name, array in _arrays(model).items():
            np.save(work / f"{name}.npy", array, allow_pickle=False)
        for name, text in texts.items():
            (work / name).write_text(text, encoding="utf-8", newline="\n")

    def describe(files: Mapping[str, str]) -> Manifest:
        known = {**settings, "features": " ".join(model.features)}
        return Manifest(kind=KIND, files=files, settings=known, metrics=metrics, libraries=libraries)

    write_folder(folder, fill, describe)
    manifests = {**index.manifests, number: file_digest(folder / MANIFEST)}
    _write_index(root, _Index(current=number, manifests=manifests))
    return Version(number=number, folder=folder, is_current=True, manifest=read_manifest(folder, kind=KIND))


def load_version(root: Path, number: int | None = None) -> tuple[Version, SuitabilityModel]:
    """The current version (or the one named) and its model; every digest is compared before anything is built.

    Raises ModelError when there is none or it holds a type that is not trusted, DigestMismatchError when a byte
    differs.
    """
    version = _version(root, _read_index(root), number)
    folder = version.folder
    needed = [ESTIMATOR, *(f"{prefix}{name}.npy" for prefix in ("", REQUIREMENT) for name in SETS)]
    missing = [name for name in needed if name not in version.manifest.files]
    if missing:
        raise ModelError(
            "model_array", f"{folder} lacks {', '.join(missing)}.", f"{folder} thiếu tệp {', '.join(missing)}."
        )
    model = SuitabilityModel(
        classifier=_read_estimator(folder / ESTIMATOR),
        features=tuple(str(version.manifest.settings["features"]).split()),
        sets=_read_sets(folder, ""),
        requirement_sets=_read_sets(folder, REQUIREMENT),
    )
    return version, model


def all_versions(root: Path) -> tuple[Version, ...]:
    """Every version, oldest first, its files compared with their digests."""
    index = _read_index(root)
    return tuple(_version(root, index, number) for number in sorted(index.manifests))


def roll_back(root: Path, number: int | None = None) -> Version:
    """Make the version before the current one (or the one named) the current one; nothing is deleted."""
    index = _read_index(root)
    earlier = [known for known in index.manifests if known < index.current]
    wanted = number if number is not None else max(earlier, default=0)
    if wanted == 0:
        raise ModelError(
            "model_no_earlier", f"{root} has no version to go back to.", f"{root} không có phiên bản nào để quay lại."
        )
    _version(root, index, wanted)
    index = _Index(current=wanted, manifests=index.manifests)
    _write_index(root, index)
    return _version(root, index, wanted)


def _arrays(model: SuitabilityModel) -> dict[str, NDArray[np.float64]]:
    both = {"": model.sets, REQUIREMENT: model.requirement_sets}
    return {f"{prefix}{name}": getattr(sets, name) for prefix, sets in both.items() for name in SETS}


def _read_sets(folder: Path, prefix: str) -> ConformalSets:
    return ConformalSets(**{name: np.load(folder / f"{prefix}{name}.npy", allow_pickle=False) for name in SETS})


def _folder(root: Path, number: int) -> Path:
    return root / f"{number:04d}"


def _version(root: Path, index: _Index, number: int | None) -> Version:
    wanted = index.current if number is None else number
    if wanted not in index.manifests:
        raise ModelError(
            "model_version",
            f"{root} has no version {wanted}." if wanted else f"{root} has no version of the suitability model.",
            f"{root} không có phiên bản {wanted}." if wanted else f"{root} chưa có phiên bản mô hình nào.",
        )
    folder = _folder(root, wanted)
    path = folder / MANIFEST
    if not path.is_file() or file_digest(path) != index.manifests[wanted]:
        raise DigestMismatchError(
            "model_digest",
            f"{MANIFEST} in {folder} is missing or differs from {CURRENT}; the model is refused.",
            f"Tệp {MANIFEST} trong {folder} thiếu hoặc khác với {CURRENT}; từ chối dùng mô hình này.",
        )
    manifest = read_manifest(folder, kind=KIND)
    return Version(number=wanted, folder=folder, is_current=wanted == index.current, manifest=manifest)


def _read_estimator(path: Path) -> PolicyPriorClassifier:
    """The estimator, after its list of types was compared with TRUSTED: nothing of the file is run before."""
    from skops.io import get_untrusted_types, load
    from skops.io.exceptions import UntrustedTypesFoundException

    try:
        foreign = sorted(set(get_untrusted_types(file=path)) - set(TRUSTED))
        found = None if foreign else load(path, trusted=list(TRUSTED))
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, UntrustedTypesFoundException, OSError) as error:
        raise ModelError(
            "model_format", f"{path} is not a skops file ({error}).", f"{path} không phải tệp skops ({error})."
        ) from error
    if not isinstance(found, PolicyPriorClassifier):
        held = ", ".join(foreign) or type(found).__name__
        raise ModelError(
            "model_type", f"{path} holds types that are not trusted: {held}.",
            f"{path} chứa kiểu dữ liệu không được tin cậy: {held}.",
        )  # fmt: skip
    return found


def _read_index(root: Path) -> _Index:
    path = root / CURRENT
    if not path.exists():
        return _Index()
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        manifests = {int(number): str(digest) for number, digest in content["manifests"].items()}
        return _Index(current=int(content["current"]), manifests=manifests)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(
            "model_index", f"{path} cannot be read ({error}).", f"Không đọc được {path} ({error})."
        ) from error


def _write_index(root: Path, index: _Index) -> None:
    content = {
        "current": index.current,
        "manifests": {str(number): index.manifests[number] for number in sorted(index.manifests)},
    }
    handle, name = tempfile.mkstemp(prefix=f".{CURRENT}.", dir=root)
    with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
        json.dump(content, stream, indent=2)
        stream.write("\n")
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(name, root / CURRENT)
