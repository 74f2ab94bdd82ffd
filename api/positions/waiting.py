"""What waits of positions: job descriptions that were read and nobody has looked at."""

from __future__ import annotations

from api.look.waiting import Waiting, Words
from recommender.permissions import Action, Viewer
from recommender.store.engine import Store
from recommender.store.own_positions import find_own_positions
from recommender.store.tables.catalogues import OwnPositionStatus


def waiting(store: Store, viewer: Viewer, _: Words, *, now: object) -> tuple[Waiting, ...]:
    """Nothing for those who do not look after a catalogue, or when none waits."""
    if not viewer.roots(Action.MANAGE_CATALOGUE):
        return ()
    with store.reading() as conn:
        drafts = find_own_positions(conn, viewer, Action.MANAGE_CATALOGUE, status=OwnPositionStatus.DRAFT)
    if not drafts:
        return ()
    return (Waiting(count=len(drafts), label=_("bản mô tả công việc chờ xem"), url="/positions/drafts"),)
