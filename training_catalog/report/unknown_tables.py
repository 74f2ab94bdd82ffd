"""Facts that no source gave: real courses without a length or a document, majors without an official code."""

from __future__ import annotations

from collections.abc import Iterator

from training_catalog.report.tables import Cell, Column, ReportTable, Words, table
from training_catalog.types import Catalogue, CourseStatus

COURSE = Words("Chương trình có thật", "Real course")
MAJOR = Words("Ngành đào tạo", "Major")
LENGTH = Words("thời lượng", "length")
DOCUMENT = Words("văn bản", "document")
LENGTH_AND_DOCUMENT = Words("thời lượng, văn bản", "length, document")
CODE = Words("mã ngành", "code")


def facts_not_found_table(catalogue: Catalogue) -> ReportTable:
    """One row for each course and major that lacks a fact, with what it lacks and its source."""
    columns = (
        Column("kind", "Loại", "Kind"),
        Column("id", "Mã dòng", "Row"),
        Column("name", "Tên", "Name", is_wide=True),
        Column("missing", "Chưa có", "Not found"),
        Column("source", "Nguồn", "Source", is_wide=True),
    )
    note = (
        "Để trống vì không nguồn nào nêu. Chương trình chỉ nêu số tuần, số tháng được ước tính: một tuần học tập trung "
        "40 tiết, một tháng 160; vừa làm vừa học một tuần 25, một tháng 100. Không nêu gì thì theo số tiết giả định "
        "trong tham số của đợt rà soát (16 tiết nếu không đổi), không bao giờ tính là 0. "
        "Văn bản chưa rõ ngày hiệu lực ở bảng riêng.",
        "Left empty because no source gives it. Of a course with a length in weeks or months only the periods are "
        "estimated: a full-time week 40, a month 160; beside the work a week 25, a month 100. Without any length the "
        "assumed periods of the review's settings count (16 unless changed), never 0. Acts without a date have their "
        "own table.",
    )
    rows = [*_courses(catalogue), *_majors(catalogue)]
    return table("facts_not_found", ("Dữ kiện chưa tìm được", "Facts not found"), note, columns, rows, is_folded=True)


def _courses(catalogue: Catalogue) -> Iterator[tuple[Cell, ...]]:
    for course in catalogue.courses.values():
        lacks = (course.duration_periods is None, not course.document)
        if course.status is CourseStatus.REAL and any(lacks):
            missing = LENGTH_AND_DOCUMENT if all(lacks) else LENGTH if lacks[0] else DOCUMENT
            name = Words(course.name_vi, course.name_en)
            yield COURSE, course.course_id, name, missing, course.origin.source


def _majors(catalogue: Catalogue) -> Iterator[tuple[Cell, ...]]:
    terms = catalogue.vocabularies.get("majors", {})
    groups = {term.parent for term in terms.values()}
    for term in terms.values():
        if not term.code and term.term_id not in groups:
            yield MAJOR, term.term_id, Words(term.name_vi, term.name_en), CODE, term.origin.source
