"""The words of a verdict name every standard that is not met, and claim no more than the results behind them."""

from __future__ import annotations

import pandas as pd
import pytest

from recommender.columns import EVIDENCE, VERDICTS
from recommender.explain import explained_verdicts
from tests.recommender.documents import factories as make


def reason(*standards: dict[str, object], language: str = "vi", **given: object) -> str:
    """The reason of one verdict with these standards; results for 3 of 4 requirements unless told."""
    verdict = make.verdict("CC01", "A", "needs_review", **given)
    result = make.result(verdicts=[verdict], standards=list(standards), estimates=[make.estimate("CC01", "C3", 2.6)])
    kinds = {"officer_id": "str", "position_id": "str", "evidence_id": "str", "effect": "float64", "counted": "float64"}
    telling = pd.DataFrame({name: pd.Series([], dtype=kind) for name, kind in kinds.items()})
    told = explained_verdicts(
        VERDICTS.conform(result.verdicts), result.estimates, result.standards,
        telling=telling, evidence=EVIDENCE.empty(), settings=make.SETTINGS,
    )  # fmt: skip
    return str(told.iloc[0][f"reason_{language}"])


def low(rule: str, why: str, found: str = "", status: str = "unfit") -> dict[str, object]:
    return make.standard("CC01", status, rule_id=rule, reason=why, found=found)


def test_every_standard_that_is_not_met_is_named_worst_first() -> None:
    said = reason(
        low("a", "major_related", "Đại học Luật", "consider"),
        low("b", "certificate_absent", "Quản lý nhà nước: chưa có"),
        low("c", "degree_low", "Cao đẳng"),
    )
    assert said.startswith(
        "Tiêu chuẩn: hồ sơ ghi chưa có chứng chỉ (hồ sơ: Quản lý nhà nước: chưa có); "
        "trình độ đào tạo thấp hơn yêu cầu (hồ sơ: Cao đẳng); ngành gần với danh mục"
    )


def test_what_the_record_says_is_quoted_once() -> None:
    said = reason(
        low("a", "degree_low", "Trung cấp Văn thư"), low("b", "major_related", "Trung cấp Văn thư", "consider")
    )
    assert said.count("Trung cấp Văn thư") == 1


@pytest.mark.parametrize(("language", "words"), [("vi", "; và 2 tiêu chuẩn khác."), ("en", "; and 2 more.")])
def test_beyond_three_standards_the_others_are_counted(language: str, words: str) -> None:
    assert words in reason(*(low(str(number), "degree_low") for number in range(5)), language=language)


def test_standards_that_fit_are_said_in_one_word() -> None:
    assert reason(make.standard("CC01", "fits")).startswith("Tiêu chuẩn: phù hợp. Năng lực: ước lượng đạt 90 % yêu cầu")


@pytest.mark.parametrize(
    ("language", "words", "claim"),
    [
        ("vi", "mới có kết quả cho 1 trong 51 yêu cầu, tức 2 % theo trọng số (cần 20 %)", "ước lượng đạt"),
        ("en", "1 of 51 requirements have results, 2% by weight (20% needed)", "estimated to meet"),
    ],
)
def test_of_few_results_no_share_met_is_claimed(language: str, words: str, claim: str) -> None:
    said = reason(
        make.standard("CC01", "fits"), language=language, coverage=0.02, n_direct=1, n_requirements=51, share_met=0.99
    )
    assert words in said
    assert claim not in said


def test_without_results_for_the_position_that_is_all_that_is_said() -> None:
    said = reason(make.standard("CC01", "fits"), coverage=0.0, n_direct=0)
    assert "chưa có kết quả sát hạch hay đánh giá của người khác cho vị trí này" in said
