"""The error tree of the program: expected refusals with a code, a status, a message in both languages and a hint.

NangLucError
├── InputError           422  the data given cannot be used at all (exit code 3)
├── UsageError           422  the command was asked for something impossible (exit code 2)
│   └── WrongFields           fields that are not right, each with what is expected there
├── SettingError         500  a setting is out of its bounds (exit code 2)
├── ContractError        500  a frame broke its declared shape: a bug of ours
├── StoreError           503  the database is missing, busy, older or newer than the program
├── NotSignedIn          401  nobody is signed in, or the session has ended
├── SignInRefused        401  name, password, code or link is not right; never says which
├── SecondFactorNeeded   403  the role asks for a second step that was not done
├── NotAllowed           403  no role of the viewer allows the action
├── NotFound             404  there is no such thing, or it lies outside what the viewer may see
├── Conflict             409  the thing is in a state that does not allow it
├── Stale                412  somebody else changed the thing meanwhile
└── TooMany              429  too many attempts or requests; holds the seconds to wait
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

# ruff: noqa: N818 - a refusal is named for what it says; NotFound reads better than NotFoundError


class NangLucError(Exception):
    """Root of every refusal that the program itself raises."""

    code = "failure"
    exit_code = 1
    status = 500
    """HTTP status of the refusal; 4xx and 503 are expected, 500 is for the one who runs the server."""

    def __init__(
        self, message_vi: str, message_en: str, *, hint_vi: str = "", hint_en: str = "", field: str = ""
    ) -> None:
        super().__init__(message_en)
        self.message_vi = message_vi
        self.message_en = message_en
        self.hint_vi = hint_vi
        self.hint_en = hint_en
        self.field = field
        """The one field of what was sent that it is about; "" when it is about all of it."""

    def text(self, language: str) -> str:
        """Message and hint in the language `vi` or `en`."""
        message, hint = (self.message_vi, self.hint_vi) if language == "vi" else (self.message_en, self.hint_en)
        return f"{message} {hint}".strip()


class InputError(NangLucError):
    """A file that cannot be read at all, or data without a single usable row."""

    code = "input"
    exit_code = 3
    status = 422


class UsageError(NangLucError):
    """A request that cannot be carried out as stated."""

    code = "usage"
    exit_code = 2
    status = 422


@dataclass(frozen=True, kw_only=True)
class WrongField:
    """A field that is not right: what is expected there, with an example where words alone do not say it."""

    name: str
    expected_vi: str
    expected_en: str

    def expected(self, language: str) -> str:
        """What is expected, in the language `vi` or `en`."""
        return self.expected_vi if language == "vi" else self.expected_en


class WrongFields(UsageError):
    """Fields that are not right, all at once, so that a form can say each beside its field."""

    def __init__(self, wrong: Sequence[WrongField]) -> None:
        super().__init__(
            " ".join(("Chưa đúng:", *(one.expected_vi for one in wrong))),
            " ".join(("Not right:", *(one.expected_en for one in wrong))),
        )
        self.wrong = tuple(wrong)


class SettingError(NangLucError):
    """A setting out of its bounds."""

    code = "setting"
    exit_code = 2


class ContractError(NangLucError):
    """A frame that does not have its declared columns: a bug."""

    code = "contract"
    exit_code = 1

    def __init__(self, message: str) -> None:
        super().__init__(f"Lỗi chương trình: {message}", message)


class StoreError(NangLucError):
    """The database cannot be used as it is: missing, busy, or of another version than the program."""

    code = "store"
    status = 503


class NotSignedIn(NangLucError):
    """Nobody is signed in, or the session has ended."""

    code = "not_signed_in"
    status = 401

    def __init__(self) -> None:
        super().__init__(
            "Chưa đăng nhập hoặc phiên đã hết hạn.",
            "You are not signed in, or your session has ended.",
            hint_vi="Hãy đăng nhập.",
            hint_en="Please sign in.",
        )


class SignInRefused(NangLucError):
    """One text for an unknown name, a wrong password, a wrong code and a used link, so that none can be told apart."""

    code = "sign_in_refused"
    status = 401

    def __init__(self) -> None:
        super().__init__(
            "Thông tin đăng nhập không đúng.",
            "These sign-in details are not right.",
            hint_vi="Kiểm tra lại tên đăng nhập, mật khẩu, mã xác thực; nếu quên, xin quản trị viên liên kết mới.",
            hint_en="Check the user name, password and code; if forgotten, ask an administrator for a new link.",
        )


class SecondFactorNeeded(NangLucError):
    """The password was right; the role also asks for a code that was not given yet."""

    code = "second_factor_needed"
    status = 403

    def __init__(self) -> None:
        super().__init__(
            "Vai trò này cần mã xác thực hai bước.",
            "Your role needs the second sign-in step.",
            hint_vi="Nhập mã từ ứng dụng xác thực hoặc mã dự phòng.",
            hint_en="Enter the code of your authenticator or a recovery code.",
        )


class NotAllowed(NangLucError):
    """No role of the viewer allows the action."""

    code = "not_allowed"
    status = 403

    def __init__(self) -> None:
        super().__init__(
            "Vai trò được giao không được làm việc này.",
            "Your role does not allow this.",
            hint_vi="Nếu công việc cần đến, hãy đề nghị người quản trị giao vai trò phù hợp.",
            hint_en="If your work needs it, ask an administrator for the role.",
        )


class NotFound(NangLucError):
    """There is no such thing, or it lies outside what the viewer may see; the answer is the same for both."""

    code = "not_found"
    status = 404

    def __init__(self) -> None:
        super().__init__("Không tìm thấy.", "Not found.")


class Conflict(NangLucError):
    """The thing is in a state that does not allow what was asked."""

    code = "conflict"
    status = 409


class Stale(NangLucError):
    """Somebody else changed the thing after it was read."""

    code = "stale"
    status = 412

    def __init__(self) -> None:
        super().__init__(
            "Người khác vừa sửa nội dung này.",
            "Somebody else has just changed this.",
            hint_vi="Tải lại rồi sửa tiếp.",
            hint_en="Load it again, then change it.",
        )


class TooMany(NangLucError):
    """Too many attempts or requests; `retry_after_seconds` says when to come back."""

    code = "too_many"
    status = 429

    def __init__(self, retry_after_seconds: int) -> None:
        minutes = max(1, -(-retry_after_seconds // 60))
        super().__init__(
            f"Quá nhiều lần thử. Hãy thử lại sau {minutes} phút.",
            f"Too many attempts. Try again in {minutes} minutes.",
        )
        self.retry_after_seconds = retry_after_seconds
