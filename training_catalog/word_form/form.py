"""The wording of the official form: which labels, headings and column names mean what, in folded text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import islice

from training_catalog.folding import fold
from training_catalog.word_form.blocks import Row
from training_catalog.word_form.wording import without_marker


class Section(StrEnum):
    """Parts of the form."""

    IDENTITY = "identity"
    """Tên, mã, ngày bắt đầu, địa điểm, quy trình liên quan."""
    GOAL = "goal"
    """1. Mục tiêu."""
    DUTIES = "duties"
    """2. Các công việc và tiêu chí đánh giá."""
    RELATIONS = "relations"
    """3. Các mối quan hệ công việc (chưa rõ trong hay ngoài)."""
    INSIDE = "inside"
    """3.1. Bên trong."""
    OUTSIDE = "outside"
    """3.2. Bên ngoài."""
    AUTHORITY = "authority"
    """4. Phạm vi quyền hạn."""
    REQUIREMENTS = "requirements"
    """5. Các yêu cầu về trình độ, năng lực (chưa rõ phần)."""
    STANDARDS = "standards"
    """5.1. Yêu cầu về trình độ."""
    LEVELS = "levels"
    """5.2. Yêu cầu về năng lực."""


class Label(StrEnum):
    """Labelled lines of the form's head."""

    TITLE = "title"
    """Tên vị trí việc làm."""
    CODE = "code"
    """Mã vị trí việc làm."""
    START_DATE = "start_date"
    """Ngày bắt đầu thực hiện."""
    WORKPLACE = "workplace"
    """Địa điểm làm việc."""
    PROCESSES = "processes"
    """Quy trình công việc liên quan."""


LABELS: tuple[tuple[Label, re.Pattern[str]], ...] = tuple(
    (label, re.compile(pattern, re.IGNORECASE))
    for label, pattern in (
        (Label.TITLE, r"t[eê]n\s+(?:VTVL|v[iị]\s+tr[ií](?:\s+vi[eệ]c\s+l[aà]m)?|ch[uứ]c\s+danh)\b\s*[:：.–-]?\s*"),
        (Label.TITLE, r"(?:VTVL|v[iị]\s+tr[ií]\s+vi[eệ]c\s+l[aà]m|ch[uứ]c\s+danh)\s*[:：]\s*"),
        (Label.CODE, r"m[aã](?:\s+s[oố])?\s+(?:VTVL|v[iị]\s+tr[ií](?:\s+vi[eệ]c\s+l[aà]m)?)\b\s*[:：.–-]?\s*"),
        (Label.START_DATE, r"ng[aà]y\s+b[aắ]t\s+đ[aầ]u(?:\s+th[uự]c\s+hi[eệ]n)?\s*[:：.–-]?\s*"),
        (Label.WORKPLACE, r"đ[iị]a\s+đi[eể]m\s+l[aà]m\s+vi[eệ]c\s*[:：.–-]?\s*"),
        (Label.PROCESSES, r"(?:các\s+)?quy\s+tr[iì]nh\s+công\s+vi[eệ]c(?:\s+có)?\s+li[eê]n\s+quan\s*[:：.–-]?\s*"),
    )
)
FORM_NAME = re.compile(r"^(?:ban mo ta|mo ta) (?:cong viec|vi tri viec lam)\b")
HEADING_NUMBER = re.compile(r"^\s*(?:-\s*)?(?:[IVX]{1,4}|[0-9a-zA-Z])?(?:\s*[.\-)]\s*[0-9]{1,2})?\s*[.\-):]*\s+")
HEADINGS: tuple[tuple[Section, re.Pattern[str]], ...] = (
    (Section.GOAL, re.compile(r"^muc tieu(?: cua)?(?: vi tri(?: viec lam)?| cong viec| vtvl)?$")),
    (Section.DUTIES, re.compile(r"^(?:cac )?(?:nhiem vu )?cong viec va tieu chi danh gia")),
    (
        Section.DUTIES,
        re.compile(r"^(?:cac )?(?:nhiem vu|cong viec)(?: (?:cong viec|chinh|cu the|duoc giao))*$"),
    ),
    (Section.RELATIONS, re.compile(r"^(?:cac )?moi quan he (?:trong )?cong viec$")),
    (Section.INSIDE, re.compile(r"^(?:moi quan he )?ben trong(?: co quan| don vi)?$")),
    (Section.OUTSIDE, re.compile(r"^(?:moi quan he )?ben ngoai(?: co quan| don vi)?$")),
    (Section.AUTHORITY, re.compile(r"^pham vi quyen han|^quyen han(?: cu the)?$")),
    (Section.STANDARDS, re.compile(r"^(?:cac )?yeu cau ve trinh do\b(?!.*\bnang luc\b)")),
    (Section.LEVELS, re.compile(r"^(?:cac|yeu cau ve|khung) nang luc\b")),
    (Section.REQUIREMENTS, re.compile(r"^(?:cac )?yeu cau ve trinh do\b")),
)
MAX_HEADING_WORDS = 24
TABLE_HEADERS: tuple[tuple[Section, re.Pattern[str]], ...] = (
    (Section.DUTIES, re.compile(r"^tieu chi danh gia|^tieu chi hoan thanh|^(?:nhiem vu )?cong viec cu the$")),
    (Section.INSIDE, re.compile(r"^(?:duoc )?quan ly truc tiep va kiem (?:duyet|soat)|^duoc quan ly truc tiep")),
    (Section.OUTSIDE, re.compile(r"^ban chat quan he|^ban chat moi quan he")),
    (Section.AUTHORITY, re.compile(r"^quyen han cu the|^pham vi quyen han$")),
    (Section.LEVELS, re.compile(r"^nhom nang luc$|^cap do(?: yeu cau)?$|^muc do yeu cau$")),
    (Section.STANDARDS, re.compile(r"^nhom yeu cau$|^yeu cau cu the$")),
)
HEADER_ROWS = 3


def label_of(line: str) -> tuple[Label, str] | None:
    """The label a line opens with and the rest of the line."""
    bare = without_marker(line)
    for label, pattern in LABELS:
        if match := pattern.match(bare):
            return label, bare[match.end() :].strip()
    return None


def headings_of(text: str) -> tuple[Section, ...]:
    """The headings a paragraph holds: one, or a heading with its first sub-heading behind it; () when it is text."""
    found: list[Section] = []
    for line in text.split("\n"):
        for part in re.split(r"\s+(?=[1-6]\s*[.\-]\s*[1-9]\s*[.\-]?\s)", line):
            section = heading_of(part)
            if section is None:
                return tuple(found)
            found.append(section)
    return tuple(found)


def heading_of(text: str) -> Section | None:
    """The section that a line opens when it is a heading, with or without its number."""
    folded = fold(HEADING_NUMBER.sub("", without_marker(text)))
    if len(folded.split()) > MAX_HEADING_WORDS:
        return None
    return next((section for section, pattern in HEADINGS if pattern.match(folded)), None)


def is_form_name(text: str) -> bool:
    """True for the line `BẢN MÔ TẢ CÔNG VIỆC` that opens a description."""
    return bool(FORM_NAME.match(fold(text)))


def table_section(rows: Iterable[Row]) -> Section | None:
    """What a table holds, by its head; None when its first rows name nothing."""
    head = list(islice(rows, HEADER_ROWS))
    section = next((found for row in head if (found := header_section(row)) is not None), None)
    if section is None and any(row_labels(row) for row in head):
        return Section.IDENTITY
    return section


def row_labels(row: Row) -> tuple[Label, ...]:
    """The labels that lines of this row open with."""
    lines = [line for cell in row.cells if not cell.is_merged for line in cell.text.split("\n")]
    return tuple(found[0] for line in lines if (found := label_of(line)) is not None)


def header_section(row: Row) -> Section | None:
    """The section whose column names stand in this row."""
    texts = [fold(cell.text) for cell in row.cells if not cell.is_merged]
    return next((section for section, pattern in TABLE_HEADERS if any(pattern.match(text) for text in texts)), None)


def opens_table(first_row: Row, before: Sequence[Row]) -> bool:
    """True when a row is the head of a table of its own, not the first row after a page split."""
    section = table_section([first_row])
    if section is None:
        return False
    return section is Section.IDENTITY or section is not table_section(before)
