from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.shipped_catalogue import shipped_catalogue
from tests.training_catalog.small_folders import small_catalogue
from training_catalog.checks.vietnamese import vietnamese_problems
from training_catalog.types import Catalogue

Worded = Callable[..., Catalogue]


@pytest.fixture
def worded(tmp_path: Path) -> Worded:
    catalogue = small_catalogue(tmp_path)

    def made(*texts: str) -> Catalogue:
        """The small catalogue with these wordings in its first task."""
        task_id, task = next(iter(catalogue.tasks.items()))
        return replace(catalogue, tasks={task_id: replace(task, wordings=texts)})

    return made


def codes(catalogue: Catalogue) -> list[str]:
    return [problem.code for problem in vietnamese_problems(catalogue)]


def test_the_shipped_pack_is_spelled_well() -> None:
    assert vietnamese_problems(shipped_catalogue()) == []


def test_an_impossible_syllable_is_named(worded: Worded) -> None:
    (problem,) = vietnamese_problems(worded("Rà soát nghành nghề trong danh mục"))
    assert problem.code == "not_a_syllable"
    assert "nghành" in problem.message_vi


@pytest.mark.parametrize("text", ["UBND xã ban hành", "Gửi qua email, iOffice", "Theo TT 02/2021/TT-BNV", "www.abc.vn"])
def test_abbreviations_foreign_words_and_addresses_are_left_alone(worded: Worded, text: str) -> None:
    assert codes(worded(text)) == []


@pytest.mark.parametrize(("alias", "found"), [("Land officer", []), ("Chuyên viên nghành", ["not_a_syllable"])])
def test_an_alias_may_be_english_but_not_misspelled(tmp_path: Path, alias: str, found: list[str]) -> None:
    catalogue = small_catalogue(tmp_path)
    position_id, position = next(iter(catalogue.positions.items()))
    named = replace(catalogue, positions={position_id: replace(position, aliases=(alias,))})
    assert codes(named) == found


def test_a_text_typed_without_diacritics_is_found(worded: Worded) -> None:
    assert codes(worded("cap giay khai sinh cho tre")) == ["without_diacritics"]


def test_two_placements_of_tones_in_one_list_are_reported_once_a_word(worded: Worded) -> None:
    found = vietnamese_problems(worded("Hòa giải ở thôn", "Hòa giải ở xã", "Tổ hoà giải", "Đội thuỷ lợi"))
    assert [problem.code for problem in found] == ["mixed_spelling", "mixed_spelling"]
    assert "hoà" in found[0].message_vi


def test_one_word_with_y_and_with_i_is_reported(worded: Worded) -> None:
    assert codes(worded("Kỹ năng viết", "Kĩ năng nói")) == ["mixed_spelling"]


def test_different_words_with_y_and_with_i_are_fine(worded: Worded) -> None:
    assert codes(worded("Kỹ năng viết", "Bác sĩ trạm")) == []
