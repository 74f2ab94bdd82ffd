"""Yields an encoder whose vectors went through a learned linear map, kept as a small folder beside its base encoder."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping, Sequence
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.adapting import LinearMap
from models.encoder import Encoder, FloatArray, TextKind, unit_rows
from models.errors import ModelError
from models.model_folder import MANIFEST, Manifest, load_arrays, save_arrays

KIND = "vector-adapter"
NAME = "adapted"
_ARRAYS = ("matrix",)
_DENSE = "3_Dense"
_NORMALIZE = "4_Normalize"


class AdaptedEncoder:
    """An `Encoder`: vectors of another times a matrix. The base may be cached, so no text is computed twice."""

    def __init__(self, encoder: Encoder, linear: LinearMap, *, digest: str) -> None:
        self._encoder = encoder
        self._linear = linear
        self._digest = digest

    @property
    def name(self) -> str:
        """Of the base, and that it is adapted."""
        return f"{self._encoder.name}, {NAME}"

    @property
    def digest(self) -> str:
        """Of the base and of the map."""
        return hashlib.sha256(f"{self._encoder.digest}\n{self._digest}".encode()).hexdigest()

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._linear.matrix.shape[1])

    def encode(self, texts: Sequence[str], *, kind: TextKind) -> FloatArray:
        """Unit vectors, float32 (texts, dimension); a blank text gives zeros."""
        vectors = self._encoder.encode(texts, kind=kind)
        moved = unit_rows(vectors @ self._linear.matrix)
        moved[~vectors.any(axis=1)] = 0
        return moved


def base_name(encoder: Encoder) -> str:
    """Name of an encoder without its precision: a map fits every precision of its base."""
    return encoder.name.partition(" (")[0]


def save_adapter(
    linear: LinearMap, folder: Path, *, base: str, settings: Mapping[str, str | int | float | bool],
    metrics: Mapping[str, float],
) -> Manifest:  # fmt: skip
    """Write the map in float16 with its manifest; an existing folder is an error."""
    arrays = {"matrix": linear.matrix.astype(np.float16)}
    return save_arrays(folder, arrays, kind=KIND, settings={"base": base, **settings}, metrics=metrics)


def load_adapter(folder: Path, encoder: Encoder) -> AdaptedEncoder:
    """The map of a folder around its base encoder; ModelError when it was learned on another one."""
    manifest, arrays = load_arrays(folder, kind=KIND, names=_ARRAYS)
    base = str(manifest.settings.get("base", ""))
    if base_name(encoder) != base:
        raise ModelError(
            "adapter_base", f"{folder} was learned on {base}, not on {base_name(encoder)}.",
            f"{folder} được học trên {base}, không phải trên {base_name(encoder)}.",
        )  # fmt: skip
    return AdaptedEncoder(encoder, _linear(arrays["matrix"]), digest=manifest.digest)


def _linear(matrix: NDArray[np.generic]) -> LinearMap:
    return LinearMap(matrix=matrix.astype(np.float32))


def shipped_adapter(encoder: Encoder, folder: Path | None = None) -> AdaptedEncoder | None:
    """The map of `folder`, else the one in the package; None when none is shipped or it belongs to another encoder."""
    if folder is not None:
        return load_adapter(folder, encoder)
    with as_file(files("models")) as package:
        place = package / "trained_adapter"
        if not (place / MANIFEST).is_file():
            return None
        try:
            return load_adapter(place, encoder)
        except ModelError as error:
            if error.code == "adapter_base":
                return None
            raise


def write_sentence_transformer(base: Path, adapter: Path, out: Path) -> None:
    """A SentenceTransformer folder of the base with the map as a last Dense module; it loads like any other.

    The base must end in Normalize, as the embedded one does: the map was learned on unit vectors.
    """
    from safetensors.numpy import save_file

    modules = json.loads((base / "modules.json").read_text(encoding="utf-8"))
    if out.exists() or not modules or not str(modules[-1]["type"]).endswith("Normalize"):
        raise ModelError(
            "adapter_export", f"{out} exists already, or {base} does not end in Normalize.",
            f"{out} đã tồn tại, hoặc {base} không kết thúc bằng Normalize.",
        )  # fmt: skip
    _, arrays = load_arrays(adapter, kind=KIND, names=_ARRAYS)
    linear = _linear(arrays["matrix"])
    shutil.copytree(base, out, ignore=shutil.ignore_patterns(MANIFEST))
    for name, kind in ((_DENSE, "Dense"), (_NORMALIZE, "Normalize")):
        (out / name).mkdir()
        modules.append(
            {
                "idx": len(modules),
                "name": str(len(modules)),
                "path": name,
                "type": f"sentence_transformers.models.{kind}",
            }
        )
    size_in, size_out = linear.matrix.shape
    dense = {
        "in_features": size_in, "out_features": size_out, "bias": False,
        "activation_function": "torch.nn.modules.linear.Identity",
    }  # fmt: skip
    _write(out / _DENSE / "config.json", dense)
    _write(out / _NORMALIZE / "config.json", {})
    _write(out / "modules.json", modules)
    weights = {"linear.weight": np.ascontiguousarray(linear.matrix.T)}
    save_file(weights, out / _DENSE / "model.safetensors", metadata={"format": "pt"})


def _write(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8", newline="\n")
