"""Workbooks sent to the pages of imports, and the worker's part done at once."""

from __future__ import annotations

import io
from collections.abc import Sequence

import openpyxl
from starlette.testclient import TestClient

from recommender.errors import InputError
from recommender.store.importing.staging import give_up
from recommender.store.job_run import Folders
from recommender.store.tables.imports import ImportStatus
from recommender.workflows.import_workbook import stage_import
from recommender.workflows.run_jobs import Worker, WorkerSettings
from tests.api.world import World
from tests.api.world_rows import NOW

UNIT = "00004"
PLAIN = (
    ("Mã cán bộ", "Họ và tên", "Ngày sinh", "Đơn vị", "Vị trí việc làm", "Ghi chú"),
    ("CB-9001", "Cao Thị Mới", "31/2/1985", "Phường Ba Đình", "II.04", ""),
    ("CB-9002", "Đinh Văn Sau", "02/03/1990", "Phường Ba Đình", "II.05", "=1+1"),
)
ODD = (
    ("Danh sách người làm việc",), ("Ký hiệu người", "Người giữ việc", "Ra đời", "Chỗ làm", "Việc đang giữ"),
    ("CB-9001", "Cao Thị Mới", "31/2/1985", "Phường Ba Đình", "II.04"),
    ("CB-9002", "Đinh Văn Sau", "02/03/1990", "Phường Ba Đình", "II.05"),
)  # fmt: skip
FIELDS = ("officer_id", "full_name", "birth", "unit", "position")


def workbook(rows: Sequence[Sequence[str]], *, sheet: str = "CB") -> bytes:
    """A workbook of one sheet."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    page = book.create_sheet(sheet)
    for row in rows:
        page.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def send(client: TestClient, rows: Sequence[Sequence[str]], *, name: str = "cán bộ.xlsx") -> str:
    """The id of an import of these rows, not read yet."""
    answer = client.post("/imports", data={"unit": UNIT}, files={"people": (name, workbook(rows))})
    assert answer.status_code == 303, answer.text[-600:]
    return str(answer.headers["location"]).rsplit("/", 1)[-1].partition("?")[0]


def read(world: World, import_id: str) -> None:
    """What the worker does with the job of an import."""
    try:
        stage_import(world.store, import_id, world.settings.uploads_folder, clock=lambda: NOW, tell=lambda *told: None)
    except InputError as error:
        with world.store.writing() as conn:
            give_up(conn, import_id, ImportStatus.FAILED, failure_vi=error.message_vi, failure_en=error.message_en)


def sent_and_read(world: World, rows: Sequence[Sequence[str]], *, name: str = "cán bộ.xlsx") -> str:
    """The id of an import that waits to be looked at."""
    import_id = send(world.client("hr_a1"), rows, name=name)
    read(world, import_id)
    return import_id


def work(world: World) -> None:
    """What the worker does with all jobs that wait."""
    folder = world.settings.uploads_folder
    folders = Folders(uploads=folder, exports=world.settings.exports_folder, anchors=folder, backups=folder)
    Worker(world.store, WorkerSettings(name="w", folders=folders), clock=lambda: NOW).run_waiting()


def form_of(fields: Sequence[str], *, kind: str = "people", first: int = 2, last: int = 2) -> dict[str, str]:
    """What the form of a sheet sends."""
    columns = {f"column-{column}": field for column, field in enumerate(fields)}
    return {"kind": kind, "first": str(first), "last": str(last), "start": "0", **columns}
