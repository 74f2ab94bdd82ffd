"""Every baseline ranks, and those that need an encoder say so."""

from __future__ import annotations

import pytest

from models.baselines import Baseline, baseline
from models.errors import ModelError
from models.lexical_encoder import LexicalEncoder

TARGETS = ["quản lý hộ tịch", "kế toán ngân sách", "địa chính đất đai"]
NEEDS_ENCODER = {Baseline.COSINE, Baseline.CENTRED, Baseline.LINES}


@pytest.mark.parametrize("name", [name for name in Baseline if name is not Baseline.MAJORITY])
def test_baseline_finds_the_own_text(name: Baseline) -> None:
    ranker = baseline(name, LexicalEncoder()).fit(TARGETS, background=TARGETS)
    assert ranker.score(TARGETS).argmax(axis=1).tolist() == [0, 1, 2]


def test_majority_gives_everyone_the_most_wanted_target() -> None:
    ranker = baseline(Baseline.MAJORITY).fit(TARGETS, background=["ngân sách xã", "thu ngân sách", "đất đai"])
    assert ranker.score(["hộ tịch", "đất đai"]).argmax(axis=1).tolist() == [1, 1]


@pytest.mark.parametrize("name", sorted(NEEDS_ENCODER))
def test_baseline_of_vectors_refuses_to_go_without_encoder(name: Baseline) -> None:
    with pytest.raises(ModelError):
        baseline(name)
