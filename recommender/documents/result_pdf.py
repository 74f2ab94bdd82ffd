"""A person's own result as a tagged PDF (PDF/UA-1): verdict, reasons, basis, evidence, how to object."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from types import MappingProxyType

from recommender.documents.labels import Pair, place_of
from recommender.documents.typeset import typeset

WORDS: Mapping[str, Pair] = MappingProxyType({
    "title": ("Kết quả rà soát theo vị trí việc làm", "Result of the review against the job position"),
    "result": ("Kết quả", "Result"),
    "why": ("Vì sao", "Why"),
    "change": ("Điều có thể làm thay đổi kết luận", "What would change it"),
    "basis": ("Căn cứ", "Legal basis"),
    "deciding": ("Yêu cầu ảnh hưởng nhiều nhất", "Requirements that weigh most"),
    "others": ("Các yêu cầu khác", "Other requirements"),
    "requirement": ("Yêu cầu", "Requirement"),
    "asked": ("Mức cần", "Needed"),
    "level": ("Ước lượng", "Estimate"),
    "says": ("Nhận định", "In words"),
    "standards": ("Tiêu chuẩn, điều kiện", "Formal standards"),
    "standard": ("Tiêu chuẩn", "Standard"),
    "found": ("Hồ sơ", "Profile"),
    "status": ("Kết quả", "Result"),
    "quotes": ("Minh chứng đã dùng", "Evidence used"),
    "objection": ("Kiến nghị", "Objection"),
    "disagree": ("Nếu không đồng ý với kết quả", "If the result seems wrong"),
    "no_standards": ("Vị trí này không xét tiêu chuẩn nào.", "No formal standard is checked for this position."),
    "no_quotes": ("Chưa có minh chứng nào được dùng.", "No evidence was used yet."),
})  # fmt: skip
HOW: tuple[Pair, ...] = (
    (
        "Gửi kiến nghị ở trang “Kết quả của tôi”, mục “Tôi không đồng ý”; nêu điều chưa đúng và lý do.",
        "Send an objection on the page “My result”, under “I disagree”; say what is wrong and why.",
    ),
    (
        "Thêm hoặc sửa minh chứng ở trang “Minh chứng của tôi”; đơn vị xác nhận trước khi được tính.",
        "Add or correct evidence on the page “My evidence”; the unit confirms it before it counts.",
    ),
    (
        "Kiến nghị được trả lời trong {days} ngày làm việc. Trong thời gian đó, kết quả này không dùng để đề xuất "
        "điều chuyển.",
        "An objection is answered within {days} working days. Until then the result is not used to propose a move.",
    ),
)  # fmt: skip
NOTE: Pair = (
    "Đây là đề xuất của hệ thống từ hồ sơ và kết quả đánh giá; người có thẩm quyền quyết định. Mức ước lượng ghi kèm "
    "độ lệch chuẩn (±) vì không phép đo nào chắc chắn hoàn toàn.",
    "This is the system's proposal from the profile and assessment results; the authority decides. Estimates carry "
    "their standard deviation (±), because no measurement is certain.",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class RequirementLine:
    """A requirement with the range needed and the level estimated; numbers draw the strip, texts stand beside it."""

    name: str
    kind: str
    min_level: float
    max_level: float
    level: float | None
    """None: nothing is known yet; then `sd` is None too."""
    sd: float | None
    asked: str
    estimate: str
    says: str
    notes: tuple[str, ...]
    """What to mind about the estimate."""


@dataclass(frozen=True, kw_only=True)
class RuleLine:
    """A formal standard with what the profile holds and why that fits or not."""

    kind: str
    wanted: str
    found: str
    status: str
    why: str
    legal_basis: str


@dataclass(frozen=True, kw_only=True)
class QuoteLine:
    """A quoted statement or result; `about` is its kind, date, source and what it was matched with."""

    text: str
    about: str


@dataclass(frozen=True, kw_only=True)
class PositionResult:
    """The verdict on one position held, and what explains it; texts in the language of the document."""

    title: str
    verdict: str
    standing: str
    """Proposed or decided, by whom and when."""
    reasons: tuple[str, ...]
    change: str
    legal_basis: str
    deciding: tuple[RequirementLine, ...]
    others: tuple[RequirementLine, ...]
    remarks: tuple[str, ...]
    """What to mind about all requirements together."""
    standards: tuple[RuleLine, ...]
    quotes: tuple[QuoteLine, ...]
    objection: str
    """"" when none was lodged."""


@dataclass(frozen=True, kw_only=True)
class ResultDocument:
    """Whose result of which run it is."""

    positions: tuple[PositionResult, ...]
    person: str
    unit: str
    source: str
    """Which run, until which day, when published and when printed."""
    answer_days: int
    language: str


def result_pdf(document: ResultDocument, *, now: datetime) -> bytes:
    """The result as a PDF; the same result at the same moment gives the same bytes."""
    place = place_of(document.language)
    content = {
        "language": document.language, "author": document.unit, "person": document.person, "unit": document.unit,
        "source": document.source, "note": NOTE[place], "word": {key: pair[place] for key, pair in WORDS.items()},
        "how": [pair[place].format(days=document.answer_days) for pair in HOW],
        "positions": [asdict(one) for one in document.positions],
    }  # fmt: skip
    return typeset("result.typ", content, now=now)
