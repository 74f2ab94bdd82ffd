"""Yields the encoder a setting asks for, cached, or the lexical one with the reason when it cannot be had."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from models.adapter import shipped_adapter
from models.embedded import default_cache_folder
from models.encoder import Encoder
from models.errors import EncoderUnavailableError
from models.lexical_encoder import LEXICAL_NAME, LexicalEncoder
from models.vector_cache import CachedEncoder, VectorCache

EMBEDDED = "embedded"
ADAPTED = "adapted"
"""The embedded encoder with the map learned from the catalogue's texts; falls back like the embedded one."""
LEXICAL = "lexical"


@dataclass(frozen=True, kw_only=True)
class OpenedEncoder:
    """An encoder ready to use. `fallback` is the reason why it is not the one asked for; outputs must repeat it."""

    encoder: Encoder
    fallback: EncoderUnavailableError | None = None

    @property
    def is_lexical(self) -> bool:
        """Whether vectors know words only: then a matcher should run in mode lexical."""
        return self.encoder.name == LEXICAL_NAME


def open_encoder(
    setting: str = EMBEDDED,
    *,
    cache_folder: Path | None = None,
    precision: str = "auto",
    threads: int | None = None,
    is_cached: bool = True,
) -> OpenedEncoder:
    """`setting`: "embedded", "adapted", "lexical", a SentenceTransformer folder, or a name in the local hub cache.

    The embedded encoder falls back to the lexical one; a folder or name that was asked for by hand raises
    EncoderUnavailableError instead, so that nobody gets another model than they named.
    """
    if setting == LEXICAL:
        return OpenedEncoder(encoder=LexicalEncoder())
    from models.precision import Precision
    from models.sentence_encoder import SentenceEncoder

    wanted = Precision(precision)
    folder = cache_folder or default_cache_folder()
    try:
        if setting in (EMBEDDED, ADAPTED):
            encoder: Encoder = SentenceEncoder.embedded(folder, precision=wanted, threads=threads)
        else:
            encoder = SentenceEncoder(setting, precision=wanted, threads=threads)
    except EncoderUnavailableError as error:
        if setting not in (EMBEDDED, ADAPTED):
            raise
        return OpenedEncoder(encoder=LexicalEncoder(), fallback=error)
    if is_cached:
        encoder = CachedEncoder(encoder, VectorCache(folder / "vectors.sqlite"))
    if setting == ADAPTED:
        encoder = _adapted(encoder)
    return OpenedEncoder(encoder=encoder)


def _adapted(encoder: Encoder) -> Encoder:
    adapted = shipped_adapter(encoder)
    if adapted is None:
        raise EncoderUnavailableError(
            "adapter_absent", "No adapted encoder is shipped; make one by `nangluc models adapt`.",
            "Chưa có bộ mã hóa đã thích nghi kèm theo; tạo bằng lệnh `nangluc models adapt`.",
        )  # fmt: skip
    return adapted
