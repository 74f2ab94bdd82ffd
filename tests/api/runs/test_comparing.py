"""Two runs side by side: counts that can be opened, who changed and why, and nobody outside the viewer's scope."""

from __future__ import annotations

import re

import pytest

from tests.api.runs.earlier_run import CHANGED, EARLIER, HELD, add_earlier_run
from tests.api.world import World
from tests.api.world_rows import A2, RUN_A, RUN_B, RUN_OPEN

HERE = f"/runs/{RUN_A}/compare/{EARLIER}"


@pytest.fixture
def compared(world: World) -> World:
    add_earlier_run(world)
    return world


def cells(page: str) -> list[list[int]]:
    """The numbers of the 3×3 table, row by row."""
    body = re.search(r'<table class="heat">.*?<tbody>(.*?)</tbody>', page, re.S)
    assert body is not None
    rows = re.findall(r"<tr>(.*?)</tr>", body[1], re.S)
    return [[int(re.sub(r"<.*?>", "", cell)) for cell in re.findall(r"<td.*?>(.*?)</td>", row, re.S)] for row in rows]


def shown(page: str) -> set[str]:
    return {one.name for one in HELD if one.name in page}


def test_the_counts_are_of_both_runs_and_say_from_what_to_what(compared: World) -> None:
    page = compared.client("province_a").get(HERE).text
    assert "3 vị trí đổi kết luận giữa hai đợt" in page
    assert cells(page) == [[2, 0, 2], [1, 2, 0], [0, 0, 0]]
    assert "chỉ có trong đợt sau: 1 vị trí" in page
    assert shown(page) == {one.name for one in HELD if one.officer_id in CHANGED}


def test_the_order_of_the_two_in_the_address_does_not_matter(compared: World) -> None:
    client = compared.client("province_a")
    assert cells(client.get(f"/runs/{EARLIER}/compare/{RUN_A}").text) == cells(client.get(HERE).text)


def test_people_outside_the_scope_are_neither_shown_nor_counted(compared: World) -> None:
    page = compared.client("hr_a1").get(HERE).text
    assert sum(map(sum, cells(page))) == 5
    assert "2 vị trí đổi kết luận" in page
    assert shown(page) == {HELD[0].name, HELD[2].name}
    below = compared.client("hr_a1_department").get(HERE).text
    assert (sum(map(sum, cells(below))), shown(below)) == (2, set())
    assert sum(map(sum, cells(compared.client("hr_a1").get(f"{HERE}?unit={A2}").text))) == 0


def test_each_cell_leads_to_its_people(compared: World) -> None:
    client = compared.client("province_a")
    page = client.get(HERE).text
    (address,) = re.findall(r'<a href="([^"]*before=meets&amp;after=does_not_meet)">2</a>', page)
    opened = client.get(address.replace("&amp;", "&")).text
    assert shown(opened) == {HELD[2].name, HELD[5].name}
    assert "Lọc: 2 đang bật" in opened
    same = client.get(f"{HERE}?before=needs_review&after=needs_review").text
    assert shown(same) == {HELD[1].name, HELD[4].name}


def test_why_is_told_of_the_person_and_of_the_runs(compared: World) -> None:
    page = compared.client("province_a").get(HERE).text
    for told in (
        "Tiêu chuẩn, Mức ước lượng", "Trình độ đào tạo: Cần xem xét → Phù hợp",
        "Soạn thảo và ban hành văn bản: 1,4 → 2,1", "Đề xuất “đáp ứng” từ xác suất", "0,85",
        "22/08/2026", "2026.1 (00000000)",
    ):  # fmt: skip
        assert told in page


@pytest.mark.parametrize(("query", "expected"), [
    ("why=standard", {0, 2, 5}), ("why=requirement", set()), ("q=duong", {0}), ("q=không+ai", set()),
    (f"unit={A2}", {5}), ("before=meets", {2, 5, 3, 6}), ("after=needs_review&why=estimate", set()),
])  # fmt: skip
def test_the_list_is_narrowed_through_the_address(compared: World, query: str, expected: set[int]) -> None:
    page = compared.client("province_a").get(f"{HERE}?{query}").text
    assert shown(page) == {HELD[number].name for number in expected}


@pytest.mark.parametrize("query", ["before=good", "after=1", "why=luck", "why=%00"])
def test_words_that_are_none_of_ours_are_not_found(compared: World, query: str) -> None:
    assert compared.client("province_a").get(f"{HERE}?{query}").status_code == 404


def test_a_bad_cursor_is_refused_in_words(compared: World) -> None:
    assert compared.client("province_a").get(f"{HERE}?cursor=x").status_code == 422


@pytest.mark.parametrize("path", [
    f"/runs/{RUN_A}/compare/{RUN_A}", f"/runs/{RUN_A}/compare/{RUN_B}", f"/runs/{RUN_B}/compare/{RUN_A}",
    f"/runs/{RUN_A}/compare/none",
])  # fmt: skip
def test_a_run_of_others_none_and_itself_are_not_found(shared_world: World, path: str) -> None:
    assert shared_world.client("hr_a1").get(path).status_code == 404


@pytest.mark.parametrize(("account", "status"), [("institute", 403), ("auditor_a", 403), ("officer", 403), ("", 303)])
def test_only_those_who_see_people_compare(shared_world: World, account: str, status: int) -> None:
    assert shared_world.client(account).get(f"/runs/{RUN_A}/compare/{RUN_OPEN}").status_code == status


def test_runs_that_say_the_same_say_so(shared_world: World) -> None:
    page = shared_world.client("province_a").get(f"/runs/{RUN_A}/compare/{RUN_OPEN}").text
    assert "Không vị trí nào đổi kết luận." in page
    assert "Bấm vào một số trong bảng trên" in page
    assert "Không có vị trí nào khớp." not in page


def test_the_page_of_a_run_leads_to_the_comparison_for_those_who_see_people(compared: World) -> None:
    link = f"/runs/{RUN_A}/compare/{EARLIER}"
    assert link in compared.client("province_a").get(f"/runs/{RUN_A}").text
    assert link not in compared.client("auditor_a").get(f"/runs/{RUN_A}").text


def test_who_was_looked_at_is_kept(compared: World) -> None:
    compared.client("hr_a1").get(HERE)
    with compared.store.reading() as conn:
        kept = conn.exec_driver_sql("SELECT also || subject_id FROM audit ORDER BY number DESC LIMIT 1").scalar_one()
    assert HELD[0].officer_id in kept
    assert HELD[5].officer_id not in kept


def test_another_scope_is_told_as_a_difference_with_the_units_that_only_one_run_has(compared: World) -> None:
    page = compared.client("province_a").get(f"/runs/{EARLIER}/compare/{RUN_OPEN}").text
    row = re.search(r'<tr><th scope="row">Phạm vi</th><td>(.*?)</td><td>(.*?)</td></tr>', page)
    assert row is not None
    assert row.groups() == ("Thành phố Hà Nội", "Phường Ba Đình")
    alone = re.findall(
        r'<tr><th scope="row">([^<]*)</th><td class="number">(.*?)</td><td class="number">(.*?)</td>', page
    )
    by_name = {name: (before, after) for name, before, after in alone}
    assert by_name["Phường Ngọc Hà"] == (f'<a href="/runs/{EARLIER}/verdicts?unit={A2}">2</a>', "0")
    assert "Phường Ba Đình" not in by_name


def test_the_same_scope_is_no_difference(compared: World) -> None:
    assert '<th scope="row">Phạm vi</th>' not in compared.client("province_a").get(HERE).text
