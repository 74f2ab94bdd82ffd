"""Nobody overwrites what somebody else wrote meanwhile."""

from __future__ import annotations

from tests.api.world import World
from tests.api.world_rows import OWN

STEP = f"/api/v1/people/{OWN.officer_id}/plan/PA-01"


def test_an_edit_of_what_was_read_is_carried_out_and_gets_a_new_mark(world: World) -> None:
    client = world.client("hr_a1")
    read = client.get(STEP)
    answer = client.put(STEP, json={"status": "learning"}, headers={"if-match": read.headers["etag"]})
    assert answer.status_code == 200
    assert answer.json()["status"] == "learning"
    assert answer.headers["etag"] != read.headers["etag"]
    assert client.get(STEP).headers["etag"] == answer.headers["etag"]


def test_the_second_of_two_editors_is_told_what_stands_there_now(world: World) -> None:
    mark = {"if-match": world.client("hr_a1").get(STEP).headers["etag"]}
    assert world.client("hr_a1").put(STEP, json={"status": "learning"}, headers=mark).status_code == 200
    answer = world.client("officer").put(STEP, json={"status": "done"}, headers=mark)
    assert answer.status_code == 412
    assert answer.json()["current"]["status"] == "learning"


def test_an_edit_without_a_mark_is_refused(world: World) -> None:
    answer = world.client("hr_a1").put(STEP, json={"status": "learning"})
    assert answer.status_code == 428
    assert answer.json()["title"] == "Thiếu If-Match"


def test_an_objection_is_answered_by_the_first_of_two(world: World) -> None:
    client = world.client("decider_a1")
    url = "/api/v1/objections/0BJ0"
    mark = {"if-match": client.get(url).headers["etag"]}
    body = {"is_accepted": True, "answer": "Đã bổ sung chứng chỉ vào hồ sơ."}
    assert client.put(f"{url}/answer", json=body, headers=mark).json()["status"] == "accepted"
    assert world.client("province_a").put(f"{url}/answer", json=body, headers=mark).status_code == 412
