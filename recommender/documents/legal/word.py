"""A document of the legal folder as a Word file in the layout of administrative papers; same document, same bytes."""

from __future__ import annotations

import zipfile
from datetime import datetime
from functools import partial, singledispatch
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from recommender.documents.legal.blocks import (
    BLANK,
    Block,
    Bullets,
    Grid,
    Heading,
    LegalDocument,
    Notice,
    Signatures,
    Steps,
    Text,
)
from recommender.documents.tables import write_whole

FONT = "Times New Roman"
NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
MARGINS = {"top_margin": 2.0, "bottom_margin": 2.0, "left_margin": 3.0, "right_margin": 1.5}
"""Centimetres, within what Decree 30/2020/NĐ-CP asks of administrative papers."""
WIDTH = 16.5
EPOCH = (2026, 1, 1, 0, 0, 0)
"""Time of every part inside the file, so that bytes do not tell when it was written."""
SHADE, FRAME = "E8EEF4", "B00020"
WordDocument = Any


def write_word(document: LegalDocument, path: Path, *, office: str, footer: str) -> Path:
    """The Word file of one document."""
    word = docx.Document()
    _styled(word)
    _masthead(word, office or BLANK)
    _centred(word, document.title.upper(), size=14, bold=True, before=12)
    _centred(word, document.subtitle, size=13, italic=True, after=10)
    for block in document.blocks:
        _add(block, word)
    _footer(word, footer)
    buffer = BytesIO()
    word.save(buffer)
    return write_whole(path, partial(_write_plain, buffer.getvalue()))


def _write_plain(content: bytes, path: Path) -> None:
    """The parts of the file once more, each with the same time."""
    with zipfile.ZipFile(BytesIO(content)) as given, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as plain:
        for name in sorted(given.namelist(), key=lambda part: (part != "[Content_Types].xml", part)):
            plain.writestr(zipfile.ZipInfo(name, date_time=EPOCH), given.read(name), zipfile.ZIP_DEFLATED)


def _styled(word: WordDocument) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    for name, size in MARGINS.items():
        setattr(section, name, Cm(size))
    for style, size in (("Normal", 13), ("Heading 1", 13), ("List Bullet", 13), ("List Number", 13)):
        chosen = word.styles[style]
        chosen.font.name, chosen.font.size, chosen.font.color.rgb = FONT, Pt(size), RGBColor(0, 0, 0)
        fonts = chosen.element.get_or_add_rPr().get_or_add_rFonts()
        for script in ("w:eastAsia", "w:hAnsi", "w:cs", "w:ascii"):
            fonts.set(qn(script), FONT)
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            if fonts.get(qn(theme)) is not None:
                del fonts.attrib[qn(theme)]
        chosen.paragraph_format.space_after = Pt(4)
    word.styles["Heading 1"].font.bold = True
    properties = word.core_properties
    properties.author, properties.created, properties.modified = "nangluc", datetime(*EPOCH), datetime(*EPOCH)
    properties.language = "vi-VN"


def _masthead(word: WordDocument, office: str) -> None:
    table = word.add_table(rows=1, cols=2)
    left, right = table.rows[0].cells
    _columns(table, (6.0, 10.5))
    _line(left.paragraphs[0], office.upper(), bold=True, size=12)
    _line(left.add_paragraph(), "Số: ……/……", size=12)
    _line(right.paragraphs[0], NATION, bold=True, size=12)
    _line(right.add_paragraph(), MOTTO, bold=True, size=13)
    _line(right.add_paragraph(), "…………, ngày …… tháng …… năm ……", italic=True, size=13)


def _columns(table: WordDocument, widths: tuple[float, ...]) -> None:
    """Widths in centimetres of columns and of their cells: some programs read the one, some the other."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)


def _line(paragraph: WordDocument, text: str, *, size: int, bold: bool = False, italic: bool = False) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_after = Pt(0)
    run = paragraph.add_run(text)
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)


def _centred(
    word: WordDocument, text: str, *, size: int, bold: bool = False, italic: bool = False, **space: int
) -> None:
    paragraph = word.add_paragraph()
    _line(paragraph, text, size=size, bold=bold, italic=italic)
    paragraph.paragraph_format.space_before = Pt(space.get("before", 0))
    paragraph.paragraph_format.space_after = Pt(space.get("after", 0))


def _footer(word: WordDocument, text: str) -> None:
    paragraph = word.sections[0].footer.paragraphs[0]
    _line(paragraph, text + " · trang ", size=9, italic=True)
    for kind, content in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()
        run.font.size, run.italic = Pt(9), True
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = content
        run._r.append(part)


@singledispatch
def _add(block: Block, word: WordDocument) -> None:
    raise TypeError(f"no layout for {type(block).__name__}")


@_add.register
def _(block: Heading, word: WordDocument) -> None:
    word.add_heading(block.text, level=1).paragraph_format.space_before = Pt(10)


@_add.register
def _(block: Text, word: WordDocument) -> None:
    word.add_paragraph(block.text).alignment = WD_ALIGN_PARAGRAPH.JUSTIFY


@_add.register
def _(block: Bullets, word: WordDocument) -> None:
    for item in block.items:
        word.add_paragraph(item, style="List Bullet")


@_add.register
def _(block: Steps, word: WordDocument) -> None:
    for number, item in enumerate(block.items, start=1):
        paragraph = word.add_paragraph(f"{number}. {item}")
        paragraph.paragraph_format.left_indent = Cm(0.8)
        paragraph.paragraph_format.first_line_indent = Cm(-0.6)


@_add.register
def _(block: Notice, word: WordDocument) -> None:
    table = word.add_table(rows=1, cols=1)
    table.style = "Table Grid"
    run = table.rows[0].cells[0].paragraphs[0].add_run(block.text)
    run.bold, run.font.color.rgb = True, RGBColor.from_string(FRAME)
    word.add_paragraph().paragraph_format.space_after = Pt(2)


@_add.register
def _(block: Grid, word: WordDocument) -> None:
    table = word.add_table(rows=0, cols=len(block.widths))
    table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    if block.heads:
        _row(table, block.heads, is_head=True)
    for values in block.rows:
        _row(table, values, is_head=False, is_field=not block.heads)
    _columns(table, block.widths)
    word.add_paragraph().paragraph_format.space_after = Pt(2)


def _row(table: WordDocument, values: tuple[str, ...], *, is_head: bool, is_field: bool = False) -> None:
    row = table.add_row()
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if is_head:
        properties.append(OxmlElement("w:tblHeader"))
    for place, (cell, value) in enumerate(zip(row.cells, values, strict=True)):
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(1)
        run = paragraph.add_run(value)
        run.font.size, run.bold = Pt(11), is_head or (is_field and place == 0)
        if is_head:
            shade = OxmlElement("w:shd")
            for name, setting in (("val", "clear"), ("color", "auto"), ("fill", SHADE)):
                shade.set(qn(f"w:{name}"), setting)
            cell._tc.get_or_add_tcPr().append(shade)


@_add.register
def _(block: Signatures, word: WordDocument) -> None:
    table = word.add_table(rows=1, cols=len(block.titles))
    for cell, title in zip(table.rows[0].cells, block.titles, strict=True):
        _line(cell.paragraphs[0], title.upper(), bold=True, size=13)
        _line(cell.add_paragraph(), "(Ký, ghi rõ họ tên, đóng dấu nếu có)", italic=True, size=12)
        for _ in range(3):
            cell.add_paragraph()
