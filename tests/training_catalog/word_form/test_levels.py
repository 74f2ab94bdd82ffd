"""Required levels of section 5.2."""

from __future__ import annotations

import pytest

from training_catalog.types import LevelRange
from training_catalog.word_form.blocks import Cell, Row
from training_catalog.word_form.levels import level_of, read_levels
from training_catalog.word_form.shapes import Place

HEAD = ("Nhóm năng lực", "Tên năng lực", "Cấp độ")


def rows(*texts: tuple[str, str, str], split_before: int = -1) -> list[Row]:
    return [
        Row(
            cells=tuple(Cell(text=text, left=index / 3, right=(index + 1) / 3) for index, text in enumerate(each)),
            place=Place(table=1, row=number),
            is_split=number == split_before,
        )
        for number, each in enumerate((HEAD, *texts), 1)
    ]


@pytest.mark.parametrize("text", ["2-3", "2 - 3", "2–3", "Cấp độ 2-3", "từ 2 đến 3", "2/3", " 2-3."])
def test_a_range_is_read_however_it_is_typed(text: str) -> None:
    assert level_of(text) == LevelRange(minimum=2, maximum=3)


def test_one_number_is_a_range_of_one_level() -> None:
    assert level_of("4") == LevelRange(minimum=4, maximum=4)


@pytest.mark.parametrize("text", ["", "cao", "0", "6", "3-2", "2-3-4", "23", "2-6"])
def test_anything_else_is_no_level(text: str) -> None:
    assert level_of(text) is None


def test_equal_lines_of_cells_merged_in_word_are_one_level() -> None:
    assert level_of("2-3\n2-3") == LevelRange(minimum=2, maximum=3)


def test_different_lines_in_one_cell_are_no_level() -> None:
    assert level_of("2-3\n3-4") is None


def test_a_truly_empty_cell_gives_no_level() -> None:
    (found,) = read_levels(rows(("Chung", "Ra quyết định", "")))
    assert (found.level, found.text) == (None, "")


def test_a_name_cut_by_a_page_is_put_together() -> None:
    found = read_levels(rows(("Chung", "Khả năng kiểm tra", "2-3"), ("", "việc thực hiện văn bản", ""), split_before=3))
    assert [(each.name, each.text) for each in found] == [("Khả năng kiểm tra việc thực hiện văn bản", "2-3")]


def test_a_full_row_after_a_page_split_is_a_row_of_its_own() -> None:
    found = read_levels(rows(("Chung", "Ngoại ngữ", "2-3"), ("", "Công nghệ thông tin", "1"), split_before=3))
    assert [each.name for each in found] == ["Ngoại ngữ", "Công nghệ thông tin"]


def test_the_place_of_a_row_is_kept() -> None:
    assert str(read_levels(rows(("Chung", "Ngoại ngữ", "2-3")))[0].place) == "1:2"
