"""Pages of evidence that people added: what waits in the viewer's units, its files, and the unit's word on it."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import Request
from starlette.responses import HTMLResponse, Response

from api.look.forms import Field
from api.look.tables import Filter, Table
from api.people.contexts import WaitingContext
from api.people.evidence_cards import CardTexts, RefusedJudgement, answer_name, waiting_cards
from api.people.pages import Told, file_context
from api.rendering import address_of, language_of, message_of, render, words_of
from api.web.access import Now, SettingsOf, StoreOf, permitted
from api.web.downloads import bytes_answer
from api.web.looks import record_look
from api.web.page_cursors import PageCursor
from api.web.routers import page_router, see_other
from api.web.sent_forms import SentForm
from recommender.errors import NotFound, UsageError
from recommender.permissions import Action, Viewer
from recommender.store import people, units
from recommender.store.waiting_evidence import WaitingFilter, find_waiting
from recommender.workflows.add_evidence import judge_evidence, read_file

router = page_router("people")
Judges = Annotated[Viewer, permitted(Action.ADD_EVIDENCE)]
ROWS: Final = 20
LONGEST_SEARCH: Final = 200
VERDICTS: Final = ("accept", "refuse")
LIST: Final = "/people/evidence"


@router.get("/people/evidence")
def waiting_evidence(
    request: Request, viewer: Annotated[Viewer, permitted(Action.SEE_PEOPLE)], store: StoreOf, now: Now, q: str = "",
    unit: str = "", cursor: PageCursor = "", done: str = "",
) -> HTMLResponse:  # fmt: skip
    """What waits in the viewer's units, the oldest first; with the form of a decision for those who confirm it."""
    _, can_judge = words_of(request), bool(viewer.roots(Action.ADD_EVIDENCE))
    wanted = WaitingFilter(unit_id=unit, text=q[:LONGEST_SEARCH], is_for_viewer=can_judge)
    with store.reading() as conn:
        page = find_waiting(conn, viewer, wanted, limit=ROWS, cursor=cursor or None, with_total=True)
        names = units.unit_names(conn, [unit]) if unit else {}
    record_look(store, viewer, at="waiting_evidence", officers=[row.officer_id for row in page.rows], now=now)
    address = address_of(request).replaced(done="") if done else address_of(request)
    shown = (("unit", names.get(unit, unit)), ("q", f"“{q}”"))
    cards = waiting_cards(page.rows, CardTexts(_=_, language=language_of(request)))
    table = Table(
        caption=_("Minh chứng chờ xác nhận"), columns=(), rows=cards, address=address, total=page.total,
        next_cursor=page.next_cursor or "",
        filters=tuple(Filter(label=label, off=address.without(name)) for name, label in shown if address.value(name)),
    )  # fmt: skip
    search = Field(name="q", label=_("Tìm theo họ tên hoặc mã (không cần dấu)"), value=q)
    context = WaitingContext(table=table, search=search, can_judge=can_judge, done=done)
    return render(request, "people/evidence.html", context)


@router.get("/people/{officer_id}/files/{file_id}")
def evidence_file(
    viewer: Annotated[Viewer, permitted(Action.SEE_PEOPLE)], settings: SettingsOf, store: StoreOf, now: Now,
    officer_id: str, file_id: str,
) -> Response:  # fmt: skip
    """The file beside a statement; who looked at it is written down."""
    with store.reading() as conn:
        if people.get_file(conn, viewer, file_id).officer_id != officer_id:
            raise NotFound
    name, _, content = read_file(store, viewer, file_id, uploads=settings.uploads_folder, now=now)
    return bytes_answer(content, name)


@router.post("/people/{officer_id}/evidence/{statement_id}")
def judge(
    request: Request, viewer: Judges, store: StoreOf, now: Now, officer_id: str, statement_id: str, sent: SentForm
) -> Response:
    """Confirm a statement that the person added, or refuse it with the reason that the person will read."""
    answer, verdict = sent.get(answer_name(statement_id), ""), sent.get("verdict", "")
    try:
        if verdict not in VERDICTS:
            raise UsageError("Chọn xác nhận hoặc không xác nhận.", "Choose to confirm or not.")
        judge_evidence(store, viewer, statement_id, is_accepted=verdict == "accept", answer=answer, now=now)
    except UsageError as error:
        refused = RefusedJudgement(statement_id=statement_id, error=message_of(error, request), answer=answer)
        told = Told(refused=refused, is_from_list="list" in sent)
        context = file_context(request, viewer, store, officer_id, now=now, told=told)
        return render(request, "people/file.html", context, status=422)
    done = "confirmed" if verdict == "accept" else "refused"
    return see_other(f"{LIST}?done={done}" if "list" in sent else f"/people/{officer_id}?done={done}")
