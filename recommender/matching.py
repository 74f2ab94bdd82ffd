"""The matcher of this installation: the encoder a mode asks for, with its cache, and confidences of its scores."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np
import numpy.typing as npt

from models.encoder import Encoder
from models.marks import MarkRestorer
from models.matcher import HybridMatcher, Mode
from models.opening import EMBEDDED, open_encoder
from models.text import has_vietnamese_marks
from recommender.mark_words import known_marks
from training_catalog.types import Catalogue

DECIMALS = 5
SCORE_SLOPE = {Mode.HYBRID: 1.4, Mode.DENSE: 1.4, Mode.LEXICAL: 0.84}
"""Log odds that a match is right, per standard deviation of the fused score over the targets."""
SCORE_OFFSET = {Mode.HYBRID: 0.5, Mode.DENSE: 0.5, Mode.LEXICAL: -0.4}
"""Log odds taken off beside those of chance: a query has one right target of n, so chance is 1 : n.

Fitted on wordings of the catalogue held out one at a time (`nangluc evaluate matching`).
"""


@dataclass(frozen=True, kw_only=True)
class ChosenEncoder:
    """The encoder in use (None: words only), the mode it allows, and why it is not the one asked for, if so."""

    encoder: Encoder | None
    mode: Mode
    fallback: str

    @property
    def name(self) -> str:
        """Mode and encoder, for people and run records."""
        return f"{self.mode}: {self.encoder.name}" if self.encoder else str(self.mode)

    @property
    def digest(self) -> str:
        """Digest of the encoder, "" when words alone decide."""
        return self.encoder.digest if self.encoder else ""


def encoder_for(mode: Mode, *, model: str = EMBEDDED) -> ChosenEncoder:
    """The embedded encoder, or the SentenceTransformer named; when there is none, words only, said in `fallback`."""
    if mode is Mode.LEXICAL:
        return ChosenEncoder(encoder=None, mode=mode, fallback="")
    opened = open_encoder(model)
    if opened.is_lexical:
        return ChosenEncoder(encoder=None, mode=Mode.LEXICAL, fallback=str(opened.fallback or ""))
    return ChosenEncoder(encoder=opened.encoder, mode=mode, fallback="")


def abbreviations(catalogue: Catalogue) -> dict[str, str]:
    """Short form → full form, from the vocabulary of abbreviations."""
    return {key: term.name_vi for key, term in catalogue.vocabularies.get("abbreviations", {}).items()}


class TextMatcher:
    """Confidences of text pairs, by the hybrid matcher fitted to each set of targets.

    With a catalogue, texts typed without Vietnamese marks are read with the words of the whole catalogue.
    """

    def __init__(
        self, chosen: ChosenEncoder, *, short_forms: dict[str, str], catalogue: Catalogue | None = None
    ) -> None:
        self.chosen = chosen
        self.short_forms = short_forms
        self.catalogue = catalogue

    @classmethod
    def of(cls, chosen: ChosenEncoder, catalogue: Catalogue) -> Self:
        """With the short forms and the words of this catalogue."""
        return cls(chosen, short_forms=abbreviations(catalogue), catalogue=catalogue)

    def confidences(self, queries: Sequence[str], targets: Sequence[str]) -> npt.NDArray[np.float32]:
        """float32 (queries, targets) in 0-1: P(right) when nothing else is known, monotone within a query."""
        is_marked = all(has_vietnamese_marks(text) for text in (*queries, *targets))
        matcher = HybridMatcher(
            self.chosen.encoder, mode=self.chosen.mode, abbreviations=self.short_forms,
            marks=None if is_marked else self._marks,
        )  # fmt: skip
        scores = matcher.fit(list(targets), background=list(queries)).score(list(queries))
        return confidence_of(scores, mode=self.chosen.mode, targets=len(targets))

    @cached_property
    def _marks(self) -> MarkRestorer | None:
        """Learned when the first text without marks comes: it takes half a second."""
        return known_marks(self.catalogue) if self.catalogue else None


def confidence_of(scores: npt.NDArray[np.float32], *, mode: Mode, targets: int) -> npt.NDArray[np.float32]:
    """P(right) of fused scores over so many targets: a logistic, rounded so that last bits cannot change an order."""
    chance = np.log(max(1, targets))
    log_odds = SCORE_SLOPE[mode] * scores - chance - SCORE_OFFSET[mode]
    confident: npt.NDArray[np.float32] = np.round(1 / (1 + np.exp(-log_odds)), DECIMALS).astype(np.float32)
    return confident
