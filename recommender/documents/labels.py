"""Words for codes and names for ids, in one language, from the glossary and the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from recommender.types import Basis, GapKind, Method, MoveKind, OverrideReason, Severity, StandardStatus, VerdictLabel
from training_catalog.types import Catalogue, CourseMode, PositionGroup, StandardKind, TaskKind

Pair = tuple[str, str]
"""The same words in Vietnamese and English."""

VERDICTS: Mapping[str, Pair] = {
    VerdictLabel.MEETS: ("Đáp ứng", "Meets"),
    VerdictLabel.NEEDS_REVIEW: ("Cần xem xét", "Needs review"),
    VerdictLabel.DOES_NOT_MEET: ("Chưa đáp ứng", "Does not meet"),
}
SHAPES: Mapping[str, str] = {
    VerdictLabel.MEETS: "✓", VerdictLabel.NEEDS_REVIEW: "?", VerdictLabel.DOES_NOT_MEET: "–",
    StandardStatus.FITS: "✓", StandardStatus.CONSIDER: "?", StandardStatus.UNFIT: "–",
}  # fmt: skip
"""A verdict is never told by its colour alone."""
STATUSES: Mapping[str, Pair] = {
    StandardStatus.FITS: ("Phù hợp", "Fits"),
    StandardStatus.CONSIDER: ("Cần xem xét", "To be considered"),
    StandardStatus.UNFIT: ("Chưa phù hợp", "Does not fit"),
}
QUESTIONS: Mapping[str, Pair] = {
    "standards": ("Tiêu chuẩn", "Standards"),
    "competency": ("Năng lực", "Competency"),
    "standards|competency": ("Tiêu chuẩn và năng lực", "Standards and competency"),
}
REVIEW_REASONS: Mapping[str, Pair] = {
    "standards_open": ("tiêu chuẩn cần người xem xét", "a standard needs a person's judgement"),
    "thin_evidence": ("còn ít kết quả đánh giá", "few assessment results"),
    "uncertain": ("chưa đủ chắc chắn", "too uncertain"),
}
STANDARD_KINDS: Mapping[str, Pair] = {
    StandardKind.DEGREE: ("Trình độ đào tạo", "Degree"),
    StandardKind.MAJOR: ("Ngành, chuyên ngành", "Major"),
    StandardKind.CERTIFICATE: ("Chứng chỉ, bồi dưỡng", "Certificate"),
    StandardKind.POLITICAL_THEORY: ("Lý luận chính trị", "Political theory"),
}
OVERRIDE_REASONS: Mapping[str, Pair] = {
    OverrideReason.EVIDENCE_SEEN: (
        "Đã xem minh chứng mà hệ thống chưa có", "Saw evidence that the system does not have",
    ),
    OverrideReason.RECORD_WRONG: (
        "Hồ sơ hoặc kết quả đánh giá đưa vào có sai sót", "The record or a result that was read is wrong",
    ),
    OverrideReason.OPEN_CLAUSE: (
        "Áp dụng điều khoản “ngành khác phù hợp” hoặc quy định miễn, hoãn tiêu chuẩn",
        "The clause on other suitable majors, or an exemption or delay by rule, applies",
    ),
    OverrideReason.WORK_RESULTS: (
        "Kết quả thực hiện nhiệm vụ cho thấy khác với ước lượng", "Work results tell otherwise than the estimate",
    ),
    OverrideReason.MATCHED_WRONG: (
        "Đối sánh nhầm minh chứng với yêu cầu", "Evidence was matched to the wrong requirement",
    ),
    OverrideReason.DUTIES_CHANGED: (
        "Nhiệm vụ thực tế khác bản mô tả vị trí", "The real duties differ from the job description",
    ),
    OverrideReason.OTHER: ("Lý do khác (ghi rõ)", "Another reason (say which)"),
}  # fmt: skip
REQUIREMENT_KINDS: Mapping[str, Pair] = {
    "competency": ("Năng lực", "Competency"),
    "task": ("Nhiệm vụ", "Task"),
}
GAP_KINDS: Mapping[str, Pair] = {
    GapKind.SHORTFALL: ("Thấp hơn mức cần", "Below what is needed"),
    GapKind.STANDARD: ("Thiếu tiêu chuẩn", "Standard missing"),
    GapKind.UNPROVEN: ("Chưa có minh chứng", "No evidence yet"),
    GapKind.DEVELOPMENT: ("Phát triển thêm", "Development"),
}
DOMAINS: Mapping[str, Pair] = {
    TaskKind.PROFESSIONAL: ("Chuyên môn nghiệp vụ", "Professional"),
    TaskKind.DIGITAL: ("Chuyển đổi số", "Digital"),
    TaskKind.LAW: ("Pháp luật", "Law"),
    TaskKind.ADMINISTRATION: ("Hành chính nhà nước", "Administration"),
}
MODES: Mapping[str, Pair] = {
    CourseMode.ONLINE: ("Trực tuyến", "Online"),
    CourseMode.CLASS: ("Tập trung", "In class"),
    CourseMode.HYBRID: ("Kết hợp", "Hybrid"),
    CourseMode.ON_THE_JOB: ("Tại nơi làm việc", "On the job"),
}
BASES: Mapping[str, Pair] = {
    Basis.DIRECT: ("Kết quả đánh giá", "Assessment results"),
    Basis.OWN: ("Chỉ có tự đánh giá", "Own rating only"),
    Basis.TEXT: ("Chỉ có hồ sơ (nhiệm vụ, quá trình, lớp đã học)", "Profile only (duties, posts, training)"),
    Basis.NONE: ("Chưa có minh chứng", "No evidence yet"),
}
METHODS: Mapping[str, Pair] = {
    Method.TEST: ("Sát hạch", "Test"),
    Method.SUPERVISOR: ("Cấp trên", "Supervisor"),
    Method.PEER: ("Đồng nghiệp", "Peer"),
    Method.SELF: ("Tự đánh giá", "Self"),
}
SEVERITIES: Mapping[str, Pair] = {
    Severity.ERROR: ("Lỗi", "Error"),
    Severity.WARNING: ("Cảnh báo", "Warning"),
    Severity.NOTE: ("Ghi chú", "Note"),
}
GROUPS: Mapping[str, Pair] = {
    PositionGroup.LEADER: ("Lãnh đạo, quản lý", "Leaders"),
    PositionGroup.SPECIALIST: ("Chuyên môn, nghiệp vụ", "Specialists"),
    PositionGroup.MILITARY: ("Ban Chỉ huy quân sự", "Military command"),
    PositionGroup.SUPPORT: ("Hỗ trợ, phục vụ", "Support"),
}
MOVE_KINDS: Mapping[str, Pair] = {
    MoveKind.INSIDE: ("Trong xã", "Within the commune"),
    MoveKind.BETWEEN: ("Giữa các xã", "Between communes"),
}
PRIORITIES: Mapping[str, Pair] = {
    "high": ("Cao", "High"), "medium": ("Trung bình", "Medium"), "low": ("Thấp", "Low"),
}  # fmt: skip
WHY_UNCOVERED: Mapping[str, Pair] = {
    "no_course": ("Danh mục chưa có chương trình nào", "No course in the catalogue"),
    "no_course_for_position": ("Có chương trình nhưng không mở cho vị trí này", "A course exists but not for it"),
}
LIKELIHOODS: tuple[tuple[float, Pair], ...] = (
    (0.9, ("Rất cao", "Very likely")),
    (0.75, ("Cao", "Likely")),
    (0.6, ("Nghiêng về đáp ứng", "More likely than not")),
    (0.4, ("Chưa rõ", "Even")),
    (0.25, ("Nghiêng về chưa đáp ứng", "Less likely than not")),
    (0.1, ("Thấp", "Unlikely")),
    (0.0, ("Rất thấp", "Very unlikely")),
)
"""Bands of a probability from the top down, each from its least value on."""


@dataclass(frozen=True, kw_only=True)
class Labels:
    """Words and names in one language: "vi" or "en"."""

    language: str
    units: Mapping[str, str]
    provinces: Mapping[str, str]
    """Unit id → name of its province; a province is its own."""
    positions: Mapping[str, str]
    position_fields: Mapping[str, str]
    fields: Mapping[str, str]

    @classmethod
    def of(cls, catalogue: Catalogue, language: str) -> Labels:
        """The labels of this catalogue."""
        at = place_of(language)
        units = {key: unit.name for key, unit in catalogue.units.items()}
        fields = catalogue.vocabularies.get("fields", {})
        return cls(
            language=language,
            units=units,
            provinces={key: units.get(unit.parent_id or key, "") for key, unit in catalogue.units.items()},
            positions={key: (entry.title_vi, entry.title_en)[at] for key, entry in catalogue.positions.items()},
            position_fields={key: entry.field for key, entry in catalogue.positions.items()},
            fields={key: (term.name_vi, term.name_en)[at] for key, term in fields.items()},
        )

    def pick(self, pair: Pair) -> str:
        """The words of this language."""
        return pair[place_of(self.language)]

    def words(self, codes: pd.Series, pairs: Mapping[str, Pair]) -> pd.Series:
        """The words of each code; an unknown code stays as it is."""
        texts = {str(code): self.pick(pair) for code, pair in pairs.items()}
        return codes.map(texts).fillna(codes).astype("str")

    def named(self, ids: pd.Series, names: Mapping[str, str]) -> pd.Series:
        """The name of each id; an unknown id stays as it is."""
        return ids.map(dict(names)).fillna(ids).astype("str")

    def likelihood(self, probability: float) -> str:
        """The band of a probability in words."""
        return next(self.pick(pair) for least, pair in LIKELIHOODS if probability >= least or least == 0)


CHANGES: Mapping[str, Pair] = {
    "added": ("Thêm", "Added"), "removed": ("Bỏ", "Removed"), "changed": ("Đổi", "Changed"),
}  # fmt: skip
"""What became of a row of the reference data."""


def place_of(language: str) -> int:
    """0 for Vietnamese, 1 for English."""
    return 1 if language == "en" else 0


def number_text(value: float, language: str, *, digits: int = 0) -> str:
    """1.234,5 in Vietnamese, 1,234.5 in English."""
    text = f"{value:,.{digits}f}"
    return text if language == "en" else text.translate(str.maketrans(",.", ".,"))


def percent_text(share: float, language: str) -> str:
    """76 % in Vietnamese, 76% in English; "–" when there is nothing to take a share of."""
    if pd.isna(share):
        return "–"
    return f"{share * 100:.0f}%" if language == "en" else f"{share * 100:.0f}\N{NO-BREAK SPACE}%"
