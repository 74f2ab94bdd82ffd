"""What waits of objections: those without an answer, with the nearest deadline."""

from __future__ import annotations

from api.look import formats
from api.look.waiting import Waiting, Words
from recommender.permissions import Action, Viewer
from recommender.store.engine import Store
from recommender.store.results.objections import ObjectionFilter, find_objections
from recommender.store.tables.decisions import ObjectionStatus


def waiting(store: Store, viewer: Viewer, _: Words, *, now: object) -> tuple[Waiting, ...]:
    """Nothing for those who do not answer."""
    if not viewer.roots(Action.ANSWER_OBJECTION):
        return ()
    with store.reading() as conn:
        page = find_objections(conn, viewer, ObjectionFilter(status=ObjectionStatus.OPEN), limit=1, with_total=True)
    note = _("hạn gần nhất: %(day)s") % {"day": formats.day(page.rows[0].due_on)} if page.rows else ""
    return (Waiting(count=page.total or 0, label=_("kiến nghị chờ trả lời"), url="/objections", note=note),)
