"""The summary of a run for programs and for a terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from recommender.documents.summary import Summary, summarise
from recommender.documents.summary_text import WIDTH
from tests.recommender.documents import factories as make

LANGUAGES = ("vi", "en")


def summary(out: Path = Path("ket_qua"), **other: make.Rows) -> Summary:
    return summarise(make.result(**other), make.inputs(), make.catalogue(), out=out)


def test_counts_are_those_of_the_frames() -> None:
    one = summary()
    assert (one.n_officers, one.n_units, one.n_moves) == (3, 2, 1)
    assert (one.verdicts.held, one.verdicts.meets, one.verdicts.by_standards) == (3, 1, 1)
    assert (one.verdicts.standards_open, one.verdicts.thin_evidence, one.verdicts.uncertain) == (1, 0, 1)
    assert (one.training.with_plan, one.training.periods, one.training.reaching_year) == (2, 64.0, 1)
    assert (one.staffing.over, one.staffing.short) == (2.0, 1.0)


def test_people_without_a_verdict_or_a_unit_are_told() -> None:
    given = make.inputs()
    officers = given.officers.assign(unit_id=given.officers["unit_id"].replace("00002", ""))
    rows = [make.verdict("CC02", "B", "meets"), make.verdict("CC03", "A", "meets")]
    one = summarise(make.result(verdicts=rows), make.inputs(officers=officers), make.catalogue(), out=Path("ket_qua"))
    assert (one.n_units, one.n_without_unit, one.n_without_verdict) == (1, 1, 1)
    assert "! Chưa rà soát được 1 người" in one.text("vi")
    assert "! The unit of 1 of the people is not known." in one.text("en")
    assert "! Chưa rà soát được 1 người" in one.warnings("vi")


def test_errors_are_counted_apart_from_warnings() -> None:
    error = {**make.ROWS["problems"][0], "severity": "error"}
    one = summary(problems=[error, error, *make.ROWS["problems"]])
    assert (one.n_errors, one.n_warnings) == (2, 1)


def test_the_record_is_plain_json_without_words_of_labels() -> None:
    record = summary().as_record()
    back = json.loads(json.dumps(record))
    assert back["verdicts"]["does_not_meet"] == 1
    assert "labels" not in back


def test_files_written_are_named(tmp_path: Path) -> None:
    make.file(tmp_path, "results.xlsx", b"")
    make.file(tmp_path, ".hidden.part", b"")
    assert summary(tmp_path).files == ("results.xlsx",)


@pytest.mark.parametrize("language", LANGUAGES)
def test_text_fits_a_terminal_and_names_nobody(language: str) -> None:
    long = {"reason_vi": "Năng lực: " + "ước lượng đạt mức cần " * 20, "reason_en": "Competency: " + "met " * 60}
    text = summary(verdicts=[make.verdict("CC01", "A", "does_not_meet", **long)]).text(language)
    assert max(map(len, text.splitlines())) <= WIDTH
    assert "CC01" in text
    assert not [name for _, name, _ in make.PEOPLE if name in text]


def test_text_is_in_the_language_asked() -> None:
    vietnamese, english = (summary().text(language) for language in LANGUAGES)
    assert "✓ Đáp ứng" in vietnamese
    assert "✓ Meets" in english
    assert "Đáp ứng" not in english


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_run_without_results_still_has_a_text(language: str) -> None:
    one = summarise(make.empty_result(), make.inputs(), make.catalogue(), out=Path("x"))
    assert one.text(language).strip()
    assert not one.examples


def test_examples_show_one_verdict_of_each_kind() -> None:
    assert [example.verdict for example in summary().examples] == ["meets", "needs_review", "does_not_meet"]


@pytest.mark.parametrize(
    ("language", "words"), [("vi", "(khả năng tạm tính 97"), ("en", "(provisional P(meets) 97%, few results)")]
)
def test_an_example_with_few_results_claims_no_likelihood(language: str, words: str) -> None:
    thin = make.verdict("CC03", "A", "needs_review", review_reasons="thin_evidence", probability=0.97)
    assert words in summary(verdicts=[thin]).text(language)


def test_a_group_that_asks_for_a_reason_holds_publishing_back() -> None:
    one = summary()
    assert one.needs_reason
    assert one.as_record()["needs_reason"] is True
    assert "CHƯA CÔNG BỐ KẾT QUẢ: tỷ lệ đáp ứng của giới tính “nữ”" in one.text("vi").replace("\n", " ")
    assert "DO NOT PUBLISH YET: sex “female”" in one.text("en").replace("\n", " ")
    assert "DO NOT PUBLISH YET: sex “female”" in one.warnings("en").replace("\n", " ")


def test_a_reason_given_is_shown_and_lets_results_go() -> None:
    one = summarise(
        make.result(), make.inputs(), make.catalogue(), out=Path("k"), fairness_reason="đã đối chiếu từng hồ sơ"
    )
    assert not one.needs_reason
    assert "đã đối chiếu từng hồ sơ" in one.text("vi")


def test_nothing_is_said_of_fairness_where_no_group_asks() -> None:
    one = summary(fairness=[])
    assert not one.needs_reason
    assert one.warnings("vi") == ""
    assert "Công bằng" not in one.text("vi")
