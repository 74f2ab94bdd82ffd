"""Pages of runs: what each role finds, a run asked for, and results published to the people concerned."""

from __future__ import annotations

import re

import pytest

from recommender.store.tables.jobs import JOB
from tests.api.told import error_beside
from tests.api.world import World
from tests.api.world_rows import A1, PEOPLE, PROVINCE_A, RUN_A, RUN_OPEN, add


@pytest.mark.parametrize(("account", "status"), [
    ("province_a", 200), ("auditor_a", 200), ("hr_b1", 404), ("institute", 403), ("officer", 403),
])  # fmt: skip
def test_a_run_opens_for_those_who_see_people_or_totals(shared_world: World, account: str, status: int) -> None:
    assert shared_world.client(account).get(f"/runs/{RUN_A}").status_code == status


def test_who_sees_totals_only_gets_no_link_to_people(shared_world: World) -> None:
    assert f"/runs/{RUN_A}/verdicts" not in shared_world.client("auditor_a").get(f"/runs/{RUN_A}").text


def test_a_run_is_asked_for_and_waited_for(world: World) -> None:
    client = world.client("hr_a1")
    asked = client.post("/runs/new", data={"unit": "00004", "today": "2026-11-22"})
    assert asked.status_code == 303
    assert "Đang rà soát" in client.get(asked.headers["location"]).text


def test_a_unit_of_others_cannot_be_screened(world: World) -> None:
    asked = world.client("hr_a1").post("/runs/new", data={"unit": "01273", "today": "2026-11-22"})
    assert asked.status_code in (403, 404)


def test_publishing_shows_the_run_to_the_people(world: World) -> None:
    client = world.client("province_a")
    assert "Công bố kết quả" in client.get(f"/runs/{RUN_OPEN}/publish").text
    assert client.post(f"/runs/{RUN_OPEN}/publish").status_code == 303
    assert "Đã công bố" in client.get("/runs").text
    assert client.post(f"/runs/{RUN_OPEN}/publish").status_code == 409


@pytest.mark.parametrize(("day", "told"), [
    ("0001-01-01", "Ngày rà soát từ 01/01/2000 đến hôm nay."),
    ("9999-12-31", "Ngày rà soát từ 01/01/2000 đến hôm nay."),
    ("abc", "Ngày “abc” không đọc được; ghi ngày/tháng/năm, như 22/11/2026."),
    ("", "Ghi ngày mà dữ liệu được tính đến, như 22/11/2026."),
])  # fmt: skip
def test_a_review_as_of_an_odd_day_is_refused_beside_the_day(world: World, day: str, told: str) -> None:
    sent = {"unit": "00004", "today": day, "label": "Rà soát quý IV"}
    answer = world.client("hr_a1").post("/runs/new", data=sent)
    assert answer.status_code == 422
    assert error_beside(answer.text, "today") == told
    assert f'href="#today">{told}' in answer.text
    assert 'value="Rà soát quý IV"' in answer.text


def test_a_published_review_says_who_published_it_and_asks_for_nothing(shared_world: World) -> None:
    page = shared_world.client("province_a").get(f"/runs/{RUN_A}/publish").text
    assert "Đợt rà soát này không chờ công bố" in page
    assert "công bố ngày" in page
    assert f'action="/runs/{RUN_A}/publish"' not in page


def test_a_year_beyond_all_plans_is_refused_and_breaks_nothing(world: World) -> None:
    assert world.client("province_a").get("/dashboard?year=99999999999999999999").status_code == 422


@pytest.mark.parametrize(("status", "asks_again"), [("running", True), ("failed", False)])
def test_the_page_of_a_run_being_made_asks_again_until_it_is_over(
    world: World, status: str, *, asks_again: bool
) -> None:
    with world.store.writing() as conn:
        add(conn, JOB, {
            "job_id": "J0BMAKE", "kind": "screen", "unit_id": A1, "asked_by": world.users["hr_a1"], "status": status,
            "finished_at": None, "result_file": "",
        })  # fmt: skip
    address = "/runs/waiting/RUNNEW/J0BMAKE"
    page = world.client("hr_a1").get(address).text
    assert (f'hx-get="{address}" hx-trigger="every 2s"' in page) is asks_again
    assert ("htmx.min.js" in page) is asks_again
    assert (f'href="{address}">Xem lại</a>' in page) is asks_again


def test_the_heading_counts_what_is_not_decided_yet(world: World) -> None:
    client = world.client("decider_a1")
    page = f"/runs/{RUN_OPEN}"
    waiting = f"/api/v1{page}/verdicts?verdict=needs_review&limit=200"
    rows = client.get(waiting).json()["rows"]
    assert f"<h1>{len(rows)} vị trí cần người xem xét trước khi kết luận</h1>" in client.get(page).text
    for row in rows:
        end = row["position_id"].replace(".", "-")
        sent = {
            f"decided-{end}": "meets",
            f"reason_code-{end}": "other",
            f"reason_text-{end}": "Đã đối chiếu hồ sơ gốc.",
        }
        here = f"{page}/people/{row['officer_id']}/positions/{row['position_id']}/decision"
        assert client.post(here, data=sent).status_code == 303
    assert "<h1>Không còn vị trí nào chờ người xem xét</h1>" in client.get(page).text


def test_a_form_sent_again_leads_to_the_same_run(world: World) -> None:
    client = world.client("hr_a1")
    sent = {"unit": "00004", "today": "2026-11-22", "label": "Rà soát quý IV"}
    asked = [client.post("/runs/new", data=sent) for _ in range(3)]
    assert {one.status_code for one in asked} == {303}
    assert len({one.headers["location"] for one in asked}) == 1
    other = client.post("/runs/new", data={**sent, "today": "2026-11-21"})
    assert other.headers["location"] != asked[0].headers["location"]


def test_a_run_that_somebody_else_waits_for_is_not_made_twice(world: World) -> None:
    sent = {"unit": "00004", "today": "2026-11-22"}
    assert world.client("hr_a1").post("/runs/new", data=sent).status_code == 303
    again = world.client("province_a").post("/runs/new", data=sent)
    assert again.status_code == 422
    assert "đợt đó đang chạy" in again.text


def test_the_list_counts_what_the_page_of_the_run_counts(shared_world: World) -> None:
    listed = shared_world.client("hr_a1").get("/runs").text
    row = listed.partition(f'href="/runs/{RUN_A}"')[2].partition("</tr>")[0]
    counts = [int(one) for one in re.findall(r'<td class="number">(\d+)</td>', row)]
    inside = shared_world.client("hr_a1").get(f"/api/v1/runs/{RUN_A}/counts?by=field").json()["rows"]
    names = ("total", "meets", "needs_review", "does_not_meet")
    assert counts == [sum(one[name] for one in inside) for name in names]
    assert counts[0] < sum(one.province_id == PROVINCE_A for one in PEOPLE)


@pytest.mark.parametrize(("language", "warned", "row"), [
    ("vi", "Còn đề xuất chưa có quyết định", "vị trí “Cần xem xét”"),
    ("en", "Some proposals are not decided", "with “Needs review”"),
])  # fmt: skip
def test_before_publishing_it_is_said_how_many_proposals_nobody_decided_on(
    shared_world: World, language: str, warned: str, row: str
) -> None:
    text = shared_world.client("province_a", language=language).get(f"/runs/{RUN_OPEN}/publish").text
    assert warned in text
    assert row in text
    assert f'href="/runs/{RUN_OPEN}/verdicts?verdict=needs_review&amp;decided=no"' in text


def test_the_page_of_a_run_tells_proposals_from_decisions(world: World) -> None:
    client = world.client("province_a")
    text = client.get(f"/runs/{RUN_A}").text
    assert "đề xuất chưa đáp ứng" in text
    signed = re.search(r"Theo quyết định đã ký: ([^<]*)\.", text)
    assert signed is not None
    assert re.search(r"\d+ đáp ứng|\d+ chưa đáp ứng|\d+ cần xem xét", signed[1])
    assert "Theo quyết định đã ký" not in world.client("auditor_a").get(f"/runs/{RUN_A}").text
