"""Figures of rankings: hits by grade, paired differences, the best plain ranker; a page with the same bytes twice."""

from __future__ import annotations

import numpy as np
import pytest

from models.encoder import FloatArray
from models.lexical_encoder import LexicalEncoder
from recommender.evaluate.matching_figures import (
    Measure,
    SetFigures,
    best_single,
    by_trait,
    mean_difference,
    mean_of,
    measured,
    query_values,
)
from recommender.evaluate.matching_page import PageFacts, matching_page
from recommender.evaluate.matching_rankers import ADAPTED, Language, Ranked, rankers
from recommender.evaluate.matching_sets import RankingSet

TEXTS = ("giấy khai sinh", "thu gom rác thải", "kế toán ngân sách")


def small_set(*, least_right: int = 2) -> RankingSet:
    """Three queries; the first target of the first query is only near."""
    return RankingSet(
        name="small", queries=TEXTS, targets=("làm giấy khai sinh", "rác thải sinh hoạt", "ngân sách xã"),
        grades=np.array([[1, 3, 0], [0, 3, 0], [0, 0, 2]]), least_right=least_right, is_cross=False,
        traits=(("typo",), (), ("typo", "nfd")),
    )  # fmt: skip


def fixed(rows: list[list[float]]) -> Ranked:
    scores = np.array(rows, dtype=np.float32)

    def score(one: RankingSet) -> FloatArray:
        return scores

    return Ranked(name="word", score=score)


def figures(name: str, values: dict[str, list[float]]) -> SetFigures:
    return SetFigures(
        name=name, group="test vi", queries=2, targets=9, traits=((), ()),
        values={ranker: {measure: np.array(row) for measure in Measure} for ranker, row in values.items()},
    )  # fmt: skip


IN_ORDER = [[3.0, 2.0, 1.0]] * 3


def test_a_near_target_is_no_hit_but_gains() -> None:
    scores = np.array(IN_ORDER, dtype=np.float32)
    strict = query_values(scores, small_set())
    assert strict[Measure.MRR].tolist() == pytest.approx([1 / 2, 1 / 2, 1 / 3])
    loose = query_values(scores, small_set(least_right=1))
    assert loose[Measure.MRR].tolist() == pytest.approx([1, 1 / 2, 1 / 3])
    assert strict[Measure.NDCG].tolist() == loose[Measure.NDCG].tolist()


def test_every_ranker_is_measured_on_every_query() -> None:
    found = measured(small_set(), [fixed(IN_ORDER)], group="test vi")
    assert found.values["word"][Measure.RECALL].tolist() == [1, 1, 1]
    assert (found.queries, found.targets) == (3, 3)


def test_a_ranker_does_not_differ_from_itself() -> None:
    sets = [figures("a", {"word": [1, 0.5], "bm25": [0.2, 0.5]})]
    same = mean_difference(sets, "word", "word")
    assert (same.mean, same.low, same.high) == (0, 0, 0)


def test_the_mean_difference_counts_sets_alike() -> None:
    sets = [figures("a", {"word": [1, 1], "bm25": [0, 0]}), figures("b", {"word": [0, 0], "bm25": [0, 0]})]
    assert mean_difference(sets, "word", "bm25").mean == pytest.approx(0.5)
    assert mean_of(sets, "word") == pytest.approx(0.5)


def test_the_best_single_ranker_is_chosen_by_the_mean_of_sets() -> None:
    first = figures("a", {"word": [1, 1], "bm25": [0.9, 0.9], "hybrid": [1, 1]})
    second = figures("b", {"word": [0, 0], "bm25": [0.3, 0.3], "hybrid": [1, 1]})
    assert first.best_single() == "word"
    assert best_single([first, second]) == "bm25"


def test_figures_by_trait_count_each_query_under_each_of_its_traits() -> None:
    found = by_trait([measured(small_set(), [fixed(IN_ORDER)], group="test vi")], "word")
    assert found["nfd"] == (1, pytest.approx(1 / 3))
    assert found["typo"] == (2, pytest.approx((1 / 2 + 1 / 3) / 2))


def test_without_an_encoder_only_words_rank() -> None:
    names = [one.name for one in rankers(None, adapted=None, language=Language(short_forms={}))]
    assert names == ["majority", "bm25", "word", "character", "lexical"]


FACTS = PageFacts(command="nangluc", catalogue="Catalogue.", encoder="lexical", adapted="", fallback="")


def test_the_page_is_the_same_twice_and_holds_every_ranker() -> None:
    encoder = LexicalEncoder(dimension=64)
    found = rankers(encoder, adapted=encoder, language=Language(short_forms={"NS": "ngân sách"}))
    pages = {
        matching_page([measured(small_set(), found, group="test vi")], facts=FACTS, held_out="held") for _ in range(2)
    }
    assert len(pages) == 1
    page = pages.pop()
    assert all(f"| {one.name} |" in page or f"**{one.name}**" in page for one in found)
    assert f"hybrid, {ADAPTED}" in page
    assert "## Mức đặt ra" in page


def test_a_page_of_words_only_says_why_and_states_no_bars() -> None:
    facts = PageFacts(command="nangluc", catalogue="Catalogue.", encoder="lexical", adapted="", fallback="not here")
    found = rankers(None, adapted=None, language=Language(short_forms={}))
    page = matching_page([measured(small_set(), found, group="test vi")], facts=facts, held_out="")
    assert "Words only, no encoder: not here" in page
    assert "## Mức đặt ra" not in page
