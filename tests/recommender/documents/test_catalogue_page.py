from __future__ import annotations

from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest

from recommender.documents.catalogue_page import catalogue_page, shown
from training_catalog.report import CatalogueReport, Column, ReportTable, Words

TABLE = ReportTable(
    key="numbers",
    title=Words("Bộ dữ liệu", "Data"),
    note=Words("Ghi chú", "Note"),
    columns=(Column("what", "Loại", "What", is_wide=True), Column("rows", "Số dòng", "Rows")),
    rows=((Words("<b>Nhiệm vụ</b>", "Tasks"), 1592), ("=1+1", 0.83)),
)
REPORT = CatalogueReport(
    name="Thử", version="1", digest="ab" * 32, today=date(2026, 11, 22), tables=(TABLE,),
    headline=((Words("nhiệm vụ", "tasks"), 722),),
)  # fmt: skip


class Balanced(HTMLParser):
    """Notes the tags that stay open."""

    VOID = ("meta", "br", "link")

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag not in ("script", "link", "img"), "the page needs nothing else"
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize(
    ("value", "text"), [(1592, "1.592"), (0.826, "83 %"), ("a & b", "a &amp; b"), (Words("x", "x"), "x")]
)
def test_cells_are_written_as_vietnamese_offices_do(value: str | int | float | Words, text: str) -> None:
    assert shown(value) == text


def test_the_page_is_closed_html_without_anything_from_outside() -> None:
    parser = Balanced()
    parser.feed(catalogue_page(REPORT))
    assert parser.open == []
    assert "http" not in catalogue_page(REPORT)


def test_texts_are_escaped_and_both_languages_shown() -> None:
    page = catalogue_page(REPORT)
    assert "&lt;b&gt;Nhiệm vụ&lt;/b&gt;" in page
    assert '<span class="en" lang="en">Tasks</span>' in page


def test_a_table_without_rows_says_so() -> None:
    empty = ReportTable(key="none", title=TABLE.title, note=TABLE.note, columns=TABLE.columns, rows=(), is_folded=True)
    page = catalogue_page(replace(REPORT, tables=(empty,)))
    assert "Không có." in page
