"""The matcher of this installation: the encoder a mode asks for, with its cache, and confidences of its scores."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from models.encoder import Encoder
from models.matcher import HybridMatcher, Mode
from models.opening import EMBEDDED, open_encoder
from training_catalog.types import Catalogue

SCORE_AT_HALF = 2.2
"""Fused score, in standard deviations over the targets, at which a match is as likely right as wrong."""
SCORE_SLOPE = 1.6


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
    """Confidences of text pairs, by the hybrid matcher fitted to each set of targets."""

    def __init__(self, chosen: ChosenEncoder, *, short_forms: dict[str, str]) -> None:
        self.chosen = chosen
        self.short_forms = short_forms

    def confidences(self, queries: Sequence[str], targets: Sequence[str]) -> npt.NDArray[np.float32]:
        """float32 (queries, targets) in 0-1: a logistic of the fused score, monotone within a query."""
        matcher = HybridMatcher(self.chosen.encoder, mode=self.chosen.mode, abbreviations=self.short_forms)
        scores = matcher.fit(list(targets), background=list(queries)).score(list(queries))
        confident: npt.NDArray[np.float32] = np.round(1 / (1 + np.exp(-SCORE_SLOPE * (scores - SCORE_AT_HALF))), 4)
        return confident
