"""A Word file read by the child says what reading it here says, and a hostile one costs nothing but its refusal."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from recommender.readers.files.word_sandbox import LIMITS, read_word_safely
from tests.training_catalog.word_form.forms import Form, write_form
from training_catalog.word_form import read_job_descriptions
from training_catalog.word_form.legacy import PROGRAMS, find_office

BROKEN_LEVELS = (("Nhóm năng lực chung", "- Đạo đức và bản lĩnh", ""), ("", "- Năng lực lạ", "9"))


def test_the_child_reads_what_the_reader_reads(tmp_path: Path) -> None:
    path = write_form(tmp_path / "mo ta.docx", Form(), Form(title="Người khác", levels=BROKEN_LEVELS))
    assert read_word_safely(path, name="mo ta.docx") == read_job_descriptions(path)


def test_problems_and_origins_call_the_file_by_the_name_it_came_with(tmp_path: Path) -> None:
    path = write_form(tmp_path / "4f2a.docx", Form(goal=""))
    reading = read_word_safely(path, name="Bản mô tả.docx")
    assert {one.file for one in reading.descriptions} == {"Bản mô tả.docx"}
    assert {one.file for one in reading.problems} == {"Bản mô tả.docx"}
    assert [one.code for one in reading.problems] == ["goal_missing"]


def test_what_is_no_word_file_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(b"PK\x03\x04 and then nothing of a package")
    assert [one.code for one in read_word_safely(path, name="x.docx").problems] == ["file_damaged"]
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("readme.txt", "no document")
    assert [one.code for one in read_word_safely(path, name="x.docx").problems] == ["file_not_word"]


def test_a_file_that_eats_memory_ends_the_child_only(tmp_path: Path) -> None:
    path = write_form(tmp_path / "x.docx", Form(goal="\n".join(["cây " * 2_000] * 1_500)))
    reading = read_word_safely(path, name="x.docx", limits=replace(LIMITS, memory_bytes=30_000_000))
    assert [one.code for one in reading.problems] == ["file_crashes"]
    assert reading.descriptions == ()


def test_an_old_file_without_libreoffice_is_told_how_to_come_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_office() is None, PROGRAMS
    path = tmp_path / "x.doc"
    path.write_bytes(b"{\\rtf1 Ten vi tri}")
    (problem,) = read_word_safely(path, name="x.doc").problems
    assert problem.code == "legacy_no_office"
    assert "LibreOffice" in problem.message_vi
