from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from recommender.errors import UsageError
from recommender.workflows import inspect_catalogue as workflow
from training_catalog import load_catalogue
from training_catalog.report import CatalogueReport

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def report() -> CatalogueReport:
    return workflow.make_report((), today=TODAY)


def test_pairs_near_in_meaning_are_left_out_without_an_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    from recommender import matching

    chosen = matching.ChosenEncoder(encoder=None, mode=matching.Mode.LEXICAL, fallback="thử")
    monkeypatch.setattr(matching, "encoder_for", lambda *_: chosen)
    assert workflow._near_in_meaning(load_catalogue()) is None


def test_pairs_of_equal_texts_with_equal_labels_are_found() -> None:
    from models.lexical_encoder import LexicalEncoder

    texts = ["đăng ký khai sinh", "kiểm tra đê điều", "đăng ký khai sinh", "đăng ký khai sinh"]
    pairs = workflow._nearest_pairs(texts, LexicalEncoder(), alike=["a", "a", "a", "b"])
    assert (pairs[0].first, pairs[0].second) == (0, 2)
    assert all(3 not in (pair.first, pair.second) for pair in pairs)


def test_a_folder_of_a_province_is_looked_at_with_the_pack(tmp_path: Path) -> None:
    (tmp_path / "catalogue.yaml").write_text('name: "Tỉnh thử"\n', encoding="utf-8")
    assert "Tỉnh thử" in str(workflow.overview((tmp_path,))["name"])


def test_files_of_the_same_report_have_the_same_bytes(report: CatalogueReport, tmp_path: Path) -> None:
    first = workflow.write_report(report, tmp_path / "a", language="vi")
    second = workflow.write_report(report, tmp_path / "b", language="vi")
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
    assert first[0].name == "index.html"


def test_an_unknown_entry_is_refused() -> None:
    with pytest.raises(UsageError):
        workflow.show_entry((), "II.99")
