"""The sheet of proposed moves from surplus to shortage: proposals with reasons, never orders."""

from __future__ import annotations

import numpy as np

from recommender.documents.labels import MOVE_KINDS, number_text
from recommender.documents.results_workbook.styles import Kind
from recommender.documents.results_workbook.table import MOST_ROWS, Table, column
from recommender.documents.results_workbook.view import RunView, status_words, tones
from recommender.documents.results_workbook.without_results import beside_thought, few_results, is_thin_of

WISHES = ("Để người có thẩm quyền xem xét", "For the authority to consider")
COLUMNS = (
    column("number", ("TT", "No."), 5, Kind.WHOLE),
    column("officer_id", ("Mã", "Id"), 12),
    column("name", ("Họ và tên", "Full name"), 22),
    column("from_unit_name", ("Đơn vị", "Unit"), 18, Kind.WRAP, group=("Từ", "From")),
    column("from_title", ("Vị trí", "Position"), 28, Kind.WRAP, group=("Từ", "From")),
    column("to_unit_name", ("Đơn vị", "Unit"), 18, Kind.WRAP, group=("Đến", "To")),
    column("to_title", ("Vị trí", "Position"), 28, Kind.WRAP, group=("Đến", "To")),
    column("kind_word", ("Loại", "Kind"), 12, Kind.CENTRE),
    column("likelihood", ("Khả năng đáp ứng vị trí mới", "Likelihood of meeting it"), 17, Kind.WRAP),
    column("probability", ("Xác suất", "Probability"), 8, Kind.PERCENT),
    column("standards_word", ("Tiêu chuẩn ở vị trí mới", "Standards there"), 16, Kind.CENTRE, tone="standards_tone"),
    column("reason", ("Lý do", "Reason"), 52, Kind.WRAP),
    column("officer_says", ("Ý kiến công chức", "Officer's view"), 18, Kind.INPUT, group=WISHES),
    column("units_say", ("Ý kiến hai đơn vị", "Units' views"), 18, Kind.INPUT, group=WISHES),
    column("decision", ("Quyết định", "Decision"), 16, Kind.INPUT, group=WISHES),
)


def moves_table(view: RunView) -> Table:
    """Proposed moves by person, with room for what the officer and both units say."""
    say, labels = view.say, view.labels
    frame = view.result.moves.head(MOST_ROWS)
    kinds = view.result.moves["kind"].value_counts()
    numbers = [number_text(int(kinds.get(str(kind), 0)), labels.language) for kind in MOVE_KINDS]
    rows = view.with_people(frame)
    rows = rows.assign(
        number=np.arange(1, len(rows) + 1),
        kind_word=labels.words(rows["kind"], MOVE_KINDS),
        from_unit_name=view.unit(rows["from_unit"]),
        from_title=view.position(rows["from_position"]),
        to_unit_name=view.unit(rows["to_unit"]),
        to_title=view.position(rows["to_position"]),
        likelihood=[
            (few_results(view) if thin else labels.likelihood(p)) + beside
            for p, thin, beside in zip(
                rows["probability"], is_thin_of(rows["officer_id"], view), beside_thought(rows, view), strict=True
            )
        ],
        standards_word=status_words(rows["standards"], labels),
        standards_tone=tones(rows["standards"]),
        reason=rows[view.text("reason")],
    )
    return Table(
        tab=say("Phương án điều chuyển", "Proposed moves"),
        title=say(
            "Phương án điều chuyển để xem xét (không phải quyết định điều động)",
            "Moves to consider (proposals, not orders)",
        ),
        answer=say(
            "{0} phương án trong xã, {1} phương án giữa các xã cùng tỉnh.",
            "{0} within communes, {1} between communes of a province.",
        ).format(*numbers),
        notes=(
            say(
                "Chỉ gợi ý từ nơi thừa sang nơi thiếu, khi người đó có khả năng đáp ứng vị trí mới. Phải hỏi ý kiến "
                "công chức, hai đơn vị, và xét khoảng cách, hoàn cảnh mà chương trình không biết.",
                "Only from surplus to shortage, where the officer is likely to meet the new position. The officer and "
                "both units must be asked; distance and circumstances are unknown to the program.",
            ),
        ),
        columns=COLUMNS,
        rows=rows,
        frozen=3,
        pages=("likelihood",),
        empty=say(
            "Không có phương án nào: không có nơi thừa và nơi thiếu khớp nhau.",
            "No proposal: no surplus fits a shortage.",
        ),
    )
