"""Pages of verdicts: within the viewer's units only; a decision, an override and its reason; the filtered list."""

from __future__ import annotations

import csv
import io

import pytest

from tests.api.world import World
from tests.api.world_rows import PEOPLE, RUN_A

HERE = f"/runs/{RUN_A}"
ONE = PEOPLE[1]
"""Somebody of A1 of whom the published run proposes a review."""
DECISION = f"{HERE}/people/{ONE.officer_id}/positions/{ONE.position_id}/decision"
END = ONE.position_id.replace(".", "-")


@pytest.mark.parametrize("path", [f"{HERE}/verdicts", f"{HERE}/people/{ONE.officer_id}", f"{HERE}/verdicts.csv"])
@pytest.mark.parametrize(("account", "status"), [
    ("province_a", 200), ("hr_b1", 404), ("institute", 403), ("officer", 403), ("", 303),
])  # fmt: skip
def test_pages_open_for_hr_of_the_place_only(shared_world: World, path: str, account: str, status: int) -> None:
    assert shared_world.client(account).get(path).status_code == status


def test_the_person_is_explained(shared_world: World) -> None:
    page = shared_world.client("province_a").get(f"{HERE}/people/{ONE.officer_id}").text
    for told in (ONE.name, "Vì sao", "Điều gì sẽ làm thay đổi kết luận", "Tham mưu đăng ký hộ tịch và chứng thực"):
        assert told in page


def test_an_override_without_a_reason_keeps_what_was_typed(world: World) -> None:
    sent = {f"decided-{END}": "does_not_meet", f"reason_text-{END}": "Văn bằng ghi nhầm"}
    answer = world.client("decider_a1").post(DECISION, data=sent)
    assert answer.status_code == 422
    assert "Văn bằng ghi nhầm" in answer.text


def test_a_decision_is_shown_with_its_reason(world: World) -> None:
    client = world.client("decider_a1")
    sent = {
        f"decided-{END}": "does_not_meet", f"reason_code-{END}": "record_wrong",
        f"reason_text-{END}": "Văn bằng ghi nhầm người",
    }  # fmt: skip
    answer = client.post(DECISION, data=sent)
    assert answer.status_code == 303
    assert "Văn bằng ghi nhầm người" in client.get(answer.headers["location"]).text


def test_a_decision_elsewhere_is_not_found(world: World) -> None:
    sent = {f"decided-{END}": "meets", f"reason_code-{END}": "evidence_seen"}
    assert world.client("hr_b1").post(DECISION, data=sent).status_code == 404


def test_ticked_proposals_are_confirmed(world: World) -> None:
    client = world.client("decider_a")
    one = PEOPLE[2]
    sent = {"pair": [f"{one.officer_id}|{one.position_id}"], "verdict": "does_not_meet"}
    answer = client.post(f"{HERE}/confirm", data=sent)
    assert answer.headers["location"].endswith("done=1&left=0")
    assert one.name not in client.get(f"{HERE}/confirm?verdict=does_not_meet").text


def test_the_file_holds_exactly_what_is_filtered(shared_world: World) -> None:
    client = shared_world.client("province_a")
    rows = list(csv.DictReader(io.StringIO(client.get(f"{HERE}/verdicts.csv?verdict=meets").text.lstrip("\ufeff"))))
    page = client.get(f"{HERE}/verdicts?verdict=meets").text
    assert rows
    assert all(row["Đề xuất"] == "Đáp ứng" and row["Họ và tên"] in page for row in rows)
    assert f"{len(rows)} dòng" in page


def test_an_unknown_filter_is_not_found(shared_world: World) -> None:
    assert shared_world.client("province_a").get(f"{HERE}/verdicts?verdict=maybe").status_code == 404
