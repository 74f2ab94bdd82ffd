"""The sheet of assessors: who rates more leniently or strictly than others of the same officers, and how surely."""

from __future__ import annotations

import numpy as np
import pandas as pd

from recommender.documents.labels import METHODS, number_text
from recommender.documents.results_workbook.styles import Kind, Tone
from recommender.documents.results_workbook.table import Table, column
from recommender.documents.results_workbook.view import RunView

CLEAR = 2.0
"""Deviations of its own from which a leniency is called clear."""


def assessors_table(view: RunView) -> Table:
    """Assessors whose leniency is clear first, then by how far they are from the others."""
    say = view.say
    rows = _rows(view)
    clear = number_text(int((rows["tone"] != "").sum()), view.labels.language)
    return Table(
        tab=say("Người đánh giá", "Assessors"),
        title=say("Có ai cho điểm dễ hoặc chặt hơn người khác không?", "Does anybody rate more leniently or strictly?"),
        answer=say(
            "{0} người, hội đồng đánh giá lệch rõ so với các nguồn khác; phần lệch đã trừ khỏi kết quả họ cho.",
            "{0} assessors clearly differ from other sources; the difference is already off the results they gave.",
        ).format(clear),
        notes=(
            say(
                "So kết quả của mỗi người đánh giá với sát hạch và với người khác trên cùng một công chức (không tính "
                "tự đánh giá), rồi kéo về 0 khi ít người để so. Lệch không phải là lỗi: chỉ để trao đổi thống nhất "
                "cách cho điểm. Người mà công chức của họ chưa ai khác đánh giá thì chưa biết lệch hay không. Cần cột "
                "“Người đánh giá” trong tệp kết quả.",
                "Each assessor's results are held against tests and other assessors of the same officers (self-ratings "
                "apart) and drawn to 0 where few can be compared. To differ is no fault: it is a matter for agreeing "
                "on how to rate. Of an assessor whose officers nobody else rated, nothing is known. The file of "
                "results needs the column of assessors.",
            ),
        ),
        columns=(
            column("assessor", ("Người, hội đồng đánh giá", "Assessor"), 34, Kind.WRAP),
            column("method_word", ("Nguồn", "Source"), 14, Kind.CENTRE),
            column("officers", ("Số người được đánh giá", "Officers rated"), 12, Kind.WHOLE),
            column("results", ("Số kết quả", "Results"), 10, Kind.WHOLE),
            column("compared", ("Số người có nguồn khác để so", "Of them rated by others too"), 16, Kind.WHOLE),
            column("difference", ("Lệch so với nguồn khác (mức)", "Differs from others by (levels)"), 16, Kind.CENTRE),
            column("margin", ("Khoảng tin cậy 95 %", "95% interval"), 18, Kind.CENTRE),
            column("word", ("Nhận xét", "Remark"), 24, Kind.CENTRE, tone="tone"),
        ),
        rows=rows,
        frozen=1,
        empty=say(
            "Không kết quả nào ghi người đánh giá: thêm cột “Người đánh giá” vào tệp kết quả.",
            "No result names its assessor: add the column of assessors to the file of results.",
        ),
    )


def _rows(view: RunView) -> pd.DataFrame:
    frame = view.result.assessors
    is_known, is_clear = frame["compared"] > 0, frame["leniency"].abs() > CLEAR * frame["sd"]
    words = [
        view.say("chưa có gì để so", "nothing to compare with"),
        view.say("dễ hơn rõ", "clearly more lenient"),
        view.say("chặt hơn rõ", "clearly stricter"),
    ]
    word = np.select(
        [~is_known, is_clear & (frame["leniency"] > 0), is_clear],
        words,
        view.say("không lệch rõ", "no clear difference"),
    )
    half = 1.96 * frame["sd"]
    rows = frame.assign(
        method_word=view.labels.words(frame["method"], METHODS),
        difference=[_level(value, view) for value in frame["leniency"].where(is_known)],
        margin=[_between(one, half_one, view) for one, half_one in zip(frame["leniency"], half, strict=True)],
        word=word,
        tone=np.where(is_known & is_clear, str(Tone.AMBER), ""),
        order=np.where(is_known & is_clear, 0, np.where(is_known, 1, 2)),
        far=-frame["leniency"].abs(),
    )
    rows["margin"] = rows["margin"].where(is_known, "")
    return rows.sort_values(["order", "far", "method", "assessor"], kind="stable").reset_index(drop=True)


def _level(value: float, view: RunView) -> str:
    if pd.isna(value):
        return ""
    sign = "−" if round(value, 2) < 0 else "+"
    return sign + number_text(abs(value), view.labels.language, digits=2)


def _between(leniency: float, half: float, view: RunView) -> str:
    to = view.say("đến", "to")
    return f"{_level(leniency - half, view)} {to} {_level(leniency + half, view)}"
