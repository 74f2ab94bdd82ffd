"""A tiny SentenceTransformer folder for workflows that load an encoder."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.embedded import write_embedded
from tests.models.tiny_weights import write_tiny_weights


@pytest.fixture(scope="session")
def tiny_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of one small layer, written by our own converter."""
    place = tmp_path_factory.mktemp("tiny")
    write_tiny_weights(place / "weights.bin")
    write_embedded(place / "weights.bin", place / "encoder")
    return place / "encoder"
