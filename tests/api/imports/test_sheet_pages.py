"""The page of a sheet: how it was read, said otherwise, remembered for the next file, forgotten."""

from __future__ import annotations

import re

import pytest

from tests.api.imports.sending import FIELDS, ODD, PLAIN, form_of, read, sent_and_read
from tests.api.world import World


def correct(world: World, import_id: str, form: dict[str, str]) -> int:
    answer = world.client("hr_a1").post(f"/imports/{import_id}/sheets/0", data=form)
    if answer.status_code == 303:
        read(world, import_id)
    return answer.status_code


def selected(page: str) -> dict[str, str]:
    """Column → the field picked for it."""
    found = re.findall(r'<select class="select" name="column-(\d+)"(.*?)</select>', page, re.S)
    return {name: re.search(r'value="([^"]*)" selected', options).group(1) for name, options in found}  # type: ignore[union-attr]


def test_the_page_shows_each_column_with_what_it_was_taken_as(world: World) -> None:
    import_id = sent_and_read(world, PLAIN)
    page = world.client("hr_a1").get(f"/imports/{import_id}/sheets/0").text
    assert "hàng 1 được lấy làm tiêu đề" in page
    assert selected(page) == dict(zip("012345", (*FIELDS, "note"), strict=True))


def test_unknown_headings_are_named_by_hand_and_the_file_is_read(world: World) -> None:
    import_id = sent_and_read(world, ODD)
    assert correct(world, import_id, form_of(FIELDS)) == 303
    client = world.client("hr_a1")
    assert "Cao Thị Mới" in client.get(f"/imports/{import_id}").text
    assert "Đọc theo cách đã sửa" in client.get(f"/imports/{import_id}/sheets/0").text


def test_the_next_file_with_the_same_headings_is_read_right_and_says_so(world: World) -> None:
    correct(world, sent_and_read(world, ODD), form_of(FIELDS))
    later = sent_and_read(world, (*ODD[:2], ("CB-9005", "Tạ Văn Bốn", "5/6/1991", "Phường Ba Đình", "II.06")))
    client = world.client("hr_a1")
    assert "Theo cách đã nhớ" in client.get(f"/imports/{later}").text
    assert "Đọc theo cách đã nhớ" in client.get(f"/imports/{later}/sheets/0").text
    assert "Tạ Văn Bốn" in client.get(f"/imports/{later}").text


def test_what_is_remembered_is_listed_and_forgotten_by_those_it_belongs_to(world: World) -> None:
    correct(world, sent_and_read(world, ODD), form_of(FIELDS))
    client = world.client("hr_a1")
    listed = client.get("/imports/headings").text
    (row,) = [row for row in listed.split("<tr data-row-link>") if "Ký hiệu người → " in row]
    (address,) = re.findall(r'action="(/imports/headings/\w+/forget)"', row)
    assert world.client("hr_a2").post(address).status_code == 404
    assert "Ký hiệu người" not in world.client("hr_a2").get("/imports/headings").text
    assert client.post(address).headers["location"] == "/imports/headings?done=forgotten"
    assert "Ký hiệu người" not in client.get("/imports/headings?done=forgotten").text


def test_what_the_province_said_is_shown_to_a_commune_but_not_its_to_forget(world: World) -> None:
    import_id = sent_and_read(world, ODD)
    world.client("province_a").post(f"/imports/{import_id}/sheets/0", data=form_of(FIELDS))
    read(world, import_id)
    (row,) = [
        row for row in world.client("hr_a1").get("/imports/headings").text.split("<tr data-row-link>")
        if "Ký hiệu người → " in row
    ]  # fmt: skip
    assert "do cấp trên đặt" in row
    assert "/forget" not in row


def test_before_anything_was_said_the_list_tells_how_it_fills(world: World) -> None:
    client = world.client("hr_b1")
    for mapping_id in ("HM3", "HM7"):
        assert client.post(f"/imports/headings/{mapping_id}/forget").status_code == 303
    page = client.get("/imports/headings").text
    assert "Chưa nhớ cách đọc nào." in page
    assert "mở lần nhập đó và sửa" in page


def test_when_the_heading_row_changes_the_columns_come_from_the_new_row(world: World) -> None:
    import_id = sent_and_read(world, (PLAIN[0], *PLAIN))
    assert correct(world, import_id, form_of(["unused"] * 6)) == 303
    page = world.client("hr_a1").get(f"/imports/{import_id}/sheets/0").text
    assert "hàng 2 được lấy làm tiêu đề" in page
    assert selected(page)["1"] == "full_name"


def test_a_sheet_can_be_left_out(world: World) -> None:
    import_id = sent_and_read(world, PLAIN)
    assert correct(world, import_id, form_of((), kind="", first=1, last=1)) == 303
    assert "Không đọc" in world.client("hr_a1").get(f"/imports/{import_id}").text


@pytest.mark.parametrize(("changed", "told"), [
    ({"first": ""}, "Nhập số của hàng tiêu đề."), ({"first": "x"}, "Nhập số của hàng tiêu đề."),
    ({"kind": "lists"}, "Nhập số của hàng tiêu đề."), ({"last": "9"}, "1 đến 3 hàng"), ({"last": "1"}, "1 đến 3 hàng"),
    ({"kind": "quotas"}, "không có bảng như vậy"), ({"column-1": "unused"}, "Họ và tên, Tên"),
    ({"column-1": "<script>"}, "không có cột như vậy"), ({"first": "99999999999999999999999"}, "1 đến 3 hàng"),
])  # fmt: skip
def test_a_choice_that_cannot_be_read_comes_back_with_the_reason_and_the_input(
    world: World, changed: dict[str, str], told: str
) -> None:
    import_id = sent_and_read(world, ODD)
    form = {**form_of(FIELDS), **changed}
    answer = world.client("hr_a1").post(f"/imports/{import_id}/sheets/0", data=form)
    assert answer.status_code == 422
    assert told in answer.text
    if "column-1" not in changed:
        assert selected(answer.text)["0"] == "officer_id"


def test_an_applied_import_shows_its_columns_without_values_and_without_a_form(world: World) -> None:
    import_id = sent_and_read(world, PLAIN)
    client = world.client("hr_a1")
    client.post(f"/imports/{import_id}/confirm")
    page = client.get(f"/imports/{import_id}/sheets/0").text
    assert "Đọc lại theo cách này" not in page
    assert "Cao Thị Mới" not in page
    assert "Vị trí việc làm" in page
    assert correct(world, import_id, form_of(FIELDS, first=1, last=1)) == 409


def test_many_columns_are_shown_page_by_page_and_keep_what_other_pages_say(world: World) -> None:
    head = [*ODD[1], *[f"Cột thừa {number}" for number in range(45)]]
    import_id = sent_and_read(world, (ODD[0], head, [*ODD[2], *["x"] * 45]))
    client = world.client("hr_a1")
    assert correct(world, import_id, form_of(FIELDS)) == 303
    assert len(client.get(f"/imports/{import_id}/sheets/0").content) < 150_000
    second = client.get(f"/imports/{import_id}/sheets/0?start=40").text
    assert list(selected(second)) == [str(column) for column in range(40, 50)]
    assert correct(world, import_id, {"kind": "people", "first": "2", "last": "2", "column-49": "note"}) == 303
    assert selected(client.get(f"/imports/{import_id}/sheets/0").text)["1"] == "full_name"
    assert client.get(f"/imports/{import_id}/sheets/0?start=-5").status_code == 200
