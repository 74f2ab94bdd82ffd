"""The sentences of explanations, in Vietnamese and English, keyed by the codes that stages give."""

from __future__ import annotations

STANDARD_REASONS: dict[str, tuple[str, str]] = {
    "degree_enough": ("trình độ đào tạo đạt yêu cầu", "degree level is sufficient"),
    "degree_low": ("trình độ đào tạo thấp hơn yêu cầu", "degree level is below what is asked"),
    "degree_unreadable": ("chưa đọc được trình độ đào tạo trong hồ sơ", "the degree level on record could not be read"),
    "degree_no_evidence": ("hồ sơ chưa có văn bằng", "no degree on record"),
    "political_theory_enough": ("lý luận chính trị đạt yêu cầu", "political theory is sufficient"),
    "political_theory_low": ("lý luận chính trị thấp hơn yêu cầu", "political theory is below what is asked"),
    "political_theory_unreadable": (
        "chưa đọc được trình độ lý luận chính trị trong hồ sơ",
        "political theory on record could not be read",
    ),
    "political_theory_no_evidence": (
        "hồ sơ chưa ghi trình độ lý luận chính trị",
        "no political theory level on record",
    ),
    "major_named": ("ngành đào tạo thuộc danh mục của vị trí", "major is named for the position"),
    "major_made_up": (
        "ngành khác nhưng đã có chứng chỉ bồi dưỡng thay thế",
        "other major, made up for by a certificate",
    ),
    "major_named_lower_degree": (
        "ngành phù hợp nhưng ở bậc đào tạo thấp hơn yêu cầu, cần người có thẩm quyền xem xét",
        "named major, but at a lower degree than asked; a person must judge",
    ),
    "major_related": (
        "ngành gần với danh mục, áp dụng điều khoản “ngành khác phù hợp” nên cần xem xét",
        'related major: the clause "other suitable majors" applies and a person must judge',
    ),
    "major_unknown": (
        "chưa nhận ra ngành đào tạo ghi trong hồ sơ, cần xem xét",
        "the major on record was not recognised; a person must judge",
    ),
    "major_missing": ("hồ sơ chưa ghi ngành đào tạo", "no major on record"),
    "major_elsewhere": (
        "văn bằng không ghi ngành, ngành ghi ở chỗ khác trong hồ sơ lại thuộc lĩnh vực khác; cần đối chiếu",
        "the degree names no major, and the major written elsewhere is of another field; compare them",
    ),
    "major_no_evidence": ("hồ sơ chưa ghi ngành đào tạo", "no major on record"),
    "major_other": ("ngành đào tạo khác lĩnh vực của vị trí", "major is of another field than the position"),
    "certificate_held": ("đã có chứng chỉ", "certificate held"),
    "certificate_absent": ("hồ sơ ghi chưa có chứng chỉ", "the record says the certificate is missing"),
    "certificate_no_evidence": ("hồ sơ chưa thể hiện chứng chỉ", "no certificate on record"),
}

COMPETENCY_SHARE = (
    "Năng lực: ước lượng đạt {share} yêu cầu (cần {needed} và mọi nhiệm vụ cốt lõi)",
    "Competency: estimated to meet {share} of requirements ({needed} and every core task needed)",
)
MOST_BELOW = ("thấp nhất: {names}", "lowest: {names}")
THIN = (
    "Năng lực: không kể tự đánh giá, mới có kết quả cho {some} trong {all} yêu cầu, tức {coverage} theo trọng số (cần "
    "{needed}), chưa đủ để kết luận; yêu cầu còn lại chỉ suy từ các kết quả đó, hồ sơ và mức chung của vị trí",
    "Competency: own ratings apart, {some} of {all} requirements have results, {coverage} by weight ({needed} needed): "
    "too little for a verdict; the others are only inferred from these results, the record and the general level of "
    "the position",
)
"""In place of the share met, which would rest on requirements that nobody has assessed."""
NO_RESULTS = (
    "Năng lực: chưa có kết quả sát hạch hay đánh giá của người khác cho vị trí này, chưa đủ để kết luận",
    "Competency: no test and no assessment by others for this position yet, too little for a verdict",
)
OTHER_STANDARDS = ("; và {count} tiêu chuẩn khác", "; and {count} more")
CORE = ("nhiệm vụ cốt lõi, ", "core task, ")
"""Before the levels of a requirement that decides by itself."""
STANDARDS_FIT = ("Tiêu chuẩn: phù hợp", "Standards: met")
CHANGE_STANDARD = ("Bổ sung hoặc làm rõ: {wanted}", "Supply or clarify: {wanted}")
CHANGE_LEVEL = (
    "Có kết quả sát hạch mới đạt mức {goal} về: {name} (hiện ước lượng {level}, cần mức {minimum})",
    "Show level {goal} in a new test of: {name} (estimated {level} now, level {minimum} needed)",
)
CHANGE_ASSESS = (
    "Được sát hạch đạt mức {goal} về: {name} (chưa có kết quả trực tiếp, cần mức {minimum})",
    "Be tested and show level {goal} in: {name} (no direct result yet, level {minimum} needed)",
)
CHANGE_BECOMES = (" → {verdict}", " → {verdict}")
CHANGE_OR = ("; hoặc: ", "; or: ")
CHANGE_AND = ("; và: ", "; and: ")
CHANGE_NOT_ENOUGH = (
    "Chưa tìm được việc nào, hay {most} việc cùng lúc, đủ để đổi kết luận; nên làm trước: ",
    "Nothing found that is enough, nor {most} things together; to begin with: ",
)
CHANGE_NEEDED = (
    "Để kết luận được, cần kết quả sát hạch hoặc đánh giá của người khác về ít nhất {count} yêu cầu nữa, trước hết: "
    "{names}",
    "To be decided this needs tests or assessments by others of at least {count} more requirements, first: {names}",
)
"""Of a verdict that rests on too few results."""
CHANGE_NEEDED_FIRST = ("{name} (cần mức {minimum})", "{name} (level {minimum} needed)")
CHANGE_NEEDED_THEN = (
    "; nếu các kết quả đó đều đạt mức cần{more}",
    "; should all of them show the level needed{more}",
)
CHANGE_NEEDED_MORE = {
    (False, False): ("", ""),
    (True, False): (" hoặc cao hơn một mức", " or one level more"),
    (False, True): (" và các tiêu chuẩn còn mở được làm rõ", " and the open standards be cleared"),
    (True, True): (
        " hoặc cao hơn một mức và các tiêu chuẩn còn mở được làm rõ",
        " or one level more, and the open standards be cleared",
    ),
}
CHANGE_NONE = (
    "Không cần thay đổi gì. Yêu cầu ít chắc nhất: {name} ({core}ước lượng {level}, cần {minimum}, khả năng đạt "
    "{p}{basis})",
    "Nothing needs to change. Least certain requirement: {name} ({core}estimated {level}, needs {minimum}, "
    "likelihood {p}{basis})",
)
"""Of one who meets."""
CHANGE_NONE_BASIS = ("; chưa có kết quả trực tiếp", "; no direct result yet")
VERDICTS = {
    "meets": ("đáp ứng", "meets"),
    "needs_review": ("cần xem xét", "needs review"),
    "does_not_meet": ("chưa đáp ứng", "does not meet"),
}
MOVE = (
    "{from_position} tại {from_unit} đang dôi dư, {to_position} tại {to_unit} đang thiếu; khả năng đáp ứng {p}, "
    "tiêu chuẩn: {standards}. Phương án để người có thẩm quyền xem xét và hỏi ý kiến công chức.",
    "{from_position} in {from_unit} is over, {to_position} in {to_unit} is short; P(meets) {p}, standards {standards}. "
    "A proposal for the authority to consider and for the officer to be asked about.",
)
STANDARD_STATUS = {
    "fits": ("phù hợp", "met"),
    "consider": ("cần xem xét", "to be considered"),
    "unfit": ("chưa phù hợp", "not met"),
}
