"""The words of fixed choices in both languages, as the report shows them."""

from __future__ import annotations

from training_catalog.report.tables import Words
from training_catalog.types import (
    CourseMode,
    CourseStatus,
    PositionGroup,
    TaskKind,
    TaskWeight,
    Trust,
)

GROUPS = {
    PositionGroup.LEADER: Words("Lãnh đạo, quản lý", "Leaders"),
    PositionGroup.SPECIALIST: Words("Chuyên viên, nghiệp vụ", "Specialists"),
    PositionGroup.MILITARY: Words("Ban Chỉ huy quân sự", "Military command"),
    PositionGroup.SUPPORT: Words("Hỗ trợ, phục vụ", "Support"),
}
KINDS = {
    TaskKind.PROFESSIONAL: Words("Chuyên môn", "Professional"),
    TaskKind.DIGITAL: Words("Chuyển đổi số", "Digital"),
    TaskKind.LAW: Words("Pháp luật", "Law"),
    TaskKind.ADMINISTRATION: Words("Hành chính", "Administration"),
}
WEIGHTS = {
    TaskWeight.CORE: Words("Cốt lõi", "Core"),
    TaskWeight.REGULAR: Words("Thường kỳ", "Regular"),
    TaskWeight.RARE: Words("Thỉnh thoảng", "Rare"),
}
MODES = {
    CourseMode.ONLINE: Words("Trực tuyến", "Online"),
    CourseMode.CLASS: Words("Lên lớp", "Class"),
    CourseMode.HYBRID: Words("Kết hợp", "Hybrid"),
    CourseMode.ON_THE_JOB: Words("Tại chỗ làm việc", "On the job"),
}
STATUSES = {
    CourseStatus.REAL: Words("Có thật", "Real"),
    CourseStatus.PROPOSED: Words("Đề xuất", "Proposed"),
}
TRUST = {
    Trust.OFFICIAL: Words("A – đã đọc văn bản gốc", "A – official text read"),
    Trust.REPORTED: Words("B – báo, cổng pháp luật", "B – press, legal portal"),
    Trust.SECONDARY: Words("C – bản sao, hồ sơ một xã", "C – secondary copy"),
    Trust.INFERRED: Words("I – suy luận, lời văn của bộ dữ liệu", "I – our inference or wording"),
    Trust.GENERAL: Words("G – kiến thức chung, cần đối chiếu", "G – general knowledge, to be checked"),
}
SEVERITIES = {"error": Words("Lỗi", "Error"), "warning": Words("Lưu ý", "Warning")}
YES, NO = Words("có", "yes"), Words("không", "no")
