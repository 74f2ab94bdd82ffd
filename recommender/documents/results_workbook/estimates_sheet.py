"""The sheet of estimates: each requirement of each position held as a strip of five levels, with its evidence."""

from __future__ import annotations

import numpy as np
import pandas as pd

from recommender.documents.labels import BASES, METHODS, REQUIREMENT_KINDS, number_text
from recommender.documents.results_workbook.styles import Kind, Tone
from recommender.documents.results_workbook.table import MOST_ROWS, Column, Table, column
from recommender.documents.results_workbook.view import RunView
from recommender.documents.results_workbook.without_results import requirements_spoken_of
from recommender.types import Basis, Method
from training_catalog.types import MAX_LEVEL, MIN_LEVEL

LEVELS = range(MIN_LEVEL, MAX_LEVEL + 1)
PROVEN, INFERRED, WHISKER = "●", "○", "–"


def estimates_table(view: RunView) -> Table:
    """All estimates, or, when there are too many for a sheet, those likely or possibly below what is needed."""
    say = view.say
    frame, notes = _shown(view)
    return Table(
        tab=say("Năng lực", "Competency"),
        title=say("Từng yêu cầu của vị trí: cần mức nào, ước lượng mức nào?", "Each requirement: needed and estimated"),
        answer=say(
            "Mỗi dòng là một yêu cầu. Ô tô màu: mức cần. ●: ước lượng từ kết quả đánh giá. ○: chỉ suy từ hồ sơ hoặc "
            "yêu cầu khác. –: khoảng dao động.",
            "One row a requirement. Shaded: levels needed. ●: estimate from results. ○: only inferred from the profile "
            "or other requirements. –: how far it may be off.",
        ),
        notes=(
            say(
                "Kết quả tự đánh giá, cấp trên, đồng nghiệp, sát hạch được cân theo độ tin cậy và độ mới; cột bên phải "
                "trích minh chứng nặng ký nhất để kiểm tra lại.",
                "Self, supervisor, peer and test results weigh by how reliable and recent they are; the evidence that "
                "weighs most is quoted on the right so that it can be checked.",
            ),
            *notes,
        ),
        columns=_columns(), rows=_rows(frame, view), frozen=2, pages=("basis_word",),
        empty=say("Không có yêu cầu nào để ước lượng.", "There is no requirement to estimate."),
    )  # fmt: skip


def _shown(view: RunView) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Rows that a sheet can hold, and what was left out."""
    frame, say = view.result.estimates, view.say
    if len(frame) <= MOST_ROWS:
        return frame, ()
    doubtful = frame[(frame["p_meets"] < view.settings.p_meets) & (frame["basis"] != Basis.NONE)]
    kept = doubtful.sort_values(["p_meets", "officer_id", "position_id", "requirement_id"]).head(MOST_ROWS)
    counts = [number_text(number, view.labels.language) for number in (len(frame), len(kept))]
    return kept, (
        say(
            "Có {0} dòng, quá nhiều cho một trang: ở đây chỉ giữ {1} dòng chưa chắc đạt; đầy đủ trong estimates.csv và "
            "estimates.parquet.",
            "{0} rows are too many for a sheet: only {1} not surely met are kept; all are in estimates.csv and "
            "estimates.parquet.",
        ).format(*counts),
    )


def _rows(frame: pd.DataFrame, view: RunView) -> pd.DataFrame:
    labels = view.labels
    rows = view.with_people(frame.sort_values(["officer_id", "position_id", "p_meets", "requirement_id"]))
    found = rows.assign(
        position=view.position(rows["position_id"]),
        requirement=rows[view.text("name")],
        kind_word=labels.words(rows["kind"], REQUIREMENT_KINDS),
        gate=np.where(rows["is_gate"], "●", ""),
        needed=_needed(rows),
        words=_words(rows, view),
        basis_word=_basis(rows, view),
        day=rows["quote_on"],
    )
    return found.assign(**_strip(rows))


def _columns() -> tuple[Column, ...]:
    strip: tuple[str, str] = ("Mức", "Level")
    given: tuple[str, str] = ("Kết quả đã có (mức)", "Results on record (level)")
    proof: tuple[str, str] = ("Minh chứng nặng ký nhất", "Evidence that weighs most")
    return (
        column("officer_id", ("Mã", "Id"), 12),
        column("name", ("Họ và tên", "Full name"), 22),
        column("unit", ("Đơn vị", "Unit"), 18, Kind.WRAP),
        column("position", ("Vị trí việc làm", "Position"), 28, Kind.WRAP),
        column("requirement", ("Yêu cầu", "Requirement"), 44, Kind.WRAP),
        column("kind_word", ("Loại", "Kind"), 11, Kind.CENTRE),
        column("gate", ("Việc cốt lõi", "Core"), 7, Kind.CENTRE),
        column("needed", ("Mức cần", "Needed"), 8, Kind.CENTRE),
        *(
            Column(
                key=f"level_{level}", head=(str(level), str(level)), width=3, kind=Kind.CENTRE, tone=f"tone_{level}",
                group=strip,
            )
            for level in LEVELS
        ),
        column("level", ("Ước lượng", "Estimate"), 9, Kind.DECIMAL),
        column("sd", ("±", "±"), 6, Kind.DECIMAL),
        column("words", ("Nói cách khác", "In words"), 21, Kind.WRAP),
        column("p_meets", ("Xác suất đạt mức cần", "Probability of reaching it"), 9, Kind.PERCENT),
        column("basis_word", ("Dựa trên", "Rests on"), 24, Kind.WRAP),
        *(column(str(method), METHODS[method], 9, Kind.DECIMAL, group=given) for method in Method),
        column("quote", ("Trích", "Quote"), 42, Kind.WRAP, group=proof),
        column("day", ("Ngày", "Date"), 11, Kind.DAY, group=proof),
        column("quote_place", ("Nơi ghi", "Where"), 24, Kind.SMALL, group=proof),
        column("match_confidence", ("Độ khớp", "Match"), 7, Kind.PERCENT, group=proof),
    )  # fmt: skip


def _needed(rows: pd.DataFrame) -> pd.Series:
    low, high = rows["min_level"].astype("str"), rows["max_level"].astype("str")
    return low.where(low == high, low + "–" + high)


def _words(rows: pd.DataFrame, view: RunView) -> pd.Series:
    """How likely the minimum is reached, in words that blame nobody."""
    p = rows["p_meets"]
    pairs = (
        (rows["basis"] == Basis.NONE, ("chưa có minh chứng", "no evidence yet")),
        (p >= 0.9, ("đạt", "reached")),
        (p >= view.settings.p_meets, ("nhiều khả năng đạt", "probably reached")),
        (p > view.settings.p_fails, ("chưa rõ", "unclear")),
        (p > 0.1, ("nhiều khả năng chưa đạt", "probably not reached")),
    )
    conditions = [condition.to_numpy() for condition, _ in pairs]
    words = [view.labels.pick(pair) for _, pair in pairs]
    return pd.Series(np.select(conditions, words, view.say("chưa đạt", "not reached")), index=rows.index, dtype="str")


def _basis(rows: pd.DataFrame, view: RunView) -> pd.Series:
    """What an estimate rests on; where nothing speaks of the requirement, from how many others it is inferred."""
    words = view.labels.words(rows["basis"], BASES)
    others = requirements_spoken_of(rows["officer_id"], view, by_others=False)
    inferred = view.say("Suy từ {0} yêu cầu khác và mức chung", "Inferred from {0} others and the general level")
    general = view.say("Mức chung của vị trí", "General level of the position")
    texts = {int(count): inferred.format(count) if count else general for count in others.unique()}
    return words.where(rows["basis"] != Basis.NONE, others.map(texts)).astype("str")


def _strip(rows: pd.DataFrame) -> dict[str, np.ndarray]:
    """Marks and tones of the five cells: a dot in the estimate's cell, dashes as far as one deviation reaches."""
    level = rows["level"].to_numpy()
    low = np.clip(level - rows["sd"].to_numpy(), MIN_LEVEL, MAX_LEVEL)
    high = np.clip(level + rows["sd"].to_numpy(), MIN_LEVEL, MAX_LEVEL)
    dot = np.where(rows["basis"] == Basis.DIRECT, PROVEN, INFERRED)
    strip = {}
    for step in LEVELS:
        is_dot = _cell_of(level) == step
        is_near = (_cell_of(low) <= step) & (step <= _cell_of(high))
        strip[f"level_{step}"] = np.select([is_dot, is_near], [dot, WHISKER], "")
        asked = (rows["min_level"] <= step) & (step <= rows["max_level"])
        strip[f"tone_{step}"] = np.where(asked, str(Tone.RANGE), "")
    return strip


def _cell_of(level: np.ndarray) -> np.ndarray:
    """Level k covers k-0.5 up to k+0.5, as in the estimates themselves."""
    return np.clip(np.floor(level + 0.5), MIN_LEVEL, MAX_LEVEL)
