from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest

from recommender.readers.files.limits import Limits
from recommender.readers.files.precheck import FileKind, checked_kind, column_number
from recommender.readers.files.refusal import FileRefused
from recommender.readers.problem_log import ProblemLog
from recommender.readers.workbook import read_sheets
from tests.processor_time import processor_seconds
from tests.recommender.readers.books import write_book

LIMITS = Limits()
MOST_SECONDS = 5.0
PARTS = {
    "[Content_Types].xml": "<Types/>",
    "xl/workbook.xml": "<workbook/>",
    "xl/worksheets/sheet1.xml": "<worksheet><sheetData><row r='1'><c r='A1'/></row></sheetData></worksheet>",
}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def packed(path: Path, **changed: str) -> Path:
    """A zip with the parts of a workbook; keyword `sheet` replaces the worksheet, `extra` adds a part."""
    parts = dict(PARTS)
    if "sheet" in changed:
        parts["xl/worksheets/sheet1.xml"] = changed["sheet"]
    if "extra" in changed:
        parts["xl/extra.xml"] = changed["extra"]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return path


def refusal(path: Path, limits: Limits = LIMITS) -> str:
    """The code a file is refused with by the whole reading, within the time allowed."""
    log = ProblemLog()
    start = processor_seconds()
    assert read_sheets(path, log, limits=limits) == []
    assert processor_seconds() - start < MOST_SECONDS
    assert [str(problem.severity) for problem in log.problems] == ["error"]
    return log.problems[0].code


def test_a_cell_in_the_last_row_is_refused(tmp_path: Path) -> None:
    sheet = '<worksheet><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    assert refusal(packed(tmp_path / "a.xlsx", sheet=sheet)) == "file_far_cell"


def test_a_cell_in_the_last_column_is_refused(tmp_path: Path) -> None:
    sheet = '<worksheet><sheetData><row r="1"><c r="XFD1"><v>1</v></c></row></sheetData></worksheet>'
    assert refusal(packed(tmp_path / "a.xlsx", sheet=sheet)) == "file_far_column"


def test_a_far_cell_is_seen_when_its_address_is_cut_by_a_chunk(tmp_path: Path) -> None:
    start = "<worksheet><sheetData>"
    cell = '<row r="1048576"><c r="A1048576"/></row></sheetData></worksheet>'
    filler = "<!--" + "x" * ((1 << 20) - len(start) - 7 - 10) + "-->"
    assert refusal(packed(tmp_path / "a.xlsx", sheet=start + filler + cell)) == "file_far_cell"


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in PARTS.items():
            archive.writestr(name, text)
        with archive.open("xl/sharedStrings.xml", "w") as part:
            for _ in range(420):
                part.write(b" " * (1 << 20))
    assert refusal(path) == "file_bomb"


def test_a_part_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.xlsx", extra="x" * 100_000)
    content = bytearray(path.read_bytes())
    content = content.replace(struct.pack("<L", 100_000), struct.pack("<L", 10))
    path.write_bytes(bytes(content))
    assert refusal(path) == "file_lies"


def test_a_bomb_that_lies_about_its_size_stops_at_the_bound(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.xlsx", extra="x" * 3_000_000)
    path.write_bytes(path.read_bytes().replace(struct.pack("<L", 3_000_000), struct.pack("<L", 10)))
    assert refusal(path, Limits(unpacked_bytes=1_000_000)) == "file_bomb"


@pytest.mark.parametrize("start", ["<!DOCTYPE x [<!ENTITY a 'b'>]>", "<!-- long --><!doctype x>"])
def test_a_document_type_is_refused(tmp_path: Path, start: str) -> None:
    assert refusal(packed(tmp_path / "a.xlsx", sheet=start + "<worksheet/>")) == "file_document_type"


def test_a_document_type_in_utf_16_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in PARTS.items():
            archive.writestr(name, text)
        archive.writestr("xl/extra.xml", "<!DOCTYPE x><x/>".encode("utf-16"))
    assert refusal(path) == "file_document_type"


def test_too_many_parts_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(2_001):
            archive.writestr(f"{number}.xml", "")
    assert refusal(path) == "file_many_parts"


def test_a_file_cut_short_is_refused(tmp_path: Path) -> None:
    path = write_book(tmp_path / "a.xlsx", {"A": [["Họ và tên"]]})
    path.write_bytes(path.read_bytes()[:-200])
    assert refusal(path) == "file_damaged"


def test_a_workbook_with_a_password_asks_to_remove_it(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600)
    assert refusal(path) == "file_encrypted"


def test_a_zip_with_an_encrypted_part_asks_to_remove_the_password(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.xlsx")
    content = bytearray(path.read_bytes())
    place = content.index(b"PK\x01\x02")
    content[place + 8] |= 1
    path.write_bytes(bytes(content))
    assert refusal(path) == "file_encrypted"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.xlsx", b"%PDF-1.7 text", "file_is_pdf"),
        ("a.xls", b"<html><table><tr><td>1</td></tr></table></html>", "file_is_web_page"),
        ("a.xls", b'<?xml version="1.0"?><Workbook/>', "file_is_web_page"),
        ("a.xlsx", b"Ho va ten,Don vi\nA,B\n", "file_other_kind"),
        ("a.xlsx", b"", "file_empty"),
        ("a.xls", OLE + b"\0" * 2000, "file_not_a_table"),
        ("a.csv", b"\0\1\2\3 binary", "file_damaged"),
    ],
)
def test_other_content_than_the_name_says_is_refused(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert refusal(path) == code


def test_an_xlsx_called_xls_is_refused_with_its_real_kind(tmp_path: Path) -> None:
    path = write_book(tmp_path / "a.xlsx", {"A": [["x"]]}).rename(tmp_path / "a.xls")
    with pytest.raises(FileRefused) as refused:
        checked_kind(path, limits=LIMITS)
    assert (refused.value.code, refused.value.words["kind"]) == ("file_other_kind", "xlsx")


def test_a_word_file_is_called_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert refusal(path) == "file_is_word"


def test_two_parts_of_one_name_are_refused(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("xl/workbook.xml", "<a/>")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("xl/workbook.xml", "<b/>")
    path = tmp_path / "a.xlsx"
    path.write_bytes(buffer.getvalue())
    assert refusal(path) == "file_damaged"


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.xlsx") == "file_missing"


def test_a_file_above_the_bound_is_not_opened(tmp_path: Path) -> None:
    path = write_book(tmp_path / "a.xlsx", {"A": [["x"]]})
    assert refusal(path, Limits(file_bytes=10)) == "file_too_big"


def test_a_good_workbook_is_known(tmp_path: Path) -> None:
    assert checked_kind(write_book(tmp_path / "a.xlsx", {"A": [["x"]]}), limits=LIMITS) is FileKind.XLSX


def test_columns_are_numbered_from_one() -> None:
    assert [column_number(letters) for letters in ("A", "Z", "AA", "XFD")] == [1, 26, 27, 16384]
