"""Yields the meaning of "encoder" for the whole project: a thing that turns texts into unit vectors."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float32]


class TextKind(StrEnum):
    """Which side of a match a text stands on; some encoders treat the two differently."""

    QUERY = "query"
    """What is asked for: a requirement, a title, a question."""
    PASSAGE = "passage"
    """What may answer: a duty list, a course, an article."""


@runtime_checkable
class Encoder(Protocol):
    """Texts to vectors. The same text gives the same vector within one digest."""

    @property
    def name(self) -> str:
        """Short name for people and run records."""
        ...

    @property
    def digest(self) -> str:
        """Hex digest of everything that decides the vectors: weights, tokenizer, precision, rounding."""
        ...

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        ...

    def encode(self, texts: Sequence[str], *, kind: TextKind) -> FloatArray:
        """Unit vectors, float32 of shape (texts, dimension), in the order of the texts."""
        ...


def unit_rows(rows: FloatArray) -> FloatArray:
    """The rows divided by their length; a zero row stays zero."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: FloatArray = (rows / np.where(lengths > 0, lengths, 1)).astype(np.float32)
    return unit
