"""How much there is and where it comes from: rows by kind, sources by trust, mandatory courses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from training_catalog.audience import positions_meant
from training_catalog.report.tables import Cell, Column, ReportTable, Words, share, table
from training_catalog.report.words import GROUPS, KINDS, MODES, STATUSES, TRUST, WEIGHTS
from training_catalog.types import Catalogue, Origin, Trust

SHORT_PERIODS = 40
"""Five days of eight periods."""


def numbers_table(catalogue: Catalogue) -> ReportTable:
    """Rows of each kind, split by what tells them apart."""
    tasks, courses = list(catalogue.tasks.values()), list(catalogue.courses.values())
    rows: list[tuple[Cell, ...]] = []
    rows += _split(("Vị trí việc làm", "Positions"), (GROUPS[each.group] for each in catalogue.positions.values()))
    rows += _split(("Nhiệm vụ, theo loại", "Tasks by kind"), (KINDS[each.kind] for each in tasks))
    rows += _split(("Nhiệm vụ, theo trọng số", "Tasks by weight"), (WEIGHTS[each.weight] for each in tasks))
    rows += _split(("Chương trình, theo tình trạng", "Courses by status"), (STATUSES[each.status] for each in courses))
    rows += _split(("Chương trình, theo hình thức", "Courses by mode"), (MODES[each.mode] for each in courses))
    rows += _split(("Chương trình, theo lĩnh vực", "Courses by field"), (KINDS[each.domain] for each in courses))
    rows += _split(
        ("Chương trình, theo thời lượng", "Courses by length"), (_length(c.duration_periods) for c in courses)
    )
    more = {
        ("Năng lực", "Competencies"): len(catalogue.competencies),
        ("Mô tả cấp độ", "Level descriptors"): sum(len(c.descriptors) for c in catalogue.competencies.values()),
        ("Khung đề kiểm tra", "Test blueprints"): len(catalogue.blueprints),
        ("Văn bản", "Acts"): len(catalogue.laws),
        ("Hệ thống thông tin", "Information systems"): len(catalogue.systems),
        ("Đơn vị hành chính", "Units"): len(catalogue.units),
        ("Từ vựng", "Vocabulary terms"): sum(len(terms) for terms in catalogue.vocabularies.values()),
    }
    rows += [(Words(*what), "", count) for what, count in more.items()]
    columns = (
        Column("what", "Loại", "What"),
        Column("split", "Trong đó", "Of which"),
        Column("rows", "Số dòng", "Rows"),
    )
    title = ("Bộ dữ liệu có gì", "What there is")
    return table("numbers", title, ("Số dòng của mỗi loại.", "Rows of each kind."), columns, rows)


def _split(what: tuple[str, str], names: Iterable[Words]) -> list[tuple[Cell, ...]]:
    counts = Counter(names)
    order = sorted(counts.items(), key=lambda item: (-item[1], item[0].vi))
    return [(Words(*what), "", counts.total()), *(("", name, count) for name, count in order)]


def _length(periods: int | None) -> Words:
    if periods is None:
        return Words("chưa rõ số tiết", "unknown")
    if periods <= 8:
        return Words("đến 8 tiết (1 ngày)", "up to 8 periods")
    return (
        Words("9–40 tiết (đến 5 ngày)", "9 to 40 periods")
        if periods <= SHORT_PERIODS
        else Words("trên 40 tiết", "over 40")
    )


def sources_table(catalogue: Catalogue) -> ReportTable:
    """How far the sources of each kind of row can be relied on."""
    kinds: Mapping[tuple[str, str], list[Origin]] = {
        ("Năng lực", "Competencies"): [each.origin for each in catalogue.competencies.values()],
        ("Vị trí việc làm", "Positions"): [each.origin for each in catalogue.positions.values()],
        ("Tiêu chuẩn", "Standards"): [r.origin for each in catalogue.positions.values() for r in each.standards],
        ("Nhiệm vụ", "Tasks"): [each.origin for each in catalogue.tasks.values()],
        ("Chương trình", "Courses"): [each.origin for each in catalogue.courses.values()],
        ("Văn bản", "Acts"): [each.origin for each in catalogue.laws.values()],
        ("Hệ thống thông tin", "Systems"): [each.origin for each in catalogue.systems.values()],
        ("Từ vựng", "Terms"): [term.origin for terms in catalogue.vocabularies.values() for term in terms.values()],
        ("Khung đề kiểm tra", "Blueprints"): [each.origin for each in catalogue.blueprints.values()],
    }
    rows: list[tuple[Cell, ...]] = []
    for what, origins in kinds.items():
        counts = Counter(origin.trust for origin in origins)
        unnamed = sum(not origin.source.strip() for origin in origins)
        rows.append((Words(*what), len(origins), unnamed, *(counts[trust] for trust in Trust)))
    columns = (
        Column("what", "Loại", "What"),
        Column("rows", "Số dòng", "Rows"),
        Column("without_source", "Không nguồn", "No source"),
        *(Column(f"trust_{trust.lower()}", TRUST[trust].vi, TRUST[trust].en) for trust in Trust),
    )
    note = (
        "Mỗi dòng có nguồn và độ tin cậy. Dòng I và G do bộ dữ liệu viết hoặc suy ra: cơ quan sử dụng cần đối chiếu.",
        "Each row has a source and a trust. Rows I and G are ours: the office that uses them should check them.",
    )
    return table("sources", ("Nguồn và độ tin cậy", "Sources and trust"), note, columns, rows)


def mandatory_table(catalogue: Catalogue) -> ReportTable:
    """The courses that positions must take."""
    rows: list[tuple[Cell, ...]] = []
    for course in catalogue.courses.values():
        if course.mandatory_for:
            positions = positions_meant(catalogue, course.mandatory_for)
            estimate = f"≈ {course.lasts.periods}" if course.lasts else "–"
            periods: Cell = course.duration_periods if course.duration_periods is not None else estimate
            ranks, names = ", ".join(course.ranks) or "–", ", ".join(positions)
            name = Words(course.name_vi, course.name_en)
            rows.append((course.course_id, name, periods, len(positions), names, ranks))
    columns = (
        Column("course_id", "Mã", "Id"),
        Column("name", "Chương trình", "Course", is_wide=True),
        Column("periods", "Số tiết", "Periods"),
        Column("positions", "Số vị trí", "Positions"),
        Column("position_ids", "Vị trí", "Position ids", is_wide=True),
        Column("ranks", "Ngạch", "Ranks"),
    )
    note = (
        "Theo vị trí và ngạch; “≈” là ước tính từ số tuần, số tháng; “–” là nguồn không nêu.",
        "By position and rank; ≈ is estimated from weeks or months, – means no source says.",
    )
    return table("mandatory", ("Chương trình bắt buộc", "Mandatory courses"), note, columns, rows, is_folded=True)


def source_share(catalogue: Catalogue) -> float:
    """Share of tasks, courses and acts that name a source."""
    origins = [each.origin for each in catalogue.tasks.values()]
    origins += [each.origin for each in catalogue.courses.values()]
    origins += [each.origin for each in catalogue.laws.values()]
    return share(sum(bool(origin.source.strip()) for origin in origins), len(origins))
