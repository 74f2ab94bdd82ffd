"""The sheet of problems in the input: where, what, and what to do."""

from __future__ import annotations

import numpy as np
import pandas as pd

from recommender.documents.labels import SEVERITIES, number_text
from recommender.documents.results_workbook.styles import Kind, Tone
from recommender.documents.results_workbook.table import MOST_ROWS, Table, column
from recommender.documents.results_workbook.view import RunView
from recommender.types import Severity

TONES = {str(Severity.ERROR): str(Tone.AMBER), str(Severity.WARNING): str(Tone.BLUE), str(Severity.NOTE): ""}


def problems_table(view: RunView) -> Table:
    """Problems, errors first, then in the order of the files."""
    say, labels = view.say, view.labels
    whole = view.result.problems
    counts = whole["severity"].value_counts()
    numbers = [number_text(int(counts.get(str(severity), 0)), labels.language) for severity in Severity]
    order = {str(severity): number for number, severity in enumerate(Severity)}
    ordered = whole.assign(rank=whole["severity"].map(order)).sort_values("rank", kind="stable").head(MOST_ROWS)
    rows = ordered.assign(
        number=np.arange(1, len(ordered) + 1),
        severity_word=labels.words(ordered["severity"], SEVERITIES),
        severity_tone=ordered["severity"].map(TONES).fillna(""),
        message=ordered[view.text("message")],
        suggestion=ordered[view.text("suggestion")],
    )
    return Table(
        tab=say("Vấn đề dữ liệu", "Data problems"),
        title=say("Dữ liệu vào còn vướng ở đâu, sửa thế nào?", "What is wrong in the input, and what to do?"),
        answer=say("{0} lỗi, {1} cảnh báo, {2} ghi chú.", "{0} errors, {1} warnings, {2} notes.").format(*numbers),
        notes=(
            say(
                "Lỗi: dòng hoặc giá trị không dùng được. Cảnh báo: đã dùng sau khi giả định như đã ghi. Ghi chú: dùng "
                "nguyên như vậy.",
                "Error: the row or value was not used. Warning: used after the stated assumption. Note: used as it is.",
            ),
        ),
        columns=(
            column("number", ("TT", "No."), 5, Kind.WHOLE),
            column("severity_word", ("Mức độ", "Severity"), 11, Kind.CENTRE, tone="severity_tone"),
            column("file", ("Tệp", "File"), 22, Kind.WRAP),
            column("sheet", ("Trang tính", "Sheet"), 18, Kind.WRAP),
            column("cell", ("Ô", "Cell"), 9, Kind.CENTRE),
            column("value", ("Giá trị trong tệp", "Value in the file"), 28, Kind.WRAP),
            column("message", ("Vướng gì", "Problem"), 58, Kind.WRAP),
            column("suggestion", ("Cách sửa", "What to do"), 48, Kind.WRAP),
            column("code", ("Mã lỗi", "Code"), 22),
        ),
        rows=pd.DataFrame(rows).reset_index(drop=True), frozen=2,
        empty=say("Không có vấn đề nào trong dữ liệu vào.", "No problem was found in the input."),
    )  # fmt: skip
