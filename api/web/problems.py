"""A refusal as it is said to the caller: one `Problem` (RFC 9457) from an error, a status or a list of wrong fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field

from recommender.errors import NangLucError, TooMany, WrongFields

MEDIA_TYPE: Final = "application/problem+json"
TYPE_PREFIX: Final = "/api/v1/problems/"


@dataclass(frozen=True, kw_only=True)
class Kind:
    """Status, title and meaning of one kind of problem in both languages."""

    status: int
    title_vi: str
    title_en: str
    meaning_vi: str
    meaning_en: str


def _kind(status: int, title_vi: str, title_en: str, meaning_vi: str, meaning_en: str) -> Kind:
    return Kind(status=status, title_vi=title_vi, title_en=title_en, meaning_vi=meaning_vi, meaning_en=meaning_en)


KINDS: Final[Mapping[str, Kind]] = MappingProxyType({
    "bad_request": _kind(
        400, "Yêu cầu không đọc được", "The request cannot be read",
        "Nội dung gửi lên không đúng dạng đã khai báo.", "What was sent is not of the declared form.",
    ),
    "wrong_host": _kind(
        400, "Sai tên máy chủ", "Wrong host name",
        "Máy chủ chỉ trả lời các tên miền đã cài đặt.", "The server answers only for the names in its settings.",
    ),
    "not_signed_in": _kind(
        401, "Chưa đăng nhập", "Not signed in",
        "Cần phiên đăng nhập hoặc mã truy cập còn hạn.", "A session or a token that has not expired is needed.",
    ),
    "sign_in_refused": _kind(
        401, "Đăng nhập không thành công", "Sign-in refused",
        "Tên, mật khẩu, mã hoặc liên kết không đúng.", "Name, password, code or link is not right.",
    ),
    "second_factor_needed": _kind(
        403, "Cần mã xác thực hai bước", "Second step needed",
        "Vai trò này bắt buộc xác thực hai bước.", "The role asks for a second sign-in step.",
    ),
    "not_allowed": _kind(
        403, "Không có quyền", "Not allowed",
        "Không vai trò nào của tài khoản cho phép việc này.", "No role of the account allows this.",
    ),
    "cross_site": _kind(
        403, "Yêu cầu từ trang khác", "Request from another site",
        "Trình duyệt cho biết yêu cầu đến từ một trang khác.", "The browser says that another site sent the request.",
    ),
    "not_found": _kind(
        404, "Không tìm thấy", "Not found",
        "Không có, hoặc nằm ngoài phạm vi được xem.", "There is no such thing, or it is outside what you may see.",
    ),
    "method_not_allowed": _kind(
        405, "Không dùng được cách gọi này", "Method not allowed",
        "Địa chỉ này không nhận cách gọi đã dùng; xem Allow.", "The address does not take this method; see Allow.",
    ),
    "not_acceptable": _kind(
        406, "Không có định dạng này", "Not acceptable",
        "Không có câu trả lời ở định dạng được yêu cầu.", "There is no answer in the format asked for.",
    ),
    "conflict": _kind(
        409, "Không hợp với trạng thái hiện tại", "Conflict with the present state",
        "Trạng thái hiện tại không cho phép việc này.", "The present state does not allow this.",
    ),
    "stale": _kind(
        412, "Nội dung đã thay đổi", "Changed meanwhile",
        "Có người đã sửa sau lần đọc này; xem `current`.", "Somebody changed it after you read it; see `current`.",
    ),
    "too_large": _kind(
        413, "Nội dung quá lớn", "Too large",
        "Nội dung vượt giới hạn của máy chủ.", "The body is over the limit of the server.",
    ),
    "unsupported_media": _kind(
        415, "Định dạng không được hỗ trợ", "Unsupported media type",
        "Kiểu nội dung không được nhận ở địa chỉ này.", "The address does not take this type of content.",
    ),
    "invalid": _kind(
        422, "Dữ liệu chưa hợp lệ", "Invalid data",
        "Một số trường chưa đúng; xem `errors`.", "Some fields are not right; see `errors`.",
    ),
    "precondition_required": _kind(
        428, "Thiếu If-Match", "If-Match is missing",
        "Khi sửa phải gửi ETag đã đọc trong If-Match.", "An edit must carry in If-Match the ETag that was read.",
    ),
    "too_many": _kind(
        429, "Quá nhiều yêu cầu", "Too many requests",
        "Đã vượt số lần cho phép; xem Retry-After.", "Over the allowed number; see Retry-After.",
    ),
    "headers_too_large": _kind(
        431, "Phần đầu yêu cầu quá lớn", "Headers too large",
        "Phần đầu của yêu cầu vượt giới hạn.", "The headers of the request are over the limit.",
    ),
    "failure": _kind(
        500, "Lỗi của hệ thống", "Failure of the system",
        "Lỗi đã được ghi lại; hãy báo mã yêu cầu cho quản trị viên.",
        "The failure was recorded; tell the administrator the request id.",
    ),
    "store": _kind(
        503, "Hệ thống tạm thời bận", "Busy for the moment",
        "Cơ sở dữ liệu chưa sẵn sàng.", "The database is not ready.",
    ),
})  # fmt: skip
"""Every kind of problem by its code; the codes of errors without an own row fall to the row of their status."""

BY_STATUS: Final[Mapping[int, str]] = MappingProxyType({
    400: "bad_request", 401: "not_signed_in", 403: "not_allowed", 404: "not_found", 405: "method_not_allowed",
    406: "not_acceptable", 409: "conflict", 412: "stale", 413: "too_large", 415: "unsupported_media", 422: "invalid",
    428: "precondition_required", 429: "too_many", 431: "headers_too_large", 500: "failure", 503: "store",
})  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class FieldProblem:
    """One wrong field: where it stands, as a JSON pointer inside that place, and what is wrong."""

    place: str
    pointer: str
    code: str
    message: str


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One refusal in one language."""

    kind: str
    code: str
    status: int
    title: str
    detail: str
    hint: str = ""
    fields: tuple[FieldProblem, ...] = ()
    current: Mapping[str, object] | None = None
    """What stands there now, when somebody else changed it."""
    headers: Mapping[str, str] = field(default_factory=dict)

    def body(self, request_id: str) -> dict[str, object]:
        """The members of the JSON answer; empty ones are left out."""
        told: dict[str, object] = {
            "type": TYPE_PREFIX + self.kind,
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            "code": self.code,
            "request_id": request_id,
        }
        if self.hint:
            told["hint"] = self.hint
        if self.fields:
            told["errors"] = [
                {"in": one.place, "pointer": one.pointer, "code": one.code, "message": one.message}
                for one in self.fields
            ]
        if self.current is not None:
            told["current"] = dict(self.current)
        return told


class FieldProblemOut(BaseModel):
    """One wrong field."""

    place: str = Field(alias="in", description="body, query, path, header or cookie", examples=["query"])
    pointer: str = Field(description="JSON pointer inside that place", examples=["#/limit"])
    code: str = Field(examples=["less_than_equal"])
    message: str = Field(examples=["Phải nhỏ hơn hoặc bằng 200."])


class ProblemOut(BaseModel):
    """Every refusal of the API (RFC 9457)."""

    model_config = ConfigDict(
        extra="forbid",
        title="Problem",
        json_schema_extra={
            "example": {
                "type": "/api/v1/problems/not_found",
                "title": "Không tìm thấy",
                "status": 404,
                "detail": "Không tìm thấy.",
                "code": "not_found",
                "request_id": "5f0c2a7be1d94c33",
            }
        },
    )

    type: str
    title: str
    status: int
    detail: str
    code: str
    request_id: str
    hint: str | None = None
    errors: list[FieldProblemOut] | None = None
    current: dict[str, Any] | None = Field(default=None, description="With 412: what stands there now")


def problem_of_status(status: int, language: str, *, headers: Mapping[str, str] | None = None) -> Problem:
    """The problem that a bare HTTP status stands for."""
    nearest = status if status in BY_STATUS else (500 if status >= 500 else 400)
    return problem_of_code(BY_STATUS[nearest], language, headers=headers)


def problem_of_code(code: str, language: str, *, headers: Mapping[str, str] | None = None) -> Problem:
    """The problem of a code with its own meaning as the detail."""
    kind = KINDS[code]
    title, detail = (kind.title_vi, kind.meaning_vi) if language == "vi" else (kind.title_en, kind.meaning_en)
    return Problem(
        kind=code, code=code, status=kind.status, title=title, detail=detail, headers=dict(headers or {})
    )  # fmt: skip


def problem_of_error(error: NangLucError, language: str) -> Problem:
    """The problem that an error of the tree stands for; what only the operator needs to know is not told."""
    code = error.code if error.code in KINDS else BY_STATUS.get(error.status, "failure")
    kind = KINDS[code]
    if error.status >= 500:
        return problem_of_status(error.status, language)
    headers: dict[str, str] = {}
    if isinstance(error, TooMany):
        headers["Retry-After"] = str(max(1, error.retry_after_seconds))
    if error.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    vietnamese = language == "vi"
    return Problem(
        kind=code,
        code=error.code,
        status=error.status,
        title=kind.title_vi if vietnamese else kind.title_en,
        detail=error.message_vi if vietnamese else error.message_en,
        hint=error.hint_vi if vietnamese else error.hint_en,
        fields=_fields_of(error, language),
        current=getattr(error, "current", None),
        headers=headers,
    )


def _fields_of(error: NangLucError, language: str) -> tuple[FieldProblem, ...]:
    """The fields of what was sent that the error names."""
    named = [(error.field, error.text(language))] if error.field else []
    if isinstance(error, WrongFields):
        named = [(one.name, one.expected(language)) for one in error.wrong]
    return tuple(
        FieldProblem(place="body", pointer=f"#/{name}", code=error.code, message=text) for name, text in named
    )  # fmt: skip


def problem_of_fields(fields: Sequence[FieldProblem], language: str) -> Problem:
    """The problem of fields that did not pass their declared form."""
    return replace(problem_of_code("invalid", language), fields=tuple(fields))
