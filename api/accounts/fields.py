"""Fields of the account forms, in the words of the reader's language."""

from __future__ import annotations

from collections.abc import Callable

from api.look.forms import Field

Words = Callable[[str], str]


def sign_in_fields(_: Words) -> tuple[Field, ...]:
    """User name and password."""
    return (
        Field(
            name="login", label=_("Tên đăng nhập"), is_required=True, autocomplete="username", max_length=254,
            hint=_("Thường là thư công vụ"), width="medium",
        ),
        Field(
            name="password", label=_("Mật khẩu"), kind="password", is_required=True, autocomplete="current-password",
            width="medium",
        ),
    )  # fmt: skip


def code_field(_: Words, *, with_recovery: bool) -> tuple[Field, ...]:
    """The six digits of the authenticator; where a recovery code is taken too, letters can be typed."""
    hint = (
        _("6 chữ số trong ứng dụng xác thực, hoặc một mã dự phòng") if with_recovery else _("6 chữ số, đổi sau 30 giây")
    )
    return (
        Field(
            name="code", label=_("Mã xác thực"), is_required=True, autocomplete="one-time-code", hint=hint,
            inputmode="text" if with_recovery else "numeric", max_length=64, width="medium",
        ),
    )  # fmt: skip


def new_password_fields(_: Words) -> tuple[Field, ...]:
    """The new password, twice."""
    hint = _("Ít nhất 12 ký tự; một câu dễ nhớ là tốt nhất. Được dán từ trình quản lý mật khẩu.")
    return (
        Field(
            name="password", label=_("Mật khẩu mới"), kind="password", is_required=True, autocomplete="new-password",
            hint=hint, width="medium",
        ),
        Field(
            name="again", label=_("Nhập lại mật khẩu mới"), kind="password", is_required=True,
            autocomplete="new-password", width="medium",
        ),
    )  # fmt: skip


def old_password_field(_: Words) -> Field:
    """The password so far."""
    return Field(
        name="old", label=_("Mật khẩu hiện tại"), kind="password", is_required=True, autocomplete="current-password",
        width="medium",
    )  # fmt: skip
