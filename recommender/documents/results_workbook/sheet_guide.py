"""The sheets of the workbook by name, with what each answers, in both languages."""

from __future__ import annotations

from recommender.documents.labels import Pair

UNSCREENED: tuple[Pair, Pair] = (
    ("Chưa rà soát được", "Not reviewed"),
    (
        "ai chưa có kết luận vì chưa đọc được vị trí, sửa ô nào",
        "people whose position was not read, cells to mend",
    ),
)
"""Only in a file where somebody is on that sheet; it follows the verdicts."""
GUIDE: tuple[tuple[Pair, Pair], ...] = (
    (
        ("Kết luận", "Verdicts"),
        ("từng người ở từng vị trí, lý do, chỗ ký quyết định", "each person and position, reasons, room to decide"),
    ),
    (
        ("Theo đơn vị", "By unit"),
        ("mỗi đơn vị một dòng: kết luận, bồi dưỡng, thừa thiếu", "one row a unit: verdicts, training, posts"),
    ),
    (
        ("Năng lực", "Competency"),
        ("từng yêu cầu: cần mức nào, ước lượng mức nào, minh chứng", "each requirement: needed, estimated, evidence"),
    ),
    (
        ("Tiêu chuẩn", "Standards"),
        ("văn bằng, ngành, chứng chỉ, lý luận chính trị", "degree, major, certificates, political theory"),
    ),
    (
        ("Khoảng cách", "Gaps"),
        ("mỗi người cần học, bổ sung, chứng minh gì", "what each person is to learn, supply or prove"),
    ),
    (
        ("Kế hoạch", "Plans"),
        ("chương trình, số tiết, quý của từng người", "courses, periods and quarter of each person"),
    ),
    (("Nhu cầu", "Demand"), ("lớp cần tổ chức, số người, số tiết", "classes to hold, learners, periods")),
    (("Nhu cầu theo đơn vị", "Demand by unit"), ("mỗi đơn vị cử bao nhiêu người", "how many each unit sends")),
    (("Chưa có lớp", "No course"), ("nhu cầu mà danh mục chưa có chương trình", "needs without a course")),
    (
        ("Báo cáo rà soát", "Review report"),
        ("số lượng, chuyên môn, thừa thiếu theo lĩnh vực", "number, majors, over and short by field"),
    ),
    (
        ("Cân đối", "Balance"),
        ("từng vị trí theo định mức, biên chế giao, đề án", "each position by norm, quota and plan"),
    ),
    (
        ("Phương án điều chuyển", "Proposed moves"),
        ("gợi ý để xem xét, không phải quyết định", "suggestions to consider, not orders"),
    ),
    (
        ("Vấn đề dữ liệu", "Data problems"),
        ("lỗi, giả định khi đọc tệp và cách sửa", "errors and assumptions in reading, and remedies"),
    ),
    (
        ("Công bằng", "Fairness"),
        ("tỷ lệ đáp ứng giữa các nhóm người, để kiểm tra", "rates of groups of people, as a check"),
    ),
    (
        ("Người đánh giá", "Assessors"),
        ("ai cho điểm dễ hoặc chặt hơn người khác", "who rates more leniently or strictly than others"),
    ),
    (
        ("Phương pháp", "Method"),
        ("cách lập kết luận, giới hạn, thiết lập, phiên bản", "how verdicts are made, limits, settings, versions"),
    ),
)
