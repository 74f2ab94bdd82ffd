"""The sheet of units: for each unit its people, verdicts, what they fail on, training and posts, in one row."""

from __future__ import annotations

import numpy as np
import pandas as pd

from recommender.documents.labels import SHAPES, VERDICTS, number_text
from recommender.documents.names import text_key
from recommender.documents.presence import presence
from recommender.documents.results_workbook.balance_sheet import counted
from recommender.documents.results_workbook.styles import Kind
from recommender.documents.results_workbook.table import Column, Table, column
from recommender.documents.results_workbook.view import RunView
from recommender.types import VerdictLabel

LABELS = tuple(str(label) for label in VerdictLabel)
COUNTS = [
    "people", "held", *LABELS, "on_standards", "on_competency", "with_plan", "periods", "quota", "in_quota", "over",
    "short", "without_quota", "not_placed",
]  # fmt: skip


def units_table(view: RunView) -> Table:
    """Units by province and name, with their sum first."""
    say = view.say
    rows = _rows(view)
    count = number_text(view.known_units, view.labels.language)
    return Table(
        tab=say("Theo đơn vị", "By unit"),
        title=say("Từng đơn vị: đáp ứng đến đâu, vướng gì, thừa thiếu thế nào?", "Each unit at a glance"),
        answer=say("{0} đơn vị; dòng đầu là tổng.", "{0} units; the first row is their sum.").format(count),
        notes=(
            say(
                "Một vị trí có thể vướng cả tiêu chuẩn và năng lực nên hai cột đó có thể cộng hơn số chưa đáp ứng. Thứ "
                "tự theo tên, không xếp hạng đơn vị.",
                "A position may fail on both standards and competency, so those columns may add up to more than those "
                "not met. Ordered by name; units are not ranked.",
            ),
            say(
                "Số người = có mặt ở vị trí có biên chế giao + ở vị trí không có số biên chế giao + chưa xếp được "
                "(chưa đọc được vị trí hoặc đơn vị). Người kiêm nhiệm cộng theo tỷ trọng. Nơi còn người chưa xếp "
                "được, số thiếu chưa chắc.",
                "Officers = present in positions with a quota + in positions without one + not placed (position or "
                "unit not read). People in several positions count by shares of work. Where somebody is not placed, "
                "what is short is not certain.",
            ),
        ),
        columns=_columns(view), rows=rows, frozen=1,
        empty=say("Không có đơn vị nào.", "There is no unit."),
    )  # fmt: skip


def _columns(view: RunView) -> tuple[Column, ...]:
    verdict: tuple[str, str] = ("Kết luận đề xuất (vị trí)", "Proposed verdicts (positions)")
    fails: tuple[str, str] = ("Chưa đáp ứng vì", "Not met because of")
    training: tuple[str, str] = ("Bồi dưỡng", "Training")
    posts: tuple[str, str] = ("Biên chế giao", "Quota")
    outside: tuple[str, str] = ("Người ngoài số biên chế", "Officers outside it")
    marked = [(label, f"{SHAPES[label]} ") for label in LABELS]
    return (
        column("unit", ("Đơn vị", "Unit"), 32, Kind.WRAP),
        column("people", ("Số người", "Officers"), 9, Kind.WHOLE),
        column("held", ("Vị trí giữ", "Held"), 9, Kind.WHOLE),
        *(
            column(label, (shape + VERDICTS[label][0], shape + VERDICTS[label][1]), 12, Kind.WHOLE, group=verdict)
            for label, shape in marked
        ),
        column("share", ("% đáp ứng", "% met"), 9, Kind.PERCENT, group=verdict),
        column("on_standards", ("tiêu chuẩn", "standards"), 9, Kind.WHOLE, group=fails),
        column("on_competency", ("năng lực", "competency"), 11, Kind.WHOLE, group=fails),
        column("with_plan", ("Người có kế hoạch", "Officers with a plan"), 10, Kind.WHOLE, group=training),
        column("periods", ("Tổng số tiết", "Periods"), 10, Kind.WHOLE, group=training),
        column("quota", ("Số", "Posts"), 9, Kind.DECIMAL, group=posts),
        column("in_quota", ("Có mặt", "Present"), 9, Kind.DECIMAL, group=posts),
        column("over", ("Thừa", "Over"), 9, Kind.DECIMAL, group=posts),
        column("short", ("Thiếu", "Short"), 9, Kind.DECIMAL, group=posts),
        column("without_quota", ("ở vị trí không có số", "in positions without"), 10, Kind.DECIMAL, group=outside),
        column("not_placed", ("chưa xếp được", "not placed"), 10, Kind.WHOLE, group=outside),
    )


def _rows(view: RunView) -> pd.DataFrame:
    verdicts, plans = view.result.verdicts, view.result.plans
    failed = verdicts["failed_questions"].where(verdicts["verdict"] == VerdictLabel.DOES_NOT_MEET, "")
    flags = verdicts[["unit_id"]].assign(
        held=1,
        **{label: (verdicts["verdict"] == label).astype("int64") for label in LABELS},
        on_standards=failed.str.contains("standards").astype("int64"),
        on_competency=failed.str.contains("competency").astype("int64"),
    )
    frame = view.people.groupby("unit_id", sort=True).agg(people=("officer_id", "count"))
    frame = frame.join(flags.groupby("unit_id").sum(), how="outer")
    frame = frame.join(
        plans.groupby("unit_id").agg(with_plan=("officer_id", "nunique"), periods=("counted_periods", "sum")),
        how="left",
    )
    posts = counted(view.result.balance)
    amounts = ["quota", "over", "short"]
    frame = frame.join(posts.groupby("unit_id")[amounts].sum(min_count=1), how="outer")
    where = presence(view.result.balance, view.inputs).set_index("unit_id")[["in_quota", "without_quota", "not_placed"]]
    frame = frame.join(where, how="left").rename_axis("unit_id").reset_index()
    whole = frame[COUNTS].sum(min_count=1).to_frame().T.assign(unit=view.say("Tất cả đơn vị", "All units"), row="total")
    frame = frame.assign(unit=view.unit(frame["unit_id"]), row="")
    labels = view.labels
    keys = [(text_key(labels.provinces.get(key, "")), text_key(labels.units.get(key, key))) for key in frame["unit_id"]]
    frame = frame.iloc[sorted(range(len(frame)), key=lambda at: (keys[at], frame["unit_id"].iloc[at]))]
    rows = pd.concat([whole, frame], ignore_index=True)
    return rows.assign(share=rows["meets"] / rows["held"].where(rows["held"] > 0, np.nan))
