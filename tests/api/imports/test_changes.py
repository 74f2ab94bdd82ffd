"""What an import would change, in words: personal fields, posts, and how many pieces of evidence go and come."""

from __future__ import annotations

import pytest

from api.imports.changes import change_lines
from recommender.store.catalogue_now import shipped_catalogue
from recommender.store.staging import ChangeView

CHANGES = [
    ["birth_date", "1985-02-01", "1985-02-02"], ["sex", "male", "female"], ["party", "", "yes"],
    ["ethnicity", "Kinh", "Tày"], ["position", "II.04", "II.04 60%; II.05 40%"], ["degree", "1", "2"],
    ["assessments", "", "3"],
]  # fmt: skip
ROW = ChangeView(
    kind="person", number=1, code="CB1", name="Lê Ân", unit_id="20", change="changed", changes=CHANGES
)  # fmt: skip


@pytest.mark.parametrize(("language", "words"), [
    ("vi", {"Ngày sinh": ("01/02/1985", "02/02/1985"), "Giới tính": ("Nam", "Nữ"), "Đảng viên": ("", "có"),
            "Dân tộc": ("Kinh", "Tày"), "Văn bằng": ("1 mục cũ", "2 mục mới"),
            "Kết quả đánh giá": ("", "3 mục mới")}),
    ("en", {"Date of birth": ("01/02/1985", "02/02/1985"), "Sex": ("Male", "Female"), "Degree": ("1 old", "2 new")}),
])  # fmt: skip
def test_each_change_is_said_in_words(language: str, words: dict[str, tuple[str, str]]) -> None:
    (line,) = change_lines([ROW], {}, shipped_catalogue(), language=language)
    said = {field: pair for field, *pair in line.fields}
    for field, pair in words.items():
        assert tuple(said[field]) == pair


def test_posts_are_named_by_their_titles_and_shares() -> None:
    catalogue = shipped_catalogue()
    (line,) = change_lines([ROW], {}, catalogue, language="vi")
    first, second = (catalogue.positions[key].title_vi for key in ("II.04", "II.05"))
    assert ("Vị trí việc làm", first, f"{first} 60%; {second} 40%") in line.fields
