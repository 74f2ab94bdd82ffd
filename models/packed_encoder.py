"""Yields vectors from a folder of the embedded encoder's layout with torch and tokenizers alone.

SentenceTransformer reads the same folder; this way needs no import of transformers, pads nothing and computes in int8.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.embedded import KIND, PACKED_LAYOUT
from models.encoder import FloatArray
from models.errors import ModelError
from models.model_folder import MANIFEST, read_manifest
from models.packed_network import NetworkShape, PackedNetwork
from models.packing import Pack, packs
from models.precision import Precision, cosine_name, has_bf16, speed_name

_CUT_AT_ONCE = 512
"""Texts cut into pieces at once, which bounds what the tokenizer holds."""
_ROUNDS = 3
_SAMPLE = (
    "Lập kế hoạch sử dụng đất hằng năm của xã và theo dõi việc thực hiện sau khi được duyệt",
    "Kế toán ngân sách",
    "Hướng dẫn người dân nộp hồ sơ trực tuyến; trả kết quả đúng hẹn",
    "Chuyên viên phụ trách hộ tịch, chứng thực và nuôi con nuôi",
    "Nghị định 30/2020/NĐ-CP về công tác văn thư",
    "Keeps the civil status register of the commune and answers questions of citizens about it",
    "Tổng hợp, báo cáo tình hình kinh tế - xã hội hằng quý, sáu tháng, cả năm gửi cấp trên",
    "An toàn thông tin mạng",
)
"""Sentences a precision is measured on."""


def is_packed_layout(folder: Path) -> bool:
    """Whether a folder says that it can be read this way."""
    if not (folder / MANIFEST).is_file():
        return False
    try:
        manifest = read_manifest(folder, kind=KIND, check_files=False)
    except ModelError:
        return False
    return manifest.settings.get("layout") == PACKED_LAYOUT


class PackedEncoder:
    """The network and tokenizer of a folder. Texts keep their vector, bit by bit, whatever the company and threads."""

    def __init__(self, folder: Path, torch: Any, *, precision: Precision, threads: int | None = None) -> None:
        self._torch = torch
        # Asked once: while packs run side by side, torch answers one.
        self._usual = torch.get_num_threads()
        self._threads = threads or self._usual
        self._tokenizer = _tokenizer(folder)
        self._network = _network(folder, torch, precision)
        self.prompts = dict(_read(folder, "config_sentence_transformers.json")["prompts"])

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self._network.hidden

    def encode(self, texts: Sequence[str], prompt: str) -> FloatArray:
        """Unit vectors, float32 (texts, dimension)."""
        pieces = self._pieces(texts, prompt)
        vectors = np.empty((len(texts), self.dimension), dtype=np.float32)

        def fill(pack: Pack) -> None:
            joined = np.concatenate([pieces[text] for text in pack.texts]).astype(np.int64)
            vectors[pack.texts] = self._network.vectors(self._torch.from_numpy(joined), pack.runs).numpy()

        with _one_thread_each(self._torch, self._usual), ThreadPoolExecutor(self._threads) as pool:
            list(pool.map(fill, packs([len(numbers) for numbers in pieces])))
        return vectors

    def _pieces(self, texts: Sequence[str], prompt: str) -> list[NDArray[np.int32]]:
        found: list[NDArray[np.int32]] = []
        for start in range(0, len(texts), _CUT_AT_ONCE):
            cut = self._tokenizer.encode_batch([prompt + text for text in texts[start : start + _CUT_AT_ONCE]])
            found.extend(np.array(one.ids, dtype=np.int32) for one in cut)
        return found


@contextmanager
def _one_thread_each(torch: Any, usual: int) -> Iterator[None]:
    """Packs run side by side, each on one thread: threads inside a product wait for each other at every step."""
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(usual)


def measure(folder: Path, torch: Any) -> dict[str, float]:
    """Tokens per processor second, and least cosine to fp32, of each precision on this processor; takes seconds."""
    tokenizer = _tokenizer(folder)
    pieces = [one.ids for one in tokenizer.encode_batch(["query: " + text for text in _SAMPLE])]
    (pack,) = packs([len(numbers) for numbers in pieces], tokens=sum(map(len, pieces)))
    joined = torch.tensor([number for text in pack.texts for number in pieces[text]])
    metrics: dict[str, float] = {}
    wanted: FloatArray | None = None
    for precision in (Precision.FP32, Precision.BF16, Precision.INT8):
        if precision is Precision.BF16 and not has_bf16():
            continue
        try:
            network = _network(folder, torch, precision)
            vectors, seconds = _timed(network, torch, joined, pack)
        except (RuntimeError, AttributeError):
            # This torch lacks the instruction: the precision is left out, so it is never chosen.
            continue
        wanted = vectors if wanted is None else wanted
        metrics[speed_name(precision)] = round(len(joined) / seconds, 1)
        metrics[cosine_name(precision)] = round(float((vectors * wanted).sum(axis=1).min()), 6)
    return metrics


def _timed(network: PackedNetwork, torch: Any, joined: Any, pack: Pack) -> tuple[FloatArray, float]:
    """Vectors of a pack and the least processor seconds it took."""
    taken = []
    with _one_thread_each(torch, torch.get_num_threads()):
        vectors: FloatArray = network.vectors(joined, pack.runs).numpy()
        for _ in range(_ROUNDS):
            start = time.thread_time()
            network.vectors(joined, pack.runs)
            taken.append(time.thread_time() - start)
    return vectors, max(min(taken), 1e-9)


def _read(folder: Path, name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((folder / name).read_text(encoding="utf-8"))
    return content


def _tokenizer(folder: Path) -> Any:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(_read(folder, "sentence_bert_config.json")["max_seq_length"])
    return tokenizer


def _network(folder: Path, torch: Any, precision: Precision) -> PackedNetwork:
    from safetensors.torch import load_file

    config = _read(folder, "config.json")
    shape = NetworkShape(
        layers=config["num_hidden_layers"], heads=config["num_attention_heads"], epsilon=config["layer_norm_eps"]
    )
    with _one_thread_each(torch, torch.get_num_threads()):
        return PackedNetwork(torch, load_file(folder / "model.safetensors"), shape, precision=str(precision))
