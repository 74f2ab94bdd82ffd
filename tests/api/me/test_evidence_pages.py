"""The own evidence: only the person concerned adds, corrects and withdraws it, and what is typed wrong is kept."""

from __future__ import annotations

from datetime import date

import pytest

from recommender.store.tables.people import STATEMENT
from tests.api.world import World
from tests.api.world_rows import OWN, PEOPLE, add

SENT = {"kind": "certificate", "text": "Chứng chỉ quản lý nhà nước", "dated_on": "2024-05-01"}
PDF = b"%PDF-1.7 scan"


def test_the_page_shows_what_counts(shared_world: World) -> None:
    text = shared_world.client("officer").get("/me/evidence").text
    assert "Đại học Luật" in text
    assert "2 minh chứng" in text


@pytest.mark.parametrize("account", ["hr_a1", "province_a", "institute", "administrator"])
def test_only_civil_servants_open_it(shared_world: World, account: str) -> None:
    assert shared_world.client(account).get("/me/evidence").status_code == 403


def test_new_evidence_waits_for_the_unit(world: World) -> None:
    client = world.client("officer")
    assert client.post("/me/evidence", data=SENT).headers["location"] == "/me/evidence?done=added"
    text = client.get("/me/evidence").text
    assert "Chờ đơn vị xác nhận" in text
    assert "Chứng chỉ quản lý nhà nước" in text


def test_a_file_comes_back_as_it_was_sent(world: World) -> None:
    client = world.client("officer")
    client.post("/me/evidence", data=SENT, files={"file": ("scan.pdf", PDF, "application/pdf")})
    page = client.get("/me/evidence").text
    address = page.partition('href="/me/evidence/files/')[2].partition('"')[0]
    answer = client.get(f"/me/evidence/files/{address}")
    assert answer.content == PDF
    assert answer.headers["content-disposition"].startswith("attachment")


def test_a_file_of_another_kind_is_refused_and_the_text_kept(world: World) -> None:
    answer = world.client("officer").post("/me/evidence", data=SENT, files={"file": ("a.pdf", b"MZ", "text/html")})
    assert answer.status_code == 422
    assert "Chỉ nhận tệp PDF" in answer.text
    assert SENT["text"] in answer.text


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("text", "x", "Ghi nội dung"),
        ("kind", "rating", "Chọn loại"),
        ("dated_on", "2030-01-01", "Ngày phải"),
        ("dated_on", "1/1", "Ngày phải"),
        ("periods", "-3", "Số tiết là"),
        ("subject", "x" * 301, "tối đa 300"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(world: World, name: str, value: str, said: str) -> None:
    answer = world.client("officer").post("/me/evidence", data=SENT | {name: value})
    assert answer.status_code == 422
    assert said in answer.text


def test_a_correction_keeps_the_old_statement_until_confirmed(world: World) -> None:
    client = world.client("officer")
    replaces = f"S{OWN.officer_id}0"
    assert "Đại học Luật" in client.get(f"/me/evidence/new?replaces={replaces}").text
    client.post("/me/evidence", data=SENT | {"replaces": replaces})
    assert "2 minh chứng" in client.get("/me/evidence").text


def test_the_statement_of_another_person_is_not_found(world: World) -> None:
    client = world.client("officer")
    theirs = f"S{PEOPLE[1].officer_id}0"
    assert client.get(f"/me/evidence/new?replaces={theirs}").status_code == 404
    assert client.post("/me/evidence", data=SENT | {"replaces": theirs}).status_code == 404
    assert client.post(f"/me/evidence/{theirs}/withdraw").status_code == 404


def test_what_waits_can_be_withdrawn(world: World) -> None:
    client = world.client("officer")
    client.post("/me/evidence", data=SENT)
    address = client.get("/me/evidence").text.partition('action="/me/evidence/')[2].partition('"')[0]
    assert client.post(f"/me/evidence/{address}").headers["location"] == "/me/evidence?done=withdrawn"
    assert "Không còn được tính (1)" in client.get("/me/evidence").text


def test_a_yearly_rating_is_shown_but_neither_counted_nor_marked_as_counting(world: World) -> None:
    with world.store.writing() as conn:
        add(conn, STATEMENT, {
            "statement_id": "SRATING", "officer_id": OWN.officer_id, "kind": "rating", "text": "Hoàn thành tốt",
            "subject": "", "grade": "", "standing": "counts", "dated_on": date(2025, 12, 15),
        })  # fmt: skip
    text = world.client("officer").get("/me/evidence").text
    assert "2 minh chứng đang được tính" in text
    card = text.partition('id="SRATING"')[2].partition("</article>")[0]
    assert "Chỉ để xem, không tính" in card
    assert "Được tính" not in card


def test_an_end_before_the_beginning_is_said_beside_the_field(shared_world: World) -> None:
    sent = {**SENT, "started_on": "2020-01-01", "dated_on": "2010-01-01"}
    answer = shared_world.client("officer").post("/me/evidence", data=sent)
    assert answer.status_code == 422
    assert "Ngày kết thúc không được trước ngày bắt đầu." in answer.text
