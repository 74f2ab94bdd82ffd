"""A request with an Idempotency-Key is carried out once, whatever happens to its answer."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import func, select

from recommender.store.tables.people import STATEMENT
from tests.api.world import World
from tests.api.world_rows import OWN, PEOPLE

URL = f"/api/v1/people/{OWN.officer_id}/evidence"
BODY = {"kind": "duty", "text": "Tham mưu chứng thực bản sao"}
KEY = {"idempotency-key": "3f0d8f2e-7f5b"}


def statements(world: World) -> int:
    with world.store.reading() as conn:
        count: int = conn.execute(select(func.count()).select_from(STATEMENT)).scalar_one()
        return count


def test_the_same_request_again_gets_the_first_answer_and_changes_nothing(world: World) -> None:
    client = world.client("hr_a1")
    first = client.post(URL, json=BODY, headers=KEY)
    count = statements(world)
    second = client.post(URL, json=BODY, headers=KEY)
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert second.headers["idempotent-replayed"] == "true"
    assert statements(world) == count


def test_of_many_at_the_same_moment_one_is_carried_out(world: World) -> None:
    client, before, together = world.client("hr_a1"), statements(world), threading.Barrier(4)

    def send(_: int) -> tuple[int, str]:
        together.wait(30)
        answer = client.post(URL, json=BODY, headers=KEY)
        return answer.status_code, answer.json().get("statement_id", "")

    with ThreadPoolExecutor(4) as senders:
        answers = list(senders.map(send, range(4)))
    assert statements(world) == before + 1
    assert {status for status, _ in answers} <= {201, 409}
    assert len({made for status, made in answers if status == 201}) == 1


def test_without_a_key_it_is_carried_out_each_time(world: World) -> None:
    client = world.client("hr_a1")
    before = statements(world)
    for _ in range(2):
        assert client.post(URL, json=BODY).status_code == 201
    assert statements(world) == before + 2


def test_a_key_that_was_used_for_something_else_is_refused(world: World) -> None:
    client = world.client("hr_a1")
    client.post(URL, json=BODY, headers=KEY)
    answer = client.post(URL, json={**BODY, "text": "Việc khác hẳn"}, headers=KEY)
    assert answer.status_code == 422
    assert "Idempotency-Key" in answer.json()["detail"]


def test_a_key_that_was_used_for_another_person_is_refused_and_tells_nothing_of_him(world: World) -> None:
    client = world.client("hr_a1")
    other = next(one.officer_id for one in PEOPLE if one.unit_id == OWN.unit_id and one != OWN)
    made = client.post(URL, json=BODY, headers=KEY).json()["statement_id"]
    before = statements(world)
    answer = client.post(URL.replace(OWN.officer_id, other), json=BODY, headers=KEY)
    assert (answer.status_code, statements(world)) == (422, before)
    assert made not in answer.text


def test_the_key_of_another_account_means_nothing(world: World) -> None:
    world.client("hr_a1").post(URL, json=BODY, headers=KEY)
    before = statements(world)
    assert world.client("province_a").post(URL, json=BODY, headers=KEY).status_code == 201
    assert statements(world) == before + 1


def test_a_refused_request_gives_its_key_back(world: World) -> None:
    client = world.client("hr_a1")
    elsewhere = f"/api/v1/people/{PEOPLE[8].officer_id}/evidence"
    assert client.post(elsewhere, json=BODY, headers=KEY).status_code == 404
    assert client.post(URL, json=BODY, headers=KEY).status_code == 201


def test_the_answer_of_long_work_leads_to_its_job_again(world: World) -> None:
    client = world.client("hr_a1")
    asked = {"unit_id": "00004", "label": "Thử"}
    first = client.post("/api/v1/runs", json=asked, headers=KEY)
    second = client.post("/api/v1/runs", json=asked, headers=KEY)
    assert first.status_code == 202
    assert first.headers["location"] == second.headers["location"]
    assert client.get(first.headers["location"]).json()["status"] == "queued"
