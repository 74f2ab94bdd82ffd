from __future__ import annotations

from pathlib import Path

import pytest

from recommender.readers.files.csv_text import csv_sheet, decoded, separator
from recommender.readers.files.limits import Limits
from recommender.readers.files.refusal import FileRefused

TEXT = "Họ và tên;Đơn vị\nTrần Thị Hạnh;Xã Tân An\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1258"])
def test_text_is_read_in_every_usual_encoding(encoding: str) -> None:
    import unicodedata

    typed = unicodedata.normalize("NFD", TEXT) if encoding == "cp1258" else TEXT
    content = typed.encode(encoding, errors="ignore") if encoding != "cp1258" else _cp1258(TEXT)
    assert decoded(content) == TEXT


def _cp1258(text: str) -> bytes:
    """Windows-1258 as keyboards typed it: base letters with their circumflex or horn, tones as signs of their own."""
    import unicodedata

    typed = b""
    for letter in unicodedata.normalize("NFC", text):
        try:
            typed += letter.encode("cp1258")
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", letter)
            tones = "".join(mark for mark in parts if mark in "\u0300\u0301\u0303\u0309\u0323")
            base = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in tones))
            typed += base.encode("cp1258") + tones.encode("cp1258")
    return typed


@pytest.mark.parametrize("sign", [";", ",", "\t"])
def test_the_separator_is_found(sign: str) -> None:
    assert separator(f"a{sign}b{sign}c\n1{sign}2{sign}3\n") == sign


def test_a_decimal_comma_is_no_separator() -> None:
    assert separator("Họ tên;Điểm\nA;7,5\nB;8,5\n") == ";"


def test_a_quoted_line_end_stays_in_its_cell(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('Tên,Nhiệm vụ\nA,"một\nhai"\n', encoding="utf-8")
    assert csv_sheet(path, limits=Limits()).text(1, 1) == "một\nhai"


def test_more_rows_than_allowed_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b\n" * 20, encoding="utf-8")
    with pytest.raises(FileRefused):
        csv_sheet(path, limits=Limits(rows=10))


def test_a_quotation_mark_that_is_never_closed_hides_no_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('Tên,Nhiệm vụ\nA,một\nB,"hai\nC,ba\n', encoding="utf-8")
    with pytest.raises(FileRefused) as refused:
        csv_sheet(path, limits=Limits())
    assert (refused.value.code, refused.value.words["row"]) == ("csv_open_quote", "3")


def test_a_quotation_mark_inside_a_cell_is_a_letter(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('Tên,Nhiệm vụ\nA,phong trào "Xã sạch" năm 2026\nB,x\n', encoding="utf-8")
    assert csv_sheet(path, limits=Limits()).text(1, 1) == 'phong trào "Xã sạch" năm 2026'


def test_a_cell_too_long_to_read_is_called_so(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"Tên,Nhiệm vụ\nA,{'x' * 1_000_001}\n", encoding="utf-8")
    with pytest.raises(FileRefused) as refused:
        csv_sheet(path, limits=Limits())
    assert refused.value.code == "csv_long_cell"
