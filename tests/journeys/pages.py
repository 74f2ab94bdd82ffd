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
    PageCase(
        name="runs",
        path="/runs",
        account="province_a",
        question="Đã có những đợt rà soát nào, đợt nào chưa công bố?",
    ),  # fmt: skip
    PageCase(
        name="run",
        path="/runs/RUNA",
        account="province_a",
        question="Đợt này còn bao nhiêu vị trí cần người xem xét?",
    ),  # fmt: skip
    PageCase(
        name="run-new",
        path="/runs/new",
        account="hr_a1",
        question="Chạy rà soát cho đơn vị nào, tính đến ngày nào?",
    ),  # fmt: skip
    PageCase(name="publish", path="/runs/RUN0PEN/publish", account="province_a", question="Công bố thì ai thấy gì?"),
    PageCase(
        name="verdicts",
        path="/runs/RUNA/verdicts",
        account="province_a",
        question="Ai đáp ứng vị trí đang giữ, ai cần xem xét?",
    ),  # fmt: skip
    PageCase(
        name="verdict",
        path="/runs/RUNA/people/01K9PERS0N0000000000000002",
        account="decider_a",
        question="Vì sao kết luận về người này như vậy?",
    ),  # fmt: skip
    PageCase(
        name="confirm",
        path="/runs/RUN0PEN/confirm?verdict=does_not_meet",
        account="decider_a1",
        question="Đề xuất nào đồng ý ký được?",
    ),  # fmt: skip
    PageCase(name="imports", path="/imports", account="hr_a1", question="Đã nhập dữ liệu gì, nhập thêm ở đâu?"),
    PageCase(name="import", path="/imports/1MP0", account="hr_a1", question="Tệp này sẽ thay đổi gì, sai ở ô nào?"),
    PageCase(name="people", path="/people", account="hr_a1", question="Ai làm ở đơn vị, giữ vị trí nào?"),
    PageCase(
        name="person-file",
        path="/people/01K9PERS0N0000000000000002",
        account="hr_a1",
        question="Hồ sơ người này có gì?",
    ),  # fmt: skip
    PageCase(
        name="objections",
        path="/objections",
        account="decider_a",
        question="Kiến nghị nào phải trả lời trước ngày nào?",
    ),  # fmt: skip
    PageCase(
        name="objection",
        path="/objections/0BJ0",
        account="decider_a",
        question="Người này kiến nghị gì, trả lời thế nào?",
    ),  # fmt: skip
    PageCase(name="balance", path="/balance", account="province_a", question="Thừa, thiếu vị trí nào, ở đâu?"),
    PageCase(
        name="moves",
        path="/moves",
        account="province_a",
        question="Có thể điều chuyển ai từ chỗ thừa sang chỗ thiếu?",
    ),  # fmt: skip
    PageCase(
        name="fairness",
        path="/fairness/RUNA",
        account="auditor_a",
        question="Kết quả giữa các nhóm có chênh lệch phải giải trình không?",
    ),  # fmt: skip
    PageCase(
        name="dashboard",
        path="/dashboard",
        account="decider_a",
        question="Việc rà soát đến đâu, thiếu người ở đâu?",
    ),  # fmt: skip
    # ---- civil servant
    # ---- institute
    # ---- administration
)
