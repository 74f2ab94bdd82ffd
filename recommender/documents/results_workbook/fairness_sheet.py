"""The sheet of fairness: how often each group of officers is found to meet, beside the best group, with tests."""

from __future__ import annotations

import numpy as np
import pandas as pd

from recommender.documents.fairness_words import DIMENSIONS, group_word
from recommender.documents.labels import number_text, percent_text
from recommender.documents.results_workbook.styles import Kind, Tone
from recommender.documents.results_workbook.table import Table, column
from recommender.documents.results_workbook.view import RunView


def fairness_table(view: RunView) -> Table:
    """Groups by dimension; those that ask for a written reason are marked."""
    say = view.say
    rows = _rows(view)
    asked = number_text(int(rows["asks_reason"].sum()), view.labels.language)
    return Table(
        tab=say("Công bằng", "Fairness"),
        title=say("Kết luận có lệch giữa các nhóm người không?", "Do verdicts differ between groups of people?"),
        answer=say(
            "{0} nhóm có tỷ lệ đáp ứng dưới 4/5 nhóm cao nhất và khác biệt rõ: cần xem lại và nêu lý do.",
            "{0} groups are met less than 4/5 as often as the best one, clearly so: look again and give a reason.",
        ).format(asked),
        notes=(
            say(
                "Chỉ để kiểm tra sau khi đã có kết luận; không thông tin nào ở đây tham gia kết luận. Chênh lệch là "
                "dấu hiệu phải xem lại, không phải bằng chứng thiên vị. Mỗi người tính một lần theo vị trí chính. Nhóm "
                "dưới 5 người gộp lại. Số từ 1 đến 4 để trống và không tính ra được từ các số ở đây; vì vậy có số lớn "
                "hơn cũng để trống và có nhóm không nêu. Nhóm dưới 30 người không so sánh.",
                "A check after the fact; nothing here takes part in a verdict. A difference asks for a look, it proves "
                "no bias. Each officer counts once, by the main position. Groups of fewer than 5 are put together. "
                "Counts of 1 to 4 are blank, and none can be worked out from all the figures here: so some larger "
                "counts are blank and some groups are left out. Groups of fewer than 30 are not compared.",
            ),
        ),
        columns=(
            column("dimension_word", ("So theo", "By"), 20, Kind.WRAP),
            column("group_word", ("Nhóm", "Group"), 28, Kind.WRAP),
            column("n", ("Số người", "Officers"), 9, Kind.WHOLE),
            column("meets", ("✓ Đáp ứng", "✓ Meets"), 10, Kind.WHOLE),
            column("review", ("? Cần xem xét", "? Needs review"), 10, Kind.WHOLE),
            column("fails", ("– Chưa đáp ứng", "– Does not meet"), 10, Kind.WHOLE),
            column("rate", ("% đáp ứng", "% met"), 9, Kind.PERCENT),
            column("rate_margin", ("Khoảng tin cậy 95 % của tỷ lệ", "95% interval of the share"), 14, Kind.CENTRE),
            column("compared", ("So với nhóm cao nhất", "Against the best group"), 18, Kind.CENTRE, tone="tone"),
            column("margin", ("Khoảng tin cậy 95 %", "95% interval"), 16, Kind.CENTRE),
            column("chance", ("p (Fisher)", "p (Fisher)"), 9, Kind.CENTRE),
            column("thin_evidence", ("Tỷ lệ ít kết quả đánh giá", "Share with few results"), 12, Kind.PERCENT),
            column("reason", ("Lý do, biện pháp", "Reason, remedy"), 40, Kind.INPUT),
        ),
        rows=rows,
        frozen=2,
        empty=say("Không đủ thông tin để so sánh các nhóm.", "Too little is recorded to compare groups."),
    )


def _rows(view: RunView) -> pd.DataFrame:
    labels, frame = view.labels, view.result.fairness
    order = {name: number for number, name in enumerate(DIMENSIONS)}
    rows = frame.assign(order=frame["dimension"].map(order).fillna(len(order)))
    rows = rows.sort_values(["order", "group"], kind="stable").reset_index(drop=True)
    best, wanted = view.say("nhóm cao nhất", "best group"), view.say("cần nêu lý do", "asks for a reason")
    known = rows["ratio"].notna()
    ratio = pd.Series([_ratio(value, view) for value in rows["ratio"]], dtype="str")
    compared = np.select(
        [rows["is_reference"], known & rows["asks_reason"], known, rows["asks_reason"]],
        [best, ratio + " – " + wanted, ratio, wanted], "–",
    )  # fmt: skip
    ends = zip(rows["ratio_low"], rows["ratio_high"], strict=True)
    shares = zip(rows["rate_low"], rows["rate_high"], strict=True)
    return rows.assign(
        dimension_word=labels.words(rows["dimension"], DIMENSIONS),
        group_word=[group_word(str(name), labels) for name in rows["group"]],
        compared=compared,
        tone=np.where(rows["asks_reason"], str(Tone.AMBER), ""),
        margin=["" if pd.isna(low) else f"{_ratio(low, view)} – {_ratio(high, view)}" for low, high in ends],
        rate_margin=[_shares(low, high, view) for low, high in shares],
        chance=["" if pd.isna(p) else _chance(p, view) for p in rows["p_value"]],
    )


def _ratio(value: float, view: RunView) -> str:
    return number_text(value, view.labels.language, digits=2)


def _shares(low: float, high: float, view: RunView) -> str:
    language = view.labels.language
    return "" if pd.isna(low) else f"{percent_text(low, language)} – {percent_text(high, language)}"


def _chance(p: float, view: RunView) -> str:
    return (
        "< " + number_text(0.001, view.labels.language, digits=3)
        if p < 0.001
        else (number_text(p, view.labels.language, digits=3))
    )
