"""What an import would change, in words: personal fields, posts, and how many pieces of evidence go and come."""

from __future__ import annotations

from dataclasses import replace

import pytest

from api.imports.changes import change_lines
from recommender.store.catalogue_now import shipped_catalogue
from recommender.store.importing.staging import ChangeView

CHANGES = [
    ["birth_date", "1985-02-01", "1985-02-02"], ["sex", "male", "female"], ["party", "", "yes"],
    ["ethnicity", "Kinh", "Tày"], ["position", "II.04", "II.04 60%; II.05 40%"], ["degree", "1", "2"],
    ["assessments", "", "3"],
]  # fmt: skip
ROW = ChangeView(
    kind="person", number=1, code="CB1", name="Lê Ân", unit_id="20", change="changed", refusal="", changes=CHANGES
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


@pytest.mark.parametrize(("reason", "language", "words"), [
    ("unit_outside", "vi", "Xã Kia: đơn vị này nằm ngoài đơn vị đang nhập dữ liệu"),
    ("person_elsewhere", "vi", "mã này đang là của người ở đơn vị ngoài phạm vi của lần nhập"),
    ("unit_unread", "en", "the unit of this row is not known"), ("", "en", "the reason was not noted"),
])  # fmt: skip
def test_a_row_that_is_not_taken_says_why(reason: str, language: str, words: str) -> None:
    row = replace(ROW, change="refused", refusal=reason, changes=[])
    (line,) = change_lines([row], {"20": "Xã Kia"}, shipped_catalogue(), language=language)
    assert (line.fields, line.refusal) == ((), words)
