"""Page of backups: which there are, how old the newest is, and one asked for."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Final

from fastapi import Request
from starlette.responses import HTMLResponse, Response

from api.administration.contexts import BackupsContext
from api.look.addresses import Address
from api.look.tables import Column, Table
from api.rendering import render, words_of
from api.web.access import Now, SettingsOf, StoreOf, permitted
from api.web.routers import page_router, see_other
from recommender.permissions import Action, Viewer
from recommender.workflows.ask_for_backup import ask_for_backup
from recommender.workflows.back_up import find_backups

router = page_router("administration")
ManagesSettings = Annotated[Viewer, permitted(Action.MANAGE_SETTINGS)]
OLD: Final = timedelta(days=7)
"""A newest backup older than this is warned about."""
SHOWN: Final = 50


@router.get("/admin/backups")
def backup_list(
    request: Request, viewer: ManagesSettings, settings: SettingsOf, now: Now, done: str = ""
) -> HTMLResponse:
    """The backups in the folder of this server."""
    _ = words_of(request)
    found = find_backups(settings.backups_folder)
    table = Table(
        caption=_("Bản sao lưu"), rows=found[:SHOWN], address=Address(path="/admin/backups"), total=len(found),
        empty=_("Chưa có bản sao lưu nào trên máy chủ này."),
        empty_next=_("Bấm “Sao lưu ngay”, hoặc đặt lịch lệnh nangluc backup trên máy chủ."),
        columns=(
            Column(label=_("Bản sao lưu")), Column(label=_("Lúc")), Column(label=_("Dung lượng"), is_number=True),
            Column(label=_("Tệp đính kèm"), is_number=True), Column(label=_("Dòng nhật ký"), is_number=True),
            Column(label=_("Phiên bản CSDL")),
        ),
    )  # fmt: skip
    newest: datetime | None = found[0].made_at if found else None
    context = BackupsContext(
        table=table, newest_at=newest, is_old=newest is None or now - newest > OLD,
        folder=str(settings.backups_folder), old_days=OLD.days, done=done,
    )  # fmt: skip
    return render(request, "administration/backups.html", context)


@router.post("/admin/backups")
def back_up_now(viewer: ManagesSettings, store: StoreOf, now: Now) -> Response:
    """A backup asked of the worker."""
    ask_for_backup(store, viewer, now=now)
    return see_other("/admin/backups?done=asked")
