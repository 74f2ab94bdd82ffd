"""Every figure of a learned model has words in both languages."""

from __future__ import annotations

import pytest

from recommender.documents.metric_words import FIGURES, OWNERS, metric_line


@pytest.mark.parametrize("owner", sorted(OWNERS))
@pytest.mark.parametrize("figure", sorted(FIGURES))
def test_a_figure_is_told_by_words_and_never_by_its_key(owner: str, figure: str) -> None:
    for place, language in enumerate(("vi", "en")):
        line = metric_line(f"{owner}_{figure}", 0.5, language)
        assert line.startswith(OWNERS[owner][place])
        assert "_" not in line


def test_numbers_are_written_as_the_language_writes_them() -> None:
    assert metric_line("model_brier", 0.1234, "vi") == "Mô hình đã học, điểm Brier (nhỏ là tốt): 0,1234"
    assert metric_line("decisions_fit", 1200.0, "en") == "Decisions, learned from: 1,200"


def test_an_unknown_figure_keeps_its_name() -> None:
    assert metric_line("other", 1.0, "vi") == "other: 1"
