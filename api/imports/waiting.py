"""What waits of imports: workbooks that were read and are to be confirmed, and how many of them have errors."""

from __future__ import annotations

from api.look.waiting import Waiting, Words
from recommender.permissions import Action, Viewer
from recommender.store.engine import Store
from recommender.store.importing.imports import find_imports
from recommender.store.tables.imports import ImportStatus


def waiting(store: Store, viewer: Viewer, _: Words, *, now: object) -> tuple[Waiting, ...]:
    """Nothing for those who do not import."""
    if not viewer.roots(Action.IMPORT):
        return ()
    with store.reading() as conn:
        staged = find_imports(conn, viewer, status=ImportStatus.STAGED, limit=100).rows
    faulty = sum(1 for one in staged if one.counts.get("problems_error"))
    note = _("%(n)s lần có lỗi cần xem trong tệp") % {"n": faulty} if faulty else ""
    return (Waiting(count=len(staged), label=_("lần nhập dữ liệu chờ xác nhận"), url="/imports", note=note),)
