"""Instructions for use and the entry for the public register, in Vietnamese, from the facts of a run."""

from __future__ import annotations

from recommender.documents.legal import figures
from recommender.documents.legal.blocks import BLANK, Bullets, Grid, Heading, LegalDocument, Signatures, Steps, Text
from recommender.documents.legal.run_facts import LegalFacts


def instructions(facts: LegalFacts) -> LegalDocument:
    """How those who prepare, decide and answer use the results."""
    settings = facts.record["settings"]
    high, low = (figures.decimal(float(settings[name])) for name in ("p_meets", "p_fails"))
    return LegalDocument(
        name="4-huong-dan-su-dung",
        title="Hướng dẫn sử dụng",
        subtitle="Dành cho người chuẩn bị dữ liệu, người quyết định và người trả lời kiến nghị",
        blocks=(
            Heading(text="1. Trước khi chạy"),
            Steps(
                items=(
                    "Báo cho công chức biết việc rà soát có hệ thống trí tuệ nhân tạo hỗ trợ và quyền kiến nghị.",
                    "Kiểm tra tệp: nangluc check. Sửa các ô báo lỗi; ô không sửa được sẽ bị bỏ qua và được liệt kê.",
                    "Kiểm tra yêu cầu của vị trí trong danh mục có đúng bản mô tả đã phê duyệt không.",
                )
            ),
            Heading(text="2. Đọc kết quả"),
            Bullets(
                items=(
                    f"Đáp ứng: xác suất từ {high} và không còn điểm mở. Chưa đáp ứng: một tiêu chuẩn chưa phù hợp, "
                    f"hoặc xác suất về năng lực không quá {low}. Còn lại là cần xem xét.",
                    "Luôn đọc xác suất cùng lý do, minh chứng và nơi lấy minh chứng (tệp, trang, ô).",
                    "Mức ước lượng có độ lệch: hai người cách nhau ít hơn độ lệch thì coi như ngang nhau; không xếp "
                    "hạng.",
                    "“Các nguồn đánh giá chưa thống nhất” nghĩa là hai nguồn cách nhau quá mức sai số: gặp người đánh "
                    "giá và đối chiếu trước khi ký.",
                )
            ),
            Heading(text="3. Quyết định"),
            Steps(
                items=(
                    "Xem các trường hợp cần xem xét trước, bắt đầu từ nơi ít minh chứng.",
                    "Ghi quyết định và lý do vào cột để trống; quyết định khác đề xuất là bình thường.",
                    "Xem trang “Công bằng”. Nếu có nhóm cần nêu lý do thì chưa công bố cho đến khi lý do được ghi.",
                    "Ký, lưu kèm run.json và hồ sơ này. Không chỉ dựa vào kết quả này để kỷ luật hoặc cho thôi việc.",
                )
            ),
            Heading(text="4. Trả lời kiến nghị"),
            Steps(
                items=(
                    "Mở minh chứng của người kiến nghị, kiểm tra nguồn; nhận minh chứng bổ sung.",
                    "Chạy lại với minh chứng đã sửa; so hai kết quả.",
                    "Người có thẩm quyền trả lời trong 7 ngày làm việc, nêu minh chứng đã dùng và căn cứ.",
                )
            ),
            Heading(text="5. Khi phải dừng"),
            Bullets(
                items=(
                    "Kết luận sai lặp lại ở một vị trí, đơn vị hoặc nhóm người.",
                    "Danh mục, chính sách hoặc cách sát hạch đã đổi mà tham số chưa đổi.",
                    "Phiên bản mô hình mới kém hơn: quay lại bằng nangluc models rollback.",
                )
            ),
        ),
    )


def register_entry(facts: LegalFacts) -> LegalDocument:
    """What the public may know of the system: a single table."""
    verdicts = facts.record["counts"]["verdicts"]
    total = sum(verdicts.values())
    review = figures.share(verdicts["needs_review"], total)
    rows = (
        ("Tên hệ thống", "Năng Lực (nangluc): hỗ trợ rà soát mức đáp ứng vị trí việc làm"),
        ("Cơ quan sử dụng, đầu mối liên hệ", facts.office or BLANK),
        ("Mục đích", "Đề xuất ai đáp ứng vị trí, lý do, chương trình bồi dưỡng cần học, vị trí thừa, thiếu"),
        ("Vai trò của máy", "Đề xuất; người có thẩm quyền quyết định và chịu trách nhiệm"),
        ("Người chịu tác động", figures.people(facts)),
        ("Dữ liệu dùng", "Hồ sơ công tác, văn bằng, chứng chỉ, kết quả đánh giá, sát hạch; yêu cầu của vị trí"),
        ("Dữ liệu không dùng", "Họ tên, tuổi, giới tính, dân tộc, tôn giáo, đảng viên, sức khỏe"),
        ("Phiên bản", f"{facts.record['program']['version']}; danh mục {facts.record['catalogue']['version']}"),
        ("Lần dùng gần nhất", f"{facts.today}, mã đợt {facts.run_id}"),
        ("Tỷ lệ chuyển người xem xét", f"{review} số vị trí giữ"),
        ("Kiểm tra công bằng", _fairness(facts)),
        ("Kiến nghị", f"Gửi {BLANK}; trả lời trong 7 ngày làm việc"),
        ("Đánh giá tác động", f"Số: {BLANK}, ngày {BLANK}"),
    )
    return LegalDocument(
        name="5-muc-dang-ky-cong-khai",
        title="Mục đăng ký công khai",
        subtitle="Thông tin về hệ thống trí tuệ nhân tạo đang sử dụng",
        blocks=(
            Grid(rows=rows, widths=(5.5, 11.0)),
            Text(text="Thông tin này không chứa dữ liệu cá nhân và được cập nhật sau mỗi lần thay đổi hệ thống."),
            Signatures(titles=("Người cập nhật", "Thủ trưởng cơ quan")),
        ),
    )


def _fairness(facts: LegalFacts) -> str:
    record = facts.record["fairness"]
    if not record["groups"]:
        return "Không có nhóm nào có tỷ lệ đáp ứng dưới 4/5 nhóm cao nhất với khác biệt rõ"
    state = "đã nêu lý do bằng văn bản" if record["reason"] else "CHƯA nêu lý do, chưa công bố kết quả"
    return f"{len(record['groups'])} nhóm có khác biệt rõ; {state}"
