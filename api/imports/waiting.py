"""What waits of imports: workbooks that were read and are to be confirmed."""

from __future__ import annotations

from api.look.waiting import Waiting, Words
from recommender.permissions import Action, Viewer
from recommender.store.engine import Store
from recommender.store.imports import find_imports
from recommender.store.tables.imports import ImportStatus


def waiting(store: Store, viewer: Viewer, _: Words, *, now: object) -> tuple[Waiting, ...]:
    """Nothing for those who do not import."""
    if not viewer.roots(Action.IMPORT):
        return ()
    with store.reading() as conn:
        staged = find_imports(conn, viewer, status=ImportStatus.STAGED, limit=100).rows
    return (Waiting(count=len(staged), label=_("lần nhập dữ liệu chờ xác nhận"), url="/imports"),)
