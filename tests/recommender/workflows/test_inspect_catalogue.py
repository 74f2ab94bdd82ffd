from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from recommender.errors import UsageError
from recommender.workflows import inspect_catalogue as workflow

TODAY = date(2026, 11, 22)


def test_pairs_near_in_meaning_are_left_out_without_an_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    from recommender import matching

    chosen = matching.ChosenEncoder(encoder=None, mode=matching.Mode.LEXICAL, fallback="thử")
    monkeypatch.setattr(matching, "encoder_for", lambda *_: chosen)
    report = workflow.make_report((), today=TODAY, with_meaning=True)
    assert not [table.key for table in report.tables if table.key.endswith("by_meaning")]


def test_pairs_of_equal_texts_with_equal_labels_are_found() -> None:
    from models.lexical_encoder import LexicalEncoder

    texts = ["đăng ký khai sinh", "kiểm tra đê điều", "đăng ký khai sinh", "đăng ký khai sinh"]
    pairs = workflow._nearest_pairs(texts, LexicalEncoder(), alike=["a", "a", "a", "b"])
    assert (pairs[0].first, pairs[0].second) == (0, 2)
    assert all(3 not in (pair.first, pair.second) for pair in pairs)


def test_a_folder_of_a_province_is_reported_with_the_pack(tmp_path: Path) -> None:
    (tmp_path / "catalogue.yaml").write_text('name: "Tỉnh thử"\n', encoding="utf-8")
    report = workflow.make_report((tmp_path,), today=TODAY)
    assert "Tỉnh thử" in report.name


def test_the_page_is_the_same_bytes_for_the_same_data(tmp_path: Path) -> None:
    report = workflow.make_report((), today=TODAY)
    first = workflow.write_report(report, tmp_path / "a", language="vi")
    second = workflow.write_report(report, tmp_path / "b", language="vi")
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_an_unknown_entry_is_refused() -> None:
    with pytest.raises(UsageError):
        workflow.show_entry((), "II.99")
