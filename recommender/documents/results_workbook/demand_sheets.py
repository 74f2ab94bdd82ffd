"""The sheets of training demand: courses by province and by unit, and the needs that no course closes."""

from __future__ import annotations

import numpy as np
import pandas as pd

from recommender.documents.labels import DOMAINS, MODES, WHY_UNCOVERED, number_text
from recommender.documents.required_statistics import special_learners
from recommender.documents.results_workbook.styles import Kind
from recommender.documents.results_workbook.table import MOST_ROWS, Column, Table, column
from recommender.documents.results_workbook.view import RunView
from training_catalog.types import CourseStatus

COURSE = ["course_id", "course_vi", "course_en", "domain"]


def demand_table(view: RunView) -> Table:
    """Courses by province with the columns of a yearly training plan; money is for the office to fill in."""
    say, language = view.say, view.labels.language
    rows = _by_province(view)
    total = view.result.demand
    estimated = total.loc[total["course_id"].isin(_unstated(view)), "periods"].sum()
    numbers = [
        number_text(number, language)
        for number in (
            rows["course_id"].nunique(),
            total["learners"].sum(),
            total["periods"].sum(),
            rows["classes"].sum(),
        )
    ]
    return Table(
        tab=say("Nhu cầu", "Demand"),
        title=say("Cần tổ chức những lớp nào, cho bao nhiêu người?", "Which classes are needed, for how many?"),
        answer=say(
            "{0} chương trình, {1} lượt người học, {2} tiết học viên (trong đó {5} tiết ước tính), khoảng {3} lớp "
            "(mỗi lớp {4} người).",
            "{0} courses, {1} learners, {2} learner periods ({5} of them estimated), about {3} classes (of {4} "
            "people).",
        ).format(*numbers, number_text(view.settings.class_size, language), number_text(estimated, language)),
        notes=(
            say(
                "“Ước tính”: nguồn không nêu số tiết của chương trình.",
                "“Estimate”: no source states the periods of the course.",
            ),
            say(
                "Nữ và dân tộc thiểu số chỉ để thống kê theo biểu kế hoạch, không dùng khi kết luận hay chọn chương "
                "trình. Kinh phí, nguồn, ghi chú do đơn vị điền.",
                "Women and ethnic minorities are counted for the plan's statistics only, never in verdicts or in "
                "choosing courses. Cost, source and notes are for the office.",
            ),
        ),
        columns=_province_columns(),
        rows=rows,
        frozen=2,
        pages=("mode_word",),
        empty=say("Chưa có nhu cầu học chương trình nào.", "No course is needed."),
    )


def _province_columns() -> tuple[Column, ...]:
    among: tuple[str, str] = ("Trong đó", "Of whom")
    return (
        column("number", ("TT", "No."), 5, Kind.WHOLE),
        column("course", ("Nội dung, chương trình", "Course"), 50, Kind.WRAP),
        column("province", ("Tỉnh, thành phố", "Province"), 20, Kind.WRAP),
        column("domain_word", ("Khối kiến thức", "Domain"), 17, Kind.WRAP),
        column("learners", ("Số lượt người", "Learners"), 9, Kind.WHOLE),
        column("high", ("ưu tiên cao", "high priority"), 8, Kind.WHOLE, group=among),
        column("women", ("nữ", "women"), 7, Kind.WHOLE, group=among),
        column("minority", ("dân tộc thiểu số", "ethnic minority"), 9, Kind.WHOLE, group=among),
        column("classes", ("Số lớp", "Classes"), 7, Kind.DECIMAL),
        column("each", ("Tiết mỗi người", "Periods each"), 9, Kind.WHOLE),
        column("basis", ("Căn cứ số tiết", "Periods from"), 10, Kind.CENTRE),
        column("periods", ("Tổng tiết học viên", "Learner periods"), 11, Kind.WHOLE),
        column("mode_word", ("Hình thức", "Mode"), 13, Kind.WRAP),
        column("provider", ("Cơ sở đào tạo, bồi dưỡng", "Provider"), 28, Kind.WRAP),
        column("state", ("Chương trình", "Course status"), 15, Kind.WRAP),
        column("cost", ("Kinh phí", "Cost"), 11, Kind.INPUT),
        column("source", ("Nguồn", "Source"), 11, Kind.INPUT),
        column("remark", ("Ghi chú", "Notes"), 14, Kind.INPUT),
    )


def _by_province(view: RunView) -> pd.DataFrame:
    demand, labels = view.result.demand, view.labels
    high = demand["learners"].where(demand["priority"] == "high", 0)
    total = demand.assign(high=high).groupby([*COURSE, "province_id"], as_index=False, sort=True)
    rows = total[["learners", "high", "periods"]].sum()
    rows = rows.merge(special_learners(view.result.plans, view.inputs, view.catalogue), how="left")
    rows = rows.sort_values(["learners", "course_id", "province_id"], ascending=[False, True, True], kind="stable")
    return _with_facts(rows, view).assign(
        number=np.arange(1, len(rows) + 1),
        province=labels.named(rows["province_id"], labels.units).to_numpy(),
        classes=(rows["learners"] / view.settings.class_size).to_numpy(),
    )


def _with_facts(rows: pd.DataFrame, view: RunView) -> pd.DataFrame:
    """The rows with the facts of their course in words."""
    labels, courses = view.labels, view.catalogue.courses
    proposed = view.say("Đề xuất mới", "Proposed")
    held = view.say("Đã có", "Exists")
    state = {key: proposed if one.status is CourseStatus.PROPOSED else held for key, one in courses.items()}
    mode = rows["course_id"].map({key: str(one.mode) for key, one in courses.items()}).fillna("")
    return rows.assign(
        course=rows[view.text("course")],
        domain_word=labels.words(rows["domain"], DOMAINS),
        mode_word=labels.words(mode, MODES),
        provider=rows["course_id"].map({key: one.provider for key, one in courses.items()}).fillna(""),
        state=rows["course_id"].map(state).fillna(""),
        each=(rows["periods"] / rows["learners"]).to_numpy(),
        basis=np.where(rows["course_id"].isin(_unstated(view)), view.say("ước tính", "estimate"), ""),
    )


def _unstated(view: RunView) -> pd.Series:
    """Courses whose periods no source states."""
    plans = view.result.plans
    return plans.loc[plans["periods"].isna(), "course_id"]


def unit_demand_table(view: RunView) -> Table:
    """Courses by unit, so that each unit sees its own share of the plan."""
    say, language = view.say, view.labels.language
    demand = view.result.demand
    notes: tuple[str, ...] = ()
    rows = demand.groupby([*COURSE, "unit_id"], as_index=False, sort=True)[["learners", "periods"]].sum()
    order = view.people.groupby("unit_id")["order"].min()
    rows = rows.assign(order=rows["unit_id"].map(order))
    rows = rows.sort_values(["order", "learners", "course_id"], ascending=[True, False, True], kind="stable")
    if len(rows) > MOST_ROWS:
        said = say(
            "Có {0} dòng; ở đây giữ {1} dòng đầu, đầy đủ trong demand.csv.",
            "{0} rows; the first {1} are kept here, all are in demand.csv.",
        )
        notes = (said.format(number_text(len(rows), language), number_text(MOST_ROWS, language)),)
        rows = rows.head(MOST_ROWS)
    shown = _with_facts(rows, view).assign(unit=view.unit(rows["unit_id"]))
    return Table(
        tab=say("Nhu cầu theo đơn vị", "Demand by unit"),
        title=say(
            "Mỗi đơn vị cử bao nhiêu người học chương trình nào?", "How many does each unit send to which course?"
        ),
        answer=say("{0} đơn vị có nhu cầu.", "{0} units have needs.").format(
            number_text(rows["unit_id"].nunique(), language)
        ),
        notes=notes,
        columns=(
            column("unit", ("Đơn vị", "Unit"), 26, Kind.WRAP),
            column("course", ("Nội dung, chương trình", "Course"), 60, Kind.WRAP),
            column("domain_word", ("Khối kiến thức", "Domain"), 20, Kind.WRAP),
            column("learners", ("Số lượt người", "Learners"), 9, Kind.WHOLE),
            column("each", ("Tiết mỗi người", "Periods each"), 9, Kind.WHOLE),
            column("basis", ("Căn cứ số tiết", "Periods from"), 10, Kind.CENTRE),
            column("periods", ("Tổng tiết học viên", "Learner periods"), 11, Kind.WHOLE),
            column("mode_word", ("Hình thức", "Mode"), 16, Kind.WRAP),
        ),
        rows=shown.reset_index(drop=True),
        frozen=1,
        empty=say("Chưa có nhu cầu học chương trình nào.", "No course is needed."),
    )


def uncovered_table(view: RunView) -> Table:
    """Needs that no course of the catalogue closes: what institutes could still make."""
    say, labels = view.say, view.labels
    frame = view.result.uncovered
    total = frame.groupby("requirement_id")["officers"].transform("sum")
    order = view.people.groupby("unit_id")["order"].min()
    ordered = frame.assign(everywhere=total, order=frame["unit_id"].map(order)).sort_values(
        ["everywhere", "requirement_id", "order"], ascending=[False, True, True], kind="stable"
    )
    rows = ordered.head(MOST_ROWS).assign(
        what=ordered[view.text("name")],
        unit=view.unit(ordered["unit_id"]),
        domain_word=labels.words(ordered["domain"], DOMAINS),
        why_word=labels.words(ordered["why"], WHY_UNCOVERED),
    )
    count = number_text(frame["requirement_id"].nunique(), labels.language)
    return Table(
        tab=say("Chưa có lớp", "No course"),
        title=say("Nhu cầu nào chưa có chương trình để học?", "Which needs have no course?"),
        answer=say(
            "{0} yêu cầu chưa có chương trình phù hợp trong danh mục.", "{0} requirements have no fitting course."
        ).format(count),
        columns=(
            column("what", ("Yêu cầu", "Requirement"), 60, Kind.WRAP),
            column("domain_word", ("Khối kiến thức", "Domain"), 20, Kind.WRAP),
            column("everywhere", ("Số người cần (tất cả đơn vị)", "Officers (all units)"), 13, Kind.WHOLE),
            column("unit", ("Đơn vị", "Unit"), 28, Kind.WRAP),
            column("officers", ("Số người cần", "Officers"), 9, Kind.WHOLE),
            column("why_word", ("Vì sao", "Why"), 34, Kind.WRAP),
            column("requirement_id", ("Mã yêu cầu", "Requirement id"), 18),
        ),
        rows=rows.reset_index(drop=True),
        frozen=1,
        empty=say("Mọi nhu cầu đều có chương trình trong danh mục.", "Every need has a course in the catalogue."),
    )
