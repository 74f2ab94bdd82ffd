"""Small Word files with the official form, built by python-docx; a test sets only what it is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.table import Table, _Cell

DUTY_HEAD = ("TT", "Nhiệm vụ, mảng công việc", "Công việc cụ thể", "Tiêu chí đánh giá hoàn thành công việc")
STANDARD_HEAD = ("Nhóm yêu cầu", "Yêu cầu cụ thể")
LEVEL_HEAD = ("Nhóm năng lực", "Tên năng lực", "Cấp độ")
DUTIES = (
    ("2.1", "Trồng cây", "- Trồng cây trong sân.\n- Tưới cây buổi sáng.", "Cây sống."),
    ("2.2", "Họp", "Tham dự họp theo phân công.", "Dự đủ."),
)
STANDARDS = (
    ("Trình độ đào tạo", "Tốt nghiệp đại học trở lên chuyên ngành: Luật, Nông học và các ngành khác phù hợp."),
    ("Bồi dưỡng, chứng chỉ", "- Chứng chỉ bồi dưỡng quản lý nhà nước ngạch chuyên viên."),
    ("Kinh nghiệm", "Không yêu cầu"),
    ("Phẩm chất cá nhân", "Trung thực."),
    ("Các yêu cầu khác", "Biết làm vườn."),
)
LEVELS = (
    ("Nhóm năng lực chung", "- Đạo đức và bản lĩnh", "2-3"),
    ("Nhóm năng lực chung", "- Sử dụng công nghệ thông tin", "2-3"),
    ("Nhóm năng lực chuyên môn", "- Khả năng thực hiện hoạt động chuyên môn, nghiệp vụ", "2-3"),
    ("Nhóm năng lực quản lý", "- Quản lý sự thay đổi", "1"),
)


@dataclass(frozen=True, kw_only=True)
class Form:
    """What to write into one description; the defaults make a complete one."""

    title: str = "Người trồng cây"
    title_label: str = "Tên vị trí việc làm:"
    code: str = "TP-NVCN-05"
    goal: str = "Giữ cho sân xanh."
    workplace: str = "Ủy ban nhân dân xã Vườn Xanh"
    duties: Sequence[Sequence[str]] = DUTIES
    standards: Sequence[Sequence[str]] = STANDARDS
    levels: Sequence[Sequence[str]] = LEVELS


def write_form(path: Path, *forms: Form) -> Path:
    """A .docx with the forms one after another."""
    document = Document()
    for form in forms:
        add_form(document, form)
    document.save(str(path))
    return path


def add_form(document: WordDocument, form: Form) -> None:
    """One description with all its sections."""
    document.add_paragraph("BẢN MÔ TẢ CÔNG VIỆC")
    add_table(
        document,
        (f"{form.title_label} {form.title}", f"Mã vị trí việc làm: {form.code}"),
        ("Địa điểm làm việc:", form.workplace),
        ("Quy trình công việc liên quan:", "Nội quy của vườn"),
    )
    document.add_paragraph("1. Mục tiêu vị trí việc làm")
    document.add_paragraph(form.goal)
    document.add_paragraph("2. Các công việc và tiêu chí đánh giá")
    add_table(document, DUTY_HEAD, *form.duties)
    document.add_paragraph("3. Các mối quan hệ công việc 3.1. Bên trong")
    add_table(document, ("Được quản lý trực tiếp và kiểm duyệt kết quả bởi", "Các đơn vị phối hợp chính"), ("A", "B"))
    document.add_paragraph("3.2. Bên ngoài")
    add_table(document, ("Cơ quan, tổ chức có quan hệ chính", "Bản chất quan hệ"), ("C", "D"))
    document.add_paragraph("4. Phạm vi quyền hạn")
    add_table(document, ("TT", "Quyền hạn cụ thể"), ("4.1", "Được chọn giống cây."))
    document.add_paragraph("5. Các yêu cầu về trình độ, năng lực")
    document.add_paragraph("5.1. Yêu cầu về trình độ")
    add_table(document, STANDARD_HEAD, *form.standards)
    document.add_paragraph("5.2. Các năng lực")
    add_table(document, LEVEL_HEAD, *form.levels)


def add_table(document: WordDocument, *rows: Sequence[str]) -> Table:
    """A table with the rows given; lines of a cell become paragraphs."""
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            lines = text.split("\n")
            cell.paragraphs[0].text = lines[0]
            for line in lines[1:]:
                cell.add_paragraph(line)
    return table


def mark_merge(cell: _Cell, value: str | None) -> None:
    """Mark a cell as top (`restart`) or rest (None: Word writes no value) of a vertical merge, as Word does."""
    merge = OxmlElement("w:vMerge")
    if value is not None:
        merge.set("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}val", value)
    cell._tc.get_or_add_tcPr().append(merge)
