"""Vietnamese typed without marks gets them back from the marked texts at hand; nothing else is touched."""

from __future__ import annotations

import pytest

from models.marks import MarkRestorer
from models.text import fold

CORPUS = [
    "Tiếp nhận, giải quyết hồ sơ hộ tịch theo quy định",
    "Quản lý đất đai, lập hồ sơ địa chính của xã",
    "Lập dự toán ngân sách xã và báo cáo quyết toán",
    "Giải quyết khiếu nại, tố cáo về đất đai",
]


@pytest.mark.parametrize("text", CORPUS)
def test_known_text_is_restored(text: str) -> None:
    assert MarkRestorer(CORPUS).restore(fold(text)) == text.casefold()


def test_new_combination_is_restored_by_its_pairs() -> None:
    assert MarkRestorer(CORPUS).restore("Giai quyet ho so dat dai") == "giải quyết hồ sơ đất đai"


def test_lines_and_signs_stay() -> None:
    assert MarkRestorer(CORPUS).restore("dat dai, 2025;\nngan sach xa") == "đất đai, 2025;\nngân sách xã"


@pytest.mark.parametrize("text", ["Quản lý dat dai", "hộ tịch", "", "dat", "to the land office of an area", "12/2025"])
def test_other_text_is_left_alone(text: str) -> None:
    assert MarkRestorer(CORPUS).restore(text) == text


def test_nothing_learned_restores_nothing() -> None:
    assert MarkRestorer([]).restore("dat dai xa") == "dat dai xa"


def test_order_of_the_corpus_does_not_matter() -> None:
    assert MarkRestorer(CORPUS).restore("quan ly ho so") == MarkRestorer(CORPUS[::-1]).restore("quan ly ho so")


def test_a_text_these_texts_cannot_restore_goes_to_the_wider_restorer() -> None:
    wider = MarkRestorer(["phòng cháy chữa cháy rừng"])
    found = MarkRestorer(CORPUS, wider=wider)
    assert found.restore("phong chay rung") == "phòng cháy rừng"
    assert found.restore("giai quyet ho so") == "giải quyết hồ sơ"


def test_the_wider_restorer_has_no_say_where_these_texts_suffice() -> None:
    wider = MarkRestorer(["dắt dài dắt dài dắt dài"])
    assert MarkRestorer(CORPUS, wider=wider).restore("ho so dat dai") == "hồ sơ đất đai"
