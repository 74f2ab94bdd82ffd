"""Learn a map of the encoder's vectors from the catalogue's own texts and write it as a model folder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from models.adapter import base_name, save_adapter, write_sentence_transformer
from models.adapting import AdaptSettings, PairVectors, learn_map
from models.embedded import embedded_folder
from models.encoder import Encoder, TextKind
from models.matcher import Mode
from models.opening import EMBEDDED
from recommender.errors import UsageError
from recommender.evaluate.matching_pairs import TextPair, pairs_digest, text_pairs
from recommender.matching import encoder_for
from training_catalog import load_catalogue

ADAPTER = "adapter"
WHOLE = "encoder"


@dataclass(frozen=True, kw_only=True)
class Adaptation:
    """What was written where."""

    folder: Path
    pairs: int
    loss: float
    moved: float
    """How far the map is from leaving vectors as they are (Frobenius norm)."""

    def text(self, language: str) -> str:
        """One line for people."""
        if language == "vi":
            return f"Đã học từ {self.pairs:,} cặp câu; hàm mất mát cuối {self.loss:.3f}. Ghi vào {self.folder}."
        return f"Learned from {self.pairs:,} pairs of texts; last loss {self.loss:.3f}. Written to {self.folder}."


def adapt_encoder(
    out: Path, *, settings: AdaptSettings, is_whole: bool, tell: Callable[[str], None], model: str = EMBEDDED
) -> Adaptation:
    """Write `out/adapter` (under 1 MB) and, when `is_whole`, `out/encoder`, a SentenceTransformer folder with it."""
    if (out / ADAPTER).exists():
        raise UsageError(f"{out} đã có bộ thích nghi.", f"{out} holds an adapter already.")
    chosen = encoder_for(Mode.HYBRID, model=model)
    if chosen.encoder is None:
        raise UsageError("Cần bộ mã hóa văn bản để huấn luyện.", "Training needs the text encoder.")
    pairs = text_pairs(load_catalogue())
    tell("encode")
    vectors = pair_vectors(pairs, chosen.encoder)
    losses: list[float] = []

    def heard(step: int, loss: float) -> None:
        losses.append(loss)
        tell(f"step {step}")

    linear = learn_map(vectors, settings, tell=heard)
    loss = losses[-1] if losses else float("nan")
    moved = float(np.linalg.norm(linear.matrix - np.eye(len(linear.matrix))))
    told = {"pairs": len(pairs), "texts": pairs_digest(pairs), **asdict(settings)}
    metrics = {"loss": loss, "moved": moved}
    save_adapter(linear, out / ADAPTER, base=base_name(chosen.encoder), settings=told, metrics=metrics)
    if is_whole:
        base = embedded_folder() if model == EMBEDDED else Path(model)
        write_sentence_transformer(base, out / ADAPTER, out / WHOLE)
    return Adaptation(folder=out, pairs=len(pairs), loss=loss, moved=moved)


def pair_vectors(pairs: list[TextPair], encoder: Encoder) -> PairVectors:
    """Vectors of both sides, each distinct text computed once by the encoder."""
    number = {group: place for place, group in enumerate(dict.fromkeys(pair.group for pair in pairs))}
    return PairVectors(
        queries=encoder.encode([pair.query for pair in pairs], kind=TextKind.QUERY),
        passages=encoder.encode([pair.passage for pair in pairs], kind=TextKind.PASSAGE),
        groups=np.array([number[pair.group] for pair in pairs], dtype=np.int64),
    )
