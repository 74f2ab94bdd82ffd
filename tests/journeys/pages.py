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
    is_under_way: bool = False
    """Needs a job or a provider that only the running server has; tests/api/look/test_unlisted_pages.py reads it."""
    is_before_results: bool = False
    """As before any review was published, which only the running server can be; elsewhere the page as it is."""


@dataclass(frozen=True, kw_only=True)
class RefusedForm:
    """A form that is sent as it comes, and answered with what is missing beside its fields."""

    name: str
    path: str
    account: str = ""
    action: str = ""
    """Where the form goes; "" = to the address of its page."""
    blank: str = ""
    """The one field that is emptied before, where the form comes filled in."""
    wrong: str = ""
    """What is typed into that field."""
    status: int = 422
    is_about_all: bool = False
    """What is missing is no single field: it is only said above the form."""

    @property
    def sent_to(self) -> str:
        """Where the form goes."""
        return self.action or self.path.partition("?")[0]


PAGES: Final = (
    # ---- accounts and site
    PageCase(name="sign-in", path="/sign-in", question="Vào hệ thống bằng cách nào?"),
    PageCase(
        name="provider-unknown",
        path="/sign-in/provider",
        question="Đã đăng nhập ở cổng chung, vì sao chưa vào được?",
        status=401,
        is_under_way=True,
    ),
    PageCase(
        name="provider-refused",
        path="/sign-in/provider/callback?error=access_denied",
        question="Lượt đăng nhập ở cổng chung hỏng thì làm gì?",
        status=401,
        is_under_way=True,
    ),
    PageCase(name="dead-link", path="/activate/none", question="Vì sao liên kết không mở được?", status=404),
    PageCase(name="enrol", path="/sign-in/enrol", account="officer", question="Cần gì để thiết lập xác thực hai bước?"),
    PageCase(name="notice", path="/notice?first=1", account="officer", question="Dữ liệu về tôi được dùng làm gì?"),
    PageCase(name="method", path="/method", question="Kết luận được đề xuất thế nào, sai bao nhiêu?"),
    PageCase(name="home-hr", path="/", account="hr_a1", question="Hôm nay việc gì đang chờ tôi?"),
    PageCase(name="home-province", path="/", account="province_a", question="Hôm nay việc gì đang chờ cả tỉnh?"),
    PageCase(name="home-administrator", path="/", account="administrator", question="Quản trị có việc gì?"),
    PageCase(name="home-auditor", path="/", account="auditor_a", question="Chênh lệch nào đang chờ giải trình?"),
    PageCase(name="sessions", path="/account/sessions", account="hr_a1", question="Tôi đang đăng nhập ở đâu?"),
    PageCase(
        name="two-factor", path="/account/two-factor", account="officer", question="Xác thực hai bước đã bật chưa?"
    ),
    PageCase(name="password", path="/account/password", account="hr_a1", question="Đổi mật khẩu ở đâu?"),
    PageCase(
        name="tokens", path="/account/tokens", account="institute", question="Chương trình nào đang vào thay tôi?"
    ),
    PageCase(
        name="token-new",
        path="/account/tokens/new",
        account="hr_a1",
        question="Cho một chương trình làm những việc gì?",
    ),
    PageCase(name="not-found", path="/nope", account="hr_a1", question="Vì sao không mở được trang?", status=404),
    PageCase(
        name="not-allowed", path="/admin/users", account="hr_a1", question="Vì sao không được làm việc này?", status=403
    ),
    # ---- HR desk and leaders
    PageCase(
        name="runs",
        path="/runs",
        account="province_a",
        question="Đã có những đợt rà soát nào, đợt nào chưa công bố?",
    ),
    PageCase(
        name="run",
        path="/runs/RUNA",
        account="province_a",
        question="Đợt này còn bao nhiêu vị trí cần người xem xét?",
    ),
    PageCase(
        name="run-new",
        path="/runs/new",
        account="hr_a1",
        question="Chạy rà soát cho đơn vị nào, tính đến ngày nào?",
    ),
    PageCase(
        name="run-waiting",
        path="/runs/waiting/RUN0PEN/J0BSCREEN",
        account="hr_a1",
        question="Đợt rà soát đang chạy đến đâu?",
        is_under_way=True,
    ),
    PageCase(name="publish", path="/runs/RUN0PEN/publish", account="province_a", question="Công bố thì ai thấy gì?"),
    PageCase(
        name="not-screened",
        path="/runs/RUNA/not-screened",
        account="province_a",
        question="Ai chưa rà soát được, sửa ô nào?",
    ),
    PageCase(
        name="verdicts",
        path="/runs/RUNA/verdicts",
        account="province_a",
        question="Ai đáp ứng vị trí đang giữ, ai cần xem xét?",
    ),
    PageCase(
        name="compare",
        path="/runs/RUNA/compare/RUN0PEN",
        account="province_a",
        question="Ai đổi kết luận giữa hai đợt, vì sao?",
    ),
    PageCase(
        name="verdict",
        path="/runs/RUNA/people/01K9PERS0N0000000000000002",
        account="decider_a",
        question="Vì sao kết luận về người này như vậy?",
    ),
    PageCase(
        name="confirm",
        path="/runs/RUN0PEN/confirm?verdict=does_not_meet",
        account="decider_a1",
        question="Đề xuất nào đồng ý ký được?",
    ),
    PageCase(
        name="retention", path="/retention", account="province_a", question="Dữ liệu về ai đã quá thời hạn lưu giữ?"
    ),
    PageCase(name="imports", path="/imports", account="hr_a1", question="Đã nhập dữ liệu gì, nhập thêm ở đâu?"),
    PageCase(name="import", path="/imports/1MP0", account="hr_a1", question="Tệp này sẽ thay đổi gì, sai ở ô nào?"),
    PageCase(
        name="import-changes",
        path="/imports/1MP0/changes",
        account="hr_a1",
        question="Từng dòng của lần nhập này thay đổi thế nào?",
    ),
    PageCase(
        name="import-sheet",
        path="/imports/1MP0/sheets/0",
        account="hr_a1",
        question="Cột nào được đọc là gì, sửa thế nào?",
    ),
    PageCase(
        name="import-headings",
        path="/imports/headings",
        account="hr_a1",
        question="Cách đọc nào đã được nhớ, của ai?",
    ),
    PageCase(name="people", path="/people", account="hr_a1", question="Ai làm ở đơn vị, giữ vị trí nào?"),
    PageCase(
        name="person-file",
        path="/people/01K9PERS0N0000000000000002",
        account="hr_a1",
        question="Hồ sơ người này có gì?",
    ),
    PageCase(
        name="evidence-waiting",
        path="/people/evidence",
        account="hr_a1",
        question="Minh chứng nào đang chờ xác nhận, xác nhận thì thay đổi gì?",
    ),
    PageCase(
        name="objections",
        path="/objections",
        account="decider_a",
        question="Kiến nghị nào phải trả lời trước ngày nào?",
    ),
    PageCase(
        name="objection",
        path="/objections/0BJ0",
        account="decider_a",
        question="Người này kiến nghị gì, trả lời thế nào?",
    ),
    PageCase(name="balance", path="/balance", account="province_a", question="Thừa, thiếu vị trí nào, ở đâu?"),
    PageCase(
        name="balance-before",
        path="/balance",
        account="province_a",
        question="Vì sao chưa có số thừa, thiếu, làm gì tiếp?",
        is_before_results=True,
    ),
    PageCase(
        name="moves",
        path="/moves",
        account="province_a",
        question="Có thể điều chuyển ai từ chỗ thừa sang chỗ thiếu?",
    ),
    PageCase(
        name="moves-before",
        path="/moves",
        account="decider_a",
        question="Vì sao chưa có đề xuất điều chuyển?",
        is_before_results=True,
    ),
    PageCase(
        name="fairness-list",
        path="/fairness",
        account="auditor_a",
        question="Đợt rà soát nào còn chênh lệch phải giải trình?",
    ),
    PageCase(
        name="fairness",
        path="/fairness/RUNA",
        account="auditor_a",
        question="Kết quả giữa các nhóm có chênh lệch phải giải trình không?",
    ),
    PageCase(
        name="dashboard",
        path="/dashboard",
        account="decider_a",
        question="Việc rà soát đến đâu, thiếu người ở đâu?",
    ),
    PageCase(
        name="positions",
        path="/positions",
        account="province_a",
        question="Rà soát theo những vị trí nào, vị trí nào theo bản mô tả riêng?",
    ),
    PageCase(name="position", path="/positions/II.04", account="hr_a1", question="Vị trí này đòi hỏi gì, học gì?"),
    PageCase(
        name="position-upload",
        path="/positions/upload",
        account="province_a",
        question="Đưa bản mô tả công việc vào danh mục thế nào?",
    ),
    PageCase(
        name="position-reading",
        path="/positions/upload?job=J0BREAD",
        account="province_a",
        question="Bản mô tả vừa gửi đã đọc xong chưa?",
        is_under_way=True,
    ),
    PageCase(
        name="position-drafts",
        path="/positions/drafts",
        account="province_a",
        question="Bản mô tả nào chờ xem?",
    ),
    PageCase(
        name="position-draft",
        path="/positions/drafts/P0S0",
        account="province_a",
        question="Đọc được gì từ bản mô tả, chỗ nào phải sửa?",
    ),
    PageCase(
        name="position-retire",
        path="/positions/own/P0S9",
        account="province_a",
        question="Ngừng dùng bản mô tả riêng thì điều gì thay đổi?",
    ),
    PageCase(name="classes", path="/classes", account="hr_a1", question="Lớp nào đang nhận học viên?"),
    PageCase(
        name="sending", path="/classes/0FF-1", account="hr_a1", question="Cử ai đi học lớp này, mã học viên là gì?"
    ),
    PageCase(
        name="published",
        path="/runs/RUNA/publish",
        account="province_a",
        question="Đợt này đã công bố chưa, ai công bố?",
    ),
    # ---- civil servant
    PageCase(name="me", path="/me", account="officer", question="Tôi đáp ứng vị trí đến đâu, vì sao?"),
    PageCase(name="my-plan", path="/me/plan", account="officer", question="Tôi nên học gì, khi nào, đủ số tiết chưa?"),
    PageCase(
        name="my-certificate",
        path="/me/plan/PA-01/certificate?year=2027",
        account="officer",
        question="Học xong rồi thì gửi chứng chỉ thế nào?",
    ),
    PageCase(
        name="my-evidence", path="/me/evidence", account="officer", question="Kết quả của tôi dựa trên minh chứng nào?"
    ),
    PageCase(name="my-evidence-new", path="/me/evidence/new", account="officer", question="Thêm minh chứng thế nào?"),
    PageCase(
        name="my-data", path="/me/data", account="officer", question="Dữ liệu nào về tôi đang được giữ, ai đã xem?"
    ),
    PageCase(
        name="objection-new",
        path="/me/objections/RUNA/II.05",
        account="officer",
        question="Không đồng ý với kết quả thì viết gì, gửi đi đâu?",
    ),
    # ---- institute
    PageCase(name="demand", path="/demand", account="institute", question="Cần tổ chức bao nhiêu lượt học, ở đâu?"),
    PageCase(
        name="demand-part",
        path="/demand?run=RUNA&by=quarter&province=01",
        account="institute",
        question="Tỉnh này cần bao nhiêu lượt học, vào quý nào?",
    ),
    PageCase(
        name="demand-before",
        path="/demand",
        account="institute",
        question="Chưa có nhu cầu thì cơ sở làm gì trước?",
        is_before_results=True,
    ),
    PageCase(name="courses", path="/courses", account="institute", question="Các cơ sở có chương trình nào?"),
    PageCase(name="course-new", path="/courses/new", account="institute", question="Thêm chương trình thế nào?"),
    PageCase(name="course", path="/courses/0WN-1", account="institute", question="Chương trình này dạy gì, cho ai?"),
    PageCase(name="offering-new", path="/offerings/new", account="institute", question="Mở lớp thế nào?"),
    PageCase(name="offering-edit", path="/offerings/0FF-1/edit", account="institute", question="Sửa gì ở lớp đang mở?"),
    PageCase(name="offerings", path="/offerings", account="institute", question="Cơ sở đang mở lớp nào?"),
    PageCase(
        name="offering",
        path="/offerings/0FF-1",
        account="institute",
        question="Lớp này còn bao nhiêu chỗ, kết quả ra sao?",
    ),
    PageCase(
        name="offering-results",
        path="/offerings/0FF-1/results",
        account="institute",
        question="Gửi kết quả của lớp thế nào?",
    ),
    # ---- administration
    PageCase(name="admin", path="/admin", account="administrator", question="Quản trị gồm những phần nào?"),
    PageCase(name="users", path="/admin/users", account="administrator", question="Ai được vào hệ thống?"),
    PageCase(name="user-new", path="/admin/users/new", account="administrator", question="Thêm tài khoản thế nào?"),
    PageCase(name="jobs", path="/admin/jobs", account="administrator", question="Việc gì đang chạy?"),
    PageCase(name="job", path="/admin/jobs/J0B0", account="hr_a1", question="Việc này đến đâu, kết quả ở đâu?"),
    PageCase(
        name="job-waiting",
        path="/admin/jobs/J0BSCREEN",
        account="hr_a1",
        question="Việc đang chạy đến đâu, dừng ở đâu?",
        is_under_way=True,
    ),
    PageCase(name="audit", path="/admin/audit", account="administrator", question="Ai đã làm gì?"),
    PageCase(name="units", path="/admin/units", account="administrator", question="Cây đơn vị ra sao?"),
    PageCase(
        name="settings",
        path="/admin/settings",
        account="administrator",
        question="Máy chủ đang chạy với thiết lập nào?",
    ),
    PageCase(
        name="rule",
        path="/admin/rules/II.04/degree?unit=01",
        account="province_a",
        question="Xét hay không xét tiêu chuẩn này, từ ngày nào?",
    ),
    PageCase(
        name="unit-merge",
        path="/admin/units/00004/merge",
        account="administrator",
        question="Sáp nhập đơn vị nào vào đâu?",
    ),
    PageCase(
        name="backups", path="/admin/backups", account="administrator", question="Bản sao lưu gần nhất là khi nào?"
    ),
    PageCase(name="catalogue", path="/admin/catalogue", account="administrator", question="Danh mục nào đang dùng?"),
    PageCase(
        name="catalogue-versions",
        path="/admin/catalogue/versions?unit=01",
        account="province_a",
        question="Đơn vị đã đổi gì trong danh mục?",
    ),
    PageCase(
        name="catalogue-version",
        path="/admin/catalogue/versions/0?unit=01",
        account="province_a",
        question="Phiên bản này khác hiện nay ở đâu?",
    ),
    PageCase(
        name="catalogue-of-run",
        path="/admin/catalogue/runs/RUNA",
        account="province_a",
        question="Đợt rà soát đã dùng danh mục khác hiện nay ở đâu?",
    ),
)

REFUSED_FORMS: Final = (
    # ---- accounts
    RefusedForm(name="sign-in", path="/sign-in", status=401, is_about_all=True),
    RefusedForm(name="password", path="/account/password", account="hr_a1"),
    RefusedForm(name="token-new", path="/account/tokens/new", account="hr_a1", action="/account/tokens"),
    # ---- HR desk and leaders
    RefusedForm(name="run-new", path="/runs/new", account="hr_a1", blank="today"),
    RefusedForm(
        name="decision",
        path="/runs/RUN0PEN/people/01K9PERS0N0000000000000002",
        account="decider_a1",
        action="/runs/RUN0PEN/people/01K9PERS0N0000000000000002/positions/II.06/decision",
    ),
    RefusedForm(
        name="confirm", path="/runs/RUN0PEN/confirm?verdict=does_not_meet", account="decider_a1", is_about_all=True
    ),
    RefusedForm(name="imports", path="/imports", account="hr_a1", is_about_all=True),
    RefusedForm(
        name="import-sheet",
        path="/imports/1MP0/sheets/0",
        account="hr_a1",
        blank="first",
        wrong="không",
        is_about_all=True,
    ),
    RefusedForm(name="objection", path="/objections/0BJ0", account="decider_a"),
    RefusedForm(
        name="service-end",
        path="/people/01K9PERS0N0000000000000001",
        account="hr_a1",
        action="/people/01K9PERS0N0000000000000001/service-end",
    ),
    RefusedForm(name="position-upload", path="/positions/upload", account="province_a"),
    RefusedForm(
        name="position-draft",
        path="/positions/drafts/P0S0",
        account="province_a",
        blank="title",
        is_about_all=True,
    ),
    # ---- civil servant
    RefusedForm(name="objection-new", path="/me/objections/RUNA/II.05", account="officer"),
    RefusedForm(name="my-evidence-new", path="/me/evidence/new", account="officer", action="/me/evidence"),
    RefusedForm(
        name="my-certificate",
        path="/me/plan/PA-01/certificate?year=2027",
        account="officer",
    ),
    # ---- institute
    RefusedForm(name="course-new", path="/courses/new", account="institute", action="/courses"),
    RefusedForm(name="course", path="/courses/0WN-1", account="institute", blank="name_vi"),
    RefusedForm(name="offering-new", path="/offerings/new", account="institute", action="/offerings"),
    RefusedForm(
        name="offering-edit",
        path="/offerings/0FF-1/edit",
        account="institute",
        action="/offerings/0FF-1",
        blank="seats",
    ),
    RefusedForm(
        name="offering-results",
        path="/offerings/0FF-1/results",
        account="institute",
        action="/offerings/0FF-1/results/preview",
    ),
    # ---- administration
    RefusedForm(name="user-new", path="/admin/users/new", account="administrator"),
    RefusedForm(name="unit-merge", path="/admin/units/00004/merge", account="administrator"),
    RefusedForm(name="rule", path="/admin/rules/II.04/degree?unit=01", account="province_a", blank="reason"),
)
