"""Ids that somebody swaps for another unit's, wherever they stand beside the path: each time there is no such thing.

Ids in paths are swapped by the matrix of `test_authorisation.py`, cursors by `test_swapped_cursors.py`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import pytest
from docx import Document
from sqlalchemy import func, select

from recommender.store.tables.accounts import API_TOKEN, USER_SESSION
from recommender.store.tables.jobs import JOB
from recommender.store.tables.people import STATEMENT
from recommender.store.tables.plans import ENROLMENT
from tests.api.related import NO_SUCH
from tests.api.world import World
from tests.api.world_rows import A1, A2, B1, OWN, PEOPLE, RUN_B, RUN_OPEN

MINE, SIBLING, OTHER = PEOPLE[1], PEOPLE[5], PEOPLE[8]
EVIDENCE: Final = f"/api/v1/people/{MINE.officer_id}/evidence"
SAID: Final = {"kind": "duty", "text": "Tham mưu chứng thực bản sao"}
SENT_FILE: Final = {"people": ("can_bo.csv", "Mã;Họ tên\n1;An\n".encode(), "text/csv")}
WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def people(one: str) -> dict[str, Any]:
    return {"officers": [MINE.officer_id, one]}


JSON: Final[tuple[tuple[str, str, dict[str, Any]], ...]] = (
    *((EVIDENCE, "a statement that is corrected", {**SAID, "replaces": f"S{one.officer_id}1"})
      for one in (SIBLING, OTHER)),
    *((EVIDENCE, "a file beside a statement", {**SAID, "file_id": file_id})
      for file_id in ("F1LE3", "F1LE4", "F1LE1X")),
    *((f"/api/v1/runs/{RUN_OPEN}/exports", "the unit of an export", {"form": "csv", "unit_id": unit})
      for unit in (A2, B1, NO_SUCH)),
    *(("/api/v1/decisions/confirm", "a person among several", {
        "run_id": RUN_OPEN, "pairs": [
            {"officer_id": MINE.officer_id, "position_id": MINE.position_id},
            {"officer_id": one.officer_id, "position_id": one.position_id},
        ],
    }) for one in (SIBLING, OTHER)),
)  # fmt: skip
"""Address, what is swapped, and a body of HR of A1 that names another unit's."""

FORMS: Final[tuple[tuple[str, str, str, dict[str, Any], dict[str, Any]], ...]] = (
    *(("hr_a1", "/imports", "the unit of an import", {"unit": unit}, SENT_FILE) for unit in (A2, B1, NO_SUCH)),
    *(("hr_a1", "/runs/new", "the unit of a run", {"unit": unit, "today": "2026-11-22"}, {})
      for unit in (A2, B1, NO_SUCH)),
    *(("hr_a1", f"/runs/{RUN_OPEN}/confirm", "a person among ticked ones",
       {"pair": [f"{one.officer_id}|{one.position_id}"]}, {}) for one in (SIBLING, OTHER)),
    *(("hr_a1", "/classes/0FF-1/learners", "a person who is sent", people(one), {})
      for one in (SIBLING.officer_id, OTHER.officer_id, NO_SUCH)),
    *(("administrator_a", f"/admin/units/{A1}/merge", "the unit merged into", {"into": unit, "act": "do"}, {})
      for unit in (B1, NO_SUCH)),
    *(("province_a", "/admin/rules/II.05/degree", "the unit of a rule", {"unit": unit, "act": "do"}, {})
      for unit in (B1, NO_SUCH)),
    ("hr_a1", f"/people/{MINE.officer_id}/evidence/S{OTHER.officer_id}1", "the statement of another",
     {"verdict": "accept"}, {}),
)  # fmt: skip
"""Account, address, what is swapped, and a form that names another unit's, with its file."""

READS: Final = (
    f"/runs/{RUN_OPEN}/compare/{RUN_B}", f"/runs/{RUN_B}/compare/{RUN_OPEN}", f"/demand?run={RUN_B}",
    f"/balance?run={RUN_B}", f"/moves?run={RUN_B}", f"/api/v1/demand?run_id={RUN_B}",
    f"/api/v1/uncovered?run_id={RUN_B}", f"/api/v1/balance?run_id={RUN_B}", f"/api/v1/moves?run_id={RUN_B}",
    f"/people/{MINE.officer_id}/files/F1LE2", f"/people/{MINE.officer_id}/files/F1LE3",
    f"/people/{MINE.officer_id}/files/F1LE4", "/positions/upload?job=J0B3",
)  # fmt: skip
"""Questions of HR of A1 that name a run, a file or a job of somewhere else beside a thing of its own."""


def size(world: World) -> list[int]:
    """How much of everything that these requests could make there is."""
    with world.store.reading() as conn:
        tables = (STATEMENT, ENROLMENT, JOB, API_TOKEN)
        return [int(conn.execute(select(func.count()).select_from(table)).scalar_one()) for table in tables]


@pytest.mark.parametrize(("address", "what", "body"), JSON)
def test_an_id_in_a_body_that_is_swapped_finds_nothing(
    world: World, address: str, what: str, body: dict[str, Any]
) -> None:
    before = size(world)
    assert world.client("hr_a1").post(address, json=body).status_code == 404, what
    assert size(world) == before


@pytest.mark.parametrize(("account", "address", "what", "form", "files"), FORMS)
def test_an_id_in_a_form_that_is_swapped_finds_nothing(
    world: World, account: str, address: str, what: str, form: dict[str, Any], files: dict[str, Any]
) -> None:
    answer = world.client(account).post(address, data=form, files=files or None)
    assert answer.status_code == 404, (what, answer.status_code)
    hidden = [one.name for one in (SIBLING, OTHER) if one.name in answer.text]
    assert hidden == []


@pytest.mark.parametrize("address", READS)
def test_an_id_beside_the_path_that_is_swapped_finds_nothing(shared_world: World, address: str) -> None:
    assert shared_world.client("hr_a1").get(address).status_code in {403, 404}


def test_a_session_and_a_token_are_ended_by_their_owner_only(world: World) -> None:
    with world.store.reading() as conn:
        of_hr_b1 = USER_SESSION.c.user_id == world.users["hr_b1"]
        session = conn.execute(select(USER_SESSION.c.session_id).where(of_hr_b1)).scalar_one()
        token = conn.execute(select(API_TOKEN.c.token_id)).scalar_one()
    client = world.client("hr_a1")
    assert client.post("/account/sessions/end", data={"session_id": session}).status_code == 404
    assert client.post("/account/tokens/end", data={"token_id": token}).status_code == 404
    assert client.delete(f"/api/v1/tokens/{token}").status_code == 404
    assert world.client("hr_b1").get("/api/v1/me").status_code == 200
    assert world.token_client().get("/api/v1/me").status_code == 200


@pytest.mark.parametrize("unit", [B1, NO_SUCH])
def test_the_unit_of_a_description_that_is_swapped_finds_nothing(world: World, tmp_path: Path, unit: str) -> None:
    document = Document()
    document.add_paragraph("Bản mô tả vị trí việc làm")
    document.save(str(tmp_path / "x.docx"))
    before, sent = size(world), {"file": ("mo_ta.docx", (tmp_path / "x.docx").read_bytes(), WORD)}
    assert world.client("province_a").post("/positions/upload", data={"unit": unit}, files=sent).status_code == 404
    assert size(world) == before


def test_the_file_in_an_edit_of_a_plan_is_of_the_same_person(world: World) -> None:
    client, step = world.client("hr_a1"), f"/api/v1/people/{OWN.officer_id}/plan/PA-01"
    mark = {"if-match": client.get(step).headers["etag"]}
    for file_id in ("F1LE1", "F1LE3", "F1LE4", NO_SUCH):
        answer = client.put(step, json={"status": "learning", "file_id": file_id}, headers=mark)
        assert answer.status_code == 404, file_id
    assert client.put(step, json={"status": "learning", "file_id": "F1LE0"}, headers=mark).status_code == 200
