"""The SentenceTransformer encoder is offline, deterministic and honest about what it is."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from models.encoder import Encoder, TextKind
from models.errors import EncoderUnavailableError
from models.sentence_encoder import Precision, SentenceEncoder

TEXTS = [f"lập báo cáo quý {number} về thu chi ngân sách" + " xã" * (number % 7) for number in range(40)]


def test_it_is_an_encoder(tiny_encoder: SentenceEncoder) -> None:
    assert isinstance(tiny_encoder, Encoder)


def test_vectors_are_unit_float32_in_the_order_of_the_texts(tiny_encoder: SentenceEncoder) -> None:
    vectors = tiny_encoder.encode(["tiếp dân", "đất đai", "tiếp dân"], kind=TextKind.PASSAGE)
    assert vectors.dtype == np.float32
    assert vectors.shape == (3, tiny_encoder.dimension)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=2e-3)
    np.testing.assert_array_equal(vectors[0], vectors[2])
    assert not np.array_equal(vectors[0], vectors[1])


def test_no_texts_give_no_rows(tiny_encoder: SentenceEncoder) -> None:
    assert tiny_encoder.encode([], kind=TextKind.QUERY).shape == (0, tiny_encoder.dimension)


def test_blank_text_gives_zeros(tiny_encoder: SentenceEncoder) -> None:
    assert not tiny_encoder.encode([" \n\u200b"], kind=TextKind.QUERY).any()


def test_query_and_passage_differ_by_their_prompt(tiny_encoder: SentenceEncoder) -> None:
    first = tiny_encoder.encode(["đất đai"], kind=TextKind.QUERY)
    second = tiny_encoder.encode(["đất đai"], kind=TextKind.PASSAGE)
    assert not np.array_equal(first, second)


@pytest.mark.parametrize("precision", [Precision.FP32, Precision.BF16])
def test_a_vector_does_not_depend_on_the_company(tiny_folder: Path, precision: Precision) -> None:
    encoder = SentenceEncoder(tiny_folder, precision=precision, threads=1)
    together = encoder.encode(TEXTS, kind=TextKind.PASSAGE)
    alone = np.concatenate([encoder.encode([text], kind=TextKind.PASSAGE) for text in TEXTS])
    np.testing.assert_allclose(together, alone, atol=1e-3)
    assert (together == alone).all(axis=1).mean() > 0.9


def test_half_precision_stays_close_to_full(tiny_folder: Path) -> None:
    full = SentenceEncoder(tiny_folder, precision=Precision.FP32).encode(TEXTS, kind=TextKind.PASSAGE)
    half = SentenceEncoder(tiny_folder, precision=Precision.BF16).encode(TEXTS, kind=TextKind.PASSAGE)
    assert float((full * half).sum(axis=1).min()) > 0.995


def test_precision_is_part_of_the_digest(tiny_folder: Path) -> None:
    digests = {SentenceEncoder(tiny_folder, precision=choice).digest for choice in (Precision.FP32, Precision.BF16)}
    assert len(digests) == 2


def test_prompts_are_part_of_the_digest(tiny_folder: Path) -> None:
    plain = SentenceEncoder(tiny_folder, prompts={})
    asked = SentenceEncoder(tiny_folder, prompts={TextKind.QUERY: "hỏi: "})
    assert plain.digest != asked.digest


def test_foreign_folder_digest_follows_its_files(tiny_folder: Path, tmp_path: Path) -> None:
    for name, content in (("first", b"1"), ("second", b"2")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "weights").write_bytes(content)
    assert SentenceEncoder(tmp_path / "first").digest != SentenceEncoder(tmp_path / "second").digest


@pytest.mark.usefixtures("socket_disabled")
def test_loading_needs_no_socket_and_leaves_the_environment_alone(tiny_folder: Path) -> None:
    before = dict(os.environ)
    assert SentenceEncoder(tiny_folder).encode(["tiếp dân"], kind=TextKind.QUERY).any()
    assert dict(os.environ) == before


@pytest.mark.usefixtures("socket_disabled")
def test_unknown_name_is_refused_without_download() -> None:
    with pytest.raises(EncoderUnavailableError) as caught:
        SentenceEncoder("nobody/no-such-model")
    assert caught.value.code == "encoder_absent"


def test_texts_longer_than_the_network_are_cut(tiny_encoder: SentenceEncoder) -> None:
    assert tiny_encoder.encode(["báo cáo " * 400], kind=TextKind.PASSAGE).any()
