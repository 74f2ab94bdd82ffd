"""A later publication hides nothing: the person finds earlier results and what became of objections."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from recommender.store.tables.decisions import OBJECTION
from recommender.store.tables.runs import RUN
from tests.api.world import World
from tests.api.world_rows import NOW, OWN, RUN_A, RUN_OPEN


@pytest.fixture
def published_again(world: World) -> World:
    """An objection was answered, then a newer run was published."""
    with world.store.writing() as conn:
        answer = {
            "status": "rejected",
            "answer": "Chứng chỉ đã hết hạn.",
            "answered_at": NOW,
            "answered_by_name": "Lê Văn Trả Lời",
        }
        conn.execute(update(OBJECTION).where(OBJECTION.c.officer_id == OWN.officer_id).values(**answer))
        newer = {"status": "published", "started_at": NOW + timedelta(hours=1), "published_at": NOW}
        conn.execute(update(RUN).where(RUN.c.run_id == RUN_OPEN).values(**newer))
    return world


def test_the_newest_result_leads_to_the_earlier_one_and_to_its_objection(published_again: World) -> None:
    page = published_again.client("officer").get("/me").text
    assert f"Rà soát {RUN_OPEN}, tính đến" in page
    assert f'href="/me?run={RUN_A}"' in page
    assert "Kiến nghị gửi ngày" in page


def test_the_earlier_result_shows_the_answer_and_takes_no_objection(published_again: World) -> None:
    page = published_again.client("officer").get(f"/me?run={RUN_A}").text
    assert "Chứng chỉ đã hết hạn." in page
    assert "Kết quả của đợt trước" in page
    assert "Tôi không đồng ý" not in page


def test_a_run_that_was_not_published_to_the_person_is_not_found(world: World) -> None:
    assert world.client("officer").get(f"/me?run={RUN_OPEN}").status_code == 404
