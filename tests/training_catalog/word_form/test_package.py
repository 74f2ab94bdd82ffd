"""Files that are damaged, hostile or not Word: one clear problem in both languages, soon, and never a crash."""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.training_catalog.word_form.forms import Form, write_form
from training_catalog.types import CatalogueProblem
from training_catalog.word_form import WordLimits, read_job_descriptions

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SOON_SECONDS = 5.0
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def package(document: bytes, name: str = "word/document.xml") -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, document)
    return content.getvalue()


def problem_of(content: bytes, tmp_path: Path, *, limits: WordLimits | None = None) -> CatalogueProblem:
    """The one problem of a file with this content, checked to come soon and in both languages."""
    path = tmp_path / "form.docx"
    path.write_bytes(content)
    started = time.process_time()
    reading = read_job_descriptions(path, limits=limits or WordLimits())
    assert time.process_time() - started < SOON_SECONDS
    assert reading.descriptions == ()
    (problem,) = reading.problems
    assert problem.message_vi
    assert problem.message_en
    assert problem.file == "form.docx"
    return problem


def test_an_entity_bomb_is_refused(tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE b [<!ENTITY e0 "ha">{entities}]><w:document {NAMESPACE}><w:body>&e11;</w:body></w:document>'
    assert problem_of(package(bomb.encode()), tmp_path).code == "file_unsafe"


def test_an_outside_entity_is_refused(tmp_path: Path) -> None:
    document = f'<!DOCTYPE b [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document {NAMESPACE}><w:body/></w:document>'
    assert problem_of(package(document.encode()), tmp_path).code == "file_unsafe"


def test_a_declaration_in_another_encoding_is_refused(tmp_path: Path) -> None:
    document = f'<?xml version="1.0" encoding="utf-16"?><!DOCTYPE b [<!ENTITY x "y">]><w:document {NAMESPACE}/>'
    assert problem_of(package(document.encode("utf-16")), tmp_path).code == "file_unsafe"


def test_a_zip_bomb_is_refused_by_its_declared_size(tmp_path: Path) -> None:
    limits = WordLimits(max_unpacked_bytes=1_000_000)
    assert problem_of(package(bytes(5_000_000)), tmp_path, limits=limits).code == "file_too_big"


def test_a_zip_bomb_with_a_false_size_is_refused(tmp_path: Path) -> None:
    honest = bytearray(package(b"<" + bytes(5_000_000)))
    size = (5_000_001).to_bytes(4, "little")
    falsified = bytes(honest).replace(size, (100).to_bytes(4, "little"))
    limits = WordLimits(max_unpacked_bytes=1_000_000)
    assert problem_of(falsified, tmp_path, limits=limits).code in ("file_too_big", "file_damaged")


def test_too_many_entries_are_refused(tmp_path: Path) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for number in range(50):
            archive.writestr(f"word/{number}.xml", "")
    assert problem_of(content.getvalue(), tmp_path, limits=WordLimits(max_entries=40)).code == "file_too_big"


def test_a_truncated_file_is_damaged(tmp_path: Path) -> None:
    content = write_form(tmp_path / "whole.docx", Form()).read_bytes()
    assert problem_of(content[: len(content) // 2], tmp_path).code == "file_damaged"


def test_broken_xml_is_damaged(tmp_path: Path) -> None:
    assert problem_of(package(f"<w:document {NAMESPACE}><w:body>".encode()), tmp_path).code == "file_damaged"


def test_deeply_nested_xml_is_damaged(tmp_path: Path) -> None:
    inner = "<w:tbl><w:tr><w:tc>" * 2000 + "</w:tc></w:tr></w:tbl>" * 2000
    document = f"<w:document {NAMESPACE}><w:body>{inner}</w:body></w:document>"
    assert problem_of(package(document.encode()), tmp_path).code == "file_damaged"


def test_an_encrypted_document_is_named_as_such(tmp_path: Path) -> None:
    content = OLE + "EncryptedPackage".encode("utf-16-le")
    assert problem_of(content, tmp_path).code == "file_encrypted"


def test_another_office_format_is_not_word(tmp_path: Path) -> None:
    assert problem_of(OLE + "Workbook".encode("utf-16-le"), tmp_path).code == "file_not_word"


def test_a_workbook_named_docx_is_not_word(tmp_path: Path) -> None:
    assert problem_of(package(b"<workbook/>", "xl/workbook.xml"), tmp_path).code == "file_not_word"


def test_a_picture_named_docx_is_not_word(tmp_path: Path) -> None:
    assert problem_of(b"\x89PNG\r\n\x1a\n" + bytes(100), tmp_path).code == "file_not_word"


def test_an_empty_file_is_not_word(tmp_path: Path) -> None:
    assert problem_of(b"", tmp_path).code == "file_not_word"


def test_an_absent_file_is_a_problem(tmp_path: Path) -> None:
    assert [each.code for each in read_job_descriptions(tmp_path / "none.docx").problems] == ["file_missing"]


def test_a_folder_is_a_problem(tmp_path: Path) -> None:
    assert [each.code for each in read_job_descriptions(tmp_path).problems] == ["file_missing"]


def test_a_file_over_the_limit_is_not_opened(tmp_path: Path) -> None:
    assert problem_of(bytes(2_000), tmp_path, limits=WordLimits(max_file_bytes=1_000)).code == "file_too_big"


def test_the_main_part_is_found_by_its_relation(tmp_path: Path) -> None:
    document = f"<w:document {NAMESPACE}><w:body><w:p><w:r><w:t>Tên VTVL: A</w:t></w:r></w:p></w:body></w:document>"
    relation = '<Relationships><Relationship Type="http://x/officeDocument" Target="/word/other.xml"/></Relationships>'
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("_rels/.rels", relation)
        archive.writestr("word/other.xml", document)
    path = tmp_path / "form.docx"
    path.write_bytes(content.getvalue())
    assert [each.title for each in read_job_descriptions(path).descriptions] == ["A"]


def cells(*texts: str) -> str:
    return "".join(f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>" for text in texts)


def duty_table(rows: str) -> str:
    head = cells("TT", "Mảng công việc", "Công việc cụ thể", "Tiêu chí đánh giá")
    return f"<w:tbl><w:tblGrid>{'<w:gridCol/>' * 4}</w:tblGrid><w:tr>{head}</w:tr>{rows}</w:tbl>"


@pytest.mark.parametrize(
    "body",
    [
        duty_table(f"<w:tr>{cells('1', 'chữ', 'chữ', 'chữ')}</w:tr>" * 10_000),
        duty_table(f"<w:tr>{cells('', '', 'chữ', 'chữ')}</w:tr>" * 10_000),
        duty_table("") + f"<w:tbl><w:tblGrid/><w:tr>{cells('', '', 'chữ', 'chữ')}</w:tr></w:tbl>" * 10_000,
        duty_table(f"<w:tr>{cells(*['chữ'] * 20_000)}</w:tr>" * 3),
        duty_table(f"<w:tr><w:tc>{'<w:p><w:r><w:t>chữ</w:t></w:r></w:p>' * 10_000}</w:tc></w:tr>"),
    ],
    ids=["rows", "rows-of-one-duty", "tables", "cells-of-a-row", "paragraphs-of-a-cell"],
)
def test_ten_thousand_of_anything_are_read_soon(body: str, tmp_path: Path) -> None:
    title = "<w:p><w:r><w:t>Tên VTVL: A</w:t></w:r></w:p>"
    path = tmp_path / "form.docx"
    path.write_bytes(package(f"<w:document {NAMESPACE}><w:body>{title}{body}</w:body></w:document>".encode()))
    started = time.process_time()
    assert len(read_job_descriptions(path).descriptions) == 1
    assert time.process_time() - started < SOON_SECONDS


def test_an_endless_cell_is_refused(tmp_path: Path) -> None:
    body = duty_table(f"<w:tr>{cells('chữ ' * 50_000)}</w:tr>")
    document = f"<w:document {NAMESPACE}><w:body>{body}</w:body></w:document>"
    assert problem_of(package(document.encode()), tmp_path).code == "file_too_big"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return write_form(tmp_path_factory.mktemp("form") / "whole.docx", Form()).read_bytes()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.floats(min_value=0, max_value=0.999), value=st.integers(min_value=0, max_value=255))
def test_one_changed_byte_never_crashes(whole: bytes, tmp_path: Path, place: float, value: int) -> None:
    changed = bytearray(whole)
    changed[int(place * len(whole))] = value
    path = tmp_path / "form.docx"
    path.write_bytes(bytes(changed))
    reading = read_job_descriptions(path)
    assert reading.descriptions or reading.problems
