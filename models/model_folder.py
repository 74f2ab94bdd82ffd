"""Yields a model on disk as a folder (arrays, and manifest.json with digests), refused when a byte differs."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.errors import DigestMismatchError, ModelError

FORMAT_VERSION = 1
MANIFEST = "manifest.json"


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """What a model folder says of itself. `settings` and `metrics` are flat; `files` maps relative path to SHA-256."""

    kind: str
    files: Mapping[str, str]
    settings: Mapping[str, str | int | float | bool] = field(default_factory=dict)
    metrics: Mapping[str, float] = field(default_factory=dict)
    libraries: Mapping[str, str] = field(default_factory=dict)
    format_version: int = FORMAT_VERSION

    @property
    def digest(self) -> str:
        """SHA-256 over kind, settings and file digests: the identity of the model, without its metrics."""
        core = {"kind": self.kind, "files": dict(self.files), "settings": dict(self.settings)}
        return hashlib.sha256(json.dumps(core, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def file_digest(path: Path) -> str:
    """SHA-256 of a file, hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def write_folder(folder: Path, fill: Callable[[Path], None], manifest: Callable[[Mapping[str, str]], Manifest]) -> None:
    """Let `fill` write the files into a temporary folder, add the manifest, and move the whole into place at once.

    Two processes may do it together: the one that comes second keeps the first one's folder.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        fill(work)
        files = {
            path.relative_to(work).as_posix(): file_digest(path) for path in sorted(work.rglob("*")) if path.is_file()
        }
        _write_manifest(work / MANIFEST, manifest(files))
        try:
            work.rename(folder)
        except OSError:
            if not (folder / MANIFEST).is_file():
                raise
    finally:
        shutil.rmtree(work, ignore_errors=True)


def replace_manifest(folder: Path, manifest: Manifest) -> None:
    """Write another manifest over the folder's own, at once; for metrics, which are no part of its digest."""
    with tempfile.TemporaryDirectory(prefix=".manifest.", dir=folder.parent) as work:
        _write_manifest(Path(work) / MANIFEST, manifest)
        (Path(work) / MANIFEST).replace(folder / MANIFEST)


def _write_manifest(path: Path, manifest: Manifest) -> None:
    content = {
        "format_version": manifest.format_version,
        "kind": manifest.kind,
        "settings": dict(manifest.settings),
        "metrics": dict(manifest.metrics),
        "libraries": dict(manifest.libraries),
        "files": dict(manifest.files),
    }
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        json.dump(content, stream, ensure_ascii=False, indent=2, sort_keys=True)
        stream.write("\n")
        stream.flush()
        os.fsync(stream.fileno())


def read_manifest(folder: Path, *, kind: str, check_files: bool = True) -> Manifest:
    """The manifest of a folder of the wanted kind, after comparing every file with its digest.

    Raises ModelError when there is no usable manifest or the kind or format is another one, DigestMismatchError when a
    listed file is missing, outside the folder, or differs.
    """
    try:
        content = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        manifest = Manifest(
            kind=str(content["kind"]),
            files={str(name): str(value) for name, value in content["files"].items()},
            settings=content["settings"],
            metrics=content["metrics"],
            libraries=content["libraries"],
            format_version=int(content["format_version"]),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(
            "model_manifest",
            f"{folder} is not a model folder: its manifest.json cannot be read ({error}).",
            f"{folder} không phải thư mục mô hình: không đọc được manifest.json ({error}).",
        ) from error
    if manifest.kind != kind or manifest.format_version != FORMAT_VERSION:
        raise ModelError(
            "model_kind",
            f"{folder} holds {manifest.kind} version {manifest.format_version}, not {kind} version {FORMAT_VERSION}.",
            f"{folder} chứa {manifest.kind} phiên bản {manifest.format_version},"
            f" không phải {kind} phiên bản {FORMAT_VERSION}.",
        )
    if check_files:
        _compare(folder, manifest.files)
    return manifest


def _compare(folder: Path, files: Mapping[str, str]) -> None:
    root = folder.resolve()
    for name, wanted in sorted(files.items()):
        path = (folder / name).resolve()
        if not path.is_relative_to(root) or not path.is_file() or file_digest(path) != wanted:
            raise DigestMismatchError(
                "model_digest",
                f"{name} in {folder} is missing or differs from the manifest; the model is refused.",
                f"Tệp {name} trong {folder} thiếu hoặc khác với manifest; từ chối dùng mô hình này.",
            )


def save_arrays(
    folder: Path,
    arrays: Mapping[str, NDArray[np.generic]],
    *,
    kind: str,
    settings: Mapping[str, str | int | float | bool] | None = None,
    metrics: Mapping[str, float] | None = None,
    libraries: Mapping[str, str] | None = None,
) -> Manifest:
    """Write arrays (one .npy each, no objects) and their manifest into a new folder; an existing one is an error."""
    if folder.exists():
        raise ModelError("model_exists", f"{folder} exists already.", f"{folder} đã tồn tại.")

    def fill(work: Path) -> None:
        for name, array in arrays.items():
            np.save(work / f"{name}.npy", array, allow_pickle=False)

    def describe(files: Mapping[str, str]) -> Manifest:
        return Manifest(
            kind=kind, files=files, settings=settings or {}, metrics=metrics or {}, libraries=libraries or {}
        )

    write_folder(folder, fill, describe)
    return read_manifest(folder, kind=kind)


def load_arrays(folder: Path, *, kind: str, names: Iterable[str]) -> tuple[Manifest, dict[str, NDArray[np.generic]]]:
    """The manifest and the named arrays of a folder whose digests all agree."""
    manifest = read_manifest(folder, kind=kind)
    missing = [name for name in names if f"{name}.npy" not in manifest.files]
    if missing:
        raise ModelError(
            "model_array",
            f"{folder} lacks the arrays {', '.join(missing)}.",
            f"{folder} thiếu dữ liệu {', '.join(missing)}.",
        )
    return manifest, {name: np.load(folder / f"{name}.npy", allow_pickle=False) for name in names}
