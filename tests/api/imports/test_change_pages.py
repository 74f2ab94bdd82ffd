"""All rows of an import with what they change: page by page, narrowed by kind, counted above."""

from __future__ import annotations

import re

from tests.api.imports.sending import PLAIN, sent_and_read
from tests.api.world import World

MANY = 103


def many(world: World, *, first: str = "Cao Thị Mới") -> str:
    """The id of an import of more people than a page holds."""
    rows = [(f"CB-{9100 + one}", f"{first} {one:03d}", "", "Phường Ba Đình", "II.04", "") for one in range(MANY)]
    return sent_and_read(world, [PLAIN[0], *rows], name=f"{first}.xlsx")


def test_rows_beyond_the_first_page_are_reached(world: World) -> None:
    import_id, client = many(world), world.client("hr_a1")
    first = client.get(f"/imports/{import_id}/changes").text
    assert "Cao Thị Mới 099" in first
    assert "Cao Thị Mới 101" not in first
    following = re.search(r'href="(/imports/[^"]*cursor=[^"]*)"', first)
    assert following is not None
    second = client.get(following[1].replace("&amp;", "&")).text
    assert "Cao Thị Mới 101" in second
    assert "Cao Thị Mới 099" not in second


def test_kinds_are_counted_and_chosen(world: World) -> None:
    client = world.client("hr_a1")
    client.post(f"/imports/{many(world)}/confirm")
    import_id = many(world, first="Cao Thị Đổi")
    page = client.get(f"/imports/{import_id}/changes").text
    assert re.search(rf"Thay đổi</span><span class=\"count\">{MANY}<", page)
    assert re.search(r"Thêm mới</span><span class=\"count\">0<", page)
    assert "Cao Thị Đổi 000" in page
    none = client.get(f"/imports/{import_id}/changes?change=added").text
    assert "Không có dòng nào như vậy." in none
    assert client.get(f"/imports/{import_id}/changes?change=nonsense").status_code == 200


def test_an_import_of_another_unit_is_not_found(world: World) -> None:
    import_id = many(world)
    assert world.client("hr_a2").get(f"/imports/{import_id}/changes").status_code == 404
