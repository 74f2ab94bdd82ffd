"""Pages of the own data: everything that is kept, to see and to take away, and who looked at it."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Final

from fastapi import Request
from starlette.responses import Response

from api.look.tables import Column, Table
from api.look.words import word
from api.me.contexts import Look, MyDataContext
from api.rendering import address_of, language_of, render, words_of
from api.web.access import Now, SettingsOf, StoreOf, permitted
from api.web.downloads import attachment, bytes_answer
from api.web.first_visit import notice_first
from api.web.page_cursors import PageCursor
from api.web.routers import page_router
from recommender.errors import NotFound
from recommender.permissions import Action, Viewer
from recommender.store import Connection, people
from recommender.store.access import accounts, notices
from recommender.store.audit import AuditRow, looks_at_me
from recommender.store.people import PersonalView
from recommender.workflows.add_evidence import read_file
from recommender.workflows.export_person import PersonExport, export_person
from recommender.workflows.keep_own_account import NOTICE_EDITION

router = page_router("me")
Oneself = Annotated[Viewer, permitted(Action.SEE_OWN)]
ROWS: Final = 50


@router.get("/me/data")
def my_data(
    request: Request, viewer: Oneself, settings: SettingsOf, store: StoreOf, cursor: PageCursor = ""
) -> Response:  # fmt: skip
    """What is kept about oneself, and who looked."""
    if (notice := notice_first(request, store, viewer)) is not None:
        return notice
    _ = words_of(request)
    with store.reading() as conn:
        person = people.get_person(conn, viewer, viewer.officer_id)
        personal = _personal(conn, viewer)
        page = looks_at_me(conn, viewer, cursor=cursor or None, limit=ROWS)
        read_at = notices.read_at(conn, viewer.user_id, NOTICE_EDITION)
        looks = tuple(_looks(conn, page.rows, language_of(request)))
    table = Table(
        caption=_("Ai đã xem hoặc thay đổi"), rows=looks, address=address_of(request),
        next_cursor=page.next_cursor or "", empty=_("Chưa có ai khác xem dữ liệu này."),
        columns=(Column(label=_("Thời điểm")), Column(label=_("Người xem")), Column(label=_("Việc đã làm"))),
    )  # fmt: skip
    return render(
        request, "me/data.html",
        MyDataContext(
            person=person, personal=personal, looks=table, contact=settings.contact, notice_read_at=read_at
        ),
    )  # fmt: skip


@router.get("/me/data/download.json")
def as_json(viewer: Oneself, store: StoreOf, now: Now) -> Response:
    """Everything about oneself as one file."""
    made = export_person(store, viewer, viewer.officer_id, now=now)
    return Response(_text(made), media_type="application/json", headers=attachment(made.file_name))


@router.get("/me/data/download.zip")
def as_zip(viewer: Oneself, settings: SettingsOf, store: StoreOf, now: Now) -> Response:
    """The same with the files beside the evidence."""
    made = export_person(store, viewer, viewer.officer_id, now=now)
    with store.reading() as conn:
        files = people.get_person(conn, viewer, viewer.officer_id).files
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        _put(archive, made.file_name, _text(made).encode(), now)
        for file in files:
            try:
                name, _, content = read_file(store, viewer, file.file_id, uploads=settings.uploads_folder, now=now)
            except NotFound:
                continue  # the record stands in the JSON; the file itself is gone from the disk
            _put(archive, f"files/{file.file_id}-{name}", content, now)
    return bytes_answer(packed.getvalue(), made.file_name.removesuffix(".json") + ".zip")


def _personal(conn: Connection, viewer: Viewer) -> PersonalView | None:
    try:
        return people.get_personal(conn, viewer, viewer.officer_id)
    except NotFound:
        return None


def _looks(conn: Connection, rows: Iterable[AuditRow], language: str) -> Iterable[Look]:
    names: dict[str, str] = {}
    for row in rows:
        if row.actor not in names:
            account = accounts.get_account(conn, row.actor)
            names[row.actor] = _who(account, language) if account else ""
        yield Look(at=row.at, who=names[row.actor], did=word(row.action, "done", language))


def _who(account: accounts.Account, language: str) -> str:
    """The name with the roles held today: who looked, in which office."""
    roles = ", ".join(dict.fromkeys(word(grant.role, "role", language) for grant in account.grants))
    return f"{account.name} ({roles})" if roles else account.name


def _text(made: PersonExport) -> str:
    return json.dumps(made.content, ensure_ascii=False, indent=1)


def _put(archive: zipfile.ZipFile, name: str, content: bytes, now: datetime) -> None:
    entry = zipfile.ZipInfo(name, date_time=now.timetuple()[:6])
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, content)
