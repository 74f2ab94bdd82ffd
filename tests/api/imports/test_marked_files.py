"""A workbook comes back with its problems in the cells, under its own name, to those who may import it."""

from __future__ import annotations

import io

import openpyxl
import pytest

from recommender.store.job_run import Folders
from recommender.workflows.run_jobs import Worker, WorkerSettings
from tests.api.imports.sending import PLAIN, sent_and_read
from tests.api.world import World
from tests.api.world_rows import NOW


def test_the_workbook_comes_back_with_red_cells_and_comments(world: World) -> None:
    import_id = sent_and_read(world, PLAIN)
    client = world.client("hr_a1")
    assert "Tải lại cán bộ.xlsx với các ô có vấn đề được tô màu và ghi chú" in client.get(f"/imports/{import_id}").text
    answer = client.get(f"/imports/{import_id}/marked/0")
    assert answer.status_code == 200
    assert "c%C3%A1n%20b%E1%BB%99-marked.xlsx" in answer.headers["content-disposition"]
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    cell = book["CB"]["C2"]
    assert cell.fill.fgColor.rgb == "FFFFC7CE"
    assert cell.comment is not None
    assert book["CB"]["B2"].value == "Cao Thị Mới"


def test_the_comments_are_in_the_language_of_the_reader(world: World) -> None:
    import_id = sent_and_read(world, PLAIN)
    client = world.client("hr_a1")
    client.post("/preferences", data={"language": "en", "next": "/"})
    answer = client.get(f"/imports/{import_id}/marked/0")
    comment = openpyxl.load_workbook(io.BytesIO(answer.content))["CB"]["C2"].comment
    assert comment is not None
    assert "day" in comment.text.lower()


def test_a_file_without_problems_and_one_of_another_unit_are_not_found(world: World) -> None:
    clean = (PLAIN[0][:5], ("CB-9002", "Đinh Văn Sau", "02/03/1990", "Phường Ba Đình", "II.05"))
    import_id = sent_and_read(world, clean)
    assert world.client("hr_a1").get(f"/imports/{import_id}/marked/0").status_code == 404
    assert world.client("hr_a2").get(f"/imports/{sent_and_read(world, PLAIN)}/marked/0").status_code == 404


def test_a_large_workbook_is_marked_by_the_worker(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recommender.workflows.mark_import.AT_ONCE_BYTES", 10)
    import_id = sent_and_read(world, PLAIN)
    client = world.client("hr_a1")
    assert "Chuẩn bị tệp có đánh dấu" in client.get(f"/imports/{import_id}").text
    assert client.get(f"/imports/{import_id}/marked/0").status_code == 404
    asked = client.post(f"/imports/{import_id}/marked/0")
    assert asked.headers["location"].startswith("/admin/jobs/")
    settings = world.settings
    folders = Folders(
        uploads=settings.uploads_folder, exports=settings.exports_folder, anchors=settings.anchor_folder,
        backups=settings.backups_folder,
    )  # fmt: skip
    working = Worker(world.store, WorkerSettings(name="test", folders=folders), clock=lambda: NOW)
    working.run_waiting()
    answer = client.get(f"{asked.headers['location']}/file")
    cell = openpyxl.load_workbook(io.BytesIO(answer.content))["CB"]["C2"]
    assert cell.fill.fgColor.rgb == "FFFFC7CE"
    assert world.client("hr_a2").get(f"{asked.headers['location']}/file").status_code == 404


def test_a_file_that_is_kept_no_longer_is_not_offered_and_its_problems_stay(world: World) -> None:
    client, address = world.client("hr_a1"), f"/imports/{sent_and_read(world, PLAIN)}"
    assert "/marked/0" in client.get(address).text
    for path in world.settings.uploads_folder.iterdir():
        path.unlink()
    page = client.get(address)
    assert page.status_code == 200
    assert "/marked/0" not in page.text
    assert "không còn trên máy chủ" in page.text
    assert client.get(f"{address}/marked/0").status_code == 404
