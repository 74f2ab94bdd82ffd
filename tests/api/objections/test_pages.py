"""Objections from the person's page to the answer that the person reads."""

from __future__ import annotations

import re

from tests.api.told import error_beside
from tests.api.world import World
from tests.api.world_rows import OWN, RUN_A


def test_an_answer_reaches_the_person(world: World) -> None:
    desk, person = world.client("decider_a"), world.client("officer")
    path = next(
        found for found in re.findall(r'href="(/objections/[^"?]+)"', desk.get("/objections").text)
        if OWN.name in desk.get(found).text
    )  # fmt: skip
    short = desk.post(path, data={"version": 1, "verdict": "accept", "text": "ngắn"})
    assert short.status_code == 422
    assert error_beside(short.text, "text").startswith("Trả lời dài từ 10 đến")
    done = desk.post(path, data={"version": 1, "verdict": "accept", "text": "Đã bổ sung chứng chỉ vào hồ sơ."})
    assert done.headers["location"] == "/objections?done=answered"
    assert "Đã bổ sung chứng chỉ vào hồ sơ." in person.get("/me").text


def test_objections_of_another_province_are_not_found(world: World) -> None:
    path = re.findall(r'href="(/objections/[^"?]+)"', world.client("decider_a").get("/objections").text)[0]
    assert world.client("province_b").get(path).status_code == 404


def test_somebody_without_an_own_verdict_in_the_run_cannot_object(world: World) -> None:
    assert world.client("province_a").get(f"/me/objections/{RUN_A}/{OWN.position_id}").status_code == 403


def test_too_few_words_are_sent_back(world: World) -> None:
    answer = world.client("officer").post(f"/me/objections/{RUN_A}/{OWN.position_id}", data={"text": "sai"})
    assert answer.status_code == 422
    assert error_beside(answer.text, "text").startswith("Nội dung kiến nghị dài từ 10 đến")
