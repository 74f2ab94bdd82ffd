"""The versions of a unit's catalogue: listed with who and when, compared with now, gone back to after a look."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from sqlalchemy import select

from recommender.store.catalogue_now import keep_catalogue, shipped_catalogue
from recommender.store.tables.runs import RUN
from tests.api.administration.test_rule_pages import OFF, RULE
from tests.api.world import World

VERSIONS = "/admin/catalogue/versions?unit=01"


def numbers(text: str) -> list[str]:
    """Numbers of the versions listed, newest first."""
    return list(dict.fromkeys(re.findall(r"/admin/catalogue/versions/([0-9]+)\?", text)))


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_unit_that_changed_nothing_has_one_version(shared_world: World, language: str) -> None:
    answer = shared_world.client("province_a", language=language).get(VERSIONS)
    assert answer.status_code == 200
    assert numbers(answer.text) == ["0"]
    assert "None" not in answer.text


def test_a_change_is_listed_compared_and_gone_back_from(world: World) -> None:
    client = world.client("province_a")
    client.post(RULE, data=OFF | {"act": "do"})
    listed = client.get(VERSIONS).text
    newest, start = numbers(listed)
    for words in ("Tắt tiêu chuẩn certificate_state_management của II.04", "Tài khoản province_a", "đang dùng"):
        assert words in listed
    look = client.get(f"/admin/catalogue/versions/{start}?unit=01").text
    assert "1 dòng khác nhau" in look
    for words in ("certificate_state_management: có xét", "không", "có", "2027-06-30", "Trở lại phiên bản này"):
        assert words in look
    done = client.post(f"/admin/catalogue/versions/{start}/restore", data={"unit": "01", "last": newest})
    assert done.headers["location"] == f"{VERSIONS}&done=restored"
    after = client.get(done.headers["location"]).text
    assert "Đã trở lại phiên bản trước" in after
    assert "Trở lại phiên bản 1" in after
    assert len(numbers(after)) == 4
    assert "không xét" not in client.get("/positions/II.04").text
    assert (
        "Trở lại phiên bản trước của danh mục"
        in world.client("administrator").get("/admin/audit?action=restore_catalogue").text
    )


def test_a_version_that_was_overtaken_is_not_gone_back_to(world: World) -> None:
    client = world.client("province_a")
    client.post(RULE, data=OFF | {"act": "do"})
    answer = client.post("/admin/catalogue/versions/0/restore", data={"unit": "01", "last": "0"})
    assert answer.status_code == 409
    assert len(numbers(client.get(VERSIONS).text)) == 2


@pytest.mark.parametrize("path", ["versions", "versions/0"])
def test_the_versions_of_another_province_are_not_found(shared_world: World, path: str) -> None:
    assert shared_world.client("province_b").get(f"/admin/catalogue/{path}?unit=01").status_code == 404


def test_the_catalogue_of_a_review_is_compared_with_the_one_in_force(world: World) -> None:
    client = world.client("province_a")
    with world.store.writing() as conn:
        run = conn.execute(select(RUN).where(RUN.c.unit_id == "01").limit(1)).one()
        pack = replace(shipped_catalogue(), digest=run.catalogue_digest)
        keep_catalogue(conn, pack, by_name="HR", now=run.started_at)
    client.post(RULE, data=OFF | {"act": "do"})
    assert f"/admin/catalogue/runs/{run.run_id}" in client.get(VERSIONS).text
    page = client.get(f"/admin/catalogue/runs/{run.run_id}").text
    assert "certificate_state_management: có xét" in page
    assert "Đợt rà soát đã dùng" in page
    assert world.client("province_b").get(f"/admin/catalogue/runs/{run.run_id}").status_code == 404


def test_a_version_that_is_not_there_is_not_found(shared_world: World) -> None:
    assert shared_world.client("province_a").get("/admin/catalogue/versions/999999?unit=01").status_code == 404
    assert shared_world.client("province_a").get("/admin/catalogue/runs/nothing").status_code == 404
