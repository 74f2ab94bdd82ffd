"""The results workbook as a whole: sheets, safety, sameness, reading back."""

from __future__ import annotations

import re
import tempfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from recommender.columns import OFFICERS
from recommender.documents.results_workbook.sheet_guide import GUIDE, UNSCREENED
from tests.recommender.documents import factories as make
from tests.recommender.documents.results_workbook.reading import Book, write
from tests.recommender.documents.test_tables import PAYLOADS

LANGUAGES = ("vi", "en")
SHEETS = {
    "vi": [
        "Tóm tắt",
        "Kết luận",
        "Theo đơn vị",
        "Năng lực",
        "Tiêu chuẩn",
        "Khoảng cách",
        "Kế hoạch",
        "Nhu cầu",
        "Nhu cầu theo đơn vị",
        "Chưa có lớp",
        "Báo cáo rà soát",
        "Cân đối",
        "Phương án điều chuyển",
        "Vấn đề dữ liệu",
        "Công bằng",
        "Người đánh giá",
        "Phương pháp",
    ],
    "en": [
        "Summary",
        "Verdicts",
        "By unit",
        "Competency",
        "Standards",
        "Gaps",
        "Plans",
        "Demand",
        "Demand by unit",
        "No course",
        "Review report",
        "Balance",
        "Proposed moves",
        "Data problems",
        "Fairness",
        "Assessors",
        "Method",
    ],
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_sheets_are_named_in_the_language_asked(tmp_path: Path, language: str) -> None:
    assert list(write(tmp_path, language).sheets) == SHEETS[language]


@pytest.mark.parametrize("at", [0, 1])
def test_the_guide_leads_to_every_other_sheet(at: int) -> None:
    assert [names[at] for names, _ in GUIDE] == SHEETS[LANGUAGES[at]][1:]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_run_gives_the_same_bytes(tmp_path: Path, language: str) -> None:
    first = write(tmp_path, language).path.read_bytes()
    assert write(tmp_path, language).path.read_bytes() == first


def test_english_sheets_hold_no_vietnamese_words_of_ours(english: Book) -> None:
    ours = r"Đáp ứng|Vị trí|Đơn vị|Tiêu chuẩn|cán bộ"
    found = [name for name in english.sheets if re.search(ours, english.texts(name))]
    assert found == []


def test_text_of_the_input_never_becomes_a_formula_or_a_link(tmp_path: Path) -> None:
    keys = [f"CC9{number}" for number in range(len(PAYLOADS))]
    hostile = [{"officer_id": key, "unit_id": payload} for key, payload in zip(keys, PAYLOADS, strict=True)]
    texts = ("reason_vi", "change_vi", "results_band", "legal_basis")
    result = make.result(
        verdicts=[make.verdict("CC01", "A", "meets", **row, **dict.fromkeys(texts, row["unit_id"])) for row in hostile],
        standards=[make.standard("CC01", "unfit", rule_id=str(at), found=text) for at, text in enumerate(PAYLOADS)],
        problems=[{**make.ROWS["problems"][0], "value": text, "cell": text} for text in PAYLOADS],
    )
    personal = make.inputs().personal.assign(name=PAYLOADS[0])
    book = write(tmp_path, result=result, inputs=make.inputs(personal=personal, officers=OFFICERS.frame(hostile)))
    assert "<f>" not in book.xml(r"worksheets/sheet\d+\.xml$")
    assert "hyperlink" not in book.xml(r"worksheets/_rels")
    for payload in PAYLOADS:
        assert payload.strip("\t\r ") in book.texts("Kết luận")
        assert payload.strip("\t\r ") in book.texts("Vấn đề dữ liệu")


def test_a_link_in_the_input_stays_text(tmp_path: Path) -> None:
    result = make.result(problems=[{**make.ROWS["problems"][0], "value": "http://example.org/x"}])
    book = write(tmp_path, result=result)
    assert "http://example.org" not in book.xml(r"_rels/")
    assert "http://example.org/x" in book.texts("Vấn đề dữ liệu")


def test_text_that_looks_like_a_formula_stays_text_after_an_edit(tmp_path: Path) -> None:
    result = make.result(problems=[{**make.ROWS["problems"][0], "value": "=1+1"}])
    sheet = openpyxl.load_workbook(write(tmp_path, result=result).path)["Vấn đề dữ liệu"]
    cell = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "=1+1")
    assert cell.data_type == "s"
    assert cell.style is not None
    assert cell._style.quotePrefix == 1


def test_codes_with_leading_zeros_stay_text(tmp_path: Path) -> None:
    officers = make.inputs().officers.replace({"CC01": "001085000123"})
    result = make.result(verdicts=[make.verdict("CC01", "A", "meets", officer_id="001085000123")])
    book = write(tmp_path, result=result, inputs=make.inputs(officers=officers))
    assert [row["Mã"] for row in book.table("Kết luận", "TT")] == ["001085000123"]


def test_control_signs_and_very_long_texts_do_not_break_the_file(tmp_path: Path) -> None:
    text = "\x00\x0b\x1f" + "dài " * 20_000
    book = write(tmp_path, result=make.result(verdicts=[make.verdict("CC01", "A", "meets", reason_vi=text)]))
    assert len(book.table("Kết luận", "TT")) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_run_without_results_says_so_on_every_sheet(tmp_path: Path, language: str) -> None:
    book = write(tmp_path, language, result=make.empty_result())
    first, verdicts, *others = SHEETS[language]
    assert list(book.sheets) == [first, verdicts, UNSCREENED[0][LANGUAGES.index(language)], *others]
    sentence = "Không có phương án nào" if language == "vi" else "No proposal"
    assert sentence in book.texts(SHEETS[language][12])


def test_heads_are_frozen_filtered_and_repeated_on_paper(book: Book) -> None:
    opened = openpyxl.load_workbook(book.path)
    for name in SHEETS["vi"][1:-1]:
        sheet = opened[name]
        assert sheet.freeze_panes is not None
        assert sheet.auto_filter.ref
        assert sheet.print_title_rows
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)


def test_the_date_of_the_file_is_the_day_of_the_review(book: Book) -> None:
    created = openpyxl.load_workbook(book.path).properties.created
    assert created is not None
    assert created.date() == make.SETTINGS.today


def test_an_error_leaves_no_rows_of_people_in_the_temporary_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    broken = replace(make.result(), balance=make.result().balance.drop(columns="over_plan"))
    with pytest.raises(KeyError):
        write(tmp_path, result=broken)
    assert list(tmp_path.iterdir()) == []


def test_nothing_but_the_workbook_is_left_in_the_folder(tmp_path: Path) -> None:
    write(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["results_vi.xlsx"]
