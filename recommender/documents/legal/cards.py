"""Model card and data card of the system in use, in Vietnamese, from the facts of a run."""

from __future__ import annotations

from recommender.documents.legal import figures
from recommender.documents.legal.blocks import Bullets, Grid, Heading, LegalDocument, Notice, Text
from recommender.documents.legal.run_facts import LegalFacts

UNUSED = "họ tên, ngày sinh và tuổi, giới tính, dân tộc, tôn giáo, đảng viên, sức khỏe"
METRICS = {
    "model_log_loss": "Log loss trên quyết định giữ lại", "policy_log_loss": "Log loss của chính sách thành văn",
    "majority_log_loss": "Log loss nếu luôn đoán theo đa số", "model_calibration_error": "Sai số hiệu chỉnh",
    "verdict_coverage": "Tập kết luận chứa quyết định đúng", "verdict_decided": "Tỷ lệ có kết luận",
    "requirement_coverage": "Từng yêu cầu: tập chứa kết quả sát hạch", "decisions_fit": "Quyết định dùng để học",
    "decisions_calibrate": "Quyết định dùng để hiệu chỉnh", "decisions_held_back": "Quyết định giữ lại để kiểm tra",
}  # fmt: skip


def model_card(facts: LegalFacts) -> LegalDocument:
    """What the model is for, how it decides, what it was measured at and where it must not be used."""
    return LegalDocument(
        name="1-the-mo-hinh",
        title="Thẻ mô hình",
        subtitle="Hệ thống Năng Lực: đề xuất mức đáp ứng vị trí việc làm",
        blocks=(
            Heading(text="1. Nhận dạng"),
            figures.run_table(facts),
            Heading(text="2. Mục đích và phạm vi"),
            Text(
                text="Hệ thống đối chiếu hồ sơ và kết quả đánh giá của từng công chức với yêu cầu của vị trí việc làm "
                "đang giữ, đề xuất một trong ba kết luận (đáp ứng, cần xem xét, chưa đáp ứng) kèm xác suất, lý do và "
                "minh chứng. Người có thẩm quyền xem, quyết định và ký; hệ thống không tự ra quyết định."
            ),
            Bullets(
                items=(
                    "Dùng được cho: rà soát theo vị trí, lập kế hoạch bồi dưỡng, chuẩn bị phương án cân đối biên chế.",
                    "Không dùng để: xếp hạng người với người; đánh giá, xếp loại hằng năm; kỷ luật, cho thôi việc; "
                    "tuyển dụng; kết luận về một người mà không có người xem lại.",
                )
            ),
            Heading(text="3. Cách kết luận"),
            Bullets(
                items=(
                    "Ba câu hỏi tách riêng: tiêu chuẩn, điều kiện; năng lực; kết quả công việc (chỉ hiển thị, không "
                    "ảnh hưởng kết luận).",
                    "Mỗi mức năng lực là một ước lượng có độ lệch chuẩn, gộp từ sát hạch, cấp trên, đồng nghiệp, tự "
                    "đánh giá, khóa học đã hoàn thành và hồ sơ; độ dễ dãi của từng người đánh giá được ước lượng và "
                    "trừ ra.",
                    "Từ các mức ước lượng và tiêu chuẩn, mức hoặc tiêu chuẩn cao hơn không bao giờ làm xác suất đáp "
                    "ứng giảm (kiểm tra tự động). Bản thân mức ước lượng còn dựa vào điểm chung của mọi người và độ "
                    "dễ, chặt của người đánh giá: kết quả của người khác thay đổi có thể làm nó tăng hoặc giảm đôi "
                    "chút, và một điểm cao bất thường có thể được hiểu là người đánh giá dễ hơn.",
                    "Chưa đủ minh chứng, điều khoản mở hoặc chưa đủ chắc chắn thì kết luận là cần xem xét.",
                )
            ),
            Text(text=f"Thông tin không tham gia bất kỳ bước nào: {UNUSED}."),
            Heading(text="4. Kết quả của đợt rà soát này"),
            figures.verdict_table(facts),
            figures.evidence_table(facts),
            figures.assessors_table(facts),
            Heading(text="5. Chất lượng đã đo"),
            *_quality(facts),
            Heading(text="6. Giới hạn"),
            Bullets(
                items=(
                    "Mức suy từ lời văn rất thô; độ lệch lớn hơn nửa mức thì không nên đọc như một con số chính xác.",
                    "Số đo sai sót công bố là trên dân số mô phỏng và một bộ điểm thật của lĩnh vực khác; cơ quan cần "
                    "tự đo lại bằng quyết định của mình (nangluc train, nangluc evaluate fairness).",
                    "Trọng số, điểm chuẩn, ngưỡng là lựa chọn chính sách của cơ quan sử dụng, ghi ở mục 7.",
                )
            ),
            Heading(text="7. Tham số đã dùng"),
            figures.settings_table(facts),
        ),
    )


def _quality(facts: LegalFacts) -> tuple[Text | Grid, ...]:
    if not facts.model_version:
        return (
            Text(
                text="Kết luận của đợt này theo chính sách thành văn, chưa học từ quyết định của cơ quan. Số đo trên "
                "dân số mô phỏng có đáp án (độ chính xác, hiệu chỉnh, so với các cách đơn giản) nằm trong tài liệu "
                "kèm phần mềm: docs/evaluation.md, docs/evaluation-learning.md, docs/evaluation-fairness.md."
            ),
        )
    if not facts.model_metrics:
        text = (
            "Kết luận của đợt này theo mô hình đã học, phiên bản {number}; số đo ở thẻ của phiên bản đó (card.vi.md)."
        )
        return (Text(text=text.format(number=facts.model_version)),)
    rows = tuple(
        (words, figures.decimal(facts.model_metrics[name], 0 if name.startswith("decisions") else 3))
        for name, words in METRICS.items()
        if name in facts.model_metrics
    )
    return (
        Text(
            text=f"Mô hình phiên bản {facts.model_version} học từ quyết định đã ký của cơ quan; số đo trên phần quyết "
            "định giữ lại, mô hình chưa từng thấy:"
        ),
        Grid(heads=("Số đo", "Giá trị"), rows=rows, widths=(11.5, 5.0)),
    )


def data_card(facts: LegalFacts) -> LegalDocument:
    """What data the run used, how complete it was and how it is kept."""
    counts = facts.record["counts"]
    size = (
        ("Công chức", figures.whole(counts["officers"])),
        ("Trong đó có kết luận", figures.whole(facts.frames["verdicts"]["officer_id"].nunique())),
        ("Đơn vị", figures.whole(counts["units"])),
        ("Vị trí đang giữ", figures.whole(counts["holdings"])),
        ("Thông tin hồ sơ (văn bằng, chứng chỉ, nhiệm vụ, quá trình…)", figures.whole(counts["statements"])),
        ("Kết quả đánh giá, sát hạch", figures.whole(counts["assessments"])),
    )  # fmt: skip
    return LegalDocument(
        name="2-the-du-lieu",
        title="Thẻ dữ liệu",
        subtitle=f"Dữ liệu của đợt rà soát {facts.run_id}, ngày {facts.today}",
        blocks=(
            Heading(text="1. Nguồn dữ liệu"),
            figures.files_table(facts),
            Heading(text="2. Quy mô"),
            Grid(rows=size, widths=(11.0, 5.0)),
            Heading(text="3. Dữ liệu cá nhân"),
            Bullets(
                items=(
                    "Dùng để kết luận: văn bằng, chứng chỉ, lý luận chính trị, nhiệm vụ, quá trình công tác, lớp đã "
                    "học, kết quả đánh giá, sát hạch.",
                    f"Không dùng để kết luận: {UNUSED}. Các trường này (nếu có trong tệp) nằm ở bảng riêng, chỉ phục "
                    "vụ hiển thị họ tên, thống kê bắt buộc và kiểm tra công bằng.",
                    "Hệ thống chạy trên máy của cơ quan, không gửi dữ liệu ra ngoài.",
                )
            ),
            Heading(text="4. Mức đầy đủ và chất lượng"),
            figures.problems_table(facts),
            figures.standards_table(facts),
            figures.evidence_table(facts),
            *_thin(facts),
            Heading(text="5. Lưu giữ, quyền của người được rà soát"),
            Bullets(
                items=(
                    "Thời hạn lưu dữ liệu đầu vào và kết quả: …………… (theo quy định về lưu trữ hồ sơ công chức).",
                    "Người được xem dữ liệu: ……………; người chịu trách nhiệm bảo vệ dữ liệu cá nhân: ……………",
                    "Công chức được xem minh chứng đã dùng về mình, yêu cầu sửa và bổ sung trước khi kết luận được ký.",
                )
            ),
        ),
    )


def _thin(facts: LegalFacts) -> tuple[Text | Notice, ...]:
    frame = facts.frames["verdicts"]
    thin = int((frame["coverage"] < float(facts.record["settings"]["coverage_required"])).sum())
    text = (
        f"{figures.whole(thin)} trên {figures.whole(len(frame))} vị trí giữ ({figures.share(thin, len(frame))}) có quá "
        "ít kết quả đánh giá để kết luận về năng lực; các trường hợp này đều được chuyển người xem xét."
    )
    return (Text(text=text),)
