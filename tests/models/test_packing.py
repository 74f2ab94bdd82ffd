"""Every text goes through the network exactly once, with texts of about its length."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from models.packing import packs

LENGTHS = st.lists(st.integers(1, 40), max_size=60)


@given(LENGTHS, st.integers(1, 100))
def test_every_text_is_in_exactly_one_pack(lengths: list[int], tokens: int) -> None:
    texts = [int(text) for pack in packs(lengths, tokens=tokens) for text in pack.texts]
    assert sorted(texts) == list(range(len(lengths)))


@given(LENGTHS, st.integers(1, 100))
def test_a_pack_holds_its_tokens_or_one_long_text(lengths: list[int], tokens: int) -> None:
    for pack in packs(lengths, tokens=tokens):
        assert sum(run.count * run.length for run in pack.runs) <= tokens or len(pack.texts) == 1


@given(LENGTHS)
def test_runs_describe_the_texts_in_order(lengths: list[int]) -> None:
    for pack in packs(lengths, tokens=64):
        described = [run.length for run in pack.runs for _ in range(run.count)]
        assert described == [lengths[text] for text in pack.texts]
        assert len({run.length for run in pack.runs}) == len(pack.runs)


@given(LENGTHS)
def test_texts_come_shortest_first_and_equal_ones_in_their_order(lengths: list[int]) -> None:
    order = [text for pack in packs(lengths, tokens=64) for text in pack.texts]
    np.testing.assert_array_equal(order, np.argsort(lengths, kind="stable"))


def test_no_texts_give_no_packs() -> None:
    assert list(packs([])) == []
