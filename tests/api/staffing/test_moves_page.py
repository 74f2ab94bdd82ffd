"""Proposed moves on their page: how many, of which kind and where; what a likelihood rests on without results."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import delete, insert

from recommender.store.tables.people import ASSESSMENT
from recommender.store.tables.runs import ESTIMATE, MOVE
from tests.api.world import World
from tests.api.world_rows import A1, A2, PEOPLE, RUN_A, RUN_OPEN, add, row

MOVED = next(person for person in PEOPLE if person.unit_id == A2)
"""Somebody whom the open run of another commune knows nothing of."""


def moved(world: World, *, basis: str, n_direct: int, n_text: int) -> None:
    """A move of a person whom nobody has assessed, and one requirement of that person."""
    with world.store.writing() as conn:
        conn.execute(delete(ASSESSMENT).where(ASSESSMENT.c.officer_id == MOVED.officer_id))
        add(conn, MOVE, {
            "run_id": RUN_OPEN, "officer_id": MOVED.officer_id, "kind": "inside", "from_unit": A2, "to_unit": A2,
            "from_position": MOVED.position_id, "to_position": "II.06", "probability": 0.7, "standards": "fits",
        })  # fmt: skip
        add(conn, ESTIMATE, {
            "run_id": RUN_OPEN, "officer_id": MOVED.officer_id, "position_id": MOVED.position_id, "basis": basis,
            "requirement_id": "C1", "n_direct": n_direct, "n_text": n_text,
        })  # fmt: skip


def told(world: World, run_id: str = RUN_OPEN, name: str = MOVED.name, language: str = "vi") -> str:
    """The row of a person as it is shown."""
    page = world.client("province_a", language=language).get(f"/moves?run={run_id}").text
    return page.split(name)[1].split("</tr>")[0]


def test_a_likelihood_behind_which_a_result_stands_needs_no_word(shared_world: World) -> None:
    assert "rests" not in told(shared_world, RUN_A, PEOPLE[0].name)


@pytest.mark.parametrize(("basis", "n_direct", "n_text", "vi", "en"), [
    ("own", 1, 1, "chỉ có tự đánh giá", "own ratings only"),
    ("text", 0, 2, "chưa có kết quả đánh giá, chỉ theo hồ sơ", "no assessment result: by the record only"),
    ("none", 0, 0, "chưa có kết quả đánh giá, là mức chung của vị trí", "the general level of the position"),
])  # fmt: skip
def test_a_likelihood_without_results_says_what_it_rests_on(
    world: World, basis: str, n_direct: int, n_text: int, vi: str, en: str
) -> None:  # fmt: skip
    moved(world, basis=basis, n_direct=n_direct, n_text=n_text)
    assert vi in told(world)
    assert en in told(world, language="en")


@pytest.mark.parametrize(("method", "dated_on", "is_said"), [
    ("self", "2026-01-05", True), ("supervisor", "2026-01-05", False), ("supervisor", "2027-01-05", True),
])  # fmt: skip
def test_a_result_of_any_topic_counts_when_another_gave_it_before_the_review(
    world: World, method: str, dated_on: str, is_said: bool
) -> None:  # fmt: skip
    moved(world, basis="none", n_direct=0, n_text=0)
    with world.store.writing() as conn:
        add(conn, ASSESSMENT, {
            "assessment_id": "A1N0", "officer_id": MOVED.officer_id, "topic": "C9", "method": method, "level": 3.0,
            "dated_on": date.fromisoformat(dated_on),
        })  # fmt: skip
    assert ("rests" in told(world)) is is_said


def test_moves_are_counted_and_narrowed_by_kind_and_unit(world: World) -> None:
    with world.store.writing() as conn:
        conn.execute(insert(MOVE).values(row(
            MOVE, run_id=RUN_OPEN, officer_id=MOVED.officer_id, kind="between", from_unit=A2, to_unit=A1,
            from_position=MOVED.position_id, to_position="II.06", probability=0.7, standards="fits",
        )))  # fmt: skip
    client = world.client("province_a")
    page = client.get(f"/moves?run={RUN_OPEN}").text
    assert "<h1>2 phương án điều chuyển để xem xét</h1>" in page
    assert f'href="/moves?run={RUN_OPEN}&amp;unit={A2}"' in page
    between = client.get(f"/moves?run={RUN_OPEN}&kind=between").text
    assert MOVED.name in between
    assert PEOPLE[0].name not in between
    assert "Lọc: 1 đang bật" in between
    assert client.get(f"/moves?run={RUN_OPEN}&kind=x").status_code == 404


def test_moves_of_others_are_not_counted(shared_world: World) -> None:
    assert "<h1>Phương án điều chuyển để xem xét</h1>" in shared_world.client("hr_a2").get(f"/moves?run={RUN_A}").text
    assert "<h1>1 phương án" in shared_world.client("hr_a1").get(f"/moves?run={RUN_A}").text
