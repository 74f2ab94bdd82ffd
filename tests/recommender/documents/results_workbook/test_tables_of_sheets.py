"""What the rows of each sheet say, sheet by sheet."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest

from recommender.columns import DECISIONS
from recommender.documents.results_workbook import estimates_sheet, gaps_sheet, plans_sheet, standards_sheet
from recommender.documents.results_workbook.balance_sheet import balance_table
from recommender.documents.results_workbook.demand_sheets import demand_table, uncovered_table, unit_demand_table
from recommender.documents.results_workbook.estimates_sheet import estimates_table
from recommender.documents.results_workbook.fairness_sheet import fairness_table
from recommender.documents.results_workbook.gaps_sheet import gaps_table
from recommender.documents.results_workbook.method_texts import SETTINGS
from recommender.documents.results_workbook.moves_sheet import moves_table
from recommender.documents.results_workbook.plans_sheet import plans_table
from recommender.documents.results_workbook.problems_sheet import problems_table
from recommender.documents.results_workbook.review_sheet import review_table
from recommender.documents.results_workbook.standards_sheet import standards_table
from recommender.documents.results_workbook.units_sheet import units_table
from recommender.documents.results_workbook.verdicts_sheet import verdicts_table
from recommender.documents.results_workbook.view import RunView, run_view
from recommender.inputs import Inputs
from recommender.settings import Settings
from tests.recommender.documents import factories as make
from tests.recommender.documents.results_workbook.reading import Book


def view(language: str = "vi", *, inputs: Inputs | None = None, **rows: make.Rows) -> RunView:
    given = inputs or make.inputs()
    return run_view(make.result(**rows), given, make.catalogue(), settings=make.SETTINGS, language=language)


# ---- verdicts -----------------------------------------------------------------------------------------------------


def test_verdicts_are_ordered_by_unit_then_given_name() -> None:
    rows = verdicts_table(view()).rows
    assert rows["unit"].tolist() == ["Xã Hai", "Xã Một", "Xã Một"]
    assert rows["name"].tolist() == ["Lê Thị Ân", "Đặng Thị Ánh", "Nguyễn Văn Bình"]


def test_a_verdict_is_a_word_and_a_shape_and_a_tone_that_is_not_red() -> None:
    rows = verdicts_table(view()).rows.set_index("officer_id")
    assert rows["verdict_word"].to_dict() == {"CC01": "– Chưa đáp ứng", "CC02": "✓ Đáp ứng", "CC03": "? Cần xem xét"}
    assert rows["verdict_tone"].to_dict() == {"CC01": "slate", "CC02": "green", "CC03": "amber"}


def test_probability_is_told_as_a_band_too() -> None:
    rows = verdicts_table(view()).rows.set_index("officer_id")
    assert rows["likelihood"].to_dict() == {
        "CC01": "Rất thấp",
        "CC02": "Rất cao",
        "CC03": "Tùy kết quả xem xét tiêu chuẩn",
    }


def test_the_open_question_is_named_only_where_there_is_one() -> None:
    rows = verdicts_table(view()).rows.set_index("officer_id")
    assert rows["question"].to_dict() == {
        "CC01": "Tiêu chuẩn",
        "CC02": "",
        "CC03": "Tiêu chuẩn cần người xem xét; chưa đủ chắc chắn",
    }


def test_room_for_the_decision_is_empty_with_a_choice_of_words(book: Book) -> None:
    assert "Quyết định của người có thẩm quyền" in book.texts("Kết luận")
    assert '"Đáp ứng,Cần xem xét,Chưa đáp ứng"' in book.xml(r"worksheets/sheet2\.xml$")


def test_earlier_decisions_are_shown_where_the_input_has_any() -> None:
    signed = DECISIONS.frame(
        [
            {
                "officer_id": "CC01",
                "position_id": "A",
                "label": "meets",
                "decided_on": np.datetime64("2026-03-02"),
                "decided_by": "Chủ tịch UBND xã",
            },
            {
                "officer_id": "CC01",
                "position_id": "A",
                "label": "needs_review",
                "decided_on": np.datetime64("2025-03-02"),
            },
        ]
    )
    table = verdicts_table(view(inputs=make.inputs(decisions=signed)))
    assert table.rows.set_index("officer_id")["earlier"]["CC01"] == "Đáp ứng, 02/03/2026, Chủ tịch UBND xã"
    assert "earlier" in [one.key for one in table.columns]
    assert "earlier" not in [one.key for one in verdicts_table(view()).columns]


# ---- estimates ----------------------------------------------------------------------------------------------------


def test_the_strip_marks_the_estimate_its_margin_and_the_levels_needed() -> None:
    row = estimates_table(view(estimates=[make.estimate("CC03", "C3", 2.2, sd=0.4)])).rows.iloc[0]
    assert [row[f"level_{step}"] for step in range(1, 6)] == ["", "●", "–", "", ""]
    assert [row[f"tone_{step}"] for step in range(1, 6)] == ["", "range", "range", "", ""]


@pytest.mark.parametrize("basis", ["text", "none"])
def test_an_estimate_that_is_only_inferred_has_a_hollow_mark(basis: str) -> None:
    row = estimates_table(view(estimates=[make.estimate("CC03", "C3", 3.0, basis=basis)])).rows.iloc[0]
    assert row["level_3"] == "○"


@pytest.mark.parametrize(
    ("p", "basis", "words"),
    [
        (0.95, "direct", "đạt"),
        (0.8, "direct", "nhiều khả năng đạt"),
        (0.5, "direct", "chưa rõ"),
        (0.2, "direct", "nhiều khả năng chưa đạt"),
        (0.05, "direct", "chưa đạt"),
        (0.95, "none", "chưa có minh chứng"),
    ],
)
def test_the_probability_of_a_requirement_is_told_in_words(p: float, basis: str, words: str) -> None:
    rows = [make.estimate("CC03", "C3", 2.0, p_meets=p, basis=basis)]
    assert estimates_table(view(estimates=rows)).rows["words"].tolist() == [words]


def test_too_many_estimates_are_cut_to_those_not_surely_met_and_the_sheet_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(estimates_sheet, "MOST_ROWS", 2)
    table = estimates_table(view())
    assert table.rows["requirement_id"].tolist() == ["C6"]
    assert "Có 3 dòng" in table.notes[-1]
    assert "estimates.csv" in table.notes[-1]


# ---- standards, gaps ------------------------------------------------------------------------------------------------


def test_a_standard_says_why_and_where() -> None:
    row = standards_table(view()).rows.set_index("officer_id").loc["CC01"]
    assert (row["status_word"], row["place"], row["counts"]) == ("– Chưa phù hợp", "people.xlsx!DS!K7", "Có")
    assert "khác lĩnh vực" in row["why"]


def test_what_a_standard_asks_is_told_in_the_language_of_the_sheet() -> None:
    assert set(standards_table(view("en")).rows["wanted_text"]) == {"asks major"}


def test_standards_due_after_appointment_do_not_count() -> None:
    rows = [make.standard("CC01", "unfit", decides=False, after_appointment=True)]
    assert standards_table(view(standards=rows)).rows["counts"].tolist() == ["Không: được hoàn thiện sau bổ nhiệm"]


def test_too_many_standards_are_cut_to_those_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standards_sheet, "MOST_ROWS", 1)
    rows = [make.standard("CC01", "fits"), make.standard("CC03", "unfit")]
    table = standards_table(view(standards=rows))
    assert table.rows["officer_id"].tolist() == ["CC03"]
    assert "standards.csv" in table.notes[-1]


def test_gaps_come_most_pressing_first_for_each_person() -> None:
    rows = gaps_table(view()).rows
    assert rows["officer_id"].tolist() == ["CC01", "CC03", "CC03"]
    assert rows["priority_word"].tolist() == ["Thấp", "Cao", "Thấp"]


def test_too_many_gaps_lose_development_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gaps_sheet, "MOST_ROWS", 2)
    assert set(gaps_table(view()).rows["kind"]) == {"shortfall", "unproven"}


# ---- training -----------------------------------------------------------------------------------------------------


def test_each_plan_ends_with_its_sum_against_the_yearly_minimum() -> None:
    rows = plans_table(view()).rows
    assert rows["row"].tolist() == ["", "subtotal", "", "", "subtotal"]
    sums = rows[rows["row"] == "subtotal"]
    assert sums["counted_periods"].tolist() == [16, 48]
    assert sums["closes"].tolist() == ["còn 24 tiết nữa đủ mức tối thiểu 40 tiết", "đủ mức tối thiểu 40 tiết"]


def test_too_many_steps_leave_the_sums(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plans_sheet, "MOST_ROWS", 3)
    assert set(plans_table(view()).rows["row"]) == {"subtotal"}


def test_quarters_are_written_as_offices_do() -> None:
    assert plans_table(view()).rows["quarter_word"].iloc[0] == "Quý I/2027"
    assert plans_table(view("en")).rows["quarter_word"].iloc[0] == "Q1/2027"


def test_demand_adds_up_over_units_with_statistics() -> None:
    row = demand_table(view()).rows.iloc[0]
    assert (row["learners"], row["high"], row["periods"], row["women"], row["minority"]) == (3, 2, 48, 2, 2)
    assert row["classes"] == pytest.approx(3 / 40)
    assert (row["province"], row["provider"], row["state"]) == ("Tỉnh A", "Trường Chính trị tỉnh", "Đã có")


def test_demand_by_unit_adds_up_to_demand() -> None:
    assert unit_demand_table(view()).rows["learners"].sum() == demand_table(view()).rows["learners"].sum()


def test_needs_without_a_course_say_why() -> None:
    row = uncovered_table(view()).rows.iloc[0]
    assert (row["what"], row["why_word"]) == ("Đăng ký khai sinh", "Danh mục chưa có chương trình nào")


# ---- posts --------------------------------------------------------------------------------------------------------


def test_balance_has_sums_by_group_unit_and_all() -> None:
    rows = balance_table(view()).rows
    assert rows["row"].tolist() == ["", "subtotal", "total", "", "", "subtotal", "total", "total"]
    last = rows.iloc[-1]
    assert (last["unit"], last["quota"], last["present"], last["over"], last["short"]) == ("Tất cả đơn vị", 2, 3, 2, 1)


def test_a_baseline_nobody_gave_stays_empty_in_every_sum() -> None:
    assert balance_table(view()).rows[["norm", "plan", "over_norm", "over_plan"]].isna().all(axis=None)


def test_positions_that_nobody_fills_and_no_baseline_names_are_left_out() -> None:
    rows = [*make.ROWS["balance"], make.post("00002", "B", 0.0, 0.0)]
    assert len(balance_table(view(balance=rows)).rows) == len(balance_table(view()).rows)


def test_leaders_and_military_are_summed_apart() -> None:
    leader = {**make.post("00001", "A", 1.0, 1.0), "group": "leader"}
    rows = balance_table(view(balance=[leader, make.post("00001", "B", 1.0, 0.0)])).rows
    sums = rows[rows["row"] == "subtotal"]
    assert sums["group_word"].tolist() == ["Lãnh đạo, quản lý", "Chuyên môn, nghiệp vụ"]
    assert sums["over_quota"].tolist() == [0, 1]


def test_the_review_report_counts_each_person_once_with_fit_of_the_major() -> None:
    rows = review_table(view()).rows
    total = rows.iloc[0]
    assert (total["heads"], total["university"], total["fits"], total["consider"], total["unfit"]) == (3, 3, 1, 1, 1)
    assert total["share"] == pytest.approx(1 / 3)
    assert rows.loc[rows["row"] == "subtotal", "heads"].sum() == 3


def test_units_have_one_row_each_below_their_sum() -> None:
    rows = units_table(view()).rows
    assert rows["unit"].tolist() == ["Tất cả đơn vị", "Xã Hai", "Xã Một"]
    assert rows["held"].tolist() == [3, 1, 2]
    assert rows["on_standards"].tolist() == [1, 1, 0]
    assert rows["over"].tolist() == [2, 1, 1]


def test_moves_are_called_proposals_and_leave_room_for_those_asked(book: Book) -> None:
    table = moves_table(view())
    assert "không phải quyết định" in table.title
    assert table.rows["from_unit_name"].tolist() == ["Xã Hai"]
    assert "Ý kiến công chức" in book.texts("Phương án điều chuyển")


# ---- problems, method ---------------------------------------------------------------------------------------------


def test_errors_come_before_warnings() -> None:
    error = {**make.ROWS["problems"][0], "severity": "error", "cell": "B2"}
    rows = problems_table(view(problems=[*make.ROWS["problems"], error])).rows
    assert rows["severity_word"].tolist() == ["Lỗi", "Cảnh báo"]


def test_a_group_far_below_the_best_asks_for_a_reason() -> None:
    rows = fairness_table(view()).rows
    assert rows["group_word"].tolist() == ["nữ", "nam"]
    assert rows["compared"].tolist() == ["0,62 – cần nêu lý do", "nhóm cao nhất"]
    assert rows["margin"].tolist()[0] == "0,45 – 0,87"


def test_groups_too_small_to_compare_are_shown_without_a_ratio() -> None:
    rows = [{"dimension": "sex_ethnicity", "group": "female × kinh", "n": 8, "meets": 2, "ratio": np.nan}]
    shown = fairness_table(view(fairness=rows)).rows
    assert (shown["group_word"].tolist(), shown["compared"].tolist()) == (["nữ × Kinh"], ["–"])


def test_every_setting_has_words() -> None:
    assert {field.name for field in fields(Settings)} - set(SETTINGS) == set()


def test_the_method_names_who_decides_the_term_for_objections_and_facts_not_used(book: Book) -> None:
    text = book.texts("Phương pháp")
    assert "người có thẩm quyền quyết định" in text
    assert "7 ngày làm việc" in text
    for fact in ("giới tính", "dân tộc", "tôn giáo", "đảng viên", "tuổi"):
        assert fact in text
    assert make.catalogue().digest in text
