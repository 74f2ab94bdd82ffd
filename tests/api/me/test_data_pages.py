"""The own data: all of it to see and to take away, who looked by name and role, and nobody else's."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

from tests.api.world import World
from tests.api.world_rows import OWN, PEOPLE


def test_the_page_shows_the_own_file(shared_world: World) -> None:
    text = shared_world.client("officer").get("/me/data").text
    assert OWN.name in text
    assert OWN.code in text


def test_who_looked_is_named_with_the_role(world: World) -> None:
    world.client("hr_a1").get(f"/api/v1/people/{OWN.officer_id}")
    text = world.client("officer").get("/me/data").text
    assert "Tài khoản hr_a1 (Nhân sự đơn vị)" in text


def test_the_download_holds_the_own_data_and_nobody_elses(world: World) -> None:
    answer = world.client("officer").get("/me/data/download.json")
    assert answer.json()["officer_id"] == OWN.officer_id
    assert all(person.name not in answer.text for person in PEOPLE[1:])


def test_the_zip_holds_the_files_too(world: World) -> None:
    client = world.client("officer")
    sent = {"kind": "certificate", "text": "Chứng chỉ tin học"}
    client.post("/me/evidence", data=sent, files={"file": ("scan.pdf", b"%PDF-1", "application/pdf")})
    archive = zipfile.ZipFile(io.BytesIO(client.get("/me/data/download.zip").content))
    names = archive.namelist()
    assert json.loads(archive.read(names[0]))["officer_id"] == OWN.officer_id
    assert archive.read(names[1]) == b"%PDF-1"


@pytest.mark.parametrize("account", ["hr_a1", "province_a", "institute", "administrator"])
@pytest.mark.parametrize("path", ["/me/data", "/me/data/download.json", "/me/data/download.zip"])
def test_only_civil_servants_open_it(shared_world: World, account: str, path: str) -> None:
    assert shared_world.client(account).get(path).status_code == 403
