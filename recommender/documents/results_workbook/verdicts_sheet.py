"""The sheet of verdicts: one row a position held, with probability, reasons and room for the decision."""

from __future__ import annotations

import numpy as np
import pandas as pd

from recommender.documents.labels import QUESTIONS, REVIEW_REASONS, VERDICTS, number_text
from recommender.documents.results_workbook.styles import Kind
from recommender.documents.results_workbook.table import Column, Table, column
from recommender.documents.results_workbook.view import RunView, status_words, tones, verdict_words
from recommender.documents.results_workbook.without_results import beside_held, few_results, is_thin
from recommender.documents.tallies import verdict_tally
from recommender.types import StandardStatus, VerdictLabel

EXCEL_ROWS = 1_048_000


def verdicts_table(view: RunView) -> Table:
    """Every verdict, by unit and given name."""
    say, tally = view.say, verdict_tally(view.result.verdicts)
    rows = verdict_rows(view)
    language = view.labels.language
    counts = [number_text(n, language) for n in (tally.held, tally.meets, tally.needs_review, tally.does_not_meet)]
    answer = say(
        "{0} vị trí đang giữ: {1} đáp ứng, {2} cần xem xét lại trước khi kết luận, {3} chưa đáp ứng.",
        "{0} positions held: {1} meet, {2} need review before a conclusion, {3} do not meet.",
    ).format(*counts)
    notes = [
        say(
            "Đề xuất của chương trình, không phải quyết định. Người có thẩm quyền ghi quyết định, lý do, ký tên ở các "
            "cột cuối. Người chưa đồng ý có quyền kiến nghị.",
            "Proposals of the program, not decisions. The authority writes decision, reason and name in the last "
            "columns. Whoever disagrees may object.",
        ),
        say(
            "Kết quả công việc (xếp loại năm) chỉ để tham khảo, không tham gia tính toán. Thứ tự dòng: đơn vị, rồi "
            "tên; không xếp hạng người.",
            "Work results (yearly band) are shown only and count nowhere. Rows are ordered by unit and given name; "
            "nobody is ranked.",
        ),
        say(
            "Nơi ghi “Tạm tính”, xác suất và tỷ lệ ước lượng đạt chưa dùng để kết luận được: phần lớn yêu cầu chưa ai "
            "đánh giá.",
            "Where it says “Provisional”, probability and estimated share cannot carry a verdict: nobody has assessed "
            "most requirements.",
        ),
    ]
    if len(rows) > EXCEL_ROWS:
        rows = rows.head(EXCEL_ROWS)
        notes.append(say("Trang này không chứa hết; đủ ở verdicts.csv.", "Not all fit here; see verdicts.csv."))
    return Table(
        tab=say("Kết luận", "Verdicts"),
        title=say("Ai đáp ứng vị trí việc làm, vì sao?", "Who meets their position, and why?"),
        answer=answer, notes=tuple(notes), columns=_columns(view), rows=rows, frozen=3, pages=("reason",),
        empty=say("Không có vị trí nào đang giữ để rà soát.", "No position is held, so nothing was screened."),
    )  # fmt: skip


def verdict_rows(view: RunView) -> pd.DataFrame:
    """The verdicts in words and numbers, ordered."""
    labels = view.labels
    frame = view.with_people(view.result.verdicts)
    direct, asked = frame["n_direct"].astype("str"), frame["n_requirements"].astype("str")
    return frame.assign(
        number=np.arange(1, len(frame) + 1),
        position=view.position(frame["position_id"]),
        verdict_word=verdict_words(frame["verdict"], labels),
        verdict_tone=tones(frame["verdict"]),
        likelihood=_likelihoods(frame, view),
        standards_word=status_words(frame["standards"], labels),
        standards_tone=tones(frame["standards"]),
        with_results=direct + "/" + asked,
        question=_questions(frame, view),
        reason=frame[view.text("reason")],
        change=frame[view.text("change")],
        earlier=_earlier(frame, view),
    )


def _likelihoods(frame: pd.DataFrame, view: RunView) -> list[str]:
    """The band of each probability and what is behind it; no band with too few results, or with an open standard."""
    open_only = (frame["standards"] == StandardStatus.CONSIDER) & (frame["p_competency"] >= view.settings.p_meets)
    depends = view.say("Tùy kết quả xem xét tiêu chuẩn", "Depends on the standard")
    bands = [view.labels.likelihood(probability) for probability in frame["probability"]]
    words = np.select([is_thin(frame, view), open_only], [few_results(view), depends], bands)
    return [str(word) + beside for word, beside in zip(words, beside_held(frame, view), strict=True)]


def _columns(view: RunView) -> tuple[Column, ...]:
    decide = ("Quyết định của người có thẩm quyền", "Decision of the authority")
    choices = tuple(view.labels.pick(pair) for pair in VERDICTS.values())
    earlier = [column("earlier", ("Quyết định đã ký trước đây", "Decision signed earlier"), 24, Kind.WRAP)]
    return (
        column("number", ("TT", "No."), 5, Kind.WHOLE),
        column("officer_id", ("Mã", "Id"), 12),
        column("name", ("Họ và tên", "Full name"), 22),
        column("unit", ("Đơn vị", "Unit"), 19, Kind.WRAP),
        column("position", ("Vị trí việc làm", "Position"), 28, Kind.WRAP),
        column("share", ("Tỷ trọng", "Share of work"), 8, Kind.PERCENT),
        column("verdict_word", ("Kết luận đề xuất", "Proposed verdict"), 16, Kind.CENTRE, tone="verdict_tone"),
        column("likelihood", ("Khả năng đáp ứng", "Likelihood of meeting"), 18, Kind.WRAP),
        column("probability", ("Xác suất", "Probability"), 9, Kind.PERCENT),
        column("question", ("Vướng ở đâu", "Open question"), 18, Kind.WRAP),
        column("standards_word", ("Tiêu chuẩn", "Standards"), 16, Kind.CENTRE, tone="standards_tone"),
        column("share_met", ("% yêu cầu ước lượng đạt", "% of requirements met (estimate)"), 11, Kind.PERCENT),
        column("with_results", ("Số yêu cầu có kết quả đánh giá", "Requirements with results"), 12, Kind.CENTRE),
        column("results_band", ("Kết quả công việc (xếp loại)", "Work results (band)"), 15, Kind.WRAP),
        column("reason", ("Lý do", "Reason"), 54, Kind.WRAP),
        column("change", ("Điều nhỏ nhất cần thay đổi", "Smallest change needed"), 32, Kind.WRAP),
        column("legal_basis", ("Căn cứ", "Legal basis"), 40, Kind.SMALL),
        *(earlier if len(view.inputs.decisions) else []),
        column("decision", ("Kết luận", "Verdict"), 15, Kind.INPUT, group=decide, choices=choices),
        column("decision_reason", ("Lý do", "Reason"), 22, Kind.INPUT, group=decide),
        column("signed_by", ("Người ký", "Signed by"), 17, Kind.INPUT, group=decide),
        column("signed_on", ("Ngày", "Date"), 11, Kind.INPUT_DAY, group=decide),
    )


def _questions(frame: pd.DataFrame, view: RunView) -> pd.Series:
    """Which question failed, or why a person has to look; nothing for those who meet."""
    labels = view.labels
    failed = labels.words(frame["failed_questions"], QUESTIONS)
    reasons = {
        joined: "; ".join(labels.pick(REVIEW_REASONS[code]) for code in joined.split("|") if code in REVIEW_REASONS)
        for joined in frame["review_reasons"].unique()
    }
    why = frame["review_reasons"].map(reasons)
    is_review = frame["verdict"] == VerdictLabel.NEEDS_REVIEW
    return failed.where(~is_review, (why.str[:1].str.upper() + why.str[1:]).astype("str"))


def _earlier(frame: pd.DataFrame, view: RunView) -> pd.Series:
    """The latest decision signed about each position held: label, day, who."""
    decisions = view.inputs.decisions.sort_values("decided_on", kind="stable")
    last = decisions.drop_duplicates(["officer_id", "position_id"], keep="last")
    day = last["decided_on"].dt.strftime("%d/%m/%Y").fillna("")
    parts = [view.labels.words(last["label"], VERDICTS), day, last["decided_by"]]
    texts = parts[0].str.cat([part.where(part == "", ", " + part) for part in parts[1:]])
    found = frame[["officer_id", "position_id"]].merge(
        last[["officer_id", "position_id"]].assign(text=texts), on=["officer_id", "position_id"], how="left"
    )
    return pd.Series(found["text"].fillna("").astype("str").to_numpy(), index=frame.index, dtype="str")
