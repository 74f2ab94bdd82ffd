"""The impact assessment in the shape that Decree 142/2026/NĐ-CP, article 20, asks of state agencies, from a run.

Known of the article: 20.7(b) asks it where output is used directly for administrative decisions, classification,
scoring or rating of individuals among them; 20.2 a new one when the system changes; 20.3 the mechanism of human
oversight. The office compares the paper with the official text before signing; the document says so.
"""

from __future__ import annotations

from recommender.documents.legal import figures
from recommender.documents.legal.blocks import (
    BLANK,
    Block,
    Bullets,
    Grid,
    Heading,
    LegalDocument,
    Notice,
    Signatures,
    Text,
)
from recommender.documents.legal.cards import UNUSED
from recommender.documents.legal.run_facts import LegalFacts

RISKS = (
    (
        "Kết luận sai về một người",
        "Công chức được rà soát",
        "Xác suất và độ lệch chuẩn đi kèm; không đủ chắc thì chuyển xem xét; người có thẩm quyền quyết định; kiến nghị "
        "được trả lời trong 7 ngày làm việc.",
    ),
    (
        "Thiếu minh chứng bị hiểu là thiếu năng lực",
        "Người mới, người ở nơi ít sát hạch",
        "Hồ sơ không ghi thì không coi là không có; ít kết quả đánh giá thì không kết luận về năng lực.",
    ),
    (
        "Thiên lệch theo giới tính, dân tộc, tuổi, địa bàn",
        "Phụ nữ, người dân tộc thiểu số, người ở vùng khó khăn",
        "Các thông tin này không tham gia kết luận; kiểm tra tỷ lệ theo nhóm mỗi đợt; chênh lệch rõ thì phải nêu lý do "
        "trước khi công bố.",
    ),
    (
        "Người đánh giá dễ dãi hoặc khắt khe",
        "Công chức thuộc quyền",
        "Độ dễ dãi của từng người đánh giá được ước lượng và trừ ra; mâu thuẫn giữa các nguồn được nêu trong lý do.",
    ),
    (
        "Phụ thuộc vào máy",
        "Người ký",
        "Lý do, minh chứng, nơi lấy minh chứng và thay đổi nhỏ nhất để đổi kết luận đều hiển thị; cột quyết định để "
        "trống cho người ký.",
    ),
    (
        "Lộ dữ liệu cá nhân",
        "Mọi người trong tệp",
        "Chạy trên máy cơ quan, không cần mạng; số đếm từ 1 đến 4 người không hiển thị trong báo cáo nhóm và không "
        "tính ra được từ các số khác trong báo cáo đó.",
    ),
    (
        "Dữ liệu vào sai, mô hình đổi mà không ai biết",
        "Mọi người trong tệp",
        "Mọi lỗi đọc được liệt kê từng ô; mã kiểm tra của tệp, danh mục, mô hình và kết quả được ghi; quay lại phiên "
        "bản trước bằng một lệnh.",
    ),
)


def impact_assessment(facts: LegalFacts) -> LegalDocument:
    """The assessment, with blanks where only the office can answer."""
    return LegalDocument(
        name="3-danh-gia-tac-dong",
        title="Báo cáo đánh giá tác động",
        subtitle="Sử dụng hệ thống trí tuệ nhân tạo hỗ trợ rà soát mức đáp ứng vị trí việc làm",
        blocks=(*_pending(facts), *_what_it_is(facts), *_what_it_does_to_people(facts)),
    )


def _what_it_is(facts: LegalFacts) -> tuple[Block, ...]:
    """Parts I to IV: who, why, what, and for how many."""
    return (
        Heading(text="I. Thông tin chung"),
        Grid(
            rows=(
                ("Cơ quan sử dụng", facts.office or BLANK),
                ("Đơn vị chủ trì, người chịu trách nhiệm", BLANK),
                ("Nhà cung cấp hệ thống", BLANK),
                ("Mức rủi ro tự phân loại và số hồ sơ phân loại", BLANK),
                ("Đã đối chiếu danh mục rủi ro cao (khoản 3 Điều 6; Quyết định số 33/2026/QĐ-TTg)", BLANK),
            ),
            widths=(6.5, 10.0),
        ),
        figures.run_table(facts),
        Heading(text="II. Căn cứ và lý do phải đánh giá"),
        Text(
            text="Luật Trí tuệ nhân tạo số 134/2025/QH15; Nghị định số 142/2026/NĐ-CP. Kết quả của hệ thống phân "
            "loại, ước lượng năng lực cá nhân và được dùng làm căn cứ tham khảo trực tiếp cho quyết định hành "
            "chính (bố trí, bồi dưỡng, điều động), nên cơ quan nhà nước phải đánh giá tác động theo điểm b khoản 7 "
            "Điều 20. Mẫu này theo các nội dung đã biết của Điều 20; người lập đối chiếu với bản chính thức "
            "trước khi ký."
        ),
        Heading(text="III. Mô tả hệ thống, dữ liệu và kết quả"),
        Text(
            text="Hệ thống đọc danh sách công chức, kết quả đánh giá, bản mô tả vị trí; đối sánh minh chứng với "
            "yêu cầu; ước lượng mức và độ lệch; đề xuất kết luận kèm lý do. Chi tiết ở Thẻ mô hình và Thẻ dữ liệu."
        ),
        Text(text=f"Không dùng: {UNUSED}."),
        Heading(text="IV. Người chịu tác động và quy mô"),
        Text(text=_scope(facts)),
        figures.verdict_table(facts),
    )


def _what_it_does_to_people(facts: LegalFacts) -> tuple[Block, ...]:
    """Parts V to X: risks, fairness, oversight, rights, changes and what the office concludes."""
    return (
        Heading(text="V. Rủi ro và biện pháp"),
        Grid(
            heads=("Rủi ro", "Ai chịu", "Biện pháp trong hệ thống", "Mức còn lại (cơ quan đánh giá)"),
            rows=tuple((*risk, "") for risk in RISKS),
            widths=(3.7, 3.2, 6.8, 2.8),
        ),
        Text(text=_errors(facts)),
        Heading(text="VI. Công bằng giữa các nhóm trong đợt này"),
        *_fairness(facts),
        Heading(text="VII. Cơ chế giám sát của con người (khoản 3 Điều 20)"),
        Bullets(
            items=(
                "Mọi kết luận là đề xuất. Người có thẩm quyền xem từng trường hợp, ghi quyết định, lý do và ký.",
                f"{figures.whole(facts.record['counts']['verdicts']['needs_review'])} trên "
                f"{figures.whole(facts.record['counts']['holdings'])} vị trí đang giữ được chuyển cho người xem xét vì "
                "chưa đủ chắc chắn, ít minh chứng hoặc điều khoản mở.",
                "Dữ liệu vào, phiên bản, kết quả đề xuất, người duyệt và mọi thay đổi được ghi nhật ký nối mã kiểm "
                "tra, sửa là phát hiện được.",
                "Người giám sát: ……………; được dừng việc dùng hệ thống khi: ……………",
                "Quyết định khác đề xuất được ghi lại và dùng để đo, sửa hệ thống ở đợt sau.",
            )
        ),
        Heading(text="VIII. Quyền của người được rà soát"),
        Text(text="Theo Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15 và Nghị định số 356/2025/NĐ-CP:"),
        Bullets(
            items=(
                "Được báo trước rằng hệ thống trí tuệ nhân tạo hỗ trợ việc rà soát: thông báo ở lần vào đầu tiên, ghi "
                "lại lúc đã đọc.",
                "Được xem minh chứng đã dùng, lý do, mức ước lượng và độ lệch về mình.",
                "Được bổ sung minh chứng, kiến nghị; trả lời trong 7 ngày làm việc, ghi tên người trả lời. Cơ quan "
                f"phân công người xem lại khác người đã ký: {BLANK}.",
                "Được đề nghị xem xét mà không dựa vào đề xuất của máy; xem ai đã xem dữ liệu của mình và tải về.",
            )
        ),
        Heading(text="IX. Đánh giá bổ sung khi thay đổi (khoản 2 Điều 20)"),
        Text(
            text="Lập lại báo cáo khi đổi mô hình, danh mục, ngưỡng, nguồn dữ liệu hoặc mục đích sử dụng. Dấu hiệu "
            "nhận biết: một trong các mã ở mục I khác với báo cáo này."
        ),
        Heading(text="X. Kết luận của cơ quan"),
        Text(text=f"Rủi ro còn lại chấp nhận được / chưa chấp nhận được: {BLANK}. Điều kiện kèm theo: {BLANK}."),
        Signatures(titles=("Người lập", "Thủ trưởng cơ quan")),
    )


def _pending(facts: LegalFacts) -> tuple[Notice, ...]:
    if not facts.needs_reason:
        return ()
    return (
        Notice(
            text="CHƯA ĐƯỢC CÔNG BỐ KẾT QUẢ: kiểm tra công bằng thấy chênh lệch rõ giữa các nhóm và chưa có lý do bằng "
            "văn bản. Xem mục VI; nêu lý do khi chạy lại: nangluc screen --fairness-reason."
        ),
    )


def _errors(facts: LegalFacts) -> str:
    """How often the system is wrong, as far as this office can know it."""
    metrics = facts.model_metrics
    if facts.model_version and {"decisions_held_back", "verdict_coverage", "verdict_decided"} <= set(metrics):
        held = figures.whole(metrics["decisions_held_back"])
        covered, decided = (figures.share(metrics[name], 1) for name in ("verdict_coverage", "verdict_decided"))
        return (
            f"Sai sót đã đo trên {held} quyết định của cơ quan mà mô hình chưa thấy: tập kết luận chứa quyết định đúng "
            f"{covered}, tự nêu kết luận {decided}, còn lại chuyển người xem xét. Chi tiết ở mục 5 Thẻ mô hình."
        )
    return (
        "Sai sót chưa được đo bằng quyết định của cơ quan; số đo trên dân số mô phỏng nêu ở mục 5 Thẻ mô hình. Khi có "
        "quyết định đã ký, đo bằng nangluc train và lập đánh giá bổ sung."
    )


def _scope(facts: LegalFacts) -> str:
    counts = facts.record["counts"]
    return (
        f"{figures.people(facts)}, {figures.whole(counts['holdings'])} vị trí đang giữ. Kế hoạch bồi dưỡng được lập "
        f"cho {figures.whole(counts['plans']['officers'])} người; {figures.whole(counts['moves'])} phương án điều "
        "chuyển được gợi ý để xem xét, không phải lệnh điều động."
    )


def _fairness(facts: LegalFacts) -> tuple[Text | Grid, ...]:
    table = figures.fairness_table(facts)
    if not table.rows:
        return (Text(text="Không đủ người trong từng nhóm (từ 30 người) để so sánh."),)
    reason = str(facts.record["fairness"]["reason"])
    asked = len(facts.record["fairness"]["groups"])
    told = f"{figures.whole(asked)} nhóm cần nêu lý do. " + (
        f"Lý do của người phụ trách: “{reason}”" if reason else "" if not asked else f"Lý do: {BLANK}"
    )
    note = (
        "Mỗi người tính một lần theo vị trí chính. Tỷ lệ dưới 0,80 và p < 0,05 (kiểm định chính xác Fisher) thì phải "
        "nêu lý do; chênh lệch là dấu hiệu phải xem lại, không phải bằng chứng thiên vị. "
    )
    return (table, Text(text=note + told))
