"""What the sheet of method says in both languages: how verdicts come about, limits, and every setting in words."""

from __future__ import annotations

from collections.abc import Mapping

from recommender.documents.labels import Pair

PARAGRAPHS: tuple[tuple[Pair, Pair], ...] = (
    (
        ("Ai quyết định", "Who decides"),
        (
            "Chương trình chỉ đề xuất. Kết luận do người có thẩm quyền quyết định, ký tên và chịu trách nhiệm. Không "
            "được chỉ dựa vào tệp này để bố trí, điều động, cho thôi việc hay xếp loại.",
            "The program only proposes. The authority decides, signs and answers for it. Nobody may be placed, moved, "
            "dismissed or rated on this file alone.",
        ),
    ),
    (
        ("Kiến nghị", "Objections"),
        (
            "Người được rà soát có quyền biết minh chứng đã dùng, bổ sung minh chứng và kiến nghị; kiến nghị được trả "
            "lời trong 7 ngày làm việc. Trang “Năng lực” và “Tiêu chuẩn” ghi nơi lấy từng minh chứng để đối chiếu.",
            "Those reviewed may see the evidence used, add to it and object; an objection is answered within 7 working "
            "days. The sheets “Competency” and “Standards” say where each piece of evidence was found.",
        ),
    ),
    (
        ("Ba câu hỏi, không gộp thành một điểm", "Three questions, never one score"),
        (
            "(1) Tiêu chuẩn, điều kiện: văn bằng, ngành, chứng chỉ, lý luận chính trị theo hồ sơ. (2) Năng lực: mức "
            "ước lượng so với mức cần của từng yêu cầu. (3) Kết quả công việc (xếp loại năm): chỉ hiển thị, không tính "
            "lại, không đổi kết luận.",
            "(1) Formal standards: degree, major, certificates, political theory on record. (2) Competency: estimated "
            "against needed level of each requirement. (3) Work results (yearly band): shown, never recomputed, and "
            "without effect.",
        ),
    ),
    (
        ("Tiêu chuẩn có ba trạng thái", "A standard has three states"),
        (
            "Phù hợp; chưa phù hợp; cần xem xét. Cần xem xét khi ngành gần với danh mục (điều khoản “ngành khác phù "
            "hợp”) hoặc khi hồ sơ chưa ghi. Không có giấy tờ trong tệp không bị coi là không có bằng.",
            "Fits; does not fit; to be considered. The last when a major is related to those named (“other suitable "
            "majors”) or the file is silent. A document missing from the file is never taken as not held.",
        ),
    ),
    (
        ("Mức năng lực được ước lượng thế nào", "How levels are estimated"),
        (
            "Mỗi kết quả đánh giá theo chủ đề được đối sánh với yêu cầu của vị trí bằng nội dung chữ, rồi quy về thang "
            "5 mức. Các kết quả được cân theo độ tin cậy: sát hạch nặng hơn cấp trên, cấp trên nặng hơn tự đánh giá; "
            "kết quả càng cũ, càng khớp ít thì càng nhẹ. Yêu cầu chưa có kết quả được suy một phần từ các yêu cầu khác "
            "của cùng người, kèm độ dao động lớn.",
            "Each result on a topic is matched by its words to the requirements of the position and put on the scale "
            "of 5 levels. Results weigh by reliability: tests more than supervisors, supervisors more than "
            "self-ratings; older and less surely matched ones weigh less. A requirement without results is inferred in "
            "part from the same person's others, with a wide margin.",
        ),
    ),
    (
        ("Khi nào là đáp ứng", "When a position is met"),
        (
            "Các tiêu chuẩn có hiệu lực đều phù hợp; mọi việc cốt lõi của vị trí đạt mức tối thiểu; và tỷ lệ yêu cầu "
            "đạt (theo trọng số) từ {share_required} trở lên. Xác suất từ {p_meets} là đáp ứng; xác suất riêng về năng "
            "lực không quá {p_fails} là chưa đáp ứng; ở giữa là cần xem xét. Có kết quả đánh giá cho dưới "
            "{coverage_required} yêu cầu thì không kết luận về năng lực.",
            "Standards in force fit; each core task of the position is at its minimum; and the weighted share of "
            "requirements met is at least {share_required}. A probability from {p_meets} on means met; one of "
            "competency alone of {p_fails} or less means not met; between them review. With results for less than "
            "{coverage_required} of requirements nothing is concluded on competency.",
        ),
    ),
    (
        ("Thông tin không dùng", "Facts not used"),
        (
            "Họ tên, tuổi, giới tính, dân tộc, tôn giáo, đảng viên không tham gia đối sánh, ước lượng, kết luận, chọn "
            "chương trình hay đề xuất điều chuyển. Họ tên chỉ để hiển thị; tuổi, giới tính, dân tộc chỉ để thống kê ở "
            "trang “Nhu cầu” và kiểm tra chênh lệch ở trang “Công bằng”, sau khi đã có kết luận.",
            "Name, age, sex, ethnicity, religion and Party membership take no part in matching, estimates, verdicts, "
            "courses or proposed moves. Names are only displayed; age, sex and ethnicity are only counted on the sheet "
            "“Demand” and compared on “Fairness”, once verdicts are made.",
        ),
    ),
    (
        ("Chọn chương trình bồi dưỡng", "How courses are chosen"),
        (
            "Chọn từng chương trình lấp được nhiều khoảng cách nhất so với số tiết, chương trình bắt buộc trước, đủ "
            "điều kiện học trước, không lặp chương trình đã học; đến ít nhất {yearly_periods} tiết, không quá "
            "{most_periods} tiết một năm (trừ chương trình cấp chứng chỉ). Chương trình “đề xuất” là chương trình chưa "
            "ai tổ chức, do danh mục gợi ý.",
            "One by one, the course that closes most for its periods; mandatory ones first, prerequisites in order, "
            "none twice; to at least {yearly_periods} and at most {most_periods} periods a year (programmes that give "
            "a certificate apart). “Proposed” courses are not held anywhere yet; the catalogue suggests them.",
        ),
    ),
    (
        ("Cân đối và điều chuyển", "Balance and moves"),
        (
            "Ba thước đo (định mức, biên chế giao, đề án) để cạnh nhau vì có thể trái dấu. Một đơn vị có thể vừa thừa "
            "vừa thiếu. Phương án điều chuyển chỉ là gợi ý trong cùng tỉnh, cùng nhóm vị trí, chưa biết nguyện vọng và "
            "khoảng cách.",
            "Norm, quota and plan stand side by side because they may disagree. A unit may be over and short at once. "
            "Moves are only suggestions within a province and a group of positions; wishes and distance are unknown.",
        ),
    ),
    (
        ("Giới hạn", "Limits"),
        (
            "Kết quả chỉ tốt bằng dữ liệu vào: chủ đề đánh giá ghi chung chung thì khớp yếu; điểm dễ dãi thì mức cao. "
            "Đối sánh bằng chữ có thể nhầm: xem cột “Độ khớp”. Mức chênh nhỏ không có ý nghĩa; hãy đọc cả độ dao động. "
            "Yêu cầu, trọng số của vị trí lấy từ danh mục; đơn vị sửa được cho đúng bản mô tả của mình.",
            "Results are as good as the input: vague topics match weakly, lenient scores give high levels. Matching by "
            "words can err: see the column “Match”. Small differences mean nothing; read the margin too. Requirements "
            "and weights come from the catalogue, which your office can correct after its own job descriptions.",
        ),
    ),
)

SETTINGS: Mapping[str, Pair] = {
    "today": ("Ngày rà soát", "Day of the review"),
    "match_confidence": (
        "Xác suất tối thiểu để một đoạn chữ là minh chứng của yêu cầu",
        "Least probability for a text to count",
    ),
    "cut_scores": ("Điểm (%) bắt đầu của mức 2, 3, 4, 5", "Score (%) at which levels 2, 3, 4, 5 begin"),
    "prior_sd": ("Độ phân tán của mức thật quanh mức thường gặp", "Spread of true levels around the usual one"),
    "factor_share": ("Phần chung giữa các yêu cầu của một người", "What one person's requirements share"),
    "factor_link": (
        "Liên hệ giữa năng lực và nhiệm vụ của một người",
        "Link between a person's competencies and tasks",
    ),
    "sd_test": ("Sai lệch của sát hạch (mức)", "Deviation of a test (levels)"),
    "sd_supervisor": ("Sai lệch của đánh giá cấp trên (mức)", "Deviation of a supervisor's rating (levels)"),
    "sd_peer": ("Sai lệch của đánh giá đồng nghiệp (mức)", "Deviation of a peer's rating (levels)"),
    "sd_self": ("Sai lệch của tự đánh giá (mức)", "Deviation of a self-rating (levels)"),
    "sd_self_shared": (
        "Phần sai lệch chung của mọi tự đánh giá của một người (mức)",
        "Part that all self-ratings of one person share (levels)",
    ),
    "self_leniency": ("Trừ khi tự đánh giá (mức)", "Taken off self-ratings (levels)"),
    "sd_text": ("Sai lệch của suy từ chữ (mức)", "Deviation of what such texts say (levels)"),
    "sd_doubt": ("Sai lệch thêm khi khớp chưa chắc (mức)", "Deviation added for doubtful matches (levels)"),
    "undated_years": ("Tuổi coi như của minh chứng không ghi ngày (năm)", "Age taken for undated evidence (years)"),
    "sd_per_year": ("Sai lệch thêm mỗi năm cũ đi (mức)", "Deviation added per year of age (levels)"),
    "share_required": ("Tỷ lệ yêu cầu phải đạt", "Share of requirements to be met"),
    "p_meets": ("Xác suất từ đó là đáp ứng", "Probability from which on a position is met"),
    "p_fails": ("Xác suất tới đó là chưa đáp ứng", "Probability up to which it is not met"),
    "error_level": ("Mức sai cho phép khi loại một kết luận (mô hình học)", "Error allowed when a label is ruled out"),
    "coverage_required": ("Tỷ lệ yêu cầu phải có kết quả đánh giá", "Share of requirements that must have results"),
    "yearly_periods": ("Số tiết tối thiểu một năm", "Least periods a year"),
    "most_periods": ("Số tiết nhiều nhất đưa vào kế hoạch một năm", "Most periods planned a year"),
    "unknown_periods": (
        "Số tiết tính cho chương trình không nêu thời lượng dưới dạng nào",
        "Periods counted for a course whose length nobody states",
    ),
    "class_size": ("Số người một lớp", "People in a class"),
}
"""Every setting in words; one that is not here is shown by its name."""
