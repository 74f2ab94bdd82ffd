"""Encodes texts in a process of its own, stock or ours, so that memory and loading are measured apart.

Started as `python -m tests.benchmarks.encoder_child stock|ours FOLDER TEXTS.json VECTORS.npy`; reads the numbers
"first last" of texts to encode, one pair a line, and answers each with a line of JSON.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from models.encoder import FloatArray, TextKind

Encode = Callable[[list[str]], FloatArray]


def stock(folder: Path) -> tuple[float, Callable[[], Encode]]:
    """Seconds of importing, and what loads SentenceTransformer as its documentation does."""
    start = time.perf_counter()
    import torch
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()

    def load() -> Encode:
        model = SentenceTransformer(str(folder), device="cpu", model_kwargs={"dtype": torch.float32})
        return lambda texts: model.encode(texts, prompt_name="passage", batch_size=64, show_progress_bar=False)

    return time.perf_counter() - start, load


def ours(folder: Path) -> tuple[float, Callable[[], Encode]]:
    """The same for the project's encoder; `folder` is its cache folder, without a vector cache."""
    start = time.perf_counter()
    import safetensors.torch  # noqa: F401
    import tokenizers  # noqa: F401

    from models.sentence_encoder import SentenceEncoder

    def load() -> Encode:
        encoder = SentenceEncoder.embedded(folder)
        print(encoder.name, encoder.dimension, file=sys.stderr)
        return lambda texts: encoder.encode(texts, kind=TextKind.PASSAGE)

    return time.perf_counter() - start, load


def peak_megabytes() -> float:
    """Highest resident memory of this program; ru_maxrss would count the parent's as well."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def main() -> None:
    kind, folder, texts_path, vectors_path = sys.argv[1:]
    texts = json.loads(Path(texts_path).read_text(encoding="utf-8"))
    imported, load = {"stock": stock, "ours": ours}[kind](Path(folder))
    after_imports, start, busy = peak_megabytes(), time.perf_counter(), time.process_time()
    encode = load()
    loading = {"load": time.perf_counter() - start, "load_busy": time.process_time() - busy}
    print(json.dumps({"import": imported, "imported_mb": after_imports, **loading}), flush=True)
    found = []
    for line in sys.stdin:
        first, last = map(int, line.split())
        start, busy = time.perf_counter(), time.process_time()
        found.append(encode(texts[first:last]))
        answer = {"seconds": time.perf_counter() - start, "busy": time.process_time() - busy, "mb": peak_megabytes()}
        print(json.dumps(answer), flush=True)
    np.save(vectors_path, np.concatenate(found))


if __name__ == "__main__":
    main()
