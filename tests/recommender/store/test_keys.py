"""Sort keys order Vietnamese text as ICU does; search keys forget diacritics and keep what a person types."""

from __future__ import annotations

import random
import unicodedata

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.store.keys import person_key, search_key, text_key

FAMILIES = (
    "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Đoàn Trịnh Mai Ân Ôn Ông Quách Kpă "
    "Y H' Ksor Rơ Lò Vàng Giàng Thạch Triệu Âu Ưng Ưu Tô Tạ Tăng Cao Châu Chu Chử Sầm Lương Lường Quàng"
)
MIDDLES = "Văn Thị Đức Minh Hữu Ngọc Thanh Quốc Xuân Thu Bảo Gia Hồng Kim Như Ánh Ái Âu Ý Đình Đăng Công Phương"
GIVENS = (
    "An Ân Ấn Ẩn Anh Ánh Ảnh Ái Bình Bính Bưởi Châu Chấu Cường Cương Dũng Dung Dừng Dương Đào Đạo Đảo Đức Giang Giảng "
    "Hà Hạ Hạnh Hành Hân Hằng Hoà Hòa Hoa Hoá Hóa Hùng Hưng Hương Hường Khuê Kiên Lan Lân Linh Lĩnh Long Lộng Mỹ My Na "
    "Nam Nga Ngà Nghĩa Oanh Ơn Ôn Phú Phúc Phước Quân Quận Quý Quỳ Quyền Quyến Sơn Son Tâm Tầm Tấm Tân Tấn Thắng Thăng "
    "Thảo Thao Thủy Thuỷ Thuý Thúy Toàn Toản Tú Tư Tứ Từ Uyên Ước Vân Vấn Vĩ Vi Vỹ Xuân Yên Yến Ý Zung"
)
SIGNS = "abđêôơưABĐ aâăạặẵểệúứữỳ'-.0129"


def names(count: int, seed: int = 7) -> list[str]:
    chosen = random.Random(seed)
    families, middles, givens = FAMILIES.split(), MIDDLES.split(), GIVENS.split()
    made = {
        " ".join([chosen.choice(families), *chosen.sample(middles, chosen.randint(0, 2)), chosen.choice(givens)])
        for _ in range(count)
    }
    return sorted(made)


def collated(address: str, texts: list[str]) -> list[str]:
    """The texts in the order of ICU's Vietnamese collation, as PostgreSQL has it."""
    plain = address.replace("+psycopg", "").format(name="postgres")
    with psycopg.connect(plain) as connection:
        query = 'SELECT t FROM unnest(%s::text[]) AS t ORDER BY t COLLATE "vi-x-icu", t COLLATE "C"'
        return [row[0] for row in connection.execute(query, (texts,))]


def test_the_order_of_a_hundred_thousand_names_is_that_of_icu(postgres_address: str) -> None:
    texts = [unicodedata.normalize("NFC", name) for name in names(130_000)]
    assert len(texts) > 60_000
    ours = sorted(texts, key=lambda text: (text_key(text), text.encode()))
    theirs = collated(postgres_address, texts)
    assert [pair for pair in zip(ours, theirs, strict=True) if pair[0] != pair[1]] == []


def test_short_strings_of_all_signs_are_ordered_as_icu_orders_them(postgres_address: str) -> None:
    chosen = random.Random(3)
    texts = sorted({"".join(chosen.choices(SIGNS, k=chosen.randint(1, 5))).strip() or "a" for _ in range(5_000)})
    texts = [text for text in texts if "  " not in text]
    ours = sorted(texts, key=lambda text: (text_key(text), text.encode()))
    theirs = collated(postgres_address, texts)
    assert [pair for pair in zip(ours, theirs, strict=True) if pair[0] != pair[1]] == []


def test_people_are_ordered_by_given_name_then_family_then_middle() -> None:
    there = ["Trần Văn An", "Nguyễn Văn An", "Nguyễn Thị An", "Đỗ An", "Bùi Ân", "Lê Ánh", "Đinh Bưởi", "An"]
    assert sorted(there, key=person_key) == [
        "An", "Đỗ An", "Nguyễn Thị An", "Nguyễn Văn An", "Trần Văn An", "Lê Ánh", "Bùi Ân", "Đinh Bưởi"
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["", " ", "An", "  Nguyễn   Văn  An "])
def test_keys_do_not_depend_on_spaces_around_and_between(name: str) -> None:
    assert person_key(name) == person_key(" ".join(name.split()))


@given(st.text(max_size=30))
def test_a_key_is_the_same_for_both_ways_to_write_a_letter(text: str) -> None:
    assert text_key(unicodedata.normalize("NFD", text)) == text_key(unicodedata.normalize("NFC", text))
    assert person_key(unicodedata.normalize("NFD", text)) == person_key(unicodedata.normalize("NFC", text))


@given(st.text(alphabet=SIGNS, max_size=8), st.text(alphabet=SIGNS, max_size=8))
def test_a_text_comes_before_what_continues_it(text: str, more: str) -> None:
    stem = " ".join(text.split())
    assert text_key(stem) <= text_key(f"{stem}{more}".rstrip())


def test_what_is_typed_without_marks_is_part_of_the_search_key() -> None:
    key = search_key("Đặng Thị Hòa", "CB-01.Đ")
    for typed in ("dang", "đặng", "hoà", "hoa", "cb 01", "DANG THI"):
        assert search_key(typed) in key
