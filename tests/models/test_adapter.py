"""An adapted encoder is a folder with a map: it refuses another base, and opens as a SentenceTransformer too."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from models.adapter import (
    AdaptedEncoder,
    base_name,
    load_adapter,
    save_adapter,
    shipped_adapter,
    write_sentence_transformer,
)
from models.adapting import LinearMap
from models.encoder import Encoder, TextKind, unit_rows
from models.errors import DigestMismatchError, ModelError
from models.lexical_encoder import LexicalEncoder
from models.precision import Precision
from models.sentence_encoder import SentenceEncoder

TEXTS = ["an toan", "van thu luu tru", "dat dai"]


def some_map(size: int) -> LinearMap:
    """A map that is no rotation."""
    rng = np.random.default_rng(1)
    return LinearMap(matrix=(np.eye(size) + 0.2 * rng.normal(size=(size, size))).astype(np.float16).astype(np.float32))


def saved(encoder: Encoder, folder: Path) -> LinearMap:
    linear = some_map(encoder.dimension)
    save_adapter(linear, folder, base=base_name(encoder), settings={"seed": 0}, metrics={})
    return linear


def test_vectors_are_the_bases_times_the_map(tmp_path: Path) -> None:
    base = LexicalEncoder(dimension=32)
    linear = saved(base, tmp_path / "map")
    adapted = load_adapter(tmp_path / "map", base)
    wanted = unit_rows(base.encode(TEXTS, kind=TextKind.QUERY) @ linear.matrix)
    assert np.allclose(adapted.encode(TEXTS, kind=TextKind.QUERY), wanted, atol=1e-6)
    assert isinstance(adapted, Encoder)


def test_a_blank_text_keeps_zeros_and_others_length_one(tmp_path: Path) -> None:
    base = LexicalEncoder(dimension=32)
    saved(base, tmp_path / "map")
    lengths = np.linalg.norm(
        load_adapter(tmp_path / "map", base).encode(["", "đất đai"], kind=TextKind.PASSAGE), axis=1
    )
    assert lengths.tolist() == pytest.approx([0, 1])


def test_digest_and_name_tell_base_and_map_apart(tmp_path: Path) -> None:
    base = LexicalEncoder(dimension=32)
    saved(base, tmp_path / "map")
    adapted = load_adapter(tmp_path / "map", base)
    assert adapted.digest not in {base.digest, AdaptedEncoder(base, some_map(32), digest="other").digest}
    assert adapted.name == f"{base.name}, adapted"


def test_a_map_of_another_encoder_is_refused_in_both_languages(tmp_path: Path) -> None:
    save_adapter(some_map(32), tmp_path / "map", base="another", settings={}, metrics={})
    with pytest.raises(ModelError, match="learned on another") as caught:
        load_adapter(tmp_path / "map", LexicalEncoder(dimension=32))
    assert "được học trên another" in caught.value.message_vi


def test_a_changed_file_is_refused(tmp_path: Path) -> None:
    base = LexicalEncoder(dimension=32)
    saved(base, tmp_path / "map")
    np.save(tmp_path / "map" / "matrix.npy", np.eye(32, dtype=np.float16))
    with pytest.raises(DigestMismatchError):
        load_adapter(tmp_path / "map", base)


def test_no_shipped_map_fits_the_lexical_encoder() -> None:
    assert shipped_adapter(LexicalEncoder()) is None


def test_a_precision_is_no_part_of_the_base(tiny_encoder: SentenceEncoder) -> None:
    assert base_name(tiny_encoder) == "tiny"


def test_the_whole_folder_opens_as_a_sentence_transformer_with_the_same_vectors(
    tiny_folder: Path, tmp_path: Path
) -> None:
    base = SentenceEncoder(tiny_folder, name="tiny", precision=Precision.FP32, threads=1)
    saved(base, tmp_path / "map")
    write_sentence_transformer(tiny_folder, tmp_path / "map", tmp_path / "whole")
    whole = SentenceEncoder(tmp_path / "whole", precision=Precision.FP32, threads=1)
    adapted = load_adapter(tmp_path / "map", base)
    for kind in TextKind:
        both = whole.encode(TEXTS, kind=kind) * adapted.encode(TEXTS, kind=kind)
        assert both.sum(axis=1).min() > 0.9995


def test_an_existing_folder_is_not_overwritten(tiny_folder: Path, tmp_path: Path) -> None:
    saved(LexicalEncoder(dimension=32), tmp_path / "map")
    (tmp_path / "whole").mkdir()
    with pytest.raises(ModelError, match="exists"):
        write_sentence_transformer(tiny_folder, tmp_path / "map", tmp_path / "whole")
