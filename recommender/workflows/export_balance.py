"""Surplus and shortage as a workbook or CSV: exactly the posts that were filtered, against all three baselines.

The file counts posts and people of a unit and names nobody, so the audit keeps no look at a person.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from recommender.documents.labels import place_of
from recommender.documents.list_file import Cell, FileForm, Head, ListFile, require_short
from recommender.permissions import Action, Viewer
from recommender.store.engine import Store
from recommender.store.totals import balance
from recommender.store.totals.balance import BalanceFilter, BalanceRow
from recommender.types import Baseline

HEADS: Final = (
    Head(words=("Mã đơn vị", "Unit id")),
    Head(words=("Đơn vị", "Unit"), width=26),
    Head(words=("Mã vị trí", "Position id")),
    Head(words=("Vị trí việc làm", "Position"), width=44),
    Head(words=("Nhóm", "Group"), width=20),
    Head(words=("Lĩnh vực", "Field"), width=24),
    Head(words=("Số người", "People")),
    Head(words=("Có mặt (theo phần việc)", "Present (by share of work)")),
    Head(words=("Đáp ứng", "Suitable")),
    Head(words=("Định mức", "Norm")),
    Head(words=("So với định mức (thừa +, thiếu −)", "Against the norm (over +, short −)")),
    Head(words=("Biên chế giao", "Assigned quota")),
    Head(words=("So với biên chế giao (thừa +, thiếu −)", "Against the assigned quota (over +, short −)")),
    Head(words=("Đề án vị trí", "Position plan")),
    Head(words=("So với đề án vị trí (thừa +, thiếu −)", "Against the position plan (over +, short −)")),
)


@dataclass(frozen=True, kw_only=True)
class BalanceRequest:
    """Posts of a run as they are filtered on the page."""

    run_id: str
    wanted: BalanceFilter = field(default_factory=BalanceFilter)
    form: FileForm = FileForm.XLSX
    language: str = "vi"


def export_balance(
    store: Store, viewer: Viewer, request: BalanceRequest, *, path: Path, name_of: Callable[[str, str], str]
) -> None:
    """The file at `path`, by unit and position. `name_of`: "groups" or "fields" and code → the name in words.

    NotAllowed without the right to see the balance; UsageError for a list that is too long.
    """
    viewer.require(Action.SEE_BALANCE)
    made = ListFile(
        heads=HEADS, columns=(), form=request.form, language=request.language, sheet=("Thừa, thiếu", "Over and short")
    )
    place = place_of(request.language)
    with store.reading() as conn:
        sums = balance.balance_by_position(conn, viewer, request.run_id, request.wanted, against=Baseline.QUOTA)
        require_short(sum(one.n for one in sums))
        rows = balance.every_balance(conn, viewer, request.run_id, request.wanted)
        made.write(path, (_cells(row, name_of, place) for row in rows))


def _cells(row: BalanceRow, name_of: Callable[[str, str], str], place: int) -> list[Cell]:
    return [
        row.unit_id, row.unit_name, row.position_id, (row.title_vi, row.title_en)[place],
        name_of("groups", row.group), name_of("fields", row.field), row.heads, row.present, row.suitable,
        row.norm, row.over_norm, row.quota, row.over_quota, row.plan, row.over_plan,
    ]  # fmt: skip
