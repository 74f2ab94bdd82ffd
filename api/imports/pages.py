"""Pages of imports: upload workbooks, look at what they would change and what is wrong in them, confirm, undo."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Final

from fastapi import File, Form, Request, UploadFile
from starlette.responses import HTMLResponse, Response

from api.imports.changes import change_lines, units_in
from api.imports.contexts import ImportContext, ImportsContext
from api.imports.layouts import SheetView, sheet_views
from api.imports.marked_files import marked_files
from api.imports.tallies import figures, tally_table
from api.imports.work import import_work
from api.look import words
from api.look.addresses import Address
from api.look.forms import Choice, Field
from api.look.tables import Column, Filter, Table
from api.rendering import address_of, language_of, message_of, render, words_of
from api.settings import ServerSettings
from api.web.access import CatalogueOf, Now, SettingsOf, StoreOf, permitted
from api.web.looks import record_look
from api.web.page_cursors import PageCursor
from api.web.routers import page_router, see_other
from api.web.uploads import keep_upload
from recommender.errors import InputError, UsageError
from recommender.permissions import Action, Viewer
from recommender.store import units
from recommender.store.engine import Store
from recommender.store.importing import imports, staging
from recommender.store.importing.absent_people import absent_people
from recommender.store.importing.imports import ImportView
from recommender.store.tables.imports import ImportStatus
from recommender.workflows import import_workbook, settle_import
from recommender.workflows.import_workbook import BeginRequest, ImportFile

router = page_router("imports")
Imports = Annotated[Viewer, permitted(Action.IMPORT)]
Files = Annotated[list[UploadFile] | None, File(max_length=5)]
ACCEPTED: Final = ".xlsx,.xls,.ods,.csv"
ROWS: Final = 50


@router.get("/imports")
def import_list(request: Request, viewer: Imports, store: StoreOf, cursor: PageCursor = "") -> HTMLResponse:
    """The imports made so far, and the form of a new one."""
    return render(request, "imports/list.html", _list(request, viewer, store, cursor=cursor))


@router.post("/imports")
def send(
    request: Request, viewer: Imports, settings: SettingsOf, store: StoreOf, now: Now,
    unit: Annotated[str, Form()] = "", people: Files = None, assessments: Files = None, quotas: Files = None,
    decisions: Files = None,
) -> Response:  # fmt: skip
    """Keep the files and ask the worker to read them; nothing changes before it is confirmed."""
    given = {"people": people, "assessments": assessments, "quotas": quotas, "decisions": decisions}
    try:
        files = _kept(given, settings)
        begun = import_workbook.begin_import(store, viewer, BeginRequest(unit_id=unit, files=files), now=now)
    except (InputError, UsageError) as error:
        context = _list(request, viewer, store, unit=unit, problems=(message_of(error, request),))
        return render(request, "imports/list.html", context, status=422)
    return see_other(f"/imports/{begun.import_id}" + ("?done=known" if begun.is_known else ""))


@router.get("/imports/{import_id}")
def import_page(
    request: Request, viewer: Imports, settings: SettingsOf, store: StoreOf, now: Now, catalogue: CatalogueOf,
    import_id: str, done: str = "", cursor: PageCursor = "", severity: str = "", job: str = "",
) -> HTMLResponse:  # fmt: skip
    """What one import would change, and what is wrong in its files."""
    _, language = words_of(request), language_of(request)
    with store.reading() as conn:
        entry = imports.get_import(conn, viewer, import_id)
        counts = imports.count_problems(conn, viewer, import_id)
        found = imports.import_problems(conn, viewer, import_id, severity=severity, limit=ROWS, cursor=cursor or None)
        changes = staging.find_changes(conn, viewer, import_id, limit=ROWS)
        unit_names = units.unit_names(conn, units_in(changes.rows))
        wrong = imports.files_with_problems(conn, viewer, import_id)
        work = import_work(conn, viewer, entry, asked=job)
        numbers = entry.counts.get("returned", []) if entry.status == ImportStatus.STAGED else []
        back = staging.find_changes(conn, viewer, import_id, numbers=numbers[:ROWS], limit=ROWS).rows if numbers else ()
        unit_names |= units.unit_names(conn, units_in(back))
        absent = absent_people(conn, viewer, import_id) if entry.status == ImportStatus.STAGED else None
    record_look(store, viewer, at="import", officers=[import_id], kind="import", now=now)
    address = address_of(request).replaced(done="", job="")
    problems = Table(
        caption=_("Vấn đề trong tệp"), rows=found.rows, address=address, next_cursor=found.next_cursor or "",
        columns=(
            Column(label=_("Ô")), Column(label=_("Mức độ")), Column(label=_("Vấn đề"), is_wide=True),
            Column(label=_("Gợi ý"), is_wide=True),
        ),
        empty=_("Không có vấn đề nào."), total=found.total, filters=_severity(severity, address, language),
    )  # fmt: skip
    changed = Table(
        caption=_("Sẽ thay đổi"), rows=change_lines(changes.rows, unit_names, catalogue, language=language),
        address=Address(path=address.path),
        columns=(
            Column(label=_("Người hoặc chỉ tiêu")), Column(label=_("Việc")),
            Column(label=_("Chi tiết"), is_wide=True),
        ),
        empty=_("Không có dòng nào thay đổi."), total=changes.total,
    )  # fmt: skip
    tally = tally_table(entry, _)
    marked = marked_files(entry, wrong, settings.uploads_folder)
    context = ImportContext(
        entry=entry, work=work, figures=figures(entry, counts, _, language), problems=problems, changes=changed,
        tallies=tally, absent=absent, n_returned=len(numbers),
        returned=change_lines(back, unit_names, catalogue, language=language),
        takes_nothing=bool(tally.rows) and not any(one.n_taken for one in tally.rows),
        refusals=tuple(Counter(one.refusal for one in changed.rows if one.refusal).most_common()),
        sheets=_sheets(entry, _, language), marked=marked, is_file_gone=bool(wrong) and not marked,
        done=done or work.done,
    )  # fmt: skip
    return render(request, "imports/one.html", context)


@router.post("/imports/{import_id}/confirm")
def confirm(
    viewer: Imports, store: StoreOf, now: Now, import_id: str, left_out: Annotated[list[int] | None, Form()] = None
) -> Response:  # fmt: skip
    """Apply it at once, but for the people ticked; a large one is applied by the worker, which its page then tells."""
    settled = settle_import.confirm(store, viewer, import_id, now=now, left_out=left_out or ())
    return see_other(f"/imports/{import_id}?" + (f"job={settled.job_id}" if settled.job_id else "done=applied"))


@router.post("/imports/{import_id}/undo")
def undo(viewer: Imports, store: StoreOf, now: Now, import_id: str) -> Response:
    """Put back what it changed; what a large one changed is put back by the worker."""
    settled = settle_import.undo(store, viewer, import_id, now=now)
    return see_other(f"/imports/{import_id}?" + (f"job={settled.job_id}" if settled.job_id else "done=undone"))


@router.post("/imports/{import_id}/retry")
def retry(viewer: Imports, store: StoreOf, now: Now, import_id: str) -> Response:
    """Have files read again on which the worker gave up."""
    import_workbook.retry_import(store, viewer, import_id, now=now)
    return see_other(f"/imports/{import_id}")


@router.post("/imports/{import_id}/cancel")
def cancel(viewer: Imports, store: StoreOf, now: Now, import_id: str) -> Response:
    """Give it up before it is applied."""
    import_workbook.cancel_import(store, viewer, import_id, now=now)
    return see_other(f"/imports/{import_id}?done=cancelled")


def _list(
    request: Request, viewer: Viewer, store: Store, *, cursor: str = "", unit: str = "", problems: tuple[str, ...] = ()
) -> ImportsContext:
    _ = words_of(request)
    with store.reading() as conn:
        page = imports.find_imports(conn, viewer, limit=ROWS, cursor=cursor or None)
        tops = units.top_units(conn, viewer, Action.IMPORT)
        below = [one for top in tops for one in units.children(conn, top.unit_id)]
    columns = (
        Column(label=_("Tệp"), is_wide=True), Column(label=_("Đơn vị")), Column(label=_("Gửi lúc")),
        Column(label=_("Người gửi")), Column(label=_("Trạng thái")),
    )  # fmt: skip
    table = Table(
        caption=_("Các lần nhập dữ liệu"), columns=columns, rows=page.rows, address=address_of(request),
        next_cursor=page.next_cursor or "", empty=_("Chưa nhập tệp nào."),
        empty_next=_("Tải biểu mẫu ở trên, hoặc gửi chính tệp đang dùng ở đơn vị."),
    )  # fmt: skip
    choices = tuple(Choice(value=one.unit_id, label=one.name) for one in (*tops, *below))
    chosen = unit or (tops[0].unit_id if tops else "")
    return ImportsContext(table=table, fields=_fields(_, choices, chosen), problems=problems)


def _fields(_: Callable[[str], str], choices: tuple[Choice, ...], unit: str) -> tuple[Field, ...]:
    def file(name: str, label: str, hint: str) -> Field:
        return Field(name=name, label=label, hint=hint, kind="file", accept=ACCEPTED)

    return (
        Field(name="unit", label=_("Đơn vị"), value=unit, choices=choices, is_required=True),
        file("people", _("Danh sách cán bộ, công chức"), _("Excel, ODS hoặc CSV, theo mẫu nào cũng được.")),
        file("assessments", _("Kết quả đánh giá, sát hạch"), _("Theo chủ đề hoặc theo năng lực.")),
        file("quotas", _("Biên chế, định mức"), _("Theo đơn vị và vị trí.")),
        file("decisions", _("Quyết định trước đây"), _("Để hệ thống học từ quyết định đã ký.")),
    )  # fmt: skip


def _sheets(entry: ImportView, _: Callable[[str], str], language: str) -> Table[SheetView]:
    columns = (
        Column(label=_("Trang tính")), Column(label=_("Được đọc là")), Column(label=_("Hàng tiêu đề"), is_number=True),
        Column(label=_("Dòng trong trang"), is_number=True), Column(label=_("Dòng được dùng"), is_number=True),
        Column(label=_("Dòng bỏ"), is_number=True),
        Column(label=_("Cột được dùng"), is_number=True), Column(label=_("Cột chưa rõ"), is_number=True),
        Column(label=_("Cách nhận ra")),
    )  # fmt: skip
    return Table(
        caption=_("Các trang tính được đọc"), columns=columns, rows=sheet_views(entry, language),
        address=Address(path=f"/imports/{entry.import_id}"), empty=_("Không có trang tính nào đọc được."),
    )  # fmt: skip


def _severity(severity: str, address: Address, language: str) -> tuple[Filter, ...]:
    on = Filter(label=words.word(severity, "severity", language), off=address.without("severity"))
    return (on,) if severity else ()


def _kept(given: Mapping[str, Sequence[UploadFile] | None], settings: ServerSettings) -> tuple[ImportFile, ...]:
    """The uploaded files under names of our own; a field left empty sends a file without a name."""
    named = [(kind, file) for kind, files in given.items() for file in files or () if file.filename]
    if not named:
        raise UsageError("Chọn ít nhất một tệp.", "Choose at least one file.")
    kept = [(kind, keep_upload(file.file, file.filename or "", folder=settings.uploads_folder)) for kind, file in named]
    return tuple(
        ImportFile(kind=kind, name=one.name, bytes=one.bytes, sha256=one.sha256, stored_as=one.stored_as)
        for kind, one in kept
    )
