"""Pages that take a job description: the form, and how far the worker is with a file that takes longer."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import File, Form, Request, UploadFile
from starlette.responses import Response

from api.look.forms import Choice, Field, filled, refused_fields
from api.positions.contexts import ReadingContext, UploadContext
from api.rendering import language_of, render, words_of
from api.settings import ServerSettings
from api.web.access import Now, SettingsOf, StoreOf, permitted
from api.web.routers import page_router, see_other
from api.web.uploads import keep_upload
from recommender.errors import InputError, NotFound, UsageError
from recommender.permissions import Action, Viewer
from recommender.store import jobs, units
from recommender.store.engine import Store
from recommender.store.jobs import JobView
from recommender.store.tables.jobs import JobKind, JobStatus
from recommender.workflows.read_description import Read, SentDescription, read_description
from training_catalog.word_form import find_office

router = page_router("positions")
ChangesCatalogue = Annotated[Viewer, permitted(Action.MANAGE_CATALOGUE)]
ACCEPTED: Final = ".docx,.doc"


@router.get("/positions/upload")
def upload_form(request: Request, viewer: ChangesCatalogue, store: StoreOf, job: str = "") -> Response:
    """The form that takes a job description; with `job`, how far a file is that was sent."""
    if not job:
        return render(request, "positions/upload.html", _form(request, viewer, store))
    with store.reading() as conn:
        found = jobs.get_job(conn, viewer, job)
    if found.kind != JobKind.POSITIONS:
        raise NotFound
    drafts = ""
    if found.status == JobStatus.DONE:
        drafts = _drafts(found.result["own_ids"], is_known=found.result["is_known"])
        if "hx-request" not in request.headers:  # the page asks again by itself: it then shows where to go on
            return see_other(drafts)
    elif found.status in jobs.OVER:
        context = _form(request, viewer, store, unit=found.unit_id, problems=(_failure(request, found),))
        return render(request, "positions/upload.html", context)
    return render(request, "positions/reading.html", ReadingContext(job=found, drafts=drafts))


@router.post("/positions/upload")
def send(
    request: Request, viewer: ChangesCatalogue, settings: SettingsOf, store: StoreOf, now: Now,
    unit: Annotated[str, Form()] = "", file: Annotated[UploadFile | None, File()] = None,
) -> Response:  # fmt: skip
    """Read the file into drafts, a large or old one by the worker; nothing changes before they are taken over."""
    try:
        read = _read(store, viewer, settings, unit, file, now)
    except (InputError, UsageError) as error:
        context = _form(request, viewer, store, unit=unit, refused=error)
        return render(request, "positions/upload.html", context, status=422)
    if read.drafts is None:
        return see_other(f"/positions/upload?job={read.job_id}")
    return see_other(_drafts(read.drafts.own_ids, is_known=read.drafts.is_known))


def _drafts(own_ids: tuple[str, ...] | list[str], *, is_known: bool) -> str:
    """The page of what was read: the draft when there is one, else all that wait."""
    done = "?done=known" if is_known else ""
    one = f"/{own_ids[0]}" if len(own_ids) == 1 else ""
    return f"/positions/drafts{one}{done}"


def _failure(request: Request, job: JobView) -> str:
    _ = words_of(request)
    said = job.error_en if language_of(request) == "en" else job.error_vi
    return said or _("Việc đọc tệp đã bị hủy. Gửi lại tệp nếu cần.")


def _read(
    store: Store, viewer: Viewer, settings: ServerSettings, unit: str, file: UploadFile | None, now: Now
) -> Read:  # fmt: skip
    if file is None or not file.filename:
        raise UsageError("Chọn một tệp Word (.docx, .doc).", "Choose a Word file (.docx, .doc).", field="file")
    if not file.filename.lower().endswith((".docx", ".doc")):
        raise InputError("Chỉ nhận tệp Word (.docx, .doc).", "Only Word files (.docx, .doc) are taken.", field="file")
    kept = keep_upload(file.file, file.filename, folder=settings.uploads_folder)
    sent = SentDescription(
        unit_id=unit, name=kept.name, bytes=kept.bytes, sha256=kept.sha256, stored_as=kept.stored_as
    )  # fmt: skip
    return read_description(store, viewer, sent, uploads=settings.uploads_folder, now=now)


def _form(
    request: Request, viewer: Viewer, store: Store, *, unit: str = "", problems: tuple[str, ...] = (),
    refused: InputError | UsageError | None = None,
) -> UploadContext:  # fmt: skip
    _ = words_of(request)
    with store.reading() as conn:
        tops = units.top_units(conn, viewer, Action.MANAGE_CATALOGUE)
        below = [one for top in tops for one in units.children(conn, top.unit_id)]
    choices = tuple(Choice(value=one.unit_id, label=one.name) for one in (*tops, *below))
    fields = (
        Field(
            name="unit", label=_("Áp dụng cho"), value=unit or choices[0].value, choices=choices, is_required=True,
            hint=_("Bản mô tả có hiệu lực ở đơn vị này và mọi đơn vị trực thuộc."),
        ),
        Field(
            name="file", label=_("Bản mô tả công việc"), kind="file", accept=ACCEPTED, is_required=True,
            hint=_("Tệp Word theo mẫu bản mô tả vị trí việc làm; một tệp có thể có nhiều vị trí."),
        ),
    )  # fmt: skip
    names = [one.name for one in fields]
    errors, others = refused_fields(refused, language_of(request), names) if refused else ({}, ())
    return UploadContext(
        fields=filled(fields, {}, errors), problems=(*problems, *others), has_office=find_office() is not None
    )  # fmt: skip
