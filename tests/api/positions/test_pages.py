"""Pages of positions: every desk sees what its unit is screened with, in both languages, without a name of a person."""

from __future__ import annotations

import pytest

from tests.api.world import World
from tests.api.world_rows import PEOPLE

DESKS = ("hr_a1", "province_a", "decider_a1", "administrator", "administrator_a")
PATHS = ("/positions", "/positions?q=tu+phap&department=office&origin=shipped", "/positions/II.05", "/positions/II.06")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("account", DESKS)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_desk_opens_every_page_and_reads_no_name(
    shared_world: World, path: str, account: str, language: str
) -> None:
    answer = shared_world.client(account, language=language).get(path)
    assert answer.status_code == 200
    assert "None" not in answer.text
    assert len(answer.content) < 150_000
    assert [person.name for person in PEOPLE if person.name in answer.text] == []


@pytest.mark.parametrize("path", ["/positions", "/positions/II.05"])
@pytest.mark.parametrize("account", ["officer", "institute", "auditor_a", "nobody"])
def test_others_do_not(shared_world: World, path: str, account: str) -> None:
    assert shared_world.client(account).get(path).status_code == 403


def test_a_position_is_found_without_diacritics_and_by_code(shared_world: World) -> None:
    client = shared_world.client("hr_a1")
    for words in ("lĩnh vực tư pháp", "linh vuc tu phap", "TU PHAP", "ii.04"):
        page = client.get("/positions", params={"q": words}).text
        assert "/positions/II.04" in page
        assert "/positions/II.05" not in page
    assert "Không có vị trí nào khớp" in client.get("/positions?q=khongcogi").text


def test_a_department_narrows_the_list_and_is_shown_as_a_filter(shared_world: World) -> None:
    page = shared_world.client("hr_a1").get("/positions?department=military").text
    assert "Lọc: 1 đang bật" in page
    assert "/positions/II.04" not in page
    assert "Chỉ huy" in page


def test_holders_are_counted_within_the_scope_of_the_viewer(shared_world: World) -> None:
    link = '<a href="/people?position=II.05">{}</a>'
    assert link.format(2) in shared_world.client("hr_a1").get("/positions").text
    assert link.format(3) in shared_world.client("province_a").get("/positions").text
    assert "/people?position=" not in shared_world.client("administrator").get("/positions").text


def test_what_an_office_changed_holds_in_its_units_and_says_where_it_comes_from(shared_world: World) -> None:
    own = "Giữ đúng việc của tỉnh."
    here = shared_world.client("hr_a1").get("/positions/II.06").text
    assert own in here
    assert "Mô tả công việc.docx" in here
    assert "bản riêng: Thành phố Hà Nội" in here
    assert own not in shared_world.client("hr_b1").get("/positions/II.06").text
    assert own not in shared_world.client("administrator").get("/positions/II.06").text
    assert own in shared_world.client("administrator").get("/positions/II.06?unit=01").text
    assert "/positions/II.06" in shared_world.client("hr_a1").get("/positions?origin=own").text


def test_a_unit_outside_the_scope_and_a_position_nowhere_are_not_found(shared_world: World) -> None:
    client = shared_world.client("hr_a1")
    for path in ("/positions?unit=04", "/positions/II.06?unit=04", "/positions/II.99", "/positions/00008.doi-ngoai"):
        assert client.get(path).status_code == 404


def test_a_position_shows_ranges_standards_tasks_laws_and_courses(shared_world: World) -> None:
    page = shared_world.client("hr_a1").get("/positions/II.04").text
    for words in ("cần 2–3", "Luật Hộ tịch 60/2014/QH13", "II.04.T01", "60/2014/QH13", "Chương trình bù được"):
        assert words in page
    assert "/admin/rules/" not in page
    assert "/admin/rules/II.04/degree?unit=01" in shared_world.client("province_a").get("/positions/II.04").text


def test_descriptions_that_wait_stand_on_the_home_page_of_who_looks_after_the_catalogue(shared_world: World) -> None:
    assert "/positions/drafts" in shared_world.client("province_a").get("/").text
    assert "/positions/drafts" not in shared_world.client("hr_a1").get("/").text
