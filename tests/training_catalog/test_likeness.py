from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from training_catalog.likeness import near_pairs, ranks_of_right

TEXTS = ["đăng ký khai sinh", "đăng ký khai tử", "kiểm tra đê điều", "đăng ký khai sinh"]


def test_equal_texts_have_cosine_one_and_come_first() -> None:
    first, *_ = near_pairs(TEXTS, least=0.2)
    assert (first.first, first.second, first.cosine) == (0, 3, 1.0)


def test_no_texts_give_no_pairs_and_no_ranks() -> None:
    assert near_pairs([], least=0.5) == []
    assert ranks_of_right([], TEXTS, []).tolist() == []


def test_the_right_target_is_ranked_by_its_words() -> None:
    assert ranks_of_right(["đê điều", "khai tử"], TEXTS, [2, 1]).tolist() == [1, 1]


def test_a_query_without_known_letters_ranks_its_target_last() -> None:
    assert ranks_of_right(["xyz"], TEXTS, [1]).tolist() == [len(TEXTS)]


@given(st.lists(st.text(alphabet="aăâbcdđ mnê", max_size=12), min_size=1, max_size=6))
def test_pairs_do_not_depend_on_the_order_of_the_texts(texts: list[str]) -> None:
    def named(order: list[str]) -> list[tuple[str, str, float]]:
        pairs = near_pairs(order, least=0.3)
        return sorted((*sorted((order[p.first], order[p.second])), round(p.cosine, 4)) for p in pairs)  # type: ignore[misc]

    assert named(texts) == named(list(reversed(texts)))
