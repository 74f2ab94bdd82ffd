"""Opening an encoder gives the one asked for, or the lexical one with the reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from models import embedded
from models.encoder import TextKind
from models.errors import EncoderUnavailableError
from models.opening import open_encoder


def test_lexical_is_opened_without_cache_or_model(tmp_path: Path) -> None:
    opened = open_encoder("lexical", cache_folder=tmp_path)
    assert opened.is_lexical
    assert opened.fallback is None
    assert list(tmp_path.iterdir()) == []


def test_folder_is_opened_with_a_cache(tiny_folder: Path, tmp_path: Path) -> None:
    opened = open_encoder(str(tiny_folder), cache_folder=tmp_path)
    assert opened.encoder.encode(["hộ tịch"], kind=TextKind.QUERY).any()
    assert (tmp_path / "vectors.sqlite").exists()
    assert not opened.is_lexical


def test_absent_wheel_falls_back_with_the_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded, "WEIGHTS_SIZE", 1)
    opened = open_encoder(cache_folder=tmp_path)
    assert opened.is_lexical
    assert opened.fallback is not None
    assert opened.fallback.message_vi


def test_named_model_that_is_absent_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EncoderUnavailableError):
        open_encoder("nobody/no-such-model", cache_folder=tmp_path)
