"""Pages of evidence that waits: what it says, its file, what it would change; confirmed or refused with a reason."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from api.people import evidence_pages
from recommender.store.tables.audit import AUDIT
from recommender.store.tables.people import EVIDENCE_FILE, STATEMENT
from tests.api.world import World
from tests.api.world_rows import NOW, OWN, PEOPLE, add

MINE, BESIDE, OTHER = PEOPLE[1], PEOPLE[2], PEOPLE[8]
"""Two people of A1, somebody of another province."""
LIST = "/people/evidence"
PDF = b"%PDF-1.4 ban chup"


def waits(world: World, statement_id: str = "SNEW", **given: Any) -> str:
    """Somebody added a statement; the address of the word on it."""
    said = {
        "statement_id": statement_id, "officer_id": MINE.officer_id, "kind": "certificate", "text": "Chứng chỉ hộ tịch",
        "standing": "waits", "periods": 40.0, "started_on": date(2026, 3, 2), "dated_on": date(2026, 4, 30),
        "added_by": "somebody", "added_by_name": "Trần Văn Đức", "added_at": NOW - timedelta(days=3), **given,
    }  # fmt: skip
    with world.store.writing() as conn:
        add(conn, STATEMENT, said)
    return f"/people/{said['officer_id']}/evidence/{statement_id}"


def with_file(world: World) -> str:
    """A file beside the statement of somebody; the address it is read at."""
    folder = world.settings.uploads_folder / "evidence"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "F1.pdf").write_bytes(PDF)
    with world.store.writing() as conn:
        add(conn, EVIDENCE_FILE, {
            "file_id": "F1", "officer_id": MINE.officer_id, "name": "bản chụp.pdf", "media_type": "application/pdf",
            "bytes": len(PDF), "sha256": "0" * 64, "stored_as": "evidence/F1.pdf", "added_by": "somebody",
        })  # fmt: skip
    waits(world, file_id="F1")
    return f"/people/{MINE.officer_id}/files/F1"


def standing(world: World, statement_id: str = "SNEW") -> tuple[str, str]:
    query = select(STATEMENT.c.standing, STATEMENT.c.answer).where(STATEMENT.c.statement_id == statement_id)
    with world.store.reading() as conn:
        row = conn.execute(query).one()
    return row.standing, row.answer


@pytest.mark.parametrize(("account", "status"), [
    ("hr_a1", 200), ("province_a", 200), ("decider_a", 200), ("institute", 403), ("officer", 403), ("", 303),
])  # fmt: skip
def test_the_list_opens_for_those_who_work_with_people(world: World, account: str, status: int) -> None:
    waits(world)
    assert world.client(account).get(LIST).status_code == status


@pytest.mark.parametrize("address", [LIST, f"/people/{MINE.officer_id}"])
def test_everything_to_decide_by_stands_beside_the_decision(world: World, address: str) -> None:
    file = with_file(world)
    page = world.client("hr_a1").get(address).text
    for told in (
        "Chứng chỉ hộ tịch", "02/03/2026 – 30/04/2026", "40 tiết", "bản chụp.pdf", f'href="{file}"', "Nếu xác nhận",
        "Trần Văn Đức gửi 19/11/2026",
    ):  # fmt: skip
        assert told in page


def test_the_oldest_comes_first_and_the_rest_on_the_next_page(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence_pages, "ROWS", 2)
    for number in (2, 1, 3):
        waits(world, f"S{number}", text=f"Lớp thứ {number}", officer_id=(MINE, BESIDE)[number % 2].officer_id)
    client = world.client("hr_a1")
    page = client.get(LIST).text
    assert re.findall(r"Lớp thứ \d", page) == ["Lớp thứ 1", "Lớp thứ 2"]
    assert "<h1>3 minh chứng chờ xác nhận</h1>" in page
    following = re.search(r'href="([^"]*cursor=[^"]*)"', page)
    assert following is not None
    assert re.findall(r"Lớp thứ \d", client.get(following[1].replace("&amp;", "&")).text) == ["Lớp thứ 3"]


def test_the_list_and_home_count_what_waits_in_the_viewers_units_only(world: World) -> None:
    waits(world, "S1")
    waits(world, "S2", officer_id=OTHER.officer_id, text="Lớp ở tỉnh khác")
    client = world.client("hr_a1")
    assert "Lớp ở tỉnh khác" not in client.get(LIST).text
    home = client.get("/").text
    item = re.search(r'<span class="count">(\d+)</span>\s*<div><a href="/people/evidence">', home)
    assert item is not None
    assert item[1] == "1"
    assert "lâu nhất: gửi ngày 19/11/2026" in home


def test_a_search_narrows_the_list_without_diacritics(world: World) -> None:
    waits(world, "S1")
    waits(world, "S2", officer_id=BESIDE.officer_id, text="Lớp của người khác")
    page = world.client("hr_a1").get(f"{LIST}?q=tran van duc").text
    assert "Chứng chỉ hộ tịch" in page
    assert "Lớp của người khác" not in page


def test_a_correction_shows_what_stands_now_and_what_would(world: World) -> None:
    waits(world, replaces=f"S{MINE.officer_id}0", kind="degree", text="Đại học Luật", grade="Thạc sĩ", subject="Luật")
    page = world.client("hr_a1").get(LIST).text
    assert "Thay cho minh chứng “Đại học Luật”" in page
    assert "Trình độ hoặc xếp loại: <span" in page
    assert "<del>Đại học</del> → <ins>Thạc sĩ</ins>" in page
    assert "<del>01/06/2008</del> → <ins>30/04/2026</ins>" in page
    assert "<del>Luật</del>" not in page


def test_somebody_who_only_decides_reads_without_a_form(world: World) -> None:
    address = waits(world)
    page = world.client("decider_a").get(LIST).text
    assert "Chứng chỉ hộ tịch" in page
    assert address not in page


def test_the_file_is_sent_and_the_look_is_written_down(world: World) -> None:
    answer = world.client("hr_a1").get(with_file(world))
    assert (answer.status_code, answer.content) == (200, PDF)
    assert answer.headers["content-disposition"].startswith("attachment")
    with world.store.reading() as conn:
        rows = conn.execute(select(AUDIT).where(AUDIT.c.action == "look_at_file")).all()
    assert [(row.actor, row.subject_id) for row in rows] == [(world.users["hr_a1"], MINE.officer_id)]


def test_a_file_of_others_or_under_another_person_is_not_found(world: World) -> None:
    file = with_file(world)
    assert world.client("hr_a2").get(file).status_code == 404
    assert world.client("hr_a1").get(f"/people/{BESIDE.officer_id}/files/F1").status_code == 404
    assert world.client("hr_a1").get(f"/people/{MINE.officer_id}/files/none").status_code == 404
    assert world.client("institute").get(file).status_code == 403


@pytest.mark.parametrize(("verdict", "expected", "done"), [
    ("accept", "counts", "confirmed"), ("refuse", "refused", "refused"),
])  # fmt: skip
@pytest.mark.parametrize("from_list", [False, True])
def test_what_the_person_added_is_judged_once(
    world: World, verdict: str, expected: str, done: str, *, from_list: bool
) -> None:
    address, client = waits(world), world.client("hr_a1")
    sent = {"verdict": verdict, "answer-SNEW": "Chưa thấy bản chính", **({"list": "1"} if from_list else {})}
    answer = client.post(address, data=sent)
    back = LIST if from_list else f"/people/{MINE.officer_id}"
    assert (answer.status_code, answer.headers["location"]) == (303, f"{back}?done={done}")
    assert '<div class="notice is-done"' in client.get(answer.headers["location"]).text
    assert standing(world)[0] == expected
    assert client.post(address, data=sent).status_code == 409


@pytest.mark.parametrize("answer", ["", "  ", "x" * 2001])
def test_a_refusal_without_a_fitting_reason_keeps_what_was_typed(world: World, answer: str) -> None:
    sent = {"verdict": "refuse", "answer-SNEW": answer, "list": "1"}
    page = world.client("hr_a1").post(waits(world), data=sent)
    assert page.status_code == 422
    assert 'href="#answer-SNEW"' in page.text
    assert 'id="answer-SNEW-error"' in page.text
    assert '<input type="hidden" name="list" value="1">' in page.text
    assert standing(world)[0] == "waits"


def test_a_word_that_is_neither_changes_nothing(world: World) -> None:
    assert world.client("hr_a1").post(waits(world), data={"verdict": "maybe"}).status_code == 422
    assert standing(world)[0] == "waits"


def test_the_person_reads_why_it_was_not_confirmed(world: World) -> None:
    address = waits(world, officer_id=OWN.officer_id)
    world.client("hr_a1").post(address, data={"verdict": "refuse", "answer-SNEW": "Bản chụp mờ, không đọc được số."})
    page = world.client("officer").get("/me/evidence").text
    heading = page.index("<h2>Không được xác nhận</h2>")
    assert page.index("Trả lời của đơn vị: Bản chụp mờ, không đọc được số.") > heading
    assert "<details><summary>Không còn được tính" not in page


def test_evidence_of_another_unit_is_not_judged(world: World) -> None:
    assert world.client("hr_a2").post(waits(world), data={"verdict": "accept"}).status_code == 404
    assert standing(world)[0] == "waits"
