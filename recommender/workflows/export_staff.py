"""A list of people as a workbook or CSV: exactly who was filtered, written at once; the audit keeps who took whom."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from recommender.documents.labels import place_of
from recommender.documents.list_file import Cell, FileForm, Head, ListFile, NumberForm, require_short
from recommender.permissions import Action, Viewer
from recommender.store import Connection, people
from recommender.store.audit import AuditEntry, append_audit
from recommender.store.engine import Store
from recommender.store.people import PeopleFilter, PersonRow

ROWS_AT_ONCE: Final = 500
HEADS: Final = (
    Head(words=("Mã cán bộ", "Code")),
    Head(words=("Họ và tên", "Name"), width=26),
    Head(words=("Đơn vị", "Unit"), key="unit", width=26),
    Head(words=("Phòng, bộ phận", "Department"), key="department", width=24),
    Head(words=("Mã vị trí", "Position id"), key="position"),
    Head(words=("Vị trí việc làm", "Position"), key="position", width=44),
    Head(words=("Tỷ trọng", "Share"), key="position", number=NumberForm.PERCENT),
    Head(words=("Ngạch", "Rank"), key="rank", width=20),
)


@dataclass(frozen=True, kw_only=True)
class StaffRequest:
    """A list of people as it is filtered on the page."""

    wanted: PeopleFilter = field(default_factory=PeopleFilter)
    form: FileForm = FileForm.XLSX
    language: str = "vi"
    columns: tuple[str, ...] = ()
    """Keys of the page's columns that were chosen; none: every column there is."""


def export_staff(
    store: Store, viewer: Viewer, request: StaffRequest, *, path: Path, name_of: Callable[[str, str], str],
    now: datetime,
) -> int:  # fmt: skip
    """Rows of the file at `path`. `name_of`: vocabulary and code → the name in words.

    NotAllowed without the right to take people away; UsageError for a list that is too long.
    """
    viewer.require(Action.EXPORT_PEOPLE)
    made = ListFile(
        heads=HEADS, columns=request.columns, form=request.form, language=request.language,
        sheet=("Cán bộ, công chức", "Staff"),
    )  # fmt: skip
    taken: list[str] = []

    def cells(rows: Iterator[PersonRow]) -> Iterator[list[Cell]]:
        for row in rows:
            taken.append(row.officer_id)
            yield _cells(row, name_of, place_of(request.language))

    with store.reading() as conn:
        _require_short(conn, viewer, request.wanted)
        made.write(path, cells(_rows(conn, viewer, request.wanted)))
    entry = AuditEntry(
        actor=viewer.user_id, action="take_list", subject_kind="unit", subject_id=_unit_of(viewer, request),
        unit_id=_unit_of(viewer, request), detail={"rows": len(taken), "form": str(request.form)},
        also=tuple(one for one in taken if one != viewer.officer_id),
    )  # fmt: skip
    with store.writing() as conn:
        append_audit(conn, store.audit_key, entry, now=now)
    return len(taken)


def _unit_of(viewer: Viewer, request: StaffRequest) -> str:
    """The unit the file is booked to: the one filtered by, else the first the viewer may export."""
    return request.wanted.unit_id or (viewer.roots(Action.EXPORT_PEOPLE) or ("",))[0]


def _require_short(conn: Connection, viewer: Viewer, wanted: PeopleFilter) -> None:
    page = people.find_people(conn, viewer, wanted, limit=1, with_total=True)
    require_short(page.total or 0)


def _rows(conn: Connection, viewer: Viewer, wanted: PeopleFilter) -> Iterator[PersonRow]:
    cursor: str | None = None
    while True:
        page = people.find_people(conn, viewer, wanted, limit=ROWS_AT_ONCE, cursor=cursor)
        yield from page.rows
        cursor = page.next_cursor
        if cursor is None:
            return


def _cells(row: PersonRow, name_of: Callable[[str, str], str], place: int) -> list[Cell]:
    held = row.holdings
    return [
        row.code, row.name, row.unit_name, name_of("departments", row.department),
        "; ".join(one.position_id for one in held), "; ".join((one.title_vi, one.title_en)[place] for one in held),
        "; ".join(f"{one.share:.0%}" for one in held), name_of("ranks", row.rank),
    ]  # fmt: skip
