"""Old .doc files: converted when LibreOffice is there, else a clear refusal."""

from __future__ import annotations

import stat
import sys
import time
from pathlib import Path

import pytest

from tests.training_catalog.word_form.forms import Form, write_form
from training_catalog.word_form import WordLimits, legacy, read_job_descriptions

OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "WordDocument".encode("utf-16-le")
RTF = rb"{\rtf1\ansi Ten vi tri}"


def office_script(folder: Path, body: str) -> str:
    """A program that takes the place of LibreOffice."""
    script = folder / "office"
    script.write_text(f"#!{sys.executable}\n{body}", encoding="utf-8")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    return str(script)


@pytest.fixture
def old_file(tmp_path: Path) -> Path:
    path = tmp_path / "form.doc"
    path.write_bytes(OLD_WORD)
    return path


def codes(path: Path, limits: WordLimits | None = None) -> list[str]:
    return [each.code for each in read_job_descriptions(path, limits=limits or WordLimits()).problems]


def test_without_libreoffice_the_user_is_told_to_save_as_docx(old_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(legacy, "find_office", lambda: None)
    (problem,) = read_job_descriptions(old_file).problems
    assert problem.code == "legacy_no_office"
    assert ".docx" in problem.message_vi
    assert ".docx" in problem.message_en


def test_an_rtf_file_goes_the_same_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(legacy, "find_office", lambda: None)
    (tmp_path / "form.doc").write_bytes(RTF)
    assert codes(tmp_path / "form.doc") == ["legacy_no_office"]


def test_a_docx_named_doc_needs_no_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(legacy, "find_office", lambda: None)
    assert codes(write_form(tmp_path / "form.doc", Form())) == []


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a script with a shebang")
class TestStandIn:
    """What the conversion does with a program that takes LibreOffice's place."""

    def test_the_converted_file_is_read(self, old_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        form = write_form(tmp_path / "made.docx", Form())
        body = "import shutil, sys, os\nout = sys.argv[sys.argv.index('--outdir') + 1]\nos.makedirs(out)\n"
        body += f"shutil.copy({str(form)!r}, out + '/form.docx')"
        program = office_script(tmp_path, body)
        monkeypatch.setattr(legacy, "find_office", lambda: program)
        assert [each.title for each in read_job_descriptions(old_file).descriptions] == ["Người trồng cây"]

    def test_a_failed_conversion_is_a_problem(
        self, old_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        program = office_script(tmp_path, "raise SystemExit(3)")
        monkeypatch.setattr(legacy, "find_office", lambda: program)
        assert codes(old_file) == ["legacy_failed"]

    def test_a_conversion_without_result_is_a_problem(
        self, old_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        program = office_script(tmp_path, "pass")
        monkeypatch.setattr(legacy, "find_office", lambda: program)
        assert codes(old_file) == ["legacy_failed"]

    def test_a_conversion_that_hangs_is_ended(
        self, old_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        program = office_script(tmp_path, "import time\ntime.sleep(900)")
        monkeypatch.setattr(legacy, "find_office", lambda: program)
        started = time.monotonic()
        assert codes(old_file, WordLimits(office_seconds=0.3)) == ["legacy_failed"]
        assert time.monotonic() - started < 300

    def test_a_program_that_cannot_start_is_a_problem(
        self, old_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(legacy, "find_office", lambda: str(tmp_path / "none"))
        assert codes(old_file) == ["legacy_failed"]


@pytest.mark.skipif(legacy.find_office() is None, reason="LibreOffice is not installed")
def test_libreoffice_converts_an_rtf_form(tmp_path: Path) -> None:
    (tmp_path / "form.doc").write_bytes(rb"{\rtf1\ansi\ansicpg1252 T\u234?n VTVL: Nguoi trong cay\par}")
    (found,) = read_job_descriptions(tmp_path / "form.doc").descriptions
    assert found.title == "Nguoi trong cay"
