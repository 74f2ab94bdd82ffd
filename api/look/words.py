"""The office's words for codes, in Vietnamese and English: one table a kind, most of them shared with the files."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from api.look import action_words
from recommender.documents import labels
from recommender.documents.labels import Pair, place_of
from recommender.permissions import Role
from recommender.readers.tables.field_words import field_words
from recommender.types import EvidenceKind

ROLES: Mapping[str, Pair] = MappingProxyType({
    Role.OFFICER: ("Cán bộ, công chức", "Civil servant"),
    Role.UNIT_HR: ("Nhân sự đơn vị", "Unit HR"),
    Role.PROVINCE_HR: ("Nhân sự tỉnh", "Province HR"),
    Role.DECISION_MAKER: ("Người có thẩm quyền", "Decision maker"),
    Role.INSTITUTE: ("Cơ sở đào tạo, bồi dưỡng", "Training institute"),
    Role.FAIRNESS_AUDITOR: ("Kiểm tra tính công bằng", "Fairness auditor"),
    Role.ADMINISTRATOR: ("Quản trị hệ thống", "Administrator"),
})  # fmt: skip
ESTIMATES: Mapping[str, Pair] = MappingProxyType({
    "met": ("nhiều khả năng đạt", "probably met"),
    "below": ("nhiều khả năng chưa đạt", "probably not met yet"),
    "unsure": ("chưa chắc chắn", "uncertain"),
    "unknown": ("chưa có minh chứng", "no evidence yet"),
})  # fmt: skip
"""How sure it is that the level needed is reached (`api.look.figures.state_of`)."""
OBJECTIONS: Mapping[str, Pair] = MappingProxyType({
    "open": ("Đang xem xét", "Under consideration"),
    "accepted": ("Được chấp nhận", "Accepted"),
    "rejected": ("Không được chấp nhận", "Not accepted"),
    "withdrawn": ("Đã rút", "Withdrawn"),
})  # fmt: skip
IMPORTS: Mapping[str, Pair] = MappingProxyType({
    "reading": ("Đang đọc", "Being read"),
    "staged": ("Chờ xác nhận", "To be confirmed"),
    "applied": ("Đã ghi nhận", "Applied"),
    "undone": ("Đã hoàn tác", "Undone"),
    "cancelled": ("Đã bỏ", "Given up"),
    "failed": ("Không đọc được", "Could not be read"),
})  # fmt: skip
TABLE_KINDS: Mapping[str, Pair] = MappingProxyType({
    "people": ("Danh sách cán bộ, công chức", "List of staff"),
    "careers": ("Quá trình công tác", "Work history"),
    "studies": ("Quá trình đào tạo, bồi dưỡng", "Studies and training"),
    "assessments": ("Kết quả đánh giá, sát hạch", "Assessment results"),
    "quotas": ("Biên chế, định mức", "Quotas"),
    "decisions": ("Quyết định đã ký", "Signed decisions"),
    "results": ("Kết quả lớp học", "Class results"),
    "": ("Không đọc", "Not read"),
})  # fmt: skip
COLUMNS: Mapping[str, Pair] = MappingProxyType({
    "topic": ("Một chủ đề đánh giá (tên là tiêu đề cột)", "A topic (named by its heading)"),
    "unknown": ("Chưa rõ", "Not recognised"),
    "assessments": ("Kết quả đánh giá", "Assessment results"),
    "decisions": ("Quyết định trước đây", "Earlier decisions"),
    **field_words(),
})  # fmt: skip
"""What a column of a sheet is read as, and what an import changes of a person."""
LAYOUT_SOURCES: Mapping[str, Pair] = MappingProxyType({
    "found": ("Tự nhận ra", "Recognised"),
    "corrected": ("Theo cách đã sửa", "As corrected"),
    "remembered": ("Theo cách đã nhớ", "As remembered"),
})  # fmt: skip
CHANGES: Mapping[str, Pair] = MappingProxyType({
    "added": ("Thêm mới", "Added"),
    "changed": ("Thay đổi", "Changed"),
    "unchanged": ("Giữ nguyên", "Unchanged"),
    "refused": ("Không nhận", "Refused"),
})  # fmt: skip
EVIDENCE: Mapping[str, Pair] = MappingProxyType({
    EvidenceKind.DEGREE: ("Văn bằng", "Degree"),
    EvidenceKind.CERTIFICATE: ("Chứng chỉ", "Certificate"),
    EvidenceKind.POLITICAL_THEORY: ("Lý luận chính trị", "Political theory"),
    EvidenceKind.DUTY: ("Nhiệm vụ đang được giao", "Current duty"),
    EvidenceKind.PAST_POST: ("Công việc đã qua", "Past post"),
    EvidenceKind.TRAINING: ("Bồi dưỡng đã học", "Training taken"),
    EvidenceKind.RATING: ("Xếp loại hằng năm", "Yearly rating"),
    EvidenceKind.RESULT: ("Kết quả đánh giá", "Assessment result"),
})  # fmt: skip
JOBS: Mapping[str, Pair] = MappingProxyType({
    "queued": ("Đang chờ", "Waiting"),
    "running": ("Đang chạy", "Running"),
    "done": ("Đã xong", "Done"),
    "failed": ("Không hoàn thành", "Failed"),
    "cancelled": ("Đã hủy", "Cancelled"),
})  # fmt: skip
END_REASONS: Mapping[str, Pair] = MappingProxyType({
    "retired": ("Nghỉ hưu", "Retired"),
    "transferred": ("Chuyển công tác đi nơi khác", "Transferred away"),
    "resigned": ("Thôi việc theo nguyện vọng", "Resigned"), "dismissed": ("Buộc thôi việc", "Dismissed"),
    "died": ("Từ trần", "Died"), "other": ("Lý do khác", "Another reason"),
})  # fmt: skip
REFUSALS: Mapping[str, Pair] = MappingProxyType({
    "left_out": (
        "người xác nhận để lại; dữ liệu đang có được giữ", "left out on confirming; what is there stays",
    ),
    "unit_unread": ("không rõ đơn vị của dòng này", "the unit of this row is not known"),
    "unit_outside": (
        "đơn vị này nằm ngoài đơn vị đang nhập dữ liệu", "this unit lies outside the unit that the import is for",
    ),
    "person_elsewhere": (
        "mã này đang là của người ở đơn vị ngoài phạm vi của lần nhập",
        "the code belongs to somebody of a unit outside this import",
    ),
    "person_erased": (
        "dữ liệu của người mang mã này đã bị xóa theo yêu cầu", "the data of the person with this code was erased",
    ),
    "person_unknown": (
        "đơn vị chưa có ai mang mã này; nhập danh sách cán bộ, công chức trước",
        "nobody in the unit has this code yet; import the staff list first",
    ),
    "": ("lý do không được ghi lại", "the reason was not noted"),
})  # fmt: skip
WAYS_IN: Mapping[str, Pair] = MappingProxyType({
    "own": ("Đang dùng", "In use"),
    "provider": ("Đang dùng, vào qua nhà cung cấp danh tính", "In use, signs in through the identity provider"),
    "demo": ("Đang dùng, vào bằng liên kết dùng thử", "In use, signs in by a trial link"),
    "none": ("Chưa kích hoạt", "Not activated"),
})  # fmt: skip
LAST_USES: Mapping[str, Pair] = MappingProxyType({
    "review": ("rà soát lần cuối", "last screened"),
    "decision": ("kết luận được ký lần cuối", "last decided on"),
    "objection": ("kiến nghị lần cuối", "last objection"),
    "evidence": ("bổ sung minh chứng lần cuối", "evidence last added"),
    "plan": ("ghi tiến độ học lần cuối", "progress of training last noted"),
    "change": ("nhập hoặc sửa hồ sơ lần cuối", "file last imported or changed"),
})  # fmt: skip
"""What used a person's data last."""
STANDINGS: Mapping[str, Pair] = MappingProxyType({
    "counts": ("Được tính", "Counts"),
    "waits": ("Chờ đơn vị xác nhận", "Waits for the unit"),
    "refused": ("Không được xác nhận", "Not confirmed"),
    "withdrawn": ("Đã rút hoặc thay thế", "Withdrawn or replaced"),
})  # fmt: skip
JOB_KINDS: Mapping[str, Pair] = MappingProxyType({
    "import": ("Đọc tệp nhập", "Read files"),
    "screen": ("Chạy rà soát", "Screening"),
    "export": ("Xuất tệp", "Export"),
    "backup": ("Sao lưu", "Backup"),
    "mark": ("Đánh dấu ô sai trong tệp", "Mark problem cells in a file"),
    "confirm": ("Ghi nhận dữ liệu nhập", "Apply an import"),
    "undo": ("Hoàn tác dữ liệu nhập", "Undo an import"),
    "positions": ("Đọc bản mô tả công việc", "Read a job description"),
    "adapt": ("Thích nghi bộ mã hóa văn bản", "Adapt the text encoder"),
})  # fmt: skip
UNIT_KINDS: Mapping[str, Pair] = MappingProxyType({
    "country": ("Cả nước", "Country"),
    "province": ("Tỉnh, thành phố", "Province"),
    "commune": ("Xã", "Commune"),
    "ward": ("Phường", "Ward"),
    "special_zone": ("Đặc khu", "Special zone"),
    "department": ("Phòng", "Department"),
})  # fmt: skip
CLASSES: Mapping[str, Pair] = MappingProxyType({
    "planned": ("Dự kiến", "Planned"),
    "open": ("Đang nhận học viên", "Open"),
    "held": ("Đã tổ chức", "Held"),
    "cancelled": ("Đã hủy", "Cancelled"),
})  # fmt: skip
LEARNERS: Mapping[str, Pair] = MappingProxyType({
    "wished": ("Có nguyện vọng", "Wished"),
    "enrolled": ("Đã cử đi học", "Enrolled"),
    "passed": ("Hoàn thành", "Passed"),
    "failed": ("Chưa hoàn thành", "Not passed"),
    "absent": ("Vắng", "Absent"),
})  # fmt: skip
RESTS: Mapping[str, Pair] = MappingProxyType({
    "own": ("chỉ có tự đánh giá", "own ratings only"),
    "record": ("chưa có kết quả đánh giá, chỉ theo hồ sơ", "no assessment result: by the record only"),
    "nothing": (
        "chưa có kết quả đánh giá, là mức chung của vị trí", "no assessment result: the general level of the position",
    ),
})  # fmt: skip
"""What a probability rests on where neither a test nor anybody else has spoken."""
SEXES: Mapping[str, Pair] = MappingProxyType({"male": ("Nam", "Male"), "female": ("Nữ", "Female")})
ANSWERS: Mapping[str, Pair] = MappingProxyType({"yes": ("có", "yes"), "no": ("không", "no")})


@cache
def tables() -> Mapping[str, Mapping[str, Pair]]:
    """Every table by its kind, as `{{ code|word("verdict") }}` names it."""
    return MappingProxyType({
        "verdict": labels.VERDICTS, "standard": labels.STATUSES, "question": labels.QUESTIONS,
        "review_reason": labels.REVIEW_REASONS, "standard_kind": labels.STANDARD_KINDS,
        "requirement_kind": labels.REQUIREMENT_KINDS, "gap": labels.GAP_KINDS, "domain": labels.DOMAINS,
        "mode": labels.MODES, "basis": labels.BASES, "method": labels.METHODS, "severity": labels.SEVERITIES,
        "group": labels.GROUPS, "move": labels.MOVE_KINDS, "priority": labels.PRIORITIES,
        "uncovered": labels.WHY_UNCOVERED, "role": ROLES, "estimate": ESTIMATES, "objection": OBJECTIONS, "job": JOBS,
        "evidence": EVIDENCE, "import": IMPORTS, "change": CHANGES, "table_kind": TABLE_KINDS,
        "layout": LAYOUT_SOURCES, "column": COLUMNS, "override": labels.OVERRIDE_REASONS,
        "standing": STANDINGS, "refusal": REFUSALS, "end_reason": END_REASONS, "way_in": WAYS_IN, "last_use": LAST_USES,
        "job_kind": JOB_KINDS, "unit_kind": UNIT_KINDS, "class": CLASSES, "learner": LEARNERS,
        "sex": SEXES, "answer": ANSWERS, "rests": RESTS,
        "action": action_words.ACTIONS, "done": action_words.DONE, "subject": action_words.SUBJECTS,
    })  # fmt: skip


def word(code: str, kind: str, language: str) -> str:
    """The words of a code of this kind; an unknown code stays as it is."""
    pair = tables()[kind].get(code)
    return code if pair is None else pair[place_of(language)]


def likelihood(probability: float, language: str) -> str:
    """The band of a probability in words."""
    return next(pair[place_of(language)] for least, pair in labels.LIKELIHOODS if probability >= least or least == 0)
