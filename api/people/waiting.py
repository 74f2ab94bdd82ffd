"""What waits of people: evidence that they added and nobody has looked at, with the day of the oldest."""

from __future__ import annotations

from api.look import formats
from api.look.waiting import Waiting, Words
from recommender.permissions import Action, Viewer
from recommender.store.engine import Store
from recommender.store.waiting_evidence import WaitingFilter, find_waiting


def waiting(store: Store, viewer: Viewer, _: Words, *, now: object) -> tuple[Waiting, ...]:
    """Nothing for those who confirm no evidence of others."""
    if not viewer.roots(Action.ADD_EVIDENCE):
        return ()
    with store.reading() as conn:
        page = find_waiting(conn, viewer, WaitingFilter(), limit=1, with_total=True)
    oldest = page.rows[0].said.added_at if page.rows else None
    note = _("lâu nhất: gửi ngày %(day)s") % {"day": formats.day(oldest)} if oldest else ""
    return (Waiting(count=page.total or 0, label=_("minh chứng chờ xác nhận"), url="/people/evidence", note=note),)
