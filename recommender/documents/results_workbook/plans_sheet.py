"""The sheet of training plans: the courses of each officer for the year, with their sum against the yearly minimum."""

from __future__ import annotations

import numpy as np
import pandas as pd

from recommender.documents.labels import DOMAINS, MODES, Labels, number_text
from recommender.documents.results_workbook.styles import Kind
from recommender.documents.results_workbook.table import MOST_ROWS, Column, Table, column
from recommender.documents.results_workbook.view import RunView
from recommender.documents.tallies import training_tally


def plans_table(view: RunView) -> Table:
    """Steps and one sum for each person; sums only when there are too many steps for a sheet."""
    say, language = view.say, view.labels.language
    steps = _steps(view)
    sums = _sums(steps, view)
    notes: tuple[str, ...] = (
        say(
            "“Ước tính”: nguồn không nêu số tiết, cột “Để làm gì” ghi cách tính. Dòng cộng so với mức tối thiểu một "
            "năm (Nghị định 171/2025/NĐ-CP). Có thể đổi chương trình, quý trước khi trình duyệt.",
            "“Estimate”: no source states the periods; “What for” says how they were come by. Sums are set against "
            "the yearly minimum (Decree 171/2025/NĐ-CP). Courses and quarters may be changed before approval.",
        ),
    )
    if len(steps) + len(sums) > MOST_ROWS:
        rows = sums
        notes += (
            say(
                "Có {0} bước học, quá nhiều cho một trang: ở đây chỉ giữ dòng cộng của từng người; đầy đủ trong "
                "plans.csv.",
                "{0} steps are too many for a sheet: only the sum of each person is kept here; all are in plans.csv.",
            ).format(number_text(len(steps), language)),
        )
    else:
        rows = pd.concat([steps, sums], ignore_index=True).sort_values(["order", "officer_id", "step"], kind="stable")
    tally = training_tally(view.result.plans, view.inputs.officers)
    numbers = [number_text(n, language) for n in (tally.with_plan, tally.officers, tally.periods, tally.reaching_year)]
    return Table(
        tab=say("Kế hoạch", "Plans"),
        title=say(
            "Kế hoạch bồi dưỡng của từng người trong năm tới", "The training plan of each person for the coming year"
        ),
        answer=say(
            "{0} trong {1} người có kế hoạch, tổng {2} tiết; {3} người đủ 40 tiết trở lên.",
            "{0} of {1} officers have a plan, {2} periods in all; {3} officers reach 40 periods.",
        ).format(*numbers),
        notes=notes,
        columns=_columns(),
        rows=rows.reset_index(drop=True),
        frozen=2,
        pages=("closes",),
        empty=say("Chưa ai cần chương trình nào trong danh mục.", "Nobody needs a course of the catalogue."),
    )


def _columns() -> tuple[Column, ...]:
    return (
        column("officer_id", ("Mã", "Id"), 12),
        column("name", ("Họ và tên", "Full name"), 22),
        column("unit", ("Đơn vị", "Unit"), 20, Kind.WRAP),
        column("step", ("Bước", "Step"), 6, Kind.WHOLE),
        column("course", ("Chương trình", "Course"), 50, Kind.WRAP),
        column("domain_word", ("Khối kiến thức", "Domain"), 17, Kind.WRAP),
        column("mode_word", ("Hình thức", "Mode"), 13, Kind.WRAP),
        column("counted_periods", ("Số tiết", "Periods"), 8, Kind.WHOLE),
        column("basis", ("Căn cứ số tiết", "Periods from"), 10, Kind.CENTRE),
        column("quarter_word", ("Quý", "Quarter"), 10, Kind.CENTRE),
        column("mandatory", ("Bắt buộc", "Mandatory"), 9, Kind.CENTRE),
        column("closes", ("Để làm gì", "What for"), 58, Kind.WRAP),
        column("provider", ("Cơ sở đào tạo, bồi dưỡng", "Provider"), 30, Kind.WRAP),
        column("course_id", ("Mã chương trình", "Course id"), 20),
    )


def _steps(view: RunView) -> pd.DataFrame:
    labels = view.labels
    rows = view.with_people(view.result.plans.sort_values(["officer_id", "step"], kind="stable"))
    return rows.assign(
        row="",
        course=rows[view.text("course")],
        domain_word=labels.words(rows["domain"], DOMAINS),
        mode_word=labels.words(rows["mode"], MODES),
        quarter_word=quarter_words(rows["quarter"], labels),
        mandatory=np.where(rows["is_mandatory"], view.say("Có", "Yes"), ""),
        closes=rows[view.text("reason")],
        basis=np.where(rows["periods"].isna(), view.say("ước tính", "estimate"), ""),
    )


def quarter_words(quarters: pd.Series, labels: Labels) -> pd.Series:
    """Q1/2027 as "Quý I/2027" in Vietnamese."""
    if labels.language == "en":
        return quarters
    roman = {"Q1": "Quý I", "Q2": "Quý II", "Q3": "Quý III", "Q4": "Quý IV"}
    texts = {text: roman.get(text[:2], text[:2]) + text[2:] for text in quarters.unique()}
    return quarters.map(texts).astype("str")


def _sums(steps: pd.DataFrame, view: RunView) -> pd.DataFrame:
    """One row a person: how many courses, how many periods, and how far from the yearly minimum."""
    least, language = view.settings.yearly_periods, view.labels.language
    key = ["order", "officer_id", "name", "unit"]
    total = steps.groupby(key, as_index=False, sort=True).agg(
        courses=("course_id", "count"), counted_periods=("counted_periods", "sum")
    )
    enough = view.say("đủ mức tối thiểu {0} tiết", "reaches the minimum of {0} periods")
    short = view.say("còn {1} tiết nữa đủ mức tối thiểu {0} tiết", "{1} periods short of the minimum of {0}")
    floor = number_text(least, language)
    said = [
        (enough if periods >= least else short).format(floor, number_text(least - periods, language))
        for periods in total["counted_periods"]
    ]
    count = view.say("Cộng: {0} chương trình", "Sum: {0} courses")
    return total.assign(
        row="subtotal",
        step=np.nan,
        course=[count.format(number) for number in total["courses"]],
        closes=pd.Series(said, index=total.index, dtype="str"),
        basis="",
        domain_word="",
        mode_word="",
        quarter_word="",
        mandatory="",
        provider="",
        course_id="",
    ).drop(columns="courses")
