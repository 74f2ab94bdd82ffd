"""Nearness of field: against the background, blank texts say nothing, order does not matter."""

from __future__ import annotations

import numpy as np
import pytest

from models.errors import NotFittedError
from models.fitting import FieldSimilarity
from models.lexical_encoder import LexicalEncoder

BACKGROUND = [
    "Nuôi ong lấy mật, kiểm tra tổ ong",
    "Đúc thép, vận hành lò cao",
    "Dệt lụa tơ tằm, nhuộm vải",
    "Chèo thuyền, cứu hộ trên sông",
    "Keeps bees and checks hives",
    "Casts steel and runs furnaces",
]
BEES, BEES_WANTED, STEEL = "Kiểm tra tổ ong\nThu mật ong", "Biết nuôi ong lấy mật", "Vận hành lò cao đúc thép"


@pytest.mark.parametrize("encoder", [None, LexicalEncoder()], ids=["words", "words and vectors"])
def test_the_same_field_is_nearer_than_another(encoder: LexicalEncoder | None) -> None:
    found = FieldSimilarity(encoder).fit(BACKGROUND).score([BEES, STEEL], [BEES_WANTED, BEES_WANTED])
    assert found.shape == (2,)
    assert found[0] > found[1]


def test_the_order_of_pairs_does_not_matter() -> None:
    similarity = FieldSimilarity(None).fit(BACKGROUND)
    forward = similarity.score([BEES, STEEL], [BEES_WANTED, BEES_WANTED])
    backward = similarity.score([STEEL, BEES], [BEES_WANTED, BEES_WANTED])
    np.testing.assert_allclose(forward, backward[::-1])


def test_a_blank_text_says_neither_near_nor_far() -> None:
    assert not FieldSimilarity(LexicalEncoder()).fit(BACKGROUND).score([""], [BEES_WANTED]).any()


def test_words_of_the_office_do_not_bring_fields_together() -> None:
    office = frozenset({"chu", "tri", "chu tri"})
    pair = ["Chủ trì nuôi ong"], ["Chủ trì đúc thép"]
    plain = FieldSimilarity(None).fit([*BACKGROUND, *pair[0], *pair[1]]).score(*pair)
    cleaned = FieldSimilarity(None, office_words=office).fit([*BACKGROUND, *pair[0], *pair[1]]).score(*pair)
    assert cleaned[0] < plain[0]


def test_the_nearest_line_of_the_profile_is_found_for_each_wanted_line() -> None:
    found = FieldSimilarity(None).fit(BACKGROUND).best_lines(["Đúc thép\nNuôi ong"], [BEES_WANTED])
    assert [(line.requirement, line.profile) for line in found[0]] == [("Biết nuôi ong lấy mật", "Nuôi ong")]


def test_no_pairs_give_no_rows() -> None:
    assert len(FieldSimilarity(None).fit(BACKGROUND).score([], [])) == 0


def test_similarity_without_background_refuses() -> None:
    with pytest.raises(NotFittedError):
        FieldSimilarity(None).score(["a"], ["b"])


def test_a_neighbour_in_the_batch_speaks_for_a_requirement_in_general_phrases() -> None:
    general, telling = "Nắm vững quy định của ngành", "Nắm vững quy định của ngành nuôi ong"
    batch = [general, telling, BEES, STEEL]
    alone = FieldSimilarity(None).fit([*BACKGROUND, *batch]).score([BEES], [general])
    helped = FieldSimilarity(None).fit(BACKGROUND, batch=batch).score([BEES], [general])
    assert helped[0] > alone[0]


def test_a_batch_of_one_text_has_no_neighbours() -> None:
    found = FieldSimilarity(None).fit(BACKGROUND, batch=[BEES]).score([BEES], [BEES])
    assert np.isfinite(found).all()
