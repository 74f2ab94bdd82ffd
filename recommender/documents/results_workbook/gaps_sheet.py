"""The sheet of gaps: what each officer has to learn, supply or prove, most pressing first."""

from __future__ import annotations

import numpy as np
import pandas as pd

from recommender.demand import HIGH, MEDIUM
from recommender.documents.labels import DOMAINS, GAP_KINDS, PRIORITIES, number_text
from recommender.documents.results_workbook.styles import Kind
from recommender.documents.results_workbook.table import Table, column
from recommender.documents.results_workbook.view import RunView
from recommender.types import GapKind

MOST_ROWS = 60_000
"""A province has several times as many, most of them wishes for development."""
LEFT_OUT = (GapKind.DEVELOPMENT, GapKind.UNPROVEN)
"""Left out in this order when all gaps are too many for a sheet."""


def gaps_table(view: RunView) -> Table:
    """Gaps by person and priority."""
    say, language = view.say, view.labels.language
    frame, notes = _shown(view)
    counts = view.result.gaps["kind"].value_counts()
    numbers = [number_text(int(counts.get(str(kind), 0)), language) for kind in GAP_KINDS]
    return Table(
        tab=say("Khoảng cách", "Gaps"),
        title=say(
            "Mỗi người cần học, bổ sung hoặc chứng minh thêm gì?", "What is each person to learn, supply or prove?"
        ),
        answer=say(
            "{0} yêu cầu thấp hơn mức cần, {1} tiêu chuẩn còn thiếu, {2} yêu cầu chưa có minh chứng, {3} yêu cầu có "
            "thể phát triển thêm.",
            "{0} requirements below what is needed, {1} standards missing, {2} without evidence, {3} open to "
            "development.",
        ).format(*numbers),
        notes=(
            say(
                "“Chưa có minh chứng” nghĩa là cần đánh giá trước, không phải là yếu. “Phát triển thêm” là đã đạt mức "
                "tối thiểu.",
                "“No evidence yet” asks for an assessment first; it does not mean weak. “Development” is already at "
                "the minimum.",
            ),
            *notes,
        ),
        columns=(
            column("officer_id", ("Mã", "Id"), 12),
            column("name", ("Họ và tên", "Full name"), 22),
            column("unit", ("Đơn vị", "Unit"), 18, Kind.WRAP),
            column("position", ("Vị trí việc làm", "Position"), 28, Kind.WRAP),
            column("what", ("Nội dung", "What"), 48, Kind.WRAP),
            column("kind_word", ("Loại", "Kind"), 18, Kind.WRAP),
            column("domain_word", ("Khối kiến thức", "Domain"), 18, Kind.WRAP),
            column("required", ("Mức cần", "Needed"), 8, Kind.WHOLE),
            column("level", ("Ước lượng", "Estimate"), 9, Kind.DECIMAL),
            column("shortfall", ("Còn thiếu (mức)", "Short by (levels)"), 10, Kind.DECIMAL),
            column("p_gap", ("Khả năng còn thiếu", "Probability of a gap"), 10, Kind.PERCENT),
            column("priority_word", ("Ưu tiên", "Priority"), 11, Kind.CENTRE),
        ),
        rows=_rows(frame, view),
        frozen=2,
        empty=say("Không có khoảng cách nào.", "There is no gap."),
    )


def _shown(view: RunView) -> tuple[pd.DataFrame, tuple[str, ...]]:
    whole = frame = view.result.gaps
    for kind in LEFT_OUT:
        if len(frame) > MOST_ROWS:
            frame = frame[frame["kind"] != kind]
    if len(frame) > MOST_ROWS:
        order = ["priority", "officer_id", "position_id", "requirement_id"]
        frame = frame.sort_values(order, ascending=[False, True, True, True]).head(MOST_ROWS)
    if len(frame) == len(whole):
        return frame, ()
    counts = [number_text(number, view.labels.language) for number in (len(whole), len(frame))]
    return frame, (
        view.say(
            "Có {0} dòng, quá nhiều cho một trang: ở đây chỉ giữ {1} dòng cần nhất; đầy đủ trong gaps.csv và "
            "gaps.parquet.",
            "{0} rows are too many for a sheet: only the {1} most pressing are kept; all are in gaps.csv and "
            "gaps.parquet.",
        ).format(*counts),
    )


def _rows(frame: pd.DataFrame, view: RunView) -> pd.DataFrame:
    labels = view.labels
    order = ["officer_id", "priority", "position_id", "requirement_id"]
    rows = view.with_people(frame.sort_values(order, ascending=[True, False, True, True], kind="stable"))
    band = np.select([rows["priority"] >= HIGH, rows["priority"] >= MEDIUM], ["high", "medium"], "low")
    return rows.assign(
        shortfall=rows["shortfall"].where(rows["shortfall"] > 0),
        position=view.position(rows["position_id"]),
        what=rows[view.text("name")],
        kind_word=labels.words(rows["kind"], GAP_KINDS),
        domain_word=labels.words(rows["domain"], DOMAINS),
        priority_word=labels.words(pd.Series(band, index=rows.index, dtype="str"), PRIORITIES),
    )
