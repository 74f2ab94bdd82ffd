"""One workbook of a scored test in one language, to be read and handed on, from the tables of its CSV files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final

import pandas as pd

from recommender.answers.result_tables import LEAST_RELIABILITY
from recommender.documents.labels import SEVERITIES, Labels, Pair, number_text
from recommender.documents.results_workbook.packed_book import PackedBook
from recommender.documents.results_workbook.styles import Kind, Styles
from recommender.documents.results_workbook.table import Column, Table, column
from recommender.documents.results_workbook.table_sheet import write_table
from recommender.documents.tables import write_whole

CREATED: Final = datetime(2026, 1, 1)
"""Fixed, so that the same test gives the same bytes."""
OPTIONS: Final[dict[str, object]] = {
    "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False
}  # fmt: skip
EMPTY: Final[Pair] = ("Không có dòng nào.", "No row.")
COLUMNS: Final[Mapping[str, tuple[Column, ...]]] = {
    "": (
        column("id", ("Mã", "Id"), 18), column("theta", ("Năng lực (logit)", "Ability (logits)"), 11, Kind.FINE),
        column("score", ("Điểm", "Score"), 9, Kind.FINE),
        column("se", ("Sai số chuẩn", "Standard error"), 9, Kind.FINE),
        column("raw", ("Số câu đúng", "Items right"), 9, Kind.WHOLE),
        column("true_score", ("Điểm thực ước lượng", "Estimated true score"), 11, Kind.FINE),
        column("true_se", ("Sai số của điểm thực", "Its error"), 11, Kind.FINE),
        column("level", ("Mức", "Level"), 7, Kind.WHOLE),
        column("level_sd", ("Độ lệch chuẩn của mức", "Deviation of the level"), 11, Kind.FINE),
        column("p_meets", ("Xác suất đạt mức tối thiểu", "Chance of the minimum"), 12, Kind.PERCENT),
    ),
    "items": (
        column("item", ("Câu", "Item"), 14),
        column("difficulty", ("Độ khó (logit)", "Difficulty (logits)"), 10, Kind.FINE),
        column("se", ("Sai số chuẩn", "Standard error"), 9, Kind.FINE),
        column("discrimination", ("Độ phân biệt", "Discrimination"), 12, Kind.FINE),
        column("n_answered", ("Số người trả lời", "Answered by"), 10, Kind.WHOLE),
        column("proportion", ("Tỷ lệ đúng", "Share right"), 8, Kind.PERCENT),
        column("item_rest", ("Tương quan với các câu khác", "Correlation with the others"), 13, Kind.FINE),
        column("infit", ("Infit", "Infit"), 8, Kind.FINE), column("outfit", ("Outfit", "Outfit"), 8, Kind.FINE),
        column("reason", ("Cần xem lại vì", "To be reviewed because"), 50, Kind.WRAP),
    ),
    "options": (
        column("item", ("Câu", "Item"), 14), column("option", ("Phương án", "Option"), 10, Kind.CENTRE),
        column("is_key", ("Là đáp án", "Is the key"), 9, Kind.WHOLE),
        column("n", ("Số người chọn", "Chosen by"), 9, Kind.WHOLE),
        column("share", ("Tỷ lệ chọn", "Share"), 8, Kind.PERCENT),
        column("rest_mean", ("Tỷ lệ đúng ở các câu khác", "Share right of the others"), 13, Kind.PERCENT),
        column("reason", ("Cần xem lại vì", "To be reviewed because"), 50, Kind.WRAP),
    ),
    "cuts": (
        column("level", ("Mức", "Level"), 8, Kind.WHOLE), column("theta", ("Điểm cắt", "Cut"), 10, Kind.FINE),
        column("se", ("Sai số chuẩn", "Standard error"), 10, Kind.FINE),
        column("n_judges", ("Số giám khảo", "Judges"), 10, Kind.WHOLE),
        column("expected_raw", ("Số câu đúng tương ứng", "Items right there"), 13, Kind.DECIMAL),
    ),
    "test": (column("name", ("Chỉ số", "Figure"), 58), column("value", ("Giá trị", "Value"), 14, Kind.CENTRE)),
    "problems": (
        column("severity", ("Mức độ", "Severity"), 11, Kind.CENTRE), column("file", ("Tệp", "File"), 22, Kind.WRAP),
        column("cell", ("Ô", "Cell"), 8, Kind.CENTRE), column("message", ("Vướng gì", "Problem"), 62, Kind.WRAP),
        column("suggestion", ("Cách sửa", "What to do"), 52, Kind.WRAP),
    ),
}  # fmt: skip
TITLES: Final[Mapping[str, tuple[Pair, Pair]]] = {
    "": (("Kết quả", "Results"), ("Ai đạt mức nào, sai số bao nhiêu?", "Who reaches which level, how surely?")),
    "items": (("Câu hỏi", "Items"), ("Câu hỏi nào tốt, câu nào cần xem lại?", "Which items need a look?")),
    "options": (("Phương án", "Options"), ("Ai chọn phương án nào?", "Who chose which option?")),
    "cuts": (("Điểm cắt", "Cuts"), ("Mức bắt đầu từ đâu?", "Where does a level begin?")),
    "test": (("Cả bài", "Whole test"), ("Bài sát hạch đáng tin đến đâu?", "How far can the test be trusted?")),
    "problems": (("Vấn đề dữ liệu", "Data problems"), ("Dữ liệu vào còn vướng ở đâu?", "What is wrong in the input?")),
}  # fmt: skip
FIGURES: Final[Mapping[str, Pair]] = {
    "n_people": ("Số người", "People"),
    "n_items": ("Số câu", "Items"),
    "n_items_estimated": ("Số câu ước lượng được độ khó", "Items with an estimated difficulty"),
    "n_complete": ("Số người trả lời đủ mọi câu", "People who answered every item"),
    "alpha": ("Độ tin cậy (alpha, KR-20)", "Reliability (alpha, KR-20)"),
    "alpha_low": ("Độ tin cậy, đầu dưới khoảng 95 %", "Reliability, low end of 95%"),
    "alpha_high": ("Độ tin cậy, đầu trên khoảng 95 %", "Reliability, high end of 95%"),
    "marginal_reliability": ("Độ tin cậy theo mô hình", "Reliability by the model"),
    "raw_mean": ("Số câu đúng trung bình", "Mean number right"),
    "raw_sd": ("Độ lệch chuẩn của số câu đúng", "Standard deviation of the number right"),
    "raw_standard_error": ("Sai số chuẩn của số câu đúng", "Standard error of the number right"),
    "population_mean": ("Năng lực trung bình của nhóm (logit)", "Mean ability of the group (logits)"),
    "population_sd": ("Độ lệch chuẩn năng lực của nhóm (logit)", "Standard deviation of ability (logits)"),
}  # fmt: skip
NOTES: Final[Mapping[str, tuple[Pair, ...]]] = {
    "": (
        ("Sai số chuẩn cho biết kết quả của một người có thể lệch bao nhiêu nếu làm lại một bài tương tự; hai người "
         "hơn kém nhau ít hơn hai lần sai số thì coi như chưa phân biệt được.",
         "The standard error tells how far a result could differ in another test of this kind; two people closer than "
         "twice the error are not told apart."),
        ("Xác suất đạt mức tối thiểu đã tính cả sai số của bài và của điểm cắt. Người có ô trống không có kết quả; lý "
         "do ở trang “Vấn đề dữ liệu” khi có.",
         "The chance of the minimum allows for the error of the test and of the cut. People with empty cells have no "
         "result; the reason stands on “Data problems” where there is one."),
    ),
    "items": (
        ("Infit, outfit gần 1 là khớp mô hình; ngoài 0,7–1,3 cần xem lại. Tương quan với các câu khác dưới 0,1: câu "
         "hầu như không phân biệt người giỏi và người kém.",
         "Infit and outfit near 1 fit the model, outside 0.7–1.3 they need a look. A correlation with the other items "
         "below 0.1: the item hardly tells people apart."),
    ),
}  # fmt: skip


def write_score_workbook(
    out: Path,
    tables: Mapping[str, pd.DataFrame],
    *,
    test: Mapping[str, object],
    reliability: float,
    language: str,
) -> Path:
    """The tables ("" is that of the people), the figures of the test and the problems, each on its sheet."""
    labels = Labels(language=language, units={}, provinces={}, positions={}, position_fields={}, fields={})
    frames = dict(tables)
    if test:
        frames["test"] = _figures(test, labels)
    order = [name for name in COLUMNS if name in frames]
    sheets = [
        _table(name, frames[name], labels, answer=_answer(name, frames[name], reliability, labels)) for name in order
    ]
    out.parent.mkdir(parents=True, exist_ok=True)
    return write_whole(out, partial(_write, sheets, labels))


def _write(sheets: Sequence[Table], labels: Labels, path: Path) -> None:
    with PackedBook(path, OPTIONS) as book:
        title = labels.pick(("Kết quả chấm bài sát hạch", "Results of a test"))
        book.set_properties({"title": title, "author": "Năng Lực", "created": CREATED})
        styles = Styles(book, labels.language)
        for one in sheets:
            write_table(book, one, styles, labels)


def _table(name: str, frame: pd.DataFrame, labels: Labels, *, answer: str) -> Table:
    tab, title = TITLES[name]
    rows = frame.reset_index(drop=True)
    for told in ("message", "suggestion", "reason"):
        if f"{told}_vi" in rows:
            rows[told] = rows[f"{told}_{labels.language}"]
    if "severity" in rows:
        rows["severity"] = labels.words(rows["severity"], SEVERITIES)
    return Table(
        tab=labels.pick(tab),
        title=labels.pick(title),
        answer=answer,
        notes=tuple(labels.pick(note) for note in NOTES.get(name, ())),
        columns=tuple(one for one in COLUMNS[name] if one.key in rows),
        rows=rows,
        frozen=1,
        empty=labels.pick(EMPTY),
    )


def _figures(test: Mapping[str, object], labels: Labels) -> pd.DataFrame:
    found = [(words, test.get(name)) for name, words in FIGURES.items()]
    rows = [(labels.pick(words), _said(value, labels)) for words, value in found if isinstance(value, int | float)]
    return pd.DataFrame(rows, columns=["name", "value"])


def _said(value: float, labels: Labels) -> str:
    return number_text(value, labels.language, digits=0 if isinstance(value, int) else 2)


def _answer(name: str, frame: pd.DataFrame, reliability: float, labels: Labels) -> str:
    """The line below the title."""
    rows = number_text(len(frame), labels.language)
    if name == "items":
        flagged = number_text(int((frame["flag"] != "").sum()), labels.language)
        return labels.pick((f"{rows} câu, {flagged} câu cần xem lại.", f"{rows} items, {flagged} to be reviewed."))
    if name in ("", "test") and reliability == reliability:
        said = number_text(reliability, labels.language, digits=2)
        least = number_text(LEAST_RELIABILITY, labels.language, digits=2)
        if reliability < LEAST_RELIABILITY:
            return labels.pick((
                f"Độ tin cậy {said}, dưới {least}: quá yếu để quyết định về một người; chỉ dùng để tham khảo.",
                f"Reliability {said}, below {least}: too weak to decide about a person; one source among others only.",
            ))  # fmt: skip
        return labels.pick((f"Độ tin cậy của bài: {said}.", f"Reliability of the test: {said}."))
    return labels.pick((f"{rows} dòng.", f"{rows} rows."))
