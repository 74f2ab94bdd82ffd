"""The whole road on small planted inputs: verdicts, reasons, plans, demand, balance and moves."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from recommender import Inputs, RunResult, screen
from recommender.columns import OUTPUTS, PERSONAL
from tests.recommender import factories as make
from training_catalog.types import Catalogue

COURSES = (
    make.course("K1", {"C3": 3}),
    make.course("K2", {"A.T01": 3, "A.T02": 3}),
    make.course("K3", {"C6": 3}),
    make.course("K4", {}, grants=("qlnn_cv",), duration_periods=160),
)
CATALOGUE = make.catalogue(courses=COURSES)


def run(inputs: Inputs, catalogue: Catalogue = CATALOGUE) -> RunResult:
    return screen(inputs, catalogue, matcher=make.EqualWords(), settings=make.SETTINGS)


def verdict(result: RunResult, officer_id: str) -> pd.Series:
    return result.verdicts.set_index("officer_id").loc[officer_id]


def test_every_output_has_its_declared_shape() -> None:
    result = run(make.inputs({"o1": 80, "o2": 20}))
    for spec in OUTPUTS:
        frame = spec.check(getattr(result, spec.name))
        assert list(frame.columns) == list(spec.columns)


def test_strong_results_and_documents_meet() -> None:
    assert verdict(run(make.inputs({"o1": 85})), "o1")["verdict"] == "meets"


def test_weak_results_do_not_meet_and_name_competency() -> None:
    row = verdict(run(make.inputs({"o1": 10})), "o1")
    assert (row["verdict"], row["failed_questions"]) == ("does_not_meet", "competency")
    assert "soạn thảo văn bản" in row["reason_vi"] or "đăng ký khai sinh" in row["reason_vi"]
    assert "nên làm trước: Có kết quả sát hạch mới đạt mức 3 về: " in row["change_vi"]
    assert "(hiện ước lượng 1,0, cần mức 2)" in row["change_vi"]
    assert "; to begin with: Show level 3 in a new test of: " in row["change_en"]
    assert "(estimated 1.0 now, level 2 needed)" in row["change_en"]


def test_unfit_major_does_not_meet_and_names_standards() -> None:
    inputs = make.inputs({"o1": 85})
    other = make.statement("o1", "degree", "Đại học Trồng trọt", subject="Trồng trọt", grade="Đại học")
    row = verdict(run(replace(inputs, statements=make.statements(other, *make.full_documents("o1")[1:]))), "o1")
    assert (row["verdict"], row["failed_questions"]) == ("does_not_meet", "standards")
    assert "Đại học Trồng trọt" in row["reason_vi"]
    assert row["legal_basis"] == "NĐ 361/2025"


def test_open_clause_sends_to_review() -> None:
    inputs = make.inputs({"o1": 85})
    near = make.statement("o1", "degree", "Đại học", subject="Hành chính công", grade="Đại học")
    row = verdict(run(replace(inputs, statements=make.statements(near, *make.full_documents("o1")[1:]))), "o1")
    assert (row["verdict"], row["review_reasons"]) == ("needs_review", "standards_open")


def test_thin_evidence_sends_to_review() -> None:
    inputs = make.inputs({"o1": 85})
    row = verdict(run(replace(inputs, assessments=make.assessments())), "o1")
    assert row["verdict"] == "needs_review"
    assert "thin_evidence" in row["review_reasons"]


def test_work_results_are_shown_and_change_nothing() -> None:
    inputs = make.inputs({"o1": 85})
    rating = make.statement("o1", "rating", "Không hoàn thành nhiệm vụ", grade="Không hoàn thành nhiệm vụ")
    with_rating = replace(inputs, statements=make.statements(*make.full_documents("o1"), rating))
    before, after = verdict(run(inputs), "o1"), verdict(run(with_rating), "o1")
    assert after["results_band"] == "Không hoàn thành nhiệm vụ"
    assert (before["verdict"], before["probability"]) == (after["verdict"], after["probability"])


@pytest.mark.parametrize("field", ["name", "sex", "ethnicity", "religion", "party"])
def test_sensitive_fields_change_no_byte_of_any_result(field: str) -> None:
    first = PERSONAL.frame([{"officer_id": "o1", "name": "Nguyễn Văn An", "sex": "Nam", "ethnicity": "Kinh"}])
    other = first.assign(**{field: "khác"})
    one, two = (run(make.inputs({"o1": 60}, personal=personal)) for personal in (first, other))
    for name, frame in one.frames().items():
        if name != "fairness":
            pd.testing.assert_frame_equal(frame, two.frames()[name])


def test_same_inputs_in_another_order_give_the_same_results() -> None:
    inputs = make.inputs({f"o{n}": 15.0 * n for n in range(6)})
    turned = Inputs(**{key: frame.iloc[::-1] for key, frame in vars(inputs).items()})
    for name, frame in run(inputs).frames().items():
        pd.testing.assert_frame_equal(frame, run(turned).frames()[name])


def test_a_shortfall_is_closed_by_the_course_with_that_outcome() -> None:
    inputs = make.inputs({"o1": 85})
    low = [make.result("o1", "soạn thảo văn bản", 5), *make.results_in("o1", 85, topics=("công nghệ thông tin",))]
    low += make.results_in("o1", 90, topics=("đăng ký khai sinh", "chứng thực bản sao"))
    plan = run(replace(inputs, assessments=make.assessments(*low))).plans
    first = plan.iloc[0]
    assert (first["course_id"], first["closes"]) == ("K1", "C3@2-3")
    assert "soạn thảo văn bản" in first["reason_vi"]


def test_a_missing_certificate_is_planned_whatever_its_length() -> None:
    inputs = make.inputs({"o1": 85})
    none = make.statement("o1", "certificate", "Quản lý nhà nước ngạch chuyên viên", grade="none")
    rows = [make.full_documents("o1")[0], none, make.full_documents("o1")[2]]
    result = run(replace(inputs, statements=make.statements(*rows)))
    assert "K4" in set(result.plans["course_id"])
    assert verdict(result, "o1")["failed_questions"] == "standards"


def test_a_need_without_course_is_reported_uncovered() -> None:
    result = run(make.inputs({"o1": 5}), make.catalogue(courses=COURSES[:1]))
    assert set(result.uncovered["requirement_id"]) == {"A.T01", "A.T02", "C6"}
    assert set(result.uncovered["why"]) == {"no_course"}


def test_demand_adds_up_to_the_plans() -> None:
    result = run(make.inputs({"o1": 20, "o2": 30, "o3": 85}))
    assert result.demand["learners"].sum() == len(result.plans)
    assert result.demand["periods"].sum() == pytest.approx(result.plans["counted_periods"].sum())
    assert set(result.demand["province_id"]) == {"01"}


def test_balance_counts_shares_against_the_quota() -> None:
    result = run(make.inputs({"o1": 85, "o2": 85}, quotas=make.quotas(("00001", "A", 1), ("00001", "B", 1))))
    over = result.balance.set_index("position_id")["over_quota"]
    assert (over["A"], over["B"]) == (1.0, -1.0)
    assert result.balance["over_norm"].isna().all()


def test_one_of_the_surplus_is_proposed_to_the_shortage_with_a_reason() -> None:
    inputs = make.inputs({"o1": 90, "o2": 90}, quotas=make.quotas(("00001", "A", 1), ("00002", "B", 1)))
    more = [make.result(key, "thu ngân sách", 90) for key in ("o1", "o2")]
    rows = [row for key in ("o1", "o2") for row in make.results_in(key, 90)]
    result = run(replace(inputs, assessments=make.assessments(*rows, *more)))
    assert len(result.moves) == 1
    move = result.moves.iloc[0]
    assert (move["from_unit"], move["to_unit"], move["to_position"], move["kind"]) == ("00001", "00002", "B", "between")
    assert "Phương án" in move["reason_vi"]


def test_nobody_is_moved_without_surplus() -> None:
    inputs = make.inputs({"o1": 90}, quotas=make.quotas(("00001", "A", 1), ("00002", "B", 1)))
    assert run(inputs).moves.empty


def test_a_course_whose_certificate_is_held_is_not_planned() -> None:
    owed = make.course("K5", {"C3": 3}, grants=("qlnn_cv",), mandatory_for=("A",))
    result = run(make.inputs({"o1": 5}), make.catalogue(courses=[*COURSES, owed]))
    assert "K5" not in set(result.plans["course_id"])
    assert "K1" in set(result.plans["course_id"])


def test_a_training_on_record_is_not_planned_again() -> None:
    inputs = make.inputs({"o1": 5})
    trained = make.statement("o1", "training", "khóa K1")
    result = run(replace(inputs, statements=make.statements(*make.full_documents("o1"), trained)))
    assert "K1" not in set(result.plans["course_id"])


def test_a_prerequisite_comes_first() -> None:
    first = make.course("P1", {})
    second = make.course("P2", {"C3": 3, "C6": 3, "A.T01": 3, "A.T02": 3}, prerequisites=("K1",))
    steps = run(make.inputs({"o1": 5}), make.catalogue(courses=[COURSES[0], first, second])).plans
    assert list(steps["course_id"]) == ["K1", "P2"]
