"""The card of a learned model in Vietnamese and English, from what it learned and how it did."""

from __future__ import annotations

from collections.abc import Sequence

from models.suitability import GroupCoverage, PolicyPriorClassifier
from recommender.learning.decision_use import DecisionUse
from recommender.learning.trained import Compared, Trained

CARD_FILES = {"vi": "card.vi.md", "en": "card.en.md"}
NAMES = {
    "offset": ("Mức chung", "Offset"),
    "policy": ("Chính sách thành văn (log odds)", "Written policy (log odds)"),
    "competency": ("Câu hỏi năng lực, không kể tiêu chuẩn", "Competency question, standards apart"),
    "enough": ("Đủ tỷ lệ yêu cầu, không kể nhiệm vụ cốt lõi", "Enough requirements met, core tasks apart"),
    "standards_possible": ("Không có tiêu chuẩn chưa phù hợp", "No standard unfit"),
    "standards_clear": ("Mọi tiêu chuẩn phù hợp rõ", "All standards clearly met"),
    "share_met": ("Tỷ lệ yêu cầu đạt (ước lượng)", "Share of requirements met (estimated)"),
    "share_shown": ("Tỷ lệ yêu cầu có kết quả cho thấy đạt", "Share of requirements that results show met"),
    "model": ("**Mô hình đã học**", "**The learned model**"),
    "policy_way": ("Chính sách thành văn (cùng tỷ lệ ký nhầm)", "Written policy (given the same slips)"),
    "majority": ("Đa số: tỷ lệ chung cho mọi người", "Majority: the base rate for everybody"),
    "all": ("Tất cả", "All"),
    "position_id": ("Vị trí", "Position"),
    "department": ("Phòng, bộ phận", "Department"),
    "rank": ("Ngạch", "Rank"),
    "kind": ("Loại yêu cầu:", "Kind of requirement:"),
    "requirement_id": ("Yêu cầu", "Requirement"),
}
GROUP_NAMES = {
    "competency": ("năng lực trong khung", "competency of the frame"),
    "task": ("nhiệm vụ của vị trí", "task of the position"),
    "office": ("Văn phòng", "Office"),
    "economy": ("Kinh tế (hạ tầng, đô thị)", "Economy"),
    "culture_social": ("Văn hóa - Xã hội", "Culture and society"),
    "pasc": ("Trung tâm Phục vụ hành chính công", "Public administrative service centre"),
    "military": ("Ban Chỉ huy quân sự", "Military command"),
    "common": ("dùng chung", "common"),
}
LOWEST_SHOWN = 5
"""Requirements whose coverage is shown: those with the lowest."""
TEXT = {
    "title": ("# Thẻ mô hình: mức đáp ứng vị trí việc làm", "# Model card: suitability for a position"),
    "what": (
        "Mô hình ước lượng xác suất một người đáp ứng vị trí, xuất phát từ chính sách thành văn và được các quyết định "
        "đã ký điều chỉnh. Máy đề xuất, người có thẩm quyền quyết định. Năng lực hay tiêu chuẩn cao hơn không bao giờ "
        "làm xác suất giảm (mọi hệ số không âm). Không dùng họ tên, tuổi, giới tính, dân tộc, tôn giáo, đảng viên, "
        "xếp loại hằng năm.",
        "The model gives the probability that a person meets a position. It starts from the written policy and signed "
        "decisions move it. The machine proposes, a named officer decides. More competence or a better standard never "
        "lowers the probability (no coefficient is negative). Names, age, sex, ethnicity, religion, Party membership "
        "and yearly ratings are not used.",
    ),
    "data": (
        "Quyết định dùng để học: {fit}; để hiệu chỉnh tập kết luận: {calibrate}; giữ lại để kiểm tra: {held_back}. "
        "Chia theo người. Tỷ lệ quyết định ước tính ký ngược thực tế: {slips} %.",
        "Decisions learned from: {fit}; used to calibrate the sets: {calibrate}; held back for the test: {held_back}. "
        "Split by person. Share of decisions estimated to say the opposite of what is so: {slips}%.",
    ),
    "coefficients": ("## Hệ số", "## Coefficients"),
    "coefficient_heads": (
        "| Thành phần | Hệ số | Theo chính sách |\n|---|---|---|",
        "| Part | Coefficient | In the policy |\n|---|---|---|",
    ),
    "compared": (
        "## Trên các quyết định giữ lại (nhỏ hơn là tốt hơn; không phát hành khi kém hơn ở cả log loss và Brier, hoặc "
        "ở một trong hai quá một sai số chuẩn)",
        "## On the decisions held back (smaller is better; refused when worse by both log loss and Brier score, or by "
        "one of them by more than one standard error)",
    ),
    "compared_heads": (
        "| Cách | Log loss | Brier | Sai số hiệu chỉnh |\n|---|---|---|---|",
        "| Way | Log loss | Brier | Calibration error |\n|---|---|---|---|",
    ),
    "coverage": ("## Tập kết luận", "## Sets of labels"),
    "coverage_text": (
        "Mức sai cho phép {error} %: trong mỗi khoảng xác suất (thấp, giữa, cao), tập kết luận thiếu kết luận đúng với "
        "tỷ lệ chừng ấy. Chỉ khi còn đúng một kết luận thì máy mới nêu; còn lại là *cần xem xét*. Nhóm dưới 30 trường "
        "hợp không nêu.",
        "Error level {error}%: in each band of the probability (low, middle, high) the set lacks the right label about "
        "that often. Only where one label is left is it proposed; everything else *needs review*. Groups of fewer than "
        "30 cases are not shown.",
    ),
    "coverage_heads": (
        "| Nhóm | Trường hợp | Tập chứa kết luận đúng | Có kết luận |\n|---|---|---|---|",
        "| Group | Cases | Set holds the right label | Decided |\n|---|---|---|---|",
    ),
    "requirement": (
        "Từng yêu cầu, so với kết quả sát hạch chưa dùng để ước lượng ({cases} kết quả): tập chứa điều sát hạch cho "
        "thấy {coverage} %, có kết luận {decided} %. Theo loại, và các yêu cầu thấp nhất trong {n} yêu cầu có đủ kết "
        "quả (ít kết quả thì chênh lệch phần lớn là ngẫu nhiên):",
        "Single requirements, against tests the estimate had not seen ({cases} results): the set holds what the test "
        "showed {coverage}%, decided {decided}%. By kind, and the lowest of {n} requirements with results enough (of "
        "few results most of the difference is chance):",
    ),
    "limits": (
        "## Giới hạn\n\nMô hình học cách những người ký đã quyết định: nếu họ thiên lệch thì mô hình cũng thiên lệch, "
        "vì vậy phải xem báo cáo công bằng và bảng theo nhóm ở trên. Bảo đảm của tập kết luận chỉ đúng khi trường hợp "
        "mới giống trường hợp cũ; đổi chính sách, đổi cách sát hạch thì phải học lại.",
        "## Limits\n\nThe model learns how those who sign have decided: where they are biased so is the model, hence "
        "the fairness report and the groups above must be read. What the sets promise holds as long as new cases come "
        "like the old; after a change of policy or of testing, train again.",
    ),
}


def cards(result: Trained, use: DecisionUse | None = None) -> dict[str, str]:
    """File name → Markdown; `use`: what became of the decisions that were read."""
    return {name: _card(result, use, language) for language, name in CARD_FILES.items()}


def _card(result: Trained, use: DecisionUse | None, language: str) -> str:
    at = 0 if language == "vi" else 1
    slips = _percent(result.model.classifier.slips_, at)
    blocks = [
        TEXT["title"][at],
        TEXT["what"][at],
        TEXT["data"][at].format(**result.counts, slips=slips) + (" " + use.text(at) if use else ""),
        TEXT["coefficients"][at],
        _table(TEXT["coefficient_heads"][at], _coefficients(result.model.classifier, result.model.features, at)),
        TEXT["compared"][at],
        _table(TEXT["compared_heads"][at], [_compared(row, at) for row in result.compared]),
        TEXT["coverage"][at],
        TEXT["coverage_text"][at].format(error=_percent(result.error, at)),
        _table(TEXT["coverage_heads"][at], [_group(row, at) for row in result.coverage]),
    ]
    blocks += _requirements(result.requirement_coverage, at)
    return "\n\n".join([*blocks, TEXT["limits"][at]]) + "\n"


def _requirements(groups: Sequence[GroupCoverage], at: int) -> list[str]:
    """How sets of single requirements do: over all and by kind, and the requirements with the lowest coverage."""
    if not groups:
        return []
    whole, single = groups[0], [group for group in groups if group.dimension == "requirement_id"]
    kinds = [group for group in groups if group.dimension == "kind"]
    lowest = sorted(single, key=lambda group: (group.coverage, group.group))[:LOWEST_SHOWN]
    shares = {"coverage": _percent(whole.coverage, at), "decided": _percent(whole.decided, at)}
    return [
        TEXT["requirement"][at].format(cases=whole.cases, n=len(single), **shares),
        _table(TEXT["coverage_heads"][at], [_group(row, at) for row in (*kinds, *lowest)]),
    ]


def _table(heads: str, rows: Sequence[Sequence[str]]) -> str:
    return "\n".join([heads, *("| " + " | ".join(row) + " |" for row in rows)])


def _coefficients(classifier: PolicyPriorClassifier, features: Sequence[str], at: int) -> list[list[str]]:
    rows = [[NAMES["offset"][at], _number(classifier.offset_, at), "0"]]
    for name, value in zip(features, classifier.coef_.tolist(), strict=True):
        rows.append([NAMES[name][at], _number(value, at), "1" if name == features[0] else "0"])
    return rows


def _compared(row: Compared, at: int) -> list[str]:
    name = NAMES.get(f"{row.name}_way", NAMES.get(row.name, (row.name, row.name)))[at]
    return [name, *(_number(value, at) for value in (row.log_loss, row.brier, row.calibration_error))]


def _group(row: GroupCoverage, at: int) -> list[str]:
    dimension = NAMES[row.dimension][at]
    group = GROUP_NAMES.get(row.group, (row.group, row.group))[at]
    name = dimension if row.dimension == "all" else f"{dimension} {group}"
    return [name, str(row.cases), _number(row.coverage, at), _number(row.decided, at)]


def _number(value: float, at: int) -> str:
    text = f"{value:.3f}"
    return text.replace(".", ",") if at == 0 else text


def _percent(share: float, at: int) -> str:
    text = f"{share * 100:.1f}"
    return text.replace(".", ",") if at == 0 else text
