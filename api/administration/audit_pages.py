"""Page of the audit: who did what, searched by the names that an administrator knows, and whether it is whole."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Final

from fastapi import Request
from starlette.responses import HTMLResponse

from api.administration.contexts import AuditContext, AuditLine
from api.look import formats
from api.look.action_words import DONE
from api.look.forms import Choice, Field
from api.look.tables import Column, Table
from api.look.words import word
from api.rendering import address_of, language_of, render, words_of
from api.settings import ServerSettings
from api.web.access import SettingsOf, StoreOf, permitted
from api.web.page_cursors import PageCursor
from api.web.routers import page_router
from recommender.permissions import WHOLE_COUNTRY, Action, Viewer
from recommender.store import Connection, units
from recommender.store.access import accounts
from recommender.store.access.account_people import person_of_code
from recommender.store.audit import AuditFilter, AuditRow, find_audit, last_moment, read_head
from recommender.store.engine import Store
from recommender.store.tables.units import COUNTRY
from recommender.workflows.verify_audit import verify_audit
from recommender.working_days import VIETNAM

router = page_router("administration")
Words = Callable[[str], str]
ROWS: Final = 50
MOST_CHECKED: Final = 200_000
"""Rows that are checked while somebody waits; more are left to `nangluc audit verify`."""


@router.get("/admin/audit")
def audit(
    request: Request, viewer: Annotated[Viewer, permitted(Action.SEE_AUDIT)], settings: SettingsOf, store: StoreOf,
    actor: str = "", action: str = "", subject: str = "", since: str = "", until: str = "", cursor: PageCursor = "",
    check: bool = False,
) -> HTMLResponse:  # fmt: skip
    """Who did what; and, when asked, whether the chain of rows is whole."""
    _, language = words_of(request), language_of(request)
    with store.reading() as conn:
        wanted = AuditFilter(
            actor=_user_id(conn, actor), action=action, subject_id=_subject_id(conn, viewer, subject),
            since=_moment(since), until=_moment(until, days=1),
        )  # fmt: skip
        page = find_audit(conn, viewer, wanted, cursor=cursor or None, limit=ROWS)
        rows = tuple(_line(conn, row, _, language) for row in page.rows)
        head, last_at = read_head(conn), last_moment(conn)
    actions = tuple(Choice(value=code, label=word(code, "done", language)) for code in DONE)
    choices = (Choice(value="", label=_("Mọi việc")), *actions)
    fields = (
        Field(name="actor", label=_("Tên đăng nhập của người làm"), value=actor),
        Field(name="action", label=_("Việc đã làm"), value=action, choices=choices),
        Field(
            name="subject", label=_("Về ai, về việc gì"), value=subject,
            hint=_("Mã cán bộ, tên đăng nhập, hoặc mã ghi ở cột Đối tượng."),
        ),
        Field(name="since", label=_("Từ ngày"), value=since, kind="date"),
        Field(name="until", label=_("Đến ngày"), value=until, kind="date"),
    )  # fmt: skip
    table = Table(
        caption=_("Nhật ký"), rows=rows, address=address_of(request).replaced(check=""),
        next_cursor=page.next_cursor or "", empty=_("Không có dòng nào khớp."),
        columns=(
            Column(label=_("Thời điểm")), Column(label=_("Người làm")), Column(label=_("Việc đã làm")),
            Column(label=_("Đối tượng"), is_wide=True), Column(label=_("Đơn vị")),
        ),
    )  # fmt: skip
    findings = _checked(store, settings, head.count, language) if check else None
    context = AuditContext(
        table=table, fields=fields, n_rows=head.count, last_at=last_at, findings=findings,
        is_part=WHOLE_COUNTRY not in viewer.roots(Action.SEE_AUDIT),
    )  # fmt: skip
    return render(request, "administration/audit.html", context)


def _user_id(conn: Connection, login: str) -> str:
    """The id behind a login; what is no login is searched for as it is."""
    found = accounts.find_account(conn, login) if login.strip() else None
    return found.user_id if found else login.strip()


def _subject_id(conn: Connection, viewer: Viewer, text: str) -> str:
    """The id behind a staff code or a login; what is neither is searched for as it is."""
    if not text.strip():
        return ""
    person = person_of_code(conn, viewer, text, unit_id="") if viewer.may(Action.MANAGE_USERS) else ""
    return person or _user_id(conn, text)


def _moment(text: str, *, days: int = 0) -> datetime | None:
    """The beginning of a day in Vietnam; None for what is no day."""
    try:
        day = date.fromisoformat(text)
        return datetime.combine(day + timedelta(days=days), time(), VIETNAM).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _line(conn: Connection, row: AuditRow, _: Words, language: str) -> AuditLine:
    account = accounts.get_account(conn, row.actor)
    about = word(row.subject_kind, "subject", language)
    if row.subject_kind == "account":
        subject = accounts.get_account(conn, row.subject_id)
        about = f"{about} {subject.login}" if subject else about
    names = units.unit_names(conn, [row.unit_id]) if row.unit_id else {}
    return AuditLine(
        number=row.number, at=row.at, who=account.name if account else row.actor,
        actor=account.login if account else row.actor, did=word(row.action, "done", language), action=row.action,
        about=about, subject_id=row.subject_id, unit_name=names.get(row.unit_id, ""),
        told=_told(conn, row, _, language),
    )  # fmt: skip


def _told(conn: Connection, row: AuditRow, _: Words, language: str) -> str:
    """What was set, where the row holds it: the roles, how a standard stands, into which unit, how many rows."""
    detail = json.loads(row.detail)
    held = [str(one).partition(" ")[::2] for one in (*detail.get("roles", ()), detail.get("role", "")) if one]
    before = [str(one).partition(" ")[::2] for one in detail.get("before", ())]
    places = [unit or COUNTRY for _role, unit in (*held, *before)] + [str(detail.get("into", ""))]
    names = units.unit_names(conn, [place for place in places if place])
    said = [f"{word(role, 'role', language)} · {names.get(unit or COUNTRY, unit)}" for role, unit in held]
    if row.action == "move_user":
        was = [f"{word(role, 'role', language)} · {names.get(unit or COUNTRY, unit)}" for role, unit in before]
        none = _("không vai trò")
        return f"{', '.join(was) or none} → {', '.join(said) or none}"
    if row.action == "switch_rule":
        said.append(_("đang xét") if detail.get("is_enabled") else _("không xét"))
        said += [
            label % {"day": formats.day(date.fromisoformat(detail[name]))}
            for name, label in (("valid_from", _("từ %(day)s")), ("valid_to", _("đến %(day)s"))) if name in detail
        ]  # fmt: skip
    if detail.get("into"):
        said.append(_("vào %(unit)s") % {"unit": names.get(str(detail["into"]), str(detail["into"]))})
    if isinstance(detail.get("rows"), int):
        said.append(_("%(n)s dòng") % {"n": formats.number(detail["rows"], language)})
    return ", ".join(said)


def _checked(store: Store, settings: ServerSettings, count: int, language: str) -> tuple[str, ...] | None:
    if count > MOST_CHECKED:
        return None
    report = verify_audit(store, settings.anchor_folder)
    return tuple(one.text(language) for one in report.findings)
