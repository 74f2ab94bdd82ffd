"""The sheet of formal standards: each standard of each position held, what is on record, and why it fits or not."""

from __future__ import annotations

import numpy as np
import pandas as pd

from recommender.documents.labels import STANDARD_KINDS, number_text
from recommender.documents.results_workbook.styles import Kind
from recommender.documents.results_workbook.table import MOST_ROWS, Table, column
from recommender.documents.results_workbook.view import RunView, status_words, tones
from recommender.explain.words import STANDARD_REASONS
from recommender.types import StandardStatus

ORDER = {str(StandardStatus.UNFIT): 0, str(StandardStatus.CONSIDER): 1, str(StandardStatus.FITS): 2}


def standards_table(view: RunView) -> Table:
    """All standards, open ones first for each person; only open ones when there are too many for a sheet."""
    say = view.say
    frame, notes = _shown(view)
    counts = frame.loc[frame["decides"], "status"].value_counts()
    numbers = [number_text(int(counts.get(status, 0)), view.labels.language) for status in ORDER]
    return Table(
        tab=say("Tiêu chuẩn", "Standards"),
        title=say("Hồ sơ có đủ tiêu chuẩn, điều kiện của vị trí không?", "Do documents meet the formal standards?"),
        answer=say(
            "{0} tiêu chuẩn chưa phù hợp, {1} cần người xem xét, {2} phù hợp.",
            "{0} standards are not met, {1} need a person's judgement, {2} are met.",
        ).format(*numbers),
        notes=(
            say(
                "Hồ sơ chưa ghi không bị coi là không có: ghi “Cần xem xét”. Ngành gần với danh mục áp dụng điều khoản "
                "“ngành khác phù hợp” nên người có thẩm quyền xem xét.",
                "What the file does not say is never taken as missing: it is to be considered. A related major falls "
                "under “other suitable majors”, which a person must judge.",
            ),
            *notes,
        ),
        columns=(
            column("officer_id", ("Mã", "Id"), 12),
            column("name", ("Họ và tên", "Full name"), 22),
            column("unit", ("Đơn vị", "Unit"), 18, Kind.WRAP),
            column("position", ("Vị trí việc làm", "Position"), 28, Kind.WRAP),
            column("kind_word", ("Tiêu chuẩn", "Standard"), 15, Kind.WRAP),
            column("wanted_text", ("Vị trí yêu cầu", "Asked"), 44, Kind.WRAP),
            column("found", ("Hồ sơ ghi", "On record"), 32, Kind.WRAP),
            column("status_word", ("Kết quả", "Result"), 16, Kind.CENTRE, tone="status_tone"),
            column("why", ("Vì sao", "Why"), 30, Kind.WRAP),
            column("counts", ("Có tính vào kết luận?", "Counts in the verdict?"), 16, Kind.WRAP),
            column("place", ("Nơi ghi trong tệp vào", "Where in the input"), 24, Kind.SMALL),
            column("legal_basis", ("Căn cứ", "Legal basis"), 44, Kind.SMALL),
        ),
        rows=_rows(frame, view), frozen=2, pages=("status_word",),
        empty=say("Các vị trí này không có tiêu chuẩn nào trong danh mục.", "These positions ask no formal standard."),
    )  # fmt: skip


def _shown(view: RunView) -> tuple[pd.DataFrame, tuple[str, ...]]:
    frame = view.result.standards
    if len(frame) <= MOST_ROWS:
        return frame, ()
    kept = frame[frame["status"] != StandardStatus.FITS].head(MOST_ROWS)
    counts = [number_text(number, view.labels.language) for number in (len(frame), len(kept))]
    return kept, (
        view.say(
            "Có {0} dòng, quá nhiều cho một trang: ở đây chỉ giữ {1} dòng chưa rõ hoặc chưa phù hợp; đầy đủ trong "
            "standards.csv.",
            "{0} rows are too many for a sheet: only {1} not clearly met are kept here; all are in standards.csv.",
        ).format(*counts),
    )


def _rows(frame: pd.DataFrame, view: RunView) -> pd.DataFrame:
    labels = view.labels
    ordered = frame.assign(rank=frame["status"].map(ORDER)).sort_values(
        ["officer_id", "position_id", "rank", "rule_id"], kind="stable"
    )
    rows = view.with_people(ordered)
    reasons = {code: labels.pick(pair) for code, pair in STANDARD_REASONS.items()}
    places = view.inputs.statements.drop_duplicates("statement_id").set_index("statement_id")["place"]
    in_force, later = say_pairs(view)
    off = view.say("Không: quy định đang tắt hoặc ngoài thời hạn", "No: rule off or out of its dates")
    return rows.assign(
        position=view.position(rows["position_id"]),
        kind_word=labels.words(rows["kind"], STANDARD_KINDS),
        wanted_text=_wanted(rows, view),
        status_word=status_words(rows["status"], labels),
        status_tone=tones(rows["status"]),
        why=rows["reason"].map(reasons).fillna(rows["reason"]),
        counts=np.select([rows["decides"], rows["after_appointment"]], [in_force, later], off),
        place=rows["evidence_id"].map(places).fillna(""),
    )


def say_pairs(view: RunView) -> tuple[str, str]:
    """Words for a standard that decides and for one due after the appointment."""
    return (
        view.say("Có", "Yes"),
        view.say("Không: được hoàn thiện sau bổ nhiệm", "No: due after appointment"),
    )


def _wanted(rows: pd.DataFrame, view: RunView) -> pd.Series:
    """What the rule asks, in this language, from the catalogue; the engine keeps the Vietnamese text."""
    texts = {
        f"{key}|{rule.rule_id}": rule.text_vi if view.labels.language == "vi" else rule.text_en
        for key, position in view.catalogue.positions.items()
        for rule in position.standards
    }
    keys = rows["position_id"] + "|" + rows["rule_id"]
    return keys.map({key: text for key, text in texts.items() if text}).fillna(rows["wanted"])
