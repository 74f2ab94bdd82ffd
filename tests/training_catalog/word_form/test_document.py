"""Blocks of a Word body: text, cells, page splits."""

from __future__ import annotations

from lxml import etree

from training_catalog.word_form.blocks import Block, Paragraph, Table
from training_catalog.word_form.document import read_blocks
from training_catalog.word_form.shapes import WordLimits

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


def blocks(inner: str, namespace: str = NAMESPACE) -> list[Block]:
    body = etree.fromstring(f'<w:body xmlns:w="{namespace}">{inner}</w:body>')
    return read_blocks(body, limits=WordLimits(), starts_anew=lambda row, _: row.cells[0].text == "HEAD")


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def table(*rows: str) -> str:
    return "<w:tbl><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>" + "".join(rows) + "</w:tbl>"


def row(*texts: str) -> str:
    return "<w:tr>" + "".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in texts) + "</w:tr>"


def texts(block: Block) -> list[list[str]]:
    assert isinstance(block, Table)
    return [[cell.text for cell in each.cells] for each in block.rows]


def test_deleted_text_is_not_read_and_inserted_text_is() -> None:
    inner = "<w:p><w:ins><w:r><w:t>mới</w:t></w:r></w:ins><w:del><w:r><w:delText>cũ</w:delText></w:r></w:del></w:p>"
    assert blocks(inner) == [Paragraph(text="mới")]


def test_text_in_content_controls_and_links_is_read() -> None:
    inner = f"<w:sdt><w:sdtContent>{paragraph('một')}</w:sdtContent></w:sdt>"
    inner += "<w:p><w:hyperlink><w:r><w:t>hai</w:t></w:r></w:hyperlink></w:p>"
    assert blocks(inner) == [Paragraph(text="một"), Paragraph(text="hai")]


def test_tab_stops_of_a_paragraph_are_no_text() -> None:
    inner = "<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>một</w:t><w:tab/><w:t>hai</w:t></w:r></w:p>"
    assert blocks(inner) == [Paragraph(text="một hai")]


def test_the_strict_format_reads_like_the_usual_one() -> None:
    assert blocks(table(row("a", "b")), STRICT) == blocks(table(row("a", "b")))


def test_a_list_item_carries_a_bullet() -> None:
    inner = '<w:p><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr><w:r><w:t>một</w:t></w:r></w:p>'
    assert blocks(inner) == [Paragraph(text="- một")]


def test_tables_with_only_empty_paragraphs_between_are_one_table() -> None:
    (joined,) = blocks(table(row("HEAD", "b")) + paragraph(" ") + paragraph("12") + table(row("c", "d")))
    assert texts(joined) == [["HEAD", "b"], ["c", "d"]]


def test_the_first_row_after_a_split_is_marked() -> None:
    (joined,) = blocks(table(row("HEAD", "b"), row("c", "d")) + table(row("e", "f"), row("g", "h")))
    assert isinstance(joined, Table)
    assert [each.is_split for each in joined.rows] == [False, False, True, False]


def test_a_table_that_opens_anew_is_not_joined() -> None:
    assert len(blocks(table(row("HEAD", "b")) + table(row("HEAD", "d")))) == 2


def test_a_paragraph_with_words_parts_two_tables() -> None:
    assert len(blocks(table(row("a", "b")) + paragraph("chữ") + table(row("c", "d")))) == 3


def test_places_count_tables_as_they_stand_in_the_file() -> None:
    (joined,) = blocks(table(row("a", "b")) + table(row("c", "d"), row("e", "f")))
    assert isinstance(joined, Table)
    assert [str(each.place) for each in joined.rows] == ["1:1", "2:1", "2:2"]


def test_a_spanning_cell_covers_the_columns_under_it() -> None:
    spanning = f'<w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{paragraph("a")}</w:tc></w:tr>'
    (found,) = blocks(table(spanning, row("b", "c")))
    assert isinstance(found, Table)
    assert (found.rows[0].cells[0].left, found.rows[0].cells[0].right) == (0.0, 1.0)


def test_a_table_inside_a_cell_is_text_of_the_cell() -> None:
    inner = f"<w:tr><w:tc>{paragraph('a')}{table(row('b', 'c'))}</w:tc></w:tr>"
    assert texts(blocks(table(inner))[0]) == [["a b c"]]


def test_a_deleted_row_is_not_read() -> None:
    deleted = f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{paragraph('x')}</w:tc></w:tr>"
    assert texts(blocks(table(row("a", "b"), deleted))[0]) == [["a", "b"]]
