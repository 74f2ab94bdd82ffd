"""Every page with the account that opens it and the one question it answers; each subject adds its own lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, kw_only=True)
class PageCase:
    """A page to look at. `name` is also the name of its pictures in docs/screens."""

    name: str
    path: str
    account: str = ""
    """Who opens it; "" = nobody is signed in."""
    question: str
    """The one question that the page answers, in Vietnamese."""
    status: int = 200


PAGES: Final = (
    # ---- accounts and site
    PageCase(name="sign-in", path="/sign-in", question="Vào hệ thống bằng cách nào?"),
    PageCase(name="dead-link", path="/activate/none", question="Vì sao liên kết không mở được?", status=404),
    PageCase(name="enrol", path="/sign-in/enrol", account="officer", question="Cần gì để thiết lập xác thực hai bước?"),
    PageCase(name="notice", path="/notice?first=1", account="officer", question="Dữ liệu về tôi được dùng làm gì?"),
    PageCase(name="method", path="/method", question="Kết luận được đề xuất thế nào, sai bao nhiêu?"),
    PageCase(name="home-hr", path="/", account="hr_a1", question="Hôm nay việc gì đang chờ tôi?"),
    PageCase(name="home-province", path="/", account="province_a", question="Hôm nay việc gì đang chờ cả tỉnh?"),
    PageCase(name="home-administrator", path="/", account="administrator", question="Quản trị có việc gì?"),
    PageCase(name="sessions", path="/account/sessions", account="hr_a1", question="Tôi đang đăng nhập ở đâu?"),
    PageCase(
        name="two-factor", path="/account/two-factor", account="officer", question="Xác thực hai bước đã bật chưa?"
    ),
    PageCase(name="password", path="/account/password", account="hr_a1", question="Đổi mật khẩu ở đâu?"),
    PageCase(name="not-found", path="/nope", account="hr_a1", question="Vì sao không mở được trang?", status=404),
    # ---- HR desk and leaders
    # ---- civil servant
    # ---- institute
    # ---- administration
)
