"""The refusals of this package: what is wrong with a model, an encoder or a cache, in both languages."""

from __future__ import annotations


class ModelError(Exception):
    """A model, encoder or cache cannot be used. `code` is stable, the two messages are for people."""

    def __init__(self, code: str, message_en: str, message_vi: str) -> None:
        super().__init__(message_en)
        self.code = code
        self.message_en = message_en
        self.message_vi = message_vi


class EncoderUnavailableError(ModelError):
    """The wanted encoder is not on this machine; the caller may fall back to the lexical one and must say so."""


class DigestMismatchError(ModelError):
    """A file of a model folder differs from its manifest: refuse it."""


class NotFittedError(ModelError):
    """A matcher, ranker or calibration was asked before `fit`."""

    def __init__(self, name: str) -> None:
        super().__init__("not_fitted", f"{name} must be fitted first.", f"Chưa nạp dữ liệu cho {name}.")
