"""The fixed choices that stages, files and pages speak of: one word per idea, from the glossary."""

from __future__ import annotations

from enum import StrEnum


class EvidenceKind(StrEnum):
    """What a dated statement about an officer is."""

    DEGREE = "degree"
    """Văn bằng: level, major, school."""
    CERTIFICATE = "certificate"
    """Chứng chỉ, giấy chứng nhận bồi dưỡng."""
    POLITICAL_THEORY = "political_theory"
    """Trình độ lý luận chính trị."""
    DUTY = "duty"
    """Nhiệm vụ đang được giao."""
    PAST_POST = "past_post"
    """Công việc, chức danh đã qua."""
    TRAINING = "training"
    """Lớp, chương trình bồi dưỡng đã học."""
    RATING = "rating"
    """Mức xếp loại theo Nghị định 335/2025/NĐ-CP: shown, never recomputed."""
    RESULT = "result"
    """Kết quả đánh giá, sát hạch theo chủ đề."""


class Method(StrEnum):
    """How an assessment was made."""

    TEST = "test"
    """Sát hạch, bài kiểm tra."""
    SUPERVISOR = "supervisor"
    """Cấp trên trực tiếp đánh giá."""
    PEER = "peer"
    """Đồng nghiệp đánh giá."""
    SELF = "self"
    """Tự đánh giá."""


class Basis(StrEnum):
    """What an estimate rests on."""

    DIRECT = "direct"
    """Results of tests or of other people, matched to the requirement."""
    OWN = "own"
    """Only what the officer says of himself or herself: it moves the estimate and decides nothing alone."""
    TEXT = "text"
    """Only duties, posts or training whose text matches: wide uncertainty."""
    NONE = "none"
    """No evidence: the estimate is the prior and decides nothing."""


class StandardStatus(StrEnum):
    """Whether a formal standard is met."""

    FITS = "fits"
    """Phù hợp."""
    CONSIDER = "consider"
    """Cần xem xét: the open clause, or no evidence, decides; a person must look."""
    UNFIT = "unfit"
    """Chưa phù hợp."""


class VerdictLabel(StrEnum):
    """The proposal about an officer in a position. A named officer decides."""

    MEETS = "meets"
    """Đáp ứng."""
    NEEDS_REVIEW = "needs_review"
    """Cần xem xét."""
    DOES_NOT_MEET = "does_not_meet"
    """Chưa đáp ứng."""


class GapKind(StrEnum):
    """Why something is to be learned."""

    SHORTFALL = "shortfall"
    """The estimate is below the required minimum."""
    STANDARD = "standard"
    """A certificate or other formal standard that training can give is missing."""
    UNPROVEN = "unproven"
    """No evidence, or too little to tell; an assessment comes first."""
    DEVELOPMENT = "development"
    """At or above the minimum and below the maximum."""


class Severity(StrEnum):
    """How much a problem in the input matters."""

    ERROR = "error"
    """The row or value could not be used."""
    WARNING = "warning"
    """Used, after a stated assumption or with something left out."""
    NOTE = "note"
    """Used as it is; said so that nobody is surprised."""


class MoveKind(StrEnum):
    """A proposed redeployment."""

    INSIDE = "inside"
    """To another position of the same commune."""
    BETWEEN = "between"
    """To another commune of the same province."""


class Baseline(StrEnum):
    """The three staffing denominators, which disagree in sign."""

    NORM = "norm"
    """Định mức, khung."""
    QUOTA = "quota"
    """Biên chế được giao."""
    PLAN = "plan"
    """Đề án vị trí việc làm."""


class OverrideReason(StrEnum):
    """Why a named officer decides otherwise than proposed."""

    EVIDENCE_SEEN = "evidence_seen"
    """Đã xem minh chứng mà hệ thống chưa có."""
    RECORD_WRONG = "record_wrong"
    """Hồ sơ hoặc kết quả đánh giá đưa vào có sai sót."""
    OPEN_CLAUSE = "open_clause"
    """Áp dụng điều khoản “ngành khác phù hợp” hoặc miễn, hoãn tiêu chuẩn theo quy định."""
    WORK_RESULTS = "work_results"
    """Kết quả thực hiện nhiệm vụ cho thấy khác với ước lượng."""
    MATCHED_WRONG = "matched_wrong"
    """Đối sánh nhầm minh chứng với yêu cầu."""
    DUTIES_CHANGED = "duties_changed"
    """Nhiệm vụ thực tế khác bản mô tả vị trí."""
    OTHER = "other"
    """Lý do khác, ghi rõ bằng lời."""
