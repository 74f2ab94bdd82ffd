"""Pages of how a sheet of an import was read: its heading and columns, corrected by hand, and what is remembered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Final

from fastapi import Request
from starlette.responses import HTMLResponse, Response

from api.imports.contexts import HeadingsContext, SheetContext
from api.imports.layouts import SheetView, sheet_views, words_of_field
from api.look import words
from api.look.forms import Choice, Field
from api.look.tables import Column, Table
from api.rendering import address_of, language_of, message_of, render, words_of
from api.web.access import Now, StoreOf, permitted
from api.web.looks import record_look
from api.web.page_cursors import PageCursor
from api.web.routers import page_router, see_other
from api.web.sent_forms import SentForm
from recommender.errors import NotFound, UsageError
from recommender.permissions import Action, Viewer
from recommender.readers.tables.field_words import fields_of
from recommender.readers.tables.header import SEARCHED_ROWS
from recommender.readers.tables.headings import NEEDED, TableKind
from recommender.readers.tables.layouts import SheetChoice
from recommender.store.engine import Store
from recommender.store.importing import headings, imports
from recommender.store.importing.headings import HeadingView
from recommender.store.importing.imports import ImportView
from recommender.workflows import correct_import
from recommender.workflows.correct_import import SHEETS_OF, CorrectRequest

router = page_router("imports")
Imports = Annotated[Viewer, permitted(Action.IMPORT)]
COLUMNS: Final = 40
"""Columns on one page: each has a list of all fields."""
OPEN: Final = ("staged", "failed")


@router.get("/imports/headings")
def remembered(
    request: Request, viewer: Imports, store: StoreOf, cursor: PageCursor = "", done: str = ""
) -> HTMLResponse:  # fmt: skip
    """Headings that persons said the meaning of, and for whom it holds."""
    _ = words_of(request)
    with store.reading() as conn:
        page = headings.find_headings(conn, viewer, cursor=cursor or None)
        mine = {one.mapping_id for one in page.rows if headings.may_forget(conn, viewer, one.unit_id)}
    columns = (
        Column(label=_("Tiêu đề và cách đọc")), Column(label=_("Loại bảng")), Column(label=_("Dùng cho")),
        Column(label=_("Người sửa")), Column(label=_("Dùng lần cuối")), Column(label=_("Bỏ")),
    )  # fmt: skip
    table: Table[HeadingView] = Table(
        caption=_("Cách đọc đã nhớ"), columns=columns, rows=page.rows, address=address_of(request).replaced(done=""),
        total=page.total, next_cursor=page.next_cursor or "", empty=_("Chưa nhớ cách đọc nào."),
        empty_next=_("Khi một tệp bị đọc sai cột, mở lần nhập đó và sửa; lần sau tệp có cùng tiêu đề được đọc đúng."),
    )  # fmt: skip
    language = language_of(request)
    pairs = {
        one.mapping_id: tuple(
            (heading, words_of_field(field, one.table_kind, language))
            for heading, field in zip(one.headings, one.fields, strict=True)
        )
        for one in page.rows
    }
    context = HeadingsContext(table=table, pairs=pairs, mine=frozenset(mine), done=done)
    return render(request, "imports/headings.html", context)


@router.post("/imports/headings/{mapping_id}/forget")
def forget(viewer: Imports, store: StoreOf, now: Now, mapping_id: str) -> Response:
    """Read such headings by their own words again."""
    correct_import.forget_headings(store, viewer, mapping_id, now=now)
    return see_other("/imports/headings?done=forgotten")


@router.get("/imports/{import_id}/sheets/{number}")
def sheet_page(
    request: Request, viewer: Imports, store: StoreOf, now: Now, import_id: str, number: int, start: int = 0
) -> HTMLResponse:
    """How one sheet was read, with a form to say otherwise while the import can still be read again."""
    entry = _entry(store, viewer, import_id)
    record_look(store, viewer, at="import", officers=[import_id], kind="import", now=now)
    return render(request, "imports/sheet.html", _context(request, entry, number, start=start))


@router.post("/imports/{import_id}/sheets/{number}")
def correct(
    request: Request, viewer: Imports, store: StoreOf, now: Now, import_id: str, number: int, sent: SentForm
) -> Response:
    """Keep what was said of the sheet and ask the worker to read the files again."""
    entry = _entry(store, viewer, import_id)
    start = int(sent["start"]) if sent.get("start", "").isdecimal() else 0
    try:
        wanted = CorrectRequest(import_id=import_id, sheet=number, choice=_choice(entry, number, sent, request))
        correct_import.correct_import(store, viewer, wanted, now=now)
    except UsageError as error:
        context = _context(request, entry, number, start=start, sent=sent, problems=(message_of(error, request),))
        return render(request, "imports/sheet.html", context, status=422)
    return see_other(f"/imports/{import_id}")


def _entry(store: Store, viewer: Viewer, import_id: str) -> ImportView:
    with store.reading() as conn:
        return imports.get_import(conn, viewer, import_id)


def _view(entry: ImportView, number: int, language: str) -> SheetView:
    sheets = sheet_views(entry, language)
    if not 0 <= number < len(sheets):
        raise NotFound
    return sheets[number]


def _choice(entry: ImportView, number: int, sent: Mapping[str, str], request: Request) -> SheetChoice:
    """What the form says; columns keep their fields only while heading and kind stay as they were."""
    sheet = _view(entry, number, language_of(request))
    try:
        kind = TableKind(sent["kind"]) if sent.get("kind") else None
        first, last = int(sent["first"]), int(sent["last"])
    except (KeyError, ValueError) as error:
        raise UsageError("Nhập số của hàng tiêu đề.", "Enter the numbers of the heading rows.") from error
    is_same = (first, last, str(kind or "")) == (sheet.first, sheet.last, sheet.kind)
    fields = {one.column: sent.get(f"column-{one.column}", one.field) for one in sheet.columns} if is_same else {}
    return SheetChoice(kind=kind, top=first - 1, height=last - first + 1, fields=fields)


def _context(
    request: Request, entry: ImportView, number: int, *, start: int = 0, sent: Mapping[str, str] | None = None,
    problems: tuple[str, ...] = (),
) -> SheetContext:  # fmt: skip
    _, language = words_of(request), language_of(request)
    sheet = _view(entry, number, language)
    given = sent or {}
    kinds = (*map(str, SHEETS_OF[sheet.file_kind]), "")
    kind = sheet.kind if sheet.kind in kinds else ""
    offered = ("", *fields_of()[TableKind(kind)]) if kind else ()
    first = min(max(start, 0), max(len(sheet.columns) - 1, 0)) // COLUMNS * COLUMNS
    fields = {
        one.column: Field(
            name=f"column-{one.column}", label=_("Cột %(letter)s được đọc là") % {"letter": one.letter},
            value=given.get(f"column-{one.column}", one.field), choices=_choices(offered, kind, language),
        )
        for one in sheet.columns[first : first + COLUMNS]
    }  # fmt: skip
    return SheetContext(
        entry=entry, sheet=sheet, shown=sheet.columns[first : first + COLUMNS], fields=fields, start=first,
        starts=tuple(range(0, len(sheet.columns), COLUMNS)), needs=_needs(sheet, kind, language),
        kind_field=_kind_field(_, kinds, given, kind, language),
        row_fields=_row_fields(_, given, sheet), can_correct=entry.status in OPEN, problems=problems,
    )  # fmt: skip


def _needs(sheet: SheetView, kind: str, language: str) -> tuple[str, ...]:
    """Of a sheet that was not read: each column it lacks, with the fields that would do."""
    if sheet.is_read or not kind:
        return ()
    meant = {one.field for one in sheet.columns}
    lacking = [needed for needed in NEEDED[TableKind(kind)] if not needed & meant]
    offered = fields_of()[TableKind(kind)]
    return tuple(
        ", ".join(words_of_field(field, kind, language) for field in offered if field in needed) for needed in lacking
    )


def _choices(offered: tuple[str, ...], kind: str, language: str) -> tuple[Choice, ...]:
    return tuple(Choice(value=field, label=words_of_field(field, kind, language)) for field in offered)


def _kind_field(
    _: Callable[[str], str], kinds: tuple[str, ...], given: Mapping[str, str], kind: str, language: str
) -> Field:  # fmt: skip
    return Field(
        name="kind", label=_("Trang này là"), value=given.get("kind", kind), is_required=True,
        choices=tuple(Choice(value=one, label=words.word(one, "table_kind", language)) for one in kinds),
    )  # fmt: skip


def _row_fields(_: Callable[[str], str], given: Mapping[str, str], sheet: SheetView) -> tuple[Field, Field]:
    hint = _("Số hàng như trong bảng tính, trong %(n)s hàng đầu.") % {"n": SEARCHED_ROWS}
    first = Field(
        name="first", label=_("Tiêu đề bắt đầu ở hàng"), value=given.get("first", str(sheet.first)), hint=hint,
        is_required=True, inputmode="numeric", width="short",
    )  # fmt: skip
    last = Field(
        name="last", label=_("Tiêu đề kết thúc ở hàng"), value=given.get("last", str(sheet.last)),
        hint=_("Bằng hàng đầu khi tiêu đề chỉ có một hàng; nhiều nhất ba hàng."), is_required=True,
        inputmode="numeric", width="short",
    )  # fmt: skip
    return first, last
