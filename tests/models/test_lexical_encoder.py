"""The lexical encoder is an encoder, the same everywhere, and says in its name what it is."""

from __future__ import annotations

import numpy as np

from models.encoder import Encoder, TextKind
from models.lexical_encoder import LexicalEncoder


def test_it_is_an_encoder_and_says_lexical() -> None:
    encoder = LexicalEncoder()
    assert isinstance(encoder, Encoder)
    assert "lexical" in encoder.name


def test_vectors_are_unit_and_blank_is_zero() -> None:
    vectors = LexicalEncoder().encode(["hộ tịch", ""], kind=TextKind.QUERY)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), [1, 0], atol=1e-6)


def test_shared_words_are_near() -> None:
    first, second, third = LexicalEncoder().encode(
        ["quản lý hộ tịch", "đăng ký hộ tịch", "thu chi ngân sách"], kind=TextKind.PASSAGE
    )
    assert first @ second > first @ third + 0.1


def test_text_without_marks_is_nearer_to_its_own_marked_form() -> None:
    bare, own, other = LexicalEncoder().encode(["ho tich", "hộ tịch", "đất đai"], kind=TextKind.QUERY)
    assert bare @ own > bare @ other


def test_digest_follows_the_dimension() -> None:
    assert LexicalEncoder(dimension=64).digest != LexicalEncoder(dimension=128).digest


def test_vectors_are_pinned() -> None:
    vector = LexicalEncoder(dimension=16).encode(["hộ tịch"], kind=TextKind.QUERY)[0]
    np.testing.assert_allclose(vector[:4], PINNED, atol=1e-5)


"""Vectors must be the same on every machine and in every version that keeps the digest."""
PINNED = [0.0, -0.384942, -0.513256, 0.193745]
