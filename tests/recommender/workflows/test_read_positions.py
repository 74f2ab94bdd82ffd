"""Job descriptions as catalogue files, and laid over the catalogue for one screening of files."""

from __future__ import annotations

from pathlib import Path

from recommender.workflows.read_positions import catalogue_with_positions, read_positions
from tests.training_catalog.word_form.forms import Form, write_form
from training_catalog import load_catalogue

JUSTICE = Form(title="Chuyên viên về lĩnh vực tư pháp", code="II.04")


def test_one_file_a_description_is_written_and_reads_back(tmp_path: Path) -> None:
    word = write_form(tmp_path / "x.docx", JUSTICE, JUSTICE)
    written = read_positions([word], catalogues=(), out=tmp_path / "out")
    assert [path.name for path in written.files] == ["II.04.yaml", "II.04-2.yaml"]
    assert [row[0] for row in written.positions] == ["II.04", "II.04-2"]
    assert "II.04-2" in written.text("vi")


def test_word_and_written_files_lay_the_same_position_over_the_catalogue(tmp_path: Path) -> None:
    word = write_form(tmp_path / "x.docx", JUSTICE)
    written = read_positions([word], catalogues=(), out=tmp_path / "out").files
    from_word, problems = catalogue_with_positions((), [word])
    from_yaml, _ = catalogue_with_positions((), written)
    assert from_word.positions["II.04"] == from_yaml.positions["II.04"]
    assert from_word.positions["II.04"].goal_vi == "Giữ cho sân xanh."
    assert {problem.file for problem in problems} == {"x.docx"}


def test_without_files_the_catalogue_is_as_it_was() -> None:
    found, problems = catalogue_with_positions((), [])
    assert (found.digest, problems) == (load_catalogue().digest, [])


def test_a_position_nobody_can_be_judged_by_is_said(tmp_path: Path) -> None:
    word = write_form(tmp_path / "x.docx", Form(title="", code="", duties=(), standards=()))
    bare = read_positions([word], catalogues=(), out=tmp_path / "out").files
    _, problems = catalogue_with_positions((), bare)
    lacking = {"position_untitled", "position_without_tasks", "position_without_standards"}
    assert lacking <= {problem.code for problem in problems}


def test_problems_are_told_with_their_weight_in_the_language_asked_for(tmp_path: Path) -> None:
    word = write_form(tmp_path / "x.docx", Form(title="", code=""))
    written = read_positions([word], catalogues=(), out=tmp_path / "out")
    assert "Lỗi: x.docx: Bản mô tả 1 (chưa có tên)." in written.text("vi")
    assert "Error: x.docx: Description 1 (untitled)." in written.text("en")
