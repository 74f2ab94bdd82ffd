from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

from recommender.answers.score_workbook import COLUMNS, write_score_workbook

PEOPLE = pd.DataFrame({
    "id": ["=1+1", "b"], "theta": [0.5, None], "se": [0.4, None], "raw": pd.array([3, None], dtype="Int64"),
    "level": pd.array([2, None], dtype="Int64"), "level_sd": [0.3, None], "p_meets": [0.75, None],
})  # fmt: skip
ITEMS = pd.DataFrame({
    "item": ["c1"], "difficulty": [-0.25], "se": [0.1], "discrimination": [1.0], "n_answered": [20],
    "proportion": [0.6], "item_rest": [0.05], "infit": [1.0], "outfit": [1.1], "flag": ["weak"],
    "reason_vi": ["hầu như không phân biệt"], "reason_en": ["hardly tells apart"],
})  # fmt: skip
TEST = {"n_people": 2, "alpha": 0.55, "model": "rasch", "raw_sd": None}


def written(folder: Path, language: str, reliability: float = 0.55) -> Path:
    tables = {"": PEOPLE, "items": ITEMS}
    return write_score_workbook(
        folder / f"{language}.xlsx", tables, test=TEST, reliability=reliability, language=language
    )


def texts(path: Path, sheet: str) -> list[str]:
    rows = load_workbook(path)[sheet].iter_rows(values_only=True)
    return [str(cell) for row in rows for cell in row if cell is not None]


def test_every_table_has_its_sheet_in_the_language_asked_for(tmp_path: Path) -> None:
    assert load_workbook(written(tmp_path, "vi")).sheetnames == ["Kết quả", "Câu hỏi", "Cả bài"]
    assert load_workbook(written(tmp_path, "en")).sheetnames == ["Results", "Items", "Whole test"]


def test_heads_are_words_and_numbers_are_numbers(tmp_path: Path) -> None:
    page = load_workbook(written(tmp_path, "vi"))["Kết quả"]
    rows = [row for row in page.iter_rows(values_only=True) if row[0] in ("Mã", "=1+1", "b")]
    assert rows[0] == (
        "Mã", "Năng lực (logit)", "Sai số chuẩn", "Số câu đúng", "Mức", "Độ lệch chuẩn của mức",
        "Xác suất đạt mức tối thiểu",
    )  # fmt: skip
    assert rows[1] == ("=1+1", 0.5, 0.4, 3, 2, 0.3, 0.75)
    assert rows[2] == ("b", None, None, None, None, None, None)


def test_a_weak_test_says_so_on_the_first_sheet(tmp_path: Path) -> None:
    assert any("quá yếu để quyết định" in text for text in texts(written(tmp_path, "vi"), "Kết quả"))
    assert not any("quá yếu" in text for text in texts(written(tmp_path, "vi", reliability=0.7), "Kết quả"))


def test_unknown_figures_are_left_out_and_flagged_items_say_why(tmp_path: Path) -> None:
    path = written(tmp_path, "vi")
    whole = texts(path, "Cả bài")
    assert "Độ tin cậy (alpha, KR-20)" in whole
    assert "Độ lệch chuẩn của số câu đúng" not in whole
    assert {"2", "0,55"} <= set(whole)
    items = texts(path, "Câu hỏi")
    assert "1 câu, 1 câu cần xem lại." in items
    assert "hầu như không phân biệt" in items


def test_the_same_test_gives_the_same_bytes(tmp_path: Path) -> None:
    first, again = tmp_path / "a", tmp_path / "b"
    assert written(first, "vi").read_bytes() == written(again, "vi").read_bytes()


@pytest.mark.parametrize("name", COLUMNS)
def test_every_head_has_words_in_both_languages(name: str) -> None:
    assert all(all(one.head) for one in COLUMNS[name])
